//! Rules that find mistakes an author can mend: in the project, and on the finished pages.

mod rules;

use std::collections::BTreeMap;

use crate::bundle::Bundle;
use crate::diagnostics::{Diagnostics, FileId, Origin, SourceMap};
use crate::model::{Lookup, NarrativeFile, Project};
use crate::plan::SitePlan;
use crate::prose::Document;

/// What the rules about the data look at.
pub struct Report<'a> {
    pub project: &'a Project,
    pub lookup: &'a Lookup<'a>,
    pub plan: &'a SitePlan,
    pub narratives: &'a [(&'a NarrativeFile, &'a Document)],
    pub sources: &'a SourceMap,
}

/// What the rules about finished pages look at.
pub struct Site<'a> {
    pub bundle: &'a Bundle,
    /// The narrative of a page, by the page's path.
    pub narratives: &'a BTreeMap<String, (FileId, &'a Document)>,
    pub templates: &'a [FileId],
    pub sources: &'a SourceMap,
}

/// A rule about the data, the narratives and what is planned from them.
type ProjectRule = fn(&Report<'_>, &mut Diagnostics);

/// A rule about the finished site.
type BundleRule = fn(&Site<'_>, &mut Diagnostics);

const PROJECT_RULES: &[ProjectRule] = &[
    rules::unknown_language::check,
    rules::unknown_page::check,
    rules::unknown_reference::check,
    rules::figure::check,
    rules::missing_attachment::check,
];

const BUNDLE_RULES: &[BundleRule] = &[
    rules::dead_link::check,
    rules::duplicate_anchor_on_page::check,
    rules::charts_of_page::check,
];

/// Everything wrong with the report that its data and narratives show.
pub fn project(report: &Report<'_>, found: &mut Diagnostics) {
    for rule in PROJECT_RULES {
        rule(report, found);
    }
}

/// Everything wrong with the site that only its finished pages show.
pub fn bundle(site: &Site<'_>, found: &mut Diagnostics) {
    for rule in BUNDLE_RULES {
        rule(site, found);
    }
}

/// Where a text of a finished page was written: in its narrative, in a template, or nowhere known.
fn written_in_template(site: &Site<'_>, text: &str) -> Option<Origin> {
    site.templates.iter().find_map(|&file| {
        let start = site.sources.text(file)?.find(text)?;
        Some(Origin::range(file, start..start + text.len()))
    })
}
