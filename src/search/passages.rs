//! What one page says, as passages with their addresses, and how much each word matters on it.

use super::vocabulary::{Vocabulary, Weight};
use crate::plan::view::{Html, Words};

/// Stands between texts of one passage that do not follow each other in a sentence.
const BETWEEN: &str = " · ";

#[derive(Debug)]
pub struct Passages<'v> {
    pub title: Words,
    pub all: Vec<Passage>,
    vocabulary: &'v mut Vocabulary,
    /// In words.
    pub length: usize,
    /// Of the title, in words.
    pub title_length: usize,
    /// While it is set, words are found and not shown.
    pub quiet: bool,
    /// Set since the last text: the next one begins a passage.
    part: Option<String>,
}

#[derive(Debug)]
pub struct Passage {
    /// Id on the page; empty for the page itself.
    pub anchor: String,
    /// Set where it is not in the page's language.
    pub lang: Option<String>,
    pub text: String,
}

impl<'v> Passages<'v> {
    /// Of a page whose words the vocabulary shall note.
    pub fn new(vocabulary: &'v mut Vocabulary) -> Self {
        Passages {
            title: Words::default(),
            all: Vec::new(),
            vocabulary,
            length: 0,
            title_length: 0,
            quiet: false,
            part: None,
        }
    }

    pub fn title(&mut self, title: &Words) {
        self.title = title.clone();
        self.count(&title.text, Weight::Title);
    }

    /// What follows has an address of its own.
    pub fn part(&mut self, anchor: &str) {
        self.part = Some(anchor.to_owned());
    }

    pub fn text(&mut self, words: &Words) {
        self.words(words, Weight::Text);
    }

    /// A text in the page's language.
    pub fn own(&mut self, text: &str, weight: Weight) {
        self.put(text, None, weight);
    }

    pub fn words(&mut self, words: &Words, weight: Weight) {
        self.put(&words.text, words.lang.as_deref(), weight);
    }

    /// What is found, and not shown as what a page says: heads of tables, levels, sources.
    pub fn seen(&mut self, words: &Words) {
        self.count(&words.text, Weight::Text);
    }

    pub fn seen_own(&mut self, text: &str) {
        self.count(text, Weight::Text);
    }

    pub fn seen_heading(&mut self, text: &str) {
        self.count(text, Weight::Heading);
    }

    /// Figures that no word leads to, and that make the page longer.
    pub fn values(&mut self, count: usize) {
        self.length += count;
    }

    /// The text of markup that kepi made: its headings begin passages.
    pub fn markup(&mut self, html: &Html) {
        let lang = html.0.strip_prefix("<div lang=\"").and_then(|rest| rest.split('"').next());
        let mut text = String::new();
        let mut heading: Option<String> = None;
        let mut rest = html.0.as_str();
        while let Some((before, after)) = split_at(rest, b'<') {
            unescape(before, &mut text);
            let Some((tag, behind)) = split_at(after, b'>') else { break };
            rest = behind;
            match name_of(tag) {
                // Drawings have their words beside them; numbers of notes are no words.
                name @ ("svg" | "sup") if !tag.starts_with('/') && !tag.ends_with('/') => {
                    let end = format!("</{name}>");
                    rest = rest.split_once(&end).map_or("", |(_, behind)| behind);
                }
                name @ ("h1" | "h2" | "h3" | "h4" | "h5" | "h6") => {
                    let weight =
                        if heading.take().is_some() { Weight::Heading } else { Weight::Text };
                    self.put(&text, lang, weight);
                    text.clear();
                    if !tag.starts_with('/') {
                        let id = tag.split_once(" id=\"").and_then(|(_, id)| id.split('"').next());
                        id.into_iter().for_each(|id| self.part(id));
                        heading = Some(name.to_owned());
                    }
                }
                // The same below every figure and table.
                "p" if tag.contains("class=\"downloads\"") || tag.contains("class=\"source\"") => {
                    let (inside, behind) = rest.split_once("</p>").unwrap_or((rest, ""));
                    if tag.contains("class=\"source\"") {
                        self.seen_markup(inside);
                    }
                    rest = behind;
                    text.push(' ');
                }
                // Close behind a word, and none itself.
                "span" if tag == "span class=\"note-marks\"" => {
                    rest = rest.split_once("</a></span>").map_or("", |(_, behind)| behind);
                }
                // Within a sentence.
                "a" | "abbr" | "b" | "bdi" | "code" | "del" | "em" | "i" | "ins" | "span"
                | "strong" | "sub" | "svg" | "sup" | "time" => {}
                name => {
                    if text.ends_with(char::is_alphanumeric) && matches!(name, "td" | "th" | "li") {
                        text.push_str(BETWEEN);
                    } else {
                        text.push(' ');
                    }
                }
            }
        }
        unescape(rest, &mut text);
        self.put(&text, lang, Weight::Text);
    }

    /// The text of markup within one paragraph.
    fn seen_markup(&mut self, html: &str) {
        let mut text = String::new();
        for part in html.split('<') {
            unescape(part.split_once('>').map_or(part, |(_, behind)| behind), &mut text);
        }
        self.count(&text, Weight::Text);
    }

