//! `data = { file = "…" }`: numbers of a table or series that stand in a CSV file or workbook beside
//! it, found by their headers.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Kept;
use crate::diagnostics::typed::{formatted_number, is_stray, short, stray_character};
use crate::diagnostics::{At, Diagnostic, FileId, Origin, codes, listed, nearest};
use crate::load::read::Reader;
use crate::load::record::{Item, Record};
use crate::load::shape::{Field, Kind, Shape, field};
use crate::load::sheet::{Cell, Sheet, Workbook};
use crate::load::tree::{FileKind, too_large};
use crate::load::{csv_file, number};
use crate::model::{Forms, Id, Located, Missing, Period, Status, Text, TextIn, TextPlace};

/// More names than these nobody reads.
const HEADERS_NAMED: usize = 20;

const REASONS: &[&str] =
    &["nil", "not-available", "not-applicable", "pending", "blank", "lost", "confidential"];

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
    let mut file = Open::new(&mut record, origin, kept, reader)?;
    let found_before = reader.found.len();
    let id_column = file.column(&ids, reader);
    let labels: Vec<(Option<crate::language::Tag>, u32)> = label
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
    let mut file = Open::new(&mut record, origin, kept, reader)?;
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
        if let Some((first, _)) = points.iter().find(|(known, _)| known.value == period) {
            reader.found.push(
                Diagnostic::new(&codes::DATA_ROW, format!("the file has two rows for {period}"))
                    .at(at)
                    .label("again here")
                    .related(first.origin, "first here")
                    .help("keep the one that is right"),
            );
            continue;
        }
        let Some(value) = file.value(row, value_at, reader) else { continue };
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
    Diagnostic::new(&codes::MISSING_CELL, format!("the row `{row}` has no value for `{column}`"))
        .at(cell)
        .help("write the number, or the reason why there is none, such as `nil` or `not-available`")
        .help("where empty cells always mean the same, say it in `data`: `empty = \"nil\"`")
}

pub fn no_name(row: Origin) -> Diagnostic {
    Diagnostic::new(&codes::DATA_ROW, "the row has no name")
        .at(row)
        .help("write it into the column that `label` names, or give the row a `label` or `subject` in the TOML file")
}

/// A sheet with its headers.
struct Open {
    workbook: Arc<Workbook>,
    index: usize,
    file: FileId,
    name: String,
    headers: Vec<(u32, String)>,
    header: u32,
    last: Option<u32>,
    /// Columns that are spoken for.
    used: BTreeSet<u32>,
    empty: Option<Missing>,
}

impl Open {
    fn new(
        record: &mut Record,
        origin: Origin,
        kept: &mut Kept,
        reader: &mut Reader<'_>,
    ) -> Option<Open> {
        let name = record.word("file")?;
        let separator = match record.choice("separator").map(|word| word.value) {
            Some(";") => b';',
            Some("tab") => b'\t',
            _ => b',',
        };
        let (file, workbook) = find(&name, separator, kept, reader)?;
        let sheet_name = record.word("sheet");
        let index = choose_sheet(&workbook, &name, sheet_name, reader)?;
        let header = row_number(record, "header", reader)?.unwrap_or(0);
        let last = row_number(record, "last", reader)?;
        let mut open = Open {
            workbook,
            index,
            file,
            name: name.value,
            headers: Vec::new(),
            header,
            last,
            used: BTreeSet::new(),
            empty: record.choice("empty").and_then(|word| Missing::parse(word.value)),
        };
        open.headers = open
            .sheet()
            .row(header)
            .filter_map(|(column, cell)| Some((column, in_one_line(cell.words()?))))
            .collect();
        if open.headers.is_empty() {
            reader.found.push(
                Diagnostic::new(
                    &codes::DATA_HEADER,
                    format!("row {} of `{}` is empty", header + 1, open.name),
                )
                .at(record.origin_of("header").unwrap_or(origin))
                .help("`header = …` says in which row the headers stand"),
            );
            return None;
        }
        if open.headers.len() == 1
            && separator == b','
            && let Some(sign) = open.other_separator()
        {
            reader.found.push(
                Diagnostic::new(
                    &codes::DATA_HEADER,
                    format!("the cells of `{}` stand apart by no comma", open.name),
                )
                .at(open.origin(header, open.headers[0].0))
                .help(format!("say so in `data`: `separator = \"{sign}\"`")),
            );
            return None;
        }
        let ignored = record.list("ignore").map(|list| list.value).unwrap_or_default();
        for item in ignored {
            let Item::Word(header) = item.value else { unreachable!("headers are words") };
            open.column(&Located::new(header, item.origin), reader);
        }
        Some(open)
    }

