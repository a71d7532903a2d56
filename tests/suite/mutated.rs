//! Whatever happens to the files of a report, kepi ends soon: with a site, or with findings that name
//! a file that is there and a line in it.
//!
//! `KEPI_MUTATIONS=10000 cargo test --release mutated` makes so many of the small report, and
//! `KEPI_SAMPLE_MUTATIONS=200` of the sample. It says which it was when one falls, and
//! `KEPI_MUTATION=1234` or `KEPI_SAMPLE_MUTATION=12` makes that one alone.

use std::collections::BTreeSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use kepi::diagnostics::{At, Severity};
use kepi::pipeline::{self, Depth, Options, Outcome};

use crate::checks::copy;
use crate::publish_scratch::{Scratch, options};

/// Computing for an answer: no author waits longer.
const LONGEST: Duration = Duration::from_secs(10);

/// On the clock, where other tests compute in the same process: a hang is longer still.
const LONGEST_BESIDE_OTHERS: Duration = Duration::from_secs(60);

/// In every run of the tests; more by `KEPI_MUTATIONS`.
const TRIALS: usize = 120;

/// Of the sample, whose data alone is looked at then; `KEPI_SAMPLE_MUTATIONS` makes all its pages.
const TRIALS_OF_SAMPLE: usize = 2;

/// Kilobytes that the process may have taken at its worst when it did nothing but trials.
const MOST_MEMORY: u64 = 1_000_000;

pub fn every() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/every")
}

/// A sequence of numbers that is the same on every machine.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: usize) -> Self {
        Dice(0x9E37_79B9_7F4A_7C15 ^ (seed as u64 + 1).wrapping_mul(0xD134_2543_DE82_EF95))
    }

    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % sides.max(1)
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.roll(from.len())]
    }
}

/// The files of a project by path, so that one trial touches nothing else.
struct Files(Vec<(PathBuf, Vec<u8>)>);

impl Files {
    fn of(folder: &Path) -> Self {
        let files = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter();
        Files(
            files
                .map(|entry| entry.unwrap())
                .filter(|entry| entry.file_type().is_file())
                .map(|entry| {
                    let path = entry.path().strip_prefix(folder).unwrap().to_owned();
                    (path, fs::read(entry.path()).unwrap())
                })
                .collect(),
        )
    }

    fn texts(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|(_, bytes)| std::str::from_utf8(bytes).ok())
    }
}

/// What TOML and Markdown are made of, and numbers at the edges of what can be computed with.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "\"", "\"\"\"", "'", "[", "]", "[[", "{", "}", "{{", "}}", "=", ".", ",", "#", "\n", "\r\n", "\\", "\\u202E", "\\uD800", "+++\n",
    "true", "-0", "0", "-1", "1e400", "nan", "inf", "-inf", "99999999999999999999999999999", "0.0000000000000000000000000001",
    "79228162514264337593543950335", "9223372036854775808", "2025-13-40", "1979-05-27T07:32:00Z", "{}", "[]", "\"\"", "\" \"",
    "\u{202E}", "\u{FEFF}", "\u{0}", "é", "مرحبا", "中文", "<script>", "{{ value(id=\"", "@9999", "/", "..", "a.b.c.d", "total", "loans@2025",
];

/// Changes one thing, or a few; says what.
fn mutate(files: &Files, dice: &mut Dice) -> Vec<(PathBuf, Option<Vec<u8>>)> {
    let mut changed = Vec::new();
    for _ in 0..=dice.roll(3) {
        let (path, bytes) = dice.pick(&files.0);
        match dice.roll(12) {
            0 => changed.push((path.clone(), None)),
            1 => {
                // Another file's place: its name promises something else.
                let (other, _) = dice.pick(&files.0);
                changed.push((other.clone(), Some(bytes.clone())));
            }
            2 => {
                let name = dice.pick(PIECES).replace(['/', '\0', '\n', '\r'], "_");
                changed.push((path.with_file_name(format!("{name}.toml")), Some(bytes.clone())));
            }
            _ => changed.push((path.clone(), Some(damaged(bytes, files, dice)))),
        }
    }
    changed
}

