//! A word → where a map keeps it: a few steps for eight bytes, the same in every run.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Its order says nothing, so whoever reads all of it sorts.
pub type ByWord<K, V> = HashMap<K, V, BuildHasherDefault<WordHasher>>;

/// A number for each text. Most texts are short and stand in the map itself, so that it need not look
/// for them elsewhere.
#[derive(Debug, Default)]
pub struct ByText {
    short: ByWord<u128, u32>,
    long: ByWord<Box<str>, u32>,
}

impl ByText {
    pub fn get(&self, text: &str) -> Option<u32> {
        match short(text) {
            Some(key) => self.short.get(&key).copied(),
            None => self.long.get(text).copied(),
        }
    }

    pub fn insert(&mut self, text: &str, number: u32) {
        match short(text) {
            Some(key) => self.short.insert(key, number),
            None => self.long.insert(text.into(), number),
        };
    }
}

/// A number for each figure, as it is written. A report has many, each of them seldom twice, so that most
/// are looked for far away in the memory: in one place, and a small one.
#[derive(Debug, Default)]
pub struct ByFigure {
    /// As many as a power of two, a quarter of them free at least: a figure stands at the place that its
    /// digits say, or at the next free one.
    places: Vec<Place>,
    taken: usize,
}

#[derive(Clone, Copy, Debug, Default)]
struct Place {
    /// The lower and the upper half; nothing for a free place.
    figure: [u32; 2],
    number: u32,
}

/// Up to sixteen digits, points and commas, four bits each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure(u64);

impl Figure {
    pub fn of(text: &str) -> Option<Figure> {
        if text.len() > 16 || !text.as_bytes().first().is_some_and(u8::is_ascii_digit) {
            return None;
        }
        let mut figure = 0;
        for byte in text.bytes() {
            let sign = match byte {
                b'0'..=b'9' => byte - b'0' + 1,
                b'.' => 11,
                b',' => 12,
                _ => return None,
            };
            figure = figure << 4 | u64::from(sign);
        }
        Some(Figure(figure))
    }
}

impl ByFigure {
    pub fn get(&self, figure: Figure) -> Option<u32> {
        let found = self.places.get(self.place(halves(figure)))?;
        (found.figure != [0; 2]).then_some(found.number)
    }

    /// Of a figure that has none.
    pub fn insert(&mut self, figure: Figure, number: u32) {
        self.taken += 1;
        if 4 * self.taken > 3 * self.places.len() {
            let more = vec![Place::default(); (2 * self.places.len()).max(256)];
            let all = std::mem::replace(&mut self.places, more);
            all.into_iter().filter(|it| it.figure != [0; 2]).for_each(|it| self.put(it));
        }
        self.put(Place { figure: halves(figure), number });
    }

    fn put(&mut self, taken: Place) {
        let place = self.place(taken.figure);
        self.places[place] = taken;
    }

    /// Where a figure stands, or would.
    fn place(&self, figure: [u32; 2]) -> usize {
        let last = self.places.len().wrapping_sub(1);
        let [lower, upper] = figure.map(u64::from);
        let mut place = ((upper << 32 | lower).wrapping_mul(FACTOR) >> 32) as usize & last;
        let is_taken = |it: &Place| it.figure != figure && it.figure != [0; 2];
        while self.places.get(place).is_some_and(is_taken) {
            place = (place + 1) & last;
        }
        place
    }
}

fn halves(Figure(figure): Figure) -> [u32; 2] {
    [figure as u32, (figure >> 32) as u32]
}

/// Nothing that repeats: the upper bits of a product with it are mixed well.
const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

