//! A CSV file or a sheet that a record takes its numbers from: its columns by their headers, its cells
//! as what a data file would hold.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Kept;
use crate::diagnostics::typed::{formatted_number, is_stray, short, stray_character};
use crate::diagnostics::{At, Diagnostic, FileId, Origin, codes, listed, nearest};
use crate::language::Tag;
use crate::load::read::Reader;
use crate::load::record::{Item, Record};
use crate::load::sheet::{Cell, Sheet, Workbook};
use crate::load::tree::{FileKind, too_large};
use crate::load::{csv_file, number};
use crate::model::{Forms, Id, Located, Missing, Status, Text, TextIn, TextPlace};

/// More names than these nobody reads.
const HEADERS_NAMED: usize = 20;

/// The words for why there is no number.
pub const REASONS: &[&str] =
    &["nil", "not-available", "not-applicable", "pending", "blank", "lost", "confidential"];

/// A sheet with its headers.
pub struct Opened {
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

impl Opened {
    pub fn new(
        record: &mut Record,
        origin: Origin,
        kept: &mut Kept,
        reader: &mut Reader<'_>,
    ) -> Option<Opened> {
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
        let mut open = Opened {
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

    pub fn sheet(&self) -> &Sheet {
        &self.workbook.sheets[self.index].1
    }

    pub fn origin(&self, row: u32, column: u32) -> Origin {
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
    pub fn column(&mut self, header: &Located<String>, reader: &mut Reader<'_>) -> Option<u32> {
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
    pub fn rows(&self) -> Vec<u32> {
        let last = self.last.unwrap_or(u32::MAX);
        self.sheet().rows_from(self.header + 1).take_while(|row| *row <= last).collect()
    }

    /// What no column takes is reported, so that nothing is left out by accident.
    pub fn nothing_else(&self, reader: &mut Reader<'_>) {
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
    pub fn row_id(&self, row: u32, column: u32, reader: &mut Reader<'_>) -> Option<Located<Id>> {
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

    pub fn label(
        &self,
        row: u32,
        columns: &[(Option<Tag>, u32)],
        reader: &mut Reader<'_>,
    ) -> Option<Text> {
        let origin = self.origin(row, columns.first()?.1);
        let mut entries = Vec::with_capacity(columns.len());
        let mut tags = Vec::with_capacity(columns.len());
        for (tag, column) in columns {
            let at = self.origin(row, *column);
            let Some(words) = self.sheet().at(row, *column).and_then(Cell::words) else { continue };
            // A line break of Windows is one, and goes with the others.
            let is_stray = |letter: &char| *letter != '\r' && is_stray(*letter);
            if let Some(stray) = words.chars().find(is_stray) {
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
    pub fn value(&self, row: u32, column: u32, reader: &mut Reader<'_>) -> Option<Located<Item>> {
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

    pub fn status(
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
            let text = tree.sources.held(file.id).unwrap_or_default();
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
