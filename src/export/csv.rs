//! A table or series → CSV: one line for each value, ids that stay, a label column per language.

use super::{Subject, label, unit_of};
use crate::language::Tag;
use crate::model::{Observation, Project, Value};

pub fn write(project: &Project, languages: &[Tag], subject: Subject<'_>) -> Vec<u8> {
    let mut lines = vec![header(languages, subject)];
    match subject {
        Subject::Table(edition, table) => {
            for row in &table.rows {
                for (column, cell) in table.columns.iter().zip(&row.cells) {
                    let Some(cell) = cell else { continue };
                    let period = cell.period.as_ref().or(column.period.as_ref());
                    let mut line = vec![
                        row.id.to_string(),
                        column.id.to_string(),
                        period.map(|period| period.value.to_string()).unwrap_or_default(),
                        unit_of(table, row, column).to_owned(),
                    ];
                    line.extend(value(cell));
                    for tag in languages {
                        line.push(label(project, edition, &row.name, tag));
                        line.push(label(project, edition, &column.name, tag));
                    }
                    lines.push(line);
                }
            }
        }
        Subject::Series(_, series) => {
            for point in &series.points {
                let mut line = vec![point.period.to_string(), series.unit.value.to_string()];
                line.extend(value(&point.observation));
                lines.push(line);
            }
        }
    }
    written(project, &lines)
}

/// Lines of fields as a spreadsheet reads them.
pub fn written(project: &Project, lines: &[Vec<String>]) -> Vec<u8> {
    // Excel takes a file without the mark for one in an older encoding.
    let mark = if project.site.csv_bom { "\u{feff}" } else { "" };
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(mark.as_bytes().to_vec());
    for line in lines {
        writer
            .write_record(line.iter().map(|field| guarded(field).into_owned()))
            .expect("a vector takes everything");
    }
    writer.into_inner().expect("a vector takes everything")
}

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
fn guarded(field: &str) -> std::borrow::Cow<'_, str> {
    let is_number = field.parse::<rust_decimal::Decimal>().is_ok();
    if !is_number && field.starts_with(['=', '+', '-', '@', '\t', '\r']) {
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
