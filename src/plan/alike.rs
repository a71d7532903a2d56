//! What several pages have alike, made once by the first that needs it.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

/// Values by all that they depend on. No more are kept than were asked for, so that they never fill the
/// memory; what is not kept is made again.
#[derive(Debug)]
pub struct Alike<Key, T> {
    known: RwLock<HashMap<Key, T>>,
    most: usize,
}

impl<Key: Eq + Hash, T: Clone> Alike<Key, T> {
    pub fn up_to(most: usize) -> Self {
        Alike { known: RwLock::default(), most }
    }

    pub fn get(&self, key: &Key) -> Option<T> {
        self.read().get(key).cloned()
    }

    /// Two threads may have made the same: then both get the one that was there first.
    pub fn keep(&self, key: Key, value: T) -> T {
        let mut known = self.write();
        if known.len() < self.most {
            return known.entry(key).or_insert(value).clone();
        }
        value
    }

    /// When the pages that have them are made.
    pub fn forget(&self) {
        *self.write() = HashMap::new();
    }

    fn read(&self) -> RwLockReadGuard<'_, HashMap<Key, T>> {
        self.known.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, HashMap<Key, T>> {
        self.known.write().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_known_until_it_is_forgotten() {
        let alike = Alike::up_to(2);
        assert_eq!(alike.get(&1), None);
        assert_eq!(alike.keep(1, "one"), "one");
        assert_eq!(alike.keep(1, "another"), "one");
        assert_eq!(alike.keep(2, "two"), "two");
        // No room.
        assert_eq!(alike.keep(3, "three"), "three");
        assert_eq!([1, 2, 3].map(|key| alike.get(&key)), [Some("one"), Some("two"), None]);
        alike.forget();
        assert_eq!(alike.get(&1), None);
        assert_eq!(alike.keep(1, "again"), "again");
    }
}
