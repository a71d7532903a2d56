//! The KPIs and the risks of an edition in every language → what their downloads hold: ids and plain
//! numbers, and beside them the words as pages print them.

use super::{kpi, table};
use crate::language::Tag;
use crate::model::{
    Edition, Id, Kpi, Located, Measure, Observation, Period, RatingBasis, Risk, Target, TargetKind,
    Text, Value,
};
use crate::plan::Subject;
use crate::plan::desk::{Desk, Sheet};
use crate::plan::view;

/// One list of an edition.
pub struct ListDownload<'a> {
    /// From the site's root, without its ending.
    pub path: String,
    pub edition: &'a Edition,
    /// What each record has in no language, and what it has in each.
    pub facts: &'static [&'static str],
    pub words: &'static [&'static str],
    pub records: Vec<Record<'a>>,
}

/// A measure, or a risk.
pub struct Record<'a> {
    /// As many as `facts` of the list; empty where there is none.
    pub facts: Vec<String>,
    /// In each language as many as `words`. Downloads never mix languages: what is not translated is
    /// empty.
    pub words: Vec<(&'a Tag, Vec<String>)>,
}

/// What there is a list of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    Kpis,
    Risks,
}

const FACTS_OF_KPIS: &[&str] = &[
    "kpi",
    "measure",
    "node",
    "owners",
    "unit",
    "better",
    "baseline_period",
    "baseline",
    "target_period",
    "target_condition",
    "target",
    "actual_period",
    "actual",
    "actual_status",
    "rating",
    "rating_basis",
];
const WORDS_OF_KPIS: &[&str] = &[
    "kpi_label",
    "measure_label",
    "unit_label",
    "baseline_printed",
    "target_printed",
    "actual_printed",
    "rating_label",
];
const FACTS_OF_RISKS: &[&str] = &[
    "risk",
    "scope",
    "nodes",
    "appetite",
    "materialized",
    "exposure",
    "mitigation",
    "impact",
    "owners",
];
const WORDS_OF_RISKS: &[&str] = &["risk_label", "project_label"];

/// The lists of all editions that have any.
pub fn downloads<'a>(desk: &'a Desk<'a>) -> Vec<ListDownload<'a>> {
    let editions = desk.project.editions.iter().enumerate();
    editions
        .flat_map(|(e, edition)| {
            let kpis = (!edition.kpis.is_empty()).then(|| ListDownload {
                path: path(edition, List::Kpis),
                edition,
                facts: FACTS_OF_KPIS,
                words: WORDS_OF_KPIS,
                records: kpis(desk, e),
            });
            let risks = (!edition.risks.is_empty()).then(|| ListDownload {
                path: path(edition, List::Risks),
                edition,
                facts: FACTS_OF_RISKS,
                words: WORDS_OF_RISKS,
                records: edition.risks.iter().map(|own| risk(desk, own)).collect(),
            });
            kpis.into_iter().chain(risks)
        })
        .collect()
}

/// A folder of their own, so that no table's download stands in the way.
fn path(edition: &Edition, list: List) -> String {
    let name = match list {
        List::Kpis => "kpis",
        List::Risks => "risks",
    };
    format!("data/{}/lists/{name}", edition.id)
}

pub fn links(sheet: &Sheet<'_, '_>, edition: &Edition, list: List) -> Vec<view::Link> {
    table::formats(sheet, &path(edition, list))
}

fn kpis<'a>(desk: &'a Desk<'a>, e: usize) -> Vec<Record<'a>> {
    let edition = &desk.project.editions[e];
    let mut records = Vec::new();
    for (k, own) in edition.kpis.iter().enumerate() {
        let in_languages: Vec<(&Tag, Vec<Vec<String>>)> = desk
            .languages
            .iter()
            .map(|report| {
                let mut sheet = Sheet::new(desk, report, Subject::Edition(e));
                (&report.tag, words_of_measures(&mut sheet, own, Subject::Kpi(e, k)))
            })
            .collect();
        for (m, measure) in own.measures.iter().enumerate() {
            let words = in_languages.iter().map(|(tag, all)| (*tag, all[m].clone()));
            records.push(Record { facts: facts(own, measure), words: words.collect() });
        }
    }
    records
}

fn words_of_measures(sheet: &mut Sheet<'_, '_>, own: &Kpi, subject: Subject) -> Vec<Vec<String>> {
    let shown = kpi::kpi(sheet, own, subject);
    let all = own.measures.iter().zip(&shown.measures);
    all.map(|(measure, printed)| {
        let given = own.rating_of(measure);
        let unit = measure.unit.as_ref().and_then(|unit| sheet.unit(unit));
        let unit = unit.map(|unit| table::measured_in(sheet, unit).unwrap_or_default());
        let rating = given.map(|given| kpi::rating_named(sheet, &given.rating.value).name);
        vec![
            said(&shown.title),
            printed.label.as_ref().map(said).unwrap_or_default(),
            said(unit.as_ref().unwrap_or(&shown.unit)),
            as_printed(&printed.baseline),
            as_printed(&printed.target),
            as_printed(&printed.actual),
            rating.as_ref().map(said).unwrap_or_default(),
        ]
    })
    .collect()
}

