//! Planned pages of one language → the index that finds them: words, where each stands, and
//! passages to show, in small scripts that a page opened from a folder can load as well.

mod contents;
mod endings;
mod passages;
mod words;

use std::collections::BTreeMap;

use serde_json::json;
use sha2::{Digest, Sha256};

use crate::language::PluralCategory;
use crate::localize::LocalizedReport;
use crate::plan::view::Page;
use endings::Endings;

/// What the index keeps of one page.
#[derive(Debug)]
pub struct Entry {
    /// Address, title and passages, as JSON.
    page: String,
    /// Each word with its worth as a letter, a line each: `revenue M`.
    worths: String,
}

/// A file of the index, from the site's root.
pub struct File {
    pub path: String,
    pub bytes: Vec<u8>,
}

/// The files of one language.
pub struct Index {
    /// Names the folder after what is in it, so that browsers may keep it for ever.
    pub folder: String,
    pub files: Vec<File>,
}

/// Pages whose passages stand in one file.
const PAGES_IN_FILE: usize = 16;
/// Bytes of words in one file.
const WORDS_IN_FILE: usize = 24_000;

/// Reads one page; `path` is below its language's folder.
pub fn entry(page: &Page, path: &str) -> Entry {
    let passages = contents::read(page);
    let endings = Endings::of(language(&page.lang));
    let mut worths: BTreeMap<&str, u8> = BTreeMap::new();
    for (word, worth) in passages.worths() {
        let best = worths.entry(endings.bare(word)).or_default();
        *best = worth.max(*best);
    }
    let mut lines = String::new();
    for (word, worth) in worths {
        lines.push_str(word);
        lines.push(' ');
        lines.push(char::from(b'A' + worth - 1));
        lines.push('\n');
    }
    let above: Vec<&str> =
        page.breadcrumbs.iter().skip(1).map(|link| link.words.text.as_str()).collect();
    let texts: Vec<_> = passages
        .all
        .iter()
        .map(|passage| {
            json!([passage.anchor, passage.lang.as_deref().unwrap_or_default(), passage.text])
        })
        .collect();
    let title = &passages.title;
    let lang = title.lang.as_deref().unwrap_or_default();
    let page = json!([path, title.text, lang, above.join(" › "), texts]);
    Entry { page: page.to_string(), worths: lines }
}

/// Puts the entries of one language, in the order of its pages, into files.
pub fn index(report: &LocalizedReport<'_>, entries: &[Entry]) -> Index {
    let mut files: Vec<(String, String)> = Vec::new();
    for (n, pages) in entries.chunks(PAGES_IN_FILE).enumerate() {
        let pages: Vec<&str> = pages.iter().map(|entry| entry.page.as_str()).collect();
        files.push((format!("d{n}"), format!("[{}]", pages.join(",\n"))));
    }
    let words = files_of_words(&lines(entries));
    let firsts: Vec<&str> = words.iter().map(|(first, _)| *first).collect();
    let endings = Endings::of(language(report.tag.as_str()));
    let overview = json!({
        "pages": entries.len(),
        "inFile": PAGES_IN_FILE,
        "first": firsts,
        "prefixes": endings.prefixes,
        "suffixes": endings.suffixes,
        "least": endings.least,
        "say": {
            "results": counted(report),
            "none": report.strings.get("search.none"),
            "more": report.strings.get("search.more"),
            "searching": report.strings.get("search.searching"),
        },
    });
    files.push(("index".to_owned(), overview.to_string()));
    for (n, (_, lines)) in words.iter().enumerate() {
        files.push((format!("w{n}"), json!(lines).to_string()));
    }
    let mut hash = Sha256::new();
    for (_, content) in &files {
        hash.update(content.as_bytes());
    }
    let name: String = hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let folder = format!("assets/search/{}-{name}", report.tag);
    let files = files
        .into_iter()
        .map(|(name, content)| File {
            path: format!("{folder}/{name}.js"),
            bytes: format!("kepiSearch(\"{name}\",{content})\n").into_bytes(),
        })
        .collect();
    Index { folder, files }
}

/// `results` in every plural form of the language.
fn counted(report: &LocalizedReport<'_>) -> BTreeMap<&'static str, String> {
    let form = |category: PluralCategory| {
        (category.name(), report.strings.counted("search.results", category.name()).to_owned())
    };
    report.rules.plural_categories().into_iter().map(form).collect()
}

/// Each word with its pages: the steps from page to page in base 36, each behind it the word's worth
/// there as a capital letter; a step of one is left away.
fn lines(entries: &[Entry]) -> Vec<(&str, String)> {
    let mut all: Vec<(&str, usize, &str)> = Vec::new();
    for (n, entry) in entries.iter().enumerate() {
        all.extend(entry.worths.lines().filter_map(|line| {
            let (word, worth) = line.split_once(' ')?;
            Some((word, n, worth))
        }));
    }
    // By code units, as scripts compare.
    all.sort_unstable_by(|a, b| a.0.encode_utf16().cmp(b.0.encode_utf16()).then(a.1.cmp(&b.1)));
    let mut lines: Vec<(&str, String)> = Vec::new();
    let mut before = 0;
    for (word, page, worth) in all {
        if lines.last().is_none_or(|(known, _)| *known != word) {
            lines.push((word, String::new()));
            before = 0;
        }
        let (_, line) = lines.last_mut().expect("it was pushed above");
        // Pages count from one here, so that the first has a step too.
        let step = page + 1 - before;
        if step > 1 {
            line.push_str(&base_36(step));
        }
        line.push_str(worth);
        before = page + 1;
    }
    lines
}

/// Files of lines, each with its first word.
fn files_of_words<'e>(lines: &[(&'e str, String)]) -> Vec<(&'e str, String)> {
    let mut files: Vec<(&str, String)> = Vec::new();
    for (word, pages) in lines {
        if files.last().is_none_or(|(_, text)| text.len() > WORDS_IN_FILE) {
            files.push((word, String::new()));
        }
        let (_, text) = files.last_mut().expect("it was pushed above");
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(word);
        text.push(' ');
        text.push_str(pages);
    }
    files
}

fn base_36(mut number: usize) -> String {
    let mut digits = Vec::new();
    while number > 0 {
        digits.push(b"0123456789abcdefghijklmnopqrstuvwxyz"[number % 36]);
        number /= 36;
    }
    digits.iter().rev().map(|&digit| char::from(digit)).collect()
}

/// `pt` of `pt-BR`.
fn language(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_a_word_are_steps_with_its_worth() {
        let entry = |worths: &str| Entry { page: String::new(), worths: worths.to_owned() };
        let entries = [entry("fees A\n"), entry("fees Z\nrevenue C\n"), entry("b A\n")];
        let lines = lines(&entries);
        let shown: Vec<_> = lines.iter().map(|(word, line)| format!("{word} {line}")).collect();
        assert_eq!(shown, ["b 3A", "fees AZ", "revenue 2C"]);
        assert_eq!(base_36(36), "10");
    }
}
