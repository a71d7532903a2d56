//! Finds the numbers that an author typed in a sentence, so that a check can compare them with the data.

use std::ops::Range;

/// Byte ranges of the numbers in a text: digits of any of our scripts, with the separators between
/// them. `2024年` and `12.5%` hold one each; the digits of `CO2` or `A4` belong to a word.
pub fn find(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = next_digit(text.as_bytes(), at)?;
            at = end(text, start);
            if !text[..start].ends_with(|before: char| before.is_ascii_alphabetic()) {
                return Some(start..at);
            }
        }
    })
}

/// Every word of every narrative passes here, so a few instructions look at 32 bytes at once. Each
/// is looked at with the two behind it, because Arabic letters begin with the same byte as digits.
fn next_digit(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    while let Some(block) = bytes[at..].first_chunk::<34>() {
        if (0..32).fold(false, |found, i| found | is_digit_at(block[i], block[i + 1], block[i + 2]))
        {
            break;
        }
        at += 32;
    }
    let byte = |index: usize| bytes.get(index).copied().unwrap_or(0);
    let rest = bytes[at..].iter().zip(at..);
    // One look into a table settles nearly all of the bytes.
    let mut begins = rest.filter(|(first, _)| BEGINS_DIGIT[usize::from(**first)]);
    begins.find(|&(&first, at)| is_digit_at(first, byte(at + 1), byte(at + 2))).map(|(_, at)| at)
}

/// By a byte: whether some digit begins with it.
const BEGINS_DIGIT: [bool; 256] = {
    let mut begins = [false; 256];
    let mut digit = b'0';
    while digit <= b'9' {
        begins[digit as usize] = true;
        digit += 1;
    }
    (begins[0xD9], begins[0xDB], begins[0xEF]) = (true, true, true);
    begins
};

/// Do these bytes begin with a digit: ASCII, Arabic (in two blocks) or full-width?
#[inline]
fn is_digit_at(first: u8, second: u8, third: u8) -> bool {
    let in_ten = |byte: u8, zero: u8| byte.wrapping_sub(zero) < 10;
    in_ten(first, b'0')
        | ((first == 0xD9) & in_ten(second, 0xA0))
        | ((first == 0xDB) & in_ten(second, 0xB0))
        | ((first == 0xEF) & (second == 0xBC) & in_ten(third, 0x90))
}

fn end(text: &str, from: usize) -> usize {
    let mut letters = text[from..].char_indices().peekable();
    while let Some((offset, letter)) = letters.next() {
        let goes_on = is_digit(letter)
            || is_separator(letter) && letters.peek().is_some_and(|&(_, next)| is_digit(next));
        if !goes_on {
            return from + offset;
        }
    }
    text.len()
}

fn is_digit(letter: char) -> bool {
    matches!(letter, '0'..='9' | '٠'..='٩' | '۰'..='۹' | '０'..='９')
}

fn is_separator(letter: char) -> bool {
    matches!(
        letter,
        '.' | ',' | '\'' | '’' | '٫' | '٬' | '\u{A0}' | '\u{202F}' | '\u{2009}' | '．' | '，'
    )
}

#[cfg(test)]
mod tests {
    fn numbers(text: &str) -> Vec<&str> {
        super::find(text).map(|range| &text[range]).collect()
    }

    #[test]
    fn each_language_writes_numbers_its_way() {
        assert_eq!(numbers("In 2025, 275,900.5 filings (up 0.7%)."), ["2025", "275,900.5", "0.7"]);
        assert_eq!(numbers("1\u{202F}234,5 millions"), ["1\u{202F}234,5"]);
        assert_eq!(numbers("بلغ ١٬٢٣٤٫٥ مليون"), ["١٬٢٣٤٫٥"]);
        assert_eq!(numbers("2024年为３．５％"), ["2024", "３．５"]);
    }

    #[test]
    fn a_digit_in_a_word_is_no_number() {
        assert_eq!(numbers("CO2, A4 and WO2024 but 3D and 24-25"), ["3", "24", "25"]);
        assert_eq!(numbers(""), Vec::<&str>::new());
    }
}
