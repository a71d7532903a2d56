//! Small made-up programs: what the test of the architecture must find, and what it must let pass.

use super::paths;
use super::rules::{Source, findings};

const CARGO: &str = "[dependencies]\ntera = \"2\"\nserde = \"1\"\nicu-list = \"2\"\ncsv = \"1\"\n\
                     [dev-dependencies]\nscraper = \"1\"\n";

/// `model` is at the bottom, `plan` and `render` above it, `main` and its `cli` on top.
const ROWS: &str = "
| module | in one sentence | may import | outside crates it may use |
|---|---|---|---|
| `model` | The report. | – | `serde`, `icu_*` |
| `plan` | Its pages. | `model` | `csv` |
| `render` | Their HTML. | `model`, `plan` | `tera` |
| `cli` | What is typed. | – | – |
| `main` | Runs it. | `cli`, `render` | – |
";

const PROGRAM: &[(&str, &str)] = &[
    ("src/lib.rs", "//! L.\npub mod model;\npub mod plan;\npub mod render;\n"),
    ("src/main.rs", "//! M.\nmod cli;\nuse kepi::render;\nfn main() { cli::read(); }"),
    ("src/cli.rs", "//! C.\npub fn read() {}"),
    ("src/model.rs", "//! Mo.\nuse icu_list as list;\n#[derive(serde::Serialize)]\nstruct A;"),
    ("src/plan/mod.rs", "//! P.\nmod csv_file;\nuse crate::model::A;"),
    ("src/plan/csv_file.rs", "//! P.\nfn f() { csv::Writer::new() }"),
    ("src/render.rs", "//! R.\nuse crate::{model, plan::{self, B}};\nuse tera::Tera;"),
];

/// What is found when `text` is added to the end of the file `path`, or makes a new one.
fn found_with(path: &str, text: &str) -> Vec<String> {
    let mut files = PROGRAM.to_vec();
    let old = files.iter().position(|(known, _)| *known == path);
    let whole = match old {
        Some(index) => format!("{}\n{text}", files.remove(index).1),
        None => text.to_owned(),
    };
    files.push((path, &whole));
    found_in(ROWS, &files)
}

fn found_in(rows: &str, files: &[(&str, &str)]) -> Vec<String> {
    let sources: Vec<Source> = files
        .iter()
        .map(|(path, text)| Source { path: (*path).to_owned(), text: (*text).to_owned() })
        .collect();
    findings(rows, CARGO, &sources)
}

/// One thing is found, and it says this.
#[track_caller]
fn one(found: &[String], part: &str) {
    assert!(found.len() == 1 && found[0].contains(part), "expected {part:?}, found {found:#?}");
}

#[test]
fn a_program_that_follows_the_map_is_let_pass() {
    assert_eq!(found_in(ROWS, PROGRAM), [""; 0]);
}

#[test]
fn a_forbidden_import_is_found_however_it_is_written() {
    for text in [
        "use crate::render::Html;",
        "use crate::render;",
        "use crate::render as drawing;",
        "pub(crate) use crate::render::*;",
        "use crate::{model::A, render::{self, Html}};",
        "use crate::{\n    model::{A, B},\n    // the look\n    render\n        ::Html as H,\n};",
        "use super::render::Html;",
        "fn f() -> super::render::Html { todo() }",
        "fn f(x: &dyn crate::render::Draw) {}",
        "fn f() { let x = <crate::render::Html as Default>::default(); }",
        "fn f() { use crate::render::draw; draw() }",
        "mod inner { use super::super::render::Html; }",
        "mod inner { fn f() { super::super::render::draw() } }",
        "use self::super::render::Html;",
        "use crate as root;\nfn f() { root::render::draw() }",
        "use crate::{self as root};\nfn f() { root::render::draw() }",
        "macro_rules! m { () => { $crate::render::draw() } }",
        "macro_rules! m { () => { use $crate::render::draw; } }",
        "fn f() { g(crate /* look */ :: render :: draw) }",
        "#[with(path = \"crate::render::words\")]\nstruct S;",
        "#[cfg(test)]\nmod tests { use crate::render::Html; }",
        "fn f() -> Vec<crate::render::Html> { Vec::<crate::render::Html>::new() }",
        "pub(in crate::render) fn f() {}",
        "use crate::r#render::Html;",
    ] {
        one(&found_with("src/plan/mod.rs", text), "`plan` may not import `render`");
    }
    let below = "//! K.\nuse super::super::super::render::Html;";
    one(&found_with("src/plan/pages/kpi.rs", below), "`plan` may not import `render`");
    one(&found_with("src/plan/pages/kpi.rs", below), "src/plan/pages/kpi.rs:2: ");
}