    fn sheet(&self) -> &Sheet {
        &self.workbook.sheets[self.index].1
    }

    fn origin(&self, row: u32, column: u32) -> Origin {
        let sheet = u16::try_from(self.index).unwrap_or(u16::MAX);
        Origin { file: self.file, at: At::Cell { sheet, row, column } }
    }

    /// What seems to stand between the cells of a file that has one column.
    fn other_separator(&self) -> Option<&'static str> {
        let (_, only) = self.sheet().row(self.header).next()?;
        let words = only.words()?;
        [(";", ";"), ("\t", "tab")]
            .into_iter()
            .find(|(sign, _)| words.contains(sign))
            .map(|(_, name)| name)
    }

    /// The column under a header; `None` after a report.
    fn column(&mut self, header: &Located<String>, reader: &mut Reader<'_>) -> Option<u32> {
        let wanted = in_one_line(&header.value);
        let mut under = self.headers.iter().filter(|(_, text)| *text == wanted);
        let Some(&(column, _)) = under.next() else {
            let known: Vec<&str> = self.headers.iter().map(|(_, text)| text.as_str()).collect();
            let near = nearest(&wanted, known.iter().copied());
            let label = near.map(|near| format!("did you mean `{near}`?")).unwrap_or_default();
            reader.found.push(
                Diagnostic::new(
                    &codes::DATA_HEADER,
                    format!("no column of `{}` is headed `{}`", self.name, short(&wanted)),
                )
                .at(header.origin)
                .label(label)
                .help(format!(
                    "the headers in its row {} are {}",
                    self.header + 1,
                    listed(&known[..known.len().min(HEADERS_NAMED)])
                )),
            );
            return None;
        };
        if let Some(&(second, _)) = under.next() {
            reader.found.push(
                Diagnostic::new(
                    &codes::DATA_HEADER,
                    format!("two columns of `{}` are headed `{}`", self.name, short(&wanted)),
                )
                .at(header.origin)
                .related(self.origin(self.header, column), "one is here")
                .related(self.origin(self.header, second), "one is here")
                .help("give one of them another header in the file"),
            );
            self.used.insert(second);
        }
        self.used.insert(column);
        Some(column)
    }

    /// Rows below the headers that hold something.
    fn rows(&self) -> Vec<u32> {
        let last = self.last.unwrap_or(u32::MAX);
        self.sheet().rows_from(self.header + 1).take_while(|row| *row <= last).collect()
    }

    /// What no column takes is reported, so that nothing is left out by accident.
    fn nothing_else(&self, reader: &mut Reader<'_>) {
        let mut told = BTreeSet::new();
        let rows = std::iter::once(self.header).chain(self.rows());
        for row in rows {
            for (column, cell) in self.sheet().row(row) {
                if self.used.contains(&column) || !told.insert(column) {
                    continue;
                }
                let header = self.headers.iter().find(|(at, _)| *at == column);
                let diagnostic = match header {
                    Some((_, header)) => Diagnostic::new(
                        &codes::DATA_HEADER,
                        format!("nothing takes the column `{}`", short(header)),
                    )
                    .help(format!(
                        "name it in `data`, or leave it out: `ignore = [\"{}\"]`",
                        short(header)
                    )),
                    None => Diagnostic::new(
                        &codes::DATA_HEADER,
                        format!("`{}` stands in a column without a header", short(cell.shown())),
                    )
                    .help("give the column a header, or empty it; `last = …` says where the numbers end"),
                };
                reader.found.push(diagnostic.at(self.origin(row, column)));
            }
        }
    }

    /// `Republic of Korea` is the row `republic-of-korea`.
    fn row_id(&self, row: u32, column: u32, reader: &mut Reader<'_>) -> Option<Located<Id>> {
        let origin = self.origin(row, column);
        let words = self.sheet().at(row, column).and_then(Cell::words);
        let id =
            words.and_then(|words| Id::parse(words).or_else(|| Id::parse(&Id::suggestion(words))));
        if id.is_none() {
            let message = match words {
                Some(words) => format!("`{}` makes no id", short(words)),
                None => "the row has no id".to_owned(),
            };
            reader.found.push(Diagnostic::new(&codes::DATA_ROW, message).at(origin).help(
                "write an id of lowercase letters, digits and hyphens; \
                 `last = …` says where the rows end",
            ));
        }
        id.map(|id| Located::new(id, origin))
    }

    fn label(
        &self,
        row: u32,
        columns: &[(Option<crate::language::Tag>, u32)],
        reader: &mut Reader<'_>,
    ) -> Option<Text> {
        let origin = self.origin(row, columns.first()?.1);
        let mut entries = Vec::with_capacity(columns.len());
        let mut tags = Vec::with_capacity(columns.len());
        for (tag, column) in columns {
            let at = self.origin(row, *column);
            let Some(words) = self.sheet().at(row, *column).and_then(Cell::words) else { continue };
            if let Some(stray) = words.chars().find(|&letter| is_stray(letter)) {
                reader.found.push(stray_character(stray).at(at));
                continue;
            }
            tags.extend(tag.clone().map(|tag| (Some(tag), at)));
            let forms = Forms::One(in_one_line(words));
            entries.push(TextIn { tag: tag.clone(), forms, origin: at });
        }
        if entries.is_empty() {
            return None;
        }
        if columns.iter().any(|(tag, _)| tag.is_some()) {
            reader.texts.push(TextPlace { origin, tags, damaged: false });
        }
        Some(Text { entries, origin })
    }

    /// A number or the reason why there is none; `None` after a report, and for an empty cell whose
    /// emptiness is explained nowhere: the row says so.
    fn value(&self, row: u32, column: u32, reader: &mut Reader<'_>) -> Option<Located<Item>> {
        let origin = self.origin(row, column);
        let item = match self.sheet().at(row, column) {
            None => Item::Missing(self.empty?),
            Some(cell) => match item(cell) {
                Ok(item) => item,
                Err(diagnostic) => {
                    reader.found.push(diagnostic.at(origin));
                    return None;
                }
            },
        };
        Some(Located::new(item, origin))
    }

    fn status(
        &self,
        row: u32,
        column: u32,
        reader: &mut Reader<'_>,
    ) -> Option<Located<&'static str>> {
        let cell = self.sheet().at(row, column)?;
        let origin = self.origin(row, column);
        match cell.words().and_then(Status::parse) {
            Some(status) => Some(Located::new(status.word(), origin)),
            None => {
                reader.found.push(
                    Diagnostic::new(
                        &codes::DATA_CELL,
                        format!("`{}` is no status of a value", short(cell.shown())),
                    )
                    .at(origin)
                    .help(format!("use one of {}; an empty cell is final", listed(Status::WORDS))),
                );
                None
            }
        }
    }
}

