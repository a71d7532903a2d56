//! Digits as an author typed them → a decimal, or what was meant by them.

use rust_decimal::Decimal;

/// A decimal with the digits as written: no exponent, no separators, at most 28 digits.
pub fn parse(digits: &str) -> Option<Decimal> {
    let unsigned = digits.strip_prefix(['-', '+']).unwrap_or(digits);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !plain(whole) || !plain(fraction) {
        return None;
    }
    let number = Decimal::from_str_exact(digits.strip_prefix('+').unwrap_or(digits)).ok()?;
    Some(if number.is_zero() { number.abs() } else { number })
}

/// What to write instead of a number as a report prints it.
#[derive(Debug, PartialEq, Eq)]
pub enum Meant {
    One(String),
    /// `1,234` is a thousand and something, or one and something.
    Either(String, String),
}

/// What people paste from a report: separators, a percent sign, brackets for a negative. `None`
/// where no number can be made out.
pub fn meant(typed: &str) -> Option<Meant> {
    let typed: String = typed
        .trim()
        .trim_end_matches('%')
        .trim_end()
        .chars()
        .map(|letter| match letter {
            '\'' | ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '\u{2019}' => ' ',
            // A minus sign, or a dash that stands for it.
            '\u{2212}' | '\u{2013}' => '-',
            letter => letter,
        })
        .collect();
    let typed = match typed.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        Some(inside) => format!("-{inside}"),
        None => typed,
    };
    let typed = match typed.strip_prefix(['-', '+']).unwrap_or(&typed) {
        unsigned if unsigned.contains(' ') => {
            let whole = unsigned.split([',', '.']).next().unwrap_or_default();
            groups(whole, ' ').then(|| typed.replace(' ', ""))?
        }
        _ => typed,
    };
    let unsigned = typed.strip_prefix(['-', '+']).unwrap_or(&typed);
    let without = |separator: char| typed.replace(separator, "");
    let meant = match (unsigned.contains(','), unsigned.contains('.')) {
        // The later one of the two is the decimal sign.
        (true, true) if unsigned.rfind(',') > unsigned.rfind('.') => {
            groups(unsigned.split_once(',')?.0, '.').then(|| without('.').replace(',', "."))?
        }
        (true, true) => groups(unsigned.split_once('.')?.0, ',').then(|| without(','))?,
        (true, false) if groups(unsigned, ',') => {
            let whole = without(',');
            let once = unsigned.matches(',').count() == 1 && !unsigned.starts_with('0');
            if once {
                return Some(Meant::Either(whole, typed.replace(',', ".")));
            }
            if unsigned.starts_with('0') { typed.replace(',', ".") } else { whole }
        }
        (true, false) => typed.replace(',', "."),
        (false, true) if unsigned.matches('.').count() > 1 => {
            groups(unsigned, '.').then(|| without('.'))?
        }
        (false, _) => typed,
    };
    parse(&meant).is_some().then_some(Meant::One(meant))
}

/// Whether it is digits in threes: `1,234,567`.
fn groups(digits: &str, separator: char) -> bool {
    let mut parts = digits.split(separator);
    let first = parts.next().unwrap_or_default();
    (1..=3).contains(&first.len())
        && digits.chars().all(|letter| letter == separator || letter.is_ascii_digit())
        && parts.all(|part| part.len() == 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_printed_number_is_understood() {
        for (typed, plain) in [
            ("1,234,567", "1234567"),
            ("1 234 567", "1234567"),
            ("1'234.50", "1234.50"),
            ("1.234.567", "1234567"),
            ("1.234,5", "1234.5"),
            ("12,345.6", "12345.6"),
            ("976,4", "976.4"),
            ("0,125", "0.125"),
            ("(12.5)", "-12.5"),
            ("\u{2212}7", "-7"),
            ("27%", "27"),
            ("\u{2013}18,0 %", "-18.0"),
        ] {
            assert_eq!(meant(typed), Some(Meant::One(plain.to_owned())), "{typed}");
        }
    }

    #[test]
    fn one_comma_before_three_digits_says_too_little() {
        let either = Meant::Either("-1234".to_owned(), "-1.234".to_owned());
        assert_eq!(meant("-1,234"), Some(either));
    }

    #[test]
    fn what_is_no_number_stays_none() {
        for typed in [
            "",
            "about 12",
            "1 2",
            "20 25",
            "1,23,45",
            "12,345.6.7",
            "1.2.3",
            "1e5",
            "3-4",
            ",",
            "-",
        ] {
            assert_eq!(meant(typed), None, "{typed}");
        }
    }
}
