//! A chart as the author declares it: a kind, the data it shows, and words.

use super::{Id, Located, Reference, SourceUse, Text};
use crate::diagnostics::Origin;

#[derive(Clone, Debug)]
pub struct FigureSpec {
    pub id: Id,
    pub origin: Origin,
    pub kind: FigureKind,
    /// A table, one or more series or KPIs, a node or an edition. Empty only where all data is lost.
    pub data: Vec<Located<Reference>>,
    /// The headline: what the chart shows, or what it says.
    pub title: Text,
    pub subtitle: Option<Text>,
    /// Instead of the sentences made from the data.
    pub summary: Option<Text>,
    /// What to show, in this order: rows of a table, series, measures, nodes.
    pub rows: Vec<Located<String>>,
    /// Columns of a table, periods of a series.
    pub columns: Vec<Located<String>>,
    pub order: Order,
    /// To show amounts in another unit than the data has.
    pub unit: Option<Located<Id>>,
    /// Which direction is good, where the data does not say.
    pub better: Option<super::Better>,
    pub options: FigureOptions,
    /// Why nothing can be shown: the figure is a caption with this reason.
    pub lost: Option<Text>,
    /// Also on the page of the edition.
    pub overview: bool,
    pub notes: Vec<Located<Id>>,
    pub source: Option<SourceUse>,
}

/// What an author may choose about the drawing; `None` leaves it to the data.
#[derive(Clone, Debug, Default)]
pub struct FigureOptions {
    /// Columns are moments.
    pub time: Option<Located<bool>>,
    pub mirror_time: Option<Located<bool>>,
    /// Lines may leave zero out.
    pub zero: Option<Located<bool>>,
    /// The row to bring out.
    pub highlight: Option<Located<String>>,
    /// Rows that are totals of the others; what the sums of the table say when `None`.
    pub totals: Option<Vec<Located<String>>>,
    /// Rows that are subtracted: they are shown with the opposite sign.
    pub minus: Vec<Located<String>>,
    /// Rows and columns change places.
    pub transpose: Option<bool>,
}

/// In which order rows are drawn. By value, so that it is the same in every language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    #[default]
    Given,
    LargestFirst,
    SmallestFirst,
}

impl Order {
    pub const WORDS: &'static [&'static str] = &["given", "largest-first", "smallest-first"];

    pub fn parse(word: &str) -> Option<Order> {
        match word {
            "given" => Some(Order::Given),
            "largest-first" => Some(Order::LargestFirst),
            "smallest-first" => Some(Order::SmallestFirst),
            _ => None,
        }
    }
}

/// The kinds of chart by the words that authors write.
macro_rules! kinds {
    ($($kind:ident = $word:literal;)*) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum FigureKind {
            $($kind,)*
        }

        impl FigureKind {
            pub const WORDS: &'static [&'static str] = &[$($word),*];

            pub fn parse(word: &str) -> Option<FigureKind> {
                match word {
                    $($word => Some(FigureKind::$kind),)*
                    _ => None,
                }
            }

            pub fn word(self) -> &'static str {
                match self {
                    $(FigureKind::$kind => $word,)*
                }
            }
        }
    };
}

kinds! {
    Columns = "columns";
    StackedColumns = "stacked-columns";
    Lines = "lines";
    Bars = "bars";
    RankedBars = "ranked-bars";
    Shares = "shares";
    Bullets = "bullets";
    BudgetBars = "budget-bars";
    VarianceBars = "variance-bars";
    Waterfall = "waterfall";
    RatingBars = "rating-bars";
    RatingDots = "rating-dots";
    Heat = "heat";
    Panels = "panels";
    Sparkline = "sparkline";
}

impl FigureKind {
    pub fn counts_ratings(self) -> bool {
        matches!(self, FigureKind::RatingBars | FigureKind::RatingDots)
    }

    /// Whether its scale may leave out zero. Bars may not: their length is the value.
    pub fn may_cut_its_axis(self) -> bool {
        matches!(self, FigureKind::Lines | FigureKind::Panels | FigureKind::Sparkline)
    }

    /// Whether it shows one value of each row.
    pub fn shows_one_column(self) -> bool {
        matches!(self, FigureKind::Bars | FigureKind::Shares | FigureKind::Waterfall)
    }
}
