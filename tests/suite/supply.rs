//! What kepi is built from: licences that may be passed on, no more crates than we said, and a list of
//! all of them with their licences for whoever ships the program.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::expect::expect_at;
use crate::publish_scratch::run;

/// A list of words of `deny.toml`, which says what the program may be built from.
fn rules(section: &str, key: &str) -> Vec<String> {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("deny.toml")).unwrap();
    let rules: toml::Table = text.parse().unwrap();
    let words = rules[section][key].as_array().unwrap().iter();
    words.map(|word| word.as_str().unwrap().to_owned()).collect()
}

/// In the program as it is shipped. Raise it in the commit that needs it, and say there why.
const MOST_CRATES: usize = 175;

struct Crate {
    name: String,
    version: String,
    licence: String,
    source: Option<String>,
    folder: std::path::PathBuf,
}

/// Everything that ends up in the program, kepi itself aside, by name.
fn crates() -> Vec<Crate> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["metadata", "--locked", "--offline", "--format-version", "1"]);
    cargo.args(["--filter-platform", "x86_64-unknown-linux-gnu"]);
    let output = run(cargo.current_dir(env!("CARGO_MANIFEST_DIR")));
    let all: Value = serde_json::from_slice(&output.stdout).unwrap();
    let by_id = |list: &Value| -> BTreeMap<String, Value> {
        let list = list.as_array().unwrap().iter();
        list.map(|one| (one["id"].as_str().unwrap().to_owned(), one.clone())).collect()
    };
    let (packages, nodes) = (by_id(&all["packages"]), by_id(&all["resolve"]["nodes"]));
    let root = all["resolve"]["root"].as_str().unwrap().to_owned();
    let mut seen = BTreeSet::new();
    let mut open = vec![root.clone()];
    while let Some(id) = open.pop() {
        if !seen.insert(id.clone()) {
            continue;
        }
        for needed in nodes[&id]["deps"].as_array().unwrap() {
            // `null` is an ordinary dependency; the others build or test.
            if needed["dep_kinds"].as_array().unwrap().iter().any(|kind| kind["kind"].is_null()) {
                open.push(needed["pkg"].as_str().unwrap().to_owned());
            }
        }
    }
    seen.remove(&root);
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut crates: Vec<Crate> = seen
        .iter()
        .map(|id| &packages[id])
        .map(|one| Crate {
            name: text(&one["name"]),
            version: text(&one["version"]),
            licence: text(&one["license"]).replace('/', " OR "),
            source: one["source"].as_str().map(str::to_owned),
            folder: Path::new(one["manifest_path"].as_str().unwrap()).parent().unwrap().to_owned(),
        })
        .collect();
    crates.sort_by(|a, b| (&a.name, &a.version).cmp(&(&b.name, &b.version)));
    crates
}

/// `(A OR B) AND C` as the parts that all hold, each with its choices.
fn choices(licence: &str) -> Vec<Vec<&str>> {
    let parts = licence.split(" AND ").map(|part| part.trim_matches(['(', ')']));
    parts.map(|part| part.split(" OR ").map(str::trim).collect()).collect()
}

#[test]
fn every_crate_may_be_passed_on() {
    let (allowed, banned) = (rules("licenses", "allow"), rules("bans", "deny"));
    let is_allowed = |licence: &&str| allowed.iter().any(|allowed| allowed == *licence);
    let mut wrong = Vec::new();
    for one in crates() {
        let fits = choices(&one.licence).iter().all(|part| part.iter().any(is_allowed));
        if one.licence.is_empty() || !fits {
            wrong.push(format!("{} {} stands under `{}`", one.name, one.version, one.licence));
        }
        if banned.contains(&one.name) {
            wrong.push(format!("{} {} is banned", one.name, one.version));
        }
        if !one.source.as_deref().is_some_and(|source| source.starts_with("registry+")) {
            wrong.push(format!("{} {} comes from {:?}", one.name, one.version, one.source));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn there_are_no_more_crates_than_we_said() {
    let count = crates().len();
    assert!(count <= MOST_CRATES, "{count} crates, {MOST_CRATES} allowed");
    assert!(count > MOST_CRATES - 40, "{count} crates: lower the budget of {MOST_CRATES}");
}

/// `THIRD-PARTY.txt` goes with the program: every crate, and each text of a licence once.
#[test]
fn the_list_of_licences_is_whole() {
    let mut by_text: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut list = String::new();
    for one in crates() {
        let name = format!("{} {}", one.name, one.version);
        list.push_str(&format!("{name}: {}\n", one.licence));
        let texts = texts(&one);
        assert!(!texts.is_empty(), "{name} has no text of its licence");
        for text in texts {
            by_text.entry(text).or_default().push(name.clone());
        }
    }
    let mut whole = format!(
        "kepi is made with these crates. Their licences follow, each text once, below the crates that\n\
         it belongs to.\n\n{list}"
    );
    for (text, names) in by_text {
        whole.push_str(&format!("\n{}\n{}\n\n{text}\n", "=".repeat(80), names.join(", ")));
    }
    expect_at(&Path::new(env!("CARGO_MANIFEST_DIR")).join("THIRD-PARTY.txt"), &whole);
}

/// What a crate brings along of other people, with the text of its licence: the allocator itself, in C.
const BROUGHT: [(&str, &str); 1] = [("libmimalloc-sys", "c_src/mimalloc/v2/LICENSE")];

/// The licence that we choose where there is a choice; otherwise all texts that are there.
fn texts(one: &Crate) -> Vec<String> {
    let is_licence = |name: &str| {
        let name = name.to_uppercase();
        ["LICENSE", "LICENCE", "COPYING", "UNLICENSE", "NOTICE"]
            .iter()
            .any(|word| name.starts_with(word))
    };
    let mut names: Vec<String> = fs::read_dir(&one.folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.file_type().unwrap().is_file())
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| is_licence(name))
        .collect();
    names.sort();
    let brought: Vec<String> = BROUGHT
        .iter()
        .filter(|(name, _)| *name == one.name)
        .map(|(_, path)| (*path).to_owned())
        .collect();
    let mit: Vec<String> =
        names.iter().filter(|name| name.to_uppercase().contains("MIT")).cloned().collect();
    if !mit.is_empty() && !one.licence.contains(" AND ") {
        names = mit;
    }
    names.extend(brought);
    let read = |name: &String| {
        let text = String::from_utf8_lossy(&fs::read(one.folder.join(name)).unwrap()).into_owned();
        text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n").trim().to_owned()
    };
    names.iter().map(read).filter(|text| !text.is_empty()).collect()
}

/// What a buyer's scanner reads; `tests/tools/sbom.py` writes it for a release.
#[test]
fn the_bill_of_materials_names_every_crate() {
    let mut python = Command::new("python3");
    python.arg("tests/tools/sbom.py").env("CARGO", env!("CARGO"));
    let output = run(python.current_dir(env!("CARGO_MANIFEST_DIR")));
    let bill: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(bill["bomFormat"], "CycloneDX");
    let named: BTreeSet<String> = bill["components"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["purl"].as_str().unwrap().to_owned())
        .collect();
    let crates =
        crates().iter().map(|one| format!("pkg:cargo/{}@{}", one.name, one.version)).collect();
    assert_eq!(named, crates);
}
