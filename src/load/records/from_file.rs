//! `data = { file = "…" }`: numbers of a table or series that stand in a CSV file or workbook beside
//! it, found by their headers.

use std::collections::BTreeMap;

use super::opened::{Opened, REASONS};
use super::{Kept, table};
use crate::diagnostics::typed::short;
use crate::diagnostics::{Diagnostic, Origin, codes, listed};
use crate::language::Tag;
use crate::load::read::Reader;
use crate::load::record::{Item, Record};
use crate::load::shape::{Field, Kind, Shape, field};
use crate::load::sheet::Cell;
use crate::model::{Id, Located, Period, Text};

const FILE: Field =
    field!("file", required, Kind::Word, "a `.csv` or `.xlsx` file beside this one");
const SHEET: Field =
    field!("sheet", optional, Kind::Word, "the sheet of a workbook that has several");
const HEADER: Field =
    field!("header", optional, Kind::Integer, "the row with the headers, if not the first");
const LAST: Field =
    field!("last", optional, Kind::Integer, "the last row with numbers, if more stands below");
const SEPARATOR: Field = field!(
    "separator",
    optional,
    Kind::Choice(&[",", ";", "tab"]),
    "what stands between the cells of a CSV file, if no comma"
);
const EMPTY: Field =
    field!("empty", optional, Kind::Choice(REASONS), "what it means that a cell is empty");
const IGNORE: Field =
    field!("ignore", optional, Kind::List(&Kind::Word), "headers of columns that are not shown");

pub const TABLE: Shape = Shape {
    name: "the file of a table",
    fields: &[
        FILE,
        field!("id", required, Kind::Word, "the header over the ids of the rows"),
        field!(
            "label",
            optional,
            Kind::Headers,
            "the header over the names of the rows, for each language"
        ),
        field!(
            "columns",
            required,
            Kind::ById(&Kind::Word),
            "for each column of the table, the header in the file"
        ),
        field!("total", optional, Kind::Id, "the row that is the sum of all others in the file"),
        SHEET,
        HEADER,
        LAST,
        SEPARATOR,
        EMPTY,
        IGNORE,
    ],
};

pub const SERIES: Shape = Shape {
    name: "the file of a series",
    fields: &[
        FILE,
        field!("period", required, Kind::Word, "the header over the periods"),
        field!("value", required, Kind::Word, "the header over the values"),
        field!("status", optional, Kind::Word, "the header over how sure each value is"),
        SHEET,
        HEADER,
        LAST,
        SEPARATOR,
        EMPTY,
        IGNORE,
    ],
};

/// A row of the file: the fields of a row as if they had been typed.
pub struct FileRow {
    pub id: Located<Id>,
    pub label: Option<Text>,
    /// By column of the table.
    pub values: Vec<(Located<Id>, Located<Item>)>,
    /// Columns that are not computed and have an empty cell here.
    pub empty: Vec<(Id, Origin)>,
    /// Something in it was reported.
    pub damaged: bool,
}

pub struct FileRows {
    pub rows: Vec<FileRow>,
    /// Whether the file has names for its rows.
    pub names: bool,
    /// The row that is the sum of the others.
    pub total: Option<Located<Id>>,
}

