//! The rules of languages: tags, direction, numbers, plurals, dates, collation. No words of reports.

mod tag;

pub use tag::{Direction, Tag};
