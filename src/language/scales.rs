//! Words for powers of ten: million, миллион, 亿. Asked of ICU once, with the choices that are ours.

use icu_decimal::CompactDecimalFormatter;
use icu_decimal::input::Decimal as IcuDecimal;
use icu_locale::Locale;
use rust_decimal::Decimal;

use super::plurals::{PluralCategory, Plurals};
use super::symbols::{Affixes, around, digits_of};

/// No table of CLDR goes further than hundreds of trillions.
const LARGEST: u8 = 15;

/// Prose has no use for "549,813 thousand": what is under a million is written out, and the rest
/// said in millions.
const THOUSAND: u32 = 3;

/// Languages in which a number is abbreviated rather than spelt out. In Russian the noun after it
/// then needs no case of its own: `976,4 млн`.
const ABBREVIATING: [&str; 1] = ["ru"];

/// Words of CLDR that a sentence does not use: Spanish reports say 1500 millones, not 1,5 mil millones.
const UNUSED: [(&str, u8); 1] = [("es", 9)];

/// In bytes: none of the words behind a number is longer.
pub const LONGEST_SCALE: usize = 64;

pub(super) struct Scales {
    /// By exponent, smallest first.
    words: Vec<Scale>,
    /// What stands behind a number, with the exponent that it says; each once.
    behind: Vec<(String, u32)>,
}

pub(super) struct Scale {
    exponent: u32,
    /// By plural category; what stands around the number.
    forms: [Affixes; 6],
}

impl Scale {
    pub fn form(&self, category: PluralCategory) -> &Affixes {
        &self.forms[category as usize]
    }
}

impl Scales {
    pub fn new(locale: &Locale, plurals: &Plurals) -> Scales {
        let language = locale.id.language.as_str();
        let formatter = if ABBREVIATING.contains(&language) {
            CompactDecimalFormatter::try_new_short(locale.into(), Default::default())
        } else {
            CompactDecimalFormatter::try_new_long(locale.into(), Default::default())
        };
        let formatter = formatter.expect("every locale falls back to the root, which has scales");
        let digits = digits_of(locale);
        // A space that cannot break, so that a number never parts from its scale. Chinese has none
        // in CLDR; reports set one, as they do between digits and characters elsewhere.
        let gap = if language == "zh" { "\u{a0}" } else { "" };

        let words: Vec<Scale> = (1..=LARGEST)
            .filter(|exponent| !UNUSED.contains(&(language, *exponent)))
            .filter(|&exponent| {
                formatter.compact_exponent_for_magnitude(exponent.into()) == exponent
            })
            .filter_map(|exponent| {
                let mut found: [Option<Affixes>; 6] = Default::default();
                for sample in samples() {
                    let slot = &mut found[plurals.cardinal(&sample) as usize];
                    if slot.is_none()
                        && let Ok(text) = formatter.format_with_exponent(&sample, exponent)
                    {
                        *slot = around(&text.to_string(), &digits);
                    }
                }
                let other = found[PluralCategory::Other as usize].clone();
                let other = other.or_else(|| found.iter().flatten().next().cloned())?;
                let forms = found.map(|form| spaced(form.unwrap_or_else(|| other.clone()), gap));
                Some(Scale { exponent: exponent.into(), forms })
            })
            .collect();
        let mut behind: Vec<(String, u32)> = Vec::new();
        for (form, exponent) in words.iter().flat_map(|s| s.forms.iter().map(|f| (f, s.exponent))) {
            let word = form.after.trim();
            if !word.is_empty() && !behind.iter().any(|known| *known == (word.to_owned(), exponent))
            {
                behind.push((word.to_owned(), exponent));
            }
        }
        Scales { words, behind }
    }

    /// The power of ten whose word a text begins with; 0 where it begins with none.
    pub fn exponent_of(&self, text: &str) -> u32 {
        let words = self.behind.iter().filter(|(word, _)| text.starts_with(word));
        words.max_by_key(|(word, _)| word.len()).map_or(0, |(_, exponent)| *exponent)
    }

