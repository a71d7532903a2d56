//! What was wrong in print and is right here: declared corrections, values that say what they were;
//! and what is printed as the source has it, though other figures contradict it.

use super::{Body, anchor, describe};
use crate::localize::ValueStyle;
use crate::model::{AcceptedIn, Correction, Edition, Found, Id, Located, Observation, Unit, Value};
use crate::plan::Subject;
use crate::plan::desk::Sheet;
use crate::plan::parts::{narrative, source, table};
use crate::plan::view::{self, AcceptedEntry, Content, CorrectionEntry, Corrections, Link};

pub fn body(sheet: &mut Sheet<'_, '_>, e: usize) -> Body {
    let edition = &sheet.project().editions[e];
    let told = narrative::of_page(sheet);
    let mut entries: Vec<CorrectionEntry> =
        edition.corrections.iter().map(|own| declared(sheet, edition, own)).collect();
    for (found, unit, observation) in corrected(sheet, edition) {
        entries.push(of_value(sheet, found, unit, observation));
    }
    let accepted: Vec<AcceptedEntry> =
        edition.exceptions().iter().map(|exception| accepted(sheet, exception)).collect();
    let report = sheet.report;
    let title = report.string("correction.heading");
    let mut on_this_page = told.contents;
    if !accepted.is_empty() {
        on_this_page.push(anchor("accepted", report.string("accepted.heading")));
    }
    Body {
        kind: "corrections",
        description: told.description.clone().unwrap_or_else(|| describe(&title.text)),
        title,
        breadcrumbs: vec![sheet.link(Subject::Edition(e), report.words(&edition.title))],
        on_this_page,
        fallback: told.notice,
        content: Content::Corrections(Corrections { narrative: told.html, entries, accepted }),
    }
}

/// Whether an edition has anything to say here.
pub fn has_any(edition: &Edition) -> bool {
    !edition.corrections.is_empty()
        || values(edition).next().is_some()
        || !edition.exceptions().is_empty()
}

type Corrected<'a> = (Found<'a>, &'a Located<Id>, &'a Observation);

/// Every value of the edition that says what had been published before.
fn values<'a>(edition: &'a Edition) -> impl Iterator<Item = Corrected<'a>> {
    let is_corrected = |(.., value): &Corrected<'a>| {
        value.details.as_ref().is_some_and(|details| details.corrected_from.is_some())
    };
    let kpis = edition.kpis.iter().flat_map(move |kpi| {
        kpi.measures.iter().flat_map(move |measure| {
            let unit = measure.unit.as_ref().unwrap_or(&kpi.unit);
            let both = measure.baseline.iter().chain(&measure.actual);
            both.flat_map(move |value| {
                let years = value.details.iter().flat_map(|details| &details.per_year);
                let all = std::iter::once(value).chain(years.map(|(_, value)| value));
                all.map(move |value| (Found::KpiValue(edition, kpi, measure, value), unit, value))
            })
        })
    });
    let cells = edition.tables.iter().flat_map(move |table| {
        table.rows.iter().flat_map(move |row| {
            row.cells.iter().zip(&table.columns).filter_map(move |(cell, column)| {
                let cell = cell.as_ref()?;
                let unit = column.unit.as_ref().or(row.unit.as_ref()).unwrap_or(&table.unit);
                Some((Found::Cell(edition, table, row, column, cell), unit, cell))
            })
        })
    });
    let points = edition.series.iter().flat_map(move |series| {
        series.points.iter().map(move |point| {
            let value = &point.observation;
            (Found::Point(Some(edition), series, &point.period, value), &series.unit, value)
        })
    });
    kpis.chain(cells).chain(points).filter(is_corrected)
}

fn corrected<'a>(
    sheet: &Sheet<'_, 'a>,
    edition: &'a Edition,
) -> Vec<(Found<'a>, Option<&'a Unit>, &'a Observation)> {
    values(edition).map(|(found, unit, value)| (found, sheet.unit(unit), value)).collect()
}

fn of_value(
    sheet: &mut Sheet<'_, '_>,
    found: Found<'_>,
    unit: Option<&Unit>,
    observation: &Observation,
) -> CorrectionEntry {
    let report = sheet.report;
    let before = observation.details.as_ref().and_then(|details| details.corrected_from.as_ref());
    let in_words = |number| report.value(number, unit, ValueStyle::Signed);
    let now = match &observation.value {
        Value::Number(number) => in_words(*number),
        _ => String::new(),
    };
    CorrectionEntry {
        id: None,
        of: narrative::subject_of(sheet, found).map(|subject| Link {
            href: sheet.to(subject),
            words: report.own(narrative::what(sheet, found)),
            current: false,
        }),
        printed: report.own(before.map(|number| in_words(number.value)).unwrap_or_default()),
        right: report.own(now),
        place: None,
        on: None,
        reason: None,
        source: source::source(sheet, narrative::source_of(found)),
        notes: sheet.note_marks(&observation.notes),
    }
}

fn declared(sheet: &Sheet<'_, '_>, edition: &Edition, own: &Correction) -> CorrectionEntry {
    let report = sheet.report;
    let found = own.of.as_ref().and_then(|of| sheet.desk.lookup.find(Some(&edition.id), &of.value));
    let of = found.and_then(|found| {
        let href = sheet.to(narrative::subject_of(sheet, found)?);
        let words = name_of(sheet, found);
        Some(Link { href, words, current: false })
    });
    CorrectionEntry {
        id: Some(own.id.to_string()),
        of,
        printed: report.words(&own.printed),
        right: report.words(&own.right),
        place: own.place.as_ref().map(|place| report.words(place)),
        on: own.on.as_ref().map(|day| report.period(day)),
        reason: own.reason.as_ref().map(|reason| report.words(reason)),
        source: source::source(sheet, own.source.as_ref()),
        notes: Vec::new(),
    }
}

fn accepted(sheet: &Sheet<'_, '_>, exception: &AcceptedIn<'_>) -> AcceptedEntry {
    let of = exception.found.and_then(|found| {
        let href = sheet.to(narrative::subject_of(sheet, found)?);
        let words = name_of(sheet, found);
        Some(Link { href, words, current: false })
    });
    AcceptedEntry { of, reason: sheet.report.words(&exception.accepted.reason) }
}

/// Of a row or a cell, the table says more than its own name.
fn name_of(sheet: &Sheet<'_, '_>, found: Found<'_>) -> view::Words {
    match found {
        Found::Row(_, table, row) | Found::Cell(_, table, row, ..) => {
            let names = [sheet.report.words(&table.title), table::name(sheet, &row.name)];
            let names = names.map(|words| words.text);
            sheet.report.own(names.join(sheet.report.strings.get("chart.comma")))
        }
        found => table::title(sheet, found),
    }
}
