//! All files of a report, one after the other → the hash of all of them.

use sha2::{Digest, Sha256};

use super::FileKind;

/// Takes the files in order of path.
#[derive(Default)]
pub struct FilesHash(Sha256);

impl FilesHash {
    /// With the lengths, so that nothing can move from one file into the next. `text`: of a text, what it
    /// says.
    pub fn add(&mut self, path: &str, kind: &FileKind, text: &str) {
        // Of a workbook the cells count, not how a program packed them.
        let cells;
        let bytes = match kind {
            FileKind::Text => text.as_bytes(),
            FileKind::Binary(bytes) => bytes,
            FileKind::Workbook(workbook) => {
                cells = format!("{workbook:?}");
                cells.as_bytes()
            }
        };
        for part in [path.as_bytes(), bytes] {
            self.0.update((part.len() as u64).to_le_bytes());
            self.0.update(part);
        }
    }

    pub fn finish(self) -> [u8; 32] {
        self.0.finalize().into()
    }
}
