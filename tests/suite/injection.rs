//! Data never becomes markup: hostile words in every text of a report leave its pages, drawings and
//! downloads built as they were, or are refused at their place.
//!
//! A handful of reports is built in every run, each text with another of the hostile strings;
//! `KEPI_HOSTILE=all cargo test --release injection` puts each string into every text at once.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use kepi::diagnostics::Severity;
use kepi::pipeline::{self, Depth};
use scraper::{ElementRef, Html};

use crate::checks::copy;
use crate::mutated::every;
use crate::publish_scratch::{Scratch, options};

/// Tries to end a text, an attribute, an element, a comment, a script, a style, a formula, a line of a
/// header, a template, a path. `tests/browser/hostile.test.mjs` shows the same to Chromium.
const PAYLOADS: &str = include_str!("../injection/words.json");

/// Before and behind a payload, so that it does not always begin a text.
const WRAPPED: &[(&str, &str)] = &[("", ""), ("Word ", " word")];

fn hostile() -> Vec<String> {
    let payloads: Vec<String> = serde_json::from_str(PAYLOADS).unwrap();
    let wrapped = |(before, behind): &(&str, &str)| -> Vec<String> {
        payloads.iter().map(|payload| format!("{before}{payload}{behind}")).collect()
    };
    WRAPPED.iter().flat_map(wrapped).collect()
}

/// Keys whose values are words for readers.
const TEXTS: &[&str] = &[
    "title",
    "subtitle",
    "summary",
    "label",
    "name",
    "short",
    "text",
    "reason",
    "rule",
    "place",
    "gap",
    "code",
    "definition",
    "printed",
    "right",
    "lost",
    "justification",
    "symbol",
    "letter",
    "project",
    "description",
];

/// A string as TOML writes it.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            letter if letter.is_control() => {
                quoted.push_str(&format!("\\u{:04x}", u32::from(letter)))
            }
            letter => quoted.push(letter),
        }
    }
    quoted + "\""
}

/// The text of a data file or of front matter with other words in every text; `next` says which.
fn with_words(toml: &str, next: &mut dyn FnMut() -> String) -> String {
    let mut changed = String::new();
    let mut rest = toml;
    while let Some((before, after)) = rest.split_once("= \"") {
        let (value, after) = after.split_once('"').unwrap();
        let key = before
            .rsplit(|letter: char| !letter.is_alphanumeric() && letter != '_' && letter != '.');
        let key = key.into_iter().find(|part| !part.is_empty()).unwrap_or_default();
        changed.push_str(before);
        changed.push_str("= ");
        if TEXTS.contains(&key.split('.').next().unwrap()) && !before.ends_with("status ") {
            changed.push_str(&quoted(&next()));
        } else {
            changed.push_str(&format!("\"{value}\""));
        }
        rest = after;
    }
    changed + rest
}

/// Lays the small report into the project, its texts replaced.
fn lay(project: &Path, next: &mut dyn FnMut() -> String) {
    copy(&every().join("content"), &project.join("content"));
    for entry in walkdir::WalkDir::new(project.join("content")).sort_by_file_name() {
        let entry = entry.unwrap();
        let extension = entry.path().extension().unwrap_or_default();
        if extension == "toml" {
            let text = fs::read_to_string(entry.path()).unwrap();
            fs::write(entry.path(), with_words(&text, next)).unwrap();
        } else if extension == "md" {
            let text = fs::read_to_string(entry.path()).unwrap();
            let Some(rest) = text.strip_prefix("+++\n") else { continue };
            let (front, body) = rest.split_once("+++\n").unwrap();
            fs::write(entry.path(), format!("+++\n{}+++\n{body}", with_words(front, next)))
                .unwrap();
        }
    }
}

/// The parts of a site that words must not change, by path.
type Shape = BTreeMap<String, Vec<String>>;

/// `Ok(None)` where the words were refused.
fn built(scratch: &Scratch) -> Result<Option<Shape>, String> {
    let options = options(&scratch.project(), Depth::Publish);
    let outcome = pipeline::run(&options, &|_| ());
    if let Some(failure) = outcome.failure {
        return Err(failure.message);
    }
    if !outcome.published {
        let errors = || outcome.diagnostics.iter().filter(|one| one.severity == Severity::Error);
        return match errors().find(|one| one.origin.is_none() || one.code.name == "chart-faulty") {
            _ if errors().next().is_none() => Err("refused without an error".to_owned()),
            Some(one) => Err(format!("{}: {}", one.code.name, one.message)),
            None => Ok(None),
        };
    }
    let mut shape = Shape::new();
    for (path, entry) in crate::publish_scratch::tree(&scratch.output()) {
        let crate::publish_scratch::Entry::File(bytes) = entry else { continue };
        let Ok(text) = String::from_utf8(bytes) else { continue };
        let parts = parts(&path, &text).map_err(|what| format!("{path}: {what}"))?;
        shape.insert(path, parts);
    }
    Ok(Some(shape))
}

fn parts(path: &str, text: &str) -> Result<Vec<String>, String> {
    let mut parts = Vec::new();
    match path.rsplit('.').next().unwrap() {
        "html" | "svg" | "xml" => {
            let page = Html::parse_document(text);
            elements(page.root_element(), 0, &mut parts)?;
        }
        "json" => {
            serde_json::from_str::<serde_json::Value>(text).map_err(|error| error.to_string())?;
        }
        "csv" => {
            let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
            for record in reader.records() {
                let record = record.map_err(|error| error.to_string())?;
                parts.push(record.len().to_string());
                for field in &record {
                    let formula = field.starts_with(['=', '+', '-', '@', '\t', '\r']);
                    if formula && field.parse::<f64>().is_err() {
                        return Err(format!("a spreadsheet would compute `{field}`"));
                    }
                }
            }
        }
        _ => {}
    }
    Ok(parts)
}

