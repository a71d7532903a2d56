//! A text → what stands for it between the quotation marks of a script.

/// Writes all of a text, in quotation marks.
pub fn push_quoted(text: &str, into: &mut String) {
    into.push('"');
    let mut rest = text;
    while let Some(at) = rest.bytes().position(is_escaped) {
        into.push_str(&rest[..at]);
        push_escape(rest.as_bytes()[at], into);
        rest = &rest[at + 1..];
    }
    into.push_str(rest);
    into.push('"');
}

/// Writes the words of a text with one space between two, without quotation marks.
pub fn push_spaced(text: &str, into: &mut String) {
    let mut rest = text.trim_start();
    let mut at = 0;
    loop {
        at = next_stop(rest.as_bytes(), at);
        let Some(letter) = rest[at..].chars().next() else { break };
        if letter.is_whitespace() {
            // One that is the usual one may stand in front of another.
            into.push_str(rest[..at].trim_end_matches(' '));
            rest = rest[at..].trim_start();
            at = 0;
            if rest.is_empty() {
                return;
            }
            into.push(' ');
        } else if letter.is_ascii() {
            into.push_str(&rest[..at]);
            push_escape(letter as u8, into);
            rest = &rest[at + 1..];
            at = 0;
        } else {
            at += letter.len_utf8();
        }
    }
    into.push_str(rest.trim_end_matches(' '));
}

/// Of a text, in bytes: where the first one stands that is not written as it is, or that a space other
/// than the usual one may begin with, or where a space stands before a space.
fn next_stop(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    // Most texts have none. This is made to be done at once by the processor, for all sixteen.
    while let Some(some) = bytes.get(at..at + 17)
        && let (Some(some), Some(next)) = (some.first_chunk::<16>(), some.last_chunk::<16>())
        && !some.iter().zip(next).fold(false, |stops, (byte, next)| stops | is_stop(*byte, *next))
    {
        at += 16;
    }
    while let Some(ahead) = bytes[at..].iter().position(|byte| MAY_STOP[usize::from(*byte)]) {
        at += ahead;
        if is_stop(bytes[at], bytes.get(at + 1).copied().unwrap_or(b' ')) {
            return at;
        }
        at += 1;
    }
    bytes.len()
}

/// Without a jump, so that many can be asked at once.
const fn is_stop(byte: u8, next: u8) -> bool {
    let begins_space = (byte == 0xc2) & ((next == 0x85) | (next == 0xa0))
        | ((byte == 0xe1) & (next == 0x9a))
        | ((byte == 0xe2) & (next <= 0x81))
        | ((byte == 0xe3) & (next == 0x80));
    let is_doubled = (byte == b' ') & (next == b' ');
    is_escaped(byte) | begins_space | is_doubled
}

/// Whether `is_stop` is true before some byte.
static MAY_STOP: [bool; 256] = {
    let mut may_stop = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        may_stop[byte] = is_escaped(byte as u8) || matches!(byte, 0x20 | 0xc2 | 0xe1..=0xe3);
        byte += 1;
    }
    may_stop
};

const fn is_escaped(byte: u8) -> bool {
    (byte < b' ') | (byte == b'"') | (byte == b'\\')
}

fn push_escape(byte: u8, into: &mut String) {
    match byte {
        b'"' => into.push_str("\\\""),
        b'\\' => into.push_str("\\\\"),
        b'\n' => into.push_str("\\n"),
        b'\r' => into.push_str("\\r"),
        b'\t' => into.push_str("\\t"),
        0x08 => into.push_str("\\b"),
        0x0c => into.push_str("\\f"),
        _ => into.push_str(&format!("\\u{byte:04x}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spaced(text: &str) -> String {
        let mut spaced = String::from("\"in front: ");
        push_spaced(text, &mut spaced);
        spaced.push('"');
        serde_json::from_str(&spaced).expect("it is JSON")
    }

    #[test]
    fn words_stand_one_space_apart() {
        for text in ["one two", " one two", "one  two ", "one \ntwo\n", "one\u{3000}\ttwo"] {
            assert_eq!(spaced(text), "in front: one two", "{text:?}");
        }
        for space in ('\0'..char::MAX).filter(|letter| letter.is_whitespace()) {
            for text in [format!("one{space}two"), format!("{space}one {space}two {space}")] {
                assert_eq!(spaced(&text), "in front: one two", "{space:?}");
            }
        }
        let foreign = "год 年度。 ‘年’ عام état — Ⅳ";
        assert_eq!(spaced(foreign), format!("in front: {foreign}"));
        assert_eq!(spaced(" \n"), "in front: ");
    }

    #[test]
    fn a_sign_is_found_wherever_it_stands() {
        for before in 0..40 {
            let before = "a b c d e ".repeat(4)[..before].trim_start().to_owned();
            for (sign, shown) in [("x\n y", "x y"), ("\"\\x", "\"\\x"), ("\u{1}", "\u{1}")] {
                let text = format!("{before}{sign} and what follows is long  enough ");
                let shown = format!("in front: {before}{shown} and what follows is long enough");
                assert_eq!(spaced(&text), shown, "{text:?}");
            }
        }
    }

    #[test]
    fn any_text_is_written_as_others_write_it() {
        for letter in ('\0'..'\u{180}').chain("年🙂\u{2028}".chars()) {
            let text = format!("{letter}a{letter}{letter}b");
            let mut quoted = String::new();
            push_quoted(&text, &mut quoted);
            assert_eq!(quoted, serde_json::to_string(&text).expect("a text can be written"));
        }
    }
}