fn item(cell: &Cell) -> Result<Item, Diagnostic> {
    let shown = short(cell.shown());
    let wrong = |what: &str| Diagnostic::new(&codes::DATA_CELL, format!("`{shown}` {what}"));
    match cell {
        Cell::Text(text) => {
            if let Some(reason) = Missing::parse(text) {
                return Ok(Item::Missing(reason));
            }
            match number::parse(text) {
                Some(number) => Ok(Item::Number(number)),
                None => Err(formatted_number(text).unwrap_or_else(|| {
                    wrong("is no number").help(format!(
                        "write a plain number, or the reason why there is none: {}",
                        listed(REASONS)
                    ))
                })),
            }
        }
        Cell::Number(digits) => number::parse(digits)
            .map(Item::Number)
            .ok_or_else(|| wrong("has more digits than a figure of a report").help("round it")),
        Cell::Date(_) => Err(wrong("is a date, not a number")
            .help("spreadsheets make dates of numbers such as 1.5 or 3/4: give the cell a number format and type it again")),
        Cell::Flag(_) => Err(wrong("is a tick, not a number").help("type a number")),
        Cell::Failed(_) => Err(wrong("is an error of a formula")
            .help("mend the formula, or type what stands for the missing number, such as `not-available`")),
        Cell::Unsolved => Err(Diagnostic::new(
            &codes::DATA_CELL,
            "the formula was never worked out: the workbook holds no number for it",
        )
        .help("open the workbook in a spreadsheet program and save it; kepi reads results and calculates no formulas")),
    }
}

