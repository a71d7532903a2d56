//! Tables and series whose numbers stand in a CSV file or a workbook: the same as typed ones.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::checks::{base, packed, project, zipped};
use crate::cli::run;
use crate::publish_scratch::{tree, write};

const EDITION: &str = "content/editions/2025";

const TYPED: &str = r#"
[table.branches]
title = "Loans by branch"
unit = "loans"
source = "register"
[table.branches.column]
y2024 = { label = "2024", period = "2024" }
y2025 = { label = "2025", period = "2025" }
change = { label.en = "Change", label.fr = "Variation", unit = "percent", change = "y2025", from = "y2024" }
[table.branches.row.centre]
label.en = "Centre, with café"
label.fr = "Centre, avec café"
values = { y2024 = 40000, y2025 = { value = 44000, status = "estimated", notes = ["counted"] }, change = 10 }
[table.branches.row.houses]
label = "Houses"
[table.branches.row.north-side]
label.en = "North side"
label.fr = "Nord"
parent = "houses"
values = { y2024 = 8210, y2025 = { value = 8340, status = "estimated" }, change = 1.6 }
[table.branches.row.bus]
label.en = "Bus"
label.fr = "Bus"
values = { y2024 = "nil", y2025 = { value = "not-available", status = "estimated" } }
[table.branches.row.total]
subject = "total"
sum = ["centre", "north-side", "bus"]
values = { y2024 = 48210, y2025 = { value = "pending", status = "estimated" } }
[series.visits]
title = "Visits"
unit = "people"
kind = "flow"
every = "year"
source = "register"
[series.visits.points]
2023 = 900
2024 = { value = 901.5, status = "revised" }
2025 = { value = "pending", notes = ["counted"] }
"#;

/// What stays in the TOML file; words in capitals stand for what differs.
const TAKEN: &str = r#"
[table.branches]
title = "Loans by branch"
unit = "loans"
source = "register"
[table.branches.column]
y2024 = { label = "2024", period = "2024" }
y2025 = { label = "2025", period = "2025", status = "estimated" }
change = { label.en = "Change", label.fr = "Variation", unit = "percent", change = "y2025", from = "y2024" }
[table.branches.data]
file = "FILE"
header = 3
last = 8
id = "Branch"
label = { en = "Name", fr = "Nom" }
columns = { y2024 = "2024", y2025 = "2025", change = "Change" }
ignore = ["Remarks"]
empty = "nil"
total = "total"
ONLY_LOANS
[table.branches.row.houses]
label = "Houses"
[table.branches.row.north-side]
parent = "houses"
[table.branches.row.centre]
values = { y2025 = { notes = ["counted"] } }
[table.branches.row.total]
subject = "total"
[series.visits]
title = "Visits"
unit = "people"
kind = "flow"
every = "year"
source = "register"
data = { file = "VISITS", period = "Year", value = "Visits", status = "Status" ONLY_VISITS }
points = { 2025 = { notes = ["counted"] } }
"#;

const NOTE: &str =
    "[note.counted]\ntext.en = \"Counted by hand.\"\ntext.fr = \"Comptés à la main.\"\n";

/// The files of a site with these records.
fn site(name: &str, records: &str, files: &[(&str, Vec<u8>)]) -> PathBuf {
    let project = project(&format!("data-files-{name}"), &[&base()]);
    write(&project.join(EDITION).join("branches.toml"), format!("{NOTE}{records}"));
    for (file, bytes) in files {
        fs::write(project.join(EDITION).join(file), bytes).unwrap();
    }
    let said = run(&project, &["build"]);
    assert_eq!(said.status, Some(0), "{name}: {}", said.err);
    project.join("output")
}

/// Cells as XML; a number is one for Excel, `=` begins a formula with its result behind a `|`, `%` a
/// fraction that is shown as a percentage.
fn sheet(rows: &[&[&str]]) -> String {
    let mut body = String::new();
    for (row, cells) in rows.iter().enumerate() {
        body.push_str(&format!("<row r=\"{}\">", row + 1));
        for (cell, column) in cells.iter().zip('A'..) {
            let place = format!("{column}{}", row + 1);
            body.push_str(&match cell {
                &"" => continue,
                number if number.parse::<f64>().is_ok() => {
                    format!("<c r=\"{place}\"><v>{number}</v></c>")
                }
                formula if formula.starts_with('=') => {
                    let (formula, result) = formula[1..].split_once('|').unwrap();
                    format!("<c r=\"{place}\"><f>{formula}</f><v>{result}</v></c>")
                }
                fraction if fraction.starts_with('%') => {
                    format!("<c r=\"{place}\" s=\"2\"><v>{}</v></c>", &fraction[1..])
                }
                text => format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>"),
            });
        }
        body.push_str("</row>");
    }
    format!(
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
         <sheetData>{body}</sheetData></worksheet>"
    )
}

