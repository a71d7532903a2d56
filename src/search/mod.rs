//! Planned pages of one language → the index that finds them: words, where each stands, and
//! passages to show, in small scripts that a page opened from a folder can load as well.

mod contents;
mod hash;
mod json;
mod lines;
mod passages;
mod stems;
mod vocabulary;
mod words;

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::json;
use sha2::{Digest, Sha256};

use crate::language::PluralCategory;
use crate::localize::LocalizedReport;
use crate::plan::view::Page;
use passages::{Passages, Said};
use stems::Stems;
use vocabulary::{OfPage, Vocabulary};

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

/// Reads the pages of one language. Each thread that reads one has a desk for as long, so that none waits
/// for another.
pub struct Reader {
    language: String,
    free: Mutex<Free>,
}

#[derive(Default)]
struct Free {
    desks: Vec<Desk>,
    /// With those that are in use.
    all: usize,
}

/// What one thread needs to read a page.
struct Desk {
    number: usize,
    vocabulary: Vocabulary,
    said: Said,
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
    /// The folder, and its files: each is put together when it is asked for, and what it was made of is
    /// let go.
    pub fn into_files(self) -> (String, impl Iterator<Item = File>) {
        let Index { folder, pages, words } = self;
        let path = folder.clone();
        let file = move |name: &str, content: &str| File {
            path: format!("{path}/{name}.js"),
            bytes: format!("kepiSearch(\"{name}\",{content})\n").into_bytes(),
        };
        let mut pages = pages.into_iter();
        let of_pages = (0..).map_while(move |n| {
            let some: Vec<Box<str>> = pages.by_ref().take(PAGES_IN_FILE).collect();
            let content = format!("[{}]", some.join(",\n"));
            (!some.is_empty()).then(|| (format!("d{n}"), content))
        });
        (folder, of_pages.chain(words).map(move |(name, content)| file(&name, &content)))
    }
}

/// Pages whose passages stand in one file.
const PAGES_IN_FILE: usize = 16;

impl Reader {
    pub fn of(tag: &str) -> Reader {
        Reader { language: language(tag).to_owned(), free: Mutex::default() }
    }

    /// Reads one page; `path` is below its language's folder.
    pub fn entry(&self, page: &Page, path: &str, report: &LocalizedReport<'_>) -> Entry {
        let mut desk = self.desk();
        let json = &mut desk.said.json;
        json.push('[');
        let above: Vec<&str> =
            page.breadcrumbs.iter().skip(1).map(|link| link.words.text.as_str()).collect();
        let lang = page.title.lang.as_deref().unwrap_or_default();
        for text in [path, &page.title.text, lang, &above.join(" › ")] {
            json::push_quoted(text, json);
            json.push(',');
        }
        let mut passages = Passages::new(&page.title, &mut desk.vocabulary, &mut desk.said);
        contents::read(page, report, &mut passages);
        let (length, title_length) = passages.end();
        desk.said.json.push(']');
        let entry = Entry {
            page: desk.said.json.as_str().into(),
            words: desk.vocabulary.take(),
            vocabulary: desk.number,
            length,
            title_length,
        };
        desk.said.json.clear();
        self.free().desks.push(desk);
        entry
    }

    fn desk(&self) -> Desk {
        let mut free = self.free();
        free.desks.pop().unwrap_or_else(|| {
            free.all += 1;
            let vocabulary = Vocabulary::of(&self.language);
            Desk { number: free.all - 1, vocabulary, said: Said::default() }
        })
    }

    fn free(&self) -> MutexGuard<'_, Free> {
        self.free.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// By their numbers. Nothing is read after that.
    fn vocabularies(&self) -> Vec<Vocabulary> {
        let mut free = std::mem::take(&mut *self.free());
        free.desks.sort_unstable_by_key(|desk| desk.number);
        free.desks.into_iter().map(|desk| desk.vocabulary).collect()
    }
}

/// Puts the entries of one language, in the order of its pages, into files.
pub fn index(report: &LocalizedReport<'_>, reader: &Reader, entries: Vec<Entry>) -> Index {
    let stems = Stems::of(&reader.language);
    let vocabularies = reader.vocabularies();
    let mut firsts = Vec::new();
    let mut words = vec![("index".to_owned(), String::new())];
    lines::files(&vocabularies, &entries, &stems, |first, text| {
        let mut content = String::with_capacity(text.len() + text.len() / 16);
        json::push_quoted(&text, &mut content);
        words.push((format!("w{}", firsts.len()), content));
        firsts.push(first);
    });
    // What the lines were made from is let go before they are put into files.
    drop(vocabularies);
    let lengths: Vec<usize> = entries.iter().map(|entry| entry.length).collect();
    let pages: Vec<Box<str>> = entries.into_iter().map(|entry| entry.page).collect();
    let overview = json!({
        "lengths": lengths,
        "average": lengths.iter().sum::<usize>() / lengths.len().max(1),
        "inFile": PAGES_IN_FILE,
        "first": firsts,
        "article": stems.article(),
        "elided": stems.elided(),
        "say": {
            "results": counted(report),
            "none": report.strings.get("search.none"),
            "more": report.strings.get("search.more"),
            "searching": report.strings.get("search.searching"),
        },
    });
    words[0].1 = overview.to_string();
    let mut hash = Sha256::new();
    pages.iter().for_each(|page| hash.update(page.as_bytes()));
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

/// `pt` of `pt-BR`.
fn language(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}
