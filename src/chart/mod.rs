//! Draws one chart specification as SVG text. Knows numbers, words and direction, not reports.
//!
//! `draw` looks the kind up in the table below, lets its file lay the chart out on a `Sheet` for a
//! wide and for a narrow page, and looks for what would mislead a reader. Charts with axes go
//! through plotters (`axes`, `pen`); the others write shapes straight on the sheet.

mod advances;
mod axes;
mod bars;
mod budget_bars;
mod bullets;
mod columns;
mod end_labels;
mod grid;
mod heat;
mod lines;
mod lint;
mod marks;
mod output;
mod panels;
mod pen;
mod ranked_bars;
mod rating_bars;
mod rating_dots;
mod rows;
mod scale;
mod shares;
mod sheet;
mod sparkline;
mod spec;
mod spread;
mod stacked_columns;
mod variance_bars;
mod waterfall;
mod width;

pub use grid::{Better, Cell, Grid, Heading, Rating, Role, Shape, Status, Value};
pub use heat::{Shades, shades};
pub use lint::ProblemCode;
pub use output::{PATTERNS, STYLE, file_style};
pub use spec::{ChartSpec, Drawing, KeyEntry, KeyFor, Options, Problem, StatusWords, Words};

use sheet::Sheet;

/// The chart kinds: one file, one `mod` and one line here each.
macro_rules! kinds {
    ($($(#[$about:meta])* $kind:ident = $name:literal in $module:ident;)*) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum ChartKind {
            $($(#[$about])* $kind,)*
        }

        impl ChartKind {
            pub const ALL: &[ChartKind] = &[$(ChartKind::$kind),*];

            /// As an author writes it: `type = "stacked-columns"`.
            pub fn name(self) -> &'static str {
                match self {
                    $(ChartKind::$kind => $name,)*
                }
            }

            fn lay_out(self, spec: &ChartSpec<'_>, page: Page) -> Laid {
                match self {
                    $(ChartKind::$kind => $module::lay_out(spec, page),)*
                }
            }
        }
    };
}

kinds! {
    /// One value per period, or a few side by side.
    Columns = "columns" in columns;
    /// Parts of a whole over a few periods.
    StackedColumns = "stacked-columns" in stacked_columns;
    /// Several series over time.
    Lines = "lines" in lines;
    /// One value per row, for long names.
    Bars = "bars" in bars;
    /// The largest of many, with course, share and change.
    RankedBars = "ranked-bars" in ranked_bars;
    /// Parts of one whole in a single bar.
    Shares = "shares" in shares;
    /// Target and actual, each row on its own scale.
    Bullets = "bullets" in bullets;
    /// Budget, budget after transfers and expenditure.
    BudgetBars = "budget-bars" in budget_bars;
    /// Differences from a plan, to both sides of zero.
    VarianceBars = "variance-bars" in variance_bars;
    /// From one total to another, step by step.
    Waterfall = "waterfall" in waterfall;
    /// How many of each rating: one bar of a hundred percent per row.
    RatingBars = "rating-bars" in rating_bars;
    /// How many of each rating: one shape for each.
    RatingDots = "rating-dots" in rating_dots;
    /// A table shaded by size.
    Heat = "heat" in heat;
    /// Many series, each in a small panel.
    Panels = "panels" in panels;
    /// A course as small as a word.
    Sparkline = "sparkline" in sparkline;
}

impl ChartKind {
    pub fn from_name(name: &str) -> Option<ChartKind> {
        ChartKind::ALL.iter().copied().find(|kind| kind.name() == name)
    }
}

impl ChartKind {
    /// Whether a phone gets a drawing of its own. A sparkline is small anyhow, and a shaded table is
    /// read as the table that it is.
    fn has_narrow(self) -> bool {
        !matches!(self, ChartKind::Sparkline | ChartKind::Heat)
    }
}

/// Room at both sides, for letters such as `J` that reach out before the place where they begin.
pub(crate) const OVERHANG: f64 = 1.0;

/// How wide the page is that a drawing is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Page {
    Wide,
    Narrow,
}

impl Page {
    pub(crate) fn width(self) -> f64 {
        match self {
            Page::Wide => 720.0 - 2.0 * OVERHANG,
            Page::Narrow => 360.0 - 2.0 * OVERHANG,
        }
    }

    pub(crate) fn is_narrow(self) -> bool {
        self == Page::Narrow
    }
}

/// A chart laid out for one page width.
pub(crate) struct Laid {
    pub(crate) sheet: Sheet,
    pub(crate) key: Vec<KeyEntry>,
    pub(crate) key_for: KeyFor,
    pub(crate) notes: Vec<String>,
    pub(crate) problems: Vec<Problem>,
}

impl Laid {
    pub(crate) fn on(sheet: Sheet) -> Laid {
        Laid {
            sheet,
            key: Vec::new(),
            key_for: KeyFor::Nobody,
            notes: Vec::new(),
            problems: Vec::new(),
        }
    }
}

/// Whether [`draw`] makes a drawing of such values, whatever words stand at them.
pub fn can_draw(kind: ChartKind, grid: &Grid) -> bool {
    lint::refusals(kind, grid).is_empty()
}

/// Draws a chart. Where it cannot be drawn the texts are empty and `problems` says why.
pub fn draw(spec: &ChartSpec<'_>) -> Drawing {
    let refusals = lint::refusals(spec.kind, spec.grid);
    if !refusals.is_empty() {
        return Drawing { problems: refusals, ..Drawing::default() };
    }
    let wide = spec.kind.lay_out(spec, Page::Wide);
    let narrow = spec.kind.has_narrow().then(|| spec.kind.lay_out(spec, Page::Narrow));
    output::finish(spec, wide, narrow)
}

/// Where the axis of lines starts that leave zero out; `None` where zero is on it.
pub fn axis_start(grid: &Grid, options: Options) -> Option<rust_decimal::Decimal> {
    if options.zero {
        return None;
    }
    let rows = grid.rows.iter().zip(&grid.cells);
    let drawn =
        rows.filter(|(row, _)| !matches!(row.role, Role::Total | Role::Share | Role::Change));
    let numbers = drawn.flat_map(|(_, cells)| cells.iter().filter_map(Cell::decimal));
    let ladder = scale::Ladder::over(numbers, false);
    let cut = ladder.low() > 0.into() || ladder.high() < 0.into();
    cut.then(|| ladder.low())
}
