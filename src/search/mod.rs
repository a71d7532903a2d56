//! Planned pages of one language → the index that finds them: words, where each stands, and
//! passages to show, in small scripts that a page opened from a folder can load as well.

mod contents;
mod endings;
mod hash;
mod passages;
mod vocabulary;
mod words;

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::json;
use sha2::{Digest, Sha256};

use crate::language::PluralCategory;
use crate::localize::LocalizedReport;
use crate::plan::view::Page;
use endings::Endings;
use hash::ByWord;
use vocabulary::{Met, OfPage, Vocabulary};

/// What the index keeps of one page.
#[derive(Debug)]
pub struct Entry {
    /// Address, title and passages, as JSON.
    page: Box<str>,
    words: OfPage,
    /// Which has them, among those of the reader.
    vocabulary: usize,
    /// In words.
    length: usize,
    title_length: usize,
}

/// Reads the pages of one language. Each thread that reads one has a vocabulary for as long, so that
/// none waits for another.
#[derive(Default)]
pub struct Reader {
    free: Mutex<Free>,
}

#[derive(Default)]
struct Free {
    vocabularies: Vec<(usize, Vocabulary)>,
    /// With those that are in use.
    all: usize,
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
    /// Of each page what `Entry::page` says.
    pages: Vec<Box<str>>,
    /// Name and content of the other files.
    words: Vec<(String, String)>,
}

impl Index {
    /// Each is put together when it is asked for: all of them at once would be held twice.
    pub fn files(&self) -> impl Iterator<Item = File> {
        let file = |name: &str, content: &str| File {
            path: format!("{}/{name}.js", self.folder),
            bytes: format!("kepiSearch(\"{name}\",{content})\n").into_bytes(),
        };
        let of_pages = self.pages.chunks(PAGES_IN_FILE).enumerate();
        let of_pages =
            of_pages.map(move |(n, pages)| file(&format!("d{n}"), &pages_in_file(pages)));
        of_pages.chain(self.words.iter().map(move |(name, content)| file(name, content)))
    }
}

fn pages_in_file(pages: &[Box<str>]) -> String {
    format!("[{}]", pages.join(",\n"))
}

/// Pages whose passages stand in one file.
const PAGES_IN_FILE: usize = 16;
/// Bytes of words in one file.
const WORDS_IN_FILE: usize = 24_000;

impl Reader {
    /// Reads one page; `path` is below its language's folder.
    pub fn entry(&self, page: &Page, path: &str, report: &LocalizedReport<'_>) -> Entry {
        let (number, mut vocabulary) = self.take(&page.lang);
        let passages = contents::read(page, report, &mut vocabulary);
        let above: Vec<&str> =
            page.breadcrumbs.iter().skip(1).map(|link| link.words.text.as_str()).collect();
        let texts: Vec<(&str, &str, &str)> = passages
            .all
            .iter()
            .map(|passage| {
                let lang = passage.lang.as_deref().unwrap_or_default();
                (passage.anchor.as_str(), lang, passage.text.as_str())
            })
            .collect();
        let title = &passages.title;
        let lang = title.lang.as_deref().unwrap_or_default();
        let shown = (path, &title.text, lang, above.join(" › "), texts);
        let entry = Entry {
            page: serde_json::to_string(&shown).expect("texts can be written").into(),
            length: passages.length,
            title_length: passages.title_length,
            words: vocabulary.take(),
            vocabulary: number,
        };
        self.free().vocabularies.push((number, vocabulary));
        entry
    }

    fn take(&self, lang: &str) -> (usize, Vocabulary) {
        let mut free = self.free();
        free.vocabularies.pop().unwrap_or_else(|| {
            free.all += 1;
            (free.all - 1, Vocabulary::new(Endings::of(language(lang))))
        })
    }

    fn free(&self) -> MutexGuard<'_, Free> {
        self.free.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// By their numbers.
    fn vocabularies(self) -> Vec<Vocabulary> {
        let mut free = self.free.into_inner().unwrap_or_else(PoisonError::into_inner);
        free.vocabularies.sort_unstable_by_key(|(number, _)| *number);
        free.vocabularies.into_iter().map(|(_, vocabulary)| vocabulary).collect()
    }
}

