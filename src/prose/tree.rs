//! Reads the parts of a narrative from the events of the Markdown parser.
//!
//! The open elements stand on a stack of our own, never deeper than `MAX_DEPTH`: a text of 10,000
//! brackets is a message, not an overflow.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{
    Alignment, BrokenLink, CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag,
};

use super::MAX_DEPTH;
use super::braces::{self, Mark};
use super::document::{
    Document, Element, Heading, Listing, Narrative, Nth, Part, Passage, PassageKind, Side, Table,
    Words,
};
use super::findings::Findings;
use super::outline::{self, Outline};
use super::slug;
use super::targets::KnownFootnote;
use super::text::Run;
use crate::diagnostics::{At, Diagnostic, FileId, Origin, codes};

/// What a narrative is read for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// For what checks ask for: the words are read and let go.
    Checks,
    /// For the page that shows it.
    Page,
    /// For both.
    ChecksAndPage,
}

impl Reading {
    fn is_for_checks(self) -> bool {
        self != Reading::Page
    }

    fn is_for_page(self) -> bool {
        self != Reading::Checks
    }
}

/// Reads the Markdown that begins at `body`.
pub(super) fn read(
    file: FileId,
    source: &str,
    body: usize,
    reading: Reading,
    found: &mut Findings,
) -> Narrative {
    let marks = braces::find(source, body);
    let markdown = braces::hide(source, body, &marks);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_HEADING_ATTRIBUTES;
    let undefined = RefCell::new(Vec::new());
    let note_undefined = |broken: BrokenLink<'_>| -> Option<(CowStr<'_>, CowStr<'_>)> {
        // `[so]` alone may be meant as it stands.
        if matches!(broken.link_type, LinkType::Reference | LinkType::Collapsed) {
            let span = body + broken.span.start..body + broken.span.end;
            undefined.borrow_mut().push((span, broken.reference.to_string()));
        }
        None
    };
    let events = Parser::new_with_broken_link_callback(&markdown, options, Some(note_undefined))
        .into_offset_iter();
    let mut builder = Builder {
        file,
        source,
        reading,
        found,
        marks,
        next_mark: 0,
        excused: 0,
        stack: Vec::new(),
        skipping: 0,
        run: Run::default(),
        open_brackets: 0,
        last_end: body,
        open_html: 0,
        outline: Outline::default(),
        footnotes: BTreeMap::new(),
        document: Document::default(),
        parts: Vec::new(),
        lists: Vec::new(),
        tables: Vec::new(),
        listings: Vec::new(),
        passages: Vec::new(),
        of_footnotes: Vec::new(),
        footnotes_at: Vec::new(),
    };
    for (event, range) in events {
        builder.event(event, body + range.start..body + range.end);
    }
    let narrative = builder.finish();
    for (span, label) in undefined.into_inner() {
        found.push(
            Diagnostic::new(&codes::UNDEFINED_LINK, format!("no address is given for `{label}`"))
                .at(Origin::range(file, span))
                .help(format!("give it on a line of its own: `[{label}]: https://…`"))
                .help("`\\[` writes a bracket"),
        );
    }
    narrative
}

pub(super) struct Builder<'b> {
    pub file: FileId,
    pub source: &'b str,
    pub reading: Reading,
    pub found: &'b mut Findings,
    pub marks: Vec<Mark>,
    /// In `marks`: the first that was not judged yet.
    pub next_mark: usize,
    /// A `}}` before this belongs to a mistake already told.
    pub excused: usize,
    pub stack: Vec<Frame>,
    /// How many elements are open inside one that was too deep.
    skipping: usize,
    pub run: Run,
    /// In the text of this block, those that no `]` has closed yet.
    pub open_brackets: usize,
    /// Where the last text or element ended.
    pub last_end: usize,
    /// Raw HTML elements already told whose end tag is still to come.
    pub open_html: usize,
    outline: Outline,
    /// By label in lowercase.
    pub footnotes: BTreeMap<String, KnownFootnote>,
    pub document: Document,
    /// Of what is open, and of what was read before it; of the passage alone where checks are read for.
    pub parts: Vec<Part>,
    lists: Vec<Option<u64>>,
    tables: Vec<Table>,
    listings: Vec<Listing>,
    /// Where passages stand in `parts`.
    passages: Vec<Range<usize>>,
    /// What footnotes say, and where each stands in this.
    of_footnotes: Vec<Part>,
    pub footnotes_at: Vec<Range<usize>>,
}

