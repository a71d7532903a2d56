//! What a figure shows → one grid in the page's language, and the grid as a table of the page.

use rust_decimal::Decimal;

use super::data::{Content, FigureData, Line, Name, Point, Print};
use crate::chart::{self, Grid, Heading, Role, Shape};
use crate::language::{NumberStyle, Sign};
use crate::localize::ValueStyle;
use crate::model::{Edition, FigureSpec, Status, Unit, UnitKind};
use crate::plan::desk::Sheet;
use crate::plan::parts::{kpi, table, value};
use crate::plan::view;

pub fn grid<'a>(sheet: &mut Sheet<'_, 'a>, data: &FigureData<'a>) -> Grid {
    let columns = data.columns.iter().map(|line| heading(sheet, line)).collect();
    let mut rows: Vec<Heading> = data.rows.iter().map(|line| heading(sheet, line)).collect();
    tell_apart(sheet, data, &mut rows);
    let cells =
        data.cells.iter().map(|row| row.iter().map(|point| cell(sheet, point)).collect()).collect();
    Grid { columns, rows, cells }
}

/// The values alone, which are the same in every language.
pub fn without_words(data: &FigureData<'_>) -> Grid {
    let heading = |_: &Line<'_>| Heading::new("", "");
    let cell = |point: &Point<'_>| match point.content {
        Content::Number(number) | Content::Target(_, Some(number)) => {
            chart::Cell::number(number, "")
        }
        Content::Missing(_) => chart::Cell::missing("", "", ""),
        Content::Target(_, None) | Content::Words(_) | Content::InParts(_) => chart::Cell::text(""),
    };
    Grid {
        columns: data.columns.iter().map(heading).collect(),
        rows: data.rows.iter().map(heading).collect(),
        cells: data.cells.iter().map(|row| row.iter().map(cell).collect()).collect(),
    }
}

/// Rows that are called the same in different parts of a table get the name of their part.
fn tell_apart(sheet: &Sheet<'_, '_>, data: &FigureData<'_>, rows: &mut [Heading]) {
    let twice = |row: &Heading| rows.iter().filter(|other| other.label == row.label).count() > 1;
    if !rows.iter().any(twice) {
        return;
    }
    let colon = sheet.report.strings.get("chart.colon");
    for (row, line) in rows.iter_mut().zip(&data.rows) {
        if let Some(part) = line.below {
            row.label = format!("{}{colon}{}", table::name(sheet, part).text, row.label);
        }
    }
}

fn heading(sheet: &Sheet<'_, '_>, line: &Line<'_>) -> Heading {
    let report = sheet.report;
    let label = match &line.name {
        Name::Row(name) => table::name(sheet, name).text,
        Name::Period(period) => report.period(period),
        Name::Record(record) => table::title(sheet, *record).text,
        Name::Rating(rating) => report.plain(&rating.name).to_owned(),
        Name::String(key) => report.strings.get(key).to_owned(),
        Name::Measure { kpi: own, measure, titled } => {
            let title = report.plain(&own.title);
            match kpi::label(sheet, own, measure) {
                Some(label) if *titled => {
                    format!("{title}{}{}", report.strings.get("chart.colon"), label.text)
                }
                Some(label) => label.text,
                None => title.to_owned(),
            }
        }
    };
    Heading {
        role: line.role,
        better: line.better,
        rating: line.rating.map(|rating| chart::Rating {
            letter: report.plain(&rating.letter).to_owned(),
            shape: Shape::from_name(&rating.shape).unwrap_or(Shape::Square),
        }),
        ..Heading::new(line.id.clone(), label)
    }
}

fn cell<'a>(sheet: &mut Sheet<'_, 'a>, point: &Point<'a>) -> chart::Cell {
    let report = sheet.report;
    let mut cell = match &point.content {
        Content::Number(number) => {
            chart::Cell::number(*number, number_text(sheet, *number, point.print))
        }
        Content::Missing(reason) => {
            let words = report.missing(*reason);
            chart::Cell::missing(reason.word(), words.text, words.spoken.unwrap_or_default())
        }
        Content::Words(text) => chart::Cell::text(report.plain(text)),
        Content::Target(target, number) => {
            let text = value::promise(sheet, target, point.unit(), ValueStyle::Signed).text;
            match number {
                Some(number) => chart::Cell::number(*number, text),
                None => chart::Cell::text(text),
            }
        }
        Content::InParts(observation) => {
            let unit = point.unit();
            let parts = value::cell(sheet, observation, unit, ValueStyle::Signed, None);
            chart::Cell::text(parts.text)
        }
    };
    cell.after_break = point.breaks;
    cell.status(match point.status {
        Status::Final => chart::Status::Final,
        Status::Provisional => chart::Status::Provisional,
        Status::Estimated => chart::Status::Estimated,
        Status::Revised => chart::Status::Revised,
        Status::Forecast => chart::Status::Forecast,
    })
}

