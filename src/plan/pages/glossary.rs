//! The terms of the vocabulary that have a definition, in the order of the language.

use super::{Body, describe};
use crate::plan::desk::Sheet;
use crate::plan::view::{Content, Glossary, GlossaryEntry};

pub fn body(sheet: &mut Sheet<'_, '_>) -> Body {
    let report = sheet.report;
    let terms = &sheet.project().vocabulary.terms;
    let mut entries: Vec<GlossaryEntry> = terms
        .iter()
        .filter_map(|term| {
            Some(GlossaryEntry {
                id: term.id.to_string(),
                name: report.words(&term.name),
                definition: report.words(term.definition.as_ref()?),
            })
        })
        .collect();
    entries.sort_by(|a, b| report.rules.compare(&a.name.text, &b.name.text));
    let title = report.string("title.terms");
    Body {
        kind: "glossary",
        description: describe(&title.text),
        title,
        breadcrumbs: Vec::new(),
        on_this_page: Vec::new(),
        fallback: None,
        content: Content::Glossary(Glossary { entries }),
    }
}
