//! `kepi schema`: an editor with it accepts every file that kepi accepts, refuses slips, and
//! completes what can be typed.

use std::fs;
use std::path::{Path, PathBuf};

use kepi::language::Tag;
use kepi::schema::{kinds, schema};
use serde_json::{Map, Value, json};

use crate::cli::{empty_folder, run};
use crate::expect::expect;
use crate::node;

/// A TOML file as JSON, the way editors see it: dates are strings.
fn as_json(text: &str) -> Value {
    fn value(toml: toml::Value) -> Value {
        match toml {
            toml::Value::String(text) => text.into(),
            toml::Value::Integer(number) => number.into(),
            toml::Value::Float(number) => number.into(),
            toml::Value::Boolean(flag) => flag.into(),
            toml::Value::Datetime(date) => date.to_string().into(),
            toml::Value::Array(list) => list.into_iter().map(value).collect(),
            toml::Value::Table(table) => {
                Value::Object(table.into_iter().map(|(key, inner)| (key, value(inner))).collect())
            }
        }
    }
    value(toml::Value::Table(text.parse().unwrap()))
}

/// The first kind that has a place for the file.
fn kind_of(path: &str) -> Option<&'static str> {
    let fits = |place: &str| {
        let pattern: Vec<&str> = place.split('/').collect();
        let parts: Vec<&str> = path.split('/').collect();
        matches(&pattern, &parts)
    };
    kinds().into_iter().find(|kind| kind.places.iter().any(|place| fits(place))).map(|k| k.name)
}

fn matches(pattern: &[&str], path: &[&str]) -> bool {
    match (pattern, path) {
        ([], []) => true,
        (["**", rest @ ..], _) => (0..=path.len()).any(|skipped| matches(rest, &path[skipped..])),
        ([first, rest @ ..], [name, others @ ..]) => {
            let fits = match first.split_once('*') {
                Some((before, after)) => name.starts_with(before) && name.ends_with(after),
                None => first == name,
            };
            fits && matches(rest, others)
        }
        _ => false,
    }
}

/// What the schemas have against these files: path and text of each.
fn validate(files: &[(String, String)]) -> String {
    let schemas: Map<String, Value> =
        kinds().iter().map(|kind| (kind.name.to_owned(), schema(kind.name).unwrap())).collect();
    let files: Vec<Value> = files
        .iter()
        .map(|(path, text)| {
            let kind = kind_of(path).unwrap_or_else(|| panic!("no kind has a place for {path}"));
            json!({ "path": path, "kind": kind, "data": as_json(text) })
        })
        .collect();
    let done = node::run("schema.mjs", &json!({ "schemas": schemas, "files": files }).to_string());
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap()
}

/// Every TOML file below a project's `content` and `themes` that a kind is for.
fn toml_files(root: &Path) -> Vec<(String, String)> {
    let mut files = Vec::new();
    for folder in ["content", "themes"] {
        for entry in walkdir::WalkDir::new(root.join(folder)).into_iter().filter_map(Result::ok) {
            let path =
                entry.path().strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
            if path.ends_with(".toml") && !path.contains("/strings/") {
                files.push((path, fs::read_to_string(entry.path()).unwrap()));
            }
        }
    }
    files
}

fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn every_file_of_the_sample_fits_its_schema() {
    let files = toml_files(&repository());
    assert!(files.len() > 30, "the sample has files of every kind");
    let met = |name: &str| files.iter().any(|(path, _)| kind_of(path) == Some(name));
    for kind in kinds() {
        assert!(met(kind.name), "no file of the sample is of the kind `{}`", kind.name);
    }
    assert_eq!(validate(&files), "");
}

#[test]
fn every_file_of_a_new_report_fits_its_schema() {
    let tags: Vec<Tag> =
        ["en", "fr", "zh", "ar"].iter().filter_map(|tag| Tag::parse(tag)).collect();
    let files: Vec<(String, String)> = kepi::scaffold::files(&tags)
        .into_iter()
        .filter(|file| file.path.ends_with(".toml"))
        .map(|file| (file.path, file.text))
        .collect();
    assert!(files.len() > 3);
    assert_eq!(validate(&files), "");
    assert_eq!(validate(&toml_files(&repository().join("tests/status"))), "");
}

const KPI: &str = r#"
[kpi.visits]
node = "reading"
title.en = "Visits"
unit = "visits"
better = "higher"
[kpi.visits.measure.all]
target = { at_least = 85 }
actual = { value = "86.5", period = 2024-12-31, per_year = { 2024 = 40, "2024/25" = "pending" } }
rating = "full"
"#;

