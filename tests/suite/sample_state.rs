//! How far the sample is: what `kepi status` says of it stands in the README, and its translations are recorded.

use std::fs;
use std::path::Path;

use scraper::{Html, Selector};

use crate::cli::run;
use crate::sample::{built, copied, told};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// `UPDATE_EXPECT=1` writes it anew.
#[test]
fn the_readme_says_how_far_the_sample_is() {
    let path = root().join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let said = run(root(), &["status"]);
    assert_eq!((said.status, said.err.as_str()), (Some(0), ""));
    let begin = "```\n$ kepi status\n";
    let (before, rest) = readme.split_once(begin).expect("the README shows `kepi status`");
    let (shown, after) = rest.split_once("```").expect("what is shown has an end");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&path, format!("{before}{begin}{}```{after}", said.out)).unwrap();
        return;
    }
    assert_eq!(shown, said.out, "UPDATE_EXPECT=1 rewrites README.md");
}

#[test]
fn every_translation_of_the_sample_is_recorded_and_current() {
    let project = copied("recorded");
    let said = run(&project, &["translated", "--all"]);
    assert_eq!(said.status, Some(0), "{}", said.err);
    let last = said.err.lines().last().unwrap_or_default();
    assert!(
        last.ends_with(" 0 new or changed"),
        "{last}\nonce all six languages agree, `kepi translated --all` records it"
    );
}

#[test]
fn the_sample_calls_nothing_by_two_names_unless_its_sources_do() {
    let said = run(root(), &["check", "--data", "--format", "json"]);
    let found = told(&said.out);
    let differing = found.iter().filter(|f| f.code == "differing-translations");
    let differing: Vec<&str> = differing.map(|f| f.path.as_str()).collect();
    // The Chinese report of 2020/21 prints 联合国共同服务, that of 2024/25 联合国共同事务.
    assert_eq!(differing, ["content/editions/2024-25/finance/cost-categories.toml"]);
}

#[test]
fn what_the_sample_accepts_stands_on_its_pages_with_the_reason() {
    let status = run(root(), &["status", "--format", "json"]).out;
    let status: serde_json::Value = serde_json::from_str(&status).unwrap();
    for edition in status["editions"].as_array().unwrap() {
        let id = edition["id"].as_str().unwrap();
        let path = built().output.join("en").join(id).join("corrections/index.html");
        let page = Html::parse_document(&fs::read_to_string(path).unwrap());
        let shown = Selector::parse("#accepted li > p:last-child").unwrap();
        let shown: Vec<String> =
            page.select(&shown).map(|reason| reason.text().collect()).collect();
        let exceptions = edition["exceptions"].as_array().unwrap();
        let reasons: Vec<&str> = exceptions.iter().map(|e| e["reason"].as_str().unwrap()).collect();
        assert!(reasons.len() > 3, "{id}");
        assert_eq!(shown, reasons, "{id}");
    }
}
