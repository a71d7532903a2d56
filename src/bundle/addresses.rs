//! Addresses as pages write them, each once for all pages: most pages of a site link to the same ones.

use std::sync::{Mutex, PoisonError};

use super::Texts;
use crate::compact::{next_number, push_number};

/// Numbers them while the pages are made. Which number an address has depends on who was faster, so
/// that whoever tells of several puts them in order by their texts.
#[derive(Debug, Default)]
pub struct Addresses(Mutex<Texts>);

impl Addresses {
    /// The number of each, once.
    pub(super) fn numbers<T: AsRef<str>>(&self, texts: &[T]) -> Numbers {
        let mut numbers: Vec<u32> = {
            let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            texts.iter().map(|text| all.number(text.as_ref())).collect()
        };
        numbers.sort_unstable();
        numbers.dedup();
        Numbers::new(&numbers)
    }

    /// By their numbers.
    pub fn into_texts(self) -> Texts {
        self.0.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Numbers in order, of each how much it is more than the one before. Most pages link to what many link to,
/// which was numbered early, so that a byte does for most.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbers(Box<[u8]>);

impl Numbers {
    fn new(numbers: &[u32]) -> Numbers {
        let mut bytes = Vec::with_capacity(2 * numbers.len());
        let mut last = 0;
        for number in numbers {
            push_number(number - last, &mut bytes);
            last = *number;
        }
        Numbers(bytes.into())
    }

    pub fn iter(&self) -> impl Iterator<Item = u32> {
        let mut bytes = self.0.iter();
        let mut last = 0;
        std::iter::from_fn(move || {
            last += next_number(&mut bytes)?;
            Some(last)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_one_number_on_all_pages_and_stands_once() {
        let addresses = Addresses::default();
        let first = addresses.numbers(&["a", "b"]);
        let second = addresses.numbers(&["b", "c", "a", "c"]);
        let texts = addresses.into_texts();
        let text = |number: u32| texts.at(number);
        assert_eq!(first.iter().map(text).collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(second.iter().map(text).collect::<Vec<_>>(), ["a", "b", "c"]);
        assert_eq!(texts.len(), 3);
    }

    #[test]
    fn numbers_of_any_size_are_read_as_they_were() {
        let all = [0, 1, 127, 128, 255, 256, 16_511, 16_512, 3_000_000, u32::MAX - 1, u32::MAX];
        assert_eq!(Numbers::new(&all).iter().collect::<Vec<_>>(), all);
        assert_eq!(Numbers::new(&all[4..]).iter().collect::<Vec<_>>(), all[4..]);
        assert_eq!(Numbers::new(&[]).iter().next(), None);
    }
}
