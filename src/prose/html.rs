//! Prints the parts of a narrative as HTML. Text is escaped here; directives are resolved elsewhere.

use std::borrow::Cow;
use std::fmt::Write;
use std::ops::Range;

use super::scan::find_byte;
use super::{Directive, Element, Listing, Name, Narrative, Part, Side, Words};

/// Knows the report: what stands on the page in place of each directive.
///
/// Each directive of the text is asked for exactly once, in the order in which it is printed, so
/// that the notes of a page can be numbered as they are met. [`contents`] asks for figures and
/// references of headings again, never for notes.
pub trait Resolver {
    /// `value`, `change`, `share`.
    fn figure(&self, directive: &Directive, place: Place) -> Figure;
    /// `ref`
    fn reference(&self, directive: &Directive) -> Target;
    /// The mark of a `note`, as HTML.
    fn note(&self, directive: &Directive) -> String;
    /// `table`, `chart`, `kpi`, as HTML.
    fn block(&self, directive: &Directive) -> String;
    /// Words of the page's language.
    fn word(&self, word: Word) -> &str;
    /// Which blocks are out of date, where readers are to be told.
    fn outdated(&self) -> Option<Outdated<'_>> {
        None
    }
    /// From the page to a file that lies beside the narrative.
    fn file<'a>(&self, path: &'a str) -> Cow<'a, str> {
        Cow::Borrowed(path)
    }
    /// Width and height of a picture that lies beside the narrative.
    fn size(&self, _path: &str) -> Option<(u32, u32)> {
        None
    }
}

/// Blocks that say what the original no longer says, by their place in the document, ascending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outdated<'a> {
    pub passages: &'a [usize],
    pub footnotes: &'a [usize],
    /// HTML that fits into a paragraph.
    pub notice: String,
}

/// Where a figure stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Sentence,
    /// In the words of a link: its HTML cannot hold another.
    Link,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figure {
    /// Escaped, with whatever says where the figure comes from.
    pub html: String,
    /// The same without markup, for the list of headings.
    pub text: String,
}

/// What a `ref` leads to. Nothing in it is escaped yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Target {
    pub href: String,
    pub title: String,
    /// Set where the title is not in the page's language.
    pub lang: Option<String>,
    pub dir: Option<&'static str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// Heads the footnotes, for screen readers: "Footnotes".
    Footnotes,
    /// Names the arrow behind a footnote: "Back to the text".
    Back,
    /// Names a wide table that stands under no heading: "Table".
    Table,
}

/// A paragraph, list or quotation that can be cited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addressed {
    pub anchor: String,
    /// How it begins, not escaped.
    pub opening: String,
}

/// A heading for the list of what is on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContentsEntry {
    /// 2 for the highest.
    pub level: u8,
    pub anchor: String,
    /// Not escaped.
    pub text: String,
}

/// The narrative as HTML, with its footnotes at the end. `heading_offset` lowers its headings below
/// one of the page: with 1, `##` becomes `<h3>`.
pub fn html(narrative: &Narrative, resolve: &dyn Resolver, heading_offset: u8) -> String {
    let footnotes = narrative.document.footnotes.len();
    let mut printer = Printer {
        narrative,
        resolve,
        heading_offset,
        place: Place::Sentence,
        out: String::with_capacity(4096),
        numbers: vec![0; footnotes],
        order: Vec::new(),
        marks: vec![0; footnotes],
        outdated: resolve.outdated(),
        anchor: "",
        begins_item: false,
        sides: &[],
        in_head: false,
        column: 0,
        cell: "",
    };
    printer.passages();
    printer.footnotes();
    printer.out
}

/// The headings of the narrative, in order, without those of footnotes.
pub fn contents(narrative: &Narrative, resolve: &dyn Resolver) -> Vec<ContentsEntry> {
    let words = Plain { narrative, resolve };
    let behind = narrative.passages.last().map_or(0, |passage| passage.end);
    let parts = narrative.parts[..behind].iter().enumerate();
    let headings = parts.filter_map(|(at, part)| match part {
        Part::Begin(Element::Heading(heading)) => {
            let heading = &narrative.document.headings[heading.at()];
            let text = words.of(at).trim().to_owned();
            Some(ContentsEntry { level: heading.level, anchor: heading.anchor.clone(), text })
        }
        _ => None,
    });
    headings.collect()
}

