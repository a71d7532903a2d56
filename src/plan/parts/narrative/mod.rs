//! A page's narrative: its words from the Markdown file, its figures from the data.

mod check;
mod tables;
mod writer;

pub use check::{check, unknown};
pub use tables::Tables;

use std::cell::RefCell;

use rust_decimal::Decimal;

use super::table;
use crate::language::Tag;
use crate::model::{Found, Id, Lookup, NarrativePlace, Observation, Project, SourceUse, Unit};
use crate::plan::desk::Sheet;
use crate::plan::view::{Html, Link, Narrative, Words};
use crate::plan::{SitePlan, Subject, address};
use crate::prose::html;
use writer::Writer;

/// What a narrative gives to its page.
#[derive(Default)]
pub struct Told {
    pub html: Option<Narrative>,
    pub title: Option<Words>,
    pub description: Option<String>,
    /// Its headings, for the list of what is on the page.
    pub contents: Vec<Link>,
    /// Set when it is in another language.
    pub notice: Option<Words>,
}

/// Where the narrative of a page would lie.
pub fn place(sheet: &Sheet<'_, '_>) -> Option<NarrativePlace> {
    place_of(sheet.project(), sheet.desk.plan, sheet.subject)
}

/// Where the narrative of a subject's page would lie; `None` for a page that has none.
pub fn place_of(project: &Project, plan: &SitePlan, subject: Subject) -> Option<NarrativePlace> {
    let record = |e: usize, id: &Id| {
        let edition = project.editions[e].id.clone();
        NarrativePlace::Record { edition, record: id.clone() }
    };
    Some(match subject {
        Subject::Home => NarrativePlace::Page(Id::parse("home")?),
        Subject::Edition(e) => record(e, &Id::parse("overview")?),
        Subject::Node(e, n) => record(e, &project.editions[e].framework.nodes[n].id),
        Subject::Kpi(e, k) => record(e, &project.editions[e].kpis[k].id),
        Subject::Table(e, t) => record(e, &project.editions[e].tables[t].id),
        Subject::Series(Some(e), s) => record(e, &project.editions[e].series[s].id),
        Subject::Series(None, s) => NarrativePlace::Page(project.series[s].id.clone()),
        Subject::Article(a) => NarrativePlace::Page(plan.articles[a].clone()),
        Subject::Risks(e) => record(e, &Id::parse("risks")?),
        Subject::Corrections(e) => record(e, &Id::parse("corrections")?),
        Subject::Methodology(e) => record(e, &Id::parse("methodology")?),
        Subject::Kpis(..)
        | Subject::Topic(..)
        | Subject::Units(_)
        | Subject::Unit(..)
        | Subject::Data(_)
        | Subject::Glossary
        | Subject::Sources
        | Subject::Search
        | Subject::AToZ(_)
        | Subject::Print(_) => return None,
    })
}

