//! Planned pages of one language → the index that finds them: words, where each stands, and
//! passages to show, in small scripts that a page opened from a folder can load as well.

mod contents;
mod hash;
mod json;
mod lines;
mod passages;
mod shared;
mod sixteen;
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

/// What the index keeps of one page until all of its language are read.
#[derive(Debug)]
pub struct Entry {
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
    tag: String,
    /// How many pages there are to read.
    pages: usize,
    free: Mutex<Free>,
    said: Mutex<SaidByPages>,
}

#[derive(Default)]
struct Free {
    desks: Vec<Desk>,
    /// With those that are in use.
    all: usize,
}

/// What pages say, as JSON, until those of one file are read: all of them together would fill the memory.
#[derive(Default)]
struct SaidByPages {
    /// Pages with their numbers, by the number of their file.
    of_file: BTreeMap<usize, Vec<(usize, Box<str>)>>,
    /// Names of the files that are made, by their numbers.
    files: BTreeMap<usize, String>,
}

/// What one thread needs to read a page.
struct Desk {
    number: usize,
    vocabulary: Vocabulary,
    said: Said,
}

/// A file of the index, from the site's root. It is named after its content, so that browsers may keep it
/// for ever, and is as it was where its pages are.
pub struct File {
    pub path: String,
    pub bytes: Vec<u8>,
    pub sha256: [u8; 32],
}

impl File {
    /// The script asks for its parts by their names, and is told the names of their files.
    fn new(tag: &str, part: &str, content: &[&str]) -> (File, String) {
        let bytes = [&["kepiSearch(\"", part, "\","], content, &[")\n"]].concat().concat();
        let sha256: [u8; 32] = Sha256::digest(&bytes).into();
        let name: String = sha256.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        let path = format!("assets/search/{tag}/{name}.js");
        (File { path, bytes: bytes.into(), sha256 }, name)
    }
}

/// Pages whose passages stand in one file.
const PAGES_IN_FILE: usize = 16;

impl Reader {
    /// Of so many pages.
    pub fn of(tag: &str, pages: usize) -> Reader {
        Reader { tag: tag.to_owned(), pages, free: Mutex::default(), said: Mutex::default() }
    }

    /// Reads one page; `path` is below its language's folder. With it comes the file of what it and its
    /// neighbours say, if it is the last one of them.
    pub fn entry(
        &self,
        number: usize,
        page: &Page,
        path: &str,
        report: &LocalizedReport<'_>,
    ) -> (Entry, Option<File>) {
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
        let said = desk.said.json.as_str().into();
        let entry =
            Entry { words: desk.vocabulary.take(), vocabulary: desk.number, length, title_length };
        desk.said.json.clear();
        self.free().desks.push(desk);
        (entry, self.file(number, said))
    }

    /// Takes in what a page says; the file that is whole with it.
    fn file(&self, page: usize, said: Box<str>) -> Option<File> {
        let number = page / PAGES_IN_FILE;
        let wanted = PAGES_IN_FILE.min(self.pages - number * PAGES_IN_FILE);
        let mut pages = {
            let mut all = inside(&self.said);
            let pages = all.of_file.entry(number).or_default();
            pages.push((page, said));
            if pages.len() < wanted {
                return None;
            }
            all.of_file.remove(&number)?
        };
        pages.sort_unstable_by_key(|(page, _)| *page);
        let between = std::iter::once("[").chain(std::iter::repeat(",\n"));
        let pages = between.zip(&pages).flat_map(|(between, (_, said))| [between, said]);
        let content: Vec<&str> = pages.chain(["]"]).collect();
        let (file, name) = File::new(&self.tag, &format!("d{number}"), &content);
        inside(&self.said).files.insert(number, name);
        Some(file)
    }

    fn desk(&self) -> Desk {
        let mut free = self.free();
        free.desks.pop().unwrap_or_else(|| {
            free.all += 1;
            let vocabulary = Vocabulary::of(language(&self.tag));
            Desk { number: free.all - 1, vocabulary, said: Said::default() }
        })
    }

    fn free(&self) -> MutexGuard<'_, Free> {
        inside(&self.free)
    }

    /// By their numbers. Nothing is read after that.
    fn vocabularies(&self) -> Vec<Vocabulary> {
        let mut free = std::mem::take(&mut *self.free());
        free.desks.sort_unstable_by_key(|desk| desk.number);
        free.desks.into_iter().map(|desk| desk.vocabulary).collect()
    }
}

/// A thread that panicked left nothing half-done there.
fn inside<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Hands on the words of the entries of one language, in the order of its pages, file by file; the last one
/// tells of all others, and its path is what the script needs.
pub fn index(
    report: &LocalizedReport<'_>,
    reader: &Reader,
    entries: Vec<Entry>,
    mut put: impl FnMut(File),
) -> String {
    let stems = Stems::of(language(&reader.tag));
    let mut firsts = Vec::new();
    let mut names = Vec::new();
    lines::files(&reader.vocabularies(), &entries, &stems, |first, text| {
        let mut content = String::with_capacity(text.len() + text.len() / 16);
        json::push_quoted(&text, &mut content);
        let (file, name) = File::new(&reader.tag, &format!("w{}", names.len()), &[&content]);
        put(file);
        names.push(name);
        firsts.push(first);
    });
    let lengths: Vec<usize> = entries.iter().map(|entry| entry.length).collect();
    let passages = std::mem::take(&mut inside(&reader.said).files);
    let overview = json!({
        "lengths": lengths,
        "average": lengths.iter().sum::<usize>() / lengths.len().max(1),
        "inFile": PAGES_IN_FILE,
        "first": firsts,
        "d": passages.into_values().collect::<Vec<String>>(),
        "w": names,
        "article": stems.article(),
        "elided": stems.elided(),
        "say": {
            "results": counted(report),
            "none": report.strings.get("search.none"),
            "more": report.strings.get("search.more"),
            "searching": report.strings.get("search.searching"),
        },
    });
    let (file, _) = File::new(&reader.tag, "index", &[&overview.to_string()]);
    let path = file.path.clone();
    put(file);
    path
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
