//! Tables that narratives show, drawn already: many narratives show the same one, and to draw it takes
//! longer than the rest of their page.

use std::sync::Arc;

use crate::diagnostics::Origin;
use crate::language::Tag;
use crate::plan::alike::Alike;

#[derive(Debug)]
pub struct Tables(Alike<Key, Arc<Drawn>>);

/// All that a table without notes depends on: its links are the same on each page whose folder lies in
/// the same one, but for links to the page itself.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    pub language: Tag,
    /// Where the table is declared.
    pub table: Origin,
    /// The folder that the page's own lies in, from the site's root.
    pub above: String,
}

#[derive(Debug)]
struct Drawn {
    html: Arc<str>,
    /// Names of the folders beside the page's own that the table leads to.
    beside: Vec<String>,
}

impl Tables {
    pub fn up_to(most: usize) -> Self {
        Tables(Alike::up_to(most))
    }

    /// `own`: the name of the page's own folder.
    pub fn get(&self, key: &Key, own: &str) -> Option<Arc<str>> {
        let drawn = self.0.get(key)?;
        let leads_to_own = drawn.beside.iter().any(|folder| folder == own);
        (!leads_to_own).then(|| Arc::clone(&drawn.html))
    }

    /// Keeps a table, unless it leads to the page that it stands on or to what lies below that.
    pub fn keep(&self, key: Key, html: &str) {
        let links = || html.split(" href=\"").skip(1).filter(|link| !link.starts_with('#'));
        if !links().all(|link| link.starts_with("../") || link.starts_with("https://")) {
            return;
        }
        let beside = links().filter_map(|link| {
            let (folder, _) = link.strip_prefix("../")?.split_once('/')?;
            (folder != "..").then(|| folder.to_owned())
        });
        self.0.keep(key, Arc::new(Drawn { html: html.into(), beside: beside.collect() }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::FileId;

    #[test]
    fn a_table_is_the_same_on_pages_that_it_does_not_lead_to() {
        let tables = Tables::up_to(9);
        let key = |above: &str| Key {
            language: Tag::parse("en").expect("a tag"),
            table: Origin::file(FileId(1)),
            above: above.to_owned(),
        };
        let html =
            "<a href=\"../corrections/index.html#c\">1</a><a href=\"../../sources/index.html\">";
        tables.keep(key("en/2024-25"), html);
        assert_eq!(tables.get(&key("en/2024-25"), "fees").as_deref(), Some(html));
        assert_eq!(tables.get(&key("en/2024-25"), "corrections"), None);
        assert_eq!(tables.get(&key("en/2020-21"), "fees"), None);
        // It would lead elsewhere from another page.
        tables.keep(key("en/2022-23"), "<a href=\"index.html#c\">");
        assert_eq!(tables.get(&key("en/2022-23"), "fees"), None);
    }
}
