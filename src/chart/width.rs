//! Turns a label into its width on the page, from a table of advances, without opening a font.

use super::advances::{ARABIC, BOLD, LAM_ALEF, RUNS};

/// How heavy a text is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Weight {
    Regular,
    Bold,
}

/// A reader's own font may be wider than Noto Sans: DejaVu Sans is by up to a tenth.
const SAFETY: f64 = 1.12;

/// The width to keep free for `text` at a font size.
pub(crate) fn width(text: &str, size: f64, weight: Weight) -> f64 {
    let mut thousandths = advance(text);
    if weight == Weight::Bold {
        thousandths = thousandths * BOLD / 1000;
    }
    f64::from(thousandths) * size * SAFETY / 1000.0
}

/// The sum of the advances of Noto Sans, Arabic letters in their joined forms.
fn advance(text: &str) -> u32 {
    let (first, latin) = RUNS[0];
    if text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        // Figures, and most labels: the table begins with them, and none of them joins another.
        let wide = |byte: u8| latin.get((u32::from(byte) - first) as usize).copied().map(u32::from);
        return text.bytes().filter_map(wide).sum();
    }
    let mut total = 0;
    let mut joined = false;
    let mut letters = text.chars().filter(|&c| !is_transparent(c)).peekable();
    while let Some(c) = letters.next() {
        let Some(forms) = arabic(c) else {
            joined = c == '\u{200D}';
            total += plain(c);
            continue;
        };
        let [alone, last, middle, first] = forms.map(u32::from);
        let next = letters.peek().copied();
        if c == '\u{644}'
            && let Some(&(_, sign, sign_joined)) = LAM_ALEF.iter().find(|l| Some(l.0) == next)
        {
            letters.next();
            total += u32::from(if joined { sign_joined } else { sign });
            joined = false;
            continue;
        }
        let joins_next = first > 0 && next.and_then(arabic).is_some_and(|next| next[1] > 0);
        total += match (joined && last > 0, joins_next) {
            (true, true) => middle,
            (true, false) => last,
            (false, true) => first,
            (false, false) => alone,
        };
        joined = joins_next;
    }
    total
}

/// Marks above and below letters and invisible controls: no width, and letters join across them.
fn is_transparent(c: char) -> bool {
    matches!(c as u32,
        0x0300..=0x036F | 0x0591..=0x05BD | 0x0610..=0x061A | 0x064B..=0x065F | 0x0670
        | 0x06D6..=0x06ED | 0x200B..=0x200C | 0x200E..=0x200F | 0x202A..=0x202E
        | 0x2060..=0x2069 | 0xFE00..=0xFE0F | 0xFEFF)
}

fn arabic(c: char) -> Option<[u16; 4]> {
    let (first, forms) = ARABIC;
    let index = (c as u32).checked_sub(first)?;
    forms.get(index as usize).copied().filter(|forms| forms[0] > 0)
}

fn plain(c: char) -> u32 {
    let code = c as u32;
    let found = RUNS.iter().find_map(|(first, widths)| {
        let index = code.checked_sub(*first)?;
        widths.get(index as usize).map(|&w| u32::from(w))
    });
    match found {
        Some(width) if width > 0 => width,
        // Ideographs, kana, hangul, their punctuation and fullwidth forms fill one em.
        _ if matches!(code, 0x1100..=0x115F | 0x2E80..=0xD7FF | 0xF900..=0xFAFF
            | 0xFE30..=0xFE4F | 0xFF00..=0xFFEF | 0x1F000..=0x3FFFF) =>
        {
            1000
        }
        _ if code < 0x20 || code == 0x200D => 0,
        // A script that the table does not know: as wide as a wide Latin letter.
        _ => 640,
    }
}

