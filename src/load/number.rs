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

    #[test]
    fn a_hundred_thousand_numbers_read_back_with_their_digits() {
        let mut state: u64 = 7;
        for _ in 0..100_000 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let scale = u32::try_from(state >> 40).expect("24 bits") % 29;
            // Of all lengths, not only the longest.
            let digits = i128::from(state >> 2) * i128::from(state.rotate_left(21) >> 2);
            let digits = (digits >> (state % 96)) % 10_i128.pow(28);
            let sign = if state.is_multiple_of(2) { 1 } else { -1 };
            let number = rust_decimal::Decimal::from_i128_with_scale(sign * digits, scale);
            let written = number.to_string();
            let read = parse(&written).expect("a decimal is digits");
            assert_eq!(read, number, "{written}");
            if !number.is_zero() {
                assert_eq!(read.to_string(), written);
            }
        }
    }
}
