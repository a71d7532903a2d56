//! A part that many pages have alike → its value for templates, made once.

use std::sync::{PoisonError, RwLock};

use serde::Serialize;
use tera::Value;

/// Few of a language differ: by edition, and by how deep a page lies below the site's root.
pub struct Shared<T> {
    known: RwLock<Vec<(T, Value)>>,
}

/// The most that are looked through.
const KEPT: usize = 64;

impl<T> Default for Shared<T> {
    fn default() -> Self {
        Shared { known: RwLock::default() }
    }
}

impl<T: Clone + PartialEq + Serialize> Shared<T> {
    pub fn value(&self, part: &T) -> Value {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, value)) = known.iter().find(|(known, _)| known == part) {
            return value.clone();
        }
        drop(known);
        let value = Value::from_serializable(part);
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() < KEPT {
            known.push((part.clone(), value.clone()));
        }
        value
    }
}
