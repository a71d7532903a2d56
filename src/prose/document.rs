//! A narrative after it was read: lists of everything that later checks ask for, and its parts.
//!
//! What a check needs to see — headings, links, directives — stands in flat lists, in the order of
//! the text; the parts refer to it by its place in the list. So a check never walks the parts, which
//! take more room than the text: they wait for their page where there is room ([`super::Shelf`]), and
//! are read again by it where there is none.

use std::ops::Range;

use super::directive::{Argument, Directive, Value};
use super::front::Front;
use super::hash::{Lines, SourceHash, source_hash};
use super::typed::TypedNumbers;
use crate::diagnostics::{At, Origin};

/// A narrative with all of its words. Its elements are at most [`super::MAX_DEPTH`] deep.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Narrative {
    pub document: Document,
    /// The texts of its parts.
    pub words: String,
    /// In the order of the text, and behind them those of the footnotes.
    pub parts: Vec<Part>,
    /// The first number of each list that is numbered.
    pub lists: Vec<Option<u64>>,
    pub tables: Vec<Table>,
    pub listings: Vec<Listing>,
    /// What each of `document.passages` says, in `parts`.
    pub passages: Vec<Range<usize>>,
    /// Of each passage that is a paragraph, list or quotation: its address on the page, in `words`. Empty
    /// for others.
    pub anchors: Vec<Words>,
    /// What each of `document.footnotes` says, in `parts`.
    pub footnotes: Vec<Range<usize>>,
}

/// What is known of a narrative.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    pub front: Front,
    /// Nothing stands behind the front matter.
    pub is_blank: bool,
    /// The text, without its footnotes.
    pub passages: Vec<Passage>,
    /// In the order in which they are first met, as a mark or as a text.
    pub footnotes: Vec<Footnote>,
    /// Known where the parts are.
    pub headings: Vec<Heading>,
    pub links: Vec<Link>,
    pub images: Vec<Image>,
    pub directives: Vec<Directive>,
    /// Numbers typed in the text; figures by directive are not among them.
    pub numbers: TypedNumbers,
}

/// A block at the top level: the unit that translators translate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    pub origin: Origin,
    pub kind: PassageKind,
}

/// The block that a passage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassageKind {
    Paragraph,
    Heading,
    Quote,
    List,
    Code,
    Table,
    Rule,
    Directive,
}

/// What a narrative is made of: a tree, of which each element begins, has its parts, and ends. Of seven
/// bytes, because a narrative has hundreds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Begin(Element),
    End(Element),
    /// A line break in it is a space of the source.
    Text(Words),
    Code(Words),
    HardBreak,
    /// In `Document::images`.
    Image(Nth),
    /// In `Document::directives`: one in a sentence.
    Directive(Nth),
    /// The mark of a footnote, in `Document::footnotes`.
    Footnote(Nth),
    /// In `Document::directives`: one that stands alone in its paragraph.
    Block(Nth),
    /// In `Narrative::listings`.
    Listing(Nth),
    Rule,
}

const _: () = assert!(size_of::<Part>() == 7);

/// What has parts of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Element {
    Paragraph,
    /// The words of a list item that is no paragraph of its own.
    Plain,
    /// In `Document::headings`.
    Heading(Nth),
    Quote,
    /// In `Narrative::lists`.
    List(Nth),
    Item,
    /// In `Narrative::tables`.
    Table(Nth),
    /// The first row of a table, which names the columns.
    Head,
    Row,
    Cell,
    Emphasis,
    Strong,
    Strikethrough,
    /// In `Document::links`.
    Link(Nth),
}

/// Where a text stands in `Narrative::words`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    start: Nth,
    end: Nth,
}

/// The nth byte of a text, or the nth of what stands in it. No narrative comes near to the limit of three bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Nth([u8; 3]);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// One for each column.
    pub sides: Vec<Side>,
    /// The heading that it stands under, in `Document::headings`.
    pub under: Option<usize>,
}

/// Lines of code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listing {
    /// The first word after the fence, such as `toml`.
    pub language: Option<Words>,
    pub text: Words,
}

/// Which side of the column its cells stand at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Natural,
    Start,
    Center,
    End,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// As written: 2 for `##`, the highest of a narrative.
    pub level: u8,
    /// Unique in the narrative: the author's own, or made from the text.
    pub anchor: String,
    /// `{#budget}`
    pub explicit: bool,
    pub origin: Origin,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// A safe address: `https:`, `http:`, `mailto:`, `tel:`, `#anchor`, or a file beside the narrative.
    /// Empty where the address is none of these, which was reported.
    pub destination: String,
    pub title: Option<String>,
    /// Of the destination where it stands in the link, else of the whole link.
    pub origin: Origin,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// A file beside the narrative.
    pub destination: String,
    pub title: Option<String>,
    /// Never blank.
    pub alternative: String,
    pub origin: Origin,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Footnote {
    /// As the author wrote it: `1` for `[^1]`. Readers see a number.
    pub label: String,
    /// Of `[^1]` before its text.
    pub origin: Origin,
    /// Of all of its text.
    pub extent: Origin,
    /// Of its marks in the text.
    pub marks: Vec<Origin>,
}

/// A record that a directive names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference<'d> {
    /// `revenue.total.actual`, `2020-21/filings@2019`
    pub id: &'d str,
    pub directive: &'d Directive,
    pub argument: &'d Argument,
}

