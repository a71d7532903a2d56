//! The search of a finished site, by the script that readers get, and the list of all pages.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use kepi::language::fold;
use scraper::{ElementRef, Html, Selector};
use serde_json::{Value, json};

use crate::node;
use crate::sample;

/// One found page: address and all that is shown of it.
pub struct Found {
    pub href: String,
    title: String,
    text: String,
    marked: Vec<String>,
}

/// What a reader of one language sees for each query: the count in words, and the first results.
fn search(tag: &str, queries: &[&str]) -> Vec<(String, Vec<Found>)> {
    let input = json!({ "output": sample::built().output, "tag": tag, "queries": queries });
    let run = node::run("search.mjs", &input.to_string());
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let answers: Value = serde_json::from_slice(&run.stdout).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let found = |result: &Value| Found {
        href: text(&result["href"]),
        title: text(&result["title"]),
        text: text(&result["text"]),
        marked: result["marked"].as_array().unwrap().iter().map(text).collect(),
    };
    let answers = answers.as_array().unwrap().iter();
    answers
        .map(|answer| {
            let results = answer["results"].as_array().unwrap().iter().map(found).collect();
            (text(&answer["said"]), results)
        })
        .collect()
}

/// The same of one query.
pub fn search_one(tag: &str, query: &str) -> (String, Vec<Found>) {
    search(tag, &[query]).remove(0)
}

fn first(tag: &str, query: &str) -> String {
    let (said, results) = search_one(tag, query);
    let result = results.into_iter().next();
    result.unwrap_or_else(|| panic!("{tag} `{query}`: {said}")).href
}

#[test]
fn every_language_finds_pages_by_title_code_and_word() {
    for (tag, query, page) in [
        ("en", "1.1", "../2024-25/er-1-1/index.html"),
        ("en", "hague unit cost document", "../2024-25/hague-cost-per-document/index.html"),
        ("fr", "economies realisees", "../2024-25/procurement-savings/index.html"),
        ("es", "1.1", "../2024-25/er-1-1/index.html"),
        ("ar", "1.1", "../2024-25/er-1-1/index.html"),
        ("ru", "1.1", "../2024-25/er-1-1/index.html"),
        ("zh", "收入", "../2024-25/revenue/index.html"),
    ] {
        let (_, results) = search_one(tag, query);
        let hrefs: Vec<&str> =
            results.iter().take(3).map(|it| it.href.split('#').next().unwrap()).collect();
        assert!(hrefs.contains(&page), "{tag} `{query}`: {hrefs:?}");
    }
}

#[test]
fn case_accents_endings_and_the_article_make_no_difference() {
    for (tag, queries) in [
        ("en", ["Revenues", "REVENUE"]),
        ("fr", ["dépenses", "DEPENSE"]),
        ("es", ["públicos", "publico"]),
        ("ru", ["Гаагской", "гаагская"]),
        ("ar", ["الإيرادات", "ايرادات"]),
    ] {
        let said: Vec<String> = search(tag, &queries).into_iter().map(|(said, _)| said).collect();
        assert_eq!(said[0], said[1], "{tag}: {queries:?}");
        assert!(said[0].contains(|sign: char| sign.is_ascii_digit()), "{tag}: {said:?}");
    }
}

#[test]
fn other_forms_of_a_word_are_found() {
    for (tag, query, form) in [
        ("en", "exceeds", "exceeded"),
        ("fr", "évoluait", "évolution"),
        ("es", "cumplen", "cumplió"),
        ("ru", "завершить", "завершила"),
        ("ar", "انتقلت", "انتقل"),
        // One that stands nowhere.
        ("fr", "évoluons", "évolution"),
    ] {
        let (said, results) = search_one(tag, query);
        let has = |result: &Found| result.marked.iter().any(|it| it.to_lowercase() == form);
        let pages = results.iter().filter(|result| has(result)).count();
        assert!(pages > 0, "{tag} `{query}`: {said}, and none has `{form}`");
    }
}

