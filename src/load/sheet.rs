//! A CSV file or one sheet of a workbook as cells that hold something, and how each reads.

use std::collections::BTreeMap;

/// What a workbook holds, in the order of its sheets.
#[derive(Debug, PartialEq, Eq)]
pub struct Workbook {
    pub sheets: Vec<(String, Sheet)>,
}

/// Cells by row, then by column, both from zero. Empty cells are not in it.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    rows: BTreeMap<u32, BTreeMap<u32, Cell>>,
}

/// How much of a file has been kept, over all its sheets.
#[derive(Debug, Default)]
pub struct Kept {
    cells: usize,
    text: usize,
}

/// What stands in a cell that is not empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Words, or digits as somebody typed them.
    Text(String),
    /// The plain digits of a number that a workbook knows as one.
    Number(String),
    /// `2025-12-31`
    Date(String),
    /// Ticked or not.
    Flag(bool),
    /// `#DIV/0!`
    Failed(String),
    /// A formula that nobody has worked out yet.
    Unsolved,
}

/// Far more than a table that people read; a file beyond is an accident, or an attack.
pub const MOST_ROWS: u32 = 50_000;
pub const MOST_COLUMNS: u32 = 1_000;
pub const MOST_CELLS: usize = 500_000;
/// Bytes of one cell.
pub const LONGEST_CELL: usize = 10_000;
/// Bytes of all cells. A workbook may name one long text in any number of cells.
pub const MOST_TEXT: usize = 50_000_000;
/// Several sheets may show one part, so that their number says nothing of the size of the file.
pub const MOST_SHEETS: usize = 200;
/// The parser takes thirty times the room that they have in the file. Excel has 65,490 at most.
pub const MOST_FORMATS: usize = 100_000;
/// Bytes of all parts of a workbook together.
pub const MOST_UNPACKED: u64 = 100_000_000;

/// Which limit a file breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TooLarge {
    Rows,
    Columns,
    Cells,
    Cell,
    Text,
    Sheets,
    Formats,
    Unpacked,
}

impl TooLarge {
    /// After "the file has".
    pub fn what(self) -> String {
        match self {
            TooLarge::Rows => format!("more than {MOST_ROWS} rows"),
            TooLarge::Columns => format!("more than {MOST_COLUMNS} columns"),
            TooLarge::Cells => format!("more than {MOST_CELLS} cells"),
            TooLarge::Cell => format!("a cell of more than {LONGEST_CELL} bytes"),
            TooLarge::Text => format!("more than {} MB of text", MOST_TEXT / 1_000_000),
            TooLarge::Sheets => format!("more than {MOST_SHEETS} sheets"),
            TooLarge::Formats => format!("more than {MOST_FORMATS} formats of cells"),
            TooLarge::Unpacked => {
                format!("more than {} MB when it is unpacked", MOST_UNPACKED / 1_000_000)
            }
        }
    }
}

impl Sheet {
    /// Keeps a cell that is not empty.
    pub fn put(
        &mut self,
        (row, column): (u32, u32),
        cell: Cell,
        kept: &mut Kept,
    ) -> Result<(), TooLarge> {
        let length = match &cell {
            Cell::Text(text) | Cell::Number(text) | Cell::Date(text) | Cell::Failed(text) => {
                text.len()
            }
            Cell::Flag(_) | Cell::Unsolved => 0,
        };
        kept.cells += 1;
        kept.text += length;
        let limits = [
            (row >= MOST_ROWS, TooLarge::Rows),
            (column >= MOST_COLUMNS, TooLarge::Columns),
            (kept.cells > MOST_CELLS, TooLarge::Cells),
            (length > LONGEST_CELL, TooLarge::Cell),
            (kept.text > MOST_TEXT, TooLarge::Text),
        ];
        if let Some((_, limit)) = limits.into_iter().find(|(broken, _)| *broken) {
            return Err(limit);
        }
        self.rows.entry(row).or_default().insert(column, cell);
        Ok(())
    }

    /// The cells of a row by their columns; nothing for an empty row.
    pub fn row(&self, row: u32) -> impl Iterator<Item = (u32, &Cell)> {
        self.rows.get(&row).into_iter().flatten().map(|(&column, cell)| (column, cell))
    }

    pub fn at(&self, row: u32, column: u32) -> Option<&Cell> {
        self.rows.get(&row)?.get(&column)
    }

    /// Rows that hold something, from one on.
    pub fn rows_from(&self, first: u32) -> impl Iterator<Item = u32> {
        self.rows.range(first..).map(|(&row, _)| row)
    }
}

impl Cell {
    /// As words: a header, an id, a period, a name.
    pub fn words(&self) -> Option<&str> {
        match self {
            Cell::Text(text) | Cell::Number(text) | Cell::Date(text) => Some(text),
            Cell::Flag(_) | Cell::Failed(_) | Cell::Unsolved => None,
        }
    }

    /// As quoted in a message.
    pub fn shown(&self) -> &str {
        match self {
            Cell::Text(text) | Cell::Number(text) | Cell::Date(text) | Cell::Failed(text) => text,
            Cell::Flag(true) => "TRUE",
            Cell::Flag(false) => "FALSE",
            Cell::Unsolved => "=…",
        }
    }
}
