//! A table of the report as printed.

use std::collections::BTreeMap;

use super::computed::computed;
use super::{source, value};
use crate::localize::ValueStyle;
use crate::model::{
    Edition, Found, Id, Located, Missing, Observation, Reference, RowName, Series, Table, Unit,
    UnitKind, Value,
};
use crate::plan::Subject;
use crate::plan::desk::Sheet;
use crate::plan::view;

pub fn table(sheet: &mut Sheet<'_, '_>, table: &Table) -> view::Table {
    let all: Vec<usize> = (0..table.rows.len()).collect();
    some_of(sheet, table, &all, &vec![true; table.columns.len()])
}

/// What the tables of an edition say of one subject: those of their rows that are about it, without
/// the columns that the source leaves blank there.
pub fn extracts(
    sheet: &mut Sheet<'_, '_>,
    e: usize,
    rows: &[(usize, usize)],
) -> Vec<view::Extract> {
    let mut by_table: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for &(table, row) in rows {
        by_table.entry(table).or_default().push(row);
    }
    let tables = &sheet.project().editions[e].tables;
    let mut extracts = Vec::new();
    for (t, rows) in by_table {
        let mut table = some_of(sheet, &tables[t], &rows, &filled_columns(&tables[t], &rows));
        for row in &mut table.rows {
            row.depth = 0;
        }
        let link = sheet.link(Subject::Table(e, t), table.caption.clone());
        extracts.push(view::Extract { link, table });
    }
    extracts
}

/// For each column whether any of the rows has something in it; all of them where none has.
fn filled_columns(table: &Table, rows: &[usize]) -> Vec<bool> {
    let is_filled = |cell: Option<&Option<Observation>>| {
        let value = cell.and_then(Option::as_ref).map(|own| &own.value);
        !matches!(value, Some(Value::Missing(Missing::Blank)))
    };
    let filled: Vec<bool> = (0..table.columns.len())
        .map(|c| rows.iter().any(|&row| is_filled(table.rows[row].cells.get(c))))
        .collect();
    if filled.contains(&true) { filled } else { vec![true; filled.len()] }
}

/// `shown` says it of each column.
fn some_of(
    sheet: &mut Sheet<'_, '_>,
    table: &Table,
    picked: &[usize],
    shown: &[bool],
) -> view::Table {
    let own_unit = sheet.unit(&table.unit);
    // The caption's marks come first.
    let notes = sheet.note_marks(&table.notes);
    let columns = table
        .columns
        .iter()
        .zip(shown)
        .filter(|(_, is_shown)| **is_shown)
        .map(|(column, _)| {
            let unit = column.unit.as_ref().and_then(|unit| sheet.unit(unit));
            view::Column {
                id: column.id.to_string(),
                label: head(name(sheet, &column.name)),
                unit: unit
                    .filter(|unit| unit.kind != UnitKind::Percent)
                    .and_then(|unit| measured_in(sheet, unit)),
                notes: sheet.note_marks(&column.notes),
            }
        })
        .collect();
    let rows = picked
        .iter()
        .map(|&row| {
            let row = &table.rows[row];
            let row_unit = row.unit.as_ref().and_then(|unit| sheet.unit(unit));
            let numbers = sheet
                .edition
                .map(|edition| computed(sheet.desk.lookup, edition, table, row))
                .unwrap_or_else(|| vec![None; row.cells.len()]);
            let cells = row.cells.iter().zip(&table.columns).zip(numbers);
            let cells = cells.zip(shown).filter(|(_, is_shown)| **is_shown);
            let cells = cells.map(|(((cell, column), number), _)| {
                let column_unit = column.unit.as_ref().and_then(|unit| sheet.unit(unit));
                let unit = column_unit.or(row_unit).or(own_unit);
                match cell {
                    Some(observation) => {
                        let period = column.period.as_ref().map(|period| &period.value);
                        value::cell(sheet, observation, unit, ValueStyle::Signed, period)
                    }
                    None => match number {
                        Some(number) => value::number_cell(sheet, number, unit, ValueStyle::Signed),
                        None => {
                            let absent = absent(row.origin);
                            value::cell(sheet, &absent, unit, ValueStyle::Signed, None)
                        }
                    },
                }
            });
            view::Row {
                id: row.id.to_string(),
                cells: cells.collect(),
                label: name(sheet, &row.name),
                kind: if row.cells.is_empty() {
                    "heading"
                } else if row.sum.is_some() {
                    "total"
                } else {
                    "row"
                },
                depth: table.depth(row),
                unit: row_unit.and_then(|unit| measured_in(sheet, unit)),
                notes: sheet.note_marks(&row.notes),
            }
        })
        .collect();
    let columns: Vec<view::Column> = columns;
    let rows: Vec<view::Row> = rows;
    view::Table {
        id: table.id.to_string(),
        caption: sheet.report.words(&table.title),
        unit: own_unit.and_then(|unit| measured_in(sheet, unit)),
        corner: sheet.report.string("table.corner"),
        legend: legend(rows.iter().flat_map(|row| &row.cells)),
        columns,
        rows,
        notes,
        source: source::source(sheet, table.source.as_ref()),
        downloads: downloads(sheet, sheet.edition, table.id.as_str()),
    }
}

