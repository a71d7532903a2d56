//! Ids of records, and references that reach a record, a row, a cell or a point in time.

use std::fmt;
use std::sync::Arc;

use super::Period;

/// Lowercase letters, digits and hyphens: part of a public address, so it stays the same for ever.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(Arc<str>);

impl Id {
    /// The longest id; with its folders and suffix it must fit a file name on every system.
    pub const MAX: usize = 100;

    pub fn parse(text: &str) -> Option<Id> {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        let bytes = text.as_bytes();
        let ends_plain =
            bytes.first().is_some_and(|&b| plain(b)) && bytes.last().is_some_and(|&b| plain(b));
        let fits = text.len() <= Self::MAX && bytes.iter().all(|&b| plain(b) || b == b'-');
        (ends_plain && fits).then(|| Id(Arc::from(text)))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What an author may have meant by a text that is no id: `Er 1.1` becomes `er-1-1`.
    pub fn suggestion(text: &str) -> String {
        let mut id = String::new();
        for letter in text.chars().flat_map(char::to_lowercase).take(Self::MAX) {
            let letter = without_accent(letter);
            if letter.is_ascii_alphanumeric() {
                id.push(letter);
            } else if !id.ends_with('-') && !id.is_empty() {
                id.push('-');
            }
        }
        id.trim_end_matches('-').to_owned()
    }
}

/// A small Latin letter as it is written without its accent, any other as it is.
fn without_accent(letter: char) -> char {
    match letter {
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'è'..='ë' | 'ē' | 'ę' | 'ě' => 'e',
        'ì'..='ï' | 'ī' | 'ı' => 'i',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ő' => 'o',
        'ś' | 'š' | 'ş' | 'ș' => 's',
        'ù'..='ü' | 'ū' | 'ů' | 'ű' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        _ => letter,
    }
}

impl fmt::Display for Id {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::borrow::Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// Names that Windows keeps for devices: a site with such a folder cannot be unpacked there.
pub const DEVICES: &[&str] = &[
    "aux", "con", "nul", "prn", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8",
    "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// `[edition/]record[.row[.column]][@period]`; without an edition, the one that refers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reference {
    pub edition: Option<Id>,
    pub record: Id,
    /// Row or measure.
    pub part: Option<Id>,
    /// Column, or `baseline`, `target`, `actual`.
    pub field: Option<Id>,
    pub period: Option<Period>,
}

impl Reference {
    /// Whether it names a record and nothing within it.
    pub fn is_record(&self) -> bool {
        self.edition.is_none()
            && self.part.is_none()
            && self.field.is_none()
            && self.period.is_none()
    }

    pub fn parse(text: &str) -> Option<Reference> {
        let (text, period) = match text.split_once('@') {
            Some((before, period)) => (before, Some(Period::parse(period)?)),
            None => (text, None),
        };
        let (edition, path) = match text.split_once('/') {
            Some((edition, path)) => (Some(Id::parse(edition)?), path),
            None => (None, text),
        };
        let mut segments = path.split('.');
        let record = Id::parse(segments.next()?)?;
        let mut next = || segments.next().map(Id::parse);
        let part = match next() {
            Some(segment) => Some(segment?),
            None => None,
        };
        let field = match next() {
            Some(segment) => Some(segment?),
            None => None,
        };
        segments.next().is_none().then_some(Reference { edition, record, part, field, period })
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(edition) = &self.edition {
            write!(out, "{edition}/")?;
        }
        write!(out, "{}", self.record)?;
        for segment in self.part.iter().chain(&self.field) {
            write!(out, ".{segment}")?;
        }
        if let Some(period) = &self.period {
            write!(out, "@{period}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_reads_back_as_it_was_written() {
        for text in [
            "revenue",
            "revenue.total.actual",
            "2020-21/revenue.total",
            "filings@2025",
            "a.b@2024/25",
        ] {
            assert_eq!(Reference::parse(text).map(|r| r.to_string()).as_deref(), Some(text));
        }
    }

    #[test]
    fn what_is_no_id_gets_a_usable_suggestion() {
        assert_eq!(Id::parse("Er 1.1"), None);
        assert_eq!(Id::suggestion("Er 1.1"), "er-1-1");
        assert_eq!(Id::suggestion("République de Corée"), "republique-de-coree");
        assert_eq!(Id::parse("-a"), None);
        assert_eq!(Id::parse("con/../x"), None);
    }
}
