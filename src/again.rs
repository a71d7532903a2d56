//! Values, each with what it was made from → the same values again while that is as it was.

use rayon::prelude::*;

/// Members that a thread takes at a time: with many, another would have none left while it makes its last.
const FEW: usize = 32;

/// What was made of each member of a list.
pub struct Again<From, T> {
    /// `None` only while it is made.
    made: Vec<Option<(From, T)>>,
}

impl<From, T> Default for Again<From, T> {
    fn default() -> Self {
        Again { made: Vec::new() }
    }
}

impl<From: PartialEq + Send, T: Send> Again<From, T> {
    /// A value for each member, in their order: what was made of the same member at the same place
    /// before, or what `make` makes of it now, by its place in the list. All threads make some.
    pub fn each(&mut self, members: Vec<From>, make: impl Fn(usize) -> T + Sync) -> Vec<&T> {
        self.made.resize_with(members.len(), || None);
        let places = self.made.par_iter_mut().zip(members).enumerate().with_max_len(FEW);
        places.for_each(|(place, (made, from))| {
            if made.as_ref().is_none_or(|(before, _)| *before != from) {
                *made = Some((from, make(place)));
            }
        });
        self.made.iter().flatten().map(|(_, made)| made).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn only_what_is_new_at_its_place_is_made() {
        let mut again = Again::default();
        let times = AtomicUsize::new(0);
        let mut lengths = |members: &[&'static str]| -> (Vec<usize>, usize) {
            let make = |place: usize| {
                times.fetch_add(1, Ordering::Relaxed);
                members[place].len()
            };
            let made = again.each(members.to_vec(), make).into_iter().copied().collect();
            (made, times.swap(0, Ordering::Relaxed))
        };
        assert_eq!(lengths(&["a", "bb", "ccc"]), (vec![1, 2, 3], 3));
        assert_eq!(lengths(&["a", "bbbb", "ccc", "d"]), (vec![1, 4, 3, 1], 2));
        assert_eq!(lengths(&["a"]), (vec![1], 0));
        assert_eq!(lengths(&["a", "bbbb"]), (vec![1, 4], 1));
        assert_eq!(lengths(&[]), (vec![], 0));
    }
}
