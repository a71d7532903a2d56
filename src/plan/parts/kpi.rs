//! A KPI with its measures and ratings.

use std::sync::{Arc, OnceLock};

use super::{source, table, value};
use crate::language::{Direction, Tag};
use crate::localize::ValueStyle;
use crate::model::{
    Edition, Group, Id, Kpi, Located, Measure, RatingBasis, RatingGiven, Text, UnitKind,
};
use crate::plan::Subject;
use crate::plan::alike::Alike;
use crate::plan::desk::Sheet;
use crate::plan::index::Picked;
use crate::plan::view;

/// KPIs as lines of lists, by all that those without notes depend on.
#[derive(Debug)]
pub struct Rows {
    /// Some 3 KB each: of an edition with more, each list makes them anew.
    whole: Alike<RowKey, Arc<view::ListedKpi>>,
    /// Their markup, some 1 KB each.
    drawn: Alike<RowKey, Arc<OnceLock<view::Html>>>,
}

impl Default for Rows {
    fn default() -> Self {
        Rows { whole: Alike::up_to(1 << 12), drawn: Alike::up_to(1 << 15) }
    }
}

impl Rows {
    fn keep(&self, key: RowKey, own: view::ListedKpi) -> Arc<view::ListedKpi> {
        let drawn = self.drawn.keep(key.clone(), own.drawn);
        self.whole.keep(key, Arc::new(view::ListedKpi { drawn, ..own }))
    }

    /// When the pages that show them are made.
    pub fn forget(&self) {
        self.whole.forget();
        self.drawn.forget();
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RowKey {
    language: Tag,
    edition: usize,
    picked: Picked,
}

pub fn kpi(sheet: &mut Sheet<'_, '_>, kpi: &Kpi, subject: Subject) -> view::Kpi {
    let all: Vec<usize> = (0..kpi.measures.len()).collect();
    some_of(sheet, kpi, subject, &all)
}

/// A KPI in a list of them, with the measures that were picked.
pub fn listed(sheet: &mut Sheet<'_, '_>, e: usize, picked: &Picked) -> view::KpiRow {
    let key = RowKey { language: sheet.report.tag.clone(), edition: e, picked: picked.clone() };
    // In a document links lead to its parts.
    let rows = sheet.document.is_none().then_some(&sheet.desk.once.rows);
    if let Some(known) = rows.and_then(|rows| rows.whole.get(&key)) {
        return known.into();
    }
    let marks = sheet.marks();
    let own = in_list(sheet, e, picked);
    // Notes are numbered by each page.
    match rows.filter(|_| sheet.marks() == marks) {
        Some(rows) => rows.keep(key, own).into(),
        None => Arc::new(own).into(),
    }
}

fn in_list(sheet: &mut Sheet<'_, '_>, e: usize, picked: &Picked) -> view::ListedKpi {
    let edition = &sheet.project().editions[e];
    let own = &edition.kpis[picked.kpi];
    sheet.for_many = sheet.document.is_none();
    let kpi = some_of(sheet, own, Subject::Kpi(e, picked.kpi), &picked.measures);
    let n = sheet.index(e).node(&own.node.value).expect("nodes of KPIs were resolved");
    let node = &edition.framework.nodes[n];
    let mut words = sheet.report.words(node.short.as_ref().unwrap_or(&node.title));
    let code = super::node::code(sheet, node);
    if !code.is_empty() {
        words.text = format!("{code} {}", words.text);
    }
    let node = sheet.link(Subject::Node(e, n), words);
    sheet.for_many = false;
    view::ListedKpi { code, node, kpi, drawn: Arc::default() }
}

/// How many ratings the picked measures were given; what several share counts once.
pub fn ratings_of<'k>(kpis: &'k [Kpi], picked: &[Picked]) -> Vec<&'k Id> {
    let mut all = Vec::new();
    for Picked { kpi, measures } in picked {
        let kpi = &kpis[*kpi];
        for place in 0..measures.len() {
            let (given, _) = rating_of(kpi, measures, place);
            all.extend(given.map(|given| &given.rating.value));
        }
    }
    all
}

fn some_of(sheet: &mut Sheet<'_, '_>, kpi: &Kpi, subject: Subject, picked: &[usize]) -> view::Kpi {
    let unit = sheet.unit(&kpi.unit);
    // Words are neither higher nor lower.
    let is_words = unit.is_some_and(|unit| unit.kind == UnitKind::Words)
        && kpi.measures.iter().all(|measure| measure.unit.is_none());
    let notes = sheet.note_marks(&kpi.notes);
    let measures: Vec<view::Measure> =
        (0..picked.len()).map(|place| measure(sheet, kpi, picked, place)).collect();
    view::Kpi {
        id: kpi.id.to_string(),
        href: sheet.to(subject),
        title: sheet.report.words(&kpi.title),
        unit: unit.and_then(|unit| table::measured_in(sheet, unit)).unwrap_or_default(),
        better: match is_words {
            true => view::Words::default(),
            false => sheet.report.string(&format!("better.{}", kpi.better.word())),
        },
        continues: kpi.continues.as_ref().and_then(|earlier| {
            let edition = sheet.edition.map(|edition| &edition.id);
            let found = sheet.desk.lookup.find(edition, &earlier.value)?;
            let subject = super::narrative::subject_of(sheet, found)?;
            let edition = earlier.value.edition.as_ref().map(|id| format!(" ({id})"));
            let mut words = super::table::title(sheet, found);
            words.text.push_str(&edition.unwrap_or_default());
            Some(sheet.link(subject, words))
        }),
        owners: kpi.owners.iter().map(|owner| unit_link(sheet, &owner.value)).collect(),
        labelled: measures.iter().any(|measure| measure.label.is_some()),
        legend: legend(&measures),
        measures,
        source: source::source(sheet, kpi.source.as_ref()),
        notes,
    }
}

