//! The words met on the pages of one language, each with a number, so that a page notes numbers and
//! the index is put together without another look at the words.

use std::sync::Arc;

use super::hash::ByWord;
use super::words::words;

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

/// All words of one page, those of its title first.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct OfPage {
    pub words: Box<[Met]>,
    pub in_title: usize,
}

#[derive(Debug, Default)]
pub struct Vocabulary {
    /// By their numbers: small letters, with their accents.
    words: Vec<Arc<str>>,
    numbers: ByWord<Arc<str>, u32>,
    /// What short texts are cut into: names of units, ratings and columns stand on hundreds of pages.
    texts: ByWord<Box<str>, Box<[u32]>>,
    tally: Tally,
}

/// How words stand on the page that is being read.
#[derive(Debug, Default)]
struct Tally {
    /// By the number of the word.
    counts: Vec<Count>,
    /// Those that are on the page.
    met: Vec<u32>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Count {
    in_title: bool,
    weight: u32,
}

/// Bytes of a text that is worth remembering, and how many are, so that they never fill the memory.
const SHORT: usize = 160;
const MOST_TEXTS: usize = 4096;

impl Vocabulary {
    /// The words, by their numbers.
    pub fn words(&self) -> &[Arc<str>] {
        &self.words
    }

    /// Notes the words of a text of the page, and says how many it has.
    pub fn count(&mut self, text: &str, weight: Weight) -> usize {
        if text.len() > SHORT {
            let mut length = 0;
            words(text, |word| {
                let number = self.number(word);
                self.tally.meet(number, weight);
                length += 1;
            });
            return length;
        }
        let Vocabulary { texts, tally, .. } = self;
        if let Some(numbers) = texts.get(text) {
            numbers.iter().for_each(|number| tally.meet(*number, weight));
            return numbers.len();
        }
        let mut numbers = Vec::new();
        words(text, |word| numbers.push(self.number(word)));
        numbers.iter().for_each(|number| self.tally.meet(*number, weight));
        let length = numbers.len();
        if self.texts.len() < MOST_TEXTS {
            self.texts.insert(text.into(), numbers.into());
        }
        length
    }

    /// What was met since this was asked for the last time.
    pub fn take(&mut self) -> OfPage {
        let Tally { counts, met } = &mut self.tally;
        met.sort_by_key(|number| !counts[*number as usize].in_title);
        let in_title = met.partition_point(|number| counts[*number as usize].in_title);
        let of_page = |word: u32| {
            let count = std::mem::take(&mut counts[word as usize]);
            Met { word, weight: count.weight }
        };
        OfPage { words: met.drain(..).map(of_page).collect(), in_title }
    }

    fn number(&mut self, word: &str) -> u32 {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let number = u32::try_from(self.words.len()).expect("nobody has so many words");
        let word: Arc<str> = word.into();
        self.words.push(Arc::clone(&word));
        self.numbers.insert(word, number);
        self.tally.counts.push(Count::default());
        number
    }
}

impl Tally {
    fn meet(&mut self, number: u32, weight: Weight) {
        let count = &mut self.counts[number as usize];
        if count.weight == 0 {
            self.met.push(number);
        }
        count.in_title |= weight == Weight::Title;
        count.weight += match weight {
            Weight::Title => 7,
            Weight::Heading => 5,
            Weight::Text => 1,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_has_its_own_words_only_and_those_of_its_title_first() {
        let mut all = Vocabulary::default();
        let long = "revenue from all fees ".repeat(10);
        assert_eq!(all.count("Fees rose", Weight::Text), 2);
        assert_eq!(all.count("The fees", Weight::Title), 2);
        assert_eq!(all.count(&long, Weight::Text), 40);
        let shown = |of_page: &OfPage, all: &Vocabulary| -> Vec<(String, u32)> {
            let word = |met: &Met| (all.words()[met.word as usize].to_string(), met.weight);
            of_page.words.iter().map(word).collect()
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
