//! A word → where a map keeps it: a few steps for eight bytes, the same in every run.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::sixteen::Sixteen;

/// Its order says nothing, so whoever reads all of it sorts.
pub type ByWord<K, V> = HashMap<K, V, BuildHasherDefault<WordHasher>>;

/// A number for each text. Most are short and stand in the table itself, so that it need not look for them
/// elsewhere.
#[derive(Debug, Default)]
pub struct ByText {
    short: Table<[u64; 2]>,
    long: ByWord<Box<str>, u32>,
}

impl ByText {
    pub fn get(&self, text: &str) -> Option<u32> {
        match Short::of_text(text) {
            Some(short) => self.get_short(short),
            None => self.long.get(text).copied(),
        }
    }

    pub fn get_short(&self, text: Short) -> Option<u32> {
        self.short.get(text.0)
    }

    /// Of a text that has none.
    pub fn insert(&mut self, text: &str, number: u32) {
        match Short::of_text(text) {
            Some(short) => self.insert_short(short, number),
            None => {
                self.long.insert(text.into(), number);
            }
        }
    }

    pub fn insert_short(&mut self, text: Short, number: u32) {
        self.short.insert(text.0, number);
    }
}

/// A text of at most sixteen bytes, as two numbers, not both of them zero. No two texts are the same: one
/// that ends in a zero, and one without bytes, is none of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Short([u64; 2]);

impl Short {
    pub fn of(Sixteen(bytes): Sixteen) -> Short {
        Short([bytes as u64, (bytes >> 64) as u64])
    }

    pub fn of_text(text: &str) -> Option<Short> {
        match text.as_bytes() {
            [] | [.., 0] => None,
            bytes if bytes.len() > 16 => None,
            bytes => Some(Short::of(Sixteen::of(bytes))),
        }
    }

    pub fn text(self) -> String {
        let [lower, upper] = self.0.map(u128::from);
        let bytes = (upper << 64 | lower).to_le_bytes();
        let zeros = bytes.iter().rev().take_while(|byte| **byte == 0).count();
        String::from_utf8_lossy(&bytes[..16 - zeros]).into_owned()
    }
}

/// A number for each figure, as it is written. A report has many, each of them seldom twice: apart they
/// take little room, and what stands on many pages is found sooner without them.
#[derive(Debug, Default)]
pub struct ByFigure(Table<[u32; 2]>);

/// Up to sixteen digits, points and commas, four bits each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure([u32; 2]);

impl Figure {
    /// Of a word: it has letters, all of them behind these signs, or it is one.
    pub fn of(Short([lower, upper]): Short) -> Option<Figure> {
        const LETTERS: u64 = 0xc0 * ONES;
        let is_figure = (lower as u8).is_ascii_digit() && (lower | upper) & LETTERS == 0;
        is_figure.then(|| Figure([signs(lower), signs(upper)]))
    }
}

/// A bit of each byte.
const ONES: u64 = u64::MAX / 255;

/// Four bits for each of eight digits, points and commas: one more than the lower half of its byte, so that
/// nothing is zero but what is no sign.
fn signs(eight: u64) -> u32 {
    let signs = (eight & (0x0f * ONES)) + (eight >> 5 & ONES);
    let twos = (signs | signs >> 4) & 0x00ff_00ff_00ff_00ff;
    let fours = (twos | twos >> 8) & 0x0000_ffff_0000_ffff;
    (fours | fours >> 16) as u32
}

impl ByFigure {
    pub fn get(&self, figure: Figure) -> Option<u32> {
        self.0.get(figure.0)
    }

    /// That of one which did not have to give way to another: few do.
    pub fn at_its_place(&self, figure: Figure) -> Option<u32> {
        let Table { places, .. } = &self.0;
        let (found, number) = places.get(place_of(figure.0, places.len()))?;
        (*found == figure.0).then_some(*number)
    }

    /// Of a figure that has none.
    pub fn insert(&mut self, figure: Figure, number: u32) {
        self.0.insert(figure.0, number);
    }
}

/// Keys with their numbers, close beside each other: between two pages others use the fast memory, and
/// each place that is looked at is far away again.
#[derive(Debug, Default)]
struct Table<K> {
    /// As many as a power of two, a quarter of them free at least: a key stands at the place that its
    /// bytes say, or at the next free one, which has no key.
    places: Vec<(K, u32)>,
    taken: usize,
}

