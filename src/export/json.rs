//! A table or series → JSON with stable ids and every language's labels.

use serde::Serialize;
use serde_json::{Map, Value as Json, json};

use super::{Subject, label, unit_of};
use crate::language::Tag;
use crate::model::{Observation, Project, SourceUse, Text, Value};

pub fn write(project: &Project, languages: &[Tag], subject: Subject<'_>) -> Vec<u8> {
    let json = match subject {
        Subject::Table(edition, table) => {
            let columns: Vec<Json> = table
                .columns
                .iter()
                .map(|column| {
                    let labels =
                        by_language(languages, |tag| label(project, edition, &column.name, tag));
                    json!({
                        "id": column.id.as_str(),
                        "label": labels,
                        "period": column.period.as_ref().map(|period| period.value.as_str()),
                        "role": column.role,
                    })
                })
                .collect();
            let rows: Vec<Json> = table
                .rows
                .iter()
                .map(|row| {
                    let mut values = Map::new();
                    for (column, cell) in table.columns.iter().zip(&row.cells) {
                        if let Some(cell) = cell {
                            let mut written = observation(cell, languages);
                            written.insert("unit".to_owned(), unit_of(table, row, column).into());
                            values.insert(column.id.to_string(), written.into());
                        }
                    }
                    let labels = by_language(languages, |tag| label(project, edition, &row.name, tag));
                    json!({
                        "id": row.id.as_str(),
                        "label": labels,
                        "parent": row.parent.as_ref().map(|parent| parent.value.as_str()),
                        "sum_of": row.sum.as_ref().map(|sum| sum.value.iter().map(|id| id.value.as_str()).collect::<Vec<_>>()),
                        "values": values,
                    })
                })
                .collect();
            json!({
                "id": table.id.as_str(),
                "edition": edition.id.as_str(),
                "title": text(&table.title, languages),
                "unit": table.unit.value.as_str(),
                "source": table.source.as_ref().map(source),
                "columns": columns,
                "rows": rows,
            })
        }
        Subject::Series(edition, series) => {
            let points: Vec<Json> = series
                .points
                .iter()
                .map(|point| {
                    let mut written = observation(&point.observation, languages);
                    written.insert("period".to_owned(), point.period.as_str().into());
                    written.into()
                })
                .collect();
            json!({
                "id": series.id.as_str(),
                "edition": edition.map(|edition| edition.id.as_str()),
                "title": text(&series.title, languages),
                "unit": series.unit.value.as_str(),
                "source": series.source.as_ref().map(source),
                "points": points,
            })
        }
    };
    bytes(&json)
}

/// As people read it, too.
pub fn bytes(json: &impl Serialize) -> Vec<u8> {
    let mut text = pretty(json);
    text.push('\n');
    text.into_bytes()
}

pub fn pretty(json: &impl Serialize) -> String {
    serde_json::to_string_pretty(json).expect("a JSON value can be written")
}

/// Numbers are strings, so that no reader turns 0.1 into something near it.
fn observation(observation: &Observation, languages: &[Tag]) -> Map<String, Json> {
    let mut map = Map::new();
    match &observation.value {
        Value::Number(number) => map.insert("value".to_owned(), number.to_string().into()),
        Value::Missing(reason) => map.insert("missing".to_owned(), reason.word().into()),
        Value::Words(words) => map.insert("text".to_owned(), text(words, languages)),
        Value::InParts => map.insert("missing".to_owned(), "in-parts".into()),
    };
    map.insert("status".to_owned(), observation.status.word().into());
    if observation.breaks {
        map.insert("break".to_owned(), true.into());
    }
    map
}

fn source(used: &SourceUse) -> Json {
    json!({
        "document": used.document.value.as_str(),
        "as_of": used.as_of.as_ref().map(|period| period.as_str()),
    })
}

fn text(text: &Text, languages: &[Tag]) -> Json {
    by_language(languages, |tag| {
        text.exact(tag).map(|entry| entry.forms.plain().to_owned()).unwrap_or_default()
    })
}

/// Languages that have nothing are left out.
fn by_language(languages: &[Tag], write: impl Fn(&Tag) -> String) -> Json {
    let mut map = Map::new();
    for tag in languages {
        let text = write(tag);
        if !text.is_empty() {
            map.insert(tag.to_string(), text.into());
        }
    }
    map.into()
}
