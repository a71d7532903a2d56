//! The finished site in memory: every file that a build would publish, by its path.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::bundle::{Hash, Sink, unsafe_path};
use crate::publish::manifest::{self, Manifest};

#[derive(Debug, Default)]
pub struct Site {
    files: BTreeMap<String, Arc<[u8]>>,
    /// Of what it was made from, as the manifest says.
    sources: Option<Hash>,
    /// Hashing a whole site takes time, and few ever ask.
    manifest: OnceLock<Arc<[u8]>>,
}

impl Site {
    pub fn file(&self, path: &str) -> Option<Arc<[u8]>> {
        if path == manifest::NAME {
            return Some(Arc::clone(self.manifest.get_or_init(|| self.manifest())));
        }
        self.files.get(path).cloned()
    }

    /// All but the manifest, in order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    fn manifest(&self) -> Arc<[u8]> {
        let files = self.files.iter().map(|(path, bytes)| (path.as_str(), &**bytes));
        Manifest::of(files, self.sources).to_json().into()
    }
}

impl PartialEq for Site {
    fn eq(&self, other: &Self) -> bool {
        let same = |(one, other): (&Arc<[u8]>, &Arc<[u8]>)| Arc::ptr_eq(one, other) || one == other;
        self.sources == other.sources
            && self.files.len() == other.files.len()
            && self.files.keys().eq(other.files.keys())
            && self.files.values().zip(other.files.values()).all(same)
    }
}

/// A site in the making. A file that is as it was before shares its bytes with the site that is
/// shown meanwhile, so that two sites take little more room than one.
pub struct Filling<'a> {
    before: Option<&'a Site>,
    files: Mutex<BTreeMap<String, Arc<[u8]>>>,
}

impl<'a> Filling<'a> {
    pub fn new(before: Option<&'a Site>) -> Self {
        Filling { before, files: Mutex::default() }
    }

    pub fn into_site(self, sources: Option<Hash>) -> Site {
        let files = self.files.into_inner().unwrap_or_else(PoisonError::into_inner);
        Site { files, sources, manifest: OnceLock::new() }
    }
}

impl Sink for Filling<'_> {
    fn put(&self, path: &str, bytes: Vec<u8>) -> io::Result<()> {
        let refused = |reason: &str| io::Error::other(format!("cannot serve `{path}`: {reason}"));
        if let Some(reason) = unsafe_path(path) {
            return Err(refused(&format!("the path {reason}")));
        }
        let before = self.before.and_then(|site| site.files.get(path));
        let bytes = match before.filter(|before| ***before == *bytes) {
            Some(before) => Arc::clone(before),
            None => Arc::from(bytes),
        };
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        match files.insert(path.to_owned(), bytes) {
            None => Ok(()),
            Some(_) => Err(refused("the site has two files there")),
        }
    }
}