#[test]
fn an_import_of_the_library_is_found_in_the_program() {
    one(&found_with("src/main.rs", "use kepi::model::A;"), "`main` may not import `model`");
    one(
        &found_with("src/main.rs", "fn f() { kepi::model::read() }"),
        "`main` may not import `model`",
    );
    one(&found_with("src/main.rs", "use kepi::{render::{self, Html}, plan};"), "import `plan`");
    one(&found_with("src/cli.rs", "use kepi::model::A;"), "`cli` may not import `model`");
    one(&found_with("src/cli/values.rs", "//! V.\nuse kepi::plan;"), "`cli` may not import `plan`");
    one(&found_with("src/cli.rs", "use crate::model::A;"), "`model` is no module of the map");
    let own = "mod status { pub const DONE: u8 = 0; }\nfn f() { status::DONE }\n\
               mod tests { use super::*; }";
    assert_eq!(found_with("src/main.rs", own), [""; 0]);
}

#[test]
fn what_only_looks_like_an_import_is_let_pass() {
    for text in [
        "// use crate::render::Html;",
        "/* use crate::render::Html; /* nested */ use tera::Tera; */",
        "/// See [`crate::render`] and tera::Tera.\nfn f() {}",
        "const TEXT: &str = \"use crate::render::Html;\";",
        "const RAW: &str = r#\"crate::render::Html \" tera::Tera\"#;",
        "fn f<'render>(c: char) { if c == '\"' {} /* use crate::render; */ }",
        "fn f() { let render = 1; render.max(2); self.tera::<u8>(); }",
        "use super::plan::B;\nuse self::csv_file::C;\nuse crate::plan::D;",
        "use std::fmt::Write as _;\nuse core::cmp;\nextern crate alloc;",
        "mod inner { use super::csv_file; fn f() { super::g() } }",
        "fn f() -> impl Fn() + use<'_> {}",
        "enum E { tera }\nfn f() { E::tera }",
        "mod tera;\nfn f() { tera::draw() }",
        "mod tera;\nmod tests { use super::*; fn f() { tera::draw() } }",
        "use crate::model::serde;\nfn f() { serde::Kind::A }",
        "fn f() { Vec::<u8>::new(); a >::b; }",
        "#[cfg(test)]\nmod tests { use scraper::Html; fn f() { tera::Tera::new() } }",
        "#[cfg(test)]\nuse tera::Tera;",
        "#[test]\nfn t() { tera::Tera::new() }",
    ] {
        let found = found_with("src/plan/mod.rs", text);
        assert!(found.is_empty(), "{text}\n{found:#?}");
    }
}

#[test]
fn a_crate_away_from_its_door_is_found() {
    for text in [
        "use tera::Context;",
        "use tera;",
        "use ::tera::Context;",
        "use tera as engine;",
        "use {crate::model::A, tera::{Context, Tera}};",
        "extern crate tera as engine;",
        "fn f() { tera::Tera::default() }",
        "fn f() -> ::tera::Tera { g() }",
        "fn f() { tera::context! {} }",
        "fn f(x: Option<tera::Tera>) {}",
        "#[tera(skip)]\nstruct S;",
        "#[cfg(not(test))]\nuse tera::Tera;",
        "mod tera;\nfn f() -> ::tera::Tera { g() }",
    ] {
        one(&found_with("src/plan/mod.rs", text), "`plan` is no door of `tera`, only `render`");
    }
    for text in [
        "#[derive(Debug, Serialize)]\nstruct S;",
        "#[derive(serde::Deserialize)]\nstruct S;",
        "#[serde(untagged)]\nenum E {}",
        "#[cfg_attr(feature = \"x\", derive(Serialize))]\nstruct S;",
    ] {
        one(&found_with("src/plan/mod.rs", text), "`plan` is no door of `serde`, only `model`");
    }
    one(&found_with("src/plan/mod.rs", "use icu_list::List;"), "no door of `icu_list`");
    one(&found_with("src/plan/mod.rs", "use scraper::Html;"), "no door of `scraper`, only nobody");
}

