//! What is wrong with the figures of a report, found once for all pages and languages.

use super::data::{self, FigureData};
use crate::chart::Role;
use crate::diagnostics::{Diagnostic, Diagnostics, Origin, codes};
use crate::model::{FigureKind, FigureSpec, Lookup};

/// Longer ones are no summary: a screen reader reads them without a pause.
const LONGEST_SUMMARY: usize = 300;

/// Checks the data and the words of every figure.
pub fn check<'a>(lookup: &'a Lookup<'a>, found: &mut Diagnostics) {
    for edition in &lookup.project.editions {
        for spec in &edition.figures {
            summary(spec, found);
            if spec.lost.is_some() {
                continue;
            }
            if let Some(data) = data::find(lookup, edition, spec, found) {
                title_period(spec, &data, found);
            }
        }
    }
}

/// Years in a title are those that the figure shows: all of them, or one of its ends ("since 2012",
/// or the newest where that is what is ranked).
fn title_period(spec: &FigureSpec, data: &FigureData<'_>, found: &mut Diagnostics) {
    let Some(shown) = periods_shown(data) else { return };
    let (Some(first), Some(last)) = (shown.first(), shown.last()) else { return };
    let whole = (first.0, last.1);
    for entry in &spec.title.entries {
        let years = years_in(entry.forms.plain());
        let (Some(&from), Some(&to)) = (years.iter().min(), years.iter().max()) else { continue };
        let one_end = from == to && (from == whole.0 || to == whole.1);
        let newest = spec.kind == FigureKind::RankedBars && (from, to) == *last;
        if (from, to) == whole || one_end || newest {
            continue;
        }
        let said = |(from, to): (u16, u16)| {
            if from == to { format!("`{from}`") } else { format!("`{from}` to `{to}`") }
        };
        found.push(
            Diagnostic::new(
                &codes::FIGURE_TITLE_PERIOD,
                format!("the title says {}, the figure shows {}", said((from, to)), said(whole)),
            )
            .at(entry.origin)
            .help("mend the title, or name the periods to show: `columns = […]`"),
        );
    }
}

/// First and last year of each column with a value, in their order; `None` where not all are periods.
fn periods_shown(data: &FigureData<'_>) -> Option<Vec<(u16, u16)>> {
    let mut shown = Vec::new();
    for (c, column) in data.columns.iter().enumerate() {
        if matches!(column.role, Role::Share | Role::Change) {
            continue;
        }
        let period = column.period.as_ref()?;
        if data.cells.iter().any(|row| row[c].decimal().is_some()) {
            shown.push((period.start().0, period.end().0));
        }
    }
    shown.sort_unstable_by_key(|(start, end)| (*end, *start));
    let start = shown.iter().map(|(start, _)| *start).min()?;
    shown.first_mut()?.0 = start;
    Some(shown)
}

/// The years that a text names: `2012–2021`, `2020/21`.
fn years_in(text: &str) -> Vec<u16> {
    let mut years: Vec<u16> = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let number = &rest[at..];
        let length = number.bytes().take_while(u8::is_ascii_digit).count();
        let (digits, after) = number.split_at(length);
        // 2020/21 ends in 2021, 1999/00 in 2000.
        let follows_slash = rest[..at].ends_with('/');
        match (digits.parse::<u16>(), years.last()) {
            (Ok(year), _) if length == 4 && (1900..2100).contains(&year) => years.push(year),
            (Ok(last), Some(&first)) if length == 2 && at == 1 && follows_slash => {
                let end = first / 100 * 100 + last;
                years.push(if end < first { end + 100 } else { end });
            }
            _ => {}
        }
        rest = after;
    }
    years
}

/// A summary stands for the picture to those who cannot see it.
fn summary(spec: &FigureSpec, found: &mut Diagnostics) {
    let Some(summary) = &spec.summary else { return };
    let mut report = |origin: Origin, message: String, help: &str| {
        found.push(Diagnostic::new(&codes::FIGURE_SUMMARY, message).at(origin).help(help));
    };
    for entry in &summary.entries {
        let text = entry.forms.plain();
        let length = text.chars().count();
        let title = spec.title.entries.iter().find(|title| title.tag == entry.tag);
        if length > LONGEST_SUMMARY {
            report(
                entry.origin,
                format!(
                    "the summary has `{length}` characters of the {LONGEST_SUMMARY} that it may have"
                ),
                "say the one thing that the chart shows; the rest is in the table",
            );
        }
        if title.is_some_and(|title| title.forms.plain() == text) {
            report(
                entry.origin,
                "the summary is the title again".to_owned(),
                "say what the data show, or delete it: kepi makes one from the data",
            );
        } else if !text.chars().any(char::is_numeric) {
            report(
                entry.origin,
                "the summary has no number".to_owned(),
                "give the figure that matters, or delete it: kepi makes one from the data",
            );
        }
    }
}