/// Breaks a label into lines that fit `room`, at spaces, after hyphens and slashes, and between
/// ideographs. A word that is wider than the room stays whole; the caller sees it in the width.
pub(crate) fn wrap(text: &str, room: f64, size: f64, weight: Weight) -> Vec<String> {
    if width(text.trim_end(), size, weight) <= room {
        return vec![text.trim().to_owned()];
    }
    let mut lines: Vec<String> = Vec::new();
    // The line under way is what stands between these.
    let (mut from, mut to) = (0, 0);
    for piece in pieces(text) {
        let longer = to + piece.len();
        if from < to && width(text[from..longer].trim_end(), size, weight) > room {
            lines.push(text[from..to].trim_end().to_owned());
            from = longer - piece.trim_start().len();
        }
        to = longer;
    }
    let last = text[from..to].trim();
    if !last.is_empty() || lines.is_empty() {
        lines.push(last.to_owned());
    }
    lines
}

/// As `wrap`, with lines of about the same length: no word is left alone.
pub(crate) fn wrap_evenly(text: &str, room: f64, size: f64, weight: Weight) -> Vec<String> {
    let lines = wrap(text, room, size, weight);
    let mut best = lines.clone();
    let mut room = room;
    while best.len() > 1 && room > 40.0 {
        room -= 6.0;
        let narrower = wrap(text, room, size, weight);
        let fits = narrower.iter().all(|line| width(line, size, weight) <= room);
        if narrower.len() > lines.len() || !fits {
            break;
        }
        best = narrower;
    }
    best
}

/// The text cut after every place where a line may end.
fn pieces(text: &str) -> Vec<&str> {
    let mut cuts = Vec::new();
    let mut characters = text.char_indices().peekable();
    while let Some((_, c)) = characters.next() {
        let Some(&(next_at, next)) = characters.peek() else { break };
        let breakable = c == ' '
            || (matches!(c, '-' | '‐' | '–') && next.is_alphabetic())
            || (is_ideograph(c) && !is_closing(next))
            || (is_ideograph(next) && !is_opening(c) && c != '\u{A0}');
        if breakable && next != ' ' {
            cuts.push(next_at);
        }
    }
    let mut pieces = Vec::new();
    let mut from = 0;
    for cut in cuts {
        pieces.push(&text[from..cut]);
        from = cut;
    }
    pieces.push(&text[from..]);
    pieces
}

fn is_ideograph(c: char) -> bool {
    matches!(c as u32, 0x3040..=0x30FF | 0x3400..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}

/// A line never starts with one of these.
fn is_closing(c: char) -> bool {
    matches!(
        c,
        '、' | '。'
            | '，'
            | '．'
            | '：'
            | '；'
            | '！'
            | '？'
            | '）'
            | '」'
            | '』'
            | '】'
            | '》'
            | '〉'
    ) || matches!(c, ')' | ']' | ',' | '.' | ':' | ';' | '%' | '!' | '?' | '\u{A0}' | '\u{202F}')
}

/// A line never ends with one of these.
fn is_opening(c: char) -> bool {
    matches!(c, '（' | '「' | '『' | '【' | '《' | '〈' | '(' | '[')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arabic_letters_are_measured_joined() {
        let joined = advance("نظام");
        let apart: u32 = "نظام".chars().map(|c| advance(&c.to_string())).sum();
        assert!(joined < apart, "{joined} against {apart}");
    }

    #[test]
    fn lam_and_alef_are_one_sign() {
        assert_eq!(advance("لا"), 582);
    }

    #[test]
    fn ideographs_fill_an_em_and_controls_nothing() {
        assert_eq!(advance("专利"), 2000);
        assert_eq!(advance("\u{2067}专\u{2069}"), 1000);
    }

    #[test]
    fn headings_leave_no_word_alone() {
        let lines =
            wrap_evenly("Expenditure as a share of the budget", 230.0, 14.0, Weight::Regular);
        assert_eq!(lines, ["Expenditure as a", "share of the budget"]);
    }

    #[test]
    fn lines_break_at_spaces_and_between_ideographs() {
        assert_eq!(wrap("All system fees", 60.0, 14.0, Weight::Regular), ["All", "system", "fees"]);
        assert_eq!(wrap("专利合作条约", 50.0, 14.0, Weight::Regular), ["专利合", "作条约"]);
        assert_eq!(wrap("", 50.0, 14.0, Weight::Regular), [""]);
    }
}
