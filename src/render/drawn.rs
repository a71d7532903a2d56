//! Lines of lists that were drawn already: a KPI stands in half a dozen lists.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use crate::plan::view::RowKey;

#[derive(Default)]
pub struct Drawn(RwLock<HashMap<RowKey, Arc<str>>>);

/// The most that are kept, so that they never fill the memory: some 30 million bytes.
const KEPT: usize = 1 << 15;

impl Drawn {
    /// The markup of a line, made by `draw` where it is not known yet.
    pub fn html<E>(
        &self,
        key: &RowKey,
        draw: impl FnOnce() -> Result<String, E>,
    ) -> Result<Arc<str>, E> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(html) = known.get(key) {
            return Ok(Arc::clone(html));
        }
        drop(known);
        let html: Arc<str> = draw()?.into();
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() < KEPT {
            known.insert(key.clone(), Arc::clone(&html));
        }
        Ok(html)
    }

    pub fn forget(&self) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = HashMap::new();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_drawn_once_until_it_is_forgotten() {
        let drawn = Drawn::default();
        let html = |kpi: usize, measures: &[usize], drew: Result<&str, &'static str>| {
            let key = RowKey { edition: 0, kpi, measures: measures.to_vec() };
            drawn.html(&key, || drew.map(str::to_owned)).map(|html| html.to_string())
        };
        assert_eq!(html(1, &[0], Err("failed")), Err("failed"));
        assert_eq!(html(1, &[0], Ok("one")), Ok("one".to_owned()));
        assert_eq!(html(1, &[0, 1], Ok("two")), Ok("two".to_owned()));
        assert_eq!(html(1, &[0], Ok("three")), Ok("one".to_owned()));
        drawn.forget();
        assert_eq!(html(1, &[0], Ok("four")), Ok("four".to_owned()));
    }
}
