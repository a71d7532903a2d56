//! Finds characters that a reader of the source cannot see and that change what the page shows.

use super::findings::Findings;
use crate::diagnostics::{Diagnostic, FileId, Origin, codes};

/// Control characters, and those that turn the direction of all text behind them. The two marks
/// that only lean a neighbour to one side (U+200E, U+200F) are needed in Arabic and allowed.
pub(super) fn is(letter: char) -> bool {
    match letter {
        '\t' | '\n' | '\r' => false,
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => true,
        // Given to nobody by Unicode; `braces` relies on one of them.
        '\u{FDD0}'..='\u{FDEF}' => true,
        _ => letter.is_control(),
    }
}

pub(super) fn find(file: FileId, source: &str, found: &mut Findings) {
    let mut at = 0;
    // In pieces, because the first look at a piece is only a few instructions long.
    for piece in source.as_bytes().chunks(64) {
        let suspicious = piece.iter().fold(false, |yes, &byte| yes | may_begin_hidden(byte));
        if suspicious {
            let is_candidate = |&index: &usize| may_begin_hidden(source.as_bytes()[index]);
            for index in (at..at + piece.len()).filter(is_candidate) {
                if let Some(letter) = source[index..].chars().next()
                    && is(letter)
                {
                    found.push(
                        Diagnostic::new(
                            &codes::HIDDEN_CHARACTER,
                            format!("hidden character `U+{:04X}`", u32::from(letter)),
                        )
                        .at(Origin::range(file, index..index + letter.len_utf8()))
                        .help("delete it"),
                    );
                }
            }
        }
        at += piece.len();
    }
}

/// The first byte of some hidden character; never the middle of a letter.
fn may_begin_hidden(byte: u8) -> bool {
    (byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r'))
        || matches!(byte, 0x7F | 0xC2 | 0xE2 | 0xEF)
}
