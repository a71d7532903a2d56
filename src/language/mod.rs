//! The rules of languages: tags, direction, numbers, plurals, dates, collation. No words of reports.

mod bidi;
mod dates;
mod fold;
mod initials;
mod locale;
mod patterns;
mod plurals;
mod rules;
mod scales;
mod style;
mod symbols;
mod tag;
mod typed;

pub use dates::{Date, DateLength};
pub use fold::{fold, is_composed, is_in_word, lower};
pub use initials::Initials;
pub use plurals::PluralCategory;
pub use rules::{Conjunction, Rules};
pub use scales::LONGEST_SCALE;
pub use style::{Grouping, NumberStyle, Numbering, Sign};
pub use tag::{Direction, Tag};
pub use typed::{Typed, digit};
