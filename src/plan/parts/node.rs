//! Nodes of the framework as cards: name, level, ratings, and what stands below.

use super::kpi;
use crate::model::{Edition, Node};
use crate::plan::Subject;
use crate::plan::desk::Sheet;
use crate::plan::view;

/// The cards of nodes, with what stands below each.
pub fn cards(
    sheet: &Sheet<'_, '_>,
    e: usize,
    nodes: &[usize],
    depth: usize,
) -> Vec<view::NodeCard> {
    nodes
        .iter()
        .map(|&n| view::NodeCard {
            children: cards(sheet, e, &sheet.desk.plan.tree(e).node(n).children, depth + 1),
            depth,
            ..card(sheet, e, n)
        })
        .collect()
}

/// One node, without what stands below it.
pub fn card(sheet: &Sheet<'_, '_>, e: usize, n: usize) -> view::NodeCard {
    let edition = &sheet.project().editions[e];
    let node = &edition.framework.nodes[n];
    view::NodeCard {
        link: sheet.link(Subject::Node(e, n), sheet.report.words(&node.title)),
        code: code(sheet, node),
        level: level(sheet, edition, node),
        short: sheet.report.words(node.short.as_ref().unwrap_or(&node.title)),
        foundation: node.foundation,
        depth: 0,
        ratings: ratings(sheet, e, n),
        children: Vec::new(),
    }
}

/// How the KPIs of a node and of all below it were rated.
pub fn ratings(sheet: &Sheet<'_, '_>, e: usize, n: usize) -> Vec<view::RatingCount> {
    let kpis = &sheet.project().editions[e].kpis;
    let below = sheet.desk.plan.tree(e).node(n).all.iter();
    kpi::counts(sheet, &kpi::ratings(below.map(|&k| &kpis[k])))
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
