//! Addresses as pages write them, each once for all pages: most pages of a site link to the same ones.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Numbers them while the pages are made. Which number an address has depends on who was faster, so
/// that whoever tells of several puts them in order by their texts.
#[derive(Debug, Default)]
pub struct Addresses(Mutex<Numbered>);

#[derive(Debug, Default)]
struct Numbered {
    numbers: HashMap<Arc<str>, u32>,
    all: Vec<Arc<str>>,
}

impl Addresses {
    /// The number of each.
    pub(super) fn numbers<T: AsRef<str>>(&self, texts: &[T]) -> Box<[u32]> {
        let Numbered { numbers, all } = &mut *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut number = |text: &str| match numbers.get(text) {
            Some(&number) => number,
            None => {
                let number = u32::try_from(all.len()).expect("fewer than four billion addresses");
                let text: Arc<str> = text.into();
                all.push(Arc::clone(&text));
                numbers.insert(text, number);
                number
            }
        };
        texts.iter().map(|text| number(text.as_ref())).collect()
    }

    /// By their numbers.
    pub fn into_texts(self) -> Vec<Arc<str>> {
        self.0.into_inner().unwrap_or_else(PoisonError::into_inner).all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_one_number_on_all_pages() {
        let addresses = Addresses::default();
        let first = addresses.numbers(&["a", "b"]);
        let second = addresses.numbers(&["b", "c", "a"]);
        let texts = addresses.into_texts();
        let text = |number: &u32| &*texts[*number as usize];
        assert_eq!(first.iter().map(text).collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(second.iter().map(text).collect::<Vec<_>>(), ["b", "c", "a"]);
        assert_eq!(texts.len(), 3);
    }
}