/// Puts the entries of one language, in the order of its pages, into files.
pub fn index(report: &LocalizedReport<'_>, reader: Reader, entries: Vec<Entry>) -> Index {
    let vocabularies = reader.vocabularies();
    let lines = files_of_words(&lines(&vocabularies, &entries));
    let firsts: Vec<&str> = lines.iter().map(|(first, _)| *first).collect();
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
    let mut words = vec![("index".to_owned(), overview.to_string())];
    for (n, (_, lines)) in lines.into_iter().enumerate() {
        words.push((format!("w{n}"), json!(lines).to_string()));
    }
    let pages: Vec<Box<str>> = entries.into_iter().map(|entry| entry.page).collect();
    let mut hash = Sha256::new();
    for pages in pages.chunks(PAGES_IN_FILE) {
        hash.update(pages_in_file(pages).as_bytes());
    }
    for (_, content) in &words {
        hash.update(content.as_bytes());
    }
    let name: String = hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let folder = format!("assets/search/{}-{name}", report.tag);
    Index { folder, pages, words }
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
fn lines<'v>(vocabularies: &'v [Vocabulary], entries: &[Entry]) -> Vec<(&'v str, String)> {
    let average = entries.iter().map(|entry| entry.length).sum::<usize>() / entries.len().max(1);
    let mut lines: Vec<Line<'_>> = Vec::new();
    let places = places(vocabularies, &mut lines);
    // Pages count from one here, so that the first has a step too.
    for (page, entry) in (1..).zip(entries) {
        let places = &places[entry.vocabulary];
        for (nth, Met { word, weight }) in entry.words.words.iter().enumerate() {
            let line = &mut lines[places[*word as usize]];
            let step = page - line.last;
            if step > 1 {
                push_base_36(step, &mut line.pages);
            }
            line.pages.push(letter(*weight as usize, entry.length, average));
            if nth < entry.words.in_title {
                line.pages.push(sign(entry.title_length));
            }
            line.last = page;
        }
    }
    // By code units, as scripts compare.
    lines.sort_unstable_by(|a, b| by_code_units(a.word, b.word));
    lines.into_iter().map(|line| (line.word, line.pages)).collect()
}

/// Begins a line for each word, and says where that of each word of each vocabulary is.
fn places<'v>(vocabularies: &'v [Vocabulary], lines: &mut Vec<Line<'v>>) -> Vec<Vec<usize>> {
    let mut known: ByWord<&str, usize> = ByWord::default();
    let mut place = |word: &'v str| {
        *known.entry(word).or_insert_with(|| {
            lines.push(Line { word, pages: String::new(), last: 0 });
            lines.len() - 1
        })
    };
    let of = |all: &'v Vocabulary| all.words().iter().map(|word| place(word)).collect();
    vocabularies.iter().map(of).collect()
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

fn push_base_36(mut number: usize, into: &mut String) {
    let mut digits = [0; 13];
    let mut first = digits.len();
    while number > 0 {
        first -= 1;
        digits[first] = b"0123456789abcdefghijklmnopqrstuvwxyz"[number % 36];
        number /= 36;
    }
    into.extend(digits[first..].iter().map(|digit| char::from(*digit)));
}

/// `pt` of `pt-BR`.
fn language(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

#[cfg(test)]
mod tests {
    use super::vocabulary::Weight;
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
        let mut vocabularies =
            [Vocabulary::new(Endings::of("en")), Vocabulary::new(Endings::of("en"))];
        let mut entry = |vocabulary: usize, words: &[(&str, usize)], title: &str| {
            let own = &mut vocabularies[vocabulary];
            own.count(title, Weight::Title);
            for (word, times) in words {
                (0..*times).for_each(|_| {
                    own.count(word, Weight::Text);
                });
            }
            let words = own.take();
            Entry { page: "".into(), words, vocabulary, length: 100, title_length: 3 }
        };
        let entries = [
            entry(0, &[("fees", 1)], ""),
            // The other thread has numbers of its own for its words.
            entry(1, &[("revenue", 2)], "fees"),
            entry(0, &[("b", 1)], ""),
        ];
        let lines = lines(&vocabularies, &entries);
        let shown: Vec<_> = lines.iter().map(|(word, line)| format!("{word} {line}")).collect();
        assert_eq!(shown, ["b 3G", "fees GO#", "revenue 2J"]);
        let mut digits = String::new();
        push_base_36(36, &mut digits);
        push_base_36(usize::MAX, &mut digits);
        assert_eq!(digits, "103w5e11264sgsf");
    }
}