/// A workbook with the parts of a fixture and these sheets; it has two.
fn workbook(first: &str, second: &str) -> Vec<u8> {
    changed_workbook(|path, text| match path {
        "xl/worksheets/sheet1.xml" => first.to_owned(),
        "xl/worksheets/sheet2.xml" => second.to_owned(),
        _ => text,
    })
}

fn with_part(name: &str, change: impl Fn(String) -> String) -> Vec<u8> {
    changed_workbook(|path, text| if path == name { change(text) } else { text })
}

/// A workbook of two sheets, with parts of it changed.
fn changed_workbook(change: impl Fn(&str, String) -> String) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/checks/data-file/workbook");
    zipped(tree(&folder).into_iter().map(|(path, entry)| {
        let crate::publish_scratch::Entry::File(bytes) = entry else {
            panic!("{path} is {entry:?}");
        };
        let text = change(&path, String::from_utf8(bytes).unwrap());
        (path, text.into_bytes())
    }))
}

#[test]
fn numbers_from_a_csv_file_and_from_a_workbook_make_the_same_site_as_typed_ones() {
    let typed = tree(&site("typed", TYPED, &[]));
    let csv = "Loans by branch\n\nBranch,Name,Nom,2024,2025,Change,Remarks\n\
               centre,\"Centre, with café\",\"Centre, avec café\",40000,44000,10,\n\
               North side,North side,Nord,8210,8340,1.6,by bus\n\
               bus,Bus,Bus,,not-available,,\n\n\
               total,,,48210,pending,,\nSource: the register\n";
    let visits = "Year;Visits;Status\n2023;900;\n2024;901.5;revised\n2025;pending;\n";
    let records = TAKEN
        .replace("FILE", "loans.csv")
        .replace("ONLY_LOANS", "")
        .replace("ONLY_VISITS", ", separator = \";\"")
        .replace("VISITS", "visits.csv");
    let files =
        [("loans.csv", csv.as_bytes().to_vec()), ("visits.csv", visits.as_bytes().to_vec())];
    assert_same(&typed, &tree(&site("csv", &records, &files)), "csv");

    let loans = sheet(&[
        &["Loans by branch"],
        &[],
        &["Branch", "Name", "Nom", "2024", "2025", "Change", "Remarks"],
        &[
            "centre",
            "Centre, with café",
            "Centre, avec café",
            "40000",
            "=D4*1.1|44000.000000000007",
            "%0.1",
        ],
        &["North side", "North side", "Nord", "8210", "8340", "%1.6000000000000001E-2", "by bus"],
        &["bus", "Bus", "Bus", "", "not-available"],
        &[],
        &["total", "", "", "=SUM(D4:D6)|48210", "pending"],
        &["Source: the register"],
    ]);
    let visits = sheet(&[
        &["Year", "Visits", "Status"],
        &["2023", "900"],
        &["2024", "901.5", "revised"],
        &["2025", "pending"],
    ]);
    let records = TAKEN
        .replace("FILE", "loans.xlsx")
        .replace("ONLY_LOANS", "sheet = \"Loans\"")
        .replace("ONLY_VISITS", ", sheet = \"Notes\"")
        .replace("VISITS", "loans.xlsx");
    let files = [("loans.xlsx", workbook(&loans, &visits))];
    assert_same(&typed, &tree(&site("xlsx", &records, &files)), "xlsx");
}

fn assert_same(
    typed: &crate::publish_scratch::Tree,
    other: &crate::publish_scratch::Tree,
    name: &str,
) {
    let different: Vec<&String> = typed
        .iter()
        // They name the files that the site was made from, and these differ.
        .filter(|(path, _)| *path != "kepi-manifest.json" && !path.ends_with("/data/index.html"))
        .filter(|(path, entry)| other.get(*path) != Some(entry))
        .map(|(p, _)| p)
        .collect();
    assert_eq!(different, Vec::<&String>::new(), "{name}");
    assert_eq!(typed.len(), other.len(), "{name}");
}

