//! What one page says, as passages with their addresses, and how much each word matters on it.

use std::sync::{Arc, OnceLock};

use super::json;
use super::shared::Shared;
use super::vocabulary::{Counted, Vocabulary, Weight};
use crate::plan::view::{Html, Words};

/// Stands between texts of one passage that do not follow each other in a sentence.
const BETWEEN: &str = " · ";

/// Reads a page, whose passages it writes as JSON.
pub struct Passages<'p> {
    title: &'p Words,
    vocabulary: &'p mut Vocabulary,
    said: &'p mut Said,
    /// In words.
    length: usize,
    /// Of the title, in words.
    title_length: usize,
    /// While it is set, words are found and not shown.
    quiet: bool,
    /// Set since the last text: the next one begins a passage.
    part: Option<String>,
    /// The passage that is being written.
    last: Option<Passage>,
}

/// What a page says, in room that is used again for the next one.
#[derive(Debug, Default)]
pub struct Said {
    /// Passages, each with its address and language.
    pub json: String,
    /// Of markup, while it is read.
    text: String,
    shared: Shared,
}

/// Where a table that is known stands in the text of markup.
struct Placed {
    at: usize,
    table: usize,
}

/// A table that is being read.
struct Begun<'h> {
    tag: &'h str,
    /// Behind its tag.
    html: usize,
    text: usize,
}

struct Passage {
    /// Id on the page; empty for the page itself.
    anchor: String,
    /// Set where it is not in the page's language.
    lang: Option<String>,
}

impl<'p> Passages<'p> {
    /// Of a page whose words the vocabulary shall note. What is said already stays.
    pub fn new(title: &'p Words, vocabulary: &'p mut Vocabulary, said: &'p mut Said) -> Self {
        let mut all = Passages {
            title,
            vocabulary,
            said,
            length: 0,
            title_length: 0,
            quiet: false,
            part: None,
            last: None,
        };
        all.said.shared.make_room();
        all.said.json.push('[');
        all.count(&title.text, Weight::Title);
        all
    }

    /// Nothing follows. How long the page is, and its title.
    pub fn end(self) -> (usize, usize) {
        let is_empty = self.last.is_none();
        self.said.json.push_str(if is_empty { "]" } else { "\"]]" });
        (self.length, self.title_length)
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
        let html = html.0.as_str();
        let lang = html.strip_prefix("<div lang=\"").and_then(|rest| rest.split('"').next());
        let mut text = std::mem::take(&mut self.said.text);
        let mut in_heading = false;
        let mut placed = Vec::new();
        let mut begun: Option<Begun<'_>> = None;
        let mut at = 0;
        while let Some((open, close)) = next_tag(html, at) {
            match html.as_bytes()[at..open] {
                [] => {}
                [b'\n'] => push_space(&mut text),
                _ => unescape(&html[at..open], &mut text),
            }
            let tag = &html[open + 1..close];
            at = close + 1;
            match name_of(tag) {
                b"td" | b"th" | b"li" if ends_in_word(&text) => text.push_str(BETWEEN),
                // Within a sentence.
                b"a" | b"abbr" | b"b" | b"bdi" | b"code" | b"del" | b"em" | b"i" | b"ins"
                | b"strong" | b"sub" | b"time" => {}
                // Close behind a word, and none itself.
                b"span" if tag == "span class=\"note-marks\"" => {
                    at = behind(html, at, "</a></span>");
                }
                b"span" => {}
                // Drawings have their words beside them; numbers of notes are no words.
                b"svg" if is_begun(tag) => at = behind(html, at, "</svg>"),
                b"sup" if is_begun(tag) => at = behind(html, at, "</sup>"),
                b"svg" | b"sup" => {}
                b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => {
                    let weight = if in_heading { Weight::Heading } else { Weight::Text };
                    self.put_read(&text, &placed, lang, weight);
                    text.clear();
                    placed.clear();
                    begun = None;
                    in_heading = !tag.starts_with('/');
                    if in_heading {
                        let id = tag.split_once(" id=\"").and_then(|(_, id)| id.split('"').next());
                        id.into_iter().for_each(|id| self.part(id));
                    }
                }
                // The same below every figure and table.
                b"p" if has(tag, "class=\"downloads\"") => {
                    at = behind(html, at, "</p>");
                    text.push(' ');
                }
                b"p" if has(tag, "class=\"source\"") => {
                    let end = behind(html, at, "</p>");
                    self.seen_markup(html[at..end].strip_suffix("</p>").unwrap_or(&html[at..end]));
                    at = end;
                    begun = None;
                    text.push(' ');
                }
                // One that shows data has a name; others stand on one page only.
                b"table" if tag.starts_with("table ") && !in_heading => {
                    push_space(&mut text);
                    begun = None;
                    match self.said.shared.find(tag, &html[at..]) {
                        Some((table, length)) => {
                            placed.push(Placed { at: text.len(), table });
                            text.push_str(&self.said.shared.table(table).text);
                            at += length;
                        }
                        None => begun = Some(Begun { tag, html: at, text: text.len() }),
                    }
                }
                b"table" => {
                    push_space(&mut text);
                    if let Some(table) = begun.take().filter(|_| tag == "/table") {
                        self.keep(&table, &html[..at], &text);
                    }
                }
                _ => push_space(&mut text),
            }
        }
        unescape(&html[at..], &mut text);
        self.put_read(&text, &placed, lang, Weight::Text);
        text.clear();
        self.said.text = text;
    }