/// An element whose end has not come yet.
pub(super) struct Frame {
    pub open: Open,
    /// Where it begins in `Builder::parts`.
    from: usize,
}

pub(super) enum Open {
    Element(Element),
    /// With the beginning of its words, where some are open that are no paragraph.
    Item(Option<usize>),
    /// Its content goes nowhere: raw HTML, the second text of a footnote.
    Dropped,
    /// With the beginning of its text.
    Code {
        language: Option<Words>,
        fenced: bool,
        text: usize,
    },
    Footnote(Nth),
    /// In `Document::links`, with its kind.
    Link(Nth, LinkType),
    /// In `Document::images`.
    Image(Nth),
}

impl Builder<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        if self.skipping > 0 {
            match event {
                Event::Start(_) => self.skipping += 1,
                Event::End(_) => self.skipping -= 1,
                _ => {}
            }
            self.forget_marks_before(range.end);
            return;
        }
        match event {
            Event::Start(tag) => return self.start(tag, range),
            Event::End(_) => self.end(range.clone()),
            Event::Text(text) => self.text(&text, range.clone()),
            Event::Code(code) => self.code(&code, range.clone()),
            Event::SoftBreak => self.run.push("\n", range.start),
            Event::HardBreak => self.put(Part::HardBreak),
            Event::Rule => self.rule(range.clone()),
            Event::FootnoteReference(label) => self.footnote_mark(&label, range.clone()),
            Event::InlineHtml(html) => self.inline_html(&html, range.clone()),
            // The lines of a block of raw HTML, told where it started. The rest belongs to
            // extensions of Markdown that are off.
            Event::Html(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::TaskListMarker(_) => self.forget_marks_before(range.end),
        }
        self.last_end = range.end;
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        self.flush();
        if self.stack.len() == MAX_DEPTH {
            self.too_deep(range);
            return;
        }
        // Up to here nothing of the element itself has been read: `[`, `![`, `**`.
        self.last_end = range.start;
        let open = match tag {
            Tag::Paragraph => Open::Element(Element::Paragraph),
            Tag::Heading { level, id, classes, attrs } => {
                let origin = self.origin(self.trimmed(range));
                let extra = !classes.is_empty() || !attrs.is_empty();
                self.heading(level as u8, id.as_deref(), extra, origin)
            }
            Tag::BlockQuote(_) => Open::Element(Element::Quote),
            Tag::CodeBlock(kind) => {
                let language = match &kind {
                    CodeBlockKind::Fenced(info) => info.split_whitespace().next(),
                    CodeBlockKind::Indented => None,
                };
                Open::Code {
                    language: language.map(|language| self.run.put(language)),
                    fenced: matches!(kind, CodeBlockKind::Fenced(_)),
                    text: self.run.end(),
                }
            }
            Tag::List(first) => {
                let list = Nth::next(&self.lists);
                self.lists.push(first);
                Open::Element(Element::List(list))
            }
            Tag::Item => Open::Item(None),
            Tag::FootnoteDefinition(label) => self.footnote(&label, range),
            Tag::Table(sides) => {
                let table = Nth::next(&self.tables);
                self.tables.push(Table {
                    sides: sides.into_iter().map(side).collect(),
                    under: self.document.headings.len().checked_sub(1),
                });
                Open::Element(Element::Table(table))
            }
            Tag::TableHead => Open::Element(Element::Head),
            Tag::TableRow => Open::Element(Element::Row),
            Tag::TableCell => Open::Element(Element::Cell),
            Tag::Emphasis => Open::Element(Element::Emphasis),
            Tag::Strong => Open::Element(Element::Strong),
            Tag::Strikethrough => Open::Element(Element::Strikethrough),
            Tag::Link { link_type, dest_url, title, .. } => {
                let index = self.link(link_type, &dest_url, &title, range);
                Open::Link(index, link_type)
            }
            Tag::Image { dest_url, title, .. } => Open::Image(self.image(&dest_url, &title, range)),
            Tag::HtmlBlock => {
                self.raw_html(range);
                Open::Dropped
            }
            // Extensions of Markdown that are off.
            Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_) => Open::Dropped,
        };
        match open.is_inline() {
            true => self.open_item_text(),
            false => {
                self.close_item_text();
                self.open_brackets = 0;
            }
        }
        let from = self.parts.len();
        self.parts.extend(open.element().map(Part::Begin));
        self.stack.push(Frame { open, from });
    }

    fn end(&mut self, range: Range<usize>) {
        self.flush();
        self.close_item_text();
        let Frame { open, from } = self.stack.pop().expect("the parser ends only what it started");
        match open {
            Open::Dropped => self.parts.truncate(from),
            Open::Element(Element::Paragraph) => {
                if let Some(kind) = self.end_words(Element::Paragraph, from) {
                    self.end_block(kind, from, range);
                }
            }
            Open::Element(Element::Heading(heading)) => self.end_heading(heading, from, range),
            Open::Element(element) => {
                self.parts.push(Part::End(element));
                match element {
                    Element::Quote => self.end_block(PassageKind::Quote, from, range),
                    Element::List(_) => self.end_block(PassageKind::List, from, range),
                    Element::Table(_) => self.end_block(PassageKind::Table, from, range),
                    Element::Head | Element::Row | Element::Cell => self.forget_checked(from),
                    _ => {}
                }
            }
            Open::Item(_) => {
                self.parts.push(Part::End(Element::Item));
                self.forget_checked(from);
            }
            Open::Code { language, text, .. } => {
                let text = self.run.since(text);
                self.parts.push(Part::Listing(Nth::next(&self.listings)));
                self.listings.push(Listing { language, text });
                self.end_block(PassageKind::Code, from, range);
            }
            Open::Footnote(index) => self.end_footnote(index, from, range),
            Open::Link(index, kind) => self.end_link(index, kind, from, range),
            Open::Image(image) => self.end_image(image, from, range),
        }
    }

    fn heading(&mut self, level: u8, id: Option<&str>, extra: bool, origin: Origin) -> Open {
        self.outline.check_level(level, origin, self.found);
        if extra {
            self.found.push(
                Diagnostic::new(&codes::HEADING_ATTRIBUTE, "a heading takes no classes or keys")
                    .at(self.braces_of(origin))
                    .help("write only an anchor: `## Budget {#budget}`"),
            );
        }
        if let Some(id) = id {
            outline::check_anchor(id, self.braces_of(origin), self.found);
        }
        let heading = Nth::next(&self.document.headings);
        self.document.headings.push(Heading {
            level,
            anchor: id.unwrap_or_default().to_owned(),
            explicit: id.is_some(),
            origin,
        });
        Open::Element(Element::Heading(heading))
    }

    /// The braces at the end of a heading.
    fn braces_of(&self, heading: Origin) -> Origin {
        let At::Range { start, end } = heading.at else { return heading };
        let range = start as usize..end as usize;
        match self.source[range.clone()].rfind('{') {
            Some(open) => self.origin(range.start + open..range.end),
            None => heading,
        }
    }

    fn end_heading(&mut self, index: Nth, from: usize, range: Range<usize>) {
        let text = self.plain_text(from);
        let is_blank = self.is_blank(from);
        let heading = &mut self.document.headings[index.at()];
        if !heading.explicit {
            heading.anchor = slug::from_heading(&text);
        }
        if is_blank {
            self.found.push(
                Diagnostic::new(&codes::EMPTY_HEADING, "a heading without words")
                    .at(heading.origin)
                    .help("write its words, or delete the line"),
            );
        }
        self.parts.push(Part::End(Element::Heading(index)));
        self.end_block(PassageKind::Heading, from, range);
    }

    fn rule(&mut self, range: Range<usize>) {
        // Rules have no start of their own.
        self.flush();
        self.close_item_text();
        let from = self.parts.len();
        self.parts.push(Part::Rule);
        self.end_block(PassageKind::Rule, from, range);
    }

    /// Adds to the element that is open.
    pub fn put(&mut self, part: Part) {
        self.flush();
        self.push(part);
    }

    /// Turns the text read so far into a part of the element that is open.
    pub fn flush(&mut self) {
        if self.run.is_empty() {
            return;
        }
        if self.reading.is_for_checks() {
            self.run.numbers(self.source, &mut self.document.numbers);
        }
        let text = self.run.take();
        self.push(Part::Text(text));
    }

    fn push(&mut self, part: Part) {
        self.open_item_text();
        if self.stack.last().is_some_and(|frame| frame.open.has_words()) {
            self.parts.push(part);
        }
    }

    /// The words of a list item begin with the first of them.
    fn open_item_text(&mut self) {
        if let Some(Frame { open: Open::Item(words @ None), .. }) = self.stack.last_mut() {
            *words = Some(self.parts.len());
            self.parts.push(Part::Begin(Element::Plain));
        }
    }

    /// The words of a list item end where a block begins in it.
    fn close_item_text(&mut self) {
        if let Some(Frame { open: Open::Item(words), .. }) = self.stack.last_mut()
            && let Some(from) = words.take()
            && self.end_words(Element::Plain, from).is_some()
        {
            self.forget_checked(from);
        }
    }

    /// A block ends that begins at `from`. Where no other is open it is a passage.
    fn end_block(&mut self, kind: PassageKind, from: usize, range: Range<usize>) {
        if self.stack.is_empty() {
            let origin = self.origin(self.trimmed(range));
            self.document.passages.push(Passage { origin, kind });
            if self.reading.is_for_page() {
                self.passages.push(from..self.parts.len());
            }
        }
        self.forget_checked(from);
    }

    /// The parts of what has ended are looked at by its page only.
    fn forget_checked(&mut self, from: usize) {
        if !self.reading.is_for_page() {
            self.parts.truncate(from);
            if self.stack.is_empty() {
                self.run.forget();
            }
        }
    }

    /// What a footnote says is printed behind the passages.
    pub fn put_aside(&mut self, from: usize) -> Range<usize> {
        let at = self.of_footnotes.len();
        match self.reading.is_for_page() {
            true => self.of_footnotes.extend(self.parts.drain(from..)),
            false => self.parts.truncate(from),
        }
        at..self.of_footnotes.len()
    }

    fn too_deep(&mut self, range: Range<usize>) {
        self.skipping = 1;
        self.forget_marks_before(range.end);
        let start = range.start;
        self.found.push(
            Diagnostic::new(&codes::TOO_DEEP, format!("more than {MAX_DEPTH} levels deep"))
                .at(self.origin(start..start + 1))
                .help("write it flatter: fewer lists, quotations or emphases inside each other"),
        );
    }

    fn finish(mut self) -> Narrative {
        self.refuse_marks_before(usize::MAX);
        outline::assign_anchors(&mut self.document.headings, self.found);
        self.check_footnotes();
        if !self.reading.is_for_page() {
            // Their anchors are known to be unique, and nobody else asks.
            self.document.headings = Vec::new();
        }
        let anchors = match self.reading.is_for_page() {
            true => outline::addresses(&self.document.passages, self.source, &mut self.run),
            false => Vec::new(),
        };
        let behind = self.parts.len();
        self.parts.append(&mut self.of_footnotes);
        let footnotes = self.footnotes_at.into_iter();
        let mut narrative = Narrative {
            document: self.document,
            words: self.run.into_words(),
            parts: self.parts,
            lists: self.lists,
            tables: self.tables,
            listings: self.listings,
            passages: self.passages,
            anchors,
            footnotes: footnotes.map(|at| behind + at.start..behind + at.end).collect(),
        };
        if self.reading.is_for_checks() {
            narrative.document.shrink();
            narrative.shrink();
        }
        narrative
    }

    pub fn origin(&self, range: Range<usize>) -> Origin {
        Origin::range(self.file, range)
    }

    /// Without the line break at its end.
    pub fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        range.start..range.start + self.source[range].trim_end().len()
    }
}

impl Open {
    fn is_inline(&self) -> bool {
        matches!(
            self,
            Open::Element(Element::Emphasis | Element::Strong | Element::Strikethrough)
                | Open::Link(..)
                | Open::Image(_)
        )
    }

    /// Whether text may stand right in it.
    fn has_words(&self) -> bool {
        use Element::{Cell, Heading, Paragraph};
        self.is_inline()
            || matches!(self, Open::Element(Paragraph | Heading(_) | Cell) | Open::Item(_))
    }

    fn element(&self) -> Option<Element> {
        match self {
            Open::Element(element) => Some(*element),
            Open::Item(_) => Some(Element::Item),
            Open::Link(index, _) => Some(Element::Link(*index)),
            Open::Dropped | Open::Code { .. } | Open::Footnote(_) | Open::Image(_) => None,
        }
    }
}

fn side(alignment: Alignment) -> Side {
    match alignment {
        Alignment::None => Side::Natural,
        Alignment::Left => Side::Start,
        Alignment::Center => Side::Center,
        Alignment::Right => Side::End,
    }
}