/// Files that were made to do harm end soon, with one message about the file.
#[test]
fn a_hostile_workbook_is_refused_in_time() {
    let cell = |place: &str| format!("<row><c r=\"{place}\"><v>1</v></c></row>");
    let of = |rows: &str| {
        format!(
            "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
             <dimension ref=\"A1:XFD1048576\"/><sheetData>{rows}</sheetData></worksheet>"
        )
    };
    let plain = sheet(&[&["Year", "Visits"], &["2025", "7"]]);
    let long = workbook(&of(&"<row><c><v>1</v></c></row>".repeat(600_000)), &plain);
    let bomb = workbook(&of(&" ".repeat(120_000_000)), &plain);
    let far = workbook(&of(&cell("XFD1048576")), &plain);
    let whole = workbook(&plain, &plain);
    let entities = workbook(
        &of(&cell("A1")).replace(
            "<worksheet",
            "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><worksheet",
        ),
        &plain,
    );
    // The same part as two hundred more sheets; one long text in all cells; formats without end.
    let more_sheets = with_part("xl/workbook.xml", |text| {
        let more =
            |number| format!("<sheet name=\"{number}\" sheetId=\"{number}\" r:id=\"rId1\"/>");
        let more: String = (3..203).map(more).collect();
        text.replace("</sheets>", &format!("{more}</sheets>"))
    });
    let words = format!("<is><t>{}</t></is>", "x".repeat(9_000));
    let words = format!("<row>{}</row>", format!("<c t=\"inlineStr\">{words}</c>").repeat(100));
    let talkative = workbook(&of(&words.repeat(60)), &plain);
    let formats = with_part("xl/styles.xml", |text| {
        text.replace("</cellXfs>", &format!("{}</cellXfs>", "<xf/>".repeat(100_001)))
    });
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("sheets", more_sheets, "the file has more than 200 sheets"),
        ("talkative", talkative, "the file has more than 50 MB of text"),
        ("formats", formats, "the file has more than 100000 formats of cells"),
        ("long", long, "the file has more than 50000 rows"),
        ("bomb", bomb, "the file has more than 100 MB when it is unpacked"),
        ("far", far, "the file has more than 50000 rows"),
        ("cut", whole[..whole.len() / 2].to_vec(), "the file is no workbook that can be read"),
        ("empty", Vec::new(), "the file is no workbook that can be read"),
        ("no-sheet", zipped([("a.txt".to_owned(), b"a".to_vec())]), "no workbook"),
        ("entities", entities, "no column of `visits.xlsx` is headed `Year`"),
    ];
    for (name, bytes, said) in cases {
        let project = project(&format!("data-files-hostile-{name}"), &[&base()]);
        let record = "[series.visits]\ntitle = \"Visits\"\nunit = \"people\"\nkind = \"flow\"\n\
                      every = \"year\"\nsource = \"register\"\n\
                      data = { file = \"visits.xlsx\", sheet = \"Loans\", period = \"Year\", value = \"Visits\" }\n";
        write(&project.join(EDITION).join("visits.toml"), record);
        fs::write(project.join(EDITION).join("visits.xlsx"), bytes).unwrap();
        let started = Instant::now();
        let told = run(&project, &["check", "--data"]);
        assert!(started.elapsed() < Duration::from_secs(10), "{name}: {:?}", started.elapsed());
        assert_eq!(told.status, Some(1), "{name}: {}", told.err);
        assert!(
            told.err.contains(said) || told.out.contains(said),
            "{name}: {}{}",
            told.out,
            told.err
        );
    }
}

/// Whatever byte of a workbook is wrong, kepi ends with a report of it or reads it.
#[test]
fn a_damaged_workbook_never_takes_kepi_down() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/checks/data-cell/workbook");
    let whole = packed(&folder);
    let project = project("data-files-damaged", &[&base()]);
    let fixture =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/checks/data-cell").join(EDITION);
    fs::copy(fixture.join("branches.toml"), project.join(EDITION).join("branches.toml")).unwrap();
    for at in (0..whole.len()).step_by(whole.len() / 40) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x55;
        fs::write(project.join(EDITION).join("branches.xlsx"), bytes).unwrap();
        let told = run(&project, &["check", "--data"]);
        assert_eq!(told.status, Some(1), "byte {at}: {}", told.err);
    }
}
