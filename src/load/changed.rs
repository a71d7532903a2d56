//! Which files of a project may be others than they were.

use std::collections::BTreeSet;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Changed {
    #[default]
    Anything,
    /// At most these, by their paths below the project.
    Files(BTreeSet<String>),
}

impl Changed {
    pub fn nothing() -> Changed {
        Changed::Files(BTreeSet::new())
    }

    /// `None`: nobody knows where something changed.
    pub fn add(&mut self, path: Option<String>) {
        match (&mut *self, path) {
            (Changed::Files(files), Some(path)) => {
                files.insert(path);
            }
            _ => *self = Changed::Anything,
        }
    }

    pub fn may_be(&self, path: &str) -> bool {
        match self {
            Changed::Anything => true,
            Changed::Files(files) => files.contains(path),
        }
    }

    pub fn are_all(&self, such: impl Fn(&str) -> bool) -> bool {
        match self {
            Changed::Anything => false,
            Changed::Files(files) => files.iter().all(|path| such(path)),
        }
    }
}
