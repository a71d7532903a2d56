//! Words of the pages of one language → the lines of the index, in files.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::Entry;
use super::stems::{Form, Stems};
use super::vocabulary::{Met, Vocabulary};
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
    let all = sorted(vocabularies);
    let of_words: Vec<&[Written<'_>]> = all.chunk_by(|a, b| a.word == b.word).collect();
    let mut places: Vec<Vec<u32>> =
        vocabularies.iter().map(|known| vec![0; known.words().len()]).collect();
    for (place, of_word) in (0..).zip(&of_words) {
        for written in *of_word {
            places[written.vocabulary][written.number] = place;
        }
    }
    let pages = Pages::of(&places, of_words.len(), entries);
    let mut also: Vec<(String, usize)> = Vec::new();
    let mut ends: Vec<Box<str>> = Vec::with_capacity(of_words.len());
    for (place, of_word) in of_words.iter().enumerate() {
        let form = form(of_word, vocabularies, stems);
        ends.push(form.as_ref().map(end).unwrap_or_default());
        for key in form.into_iter().flat_map(|form| form.also) {
            also.push((format!("{key}+{}", of_word[0].word), place));
        }
    }
    also.sort_unstable_by(|(a, _), (b, _)| by_code_units(a, b));
    let mut also = also.iter().map(|(key, place)| (key.as_str(), *place)).peekable();
    // One of marks alone has no letter left.
    let words = of_words.iter().map(|of_word| &*of_word[0].word).enumerate();
    for (place, word) in words.filter(|(_, word)| !word.is_empty()) {
        let is_before = |(key, _): &(&str, usize)| by_code_units(key, word) == Ordering::Less;
        while let Some((key, place)) = also.next_if(is_before) {
            line(key, pages.of_word(place), &ends[place]);
        }
        line(word, pages.of_word(place), &ends[place]);
    }
    also.for_each(|(key, place)| line(key, pages.of_word(place), &ends[place]));
}

/// A word of one vocabulary.
struct Written<'v> {
    /// The first bytes of the folded word, which tell most words apart.
    start: u64,
    /// Folded: it may be written with an accent and without.
    word: Cow<'v, str>,
    vocabulary: usize,
    number: usize,
}

/// All words, in the order of the index.
fn sorted(vocabularies: &[Vocabulary]) -> Vec<Written<'_>> {
    let mut all = Vec::new();
    for (vocabulary, known) in vocabularies.iter().enumerate() {
        all.extend(known.words().iter().enumerate().map(|(number, written)| {
            let is_folded = written.is_ascii();
            let word = if is_folded { Cow::Borrowed(&**written) } else { fold(written).into() };
            Written { start: start(&word), word, vocabulary, number }
        }));
    }
    all.sort_unstable_by(|a, b| {
        let by_word = || by_code_units(&a.word, &b.word);
        let by_number = || (a.vocabulary, a.number).cmp(&(b.vocabulary, b.number));
        a.start.cmp(&b.start).then_with(by_word).then_with(by_number)
    });
    all
}

