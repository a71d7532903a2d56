//! A node or an edition → how many of each rating its parts were given.

use rust_decimal::Decimal;

use super::data::{FigureData, Line, Name, Point, Print};
use crate::chart::Role;
use crate::model::{Edition, Found, Id, Kpi, Node, Project, Rating};
use crate::plan::parts::kpi;
use crate::plan::tree::Tree;

/// The parts of a node, or the node itself where it has none.
pub fn of_node<'a>(project: &'a Project, edition: &'a Edition, own: &'a Node) -> FigureData<'a> {
    let tree = Tree::new(edition);
    let n = edition.framework.nodes.element_offset(own);
    let below = tree.node(n.expect("the node is one of the edition's"));
    let mut parts = rated(edition, &tree, &below.children);
    if parts.is_empty() {
        parts.push(line(edition, own, &below.all));
    }
    counts(project, parts, below.all.iter().map(|&k| &edition.kpis[k]))
}

/// The nodes of the top level.
pub fn of_edition<'a>(project: &'a Project, edition: &'a Edition) -> FigureData<'a> {
    let tree = Tree::new(edition);
    counts(project, rated(edition, &tree, &tree.roots), edition.kpis.iter())
}

struct Rated<'a> {
    record: Found<'a>,
    id: &'a Id,
    given: Vec<&'a Id>,
}

fn line<'a>(edition: &'a Edition, node: &'a Node, kpis: &[usize]) -> Rated<'a> {
    Rated {
        record: Found::Node(edition, node),
        id: &node.id,
        given: kpi::ratings(kpis.iter().map(|&k| &edition.kpis[k])),
    }
}

/// Those of the nodes that have ratings.
fn rated<'a>(edition: &'a Edition, tree: &Tree, nodes: &[usize]) -> Vec<Rated<'a>> {
    nodes
        .iter()
        .map(|&n| line(edition, &edition.framework.nodes[n], &tree.node(n).all))
        .filter(|line| !line.given.is_empty())
        .collect()
}

fn counts<'a>(
    project: &'a Project,
    rows: Vec<Rated<'a>>,
    mut kpis: impl Iterator<Item = &'a Kpi>,
) -> FigureData<'a> {
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
        source: kpis.find_map(|kpi| kpi.source.as_ref()),
        time: false,
        gaps: Vec::new(),
    }
}
