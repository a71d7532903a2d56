//! A text → the words that find it. Chinese and other scripts without spaces are cut into pairs of
//! characters. `themes/default/static/search.js` cuts what a reader types in the same way.

use super::hash::Short;
use super::sixteen::Sixteen;
use crate::language::{is_in_word, lower};

/// A part of a text that is cut into words by itself, between spaces and signs that are no part of any
/// word. What may join two parts of a word, or tell whether it ends, stays within it: `I.1`, `l'an`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'t> {
    /// Is one as it stands there: `fees`, `976.4`.
    Word(Short),
    Other(&'t str),
}

/// Cuts texts into pieces, in room that is used again.
#[derive(Debug, Default)]
pub struct Cutter {
    /// Of the text, between spaces.
    bytes: Vec<u8>,
    kinds: Vec<u8>,
}

impl Cutter {
    /// Calls `each` with every piece of the text.
    pub fn pieces<'t>(&mut self, text: &'t str, mut each: impl FnMut(Piece<'t>)) {
        self.read(text);
        let mut start = self.start_of_piece(0);
        while start < text.len() {
            let plain = Sixteen::of(&self.kinds[start..]).without(NOT_PLAIN);
            let mut end = start + plain;
            if plain > 0 && self.kinds[end] == BETWEEN {
                let word = Sixteen::of(&self.bytes[start + 1..]).up_to(plain);
                each(Piece::Word(Short::of(word)));
            } else {
                end = self.end_of_piece(end);
                // What joins joins nothing at its end.
                let joins = self.kinds[start..end].iter().rev().take_while(|kind| **kind == JOINS);
                each(Piece::Other(&text[start..end - joins.count()]));
            }
            start = self.start_of_piece(end);
        }
    }

    /// Finds out what each byte is. This is made to be done at once by the processor, for many of them.
    fn read(&mut self, text: &str) {
        let Cutter { bytes, kinds } = self;
        // So many more that sixteen can be looked at wherever a piece begins, and none is left over when
        // many are looked at at once.
        let length = (text.len() + 16).next_multiple_of(32);
        bytes.clear();
        bytes.push(b' ');
        bytes.extend_from_slice(text.as_bytes());
        bytes.resize(length + 2, b' ');
        kinds.resize(length, BETWEEN);
        let neighbours = bytes.iter().zip(&bytes[1..]).zip(&bytes[2..]);
        for (kind, ((before, byte), behind)) in kinds.iter_mut().zip(neighbours) {
            *kind = kind_of(*before, *byte, *behind);
        }
    }

    /// Behind spaces, signs between words, and what joins nothing at its beginning.
    fn start_of_piece(&self, mut at: usize) -> usize {
        while let Some(kind) = self.kinds.get(at) {
            match *kind {
                BETWEEN | JOINS => at += 1,
                MAY_BE_SPACE => match (self.length_of_space(at), &self.bytes[at + 1..]) {
                    // A dot between two cells, which would be a piece without a word.
                    (0, [0xc2, 0xb7, b' ', ..]) => at += 3,
                    (0, _) => return at,
                    (length, _) => at += length,
                },
                _ => return at,
            }
        }
        at
    }

    fn end_of_piece(&self, mut at: usize) -> usize {
        loop {
            at += Sixteen::of(&self.kinds[at..]).without(MAY_END);
            match self.kinds.get(at) {
                Some(&MAY_BE_SPACE) if self.length_of_space(at) == 0 => at += 1,
                Some(kind) if kind & MAY_END == 0 => {}
                _ => return at,
            }
        }
    }

    /// Of a space that keeps a line together, as between the digits of a number: `17 204`.
    fn length_of_space(&self, at: usize) -> usize {
        match self.bytes[at + 1..] {
            [0xc2, 0xa0, ..] => 2,
            [0xe2, 0x80, 0xaf, ..] => 3,
            _ => 0,
        }
    }
}

// What a byte may be within a piece.

