//! A table → the rows and columns that a figure can show.

use super::data::{FigureData, Line, Name, Point, Print};
use crate::chart::Role;
use crate::model::{
    Column, Computed, Edition, FigureKind, FigureSpec, Id, Lookup, Missing, Project, Row, RowName,
    Table, Unit, UnitKind,
};
use crate::plan::parts::computed::computed;

pub fn offer<'a>(
    lookup: &Lookup<'a>,
    edition: &'a Edition,
    spec: &'a FigureSpec,
    own: &'a Table,
) -> FigureData<'a> {
    let project = lookup.project;
    let unit_of = |id: &crate::model::Located<Id>| unit(project, &id.value);
    let mut columns: Vec<Line<'a>> =
        own.columns.iter().map(|column| column_line(project, spec, own, column)).collect();
    unrepeated_roles(spec, &mut columns);
    let drawn: Vec<&'a Row> = own.rows.iter().filter(|row| !row.cells.is_empty()).collect();
    let rows = drawn.iter().map(|row| row_line(spec, own, row)).collect();
    let cells = drawn
        .iter()
        .map(|row| {
            let row_unit = row.unit.as_ref().and_then(unit_of);
            own.columns
                .iter()
                .zip(&row.cells)
                .zip(computed(lookup, edition, own, row))
                .map(|((column, cell), number)| {
                    let unit =
                        column.unit.as_ref().and_then(unit_of).or(row_unit).or(unit_of(&own.unit));
                    let mut point = match cell {
                        Some(cell) => Point::of(cell, unit),
                        None => match number {
                            Some(number) => Point::number(number, computed_print(unit)),
                            None => Point::missing(Missing::NotAvailable),
                        },
                    };
                    if matches!(
                        column.computed,
                        Some(Computed::Change { .. } | Computed::Difference { .. })
                    ) && let Print::In(unit) = point.print
                    {
                        point.print = Print::Change(unit);
                    }
                    point
                })
                .collect()
        })
        .collect();
    let periods: Vec<_> = own.columns.iter().map(|column| column.period.as_ref()).collect();
    FigureData {
        columns,
        rows,
        cells,
        unit: unit_of(&own.unit),
        source: spec.source.as_ref().or(own.source.as_ref()),
        time: periods.iter().any(Option::is_some),
        gaps: Vec::new(),
    }
}

pub fn unit<'a>(project: &'a Project, id: &Id) -> Option<&'a Unit> {
    project.vocabulary.units.iter().find(|unit| unit.id == *id)
}

/// What kepi computes itself is never more exact than a reader can use.
fn computed_print(unit: Option<&Unit>) -> Print<'_> {
    match unit {
        Some(unit) if unit.kind == UnitKind::Percent => {
            Print::Percent { decimals: unit.decimals.unwrap_or(1) }
        }
        unit => Print::In(unit),
    }
}

fn column_line<'a>(
    project: &'a Project,
    spec: &FigureSpec,
    own: &'a Table,
    column: &'a Column,
) -> Line<'a> {
    let role = match &column.computed {
        Some(Computed::Ratio { .. } | Computed::Share { .. }) => Role::Share,
        Some(Computed::Change { .. } | Computed::Difference { .. }) => Role::Change,
        Some(Computed::Total { .. }) if column.role.is_none() => Role::Total,
        _ => match column.role.as_deref() {
            Some("approved" | "plan" | "estimate" | "budget") => Role::Plan,
            Some("after-transfers") => Role::FinalPlan,
            Some("spent" | "actual") => Role::Actual,
            Some("target") => Role::Target,
            Some("baseline") => Role::Baseline,
            _ => Role::Value,
        },
    };
    let own_unit = column.unit.as_ref().is_none_or(|unit| unit.value == own.unit.value);
    let usual = match role {
        Role::Share | Role::Change | Role::Total => used_beside(spec.kind).contains(&role),
        _ => own_unit && column.computed.is_none(),
    };
    let named = |id: &Id| project.vocabulary.ratings.iter().find(|rating| rating.id == *id);
    Line {
        role: if used(spec, role) { role } else { Role::Value },
        period: column.period.as_ref().map(|period| period.value.clone()),
        rating: match &column.name {
            RowName::Subject(id) => named(&id.value),
            RowName::Label(_) => named(&column.id),
        },
        usual,
        ..Line::new(column.id.as_str(), Name::Row(&column.name))
    }
}