/// Headers and names may be broken into lines in a spreadsheet.
fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The file beside the record, as cells.
fn find(
    name: &Located<String>,
    separator: u8,
    kept: &mut Kept,
    reader: &mut Reader<'_>,
) -> Option<(FileId, Arc<Workbook>)> {
    let tree = reader.tree;
    let folder = tree.sources.path(reader.file).rsplit_once('/').map_or("", |(folder, _)| folder);
    let path = format!("{folder}/{}", name.value);
    if tree.unread.iter().any(|file| file.path == path) {
        return None;
    }
    let Some(file) = tree.file(&path).filter(|_| is_table(&name.value)) else {
        let beside: Vec<&str> = tree
            .files
            .iter()
            .filter_map(|file| file.path.strip_prefix(folder)?.strip_prefix('/'))
            .filter(|name| !name.contains('/') && is_table(name))
            .collect();
        let near = nearest(&name.value, beside.iter().copied());
        let label = near.map(|near| format!("did you mean `{near}`?")).unwrap_or_default();
        reader.found.push(
            Diagnostic::new(
                &codes::DATA_FILE,
                format!("there is no `{}` beside this file", short(&name.value)),
            )
            .at(name.origin)
            .label(label)
            .help(format!("put a `.csv` or `.xlsx` file into `{folder}/`, and name it here")),
        );
        return None;
    };
    kept.used_files.insert(file.id);
    match &file.kind {
        FileKind::Workbook(workbook) => Some((file.id, Arc::clone(workbook))),
        FileKind::Text | FileKind::Binary(_) => {
            let text = tree.sources.text(file.id).unwrap_or_default();
            match csv_file::read(text, separator) {
                Ok(sheet) => {
                    let sheets = vec![(String::new(), sheet)];
                    Some((file.id, Arc::new(Workbook { sheets })))
                }
                Err(csv_file::Wrong::TooLarge(limit)) => {
                    reader.found.push(too_large(limit).at(Origin::file(file.id)));
                    None
                }
                Err(csv_file::Wrong::OpenQuotation) => {
                    reader.found.push(
                        Diagnostic::new(
                            &codes::DATA_FILE,
                            "a quotation mark has no partner, so nobody knows where its cell ends",
                        )
                        .at(Origin::file(file.id))
                        .help("close it; a mark that belongs to the words is doubled: `\"\"`"),
                    );
                    None
                }
            }
        }
    }
}

fn is_table(name: &str) -> bool {
    name.ends_with(".csv") || name.ends_with(".xlsx")
}

fn choose_sheet(
    workbook: &Workbook,
    file: &Located<String>,
    wanted: Option<Located<String>>,
    reader: &mut Reader<'_>,
) -> Option<usize> {
    let names: Vec<&str> = workbook.sheets.iter().map(|(name, _)| name.as_str()).collect();
    let is_csv = names == [""];
    let wrong = |message: String, origin: Origin, help: String| {
        Diagnostic::new(&codes::DATA_FILE, message).at(origin).help(help)
    };
    let choose = "choose one: `sheet = \"…\"`";
    let diagnostic = match (wanted, names.len()) {
        (Some(wanted), _) if is_csv => wrong(
            "a CSV file has no sheets".to_owned(),
            wanted.origin,
            "leave out `sheet`".to_owned(),
        ),
        (Some(wanted), _) => match names.iter().position(|name| *name == wanted.value) {
            Some(index) => return Some(index),
            None => {
                let near = nearest(&wanted.value, names.iter().copied());
                let label = near.map(|near| format!("did you mean `{near}`?")).unwrap_or_default();
                wrong(
                    format!("`{}` has no sheet `{}`", file.value, short(&wanted.value)),
                    wanted.origin,
                    format!("its sheets are {}", listed(&names)),
                )
                .label(label)
            }
        },
        (None, 1) => return Some(0),
        (None, 0) => wrong(
            format!("`{}` has no sheet with cells", file.value),
            file.origin,
            "put the numbers into a sheet of it".to_owned(),
        ),
        (None, _) => wrong(
            format!("`{}` has several sheets: {}", file.value, listed(&names)),
            file.origin,
            choose.to_owned(),
        ),
    };
    reader.found.push(diagnostic);
    None
}

/// As spreadsheets count rows, from one; kept from zero. The outer `None` comes after a report.
fn row_number(record: &mut Record, key: &str, reader: &mut Reader<'_>) -> Option<Option<u32>> {
    let Some(number) = record.integer(key) else { return Some(None) };
    match u32::try_from(number.value).ok().and_then(|row| row.checked_sub(1)) {
        Some(row) => Some(Some(row)),
        None => {
            reader.found.push(
                Diagnostic::new(&codes::OUT_OF_RANGE, format!("there is no row {}", number.value))
                    .at(number.origin)
                    .help("rows are counted from 1, as spreadsheets count them"),
            );
            None
        }
    }
}
