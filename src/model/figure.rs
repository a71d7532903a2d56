//! A chart as the author declares it: a kind, the data it shows, and words.

use super::{Id, Located, Reference, SourceUse, Text};
use crate::diagnostics::Origin;

#[derive(Clone, Debug)]
pub struct FigureSpec {
    pub id: Id,
    pub origin: Origin,
    pub kind: FigureKind,
    pub data: Located<Reference>,
    pub title: Text,
    /// Rows and columns of a table to show; all of the plain ones when empty.
    pub rows: Vec<Located<Id>>,
    pub columns: Vec<Located<Id>>,
    pub notes: Vec<Located<Id>>,
    pub source: Option<SourceUse>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FigureKind {
    Columns,
    StackedColumns,
    Ratings,
}

impl FigureKind {
    pub const WORDS: &'static [&'static str] = &["columns", "stacked-columns", "ratings"];

    pub fn parse(word: &str) -> Option<FigureKind> {
        match word {
            "columns" => Some(FigureKind::Columns),
            "stacked-columns" => Some(FigureKind::StackedColumns),
            "ratings" => Some(FigureKind::Ratings),
            _ => None,
        }
    }
}