#[test]
fn a_word_is_found_with_what_is_written_as_one_with_it_and_without() {
    for (tag, query, form) in [
        // As it is typed first, and then what belongs to it.
        ("fr", "l’Office", "l’office"),
        ("fr", "l'office", "l’office"),
        ("ar", "والتكنولوجيات", "والتكنولوجيات"),
        ("fr", "écosystème", "l’écosystème"),
    ] {
        let (said, results) = search_one(tag, query);
        let has = |result: &Found| result.marked.iter().any(|it| it.to_lowercase() == form);
        let first = results.iter().position(has);
        let is_typed = form == query.to_lowercase().replace('\'', "’");
        let last = if is_typed { 0 } else { 9 };
        assert!(first.is_some_and(|n| n <= last), "{tag} `{query}`: {said}, `{form}` at {first:?}");
    }
}

#[test]
fn what_stands_beside_the_values_of_a_page_is_found() {
    for (query, page) in [
        // How a KPI did in another report.
        ("multilingual web content other reports", "multilingual-web-content/index.html"),
        // What the site itself says of its method.
        ("every total is added up from its rows", "methodology/index.html"),
        // A row of the table behind a drawing.
        ("receiving offices Türkiye", "pct-receiving-offices/index.html"),
    ] {
        let (said, results) = search_one("en", query);
        let found: Vec<&str> = results.iter().map(|it| it.href.as_str()).collect();
        assert!(found.iter().any(|href| href.contains(page)), "`{query}`: {said}, {found:?}");
    }
}

#[test]
fn the_beginning_of_a_word_is_enough() {
    assert_eq!(first("en", "patentscop"), first("en", "PATENTSCOPE"));
    assert_eq!(first("ar", "لاها"), first("ar", "لاهاي"));
    assert!(first("zh", "海").contains("hague"));
}

#[test]
fn results_say_how_many_where_and_show_what_was_found() {
    let mut answers = search("en", &["investment not estimated", "xyzzy", ""]);
    let (said, results) = answers.remove(0);
    assert!(said.ends_with("results"), "{said}");
    let noted = results.iter().find(|it| it.href.ends_with("#note-investment-not-estimated"));
    let noted = noted.unwrap();
    assert!(noted.text.starts_with("Performance Report"), "{}", noted.text);
    for word in ["estimates", "investment", "not"] {
        assert!(noted.marked.iter().any(|marked| marked.to_lowercase() == word), "{word}");
    }
    assert!(!noted.title.is_empty());
    assert_eq!(answers.remove(0).0, "Nothing found for xyzzy");
    assert_eq!(answers.remove(0).0, "");
}

#[test]
fn arrows_walk_through_the_results_and_escape_empties_the_box() {
    let after = |keys: &[&str]| {
        let output = &sample::built().output;
        let input = json!({ "output": output, "tag": "en", "queries": ["revenue"], "keys": keys });
        let run = node::run("search.mjs", &input.to_string());
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        let answers: Value = serde_json::from_slice(&run.stdout).unwrap();
        (answers[0]["focus"].as_i64().unwrap(), answers[0]["typed"].as_str().unwrap().to_owned())
    };
    let (down, up) = ("ArrowDown", "ArrowUp");
    for (keys, focus, typed) in [
        (&[down, down][..], 2, "revenue"),
        (&[down, down, up, up, up], 0, "revenue"),
        (&[down, "Tab"], 1, "revenue"),
        (&[down, down, "Escape"], 0, ""),
    ] {
        assert_eq!(after(keys), (focus, typed.to_owned()), "{keys:?}");
    }
}

