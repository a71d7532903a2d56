//! The bytes of an `.xlsx` file → its cells, or what is wrong with it.
//!
//! A workbook is a zip of XML files, so a small one may unpack to any size. It is unpacked once
//! only to count, and its sheets are read cell by cell: nothing is allocated by what they say of
//! their own size.

use std::collections::BTreeSet;
use std::io::{Cursor, Read as _};

use calamine::{DataRef, Reader as _, Xlsx, XlsxError};
use rust_decimal::Decimal;

use super::sheet::{
    Cell, Kept, MOST_FORMATS, MOST_SHEETS, MOST_UNPACKED, Sheet, TooLarge, Workbook,
};
use crate::diagnostics::work;

/// Parts of the zip: a sheet, its strings, a chart.
const MOST_PARTS: usize = 2_000;

/// Why there are no cells.
#[derive(Debug, PartialEq, Eq)]
pub enum Wrong {
    TooLarge(TooLarge),
    /// The old format, one that opens only with a password, or none at all.
    NoWorkbook,
    /// What the parser said.
    Damaged(String),
}

pub fn read(bytes: &[u8]) -> Result<Workbook, Wrong> {
    // The parser is not ours; a broken workbook must not take the report down.
    match work::contained(|| parse(bytes)) {
        Ok(outcome) => outcome,
        Err(_) => Err(Wrong::Damaged("it cannot be made out".to_owned())),
    }
}

fn parse(bytes: &[u8]) -> Result<Workbook, Wrong> {
    measure(bytes)?;
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsxError::FileNotFound(_) | XlsxError::RelationshipNotFound => Wrong::NoWorkbook,
        error => Wrong::Damaged(error.to_string()),
    })?;
    let names = workbook.sheet_names();
    if names.len() > MOST_SHEETS {
        return Err(Wrong::TooLarge(TooLarge::Sheets));
    }
    let mut kept = Kept::default();
    let mut sheets = Vec::with_capacity(names.len());
    for name in names {
        match sheet(&mut workbook, &name, &mut kept) {
            Ok(sheet) => sheets.push((name, sheet)),
            // A sheet that is a chart has no cells.
            Err(Failed::Xlsx(XlsxError::NotAWorksheet(_))) => {}
            Err(Failed::Xlsx(error)) => return Err(Wrong::Damaged(error.to_string())),
            Err(Failed::TooLarge(limit)) => return Err(Wrong::TooLarge(limit)),
        }
    }
    Ok(Workbook { sheets })
}

/// Unpacks every part and counts, because what a zip says of its sizes need not be true.
fn measure(bytes: &[u8]) -> Result<(), Wrong> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| Wrong::NoWorkbook)?;
    if zip.len() > MOST_PARTS {
        return Err(Wrong::TooLarge(TooLarge::Unpacked));
    }
    let mut left = MOST_UNPACKED;
    let mut formats = 0;
    let mut buffer = vec![0; 64 * 1024];
    for index in 0..zip.len() {
        let damaged = |error: &dyn std::fmt::Display| Wrong::Damaged(error.to_string());
        let mut before = [0, 0];
        let mut part = zip.by_index(index).map_err(|error| damaged(&error))?;
        loop {
            let read = part.read(&mut buffer).map_err(|error| damaged(&error))?;
            if read == 0 {
                break;
            }
            left = left.checked_sub(read as u64).ok_or(Wrong::TooLarge(TooLarge::Unpacked))?;
            for &byte in &buffer[..read] {
                // `<xf` or `<x:xf`, wherever it stands.
                formats += usize::from(matches!((before, byte), ([b'<' | b':', b'x'], b'f')));
                before = [before[1], byte];
            }
            if formats > MOST_FORMATS {
                return Err(Wrong::TooLarge(TooLarge::Formats));
            }
        }
    }
    Ok(())
}

enum Failed {
    Xlsx(XlsxError),
    TooLarge(TooLarge),
}

impl From<XlsxError> for Failed {
    fn from(error: XlsxError) -> Self {
        Failed::Xlsx(error)
    }
}

