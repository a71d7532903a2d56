//! What comes before, is continued by, holds or is computed of another must not come back to itself:
//! nobody could say where it begins.

use std::collections::BTreeMap;

use crate::check::Report;
use crate::diagnostics::{Diagnostic, Diagnostics, Origin, codes};
use crate::model::{Circle, Column, Computed, Edition, Found, Id, Kpi, Located, Table, in_order};

/// One record and the one that it names.
struct Step<'a> {
    id: &'a Id,
    named_at: Option<Origin>,
    next: Option<usize>,
}

pub fn check(report: &Report<'_>, found: &mut Diagnostics) {
    let project = report.project;
    let editions = project.editions.iter().map(|edition| (&edition.id, edition.previous.as_ref()));
    circles(&by_id(editions), found, "the edition", "comes before", "name the edition before it");
    let units = project.vocabulary.work_units.iter();
    let units = units.map(|unit| (&unit.id, unit.parent.as_ref()));
    circles(&by_id(units), found, "the unit of work", "belongs to", "give it another `parent`");
    circles(&kpis(report), found, "the KPI", "continues", "name the KPI of an earlier edition");
    for table in project.editions.iter().flat_map(|edition| &edition.tables) {
        columns(table, found);
    }
}

fn by_id<'a>(
    records: impl Iterator<Item = (&'a Id, Option<&'a Located<Id>>)> + Clone,
) -> Vec<Step<'a>> {
    let places: BTreeMap<&Id, usize> = records.clone().map(|(id, _)| id).zip(0..).collect();
    let step = |(id, next): (&'a Id, Option<&'a Located<Id>>)| Step {
        id,
        named_at: next.map(|next| next.origin),
        next: next.and_then(|next| places.get(&next.value).copied()),
    };
    records.map(step).collect()
}

fn kpis<'a>(report: &Report<'a>) -> Vec<Step<'a>> {
    let editions = report.project.editions.iter();
    let all: Vec<_> =
        editions.flat_map(|edition| edition.kpis.iter().map(move |kpi| (edition, kpi))).collect();
    let places: BTreeMap<Origin, usize> = all.iter().map(|(_, kpi)| kpi.origin).zip(0..).collect();
    let step = |(edition, kpi): &(&'a Edition, &'a Kpi)| Step {
        id: &kpi.id,
        named_at: kpi.continues.as_ref().map(|named| named.origin),
        next: kpi.continues.as_ref().and_then(|named| {
            match report.lookup.find(Some(&edition.id), &named.value)? {
                Found::Kpi(_, earlier) => places.get(&earlier.origin).copied(),
                _ => None,
            }
        }),
    };
    all.iter().map(step).collect()
}

/// Each circle is told once; each record is walked once.
fn circles(steps: &[Step<'_>], found: &mut Diagnostics, what: &str, does: &str, help: &str) {
    let mut seen_from = vec![None; steps.len()];
    for start in 0..steps.len() {
        let mut at = start;
        while seen_from[at].is_none() {
            seen_from[at] = Some(start);
            let Some(next) = steps[at].next else { break };
            at = next;
            if seen_from[at] == Some(start) {
                let Step { id, named_at: Some(origin), next: Some(next) } = steps[at] else {
                    unreachable!("a circle is made of names")
                };
                let by = (next != at).then(|| steps[next].id);
                found.push(
                    Diagnostic::new(&codes::CIRCLE, comes_back(what, id, does, by))
                        .at(origin)
                        .help(format!("{help}, or leave it out")),
                );
            }
        }
    }
}

/// Columns that are computed of each other have no number to begin with, unless one is printed.
fn columns(table: &Table, found: &mut Diagnostics) {
    let is_printed = |column: usize| {
        table.rows.iter().all(|row| row.cells.get(column).is_none_or(Option::is_some))
    };
    let places = table.places_of_columns();
    let follows_from = |(at, column): (usize, &Column)| {
        let formula = column.computed.as_ref().filter(|_| !is_printed(at));
        let parts = formula.map(Computed::columns).unwrap_or_default().into_iter();
        parts.filter_map(|id| Some((*places.get(&id.value)?, id.origin))).unzip()
    };
    let (parts, origins): (Vec<Vec<usize>>, Vec<Vec<Origin>>) =
        table.columns.iter().enumerate().map(follows_from).unzip();
    for Circle { from, to, part } in in_order(&parts).circles {
        let [own, by] = [to, from].map(|column| &table.columns[column].id);
        let message = comes_back("the column", own, "is computed of", (from != to).then_some(by));
        found.push(
            Diagnostic::new(&codes::CIRCLE, message)
                .at(origins[from][part])
                .help("compute it of columns with printed values, or print its own in every row"),
        );
    }
}

fn comes_back(what: &str, id: &Id, does: &str, by: Option<&Id>) -> String {
    let way = by.map(|by| format!(" by way of `{by}`")).unwrap_or_default();
    format!("{what} `{id}` {does} itself{way}")
}
