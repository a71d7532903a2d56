//! Finds the numbers that an author typed in a sentence, so that a check can compare them with the data.

use std::ops::Range;

/// Byte ranges of the numbers in a text: digits of any of our scripts, with the separators between
/// them. `2024年` and `12.5%` hold one each; the digits of `CO2` or `A4` belong to a word.
pub fn find(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + next_digit(&text.as_bytes()[at..])?;
            at = end(text, start);
            if !text[..start].ends_with(|before: char| before.is_ascii_alphabetic()) {
                return Some(start..at);
            }
        }
    })
}

/// Looks at bytes, not at characters: every word of every narrative passes here.
fn next_digit(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        at += bytes[at..]
            .iter()
            .position(|&byte| byte.is_ascii_digit() || matches!(byte, 0xD9 | 0xDB | 0xEF))?;
        match bytes[at..] {
            // Arabic, in two blocks, and full-width.
            [b'0'..=b'9', ..]
            | [0xD9, 0xA0..=0xA9, ..]
            | [0xDB, 0xB0..=0xB9, ..]
            | [0xEF, 0xBC, 0x90..=0x99, ..] => return Some(at),
            _ => at += 1,
        }
    }
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