/// The bytes of a text as a number. No two texts are the same: one that ends in a zero is a long one.
fn short(text: &str) -> Option<u128> {
    let bytes = text.as_bytes();
    let number = match bytes {
        [] => 0,
        [.., 0] => return None,
        [one] => u128::from(*one),
        [one, two] => u128::from(u16::from_le_bytes([*one, *two])),
        [one, two, three] => u128::from(u32::from_le_bytes([*one, *two, *three, 0])),
        // The first and the last eight, or four, say the bytes between them twice, and alike.
        _ => match (ends::<8>(bytes), ends::<4>(bytes)) {
            (Some((first, last)), _) if bytes.len() <= 16 => {
                let last = u128::from(u64::from_le_bytes(last)) << (8 * (bytes.len() - 8));
                u128::from(u64::from_le_bytes(first)) | last
            }
            (None, Some((first, last))) => {
                let last = u64::from(u32::from_le_bytes(last)) << (8 * (bytes.len() - 4));
                u128::from(u64::from(u32::from_le_bytes(first)) | last)
            }
            _ => return None,
        },
    };
    Some(number)
}

fn ends<const N: usize>(bytes: &[u8]) -> Option<([u8; N], [u8; N])> {
    Some((*bytes.first_chunk()?, *bytes.last_chunk()?))
}

/// The words are the author's own: nobody chooses them so that they meet in one place.
#[derive(Default)]
pub struct WordHasher(u64);

impl WordHasher {
    fn mix(&mut self, bytes: [u8; 8]) {
        let mixed = self.0.rotate_left(5) ^ u64::from_le_bytes(bytes);
        self.0 = mixed.wrapping_mul(FACTOR);
    }
}

impl Hasher for WordHasher {
    fn write(&mut self, bytes: &[u8]) {
        let (eights, rest) = bytes.as_chunks::<8>();
        eights.iter().for_each(|eight| self.mix(*eight));
        if !rest.is_empty() {
            let mut last = [0; 8];
            last[..rest.len()].copy_from_slice(rest);
            self.mix(last);
        }
    }

    fn write_u128(&mut self, number: u128) {
        self.mix((number as u64).to_le_bytes());
        self.mix(((number >> 64) as u64).to_le_bytes());
    }

    fn finish(&self) -> u64 {
        // The best bits of a product are its upper ones, and a map takes the lower.
        self.0.rotate_left(26)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::hash::BuildHasher;

    use super::*;

    #[test]
    fn each_text_has_its_own_number() {
        let texts = ["", "a", "a\0", "a\0\0", "\0", "b", "sixteen letters.", "sixteen letters.\0"];
        let mut all = ByText::default();
        for (number, text) in (0..).zip(texts) {
            assert_eq!(all.get(text), None, "{text:?}");
            all.insert(text, number);
        }
        for (number, text) in (0..).zip(texts) {
            assert_eq!(all.get(text), Some(number), "{text:?}");
        }
        let letters = "abcdefghijklmnopq";
        for length in 0..=16 {
            let text = &letters[..length];
            let mut bytes = [0; 16];
            bytes[..length].copy_from_slice(text.as_bytes());
            assert_eq!(short(text), Some(u128::from_le_bytes(bytes)), "{text}");
        }
        assert_eq!(short(letters), None);
    }

    #[test]
    fn each_figure_has_its_own_number() {
        let figures: Vec<String> = (0..3_000)
            .flat_map(|n| [format!("{n}"), format!("0{n}"), format!("{n}.1"), format!("{n},1")])
            .chain(["1234567890123456".to_owned(), "0000000000000000".to_owned()])
            .collect();
        let mut all = ByFigure::default();
        for (number, text) in (0..).zip(&figures) {
            let figure = Figure::of(text).expect("it is one");
            assert_eq!(all.get(figure), None, "{text}");
            all.insert(figure, number);
        }
        for (number, text) in (0..).zip(&figures) {
            assert_eq!(Figure::of(text).and_then(|figure| all.get(figure)), Some(number), "{text}");
        }
        for text in ["", ".1", "1a", "12345678901234567", "١"] {
            assert_eq!(Figure::of(text), None, "{text}");
        }
    }

    #[test]
    fn words_that_look_alike_are_kept_apart() {
        let hash = |word: &str| BuildHasherDefault::<WordHasher>::default().hash_one(word);
        let words =
            (0..10_000).flat_map(|n| [format!("{n}"), format!("word {n}"), format!("年{n}")]);
        let places: BTreeSet<u64> = words.map(|word| hash(&word) % 65_536).collect();
        // 30,000 throws hit some 24,000 of them.
        assert!(places.len() > 20_000, "{}", places.len());
    }
}
