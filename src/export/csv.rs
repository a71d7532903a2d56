//! A table or series → CSV: one line for each value, ids that stay, a label column per language.

use std::borrow::Cow;

use csv::{Terminator, Writer, WriterBuilder};

use super::{Subject, label, unit_of};
use crate::language::Tag;
use crate::model::{Observation, Project, RowName, Value};

pub fn write(project: &Project, languages: &[Tag], subject: Subject<'_>) -> Vec<u8> {
    let mut lines = Lines::new(project);
    lines.add(header(languages, subject));
    match subject {
        Subject::Table(edition, table) => {
            let labels = |name: &RowName| -> Vec<String> {
                languages.iter().map(|tag| label(project, edition, name, tag)).collect()
            };
            let of_columns: Vec<Vec<String>> =
                table.columns.iter().map(|column| labels(&column.name)).collect();
            for row in &table.rows {
                let of_row = labels(&row.name);
                let cells = table.columns.iter().zip(&row.cells).zip(&of_columns);
                for ((column, cell), of_column) in cells {
                    let Some(cell) = cell else { continue };
                    let period = cell.period.as_ref().or(column.period.as_ref());
                    let period = period.map_or("", |period| period.value.as_str());
                    let unit = unit_of(table, row, column);
                    lines.begin([row.id.as_str(), column.id.as_str(), period, unit]);
                    lines.begin(value(cell));
                    lines.add(of_row.iter().zip(of_column).flat_map(|(row, column)| [row, column]));
                }
            }
        }
        Subject::Series(_, series) => {
            for point in &series.points {
                lines.begin([point.period.as_str(), series.unit.value.as_str()]);
                lines.add(value(&point.observation));
            }
        }
    }
    lines.bytes()
}

/// Lines of fields as a spreadsheet reads them.
pub struct Lines {
    writer: Writer<Vec<u8>>,
}

impl Lines {
    pub fn new(project: &Project) -> Self {
        // Excel takes a file without the mark for one in an older encoding.
        let mark = if project.site.csv_bom { "\u{feff}" } else { "" };
        let writer =
            WriterBuilder::new().terminator(Terminator::CRLF).from_writer(mark.as_bytes().to_vec());
        Lines { writer }
    }

    /// Fields of a line that goes on.
    pub fn begin(&mut self, fields: impl IntoIterator<Item = impl AsRef<str>>) {
        for field in fields {
            let field = guarded(field.as_ref());
            self.writer.write_field(field.as_bytes()).expect(WRITTEN);
        }
    }

    /// The last fields of a line, or all.
    pub fn add(&mut self, fields: impl IntoIterator<Item = impl AsRef<str>>) {
        self.begin(fields);
        self.writer.write_record(None::<&[u8]>).expect(WRITTEN);
    }

    pub fn bytes(self) -> Vec<u8> {
        self.writer.into_inner().expect(WRITTEN)
    }
}

const WRITTEN: &str = "a vector takes everything, and lines of one file are equally long";

fn header(languages: &[Tag], subject: Subject<'_>) -> Vec<String> {
    let mut header: Vec<String> = match subject {
        Subject::Table(..) => vec!["row", "column", "period", "unit"],
        Subject::Series(..) => vec!["period", "unit"],
    }
    .into_iter()
    .map(str::to_owned)
    .collect();
    header.extend(["value", "missing", "status", "break"].map(str::to_owned));
    if let Subject::Table(..) = subject {
        for tag in languages {
            header.push(format!("row_label_{tag}"));
            header.push(format!("column_label_{tag}"));
        }
    }
    header
}

/// Value, reason of absence, status, break.
fn value(observation: &Observation) -> [String; 4] {
    let (value, missing) = match &observation.value {
        Value::Number(number) => (number.to_string(), String::new()),
        Value::Missing(reason) => (String::new(), reason.word().to_owned()),
        Value::Words(_) => (String::new(), "text".to_owned()),
        Value::InParts => (String::new(), "in-parts".to_owned()),
    };
    let breaks = if observation.breaks { "true" } else { "" };
    [value, missing, observation.status.word().to_owned(), breaks.to_owned()]
}

/// A spreadsheet would run a text that begins like a formula; a number stays a number.
fn guarded(field: &str) -> Cow<'_, str> {
    let is_number = || field.parse::<rust_decimal::Decimal>().is_ok();
    if field.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_number() {
        format!("'{field}").into()
    } else {
        field.into()
    }
}

#[cfg(test)]
mod tests {
    use super::guarded;

    #[test]
    fn a_text_cannot_be_a_formula_and_a_negative_number_stays_one() {
        assert_eq!(guarded("=SUM(A1)"), "'=SUM(A1)");
        assert_eq!(guarded("-18.0"), "-18.0");
        assert_eq!(guarded("-x"), "'-x");
    }
}
