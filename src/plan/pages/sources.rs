//! Every document that figures come from, each with an address that figures link to.

use super::{Body, describe};
use crate::plan::desk::Sheet;
use crate::plan::view::{Content, SourceEntry, Sources};

pub fn body(sheet: &mut Sheet<'_, '_>) -> Body {
    let report = sheet.report;
    let sources = sheet
        .project()
        .sources
        .iter()
        .map(|source| SourceEntry {
            id: source.id.to_string(),
            title: report.words(&source.title),
            symbol: source.symbol.clone(),
            url: source.url.clone(),
            as_of: source.as_of.as_ref().map(|period| report.period(period)),
        })
        .collect();
    let title = report.string("title.sources");
    Body {
        kind: "sources",
        description: describe(&title.text),
        title,
        breadcrumbs: Vec::new(),
        on_this_page: Vec::new(),
        fallback: None,
        content: Content::Sources(Sources { sources }),
    }
}
