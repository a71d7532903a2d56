//! Every kind of finding, as an author meets it: `tests/checks/<code>/`, explained in its README.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};

use kepi::diagnostics::codes;

use crate::cli::run;
use crate::publish_scratch;

/// Codes without a folder, and why.
const WITHOUT_A_FOLDER: &[&str] = &[
    // Nobody knows a text that breaks the parser; src/prose/mod.rs breaks it by hand.
    "markdown-parser-failed",
    // A fault of the drawing itself; src/chart/lint.rs makes such drawings.
    "chart-faulty",
];

#[test]
fn the_base_report_has_no_mistakes() {
    let said = check(&project("base", &[&base()]));
    assert_eq!((said.findings.as_str(), said.status), ("", Some(0)));
}

#[test]
fn every_code_has_its_folder() {
    let there: BTreeSet<String> = fixtures().iter().map(|name| code_of(name).to_owned()).collect();
    for code in codes::ALL.iter().map(|code| code.name) {
        let elsewhere = WITHOUT_A_FOLDER.contains(&code);
        assert!(there.contains(code) || elsewhere, "tests/checks/{code}/ is missing");
    }
    for code in &there {
        assert!(codes::named(code).is_some(), "tests/checks/{code}/: there is no such code");
    }
}

/// What kepi says of each folder's project is in its `expected.txt`, and is about its code alone.
#[test]
fn each_mistake_is_told_once_at_its_place_with_a_remedy() {
    let wrong = Mutex::new(Vec::new());
    let names = Mutex::new(fixtures().into_iter());
    let next = || names.lock().unwrap_or_else(PoisonError::into_inner).next();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                while let Some(name) = next() {
                    let complaints = compare(&name);
                    wrong.lock().unwrap_or_else(PoisonError::into_inner).extend(complaints);
                }
            });
        }
    });
    let mut wrong = wrong.into_inner().unwrap_or_else(PoisonError::into_inner);
    wrong.sort();
    assert!(wrong.is_empty(), "\n{}\nUPDATE_EXPECT=1 rewrites what is expected", wrong.join("\n"));
}

/// What the folders expect, counted: hundreds of mistakes, nearly all of them at a place, and with
/// what to do. Those without a place have none: a file that is missing, a page that has two charts.
#[test]
fn the_mistakes_are_many_and_have_a_place_and_a_remedy() {
    let (mut mistakes, mut placed, mut remedied) = (0, 0, 0);
    for name in fixtures() {
        let expected = fs::read_to_string(checks().join(name).join("expected.txt")).unwrap();
        for finding in expected.split("\n\n") {
            if !["error[", "warning[", "note["].iter().any(|start| finding.starts_with(start)) {
                continue;
            }
            mistakes += 1;
            placed += usize::from(finding.contains("--> "));
            // Below the excerpt, beside the caret, or in the message itself.
            let says = ["= help: ", "^ write ", "did you mean", "^ use ", "^ expected ", "; "];
            remedied += usize::from(says.iter().any(|words| finding.contains(words)));
        }
    }
    println!("{mistakes} mistakes, {placed} with a place, {remedied} with a remedy");
    assert!(mistakes >= 400, "{mistakes}");
    assert!(placed * 100 >= mistakes * 98, "{placed} of {mistakes} have a place");
    assert!(remedied * 100 >= mistakes * 95, "{remedied} of {mistakes} have a remedy");
}

/// What is wrong with a folder's findings, for the one who has changed something.
fn compare(name: &str) -> Vec<String> {
    let folder = checks().join(name);
    let said = check(&project(name, &[&base(), &folder]));
    let mut wrong = Vec::new();
    let mut complain = |text: String| wrong.push(format!("tests/checks/{name}/: {text}"));
    let also = listed(&folder.join("also.txt"));
    let code = code_of(name);
    if !said.codes.contains(code) {
        complain(format!("nothing was found with the code `{code}`"));
    }
    for other in said.codes.iter().filter(|other| *other != code && !also.contains(*other)) {
        complain(format!("`{other}` was found, too: is it a consequence of the same mistake?"));
    }
    for unmet in also.difference(&said.codes) {
        complain(format!("`{unmet}` of also.txt was not found"));
    }
    let has_error = said.findings.lines().any(|line| line.starts_with("error["));
    if said.status != Some(i32::from(has_error)) {
        complain(format!("the exit status is {:?}", said.status));
    }
    let path = folder.join("expected.txt");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&path, &said.findings).unwrap();
    } else {
        let expected = fs::read_to_string(&path).unwrap_or_default();
        if expected != said.findings {
            let actual = &said.findings;
            complain(format!("--- expected\n{expected}\n--- actual\n{actual}"));
        }
    }
    wrong
}

struct Checked {
    status: Option<i32>,
    /// What stands on the terminal, without the closing line, which tells the time.
    findings: String,
    codes: BTreeSet<String>,
}

fn check(project: &Path) -> Checked {
    let said = run(project, &["check", "--color", "never"]);
    let (findings, closing) = said.err.trim_end().rsplit_once('\n').unwrap_or(("", &said.err));
    assert!(closing.starts_with("checked: "), "{}", said.err);
    let codes = findings.lines().filter_map(|line| {
        let (severity, rest) = line.split_once('[')?;
        let is_finding = matches!(severity, "error" | "warning" | "note");
        Some(rest.split_once("]: ")?.0.to_owned()).filter(|_| is_finding)
    });
    Checked {
        status: said.status,
        codes: codes.collect(),
        findings: findings.trim_end().to_owned() + if findings.is_empty() { "" } else { "\n" },
    }
}

