//! Digits, separators and signs of a language, asked of ICU once, and numbers written with them.
//!
//! ICU can group by the language's habit only; a column needs every number grouped. And a page has
//! thousands of numbers, so writing one must not cost more than its digits.

use icu_decimal::DecimalFormatter;
use icu_decimal::input::{Decimal as IcuDecimal, SignDisplay};
use icu_locale::Locale;
use rust_decimal::{Decimal, RoundingStrategy};

use super::{Grouping, NumberStyle, Sign};

/// The typographic minus, whichever of the two CLDR has for the language.
const MINUS: &str = "\u{2212}";

/// More decimals than any published figure has, and as many as a `Decimal` can hold.
const MOST_DECIMALS: u32 = 28;

#[derive(Clone, Debug)]
pub(super) struct Symbols {
    digits: [char; 10],
    decimal: String,
    group: String,
    /// Digits in the group before the decimal separator; 0 where the language never groups.
    primary: usize,
    /// Digits in the groups before that: two in Hindi.
    secondary: usize,
    /// Fewest digits before the first separator, in prose: two in Spanish.
    minimum: usize,
    minus: Affixes,
    plus: Affixes,
}

/// What stands before and after something. Arabic has invisible marks around its signs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Affixes {
    pub before: String,
    pub after: String,
}

/// A number as it will be read: rounded, without its sign, with its digits still Western.
pub(super) struct Rounded {
    pub sign: Option<Signed>,
    pub value: Decimal,
    pub decimals: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Signed {
    Minus,
    Plus,
    Parentheses,
}

impl Rounded {
    /// Half away from zero, on decimals. What rounds to zero has no sign.
    pub fn new(value: Decimal, style: NumberStyle) -> Rounded {
        let decimals = style.decimals.unwrap_or(value.scale()).min(MOST_DECIMALS);
        let value = value.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
        let sign = match style.sign {
            _ if value.is_zero() => None,
            Sign::Parentheses if value.is_sign_negative() => Some(Signed::Parentheses),
            _ if value.is_sign_negative() => Some(Signed::Minus),
            Sign::Always => Some(Signed::Plus),
            Sign::Negative | Sign::Parentheses => None,
        };
        Rounded { sign, value: value.abs(), decimals }
    }

    /// For plural rules, which look at the visible digits: 1 and 1.0 differ in English.
    pub fn for_icu(&self) -> IcuDecimal {
        let mut decimal = IcuDecimal::from(self.value.mantissa());
        decimal.multiply_pow10(-small(self.value.scale()));
        decimal.absolute.pad_end(-small(self.decimals));
        decimal
    }
}

fn small(scale: u32) -> i16 {
    i16::try_from(scale).expect("a decimal has at most 28 decimals")
}

impl Symbols {
    pub fn new(locale: &Locale) -> Symbols {
        let formatter = DecimalFormatter::try_new(locale.into(), Default::default())
            .expect("every locale falls back to the root, which has symbols");
        let write = |decimal: &IcuDecimal| formatter.format(decimal).to_string();
        let digits = digits(&formatter);

        let signed = |number: i32| {
            let number = IcuDecimal::from(number).with_sign_display(SignDisplay::Always);
            let affixes = around(&write(&number), &digits).unwrap_or_default();
            let minus = |text: &str| text.replace('-', MINUS);
            Affixes { before: minus(&affixes.before), after: minus(&affixes.after) }
        };
        let half = write(&tenths(15));
        let decimal = half.chars().filter(|c| !digits.contains(c)).collect();

        let many = write(&IcuDecimal::from(111_111_111_111_i64));
        let is_digit = |c: char| digits.contains(&c);
        let group: String =
            many.chars().skip_while(|&c| is_digit(c)).take_while(|&c| !is_digit(c)).collect();
        // From the last group backwards; the first one says nothing, it is what was left over.
        let mut sizes: Vec<usize> =
            many.split(|c| !is_digit(c)).map(|g| g.chars().count()).collect();
        sizes.retain(|&size| size > 0);
        let mut sizes = sizes.into_iter().skip(1).rev();
        let primary = sizes.next().unwrap_or(0);
        let secondary = sizes.next().unwrap_or(primary);
        let minimum = (1..=4).find(|&leading| {
            let exponent = i16::try_from(primary + leading - 1).expect("a few digits");
            let mut number = IcuDecimal::from(1);
            number.multiply_pow10(exponent);
            write(&number).chars().any(|c| !digits.contains(&c))
        });

        Symbols {
            digits,
            decimal,
            group,
            primary,
            secondary,
            minimum: minimum.unwrap_or(1),
            minus: signed(-1),
            plus: signed(1),
        }
    }