    /// A table that ends where its markup and its text do.
    fn keep(&mut self, table: &Begun<'_>, html: &str, text: &str) {
        let (html, text) = (&html[table.html..], &text[table.text..]);
        let words = self.counted(|all| all.length += all.vocabulary.count(text, Weight::Text));
        self.said.shared.keep_table(table.tag, html, text, words);
    }

    /// A KPI in a list, whose page shows what is found here.
    pub fn row(&mut self, drawn: &Arc<OnceLock<Html>>, read: impl FnOnce(&mut Self)) {
        if let Some(words) = self.said.shared.row(drawn) {
            self.length += self.vocabulary.count_again(words);
            return;
        }
        self.quiet = true;
        let words = self.counted(read);
        self.quiet = false;
        self.length += self.vocabulary.count_again(&words);
        self.said.shared.keep_row(drawn, words);
    }

    /// Words that are noted for later, and not as those of the page.
    fn counted(&mut self, read: impl FnOnce(&mut Self)) -> Counted {
        let before = std::mem::take(&mut self.length);
        self.vocabulary.set_aside();
        read(self);
        let length = std::mem::replace(&mut self.length, before);
        self.vocabulary.counted(length)
    }

    /// The text of markup within one paragraph.
    fn seen_markup(&mut self, html: &str) {
        let mut text = String::new();
        for part in html.split('<') {
            unescape(part.split_once('>').map_or(part, |(_, behind)| behind), &mut text);
        }
        self.count(&text, Weight::Text);
    }

    pub fn put(&mut self, text: &str, lang: Option<&str>, weight: Weight) {
        self.put_read(text, &[], lang, weight);
    }

