//! A KPI with its measures and ratings.

use super::{source, value};
use crate::localize::ValueStyle;
use crate::model::{Id, Kpi, Located, Measure, RatingBasis, RatingGiven, Text};
use crate::plan::Subject;
use crate::plan::desk::Sheet;
use crate::plan::view;

pub fn kpi(sheet: &mut Sheet<'_, '_>, kpi: &Kpi, subject: Subject) -> view::Kpi {
    let unit = sheet.unit(&kpi.unit);
    let notes = sheet.note_marks(&kpi.notes);
    let measures: Vec<view::Measure> =
        kpi.measures.iter().enumerate().map(|(index, _)| measure(sheet, kpi, index)).collect();
    view::Kpi {
        id: kpi.id.to_string(),
        href: sheet.to(subject),
        title: sheet.report.words(&kpi.title),
        unit: unit.map(|unit| sheet.report.words(&unit.name)).unwrap_or_default(),
        better: sheet.report.string(&format!("better.{}", kpi.better.word())),
        owners: kpi.owners.iter().map(|owner| work_unit(sheet, &owner.value)).collect(),
        labelled: measures.iter().any(|measure| measure.label.is_some()),
        legend: legend(&measures),
        measures,
        source: source::source(sheet, kpi.source.as_ref()),
        notes,
    }
}

/// Each mark of the values and of the ratings once.
fn legend(measures: &[view::Measure]) -> Vec<view::StatusMark> {
    let cells =
        measures.iter().flat_map(|measure| [&measure.baseline, &measure.target, &measure.actual]);
    let mut marks = super::table::legend(cells);
    let derived = measures.iter().find_map(|measure| measure.rating.as_ref()?.derived.clone());
    marks.extend(derived);
    marks
}

fn measure(sheet: &mut Sheet<'_, '_>, kpi: &Kpi, index: usize) -> view::Measure {
    let measure = &kpi.measures[index];
    let unit = measure.unit.as_ref().or(Some(&kpi.unit)).and_then(|unit| sheet.unit(unit));
    let period = sheet.edition.map(|edition| &edition.period.value);
    let (given, span) = rating_of(kpi, index);
    let empty = || view::Cell { kind: "text", ..view::Cell::default() };
    let rated = given.map(|given| rating(sheet, given));
    view::Measure {
        id: measure.id.to_string(),
        label: label(sheet, kpi, measure),
        baseline: match &measure.baseline {
            Some(baseline) => value::cell(sheet, baseline, unit, ValueStyle::Signed, None),
            None => empty(),
        },
        target: match &measure.target {
            Some(target) => value::target(sheet, target, unit),
            None => empty(),
        },
        actual: match &measure.actual {
            Some(actual) => value::cell(sheet, actual, unit, ValueStyle::Signed, period),
            None => empty(),
        },
        rating: rated,
        rating_span: span,
        justification: given
            .and_then(|given| given.justification.as_ref())
            .map(|text| sheet.report.words(text)),
        notes: sheet.note_marks(&measure.notes),
    }
}

/// The rating that is shown beside a measure and for how many measures it stands: a group's on its
/// first measure.
fn rating_of(kpi: &Kpi, index: usize) -> (Option<&RatingGiven>, usize) {
    let measure = &kpi.measures[index];
    let Some(group) = &measure.group else { return (measure.rating.as_ref(), 1) };
    let in_group =
        |other: &Measure| other.group.as_ref().is_some_and(|own| own.value == group.value);
    if index > 0 && in_group(&kpi.measures[index - 1]) {
        return (None, 0);
    }
    let span = kpi.measures[index..].iter().take_while(|other| in_group(other)).count();
    let rating = kpi
        .groups
        .iter()
        .find(|known| known.id == group.value)
        .and_then(|known| known.rating.as_ref());
    (rating, span)
}

/// What tells a measure from the others: its own name and that of its group.
pub fn label(sheet: &Sheet<'_, '_>, kpi: &Kpi, measure: &Measure) -> Option<view::Words> {
    let group =
        measure.group.as_ref().and_then(|id| kpi.groups.iter().find(|group| group.id == id.value));
    let of_group =
        group.and_then(|group| named(sheet, &group.label, &group.subject, &group.work_unit));
    let own = named(sheet, &measure.label, &measure.subject, &measure.work_unit);
    match (of_group, own) {
        (Some(group), Some(own)) => Some(joined(sheet, group, own)),
        (group, own) => own.or(group),
    }
}