/// `None` after a report, or where the file itself was reported.
pub fn rows(
    data: Located<Record>,
    columns: &[(Located<Id>, bool)],
    kept: &mut Kept,
    reader: &mut Reader<'_>,
) -> Option<FileRows> {
    let Located { value: mut record, origin } = data;
    if record.incomplete {
        return None;
    }
    let ids = record.word("id")?;
    let label = record.headers("label");
    let total = record.id("total");
    let mapped = record.by_id("columns")?.value;
    let mut file = Opened::new(&mut record, origin, kept, reader)?;
    let found_before = reader.found.len();
    let id_column = file.column(&ids, reader);
    let labels: Vec<(Option<Tag>, u32)> = label
        .into_iter()
        .flat_map(|label| label.value)
        .filter_map(|(tag, header)| Some((tag, file.column(&header, reader)?)))
        .collect();
    let mut of_columns = Vec::new();
    for (id, header) in mapped {
        let Item::Word(text) = header.value else { unreachable!("headers are words") };
        match columns.iter().find(|(known, _)| known.value == id.value) {
            None => {
                let known: Vec<&str> = columns.iter().map(|(id, _)| id.value.as_str()).collect();
                reader.found.push(
                    Diagnostic::new(
                        &codes::UNKNOWN_REFERENCE,
                        format!("the table has no column `{}`", id.value),
                    )
                    .at(id.origin)
                    .help(format!("its columns are {}", listed(&known))),
                );
            }
            Some((_, computed)) => {
                let header = Located::new(text, header.origin);
                of_columns.extend(file.column(&header, reader).map(|at| (id, at, *computed)));
            }
        }
    }
    if let Some(wrong) = table::too_large(file.rows().len(), columns.len()) {
        reader.found.push(wrong.at(origin));
        return None;
    }
    let id_column = id_column?;
    if reader.found.len() == found_before {
        file.nothing_else(reader);
    }
    if reader.found.len() > found_before {
        return None;
    }
    let mut rows: Vec<FileRow> = Vec::new();
    let mut seen: BTreeMap<Id, Origin> = BTreeMap::new();
    for row in file.rows() {
        let Some(id) = file.row_id(row, id_column, reader) else { continue };
        if let Some(first) = seen.get(&id.value) {
            reader.found.push(
                Diagnostic::new(&codes::DATA_ROW, format!("the file has two rows `{}`", id.value))
                    .at(id.origin)
                    .label("again here")
                    .related(*first, "first here")
                    .help("give one of them another id, or add them up"),
            );
            continue;
        }
        seen.insert(id.value.clone(), id.origin);
        let found_before = reader.found.len();
        let label = (!labels.is_empty()).then(|| file.label(row, &labels, reader)).flatten();
        let mut values = Vec::with_capacity(of_columns.len());
        let mut empty = Vec::new();
        for (column, at, computed) in &of_columns {
            let origin = file.origin(row, *at);
            let is_empty = file.sheet().at(row, *at).is_none();
            // A computed column needs no number, so that an empty cell says nothing.
            if is_empty && *computed {
                continue;
            }
            match file.value(row, *at, reader) {
                Some(value) => values.push((Located::new(column.value.clone(), origin), value)),
                None if is_empty => empty.push((column.value.clone(), origin)),
                None => {}
            }
        }
        let damaged = reader.found.len() > found_before;
        rows.push(FileRow { id, label, values, empty, damaged });
    }
    if let Some(total) = total.as_ref().filter(|total| !seen.contains_key(&total.value)) {
        reader.found.push(
            Diagnostic::new(
                &codes::UNKNOWN_REFERENCE,
                format!("the file has no row `{}`", total.value),
            )
            .at(total.origin)
            .help("name the row that holds the sum of all others, or leave out `total`"),
        );
    }
    Some(FileRows { rows, names: !labels.is_empty(), total })
}

/// The points of a series as if they had been typed; `None` after a report.
pub fn points(
    data: Located<Record>,
    kept: &mut Kept,
    reader: &mut Reader<'_>,
) -> Option<Vec<(Located<Period>, Located<Item>)>> {
    let Located { value: mut record, origin } = data;
    if record.incomplete {
        return None;
    }
    let (period, value, status) =
        (record.word("period")?, record.word("value")?, record.word("status"));
    let mut file = Opened::new(&mut record, origin, kept, reader)?;
    let period_at = file.column(&period, reader);
    let value_at = file.column(&value, reader);
    let status_at = status.map(|status| file.column(&status, reader));
    let (period_at, value_at) = (period_at?, value_at?);
    let status_at = match status_at {
        Some(at) => Some(at?),
        None => None,
    };
    file.nothing_else(reader);
    let mut points: Vec<(Located<Period>, Located<Item>)> = Vec::new();
    let mut seen: BTreeMap<Period, Origin> = BTreeMap::new();
    for row in file.rows() {
        let at = file.origin(row, period_at);
        let words = file.sheet().at(row, period_at).and_then(Cell::words);
        let Some(period) = words.and_then(Period::parse) else {
            let message = match words {
                Some(words) => format!("`{}` is no period", short(words)),
                None => "the row has no period".to_owned(),
            };
            reader.found.push(Diagnostic::new(&codes::DATA_ROW, message).at(at).help(
                "write a year (2025), a span of years (2024/25) or a month (2025-12); \
                 `last = …` says where the numbers end",
            ));
            continue;
        };
        if let Some(first) = seen.get(&period) {
            reader.found.push(
                Diagnostic::new(&codes::DATA_ROW, format!("the file has two rows for {period}"))
                    .at(at)
                    .label("again here")
                    .related(*first, "first here")
                    .help("keep the one that is right"),
            );
            continue;
        }
        seen.insert(period.clone(), at);
        let Some(value) = file.value(row, value_at, reader) else {
            if file.sheet().at(row, value_at).is_none() {
                let place = file.origin(row, value_at);
                reader.found.push(no_number(format!("there is no value for {period}"), place));
            }
            continue;
        };
        let status = status_at.and_then(|at| file.status(row, at, reader));
        points.push((Located::new(period, at), with_status(value, status)));
    }
    Some(points)
}

fn with_status(value: Located<Item>, status: Option<Located<&'static str>>) -> Located<Item> {
    let Some(status) = status else { return value };
    let origin = value.origin;
    let status = Located::new(Item::Choice(status.value), status.origin);
    let fields = vec![("value", value), ("status", status)];
    Located::new(Item::Record(Record { origin, fields, incomplete: false, damaged: false }), origin)
}

