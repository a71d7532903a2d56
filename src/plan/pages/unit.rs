//! One unit of work: what it contributed to, the KPIs it answers for, its money, its risks.

use super::{Body, anchor, describe, unit_of};
use crate::plan::Subject;
use crate::plan::desk::Sheet;
use crate::plan::parts::{kpi, node, risk, table};
use crate::plan::view::{Content, KpiRow, Link, Risk, UnitPage};

pub fn body(sheet: &mut Sheet<'_, '_>, e: usize, u: usize) -> Body {
    let edition = &sheet.project().editions[e];
    let own = unit_of(sheet, e, u);
    let record = &sheet.index(e).units[u];
    let listed: Vec<KpiRow> =
        record.measures.iter().map(|picked| kpi::listed(sheet, e, picked)).collect();
    let tables: Vec<Link> = record
        .tables
        .iter()
        .map(|&t| sheet.link(Subject::Table(e, t), sheet.report.words(&edition.tables[t].title)))
        .collect();
    let extracts = table::extracts(sheet, e, &record.rows);
    let risks: Vec<Risk> =
        record.risks.iter().map(|&r| risk::risk(sheet, edition, &edition.risks[r])).collect();
    let report = sheet.report;
    let parent = own.parent.as_ref().and_then(|parent| link(sheet, e, &parent.value));
    let units = &sheet.project().vocabulary.work_units;
    let is_part =
        |unit: &&crate::model::WorkUnit| unit.parent.as_ref().is_some_and(|up| up.value == own.id);
    let content = UnitPage {
        id: own.id.to_string(),
        parent,
        parts: units.iter().filter(is_part).filter_map(|part| link(sheet, e, &part.id)).collect(),
        ratings: kpi::counts(sheet, &kpi::ratings_of(&edition.kpis, &record.measures)),
        nodes: record.nodes.iter().map(|&n| node::card(sheet, e, n)).collect(),
        legend: kpi::legend_of(&listed),
        kpis: listed,
        tables,
        extracts,
        risks,
    };
    let mut on_this_page = Vec::new();
    for (there, id, key) in [
        (!content.nodes.is_empty(), "results", "unit.nodes"),
        (!content.kpis.is_empty(), "kpis", "node.kpis"),
        (!content.tables.is_empty(), "tables", "unit.tables"),
        (!content.extracts.is_empty(), "money", "node.extracts"),
        (!content.risks.is_empty(), "risks", "risk.heading"),
    ] {
        if there {
            on_this_page.push(anchor(id, report.string(key)));
        }
    }
    let title = report.words(&own.name);
    Body {
        kind: "unit",
        description: describe(&title.text),
        title,
        breadcrumbs: vec![
            sheet.link(Subject::Edition(e), report.words(&edition.title)),
            sheet.link(Subject::Units(e), report.string("title.units")),
        ],
        on_this_page,
        fallback: None,
        content: Content::Unit(content),
    }
}

/// Where the edition speaks of the unit.
fn link(sheet: &Sheet<'_, '_>, e: usize, id: &crate::model::Id) -> Option<Link> {
    let u = sheet.index(e).unit(id)?;
    Some(sheet.link(Subject::Unit(e, u), kpi::work_unit(sheet, id)))
}