trait Key: Copy + Default + Eq {
    fn mixed(self) -> u64;
}

impl Key for [u32; 2] {
    fn mixed(self) -> u64 {
        let [lower, upper] = self.map(u64::from);
        (upper << 32 | lower).wrapping_mul(FACTOR)
    }
}

impl Key for [u64; 2] {
    fn mixed(self) -> u64 {
        let [lower, upper] = self;
        (lower ^ upper.wrapping_mul(FACTOR).rotate_left(32)).wrapping_mul(FACTOR)
    }
}

impl<K: Key> Table<K> {
    fn get(&self, key: K) -> Option<u32> {
        let (found, number) = self.places.get(self.place(key))?;
        (*found == key).then_some(*number)
    }

    /// Of one that has none.
    fn insert(&mut self, key: K, number: u32) {
        self.taken += 1;
        if 4 * self.taken > 3 * self.places.len() {
            let more = vec![Default::default(); (2 * self.places.len()).max(256)];
            let all = std::mem::replace(&mut self.places, more);
            for (key, number) in all.into_iter().filter(|(key, _)| *key != K::default()) {
                let place = self.place(key);
                self.places[place] = (key, number);
            }
        }
        let place = self.place(key);
        self.places[place] = (key, number);
    }

    /// Where a key stands, or would.
    fn place(&self, key: K) -> usize {
        let last = self.places.len().wrapping_sub(1);
        let mut place = place_of(key, self.places.len());
        let is_another = |(it, _): &(K, u32)| *it != key && *it != K::default();
        while self.places.get(place).is_some_and(is_another) {
            place = (place + 1) & last;
        }
        place
    }
}

/// Among so many, by the upper bits: they are the best ones of a product.
fn place_of(key: impl Key, places: usize) -> usize {
    (((key.mixed() >> 32) * places as u64) >> 32) as usize
}

/// Nothing that repeats: the upper bits of a product with it are mixed well.
const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

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
        let texts = [
            "",
            "a",
            "a\0",
            "a\0\0",
            "\0",
            "b",
            "sixteen letters.",
            "sixteen letters.\0",
            "sixteen letters..",
            "seventeen letters",
            "thirty-two letters, and no more.",
            "thirty-two letters, and no more..",
        ];
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
            let number = u128::from_le_bytes(bytes);
            let short = Short::of_text(text);
            assert_eq!(short, Some(Short::of(Sixteen(number))).filter(|_| length > 0), "{text}");
            assert!(short.is_none_or(|short| short.text() == text), "{text}");
        }
        assert_eq!(Short::of_text(letters), None);
    }

    #[test]
    fn each_figure_has_its_own_number() {
        let figures: Vec<String> = (0..3_000)
            .flat_map(|n| [format!("{n}"), format!("0{n}"), format!("{n}.1"), format!("{n},1")])
            .chain(["1234567890123456".to_owned(), "0000000000000000".to_owned()])
            .collect();
        let figure = |text: &str| Short::of_text(text).and_then(Figure::of);
        let mut all = ByFigure::default();
        for (number, text) in (0..).zip(&figures) {
            let figure = figure(text).expect("it is one");
            assert_eq!(all.get(figure), None, "{text}");
            all.insert(figure, number);
        }
        for (number, text) in (0..).zip(&figures) {
            assert_eq!(figure(text).and_then(|figure| all.get(figure)), Some(number), "{text}");
        }
        for text in ["", ".1", "1a", "12345678901234567", "١"] {
            assert_eq!(figure(text), None, "{text}");
        }
    }

    #[test]
    fn words_that_look_alike_are_kept_apart() {
        let hash = |word: &str| BuildHasherDefault::<WordHasher>::default().hash_one(word);
        let words =
            (0..10_000).flat_map(|n| [format!("{n}"), format!("word {n}"), format!("年{n}")]);
        let words: Vec<String> = words.collect();
        let long: BTreeSet<u64> = words.iter().map(|word| hash(word) % 65_536).collect();
        let place = |word: &String| Short::of_text(word).map(|key| place_of(key.0, 65_536));
        let short: BTreeSet<Option<usize>> = words.iter().map(place).collect();
        // 30,000 throws hit some 24,000 of them.
        assert!(long.len() > 20_000 && short.len() > 20_000, "{} {}", long.len(), short.len());
    }
}