/// A small letter or digit of ASCII, or a point or comma between such a one and a digit.
const PLAIN: u8 = 0;
const OTHER: u8 = NOT_PLAIN;
/// Between two letters or digits only.
const JOINS: u8 = NOT_PLAIN | 2;
const BETWEEN: u8 = NOT_PLAIN | MAY_END;
/// Another, or the first byte of a space.
const MAY_BE_SPACE: u8 = NOT_PLAIN | MAY_END | 2;
const NOT_PLAIN: u8 = 1;
const MAY_END: u8 = 4;

/// Without a jump.
fn kind_of(before: u8, byte: u8, behind: u8) -> u8 {
    let is_digit = |byte: u8| is_within(byte, b'0', b'9');
    let is_plain = |byte: u8| is_within(byte, b'a', b'z') | is_digit(byte);
    let is_point = (byte == b'.') | (byte == b',');
    let joins = is_point | (byte == b'\'') | (byte == b':') | (byte == b'^') | (byte == b'`');
    let is_plain_here = is_plain(byte) | (is_point & is_plain(before) & is_digit(behind));
    // What joins nothing at the end of a piece is part of none.
    let joins_more = joins & (behind > b' ');
    let may_be_space = (byte == 0xc2) | (byte == 0xe2);
    let is_other = is_within(byte, b'A', b'Z') | (byte >= 0x80);
    let mut kind = BETWEEN;
    kind = if is_other { OTHER } else { kind };
    kind = if may_be_space { MAY_BE_SPACE } else { kind };
    kind = if joins_more { JOINS } else { kind };
    if is_plain_here { PLAIN } else { kind }
}

fn is_within(byte: u8, first: u8, last: u8) -> bool {
    byte.wrapping_sub(first) <= last - first
}

/// Calls `each` with every word of the text, in small letters with their accents, by which its stem is
/// found. What of `elided` stands before a word is written as one with it: `l'état`.
pub fn words(text: &str, elided: &[&str], mut each: impl FnMut(&str)) {
    let lower = lower(text);
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
    use super::super::hash::Short;
    use super::{Cutter, Piece, words};

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
        let mut cutter = Cutter::default();
        let mut holds = |text: &str| {
            let mut of_pieces = Vec::new();
            cutter.pieces(text, |piece| match piece {
                Piece::Word(word) => of_pieces.push(word.text()),
                Piece::Other(text) => of_pieces.extend(of(text)),
            });
            assert_eq!(of_pieces, of(text), "{text:?}");
        };
        for text in [
            "Expected result I.1: fees (1.1), 2024/25—“PDF申请”.",
            " ΟΔΟΣ, ΟΔΟΣ:ΑΣ l'État\u{301}\n(É e\u{301}) a.b,5 x^2 2024年收入 ﬁnal\u{a0}２０２５ ",
            "أُنشئ/الإِنجازُ 1.٢ и\u{306}-Й 0\u{0}1",
        ] {
            holds(text);
        }
        let parts = "a b zz A 0 5 12 . , ' : ^ ` - ( \n é Σ · ’ 年 。 \u{301} \u{a0} \u{202f} \u{85} fifteen-letters sixteenofletters seventeen-letters";
        let parts: Vec<&str> = parts.split(' ').chain([" ", " ", " · "]).collect();
        let mut state = 7_u64;
        let mut next = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            usize::try_from(state >> 33).expect("31 bits") % below
        };
        for _ in 0..20_000 {
            let text: String = (0..next(12)).map(|_| parts[next(parts.len())]).collect();
            holds(&text);
        }
    }

    #[test]
    fn most_words_are_known_as_such_when_a_text_is_cut() {
        let mut cutter = Cutter::default();
        let text = "(fees) .of\tI.1, l'an 1,2.3 a.b, ,\u{a0}1\u{202f}2\u{a0} · end.";
        let mut all = Vec::new();
        cutter.pieces(text, |piece| all.push(piece));
        let word = |word: &str| Piece::Word(Short::of_text(word).expect("it is short"));
        let other = Piece::Other;
        let expected = [
            word("fees"),
            word("of"),
            other("I.1"),
            other("l'an"),
            word("1,2.3"),
            other("a.b"),
            other("1"),
            other("2"),
            word("end"),
        ];
        assert_eq!(all, expected);
    }
}
