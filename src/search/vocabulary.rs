//! The words met on the pages of one language, each with a number, so that a page notes numbers and
//! the index is put together without another look at the words.

use super::hash::{ByFigure, ByText, Figure, Short};
use super::words::{Cutter, Piece};
use crate::compact::{next_number, push_number};

/// How much a word says about its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    Title,
    Heading,
    Text,
}

/// How much a word says about a page, wherever it stands there, and whether its title has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Worth {
    /// Twice the sum; and one, if the title has it.
    number: u32,
}

impl Worth {
    fn of(weight: Weight) -> Worth {
        Worth {
            number: match weight {
                Weight::Title => 2 * 7 + 1,
                Weight::Heading => 2 * 5,
                Weight::Text => 2,
            },
        }
    }

    pub fn of_all(all: impl Iterator<Item = Worth>) -> Worth {
        all.fold(Worth::default(), Worth::and)
    }

    /// Each time as much as its place is worth.
    pub fn sum(self) -> u32 {
        self.number / 2
    }

    /// In ten bits: a sum above 511 is as good as 511.
    pub fn in_short(self) -> u32 {
        self.number.min(0x3fe + self.number % 2)
    }

    pub fn of_short(number: u32) -> Worth {
        Worth { number }
    }

    pub fn is_in_title(self) -> bool {
        self.number % 2 == 1
    }

    fn and(self, other: Worth) -> Worth {
        let in_title = other.number % 2;
        Worth { number: (self.number + other.number - in_title) | in_title }
    }
}

/// A word as it stands on one page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Met {
    /// In the vocabulary.
    pub word: u32,
    pub worth: Worth,
}

/// All words of one page. A page has hundreds, and all pages of a language are in memory at once: each
/// takes three bytes, not eight.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct OfPage {
    /// Number and worth of each in turn.
    bytes: Box<[u8]>,
}

impl OfPage {
    pub fn words(&self) -> impl Iterator<Item = Met> {
        let mut bytes = self.bytes.iter();
        let mut next = move || next_number(&mut bytes);
        std::iter::from_fn(move || Some(Met { word: next()?, worth: Worth { number: next()? } }))
    }
}

/// Words that stand on several pages together, each once.
#[derive(Debug)]
pub struct Counted {
    words: Box<[(u32, Worth)]>,
    length: usize,
}

impl Counted {
    pub fn bytes(&self) -> usize {
        size_of_val(&*self.words)
    }
}

#[derive(Debug, Default)]
pub struct Vocabulary {
    known: Known,
    tally: Tally,
    /// What is read for several pages.
    aside: Option<Vec<(u32, Worth)>>,
}

#[derive(Debug, Default)]
struct Known {
    words: Words,
    pieces: Pieces,
    /// What is written as one with the word behind it.
    prefixes: &'static [&'static str],
    cutter: Cutter,
    /// Of one text, until they are looked up.
    figures: Vec<(Figure, Short)>,
    numbers: Vec<Option<u32>>,
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
    /// By the number of the word.
    all: Vec<Counts>,
    /// Those that are on the page.
    met: Vec<u32>,
    /// Room to write them down.
    bytes: Vec<u8>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    /// On the page.
    worth: Worth,
    /// Before it.
    pages: u32,
}

/// Pieces that are remembered, so that they never fill the memory: some four million bytes.
const MOST_PIECES: usize = 1 << 16;

/// Texts without spaces between words are one long piece, and a figure stands seldom on two pages.
fn is_worth_knowing(piece: &str) -> bool {
    piece.len() <= 40 && !piece.starts_with(|letter: char| letter.is_ascii_digit())
}

impl Vocabulary {
    pub fn of(language: &str) -> Vocabulary {
        let prefixes = super::stems::prefixes(language);
        Vocabulary { known: Known { prefixes, ..Known::default() }, ..Vocabulary::default() }
    }