/// Of a word however it is written; `None` for a figure, which stands for itself.
fn form(of_word: &[Written<'_>], vocabularies: &[Vocabulary], stems: &Stems) -> Option<Form> {
    if of_word[0].word.as_bytes().first().is_some_and(u8::is_ascii_digit)
        && of_word[0].word.is_ascii()
    {
        return None;
    }
    let written = of_word.iter().map(|it| &*vocabularies[it.vocabulary].words()[it.number]);
    let forms = written.map(|written| stems.form(written));
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

/// The pages of each word, as they are written behind it.
struct Pages {
    text: String,
    /// Where those of each word begin, and where those of the last one end.
    starts: Vec<usize>,
}

impl Pages {
    /// `places` says of each vocabulary and each word in it which word of the index it is. Looks at all
    /// pages twice, so that what is written of a word stands together in the end: to look for all pages
    /// of each word took longer than to read the pages.
    fn of(places: &[Vec<u32>], words: usize, entries: &[Entry]) -> Pages {
        let mut starts = vec![0; words + 1];
        each_met(places, words, entries, |place, met| starts[place + 1] += met.bytes().0);
        let mut before = 0;
        for start in &mut starts {
            before += std::mem::replace(start, before + *start);
        }
        let mut text = vec![0; starts[words]];
        let mut ends = starts.clone();
        each_met(places, words, entries, |place, met| {
            let (length, bytes) = met.bytes();
            let end = &mut ends[place];
            text[*end..*end + length].copy_from_slice(&bytes[..length]);
            *end += length;
        });
        Pages { text: String::from_utf8(text).expect("they are letters of ASCII"), starts }
    }

    fn of_word(&self, place: usize) -> &str {
        &self.text[self.starts[place]..self.starts[place + 1]]
    }
}

/// A word on one of its pages.
struct OnPage {
    /// From the last page that has it. Pages count from one, so that the first has a step too.
    step: u32,
    weight: u32,
    /// The length of the title, where that has it.
    title: Option<usize>,
}

/// Calls `note` for each word of each page, one page after the other.
fn each_met(
    places: &[Vec<u32>],
    words: usize,
    entries: &[Entry],
    mut note: impl FnMut(usize, OnPage),
) {
    #[derive(Clone, Copy, Default)]
    struct Seen {
        last: u32,
        /// On the page that is being looked at.
        weight: u32,
        in_title: bool,
    }
    let mut all = vec![Seen::default(); words];
    // A word that is there with an accent and without stands there twice.
    let mut met = Vec::new();
    for (page, entry) in (1..).zip(entries) {
        let places = &places[entry.vocabulary];
        for (nth, Met { word, weight }) in entry.words.words().enumerate() {
            let place = places[word as usize] as usize;
            let seen = &mut all[place];
            if seen.weight == 0 {
                met.push(place);
            }
            seen.weight += weight;
            seen.in_title |= nth < entry.words.in_title;
        }
        for place in met.drain(..) {
            let Seen { last, weight, in_title } = all[place];
            all[place] = Seen { last: page, ..Seen::default() };
            let title = in_title.then_some(entry.title_length);
            note(place, OnPage { step: page - last, weight, title });
        }
    }
}

impl OnPage {
    /// What is written, and how long it is.
    fn bytes(&self) -> (usize, [u8; 9]) {
        let mut bytes = [0; 9];
        let mut end = 0;
        if self.step > 1 {
            let digits = 1 + self.step.ilog(36) as usize;
            let mut rest = self.step;
            for digit in bytes[..digits].iter_mut().rev() {
                *digit = b"0123456789abcdefghijklmnopqrstuvwxyz"[rest as usize % 36];
                rest /= 36;
            }
            end = digits;
        }
        bytes[end] = letter(self.weight);
        end += 1;
        if let Some(length) = self.title {
            bytes[end] = sign(length);
            end += 1;
        }
        (end, bytes)
    }
}

/// Says that a title has a word, and how long it is: `!` for one word, `/` for fifteen and more.
fn sign(title_length: usize) -> u8 {
    b' ' + title_length.clamp(1, 15) as u8
}

/// How much a word says about a page, as a letter, each a quarter more than the one before: `A` where
/// it stands there once, `D` where it does twice. The script holds it against the page's length.
fn letter(weight: u32) -> u8 {
    let mut rest = f64::from(weight);
    let mut letter = b'A';
    while rest > 1.125 && letter < b'Z' {
        rest /= 1.25;
        letter += 1;
    }
    letter
}

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
            let (length, bytes) = OnPage { step, weight: 1, title: None }.bytes();
            String::from_utf8(bytes[..length].to_vec()).expect("it is ASCII")
        };
        let all = [1, 2, 35, 36, 1_295, 1_296, u32::MAX].map(written);
        assert_eq!(all, ["A", "2A", "zA", "10A", "zzA", "100A", "1z141z3A"]);
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