#[test]
fn tests_in_files_of_their_own_may_use_any_crate() {
    let mut files = PROGRAM.to_vec();
    files[4].1 = "//! P.\nmod csv_file;\nuse crate::model::A;\n#[cfg(test)]\nmod tests;";
    files.push(("src/plan/tests.rs", "//! T.\nuse scraper::Html;"));
    assert_eq!(found_in(ROWS, &files), [""; 0]);
    files[4].1 = "//! P.\nmod csv_file;\nuse crate::model::A;\nmod tests;";
    one(&found_in(ROWS, &files), "no door of `scraper`");
}

#[test]
fn a_circle_in_the_table_is_found() {
    let rows = ROWS.replace("| `model` | The report. | –", "| `model` | The report. | `render`");
    let model = ("src/model.rs", "//! Mo.\nuse icu_list;\nuse serde;\nuse crate::render;");
    let mut files = PROGRAM.to_vec();
    files[3] = model;
    one(&found_in(&rows, &files), "a circle of imports: `model` → `render` → `model`");
}

#[test]
fn a_module_without_a_row_and_a_row_without_a_module_are_found() {
    let new = found_with("src/export/mod.rs", "//! E.\n");
    one(&new, "the module `export` has no row");
    let rows = format!("{ROWS}| `export` | Files. | – | – |\n");
    one(&found_in(&rows, PROGRAM), "there is no module `export`");
    let rows = format!("{ROWS}| `plan` | Again. | `model` | `csv` |\n");
    one(&found_in(&rows, PROGRAM), "the module `plan` has two rows");
    let rows = ROWS.replace("| – | `serde`", "| `modle` | `serde`");
    one(&found_in(&rows, PROGRAM), "`model` names no module `modle`");
    let rows = ROWS.replace("`tera` |", "`tera`, `terra` |");
    one(&found_in(&rows, PROGRAM), "`render` names no crate `terra`");
}

#[test]
fn a_permission_that_nobody_needs_is_found() {
    let rows = ROWS.replace("| `model` | `csv` |", "| `model` | `csv`, `serde` |");
    one(&found_in(&rows, PROGRAM), "`plan` may use `serde` and does not");
    let rows = ROWS.replace("| `cli`, `render` |", "| `cli`, `plan`, `render` |");
    one(&found_in(&rows, PROGRAM), "`main` may import `plan` and does not");
    let cargo = CARGO.replace("[dev-", "walkdir = \"2\"\n[dev-");
    let sources: Vec<Source> = PROGRAM
        .iter()
        .map(|(path, text)| Source { path: (*path).into(), text: (*text).into() })
        .collect();
    one(&findings(ROWS, &cargo, &sources), "the crate `walkdir` has no door");
}

#[test]
fn a_file_that_does_not_say_what_it_is_for_is_found() {
    one(&found_with("src/plan/node.rs", "fn f() {}"), "src/plan/node.rs: does not open with `//!`");
    one(&found_with("src/plan/node.rs", "//!\nfn f() {}"), "does not open with `//!`");
    one(&found_with("src/plan/node.rs", "// N.\n//! N."), "does not open with `//!`");
}

#[test]
fn ways_around_the_map_are_found() {
    one(&found_with("src/lib.rs", "pub use plan::Page;"), "lib.rs lists the modules");
    one(&found_with("src/plan/mod.rs", "use crate::Page;"), "`Page` is no module of the map");
    one(&found_with("src/plan/mod.rs", "use crate::*;"), "`*` is no module of the map");
    one(&found_with("src/plan/mod.rs", "use super::*;"), "`*` is no module of the map");
    let moved = "#[path = \"../render/html.rs\"]\nmod html;";
    one(&found_with("src/plan/mod.rs", moved), "`#[path]` hides where a module stands");
}

#[test]
fn a_table_that_cannot_be_read_is_no_success() {
    let found = found_in("# No table", PROGRAM);
    one(&found, "no table with the headings");
}

#[test]
fn no_source_makes_the_reader_hang_or_panic() {
    let whole = PROGRAM.iter().map(|(_, text)| *text).collect::<String>()
        + "use a::{b, c::{d, *}} as; use ; mod ; use ::; #[ #![x( mod x { } } } 'a r#\"";
    for (end, _) in whole.char_indices() {
        paths::read(&whole[..end], &["plan"], &["tera".to_owned()]);
        paths::read(&whole[end..], &["plan"], &["tera".to_owned()]);
        paths::without_tests(&whole[..end]);
    }
    paths::read("use a as b; use b as a; fn f() { a::c() }", &[], &[]);
}
