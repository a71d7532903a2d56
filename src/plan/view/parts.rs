//! What stands on several kinds of pages: tables, figures, narratives, notes, sources.

use serde::Serialize;

use super::{Html, Link, Words};

/// A table as printed; the same grid that its charts and downloads are made from.
#[derive(Clone, Debug, Serialize)]
pub struct Table {
    pub id: String,
    pub caption: Words,
    /// Unit of the cells where nothing else is said.
    pub unit: Option<Words>,
    /// Heads the column of row labels.
    pub corner: Words,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    /// Explains each mark that stands in a cell: `[e]` estimate, – nil.
    pub legend: Vec<StatusMark>,
    pub notes: Vec<NoteMark>,
    pub source: Option<Source>,
    pub downloads: Vec<Link>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Column {
    pub id: String,
    pub label: Words,
    pub unit: Option<Words>,
    pub notes: Vec<NoteMark>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Row {
    pub id: String,
    pub label: Words,
    /// `heading`, `row` or `total`.
    pub kind: &'static str,
    pub depth: usize,
    pub unit: Option<Words>,
    /// Empty for a heading.
    pub cells: Vec<Cell>,
    pub notes: Vec<NoteMark>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// As printed: "1,234.5", "–".
    pub text: String,
    /// `number`, `missing` or `text`.
    pub kind: &'static str,
    /// `h1` to `h5`: how dark a cell of a shaded table is.
    pub shade: Option<&'static str>,
    /// Set for a text in another language than the page's.
    pub lang: Option<String>,
    pub dir: Option<&'static str>,
    /// Read instead of a bare mark: "not available", "minus 18.0".
    pub spoken: Option<String>,
    /// "estimate", "provisional": a short mark and its full words.
    pub status: Option<StatusMark>,
    pub period: Option<String>,
    /// What else is known of the value: "125 of 133", "47 replies".
    pub remarks: Vec<String>,
    pub notes: Vec<NoteMark>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StatusMark {
    /// As printed: `[e]`, `[p]`, `[r]`, `[f]`, `[b]`.
    pub mark: String,
    pub words: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NoteMark {
    pub number: String,
    /// Of the note: `#note-2`.
    pub href: String,
    /// Of the mark itself, for the way back.
    pub anchor: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct Note {
    pub anchor: String,
    pub number: String,
    pub words: Words,
    /// Back to each mark.
    pub back: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Source {
    /// "Performance Report 2024/25, Table 2"
    pub words: Words,
    pub link: Option<String>,
    pub as_of: Option<String>,
}

/// The narrative of a page.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Narrative {
    pub html: Html,
    /// Set where it is not in the page's language.
    pub lang: Option<String>,
    pub dir: Option<&'static str>,
    /// Where each figure of it comes from, in the order of the text.
    pub figures: Vec<Provenance>,
}

/// One figure of a narrative: what it is, and from where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Provenance {
    /// As it stands in the text.
    pub text: String,
    /// "Revenue in 2024/25, Fees, Actual"
    pub what: String,
    /// The page that shows its record; `None` for the page itself.
    pub href: Option<String>,
    pub status: Option<String>,
    pub source: Option<Source>,
}

/// A drawn figure with the table it was drawn from; or, where its data is lost, the reason.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Figure {
    pub id: String,
    pub title: Words,
    pub subtitle: Option<Words>,
    /// A sentence or two on what the data say, in the page's language.
    pub summary: String,
    /// Why there is nothing to show; all that follows is empty then.
    pub lost: Option<Words>,
    /// The wide drawing, then the narrow one where there is one.
    pub drawings: Vec<Html>,
    /// Series names with the class that colours them, in the order of the marks.
    pub key: Vec<KeyEntry>,
    /// Only the narrow drawing needs the key: the wide one names its marks directly.
    pub key_for_narrow: bool,
    /// Sentences below the drawing: "too small to draw: Publications".
    pub remarks: Vec<Words>,
    pub table: Option<Table>,
    pub notes: Vec<NoteMark>,
    pub source: Option<Source>,
    pub downloads: Vec<Link>,
}

#[derive(Clone, Debug, Serialize)]
pub struct KeyEntry {
    /// `s1` to `s5`, or a rating's `r-disc`.
    pub class: String,
    /// A small drawing of the mark.
    pub swatch: Html,
    pub words: Words,
}
