//! Texts, each once and by a number, in one piece of memory: a large site has a hundred thousand paths,
//! and as many addresses.

use crate::compact::hash;

/// Numbered in the order in which they came.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    /// One behind the other.
    all: String,
    /// Where each of them ends.
    ends: Vec<u32>,
    /// A half of its hash for each, and its number and one, at the place that the half says, or the next
    /// one that is free. They are as many as a power of two, a quarter of them free at least.
    places: Vec<(u32, u32)>,
}

impl Texts {
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// By its number.
    pub fn at(&self, number: u32) -> &str {
        let number = number as usize;
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        &self.all[start..self.ends[number] as usize]
    }

    pub fn find(&self, text: &str) -> Option<u32> {
        let (_, taken) = self.places.get(self.place(upper_half(text), text))?;
        taken.checked_sub(1)
    }

    pub fn contains(&self, text: &str) -> bool {
        self.find(text).is_some()
    }

    /// The number of a text, which is taken in where it is new.
    pub fn number(&mut self, text: &str) -> u32 {
        if 4 * self.ends.len() >= 3 * self.places.len() {
            let more = vec![(0, 0); (2 * self.places.len()).max(64)];
            let before = std::mem::replace(&mut self.places, more);
            for (half, taken) in before.into_iter().filter(|(_, taken)| *taken != 0) {
                let place = self.free_place(half);
                self.places[place] = (half, taken);
            }
        }
        let half = upper_half(text);
        let place = self.place(half, text);
        if let Some(number) = self.places[place].1.checked_sub(1) {
            return number;
        }
        self.all.push_str(text);
        self.ends.push(u32::try_from(self.all.len()).expect("far less than four billion bytes"));
        // The number and one, since it is among them by now.
        self.places[place] = (half, u32::try_from(self.ends.len()).expect("fewer than bytes"));
        self.places[place].1 - 1
    }

    /// Their numbers, by their texts.
    pub fn in_order(&self) -> Vec<u32> {
        let mut order: Vec<u32> = (0..).take(self.len()).collect();
        order.sort_by_key(|number| self.at(*number));
        order
    }

    /// Where a text stands, or would.
    fn place(&self, half: u32, text: &str) -> usize {
        self.first_place(half, |(it, taken)| taken == 0 || it == half && self.at(taken - 1) == text)
    }

    fn free_place(&self, half: u32) -> usize {
        self.first_place(half, |(_, taken)| taken == 0)
    }

    fn first_place(&self, half: u32, is_it: impl Fn((u32, u32)) -> bool) -> usize {
        let last = self.places.len().wrapping_sub(1);
        let mut place = ((u64::from(half) * self.places.len() as u64) >> 32) as usize;
        while self.places.get(place).is_some_and(|it| !is_it(*it)) {
            place = (place + 1) & last;
        }
        place
    }
}

fn upper_half(text: &str) -> u32 {
    (hash(text) >> 32) as u32
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_text_has_one_number_and_is_found() {
        let mut texts = Texts::default();
        assert_eq!((texts.find(""), texts.len()), (None, 0));
        let words: Vec<String> = (0..1_000).map(|n| format!("{}/{n}", n % 7)).collect();
        for _ in 0..2 {
            for (number, word) in words.iter().enumerate() {
                assert_eq!(texts.number(word) as usize, number);
            }
        }
        assert_eq!(texts.len(), 1_000);
        for (number, word) in (0..).zip(&words) {
            assert_eq!((texts.find(word), texts.at(number)), (Some(number), word.as_str()));
        }
        assert!(!texts.contains("") && !texts.contains("7/0"));
        let order = texts.in_order();
        let in_order: Vec<&str> = order.iter().map(|number| texts.at(*number)).collect();
        assert!(in_order.is_sorted(), "{in_order:?}");
    }

    #[test]
    fn names_that_look_alike_are_kept_apart() {
        let names = (0..10_000).flat_map(|n| {
            [format!("{n}"), format!("in-finance-row-r{n}"), format!("a-long-name-of-row-r{n}-é")]
        });
        let names: Vec<String> = names.collect();
        let hashes: BTreeSet<u64> = names.iter().map(|name| hash(name)).collect();
        assert_eq!(hashes.len(), names.len());
        let places: BTreeSet<u32> = names.iter().map(|name| upper_half(name) >> 16).collect();
        // 30,000 throws hit some 24,000 of 65,536.
        assert!(places.len() > 23_000, "{}", places.len());
    }
}
