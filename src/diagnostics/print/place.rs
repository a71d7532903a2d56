//! An origin → the path, line, column or cell that a person or a program goes to.

use super::visible::visible;
use crate::diagnostics::{At, Origin, Position, SourceMap};

/// `content/site.toml:3:9`, `finance/budget.xlsx, Revenue, cell B7` or the path alone.
pub fn place(origin: Origin, sources: &SourceMap) -> String {
    let place = Place::of(origin, sources);
    match (place.start, &place.cell) {
        (Some(start), _) => format!("{}:{}:{}", visible(place.path), start.line, start.column),
        (None, Some(_)) => place.without_position(),
        (None, None) => visible(place.path).into_owned(),
    }
}

pub(super) struct Place<'a> {
    pub path: &'a str,
    /// Both are set for a range in a file with text; the end is behind the last character.
    pub start: Option<Position>,
    pub end: Option<Position>,
    pub cell: Option<Cell>,
}

pub(super) struct Cell {
    /// As spreadsheets write it: `B7`.
    pub name: String,
    /// `None` in a CSV file.
    pub sheet: Option<String>,
}

impl<'a> Place<'a> {
    pub fn of(origin: Origin, sources: &'a SourceMap) -> Place<'a> {
        let mut place =
            Place { path: sources.path(origin.file), start: None, end: None, cell: None };
        match origin.at {
            At::Whole => {}
            At::Range { start, end } => {
                place.start = sources.position(origin.file, start);
                place.end = sources.position(origin.file, end.max(start));
            }
            At::Cell { sheet, row, column } => {
                let known = sources.sheet(origin.file, sheet).map(str::to_owned);
                let by_number = || (sheet > 0).then(|| format!("sheet {}", u32::from(sheet) + 1));
                place.cell =
                    Some(Cell { name: name(row, column), sheet: known.or_else(by_number) });
            }
        }
        place
    }

    /// What stands before `:line:column`.
    pub fn without_position(&self) -> String {
        let path = visible(self.path);
        match &self.cell {
            Some(Cell { name, sheet: Some(sheet) }) => {
                format!("{path}, {}, cell {name}", visible(sheet))
            }
            Some(Cell { name, sheet: None }) => format!("{path}, cell {name}"),
            None => path.into_owned(),
        }
    }
}

/// A path of the project as a path of the repository.
pub(super) fn below(root: &str, path: &str) -> String {
    match root.trim_end_matches('/') {
        "" | "." => path.to_owned(),
        root => format!("{}/{path}", root.trim_start_matches("./")),
    }
}

/// Columns go A to Z, AA to ZZ, AAA …: a number without a zero.
fn name(row: u32, column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).expect("less than 26");
        letters.push(char::from(b'A' + letter));
        rest = (rest - 1) / 26;
    }
    letters.reverse();
    format!("{}{}", String::from_iter(letters), u64::from(row) + 1)
}

#[cfg(test)]
mod tests {
    use super::{below, name};

    #[test]
    fn cells_are_named_as_in_a_spreadsheet() {
        assert_eq!(name(6, 1), "B7");
        assert_eq!(name(0, 25), "Z1");
        assert_eq!(name(0, 26), "AA1");
        assert_eq!(name(99, 701), "ZZ100");
        assert_eq!(name(99, 702), "AAA100");
    }

    #[test]
    fn a_project_below_the_repository_keeps_its_folder() {
        assert_eq!(below("", "content/site.toml"), "content/site.toml");
        assert_eq!(below(".", "content/site.toml"), "content/site.toml");
        assert_eq!(below("./reports/", "content/site.toml"), "reports/content/site.toml");
    }
}
