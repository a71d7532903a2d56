//! What stands on several kinds of pages: tables, figures, KPIs and their ratings, narratives, notes.

use std::sync::{Arc, OnceLock};

use serde::Serialize;
use serde::ser::{Error, SerializeStruct, Serializer};

use super::{Html, Link, Words};
use crate::plan::filled;

/// A table as printed; the same grid that its charts and downloads are made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
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

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Column {
    pub id: String,
    pub label: Words,
    pub unit: Option<Words>,
    pub notes: Vec<NoteMark>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    pub id: String,
    pub label: Words,
    /// `heading`, `row` or `total`.
    pub kind: &'static str,
    pub depth: usize,
    pub unit: Option<Words>,
    /// Empty for a heading.
    #[serde(serialize_with = "cells")]
    pub cells: Vec<Cell>,
    pub notes: Vec<NoteMark>,
}

/// A template sees a bare number as a text: most cells of most tables are one.
fn cells<S: Serializer>(cells: &[Cell], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(cells.iter().map(InTable))
}

struct InTable<'a>(&'a Cell);

impl Serialize for InTable<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Cell { text, kind, shade, spoken, .. } = self.0;
        if *kind == "number" && shade.is_none() && spoken.is_none() && !self.0.is_marked() {
            return serializer.serialize_str(text);
        }
        self.0.serialize(serializer)
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
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

impl Cell {
    /// Whether more stands beside the value.
    fn is_marked(&self) -> bool {
        let Cell { lang, status, period, remarks, notes, .. } = self;
        let beside = status.is_some() || period.is_some();
        beside || lang.is_some() || !remarks.is_empty() || !notes.is_empty()
    }
}

/// Most cells are a value and nothing else, and a template sees no more of them. `marked` says that
/// more stands beside the value.
impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Cell { text, kind, shade, lang, dir, spoken, status, period, remarks, notes } = self;
        let marked = self.is_marked();
        let fields = 2 + usize::from(shade.is_some()) + usize::from(spoken.is_some());
        let fields = fields + if marked { 7 } else { 0 };
        let mut cell = serializer.serialize_struct("Cell", fields)?;
        cell.serialize_field("text", text)?;
        cell.serialize_field("kind", kind)?;
        if shade.is_some() {
            cell.serialize_field("shade", shade)?;
        }
        if spoken.is_some() {
            cell.serialize_field("spoken", spoken)?;
        }
        if marked {
            cell.serialize_field("marked", &true)?;
            cell.serialize_field("lang", lang)?;
            cell.serialize_field("dir", dir)?;
            cell.serialize_field("status", status)?;
            cell.serialize_field("period", period)?;
            cell.serialize_field("remarks", remarks)?;
            cell.serialize_field("notes", notes)?;
        }
        cell.end()
    }
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
    /// The address of each paragraph, list and quotation, with how it begins.
    pub paragraphs: Vec<Link>,
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

/// A figure that an edition is known by.
#[derive(Clone, Debug, Serialize)]
pub struct Headline {
    /// With its unit, in the scale of the language: "976.4 million Swiss francs".
    pub text: String,
    pub label: Words,
    pub href: Option<String>,
    pub status: Option<StatusMark>,
}

/// Targets that were not met.
#[derive(Clone, Debug, Serialize)]
pub struct Missed {
    /// "14 targets were not met"
    pub heading: Words,
    pub kpis: Vec<KpiRow>,
    pub legend: Vec<StatusMark>,
    pub all: Link,
}

#[derive(Clone, Debug, Serialize)]
pub struct NodeCard {
    pub link: Link,
    pub code: String,
    /// "Expected result": the name of its level.
    pub level: Words,
    /// Its name where there is little room.
    pub short: Words,
    /// It carries the others of its level.
    pub foundation: bool,
    /// 0 for the top level.
    pub depth: usize,
    pub ratings: Vec<RatingCount>,
    pub children: Vec<NodeCard>,
}

#[derive(Clone, Debug, Serialize)]
pub struct RatingCount {
    pub rating: Rating,
    pub count: usize,
    /// Where its part of a strip of all ratings begins, in thousandths from the left.
    pub start: usize,
    pub width: usize,
    /// The count in words: "3 fully achieved".
    pub words: Words,
}

