//! Values of files, by their paths: a hundred thousand of each would be as many small pieces of memory,
//! were each path a text of its own.

use super::Texts;

/// What is told of several is told in the order of their paths, whichever came first.
#[derive(Clone, Debug)]
pub struct ByPath<T> {
    paths: Texts,
    /// By the numbers of the paths.
    values: Vec<T>,
}

impl<T> ByPath<T> {
    pub fn len(&self) -> usize {
        self.values.len()
    }

    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The number of the path, and the value that it had before.
    pub fn insert(&mut self, path: &str, value: T) -> (u32, Option<T>) {
        let number = self.paths.number(path);
        let before = match self.values.get_mut(number as usize) {
            Some(known) => Some(std::mem::replace(known, value)),
            None => {
                self.values.push(value);
                None
            }
        };
        (number, before)
    }

    pub fn get(&self, path: &str) -> Option<&T> {
        self.paths.find(path).map(|number| &self.values[number as usize])
    }

    pub fn contains(&self, path: &str) -> bool {
        self.paths.contains(path)
    }

    /// By the number that it was given.
    pub fn path(&self, number: u32) -> &str {
        self.paths.at(number)
    }

    /// In no promised order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        (0..).take(self.len()).map(|number| self.paths.at(number))
    }

    /// In the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        let pair = |number: u32| (self.paths.at(number), &self.values[number as usize]);
        self.paths.in_order().into_iter().map(pair)
    }
}

impl<T> Default for ByPath<T> {
    fn default() -> Self {
        ByPath { paths: Texts::default(), values: Vec::new() }
    }
}

impl<T: PartialEq> PartialEq for ByPath<T> {
    fn eq(&self, other: &Self) -> bool {
        let mut paths = self.paths().zip(&self.values);
        self.len() == other.len() && paths.all(|(path, value)| other.get(path) == Some(value))
    }
}

impl<T: Eq> Eq for ByPath<T> {}

impl<P: AsRef<str>, T> FromIterator<(P, T)> for ByPath<T> {
    fn from_iter<I: IntoIterator<Item = (P, T)>>(pairs: I) -> Self {
        let mut all = ByPath::default();
        for (path, value) in pairs {
            all.insert(path.as_ref(), value);
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_told_by_path_and_the_last_of_two_stays() {
        let one: ByPath<u8> = [("b", 1), ("a", 2), ("b", 3)].into_iter().collect();
        assert_eq!(one.iter().collect::<Vec<_>>(), [("a", &2), ("b", &3)]);
        assert_eq!((one.get("b"), one.get("c"), one.contains("a")), (Some(&3), None, true));
        let other: ByPath<u8> = [("a", 2), ("b", 3)].into_iter().collect();
        assert_eq!(one, other);
        assert_ne!(one, [("a", 2), ("b", 1)].into_iter().collect());
        assert_ne!(one, [("a", 2)].into_iter().collect());
    }
}
