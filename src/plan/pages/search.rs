//! The page that searches: a field, and the place where its script puts what it finds.

use super::{Body, describe};
use crate::plan::desk::{Sheet, Site};
use crate::plan::view::{Content, Search};

pub fn body(sheet: &Sheet<'_, '_>, site: &Site) -> Body {
    let title = sheet.report.string("title.search");
    Body {
        kind: "search",
        description: describe(&title.text),
        title,
        breadcrumbs: Vec::new(),
        on_this_page: Vec::new(),
        fallback: None,
        content: Content::Search(Search { index: sheet.to_file(&site.index) }),
    }
}
