//! Diagnostics → one JSON document, a finding on each line.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::place::Place;
use crate::diagnostics::{Diagnostic, Origin, Position, Severity, SourceMap};

/// Holds every finding; docs/commands.md describes its fields, which scripts rely on.
pub fn json(out: &mut dyn Write, found: &[Diagnostic], sources: &SourceMap) -> io::Result<()> {
    let count = |severity| found.iter().filter(|d| d.severity == severity).count();
    write!(
        out,
        "{{\"version\":1,\"errors\":{},\"warnings\":{},\"notes\":{},\"diagnostics\":[",
        count(Severity::Error),
        count(Severity::Warning),
        count(Severity::Note),
    )?;
    for (number, diagnostic) in found.iter().enumerate() {
        out.write_all(if number == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *out, &finding(diagnostic, sources))?;
    }
    out.write_all(if found.is_empty() { b"]}\n" } else { b"\n]}\n" })
}

fn finding(diagnostic: &Diagnostic, sources: &SourceMap) -> Value {
    let related: Vec<Value> = diagnostic
        .related
        .iter()
        .map(|(origin, label)| json!({ "label": label, "place": place(*origin, sources) }))
        .collect();
    json!({
        "code": diagnostic.code.name,
        "severity": diagnostic.severity.word(),
        "message": diagnostic.message,
        "place": diagnostic.origin.map(|origin| place(origin, sources)),
        "label": diagnostic.label,
        "help": diagnostic.help,
        "related": related,
    })
}

fn place(origin: Origin, sources: &SourceMap) -> Value {
    let place = Place::of(origin, sources);
    let mut value = json!({ "path": place.path });
    if let (Some(start), Some(end)) = (place.start, place.end) {
        value["start"] = position(start);
        value["end"] = position(end);
    }
    if let Some(cell) = place.cell {
        value["cell"] = cell.name.into();
        value["sheet"] = cell.sheet.into();
    }
    value
}

fn position(position: Position) -> Value {
    json!({ "line": position.line, "column": position.column })
}
