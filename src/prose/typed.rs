//! The numbers typed in a narrative, in little room: most have a few dozen of a few digits each.

use std::ops::Range;

use crate::diagnostics::{At, FileId, Origin};

/// In the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedNumbers {
    /// One behind the other.
    texts: String,
    all: Vec<Typed>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Typed {
    /// In the source.
    start: u32,
    end: u32,
    /// Among `texts`.
    text_end: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TypedNumber<'d> {
    /// With its separators, as written: `275,900.5`.
    pub text: &'d str,
    /// In the source.
    pub start: u32,
    pub end: u32,
}

impl TypedNumbers {
    pub(super) fn push(&mut self, text: &str, place: Range<usize>) {
        let offset = |at: usize| u32::try_from(at).expect("a narrative is at most a million bytes");
        self.texts.push_str(text);
        let text_end = offset(self.texts.len());
        self.all.push(Typed { start: offset(place.start), end: offset(place.end), text_end });
    }

    pub(super) fn shrink(&mut self) {
        self.texts.shrink_to_fit();
        self.all.shrink_to_fit();
    }

    pub fn iter(&self) -> impl Iterator<Item = TypedNumber<'_>> {
        self.from(0)
    }

    /// Those that stand in a part of the narrative.
    pub fn within(&self, origin: Origin) -> impl Iterator<Item = TypedNumber<'_>> {
        let part = match origin.at {
            At::Range { start, end } => start..end,
            At::Whole | At::Cell { .. } => 0..0,
        };
        let first = self.all.partition_point(|number| number.start < part.start);
        self.from(first).take_while(move |number| number.end <= part.end)
    }

    fn from(&self, first: usize) -> impl Iterator<Item = TypedNumber<'_>> {
        (first..self.all.len()).map(|index| {
            let Typed { start, end, text_end } = self.all[index];
            let text_start = index.checked_sub(1).map_or(0, |before| self.all[before].text_end);
            let text = &self.texts[text_start as usize..text_end as usize];
            TypedNumber { text, start, end }
        })
    }
}

impl TypedNumber<'_> {
    /// In the file of its narrative.
    pub fn origin(&self, file: FileId) -> Origin {
        Origin { file, at: At::Range { start: self.start, end: self.end } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_its_text_and_its_place() {
        let mut all = TypedNumbers::default();
        for (text, start) in [("1,234", 3), ("٥", 20), ("7", 40)] {
            all.push(text, start..start + text.len());
        }
        all.shrink();
        let texts = |origin| all.within(origin).map(|number| number.text).collect::<Vec<_>>();
        let file = FileId(0);
        assert_eq!(texts(Origin::range(file, 0..100)), ["1,234", "٥", "7"]);
        assert_eq!(texts(Origin::range(file, 4..40)), ["٥"]);
        assert_eq!(texts(Origin::range(file, 40..41)), ["7"]);
        assert_eq!(texts(Origin::file(file)), [""; 0]);
        assert_eq!(all.iter().nth(1).map(|it| it.origin(file)), Some(Origin::range(file, 20..22)));
    }
}
