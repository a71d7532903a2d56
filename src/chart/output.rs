//! Puts laid-out sheets into `<svg>` elements: two for the page, one file of its own.

use std::fmt::Write as _;
use std::sync::LazyLock;

use super::sheet::{Anchor, LINE, Sheet, TEXT, escaped, tenths};
use super::width::{Weight, width, wrap};
use super::{ChartKind, ChartSpec, Drawing, KeyEntry, KeyFor, Laid, OVERHANG, lint};

/// Colours, strokes and patterns of all charts, for light, dark, print and forced colours.
pub const STYLE: &str = include_str!("chart.css");

/// The patterns that the style refers to; stands once on each page that has a chart.
pub const PATTERNS: &str = include_str!("patterns.svg");

pub(crate) fn finish(spec: &ChartSpec<'_>, mut wide: Laid, narrow: Option<Laid>) -> Drawing {
    let mut problems = std::mem::take(&mut wide.problems);
    problems.extend(lint::labels(&wide.sheet, "wide"));
    problems.extend(lint::words(spec));
    let standalone = standalone(spec, &mut wide);
    let (wide_class, wide_part) = match spec.kind {
        ChartKind::Sparkline => ("spark", ""),
        // Only the table itself is read on a phone; the drawing scrolls there.
        _ if narrow.is_none() => ("only", "w"),
        _ => ("wide", "w"),
    };
    let mut drawing = Drawing {
        wide: inline(spec, &mut wide.sheet, wide_class, wide_part),
        narrow: None,
        standalone,
        key: wide.key,
        key_for: wide.key_for,
        notes: wide.notes,
        problems,
    };
    if let Some(mut narrow) = narrow {
        drawing.problems.extend(lint::labels(&narrow.sheet, "narrow"));
        for problem in narrow.problems {
            if !drawing.problems.contains(&problem) {
                drawing.problems.push(problem);
            }
        }
        drawing.narrow = Some(inline(spec, &mut narrow.sheet, "narrow", "n"));
    }
    drawing.problems.extend(lint::weight(spec, &drawing));
    if spec.kind != ChartKind::Sparkline {
        let shown = lint::Shown::of(spec.grid);
        for svg in std::iter::once(&drawing.wide).chain(&drawing.narrow) {
            let faults = lint::faults(&shown, svg);
            drawing.problems.extend(faults);
        }
    }
    drawing
}

/// Room above the first line and below the last one, for faces that are taller than Latin ones.
const TALL_SCRIPTS: (f64, f64) = (3.0, 3.0);