/// What of the narrative has an address of its own besides its headings, in order.
pub fn addressed(narrative: &Narrative, resolve: &dyn Resolver) -> Vec<Addressed> {
    let words = Plain { narrative, resolve };
    let passages = narrative.anchors.iter().zip(&narrative.passages);
    passages
        .filter(|(anchor, _)| !anchor.is_empty())
        .map(|(anchor, passage)| {
            let text = words.first(passage.clone());
            let anchor = anchor.of(&narrative.words).to_owned();
            Addressed { anchor, opening: opening(text.trim()) }
        })
        .collect()
}

/// Enough of a text to know it by, cut between words where it has spaces.
fn opening(text: &str) -> String {
    const LETTERS: usize = 60;
    let Some((end, _)) = text.char_indices().nth(LETTERS) else { return text.to_owned() };
    let cut = &text[..end];
    let words = cut.rfind(' ').filter(|&space| space > end / 2).map_or(cut, |space| &cut[..space]);
    format!("{} …", words.trim_end_matches([' ', ',', ';', '،', '，']))
}

/// The words of a heading or paragraph, with its figures.
struct Plain<'d> {
    narrative: &'d Narrative,
    resolve: &'d dyn Resolver,
}

impl Plain<'_> {
    /// The words of the first block in a passage; of a list those of its first item.
    fn first(&self, passage: Range<usize>) -> String {
        use Element::{Item, List, Paragraph, Quote};
        let opens =
            |part: &Part| matches!(part, Part::Begin(Quote | List(_) | Item) | Part::End(Item));
        let first = passage.into_iter().find(|at| !opens(&self.narrative.parts[*at]));
        match first.map(|at| (at, self.narrative.parts[at])) {
            Some((at, Part::Begin(Paragraph | Element::Plain))) => self.of(at),
            _ => String::new(),
        }
    }

    /// Of the element that begins there, in which no other begins of its kind.
    fn of(&self, at: usize) -> String {
        let mut text = String::new();
        let Part::Begin(element) = self.narrative.parts[at] else { return text };
        for part in &self.narrative.parts[at + 1..] {
            match part {
                Part::End(ended) if *ended == element => break,
                Part::Text(words) => text.push_str(&self.words(*words).replace('\n', " ")),
                Part::Code(words) => text.push_str(self.words(*words)),
                Part::HardBreak => text.push(' '),
                Part::Image(index) => {
                    text.push_str(&self.narrative.document.images[index.at()].alternative);
                }
                Part::Directive(index) => {
                    let directive = &self.narrative.document.directives[index.at()];
                    match directive.name() {
                        Name::Value | Name::Change | Name::Share => {
                            text.push_str(&self.resolve.figure(directive, Place::Link).text);
                        }
                        Name::Ref => match directive.text("text") {
                            Some(words) => text.push_str(words),
                            None => text.push_str(&self.resolve.reference(directive).title),
                        },
                        Name::Note | Name::Table | Name::Chart | Name::Kpi => {}
                    }
                }
                _ => {}
            }
        }
        text
    }

    fn words(&self, words: Words) -> &str {
        words.of(&self.narrative.words)
    }
}

struct Printer<'d> {
    narrative: &'d Narrative,
    resolve: &'d dyn Resolver,
    heading_offset: u8,
    place: Place,
    out: String,
    /// The number of each footnote, 0 until it is met.
    numbers: Vec<usize>,
    /// The footnotes met, in order.
    order: Vec<usize>,
    /// How many marks of each footnote were printed.
    marks: Vec<usize>,
    outdated: Option<Outdated<'d>>,
    /// Of the passage whose first tag comes next.
    anchor: &'d str,
    /// Whether the words of the item, which are no paragraph, were its first block.
    begins_item: bool,
    /// Of the table.
    sides: &'d [Side],
    in_head: bool,
    column: usize,
    /// The tag of the cell that is open.
    cell: &'static str,
}

