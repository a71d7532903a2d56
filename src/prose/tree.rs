//! Builds the tree of a narrative from the events of the Markdown parser.
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
use super::document::{Block, Document, Heading, Inline, Narrative, Passage, Side, Table};
use super::findings::Findings;
use super::outline::{self, Outline};
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
        passages: Vec::new(),
        texts: Vec::new(),
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
    /// What its passages say.
    passages: Vec<Block>,
    /// What its footnotes say.
    pub texts: Vec<Vec<Block>>,
}

/// An element whose end has not come yet, with what was found in it.
pub(super) struct Frame {
    pub open: Open,
    blocks: Vec<Block>,
    inlines: Vec<Inline>,
}

pub(super) enum Open {
    /// Its content goes nowhere: raw HTML, the second text of a footnote.
    Dropped,
    Paragraph,
    /// In `Document::headings`.
    Heading(usize),
    Quote,
    List(Option<u64>, Vec<Vec<Block>>),
    Item,
    Code {
        language: Option<Box<str>>,
        fenced: bool,
        text: String,
    },
    Footnote(usize),
    Table(Box<Table>),
    Row(Vec<Vec<Inline>>),
    Cell,
    Emphasis,
    Strong,
    Strikethrough,
    /// In `Document::links`, with its kind.
    Link(usize, LinkType),
    /// In `Document::images`.
    Image(usize),
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
            Event::HardBreak => self.put(Inline::HardBreak),
            Event::Rule => self.put_block(Block::Rule, range.clone()),
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
            Tag::Paragraph => Open::Paragraph,
            Tag::Heading { level, id, classes, attrs } => {
                let origin = self.origin(self.trimmed(range));
                let extra = !classes.is_empty() || !attrs.is_empty();
                self.heading(level as u8, id.as_deref(), extra, origin)
            }
            Tag::BlockQuote(_) => Open::Quote,
            Tag::CodeBlock(kind) => Open::Code {
                language: match &kind {
                    CodeBlockKind::Fenced(info) => info.split_whitespace().next().map(Box::from),
                    CodeBlockKind::Indented => None,
                },
                fenced: matches!(kind, CodeBlockKind::Fenced(_)),
                text: String::new(),
            },
            Tag::List(first) => Open::List(first, Vec::new()),
            Tag::Item => Open::Item,
            Tag::FootnoteDefinition(label) => self.footnote(&label, range),
            Tag::Table(sides) => Open::Table(Box::new(Table {
                sides: sides.into_iter().map(side).collect(),
                under: self.document.headings.len().checked_sub(1),
                ..Table::default()
            })),
            Tag::TableHead | Tag::TableRow => Open::Row(Vec::new()),
            Tag::TableCell => Open::Cell,
            Tag::Emphasis => Open::Emphasis,
            Tag::Strong => Open::Strong,
            Tag::Strikethrough => Open::Strikethrough,
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
        if !open.is_inline() {
            self.close_item_text();
            self.open_brackets = 0;
        }
        self.stack.push(Frame { open, blocks: Vec::new(), inlines: Vec::new() });
    }

    fn end(&mut self, range: Range<usize>) {
        self.flush();
        if matches!(self.stack.last(), Some(Frame { open: Open::Item, .. })) {
            self.close_item_text();
        }
        let frame = self.stack.pop().expect("the parser ends only what it started");
        let Frame { open, blocks, inlines } = frame;
        match open {
            Open::Dropped => {}
            Open::Paragraph => {
                if let Some(block) = self.paragraph(inlines, Block::Paragraph) {
                    self.put_block(block, range);
                }
            }
            Open::Heading(heading) => self.end_heading(heading, inlines, range),
            Open::Quote => self.put_block(Block::Quote(blocks), range),
            Open::List(start, items) => self.put_block(Block::List { start, items }, range),
            Open::Item => {
                if let Some(Frame { open: Open::List(_, items), .. }) = self.stack.last_mut() {
                    items.push(blocks);
                }
            }
            Open::Code { language, text, .. } => {
                self.put_block(Block::Code { language, text: text.into() }, range);
            }
            Open::Footnote(index) => self.end_footnote(index, blocks, range),
            Open::Table(table) => self.put_block(Block::Table(table), range),
            Open::Row(cells) => {
                if let Some(Frame { open: Open::Table(table), .. }) = self.stack.last_mut() {
                    // The head comes first, and a table has one.
                    if table.head.is_empty() {
                        table.head = cells;
                    } else {
                        table.rows.push(cells);
                    }
                }
            }
            Open::Cell => {
                if let Some(Frame { open: Open::Row(cells), .. }) = self.stack.last_mut() {
                    cells.push(inlines);
                }
            }
            Open::Emphasis => self.put(Inline::Emphasis(inlines)),
            Open::Strong => self.put(Inline::Strong(inlines)),
            Open::Strikethrough => self.put(Inline::Strikethrough(inlines)),
            Open::Link(index, kind) => self.end_link(index, kind, inlines, range),
            Open::Image(image) => self.end_image(image, &inlines, range),
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
        self.document.headings.push(Heading {
            level,
            text: String::new(),
            anchor: id.unwrap_or_default().to_owned(),
            explicit: id.is_some(),
            origin,
        });
        Open::Heading(self.document.headings.len() - 1)
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

    fn end_heading(&mut self, heading: usize, content: Vec<Inline>, range: Range<usize>) {
        self.document.headings[heading].text = self.plain_text(&content);
        if self.is_blank(&content) {
            self.found.push(
                Diagnostic::new(&codes::EMPTY_HEADING, "a heading without words")
                    .at(self.document.headings[heading].origin)
                    .help("write its words, or delete the line"),
            );
        }
        self.put_block(Block::Heading { heading, content }, range);
    }

    /// Adds to the element that is open.
    pub fn put(&mut self, inline: Inline) {
        self.flush();
        if let Some(frame) = self.stack.last_mut() {
            frame.inlines.push(inline);
        }
    }

    /// Turns the text read so far into a part of the element that is open.
    pub fn flush(&mut self) {
        if self.run.is_empty() {
            return;
        }
        if self.reading == Reading::Checks {
            self.run.numbers(&mut self.document.numbers);
        }
        let text = self.run.take();
        if let Some(frame) = self.stack.last_mut() {
            frame.inlines.push(Inline::Text(text));
        }
    }

    /// The words of a list item end where a block begins in it.
    fn close_item_text(&mut self) {
        let Some(Frame { open: Open::Item, inlines, .. }) = self.stack.last_mut() else { return };
        if inlines.is_empty() {
            return;
        }
        let inlines = std::mem::take(inlines);
        let block = self.paragraph(inlines, Block::Plain);
        if let (Some(block), Some(item)) = (block, self.stack.last_mut()) {
            item.blocks.push(block);
        }
    }

    fn put_block(&mut self, block: Block, range: Range<usize>) {
        // Rules have no start of their own.
        self.close_item_text();
        if let Some(frame) = self.stack.last_mut() {
            frame.blocks.push(block);
            return;
        }
        let origin = self.origin(self.trimmed(range));
        self.document.passages.push(Passage { origin, kind: block.kind() });
        if self.reading == Reading::Page {
            self.passages.push(block);
        }
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
        if self.reading == Reading::Checks {
            self.document.shrink();
        }
        let Builder { source, reading, document, passages, texts, .. } = self;
        let anchors = match reading {
            Reading::Checks => Vec::new(),
            Reading::Page => outline::addresses(&document.passages, source),
        };
        Narrative { document, passages, anchors, footnotes: texts }
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
            Open::Emphasis | Open::Strong | Open::Strikethrough | Open::Link(..) | Open::Image(_)
        )
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
