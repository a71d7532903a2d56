//! A figure's data → a sentence or two on what they say, in the page's language.
//!
//! For readers who cannot see the drawing it stands in its place, so it says what the drawing makes
//! plain at a glance: the ends of a course, the largest part, how many of each rating. What is
//! missing or not certain is always said; of the rest, as much as fits.

use rust_decimal::Decimal;

use super::data::FigureData;
use crate::chart::{self, Cell, Grid, Heading, Options, Role};
use crate::language::{Conjunction, NumberStyle};
use crate::localize::ValueStyle;
use crate::model::{FigureKind, FigureSpec};
use crate::plan::desk::Sheet;

/// In characters; the same limit holds for an author's own.
const LONGEST: usize = 300;
/// More names than this are counted.
const MOST_NAMES: usize = 6;

pub fn summary(
    sheet: &Sheet<'_, '_>,
    spec: &FigureSpec,
    data: &FigureData<'_>,
    grid: &Grid,
    options: Options,
) -> String {
    let teller = Teller { sheet, spec, data, grid, options };
    let said = match spec.kind {
        FigureKind::RatingBars | FigureKind::RatingDots => teller.ratings(),
        FigureKind::Shares => teller.shares(),
        FigureKind::Bullets => teller.targets(),
        FigureKind::BudgetBars => teller.budget(),
        FigureKind::VarianceBars => teller.differences(),
        FigureKind::Waterfall => teller.totals(),
        FigureKind::Heat => teller.cells(),
        FigureKind::StackedColumns if !data.time => teller.stacks(),
        // One moment is no course.
        _ if data.time && grid.columns.len() > 1 => teller.course(),
        _ => teller.things(),
    };
    let reserved = teller.reservations();
    let length = |sentence: &String| sentence.chars().count() + 1;
    let mut room = LONGEST.saturating_sub(reserved.iter().map(length).sum::<usize>());
    let mut sentences = Vec::new();
    for (index, sentence) in said.into_iter().enumerate() {
        // The first is the point of it.
        if index > 0 && length(&sentence) > room {
            break;
        }
        room = room.saturating_sub(length(&sentence));
        sentences.push(sentence);
    }
    sentences.extend(reserved);
    // Chinese sets no space after a full stop.
    let between = if sheet.report.tag.as_str().starts_with("zh") { "" } else { " " };
    sentences.join(between)
}

struct Teller<'s, 'd, 'a> {
    sheet: &'s Sheet<'d, 'a>,
    spec: &'s FigureSpec,
    data: &'s FigureData<'a>,
    grid: &'s Grid,
    options: Options,
}

/// A heading with a value.
type Named<'g> = (&'g Heading, Decimal);

