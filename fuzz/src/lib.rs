//! What several targets need: a small report with one made-up file, and what must be true of every
//! finding.

use std::io::sink;
use std::sync::Arc;

use kepi::diagnostics::{At, Diagnostics, SourceMap, print};
use kepi::load::shown::Shown;
use kepi::load::{FileKind, SourceFile, SourceTree};

/// The report that `tests/mutated` damages, too.
#[rustfmt::skip]
const EVERY: &[(&str, &str)] = &[
    ("content/editions/2023/edition.toml", include_str!("../../tests/every/content/editions/2023/edition.toml")),
    ("content/editions/2025/edition.toml", include_str!("../../tests/every/content/editions/2025/edition.toml")),
    ("content/editions/2025/figures.toml", include_str!("../../tests/every/content/editions/2025/figures.toml")),
    ("content/editions/2025/halls.csv", include_str!("../../tests/every/content/editions/2025/halls.csv")),
    ("content/editions/2025/loans.csv", include_str!("../../tests/every/content/editions/2025/loans.csv")),
    ("content/editions/2025/money.toml", include_str!("../../tests/every/content/editions/2025/money.toml")),
    ("content/editions/2025/results.toml", include_str!("../../tests/every/content/editions/2025/results.toml")),
    ("content/editions/2027/edition.toml", include_str!("../../tests/every/content/editions/2027/edition.toml")),
    ("content/series/loans.toml", include_str!("../../tests/every/content/series/loans.toml")),
    ("content/site.toml", include_str!("../../tests/every/content/site.toml")),
    ("content/sources.toml", include_str!("../../tests/every/content/sources.toml")),
    ("content/vocabulary/words.toml", include_str!("../../tests/every/content/vocabulary/words.toml")),
];

/// The small report with `text` as the file at `path`, in place of its own or beside it.
pub fn report_with(path: &str, text: &str) -> SourceTree {
    let mut files: Vec<(&str, &str)> =
        EVERY.iter().copied().filter(|(known, _)| *known != path).collect();
    files.push((path, text));
    files.sort_unstable();
    let mut tree = SourceTree::default();
    for (path, text) in files {
        // As the door to the disk does.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let id = tree.sources.add(path, Some(Arc::from(text)));
        tree.files.push(SourceFile { id, path: path.to_owned(), kind: FileKind::Text });
    }
    tree
}

/// The data files of the small report, one of which a target replaces.
pub fn data_files() -> impl Iterator<Item = &'static str> {
    EVERY.iter().map(|(path, _)| *path)
}

/// Reads a report, plans its site, and prints what is wrong with it.
pub fn read(tree: &SourceTree) {
    let mut found = Diagnostics::new();
    if let Some(project) = kepi::load::parse(tree, &Shown::new(true, None), &mut found) {
        kepi::plan::plan(&project, &mut found);
    }
    judge(found, &tree.sources);
}

/// Every finding stands in a line that its file has, and can be printed in every format.
pub fn judge(found: Diagnostics, sources: &SourceMap) {
    let found = found.into_sorted(sources);
    for finding in &found {
        assert_ne!(finding.code.name, "markdown-parser-failed");
        let Some(origin) = finding.origin else { continue };
        let At::Range { start, end } = origin.at else { continue };
        let text = sources.text(origin.file).expect("a range is one of a text");
        assert!(start <= end, "{}: {start}..{end}", finding.code.name);
        let lines = text.lines().count().max(1);
        let place = sources.position(origin.file, start).expect("it has a text");
        assert!((1..=lines).contains(&place.line), "{}: line {}", finding.code.name, place.line);
    }
    print::text(&mut sink(), &found, sources, print::Limits::NONE).expect("it goes nowhere");
    print::json(&mut sink(), &found, sources).expect("it goes nowhere");
    print::sarif(&mut sink(), &found, sources, "a").expect("it goes nowhere");
    print::github(&mut sink(), &found, sources, "a").expect("it goes nowhere");
}

/// Panics where markup is not whole, or where something in it could run.
pub fn assert_harmless(markup: &str) {
    let mut open = Vec::new();
    let mut rest = markup;
    while let Some((before, after)) = rest.split_once('<') {
        assert!(!before.contains('>'), "`{before}` in {markup}");
        let (tag, behind) = after.split_once('>').expect("a tag ends");
        rest = behind;
        let name: String =
            tag.chars().take_while(|letter| letter.is_alphanumeric() || *letter == ':').collect();
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name.trim()), "{markup}");
            continue;
        }
        assert!(!name.is_empty(), "`<{tag}>` is no element: {markup}");
        assert!(!["script", "iframe", "object", "foreignObject"].contains(&name.as_str()));
        // What stands outside of the values, which are all in double quotes.
        let outside: Vec<&str> = tag.split('"').step_by(2).collect();
        assert!(tag.matches('"').count() % 2 == 0, "`{tag}`");
        for part in &outside {
            assert!(!part.contains(" on"), "`{tag}` may run something");
        }
        let is_void = ["br", "hr", "img", "wbr", "input", "meta", "link"].contains(&name.as_str());
        if !tag.ends_with('/') && !is_void {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?} stay open: {markup}");
}