impl Printer<'_> {
    /// Passages out of date stand together under one notice.
    fn passages(&mut self) {
        let mut was_outdated = false;
        let passages = self.narrative.anchors.iter().zip(&self.narrative.passages);
        for (index, (anchor, passage)) in passages.enumerate() {
            let outdated =
                self.outdated.as_ref().filter(|all| all.passages.binary_search(&index).is_ok());
            match (was_outdated, outdated) {
                (false, Some(Outdated { notice, .. })) => {
                    let notice =
                        format!("<div class=\"stale\">\n<p class=\"stale-note\">{notice}</p>\n");
                    self.out.push_str(&notice);
                    was_outdated = true;
                }
                (true, None) => {
                    self.out.push_str("</div>\n");
                    was_outdated = false;
                }
                _ => {}
            }
            self.anchor = anchor.of(&self.narrative.words);
            self.parts(passage.clone());
        }
        if was_outdated {
            self.out.push_str("</div>\n");
        }
    }

    fn parts(&mut self, range: Range<usize>) {
        for at in range {
            let narrative = self.narrative;
            let document = &narrative.document;
            match narrative.parts[at] {
                Part::Begin(element) => self.begins(element, at),
                Part::End(element) => self.ends(element),
                Part::Text(words) => escape(words.of(&narrative.words), &mut self.out),
                Part::Code(words) => {
                    self.out.push_str("<code>");
                    escape(words.of(&narrative.words), &mut self.out);
                    self.out.push_str("</code>");
                }
                Part::HardBreak => self.out.push_str("<br>\n"),
                Part::Image(index) => self.image(index.at()),
                Part::Directive(index) => self.directive(&document.directives[index.at()]),
                Part::Footnote(index) => self.footnote_mark(index.at()),
                Part::Block(index) => {
                    self.break_in_item(at);
                    let html = self.resolve.block(&document.directives[index.at()]);
                    self.out.push_str(&html);
                    self.out.push('\n');
                }
                Part::Listing(index) => {
                    self.break_in_item(at);
                    self.listing(narrative.listings[index.at()]);
                }
                Part::Rule => {
                    self.break_in_item(at);
                    self.out.push_str("<hr>\n");
                }
            }
        }
    }

    fn begins(&mut self, element: Element, at: usize) {
        match element {
            Element::Paragraph => {
                self.break_in_item(at);
                self.begin("p");
                self.out.push('>');
            }
            Element::Plain => {
                self.begins_item = self.narrative.parts[at - 1] == Part::Begin(Element::Item);
            }
            Element::Heading(heading) => {
                self.break_in_item(at);
                let heading = &self.narrative.document.headings[heading.at()];
                let level = self.level(heading.level);
                self.write(format_args!("<h{level} id=\""));
                escape(&heading.anchor, &mut self.out);
                self.out.push_str("\">");
            }
            Element::Quote => {
                self.break_in_item(at);
                self.begin("blockquote");
                self.out.push_str(">\n");
            }
            Element::List(list) => {
                self.break_in_item(at);
                let start = self.narrative.lists[list.at()];
                self.begin(if start.is_some() { "ol" } else { "ul" });
                if let Some(first) = start.filter(|first| *first != 1) {
                    self.write(format_args!(" start=\"{first}\""));
                }
                self.out.push_str(">\n");
            }
            Element::Item => self.out.push_str("<li>"),
            Element::Table(table) => {
                self.break_in_item(at);
                self.table(table.at());
            }
            Element::Head | Element::Row => {
                self.in_head = element == Element::Head;
                self.column = 0;
                self.out.push_str("<tr>");
            }
            Element::Cell => self.cell(self.narrative.parts[at + 1] == Part::End(Element::Cell)),
            Element::Emphasis => self.out.push_str("<em>"),
            Element::Strong => self.out.push_str("<strong>"),
            Element::Strikethrough => self.out.push_str("<del>"),
            Element::Link(link) => self.link(link.at()),
        }
    }

    fn ends(&mut self, element: Element) {
        self.out.push_str(match element {
            Element::Paragraph => "</p>\n",
            Element::Plain => "",
            Element::Heading(heading) => {
                let level = self.level(self.narrative.document.headings[heading.at()].level);
                return self.write(format_args!("</h{level}>\n"));
            }
            Element::Quote => "</blockquote>\n",
            Element::List(list) if self.narrative.lists[list.at()].is_some() => "</ol>\n",
            Element::List(_) => "</ul>\n",
            Element::Item => "</li>\n",
            Element::Table(_) => "</tbody>\n</table>\n</div>\n",
            Element::Head => "</tr>\n</thead>\n<tbody>\n",
            Element::Row => "</tr>\n",
            Element::Cell => {
                self.column += 1;
                return self.tag("</", self.cell);
            }
            Element::Emphasis => "</em>",
            Element::Strong => "</strong>",
            Element::Strikethrough => "</del>",
            Element::Link(link) => {
                if self.narrative.document.links[link.at()].destination.is_empty() {
                    return;
                }
                self.place = Place::Sentence;
                "</a>"
            }
        });
    }

    /// A block of an item that is its first, or follows words that begin it, stands on a line of its own.
    fn break_in_item(&mut self, at: usize) {
        let before = at.checked_sub(1).map(|before| self.narrative.parts[before]);
        let breaks = match before {
            Some(Part::Begin(Element::Item)) => true,
            Some(Part::End(Element::Plain)) => self.begins_item,
            _ => false,
        };
        if breaks {
            self.out.push('\n');
        }
    }

    fn level(&self, level: u8) -> u8 {
        level.saturating_add(self.heading_offset).min(6)
    }

    /// Scrolls sideways on a phone, so the keyboard must reach it.
    fn listing(&mut self, Listing { language, text }: Listing) {
        self.out.push_str("<pre tabindex=\"0\"><code");
        if let Some(language) = language {
            self.attribute("class", &format!("language-{}", language.of(&self.narrative.words)));
        }
        self.out.push('>');
        escape(text.of(&self.narrative.words), &mut self.out);
        self.out.push_str("</code></pre>\n");
    }

    /// The first column names the rows. The table lies in a region that scrolls by itself and
    /// that the keyboard reaches, named by the heading that it stands under.
    fn table(&mut self, table: usize) {
        let table = &self.narrative.tables[table];
        self.sides = &table.sides;
        self.out.push_str("<div class=\"scroll\" role=\"group\" tabindex=\"0\"");
        match table.under {
            Some(heading) => {
                let heading = &self.narrative.document.headings[heading];
                self.attribute("aria-labelledby", &heading.anchor);
            }
            None => self.attribute("aria-label", self.resolve.word(Word::Table)),
        }
        self.out.push_str(">\n<table>\n<thead>\n");
    }

    /// The corner of a table that names its rows heads nothing when it is empty.
    fn cell(&mut self, is_empty: bool) {
        let names_row = self.column == 0 && self.sides.len() > 1;
        let (tag, scope) = match (is_empty, self.in_head) {
            (false, true) => ("th", " scope=\"col\""),
            (false, false) if names_row => ("th", " scope=\"row\""),
            _ => ("td", ""),
        };
        self.cell = tag;
        self.out.push('<');
        self.out.push_str(tag);
        self.out.push_str(scope);
        self.out.push_str(match self.sides.get(self.column) {
            None | Some(Side::Natural) => ">",
            Some(Side::Start) => " class=\"start\">",
            Some(Side::Center) => " class=\"center\">",
            Some(Side::End) => " class=\"end\">",
        });
    }

    /// A tag without its end, with the address of the passage that it begins.
    fn begin(&mut self, tag: &str) {
        self.out.push('<');
        self.out.push_str(tag);
        let anchor = std::mem::take(&mut self.anchor);
        if !anchor.is_empty() {
            self.attribute("id", anchor);
        }
    }

    fn tag(&mut self, opening: &str, name: &str) {
        self.out.push_str(opening);
        self.out.push_str(name);
        self.out.push('>');
    }

    /// Nothing where it was reported why the words lead nowhere.
    fn link(&mut self, index: usize) {
        let link = &self.narrative.document.links[index];
        if link.destination.is_empty() {
            return;
        }
        self.out.push_str("<a");
        let elsewhere = link.destination.starts_with('#') || link.destination.contains(':');
        let address = match elsewhere {
            true => Cow::Borrowed(link.destination.as_str()),
            false => self.resolve.file(&link.destination),
        };
        self.attribute("href", &address.replace(' ', "%20"));
        if let Some(title) = &link.title {
            self.attribute("title", title);
        }
        self.out.push('>');
        self.place = Place::Link;
    }

    fn image(&mut self, index: usize) {
        let image = &self.narrative.document.images[index];
        if image.destination.is_empty() {
            return;
        }
        self.out.push_str("<img");
        self.attribute("src", &self.resolve.file(&image.destination).replace(' ', "%20"));
        self.attribute("alt", &image.alternative);
        if let Some((width, height)) = self.resolve.size(&image.destination) {
            self.attribute("width", &width.to_string());
            self.attribute("height", &height.to_string());
        }
        if let Some(title) = &image.title {
            self.attribute("title", title);
        }
        self.out.push('>');
    }

    fn directive(&mut self, directive: &Directive) {
        match directive.name() {
            Name::Value | Name::Change | Name::Share => {
                self.out.push_str(&self.resolve.figure(directive, self.place).html);
            }
            Name::Note => self.out.push_str(&self.resolve.note(directive)),
            Name::Ref => self.reference(directive),
            // Alone in a paragraph, so a block.
            Name::Table | Name::Chart | Name::Kpi => {}
        }
    }

    fn reference(&mut self, directive: &Directive) {
        let target = self.resolve.reference(directive);
        self.out.push_str("<a");
        self.attribute("href", &target.href);
        match directive.text("text") {
            Some(words) => {
                self.out.push('>');
                escape(words, &mut self.out);
            }
            None => {
                if let Some(lang) = &target.lang {
                    self.attribute("lang", lang);
                }
                if let Some(dir) = target.dir {
                    self.attribute("dir", dir);
                }
                self.out.push('>');
                escape(&target.title, &mut self.out);
            }
        }
        self.out.push_str("</a>");
    }

    fn footnote_mark(&mut self, index: usize) {
        if self.numbers[index] == 0 {
            self.order.push(index);
            self.numbers[index] = self.order.len();
        }
        self.marks[index] += 1;
        let number = self.numbers[index];
        let mark = mark_id(number, self.marks[index]);
        self.write(format_args!(
            "<sup class=\"footnote-mark\" id=\"{mark}\"><a href=\"#fn-{number}\" \
             role=\"doc-noteref\">{number}</a></sup>"
        ));
    }

    /// A footnote may refer to another, so the list grows while it is printed.
    fn footnotes(&mut self) {
        let mut texts = Vec::new();
        while let Some(&index) = self.order.get(texts.len()) {
            let before = std::mem::take(&mut self.out);
            if let Some(outdated) = &self.outdated
                && outdated.footnotes.binary_search(&index).is_ok()
            {
                let notice = format!("<p class=\"stale-note\">{}</p>\n", outdated.notice);
                self.out.push_str(&notice);
            }
            self.parts(self.narrative.footnotes[index].clone());
            texts.push(std::mem::replace(&mut self.out, before));
        }
        if texts.is_empty() {
            return;
        }
        self.out.push_str("<section class=\"footnotes\" role=\"doc-endnotes\"");
        self.attribute("aria-label", self.resolve.word(Word::Footnotes));
        self.out.push_str(">\n<ol>\n");
        for (place, text) in texts.iter().enumerate() {
            let number = place + 1;
            self.write(format_args!("<li id=\"fn-{number}\">\n"));
            // The way back belongs to the last line of the text.
            let end = if text.ends_with("</p>\n") { "</p>\n" } else { "" };
            self.out.push_str(&text[..text.len() - end.len()]);
            for mark in 1..=self.marks[self.order[place]] {
                self.write(format_args!(
                    " <a class=\"footnote-back\" href=\"#{}\" role=\"doc-backlink\"",
                    mark_id(number, mark)
                ));
                self.attribute("aria-label", self.resolve.word(Word::Back));
                self.out.push_str(">\u{21A9}\u{FE0E}</a>");
            }
            self.out.push_str(end);
            self.out.push_str("</li>\n");
        }
        self.out.push_str("</ol>\n</section>\n");
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        escape(value, &mut self.out);
        self.out.push('"');
    }

    fn write(&mut self, text: std::fmt::Arguments<'_>) {
        self.out.write_fmt(text).expect("a string takes every text");
    }
}

/// `fn-2-mark`, then `fn-2-mark-2` where the same footnote is met again.
fn mark_id(number: usize, mark: usize) -> String {
    if mark == 1 { format!("fn-{number}-mark") } else { format!("fn-{number}-mark-{mark}") }
}

/// For text and for attributes in double quotes.
fn escape(text: &str, out: &mut String) {
    let special =
        |byte| byte == b'&' || byte == b'<' || byte == b'>' || byte == b'"' || byte == b'\'';
    let mut written = 0;
    while let Some(at) = find_byte(text.as_bytes(), written, special) {
        out.push_str(&text[written..at]);
        out.push_str(match text.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#39;",
        });
        written = at + 1;
    }
    out.push_str(&text[written..]);
}
