//! Texts, numbers, periods and units as one language writes them.

use rust_decimal::Decimal;
use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

use super::{Chosen, LocalizedReport};
use crate::language::{Date, DateLength, Direction, NumberStyle};
use crate::model::{Forms, Missing, Period, Status, Text, Unit, UnitKind};

/// A text ready for the page. `lang` and `dir` are set only where the text is not in the page's
/// language: a fallback, a name left in its own language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    pub text: String,
    pub lang: Option<String>,
    pub dir: Option<&'static str>,
}

/// Templates get the text alone where nothing else is to be said: nothing stands on a page as often.
impl Serialize for Words {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.lang.is_none() {
            return serializer.serialize_str(&self.text);
        }
        let mut words = serializer.serialize_struct("Words", 3)?;
        words.serialize_field("text", &self.text)?;
        words.serialize_field("lang", &self.lang)?;
        words.serialize_field("dir", &self.dir)?;
        words.end()
    }
}

/// A value ready to print.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CellText {
    /// "1,234.5", "–"
    pub text: String,
    /// Read instead of a bare mark.
    pub spoken: Option<String>,
}

/// How much of its unit a number carries with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueStyle {
    /// The unit stands elsewhere: over the table, beside the axis.
    Bare,
    /// The percent sign stays; other units stand elsewhere.
    Signed,
    /// With its unit, as a sentence says it: "976.4 million Swiss francs".
    InWords,
}

impl LocalizedReport<'_> {
    /// A text with its language where that is not the page's.
    pub fn words(&self, text: &Text) -> Words {
        self.chosen(self.choose(text))
    }

    fn chosen(&self, chosen: Chosen<'_>) -> Words {
        Words {
            text: chosen.forms.plain().to_owned(),
            lang: chosen.foreign.map(ToString::to_string),
            dir: chosen.foreign.map(|tag| tag.direction().attribute()),
        }
    }

    /// The text alone, for a place that cannot carry a language.
    pub fn plain<'t>(&self, text: &'t Text) -> &'t str {
        self.choose(text).forms.plain()
    }

    /// A string of the theme as words of this language.
    pub fn string(&self, key: &str) -> Words {
        self.own(self.strings.get(key).to_owned())
    }

    /// A text that is in this language already.
    pub fn own(&self, text: String) -> Words {
        Words { text, lang: None, dir: None }
    }

    pub fn direction(&self) -> Direction {
        self.rules.direction()
    }

    /// A counted phrase of the theme: "3 KPIs". `places` are filled in besides its number.
    pub fn counted(&self, key: &str, number: Decimal, places: &[(&str, &str)]) -> String {
        let category = self.rules.plural(number, NumberStyle::PROSE).name();
        let printed = self.rules.number(number, NumberStyle::PROSE);
        let mut all = vec![("n", printed.as_str())];
        all.extend(places);
        crate::theme::fill(self.strings.counted(key, category), &all)
    }

    /// "2024/25"; days and months as dates.
    pub fn period(&self, period: &Period) -> String {
        let (year, month, day) = period.end();
        let text = period.as_str();
        match (text.len(), Date::new(year.into(), month, day)) {
            (10, Some(date)) => self.rules.date(date, DateLength::Long),
            (7, Some(date)) if !text.contains('/') => self.rules.date(date, DateLength::Month),
            _ => self.rules.period(text),
        }
    }

    /// A number of a unit.
    pub fn value(&self, number: Decimal, unit: Option<&Unit>, style: ValueStyle) -> String {
        let base =
            if style == ValueStyle::InWords { NumberStyle::PROSE } else { NumberStyle::COLUMN };
        let numbers = NumberStyle { decimals: unit.and_then(|unit| unit.decimals), ..base };
        self.styled(number, unit, style, numbers)
    }

    /// The same with decimals and sign of the caller's choice.
    pub fn styled(
        &self,
        number: Decimal,
        unit: Option<&Unit>,
        style: ValueStyle,
        numbers: NumberStyle,
    ) -> String {
        let Some(unit) = unit else { return self.rules.number(number, numbers) };
        if let Some(level) = unit.level(number) {
            return self.plain(level).to_owned();
        }
        match (style, unit.kind) {
            (ValueStyle::Bare, _) => self.rules.number(number, numbers),
            (ValueStyle::Signed | ValueStyle::InWords, UnitKind::Percent) => {
                self.rules.percent(number, numbers)
            }
            (ValueStyle::Signed, _) => self.rules.number(number, numbers),
            (ValueStyle::InWords, UnitKind::Currency) => match &unit.currency {
                Some(currency) => self.rules.money(number, unit.scale.ilog10(), currency, numbers),
                None => self.rules.scaled(number, unit.scale.ilog10(), numbers),
            },
            (ValueStyle::InWords, _) if unit.scale > 1 => {
                self.rules.scaled(number, unit.scale.ilog10(), numbers)
            }
            (ValueStyle::InWords, _) => match &unit.one_of {
                Some(text) => {
                    let chosen = self.choose(text);
                    let category = self.rules.plural(number, numbers).name();
                    let printed = self.rules.number(number, numbers);
                    crate::theme::fill(form(chosen.forms, category), &[("n", &printed)])
                }
                None => self.rules.number(number, numbers),
            },
        }
    }

    /// The mark for a missing value and the words that are read instead.
    pub fn missing(&self, reason: Missing) -> CellText {
        let (mark, words) = match reason {
            Missing::Nil => ("missing_mark.nil", "missing.nil"),
            Missing::NotAvailable => ("missing_mark.not_available", "missing.not_available"),
            Missing::NotApplicable => ("missing_mark.not_applicable", "missing.not_applicable"),
            Missing::Pending => ("missing_mark.pending", "missing.pending"),
            Missing::Blank => ("missing_mark.blank", "missing.blank"),
            Missing::Lost => ("missing_mark.lost", "missing.lost"),
            Missing::Confidential => ("missing_mark.confidential", "missing.confidential"),
        };
        CellText {
            text: self.strings.get(mark).to_owned(),
            spoken: Some(self.strings.get(words).to_owned()),
        }
    }

    /// `None` for a final value, which needs no mark.
    pub fn status(&self, status: Status) -> Option<(&str, &str)> {
        if status == Status::Final {
            return None;
        }
        let key = status.word();
        Some((
            self.strings.get(&format!("status_mark.{key}")),
            self.strings.get(&format!("status.{key}")),
        ))
    }
}

/// The form for a plural category, else the one that every language has.
fn form<'t>(forms: &'t Forms, category: &str) -> &'t str {
    match forms {
        Forms::One(text) => text,
        Forms::Plural(all) => all
            .iter()
            .find(|(name, _)| name == category)
            .or_else(|| all.iter().find(|(name, _)| name == "other"))
            .map_or_else(|| forms.plain(), |(_, text)| text),
    }
}
