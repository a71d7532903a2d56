//! The finished site: which files it has, what each holds, and where their bytes go.
//!
//! Pages go to a sink as they are made (memory for a preview, the staging folder for a build), so
//! a site of 100,000 pages needs no gigabyte; the bundle keeps the facts that the last checks need.

use std::collections::BTreeMap;
use std::io;

/// SHA-256 of a file's content.
pub type Hash = [u8; 32];

/// What is known of one file of the site after its bytes went to the sink.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileFacts {
    pub size: u64,
    pub sha256: Hash,
}

/// Where the bytes of the site go. Called from many threads; each path once.
pub trait Sink: Sync {
    /// `path` is relative to the site's root, with `/`, and already checked to be safe.
    fn put(&self, path: &str, bytes: Vec<u8>) -> io::Result<()>;
}

/// All files of a site by path, so that order never depends on who was faster.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bundle {
    pub files: BTreeMap<String, FileFacts>,
}