fn damaged(bytes: &[u8], files: &Files, dice: &mut Dice) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let Ok(text) = String::from_utf8(bytes.clone()) else { return bytes };
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let line = dice.roll(lines.len());
    match dice.roll(8) {
        0 => {
            let at = dice.roll(bytes.len());
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << dice.roll(8);
            }
        }
        1 => bytes.truncate(dice.roll(bytes.len())),
        2 => {
            bytes = [&lines[..line], &lines[(line + 1).min(lines.len())..]]
                .concat()
                .concat()
                .into_bytes()
        }
        3 => {
            bytes =
                [&lines[..line], &lines[line.saturating_sub(1)..]].concat().concat().into_bytes()
        }
        4 => {
            // Two lines change places.
            let mut lines = lines;
            let other = dice.roll(lines.len());
            if !lines.is_empty() {
                lines.swap(line, other);
            }
            bytes = lines.concat().into_bytes();
        }
        5 => {
            // A word of the report where another stood.
            let all: Vec<&str> = files.texts().flat_map(words).collect();
            let own: Vec<&str> = words(&text).collect();
            if !own.is_empty() {
                let from = own[dice.roll(own.len())];
                let to = all[dice.roll(all.len())];
                bytes = text.replacen(from, to, 1 + dice.roll(3)).into_bytes();
            }
        }
        6 => {
            // A value of another kind.
            let mut lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
            if let Some((key, _)) = lines.get(line).and_then(|line| line.split_once('=')) {
                lines[line] = format!("{key}= {}\n", dice.pick(PIECES));
            }
            bytes = lines.concat().into_bytes();
        }
        _ => {
            let at = (0..=dice.roll(text.len())).rev().find(|at| text.is_char_boundary(*at));
            bytes = text.into_bytes();
            let at = at.unwrap_or_default();
            bytes.splice(at..at, dice.pick(PIECES).bytes());
        }
    }
    bytes
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric() && letter != '-')
        .filter(|word| !word.is_empty())
}

/// A project to damage and to mend.
struct Ground {
    scratch: Scratch,
    files: Files,
}

impl Ground {
    /// `report` is a folder with a `content`.
    fn new(report: &Path) -> Self {
        let scratch = Scratch::in_memory();
        copy(&report.join("content"), &scratch.project().join("content"));
        let files = Files::of(&scratch.project());
        Ground { scratch, files }
    }

    /// What is wrong with kepi's answer to this damage.
    fn trial(&self, seed: usize, depth: Depth) -> Result<bool, String> {
        let mut dice = Dice::new(seed);
        let project = self.scratch.project();
        let changed = mutate(&self.files, &mut dice);
        for (path, bytes) in &changed {
            let path = project.join(path);
            match bytes {
                Some(bytes) => fs::write(path, bytes).unwrap(),
                None if path.exists() => fs::remove_file(path).unwrap(),
                None => {}
            }
        }
        let started = Stopwatch::new();
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            pipeline::run(&options_of(&project, seed, depth), &|_| ())
        }));
        let answer = match outcome {
            Err(panic) => {
                Err(format!("panicked: {}", kepi::diagnostics::work::said(panic.as_ref())))
            }
            Ok(_) if started.is_too_late() => Err(format!("took {:?}", started.spent())),
            Ok(outcome) => judged(&outcome, &project),
        };
        for (path, _) in &changed {
            match self.files.0.iter().find(|(known, _)| known == path) {
                Some((_, bytes)) => fs::write(project.join(path), bytes).unwrap(),
                None => fs::remove_file(project.join(path)).unwrap(),
            }
        }
        answer.map_err(|what| {
            let names: Vec<String> =
                changed.iter().map(|(path, _)| path.display().to_string()).collect();
            format!("number {seed} ({}) {what}", names.join(", "))
        })
    }
}

/// Whether this process does nothing but the trials that somebody asked for.
fn is_alone() -> bool {
    let asked =
        ["KEPI_MUTATIONS", "KEPI_MUTATION", "KEPI_SAMPLE_MUTATIONS", "KEPI_SAMPLE_MUTATION"];
    asked.into_iter().any(|name| from_environment(name).is_some())
}

/// How long a trial takes: what the process computes where it does nothing else, so that a busy
/// machine does not count; else what the clock says.
struct Stopwatch {
    computed: Duration,
    started: Instant,
}

impl Stopwatch {
    fn new() -> Self {
        Stopwatch { computed: computed(), started: Instant::now() }
    }

    fn spent(&self) -> Duration {
        if is_alone() { computed() - self.computed } else { self.started.elapsed() }
    }

    fn is_too_late(&self) -> bool {
        self.spent() > if is_alone() { LONGEST } else { LONGEST_BESIDE_OTHERS }
    }
}

