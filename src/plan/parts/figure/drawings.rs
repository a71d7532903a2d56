//! Figures that were drawn already: one may stand on five pages of a language and looks alike on each.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use crate::chart::Drawing;
use crate::diagnostics::Origin;
use crate::language::Tag;

#[derive(Default)]
pub struct Drawings(RwLock<BTreeMap<Key, Arc<Drawing>>>);

/// All that a drawing depends on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    pub language: Tag,
    /// Of the page: its records go before those of the same name elsewhere.
    pub edition: Option<usize>,
    /// Where the figure is declared.
    pub figure: Origin,
}

/// The most that are kept, some 40 KB each, so that they never fill the memory.
const KEPT: usize = 512;

impl Drawings {
    pub fn get(&self, key: &Key) -> Option<Arc<Drawing>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
    }

    pub fn keep(&self, key: Key, drawing: Drawing) -> Arc<Drawing> {
        let drawing = Arc::new(drawing);
        let mut all = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if all.len() < KEPT {
            all.insert(key, drawing.clone());
        }
        drawing
    }
}