fn checks() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/checks")
}

pub fn base() -> PathBuf {
    checks().join("base")
}

fn fixtures() -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(checks())
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.file_type().unwrap().is_dir() && entry.file_name() != "base")
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// `missing-key` for the folders `missing-key` and `missing-key.site`.
fn code_of(folder: &str) -> &str {
    folder.split('.').next().unwrap()
}

/// A folder with the layers laid over each other, the later ones on top.
pub fn project(name: &str, layers: &[&Path]) -> PathBuf {
    let project = Path::new(env!("CARGO_TARGET_TMPDIR")).join("checks").join(name);
    if project.exists() {
        fs::remove_dir_all(&project).unwrap();
    }
    fs::create_dir_all(&project).unwrap();
    for layer in layers {
        lay(layer, &project);
        for path in listed(&layer.join("remove.txt")) {
            let path = project.join(path);
            if path.is_dir() {
                fs::remove_dir_all(path).unwrap()
            } else {
                fs::remove_file(path).unwrap()
            }
        }
        let make = fs::read_to_string(layer.join("make.txt")).unwrap_or_default();
        make.lines().for_each(|line| make_one(&project, line));
    }
    project
}

/// `content/` and `themes/` of a layer, file by file.
fn lay(from: &Path, to: &Path) {
    for folder in ["content", "themes"].into_iter().filter(|folder| from.join(folder).exists()) {
        copy(&from.join(folder), &to.join(folder));
    }
}

pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(|entry| entry.unwrap()) {
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// The lines of a list that may be missing; what follows a `#` is for people.
fn listed(path: &Path) -> BTreeSet<String> {
    let text = fs::read_to_string(path).unwrap_or_default();
    let lines = text.lines().map(|line| line.split('#').next().unwrap_or_default().trim());
    lines.filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// One line of `make.txt`: what cannot lie in a repository, or would be a bore there.
fn make_one(project: &Path, line: &str) {
    let line = line.trim_start();
    if line.is_empty() || line.starts_with('#') {
        return;
    }
    let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
    let (path, value) = rest.trim_start().split_once(' ').unwrap_or((rest, ""));
    let value = value.trim_start();
    let path = project.join(path);
    let folder = path.parent().unwrap();
    fs::create_dir_all(folder).unwrap();
    match verb {
        "text" => fs::write(&path, unescaped(value)).unwrap(),
        "repeat" => {
            let (times, text) = value.split_once(' ').unwrap();
            let before = fs::read_to_string(&path).unwrap_or_default();
            fs::write(&path, before + &unescaped(text).repeat(times.parse().unwrap())).unwrap();
        }
        "without" => {
            let (source, word) = value.split_once(' ').unwrap();
            let theme = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default");
            let text = fs::read_to_string(theme.join(source)).unwrap();
            let words: Vec<&str> = word.split('|').collect();
            let kept = text.lines().filter(|line| !words.iter().any(|word| line.starts_with(word)));
            fs::write(&path, kept.map(|line| format!("{line}\n")).collect::<String>()).unwrap();
        }
        "bytes" => {
            let byte = |hex| u8::from_str_radix(hex, 16).unwrap();
            fs::write(&path, value.split(' ').map(byte).collect::<Vec<_>>()).unwrap();
        }
        "workbook" => fs::write(&path, packed(&checks().join(value))).unwrap(),
        "folders" => {
            let deep = (0..value.parse().unwrap()).fold(path, |path, _: usize| path.join("f"));
            fs::create_dir_all(deep).unwrap();
        }
        #[cfg(unix)]
        "link" => std::os::unix::fs::symlink(value, &path).unwrap(),
        #[cfg(unix)]
        "pipe" => {
            publish_scratch::run(Command::new("mkfifo").arg(&path));
        }
        other => panic!("make.txt has no `{other}`: {line}"),
    }
}

/// The parts of a workbook, each a file that people can read → the workbook.
pub fn packed(folder: &Path) -> Vec<u8> {
    let parts = publish_scratch::tree(folder).into_iter().map(|(path, entry)| match entry {
        publish_scratch::Entry::File(bytes) => (path, bytes),
        other => panic!("{path} is {other:?}"),
    });
    zipped(parts)
}

pub fn zipped(parts: impl IntoIterator<Item = (String, Vec<u8>)>) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (path, bytes) in parts {
        zip.start_file(path, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut zip, &bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// `\n`, `\\` and `\u{202e}`, so that every made file stands on one plain line.
fn unescaped(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        plain.push_str(before);
        rest = match after.strip_prefix("u{").and_then(|hex| hex.split_once('}')) {
            Some((hex, after)) => {
                let number = u32::from_str_radix(hex, 16).unwrap();
                plain.push(char::from_u32(number).unwrap());
                after
            }
            None => {
                plain.push(if after.starts_with('n') { '\n' } else { '\\' });
                &after[1..]
            }
        };
    }
    plain + rest
}
