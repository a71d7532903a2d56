//! Puts laid-out sheets into `<svg>` elements: two for the page, one file of its own.

use std::fmt::Write as _;

use super::sheet::{Sheet, escaped, tenths};
use super::{ChartSpec, Drawing, Laid};

/// Colours, strokes and patterns of all charts, for light, dark, print and forced colours.
pub const STYLE: &str = include_str!("chart.css");

/// The patterns that the style refers to; stands once on each page that has a chart.
pub const PATTERNS: &str = include_str!("patterns.svg");

pub(crate) fn finish(spec: &ChartSpec<'_>, mut wide: Laid, mut narrow: Laid) -> Drawing {
    let mut problems = wide.problems;
    problems.append(&mut narrow.problems);
    problems.dedup();
    let standalone = standalone(spec, &mut wide.sheet);
    Drawing {
        wide: inline(spec, &mut wide.sheet, "wide", "t"),
        narrow: Some(inline(spec, &mut narrow.sheet, "narrow", "nt")),
        standalone,
        key: wide.key,
        key_for: wide.key_for,
        notes: wide.notes,
        problems,
    }
}

fn inline(spec: &ChartSpec<'_>, sheet: &mut Sheet, class: &str, part: &str) -> String {
    let id = format!("f-{}-{part}", escaped(spec.id));
    let mut out = format!(
        "<svg class=\"ch {class}\" viewBox=\"0 0 {} {}\" role=\"img\" aria-labelledby=\"{id}\"",
        tenths(sheet.width),
        tenths(sheet.height.ceil())
    );
    if let Some(summary) = spec.described_by {
        let _infallible = write!(out, " aria-describedby=\"{}\"", escaped(summary));
    }
    let _infallible = write!(
        out,
        " direction=\"ltr\" lang=\"{}\" focusable=\"false\"><title id=\"{id}\">{}</title>{}</svg>",
        escaped(spec.lang),
        escaped(spec.name),
        sheet.body()
    );
    out
}

fn standalone(spec: &ChartSpec<'_>, sheet: &mut Sheet) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"ch\" viewBox=\"0 0 {} {}\" direction=\"ltr\" \
         lang=\"{}\"><title>{}</title><desc>{}</desc><style>{}</style>{}{}</svg>\n",
        tenths(sheet.width),
        tenths(sheet.height.ceil()),
        escaped(spec.lang),
        escaped(spec.title),
        escaped(spec.summary),
        escaped(STYLE),
        PATTERNS,
        sheet.body()
    )
}
