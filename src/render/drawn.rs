//! What a component of the theme printed → the same again, wherever its arguments are the same.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, PoisonError, RwLock};

use sha2::{Digest, Sha256};

/// By the SHA-256 of all that is printed: the arguments themselves would take more room than what is
/// made of them.
#[derive(Default)]
pub struct Drawn {
    known: RwLock<HashMap<[u8; 32], Arc<str>>>,
}

/// The most that are kept, so that they never fill the memory: some five million bytes.
const KEPT: usize = 4096;

impl Drawn {
    /// The markup of a part, made by `draw` where it is not known yet.
    pub fn html<E>(
        &self,
        part: &impl Hash,
        draw: impl FnOnce() -> Result<String, E>,
    ) -> Result<String, E> {
        let mut all = Bytes::default();
        part.hash(&mut all);
        let key = Sha256::digest(&all.0).into();
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(html) = known.get(&key) {
            return Ok(html.to_string());
        }
        drop(known);
        let html = draw()?;
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() < KEPT {
            known.insert(key, html.as_str().into());
        }
        Ok(html)
    }

    pub fn forget(&self) {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        *known = HashMap::new();
    }
}

/// Everything that a value tells a hasher: each text and each list says where it ends.
#[derive(Default)]
struct Bytes(Vec<u8>);

impl Hasher for Bytes {
    fn write(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    fn finish(&self) -> u64 {
        unreachable!("the bytes are hashed as a whole")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_is_drawn_anew_and_what_is_alike_is_not() {
        let drawn = Drawn::default();
        let html =
            |part: (&str, &str), drew: &str| drawn.html(&part, || Ok::<_, ()>(drew.to_owned()));
        assert_eq!(html(("a", "bc"), "one"), Ok("one".to_owned()));
        assert_eq!(html(("ab", "c"), "two"), Ok("two".to_owned()));
        assert_eq!(html(("a", "bc"), "three"), Ok("one".to_owned()));
        drawn.forget();
        assert_eq!(html(("a", "bc"), "four"), Ok("four".to_owned()));
        assert_eq!(drawn.html(&"x", || Err("failed")), Err("failed"));
        assert_eq!(
            drawn.html(&"x", || Ok::<_, &str>("mended".to_owned())),
            Ok("mended".to_owned())
        );
    }
}