/// Each mark that stands in a cell of a list.
pub fn legend_of(kpis: &[view::KpiRow]) -> Vec<view::StatusMark> {
    let mut legend: Vec<view::StatusMark> = Vec::new();
    for mark in kpis.iter().flat_map(|listed| &listed.of.kpi.legend) {
        if !legend.contains(mark) {
            legend.push(mark.clone());
        }
    }
    legend
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

fn measure(sheet: &mut Sheet<'_, '_>, kpi: &Kpi, picked: &[usize], place: usize) -> view::Measure {
    let measure = &kpi.measures[picked[place]];
    let unit = measure.unit.as_ref().or(Some(&kpi.unit)).and_then(|unit| sheet.unit(unit));
    let period = sheet.edition.map(|edition| &edition.period.value);
    let (given, span) = rating_of(kpi, picked, place);
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
        distance: super::distance::distance(sheet, measure, unit),
        rating: rated,
        rating_span: span,
        rating_by: given
            .into_iter()
            .flat_map(|given| &given.by_unit)
            .map(|(unit, given)| view::UnitRating {
                unit: work_unit(sheet, &unit.value),
                rating: rating_named(sheet, &given.value),
            })
            .collect(),
        justification: given
            .and_then(|given| given.justification.as_ref())
            .map(|text| sheet.report.words(text)),
        notes: sheet.note_marks(&measure.notes),
    }
}

/// The rating that is shown beside a measure and for how many of those picked it stands: a group's
/// on its first measure.
fn rating_of<'k>(kpi: &'k Kpi, picked: &[usize], place: usize) -> (Option<&'k RatingGiven>, usize) {
    let measure = &kpi.measures[picked[place]];
    let Some(group) = &measure.group else { return (measure.rating.as_ref(), 1) };
    let in_group = |other: &usize| {
        kpi.measures[*other].group.as_ref().is_some_and(|own| own.value == group.value)
    };
    if place > 0 && in_group(&picked[place - 1]) {
        return (None, 0);
    }
    let span = picked[place..].iter().take_while(|other| in_group(other)).count();
    (kpi.rating_of(measure), span)
}

/// What tells a measure from the others: its own name and that of its group.
pub fn label(sheet: &Sheet<'_, '_>, kpi: &Kpi, measure: &Measure) -> Option<view::Words> {
    let of_group = kpi.group_of(measure).and_then(|group| group_label(sheet, group));
    let own = named(sheet, &measure.label, &measure.subject, &measure.work_unit);
    match (of_group, own) {
        (Some(group), Some(own)) => Some(joined(sheet, group, own)),
        (group, own) => own.or(group),
    }
}

pub fn group_label(sheet: &Sheet<'_, '_>, group: &Group) -> Option<view::Words> {
    named(sheet, &group.label, &group.subject, &group.work_unit)
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

/// The page of a unit of work in the edition.
pub fn unit_link(sheet: &Sheet<'_, '_>, id: &Id) -> view::Link {
    let words = work_unit(sheet, id);
    let e = sheet.edition_place().expect("units of work are named by records of an edition");
    let u = sheet.index(e).unit(id).expect("a unit that a record names has its page");
    sheet.link(Subject::Unit(e, u), words)
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

/// What each rating of an edition means, as published.
pub fn scale(sheet: &Sheet<'_, '_>, edition: &Edition) -> Vec<view::RatingRule> {
    let rules = edition.rating_scale.iter();
    rules
        .filter_map(|rule| {
            let words = sheet.report.words(rule.rule.as_ref()?);
            Some(view::RatingRule { rating: rating_named(sheet, &rule.rating.value), rule: words })
        })
        .collect()
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
    let is_mirrored = sheet.report.direction() == Direction::RightToLeft;
    let mut before = 0;
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
            // Thousandths of the strip that all ratings share; whole ones, so that none is lost.
            let total = given.len().max(1);
            let (start, end) = (before * 1000 / total, (before + count) * 1000 / total);
            before += count;
            let start_drawn = if is_mirrored { 1000 - end } else { start };
            (count > 0).then(|| view::RatingCount {
                start: start_drawn,
                width: end - start,
                words: sheet.report.own(words),
                rating: shown,
                count,
            })
        })
        .collect()
}
