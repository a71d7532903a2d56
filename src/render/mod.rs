//! Turns planned pages into HTML.
pub mod prose;
