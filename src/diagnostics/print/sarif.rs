//! Diagnostics → SARIF 2.1.0, the exchange format of code scanners and editors.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde_json::{Value, json};

use super::place::{Place, below};
use crate::diagnostics::{Code, Diagnostic, Origin, Severity, SourceMap};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";

/// `root` is the project's folder as seen from the repository, empty where they are the same.
pub fn sarif(
    out: &mut dyn Write,
    found: &[Diagnostic],
    sources: &SourceMap,
    root: &str,
) -> io::Result<()> {
    let by_name: BTreeMap<&str, &Code> = found.iter().map(|d| (d.code.name, d.code)).collect();
    let rules: Vec<Value> = by_name.values().map(|code| rule(code)).collect();
    let numbers: BTreeMap<&str, usize> = by_name.keys().copied().zip(0..).collect();

    // The frame is written by hand so that 40,000 results need not stand in memory as a tree.
    write!(
        out,
        "{{\"$schema\":\"{SCHEMA}\",\"version\":\"2.1.0\",\"runs\":[{{\"tool\":{},\
         \"columnKind\":\"unicodeCodePoints\",\"results\":[",
        json!({ "driver": {
            "name": "kepi",
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "rules": rules,
        }}),
    )?;
    for (number, diagnostic) in found.iter().enumerate() {
        out.write_all(if number == 0 { b"\n" } else { b",\n" })?;
        let result = result(diagnostic, numbers[diagnostic.code.name], sources, root);
        serde_json::to_writer(&mut *out, &result)?;
    }
    out.write_all(b"\n]}]}\n")
}

fn rule(code: &Code) -> Value {
    json!({
        "id": code.name,
        "shortDescription": { "text": code.what },
        "fullDescription": { "text": format!("{} {}", code.what, code.why) },
        "help": { "text": format!("{}\n\n{}", code.why, code.example) },
        "defaultConfiguration": { "level": level(code.severity) },
    })
}

fn result(diagnostic: &Diagnostic, rule: usize, sources: &SourceMap, root: &str) -> Value {
    let mut message = diagnostic.message.clone();
    if !diagnostic.label.is_empty() {
        message.push_str(&format!(": {}", diagnostic.label));
    }
    for help in &diagnostic.help {
        message.push_str(&format!("\nhelp: {help}"));
    }
    let mut result = json!({
        "ruleId": diagnostic.code.name,
        "ruleIndex": rule,
        "level": level(diagnostic.severity),
        "message": { "text": message },
    });
    if let Some(origin) = diagnostic.origin {
        result["locations"] = json!([location(origin, sources, root)]);
    }
    if !diagnostic.related.is_empty() {
        let related = diagnostic.related.iter().map(|(origin, label)| {
            let mut location = location(*origin, sources, root);
            location["message"] = json!({ "text": label });
            location
        });
        result["relatedLocations"] = related.collect();
    }
    result
}

fn location(origin: Origin, sources: &SourceMap, root: &str) -> Value {
    let place = Place::of(origin, sources);
    let mut location = json!({
        "physicalLocation": { "artifactLocation": { "uri": uri(&below(root, place.path)) } },
    });
    if let (Some(start), Some(end)) = (place.start, place.end) {
        location["physicalLocation"]["region"] = json!({
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
        });
    }
    if let Some(cell) = place.cell {
        let full = cell.sheet.map_or(cell.name.clone(), |sheet| format!("{sheet}!{}", cell.name));
        location["logicalLocations"] =
            json!([{ "name": cell.name, "fullyQualifiedName": full, "kind": "element" }]);
    }
    location
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// A relative reference: everything that is not plainly part of a file name is percent-encoded.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn a_file_name_becomes_a_valid_reference() {
        assert_eq!(uri("content/a b/报告:1%.toml"), "content/a%20b/%E6%8A%A5%E5%91%8A%3A1%25.toml");
    }
}
