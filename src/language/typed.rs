//! Reads a number as people type it in a language: the reverse of `symbols` and `scales`.

use rust_decimal::Decimal;

use super::Rules;

/// A number that somebody typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Typed {
    /// As typed: 9.764 before 亿.
    pub number: Decimal,
    /// The power of ten that the word after it says: 8 for 亿.
    pub exponent: u32,
}

/// Blanks and marks that set groups of digits apart in any language.
const GAPS: [char; 7] = [' ', '\u{a0}', '\u{202f}', '\u{2009}', '\'', '’', '٬'];

impl Rules {
    /// The number of these digits and separators before the text `after`. `None` where the language
    /// does not write numbers so.
    pub fn read(&self, digits: &str, after: &str) -> Option<Typed> {
        let (decimal, group) = self.separators();
        let (mut mantissa, mut fraction) = (0_i128, None);
        // How many groups of digits have ended, and how many digits the next one has.
        let (mut groups, mut length) = (0, 0);
        for letter in digits.chars() {
            if let Some(digit) = digit(letter) {
                mantissa = mantissa.checked_mul(10)?.checked_add(i128::from(digit))?;
                match &mut fraction {
                    Some(decimals) => *decimals += 1,
                    None => length += 1,
                }
            } else if fraction.is_none() && (letter == decimal || letter == '٫') {
                fraction = Some(0_u32);
            } else if fraction.is_none() && (letter == group || GAPS.contains(&letter)) {
                // Three digits after each separator; two in the languages of India, but for the last.
                let fewest = if groups == 0 { 1 } else { 2 };
                if !(fewest..=3).contains(&length) {
                    return None;
                }
                (groups, length) = (groups + 1, 0);
            } else {
                return None;
            }
        }
        let has_digits = length > 0 || fraction.is_some_and(|decimals| decimals > 0);
        if !has_digits || groups > 0 && length != 3 {
            return None;
        }
        let number = Decimal::try_from_i128_with_scale(mantissa, fraction.unwrap_or(0)).ok()?;
        Some(Typed { number, exponent: self.scale_before(after.trim_start()) })
    }
}

/// A digit of any of our scripts.
pub fn digit(letter: char) -> Option<u8> {
    let zero = match letter {
        '0'..='9' => '0',
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        '０'..='９' => '０',
        _ => return None,
    };
    u8::try_from(u32::from(letter) - u32::from(zero)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{Numbering, Tag};

    fn read(tag: &str, digits: &str, after: &str) -> Option<(String, u32)> {
        let tag = Tag::parse(tag).expect("a tag");
        let typed = Rules::new(&tag, &Numbering::default()).read(digits, after)?;
        Some((typed.number.to_string(), typed.exponent))
    }

    fn is(number: &str, exponent: u32) -> Option<(String, u32)> {
        Some((number.to_owned(), exponent))
    }

    #[test]
    fn each_language_has_its_separators() {
        assert_eq!(read("en", "1,234.50", ""), is("1234.50", 0));
        assert_eq!(read("fr", "1\u{202f}234,5", ""), is("1234.5", 0));
        assert_eq!(read("es", "12.345,6", ""), is("12345.6", 0));
        assert_eq!(read("ru", "1\u{a0}234", ""), is("1234", 0));
        assert_eq!(read("ar", "١٬٢٣٤٫٥", ""), is("1234.5", 0));
        assert_eq!(
            read("zh", "１２，３４５", ""),
            None,
            "a full-width comma is a comma of the sentence"
        );
    }

    #[test]
    fn the_word_after_it_says_the_power_of_ten() {
        assert_eq!(read("en", "976.4", " million francs"), is("976.4", 6));
        assert_eq!(read("fr", "976,4", "\u{a0}millions de francs"), is("976.4", 6));
        assert_eq!(read("zh", "1.441", "\u{a0}亿瑞郎"), is("1.441", 8));
        assert_eq!(read("zh", "1200", "万字"), is("1200", 4));
        assert_eq!(read("ru", "976,4", " млн"), is("976.4", 6));
    }

    #[test]
    fn what_is_grouped_in_no_language_is_no_number() {
        assert_eq!(read("en", "549,8131", ""), None);
        assert_eq!(read("en", "1,23,4", ""), None);
        assert_eq!(read("en", "1.2.3", ""), None);
        assert_eq!(read("hi", "12,34,567", ""), is("1234567", 0));
    }
}
