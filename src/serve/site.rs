//! The finished site in memory: every file that a build would publish, by its path.

use std::collections::{BTreeMap, VecDeque};
use std::io;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use crate::bundle::{Hash, unsafe_path};
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

/// A site in the making. A file that is as it was before shares its bytes with the site before, so
/// that two sites take little more room than one.
pub struct Filling {
    before: Option<Arc<Site>>,
    inside: Mutex<Inside>,
    changed: Condvar,
}

#[derive(Default)]
struct Inside {
    files: BTreeMap<String, Arc<[u8]>>,
    /// Pages that somebody looks at, to be made before all others.
    awaited: VecDeque<String>,
    /// No file is added any more.
    has_ended: bool,
}

impl Filling {
    /// `looked_at`: the pages to be made first.
    pub fn new(before: Option<Arc<Site>>, looked_at: VecDeque<String>) -> Self {
        let inside = Inside { awaited: looked_at, ..Inside::default() };
        Filling { before, inside: Mutex::new(inside), changed: Condvar::new() }
    }

    pub fn follows_another(&self) -> bool {
        self.before.is_some()
    }

    /// Says whether the file is another one than before.
    pub fn put(&self, path: &str, bytes: &[u8]) -> io::Result<bool> {
        let refused = |reason: &str| io::Error::other(format!("cannot serve `{path}`: {reason}"));
        if let Some(reason) = unsafe_path(path) {
            return Err(refused(&format!("the path {reason}")));
        }
        let before = self.before.as_ref().and_then(|site| site.files.get(path));
        let (bytes, is_new) = match before.filter(|before| ***before == *bytes) {
            Some(before) => (Arc::clone(before), false),
            None => (Arc::from(bytes), true),
        };
        let earlier = self.inside().files.insert(path.to_owned(), bytes);
        self.changed.notify_all();
        match earlier {
            None => Ok(is_new),
            Some(_) => Err(refused("the site has two files there")),
        }
    }

    pub fn file(&self, path: &str) -> Option<Arc<[u8]>> {
        self.inside().files.get(path).cloned()
    }

    /// The next page to make before all others.
    pub fn awaited(&self) -> Option<String> {
        self.inside().awaited.pop_front()
    }

    /// Asks for a page, and waits until it is there, the site is ready, or the time is over.
    pub fn wait_for(&self, path: &str, time: Duration) {
        let mut inside = self.inside();
        inside.awaited.push_back(path.to_owned());
        let is_not_yet =
            |inside: &mut Inside| !inside.has_ended && !inside.files.contains_key(path);
        drop(self.changed.wait_timeout_while(inside, time, is_not_yet));
    }

    pub fn has_ended(&self) -> bool {
        self.inside().has_ended
    }

    pub fn end(&self) {
        self.inside().has_ended = true;
        self.changed.notify_all();
    }

    /// The finished site.
    pub fn to_site(&self, sources: Option<Hash>) -> Site {
        Site { files: self.inside().files.clone(), sources, manifest: OnceLock::new() }
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
