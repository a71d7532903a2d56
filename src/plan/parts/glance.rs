//! An edition at a glance: the figures it is known by, what was missed, and the way to each part.

use crate::localize::ValueStyle;
use crate::model::{Edition, Found, Id};
use crate::plan::Subject;
use crate::plan::desk::Sheet;
use crate::plan::index::Filter;
use crate::plan::parts::{figure, kpi, narrative, value};
use crate::plan::view::{Headline, Link, Missed, PartCard};

/// The figures that the edition puts at its head.
pub fn headline(sheet: &Sheet<'_, '_>, e: usize) -> Vec<Headline> {
    let edition = &sheet.project().editions[e];
    let report = sheet.report;
    let lookup = sheet.desk.lookup;
    let figure = |own: &crate::model::Headline| {
        let found = lookup.find(Some(&edition.id), &own.value.value)?;
        let (observation, unit) = match found {
            Found::Cell(_, table, row, column, cell) => (cell, table.unit_of(row, column)),
            Found::Point(_, series, _, observation) => (observation, &series.unit),
            Found::KpiValue(_, kpi, measure, observation) => {
                (observation, measure.unit.as_ref().unwrap_or(&kpi.unit))
            }
            _ => return None,
        };
        let unit = lookup.unit(&unit.value);
        let subject = narrative::subject_of(sheet, found);
        Some(Headline {
            text: report.value(observation.number()?, unit, ValueStyle::InWords),
            label: report.words(&own.label),
            href: subject.map(|subject| sheet.to(subject)),
            status: value::status(sheet, observation.status, observation.breaks),
        })
    };
    // What leads to no figure was reported, and nothing is published then.
    edition.headline.iter().filter_map(figure).collect()
}

/// The targets that were not met, as the edition rated them; the first so many of its KPIs.
pub fn missed(sheet: &mut Sheet<'_, '_>, e: usize, most: usize) -> Option<Missed> {
    let edition = &sheet.project().editions[e];
    let list = sheet.index(e).list(&Filter::Rating(missed_rating(edition)?.clone()))?;
    let own = &sheet.index(e).lists[list];
    // Notes and names are those of the edition, wherever its KPIs are shown.
    let shown = sheet.edition.replace(edition);
    let kpis: Vec<_> =
        own.measures.iter().take(most).map(|picked| kpi::listed(sheet, e, picked)).collect();
    sheet.edition = shown;
    let report = sheet.report;
    let all = report.counted("glance.missed_all", own.ratings.into(), &[]);
    Some(Missed {
        heading: report.own(report.counted("glance.missed", own.ratings.into(), &[])),
        legend: kpi::legend_of(&kpis),
        kpis,
        all: sheet.link(Subject::Kpis(e, Some(list)), report.own(all)),
    })
}

/// The lowest step of the scale: below a threshold, and at least nothing.
fn missed_rating(edition: &Edition) -> Option<&Id> {
    let rule =
        edition.rating_scale.iter().find(|rule| rule.at_least.is_none() && rule.below.is_some())?;
    Some(&rule.rating.value)
}

/// The parts of an edition with how much there is of each.
pub fn parts(sheet: &Sheet<'_, '_>, e: usize) -> Vec<PartCard> {
    let edition = &sheet.project().editions[e];
    let report = sheet.report;
    let overview = sheet.to(Subject::Edition(e));
    let figures = edition.figures.iter().filter(|figure| figure.lost.is_none()).count();
    // Topics stand for the tables and series that have them.
    let topics = &sheet.index(e).topics;
    let (tables, series) = match topics.is_empty() {
        true => (edition.tables.len(), edition.series.len() + sheet.project().series.len()),
        false => (0, 0),
    };
    let units = sheet.index(e).units.len();
    let has_data = sheet.desk.plan.has(Subject::Data(e));
    let page = |subject: Subject| sheet.to(subject);
    let part = |count: usize, href: &dyn Fn() -> String, key: &str, counted: Option<&str>| {
        (count > 0).then(|| PartCard {
            link: Link { href: href(), words: report.string(key), current: false },
            about: counted.map(|key| report.own(report.counted(key, count.into(), &[]))),
        })
    };
    let to = |subject: Subject| move || page(subject);
    let anchor = |id: &'static str| {
        let overview = overview.clone();
        move || format!("{overview}#{id}")
    };
    let of_topics = topics.iter().enumerate().map(|(t, record)| {
        let topic = &sheet.project().vocabulary.topics[record.topic];
        let count = record.tables.len();
        Some(PartCard {
            link: sheet.link(Subject::Topic(e, t), report.words(&topic.name)),
            about: (count > 0)
                .then(|| report.own(report.counted("count.tables", count.into(), &[]))),
        })
    });
    let rest = [
        part(tables, &anchor("tables"), "edition.tables", Some("count.tables")),
        part(series, &anchor("series"), "edition.series", None),
        part(figures, &anchor("figures"), "figure.heading", Some("count.figures"))
            .filter(|_| lists_figures(sheet, e)),
        part(edition.risks.len(), &to(Subject::Risks(e)), "risk.heading", Some("count.risks")),
        part(1, &to(Subject::Methodology(e)), "title.methodology", None),
        part(usize::from(has_data), &to(Subject::Data(e)), "title.downloads", None),
    ];
    [
        part(edition.framework.nodes.len(), &anchor("framework"), "edition.framework", None),
        part(edition.kpis.len(), &to(Subject::Kpis(e, None)), "title.kpis", Some("count.kpis")),
        part(units, &to(Subject::Units(e)), "title.units", None),
    ]
    .into_iter()
    .chain(of_topics)
    .chain(rest)
    .flatten()
    .collect()
}

/// Whether the edition's page has figures below its narrative, which may show all of them itself.
fn lists_figures(sheet: &Sheet<'_, '_>, e: usize) -> bool {
    let edition = Subject::Edition(e);
    let mut there = Sheet::new(sheet.desk, sheet.report, edition);
    narrative::of_page(&mut there);
    !figure::figures_of(&mut there, edition).is_empty()
}