    fn put(&mut self, text: &str, lang: Option<&str>, weight: Weight) {
        if text.trim_start().is_empty() {
            return;
        }
        self.count(text, weight);
        // A list that repeats other pages, or what stands above it already.
        if self.quiet || text == self.title.text {
            return;
        }
        let last = self.all.last_mut();
        match (self.part.take(), last) {
            (None, Some(last)) if last.lang.as_deref() == lang => {
                last.text.push_str(BETWEEN);
                push_spaced(text, &mut last.text);
            }
            (part, last) => {
                let anchor = part.or(last.map(|last| last.anchor.clone())).unwrap_or_default();
                let mut own = String::with_capacity(text.len());
                push_spaced(text, &mut own);
                self.all.push(Passage { anchor, lang: lang.map(str::to_owned), text: own });
            }
        }
    }

    fn count(&mut self, text: &str, weight: Weight) {
        let length = self.vocabulary.count(text, weight);
        self.length += length;
        if weight == Weight::Title {
            self.title_length += length;
        }
    }
}

/// Of an element, from what stands in its tag.
fn name_of(tag: &str) -> &str {
    let tag = tag.strip_prefix('/').unwrap_or(tag);
    let end = tag.bytes().position(|byte| matches!(byte, b' ' | b'\n' | b'/'));
    &tag[..end.unwrap_or(tag.len())]
}

/// Before and behind a sign. Between two tags are a few letters: to look for one in long texts takes
/// longer to begin with.
fn split_at(text: &str, sign: u8) -> Option<(&str, &str)> {
    let at = text.bytes().position(|byte| byte == sign)?;
    Some((&text[..at], &text[at + 1..]))
}

/// The words of a text with one space between two.
fn push_spaced(text: &str, into: &mut String) {
    let mut rest = text.trim_start();
    let mut is_first = true;
    while !rest.is_empty() {
        // A word, or several that have one space between two already.
        let (words, behind) = rest.split_at(end_of_spaced(rest));
        if !std::mem::take(&mut is_first) {
            into.push(' ');
        }
        into.push_str(words);
        rest = behind.trim_start();
    }
}

/// Where the first space stands that is none between two words: another one beside it, the last of the
/// text, or a sign that is not the usual one.
fn end_of_spaced(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(ahead) = bytes[at..].iter().position(|byte| MAY_BE_SPACE[usize::from(*byte)]) {
        let space = at + ahead;
        at = match bytes[space..] {
            [b' ', next, ..] if !MAY_BE_SPACE[usize::from(next)] => space + 1,
            _ => match text[space..].chars().next() {
                Some(letter) if !letter.is_whitespace() => space + letter.len_utf8(),
                _ => return space,
            },
        };
    }
    text.len()
}

/// Bytes that a space begins with, also one that is not ASCII.
static MAY_BE_SPACE: [bool; 256] = {
    let mut may_be = [false; 256];
    let mut n = 0;
    let all = b" \t\n\x0b\x0c\r\xc2\xe1\xe2\xe3";
    while n < all.len() {
        may_be[all[n] as usize] = true;
        n += 1;
    }
    may_be
};

/// The escapes that kepi itself writes.
fn unescape(text: &str, into: &mut String) {
    let mut rest = text;
    while let Some((before, after)) = split_at(rest, b'&') {
        into.push_str(before);
        let known = [
            ("amp;", "&"),
            ("lt;", "<"),
            ("gt;", ">"),
            ("quot;", "\""),
            ("#39;", "'"),
            ("#x27;", "'"),
        ];
        let found =
            known.iter().find_map(|(name, letter)| Some((after.strip_prefix(name)?, letter)));
        let (behind, letter) = found.unwrap_or((after, &"&"));
        into.push_str(letter);
        rest = behind;
    }
    into.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_one_space_apart() {
        let spaced = |text: &str| {
            let mut spaced = String::from("in front: ");
            push_spaced(text, &mut spaced);
            spaced
        };
        for text in ["one two", " one two", "one  two ", "one \ntwo\n", "one\u{3000}\ttwo"] {
            assert_eq!(spaced(text), "in front: one two", "{text:?}");
        }
        for space in ('\0'..char::MAX).filter(|letter| letter.is_whitespace()) {
            for text in [format!("one{space}two"), format!("{space}one {space}two {space}")] {
                assert_eq!(spaced(&text), "in front: one two", "{space:?}");
            }
        }
        let foreign = "год 年度。 ‘年’ عام état — Ⅳ";
        assert_eq!(spaced(foreign), format!("in front: {foreign}"));
        assert_eq!(spaced(" \n"), "in front: ");
    }

    #[test]
    fn headings_of_a_narrative_begin_passages() {
        let mut vocabulary = Vocabulary::default();
        let mut all = Passages::new(&mut vocabulary);
        all.markup(&Html(
            "<p>Fees &amp; <em>more</em><sup><a href=\"#n\">1</a></sup><span class=\"note-marks\">\
             <a href=\"#n\"><span>Note </span>1</a></span></p>\n<h2 id=\"why\">Why</h2>\n\
             <p>Because.</p><svg><text>drawn</text></svg><ul><li>one</li><li>two</li></ul>"
                .into(),
        ));
        let said: Vec<_> =
            all.all.iter().map(|it| (it.anchor.as_str(), it.text.as_str())).collect();
        assert_eq!(said, [("", "Fees & more"), ("why", "Why · Because. one · two ·")]);
        let words: Vec<_> = vocabulary.take().words().collect();
        let known = vocabulary.words();
        let weight = |word: &str| {
            let met = words.iter().find(|met| &*known[met.word as usize] == word);
            met.map(|met| met.weight)
        };
        assert!(weight("why") > weight("because") && weight("because").is_some());
        assert!(weight("drawn").is_none() && weight("1").is_none());
    }
}
