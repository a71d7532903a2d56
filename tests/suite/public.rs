//! What search engines, link previews, feed readers and hosts find in a finished site.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use kepi::hosting::HEADERS;
use scraper::{Html, Selector};
use serde_json::Value;

use crate::cli::run;
use crate::publish_scratch::write;
use crate::sample::{self, built};

const BASE: &str = "https://reports.example.org/";

fn pages() -> Vec<(PathBuf, Html)> {
    let output = &built().output;
    let walk = walkdir::WalkDir::new(output).sort_by_file_name().into_iter();
    let files = walk.map(|entry| entry.unwrap().into_path());
    // Every seventh page: all kinds, in a bearable time.
    let pages = files.filter(|path| path.extension().is_some_and(|it| it == "html"));
    pages
        .step_by(7)
        .map(|path| {
            let html = Html::parse_document(&fs::read_to_string(&path).unwrap());
            (path, html)
        })
        .collect()
}

fn attribute<'h>(html: &'h Html, selector: &str, name: &str) -> Option<&'h str> {
    html.select(&Selector::parse(selector).unwrap()).next()?.attr(name)
}

#[test]
fn every_page_says_what_it_may_load_and_what_it_is() {
    for (path, html) in pages() {
        let shown = path.display();
        let policy = "meta[http-equiv=Content-Security-Policy]";
        assert_eq!(attribute(&html, policy, "content"), Some(kepi::hosting::POLICY), "{shown}");
        let icon = attribute(&html, "link[rel=icon]", "href").unwrap();
        if !path.ends_with("404.html") {
            assert!(path.parent().unwrap().join(icon).is_file(), "{shown}: {icon}");
        }
        let Some(canonical) = attribute(&html, "link[rel=canonical]", "href") else {
            assert!(path.ends_with("404.html"), "{shown}");
            continue;
        };
        let preview = |name: &str| {
            let of = format!("meta[property=\"og:{name}\"]");
            attribute(&html, &of, "content").unwrap_or_else(|| panic!("{shown}: {name}"))
        };
        assert_eq!(preview("url"), canonical);
        assert!(!preview("title").is_empty() && !preview("description").is_empty(), "{shown}");
        let picture = preview("image").strip_prefix(BASE).unwrap();
        assert!(built().output.join(picture).is_file(), "{picture}");
    }
}

#[test]
fn pages_of_tables_and_series_are_data_sets_with_files_that_are_there() {
    let output = &built().output;
    for (page, ends) in [
        ("en/2024-25/revenue/index.html", "data/2024-25/revenue.csv"),
        ("ar/2024-25/revenue/index.html", "data/2024-25/revenue.csv"),
        ("zh/series/hague-countries/index.html", "data/series/hague-countries.csv"),
    ] {
        let html = Html::parse_document(&fs::read_to_string(output.join(page)).unwrap());
        let block = Selector::parse("script[type=\"application/ld+json\"]").unwrap();
        let text: String = html.select(&block).next().unwrap().text().collect();
        assert!(!text.contains('<'));
        let data: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(data["@type"], "Dataset");
        for key in ["name", "description", "url", "license", "identifier"] {
            assert!(data[key].as_str().is_some_and(|text| !text.is_empty()), "{page}: {key}");
        }
        let files: Vec<&str> = data["distribution"]
            .as_array()
            .unwrap()
            .iter()
            .map(|file| file["contentUrl"].as_str().unwrap().strip_prefix(BASE).unwrap())
            .collect();
        assert!(files.contains(&ends), "{files:?}");
        assert!(files.iter().all(|file| output.join(file).is_file()), "{files:?}");
    }
}

/// The elements of an XML file in order, each with its attributes and the text before its end; fails
/// where it is no XML.
fn elements(xml: &str) -> Vec<(String, BTreeMap<String, String>, String)> {
    let mut open: Vec<usize> = Vec::new();
    let mut all: Vec<(String, BTreeMap<String, String>, String)> = Vec::new();
    let mut rest = xml.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n").unwrap();
    let unescape = |text: &str| {
        for piece in text.split('&').skip(1) {
            let known = ["amp;", "lt;", "gt;", "quot;"].iter().any(|name| piece.starts_with(name));
            assert!(known, "&{piece}");
        }
        text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
    };
    while let Some((text, after)) = rest.split_once('<') {
        if let Some(&last) = open.last() {
            all[last].2.push_str(&unescape(text));
        }
        let (tag, behind) = after.split_once('>').unwrap();
        rest = behind;
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(all[open.pop().unwrap()].0, name);
            continue;
        }
        let inside = tag.trim_end_matches('/');
        let (name, attributes) = inside.split_once(' ').unwrap_or((inside, ""));
        let parts: Vec<&str> = attributes.split('"').collect();
        let attributes = parts
            .chunks_exact(2)
            .map(|pair| (pair[0].trim().trim_end_matches('=').to_owned(), unescape(pair[1])))
            .collect();
        all.push((name.to_owned(), attributes, String::new()));
        if !tag.ends_with('/') {
            open.push(all.len() - 1);
        }
    }
    assert!(open.is_empty() && rest.trim().is_empty());
    all
}

