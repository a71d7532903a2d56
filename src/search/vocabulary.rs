//! The words met on the pages of one language, each with a number, so that a page notes numbers and
//! the index is put together without another look at the words.

use super::hash::{ByFigure, ByText, Figure};
use super::words::{Piece, pieces};

/// How much a word says about its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    Title,
    Heading,
    Text,
}

/// A word as it stands on one page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Met {
    /// In the vocabulary.
    pub word: u32,
    /// How often, each time as much as its place is worth.
    pub weight: u32,
}

/// All words of one page, those of its title first. A page has hundreds, and all pages of a language are
/// in memory at once: each takes three bytes, not eight.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct OfPage {
    /// Number and weight of each in turn: seven bits to a byte, the first ones first, and the eighth where
    /// more follow.
    bytes: Box<[u8]>,
    pub in_title: usize,
}

impl OfPage {
    pub fn words(&self) -> impl Iterator<Item = Met> {
        let mut bytes = self.bytes.iter();
        let mut next = move || {
            let mut number = 0;
            for (byte, shift) in bytes.by_ref().zip((0..).step_by(7)) {
                number |= u32::from(byte & 0x7f) << shift;
                if *byte < 0x80 {
                    return Some(number);
                }
            }
            None
        };
        std::iter::from_fn(move || Some(Met { word: next()?, weight: next()? }))
    }
}

fn push_number(mut number: u32, into: &mut Vec<u8>) {
    while number >= 0x80 {
        into.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    into.push(number as u8);
}

#[derive(Debug, Default)]
pub struct Vocabulary {
    words: Words,
    pieces: Pieces,
    tally: Tally,
    /// What is written as one with the word behind it.
    prefixes: &'static [&'static str],
}

#[derive(Debug, Default)]
struct Words {
    /// By their numbers: small letters, with their accents.
    all: Vec<Box<str>>,
    numbers: ByText,
    of_figures: ByFigure,
}

/// What was cut into words before, as it is written: most of a text are the same few thousand pieces.
#[derive(Debug, Default)]
struct Pieces {
    /// The word that a piece is, or which of `several` it is, from `SEVERAL` on.
    known: ByText,
    /// Where the words of each end among those of all.
    ends: Vec<usize>,
    words: Vec<u32>,
    /// Pieces that are known.
    count: usize,
}

/// Above the number of any word.
const SEVERAL: u32 = 1 << 31;

/// How words stand on the page that is being read.
#[derive(Debug, Default)]
struct Tally {
    /// By the number of the word: what it is worth on the page, and whether it stands in the title.
    counts: Vec<u32>,
    /// Those that are on the page.
    met: Vec<u32>,
    /// Room to write them down.
    bytes: Vec<u8>,
}

/// Above what any word is worth on a page.
const IN_TITLE: u32 = 1 << 31;

/// Pieces that are remembered, so that they never fill the memory: some four million bytes.
const MOST_PIECES: usize = 1 << 16;

/// Texts without spaces between words are one long piece, and a figure stands seldom on two pages.
fn is_worth_knowing(piece: &str) -> bool {
    piece.len() <= 40 && !piece.starts_with(|letter: char| letter.is_ascii_digit())
}

impl Vocabulary {
    pub fn of(language: &str) -> Vocabulary {
        Vocabulary { prefixes: super::stems::prefixes(language), ..Vocabulary::default() }
    }

    /// The words, by their numbers.
    pub fn words(&self) -> &[Box<str>] {
        &self.words.all
    }

    /// Notes the words of a text of the page, and says how many it has.
    pub fn count(&mut self, text: &str, weight: Weight) -> usize {
        let mut length = 0;
        for piece in pieces(text) {
            length += match piece {
                Piece::Word(word) => {
                    self.tally.meet(self.words.number(word), weight);
                    1
                }
                Piece::Other(piece) => self.piece(piece, weight),
            };
        }
        length
    }

    /// Notes the words of a piece, and says how many it has.
    fn piece(&mut self, piece: &str, weight: Weight) -> usize {
        // Does not look for what is never remembered.
        match is_worth_knowing(piece).then(|| self.pieces.known.get(piece)).flatten() {
            Some(number) if number < SEVERAL => {
                self.tally.meet(number, weight);
                1
            }
            Some(several) => {
                let numbers = self.pieces.several(several);
                numbers.iter().for_each(|number| self.tally.meet(*number, weight));
                numbers.len()
            }
            None => self.cut(piece, weight),
        }
    }