#[test]
fn slips_are_refused() {
    let slips = [
        // A misspelt key, on top, in a record, and in a table on one line.
        (
            "[kpi.visits]\n",
            "[kpis.a]\n[kpi.visits]\n",
            "should NOT have additional properties (kpis)",
        ),
        ("node =", "nodes =", "should NOT have additional properties (nodes)"),
        ("at_least", "at_leats", "should NOT have additional properties (at_leats)"),
        // A wrong word.
        ("\"higher\"", "\"hihger\"", "should be equal to one of the allowed values"),
        ("\"pending\"", "\"soon\"", "should be equal to one of the allowed values"),
        // A missing required key.
        ("title.en = \"Visits\"\n", "", "should have required property 'title'"),
        // What is no id, no number, no period, no tag, no text.
        ("\"full\"", "\"Fully achieved\"", "should match pattern"),
        (
            "[kpi.visits]\n",
            "[kpi.\"Visits 1\"]\n[kpi.visits]\n",
            "additional properties (Visits 1)",
        ),
        ("\"86.5\"", "\"86,5\"", "should match pattern"),
        ("= 85", "= \"85%\"", "should match pattern"),
        ("2024 = 40", "24 = 40", "should NOT have additional properties (24)"),
        ("2024-12-31", "\"31.12.2024\"", "should match pattern"),
        ("title.en", "title.English", "should NOT have additional properties (English)"),
        ("title.en = \"Visits\"", "title = {}", "should NOT have fewer than 1 properties"),
        ("title.en = \"Visits\"", "title = 7", "should be string,object"),
    ];
    let path = |number: usize| format!("content/editions/2024/slip-{number}.toml");
    let mut files = vec![("content/editions/2024/right.toml".to_owned(), KPI.to_owned())];
    for (number, (right, wrong, _)) in slips.iter().enumerate() {
        let text = KPI.replacen(right, wrong, 1);
        assert_ne!(text, KPI, "{right}");
        files.push((path(number), text));
    }
    let said = validate(&files);
    assert!(!said.contains("right.toml"), "{said}");
    for (number, (_, wrong, what)) in slips.iter().enumerate() {
        let mut lines = said.lines().filter(|line| line.starts_with(&path(number)));
        assert!(lines.any(|line| line.contains(what)), "{wrong}: {what}\n{said}");
    }
}

#[test]
fn what_belongs_into_another_file_is_refused() {
    let unit = "[unit.visits]\nkind = \"count\"\nname = \"visits\"\n".to_owned();
    assert_eq!(validate(&[("content/vocabulary/units.toml".to_owned(), unit.clone())]), "");
    let said = validate(&[("content/editions/2024/units.toml".to_owned(), unit)]);
    assert!(said.contains("should NOT have additional properties (unit)"), "{said}");
    let said = validate(&[("content/editions/2024/edition.toml".to_owned(), KPI.to_owned())]);
    assert!(said.contains("should have required property 'edition'"), "{said}");
}

#[test]
fn themes_may_have_properties_of_their_own_but_no_slips() {
    let theme = "themes/house/theme.toml".to_owned();
    let text = "[light]\nbrand = \"#00629b\"\nhouse = \"red\"\n[font.ar]\ntext = \"Amiri\"\n";
    assert_eq!(validate(&[(theme.clone(), text.to_owned())]), "");
    for (right, wrong, what) in [
        ("[light]", "[ligth]", "additional properties (ligth)"),
        ("#00629b", "blue", "should match pattern"),
        ("\"Amiri\"", "12", "should be string"),
    ] {
        let said = validate(&[(theme.clone(), text.replace(right, wrong))]);
        assert!(said.contains(what), "{wrong}: {said}");
    }
}

/// Every schema within a schema that describes a key.
fn keys<'s>(schema: &'s Value, path: &str, all: &mut Vec<(String, &'s Value)>) {
    if let Some(properties) = schema["properties"].as_object() {
        for (key, inner) in properties {
            all.push((format!("{path}.{key}"), inner));
            keys(inner, &format!("{path}.{key}"), all);
        }
    }
    let lists = ["anyOf"].iter().filter_map(|list| schema[list].as_array()).flatten();
    let named = schema["patternProperties"].as_object().into_iter().flat_map(|map| map.values());
    for inner in lists.chain(named).chain([&schema["items"]]) {
        if inner.is_object() {
            keys(inner, path, all);
        }
    }
}

#[test]
fn every_key_says_what_it_is_for() {
    for kind in kinds().iter().filter(|kind| kind.name != "theme") {
        let schema = schema(kind.name).unwrap();
        let mut all = Vec::new();
        keys(&schema, kind.name, &mut all);
        assert!(all.len() > 10);
        for (path, key) in all {
            let about = key["description"].as_str().unwrap_or_default();
            assert!(about.len() > 5, "{path} says nothing: {key}");
        }
    }
}

