//! Words of the pages of one language → the lines of the index, in files.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::Entry;
use super::stems::{Form, Stems};
use super::vocabulary::{Met, Vocabulary, Worth};
use crate::language::fold;

/// Bytes of words in one file.
const WORDS_IN_FILE: usize = 24_000;

/// Hands on files of lines, each with its first word.
pub fn files(
    vocabularies: &[Vocabulary],
    entries: &[Entry],
    stems: &Stems,
    mut put: impl FnMut(String, String),
) {
    let mut first = String::new();
    let mut text = String::new();
    lines(vocabularies, entries, stems, |word, pages, stem| {
        if text.len() > WORDS_IN_FILE {
            put(std::mem::take(&mut first), std::mem::take(&mut text));
        }
        match text.is_empty() {
            true => first.push_str(word),
            false => text.push('\n'),
        }
        for part in [word, " ", pages, stem] {
            text.push_str(part);
        }
    });
    if !text.is_empty() {
        put(first, text);
    }
}

/// One for each word, in the order of scripts, behind that by which it is found: the word, its pages,
/// and what stands for it and its other forms.
///
/// * Pages are the steps from page to page in base 36, each behind it the word's worth there as a
///   capital letter, and a sign where the page's title has it; a step of one is left away.
/// * A stem is the number of letters that it shares with the word and those that follow: `companies`
///   with `7` and `company` with `6i` have `compani`. It is left away where it is the word.
/// * A word is also found by a stem that it does not begin with, and without what is written as one
///   with it: `compani+company`, `etat+l'etat`.
fn lines(
    vocabularies: &[Vocabulary],
    entries: &[Entry],
    stems: &Stems,
    mut line: impl FnMut(&str, &str, &str),
) {
    let written: Vec<&str> = vocabularies.iter().flat_map(Vocabulary::words).collect();
    let all = sorted(&written);
    let of_words: Vec<&[Written<'_>]> = all.chunk_by(|a, b| a.word == b.word).collect();
    let pages = Pages::of(vocabularies, &of_words, entries);
    let mut also: Vec<(String, usize)> = Vec::new();
    let mut ends: Vec<Box<str>> = Vec::with_capacity(of_words.len());
    for (place, of_word) in of_words.iter().enumerate() {
        let form = form(of_word, &written, stems);
        ends.push(form.as_ref().map(end).unwrap_or_default());
        for key in form.into_iter().flat_map(|form| form.also) {
            also.push((format!("{key}+{}", of_word[0].word), place));
        }
    }
    also.sort_unstable_by(|(a, _), (b, _)| by_code_units(a, b));
    let mut also = also.iter().map(|(key, place)| (key.as_str(), *place)).peekable();
    let mut on_pages = Vec::new();
    let mut line = |key: &str, place: usize| {
        on_pages.clear();
        pages.write(of_words[place][0].number, entries, &mut on_pages);
        let on_pages = str::from_utf8(&on_pages).expect("they are letters of ASCII");
        line(key, on_pages, &ends[place]);
    };
    // One of marks alone has no letter left.
    let words = of_words.iter().map(|of_word| &*of_word[0].word).enumerate();
    for (place, word) in words.filter(|(_, word)| !word.is_empty()) {
        let is_before = |(key, _): &(&str, usize)| by_code_units(key, word) == Ordering::Less;
        while let Some((key, place)) = also.next_if(is_before) {
            line(key, place);
        }
        line(word, place);
    }
    also.for_each(|(key, place)| line(key, place));
}

/// A word of one vocabulary.
struct Written<'v> {
    /// The first bytes of the folded word, which tell most words apart.
    start: u64,
    /// Folded: it may be written with an accent and without.
    word: Cow<'v, str>,
    /// Among those of all vocabularies, one behind the other.
    number: usize,
}

/// All words, in the order of the index.
fn sorted<'v>(written: &[&'v str]) -> Vec<Written<'v>> {
    let read = |(number, written): (usize, &&'v str)| {
        let word = if written.is_ascii() { Cow::Borrowed(*written) } else { fold(written).into() };
        Written { start: start(&word), word, number }
    };
    let mut all: Vec<Written<'_>> = written.iter().enumerate().map(read).collect();
    all.sort_unstable_by(|a, b| {
        let by_word = || by_code_units(&a.word, &b.word);
        a.start.cmp(&b.start).then_with(by_word).then_with(|| a.number.cmp(&b.number))
    });
    all
}

