//! Names in order, each once, in one piece of memory: the pages of a large site have millions of them.

/// A set of names that no longer changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// One behind the other.
    text: Box<str>,
    /// Where each of them ends.
    ends: Box<[u32]>,
}

impl Names {
    /// `names` may hold one several times, and in any order.
    pub(super) fn new<T: AsRef<str> + Ord>(mut names: Vec<T>) -> Self {
        names.sort_unstable();
        names.dedup();
        let mut text = String::with_capacity(names.iter().map(|name| name.as_ref().len()).sum());
        let ends = names.iter().map(|name| {
            text.push_str(name.as_ref());
            u32::try_from(text.len()).expect("a page is far smaller than four billion bytes")
        });
        let ends = ends.collect();
        Names { text: text.into(), ends }
    }

    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len()).map(|place| self.at(place))
    }

    pub fn contains(&self, name: &str) -> bool {
        let (mut from, mut to) = (0, self.ends.len());
        while from < to {
            let middle = from + (to - from) / 2;
            match self.at(middle).cmp(name) {
                std::cmp::Ordering::Less => from = middle + 1,
                std::cmp::Ordering::Equal => return true,
                std::cmp::Ordering::Greater => to = middle,
            }
        }
        false
    }

    fn at(&self, place: usize) -> &str {
        let start = place.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        &self.text[start..self.ends[place] as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_is_there_once_and_found() {
        let names = Names::new(vec!["b", "", "abc", "b", "ab"]);
        assert_eq!(names.iter().collect::<Vec<_>>(), ["", "ab", "abc", "b"]);
        for name in ["", "ab", "abc", "b"] {
            assert!(names.contains(name), "{name:?}");
        }
        for name in ["a", "abcd", "c", "bb"] {
            assert!(!names.contains(name), "{name:?}");
        }
        assert!(!Names::default().contains(""));
    }
}