/// On all threads of this process, those that have ended too.
fn computed() -> Duration {
    let stat = fs::read_to_string("/proc/self/stat").unwrap();
    // The name of the program, in brackets, may hold anything. Times are in hundredths of a second.
    let (_, behind_name) = stat.rsplit_once(')').unwrap();
    let fields: Vec<&str> = behind_name.split_whitespace().collect();
    let hundredths: u64 =
        [fields[11], fields[12]].map(|it| it.parse::<u64>().unwrap()).iter().sum();
    Duration::from_millis(hundredths * 10)
}

/// Every tenth in all languages; in the others the site differs little, and takes three times as long.
fn options_of(project: &Path, number: usize, depth: Depth) -> Options {
    let languages = if number.is_multiple_of(10) { &[][..] } else { &["en", "ar"][..] };
    let languages = languages.iter().map(|tag| (*tag).to_owned()).collect();
    Options { languages, ..options(project, depth) }
}

/// Whether the report was refused; `Err` where an author would be left alone.
fn judged(outcome: &Outcome, project: &Path) -> Result<bool, String> {
    // A damaged site may lack the languages that were asked for, which is said.
    if let Some(failure) = outcome.failure.as_ref().filter(|failure| failure.exit != 2) {
        return Err(format!("the machine is said to have failed: {}", failure.message));
    }
    let mut refused = false;
    for finding in &outcome.diagnostics {
        refused |= finding.severity == Severity::Error;
        if matches!(finding.code.name, "chart-faulty" | "markdown-parser-failed") {
            return Err(format!(
                "a mistake of kepi's own: {} {}",
                finding.code.name, finding.message
            ));
        }
        let Some(origin) = finding.origin else { continue };
        let path = outcome.sources.path(origin.file);
        if !project.join(path).exists() && !path.starts_with("themes/") {
            return Err(format!("{} is told of {path}, which is not there", finding.code.name));
        }
        if let At::Range { start, .. } = origin.at {
            let place = outcome.sources.position(origin.file, start);
            let lines =
                outcome.sources.text(origin.file).map_or(0, |text| text.lines().count().max(1));
            if place.is_none_or(|place| place.line == 0 || place.line > lines) {
                return Err(format!("{} is told of a line that {path} has not", finding.code.name));
            }
        }
    }
    let located = outcome.diagnostics.iter().filter(|one| one.severity == Severity::Error);
    // What is missing altogether has no line: the site's file, every edition.
    let nowhere = ["no-site", "no-edition", "no-language"];
    match located.into_iter().find(|one| one.origin.is_none() && !nowhere.contains(&one.code.name))
    {
        Some(one) => Err(format!("{} is told of no file: {}", one.code.name, one.message)),
        None => Ok(refused),
    }
}

fn from_environment(name: &str) -> Option<usize> {
    std::env::var(name).ok().map(|number| number.parse().unwrap())
}

#[test]
fn damaged_reports_end_in_a_site_or_in_findings_at_their_place() {
    let numbers = match from_environment("KEPI_MUTATION") {
        Some(one) => one..one + 1,
        None => 0..from_environment("KEPI_MUTATIONS").unwrap_or(TRIALS),
    };
    let (trials, refused) = (numbers.len(), refused_of(&every(), numbers, Depth::Check));
    // Most damage is noticed, and some is harmless: otherwise nothing was damaged, or nothing read.
    assert!(
        trials < 100 || (refused > trials / 4 && refused < trials),
        "{refused} of {trials} refused"
    );
    assert_little_memory("KEPI_MUTATIONS");
}

#[test]
fn the_damaged_sample_ends_in_a_site_or_in_findings_at_their_place() {
    let more = from_environment("KEPI_SAMPLE_MUTATIONS");
    let (numbers, depth) = match from_environment("KEPI_SAMPLE_MUTATION") {
        Some(one) => (one..one + 1, Depth::Check),
        None => (
            0..more.unwrap_or(TRIALS_OF_SAMPLE),
            if more.is_some() { Depth::Check } else { Depth::Data },
        ),
    };
    let trials = numbers.len();
    let refused = refused_of(Path::new(env!("CARGO_MANIFEST_DIR")), numbers, depth);
    // Of a few, all may be harmless.
    assert!(trials < 20 || refused > 0, "{refused} of {trials} refused");
    assert_little_memory("KEPI_SAMPLE_MUTATIONS");
}