    /// How a sentence says `value` times ten to the power of `exponent`. The scale stays that of the
    /// data where the language has a word for it; elsewhere the decimal point moves.
    pub fn say(&self, value: Decimal, exponent: u32) -> Said<'_> {
        if exponent == 0 {
            return Said { moved: None, times: Times::One };
        }
        let own = self.words.iter().find(|scale| scale.exponent == exponent);
        if let Some(own) = own.filter(|scale| scale.exponent != THOUSAND) {
            return Said { moved: None, times: Times::Scale(own) };
        }
        let magnitude = magnitude(value).map(|m| m + i64::from(exponent));
        let scale = self.words.iter().rev().find(|scale| {
            scale.exponent != THOUSAND && magnitude.is_some_and(|m| m >= i64::from(scale.exponent))
        });
        let places = i64::from(exponent) - scale.map_or(0, |scale| i64::from(scale.exponent));
        match shifted(value, places) {
            // Trailing zeros said how exact the number was in its own scale, not in this one.
            Some(moved) => Said {
                moved: Some(moved.normalize()),
                times: scale.map_or(Times::One, Times::Scale),
            },
            None => Said { moved: None, times: Times::Power(exponent) },
        }
    }
}

/// A number times a power of ten, in the words of a language.
pub(super) struct Said<'a> {
    /// The number to print in place of the one given.
    pub moved: Option<Decimal>,
    pub times: Times<'a>,
}

#[derive(Clone, Copy)]
pub(super) enum Times<'a> {
    One,
    Scale(&'a Scale),
    /// Beyond what a decimal can hold, and no word for it: × 10⁴⁰.
    Power(u32),
}

/// The power of ten of the first digit that is not zero; `None` for zero.
fn magnitude(value: Decimal) -> Option<i64> {
    let digits = value.mantissa().unsigned_abs().checked_ilog10()?;
    Some(i64::from(digits) - i64::from(value.scale()))
}

/// `value` with its decimal point moved; `None` when a decimal cannot hold the result.
fn shifted(value: Decimal, places: i64) -> Option<Decimal> {
    let scale = i64::from(value.scale()) - places;
    if scale >= 0 {
        return Decimal::try_from_i128_with_scale(value.mantissa(), u32::try_from(scale).ok()?)
            .ok();
    }
    let zeros = u32::try_from(-scale).ok()?;
    let mantissa = value.mantissa().checked_mul(10_i128.checked_pow(zeros)?)?;
    Decimal::try_from_i128_with_scale(mantissa, 0).ok()
}

/// Numbers that between them fall into every category of every language, fractions first: French
/// has "1,5 million" for its `one`, but "mille" without a number for exactly one thousand.
fn samples() -> impl Iterator<Item = IcuDecimal> {
    let tenths = (11..100).filter(|tenth| tenth % 10 != 0).map(|tenth| {
        let mut number = IcuDecimal::from(tenth);
        number.multiply_pow10(-1);
        number
    });
    tenths.chain((2..=100).chain([1]).map(IcuDecimal::from))
}

fn spaced(form: Affixes, gap: &str) -> Affixes {
    let firm = |text: &str| text.replace(' ', "\u{a0}");
    let after = match form.after.chars().next() {
        Some(first) if !first.is_whitespace() => format!("{gap}{}", form.after),
        _ => form.after,
    };
    Affixes { before: firm(&form.before), after: firm(&after) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::locale::locale;
    use crate::language::{Numbering, Tag};

    /// Who keeps what stands behind a number keeps so much of it, and only where a letter comes first.
    #[test]
    fn a_word_behind_a_number_begins_with_a_letter_and_is_short() {
        let tags = "af am ar az be bg bn bs ca cs cy da de el en es et eu fa fi fil fr ga gl gu he hi hr \
                    hu hy id is it ja ka kk km kn ko ky lo lt lv mk ml mn mr ms my nb ne nl pa pl ps pt \
                    pt-BR ro ru sd si sk sl so sq sr sv sw ta te th tk tr uk ur uz vi yo zh zh-Hant zu";
        for tag in tags.split_whitespace() {
            let tag = Tag::parse(tag).expect("a tag");
            let locale = locale(&tag, &Numbering::default());
            let scales = Scales::new(&locale, &Plurals::new(&locale));
            for (word, _) in &scales.behind {
                assert!(word.len() <= LONGEST_SCALE, "{tag:?}: {word}");
                assert!(word.starts_with(char::is_alphabetic), "{tag:?}: {word}");
            }
        }
    }
}