fn named(
    sheet: &Sheet<'_, '_>,
    label: &Option<Text>,
    subject: &Option<Located<Id>>,
    work_unit_id: &Option<Located<Id>>,
) -> Option<view::Words> {
    let label = label.as_ref().map(|label| sheet.report.words(label));
    let subject = subject.as_ref().map(|id| super::table::subject(sheet, id));
    let own = label.or(subject);
    let unit = work_unit_id.as_ref().map(|id| work_unit(sheet, &id.value));
    match (unit, own) {
        (Some(unit), Some(own)) => Some(joined(sheet, unit, own)),
        (unit, own) => own.or(unit),
    }
}

/// "Office in China: website"
fn joined(sheet: &Sheet<'_, '_>, of: view::Words, own: view::Words) -> view::Words {
    let colon = sheet.report.strings.get("chart.colon");
    let text = format!("{}{colon}{}", of.text, own.text);
    view::Words { text, ..own }
}

pub fn work_unit(sheet: &Sheet<'_, '_>, id: &Id) -> view::Words {
    let units = &sheet.project().vocabulary.work_units;
    match units.iter().find(|unit| unit.id == *id) {
        Some(unit) => sheet.report.words(unit.short.as_ref().unwrap_or(&unit.name)),
        None => sheet.report.own(id.to_string()),
    }
}

pub fn rating(sheet: &Sheet<'_, '_>, given: &RatingGiven) -> view::Rating {
    let mut rating = rating_named(sheet, &given.rating.value);
    if given.basis == RatingBasis::Derived {
        rating.derived = Some(view::StatusMark {
            mark: sheet.report.strings.get("status_mark.derived").to_owned(),
            words: sheet.report.strings.get("rating.derived").to_owned(),
        });
    }
    rating
}

pub fn rating_named(sheet: &Sheet<'_, '_>, id: &Id) -> view::Rating {
    let known = &sheet.project().vocabulary.ratings;
    let rating = known.iter().find(|rating| rating.id == *id);
    view::Rating {
        id: id.to_string(),
        name: rating.map(|rating| sheet.report.words(&rating.name)).unwrap_or_default(),
        letter: rating
            .map(|rating| sheet.report.plain(&rating.letter).to_owned())
            .unwrap_or_default(),
        shape: rating.map(|rating| rating.shape.clone()).unwrap_or_default(),
        derived: None,
    }
}

/// All ratings of KPIs, each group's once.
pub fn ratings<'k>(kpis: impl Iterator<Item = &'k Kpi>) -> Vec<&'k Id> {
    let mut all = Vec::new();
    for kpi in kpis {
        let own = kpi.measures.iter().filter(|measure| measure.group.is_none());
        let of_groups = kpi.groups.iter().filter_map(|group| group.rating.as_ref());
        all.extend(
            own.filter_map(|measure| measure.rating.as_ref())
                .chain(of_groups)
                .map(|given| &given.rating.value),
        );
    }
    all
}

/// How many of each rating, in the vocabulary's order; ratings that nobody has are left out.
pub fn counts(sheet: &Sheet<'_, '_>, given: &[&Id]) -> Vec<view::RatingCount> {
    let mut known: Vec<_> = sheet.project().vocabulary.ratings.iter().collect();
    known.sort_by_key(|rating| rating.order);
    known
        .into_iter()
        .filter_map(|rating| {
            let count = given.iter().filter(|id| **id == &rating.id).count();
            let shown = rating_named(sheet, &rating.id);
            let number = sheet.report.value(count.into(), None, ValueStyle::Bare);
            let words = sheet
                .report
                .strings
                .fill("rating.counted", &[("n", &number), ("rating", &shown.name.text)]);
            (count > 0).then(|| view::RatingCount {
                words: sheet.report.own(words),
                rating: shown,
                count,
            })
        })
        .collect()
}
