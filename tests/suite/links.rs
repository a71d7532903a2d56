//! Every link of the published sample leads somewhere, as a checker sees it that shares nothing
//! with kepi; and what is in the folder already is left in peace.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use scraper::{Html, Selector};

use crate::checks::{base, project};
use crate::cli::run;
use crate::publish_scratch::{difference, tree, write};
use crate::sample::built;

/// What a page links to and what can be linked to in it.
struct Page {
    links: Vec<String>,
    ids: BTreeSet<String>,
}

fn read(path: &Path) -> Page {
    let html = Html::parse_document(&fs::read_to_string(path).unwrap());
    let every = Selector::parse("[href], [src], [srcset], [data], [poster], [id]").unwrap();
    let mut page = Page { links: Vec::new(), ids: BTreeSet::new() };
    for element in html.select(&every) {
        if let Some(id) = element.attr("id") {
            assert!(page.ids.insert(id.to_owned()), "{}: `{id}` stands twice", path.display());
        }
        for name in ["href", "src", "srcset", "data", "poster"] {
            page.links.extend(element.attr(name).map(str::to_owned));
        }
    }
    page
}

/// `../a/b.html` seen from `en/c/index.html` → `en/a/b.html`; `None` for what leaves the site.
fn target(from: &str, link: &str) -> Option<String> {
    let mut folders: Vec<&str> = from.split('/').collect();
    folders.pop();
    for part in link.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                folders.pop()?;
            }
            part => folders.push(part),
        }
    }
    Some(folders.join("/"))
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        match (first, after) {
            (b'%', [a, b, after @ ..]) => {
                let hex = [*a, *b];
                bytes.push(u8::from_str_radix(std::str::from_utf8(&hex).unwrap(), 16).unwrap());
                rest = after;
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap()
}

#[test]
fn every_link_and_anchor_of_the_sample_leads_somewhere() {
    let output = &built().output;
    let files: BTreeSet<String> = tree(output).into_keys().collect();
    let pages: BTreeMap<&String, Page> = files
        .iter()
        .filter(|path| path.ends_with(".html"))
        .map(|path| (path, read(&output.join(path))))
        .collect();
    assert!(pages.len() > 1_000, "{}", pages.len());
    let mut dead = BTreeSet::new();
    let mut followed = 0_usize;
    for (path, page) in &pages {
        for link in &page.links {
            let is_elsewhere =
                ["https:", "http:", "mailto:", "tel:"].iter().any(|s| link.starts_with(s));
            // Pages for missing addresses are shown at any address, so their links begin at the root.
            let from_root = link.strip_prefix('/').filter(|_| path.ends_with("404.html"));
            if is_elsewhere {
                continue;
            }
            followed += 1;
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let file = match (file, from_root) {
                ("", _) => Some((*path).clone()),
                (file, None) => target(path, &decoded(file)),
                (file, Some(_)) => target("index.html", &decoded(file)),
            };
            let Some(file) = file.filter(|file| files.contains(file)) else {
                dead.insert(format!("{path}: {link}"));
                continue;
            };
            let anchor = decoded(anchor);
            let has_anchor = |page: &Page| anchor.is_empty() || page.ids.contains(&anchor);
            if !pages.get(&file).is_none_or(has_anchor) {
                dead.insert(format!("{path}: {link}"));
            }
        }
    }
    assert!(followed > 10_000, "{followed}");
    assert!(
        dead.is_empty(),
        "{} dead links, the first ones: {:#?}",
        dead.len(),
        dead.iter().take(20)
    );
}

/// Nobody can reach a page that no other page links to.
#[test]
fn every_page_of_the_sample_can_be_reached() {
    let output = &built().output;
    let files: BTreeSet<String> = tree(output).into_keys().collect();
    let mut open = vec!["index.html".to_owned()];
    let mut reached: BTreeSet<String> = open.iter().cloned().collect();
    while let Some(path) = open.pop() {
        for link in read(&output.join(&path)).links {
            let file = link.split('#').next().unwrap_or_default();
            if file.is_empty() || file.contains(':') {
                continue;
            }
            let Some(file) = target(&path, &decoded(file)).filter(|file| files.contains(file))
            else {
                continue;
            };
            if reached.insert(file.clone()) && file.ends_with(".html") {
                open.push(file);
            }
        }
    }
    let alone: Vec<_> = files
        .difference(&reached)
        .filter(|path| path.ends_with(".html") && !path.ends_with("404.html"))
        .collect();
    assert_eq!(alone, Vec::<&String>::new());
}

#[test]
fn files_that_kepi_did_not_make_stay() {
    let project = project("links-foreign", &[&base()]);
    let output = project.join("output");
    write(&output.join("CNAME"), "reports.example.org\n");
    write(&output.join(".gitignore"), "*\n");
    write(&output.join(".well-known/security.txt"), "Contact: mailto:a@example.org\n");
    let said = run(&project, &["build"]);
    assert_eq!(said.status, Some(0), "{}", said.err);
    let first = tree(&output);
    for (path, text) in [("CNAME", "reports.example.org\n"), (".gitignore", "*\n")] {
        assert_eq!(fs::read_to_string(output.join(path)).unwrap(), text);
    }
    assert!(output.join(".well-known/security.txt").exists());

    write(&project.join("content/editions/2025/x.toml"), "[note.a]\ntxet = 1\n");
    assert_eq!(run(&project, &["build"]).status, Some(1));
    assert_eq!(difference(&first, &tree(&output)), BTreeSet::new());

    fs::remove_file(project.join("content/editions/2025/x.toml")).unwrap();
    fs::remove_file(project.join("content/pages/about.fr.md")).unwrap();
    fs::remove_file(project.join("content/pages/about.en.md")).unwrap();
    let said = run(&project, &["build"]);
    assert_eq!(said.status, Some(0), "{}", said.err);
    let second = tree(&output);
    assert!(!second.contains_key("en/about/index.html"), "a page that is gone is gone");
    for path in ["CNAME", ".gitignore", ".well-known/security.txt"] {
        assert_eq!(first.get(path), second.get(path), "{path}");
    }
}
