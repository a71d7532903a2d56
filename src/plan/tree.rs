//! An edition's framework and KPIs → what belongs to each node and stands below it, found once for all pages.

use std::collections::HashMap;

use crate::model::{Edition, Id};

/// Nodes and KPIs by their place in the edition's lists, in the edition's order.
#[derive(Debug, Default)]
pub struct Tree {
    /// Nodes without a parent.
    pub roots: Vec<usize>,
    nodes: Vec<Below>,
    /// The node of each KPI.
    node_of: Vec<Option<usize>>,
}

/// What one node has.
#[derive(Debug, Default)]
pub struct Below {
    pub parent: Option<usize>,
    pub children: Vec<usize>,
    /// KPIs that name the node as theirs.
    pub kpis: Vec<usize>,
    /// Those, and KPIs that count for the node as well.
    pub shown: Vec<usize>,
    /// The KPIs of the node and of every node below it.
    pub all: Vec<usize>,
}

impl Tree {
    pub fn new(edition: &Edition) -> Self {
        let nodes = &edition.framework.nodes;
        let mut places: HashMap<&Id, usize> = HashMap::with_capacity(nodes.len());
        for (n, node) in nodes.iter().enumerate() {
            places.entry(&node.id).or_insert(n);
        }
        let mut tree = Tree::default();
        tree.nodes.resize_with(nodes.len(), Below::default);
        for (n, node) in nodes.iter().enumerate() {
            let Some(parent) = &node.parent else {
                tree.roots.push(n);
                continue;
            };
            if let Some(&parent) = places.get(&parent.value) {
                tree.nodes[n].parent = Some(parent);
                tree.nodes[parent].children.push(n);
            }
        }
        for (k, kpi) in edition.kpis.iter().enumerate() {
            let own = places.get(&kpi.node.value).copied();
            tree.node_of.push(own);
            if let Some(own) = own {
                tree.nodes[own].kpis.push(k);
            }
            let also = kpi.also.iter().filter_map(|also| places.get(&also.value).copied());
            for n in own.into_iter().chain(also) {
                once(&mut tree.nodes[n].shown, k);
            }
            let mut above = own;
            // Loading has cut every circle; this would end in one all the same.
            while let Some(n) = above
                && once(&mut tree.nodes[n].all, k)
            {
                above = tree.nodes[n].parent;
            }
        }
        tree
    }

    pub fn node(&self, n: usize) -> &Below {
        &self.nodes[n]
    }

    /// The node that a KPI names as its own.
    pub fn node_of(&self, k: usize) -> Option<usize> {
        self.node_of[k]
    }

    /// Depth first: a node, then what stands below it.
    pub fn order(&self) -> Vec<usize> {
        let mut order = Vec::with_capacity(self.nodes.len());
        let mut open: Vec<usize> = self.roots.iter().rev().copied().collect();
        while let Some(n) = open.pop() {
            order.push(n);
            open.extend(self.nodes[n].children.iter().rev());
        }
        order
    }
}

/// Adds what is greater than all that was added before; `false` where it is the last of them.
fn once(places: &mut Vec<usize>, place: usize) -> bool {
    let is_new = places.last() != Some(&place);
    if is_new {
        places.push(place);
    }
    is_new
}