#[derive(Clone, Debug, Serialize)]
pub struct RatingRule {
    pub rating: Rating,
    /// "100 per cent of the target"
    pub rule: Words,
}

/// The rows of a table that are about one subject.
#[derive(Clone, Debug, Serialize)]
pub struct Extract {
    /// To the whole table.
    pub link: Link,
    pub table: Table,
}

/// A KPI as one of a list, with the measures that belong there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ListedKpi {
    /// Of its node: "1.1".
    pub code: String,
    pub node: Link,
    pub kpi: Kpi,
    /// Its line, drawn by `render` with the theme's component for the first page that shows it.
    #[serde(skip)]
    pub drawn: Arc<OnceLock<Html>>,
}

/// The same as a line of a list. Many pages have lines that are alike, so templates get them drawn.
#[derive(Clone, Debug)]
pub struct KpiRow {
    /// The same for all of these pages.
    pub of: Arc<ListedKpi>,
    /// From where its links lead: the path of the page below its language's folder, noted by `render`
    /// when the line is drawn. A page may list thousands, so it has no markup of its own.
    pub page: OnceLock<Arc<str>>,
}

impl From<Arc<ListedKpi>> for KpiRow {
    fn from(of: Arc<ListedKpi>) -> Self {
        KpiRow { of, page: OnceLock::new() }
    }
}

impl Serialize for KpiRow {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match (self.of.drawn.get(), self.page.get()) {
            (Some(drawn), Some(page)) => serializer.serialize_str(&filled(&drawn.0, page)),
            // To leave it out would publish a list without it.
            _ => Err(S::Error::custom("a KPI of a list was not drawn")),
        }
    }
}

#[derive(Clone, Debug, Serialize)]
pub struct InEdition {
    /// Begins the ids of its measures.
    pub anchor: String,
    pub period: String,
    pub kpi: Kpi,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Kpi {
    pub id: String,
    pub href: String,
    pub title: Words,
    /// Empty where the values are words.
    pub unit: Words,
    /// "Higher is better" and its like. Empty where the values are words.
    pub better: Words,
    /// The KPI of an earlier edition that it continues.
    pub continues: Option<Link>,
    pub owners: Vec<Link>,
    /// Whether a measure has a label of its own; otherwise the table has no column of labels.
    pub labelled: bool,
    pub measures: Vec<Measure>,
    /// Explains each mark that stands in a cell: `[p]` provisional, `[x]` not available.
    pub legend: Vec<StatusMark>,
    pub source: Option<Source>,
    pub notes: Vec<NoteMark>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Measure {
    pub id: String,
    pub label: Option<Words>,
    pub baseline: Cell,
    pub target: Cell,
    pub actual: Cell,
    /// "12 below the target", where both are plain numbers.
    pub distance: Option<String>,
    /// `None` where there is none, or where it stands at the first measure of the group.
    pub rating: Option<Rating>,
    /// How many measures the rating stands for; 0 where it stands at the first of the group.
    pub rating_span: usize,
    /// What each unit of work was rated, where several share the KPI.
    pub rating_by: Vec<UnitRating>,
    pub justification: Option<Words>,
    pub notes: Vec<NoteMark>,
}

/// The rating of one unit of work among several.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UnitRating {
    pub unit: Words,
    pub rating: Rating,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rating {
    pub id: String,
    pub name: Words,
    /// One letter for tight places.
    pub letter: String,
    /// `disc`, `half`, `ring`, `square`, `diamond` or `triangle`: never colour alone.
    pub shape: String,
    /// Where the source lost the rating and it was derived by the published rule.
    pub derived: Option<StatusMark>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Risk {
    pub id: String,
    pub title: Words,
    pub appetite: Option<Words>,
    /// Whether it materialized, and how the exposure developed.
    pub evolution: Words,
    pub mitigation: Words,
    pub impact: Option<Words>,
    pub owners: Vec<Link>,
    pub nodes: Vec<Link>,
    pub project: Option<Words>,
    pub source: Option<Source>,
    pub notes: Vec<NoteMark>,
}