fn sheet(workbook: &mut Xlsx<Cursor<&[u8]>>, name: &str, kept: &mut Kept) -> Result<Sheet, Failed> {
    let mut sheet = Sheet::default();
    let mut reader = workbook.worksheet_cells_reader(name)?;
    let in_percent: Vec<bool> = reader
        .styles()
        .iter()
        .map(|style| style.number_format.as_ref().is_some_and(|it| is_percent(&it.format_code)))
        .collect();
    while let Some((cell, style)) = reader.next_cell_with_style_id()? {
        let (row, column) = cell.get_position();
        let in_percent = in_percent.get(style).copied().unwrap_or(false);
        if let Some(cell) = value(cell.get_value(), in_percent) {
            sheet.put((row, column), cell, kept).map_err(Failed::TooLarge)?;
        }
    }
    drop(reader);
    // A program that writes workbooks may leave out what its formulas come to.
    let mut unsolved = BTreeSet::new();
    let mut reader = workbook.worksheet_cells_reader(name)?;
    while let Some(cell) = reader.next_cell_with_formula_metadata()? {
        if cell.formula.is_some() && sheet.at(cell.pos.0, cell.pos.1).is_none() {
            unsolved.insert(cell.pos);
        }
    }
    for place in unsolved {
        sheet.put(place, Cell::Unsolved, kept).map_err(Failed::TooLarge)?;
    }
    Ok(sheet)
}

/// A percent sign outside of quotation marks, as in `0.0%`.
fn is_percent(format: &str) -> bool {
    let outside = format.split('"').step_by(2);
    outside.into_iter().any(|part| part.contains('%'))
}

/// `None` for a cell without anything in it.
fn value(value: &DataRef<'_>, in_percent: bool) -> Option<Cell> {
    let cell = match value {
        DataRef::Empty => return None,
        DataRef::Int(number) => number_cell(&number.to_string(), in_percent),
        DataRef::Float(number) => number_cell(&number.to_string(), in_percent),
        DataRef::String(text) => return words(text),
        DataRef::SharedString(text) => return words(text),
        DataRef::Bool(flag) => Cell::Flag(*flag),
        DataRef::DateTime(date) => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            Cell::Date(format!("{year:04}-{month:02}-{day:02}"))
        }
        DataRef::DateTimeIso(date) => Cell::Date(date.split('T').next().unwrap_or(date).to_owned()),
        DataRef::DurationIso(duration) => Cell::Date(duration.clone()),
        DataRef::Error(error) => Cell::Failed(error.to_string()),
    };
    Some(cell)
}

fn words(text: &str) -> Option<Cell> {
    let text = text.trim();
    (!text.is_empty()).then(|| Cell::Text(text.to_owned()))
}

/// Excel shows 15 digits of the binary number that it stores, and so do we: 0.1 + 0.2 is 0.3. What
/// it shows as 23 % it stores as 0.23.
fn number_cell(digits: &str, in_percent: bool) -> Cell {
    let shown =
        Decimal::from_str_exact(digits)
            .ok()
            .and_then(|number| number.round_sf(15))
            .and_then(|number| {
                if in_percent { number.checked_mul(Decimal::ONE_HUNDRED) } else { Some(number) }
            })
            .map(|number| number.normalize());
    // What fits no decimal is no figure of a report: it stays as it is, and is refused.
    Cell::Number(shown.map_or_else(|| digits.to_owned(), |number| number.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_what_excel_shows() {
        let number = |digits: &str| Cell::Number(digits.to_owned());
        assert_eq!(number_cell("0.30000000000000004", false), number("0.3"));
        assert_eq!(number_cell("742.39999999999998", false), number("742.4"));
        assert_eq!(number_cell("976415", false), number("976415"));
        assert_eq!(number_cell("-0.285", true), number("-28.5"));
        assert_eq!(number_cell("1e300", false), number("1e300"));
    }

    #[test]
    fn a_percent_sign_in_a_word_is_none_of_the_format() {
        assert!(is_percent("0.0%"));
        assert!(is_percent("#,##0\" of \"0%"));
        assert!(!is_percent("0\" %\""));
        assert!(!is_percent("General"));
    }
}
