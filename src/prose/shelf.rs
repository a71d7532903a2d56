//! Narratives that were read for their checks, for the pages that show them, as many as there is room for.
//!
//! A page finds its narrative here, or reads it again: what it gets is the same.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::tree::Reading;
use super::{Document, Front, Narrative, parse_for, read};
use crate::diagnostics::{Diagnostics, FileId};

/// Without room for any by default.
#[derive(Debug, Default)]
pub struct Shelf {
    /// What is left of it, in bytes; nothing is once a narrative found too little.
    room: AtomicUsize,
    narratives: Mutex<BTreeMap<FileId, Arc<Narrative>>>,
}

impl Shelf {
    pub fn of(bytes: usize) -> Shelf {
        Shelf { room: AtomicUsize::new(bytes), ..Shelf::default() }
    }

    /// What [`super::parse`] reads of a narrative; all else waits here for its page, where there is room.
    pub fn parse(&self, file: FileId, source: &str, found: &mut Diagnostics) -> Document {
        let reading = match self.room.load(Ordering::Relaxed) {
            0 => Reading::Checks,
            _ => Reading::ChecksAndPage,
        };
        let mut narrative = parse_for(reading, file, source, found);
        let document = std::mem::take(&mut narrative.document);
        if reading == Reading::ChecksAndPage && self.has_room_for(narrative.bytes(&document)) {
            self.with(|narratives| narratives.insert(file, Arc::new(narrative)));
        }
        document
    }

    fn has_room_for(&self, bytes: usize) -> bool {
        let less = |room: usize| Some(room.saturating_sub(bytes));
        let before = self.room.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less);
        before.is_ok_and(|room| room >= bytes)
    }

    /// Puts what the page needs of a document that is checked to the rest, and returns what all pages may
    /// ask for.
    pub fn checked(&self, file: FileId, document: Document) -> Front {
        let Document { front, headings, links, images, directives, footnotes, .. } = document;
        self.with(|narratives| {
            if let Some(narrative) = narratives.get_mut(&file).and_then(Arc::get_mut) {
                narrative.document = Document {
                    headings,
                    links,
                    images,
                    directives,
                    footnotes,
                    ..Document::default()
                };
            }
        });
        front
    }

    /// The narrative for a page that shows it: from here, or read again from its text.
    pub fn narrative<'s>(
        &self,
        file: FileId,
        front: &Front,
        source: impl FnOnce() -> Cow<'s, str>,
    ) -> Arc<Narrative> {
        let waits = self.with(|narratives| narratives.get(&file).cloned());
        waits.unwrap_or_else(|| Arc::new(read(file, &source(), front)))
    }

    /// Its page is made.
    pub fn let_go(&self, file: FileId) {
        self.with(|narratives| narratives.remove(&file));
    }

    fn with<T>(&self, of: impl FnOnce(&mut BTreeMap<FileId, Arc<Narrative>>) -> T) -> T {
        // Whoever panicked had finished with it, or was to put something in.
        of(&mut self.narratives.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a page finds the narrative here, and does not read its text.
    fn waits(shelf: &Shelf, file: u32) -> bool {
        let mut is_read = false;
        shelf.narrative(FileId(file), &Front::default(), || {
            is_read = true;
            Cow::Borrowed("")
        });
        !is_read
    }

    #[test]
    fn narratives_wait_while_there_is_room_and_until_they_are_let_go() {
        let put = |shelf: &Shelf, file: u32, source: &str| {
            shelf.parse(FileId(file), source, &mut Diagnostics::new())
        };
        let one =
            parse_for(Reading::ChecksAndPage, FileId(0), "Two words.\n", &mut Diagnostics::new());
        let shelf = Shelf::of(3 * one.bytes(&one.document) - 1);
        put(&shelf, 1, "Two words.\n");
        put(&shelf, 2, "Two words.\n");
        put(&shelf, 3, "Two words.\n");
        // There would be room for a smaller one, but no other is looked at.
        put(&shelf, 4, "");
        assert_eq!(
            [1, 1, 2, 3, 4].map(|file| waits(&shelf, file)),
            [true, true, true, false, false]
        );
        shelf.let_go(FileId(1));
        assert_eq!([1, 2].map(|file| waits(&shelf, file)), [false, true]);
    }
}