impl Nth {
    fn new(at: usize) -> Nth {
        const TEXT: &str = "a narrative is at most a million bytes";
        let [a, b, c, 0] = u32::try_from(at).expect(TEXT).to_le_bytes() else { panic!("{TEXT}") };
        Nth([a, b, c])
    }

    /// Of what is added next to a list.
    pub(super) fn next<T>(list: &[T]) -> Nth {
        Nth::new(list.len())
    }

    pub fn at(self) -> usize {
        let [a, b, c] = self.0;
        u32::from_le_bytes([a, b, c, 0]) as usize
    }
}

impl Words {
    pub(super) fn new(range: Range<usize>) -> Words {
        Words { start: Nth::new(range.start), end: Nth::new(range.end) }
    }

    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    pub fn of(self, words: &str) -> &str {
        &words[self.start.at()..self.end.at()]
    }
}

impl Narrative {
    /// For one that waits for its page.
    pub(super) fn shrink(&mut self) {
        self.words.shrink_to_fit();
        self.parts.shrink_to_fit();
        self.passages.shrink_to_fit();
        self.anchors.shrink_to_fit();
    }

    /// The room that it takes while it waits for its page, where `document` is what was read of it.
    pub(super) fn bytes(&self, document: &Document) -> usize {
        let Narrative {
            words, parts, lists, tables, listings, passages, anchors, footnotes, ..
        } = self;
        let sides = tables.iter().map(|table| table.sides.capacity());
        size_of::<Narrative>()
            + words.capacity()
            + bytes(parts)
            + bytes(lists)
            + bytes(tables)
            + sides.sum::<usize>()
            + bytes(listings)
            + bytes(passages)
            + bytes(anchors)
            + bytes(footnotes)
            + document.bytes_for_page()
    }
}

fn bytes<T>(list: &Vec<T>) -> usize {
    list.capacity() * size_of::<T>()
}

impl Passage {
    /// Says whether the passage has changed since it was translated. `source` is the text that the
    /// narrative was read from.
    pub fn source_hash(&self, source: &str) -> SourceHash {
        let lines = match self.kind {
            PassageKind::Paragraph | PassageKind::Heading | PassageKind::Directive => {
                Lines::Flowing
            }
            _ => Lines::Kept,
        };
        source_hash(excerpt(source, self.origin), lines)
    }
}

impl Footnote {
    /// Like that of a passage.
    pub fn source_hash(&self, source: &str) -> SourceHash {
        source_hash(excerpt(source, self.extent), Lines::Kept)
    }
}

fn excerpt(source: &str, origin: Origin) -> &str {
    let At::Range { start, end } = origin.at else { return source };
    // A text that has changed since the narrative was read is told of elsewhere.
    source.get(start as usize..end as usize).unwrap_or_default()
}

impl Document {
    /// Every record that the narrative names, in order.
    pub fn references(&self) -> impl Iterator<Item = Reference<'_>> {
        self.directives.iter().flat_map(|directive| {
            directive.arguments.iter().filter_map(move |argument| match &argument.value {
                Value::Reference(id) => Some(Reference { id, directive, argument }),
                _ => None,
            })
        })
    }

    /// A hundred thousand of them are held until all are checked.
    pub(super) fn shrink(&mut self) {
        self.headings.shrink_to_fit();
        self.passages.shrink_to_fit();
        self.footnotes.shrink_to_fit();
        self.footnotes.iter_mut().for_each(|footnote| footnote.marks.shrink_to_fit());
        self.links.shrink_to_fit();
        self.images.shrink_to_fit();
        self.directives.shrink_to_fit();
        self.numbers.shrink();
    }

    /// Of what its page needs.
    fn bytes_for_page(&self) -> usize {
        let Document { headings, links, images, directives, footnotes, .. } = self;
        let text = |text: &String| text.capacity();
        let optional = |text: &Option<String>| text.as_ref().map_or(0, String::capacity);
        let of_link = |link: &Link| text(&link.destination) + optional(&link.title);
        let of_image = |image: &Image| {
            text(&image.destination) + optional(&image.title) + text(&image.alternative)
        };
        let of_argument = |argument: &Argument| match &argument.value {
            Value::Reference(value) | Value::Period(value) | Value::Text(value) => text(value),
            Value::Count(_) | Value::Word(_) => 0,
        };
        let of_directive = |directive: &Directive| {
            bytes(&directive.arguments) + directive.arguments.iter().map(of_argument).sum::<usize>()
        };
        let of_footnote = |footnote: &Footnote| text(&footnote.label) + bytes(&footnote.marks);
        bytes(headings)
            + headings.iter().map(|heading| text(&heading.anchor)).sum::<usize>()
            + bytes(links)
            + links.iter().map(of_link).sum::<usize>()
            + bytes(images)
            + images.iter().map(of_image).sum::<usize>()
            + bytes(directives)
            + directives.iter().map(of_directive).sum::<usize>()
            + bytes(footnotes)
            + footnotes.iter().map(of_footnote).sum::<usize>()
    }

    pub fn links(&self) -> impl Iterator<Item = &Link> {
        self.links.iter()
    }

    pub fn headings(&self) -> impl Iterator<Item = &Heading> {
        self.headings.iter()
    }
}
