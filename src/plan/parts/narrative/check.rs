//! Checks every directive of a narrative against the data, once for all languages.

use super::{number_of, unit_of};
use crate::diagnostics::{Diagnostic, Diagnostics, codes, nearest};
use crate::model::{Found, Id, Lookup, Reference};
use crate::prose::{Directive, Document, Name};

/// What is said of each reference that leads nowhere or to what cannot stand there.
pub fn check(
    lookup: &Lookup<'_>,
    edition: Option<&Id>,
    document: &Document,
    found: &mut Diagnostics,
) {
    for directive in &document.directives {
        apart(lookup, edition, directive, found);
    }
    for used in document.references() {
        let Some(reference) = Reference::parse(used.id) else { continue };
        let record = lookup.find(edition, &reference);
        let Some(record) = record else {
            let owner = reference.edition.as_ref().or(edition);
            if !lookup.project.is_no_news(owner, &reference.record) {
                found.push(unknown(lookup, edition, &reference).at(used.argument.origin));
            }
            continue;
        };
        let name = used.directive.name();
        if !fits(name, record) {
            let diagnostic = Diagnostic::new(
                &codes::REFERENCE_KIND,
                format!("`{}` is not what `{}` can show", used.id, used.directive.word()),
            )
            .at(used.argument.origin)
            .label(format!("expected {}", expected(name)));
            found.push(match written(name) {
                Some(written) => diagnostic.help(written),
                None => diagnostic,
            });
        }
    }
}

/// A share or change of two figures that cannot be held against each other.
fn apart(
    lookup: &Lookup<'_>,
    edition: Option<&Id>,
    directive: &Directive,
    found: &mut Diagnostics,
) {
    let (of, to) = match directive.name() {
        Name::Share => ("of", "in"),
        Name::Change => ("to", "from"),
        _ => return,
    };
    let unit = |argument: &str| {
        let reference = Reference::parse(directive.text(argument)?)?;
        unit_of(lookup, lookup.find(edition, &reference)?)
    };
    if let (Some(one), Some(other)) = (unit(of), unit(to))
        && !one.goes_with(other)
    {
        found.push(
            Diagnostic::new(
                &codes::REFERENCE_KIND,
                format!(
                    "`{}` compares a figure in `{}` with one in `{}`",
                    directive.word(),
                    one.id,
                    other.id
                ),
            )
            .at(directive.origin)
            .help("name two figures of one kind of unit; millions and thousands go together"),
        );
    }
}

/// What a reference that leads nowhere may have meant.
pub fn unknown(lookup: &Lookup<'_>, edition: Option<&Id>, reference: &Reference) -> Diagnostic {
    if lookup.project.is_hidden(reference.edition.as_ref().or(edition), &reference.record) {
        let message = format!("`{}` is not published yet", reference.record);
        return Diagnostic::new(&codes::UNKNOWN_REFERENCE, message)
            .label("a page with this on it would publish it")
            .help(
                "take the reference out, or mark what it stands in with `draft` or `publish_after`",
            );
    }
    let names = lookup.names(edition, reference);
    let record = lookup.record(reference.edition.as_ref().or(edition), reference);
    // The first part that leads nowhere; the names are those that could stand there.
    let row_is_there = |part: &Id| match record {
        Some(Found::Table(_, table)) => table.row(part).is_some(),
        Some(Found::Kpi(_, kpi)) => kpi.measures.iter().any(|measure| measure.id == *part),
        _ => false,
    };
    let wrong = match (record, &reference.part, &reference.field, &reference.period) {
        (None, ..) => reference.record.as_str(),
        (Some(Found::Series(..)), _, _, Some(period)) => period.as_str(),
        (Some(_), Some(part), Some(field), _) if row_is_there(part) => field.as_str(),
        (Some(_), Some(part), ..) => part.as_str(),
        _ => reference.record.as_str(),
    };
    let near = nearest(wrong, names.iter().map(String::as_str));
    let mut diagnostic =
        Diagnostic::new(&codes::UNKNOWN_REFERENCE, format!("`{reference}` leads to nothing"));
    if let Some(near) = near {
        diagnostic = diagnostic.label(format!("did you mean `{near}`?"));
    }
    let shown: Vec<&str> = names.iter().take(12).map(String::as_str).collect();
    let edition_is_there =
        |id: &Id| lookup.project.editions.iter().any(|edition| edition.id == *id);
    match record {
        Some(_) if !shown.is_empty() => {
            let more = if names.len() > shown.len() { " …" } else { "" };
            let place = reference.to_string();
            let before = place.rfind(wrong).map_or(place.as_str(), |at| &place[..at]);
            diagnostic.help(format!(
                "behind `{before}` may stand {}{more}",
                crate::diagnostics::listed(&shown)
            ))
        }
        None if reference.edition.as_ref().is_some_and(|id| !edition_is_there(id)) => {
            diagnostic.help("what stands before `/` is an edition, a folder of `content/editions/`")
        }
        _ => diagnostic.help(
            "a reference is `record`, `table.row.column`, `kpi.measure.actual` or `series@2025`",
        ),
    }
}

pub fn fits(name: Name, record: Found<'_>) -> bool {
    match name {
        Name::Value => matches!(
            record,
            Found::Cell(..) | Found::Point(..) | Found::KpiValue(..) | Found::KpiTarget(..)
        ),
        Name::Change | Name::Share => number_of(record).is_some(),
        Name::Note => matches!(record, Found::Note(..)),
        Name::Table => matches!(record, Found::Table(..) | Found::Series(..)),
        Name::Chart => matches!(record, Found::Figure(..)),
        Name::Kpi => matches!(record, Found::Kpi(..)),
        Name::Ref => !matches!(record, Found::Term(_) | Found::WorkUnit(_) | Found::Note(..)),
    }
}

/// How what is expected is written.
fn written(name: Name) -> Option<&'static str> {
    match name {
        Name::Value | Name::Change | Name::Share => {
            Some("write `table.row.column`, `series@period` or `kpi.measure.actual`")
        }
        Name::Note => Some("notes are declared as `[note.…]`"),
        Name::Table => Some("tables are declared as `[table.…]`, series as `[series.…]`"),
        Name::Chart => Some("figures are declared as `[figure.…]`"),
        Name::Kpi => Some("KPIs are declared as `[kpi.…]`"),
        Name::Ref => None,
    }
}

fn expected(name: Name) -> &'static str {
    match name {
        Name::Value => "a cell, a point of a series or a value of a KPI",
        Name::Change | Name::Share => "a cell or a point with a number",
        Name::Note => "a note",
        Name::Table => "a table or a series",
        Name::Chart => "a figure",
        Name::Kpi => "a KPI",
        Name::Ref => "a record that has a page",
    }
}
