//! A record without keys that it must have → what is told of it: all of them at once.

use super::read::Reader;
use super::shape::{Field, Kind, Shape};
use crate::diagnostics::{At, Diagnostic, Origin, codes, listed, nearest};

impl Reader<'_> {
    pub(super) fn missing_keys(&mut self, missing: &[&Field], shape: &Shape, origin: Origin) {
        let keys: Vec<&str> = missing.iter().map(|field| field.key).collect();
        let has = if keys.len() == 1 { "has no" } else { "has none of" };
        let mut diagnostic =
            Diagnostic::new(&codes::MISSING_KEY, format!("{} {has} {}", shape.name, listed(&keys)))
                .at(origin);
        // One with hardly any key is probably the part of another, whose id is written otherwise.
        if missing.len() > 1
            && let Some(near) = self.like_another(origin)
        {
            diagnostic =
                diagnostic.label(format!("did you mean `{near}`, which stands beside it?"));
        }
        for field in missing {
            let one_of = match &field.kind {
                Kind::Choice(words) => format!(", one of {}", listed(words)),
                _ => String::new(),
            };
            diagnostic =
                diagnostic.help(format!("add `{} = …`{one_of}: {}", field.key, field.about));
        }
        self.found.push(diagnostic);
    }

    /// The id beside the one at `origin` that is nearly the same.
    fn like_another(&self, origin: Origin) -> Option<&str> {
        let At::Range { start, end } = origin.at else { return None };
        let own = self.tree.sources.held(self.file)?.get(start as usize..end as usize)?;
        let others = self.beside.iter().map(String::as_str).filter(|other| *other != own);
        nearest(own, others)
    }
}
