//! Prints the tree of a narrative as HTML. Text is escaped here; directives are resolved elsewhere.

use std::borrow::Cow;
use std::fmt::Write;

use super::scan::find_byte;
use super::{Block, Directive, Document, Inline, Name, Narrative, Side, Table};

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
    let document = &narrative.document;
    let mut printer = Printer {
        narrative,
        document,
        resolve,
        heading_offset,
        place: Place::Sentence,
        out: String::with_capacity(4096),
        numbers: vec![0; document.footnotes.len()],
        order: Vec::new(),
        marks: vec![0; document.footnotes.len()],
        outdated: resolve.outdated(),
        anchor: "",
    };
    printer.passages();
    printer.footnotes();
    printer.out
}

/// The headings of the narrative, in order, without those of footnotes.
pub fn contents(narrative: &Narrative, resolve: &dyn Resolver) -> Vec<ContentsEntry> {
    let words = Plain { document: &narrative.document, resolve };
    let mut entries = Vec::new();
    for block in &narrative.passages {
        add_headings(block, &words, &mut entries);
    }
    entries
}

/// What of the narrative has an address of its own besides its headings, in order.
pub fn addressed(narrative: &Narrative, resolve: &dyn Resolver) -> Vec<Addressed> {
    let words = Plain { document: &narrative.document, resolve };
    let passages = narrative.anchors.iter().zip(&narrative.passages);
    passages
        .filter(|(anchor, _)| !anchor.is_empty())
        .map(|(anchor, block)| {
            let mut text = String::new();
            words.push_block(block, &mut text);
            Addressed { anchor: anchor.clone(), opening: opening(text.trim()) }
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

fn add_headings(block: &Block, words: &Plain, entries: &mut Vec<ContentsEntry>) {
    match block {
        Block::Heading { heading, content } => {
            let heading = &words.document.headings[*heading];
            let mut text = String::new();
            words.push(content, &mut text);
            entries.push(ContentsEntry {
                level: heading.level,
                anchor: heading.anchor.clone(),
                text: text.trim().to_owned(),
            });
        }
        Block::Quote(blocks) => {
            blocks.iter().for_each(|block| add_headings(block, words, entries));
        }
        Block::List { items, .. } => {
            items.iter().flatten().for_each(|block| add_headings(block, words, entries));
        }
        Block::Paragraph(_)
        | Block::Plain(_)
        | Block::Code { .. }
        | Block::Table(_)
        | Block::Rule
        | Block::Directive(_) => {}
    }
}

/// The words of a heading or paragraph, with its figures.
struct Plain<'d> {
    document: &'d Document,
    resolve: &'d dyn Resolver,
}

impl Plain<'_> {
    /// The first words of a block; of a list those of its first item.
    fn push_block(&self, block: &Block, text: &mut String) {
        match block {
            Block::Paragraph(content) | Block::Plain(content) => self.push(content, text),
            Block::Quote(blocks) => {
                blocks.iter().take(1).for_each(|block| self.push_block(block, text));
            }
            Block::List { items, .. } => {
                let first = items.iter().flatten().take(1);
                first.for_each(|block| self.push_block(block, text));
            }
            Block::Heading { .. }
            | Block::Code { .. }
            | Block::Table(_)
            | Block::Rule
            | Block::Directive(_) => {}
        }
    }

    fn push(&self, inlines: &[Inline], text: &mut String) {
        for inline in inlines {
            match inline {
                Inline::Text(words) => text.push_str(&words.replace('\n', " ")),
                Inline::Code(words) => text.push_str(words),
                Inline::HardBreak => text.push(' '),
                Inline::Emphasis(content)
                | Inline::Strong(content)
                | Inline::Strikethrough(content)
                | Inline::Link { content, .. } => self.push(content, text),
                Inline::Image(index) => text.push_str(&self.document.images[*index].alternative),
                Inline::Directive(index) => {
                    let directive = &self.document.directives[*index];
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
                Inline::Footnote(_) => {}
            }
        }
    }
}

struct Printer<'d> {
    narrative: &'d Narrative,
    document: &'d Document,
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
}

impl Printer<'_> {
    /// Passages out of date stand together under one notice.
    fn passages(&mut self) {
        let mut was_outdated = false;
        let passages = self.narrative.anchors.iter().zip(&self.narrative.passages);
        for (index, (anchor, block)) in passages.enumerate() {
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
            self.anchor = anchor;
            self.block(block);
        }
        if was_outdated {
            self.out.push_str("</div>\n");
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(content) => {
                self.begin("p");
                self.out.push('>');
                self.inlines(content);
                self.out.push_str("</p>\n");
            }
            Block::Plain(content) => self.inlines(content),
            Block::Heading { heading, content } => {
                let heading = &self.document.headings[*heading];
                let level = heading.level.saturating_add(self.heading_offset).min(6);
                self.write(format_args!("<h{level} id=\""));
                escape(&heading.anchor, &mut self.out);
                self.out.push_str("\">");
                self.inlines(content);
                self.write(format_args!("</h{level}>\n"));
            }
            Block::Quote(blocks) => {
                self.begin("blockquote");
                self.out.push_str(">\n");
                self.blocks(blocks);
                self.out.push_str("</blockquote>\n");
            }
            Block::List { start, items } => self.list(*start, items),
            Block::Code { language, text } => {
                // Scrolls sideways on a phone, so the keyboard must reach it.
                self.out.push_str("<pre tabindex=\"0\"><code");
                if let Some(language) = language {
                    self.attribute("class", &format!("language-{language}"));
                }
                self.out.push('>');
                escape(text, &mut self.out);
                self.out.push_str("</code></pre>\n");
            }
            Block::Table(table) => self.table(table),
            Block::Rule => self.out.push_str("<hr>\n"),
            Block::Directive(index) => {
                let html = self.resolve.block(&self.document.directives[*index]);
                self.out.push_str(&html);
                self.out.push('\n');
            }
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn list(&mut self, start: Option<u64>, items: &[Vec<Block>]) {
        self.begin(if start.is_some() { "ol" } else { "ul" });
        if let Some(first) = start.filter(|first| *first != 1) {
            self.write(format_args!(" start=\"{first}\""));
        }
        self.out.push_str(">\n");
        for item in items {
            self.out.push_str("<li>");
            for (index, block) in item.iter().enumerate() {
                if index == 0 && !matches!(block, Block::Plain(_))
                    || index == 1 && matches!(item[0], Block::Plain(_))
                {
                    self.out.push('\n');
                }
                self.block(block);
            }
            self.out.push_str("</li>\n");
        }
        self.out.push_str(if start.is_some() { "</ol>\n" } else { "</ul>\n" });
    }

    /// The first column names the rows. The table lies in a region that scrolls by itself and
    /// that the keyboard reaches, named by the heading that it stands under.
    fn table(&mut self, table: &Table) {
        self.out.push_str("<div class=\"scroll\" role=\"group\" tabindex=\"0\"");
        match table.under {
            Some(heading) => {
                self.attribute("aria-labelledby", &self.document.headings[heading].anchor);
            }
            None => self.attribute("aria-label", self.resolve.word(Word::Table)),
        }
        self.out.push_str(">\n<table>\n<thead>\n<tr>");
        for (column, cell) in table.head.iter().enumerate() {
            // The corner of a table that names its rows heads nothing when it is empty.
            let tag = if cell.is_empty() { "td" } else { "th" };
            let scope = if cell.is_empty() { "" } else { " scope=\"col\"" };
            self.cell(tag, scope, table.sides.get(column), cell);
        }
        self.out.push_str("</tr>\n</thead>\n<tbody>\n");
        for row in &table.rows {
            self.out.push_str("<tr>");
            for (column, cell) in row.iter().enumerate() {
                let names_row = column == 0 && row.len() > 1 && !cell.is_empty();
                let tag = if names_row { "th" } else { "td" };
                let scope = if names_row { " scope=\"row\"" } else { "" };
                self.cell(tag, scope, table.sides.get(column), cell);
            }
            self.out.push_str("</tr>\n");
        }
        self.out.push_str("</tbody>\n</table>\n</div>\n");
    }

    fn cell(&mut self, tag: &str, scope: &str, side: Option<&Side>, content: &[Inline]) {
        let class = match side {
            None | Some(Side::Natural) => "",
            Some(Side::Start) => " class=\"start\"",
            Some(Side::Center) => " class=\"center\"",
            Some(Side::End) => " class=\"end\"",
        };
        self.out.push('<');
        self.out.push_str(tag);
        self.out.push_str(scope);
        self.out.push_str(class);
        self.out.push('>');
        self.inlines(content);
        self.tag("</", tag);
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text(words) => escape(words, &mut self.out),
                Inline::Code(words) => {
                    self.out.push_str("<code>");
                    escape(words, &mut self.out);
                    self.out.push_str("</code>");
                }
                Inline::HardBreak => self.out.push_str("<br>\n"),
                Inline::Emphasis(content) => self.element("em", content),
                Inline::Strong(content) => self.element("strong", content),
                Inline::Strikethrough(content) => self.element("del", content),
                Inline::Link { link, content } => self.link(*link, content),
                Inline::Image(index) => self.image(*index),
                Inline::Directive(index) => self.directive(&self.document.directives[*index]),
                Inline::Footnote(index) => self.footnote_mark(*index),
            }
        }
    }

    fn element(&mut self, tag: &str, content: &[Inline]) {
        self.tag("<", tag);
        self.inlines(content);
        self.tag("</", tag);
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

    fn link(&mut self, index: usize, content: &[Inline]) {
        let link = &self.document.links[index];
        if link.destination.is_empty() {
            // It was reported why the words lead nowhere.
            return self.inlines(content);
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
        self.inlines(content);
        self.place = Place::Sentence;
        self.out.push_str("</a>");
    }

    fn image(&mut self, index: usize) {
        let image = &self.document.images[index];
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
            self.blocks(&self.narrative.footnotes[index]);
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
