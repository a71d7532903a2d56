//! What each translation was made from, and which originals have changed since.
//!
//! The record lies in `content/translations.lock` and holds hashes of texts, so it knows what is
//! stale in any copy of the project, without dates and without Git. A translation that was never
//! recorded is not called stale: nobody knows.

mod lock;
mod record;
mod state;
mod structure;
mod units;
mod write;

pub use lock::{Lock, PATH};
pub use record::{Choice, Recorded, Unknown, record};
pub use state::{Counts, Memory, Stale, StaleBlocks, State, What, state};
pub use structure::difference;
pub use units::{Pair, RecordName, Version, pairs};
pub use write::write;

use std::sync::Arc;

use crate::model::{NarrativeFile, Project};
use crate::prose::Document;

/// The narratives that were read, with the project they belong to.
#[derive(Clone, Copy)]
pub struct Narratives<'a> {
    pub project: &'a Project,
    /// Place in the project's list, and what was read.
    pub documents: &'a [(usize, Arc<Document>)],
}

impl<'a> Narratives<'a> {
    pub fn iter(self) -> impl Iterator<Item = (&'a NarrativeFile, &'a Document)> {
        let narratives = &self.project.narratives;
        self.documents.iter().map(move |(index, read)| (&narratives[*index], &**read))
    }
}