/// What is typed about a value whose number stands in the file: the number is put into it. `Err`
/// where a number is typed as well.
pub fn join(typed: Located<Item>, from_file: Located<Item>) -> Result<Located<Item>, Origin> {
    let Located { value: Item::Record(mut typed_record), origin } = typed else {
        return Err(typed.origin);
    };
    if ["value", "text", "per_year", "breakdown"].iter().any(|key| typed_record.has(key)) {
        return Err(origin);
    }
    match from_file.value {
        Item::Record(of_file) => {
            for (key, item) in of_file.fields {
                if !typed_record.has(key) {
                    typed_record.fields.push((key, item));
                }
            }
        }
        plain => typed_record.fields.push(("value", Located::new(plain, from_file.origin))),
    }
    Ok(Located::new(Item::Record(typed_record), origin))
}

pub fn stands_twice(typed: Origin, in_file: Origin) -> Diagnostic {
    Diagnostic::new(&codes::DATA_ROW, "the value is typed although the file has it")
        .at(typed)
        .related(in_file, "in the file")
        .help("leave out the number here; notes and a status may stay: `{ notes = […] }`")
}

pub fn empty_cell(row: &Id, column: &Id, cell: Origin) -> Diagnostic {
    no_number(format!("the row `{row}` has no value for `{column}`"), cell)
}

fn no_number(message: String, cell: Origin) -> Diagnostic {
    Diagnostic::new(&codes::MISSING_CELL, message)
        .at(cell)
        .help("write the number, or the reason why there is none, such as `nil` or `not-available`")
        .help("where empty cells always mean the same, say it in `data`: `empty = \"nil\"`")
}

pub fn no_name(row: Origin) -> Diagnostic {
    Diagnostic::new(&codes::DATA_ROW, "the row has no name")
        .at(row)
        .help("write it into the column that `label` names, or give the row a `label` or `subject` in the TOML file")
}

/// Rows as typed, with the values that the file has, in the order of the file. A row that only the
/// TOML file has, such as a heading, stays before the one that it was typed before.
pub fn joined(
    typed: Vec<(Located<Id>, Record)>,
    file: FileRows,
    reader: &mut Reader<'_>,
) -> Vec<(Located<Id>, Record)> {
    let in_file: Vec<Id> = file.rows.iter().map(|row| row.id.value.clone()).collect();
    let mut before: BTreeMap<Id, Vec<(Located<Id>, Record)>> = BTreeMap::new();
    let mut of_file: BTreeMap<Id, (Located<Id>, Record)> = BTreeMap::new();
    let mut waiting = Vec::new();
    for (id, record) in typed {
        if in_file.contains(&id.value) {
            before.insert(id.value.clone(), std::mem::take(&mut waiting));
            of_file.insert(id.value.clone(), (id, record));
        } else {
            waiting.push((id, record));
        }
    }
    let mut rows = Vec::new();
    for row in file.rows {
        rows.extend(before.remove(&row.id.value).into_iter().flatten());
        let own = of_file.remove(&row.id.value);
        let is_total = file.total.as_ref().is_some_and(|total| total.value == row.id.value);
        let (id, mut record) = own.unwrap_or_else(|| {
            let origin = row.id.origin;
            let record = Record { origin, fields: Vec::new(), incomplete: false, damaged: false };
            (row.id.clone(), record)
        });
        if is_total && !record.has("sum") {
            let origin = file.total.as_ref().map_or(row.id.origin, |total| total.origin);
            let others = in_file.iter().filter(|other| **other != row.id.value);
            let others = others.map(|id| Located::new(Item::Id(id.clone()), origin)).collect();
            record.fields.push(("sum", Located::new(Item::List(others), origin)));
        }
        if !record.has("label") && !record.has("subject") {
            let name = match row.label {
                Some(label) => ("label", Located::new(Item::Text(label), row.id.origin)),
                None if file.names => {
                    reader.found.push(no_name(row.id.origin));
                    continue;
                }
                // Without names, the file names records by their ids.
                None => ("subject", Located::new(Item::Id(row.id.value.clone()), row.id.origin)),
            };
            record.fields.push(name);
        }
        record.damaged |= row.damaged;
        let mut entries = record.by_id("values").map(|typed| typed.value).unwrap_or_default();
        for (column, value) in row.values {
            let Some(at) = entries.iter().position(|(typed, _)| typed.value == column.value) else {
                entries.push((column, value));
                continue;
            };
            let (key, typed) = entries.swap_remove(at);
            let place = value.origin;
            match join(typed, value) {
                Ok(whole) => entries.push((key, whole)),
                Err(typed) => {
                    reader.found.push(stands_twice(typed, place));
                    record.damaged = true;
                }
            }
        }
        for (column, place) in &row.empty {
            if !entries.iter().any(|(typed, _)| typed.value == *column) {
                reader.found.push(empty_cell(&row.id.value, column, *place));
                record.damaged = true;
            }
        }
        record.fields.push(("values", Located::new(Item::ById(entries), row.id.origin)));
        rows.push((id, record));
    }
    rows.extend(waiting);
    rows
}
