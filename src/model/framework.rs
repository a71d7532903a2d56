//! The results framework: levels and nodes as data, so that any organization's fits.

use super::{Id, Located, Period, Text};
use crate::diagnostics::Origin;

#[derive(Clone, Debug, Default)]
pub struct Framework {
    /// From the top down: pillar, result.
    pub levels: Vec<Level>,
    /// In the author's order.
    pub nodes: Vec<Node>,
}

#[derive(Clone, Debug)]
pub struct Level {
    pub id: Id,
    pub origin: Origin,
    pub name: Text,
}

/// One goal, pillar or result.
#[derive(Clone, Debug)]
pub struct Node {
    pub id: Id,
    pub origin: Origin,
    pub level: Located<Id>,
    pub parent: Option<Located<Id>>,
    /// What readers know it by: 1.1, I.1.
    pub code: Option<Text>,
    pub title: Text,
    pub short: Option<Text>,
    /// How it was worded before, newest first, and until when.
    pub former: Vec<FormerTitle>,
    /// It carries the other nodes of its level, and is drawn below them.
    pub foundation: bool,
    pub work_units: Vec<Located<Id>>,
    pub notes: Vec<Located<Id>>,
}

/// An earlier wording of a title.
#[derive(Clone, Debug)]
pub struct FormerTitle {
    pub title: Text,
    pub until: Option<Period>,
}

impl Framework {
    pub fn node(&self, id: &Id) -> Option<&Node> {
        self.nodes.iter().find(|node| node.id == *id)
    }

    pub fn children<'a>(&'a self, parent: Option<&'a Id>) -> impl Iterator<Item = &'a Node> {
        self.nodes.iter().filter(move |node| node.parent.as_ref().map(|p| &p.value) == parent)
    }

    pub fn level_of(&self, node: &Node) -> Option<&Level> {
        self.levels.iter().find(|level| level.id == node.level.value)
    }
}
