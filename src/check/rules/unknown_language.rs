//! A text or narrative in a language that the site does not list would silently not be published.

use crate::check::Report;
use crate::diagnostics::{Diagnostic, Diagnostics, Origin, codes, nearest};
use crate::language::Tag;

pub fn check(report: &Report<'_>, found: &mut Diagnostics) {
    let languages: Vec<&str> =
        report.project.site.languages.iter().map(|language| language.value.as_str()).collect();
    let mut unknown = |tag: &Tag, origin: Origin| {
        if languages.contains(&tag.as_str()) {
            return;
        }
        // Two letters are one slip away from each other: `es` is not meant to be `en`.
        let is_long = tag.as_str().len() > 2;
        let near = nearest(tag.as_str(), languages.iter().copied()).filter(|_| is_long);
        found.push(
            Diagnostic::new(
                &codes::UNKNOWN_LANGUAGE,
                format!("`{tag}` is no language of the site"),
            )
            .at(origin)
            .label(near.map(|near| format!("did you mean `{near}`?")).unwrap_or_default())
            .help("add it to `languages` in `content/site.toml`, or correct it"),
        );
    };
    for text in &report.project.texts {
        for (tag, origin) in &text.tags {
            if let Some(tag) = tag {
                unknown(tag, *origin);
            }
        }
    }
    for narrative in &report.project.narratives {
        unknown(&narrative.tag, Origin::file(narrative.file));
    }
}
