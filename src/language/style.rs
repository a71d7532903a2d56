//! How a number is to be printed: its decimals, its grouping, its sign, its digits.

use icu_locale::extensions::unicode::Value;

/// The same in prose, tables, charts and summaries; what differs is said here, by the caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NumberStyle {
    /// Decimals to print, at most 28; `None` prints the number as it is written in the source.
    pub decimals: Option<u32>,
    pub grouping: Grouping,
    pub sign: Sign,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grouping {
    /// As the language does it in a sentence: Spanish writes 1234, but 12.345.
    Prose,
    /// Always, so that 1.234 and 12.345 align in a column.
    Column,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// A minus where the number is negative.
    Negative,
    /// A plus or a minus; zero has neither. For changes.
    Always,
    /// Negative numbers in parentheses, as accountants write them.
    Parentheses,
}

impl NumberStyle {
    pub const PROSE: NumberStyle =
        NumberStyle { decimals: None, grouping: Grouping::Prose, sign: Sign::Negative };
    pub const COLUMN: NumberStyle =
        NumberStyle { decimals: None, grouping: Grouping::Column, sign: Sign::Negative };

    pub const fn decimals(self, decimals: u32) -> NumberStyle {
        NumberStyle { decimals: Some(decimals), ..self }
    }

    pub const fn sign(self, sign: Sign) -> NumberStyle {
        NumberStyle { sign, ..self }
    }
}

/// The digits of a language. The default is what CLDR says is usual: Western digits in Arabic.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbering(Option<Value>);

impl Numbering {
    /// By CLDR's name: `latn`, `arab`, `deva`. `None` when there are no such digits.
    pub fn parse(name: &str) -> Option<Numbering> {
        let value = Value::try_from_str(name).ok()?;
        let numbering = Numbering(Some(value));
        let digits = super::symbols::digits_of(&super::locale::root(&numbering));
        (name == "latn" || digits != ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'])
            .then_some(numbering)
    }

    pub(super) fn value(&self) -> Option<&Value> {
        self.0.as_ref()
    }
}
