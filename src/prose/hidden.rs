//! Finds characters that a reader of the source cannot see and that change what the page shows.

use super::findings::Findings;
use super::scan::find_byte;
use crate::diagnostics::{Diagnostic, FileId, Origin, codes};

/// Control characters, and those that turn the direction of all text behind them. The two marks
/// that only lean a neighbour to one side (U+200E, U+200F) are needed in Arabic and allowed.
pub(super) fn is(letter: char) -> bool {
    match letter {
        '\t' | '\n' | '\r' => false,
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{206F}' => true,
        // Breaks of lines that Markdown does not know, and marks that only programs exchange.
        '\u{2028}' | '\u{2029}' | '\u{FFF9}'..='\u{FFFB}' => true,
        // Given to nobody by Unicode; `braces` relies on one of them.
        '\u{FDD0}'..='\u{FDEF}' => true,
        _ => letter.is_control(),
    }
}

pub(super) fn find(file: FileId, source: &str, found: &mut Findings) {
    let mut at = 0;
    while let Some(index) = find_byte(source.as_bytes(), at, may_begin_hidden) {
        let letter = source[index..].chars().next().expect("no such byte inside a letter");
        at = index + letter.len_utf8();
        if is(letter) {
            found.push(
                Diagnostic::new(
                    &codes::HIDDEN_CHARACTER,
                    format!("hidden character `U+{:04X}`", u32::from(letter)),
                )
                .at(Origin::range(file, index..at))
                .help("delete it"),
            );
        }
    }
}

/// The first byte of some hidden character; never a later byte of a letter.
#[inline]
fn may_begin_hidden(byte: u8) -> bool {
    let control = byte < 0x20 && byte != b'\t' && byte != b'\n' && byte != b'\r';
    control || byte == 0x7F || byte == 0xC2 || byte == 0xE2 || byte == 0xEF
}