/// A series as a table: one row for each period.
pub fn series(sheet: &mut Sheet<'_, '_>, series: &Series) -> view::Table {
    let unit = sheet.unit(&series.unit);
    let notes = sheet.note_marks(&series.notes);
    let rows: Vec<view::Row> = series
        .points
        .iter()
        .map(|point| view::Row {
            id: point.period.as_str().replace('/', "-"),
            label: sheet.report.own(sheet.report.period(&point.period)),
            kind: "row",
            depth: 0,
            unit: None,
            cells: vec![value::cell(
                sheet,
                &point.observation,
                unit,
                ValueStyle::Signed,
                Some(&point.period),
            )],
            notes: Vec::new(),
        })
        .collect();
    let column = view::Column {
        id: "value".to_owned(),
        label: unit
            .map_or_else(|| sheet.report.string("series.value"), |unit| unit_words(sheet, unit)),
        unit: None,
        notes: Vec::new(),
    };
    view::Table {
        id: series.id.to_string(),
        caption: sheet.report.words(&series.title),
        unit: None,
        corner: sheet.report.string("series.period"),
        columns: vec![column],
        legend: legend(rows.iter().flat_map(|row| &row.cells)),
        rows,
        notes,
        source: source::source(sheet, series.source.as_ref()),
        downloads: downloads(sheet, sheet.edition, series.id.as_str()),
    }
}

/// Where nothing can be computed, because a part is missing.
fn absent(origin: crate::diagnostics::Origin) -> Observation {
    Observation {
        value: Value::Missing(Missing::NotAvailable),
        origin,
        level: None,
        period: None,
        status: crate::model::Status::Final,
        breaks: false,
        notes: Vec::new(),
        source: None,
        details: None,
    }
}

/// What stands over a column, where there is little room: a range of years never breaks after its
/// dash.
pub fn head(words: view::Words) -> view::Words {
    let is_digit = |letter: Option<char>| letter.is_some_and(|c| c.is_ascii_digit());
    let mut text = String::with_capacity(words.text.len());
    let mut letters = words.text.chars().peekable();
    while let Some(letter) = letters.next() {
        let is_in_range = letter == '–' && is_digit(text.chars().next_back());
        text.push(letter);
        if is_in_range && is_digit(letters.peek().copied()) {
            text.push('\u{2060}');
        }
    }
    view::Words { text, ..words }
}

pub fn name(sheet: &Sheet<'_, '_>, name: &RowName) -> view::Words {
    match name {
        RowName::Label(text) => sheet.report.words(text),
        RowName::Subject(id) => subject(sheet, id),
    }
}

/// The name of another record.
pub fn subject(sheet: &Sheet<'_, '_>, id: &Located<Id>) -> view::Words {
    let reference = Reference {
        edition: None,
        record: id.value.clone(),
        part: None,
        field: None,
        period: None,
    };
    match sheet.desk.lookup.find(sheet.edition.map(|edition| &edition.id), &reference) {
        Some(found) => title(sheet, found),
        None => sheet.report.own(id.value.to_string()),
    }
}

/// What a record is called where there is little room; nodes with their code.
pub fn title(sheet: &Sheet<'_, '_>, found: Found<'_>) -> view::Words {
    let report = sheet.report;
    match found {
        Found::Node(_, node) => {
            let mut words = report.words(node.short.as_ref().unwrap_or(&node.title));
            if let Some(code) = &node.code {
                words.text = format!("{} {}", report.plain(code), words.text);
            }
            words
        }
        Found::WorkUnit(unit) => report.words(unit.short.as_ref().unwrap_or(&unit.name)),
        Found::Term(term) => report.words(&term.name),
        Found::Edition(edition) => report.words(&edition.title),
        Found::Kpi(_, kpi)
        | Found::Measure(_, kpi, _)
        | Found::KpiValue(_, kpi, ..)
        | Found::KpiTarget(_, kpi, ..) => report.words(&kpi.title),
        Found::Table(_, table) => report.words(&table.title),
        Found::Row(_, _, row) | Found::Cell(_, _, row, ..) => name(sheet, &row.name),
        Found::Series(_, series) | Found::Point(_, series, ..) => report.words(&series.title),
        Found::Figure(_, figure) => report.words(&figure.title),
        Found::Note(_, note) => report.words(&note.text),
        Found::Source(source) => report.words(&source.title),
        Found::Article(id) => super::narrative::article_title(sheet, id),
    }
}

/// The unit of a KPI, a table or a part of one; words are seen to be words.
pub fn measured_in(sheet: &Sheet<'_, '_>, unit: &Unit) -> Option<view::Words> {
    (unit.kind != UnitKind::Words).then(|| unit_words(sheet, unit))
}

pub fn unit_words(sheet: &Sheet<'_, '_>, unit: &Unit) -> view::Words {
    sheet.report.words(&unit.name)
}

/// Each mark of the cells once, in order.
pub fn legend<'c>(cells: impl Iterator<Item = &'c view::Cell>) -> Vec<view::StatusMark> {
    let mut marks: Vec<view::StatusMark> = Vec::new();
    for cell in cells {
        let missing = (cell.kind == "missing" && !cell.text.is_empty())
            .then(|| cell.spoken.clone())
            .flatten()
            .map(|words| view::StatusMark { mark: cell.text.clone(), words });
        for mark in cell.status.iter().cloned().chain(missing) {
            if !marks.contains(&mark) {
                marks.push(mark);
            }
        }
    }
    marks
}

/// A table's or a series' data: of an edition, or of the site.
pub fn downloads(sheet: &Sheet<'_, '_>, edition: Option<&Edition>, id: &str) -> Vec<view::Link> {
    let folder = edition.map_or("series", |edition| edition.id.as_str());
    formats(sheet, &format!("data/{folder}/{id}"))
}

/// The files of a download, given without their endings.
pub fn formats(sheet: &Sheet<'_, '_>, path: &str) -> Vec<view::Link> {
    let link = |format: &str| view::Link {
        href: sheet.to_file(&format!("{path}.{format}")),
        words: sheet.report.own(format.to_uppercase()),
        current: false,
    };
    ["csv", "json"].map(link).to_vec()
}
