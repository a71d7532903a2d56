//! The KPIs or the risks of an edition → CSV and JSON: a line for each measure or risk, with its words
//! in every language.

use serde_json::{Map, Value as Json};

use super::Download;
use super::csv::Lines;
use crate::model::Project;
use crate::plan::{ListDownload, Record};

/// One list in every format.
pub fn list(project: &Project, list: &ListDownload<'_>) -> Vec<Download> {
    let download =
        |extension: &str, bytes| Download { path: format!("{}.{extension}", list.path), bytes };
    vec![download("csv", csv(project, list)), download("json", json(list))]
}

fn csv(project: &Project, list: &ListDownload<'_>) -> Vec<u8> {
    let mut header: Vec<String> = list.facts.iter().map(|name| (*name).to_owned()).collect();
    let tags = list.records.iter().take(1).flat_map(|record| &record.words);
    header.extend(
        tags.flat_map(|(tag, _)| list.words.iter().map(move |name| format!("{name}_{tag}"))),
    );
    let mut lines = Lines::new(project);
    lines.add(header);
    for Record { facts, words } in &list.records {
        lines.begin(facts);
        lines.add(words.iter().flat_map(|(_, words)| words));
    }
    lines.bytes()
}

/// One record after the other: as values all at once they would take ten times the room of the file.
fn json(list: &ListDownload<'_>) -> Vec<u8> {
    let edition = Json::from(list.edition.id.as_str());
    let mut text = format!("{{\n  \"edition\": {edition},\n  \"records\": [");
    for (n, record) in list.records.iter().enumerate() {
        let record = super::json::pretty(&Json::from(json_of(list, record)));
        text.push_str(if n == 0 { "\n    " } else { ",\n    " });
        // A line break in a text is written otherwise.
        text.push_str(&record.replace('\n', "\n    "));
    }
    text.push_str(if list.records.is_empty() { "]\n}\n" } else { "\n  ]\n}\n" });
    text.into_bytes()
}

fn json_of(list: &ListDownload<'_>, record: &Record) -> Map<String, Json> {
    let Record { facts, words } = record;
    let mut record = Map::new();
    // What a record has none of is left out, and so is a language that says nothing.
    for (name, fact) in list.facts.iter().zip(facts).filter(|(_, fact)| !fact.is_empty()) {
        record.insert((*name).to_owned(), fact.as_str().into());
    }
    for (n, name) in list.words.iter().enumerate() {
        let said: Map<String, Json> = words
            .iter()
            .filter(|(_, words)| !words[n].is_empty())
            .map(|(tag, words)| (tag.to_string(), words[n].as_str().into()))
            .collect();
        if !said.is_empty() {
            record.insert((*name).to_owned(), said.into());
        }
    }
    record
}