#[test]
fn the_sitemap_has_every_public_page_and_its_languages_answer_each_other() {
    let output = &built().output;
    let xml = fs::read_to_string(output.join("sitemap.xml")).unwrap();
    let mut pages: BTreeMap<String, BTreeSet<(String, String)>> = BTreeMap::new();
    let mut last = String::new();
    for (name, attributes, text) in elements(&xml) {
        match name.as_str() {
            "loc" => {
                last = text;
                assert!(pages.insert(last.clone(), BTreeSet::new()).is_none(), "{last} twice");
            }
            "xhtml:link" => {
                let link = (attributes["hreflang"].clone(), attributes["href"].clone());
                pages.get_mut(&last).unwrap().insert(link);
            }
            _ => {}
        }
    }
    assert!(pages.len() > 2000, "{}", pages.len());
    for (address, alternates) in &pages {
        let file = address.strip_prefix(BASE).unwrap();
        assert!(output.join(file).join("index.html").is_file(), "{address}");
        assert!(alternates.iter().any(|(_, href)| href == address), "{address} is none of its own");
        for (language, href) in alternates {
            assert_eq!(pages.get(href), Some(alternates), "{address} in {language}");
        }
    }
    let home = &pages[&format!("{BASE}fr/")];
    assert!(home.contains(&("x-default".to_owned(), BASE.to_owned())));
    let robots = fs::read_to_string(output.join("robots.txt")).unwrap();
    assert!(robots.contains(&format!("\nSitemap: {BASE}sitemap.xml\n")), "{robots}");
}

#[test]
fn each_language_has_a_feed_of_what_was_published() {
    let output = &built().output;
    for tag in ["en", "zh", "ar", "fr", "es", "ru"] {
        let xml = fs::read_to_string(output.join(tag).join("feed.xml")).unwrap();
        let all = elements(&xml);
        let texts = |name: &str| -> Vec<&str> {
            all.iter().filter(|it| it.0 == name).map(|it| it.2.as_str()).collect()
        };
        let entries = texts("entry").len();
        assert!(entries >= 1);
        for (name, more) in [("id", 1), ("title", 1), ("updated", 1), ("summary", 0)] {
            let texts = texts(name);
            assert_eq!(texts.len(), entries + more, "{tag}: {name}");
            assert!(texts.iter().all(|text| !text.is_empty()), "{tag}: {name}");
        }
        assert!(texts("updated").iter().all(|time| time.len() == 20 && time.ends_with('Z')));
        let page =
            Html::parse_document(&fs::read_to_string(output.join(tag).join("index.html")).unwrap());
        let link = "link[type=\"application/atom+xml\"]";
        assert_eq!(attribute(&page, link, "href"), Some("feed.xml"));
    }
}

#[test]
fn the_manual_tells_hosts_what_the_headers_file_tells() {
    let manual = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/hosting.md");
    let manual = fs::read_to_string(manual).unwrap();
    let snippet = |language: &str| {
        let (_, after) = manual.split_once(&format!("```{language}\n")).unwrap();
        after.split_once("\n```").unwrap().0.to_owned()
    };
    for language in ["nginx", "apache", "caddy"] {
        let snippet = snippet(language);
        for (name, value) in HEADERS {
            assert!(snippet.contains(&format!("{name} \"{value}\"")), "{language}: {name}");
        }
    }
    let json: Value = serde_json::from_str(&snippet("json")).unwrap();
    let json = json.to_string();
    let file = fs::read_to_string(built().output.join("_headers")).unwrap();
    for (name, value) in HEADERS {
        assert!(file.contains(&format!("  {name}: {value}\n")), "{name}");
        assert!(json.contains(value) || *value == "nosniff", "{name}");
    }
}

#[test]
fn nginx_serves_the_site_as_the_manual_says_at_the_root_and_in_a_folder() {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hosting");
    let run = Command::new(script).arg("nginx").arg(&built().output).output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
}

#[test]
fn old_addresses_lead_on_or_are_refused() {
    let project = sample::copied("redirects");
    let redirects = project.join("content/redirects.toml");
    let build = || run(&project, &["build", "--color", "never", "--language", "en"]);
    write(&redirects, "[redirect]\n\"/old/report\" = \"/en/2024-25/index.html\"\n");
    let said = build();
    assert_eq!(said.status, Some(0), "{}", said.err);
    let output = project.join("output");
    let stub = fs::read_to_string(output.join("old/report/index.html")).unwrap();
    assert!(stub.contains("url=../../en/2024-25/index.html"), "{stub}");
    let list = fs::read_to_string(output.join("_redirects")).unwrap();
    assert_eq!(list, "/old/report /en/2024-25/ 301\n");
    write(
        &redirects,
        "[redirect]\n\"a\" = \"b/index.html\"\n\"b\" = \"a/index.html\"\n\"en/2024-25\" = \"en/index.html\"\n\
         \"c\" = \"en/2024-26/index.html\"\n\"../d\" = \"en/index.html\"\n",
    );
    let said = build();
    assert_eq!(said.status, Some(1), "{}", said.err);
    assert_eq!(said.err.matches("error[bad-redirect]").count(), 5, "{}", said.err);
    assert!(said.err.contains("did you mean `en/2024-25/index.html`?"), "{}", said.err);
}

#[test]
fn csv_files_begin_with_the_mark_for_excel_where_the_site_asks_for_it() {
    let plain = fs::read(built().output.join("data/2024-25/revenue.csv")).unwrap();
    assert!(plain.starts_with(b"row,column,period,unit,value,missing,status,break,"));
    let project = sample::copied("bom");
    let site = project.join("content/site.toml");
    let text = fs::read_to_string(&site).unwrap();
    write(&site, text.replacen("languages = ", "csv_bom = true\nlanguages = ", 1));
    let said = run(&project, &["build", "--color", "never", "--language", "en"]);
    assert_eq!(said.status, Some(0), "{}", said.err);
    for file in ["data/2024-25/revenue.csv", "data/series/hague-countries.csv"] {
        let marked = fs::read(project.join("output").join(file)).unwrap();
        assert!(marked.starts_with(b"\xef\xbb\xbf"), "{file}");
    }
}
