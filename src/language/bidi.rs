//! Text of one direction inside text of the other: what has to be set apart, so that it reads right.

use std::borrow::Cow;

use icu_properties::CodePointMapData;
use icu_properties::props::BidiClass;

use super::Direction;

const LEFT_TO_RIGHT_ISOLATE: char = '\u{2066}';
const FIRST_STRONG_ISOLATE: char = '\u{2068}';
const POP_ISOLATE: char = '\u{2069}';

/// `text` in the marks that set it apart, where its neighbours could otherwise move its parts.
pub(super) fn isolate(text: &str, around: Direction) -> Cow<'_, str> {
    if may_move(text, around) {
        Cow::Owned(format!("{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// A code or a period, which is read from left to right whatever stands in it.
pub(super) fn isolate_left_to_right(text: String, around: Direction) -> String {
    match around {
        Direction::RightToLeft if may_move(&text, around) => {
            format!("{LEFT_TO_RIGHT_ISOLATE}{text}{POP_ISOLATE}")
        }
        _ => text,
    }
}

fn may_move(text: &str, around: Direction) -> bool {
    let classes = CodePointMapData::<BidiClass>::new();
    let mut digits = false;
    let mut others = false;
    for character in text.chars() {
        let class = classes.get(character);
        let strong = match around {
            Direction::LeftToRight => {
                matches!(
                    class,
                    BidiClass::RightToLeft | BidiClass::ArabicLetter | BidiClass::ArabicNumber
                )
            }
            Direction::RightToLeft => class == BidiClass::LeftToRight,
        };
        if strong {
            return true;
        }
        match class {
            BidiClass::EuropeanNumber | BidiClass::ArabicNumber => digits = true,
            _ => others = true,
        }
    }
    // Among right-to-left text the parts of "2024–2025" would change places; a bare number has none.
    around == Direction::RightToLeft && digits && others
}
