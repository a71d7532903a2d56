//! The charts of a finished page: told apart by name, described, and together not too heavy.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::Site;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, codes};
use crate::plan::is_document;

/// Bytes of all drawings of a page, wide and narrow ones.
const HEAVIEST: usize = 80_000;

pub fn check(site: &Site<'_>, found: &mut Diagnostics) {
    // Parts of a document are told apart by their headings, and paper has no weight.
    let pages = site.bundle.pages.iter().filter(|(path, _)| !is_document(path));
    let mut undescribed: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (path, page) in pages {
        let Some(page) = &page.seldom else { continue };
        let mut report = |code: &'static Code, message: String, help: &str| {
            found.push(Diagnostic::new(code, message).help(help));
        };
        let mut names = BTreeSet::new();
        for name in &page.chart_names {
            if !names.insert(name) {
                report(
                    &codes::CHART_NAME_TWICE,
                    format!("two charts on `{path}` are called `{name}`"),
                    "give one of the figures another `title`",
                );
            }
        }
        for description in &page.undescribed {
            undescribed.entry(description).or_default().push(path);
        }
        if page.chart_bytes > HEAVIEST {
            report(
                &codes::CHARTS_TOO_HEAVY,
                format!(
                    "the charts on `{path}` have `{}` bytes of the {HEAVIEST} that they may have",
                    page.chart_bytes
                ),
                "show fewer of them on one page: a figure is always on the page of its data",
            );
        }
    }
    // The same part of a template lacks it in every language: one thing to mend.
    for (description, paths) in undescribed {
        let (first, others) = (paths[0], paths.len() - 1);
        let more = match others {
            0 => String::new(),
            1 => ", and on 1 page more".to_owned(),
            _ => format!(", and on {others} pages more"),
        };
        let message = format!(
            "nothing on `{first}` has the id `{description}` that describes a part of it{more}"
        );
        let help = "a template of the theme leaves it out; compare it with the default theme's";
        found.push(Diagnostic::new(&codes::DESCRIPTION_MISSING, message).help(help));
    }
}