#[test]
fn each_address_within_a_page_that_the_index_names_is_there() {
    let output = &sample::built().output;
    let ids = Selector::parse("[id]").unwrap();
    let mut seen = 0;
    for file in parts("en", "d") {
        for page in content(&file).as_array().unwrap() {
            let path = output.join("en").join(page[0].as_str().unwrap());
            let html = Html::parse_document(&fs::read_to_string(&path).unwrap());
            let ids: BTreeSet<&str> = html.select(&ids).filter_map(|it| it.value().id()).collect();
            for passage in page[4].as_array().unwrap() {
                let anchor = passage[0].as_str().unwrap();
                assert!(anchor.is_empty() || ids.contains(anchor), "{}#{anchor}", path.display());
                seen += usize::from(!anchor.is_empty());
            }
        }
    }
    assert!(seen > 500, "{seen}");
}

/// Whoever puts something new on a page must put it into the index, too: all that the report says there.
/// Words of the site itself, such as "source", may be missing.
#[test]
fn every_word_of_the_report_is_found_on_its_pages() {
    let output = &sample::built().output;
    let main = Selector::parse("main").unwrap();
    for tag in ["en", "fr", "ru"] {
        let (pages, known) = words_by_page(tag);
        let strings = format!("themes/default/strings/{tag}.toml");
        let strings = fold(&fs::read_to_string(strings).unwrap());
        let of_site: BTreeSet<&str> = words_of(&strings).collect();
        let mut missing: BTreeMap<String, (usize, &str)> = BTreeMap::new();
        let mut words = 0;
        for (path, known) in pages.iter().zip(&known).filter(|(path, _)| !path.contains("/print/"))
        {
            let html = fs::read_to_string(output.join(tag).join(path)).unwrap();
            let html = Html::parse_document(&html);
            let mut text = String::new();
            said(html.select(&main).next().unwrap(), &mut text);
            let folded = fold(&text);
            let all: BTreeSet<&str> = words_of(&folded).collect();
            for word in all {
                words += 1;
                if !known.contains(word) && !of_site.contains(word) {
                    missing.entry(word.to_owned()).or_insert((0, path)).0 += 1;
                }
            }
        }
        assert!(words > 50_000, "{tag}: {words}");
        assert_eq!(missing, BTreeMap::new(), "{tag}: on how many pages, and the first");
    }
}

/// Those of letters; figures alone lead to any page.
fn words_of(text: &str) -> impl Iterator<Item = &str> {
    let words =
        text.split(|letter: char| !letter.is_alphanumeric() && !matches!(letter, '.' | ','));
    let words = words.map(|word| word.trim_matches(['.', ',']));
    words.filter(|word| word.chars().count() > 1 && word.chars().all(char::is_alphabetic))
}

/// How to cite the page, what can be downloaded, and the letter of a rating, whose name stands beside it.
const AROUND: &[&str] = &["cite", "permalink", "downloads", "downloads-list", "letter"];

/// What an element says, without what stands around it on every page.
fn said(element: ElementRef<'_>, into: &mut String) {
    let is_around = |class: &str| AROUND.contains(&class);
    if matches!(element.value().name(), "svg" | "nav" | "form" | "script")
        || element.value().classes().any(is_around)
    {
        return;
    }
    // Words for those who listen stand close to what others see.
    let is_apart = element.value().classes().any(|class| class == "hidden")
        || !matches!(
            element.value().name(),
            "a" | "abbr" | "b" | "bdi" | "em" | "i" | "span" | "strong"
        );
    if is_apart {
        into.push(' ');
    }
    for child in element.children() {
        match (ElementRef::wrap(child), child.value().as_text()) {
            (Some(inner), _) => said(inner, into),
            (None, Some(text)) => into.push_str(text),
            (None, None) => {}
        }
    }
    if is_apart {
        into.push(' ');
    }
}

