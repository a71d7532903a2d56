//! A node or an edition → how many of each rating its parts were given.

use rust_decimal::Decimal;

use super::data::{FigureData, Line, Name, Point, Print};
use crate::chart::Role;
use crate::model::{Edition, Found, Id, Kpi, Node, Project, Rating};
use crate::plan::parts::{kpi, node};

/// The parts of a node, or the node itself where it has none.
pub fn of_node<'a>(project: &'a Project, edition: &'a Edition, own: &'a Node) -> FigureData<'a> {
    let parts = rated(edition, Some(&own.id));
    if parts.is_empty() {
        let kpis = node::kpis_below(edition, own);
        return counts(project, vec![line(edition, own, &kpis)], &kpis);
    }
    let all = node::kpis_below(edition, own);
    counts(project, parts, &all)
}

/// The nodes of the top level.
pub fn of_edition<'a>(project: &'a Project, edition: &'a Edition) -> FigureData<'a> {
    let all: Vec<&Kpi> = edition.kpis.iter().collect();
    counts(project, rated(edition, None), &all)
}

struct Rated<'a> {
    record: Found<'a>,
    id: &'a Id,
    given: Vec<&'a Id>,
}

fn line<'a>(edition: &'a Edition, node: &'a Node, kpis: &[&'a Kpi]) -> Rated<'a> {
    Rated {
        record: Found::Node(edition, node),
        id: &node.id,
        given: kpi::ratings(kpis.iter().copied()),
    }
}

/// The nodes right below `parent` that have ratings.
fn rated<'a>(edition: &'a Edition, parent: Option<&Id>) -> Vec<Rated<'a>> {
    let nodes = edition.framework.nodes.iter();
    nodes
        .filter(|node| node.parent.as_ref().map(|id| &id.value) == parent)
        .map(|node| line(edition, node, &node::kpis_below(edition, node)))
        .filter(|line| !line.given.is_empty())
        .collect()
}

fn counts<'a>(project: &'a Project, rows: Vec<Rated<'a>>, kpis: &[&'a Kpi]) -> FigureData<'a> {
    let mut ratings: Vec<&'a Rating> = project.vocabulary.ratings.iter().collect();
    ratings.sort_by_key(|rating| rating.order);
    // A rating that nobody has needs no colour.
    ratings.retain(|rating| rows.iter().any(|row| row.given.contains(&&rating.id)));
    let mut columns: Vec<Line<'a>> = ratings
        .iter()
        .map(|rating| Line {
            rating: Some(*rating),
            ..Line::new(rating.id.as_str(), Name::Rating(rating))
        })
        .collect();
    columns.push(Line {
        usual: rows.len() > 1,
        ..Line::new("total", Name::String("chart.total")).role(Role::Total)
    });
    let cells = rows
        .iter()
        .map(|row| {
            let count = |rating: &Rating| row.given.iter().filter(|id| **id == &rating.id).count();
            let counted = ratings.iter().map(|rating| count(rating)).chain([row.given.len()]);
            counted.map(|count| Point::number(Decimal::from(count), Print::In(None))).collect()
        })
        .collect();
    FigureData {
        columns,
        rows: rows.iter().map(|row| Line::new(row.id.as_str(), Name::Record(row.record))).collect(),
        cells,
        unit: None,
        source: kpis.iter().find_map(|kpi| kpi.source.as_ref()),
        time: false,
        gaps: Vec::new(),
    }
}