    fn put_read(&mut self, text: &str, placed: &[Placed], lang: Option<&str>, weight: Weight) {
        if text.chars().all(char::is_whitespace) {
            return;
        }
        let mut from = 0;
        for Placed { at, table } in placed {
            self.count(&text[from..*at], weight);
            let table = self.said.shared.table(*table);
            self.length += self.vocabulary.count_again(&table.words);
            from = at + table.text.len();
        }
        self.count(&text[from..], weight);
        // A list that repeats other pages, or what stands above it already.
        if self.quiet || text == self.title.text {
            return;
        }
        let json = &mut self.said.json;
        match (self.part.take(), &mut self.last) {
            (None, Some(last)) if last.lang.as_deref() == lang => json.push_str(BETWEEN),
            (part, last) => {
                json.push_str(if last.is_some() { "\"],[" } else { "[" });
                let anchor = part.or(last.take().map(|last| last.anchor)).unwrap_or_default();
                json::push_quoted(&anchor, json);
                json.push(',');
                json::push_quoted(lang.unwrap_or_default(), json);
                json.push_str(",\"");
                *last = Some(Passage { anchor, lang: lang.map(str::to_owned) });
            }
        }
        json::push_spaced(text, json);
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
fn name_of(tag: &str) -> &[u8] {
    let tag = tag.as_bytes().strip_prefix(b"/").unwrap_or(tag.as_bytes());
    let end = tag.iter().position(|byte| matches!(byte, b' ' | b'\n' | b'/'));
    &tag[..end.unwrap_or(tag.len())]
}

/// What stands in it follows.
fn is_begun(tag: &str) -> bool {
    !tag.starts_with('/') && !tag.ends_with('/')
}

/// Several would be one.
fn push_space(text: &mut String) {
    if !text.ends_with(' ') {
        text.push(' ');
    }
}

/// Where the next tag begins and ends.
fn next_tag(html: &str, from: usize) -> Option<(usize, usize)> {
    let open = find(html.as_bytes(), from, b'<')?;
    Some((open, find(html.as_bytes(), open, b'>')?))
}

/// Where the markup goes on behind the next place of `end`.
fn behind(html: &str, from: usize, end: &str) -> usize {
    html[from..].find(end).map_or(html.len(), |at| from + at + end.len())
}

fn has(tag: &str, attribute: &str) -> bool {
    tag.as_bytes().windows(attribute.len()).any(|part| part == attribute.as_bytes())
}

fn ends_in_word(text: &str) -> bool {
    match text.as_bytes() {
        [.., last] if last.is_ascii() => last.is_ascii_alphanumeric(),
        _ => text.ends_with(char::is_alphanumeric),
    }
}

/// Eight bytes at a time: one of them is the wanted one where the difference has a zero, and the first
/// zero is what a subtraction of ones borrows for.
fn find(bytes: &[u8], from: usize, wanted: u8) -> Option<usize> {
    const ONES: u64 = u64::MAX / 255;
    let (eights, last) = bytes[from..].as_chunks::<8>();
    let wanted_eight = ONES * u64::from(wanted);
    for (eight, at) in eights.iter().zip((from..).step_by(8)) {
        let difference = u64::from_le_bytes(*eight) ^ wanted_eight;
        let zeros = difference.wrapping_sub(ONES) & !difference & (ONES << 7);
        if zeros != 0 {
            return Some(at + zeros.trailing_zeros() as usize / 8);
        }
    }
    let before = bytes.len() - last.len();
    last.iter().position(|byte| *byte == wanted).map(|at| before + at)
}

/// The escapes that kepi itself writes.
fn unescape(text: &str, into: &mut String) {
    let mut rest = text;
    while let Some(at) = find(rest.as_bytes(), 0, b'&') {
        into.push_str(&rest[..at]);
        let after = &rest[at + 1..];
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
    use super::super::vocabulary::Met;
    use super::*;

    #[test]
    fn headings_of_a_narrative_begin_passages() {
        let mut vocabulary = Vocabulary::default();
        let mut said = Said::default();
        let title = Words::default();
        let mut all = Passages::new(&title, &mut vocabulary, &mut said);
        all.markup(&Html(
            "<p>Fees &amp; <em>more</em><sup><a href=\"#n\">1</a></sup><span class=\"note-marks\">\
             <a href=\"#n\"><span>Note </span>1</a></span></p>\n<h2 id=\"why\">Why</h2>\n\
             <p>Because.</p><svg><text>drawn</text></svg><ul><li>one</li><li>two</li></ul>"
                .into(),
        ));
        all.end();
        let passages = r#"[["","","Fees & more"],["why","","Why · Because. one · two ·"]]"#;
        assert_eq!(said.json, passages);
        let words: Vec<_> = vocabulary.take().words().collect();
        let known: Vec<&str> = vocabulary.words().collect();
        let weight = |word: &str| {
            let met = words.iter().find(|met| known[met.word as usize] == word);
            met.map(|met| met.worth.sum())
        };
        assert!(weight("why") > weight("because") && weight("because").is_some());
        assert!(weight("drawn").is_none() && weight("1").is_none());
    }

    /// What a page of this markup says, how long it is, and its words.
    fn read(desk: &mut (Vocabulary, Said), html: &str) -> (String, usize, Vec<(String, u32)>) {
        let (vocabulary, said) = desk;
        let title = Words::default();
        let mut all = Passages::new(&title, vocabulary, said);
        all.markup(&Html(html.into()));
        let (length, _) = all.end();
        let words = words(vocabulary);
        (std::mem::take(&mut said.json), length, words)
    }

    fn words(vocabulary: &mut Vocabulary) -> Vec<(String, u32)> {
        let of_page = vocabulary.take();
        let known: Vec<&str> = vocabulary.words().collect();
        let word = |met: Met| (known[met.word as usize].to_owned(), met.worth.sum());
        let mut words: Vec<_> = of_page.words().map(word).collect();
        words.sort();
        words
    }

    #[test]
    fn a_table_that_was_read_before_says_the_same() {
        let table = |row: &str| {
            format!(
                "<table id=\"t\"><caption>Fees &amp; more</caption><tr><th>{row}</th><td>1.5</td>\
                 </tr></table>"
            )
        };
        let pages = [
            format!("<p>One</p>{}<p>two</p>", table("Rose")),
            format!("<h2 id=\"a\">A</h2>{}{}", table("Rose"), table("Rose")),
            // Others with the same name, and one in another.
            format!("{}<p>three rose</p>", table("Fell")),
            format!("{}{}", table(&table("Rose")), table("Rose")),
            // One that stands around parts of the page.
            format!("<table id=\"u\"><tr><td>{}<h2 id=\"b\">B</h2></td></tr></table>", table("b")),
            format!("<table id=\"u\"><tr><td>{}<h2 id=\"b\">B</h2></td></tr></table>", table("b")),
            table("Rose"),
        ];
        let mut desk = Default::default();
        for page in &pages {
            let alone = read(&mut Default::default(), page);
            assert_eq!(read(&mut desk, page), alone, "{page}");
        }
        let (json, length, words) = read(&mut desk, &pages[0]);
        assert_eq!(json, r#"[["","","One Fees & more Rose · 1.5 · two"]]"#);
        assert_eq!(length, 6);
        assert!(words.contains(&("1.5".into(), 1)) && words.contains(&("rose".into(), 1)));
    }

    #[test]
    fn a_row_that_was_read_before_is_counted_as_often_as_it_stands_there() {
        let (mut vocabulary, mut said) = (Vocabulary::default(), Said::default());
        let title = Words { text: "Fees".into(), ..Words::default() };
        let drawn = [Arc::default(), Arc::default()];
        let mut reads = 0;
        let mut pages = Vec::new();
        for _ in 0..2 {
            let mut all = Passages::new(&title, &mut vocabulary, &mut said);
            for row in [&drawn[0], &drawn[1], &drawn[0]] {
                all.row(row, |all| {
                    all.own("fees rose", Weight::Text);
                    all.values(3);
                    reads += 1;
                });
            }
            all.own("fees again", Weight::Text);
            assert_eq!(all.end(), (1 + 3 * 5 + 2, 1));
            pages.push((words(&mut vocabulary), std::mem::take(&mut said.json)));
        }
        assert_eq!(reads, 2);
        // What stands in a list is not shown again.
        assert_eq!(pages[0].1, r#"[["","","fees again"]]"#);
        let expected = [("again", 1), ("fees", 7 + 3 + 1), ("rose", 3)];
        assert_eq!(pages[0].0, expected.map(|(word, sum)| (word.to_owned(), sum)));
        assert_eq!(pages[0], pages[1]);
    }
}
