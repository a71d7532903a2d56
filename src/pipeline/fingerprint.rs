//! All files of a report → one hash, by which a published site names the sources it was made from.

use std::sync::OnceLock;

use sha2::{Digest, Sha256};

use crate::bundle::Hash;
use crate::diagnostics::SourceMap;
use crate::load::{FileKind, SourceTree};

/// Hashed when it is asked for: few pages say it, and none that somebody waits for should wait for it.
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
        *self.hash.get_or_init(|| of(self.tree, self.sources))
    }
}

/// In order of path; with the lengths, so that nothing can move from one file into the next.
fn of(tree: &SourceTree, sources: &SourceMap) -> Hash {
    let mut hash = Sha256::new();
    for file in &tree.files {
        // Of a workbook the cells count, not how a program packed them.
        let cells;
        let bytes = match &file.kind {
            FileKind::Text => sources.text(file.id).unwrap_or_default().as_bytes(),
            FileKind::Binary(bytes) => bytes,
            FileKind::Workbook(workbook) => {
                cells = format!("{workbook:?}");
                cells.as_bytes()
            }
        };
        for part in [file.path.as_bytes(), bytes] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
    }
    hash.finalize().into()
}