/// The narrative of the page that is being made.
pub fn of_page(sheet: &mut Sheet<'_, '_>) -> Told {
    let report = sheet.report;
    let Some(narrative) = place(sheet).and_then(|place| report.narrative(&place)) else {
        return Told::default();
    };
    let front = narrative.front;
    let source = || sheet.desk.sources.text(narrative.file).unwrap_or_default();
    let read = sheet.desk.shelf.narrative(narrative.file, front, source);
    // A document of many parts, and pages of other languages that have none of their own, read it, too.
    if sheet.document.is_none() && !narrative.is_fallback {
        sheet.desk.shelf.let_go(narrative.file);
    }
    let words = |text: &str| Words {
        text: text.to_owned(),
        lang: narrative.is_fallback.then(|| narrative.tag.to_string()),
        dir: narrative.is_fallback.then(|| narrative.tag.direction().attribute()),
    };
    let outdated = narrative.stale.map(|blocks| (blocks, stale_notice(sheet, narrative.tag)));
    // A text that stands in for one of the page's language is of its own language to the last word.
    let told_in = sheet.desk.languages.iter().find(|other| other.tag == *narrative.tag);
    let desk = Writer {
        report: told_in.unwrap_or(report),
        is_foreign: narrative.is_fallback,
        sheet: RefCell::new(sheet),
        first_heading: read.document.headings.first().map(|heading| heading.origin),
        figures: RefCell::default(),
        outdated,
    };
    let offset = desk.sheet.borrow().heading_offset;
    let html = html::html(&read, &desk, offset);
    let figures = desk.figures.take();
    let contents = html::contents(&read, &desk);
    let addressed = html::addressed(&read, &desk);
    let Words { lang, dir, .. } = words("");
    let to = |anchor: &str, text: &str| Link {
        href: format!("#{anchor}"),
        words: words(text),
        current: false,
    };
    let paragraphs = addressed.iter().map(|one| to(&one.anchor, &one.opening)).collect();
    let html = Narrative { html: Html(html), lang, dir, figures, paragraphs };
    let told = Told {
        html: (!read.passages.is_empty()).then_some(html),
        title: front.title.as_ref().map(|title| words(&title.text)),
        description: front.description.as_ref().map(|text| text.text.clone()),
        contents: contents
            .into_iter()
            .filter(|entry| entry.level == 2)
            .map(|entry| to(&entry.anchor, &entry.text))
            .collect(),
        notice: narrative.is_fallback.then(|| {
            let other = sheet.desk.languages.iter().find(|other| other.tag == *narrative.tag);
            let shown = other.map_or_else(
                || narrative.tag.to_string(),
                |other| other.rules.own_name().to_owned(),
            );
            let own = report.rules.own_name();
            report.own(
                report.strings.fill("fallback.notice", &[("language", own), ("other", &shown)]),
            )
        }),
    };
    if narrative.is_fallback {
        sheet.fallbacks += 1;
    }
    told
}

/// Says that a text of the language `tag` is behind its original, with the way to that. On a page
/// of yet another language it is said in the page's own words all the same.
fn stale_notice(sheet: &Sheet<'_, '_>, tag: &Tag) -> String {
    let source = &sheet.project().site.source_language.value;
    let original = sheet.desk.languages.iter().find(|report| report.tag == *source);
    let shown = match original {
        Some(original) if sheet.report.tag != *source => {
            let path = format!("{source}/{}", sheet.desk.plan.path(sheet.subject));
            format!(
                "<a href=\"{}\" hreflang=\"{source}\" lang=\"{source}\" dir=\"{}\">{}</a>",
                escaped(&address::relative(&sheet.path, &path)),
                source.direction().attribute(),
                escaped(original.rules.own_name())
            )
        }
        _ => format!("<bdi>{source}</bdi>"),
    };
    let words = escaped(sheet.report.strings.get("stale.notice"));
    let notice = crate::theme::fill(&words, &[("language", &shown)]);
    if *tag == sheet.report.tag {
        return notice;
    }
    let (own, dir) = (&sheet.report.tag, sheet.report.direction().attribute());
    format!("<span lang=\"{own}\" dir=\"{dir}\">{notice}</span>")
}

/// The title of a page of the organization's own, from its front matter.
pub fn article_title(sheet: &Sheet<'_, '_>, id: &Id) -> Words {
    let narrative = sheet.report.narrative(&NarrativePlace::Page(id.clone()));
    let title = narrative
        .and_then(|narrative| narrative.front.title.as_ref().map(|title| (narrative, title)));
    match title {
        Some((narrative, title)) => Words {
            text: title.text.clone(),
            lang: narrative.is_fallback.then(|| narrative.tag.to_string()),
            dir: narrative.is_fallback.then(|| narrative.tag.direction().attribute()),
        },
        None => sheet.report.own(id.to_string()),
    }
}

/// The number behind a reference, with what its unit is.
fn number_of(record: Found<'_>) -> Option<(Decimal, &Observation)> {
    let observation = match record {
        Found::Cell(.., cell) => cell,
        Found::Point(.., observation) | Found::KpiValue(.., observation) => observation,
        _ => return None,
    };
    Some((observation.number()?, observation))
}

