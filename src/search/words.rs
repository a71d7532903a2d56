//! A text → the words that find it. Chinese and other scripts without spaces are cut into pairs of
//! characters. `themes/default/static/search.js` cuts what a reader types in the same way.

use std::borrow::Cow;

use crate::language::{is_in_word, lower};

/// A part of a text that is cut into words by itself, between spaces and signs that are no part of any
/// word. What may join two parts of a word, or tell whether it ends, stays within it: `I.1`, `l'an`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'t> {
    /// Is one as it stands there: `fees`, `976.4`.
    Word(&'t str),
    Other(&'t str),
}

pub fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let bytes = text.as_bytes();
    // Where the first byte of another kind stands.
    let behind = |at: usize, is: fn(u8) -> bool| {
        let rest = bytes.get(at..).unwrap_or_default();
        let here = rest.iter().position(|byte| !is(KINDS[usize::from(*byte)]));
        here.map_or(bytes.len(), |ahead| at + ahead)
    };
    let mut at = 0;
    std::iter::from_fn(move || {
        let mut start = behind(at, |kind| kind <= JOINS);
        while let Some(end) = end_of_space(bytes, start) {
            start = behind(end, |kind| kind <= JOINS);
        }
        let mut end = behind(start, |kind| kind == PLAIN);
        // A digit behind a point or comma belongs to the word.
        while let Some([b'.' | b',', b'0'..=b'9', ..]) = bytes.get(end..) {
            end = behind(end + 2, |kind| kind == PLAIN);
        }
        at = behind(end, |kind| matches!(kind, JOINS..=OTHER));
        while at < bytes.len()
            && KINDS[usize::from(bytes[at])] == MAY_BE_SPACE
            && end_of_space(bytes, at).is_none()
        {
            at = behind(at + 1, |kind| matches!(kind, JOINS..=OTHER));
        }
        let piece = text.get(start..at).filter(|piece| !piece.is_empty())?;
        // What joins joins nothing at its end.
        let piece = piece.trim_end_matches(['.', ',', '\'', ':', '^', '`']);
        Some(if piece.len() == end - start { Piece::Word(piece) } else { Piece::Other(piece) })
    })
}

/// Where a space ends that keeps a line together, as between the digits of a number: `17 204`.
fn end_of_space(bytes: &[u8], at: usize) -> Option<usize> {
    match bytes.get(at..)? {
        [0xc2, 0xa0, ..] => Some(at + 2),
        [0xe2, 0x80, 0xaf, ..] => Some(at + 3),
        _ => None,
    }
}

/// What a byte may be within a piece.
static KINDS: [u8; 256] = {
    let mut kinds = [OTHER; 256];
    let mut byte: u8 = 0;
    while byte < 0x80 {
        kinds[byte as usize] = match byte {
            b'a'..=b'z' | b'0'..=b'9' => PLAIN,
            b'A'..=b'Z' => OTHER,
            b'.' | b',' | b'\'' | b':' | b'^' | b'`' => JOINS,
            _ => BETWEEN,
        };
        byte += 1;
    }
    kinds[0xc2] = MAY_BE_SPACE;
    kinds[0xe2] = MAY_BE_SPACE;
    kinds
};
const BETWEEN: u8 = 0;
/// Between two letters or digits only.
const JOINS: u8 = 1;
/// A small letter or digit of ASCII.
const PLAIN: u8 = 2;
const OTHER: u8 = 3;
/// Another, or the first byte of a space.
const MAY_BE_SPACE: u8 = 4;

/// Calls `each` with every word of the text, in small letters with their accents, by which its stem is
/// found. What of `elided` stands before a word is written as one with it: `l'état`.
pub fn words(text: &str, elided: &[&str], mut each: impl FnMut(&str)) {
    let is_lower = text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    let lower = if is_lower { Cow::Borrowed(text) } else { Cow::Owned(lower(text)) };
    let mut rest = &*lower;
    let mut is_within = false;
    while let Some(start) = rest.find(is_in_word) {
        rest = &rest[start..];
        is_within &= start == 0;
        if let Some((han, behind)) = han_alone(rest) {
            // Three bytes each: most of a text is nothing else.
            for at in (0..han.len()).step_by(3) {
                each(&han[at..han.len().min(at + 6)]);
            }
            (rest, is_within) = (behind, true);
            continue;
        }
        let end = end_of_word(rest);
        let word = &rest[..end];
        let elision = if is_within { None } else { elision(rest, elided) };
        is_within = false;
        if let Some((prefix, after)) = elision {
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

/// The Chinese characters that a text begins with, as the most usual ones are cut, and what follows; `None`
/// where a run of others goes on behind them.
fn han_alone(text: &str) -> Option<(&str, &str)> {
    let mut end = 0;
    while let [0xe4, 0xb8..=0xbf, ..] | [0xe5..=0xe9, ..] = text.as_bytes()[end..] {
        end += 3;
    }
    let (han, behind) = text.split_at(end);
    let goes_on = |letter: char| is_dense(letter) && is_in_word(letter);
    (end > 0 && !behind.starts_with(goes_on)).then_some((han, behind))
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
    use super::{Piece, pieces, words};

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
        assert_eq!(
            of("年.5，年l'an カナ年収々"),
            ["年", "5", "年", "l", "an", "カナ", "ナ年", "年収", "収々", "々"]
        );
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
            let of_piece = |piece: Piece<'_>| match piece {
                Piece::Word(word) => vec![word.to_owned()],
                Piece::Other(text) => of(text),
            };
            let of_pieces: Vec<String> = pieces(text).flat_map(of_piece).collect();
            assert_eq!(of_pieces, of(text), "{text}");
        }
        let all: Vec<Piece<'_>> =
            pieces("(fees) .of\tI.1, l'an 1,2.3 a.b, ,\u{a0}1\u{202f}2\u{a0}").collect();
        let (word, other) = (Piece::Word, Piece::Other);
        let expected = [
            word("fees"),
            word("of"),
            other("I.1"),
            other("l'an"),
            word("1,2.3"),
            other("a.b"),
            word("1"),
            word("2"),
        ];
        assert_eq!(all, expected);
    }
}
