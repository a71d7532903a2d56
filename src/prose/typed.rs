//! The numbers typed in a narrative, in little room: most have a few dozen of a few digits each.

use std::ops::Range;

use crate::diagnostics::{At, FileId, Origin};

/// In the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedNumbers {
    /// One behind the other: how far it begins behind the end of the one before, how long it is in the
    /// source, and its texts, each behind its length.
    packed: Vec<u8>,
    /// Of the last of them, in the source.
    end: u32,
}

/// In bytes: so much is kept of what stands behind a number.
pub const LONGEST_BEHIND: usize = 64;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TypedNumber<'d> {
    /// With its separators, as written: `275,900.5`.
    pub text: &'d str,
    /// Where a word stands behind it, the beginning of that: `million francs, a`. It may be one for a
    /// power of ten.
    pub behind: &'d str,
    /// In the source.
    pub start: u32,
    pub end: u32,
}

impl TypedNumbers {
    /// `behind`: all that stands behind it.
    pub(super) fn push(&mut self, text: &str, place: Range<usize>, behind: &str) {
        let offset = |at: usize| u32::try_from(at).expect("a narrative is at most a million bytes");
        let (start, end) = (offset(place.start), offset(place.end));
        self.put(start.wrapping_sub(self.end));
        self.put(end.wrapping_sub(start));
        let behind = behind.trim_start();
        let is_word = behind.starts_with(char::is_alphabetic);
        let longest = if is_word { LONGEST_BEHIND } else { 0 };
        for text in [text, &behind[..behind.floor_char_boundary(longest)]] {
            self.put(offset(text.len()));
            self.packed.extend_from_slice(text.as_bytes());
        }
        self.end = end;
    }

    /// Seven bits in a byte, the last ones first; all but the last byte have the eighth.
    fn put(&mut self, number: u32) {
        let mut rest = number;
        while rest > 0x7F {
            self.packed.push(0x80 | (rest & 0x7F) as u8);
            rest >>= 7;
        }
        self.packed.push(rest as u8);
    }

    pub(super) fn shrink(&mut self) {
        self.packed.shrink_to_fit();
    }

    pub fn iter(&self) -> impl Iterator<Item = TypedNumber<'_>> {
        let mut packed = Packed(&self.packed);
        let mut before = 0;
        std::iter::from_fn(move || {
            let start = u32::wrapping_add(before, packed.number()?);
            let end = start.wrapping_add(packed.number()?);
            before = end;
            Some(TypedNumber { text: packed.text()?, behind: packed.text()?, start, end })
        })
    }

    /// Those that stand in a part of the narrative.
    pub fn within(&self, origin: Origin) -> impl Iterator<Item = TypedNumber<'_>> {
        let part = match origin.at {
            At::Range { start, end } => start..end,
            At::Whole | At::Cell { .. } => 0..0,
        };
        let first = self.iter().skip_while(move |number| number.start < part.start);
        first.take_while(move |number| number.end <= part.end)
    }
}

/// What is left to read of packed numbers; nothing is, where one is expected, at their end.
struct Packed<'p>(&'p [u8]);

impl<'p> Packed<'p> {
    fn number(&mut self) -> Option<u32> {
        let length = 1 + self.0.iter().position(|byte| byte & 0x80 == 0)?;
        let (bytes, rest) = self.0.split_at(length);
        self.0 = rest;
        Some(bytes.iter().rev().fold(0, |number, byte| number << 7 | u32::from(byte & 0x7F)))
    }

    fn text(&mut self) -> Option<&'p str> {
        let length = self.number()? as usize;
        let (text, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        std::str::from_utf8(text).ok()
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
        for (text, start, behind) in
            [("1,234", 3, " | 5"), ("٥", 20, "\u{a0}مليون فرنك"), ("7", 40, "")]
        {
            all.push(text, start..start + text.len(), behind);
        }
        all.shrink();
        let texts = |origin| all.within(origin).map(|number| number.text).collect::<Vec<_>>();
        let file = FileId(0);
        assert_eq!(texts(Origin::range(file, 0..100)), ["1,234", "٥", "7"]);
        assert_eq!(texts(Origin::range(file, 4..40)), ["٥"]);
        assert_eq!(texts(Origin::range(file, 40..41)), ["7"]);
        assert_eq!(texts(Origin::file(file)), [""; 0]);
        let behind: Vec<&str> = all.iter().map(|number| number.behind).collect();
        assert_eq!(behind, ["", "مليون فرنك", ""]);
        assert_eq!(all.iter().nth(1).map(|it| it.origin(file)), Some(Origin::range(file, 20..22)));
    }
}