fn unit_of<'a>(lookup: &Lookup<'a>, record: Found<'a>) -> Option<&'a Unit> {
    let id = match record {
        Found::Cell(_, table, row, column, _) => table.unit_of(row, column),
        Found::Point(_, series, ..) => &series.unit,
        Found::KpiValue(_, kpi, measure, _) | Found::KpiTarget(_, kpi, measure, _) => {
            measure.unit.as_ref().unwrap_or(&kpi.unit)
        }
        _ => return None,
    };
    lookup.unit(&id.value)
}

/// "Revenue in 2024/25, Fees, Actual"
pub fn what(sheet: &Sheet<'_, '_>, record: Found<'_>) -> String {
    let report = sheet.report;
    let mut parts = vec![table::title(sheet, record).text];
    match record {
        Found::Cell(_, owner, _, column, _) => {
            parts.insert(0, report.plain(&owner.title).to_owned());
            parts.push(table::name(sheet, &column.name).text);
        }
        Found::Point(.., period, _) => parts.push(report.period(period)),
        Found::KpiValue(_, kpi, measure, observation) => {
            parts.extend(super::kpi::label(sheet, kpi, measure).map(|words| words.text));
            let is_baseline =
                measure.baseline.as_ref().is_some_and(|own| own.origin == observation.origin);
            let key = if is_baseline { "kpi.baseline" } else { "kpi.actual" };
            parts.push(report.strings.get(key).to_owned());
        }
        _ => {}
    }
    parts.join(report.strings.get("chart.comma"))
}

pub fn source_of<'a>(record: Found<'a>) -> Option<&'a SourceUse> {
    match record {
        Found::Cell(_, table, .., cell) => cell.source.as_ref().or(table.source.as_ref()),
        Found::Point(_, series, _, observation) => {
            observation.source.as_ref().or(series.source.as_ref())
        }
        Found::KpiValue(_, kpi, _, observation) => {
            observation.source.as_ref().or(kpi.source.as_ref())
        }
        _ => None,
    }
}

/// The page that shows the record a figure belongs to; no link from a page to itself.
fn directive_place(sheet: &Sheet<'_, '_>, record: Found<'_>) -> Option<String> {
    let subject = subject_of(sheet, record)?;
    (subject != sheet.subject).then(|| sheet.to(subject))
}

/// The page of a record.
pub fn subject_of(sheet: &Sheet<'_, '_>, record: Found<'_>) -> Option<Subject> {
    let project = sheet.project();
    // What is found is always a part of the project itself, so its place says which it is.
    let edition = |wanted: &crate::model::Edition| project.editions.element_offset(wanted);
    Some(match record {
        Found::Edition(own) => Subject::Edition(edition(own)?),
        Found::Node(own, node) => {
            Subject::Node(edition(own)?, own.framework.nodes.element_offset(node)?)
        }
        Found::Kpi(own, kpi)
        | Found::Measure(own, kpi, _)
        | Found::KpiValue(own, kpi, ..)
        | Found::KpiTarget(own, kpi, ..) => {
            Subject::Kpi(edition(own)?, own.kpis.element_offset(kpi)?)
        }
        Found::Table(own, table) | Found::Row(own, table, _) | Found::Cell(own, table, ..) => {
            Subject::Table(edition(own)?, own.tables.element_offset(table)?)
        }
        Found::Series(own, series) | Found::Point(own, series, ..) => match own {
            Some(own) => Subject::Series(Some(edition(own)?), own.series.element_offset(series)?),
            None => Subject::Series(None, project.series.element_offset(series)?),
        },
        Found::Figure(own, figure) => super::figure::home(sheet, own, figure)?,
        Found::Article(id) => Subject::Article(sheet.desk.plan.articles.element_offset(id)?),
        Found::Source(_) => Subject::Sources,
        Found::WorkUnit(unit) => {
            let e = sheet.edition_place()?;
            Subject::Unit(e, sheet.index(e).unit(&unit.id)?)
        }
        Found::Term(term) if term.definition.is_some() => Subject::Glossary,
        Found::Note(..) | Found::Term(_) => return None,
    })
}

/// A record shown within a narrative, drawn by the theme's own components.
pub enum Inset {
    Table(Box<crate::plan::view::Table>),
    Figure(Box<crate::plan::view::Figure>),
    Kpi(Box<crate::plan::view::Kpi>),
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}