/// The pages that the index knows, and what it knows of each.
fn words_by_page(tag: &str) -> (Vec<String>, Vec<BTreeSet<String>>) {
    let pages: Vec<String> = parts(tag, "d")
        .into_iter()
        .flat_map(|file| content(&file).as_array().unwrap().clone())
        .map(|page| page[0].as_str().unwrap().to_owned())
        .collect();
    let mut words = vec![BTreeSet::new(); pages.len()];
    for file in parts(tag, "w") {
        for line in content(&file).as_str().unwrap().lines() {
            let (word, rest) = line.split_once(' ').unwrap();
            let steps = rest.split(' ').next().unwrap();
            let (mut page, mut step) = (0, String::new());
            for letter in steps.chars() {
                match letter {
                    '0'..='9' | 'a'..='z' => step.push(letter),
                    'A'..='Z' => {
                        page += usize::from_str_radix(&step, 36).unwrap_or(1);
                        // `etat+l'etat` is found by what stands before it and by each of its parts.
                        words[page - 1].extend(word.split(['+', '\'']).map(str::to_owned));
                        step.clear();
                    }
                    _ => {}
                }
            }
        }
    }
    (pages, words)
}

#[test]
fn the_script_is_small_and_the_parts_of_an_index_are_too() {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/static/search.js");
    // Some 3.9 KB of the 8 that it may weigh as it is sent.
    assert!(script.metadata().unwrap().len() <= 10_000);
    for tag in ["en", "zh", "ar", "fr", "es", "ru"] {
        let index = index_of(tag);
        let all = [vec![index.clone()], parts(tag, "d"), parts(tag, "w")].concat();
        for file in &all {
            let size = file.metadata().unwrap().len();
            assert!(size < 150_000, "{}: {size}", file.display());
        }
        let there = fs::read_dir(index.parent().unwrap()).unwrap().count();
        assert_eq!(there, all.len(), "{tag}");
    }
}

#[test]
fn the_list_of_all_pages_has_each_once_in_every_language() {
    let output = &sample::built().output;
    for tag in ["en", "zh", "ar", "fr", "es", "ru"] {
        let html = fs::read_to_string(output.join(tag).join("index/index.html")).unwrap();
        let html = Html::parse_document(&html);
        let links = Selector::parse(".initial li a").unwrap();
        let listed: Vec<&str> = html.select(&links).filter_map(|a| a.attr("href")).collect();
        let once: BTreeSet<&str> = listed.iter().copied().collect();
        assert_eq!(once.len(), listed.len(), "{tag}");
        for href in &listed {
            assert!(output.join(tag).join("index").join(href).is_file(), "{tag} {href}");
        }
        let pages = walkdir::WalkDir::new(output.join(tag));
        let pages = pages.into_iter().filter(|it| it.as_ref().unwrap().file_name() == "index.html");
        // All but this one and the one that searches.
        assert_eq!(listed.len(), pages.count() - 2, "{tag}");
        let initials = Selector::parse(".initial h2").unwrap();
        let initials: Vec<String> = html.select(&initials).map(|it| it.text().collect()).collect();
        let distinct: BTreeSet<&String> = initials.iter().collect();
        assert_eq!(distinct.len(), initials.len(), "{tag}: {initials:?}");
        assert!(initials.len() > 8, "{tag}: {initials:?}");
    }
}

/// The first file of an index, which names all others.
fn index_of(tag: &str) -> PathBuf {
    let page = sample::built().output.join(tag).join("search/index.html");
    let html = Html::parse_document(&fs::read_to_string(&page).unwrap());
    let form = html.select(&Selector::parse("form[data-index]").unwrap()).next().unwrap();
    page.parent().unwrap().join(form.attr("data-index").unwrap())
}

/// Its files with passages, or those with words, in their order.
fn parts(tag: &str, kind: &str) -> Vec<PathBuf> {
    let index = index_of(tag);
    let content = content(&index);
    let names = content[kind].as_array().unwrap().iter();
    names.map(|name| index.with_file_name(format!("{}.js", name.as_str().unwrap()))).collect()
}

/// What a part of the index hands to the script.
fn content(file: &Path) -> Value {
    let text = fs::read_to_string(file).unwrap();
    let (_, json) = text.trim_end().strip_suffix(')').unwrap().split_once(',').unwrap();
    serde_json::from_str(json).unwrap()
}