/// Of a word however it is written; `None` for a figure, which stands for itself.
fn form(of_word: &[Written<'_>], written: &[&str], stems: &Stems) -> Option<Form> {
    if of_word[0].word.as_bytes().first().is_some_and(u8::is_ascii_digit)
        && of_word[0].word.is_ascii()
    {
        return None;
    }
    let forms = of_word.iter().map(|it| stems.form(written[it.number]));
    // Accents may tell stems apart: the shortest, in whatever order they are read.
    forms.min_by(|a, b| (a.stem.len(), &a.stem).cmp(&(b.stem.len(), &b.stem)))
}

/// The end of a line.
fn end(Form { word, stem, .. }: &Form) -> Box<str> {
    if stem == word {
        return Box::default();
    }
    let shared = word.chars().zip(stem.chars()).take_while(|(a, b)| a == b);
    let shared: String = shared.map(|(letter, _)| letter).collect();
    format!(" {}{}", shared.encode_utf16().count(), &stem[shared.len()..]).into()
}

/// The pages of all words. Those of one stand together, and words stand in the order in which pages said
/// them first: what is on one page alone is close to what else is there.
struct Pages {
    all: Vec<OnPage>,
    /// Where those of each word end, by its number, or by the first one where it is written in several
    /// ways; they begin where those of the number before end.
    ends: Vec<usize>,
}

/// A page and what a word is worth there, in four bytes: a page has hundreds.
#[derive(Clone, Copy, Default)]
struct OnPage(u32);

/// They would need more memory than there is.
const MOST_PAGES: u32 = 1 << 22;

impl OnPage {
    fn new(page: usize, worth: Worth) -> OnPage {
        let page = u32::try_from(page).ok().filter(|page| *page < MOST_PAGES);
        OnPage(page.expect("nobody has so many pages") << 10 | worth.in_short())
    }

    fn page(self) -> u32 {
        self.0 >> 10
    }

    fn worth(self) -> Worth {
        Worth::of_short(self.0 & 0x3ff)
    }
}

impl Pages {
    fn of(vocabularies: &[Vocabulary], of_words: &[&[Written<'_>]], entries: &[Entry]) -> Pages {
        let mut counts: Vec<usize> = Vec::new();
        let mut before = Vec::new();
        for known in vocabularies {
            before.push(counts.len());
            counts.extend(known.pages());
        }
        // The number that has the pages of each.
        let mut firsts: Vec<usize> = (0..counts.len()).collect();
        for of_word in of_words {
            for another in &of_word[1..] {
                firsts[another.number] = of_word[0].number;
                counts[of_word[0].number] += std::mem::take(&mut counts[another.number]);
            }
        }
        let mut sum = 0;
        for count in &mut counts {
            sum += std::mem::replace(count, sum);
        }
        let mut ends = counts;
        let mut all = vec![OnPage::default(); sum];
        for (page, entry) in entries.iter().enumerate() {
            let firsts = &firsts[before[entry.vocabulary]..];
            for Met { word, worth } in entry.words.words() {
                let end = &mut ends[firsts[word as usize]];
                all[*end] = OnPage::new(page, worth);
                *end += 1;
            }
        }
        Pages { all, ends }
    }

    /// As they are written behind a word.
    fn write(&self, number: usize, entries: &[Entry], into: &mut Vec<u8>) {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        let mut last = None;
        // It may stand on one in several ways.
        for same in self.all[start..self.ends[number]].chunk_by(|a, b| a.page() == b.page()) {
            let page = same[0].page();
            let worth = Worth::of_all(same.iter().map(|it| it.worth()));
            push_step(last.map_or(page + 1, |last| page - last), into);
            into.push(letter(worth.sum()));
            if worth.is_in_title() {
                into.push(sign(entries[page as usize].title_length));
            }
            last = Some(page);
        }
    }
}

/// One of one page is left away.
fn push_step(step: u32, into: &mut Vec<u8>) {
    if step > 1 {
        for place in (0..=step.ilog(36)).rev() {
            let digit = step / 36_u32.pow(place) % 36;
            into.push(b"0123456789abcdefghijklmnopqrstuvwxyz"[digit as usize]);
        }
    }
}

/// Says that a title has a word, and how long it is: `!` for one word, `/` for fifteen and more.
fn sign(title_length: usize) -> u8 {
    b' ' + title_length.clamp(1, 15) as u8
}

/// How much a word says about a page, as a letter, each a quarter more than the one before: `A` where
/// it stands there once, `D` where it does twice. The script holds it against the page's length.
fn letter(weight: u32) -> u8 {
    LETTERS.get(weight as usize).copied().unwrap_or(b'Z')
}

/// By weight, as far as there are others than the last one.
static LETTERS: [u8; 300] = {
    let mut letters = [b'A'; 300];
    let mut weight = 0;
    while weight < letters.len() {
        let mut rest = weight as f64;
        while rest > 1.125 && letters[weight] < b'Z' {
            rest /= 1.25;
            letters[weight] += 1;
        }
        weight += 1;
    }
    letters
};

/// The order of UTF-16, as scripts compare.
fn by_code_units(a: &str, b: &str) -> Ordering {
    match a.bytes().zip(b.bytes()).find(|(a, b)| a != b) {
        Some((a, b)) => rank(a).cmp(&rank(b)),
        None => a.len().cmp(&b.len()),
    }
}

/// The first eight bytes of a word, so that the smaller number is that of the smaller word.
fn start(word: &str) -> u64 {
    let bytes = word.bytes().chain(std::iter::repeat(0)).take(8);
    bytes.fold(0, |start, byte| start << 8 | u64::from(rank(byte)))
}

/// Of a byte among others. UTF-16 orders letters as UTF-8 does, but for those from U+E000 on that it
/// writes as one: they come behind those of four bytes.
fn rank(byte: u8) -> u8 {
    match byte {
        0xee.. if byte < 0xf0 => byte + 5,
        0xf0.. => byte - 2,
        _ => byte,
    }
}

#[cfg(test)]
mod tests {
    use super::super::vocabulary::Weight;
    use super::*;

    #[test]
    fn words_are_in_the_order_of_scripts() {
        let words =
            ["", "a", "ab", "z", "é", "я", "年", "\u{e000}", "ﬁ", "\u{ffff}", "🙂", "🙂a", "𠀀"];
        for a in words {
            for b in words {
                let order = a.encode_utf16().cmp(b.encode_utf16());
                assert_eq!(by_code_units(a, b), order, "{a} {b}");
                assert_eq!(start(a).cmp(&start(b)).then(by_code_units(a, b)), order, "{a} {b}");
            }
        }
    }

    /// The lines of pages with a hundred words each, given by their titles and texts; every other one
    /// was read by a thread that has numbers of its own for its words.
    fn of(language: &str, pages: &[(&str, &str)]) -> Vec<String> {
        let mut vocabularies = [Vocabulary::of(language), Vocabulary::of(language)];
        let entries: Vec<Entry> = (0..)
            .zip(pages)
            .map(|(n, (title, text))| {
                let own = &mut vocabularies[n % 2];
                own.count(title, Weight::Title);
                own.count(text, Weight::Text);
                let words = own.take();
                Entry { words, vocabulary: n % 2, length: 100, title_length: 3 }
            })
            .collect();
        let mut all = Vec::new();
        files(&vocabularies, &entries, &Stems::of(language), |first, text| {
            assert!(text.starts_with(&first));
            all.extend(text.lines().map(str::to_owned));
        });
        all
    }

    #[test]
    fn pages_of_a_word_are_steps_with_its_worth() {
        let lines = of("zh", &[("", "fees"), ("fees", "revenue revenue"), ("", "b")]);
        assert_eq!(lines, ["b 3A", "fees AJ#", "revenue 2D"]);
        let written = |step| {
            let mut written = Vec::new();
            push_step(step, &mut written);
            String::from_utf8(written).expect("it is ASCII")
        };
        let all = [1, 2, 35, 36, 1_295, 1_296, u32::MAX].map(written);
        assert_eq!(all, ["", "2", "z", "10", "zz", "100", "1z141z3"]);
        assert_eq!([1, 2, 3, 298, 299, 300].map(letter), *b"ADFZZZ");
    }

    #[test]
    fn a_word_with_an_accent_is_the_word_and_with_its_article_one_of_its_forms() {
        assert_eq!(of("fr", &[("", "part"), ("", "État etat")]), ["etat 2D", "part A"]);
        assert_eq!(of("fr", &[("", "l’État")]), ["etat+l'etat A", "l'etat A"]);
        assert_eq!(of("ar", &[("المدن", "مدن")]), ["المدن J# 0مدن", "مدن A", "مدن+المدن J# 0مدن"]);
    }

    #[test]
    fn words_say_their_stem_and_are_found_by_it() {
        let pages = [("company", ""), ("", "companies"), ("", "university universe a1s")];
        assert_eq!(
            of("en", &pages),
            [
                "a1s 3A",
                "compani+company J# 6i",
                "companies 2A 7",
                "company J# 6i",
                "universe 3A 7",
                "university 3A 7",
            ]
        );
        // Without its article it is found by its beginning.
        let pages = [("", "الإيرادات"), ("", "إيرادات")];
        assert_eq!(
            of("ar", &pages),
            ["الايرادات A 1يراد", "ايرادات 2A 6", "ايرادات+الايرادات A 1يراد"]
        );
    }
}
