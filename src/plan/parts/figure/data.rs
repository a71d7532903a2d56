//! A declared figure → what it shows: rows, columns and values, before any language is chosen.
//!
//! Each source of data offers all its rows and columns; what the author named, or what the kind of
//! chart can use, is then picked from them. So names are checked in one place, and the same for all.

use rust_decimal::Decimal;

use super::{of_kpis, of_ratings, of_series, of_tables};
use crate::chart::{Better, Role};
use crate::diagnostics::{Diagnostic, Diagnostics, codes, listed, nearest};
use crate::model::{
    Edition, FigureSpec, Found, Kpi, Located, Lookup, Measure, Missing, Observation, Period,
    Rating, RowName, SourceUse, Status, Target, Text, Unit, UnitKind,
};

/// What a figure shows.
#[derive(Clone, Debug, Default)]
pub struct FigureData<'a> {
    pub columns: Vec<Line<'a>>,
    pub rows: Vec<Line<'a>>,
    /// By row, then by column.
    pub cells: Vec<Vec<Point<'a>>>,
    /// Of the values that are drawn; `None` for counts, and where each row has its own.
    pub unit: Option<&'a Unit>,
    pub source: Option<&'a SourceUse>,
    /// Columns are moments.
    pub time: bool,
    /// What is known to be missing, in the author's words.
    pub gaps: Vec<&'a Text>,
}

/// A row or a column.
#[derive(Clone, Debug)]
pub struct Line<'a> {
    pub id: String,
    pub name: Name<'a>,
    pub role: Role,
    pub better: Option<Better>,
    pub rating: Option<&'a Rating>,
    pub period: Option<Period>,
    /// The heading it stands under.
    pub below: Option<&'a RowName>,
    /// The rows that it is the sum of.
    pub sum: Vec<&'a str>,
    /// The rows that this sum takes away.
    pub less: Vec<&'a str>,
    /// Shown where the author names none.
    pub usual: bool,
}