impl Teller<'_, '_, '_> {
    fn fill(&self, key: &str, places: &[(&str, &str)]) -> String {
        self.sheet.report.strings.fill(key, places)
    }

    /// "976.4 million Swiss francs"
    fn in_words(&self, number: Decimal) -> String {
        self.sheet.report.value(number, self.data.unit, ValueStyle::InWords)
    }

    fn percent(&self, number: Decimal, decimals: u32) -> String {
        self.sheet.report.rules.percent(number, NumberStyle::PROSE.decimals(decimals))
    }

    fn list(&self, names: &[String]) -> String {
        let shown =
            names.len().min(if names.len() > MOST_NAMES + 1 { MOST_NAMES } else { names.len() });
        let more = names.len() - shown;
        if more == 0 {
            return self.sheet.report.rules.list(names, Conjunction::And);
        }
        let comma = self.sheet.report.strings.get("chart.comma");
        let more = self.sheet.report.counted("summary.more", more.into(), &[]);
        format!("{} {more}", names[..shown].join(comma))
    }

    /// Rows that are drawn.
    fn rows(&self) -> impl Iterator<Item = (usize, &Heading)> {
        let rows = self.grid.rows.iter().enumerate();
        rows.filter(|(_, row)| !matches!(row.role, Role::Total | Role::Share | Role::Change))
    }

    fn column(&self, role: Role) -> Option<usize> {
        self.grid.columns.iter().position(|column| column.role == role)
    }

    /// The column that is drawn last.
    fn last_column(&self) -> usize {
        let drawn = |column: &Heading| !matches!(column.role, Role::Share | Role::Change);
        self.grid.columns.iter().rposition(drawn).unwrap_or(0)
    }

    fn values_of(&self, column: usize) -> Vec<Named<'_>> {
        self.rows()
            .filter(|(_, row)| row.role != Role::Other)
            .filter_map(|(index, row)| Some((row, self.grid.cells[index][column].decimal()?)))
            .collect()
    }

    fn course_of(&self, row: usize) -> Vec<Named<'_>> {
        let cells = self.grid.columns.iter().zip(&self.grid.cells[row]);
        cells
            .filter(|(column, _)| !matches!(column.role, Role::Share | Role::Change))
            .filter_map(|(column, cell)| Some((column, cell.decimal()?)))
            .collect()
    }

    /// First and last of one row, and the change; of several rows the largest and smallest now.
    fn course(&self) -> Vec<String> {
        let rows: Vec<(usize, &Heading)> = self.rows().collect();
        let total = self.grid.rows.iter().position(|row| row.role == Role::Total);
        let mut said = Vec::new();
        let whole = if let [(only, _)] = rows.as_slice() { Some(*only) } else { total };
        said.extend(whole.into_iter().flat_map(|row| self.ends(row)));
        if rows.len() < 2 {
            return said;
        }
        let column = self.last_column();
        let when = &self.grid.columns[column].label;
        let values = self.values_of(column);
        let say = |key: &str, (row, value): &Named<'_>| {
            self.fill(
                key,
                &[("when", when), ("name", &row.label), ("value", &self.in_words(*value))],
            )
        };
        said.extend(largest(&values).map(|named| say("summary.highest_in", named)));
        if self.spec.kind != FigureKind::StackedColumns && self.spec.kind != FigureKind::RankedBars
        {
            said.extend(smallest(&values).map(|named| say("summary.lowest_in", named)));
        }
        said
    }

    fn ends(&self, row: usize) -> Vec<String> {
        let heading = &self.grid.rows[row];
        match self.course_of(row).as_slice() {
            [(first, from), .., (last, to)] => {
                let ends = self.fill(
                    "summary.first_last",
                    &[
                        ("name", &heading.label),
                        ("first", &self.in_words(*from)),
                        ("from", &first.label),
                        ("last", &self.in_words(*to)),
                        ("to", &last.label),
                    ],
                );
                std::iter::once(ends).chain(self.change(*from, *to)).collect()
            }
            [(only, value)] => {
                vec![self.named(&only.label, *value)]
            }
            [] => Vec::new(),
        }
    }

    fn named(&self, name: &str, value: Decimal) -> String {
        self.fill("summary.value", &[("name", name), ("value", &self.in_words(value))])
    }

    /// "Increase: 1.5%."
    fn change(&self, from: Decimal, to: Decimal) -> Option<String> {
        if from == to {
            return Some(self.fill("summary.unchanged", &[]));
        }
        // A change of a percentage in percent would be misread, and so would one from below zero.
        if from <= Decimal::ZERO || super::data::percent(self.data.unit) {
            return None;
        }
        let share = to.checked_sub(from)?.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(from)?;
        let key = if to > from { "summary.rose" } else { "summary.fell" };
        // Of a change to the tenfold nobody needs the decimals.
        let decimals = if share.abs() < Decimal::ONE_HUNDRED { 1 } else { 0 };
        Some(self.fill(key, &[("change", &self.percent(share.abs(), decimals))]))
    }

    /// Of things with a value each: the largest and the smallest.
    fn things(&self) -> Vec<String> {
        let mut said = Vec::new();
        for (c, column) in self.grid.columns.iter().enumerate() {
            let only_values = column.role != Role::Share && column.role != Role::Change;
            let values = self.values_of(c);
            if !only_values || values.len() < 2 {
                continue;
            }
            let several = self.grid.columns.len() > 1 && self.grid.rows.len() > 1;
            let say = |key: &str, (row, value): &Named<'_>| {
                let value = self.in_words(*value);
                let places =
                    [("what", column.label.as_str()), ("name", &row.label), ("value", &value)];
                self.fill(&format!("summary.{key}{}", if several { "_of" } else { "" }), &places)
            };
            said.extend(largest(&values).map(|named| say("highest", named)));
            said.extend(smallest(&values).map(|named| say("lowest", named)));
        }
        if said.is_empty() {
            // One row: its columns are the things.
            for (row, _) in self.rows() {
                let values = self.course_of(row);
                let say = |key: &str, (column, value): &Named<'_>| {
                    self.fill(key, &[("name", &column.label), ("value", &self.in_words(*value))])
                };
                if values.len() < 4 {
                    said.extend(values.iter().map(|named| say("summary.value", named)));
                } else {
                    said.extend(largest(&values).map(|named| say("summary.highest", named)));
                    said.extend(smallest(&values).map(|named| say("summary.lowest", named)));
                }
            }
        }
        said
    }

    /// The total of each column, and the largest part of the last one.
    fn stacks(&self) -> Vec<String> {
        let total = self.grid.rows.iter().position(|row| row.role == Role::Total);
        let mut said = Vec::new();
        for (c, column) in self.grid.columns.iter().enumerate() {
            let values = self.values_of(c);
            let sum = || {
                let parts = self.rows().map(|(row, _)| self.grid.cells[row][c].decimal());
                parts.flatten().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part))
            };
            let whole = match total {
                Some(row) => self.grid.cells[row][c].decimal(),
                None => sum(),
            };
            said.extend(whole.map(|whole| self.named(&column.label, whole)));
            if c + 1 == self.grid.columns.len()
                && let Some((row, value)) = largest(&values)
            {
                let value = self.in_words(*value);
                let places =
                    [("what", column.label.as_str()), ("name", &row.label), ("value", &value)];
                said.push(self.fill("summary.highest_of", &places));
            }
        }
        said
    }

    fn shares(&self) -> Vec<String> {
        let column = self.grid.columns.len().saturating_sub(1);
        let mut parts = self.texts_of(column);
        parts.sort_by_key(|part| std::cmp::Reverse(part.2));
        let mut said = Vec::new();
        if let Some((row, share, _)) = parts.first() {
            said.push(
                self.fill("summary.largest_share", &[("name", &row.label), ("share", share)]),
            );
        }
        if let Some((row, share, _)) = parts.get(1) {
            said.push(self.fill("summary.value", &[("name", &row.label), ("value", share)]));
        }
        if let Some((row, share, _)) = parts.last().filter(|_| parts.len() > 3) {
            said.push(self.fill("summary.lowest", &[("name", &row.label), ("value", share)]));
        }
        said
    }

    /// The values of a column as they are printed.
    fn texts_of(&self, column: usize) -> Vec<(&Heading, &str, Decimal)> {
        let text = |(index, row): (usize, _)| {
            let cell: &Cell = &self.grid.cells[index][column];
            Some((row, cell.text.as_str(), cell.decimal()?))
        };
        self.rows().filter(|(_, row)| row.role != Role::Other).filter_map(text).collect()
    }

    fn targets(&self) -> Vec<String> {
        let target = self.column(Role::Target).or_else(|| self.column(Role::Plan));
        let (Some(target), Some(actual)) = (target, self.column(Role::Actual)) else {
            return self.things();
        };
        let is_plan = self.grid.columns[target].role == Role::Plan;
        let share = self.column(Role::Share);
        self.rows()
            .map(|(row, heading)| {
                let cells = &self.grid.cells[row];
                let text = |cell: &Cell| match &cell.value {
                    chart::Value::Missing { words, .. } => words.clone(),
                    _ => cell.text.clone(),
                };
                let (actual, target) = (text(&cells[actual]), text(&cells[target]));
                let share =
                    share.map(|column| &cells[column]).filter(|cell| cell.decimal().is_some());
                let mut places = vec![
                    ("name", heading.label.as_str()),
                    ("actual", actual.as_str()),
                    ("target", target.as_str()),
                ];
                match share {
                    Some(share) if is_plan => {
                        places.push(("share", &share.text));
                        self.fill("summary.of_estimate", &places)
                    }
                    Some(share) => {
                        places.push(("share", &share.text));
                        self.fill("summary.of_target", &places)
                    }
                    None => self.fill("summary.against_target", &places),
                }
            })
            .collect()
    }

    /// Spent of the budget in all, then where most and least of it was used.
    fn budget(&self) -> Vec<String> {
        let budget = self.column(Role::FinalPlan).or_else(|| self.column(Role::Plan));
        let (Some(budget), Some(spent)) = (budget, self.column(Role::Actual)) else {
            return self.things();
        };
        // The printed total, where the rows have one: a sum of rounded amounts may miss it.
        let printed = self.grid.rows.iter().position(|row| row.role == Role::Total);
        let total = |column: usize| match printed {
            Some(row) => self.grid.cells[row][column].decimal(),
            None => {
                let rows = self.rows();
                let mut numbers =
                    rows.filter_map(|(row, _)| self.grid.cells[row][column].decimal());
                numbers.try_fold(Decimal::ZERO, |sum, number| sum.checked_add(number))
            }
        };
        let name = if printed.is_some() { "chart.total" } else { "chart.total_of_shown" };
        let mut said = Vec::new();
        if let (Some(budget), Some(spent)) = (total(budget), total(spent))
            && let Some(share) =
                spent.checked_mul(Decimal::ONE_HUNDRED).and_then(|spent| spent.checked_div(budget))
        {
            said.push(self.fill(
                "summary.spent",
                &[
                    ("name", self.sheet.report.strings.get(name)),
                    ("spent", &self.in_words(spent)),
                    ("budget", &self.in_words(budget)),
                    ("share", &self.percent(share, 0)),
                ],
            ));
        }
        if let Some(column) = self.column(Role::Share) {
            let values = self.texts_of(column);
            let what = &self.grid.columns[column].label;
            let highest = values.iter().rev().max_by_key(|value| value.2);
            let lowest = values.iter().min_by_key(|value| value.2);
            for (key, named) in [("summary.highest_of", highest), ("summary.lowest_of", lowest)] {
                let Some((row, share, _)) = named else { continue };
                said.push(
                    self.fill(key, &[("what", what), ("name", &row.label), ("value", share)]),
                );
            }
        }
        said
    }

    fn differences(&self) -> Vec<String> {
        let column = self.column(Role::Change).unwrap_or_else(|| self.last_column());
        let values = self.values_of(column);
        let above = largest(&values).filter(|(_, value)| *value > Decimal::ZERO);
        let below = smallest(&values).filter(|(_, value)| *value < Decimal::ZERO);
        let say = |key: &str, (row, value): &Named<'_>| {
            self.fill(key, &[("name", &row.label), ("value", &self.in_words(value.abs()))])
        };
        let above = above.map(|named| say("summary.above", named));
        let below = below.map(|named| say("summary.below", named));
        above.into_iter().chain(below).collect()
    }

    /// The totals of a waterfall: where it begins and where it ends.
    fn totals(&self) -> Vec<String> {
        let column = self.last_column();
        let totals = self.grid.rows.iter().zip(&self.grid.cells);
        let totals = totals
            .filter(|(row, _)| row.role == Role::Total)
            .filter_map(|(row, cells)| Some((row, cells[column].decimal()?)));
        let mut ends: Vec<Named<'_>> = totals.collect();
        if ends.len() > 2 {
            ends = vec![ends[0], ends[ends.len() - 1]];
        }
        let mut said: Vec<String> =
            ends.iter().map(|(row, value)| self.named(&row.label, *value)).collect();
        let values = self.values_of(column);
        if let Some((row, value)) = values.iter().max_by_key(|(_, value)| value.abs()) {
            let value = self.in_words(*value);
            said.push(
                self.fill("summary.largest_step", &[("name", &row.label), ("value", &value)]),
            );
        }
        said
    }

    fn cells(&self) -> Vec<String> {
        let comma = self.sheet.report.strings.get("chart.comma");
        let mut values: Vec<(String, Decimal)> = Vec::new();
        for (row, heading) in self.rows() {
            for (column, cell) in self.grid.columns.iter().zip(&self.grid.cells[row]) {
                if let Some(value) = cell.decimal().filter(|_| column.role == Role::Value) {
                    values.push((format!("{}{comma}{}", heading.label, column.label), value));
                }
            }
        }
        let highest = values.iter().max_by_key(|(_, value)| *value);
        let lowest = values.iter().min_by_key(|(_, value)| *value);
        let say = |key: &str, (name, value): &(String, Decimal)| {
            self.fill(key, &[("name", name), ("value", &self.in_words(*value))])
        };
        let highest = highest.map(|named| say("summary.highest", named));
        highest.into_iter().chain(lowest.map(|named| say("summary.lowest", named))).collect()
    }

    /// "165 ratings: Fully achieved: 123, …"
    fn ratings(&self) -> Vec<String> {
        let mut all = Decimal::ZERO;
        let mut counts = Vec::new();
        for (c, column) in self.grid.columns.iter().enumerate() {
            if column.role == Role::Total {
                continue;
            }
            let rows = self.rows();
            let count: Decimal =
                rows.filter_map(|(row, _)| self.grid.cells[row][c].decimal()).sum();
            all = all.saturating_add(count);
            let number = self.sheet.report.value(count, None, ValueStyle::InWords);
            counts.push(self.fill("rating.counted", &[("n", &number), ("rating", &column.label)]));
        }
        let comma = self.sheet.report.strings.get("chart.comma");
        vec![self.sheet.report.counted("summary.ratings", all, &[("list", &counts.join(comma))])]
    }

    /// What a reader must know before believing the picture.
    fn reservations(&self) -> Vec<String> {
        let mut said = Vec::new();
        // Where rows are things, whatever is missing or open is one of their values.
        let by_column = self.data.time || self.grid.rows.len() == 1;
        let names = |is: &dyn Fn(&Cell) -> bool| -> Vec<String> {
            let drawn = |column: &Heading| {
                !matches!(column.role, Role::Share | Role::Change | Role::Low | Role::High)
            };
            let cell_is = |row: usize, column: usize| {
                drawn(&self.grid.columns[column]) && is(&self.grid.cells[row][column])
            };
            let (rows, columns) = (self.grid.rows.len(), self.grid.columns.len());
            if by_column {
                let any = |column: &usize| (0..rows).any(|row| cell_is(row, *column));
                (0..columns).filter(any).map(|c| self.grid.columns[c].label.clone()).collect()
            } else {
                let any = |row: &usize| (0..columns).any(|column| cell_is(*row, column));
                (0..rows).filter(any).map(|row| self.grid.rows[row].label.clone()).collect()
            }
        };
        let mut say = |key: &str, names: Vec<String>| {
            if !names.is_empty() {
                said.push(self.fill(key, &[("list", &self.list(&names))]));
            }
        };
        let status = |wanted: chart::Status| move |cell: &Cell| cell.status == wanted;
        say("summary.estimated", names(&status(chart::Status::Estimated)));
        say("summary.provisional", names(&status(chart::Status::Provisional)));
        say("summary.forecast", names(&status(chart::Status::Forecast)));
        say("summary.break", names(&|cell| cell.after_break));
        // A dash in a table of money means nothing was spent; that is no gap.
        let is_gap = |cell: &Cell| match &cell.value {
            chart::Value::Missing { reason, .. } => reason != "nil",
            _ => false,
        };
        if !matches!(self.spec.kind, FigureKind::Bullets | FigureKind::Heat) {
            say("summary.missing", names(&is_gap));
        }
        if let Some(start) = chart::axis_start(self.grid, self.options) {
            let number = super::number_of_axis(self.sheet, start, self.data.unit);
            said.push(self.fill("summary.axis", &[("n", &number)]));
        }
        said
    }
}

fn largest<'v, 'g>(values: &'v [Named<'g>]) -> Option<&'v Named<'g>> {
    // Of equals the first, as a reader finds them.
    values.iter().rev().max_by_key(|(_, value)| *value)
}

fn smallest<'v, 'g>(values: &'v [Named<'g>]) -> Option<&'v Named<'g>> {
    values.iter().min_by_key(|(_, value)| *value)
}
