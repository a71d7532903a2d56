//! The module table of ARCHITECTURE.md → its rows, and Cargo.toml → the names of its crates.

/// One module: what it may import and which outside crates it may use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub module: String,
    pub imports: Vec<String>,
    /// A name may end in `*`: `icu_*`.
    pub crates: Vec<String>,
}

const HEADINGS: [&str; 4] =
    ["module", "in one sentence", "may import", "outside crates it may use"];

/// The rows of the first table with our headings. A row may name several modules.
pub fn rows(architecture: &str) -> Result<Vec<Row>, String> {
    let mut lines = architecture.lines().skip_while(|line| cells(line) != HEADINGS).skip(1);
    let rule = lines.next().unwrap_or_default();
    if !rule.starts_with("|-") && !rule.starts_with("| -") {
        return Err(format!("no table with the headings {HEADINGS:?}"));
    }
    let mut rows = Vec::new();
    for line in lines.take_while(|line| line.starts_with('|')) {
        let [modules, sentence, imports, crates] = cells(line)[..] else {
            return Err(format!("not {} cells: {line}", HEADINGS.len()));
        };
        if sentence.is_empty() {
            return Err(format!("no sentence: {line}"));
        }
        for module in names(modules)? {
            rows.push(Row { module, imports: names(imports)?, crates: names(crates)? });
        }
    }
    Ok(rows)
}

fn cells(line: &str) -> Vec<&str> {
    let line = line.trim();
    let inside = line.strip_prefix('|').and_then(|line| line.strip_suffix('|'));
    inside.map_or_else(Vec::new, |inside| inside.split('|').map(str::trim).collect())
}

/// "`load`, `plan`" → `load`, `plan`; "–" → nothing.
fn names(cell: &str) -> Result<Vec<String>, String> {
    if cell == "–" {
        return Ok(Vec::new());
    }
    cell.split(',')
        .map(|name| {
            let name = name.trim();
            let inside = name.strip_prefix('`').and_then(|name| name.strip_suffix('`'));
            inside.map(str::to_owned).ok_or_else(|| format!("not a name in backticks: {name:?}"))
        })
        .collect()
}

/// The crates of Cargo.toml as Rust writes them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Crates {
    pub program: Vec<String>,
    /// For tests only.
    pub tests: Vec<String>,
}

pub fn crates(cargo_toml: &str) -> Result<Crates, String> {
    let manifest: toml::Table =
        cargo_toml.parse().map_err(|error| format!("Cargo.toml: {error}"))?;
    let mut crates = Crates::default();
    let mut take = |table: &toml::Table| {
        let names = |kind: &str| {
            let table = table.get(kind).and_then(toml::Value::as_table);
            table.into_iter().flatten().map(|(name, _)| name.replace('-', "_"))
        };
        crates.program.extend(names("dependencies"));
        crates.tests.extend(names("dev-dependencies"));
    };
    take(&manifest);
    let targets = manifest.get("target").and_then(toml::Value::as_table);
    for target in targets.into_iter().flatten().filter_map(|(_, target)| target.as_table()) {
        take(target);
    }
    crates.tests.retain(|name| !crates.program.contains(name));
    Ok(crates)
}

/// The dependencies that nothing explains. Those that share the first word of their name with the
/// one above (`clap`, `clap_complete`) share its sentence.
pub fn unexplained(cargo_toml: &str) -> Vec<String> {
    let mut found = Vec::new();
    let (mut in_dependencies, mut comment, mut explained) = (false, "", String::new());
    // A dependency that goes on over several lines has its name on the first.
    let mut open = 0_usize;
    for line in cargo_toml.lines().map(str::trim) {
        if open == 0 && line.starts_with('[') {
            in_dependencies = line.trim_matches(['[', ']']).ends_with("dependencies");
            (comment, explained) = ("", String::new());
        } else if line.is_empty() {
            (comment, explained) = ("", String::new());
        } else if line.starts_with('#') {
            comment = line;
        } else if in_dependencies {
            if let (0, Some((name, _))) = (open, line.split_once('=')) {
                let first = name.trim().split(['-', '_', '.']).next().unwrap_or_default();
                if comment.ends_with('.') {
                    explained = first.to_owned();
                } else if explained != first {
                    found.push(name.trim().to_owned());
                }
                comment = "";
            }
            let count = |brackets: [char; 2]| line.matches(brackets).count();
            open = (open + count(['[', '{'])).saturating_sub(count([']', '}']));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_read_row_by_row() {
        let table = "# Map\n\n| module | in one sentence | may import | outside crates it may use |\n\
                     |---|---|---|---|\n\
                     | `model` | The report. | – | `rust_decimal` |\n\
                     | `plan`, `render` | Pages. | `model` | `icu_*`, `serde` |\n\nAfter.\n";
        let row = |module: &str, imports: &[&str], crates: &[&str]| Row {
            module: module.into(),
            imports: imports.iter().map(|name| (*name).into()).collect(),
            crates: crates.iter().map(|name| (*name).into()).collect(),
        };
        let expected = vec![
            row("model", &[], &["rust_decimal"]),
            row("plan", &["model"], &["icu_*", "serde"]),
            row("render", &["model"], &["icu_*", "serde"]),
        ];
        assert_eq!(rows(table), Ok(expected));
        assert!(rows("no table").is_err());
        assert!(rows(&table.replace("| – |", "| none |")).is_err());
        assert!(rows(&table.replace("The report.", "")).is_err());
        assert!(rows(&table.replace("| – |", "|")).is_err());
    }

    #[test]
    fn crates_are_named_as_rust_writes_them() {
        let manifest = "[dependencies]\npulldown-cmark = \"1\"\n[target.'cfg(unix)'.dependencies]\n\
                        rustix = { version = \"1\" }\n[dev-dependencies]\nscraper = \"1\"\n";
        let crates = crates(manifest).unwrap();
        assert_eq!(crates.program, ["pulldown_cmark", "rustix"]);
        assert_eq!(crates.tests, ["scraper"]);
    }

    #[test]
    fn a_dependency_without_a_sentence_is_found() {
        let manifest = "# Not about one of them.\n[dependencies]\na = \"1\"\n# Draws.\nb = \"1\"\n\
                        b-more = \"1\"\nc = \"1\"\n\n# A stray line.\n\nd = \"1\"\n# no sentence\n\
                        e = \"1\"\n# Lists.\nf = { features = [\n    \"x\",\n] }\nf_g = \"1\"\n\
                        [lints]\nh = \"deny\"\n[target.'cfg(unix)'.dependencies]\ni = \"1\"\n";
        assert_eq!(unexplained(manifest), ["a", "c", "d", "e", "i"]);
    }
}