/// Elements and the names of their attributes in order, within a drawing as a set: its words decide
/// which labels have room.
fn elements(element: ElementRef<'_>, depth: usize, parts: &mut Vec<String>) -> Result<(), String> {
    let name = element.value().name();
    let mut names = BTreeSet::new();
    for (attribute, value) in element.value().attrs() {
        names.insert(attribute);
        if attribute.starts_with("on") || attribute == "style" || attribute == "srcdoc" {
            return Err(format!("<{name}> has `{attribute}`"));
        }
        let scheme = value.split(':').next().unwrap_or_default().trim().to_lowercase();
        let leads = matches!(attribute, "href" | "src" | "action" | "data" | "xlink:href");
        if leads
            && value.contains(':')
            && !["http", "https", "mailto", "tel"].contains(&scheme.as_str())
        {
            return Err(format!("<{name}> leads to `{value}`"));
        }
    }
    parts.push(format!("{depth} {name} {names:?}"));
    if name == "svg" {
        let inside: BTreeSet<&str> =
            element.descendent_elements().map(|one| one.value().name()).collect();
        // What a file says about itself stands in elements of other names.
        for one in inside
            .into_iter()
            .filter(|name| !["dc:", "rdf:", "cc:"].iter().any(|own| name.starts_with(own)))
        {
            if ![
                "svg", "title", "desc", "defs", "pattern", "g", "rect", "path", "line", "circle",
                "text", "tspan", "use", "polyline", "polygon", "style", "metadata", "clippath",
                "a",
            ]
            .contains(&one.to_lowercase().as_str())
            {
                return Err(format!("a drawing has <{one}>"));
            }
        }
        for one in element.descendent_elements() {
            if let Some((attribute, _)) =
                one.value().attrs().find(|(name, _)| name.starts_with("on"))
            {
                return Err(format!("a drawing has `{attribute}`"));
            }
        }
        return Ok(());
    }
    for child in element.child_elements() {
        elements(child, depth + 1, parts)?;
    }
    Ok(())
}

fn plain() -> Shape {
    let scratch = Scratch::in_memory();
    lay(&scratch.project(), &mut || "Word 7".to_owned());
    built(&scratch).unwrap().expect("plain words are no mistake")
}

/// Where two sites differ in more than words.
fn difference(plain: &Shape, hostile: &Shape) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let paths: BTreeSet<&String> = plain.keys().chain(hostile.keys()).collect();
    for path in paths {
        match (plain.get(path), hostile.get(path)) {
            (Some(one), Some(other)) if one == other => {}
            // Grouped by the first letters of the words.
            (Some(_), Some(_)) if path.ends_with("/index/index.html") => {}
            (Some(one), Some(other)) => {
                let at = one.iter().zip(other).position(|(a, b)| a != b);
                let at = at.unwrap_or(one.len().min(other.len()));
                let side = |parts: &[String]| {
                    parts.get(at).cloned().unwrap_or_else(|| "nothing".to_owned())
                };
                found.push(format!("{path}: {} became {}", side(one), side(other)));
            }
            // Named after their content.
            _ if path.starts_with("assets/") || path.contains("/search/") => {}
            (there, _) => {
                found.push(format!("{path} is {}", if there.is_some() { "gone" } else { "new" }))
            }
        }
    }
    found
}

#[test]
fn hostile_words_change_no_page() {
    let words = hostile();
    assert!(words.len() >= 300, "{}", words.len());
    let whole = std::env::var("KEPI_HOSTILE").is_ok_and(|value| value == "all");
    let plain = plain();
    let rounds = if whole { words.len() } else { 6 };
    let (next, refused) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let fallen: BTreeSet<String> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..2)
            .map(|_| {
                scope.spawn(|| {
                    let mut fallen = Vec::new();
                    loop {
                        let round = next.fetch_add(1, Ordering::Relaxed);
                        if round >= rounds {
                            return fallen;
                        }
                        let scratch = Scratch::in_memory();
                        // Those that are refused would hide the rest of a mixed report.
                        let mixed: Vec<&String> =
                            words.iter().filter(|word| is_shown(word)).collect();
                        let mut at = round * mixed.len() / rounds;
                        lay(&scratch.project(), &mut || {
                            at += 1;
                            if whole {
                                words[round].clone()
                            } else {
                                mixed[at % mixed.len()].clone()
                            }
                        });
                        let name = if whole {
                            format!("{:?}", words[round])
                        } else {
                            format!("round {round}")
                        };
                        match built(&scratch) {
                            Ok(Some(shape)) => {
                                fallen.extend(
                                    difference(&plain, &shape)
                                        .into_iter()
                                        .take(5)
                                        .map(|what| format!("{name}: {what}")),
                                );
                            }
                            Ok(None) => _ = refused.fetch_add(1, Ordering::Relaxed),
                            Err(what) => fallen.push(format!("{name}: {what}")),
                        }
                    }
                })
            })
            .collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    let refused = refused.into_inner();
    println!("{rounds} reports, {refused} refused");
    assert!(fallen.is_empty(), "{}", Vec::from_iter(fallen).join("\n"));
    let shown = words.iter().filter(|word| is_shown(word)).count();
    assert!(
        if whole { refused < words.len() - shown / 2 } else { refused == 0 },
        "{refused} refused"
    );
}

/// Whether a text may stand in a report at all.
fn is_shown(word: &str) -> bool {
    let refused = |letter: char| {
        letter.is_control()
            || matches!(letter, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200B}'..='\u{200F}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{AD}' | '\u{E000}' | '\u{FFFE}' | '\u{85}')
    };
    !word.contains(refused) && !word.trim().is_empty()
}
