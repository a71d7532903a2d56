//! Civil dates as a language writes them; always of the Gregorian calendar, as reports are dated.

use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock};

use icu_calendar::{Date as IcuDate, Gregorian};
use icu_datetime::FixedCalendarDateTimeFormatter;
use icu_datetime::fieldsets::{YM, YMD};
use icu_datetime::pattern::FixedCalendarDateTimeNames;
use icu_locale::Locale;

/// A day that exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(IcuDate<Gregorian>);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DateLength {
    /// December 31, 2025
    Long,
    /// Dec 31, 2025
    Medium,
    /// December 2025
    Month,
}

impl Date {
    /// `None` for a day that the calendar does not have. Years from 1 to 9999.
    pub fn new(year: i32, month: u8, day: u8) -> Option<Date> {
        if !(1..=9999).contains(&year) {
            return None;
        }
        IcuDate::try_new_gregorian(year, month, day).ok().map(Date)
    }
}

pub(super) struct Dates {
    /// French calls the first of a month 1er, which CLDR leaves out.
    first_is_ordinal: bool,
    long: FixedCalendarDateTimeFormatter<Gregorian, YMD>,
    medium: FixedCalendarDateTimeFormatter<Gregorian, YMD>,
    month: FixedCalendarDateTimeFormatter<Gregorian, YM>,
    /// A report names the same few days below every table, and to write one takes thousands of steps.
    written: RwLock<BTreeMap<(Date, DateLength), String>>,
}

impl Dates {
    pub fn new(locale: &Locale) -> Dates {
        let why = "every locale falls back to the root, which has dates";
        let month = FixedCalendarDateTimeFormatter::try_new(locale.into(), YM::long()).expect(why);
        // In Portuguese, ICU4X 2.4 leaves the digits of this one out, and panics in debug builds.
        let mut names = FixedCalendarDateTimeNames::from_formatter(locale.into(), month);
        names.include_decimal_formatter().expect(why);
        let month = names.try_into_formatter(YM::long()).map_err(|(error, _)| error).expect(why);
        Dates {
            first_is_ordinal: locale.id.language.as_str() == "fr",
            long: FixedCalendarDateTimeFormatter::try_new(locale.into(), YMD::long()).expect(why),
            medium: FixedCalendarDateTimeFormatter::try_new(locale.into(), YMD::medium())
                .expect(why),
            month,
            written: RwLock::default(),
        }
    }

    pub fn write(&self, date: Date, length: DateLength) -> String {
        let key = (date, length);
        if let Some(text) = self.written.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return text.clone();
        }
        let text = self.format(date, length);
        let mut written = self.written.write().unwrap_or_else(PoisonError::into_inner);
        written.insert(key, text.clone());
        text
    }

    fn format(&self, date: Date, length: DateLength) -> String {
        let text = match length {
            DateLength::Long => self.long.format(&date.0).to_string(),
            DateLength::Medium => self.medium.format(&date.0).to_string(),
            DateLength::Month => return self.month.format(&date.0).to_string(),
        };
        match text.strip_prefix("1 ") {
            Some(rest) if self.first_is_ordinal => format!("1er {rest}"),
            _ => text,
        }
    }
}
