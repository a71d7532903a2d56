//! The text of a CSV file → its cells, or what is wrong with it.

use super::sheet::{Cell, Sheet, TooLarge};

/// Why there are no cells.
#[derive(Debug, PartialEq, Eq)]
pub enum Wrong {
    TooLarge(TooLarge),
    /// A quotation mark that opens a cell has no partner.
    OpenQuotation,
}

/// Blanks around a cell say nothing; rows may have different lengths.
pub fn read(text: &str, separator: u8) -> Result<Sheet, Wrong> {
    if !quotations_close(text) {
        return Err(Wrong::OpenQuotation);
    }
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut sheet = Sheet::default();
    let mut record = csv::StringRecord::new();
    let mut empty_before = 0;
    let mut row = 0;
    loop {
        let more = reader
            .read_record(&mut record)
            .expect("a text in memory is UTF-8, and rows may have any length");
        if !more {
            return Ok(sheet);
        }
        // The parser leaves out empty lines; a spreadsheet counts them.
        if let Some(position) = record.position() {
            empty_before += empty_lines(text, position.byte());
        }
        for (column, field) in record.iter().enumerate() {
            let field = field.trim();
            if field.is_empty() {
                continue;
            }
            let at = row + empty_before;
            let column = u32::try_from(column).unwrap_or(u32::MAX);
            sheet.put(at, column, Cell::Text(field.to_owned())).map_err(Wrong::TooLarge)?;
        }
        row += 1;
    }
}

/// Line breaks right where a record would begin: those of lines that hold nothing.
/// The parser stops within a pair of carriage return and line feed: that line feed ends the row before.
fn empty_lines(text: &str, at: u64) -> u32 {
    let start = usize::try_from(at).unwrap_or(usize::MAX).min(text.len());
    let (before, mut rest) = text.as_bytes().split_at(start);
    if before.ends_with(b"\r") {
        rest = rest.strip_prefix(b"\n").unwrap_or(rest);
    }
    let breaks = rest.iter().take_while(|byte| matches!(byte, b'\n' | b'\r'));
    let lines = breaks.filter(|byte| **byte == b'\n').count();
    u32::try_from(lines).unwrap_or(u32::MAX)
}

/// Marks within a quotation are doubled, so a whole file has an even number of them.
fn quotations_close(text: &str) -> bool {
    text.bytes().filter(|byte| *byte == b'"').count() % 2 == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<(u32, u32, String)> {
        let sheet = read(text, b',').expect("a file that can be read");
        let rows = sheet.rows_from(0).collect::<Vec<_>>();
        rows.into_iter()
            .flat_map(|row| {
                let cells: Vec<_> = sheet
                    .row(row)
                    .map(|(column, cell)| (row, column, cell.shown().to_owned()))
                    .collect();
                cells
            })
            .collect()
    }

    #[test]
    fn rows_are_counted_as_a_spreadsheet_counts_them() {
        let found = cells("Office,2025\r\n\r\n\"A, and B\", 7 \r\nC\n");
        let cell = |row, column, text: &str| (row, column, text.to_owned());
        assert_eq!(
            found,
            [
                cell(0, 0, "Office"),
                cell(0, 1, "2025"),
                cell(2, 0, "A, and B"),
                cell(2, 1, "7"),
                cell(3, 0, "C"),
            ]
        );
    }

    #[test]
    fn a_quotation_without_an_end_does_not_swallow_the_rows_below_it() {
        assert_eq!(read("a,\"b\nc,d\n", b','), Err(Wrong::OpenQuotation));
    }

    #[test]
    fn a_file_without_end_is_refused() {
        assert_eq!(read(&"1\n".repeat(50_001), b','), Err(Wrong::TooLarge(TooLarge::Rows)));
        assert_eq!(read(&"1,".repeat(1_001), b','), Err(Wrong::TooLarge(TooLarge::Columns)));
        assert_eq!(read(&"1".repeat(10_001), b','), Err(Wrong::TooLarge(TooLarge::Cell)));
    }
}