    /// Notes the words of a piece that is not known, and says how many it has.
    fn cut(&mut self, piece: &str, weight: Weight) -> usize {
        let Vocabulary { words, pieces, tally, prefixes } = self;
        let first = pieces.words.len();
        super::words::words(piece, prefixes, |word| {
            let number = words.number(word);
            pieces.words.push(number);
            tally.meet(number, weight);
        });
        let length = pieces.words.len() - first;
        let remembers = is_worth_knowing(piece) && pieces.count < MOST_PIECES;
        match pieces.words[first..] {
            [word] if remembers => {
                pieces.known.insert(piece, word);
                pieces.words.truncate(first);
            }
            _ if remembers => {
                pieces.known.insert(piece, SEVERAL + number(pieces.ends.len()));
                pieces.ends.push(pieces.words.len());
            }
            _ => pieces.words.truncate(first),
        }
        pieces.count += usize::from(remembers);
        length
    }

    /// What was met since this was asked for the last time.
    pub fn take(&mut self) -> OfPage {
        let Tally { counts, met, bytes } = &mut self.tally;
        let is_in_title = |number: &u32| counts[*number as usize] & IN_TITLE != 0;
        met.sort_by_key(|number| !is_in_title(number));
        let in_title = met.partition_point(is_in_title);
        bytes.clear();
        for word in met.drain(..) {
            push_number(word, bytes);
            push_number(std::mem::take(&mut counts[word as usize]) & !IN_TITLE, bytes);
        }
        OfPage { bytes: bytes.as_slice().into(), in_title }
    }
}

impl Words {
    fn number(&mut self, word: &str) -> u32 {
        let figure = Figure::of(word);
        let known = match figure {
            Some(figure) => self.of_figures.get(figure),
            None => self.numbers.get(word),
        };
        known.unwrap_or_else(|| {
            let number = number(self.all.len());
            self.all.push(word.into());
            match figure {
                Some(figure) => self.of_figures.insert(figure, number),
                None => self.numbers.insert(word, number),
            }
            number
        })
    }
}

fn number(index: usize) -> u32 {
    let number = u32::try_from(index).ok().filter(|number| *number < SEVERAL);
    number.expect("nobody has so many words")
}

impl Pieces {
    /// The words of a piece that has none, or more than one.
    fn several(&self, piece: u32) -> &[u32] {
        let index = (piece - SEVERAL) as usize;
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.words[start..self.ends[index]]
    }
}

impl Tally {
    fn meet(&mut self, number: u32, weight: Weight) {
        let place = number as usize;
        if place >= self.counts.len() {
            self.counts.resize(place + 1, 0);
        }
        let count = &mut self.counts[place];
        if *count == 0 {
            self.met.push(number);
        }
        *count += match weight {
            Weight::Title => 7,
            Weight::Heading => 5,
            Weight::Text => 1,
        };
        if weight == Weight::Title {
            *count |= IN_TITLE;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_any_size_are_written_and_read() {
        let numbers =
            [0, 1, 127, 128, 16_383, 16_384, 2_097_151, 2_097_152, u32::MAX - 1, u32::MAX];
        let mut bytes = Vec::new();
        numbers.iter().for_each(|number| push_number(*number, &mut bytes));
        let of_page = OfPage { bytes: bytes.into(), in_title: 0 };
        let read: Vec<u32> = of_page.words().flat_map(|met| [met.word, met.weight]).collect();
        assert_eq!(read, numbers);
    }

    #[test]
    fn a_page_has_its_own_words_only_and_those_of_its_title_first() {
        let mut all = Vocabulary::default();
        let long = "revenue from all fees\n".repeat(10);
        assert_eq!(all.count("Fees rose", Weight::Text), 2);
        assert_eq!(all.count("The fees", Weight::Title), 2);
        assert_eq!(all.count(&long, Weight::Text), 40);
        let shown = |of_page: &OfPage, all: &Vocabulary| -> Vec<(String, u32)> {
            let word = |met: Met| (all.words()[met.word as usize].to_string(), met.weight);
            of_page.words().map(word).collect()
        };
        let first = all.take();
        assert_eq!(first.in_title, 2);
        let expected = [("fees", 18), ("the", 7), ("rose", 1), ("revenue", 10), ("from", 10)];
        let expected = expected.map(|(word, weight)| (word.to_owned(), weight));
        assert_eq!(shown(&first, &all)[..5], expected);
        // The same text again, which is known by now.
        all.count("Fees rose", Weight::Heading);
        all.count("Fees rose", Weight::Heading);
        let second = all.take();
        assert_eq!(second.in_title, 0);
        let expected = [("fees", 10), ("rose", 10)].map(|(word, w)| (word.to_owned(), w));
        assert_eq!(shown(&second, &all), expected);
    }
}