/// Does the trials of these numbers on a report; says how many were refused.
fn refused_of(report: &Path, numbers: std::ops::Range<usize>, depth: Depth) -> usize {
    let (next, refused) = (AtomicUsize::new(numbers.start), AtomicUsize::new(0));
    let longest = std::sync::Mutex::new(Duration::ZERO);
    let fallen: BTreeSet<String> = std::thread::scope(|scope| {
        // One after the other where it counts how long each takes.
        let workers: Vec<_> = (0..if is_alone() { 1 } else { 2 })
            .map(|_| {
                scope.spawn(|| {
                    let ground = Ground::new(report);
                    let mut fallen = Vec::new();
                    loop {
                        let number = next.fetch_add(1, Ordering::Relaxed);
                        if number >= numbers.end {
                            return fallen;
                        }
                        let started = Stopwatch::new();
                        match ground.trial(number, depth) {
                            Ok(true) => _ = refused.fetch_add(1, Ordering::Relaxed),
                            Ok(false) => {}
                            Err(what) => fallen.push(what),
                        }
                        let mut longest = longest.lock().unwrap();
                        *longest = started.spent().max(*longest);
                    }
                })
            })
            .collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    let trials = numbers.len();
    assert!(
        fallen.is_empty(),
        "{} of {trials}:\n{}",
        fallen.len(),
        Vec::from_iter(fallen).join("\n")
    );
    let refused = refused.into_inner();
    println!("{refused} of {trials} refused, the longest in {:?}", longest.into_inner().unwrap());
    refused
}

/// The most that this process ever had, where it was started for these trials alone.
fn assert_little_memory(started_for: &str) {
    if from_environment(started_for).is_none() {
        return;
    }
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    let kilobytes: u64 = peak.trim().trim_end_matches(" kB").parse().unwrap();
    println!("{} MB of memory at most", kilobytes / 1_000);
    assert!(kilobytes < MOST_MEMORY, "{kilobytes} KB");
}

/// Keys of a shape, below the record that they belong to: `kpi.ci`, `table.sum`.
fn keys(shape: &serde_json::Value, record: &str, found: &mut BTreeSet<String>) {
    for (key, inner) in shape["properties"].as_object().into_iter().flatten() {
        let record = if record.is_empty() { key } else { record };
        found.insert(format!("{record}.{key}"));
        keys(inner, record, found);
    }
    for inner in shape["patternProperties"].as_object().into_iter().flat_map(|all| all.values()) {
        keys(inner, record, found);
    }
    if shape["items"].is_object() {
        keys(&shape["items"], record, found);
    }
    for inner in shape["anyOf"].as_array().into_iter().flatten() {
        keys(inner, record, found);
    }
}

fn written(value: &toml::Value, record: &str, found: &mut BTreeSet<String>) {
    match value {
        toml::Value::Table(table) => {
            for (key, inner) in table {
                let record = if record.is_empty() { key } else { record };
                found.insert(format!("{record}.{key}"));
                written(inner, record, found);
            }
        }
        toml::Value::Array(items) => items.iter().for_each(|item| written(item, record, found)),
        _ => {}
    }
}

/// What is not in the small report is damaged nowhere.
#[test]
fn the_small_report_holds_every_key() {
    let mut known = BTreeSet::new();
    for kind in ["site", "shared", "edition", "records"] {
        keys(&kepi::schema::schema(kind).unwrap(), "", &mut known);
    }
    let mut there = BTreeSet::new();
    for (path, bytes) in Files::of(&every().join("content")).0 {
        if path.extension().is_some_and(|extension| extension == "toml") {
            let text = String::from_utf8(bytes).unwrap();
            written(&text.parse::<toml::Table>().unwrap().into(), "", &mut there);
        }
    }
    let is_language_or_plural = |key: &&String| {
        let last = key.rsplit('.').next().unwrap();
        ["zero", "one", "two", "few", "many", "other"].contains(&last)
    };
    // Workbooks are no text; `data_files.rs` damages them. Words of a scale stand at the KPIs.
    let is_of_workbook = |key: &&String| {
        key.ends_with(".sheet") || key.ends_with("s.level") || key.ends_with("table.level")
    };
    let absent: Vec<&String> = known
        .difference(&there)
        .filter(|key| !is_language_or_plural(key) && !is_of_workbook(key))
        .collect();
    assert!(absent.is_empty(), "tests/every/ has no {absent:?}");
}
