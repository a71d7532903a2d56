//! Planned pages of one language → the index that finds them: words, where each stands, and
//! passages to show, in small scripts that a page opened from a folder can load as well.

mod contents;
mod endings;
mod hash;
mod passages;
mod words;

use std::cmp::Ordering;
use std::collections::BTreeMap;

use serde_json::json;
use sha2::{Digest, Sha256};

use crate::language::PluralCategory;
use crate::localize::LocalizedReport;
use crate::plan::view::Page;
use endings::Endings;
use hash::ByWord;
use passages::Count;

/// What the index keeps of one page.
#[derive(Debug)]
pub struct Entry {
    /// Address, title and passages, as JSON.
    page: String,
    /// Each word with its weight, and where it is in the title the sign of that, a line each:
    /// `revenue 12#`.
    words: String,
    /// In words.
    length: usize,
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
pub fn entry(page: &Page, path: &str, report: &LocalizedReport<'_>) -> Entry {
    let passages = contents::read(page, report);
    let endings = Endings::of(language(&page.lang));
    let bare = |(word, count)| (endings.bare(word), count);
    let mut counts: Vec<(&str, Count)> = passages.counts().map(bare).collect();
    counts.sort_unstable_by_key(|(word, _)| *word);
    let mut words = String::with_capacity(12 * counts.len());
    for same in counts.chunk_by(|(a, _), (b, _)| a == b) {
        let weight: usize = same.iter().map(|(_, count)| count.weight).sum();
        let in_title = same.iter().any(|(_, count)| count.in_title);
        words.push_str(same[0].0);
        words.push(' ');
        words.push_str(&weight.to_string());
        if in_title {
            words.push(sign(passages.title_length));
        }
        words.push('\n');
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
    Entry { page: page.to_string(), words, length: passages.length }
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

/// A word, what is written of its pages so far, and the last of these.
struct Line<'e> {
    word: &'e str,
    pages: String,
    last: usize,
}

/// Each word with its pages: the steps from page to page in base 36, each behind it the word's worth
/// there as a capital letter, and a sign where the page's title has it; a step of one is left away.
fn lines(entries: &[Entry]) -> Vec<(&str, String)> {
    let average = entries.iter().map(|entry| entry.length).sum::<usize>() / entries.len().max(1);
    let mut places: ByWord<&str, usize> = ByWord::default();
    let mut lines: Vec<Line<'_>> = Vec::new();
    // Pages count from one here, so that the first has a step too.
    for (page, entry) in (1..).zip(entries) {
        for line in entry.words.lines() {
            let (word, count) = line.split_once(' ').expect("`entry` wrote the line");
            let end = count.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(count.len());
            let (weight, title) = count.split_at(end);
            let weight = weight.parse().expect("`entry` wrote the number");
            let place = *places.entry(word).or_insert_with(|| {
                lines.push(Line { word, pages: String::new(), last: 0 });
                lines.len() - 1
            });
            let line = &mut lines[place];
            let step = page - line.last;
            if step > 1 {
                line.pages.push_str(&base_36(step));
            }
            line.pages.push(letter(weight, entry.length, average));
            line.pages.push_str(title);
            line.last = page;
        }
    }
    // By code units, as scripts compare.
    lines.sort_unstable_by(|a, b| by_code_units(a.word, b.word));
    lines.into_iter().map(|line| (line.word, line.pages)).collect()
}

/// Says that a title has a word, and how long it is: `!` for one word, `/` for fifteen and more.
fn sign(title_length: usize) -> char {
    let length = u8::try_from(title_length.clamp(1, 15)).expect("at most 15");
    char::from(b' ' + length)
}

/// What a word is worth on a page, as a letter: more where it is there more often, in headings or on
/// a short page. It says how often the word is there, held against the page's length as search
/// engines do (BM25), each letter a quarter more than the one before. The script takes it from there.
fn letter(weight: usize, length: usize, average: usize) -> char {
    let usual = 350 + 1_050 * length / average.max(1);
    let mut often = 1_000_000 * weight / usual;
    let mut letter = b'A';
    while often > 225 && letter < b'Z' {
        often = often * 4 / 5;
        letter += 1;
    }
    char::from(letter)
}

/// The order of UTF-16, which is that of UTF-8 but for letters from U+E000 on, whose first byte is
/// 0xEE or more.
fn by_code_units(a: &str, b: &str) -> Ordering {
    match a.bytes().zip(b.bytes()).find(|(a, b)| a != b) {
        Some((0xee.., 0xee..)) => a.encode_utf16().cmp(b.encode_utf16()),
        Some((a, b)) => a.cmp(&b),
        None => a.len().cmp(&b.len()),
    }
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
    fn words_are_in_the_order_of_scripts() {
        let words =
            ["", "a", "ab", "z", "é", "я", "年", "\u{e000}", "ﬁ", "\u{ffff}", "🙂", "🙂a", "𠀀"];
        for a in words {
            for b in words {
                assert_eq!(by_code_units(a, b), a.encode_utf16().cmp(b.encode_utf16()), "{a} {b}");
            }
        }
    }

    #[test]
    fn pages_of_a_word_are_steps_with_its_worth() {
        let entry =
            |words: &str| Entry { page: String::new(), words: words.to_owned(), length: 100 };
        let entries = [entry("fees 1\n"), entry("fees 7#\nrevenue 2\n"), entry("b 1\n")];
        let lines = lines(&entries);
        let shown: Vec<_> = lines.iter().map(|(word, line)| format!("{word} {line}")).collect();
        assert_eq!(shown, ["b 3G", "fees GO#", "revenue 2J"]);
        assert_eq!(base_36(36), "10");
    }
}
