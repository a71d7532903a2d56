//! The first report in ten minutes, followed step by step: what it has the reader type works, and
//! kepi says what it shows.

use std::fs;
use std::path::Path;

use crate::cli::{empty_folder, run};

const MANUAL: &str = include_str!("../../docs/first-report.md");

/// The first block between lines of three backticks behind these words.
fn block(words: &str) -> &'static str {
    let (_, behind) = MANUAL.split_once(words).unwrap_or_else(|| panic!("no `{words}`"));
    let (_, block) = behind.split_once("\n```").expect("a block follows");
    let (block, _) = block.split_once("\n```").expect("the block ends");
    block.split_once('\n').expect("the block has lines").1
}

fn edit(report: &Path, file: &str, change: impl FnOnce(String) -> String) {
    let path = report.join("content").join(file);
    let text = fs::read_to_string(&path).unwrap();
    fs::write(path, change(text)).unwrap();
}

fn append(report: &Path, file: &str, words: &str) {
    edit(report, file, |text| format!("{text}\n{}\n", block(words)));
}

/// Without the time that it took.
fn timeless(said: &str) -> String {
    said.lines()
        .map(|line| match line.strip_suffix(" seconds").and_then(|line| line.rsplit_once(", ")) {
            Some((line, _)) => format!("{line}\n"),
            None => format!("{line}\n"),
        })
        .collect()
}

#[test]
fn whoever_follows_the_manual_gets_what_it_shows() {
    let folder = empty_folder("first-report");
    let made = run(&folder, &["new", "my-report", "--languages", "en,fr"]);
    assert_eq!(made.status, Some(0), "{}", made.err);
    let report = folder.join("my-report");

    let built = run(&report, &["build"]);
    assert_eq!(timeless(&built.err), timeless(block("The last line says what was made")));

    append(&report, "editions/2025/results.toml", "Add this at the end of");
    let refused = run(&report, &["build"]);
    assert_eq!(refused.status, Some(1));
    assert_eq!(timeless(&refused.err), timeless(block("finds three things")));

    let title = "title.en = \"Opening hours per week, on average\"\n";
    edit(&report, "editions/2025/results.toml", |text| {
        let mended = text.replace("\"fully\"", "\"full\"");
        mended.replace(title, &format!("{title}{}\n", block("Mend all three")))
    });
    append(&report, "vocabulary/units.toml", "declare the unit at the end of");
    edit(&report, "editions/2025/edition.toml", |text| {
        let (before, _) = text.split_once("[declared.ratings]").expect("it counts its ratings");
        format!("{before}{}\n", block("There is one more now"))
    });
    let narrative = "editions/2025/narrative/services";
    append(&report, &format!("{narrative}.en.md"), "Never type a figure a second time");
    append(&report, &format!("{narrative}.fr.md"), "and to `services.fr.md`");
    append(&report, "editions/2025/figures.toml", "## 5. Show it");

    let built = run(&report, &["build", "--strict"]);
    assert_eq!(built.status, Some(0), "{}", built.err);
    assert_eq!(built.err.lines().count(), 1, "{}", built.err);
    let services = fs::read_to_string(report.join("output/fr/2025/services/index.html")).unwrap();
    assert!(services.contains(">25,5<") && services.contains("opening-hours"), "{services}");
    let goal = fs::read_to_string(report.join("output/en/2025/reading/index.html")).unwrap();
    assert!(goal.contains("Half of the targets were met"), "{goal}");
}
