//! The text of a CSV file → its cells, or what is wrong with it.

use super::sheet::{Cell, Kept, Sheet, TooLarge};

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
    let mut kept = Kept::default();
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
            let cell = Cell::Text(field.to_owned());
            sheet.put((at, column), cell, &mut kept).map_err(Wrong::TooLarge)?;
        }
        row += 1;
    }
}

/// Line breaks right where a record would begin: those of lines that hold nothing, each of carriage
/// return, line feed, or both.
/// The parser stops within a pair of both: that line feed ends the row before.
fn empty_lines(text: &str, at: u64) -> u32 {
    let start = usize::try_from(at).unwrap_or(usize::MAX).min(text.len());
    let (before, mut rest) = text.as_bytes().split_at(start);
    if before.ends_with(b"\r") {
        rest = rest.strip_prefix(b"\n").unwrap_or(rest);
    }
    let mut lines = 0;
    loop {
        rest = match rest {
            [b'\r', b'\n', rest @ ..] | [b'\r' | b'\n', rest @ ..] => rest,
            _ => return lines,
        };
        lines += 1;
    }
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
    fn a_row_is_the_same_row_with_the_line_ends_of_any_system() {
        let text = "Office,2025\n\n\n\"A, and\nB\",7\nC,8\n\nD\n\n";
        let wanted = [(0, "Office"), (3, "A, and\nB"), (4, "C"), (6, "D")];
        for end in ["\n", "\r\n", "\r"] {
            let found = cells(&text.replace('\n', end));
            let first: Vec<(u32, String)> = found
                .into_iter()
                .filter(|(_, column, _)| *column == 0)
                .map(|(row, _, text)| (row, text.replace(end, "\n")))
                .collect();
            assert_eq!(first, wanted.map(|(row, text)| (row, text.to_owned())), "{end:?}");
        }
        assert_eq!(cells("\r\ra"), [(2, 0, "a".to_owned())]);
        assert_eq!(cells("\n\r\na"), [(2, 0, "a".to_owned())]);
    }

    /// What a spreadsheet would write is read back, whatever stands in its cells.
    #[test]
    fn what_was_written_as_csv_is_read_back() {
        const WORDS: [&str; 11] =
            ["", "", "a", "7.50", "é 中", "a,b", "a;b", "\"", "a\"b", "a\nb", "a\r\nb"];
        let mut state: u64 = 7;
        let mut roll = |sides: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            usize::try_from(state >> 33).expect("31 bits") % sides
        };
        for round in 0..2_000 {
            let (height, width) = (1 + roll(6), 1 + roll(5));
            let rows: Vec<Vec<&str>> = (0..height)
                .map(|_| (0..width).map(|_| WORDS[roll(WORDS.len())]).collect())
                .collect();
            let (separator, end) = ([b',', b';', b'\t'][roll(3)], ["\n", "\r\n"][roll(2)]);
            let mut writer = csv::WriterBuilder::new()
                .delimiter(separator)
                .terminator(match end {
                    "\n" => csv::Terminator::Any(b'\n'),
                    _ => csv::Terminator::CRLF,
                })
                .from_writer(Vec::new());
            rows.iter().for_each(|row| writer.write_record(row).expect("memory takes it"));
            let text = String::from_utf8(writer.into_inner().expect("memory")).expect("UTF-8");
            let sheet = read(&text, separator).expect("a file that can be read");
            for (number, row) in (0..).zip(&rows) {
                for (column, cell) in (0..).zip(row) {
                    let found = sheet.at(number, column).map(|cell| cell.shown().to_owned());
                    let wanted = Some(cell.trim().to_owned()).filter(|cell| !cell.is_empty());
                    assert_eq!(found, wanted, "{round}: {text:?}");
                }
            }
        }
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
