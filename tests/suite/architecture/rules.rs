//! ARCHITECTURE.md, Cargo.toml and the sources → where the code is not what the map says.

use std::collections::{BTreeMap, BTreeSet};

use super::paths::{self, Named};
use super::table::{self, Row};

/// A file below `src/`, with `/` in its path.
#[derive(Clone, Debug)]
pub struct Source {
    pub path: String,
    pub text: String,
}

/// Everything that is wrong, one sentence each.
pub fn findings(architecture: &str, cargo_toml: &str, sources: &[Source]) -> Vec<String> {
    let rows = table::rows(architecture);
    let crates = table::crates(cargo_toml);
    let (rows, crates) = match (rows, crates) {
        (Ok(rows), Ok(crates)) => (rows, crates),
        (rows, crates) => return rows.err().into_iter().chain(crates.err()).collect(),
    };
    let mut found = Vec::new();
    for source in sources {
        let documented = source
            .text
            .strip_prefix("//!")
            .is_some_and(|rest| rest.lines().next().is_some_and(|first| !first.trim().is_empty()));
        if !documented {
            found.push(format!(
                "{}: does not open with `//!` and what it turns into what",
                source.path
            ));
        }
    }
    let code = Code::read(sources, &crates, &mut found);
    rows_and_modules(&rows, &code, &crates.program, &mut found);
    found.extend(circle(&rows));
    for used in &code.uses {
        away_from_the_map(used, &rows, &code, &mut found);
    }
    allowed_but_unused(&rows, &code, &crates.program, &mut found);
    found
}

/// What a module uses: another module, or an outside crate.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Target {
    Module(String),
    Crate(String),
}

struct Use {
    module: String,
    target: Target,
    /// `src/plan/mod.rs:12`
    place: String,
    /// As the compiler sees it: `crate::render::Html`.
    path: String,
}

struct Code {
    modules: BTreeSet<String>,
    uses: Vec<Use>,
}

/// The root of the library lists modules and does nothing else.
const LIBRARY: &str = "lib";
const PROGRAM: &str = "main";

impl Code {
    fn read(sources: &[Source], crates: &table::Crates, found: &mut Vec<String>) -> Code {
        let all: Vec<String> = crates.program.iter().chain(&crates.tests).cloned().collect();
        let files: Vec<(&Source, Vec<&str>, paths::File)> = sources
            .iter()
            .map(|source| {
                let place = place(&source.path);
                let at = if is_root(&place) { &[][..] } else { &place[..] };
                let file = paths::read(&source.text, at, &all);
                (source, place, file)
            })
            .collect();
        let modules: BTreeSet<String> =
            files.iter().map(|(_, place, _)| place[0].to_owned()).collect();
        // Modules that main.rs declares are the program's own: they see the library as `kepi`.
        let main = files.iter().find(|(_, place, _)| place[..] == [PROGRAM]);
        let mut program = BTreeSet::from([PROGRAM.to_owned()]);
        program.extend(main.iter().flat_map(|(.., file)| file.modules.iter().map(|m| m.0.clone())));
        let in_tests: Vec<Vec<&str>> = files
            .iter()
            .flat_map(|(_, place, file)| {
                let tests = file.modules.iter().filter(|(_, in_test)| *in_test);
                tests.map(|(name, _)| [&place[..], &[name.as_str()]].concat())
            })
            .collect();
        let mut uses = Vec::new();
        for (source, place, file) in &files {
            for line in &file.moved_modules {
                found
                    .push(format!("{}:{line}: `#[path]` hides where a module stands", source.path));
            }
            let module = place[0].to_owned();
            let test_file = in_tests.iter().any(|test| place.starts_with(test));
            if module == PROGRAM {
                for (name, _) in &file.modules {
                    uses.push(Use {
                        module: module.clone(),
                        target: Target::Module(name.clone()),
                        place: source.path.clone(),
                        path: format!("mod {name}"),
                    });
                }
            }
            let root = if program.contains(&module) {
                program.iter().filter(|name| *name != PROGRAM).cloned().collect()
            } else {
                modules.difference(&program).filter(|name| *name != LIBRARY).cloned().collect()
            };
            for named in &file.named {
                let named = Named { in_test: named.in_test || test_file, ..named.clone() };
                let one = a_use(source, &module, &named, &root, &modules, found);
                let known = |one: &Use| {
                    uses.iter().any(|u: &Use| u.place == one.place && u.target == one.target)
                };
                uses.extend(one.filter(|one| !known(one)));
            }
        }
        Code { modules, uses }
    }
}

/// `src/plan/pages/mod.rs` → `plan`, `pages`.
fn place(path: &str) -> Vec<&str> {
    let inside = path.strip_prefix("src/").unwrap_or(path);
    let stem = inside.strip_suffix(".rs").unwrap_or(inside);
    stem.strip_suffix("/mod").unwrap_or(stem).split('/').collect()
}

fn is_root(place: &[&str]) -> bool {
    place == [LIBRARY] || place == [PROGRAM]
}

