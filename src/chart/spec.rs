//! What a caller says about one chart, and what comes back.

use rust_decimal::Decimal;

use super::{ChartKind, Grid, ProblemCode, Status};
use crate::language::Direction;

/// Everything that one chart needs. All texts are in the page's language.
#[derive(Clone, Copy)]
pub struct ChartSpec<'a> {
    /// The figure's id; ids inside the drawing begin with `f-<id>-`.
    pub id: &'a str,
    pub kind: ChartKind,
    pub grid: &'a Grid,
    /// The headline. Inline it stands in HTML; in the file to download it is drawn.
    pub title: &'a str,
    /// The accessible name: kind, measure and extent ("Stacked columns: revenue, 4 biennia").
    pub name: &'a str,
    /// One sentence on what the data say; the description in the file to download.
    pub summary: &'a str,
    /// Id of the HTML element that holds the summary on the page.
    pub described_by: Option<&'a str>,
    /// Stands over the value axis; empty for counts of things that the title names.
    pub unit: &'a str,
    pub lang: &'a str,
    pub direction: Direction,
    /// Writes a number of an axis; its scale says how many decimals to print.
    pub format: &'a dyn Fn(Decimal) -> String,
    pub words: &'a Words,
    pub options: Options,
    /// Source and date, drawn below the file to download.
    pub source: &'a str,
    pub licence: &'a str,
}

/// What an author may choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Columns are moments: they run left to right in every language unless `mirror_time`.
    pub time: bool,
    /// Let time run right to left on right-to-left pages.
    pub mirror_time: bool,
    /// Lines may leave zero out; then the drawing says where its axis starts.
    pub zero: bool,
    /// The series to bring out when all are drawn alike, such as the panels of small multiples.
    pub highlight: Option<usize>,
}

impl Default for Options {
    fn default() -> Self {
        Options { time: true, mirror_time: false, zero: true, highlight: None }
    }
}

/// The words that drawings add to the data's own, in the page's language. `{n}` is a number or
/// a list that the drawing fills in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    pub estimated: StatusWords,
    pub provisional: StatusWords,
    pub revised: StatusWords,
    pub forecast: StatusWords,
    pub after_break: StatusWords,
    /// "Total"
    pub total: String,
    /// ", " between the parts of a tooltip, and ": " before its value.
    pub comma: String,
    pub colon: String,
    /// "no data"
    pub no_data: String,
    /// "axis starts at {n}"
    pub axis_starts: String,
    /// "too small to draw: {n}"
    pub too_small: String,
    /// "{n} of target"
    pub of_target: String,
    /// "higher is better", "lower is better", "to be kept"
    pub higher_is_better: String,
    pub lower_is_better: String,
    pub to_be_kept: String,
    /// Of a difference: "favourable", "unfavourable".
    pub favourable: String,
    pub unfavourable: String,
}

/// A short mark, such as `[e]`, and what it stands for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StatusWords {
    pub mark: String,
    pub words: String,
}

impl Words {
    pub fn of(&self, status: Status) -> Option<&StatusWords> {
        match status {
            Status::Final => None,
            Status::Provisional => Some(&self.provisional),
            Status::Estimated => Some(&self.estimated),
            Status::Revised => Some(&self.revised),
            Status::Forecast => Some(&self.forecast),
        }
    }
}

/// One figure, drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawing {
    /// For a column of at least 620 px; empty when the chart was refused.
    pub wide: String,
    /// For phones; `None` where the wide one is small enough (sparklines).
    pub narrow: Option<String>,
    /// A file of its own: styles, headline, key and source included.
    pub standalone: String,
    /// In the order of the marks.
    pub key: Vec<KeyEntry>,
    /// Who needs the key: lines are labelled at their ends where there is room.
    pub key_for: KeyFor,
    /// Sentences that belong below the chart: "too small to draw: fines".
    pub notes: Vec<String>,
    pub problems: Vec<Problem>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KeyFor {
    #[default]
    Everyone,
    /// The wide drawing names its marks directly.
    Narrow,
    Nobody,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyEntry {
    /// Colours the entry and the marks alike: `s1` to `s5`, `r-disc`, `hatched`.
    pub class: String,
    pub label: String,
    /// A small drawing of the mark, hidden from assistive technology.
    pub swatch: String,
    /// The same without its `<svg>`, for the file to download.
    pub(crate) mark: String,
}

/// Something about the drawing that the author can mend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub code: ProblemCode,
    /// A lowercase phrase without a full stop, with the value and what to do.
    pub words: String,
}
