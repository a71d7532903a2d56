//! After any edit, a preview that has seen all edits before serves what a cold build of the same
//! files publishes, and tells the same; while they have errors, it serves what it served before.
//!
//! 500 edits in the suite; `KEPI_EDITS=20000 cargo test --test suite serve_edits` makes more.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use kepi::diagnostics::print;
use kepi::load::Changed;
use kepi::pipeline::{self, Depth, Outcome};
use kepi::serve::{Preview, Site};

use crate::checks::{base, copy};
use crate::publish_scratch::{Entry, Scratch, Tree, options, tree};

/// Numbers that look random and are the same on every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

type Files = BTreeMap<PathBuf, Vec<u8>>;

fn files(project: &Path) -> Files {
    let mut files = Files::new();
    for top in ["content", "themes"] {
        for entry in walkdir::WalkDir::new(project.join(top)).into_iter().filter_map(Result::ok) {
            if entry.file_type().is_file() {
                files.insert(entry.path().to_owned(), fs::read(entry.path()).unwrap());
            }
        }
    }
    files
}

fn write(path: &Path, text: impl AsRef<[u8]>) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn put_back(project: &Path, wanted: &Files) {
    for path in files(project).keys().filter(|path| !wanted.contains_key(*path)) {
        fs::remove_file(path).unwrap();
    }
    for (path, bytes) in wanted {
        write(path, bytes);
    }
}

