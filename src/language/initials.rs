//! A title → the letter it stands under in an index from A to Z.

use std::cmp::Ordering;

use icu_collator::options::{CollatorOptions, Strength};
use icu_collator::{CollatorBorrowed, CollatorPreferences};

use super::locale::locale;
use super::{Numbering, Tag};

/// Groups titles by their first letter as a dictionary of the language does: É under E, Ñ after N,
/// Chinese under the first letter of its pinyin.
pub struct Initials {
    /// Sees base letters only.
    collator: CollatorBorrowed<'static>,
    is_chinese: bool,
    is_arabic: bool,
}

/// What begins with a digit stands in one group, before all letters.
pub const DIGITS: &str = "0–9";

impl Initials {
    pub fn new(tag: &Tag) -> Initials {
        let locale = locale(tag, &Numbering::default());
        let mut options = CollatorOptions::default();
        options.strength = Some(Strength::Primary);
        Initials {
            collator: CollatorBorrowed::try_new(CollatorPreferences::from(&locale), options)
                .expect("every locale falls back to the root, which has collation"),
            is_chinese: locale.id.language.as_str() == "zh",
            is_arabic: locale.id.language.as_str() == "ar",
        }
    }

    /// The part of a title that its place follows: without quotation marks before it and, in
    /// Arabic, without the article, which most titles begin with.
    pub fn filed<'t>(&self, title: &'t str) -> &'t str {
        let title = title.trim_start_matches(|letter: char| !letter.is_alphanumeric());
        let bare = title.strip_prefix("ال").filter(|_| self.is_arabic);
        bare.filter(|rest| rest.starts_with(char::is_alphabetic)).unwrap_or(title)
    }

    /// The letter of a title as `filed`; the same for all that stand in one group.
    pub fn initial(&self, filed: &str) -> String {
        let Some(first) = filed.chars().next() else { return DIGITS.to_owned() };
        if first.is_numeric() {
            return DIGITS.to_owned();
        }
        if self.is_chinese && !first.is_ascii() {
            return self.pinyin(first);
        }
        // An accented letter stands with its base letter unless the language tells them apart.
        let upper: String = first.to_uppercase().collect();
        let base: String =
            super::fold(&upper).chars().take(1).flat_map(char::to_uppercase).collect();
        if self.collator.compare(&upper, &base) == Ordering::Equal { base } else { upper }
    }

    /// The last letter whose mark stands before the character: CLDR's order by pinyin has a mark at
    /// the beginning of each letter.
    fn pinyin(&self, first: char) -> String {
        let mut within = [0; 4];
        let first = first.encode_utf8(&mut within);
        let letters = ('A'..='Z').rev();
        let mut before = letters.filter(|letter| {
            self.collator.compare(&format!("\u{fdd0}{letter}"), first) != Ordering::Greater
        });
        before.next().map_or_else(|| first.to_owned(), |letter| letter.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_stand_under_the_letter_that_readers_look_under() {
        for (tag, title, initial) in [
            ("en", "“Revenue”", "R"),
            ("en", "1.1 Reach", DIGITS),
            ("fr", "Économies", "E"),
            ("es", "Ñandú", "Ñ"),
            ("es", "Índice", "I"),
            ("ru", "Ёлка", "Е"),
            ("ru", "Йод", "Й"),
            ("ar", "الإيرادات", "ا"),
            ("ar", "المخاطر", "م"),
            ("zh", "收入", "S"),
            ("zh", "专利", "Z"),
            ("zh", "按年份", "A"),
            ("zh", "风险", "F"),
            ("zh", "PDF 申请", "P"),
        ] {
            let initials = Initials::new(&Tag::parse(tag).expect("a tag"));
            assert_eq!(initials.initial(initials.filed(title)), initial, "{tag} {title}");
        }
    }
}