    /// The words, by their numbers.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.known.words.all.iter().map(|word| &**word)
    }

    /// How many pages each of them stands on.
    pub fn pages(&self) -> impl Iterator<Item = usize> {
        let counts = self.tally.all.iter().map(|counts| counts.pages as usize);
        counts.chain(std::iter::repeat(0)).take(self.known.words.all.len())
    }

    /// Notes the words of a text of the page, and says how many it has.
    pub fn count(&mut self, text: &str, weight: Weight) -> usize {
        let Vocabulary { known, tally, aside } = self;
        let worth = Worth::of(weight);
        match aside {
            None => known.each_word(text, |number| tally.meet(number, worth)),
            Some(aside) => known.each_word(text, |number| aside.push((number, worth))),
        }
    }

    /// What follows is no part of the page, until it is asked for.
    pub fn set_aside(&mut self) {
        self.aside = Some(Vec::new());
    }

    /// What was set aside, so long with its figures.
    pub fn counted(&mut self, length: usize) -> Counted {
        let mut all = self.aside.take().unwrap_or_default();
        all.sort_unstable_by_key(|(number, _)| *number);
        let same = all.chunk_by(|(a, _), (b, _)| a == b);
        let once =
            |same: &[(u32, Worth)]| (same[0].0, Worth::of_all(same.iter().map(|(_, it)| *it)));
        Counted { words: same.map(once).collect(), length }
    }

    /// Notes what was counted before as words of the page, and says how long it is.
    pub fn count_again(&mut self, counted: &Counted) -> usize {
        for (number, worth) in &counted.words {
            self.tally.meet(*number, *worth);
        }
        counted.length
    }

    /// What was met since this was asked for the last time.
    pub fn take(&mut self) -> OfPage {
        let Tally { all, met, bytes } = &mut self.tally;
        bytes.clear();
        for word in met.drain(..) {
            let counts = &mut all[word as usize];
            counts.pages += 1;
            push_number(word, bytes);
            push_number(std::mem::take(&mut counts.worth).number, bytes);
        }
        OfPage { bytes: bytes.as_slice().into() }
    }
}

impl Known {
    /// Calls `each` with every word of a text, and says how many it has.
    fn each_word(&mut self, text: &str, mut each: impl FnMut(u32)) -> usize {
        let mut length = 0;
        let mut cutter = std::mem::take(&mut self.cutter);
        cutter.pieces(text, |piece| match piece {
            Piece::Word(word) => {
                length += 1;
                match Figure::of(word) {
                    Some(figure) => self.figures.push((figure, word)),
                    None => each(self.words.short(word)),
                }
            }
            Piece::Other(piece) => length += self.each_of_piece(piece, &mut each),
        });
        self.cutter = cutter;
        self.each_figure(each);
        length
    }

    /// Those of a text together: each is far away in the memory, and found while the next are looked for.
    fn each_figure(&mut self, mut each: impl FnMut(u32)) {
        let Known { words, figures, numbers, .. } = self;
        numbers.clear();
        numbers.extend(figures.iter().map(|(figure, _)| words.of_figures.at_its_place(*figure)));
        for ((figure, word), number) in figures.drain(..).zip(&*numbers) {
            each(number.unwrap_or_else(|| words.figure(figure, word)));
        }
    }

    fn each_of_piece(&mut self, piece: &str, each: &mut impl FnMut(u32)) -> usize {
        // Does not look for what is never remembered.
        match is_worth_knowing(piece).then(|| self.pieces.known.get(piece)).flatten() {
            Some(number) if number < SEVERAL => {
                each(number);
                1
            }
            Some(several) => {
                let numbers = self.pieces.several(several);
                numbers.iter().for_each(|number| each(*number));
                numbers.len()
            }
            None => self.cut(piece, each),
        }
    }

