//! Collects what is wrong with one narrative, up to a limit that keeps a hostile file from filling memory.

use crate::diagnostics::{Diagnostic, Diagnostics, FileId, Origin, codes};

/// Nobody mends a thousand mistakes before looking again.
const MOST: usize = 1_000;

pub(super) struct Findings {
    file: FileId,
    count: usize,
    found: Diagnostics,
}

impl Findings {
    pub fn new(file: FileId) -> Self {
        Findings { file, count: 0, found: Diagnostics::new() }
    }

    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.count += 1;
        if self.count <= MOST {
            self.found.push(diagnostic);
        } else if self.count == MOST + 1 {
            self.found.push(
                Diagnostic::new(
                    &codes::TOO_MANY_MISTAKES,
                    format!("more than {MOST} mistakes in one narrative"),
                )
                .at(Origin::file(self.file))
                .help("mend the first ones and check again"),
            );
        }
    }

    pub fn into_diagnostics(self) -> Diagnostics {
        self.found
    }
}
