//! A text → the words that find it. Chinese and other scripts without spaces are cut into pairs of
//! characters. `themes/default/static/search.js` cuts what a reader types in the same way.

use std::borrow::Cow;

use crate::language::{is_in_word, lower};

/// The parts of a text that are cut into words one by one, between spaces and signs that are no part of
/// any word. What may join two parts of a word, or tell whether it ends, stays: `I.1`, `l'an`.
pub fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let is_inside = |byte: &u8| INSIDE[usize::from(*byte)];
    let mut rest = text;
    std::iter::from_fn(move || {
        let start = rest.bytes().position(|byte| is_inside(&byte))?;
        let from = &rest[start..];
        let end = from.bytes().position(|byte| !is_inside(&byte)).unwrap_or(from.len());
        let (piece, after) = from.split_at(end);
        rest = after;
        Some(piece)
    })
}

/// Of each byte, whether a piece goes on with it.
const INSIDE: [bool; 256] = {
    let mut inside = [true; 256];
    let mut byte: u8 = 0;
    while byte < 0x80 {
        inside[byte as usize] = byte.is_ascii_alphanumeric()
            || matches!(byte, b'.' | b',' | b'\'' | b':' | b'^' | b'`');
        byte += 1;
    }
    inside
};

/// Calls `each` with every word of the text, in small letters with their accents, by which its stem is
/// found. What of `elided` stands before a word is written as one with it: `l'état`.
pub fn words(text: &str, elided: &[&str], mut each: impl FnMut(&str)) {
    let is_lower = text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    let lower = if is_lower { Cow::Borrowed(text) } else { Cow::Owned(lower(text)) };
    let mut rest = &*lower;
    while let Some(start) = rest.find(is_in_word) {
        rest = &rest[start..];
        let end = end_of_word(rest);
        let word = &rest[..end];
        if let Some((prefix, after)) = elision(rest, elided) {
            let end = end_of_word(after);
            each(&format!("{prefix}{}", &after[..end]));
            rest = &after[end..];
            continue;
        }
        match word.is_ascii() {
            // One run, as `runs` would find out.
            true => each(word.trim_start_matches(['.', ','])),
            false => runs(word, &mut each),
        }
        rest = &rest[end..];
    }
}

/// Which of `elided` a text begins with, and the word behind it.
fn elision<'e, 't>(text: &'t str, elided: &[&'e str]) -> Option<(&'e str, &'t str)> {
    elided.iter().find_map(|prefix| {
        let after = text.strip_prefix(prefix.strip_suffix('\'')?)?;
        let after = after.strip_prefix(['\'', '’'])?;
        after.starts_with(is_in_word).then_some((*prefix, after))
    })
}

/// Letters and digits, and a point or comma with a digit behind it: `I.1`, `976.4`.
fn end_of_word(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    // As long as it is ASCII, its bytes say where it ends.
    loop {
        at += match bytes[at..] {
            [b'.' | b',', next, ..] if next.is_ascii_digit() => 2,
            [b'.' | b',', next, ..] if !next.is_ascii() => break,
            [byte, ..] if byte.is_ascii_alphanumeric() => 1,
            [byte, ..] if !byte.is_ascii() => break,
            _ => return at,
        };
    }
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let joins = matches!(letter, '.' | ',')
            && letters.peek().is_some_and(|(_, next)| next.is_numeric());
        if !is_in_word(letter) && !joins {
            return at;
        }
    }
    text.len()
}

/// `2024年收入` is 2024, 年收, 收入 and 入.
fn runs(word: &str, each: &mut impl FnMut(&str)) {
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let dense = is_dense(first);
        let end = rest.find(|letter| is_dense(letter) != dense).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        if dense {
            let starts: Vec<usize> = run.char_indices().map(|(at, _)| at).collect();
            for (n, &start) in starts.iter().enumerate() {
                // The last stands alone, so that each character begins something.
                each(&run[start..starts.get(n + 2).copied().unwrap_or(run.len())]);
            }
        } else {
            each(run.trim_start_matches(['.', ',']));
        }
        rest = after;
    }
}

/// Written without spaces between words: Han, kana, Thai, Lao, Myanmar, Khmer.
fn is_dense(letter: char) -> bool {
    matches!(letter,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{2e80}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::{pieces, words};

    fn of(text: &str) -> Vec<String> {
        let mut all = Vec::new();
        words(text, &["l'", "d'"], |word| all.push(word.to_owned()));
        all
    }

    #[test]
    fn a_text_is_cut_where_readers_would() {
        assert_eq!(
            of("Expected result I.1: fees (1.1)."),
            ["expected", "result", "i.1", "fees", "1.1"]
        );
        assert_eq!(of("l’État 2024/25, 976,4 M"), ["l'état", "2024", "25", "976,4", "m"]);
        assert_eq!(of("D'un seul'un l’"), ["d'un", "seul", "un", "l"]);
        assert_eq!(of("2024年收入"), ["2024", "年收", "收入", "入"]);
        assert_eq!(of("PDF申请"), ["pdf", "申请", "请"]);
        assert_eq!(of("２０２５ ﬁnal"), ["2025", "final"]);
        assert_eq!(of(" – … "), Vec::<String>::new());
    }

    #[test]
    fn the_words_of_a_text_are_those_of_its_pieces() {
        for text in [
            "Expected result I.1: fees (1.1), 2024/25—“PDF申请”.",
            " ΟΔΟΣ, ΟΔΟΣ:ΑΣ l'État\u{301}\n(É e\u{301}) a.b,5 x^2 2024年收入 ﬁnal\u{a0}２０２５ ",
            "أُنشئ/الإِنجازُ 1.٢ и\u{306}-Й 0\u{0}1",
        ] {
            let of_pieces: Vec<String> = pieces(text).flat_map(of).collect();
            assert_eq!(of_pieces, of(text), "{text}");
        }
        let all: Vec<&str> = pieces("(fees) of\tI.1, l'an").collect();
        assert_eq!(all, ["fees", "of", "I.1,", "l'an"]);
    }
}
