//! Words of the pages of one language → the lines of the index, in files.

use std::cmp::Ordering;

use super::Entry;
use super::hash::ByWord;
use super::stems::{Form, Stems};
use super::vocabulary::{Met, Vocabulary};

/// Bytes of words in one file.
const WORDS_IN_FILE: usize = 24_000;

/// One for each word, in the order of scripts, behind that by which it is found: the word, its pages,
/// and what stands for it and its other forms.
///
/// * Pages are the steps from page to page in base 36, each behind it the word's worth there as a
///   capital letter, and a sign where the page's title has it; a step of one is left away.
/// * A stem is the number of letters that it shares with the word and those that follow: `companies`
///   with `7` and `company` with `6i` have `compani`. It is left away where it is the word.
/// * A word is also found by a stem that it does not begin with, and without what is written as one
///   with it: `compani+company`, `etat+l'etat`.
///
/// The words of each page are let go when they are written down.
pub fn lines(
    vocabularies: &[Vocabulary],
    entries: &mut [Entry],
    stems: &Stems,
) -> Vec<(String, String)> {
    let mut words: Vec<Form> = Vec::new();
    let places = places(vocabularies, stems, &mut words);
    let pages = pages(words.len(), &places, entries);
    let mut all: Vec<(String, String)> = Vec::with_capacity(words.len());
    for (Form { word, stem, also }, Pages { mut text, .. }) in words.into_iter().zip(pages) {
        // One of marks alone has no letter left.
        if word.is_empty() {
            continue;
        }
        if stem != word {
            let shared = word.chars().zip(stem.chars()).take_while(|(a, b)| a == b);
            let shared: String = shared.map(|(letter, _)| letter).collect();
            text.push_str(&format!(" {}", shared.encode_utf16().count()));
            text.push_str(&stem[shared.len()..]);
        }
        for key in also {
            all.push((format!("{key}+{word}"), text.clone()));
        }
        all.push((word, text));
    }
    // By code units, as scripts compare.
    all.sort_unstable_by(|(a, _), (b, _)| by_code_units(a, b));
    all
}

/// Gives each word a place, and says which place each word of each vocabulary has: a word may be written
/// with an accent and without.
fn places(vocabularies: &[Vocabulary], stems: &Stems, words: &mut Vec<Form>) -> Vec<Vec<usize>> {
    let mut by_written: ByWord<&str, usize> = ByWord::default();
    let mut by_word: ByWord<String, usize> = ByWord::default();
    let mut all = Vec::new();
    for vocabulary in vocabularies {
        let of = vocabulary.words().iter().map(|written| {
            *by_written.entry(written).or_insert_with(|| {
                let form = stems.form(written);
                let place = *by_word.entry(form.word.clone()).or_insert_with(|| {
                    words.push(form.clone());
                    words.len() - 1
                });
                // Accents may tell stems apart: the shortest, in whatever order they are read.
                if (form.stem.len(), &form.stem) < (words[place].stem.len(), &words[place].stem) {
                    words[place] = form;
                }
                place
            })
        });
        all.push(of.collect());
    }
    all
}

/// The pages of one word, as they are written behind it.
#[derive(Debug, Default)]
struct Pages {
    text: String,
    /// The last one in the text. Pages count from one, so that the first has a step too.
    last: u32,
    /// On the page that is being looked at.
    weight: u32,
    in_title: bool,
}

/// Those of each word. One page after the other: to look for all pages of each word took longer than to
/// read the pages.
fn pages(words: usize, places: &[Vec<usize>], entries: &mut [Entry]) -> Vec<Pages> {
    let mut all: Vec<Pages> = Vec::new();
    all.resize_with(words, Pages::default);
    // A word that is there with an accent and without stands there twice.
    let mut met = Vec::new();
    for (page, entry) in (1..).zip(entries) {
        let of_page = std::mem::take(&mut entry.words);
        let places = &places[entry.vocabulary];
        for (nth, Met { word, weight }) in of_page.words().enumerate() {
            let place = places[word as usize];
            let pages = &mut all[place];
            if pages.weight == 0 {
                met.push(place);
            }
            pages.weight += weight;
            pages.in_title |= nth < of_page.in_title;
        }
        met.drain(..).for_each(|place| all[place].note(page, entry.title_length));
    }
    all
}

impl Pages {
    /// Writes down the page that was looked at.
    fn note(&mut self, page: u32, title_length: usize) {
        let step = page - self.last;
        if step > 1 {
            push_base_36(step as usize, &mut self.text);
        }
        self.text.push(letter(std::mem::take(&mut self.weight)));
        if std::mem::take(&mut self.in_title) {
            self.text.push(sign(title_length));
        }
        self.last = page;
    }
}

/// Says that a title has a word, and how long it is: `!` for one word, `/` for fifteen and more.
fn sign(title_length: usize) -> char {
    let length = u8::try_from(title_length.clamp(1, 15)).expect("at most 15");
    char::from(b' ' + length)
}

/// How much a word says about a page, as a letter, each a quarter more than the one before: `A` where
/// it stands there once, `D` where it does twice. The script holds it against the page's length.
fn letter(weight: u32) -> char {
    let mut rest = f64::from(weight);
    let mut letter = b'A';
    while rest > 1.125 && letter < b'Z' {
        rest /= 1.25;
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
pub fn files(lines: Vec<(String, String)>) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = Vec::new();
    for (word, pages) in lines {
        if files.last().is_none_or(|(_, text)| text.len() > WORDS_IN_FILE) {
            files.push((word.clone(), String::new()));
        }
        let (_, text) = files.last_mut().expect("it was pushed above");
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&word);
        text.push(' ');
        text.push_str(&pages);
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
                assert_eq!(by_code_units(a, b), a.encode_utf16().cmp(b.encode_utf16()), "{a} {b}");
            }
        }
    }

    /// The lines of pages with a hundred words each, given by their titles and texts; every other one
    /// was read by a thread that has numbers of its own for its words.
    fn of(language: &str, pages: &[(&str, &str)]) -> Vec<String> {
        let mut vocabularies = [Vocabulary::of(language), Vocabulary::of(language)];
        let mut entries: Vec<Entry> = (0..)
            .zip(pages)
            .map(|(n, (title, text))| {
                let own = &mut vocabularies[n % 2];
                own.count(title, Weight::Title);
                own.count(text, Weight::Text);
                let words = own.take();
                Entry { page: "".into(), words, vocabulary: n % 2, length: 100, title_length: 3 }
            })
            .collect();
        let lines = lines(&vocabularies, &mut entries, &Stems::of(language));
        lines.into_iter().map(|(word, line)| format!("{word} {line}")).collect()
    }

    #[test]
    fn pages_of_a_word_are_steps_with_its_worth() {
        let lines = of("zh", &[("", "fees"), ("fees", "revenue revenue"), ("", "b")]);
        assert_eq!(lines, ["b 3A", "fees AJ#", "revenue 2D"]);
        let mut digits = String::new();
        push_base_36(36, &mut digits);
        push_base_36(usize::MAX, &mut digits);
        assert_eq!(digits, "103w5e11264sgsf");
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
