//! What several pages of a language show, read once: to read a table takes longer than to read the text
//! around it, and a KPI stands in the list of all, in those by rating and by unit of work.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock, Weak};

use super::hash::ByWord;
use super::vocabulary::Counted;
use crate::plan::view::Html;

#[derive(Debug, Default)]
pub struct Shared {
    tables: Vec<Table>,
    /// The last one with each tag.
    by_tag: HashMap<Box<str>, usize>,
    /// By the place of its markup in the memory, where no other can be as long as it is known here.
    rows: ByWord<usize, (Row, Counted)>,
    bytes: usize,
}

#[derive(Debug)]
pub struct Table {
    /// From behind its first tag to the end of its last one.
    html: Box<str>,
    pub text: Box<str>,
    pub words: Counted,
}

/// Its markup need not be kept.
type Row = Weak<OnceLock<Html>>;

/// Some bytes that a row takes.
const ROW: usize = 100;

/// More is never kept, so that it does not fill the memory.
const MOST_BYTES: usize = 1 << 22;

impl Shared {
    /// The number of the table that the markup behind a tag begins with, and how long it is there.
    pub fn find(&self, tag: &str, behind: &str) -> Option<(usize, usize)> {
        let number = *self.by_tag.get(tag)?;
        let html = &*self.tables[number].html;
        behind.starts_with(html).then_some((number, html.len()))
    }

    pub fn table(&self, number: usize) -> &Table {
        &self.tables[number]
    }

    pub fn keep_table(&mut self, tag: &str, html: &str, text: &str, words: Counted) {
        if self.takes(html.len() + text.len() + words.bytes()) {
            self.by_tag.insert(tag.into(), self.tables.len());
            self.tables.push(Table { html: html.into(), text: text.into(), words });
        }
    }

    pub fn row(&self, drawn: &Arc<OnceLock<Html>>) -> Option<&Counted> {
        self.rows.get(&Arc::as_ptr(drawn).addr()).map(|(_, words)| words)
    }

    pub fn keep_row(&mut self, drawn: &Arc<OnceLock<Html>>, words: Counted) {
        if self.takes(ROW + words.bytes()) {
            self.rows.insert(Arc::as_ptr(drawn).addr(), (Arc::downgrade(drawn), words));
        }
    }

    fn takes(&mut self, bytes: usize) -> bool {
        self.bytes += bytes;
        self.bytes <= MOST_BYTES
    }

    /// Before a page is read: no number of a table is in use.
    pub fn make_room(&mut self) {
        if self.bytes > MOST_BYTES {
            *self = Shared::default();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::vocabulary::Vocabulary;
    use super::*;

    #[test]
    fn what_is_read_once_never_fills_the_memory() {
        let mut shared = Shared::default();
        let words = || {
            let mut all = Vocabulary::default();
            all.set_aside();
            all.counted(0)
        };
        let html = "a".repeat(MOST_BYTES / 4);
        for tag in ["table 1", "table 2", "table 3", "table 4", "table 5"] {
            shared.keep_table(tag, &html, "a", words());
        }
        let row = Arc::default();
        shared.keep_row(&row, words());
        assert!(shared.find("table 3", &html).is_some());
        assert!(shared.find("table 5", &html).is_none());
        assert!(shared.row(&row).is_none());
        // The next page begins anew.
        shared.make_room();
        shared.keep_row(&row, words());
        assert!(shared.find("table 3", &html).is_none());
        assert!(shared.row(&row).is_some() && shared.row(&Arc::default()).is_none());
    }
}