/// Where the words of a row or column come from.
#[derive(Clone, Debug)]
pub enum Name<'a> {
    Row(&'a RowName),
    Period(Period),
    Record(Found<'a>),
    /// A line of a KPI; with the KPI's title where several KPIs are shown.
    Measure {
        kpi: &'a Kpi,
        measure: &'a Measure,
        titled: bool,
    },
    Rating(&'a Rating),
    /// A string of the theme.
    String(&'static str),
}

/// One value with what is printed beside it.
#[derive(Clone, Debug)]
pub struct Point<'a> {
    pub content: Content<'a>,
    pub print: Print<'a>,
    pub status: Status,
    pub breaks: bool,
}

#[derive(Clone, Debug)]
pub enum Content<'a> {
    Number(Decimal),
    Missing(Missing),
    Words(&'a Text),
    /// What was promised; the number where it has one.
    Target(&'a Target, Option<Decimal>),
    /// Only its years or parts are known.
    InParts(&'a Observation),
}

/// How a number is printed.
#[derive(Clone, Copy, Debug)]
pub enum Print<'a> {
    In(Option<&'a Unit>),
    /// With a plus where it is positive.
    Change(Option<&'a Unit>),
    Percent {
        decimals: u32,
    },
    ChangeInPercent {
        decimals: u32,
    },
}

impl<'a> Line<'a> {
    pub fn new(id: impl Into<String>, name: Name<'a>) -> Self {
        Line {
            id: id.into(),
            name,
            role: Role::Value,
            better: None,
            rating: None,
            period: None,
            below: None,
            sum: Vec::new(),
            less: Vec::new(),
            usual: true,
        }
    }

    pub fn role(self, role: Role) -> Self {
        Line { role, ..self }
    }
}

impl<'a> Point<'a> {
    pub fn of(observation: &'a Observation, unit: Option<&'a Unit>) -> Self {
        use crate::model::Value;
        Point {
            content: match &observation.value {
                Value::Number(number) => Content::Number(*number),
                Value::Missing(reason) => Content::Missing(*reason),
                Value::Words(text) => Content::Words(text),
                Value::InParts => Content::InParts(observation),
            },
            print: Print::In(unit),
            status: observation.status,
            breaks: observation.breaks,
        }
    }

    pub fn number(number: Decimal, print: Print<'a>) -> Self {
        Point { content: Content::Number(number), print, status: Status::Final, breaks: false }
    }

    pub fn missing(reason: Missing) -> Self {
        Point {
            content: Content::Missing(reason),
            print: Print::In(None),
            status: Status::Final,
            breaks: false,
        }
    }

    pub fn decimal(&self) -> Option<Decimal> {
        match self.content {
            Content::Number(number) | Content::Target(_, Some(number)) => Some(number),
            _ => None,
        }
    }

    pub fn unit(&self) -> Option<&'a Unit> {
        match self.print {
            Print::In(unit) | Print::Change(unit) => unit,
            Print::Percent { .. } | Print::ChangeInPercent { .. } => None,
        }
    }
}

/// Finds what a figure shows, and reports what does not fit. `None` where there is nothing to show;
/// references that lead nowhere are reported by their own rule.
pub fn find<'a>(
    lookup: &'a Lookup<'a>,
    edition: &'a Edition,
    spec: &'a FigureSpec,
    found: &mut Diagnostics,
) -> Option<FigureData<'a>> {
    let records: Vec<Found<'a>> = spec
        .data
        .iter()
        .map(|data| lookup.find(Some(&edition.id), &data.value))
        .collect::<Option<_>>()?;
    let ratings = spec.kind.counts_ratings();
    let mut data = match records.as_slice() {
        [Found::Table(edition, table)] => of_tables::offer(lookup, edition, spec, table),
        [Found::Node(edition, node)] if ratings => {
            of_ratings::of_node(lookup.project, edition, node)
        }
        [Found::Edition(edition)] if ratings => of_ratings::of_edition(lookup.project, edition),
        [Found::Series(..), ..] if !ratings && of_series::all(&records).is_some() => {
            of_series::offer(lookup.project, spec, &of_series::all(&records)?, found)?
        }
        [Found::Kpi(..), ..] if !ratings && of_kpis::all(&records).is_some() => {
            of_kpis::offer(lookup.project, spec, &of_kpis::all(&records)?)
        }
        _ => {
            // Where a record was lost, what is found in its place says nothing about the figure.
            let is_no_news = spec.data.iter().any(|data| {
                let owner = data.value.edition.as_ref().unwrap_or(&edition.id);
                lookup.project.is_no_news(Some(owner), &data.value.record)
            });
            if !is_no_news {
                found.push(unfit(spec));
            }
            return None;
        }
    };
    pick(spec, &mut data, found)?;
    super::derive::derive(lookup.project, spec, &mut data, found)?;
    Some(data)
}

fn unfit(spec: &FigureSpec) -> Diagnostic {
    let expected = if spec.kind.counts_ratings() {
        "a node, an edition, or a table that counts ratings"
    } else {
        "one table, one or more series, or one or more KPIs"
    };
    let origin = spec.data.first().map_or(spec.origin, |data| data.origin);
    Diagnostic::new(
        &codes::FIGURE_DATA,
        format!("`{}` is not what `{}` can show", shown_data(spec), spec.kind.word()),
    )
    .at(origin)
    .label(format!("expected {expected}"))
}

/// Keeps the rows and columns that the author names, in that order, or the usual ones.
fn pick<'a>(
    spec: &'a FigureSpec,
    data: &mut FigureData<'a>,
    found: &mut Diagnostics,
) -> Option<()> {
    // Both are looked at before either refuses, so that every mistake is told.
    let rows = wanted(&data.rows, &spec.rows, "row", found);
    let columns = wanted(&data.columns, &spec.columns, "column", found);
    let (mut rows, columns) = (rows?, columns?);
    if let Some(totals) = &spec.options.totals {
        for id in wanted(&data.rows, totals, "row", found)? {
            if !totals.is_empty() && !rows.contains(&id) {
                rows.push(id);
            }
        }
    } else if spec.options.transpose != Some(true) {
        rows.extend(of_tables::total_of(spec.kind, &data.rows, &rows));
    }
    for name in spec.options.minus.iter().chain(&spec.options.highlight) {
        wanted(&data.rows, std::slice::from_ref(name), "row", found)?;
    }
    data.cells = rows
        .iter()
        .map(|&row| columns.iter().map(|&column| data.cells[row][column].clone()).collect())
        .collect();
    data.rows = rows.iter().map(|&row| data.rows[row].clone()).collect();
    data.columns = columns.iter().map(|&column| data.columns[column].clone()).collect();
    if data.rows.is_empty() || data.columns.is_empty() {
        let what = if data.rows.is_empty() { "rows" } else { "columns" };
        found.push(
            Diagnostic::new(
                &codes::FIGURE_DATA,
                format!("`{}` has no {what} to show in `{}`", shown_data(spec), spec.kind.word()),
            )
            .at(spec.data.first().map_or(spec.origin, |data| data.origin))
            .help("name them: `rows = […]`, `columns = […]`"),
        );
        return None;
    }
    Some(())
}

/// The data as the author refers to it.
fn shown_data(spec: &FigureSpec) -> String {
    let all: Vec<String> = spec.data.iter().map(|data| data.value.to_string()).collect();
    all.join("`, `")
}

/// The places of named lines; a name that leads nowhere is reported with the nearest one.
fn wanted(
    lines: &[Line<'_>],
    names: &[Located<String>],
    what: &str,
    found: &mut Diagnostics,
) -> Option<Vec<usize>> {
    if names.is_empty() {
        return Some((0..lines.len()).filter(|&index| lines[index].usual).collect());
    }
    let mut places = Vec::with_capacity(names.len());
    let mut whole = true;
    for name in names {
        match lines.iter().position(|line| is_named(line, &name.value)) {
            Some(place) if places.contains(&place) => {
                whole = false;
                found.push(
                    Diagnostic::new(
                        &codes::FIGURE_DATA,
                        format!("the {what} `{}` is named twice", name.value),
                    )
                    .at(name.origin),
                );
            }
            Some(place) => places.push(place),
            None => {
                whole = false;
                found.push(unknown(lines, name, what));
            }
        }
    }
    whole.then_some(places)
}

/// By its id; a period also as it is written elsewhere: `2024/25`.
pub fn is_named(line: &Line<'_>, name: &str) -> bool {
    let is_period = |period: &Period| period.as_str() == name && line.id == period_id(period);
    line.id == name || line.period.as_ref().is_some_and(is_period)
}

/// A period as part of an id.
pub fn period_id(period: &Period) -> String {
    period.as_str().replace('/', "-")
}

fn unknown(lines: &[Line<'_>], name: &Located<String>, what: &str) -> Diagnostic {
    let known: Vec<&str> = lines.iter().map(|line| line.id.as_str()).collect();
    let near = nearest(&name.value, known.iter().copied());
    let label = near.map(|near| format!("did you mean `{near}`?")).unwrap_or_default();
    let shown: Vec<&str> = known.iter().copied().take(12).collect();
    let more = if known.len() > shown.len() { " …" } else { "" };
    Diagnostic::new(
        &codes::UNKNOWN_REFERENCE,
        format!("the data of this figure has no {what} `{}` with values", name.value),
    )
    .at(name.origin)
    .label(label)
    .help(format!("there are {}{more}", listed(&shown)))
}

pub fn percent(unit: Option<&Unit>) -> bool {
    unit.is_some_and(|unit| unit.kind == UnitKind::Percent)
}