/// What a kind of chart prints beside what it draws.
pub fn used_beside(kind: FigureKind) -> &'static [Role] {
    match kind {
        FigureKind::RankedBars => &[Role::Share, Role::Change],
        FigureKind::BudgetBars | FigureKind::Bullets => &[Role::Share],
        FigureKind::VarianceBars => &[Role::Change, Role::Share],
        FigureKind::Heat | FigureKind::RatingBars | FigureKind::RatingDots => &[Role::Total],
        _ => &[],
    }
}

fn used(spec: &FigureSpec, role: Role) -> bool {
    match role {
        Role::Share | Role::Change | Role::Total => used_beside(spec.kind).contains(&role),
        _ => true,
    }
}

/// A plan beside an actual value means something; ten columns that are all actual are a course.
fn unrepeated_roles(spec: &FigureSpec, columns: &mut [Line<'_>]) {
    let shown = |line: &Line<'_>| match spec.columns.as_slice() {
        [] => line.usual,
        named => named.iter().any(|name| super::data::is_named(line, &name.value)),
    };
    let roles: Vec<Role> =
        columns.iter().filter(|line| shown(line)).map(|line| line.role).collect();
    for line in columns {
        let is_beside = matches!(line.role, Role::Share | Role::Change | Role::Total);
        if !is_beside && roles.iter().filter(|role| **role == line.role).count() > 1 {
            line.role = Role::Value;
        }
    }
}

fn row_line<'a>(spec: &FigureSpec, own: &'a Table, row: &'a Row) -> Line<'a> {
    let sum: Vec<&'a str> =
        row.sum.iter().flat_map(|sum| &sum.value).map(|id| id.value.as_str()).collect();
    let own_unit = row.unit.as_ref().is_none_or(|unit| unit.value == own.unit.value);
    let only_sums = own.rows.iter().all(|row| row.cells.is_empty() || row.sum.is_some());
    let is_other = row.id.as_str() == "other"
        || matches!(&row.name, RowName::Subject(id) if id.value.as_str() == "other");
    Line {
        role: if is_other { Role::Other } else { Role::Value },
        better: spec.better.map(super::of_kpis::better),
        below: row.parent.as_ref().and_then(|parent| own.row(&parent.value)).map(|row| &row.name),
        usual: own_unit && (sum.is_empty() || only_sums || spec.kind == FigureKind::Heat),
        sum,
        less: row.less.iter().map(|id| id.value.as_str()).collect(),
        ..Line::new(row.id.as_str(), Name::Row(&row.name))
    }
}

/// The printed total of the rows that are shown, where the table has one and the chart can use it.
pub fn total_of(kind: FigureKind, rows: &[Line<'_>], shown: &[usize]) -> Option<usize> {
    let has_a_use = [FigureKind::StackedColumns, FigureKind::RankedBars, FigureKind::BudgetBars];
    if !has_a_use.contains(&kind) {
        return None;
    }
    let mut all: Vec<&str> = shown.iter().map(|&row| rows[row].id.as_str()).collect();
    all.sort_unstable();
    // What takes something away is no total of parts that stand on each other.
    let is_sum = |row: &usize| !rows[*row].sum.is_empty() && rows[*row].less.is_empty();
    (0..rows.len()).filter(|row| !shown.contains(row)).filter(is_sum).find(|&row| {
        let mut parts = parts_of(rows, row, &all, 0);
        parts.sort_unstable();
        parts == all
    })
}

/// What a total is made of, down to the rows that are shown.
fn parts_of<'l>(rows: &'l [Line<'_>], row: usize, shown: &[&str], depth: usize) -> Vec<&'l str> {
    let mut parts = Vec::new();
    for id in &rows[row].sum {
        match rows.iter().position(|line| line.id == *id) {
            // A sum that names itself would never end; it is reported elsewhere.
            Some(part)
                if !shown.contains(id)
                    && !rows[part].sum.is_empty()
                    && rows[part].less.is_empty()
                    && depth < rows.len() =>
            {
                parts.extend(parts_of(rows, part, shown, depth + 1));
            }
            Some(part) => parts.push(rows[part].id.as_str()),
            None => {}
        }
    }
    parts
}
