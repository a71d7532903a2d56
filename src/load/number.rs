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

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn digits_are_kept_as_written() {
        for digits in ["12", "12.0", "-18.50", "0"] {
            assert_eq!(parse(digits).map(|number| number.to_string()).as_deref(), Some(digits));
        }
        assert_eq!(parse("+3").map(|number| number.to_string()).as_deref(), Some("3"));
        assert_eq!(parse("-0").map(|number| number.to_string()).as_deref(), Some("0"));
        for wrong in
            ["", "1e5", "1,5", "1_000", ".5", "5.", "nan", "12345678901234567890123456789012"]
        {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