fn facts(kpi: &Kpi, measure: &Measure) -> Vec<String> {
    let given = kpi.rating_of(measure);
    let basis = given.map_or("", |given| match given.basis {
        RatingBasis::Printed => "printed",
        RatingBasis::Derived => "derived",
    });
    let (condition, target) = measure.target.as_ref().map(promise).unwrap_or_default();
    let number = |value: &Option<Observation>| value.as_ref().and_then(plain).unwrap_or_default();
    let of = |value: &Option<Observation>| period(value.as_ref().and_then(|it| it.period.as_ref()));
    let node = measure.node.as_ref().unwrap_or(&kpi.node);
    vec![
        kpi.id.to_string(),
        measure.id.to_string(),
        node.value.to_string(),
        ids(kpi.answering_for(measure)),
        measure.unit.as_ref().unwrap_or(&kpi.unit).value.to_string(),
        measure.better.unwrap_or(kpi.better).word().to_owned(),
        of(&measure.baseline),
        number(&measure.baseline),
        period(measure.target.as_ref().and_then(|target| target.period.as_ref())),
        condition.to_owned(),
        target,
        of(&measure.actual),
        number(&measure.actual),
        measure.actual.as_ref().map_or("", |actual| actual.status.word()).to_owned(),
        given.map(|given| given.rating.value.to_string()).unwrap_or_default(),
        basis.to_owned(),
    ]
}

/// A number that is all that is to be said: no bound of one, and no word on a scale.
fn plain(value: &Observation) -> Option<String> {
    let bound = value.details.as_ref().and_then(|details| details.bound);
    match &value.value {
        Value::Number(number) if bound.is_none() && value.level.is_none() => {
            Some(number.to_string())
        }
        _ => None,
    }
}

/// What is promised, and the number in it where there is one for all.
fn promise(target: &Target) -> (&'static str, String) {
    let (condition, number) = match &target.kind {
        TargetKind::Level(number) => ("level", Some(number)),
        TargetKind::AtLeast(number) => ("at-least", Some(number)),
        TargetKind::AtMost(number) => ("at-most", Some(number)),
        TargetKind::MoreThan(number) => ("more-than", Some(number)),
        TargetKind::LessThan(number) => ("less-than", Some(number)),
        TargetKind::Growth(number) => ("growth", Some(number)),
        TargetKind::GrowthBelow(number) => ("growth-below", Some(number)),
        TargetKind::Increase(number) => ("increase", Some(number)),
        TargetKind::Between(..) => ("between", None),
        TargetKind::PerYear(_) => ("per-year", None),
        TargetKind::Maintain => ("maintain", None),
        TargetKind::Improve => ("improve", None),
        TargetKind::Words(_) => ("text", None),
        TargetKind::Parts { .. } => ("in-parts", None),
        TargetKind::All(_) => ("all", None),
    };
    let number = number.filter(|_| target.level.is_none()).map(ToString::to_string);
    (condition, number.unwrap_or_default())
}

fn period(period: Option<&Located<Period>>) -> String {
    period.map(|period| period.value.to_string()).unwrap_or_default()
}

fn risk<'a>(desk: &'a Desk<'a>, risk: &'a Risk) -> Record<'a> {
    let scope = match (risk.organizational, &risk.project) {
        (true, _) => "organization",
        (false, Some(_)) => "project",
        (false, None) => "results",
    };
    let materialized = risk.materialized.map(|it| if it { "true" } else { "false" });
    let facts = vec![
        risk.id.to_string(),
        scope.to_owned(),
        ids(&risk.nodes),
        risk.appetite.clone().unwrap_or_default(),
        materialized.unwrap_or_default().to_owned(),
        risk.exposure.clone(),
        risk.mitigation.clone(),
        risk.impact.clone().unwrap_or_default(),
        ids(&risk.owners),
    ];
    let exact = |text: &Text, tag: &Tag| {
        text.exact(tag).map(|entry| entry.forms.plain().to_owned()).unwrap_or_default()
    };
    let words = desk.languages.iter().map(|report| {
        let project = risk.project.as_ref().map(|text| exact(text, &report.tag));
        (&report.tag, vec![exact(&risk.title, &report.tag), project.unwrap_or_default()])
    });
    Record { facts, words: words.collect() }
}

fn ids<'i>(ids: impl IntoIterator<Item = &'i Located<Id>>) -> String {
    ids.into_iter().map(|id| id.value.as_str()).collect::<Vec<_>>().join(" ")
}

/// Words in the language that they were asked for in, or nothing.
fn said(words: &view::Words) -> String {
    match words.lang {
        None => words.text.clone(),
        Some(_) => String::new(),
    }
}

/// A value with what stands beside it: `275,900 [e] (2025); cumulative: 1,100`.
fn as_printed(cell: &view::Cell) -> String {
    if cell.lang.is_some() {
        return String::new();
    }
    let missing = cell.spoken.as_ref().filter(|_| cell.kind == "missing");
    let mut text = missing.unwrap_or(&cell.text).clone();
    let status = cell.status.iter().map(|status| status.mark.clone());
    let period = cell.period.iter().map(|period| format!("({period})"));
    for beside in status.chain(period) {
        text.push(' ');
        text.push_str(&beside);
    }
    for remark in &cell.remarks {
        text.push_str("; ");
        text.push_str(remark);
    }
    text
}