/// For the page. `part` ends the id of the accessible name; without one the drawing is hidden from
/// assistive technology, because it repeats what stands beside it.
fn inline(spec: &ChartSpec<'_>, sheet: &mut Sheet, class: &str, part: &str) -> String {
    // A sparkline has no text.
    let ((above, below), beside) =
        if part.is_empty() { ((0.0, 0.0), 0.0) } else { (TALL_SCRIPTS, OVERHANG) };
    let mut out = format!(
        "<svg class=\"ch {class}\" viewBox=\"{} {} {} {}\"",
        tenths(-beside),
        tenths(-above),
        tenths(sheet.width + 2.0 * beside),
        tenths(sheet.height.ceil() + above + below)
    );
    if part.is_empty() {
        let _infallible = write!(
            out,
            " aria-hidden=\"true\" direction=\"ltr\" focusable=\"false\">{}</svg>",
            sheet.body()
        );
        return out;
    }
    let id = format!("f-{}-{part}", escaped(spec.id));
    let _infallible = write!(out, " role=\"img\" aria-labelledby=\"{id}\"");
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

/// Around everything in the file to download.
const MARGIN: f64 = 24.0;
const TITLE: f64 = 20.0;
const TITLE_LINE: f64 = 26.0;
/// A title and a source need this much, however small the drawing is.
const NARROWEST_FILE: f64 = 360.0;

/// The drawing with headline, key, notes and source, to be used away from the page.
fn standalone(spec: &ChartSpec<'_>, laid: &mut Laid) -> String {
    let inner = laid.sheet.width.max(NARROWEST_FILE);
    let full = inner + 2.0 * MARGIN;
    let mirrored = spec.is_right_to_left();
    let mut frame = Sheet::new(full, 0.0);
    let edge = if mirrored { full - MARGIN } else { MARGIN };
    let start = Anchor::Start.mirrored(mirrored);

    let mut top = MARGIN;
    for line in wrap(spec.title, inner, TITLE, Weight::Bold) {
        frame.text("ti", start, edge, top + 0.9 * TITLE, &line);
        top += TITLE_LINE;
    }
    top += 6.0;
    // What is named beside its mark needs no key.
    let entries: &[KeyEntry] = if laid.key_for == KeyFor::Everyone { &laid.key } else { &[] };
    let key = key_rows(entries, inner);
    let mut marks = String::new();
    for row in &key {
        let mut along = 0.0;
        for entry in row {
            let x = if mirrored { full - MARGIN - along - 14.0 } else { MARGIN + along };
            let _infallible = write!(
                marks,
                "<g transform=\"translate({} {})\">{}</g>",
                tenths(x),
                tenths(top + 3.0),
                entry.mark
            );
            let text = if mirrored { x - 6.0 } else { x + 20.0 };
            frame.text("cl", start, text, top + 15.0, &entry.label);
            along += entry_width(entry);
        }
        top += LINE + 4.0;
    }
    top += 10.0;
    let drawing_top = top;
    let drawing_left = if mirrored { full - MARGIN - laid.sheet.width } else { MARGIN };
    top += laid.sheet.height.ceil() + 18.0;
    let below = laid.notes.iter().map(String::as_str).chain([spec.source, spec.licence]);
    for note in below.filter(|note| !note.is_empty()) {
        for line in wrap(note, inner, TEXT, Weight::Regular) {
            frame.text("nl", start, edge, top + TEXT, &line);
            top += LINE;
        }
    }
    frame.height = top + MARGIN - 4.0;
    let (width, height) = (tenths(full), tenths(frame.height.ceil()));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"ch file\" width=\"{width}\" \
         height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\" direction=\"ltr\" \
         lang=\"{}\"><title>{}</title><desc>{}</desc>{}<style>{}</style>{}\
         <rect class=\"page\" width=\"{width}\" height=\"{height}\"/>{}{marks}\
         <g transform=\"translate({} {})\">{}</g></svg>\n",
        escaped(spec.lang),
        escaped(spec.title),
        escaped(spec.summary),
        metadata(spec),
        *ESCAPED_STYLE,
        PATTERNS.trim_end(),
        frame.body(),
        tenths(drawing_left),
        tenths(drawing_top),
        laid.sheet.body(),
    )
}

fn metadata(spec: &ChartSpec<'_>) -> String {
    format!(
        "<metadata><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><rdf:Description rdf:about=\"\">\
         <dc:source>{}</dc:source><dc:rights>{}</dc:rights><dc:language>{}</dc:language>\
         </rdf:Description></rdf:RDF></metadata>",
        escaped(spec.source),
        escaped(spec.licence),
        escaped(spec.lang)
    )
}

fn entry_width(entry: &KeyEntry) -> f64 {
    20.0 + width(&entry.label, TEXT, Weight::Regular) + 20.0
}

/// The entries of a key, in as many rows as they need.
fn key_rows(key: &[KeyEntry], room: f64) -> Vec<Vec<&KeyEntry>> {
    let mut rows: Vec<Vec<&KeyEntry>> = Vec::new();
    let mut used = 0.0;
    for entry in key {
        let wide = entry_width(entry);
        match rows.last_mut() {
            Some(row) if used + wide - 20.0 <= room => row.push(entry),
            _ => {
                rows.push(vec![entry]);
                used = 0.0;
            }
        }
        used += wide;
    }
    rows
}

/// What stands in the `<style>` of a file to download: the same in every file, so that a host with
/// a strict content security policy can allow it by its hash.
pub fn file_style() -> &'static str {
    static TEXT: LazyLock<String> = LazyLock::new(|| compact(STYLE));
    &TEXT
}

static ESCAPED_STYLE: LazyLock<String> = LazyLock::new(|| escaped(file_style()));

/// A style sheet without comments and indentation.
fn compact(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_compact_style_has_no_comments() {
        assert_eq!(compact("a { b: c; } /* d\n e */\n f { }"), "a { b: c; } f { }");
    }
}