    /// A piece that is not known.
    fn cut(&mut self, piece: &str, each: &mut impl FnMut(u32)) -> usize {
        let Known { words, pieces, prefixes, .. } = self;
        let first = pieces.words.len();
        super::words::words(piece, prefixes, |word| {
            let number = words.number(word);
            pieces.words.push(number);
            each(number);
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
}

impl Words {
    fn number(&mut self, word: &str) -> u32 {
        let Some(short) = Short::of_text(word) else {
            return self.numbers.get(word).unwrap_or_else(|| {
                let number = self.add(word.into());
                self.numbers.insert(word, number);
                number
            });
        };
        match Figure::of(short) {
            Some(figure) => self.figure(figure, short),
            None => self.short(short),
        }
    }

    fn short(&mut self, word: Short) -> u32 {
        self.numbers.get_short(word).unwrap_or_else(|| {
            let number = self.add(word.text());
            self.numbers.insert_short(word, number);
            number
        })
    }

    fn figure(&mut self, figure: Figure, word: Short) -> u32 {
        self.of_figures.get(figure).unwrap_or_else(|| {
            let number = self.add(word.text());
            self.of_figures.insert(figure, number);
            number
        })
    }

    fn add(&mut self, word: String) -> u32 {
        let number = number(self.all.len());
        self.all.push(word.into());
        number
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
    fn meet(&mut self, number: u32, worth: Worth) {
        let place = number as usize;
        if place >= self.all.len() {
            self.all.resize(place + 1, Counts::default());
        }
        let before = &mut self.all[place].worth;
        if *before == Worth::default() {
            self.met.push(number);
        }
        *before = before.and(worth);
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
        let of_page = OfPage { bytes: bytes.into() };
        let read: Vec<u32> = of_page.words().flat_map(|met| [met.word, met.worth.number]).collect();
        assert_eq!(read, numbers);
    }

    fn shown(of_page: &OfPage, all: &Vocabulary) -> Vec<(String, u32, bool)> {
        let words: Vec<&str> = all.words().collect();
        let shown = |Met { word, worth }: Met| {
            (words[word as usize].to_owned(), worth.sum(), worth.is_in_title())
        };
        let mut shown: Vec<_> = of_page.words().map(shown).collect();
        shown.sort();
        shown
    }

    fn of<const N: usize>(words: [(&str, u32, bool); N]) -> Vec<(String, u32, bool)> {
        words.map(|(word, sum, is_in_title)| (word.to_owned(), sum, is_in_title)).to_vec()
    }

    #[test]
    fn a_page_has_its_own_words_only_and_knows_those_of_its_title() {
        let mut all = Vocabulary::default();
        let long = "revenue from all fees\n".repeat(10);
        assert_eq!(all.count("Fees rose", Weight::Text), 2);
        assert_eq!(all.count("The fees", Weight::Title), 2);
        assert_eq!(all.count(&long, Weight::Text), 40);
        let first = all.take();
        let expected = of([
            ("all", 10, false),
            ("fees", 18, true),
            ("from", 10, false),
            ("revenue", 10, false),
            ("rose", 1, false),
            ("the", 7, true),
        ]);
        assert_eq!(shown(&first, &all), expected);
        // The same text again, which is known by now.
        all.count("Fees rose", Weight::Heading);
        all.count("Fees rose", Weight::Heading);
        let second = all.take();
        assert_eq!(shown(&second, &all), of([("fees", 10, false), ("rose", 10, false)]));
        assert_eq!(
            all.words().zip(all.pages()).collect::<Vec<_>>()[..2],
            [("fees", 2), ("rose", 2)]
        );
    }

    #[test]
    fn what_is_set_aside_is_no_part_of_a_page_until_it_is_counted_again() {
        let mut all = Vocabulary::default();
        all.count("Fees", Weight::Text);
        all.set_aside();
        assert_eq!(all.count("Fees and fees", Weight::Text), 3);
        let aside = all.counted(7);
        let first = all.take();
        assert_eq!(shown(&first, &all), of([("fees", 1, false)]));
        all.count("Fees", Weight::Title);
        assert_eq!(all.count_again(&aside), 7);
        let second = all.take();
        assert_eq!(shown(&second, &all), of([("and", 1, false), ("fees", 9, true)]));
    }

    #[test]
    fn much_is_worth_as_much_as_very_much() {
        for weight in [Weight::Title, Weight::Text] {
            let all = Worth::of_all(std::iter::repeat_n(Worth::of(weight), 10_000));
            let short = Worth::of_short(all.in_short());
            assert!(all.in_short() < 1 << 10);
            assert_eq!((short.sum(), short.is_in_title()), (511, all.is_in_title()));
        }
    }
}