/// `root` holds the modules that `crate::` leads to in this file.
fn a_use(
    source: &Source,
    module: &str,
    named: &Named,
    root: &BTreeSet<String>,
    modules: &BTreeSet<String>,
    found: &mut Vec<String>,
) -> Option<Use> {
    let place = format!("{}:{}", source.path, named.line);
    let path = named.path.join("::");
    let of_library = named.path[0] == "kepi";
    let target = if named.path[0] == "crate" || of_library {
        match named.path.get(1) {
            Some(name) if of_library && modules.contains(name) || root.contains(name) => {
                if name == module {
                    return None;
                }
                Target::Module(name.clone())
            }
            // What main.rs itself defines.
            Some(_) if module == PROGRAM && !of_library => return None,
            Some(name) => {
                found.push(format!(
                    "{place}: `{path}`: `{name}` is no module of the map; name the module it is from"
                ));
                return None;
            }
            // `use crate as root`: what it leads to is looked at where it is used.
            None => return None,
        }
    } else if named.in_test {
        // A test may take a result apart with any crate; readers never run it.
        return None;
    } else {
        Target::Crate(named.path[0].clone())
    };
    Some(Use { module: module.to_owned(), target, place, path })
}

fn rows_and_modules(rows: &[Row], code: &Code, crates: &[String], found: &mut Vec<String>) {
    for module in code.modules.iter().filter(|module| *module != LIBRARY) {
        match rows.iter().filter(|row| row.module == *module).count() {
            0 => found.push(format!("the module `{module}` has no row in ARCHITECTURE.md")),
            1 => {}
            _ => found.push(format!("the module `{module}` has two rows in ARCHITECTURE.md")),
        }
    }
    for row in rows {
        if !code.modules.contains(&row.module) {
            found.push(format!("ARCHITECTURE.md: there is no module `{}` in src/", row.module));
        }
        for import in row.imports.iter().filter(|import| !code.modules.contains(*import)) {
            found.push(format!("ARCHITECTURE.md: `{}` names no module `{import}`", row.module));
        }
        for pattern in row.crates.iter().filter(|p| !crates.iter().any(|name| fits(p, name))) {
            found.push(format!("ARCHITECTURE.md: `{}` names no crate `{pattern}`", row.module));
        }
    }
    for name in crates {
        if !rows.iter().any(|row| row.crates.iter().any(|pattern| fits(pattern, name))) {
            found.push(format!("the crate `{name}` has no door in ARCHITECTURE.md"));
        }
    }
}

/// A crate's name, or `icu_*`.
fn fits(pattern: &str, name: &str) -> bool {
    pattern.strip_suffix('*').map_or(pattern == name, |start| name.starts_with(start))
}

fn away_from_the_map(used: &Use, rows: &[Row], code: &Code, found: &mut Vec<String>) {
    let Use { module, target, place, path } = used;
    if module == LIBRARY {
        found.push(format!("{place}: `{path}`: lib.rs lists the modules and uses none of them"));
        return;
    }
    let Some(row) = rows.iter().find(|row| row.module == *module) else { return };
    match target {
        Target::Module(import)
            if !row.imports.contains(import) && code.modules.contains(import) =>
        {
            found.push(format!("{place}: `{path}`: `{module}` may not import `{import}`"));
        }
        Target::Crate(name) if !row.crates.iter().any(|pattern| fits(pattern, name)) => {
            let doors: Vec<String> = rows
                .iter()
                .filter(|row| row.crates.iter().any(|pattern| fits(pattern, name)))
                .map(|row| format!("`{}`", row.module))
                .collect();
            let doors = if doors.is_empty() { "nobody".to_owned() } else { doors.join(", ") };
            found.push(format!(
                "{place}: `{path}`: `{module}` is no door of `{name}`, only {doors}"
            ));
        }
        _ => {}
    }
}

/// A permission that nobody needs would let the map grow wider than the code.
fn allowed_but_unused(rows: &[Row], code: &Code, crates: &[String], found: &mut Vec<String>) {
    for row in rows.iter().filter(|row| code.modules.contains(&row.module)) {
        let used: BTreeSet<&Target> = code
            .uses
            .iter()
            .filter(|used| used.module == row.module)
            .map(|used| &used.target)
            .collect();
        let names_crate = |pattern: &str| {
            used.iter().any(|target| matches!(target, Target::Crate(name) if fits(pattern, name)))
        };
        for import in &row.imports {
            if !used.contains(&Target::Module(import.clone())) && code.modules.contains(import) {
                found.push(format!(
                    "ARCHITECTURE.md: `{}` may import `{import}` and does not: take it out",
                    row.module
                ));
            }
        }
        for pattern in &row.crates {
            if !names_crate(pattern) && crates.iter().any(|name| fits(pattern, name)) {
                found.push(format!(
                    "ARCHITECTURE.md: `{}` may use `{pattern}` and does not: take it out",
                    row.module
                ));
            }
        }
    }
}

/// The first circle of imports that the table allows.
fn circle(rows: &[Row]) -> Option<String> {
    let imports: BTreeMap<&str, &[String]> =
        rows.iter().map(|row| (row.module.as_str(), &row.imports[..])).collect();
    let mut finished = BTreeSet::new();
    let mut way = Vec::new();
    rows.iter().find_map(|row| walk(&row.module, &imports, &mut way, &mut finished))
}

fn walk<'a>(
    module: &'a str,
    imports: &BTreeMap<&'a str, &'a [String]>,
    way: &mut Vec<&'a str>,
    finished: &mut BTreeSet<&'a str>,
) -> Option<String> {
    if let Some(start) = way.iter().position(|before| *before == module) {
        let names: Vec<String> =
            way[start..].iter().chain([&module]).map(|name| format!("`{name}`")).collect();
        return Some(format!("ARCHITECTURE.md: a circle of imports: {}", names.join(" → ")));
    }
    if finished.contains(module) {
        return None;
    }
    way.push(module);
    let below = imports.get(module).copied().unwrap_or_default();
    let circle = below.iter().find_map(|import| walk(import, imports, way, finished));
    way.pop();
    finished.insert(module);
    circle
}
