//! Drafts and what waits for its day: nowhere in what is published, until then.

use std::fs;
use std::path::Path;

use crate::checks::{base, project};
use crate::cli::{kepi, run};
use crate::publish_scratch::{Entry, tree};

/// In every text of what is hidden; looked for in every file.
const SECRET: &str = "ZEBRACROSSING";

/// One of each kind that can be hidden, each with `mark` as its line.
fn hide_everything(project: &Path, mark: &str) {
    let edition = project.join("content/editions/2025");
    let write = |path: &str, text: String| {
        let path = project.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    let titles = format!("title.en = \"{SECRET} 1\"\ntitle.fr = \"{SECRET} 2\"\n");
    write(
        "content/editions/2025/secret.toml",
        format!(
            "[kpi.zebracrossing-kpi]\n{mark}\nnode = \"services\"\n{titles}unit = \"loans\"\n\
             better = \"higher\"\nowners = [\"lending\"]\nsource = \"register\"\n\
             [kpi.zebracrossing-kpi.measure.all]\nbaseline = {{ value = 48210, period = \"2024\" }}\n\
             target = {{ at_least = 50000 }}\nactual = 987654321\nrating = \"full\"\n\n\
             [table.zebracrossing-table]\n{mark}\n{titles}unit = \"thousand-euros\"\nsource = \"accounts\"\n\
             [table.zebracrossing-table.column.actual]\nlabel.en = \"{SECRET}\"\n\
             label.fr = \"{SECRET}\"\nperiod = \"2025\"\nrole = \"actual\"\n\
             [table.zebracrossing-table.row.one]\nlabel.en = \"{SECRET}\"\nlabel.fr = \"{SECRET}\"\n\
             values = {{ actual = 987654321 }}\n\n\
             [series.zebracrossing-series]\n{mark}\n{titles}unit = \"loans\"\nkind = \"flow\"\n\
             every = \"year\"\nsource = \"register\"\n[series.zebracrossing-series.points]\n\
             2024 = 987654321\n2025 = 987654322\n\n\
             [figure.zebracrossing-figure]\n{mark}\ntype = \"columns\"\ndata = \"loans\"\n{titles}\n\
             [risk.zebracrossing-risk]\n{mark}\n{titles}\
             exposure = \"stable\"\nmitigation = \"effective\"\n",
        ),
    );
    for tag in ["en", "fr"] {
        // Not marked itself: it goes with what it is about.
        let path = format!("content/editions/2025/narrative/zebracrossing-kpi.{tag}.md");
        write(&path, format!("{SECRET} about a KPI.\n"));
        let text = format!(
            "+++\ntitle = \"{SECRET}\"\n{mark}\n+++\n\n{SECRET} in a sentence.\n\n\
             ![{SECRET}](zebracrossing.png)\n"
        );
        write(&format!("content/pages/zebracrossing.{tag}.md"), text);
    }
    fs::write(project.join("content/pages/zebracrossing.png"), SECRET).unwrap();
    let mut whole = fs::read_to_string(edition.join("edition.toml")).unwrap();
    whole = whole.replacen("[edition]", &format!("[edition]\n{mark}"), 1);
    whole = whole.replacen("Performance report 2025", &format!("{SECRET} 2031"), 1);
    whole = whole.replacen("period = \"2025\"", "period = \"2031\"", 1);
    write("content/editions/2031/edition.toml", whole);
    for tag in ["en", "fr"] {
        let path = format!("content/editions/2031/narrative/overview.{tag}.md");
        write(&path, format!("{SECRET} as an overview.\n"));
    }
}

/// Paths and contents of the published site that give something away.
fn given_away(project: &Path, arguments: &[&str]) -> Vec<String> {
    let said = run(project, &[&["build", "--color", "never"], arguments].concat());
    assert_eq!(said.status, Some(0), "{}", said.err);
    let site = tree(&project.join("output"));
    assert!(site.len() > 30, "{}", site.len());
    let mut found = Vec::new();
    for (path, entry) in site {
        let Entry::File(bytes) = entry else { panic!("{path} is no file") };
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        let secret = SECRET.to_lowercase();
        let tells = [&secret, "987654321", "987,654,321", "987 654 321", "2031"];
        if path.contains(&secret) || tells.iter().any(|secret| text.contains(secret)) {
            found.push(path);
        }
    }
    found
}

#[test]
fn a_draft_is_nowhere_in_what_is_published() {
    let project = project("embargo-draft", &[&base()]);
    let before = run(&project, &["build"]);
    assert_eq!(before.status, Some(0), "{}", before.err);
    hide_everything(&project, "draft = true");
    assert_eq!(given_away(&project, &["--date", "2099-01-01"]), Vec::<String>::new());
    // Seen by those who ask for it: the test would find it.
    let shown = given_away(&project, &["--drafts"]);
    for part in [
        "zebracrossing-kpi",
        "zebracrossing-table",
        "zebracrossing-series",
        "zebracrossing-figure",
        "en/zebracrossing/",
        "en/2031/",
        "zebracrossing.png",
        "data/",
    ] {
        assert!(shown.iter().any(|path| path.contains(part)), "{part} is not in {shown:?}");
    }
}

#[test]
fn an_embargo_ends_on_the_day_that_is_given() {
    let project = project("embargo-day", &[&base()]);
    hide_everything(&project, "publish_after = 2026-05-01");
    assert_eq!(given_away(&project, &[]), Vec::<String>::new());
    assert_eq!(given_away(&project, &["--date", "2026-04-30"]), Vec::<String>::new());
    let shown = given_away(&project, &["--date", "2026-05-01"]);
    assert!(shown.iter().any(|path| path.contains("zebracrossing-kpi")), "{shown:?}");
    // 2026-04-30T23:59:59Z and a second later.
    for (epoch, seen) in [("1777593599", false), ("1777593600", true)] {
        let mut command = kepi(&project);
        let said = command.args(["build"]).env("SOURCE_DATE_EPOCH", epoch).output().unwrap();
        assert!(said.status.success());
        assert_eq!(project.join("output/en/zebracrossing/index.html").exists(), seen, "{epoch}");
    }
}

#[test]
fn the_closing_line_says_how_much_waits() {
    let project = project("embargo-line", &[&base()]);
    let last = |arguments: &[&str]| {
        let said = run(&project, &[&["build", "--color", "never"], arguments].concat());
        said.err.lines().last().unwrap_or_default().to_owned()
    };
    assert!(!last(&[]).contains("held back"));
    hide_everything(&project, "publish_after = 2026-05-01");
    // A KPI, a table, a series, a figure, a risk, an edition, and a page in two languages.
    let waits = "; held back: 8 (drafts, or waiting for a day; see `--date`, `--drafts`)";
    assert!(last(&[]).ends_with(waits), "{}", last(&[]));
    assert!(!last(&["--date", "2026-05-01"]).contains("held back"));
    assert!(!last(&["--drafts"]).contains("held back"));
}

#[test]
fn what_refers_to_a_draft_is_told_before_it_is_published() {
    let project = project("embargo-reference", &[&base()]);
    hide_everything(&project, "draft = true");
    let path = project.join("content/editions/2025/narrative/overview.en.md");
    let text = fs::read_to_string(&path).unwrap();
    let reference = "{{ value(id=\"zebracrossing-kpi.all.actual\") }}";
    fs::write(&path, format!("{text}\nSo many: {reference}.\n")).unwrap();
    let said = run(&project, &["build", "--color", "never"]);
    assert_eq!(said.status, Some(1));
    assert!(said.err.contains("`zebracrossing-kpi` is not published yet"), "{}", said.err);
    assert!(!project.join("output").exists());
}

#[test]
fn a_day_that_is_none_hides_and_is_told() {
    let project = project("embargo-slip", &[&base()]);
    hide_everything(&project, "publish_after = \"2026\"");
    let said = run(&project, &["check", "--data", "--color", "never"]);
    assert_eq!(said.status, Some(1));
    assert!(said.err.contains("expected a day, such as `2026-05-01`"), "{}", said.err);
    assert!(said.err.contains("`publish_after` must be a day, not a text"), "{}", said.err);
}
