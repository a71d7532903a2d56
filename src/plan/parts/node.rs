//! Nodes of the framework as cards: name, level, ratings, and what stands below.

use super::kpi;
use crate::model::{Edition, Id, Kpi, Node};
use crate::plan::Subject;
use crate::plan::desk::Sheet;
use crate::plan::view;

/// The cards of all nodes below `parent`, with their own below them.
pub fn cards(
    sheet: &Sheet<'_, '_>,
    e: usize,
    parent: Option<&Id>,
    depth: usize,
) -> Vec<view::NodeCard> {
    let edition = &sheet.project().editions[e];
    edition
        .framework
        .nodes
        .iter()
        .enumerate()
        .filter(|(_, node)| node.parent.as_ref().map(|id| &id.value) == parent)
        .map(|(n, node)| view::NodeCard {
            link: sheet.link(Subject::Node(e, n), sheet.report.words(&node.title)),
            code: code(sheet, node),
            level: level(sheet, edition, node),
            depth,
            ratings: kpi::counts(sheet, &kpi::ratings(kpis_below(edition, node).into_iter())),
            children: cards(sheet, e, Some(&node.id), depth + 1),
        })
        .collect()
}

pub fn code(sheet: &Sheet<'_, '_>, node: &Node) -> String {
    node.code.as_ref().map(|code| sheet.report.plain(code).to_owned()).unwrap_or_default()
}

pub fn level(sheet: &Sheet<'_, '_>, edition: &Edition, node: &Node) -> view::Words {
    edition
        .framework
        .level_of(node)
        .map(|level| sheet.report.words(&level.name))
        .unwrap_or_default()
}

/// The KPIs of a node and of every node below it.
pub fn kpis_below<'e>(edition: &'e Edition, node: &Node) -> Vec<&'e Kpi> {
    let is_below = |id: &Id| {
        let mut above = Some(id);
        let mut steps = 0;
        while let Some(id) = above {
            if *id == node.id {
                return true;
            }
            steps += 1;
            if steps > edition.framework.nodes.len() {
                return false;
            }
            above = edition
                .framework
                .node(id)
                .and_then(|node| node.parent.as_ref())
                .map(|parent| &parent.value);
        }
        false
    };
    edition.kpis.iter().filter(|kpi| is_below(&kpi.node.value)).collect()
}