/// One change of the project; says which, for a failure to be understood.
fn edit(project: &Path, dice: &mut Dice) -> String {
    let all: Vec<PathBuf> = files(project).into_keys().collect();
    let named = |extension: &str| -> Vec<PathBuf> {
        all.iter()
            .filter(|path| path.extension().is_some_and(|it| it == extension))
            .cloned()
            .collect()
    };
    let change = |path: &Path, from: &str, to: &str| {
        let text = fs::read_to_string(path).unwrap_or_default();
        fs::write(path, text.replacen(from, to, 1)).unwrap();
    };
    let site = project.join("content/site.toml");
    let number = dice.below(1_000);
    match dice.below(13) {
        // Thousands of edits may leave nothing of a kind.
        1 | 3 | 11 if named("md").is_empty() => "no narrative is left".to_owned(),
        10 if named("toml").is_empty() => "no data is left".to_owned(),
        2 if all.is_empty() => "no file is left".to_owned(),
        0 => {
            let tag = *dice.one(&["en", "fr"]);
            let path = project.join(format!("content/pages/page-{}.{tag}.md", number % 5));
            write(&path, format!("+++\ntitle = \"Page {number}\"\n+++\n\nText {number}.\n"));
            format!("add {}", path.display())
        }
        1 => {
            let from = dice.one(&named("md")).clone();
            let name = format!("renamed-{}.en.md", number % 3);
            let to = from.with_file_name(name);
            fs::rename(&from, &to).unwrap();
            format!("rename {} to {}", from.display(), to.display())
        }
        2 => {
            let path = dice.one(&all).clone();
            fs::remove_file(&path).unwrap();
            format!("delete {}", path.display())
        }
        3 => {
            let narratives = named("md");
            let (one, other) = (dice.one(&narratives).clone(), dice.one(&narratives).clone());
            let (first, second) = (fs::read(&one).unwrap(), fs::read(&other).unwrap());
            fs::write(&one, second).unwrap();
            fs::write(&other, first).unwrap();
            format!("swap {} and {}", one.display(), other.display())
        }
        4 => {
            let languages = *dice.one(&[r#"["en"]"#, r#"["en", "fr"]"#, r#"["fr", "en"]"#]);
            let text = fs::read_to_string(&site).unwrap_or_default();
            let lines = text.lines().map(|line| match line.starts_with("languages") {
                true => format!("languages = {languages}"),
                false => line.to_owned(),
            });
            fs::write(&site, lines.collect::<Vec<_>>().join("\n") + "\n").unwrap();
            format!("languages {languages}")
        }
        5 => {
            let style = project.join("themes/default/static/print.css");
            write(&style, format!("h1 {{ margin: {}px; }}\n", number % 7));
            "style".to_owned()
        }
        6 => {
            let template = include_str!("../../themes/default/templates/article.html");
            let own = format!("{{% block content -%}}<p>Mine {}.</p>", number % 4);
            write(
                &project.join("themes/default/templates/article.html"),
                template.replace("{% block content -%}", &own),
            );
            "template".to_owned()
        }
        7 | 8 => {
            let path = project.join("content/editions/2025/loans.toml");
            change(&path, "2023 = 46", &format!("2023 = 4{}", number % 10));
            format!("figure to {}", number % 10)
        }
        9 => {
            change(&site, "title.en = \"", &format!("title.en = \"{number} "));
            "title".to_owned()
        }
        10 => {
            let path = dice.one(&named("toml")).clone();
            let text = fs::read(&path).unwrap();
            fs::write(&path, &text[..dice.below(text.len() + 1)]).unwrap();
            format!("cut {}", path.display())
        }
        11 => {
            let path = dice.one(&named("md")).clone();
            let text = fs::read_to_string(&path).unwrap();
            fs::write(&path, format!("{text}\nA sentence {number}.\n")).unwrap();
            format!("write in {}", path.display())
        }
        _ => {
            // What kepi must not mind.
            write(&project.join("content/.site.toml.swp"), number.to_string());
            "a file of an editor".to_owned()
        }
    }
}

/// What an author is told.
fn told(outcome: &Outcome) -> Vec<String> {
    outcome.diagnostics.iter().map(|found| print::plain(found, &outcome.sources)).collect()
}

/// The site that a build of these files publishes into an empty folder, if it does, and what it tells.
fn cold(project: &Path) -> (Option<Tree>, Vec<String>) {
    let output = project.join("output");
    if output.exists() {
        fs::remove_dir_all(&output).unwrap();
    }
    let outcome = pipeline::run(&options(project, Depth::Publish), &|_| {});
    (outcome.published.then(|| tree(&output)), told(&outcome))
}

fn served(site: &Site) -> Tree {
    let paths = site.paths().chain(["kepi-manifest.json"]);
    let entry = |path: &str| Entry::File(site.file(path).expect("it is listed").to_vec());
    paths.map(|path| (path.to_owned(), entry(path))).collect()
}

/// The files that are others, as a preview is told of them.
fn changed(project: &Path, before: &Files, now: &Files) -> Changed {
    let mut changed = Changed::nothing();
    for path in before.keys().chain(now.keys()).filter(|path| before.get(*path) != now.get(*path)) {
        let path = path.strip_prefix(project).unwrap().to_str().unwrap();
        changed.add(Some(path.to_owned()));
    }
    changed
}

fn tried(seed: u64, edits: usize) -> (usize, usize) {
    let scratch = Scratch::in_memory();
    let project = scratch.project();
    copy(&base().join("content"), &project.join("content"));
    let preview = Preview::new(options(&project, Depth::Check));
    preview.rebuild(&|_| {});
    let mut good = files(&project);
    let mut shown = served(&preview.state().site.expect("the base report has no errors"));
    let mut dice = Dice(seed);
    let (mut published, mut refused) = (0, 0);
    let mut history = Vec::new();
    while published + refused < edits {
        let before = files(&project);
        // Mistakes are mended, sooner or later, or nothing would ever be published again.
        let is_mended = !preview.state().problems.is_empty() && dice.below(3) > 0;
        history.push(match is_mended {
            true => {
                put_back(&project, &good);
                "put back".to_owned()
            }
            false => edit(&project, &mut dice),
        });
        let changed = match dice.below(4) {
            // As where events are lost.
            0 => Changed::Anything,
            _ => changed(&project, &before, &files(&project)),
        };
        let rebuilt = told(&preview.rebuild_after(&changed, &|_| {}));
        let state = preview.state();
        let said = || {
            format!("seed {seed}, after {:#?}", history.iter().rev().take(5).collect::<Vec<_>>())
        };
        let (built, found) = cold(&project);
        assert_eq!(rebuilt, found, "{}", said());
        match built {
            Some(built) => {
                assert_eq!(state.problems.len(), 0, "{}", said());
                shown = built;
                good = files(&project);
                published += 1;
            }
            None => {
                assert!(!state.problems.is_empty(), "{}", said());
                refused += 1;
            }
        }
        let now = served(&state.site.expect("it was good before"));
        let differs = crate::publish_scratch::difference(&shown, &now);
        assert!(differs.is_empty(), "{differs:?}: {}", said());
    }
    (published, refused)
}

#[test]
fn after_any_edit_the_preview_is_what_a_cold_build_publishes() {
    let edits = std::env::var("KEPI_EDITS").ok().map_or(500, |it| it.parse().expect("a number"));
    let counts = std::thread::scope(|scope| {
        let runs = [1, 2].map(|seed| scope.spawn(move || tried(seed, edits / 2)));
        runs.map(|run| run.join().expect("the run has said what differs"))
    });
    let published: usize = counts.iter().map(|(published, _)| published).sum();
    let refused: usize = counts.iter().map(|(_, refused)| refused).sum();
    // Otherwise the edits say nothing about one of the two.
    assert!(
        published > edits / 3 && refused > edits / 20,
        "{published} good, {refused} with errors"
    );
}

/// A preview of a small report whose files were not written a moment ago: what seems to be as it was is
/// not read again, and what is not told of is not looked at.
fn settled(project: &Path) -> Preview {
    copy(&base().join("content"), &project.join("content"));
    let preview = Preview::new(options(project, Depth::Check));
    preview.rebuild(&|_| {});
    std::thread::sleep(Duration::from_secs(4));
    preview.rebuild(&|_| {});
    preview
}

#[test]
fn a_change_that_leaves_size_and_time_of_a_file_is_seen_and_so_is_a_new_folder() {
    let scratch = Scratch::in_memory();
    let project = scratch.project();
    let preview = settled(&project);
    let before = preview.state().site;
    let path = project.join("content/editions/2025/loans.toml");
    let time = fs::metadata(&path).unwrap().modified().unwrap();
    let text = fs::read_to_string(&path).unwrap();
    let style = project.join("themes/default/static/print.css");
    let changes: [&dyn Fn(); 3] = [
        &|| {
            write(&path, text.replacen("2023 = 46", "2023 = 47", 1));
            fs::File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
        },
        &|| write(&style, "h1 { margin: 0; }\n"),
        &|| fs::remove_dir_all(project.join("themes")).unwrap(),
    ];
    let mut shown = before.as_deref().map(served);
    for (number, change) in changes.iter().enumerate() {
        change();
        let rebuilt = told(&preview.rebuild(&|_| {}));
        let (built, found) = cold(&project);
        assert_eq!(rebuilt, found, "change {number}");
        let now = preview.state().site.as_deref().map(served);
        assert!(now != shown && now == built, "change {number}");
        shown = now;
    }
}

#[test]
fn a_change_that_nobody_told_of_is_found_behind_the_site() {
    let scratch = Scratch::in_memory();
    let project = scratch.project();
    let preview = settled(&project);
    let first = preview.state().site.as_deref().map(served);
    let loans = project.join("content/editions/2025/loans.toml");
    let text = fs::read_to_string(&loans).unwrap();
    let changes: [&dyn Fn(); 3] = [
        &|| write(&loans, text.replacen("2023 = 46", "2023 = 47", 1)),
        &|| {
            write(
                &project.join("content/pages/more.en.md"),
                "+++\ntitle = \"More\"\n+++\n\nMore.\n",
            )
        },
        &|| fs::remove_file(project.join("content/pages/more.en.md")).unwrap(),
    ];
    let mut shown = first;
    for (number, change) in changes.iter().enumerate() {
        assert!(!preview.is_outdated(), "change {number}");
        change();
        preview.rebuild_after(&Changed::nothing(), &|_| {});
        assert!(preview.state().site.as_deref().map(served) == shown, "change {number}");
        assert!(preview.is_outdated(), "change {number}");
        preview.rebuild(&|_| {});
        let (built, _) = cold(&project);
        shown = preview.state().site.as_deref().map(served);
        assert!(shown == built, "change {number}");
    }
}
