//! Tables of money, posts, demand: rows in a tree, columns with a role, totals that are checked.

use std::collections::BTreeMap;

use super::{Accepted, Id, Located, Observation, Period, Reference, SourceUse, Text};
use crate::diagnostics::Origin;

#[derive(Clone, Debug)]
pub struct Table {
    pub id: Id,
    pub origin: Origin,
    pub title: Text,
    pub unit: Located<Id>,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    /// The part of the report that it belongs to.
    pub topic: Option<Located<Id>>,
    /// The unit of work that all of it is about.
    pub work_unit: Option<Located<Id>>,
    pub notes: Vec<Located<Id>>,
    pub source: Option<SourceUse>,
    pub accepted: Vec<Accepted>,
}

#[derive(Clone, Debug)]
pub struct Column {
    pub id: Id,
    pub origin: Origin,
    pub name: RowName,
    pub unit: Option<Located<Id>>,
    pub period: Option<Located<Period>>,
    /// approved, after-transfers, spent, estimate, actual …: a word of the author's.
    pub role: Option<String>,
    pub computed: Option<Computed>,
    /// A total is the sum of its rows here; not so in a column of rates.
    pub adds: bool,
    pub notes: Vec<Located<Id>>,
}

/// What a row or a column is called.
#[derive(Clone, Debug)]
pub enum RowName {
    Label(Text),
    /// The short name of another record: a result, a unit of work, a term.
    Subject(Located<Id>),
}

/// How a column follows from others.
#[derive(Clone, Debug)]
pub enum Computed {
    Ratio {
        of: Located<Id>,
        to: Located<Id>,
    },
    Change {
        to: Located<Id>,
        from: Located<Id>,
    },
    Difference {
        of: Located<Id>,
        minus: Located<Id>,
    },
    /// Of a row that holds the whole, or of a figure that stands in another table.
    Share {
        of: Located<Id>,
        whole: Located<Reference>,
    },
    Total {
        of: Vec<Located<Id>>,
    },
}

impl Computed {
    /// The columns that it follows from.
    pub fn columns(&self) -> Vec<&Located<Id>> {
        match self {
            Computed::Ratio { of, to } => vec![of, to],
            Computed::Change { to, from } => vec![to, from],
            Computed::Difference { of, minus } => vec![of, minus],
            Computed::Share { of, .. } => vec![of],
            Computed::Total { of } => of.iter().collect(),
        }
    }
}

#[derive(Clone, Debug)]
pub struct Row {
    pub id: Id,
    pub origin: Origin,
    pub name: RowName,
    pub parent: Option<Located<Id>>,
    pub unit: Option<Located<Id>>,
    /// The rows that it is the sum of.
    pub sum: Option<Located<Vec<Located<Id>>>>,
    /// The rows that the sum takes away.
    pub less: Vec<Located<Id>>,
    /// Empty for a heading; otherwise one for each column, `None` where a computed column has no
    /// printed value.
    pub cells: Vec<Option<Cell>>,
    pub notes: Vec<Located<Id>>,
    pub accepted: Vec<Accepted>,
}

pub type Cell = Observation;

impl Table {
    pub fn row(&self, id: &Id) -> Option<&Row> {
        self.rows.iter().find(|row| row.id == *id)
    }

    pub fn column_index(&self, id: &Id) -> Option<usize> {
        self.columns.iter().position(|column| column.id == *id)
    }

    /// The places of all columns, for those who look up many.
    pub fn places_of_columns(&self) -> BTreeMap<&Id, usize> {
        self.columns.iter().map(|column| &column.id).zip(0..).collect()
    }

    /// The unit of a cell: the column's own, else the row's, else the table's.
    pub fn unit_of<'t>(&'t self, row: &'t Row, column: &'t Column) -> &'t Located<Id> {
        column.unit.as_ref().or(row.unit.as_ref()).unwrap_or(&self.unit)
    }

    pub fn cell(&self, row: &Id, column: &Id) -> Option<&Cell> {
        let column = self.column_index(column)?;
        self.row(row)?.cells.get(column)?.as_ref()
    }

    /// How deep a row stands below rows without a parent.
    pub fn depth(&self, row: &Row) -> usize {
        let mut depth = 0;
        let mut parent = row.parent.as_ref();
        while let Some(above) = parent.and_then(|id| self.row(&id.value)) {
            depth += 1;
            if depth > self.rows.len() {
                break;
            }
            parent = above.parent.as_ref();
        }
        depth
    }
}