    /// The decimal separator, and what sets groups of digits apart.
    pub fn separators(&self) -> (char, char) {
        let first = |text: &str, otherwise| text.chars().next().unwrap_or(otherwise);
        (first(&self.decimal, '.'), first(&self.group, ','))
    }

    pub fn sign(&self, sign: Option<Signed>) -> (&str, &str) {
        match sign {
            Some(Signed::Minus) => (&self.minus.before, &self.minus.after),
            Some(Signed::Plus) => (&self.plus.before, &self.plus.after),
            Some(Signed::Parentheses) | None => ("", ""),
        }
    }

    /// The digits of a text in the digits of the language; everything else stays.
    pub fn localize_digits(&self, text: &str) -> String {
        text.chars().map(|c| c.to_digit(10).map_or(c, |d| self.digits[d as usize])).collect()
    }

    /// Without its sign.
    pub fn write(&self, out: &mut String, number: &Rounded, grouping: Grouping) {
        let mut buffer = [0_u8; 40];
        let digits = decimal_digits(number.value.mantissa().unsigned_abs(), &mut buffer);
        let scale = number.value.scale() as usize;
        // 0.05 has the digits 5: the zeros before it are not in the mantissa.
        let (whole, fraction) = digits.split_at(digits.len().saturating_sub(scale));
        if whole.is_empty() {
            out.push(self.digits[0]);
        }
        for (index, digit) in whole.iter().enumerate() {
            out.push(self.digits[usize::from(*digit)]);
            if self.separates(whole.len(), whole.len() - index - 1, grouping) {
                out.push_str(&self.group);
            }
        }
        if number.decimals == 0 {
            return;
        }
        out.push_str(&self.decimal);
        for _ in fraction.len()..scale {
            out.push(self.digits[0]);
        }
        for digit in fraction {
            out.push(self.digits[usize::from(*digit)]);
        }
        for _ in scale..number.decimals as usize {
            out.push(self.digits[0]);
        }
    }

    /// Whether a separator stands where `remaining` of `all` whole digits are still to come.
    fn separates(&self, all: usize, remaining: usize, grouping: Grouping) -> bool {
        let minimum = match grouping {
            Grouping::Prose => self.minimum,
            Grouping::Column => 1,
        };
        self.primary > 0
            && remaining >= self.primary
            && all >= self.primary + minimum
            && (remaining - self.primary).is_multiple_of(self.secondary)
    }
}

/// The digits of a locale, zero first.
pub(super) fn digits_of(locale: &Locale) -> [char; 10] {
    let formatter = DecimalFormatter::try_new(locale.into(), Default::default())
        .expect("every locale falls back to the root, which has symbols");
    digits(&formatter)
}

fn digits(formatter: &DecimalFormatter) -> [char; 10] {
    std::array::from_fn(|digit| {
        let text = formatter.format(&IcuDecimal::from(digit)).to_string();
        text.chars().next().expect("a digit is written with a character")
    })
}

fn tenths(number: i32) -> IcuDecimal {
    let mut decimal = IcuDecimal::from(number);
    decimal.multiply_pow10(-1);
    decimal
}

/// What stands around the digits of a text, or `None` when it has none: French writes "mille".
pub(super) fn around(text: &str, digits: &[char; 10]) -> Option<Affixes> {
    let start = text.find(|c| digits.contains(&c))?;
    let (last, digit) = text.char_indices().rfind(|(_, c)| digits.contains(c))?;
    let after = last + digit.len_utf8();
    Some(Affixes { before: text[..start].to_owned(), after: text[after..].to_owned() })
}

/// The decimal digits of a whole number as values 0 to 9, at the end of the buffer.
fn decimal_digits(number: u128, buffer: &mut [u8; 40]) -> &[u8] {
    let mut start = buffer.len();
    let mut rest = number;
    // Nearly every figure fits 64 bits, where division is several times cheaper.
    while rest > u128::from(u64::MAX) {
        start -= 1;
        buffer[start] = (rest % 10) as u8;
        rest /= 10;
    }
    let mut rest = rest as u64;
    while rest > 0 {
        start -= 1;
        buffer[start] = (rest % 10) as u8;
        rest /= 10;
    }
    &buffer[start..]
}
