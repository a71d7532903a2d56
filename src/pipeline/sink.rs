//! Notes what goes to the staging folder, or to nowhere when the site is only checked.

use std::io;
use std::sync::{Mutex, PoisonError};

use crate::bundle::{Bundle, ByPath, Hash, PageFacts, Sink, Texts};

pub struct Counted<'s> {
    /// `None`: the bytes are looked at and dropped.
    into: Option<&'s dyn Sink>,
    files: Mutex<Texts>,
}

impl<'s> Counted<'s> {
    pub fn new(into: Option<&'s dyn Sink>) -> Self {
        Counted { into, files: Mutex::default() }
    }

    fn note(&self, path: &str) {
        self.files.lock().unwrap_or_else(PoisonError::into_inner).number(path);
    }

    pub fn into_bundle(self, pages: ByPath<PageFacts>, addresses: Texts) -> Bundle {
        let files = self.files.into_inner().unwrap_or_else(PoisonError::into_inner);
        Bundle { files, pages, addresses }
    }
}

impl Sink for Counted<'_> {
    fn put(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        if let Some(into) = self.into {
            into.put(path, bytes)?;
        }
        self.note(path);
        Ok(())
    }

    fn put_hashed(&self, path: &str, bytes: &[u8], sha256: Hash) -> io::Result<()> {
        if let Some(into) = self.into {
            into.put_hashed(path, bytes, sha256)?;
        }
        self.note(path);
        Ok(())
    }

    fn awaited(&self) -> Option<String> {
        self.into.and_then(Sink::awaited)
    }

    fn is_given_up(&self) -> bool {
        self.into.is_some_and(Sink::is_given_up)
    }
}
