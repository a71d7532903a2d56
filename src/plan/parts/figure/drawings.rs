//! Figures that were drawn already: one may stand on five pages of a language and looks alike on each.

use std::sync::Arc;

use crate::chart::Drawing;
use crate::diagnostics::Origin;
use crate::language::Tag;
use crate::plan::alike::Alike;

pub type Drawings = Alike<Key, Arc<Drawing>>;

/// All that a drawing depends on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    pub language: Tag,
    /// Of the page: its records go before those of the same name elsewhere.
    pub edition: Option<usize>,
    /// Where the figure is declared.
    pub figure: Origin,
}
