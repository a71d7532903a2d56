//! Text of an author → text that a terminal shows as it is: controls become marks one can see.

use std::borrow::Cow;

/// Each control character as one visible character, so that columns stay what they were. Line
/// breaks are controls too: what is quoted in a message stays on its line.
pub fn visible(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| shown(c) == c) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(shown).collect())
}

/// The same, but lines stay lines.
pub(super) fn visible_lines(text: &str) -> String {
    text.split('\n').map(visible).collect::<Vec<_>>().join("\n")
}

pub(super) fn shown(c: char) -> char {
    match c {
        // Unicode has a picture for each of these.
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).expect("a control picture"),
        '\u{7f}' => '␡',
        '\u{2028}' | '\u{2029}' => '␤',
        // The second block of controls, among them one that starts a terminal command.
        '\u{80}'..='\u{9f}'
        // These turn the direction of what follows, so a line could read other than it is.
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}'
        // A byte order mark in the middle of a text, and the marks of annotated text.
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}' => '\u{fffd}',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn controls_become_marks_and_words_stay() {
        assert_eq!(visible("\u{1b}[31mred\r\n"), "␛[31mred␍␊");
        assert_eq!(visible("a\u{9b}2J\u{202e}b\u{2066}\u{7f}"), "a\u{fffd}2J\u{fffd}b\u{fffd}␡");
        assert_eq!(visible("تقرير الأداء — 绩效报告 👩‍🔬"), "تقرير الأداء — 绩效报告 👩‍🔬");
    }
}