fn number_text(sheet: &Sheet<'_, '_>, number: Decimal, print: Print<'_>) -> String {
    let report = sheet.report;
    let column = NumberStyle::COLUMN;
    let change = column.sign(Sign::Always);
    match print {
        Print::In(unit) => report.value(number, unit, ValueStyle::Signed),
        Print::Change(unit) => {
            let decimals = unit.and_then(|unit| unit.decimals);
            report.styled(number, unit, ValueStyle::Signed, NumberStyle { decimals, ..change })
        }
        Print::Percent { decimals } => report.rules.percent(number, column.decimals(decimals)),
        Print::ChangeInPercent { decimals } => {
            report.rules.percent(number, change.decimals(decimals))
        }
    }
}

/// The same grid as a table below the drawing.
pub fn as_table(
    sheet: &Sheet<'_, '_>,
    edition: &Edition,
    spec: &FigureSpec,
    grid: &Grid,
    unit: Option<&Unit>,
) -> view::Table {
    let report = sheet.report;
    let shades = (spec.kind == crate::model::FigureKind::Heat).then(|| chart::shades(grid).classes);
    let shade = |row: usize, column: usize| shades.as_ref().and_then(|all| all[row][column]);
    let mut cells: Vec<Vec<view::Cell>> = grid
        .cells
        .iter()
        .enumerate()
        .map(|(r, row)| {
            let cells = row.iter().enumerate();
            cells.map(|(c, cell)| table_cell(sheet, cell, shade(r, c))).collect()
        })
        .collect();
    // Time runs down the page where there is one series: a long row does not fit a phone.
    let (mut rows, mut columns) = (&grid.rows, &grid.columns);
    if rows.len() == 1 && columns.len() > 1 {
        cells = cells.into_iter().flatten().map(|cell| vec![cell]).collect();
        (rows, columns) = (columns, rows);
    }
    let rows: Vec<view::Row> = rows
        .iter()
        .zip(cells)
        .map(|(row, cells)| view::Row {
            id: row.id.clone(),
            label: report.own(row.label.clone()),
            kind: if row.role == Role::Total { "total" } else { "row" },
            depth: 0,
            unit: None,
            cells,
            notes: Vec::new(),
        })
        .collect();
    let columns = columns.iter().map(|column| view::Column {
        id: column.id.clone(),
        label: table::head(report.own(column.label.clone())),
        unit: None,
        notes: Vec::new(),
    });
    view::Table {
        id: super::id_on_pages(edition, spec) + "-data",
        caption: report.words(&spec.title),
        // A percent sign stands at each number.
        unit: unit
            .filter(|unit| unit.kind != UnitKind::Percent)
            .map(|unit| table::unit_words(sheet, unit)),
        corner: report.string("table.corner"),
        columns: columns.collect(),
        legend: table::legend(rows.iter().flat_map(|row| &row.cells)),
        rows,
        notes: Vec::new(),
        source: None,
        downloads: Vec::new(),
    }
}

fn table_cell(
    sheet: &Sheet<'_, '_>,
    cell: &chart::Cell,
    shade: Option<&'static str>,
) -> view::Cell {
    let status = match cell.status {
        chart::Status::Final => Status::Final,
        chart::Status::Provisional => Status::Provisional,
        chart::Status::Estimated => Status::Estimated,
        chart::Status::Revised => Status::Revised,
        chart::Status::Forecast => Status::Forecast,
    };
    let (kind, spoken) = match &cell.value {
        chart::Value::Number(number) if number.is_sign_negative() && !number.is_zero() => {
            let bare = cell.text.trim_start_matches(['-', '\u{2212}', '\u{200e}', '\u{200f}']);
            ("number", Some(sheet.report.strings.fill("value.minus", &[("value", bare)])))
        }
        chart::Value::Number(_) => ("number", None),
        chart::Value::Missing { words, .. } => ("missing", Some(words.clone())),
        chart::Value::Text => ("text", None),
    };
    view::Cell {
        text: cell.text.clone(),
        kind,
        shade,
        spoken,
        status: value::status(sheet, status, cell.after_break),
        ..view::Cell::default()
    }
}
