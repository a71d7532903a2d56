//! Risks in words: what was feared, how it developed, whether the counter-measures worked.

use super::{kpi, source, table};
use crate::model::{Edition, Found, Risk};
use crate::plan::Subject;
use crate::plan::desk::Sheet;
use crate::plan::view;

pub fn risk(sheet: &mut Sheet<'_, '_>, edition: &Edition, risk: &Risk) -> view::Risk {
    let report = sheet.report;
    let word = |word: &str| report.string(&format!("risk.{}", word.replace('-', "_")));
    let nodes = risk.nodes.iter().filter_map(|id| {
        let e = sheet.edition_place()?;
        let n = sheet.index(e).node(&id.value)?;
        let found = Found::Node(edition, &edition.framework.nodes[n]);
        Some(sheet.link(Subject::Node(e, n), table::title(sheet, found)))
    });
    let nodes = nodes.collect();
    let happened = match risk.materialized {
        Some(true) => "risk.materialized",
        Some(false) => "risk.not_materialized",
        None => "risk.not_stated",
    };
    let mut evolution = report.strings.get(happened).to_owned();
    if risk.exposure != "not-stated" {
        evolution.push_str(report.strings.get("chart.comma"));
        evolution.push_str(report.strings.get(&format!("risk.{}", risk.exposure)));
    }
    view::Risk {
        id: risk.id.to_string(),
        title: report.words(&risk.title),
        appetite: risk.appetite.as_ref().map(|appetite| word(appetite)),
        evolution: report.own(evolution),
        mitigation: word(&risk.mitigation),
        impact: risk.impact.as_ref().map(|impact| word(impact)),
        owners: risk.owners.iter().map(|owner| kpi::unit_link(sheet, &owner.value)).collect(),
        nodes,
        project: risk.project.as_ref().map(|project| report.words(project)),
        source: source::source(sheet, risk.source.as_ref()),
        notes: sheet.note_marks(&risk.notes),
    }
}
