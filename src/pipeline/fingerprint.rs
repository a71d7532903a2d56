//! All files of a report → one hash, by which a published site names the sources it was made from.

use std::sync::OnceLock;

use crate::bundle::Hash;
use crate::diagnostics::SourceMap;
use crate::load::SourceTree;
use crate::load::fingerprint::FilesHash;

/// Hashed when it is asked for, unless it was while the files were read: few pages say it, and none that
/// somebody waits for should wait for it.
pub struct Fingerprint<'a> {
    tree: &'a SourceTree,
    sources: &'a SourceMap,
    hash: OnceLock<Hash>,
}

impl<'a> Fingerprint<'a> {
    pub fn new(tree: &'a SourceTree, sources: &'a SourceMap) -> Self {
        Fingerprint { tree, sources, hash: OnceLock::new() }
    }

    pub fn hash(&self) -> Hash {
        let known = self.tree.made_from;
        *self.hash.get_or_init(|| known.unwrap_or_else(|| of(self.tree, self.sources)))
    }
}

fn of(tree: &SourceTree, sources: &SourceMap) -> Hash {
    let mut hash = FilesHash::default();
    for file in &tree.files {
        hash.add(&file.path, &file.kind, &sources.text(file.id).unwrap_or_default());
    }
    hash.finish()
}