#[test]
fn an_editor_completes_and_checks() {
    let text = "[kpi.visits]\nnode = \"reading\"\nbetter = \"\"\n\n[kpi.visits.measure.all]\n\
                rating = \"Full!\"\ntarget = { ";
    let text = &format!("{text}at_least = 1 }}\n\n");
    let input = json!({
        "schema": schema("records").unwrap(),
        "text": text,
        // Below `better`, in its quotes, at the start of the target's key, below the measure.
        "at": [[3, 0], [2, 10], [6, 11], [7, 0]],
        "hover": [1, 1],
    });
    let done = node::run("editor.mjs", &input.to_string());
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let said: Value = serde_json::from_slice(&done.stdout).unwrap();
    let offers = |number: usize, label: &str, about: &str| {
        let offered = said["completions"][number].as_array().unwrap();
        let item = json!([label, about]);
        assert!(offered.contains(&item), "{item} is not among {offered:?}");
    };
    offers(0, "title", "what is measured");
    offers(0, "owners", "the units of work that answer for it");
    for word in ["\"higher\"", "\"lower\"", "\"keep\""] {
        offers(1, word, "which way is good");
    }
    offers(2, "at_most", "this or less");
    offers(3, "baseline", "where it started");
    offers(3, "actual", "what came of it");
    assert_eq!(said["hover"], "the node of the framework that it belongs to");
    let problems = said["problems"].to_string();
    assert!(problems.contains("is a required property"), "{problems}");
    assert!(problems.contains("Full!"), "{problems}");
}

#[test]
fn kinds_are_listed_printed_and_written() {
    let folder = empty_folder("schema");
    let said = run(&folder, &["schema"]);
    assert_eq!((said.status, said.err.as_str()), (Some(0), ""));
    expect("schema.txt", &said.out);
    let said = run(&folder, &["schema", "site"]);
    assert_eq!((said.status, said.err.as_str()), (Some(0), ""));
    expect("schema-site.json", &said.out);

    let said = run(&folder, &["schema", "--output", "editor/schema"]);
    assert_eq!((said.status, said.out.as_str()), (Some(0), ""));
    for kind in kinds() {
        let path = format!("editor/schema/{}.schema.json", kind.name);
        assert!(said.err.contains(&format!("wrote {path}\n")), "{}", said.err);
        let written: Value = serde_json::from_slice(&fs::read(folder.join(path)).unwrap()).unwrap();
        assert_eq!(written, schema(kind.name).unwrap());
    }
    // Again, over the old ones, in silence.
    let said = run(&folder, &["schema", "site", "-q", "--output", "editor/schema"]);
    assert_eq!((said.status, said.err.as_str()), (Some(0), ""));
}

#[test]
fn a_wrong_kind_and_a_folder_that_cannot_be_written_are_said() {
    let folder = empty_folder("schema-refused");
    let said = run(&folder, &["schema", "record"]);
    assert_eq!(said.status, Some(2));
    assert!(said.err.contains("did you mean `records`?"), "{}", said.err);
    fs::write(folder.join("taken"), "").unwrap();
    let said = run(&folder, &["schema", "--output", "taken"]);
    assert_eq!(said.status, Some(3));
    assert_eq!(said.err, "error: `taken` could not be written: file exists\n");
}

#[test]
fn the_manual_names_every_kind_where_editors_look_for_it() {
    let manual = fs::read_to_string(repository().join("docs/editors.md")).unwrap();
    let places = |kind: &kepi::schema::Kind| {
        let quoted: Vec<String> = kind.places.iter().map(|place| format!("\"{place}\"")).collect();
        quoted.join(", ")
    };
    // In Taplo the last rule that fits wins, in Tombi the first.
    let mut taplo = String::new();
    let mut tombi = String::new();
    for kind in kinds() {
        let path = format!("schema/{}.schema.json", kind.name);
        let rule = format!(
            "[[rule]]\ninclude = [{}]\n[rule.schema]\npath = \"./{path}\"\n\n",
            places(&kind)
        );
        taplo.insert_str(0, &rule);
        tombi += &format!("[[schemas]]\npath = \"{path}\"\ninclude = [{}]\n\n", places(&kind));
    }
    for example in [taplo, tombi] {
        assert!(manual.contains(example.trim_end()), "docs/editors.md lacks\n{example}");
        assert!(example.parse::<toml::Table>().is_ok());
    }
    for kind in kinds() {
        let row = format!("| `{}` | {} |", kind.name, kind.about);
        assert!(manual.contains(&row), "docs/editors.md lacks the row\n{row}");
    }
}
