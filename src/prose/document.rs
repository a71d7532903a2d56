//! A narrative after it was read: lists of everything that later checks ask for, and its parts.
//!
//! What a check needs to see — headings, links, directives — stands in flat lists, in the order of
//! the text; the parts refer to it by its place in the list. So a check never walks the parts, which
//! take more room than the text: it is read again when the page is made that shows it.

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
    pub tables: Vec<Table>,
    /// What each of `document.passages` says, in `parts`.
    pub passages: Vec<Range<usize>>,
    /// Of each passage that is a paragraph, list or quotation: its address on the page. Empty for others.
    pub anchors: Vec<String>,
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
    /// Known to the page that shows it.
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

/// What a narrative is made of: a tree, of which each element begins, has its parts, and ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Begin(Element),
    End(Element),
    /// A line break in it is a space of the source.
    Text(Words),
    Code(Words),
    HardBreak,
    /// In `Document::images`.
    Image(usize),
    /// In `Document::directives`: one in a sentence.
    Directive(usize),
    /// The mark of a footnote, in `Document::footnotes`.
    Footnote(usize),
    /// In `Document::directives`: one that stands alone in its paragraph.
    Block(usize),
    Lines {
        /// The first word after the fence, such as `toml`.
        language: Option<Words>,
        text: Words,
    },
    Rule,
}

/// What has parts of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Element {
    Paragraph,
    /// The words of a list item that is no paragraph of its own.
    Plain,
    /// In `Document::headings`.
    Heading(usize),
    Quote,
    /// The first number of a numbered list.
    List(Option<u64>),
    Item,
    /// In `Narrative::tables`.
    Table(usize),
    /// The first row of a table, which names the columns.
    Head,
    Row,
    Cell,
    Emphasis,
    Strong,
    Strikethrough,
    /// In `Document::links`.
    Link(usize),
}

/// Where a text stands in `Narrative::words`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    start: u32,
    end: u32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// One for each column.
    pub sides: Vec<Side>,
    /// The heading that it stands under, in `Document::headings`.
    pub under: Option<usize>,
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
    /// Without markup; a figure in it is not known yet and leaves nothing.
    pub text: String,
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

impl Words {
    pub(super) fn new(range: Range<usize>) -> Words {
        let offset = |at: usize| u32::try_from(at).expect("a narrative is at most a million bytes");
        Words { start: offset(range.start), end: offset(range.end) }
    }

    pub fn of(self, words: &str) -> &str {
        &words[self.start as usize..self.end as usize]
    }
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
        self.passages.shrink_to_fit();
        self.footnotes.shrink_to_fit();
        self.footnotes.iter_mut().for_each(|footnote| footnote.marks.shrink_to_fit());
        self.links.shrink_to_fit();
        self.images.shrink_to_fit();
        self.directives.shrink_to_fit();
        self.numbers.shrink();
    }

    pub fn links(&self) -> impl Iterator<Item = &Link> {
        self.links.iter()
    }

    pub fn headings(&self) -> impl Iterator<Item = &Heading> {
        self.headings.iter()
    }
}
