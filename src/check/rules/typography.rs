//! Signs typed as on a typewriter, or after the habits of another language. Only ever a warning.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::check::Report;
use crate::check::toml_string::string_at;
use crate::diagnostics::{At, Diagnostic, Diagnostics, Origin, codes};
use crate::language::Tag;
use crate::prose::scan::find_byte;
use crate::prose::{Document, PassageKind};

pub fn in_data(report: &Report<'_>, found: &mut Diagnostics) {
    let mut habits: BTreeMap<&Tag, Habits> = BTreeMap::new();
    for text in &report.project.texts {
        for (tag, origin) in &text.tags {
            let (Some(tag), At::Range { start, end }) = (tag, origin.at) else { continue };
            let Some(source) = report.sources.held(origin.file) else { continue };
            // The place is that of the string or of its key.
            let at = if source[start as usize..].starts_with(['"', '\'']) { start } else { end };
            if let Some(string) = string_at(source, at as usize) {
                let habits = habits.entry(tag).or_insert_with(|| Habits::of(tag.as_str()));
                check_text(source, Origin::range(origin.file, string), habits, found);
            }
        }
    }
}

/// The slips in the text of a narrative, in its language.
pub fn in_narrative(source: &str, document: &Document, language: &str) -> Diagnostics {
    let mut found = Diagnostics::new();
    let habits = Habits::of(language);
    let words = without_markup(source, document);
    let front = [&document.front.title, &document.front.description];
    let passages = document.passages.iter();
    let passages = passages
        .filter(|passage| !matches!(passage.kind, PassageKind::Code | PassageKind::Rule))
        .map(|passage| passage.origin);
    let footnotes = document.footnotes.iter().map(|footnote| footnote.extent);
    for text in front.into_iter().flatten() {
        check_front(source, text.origin, &habits, &mut found);
    }
    for origin in passages.chain(footnotes) {
        check_text(&words, origin, &habits, &mut found);
    }
    found
}

fn check_front(source: &str, origin: Origin, habits: &Habits, found: &mut Diagnostics) {
    let At::Range { start, .. } = origin.at else { return };
    if let Some(string) = string_at(source, start as usize) {
        check_text(source, Origin::range(origin.file, string), habits, found);
    }
}

/// Finds the slips in what stands at `origin`.
fn check_text(source: &str, origin: Origin, habits: &Habits, found: &mut Diagnostics) {
    let At::Range { start, end } = origin.at else { return };
    let Some(text) = source.get(start as usize..end as usize) else { return };
    for Slip { at, length, what, write } in slips(text, habits) {
        let place = start as usize + at..start as usize + at + length;
        found.push(
            Diagnostic::new(&codes::TYPOGRAPHY, what)
                .at(Origin::range(origin.file, place))
                .label(format!("write {write}")),
        );
    }
}

/// The narrative with a mark in place of everything that is not its words: directives, code,
/// addresses. Each byte stays where it is.
fn without_markup<'s>(source: &'s str, document: &Document) -> Cow<'s, str> {
    let mut hidden = markup(source);
    hidden.extend(document.directives.iter().filter_map(|directive| match directive.origin.at {
        At::Range { start, end } => Some(start as usize..end as usize),
        At::Whole | At::Cell { .. } => None,
    }));
    if hidden.is_empty() {
        return Cow::Borrowed(source);
    }
    hidden.sort_unstable_by_key(|range| range.start);
    let mut words = String::with_capacity(source.len());
    for Range { start, end } in hidden {
        // A directive may stand in code.
        let start = start.max(words.len());
        if start < end {
            words.push_str(&source[words.len()..start]);
            let mark = |byte| if byte == b'\n' { '\n' } else { HIDDEN };
            words.extend(source[start..end].bytes().map(mark));
        }
    }
    words.push_str(&source[words.len()..]);
    Cow::Owned(words)
}

/// Code, and addresses of links.
fn markup(source: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    // What nothing closes is looked for once: otherwise a line of them would take hours.
    let mut unclosed: BTreeSet<&str> = BTreeSet::new();
    let mut at = 0;
    let opens = |byte| byte == b'`' || byte == b']' || byte == b'<';
    while let Some(open) = find_byte(source.as_bytes(), at, opens) {
        let rest = &source[open..];
        let mark = if rest.starts_with('`') {
            &rest[..rest.len() - rest.trim_start_matches('`').len()]
        } else if rest.starts_with("](") {
            "]("
        } else {
            &rest[..1]
        };
        let end = match mark {
            "]" => None,
            _ if unclosed.contains(mark) => None,
            "](" => rest.find(')'),
            "<" => rest.find(['>', '\n', ' ']),
            ticks => rest[ticks.len()..].find(ticks).map(|end| 2 * ticks.len() + end - 1),
        };
        match end {
            Some(end) => found.push(open..open + end + 1),
            None => _ = unclosed.insert(mark),
        }
        at = open + end.map_or(mark.len(), |end| end + 1);
    }
    found
}

/// A character that no text holds.
const HIDDEN: char = '\u{1}';

/// A sign that is better written otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Slip {
    at: usize,
    length: usize,
    what: String,
    write: String,
}

/// What a language does in its own way.
struct Habits {
    ellipsis: &'static str,
    dash: &'static str,
    /// In place of straight ones.
    quotes: &'static str,
    /// A line must not break before these, so the space before them is a no-break space.
    held_before: &'static [char],
    /// The same behind these.
    held_behind: &'static [char],
    /// Words that must not part from the number before them.
    held_words: &'static [&'static str],
    /// Signs of the Latin script, and the language's own.
    own: &'static [(char, char)],
    /// Which letters those signs must not stand behind.
    letters: fn(char) -> bool,
    places: Places,
}

impl Habits {
    /// `language`: a tag.
    fn of(language: &str) -> Habits {
        let usual = Habits {
            ellipsis: "`…`",
            dash: "`–` or `—`",
            quotes: "`“` and `”`",
            held_before: &[],
            held_behind: &[],
            held_words: &[],
            own: &[],
            letters: |_| false,
            places: Places::default(),
        };
        let habits = match language.split('-').next().unwrap_or_default() {
            "fr" => Habits {
                quotes: "`«` and `»`, each with a no-break space inside",
                held_before: &[';', ':', '!', '?', '»', '%'],
                held_behind: &['«'],
                held_words: &["million", "millions", "milliard", "milliards"],
                ..usual
            },
            "ru" => Habits {
                dash: "`—`",
                quotes: "`«` and `»`",
                held_before: &['—', '%'],
                held_behind: &['№'],
                held_words: &["тыс.", "млн", "млрд", "г.", "гг."],
                ..usual
            },
            "es" => {
                Habits { quotes: "`«` and `»`, or `“` and `”`", held_before: &['%'], ..usual }
            }
            "zh" => Habits {
                ellipsis: "`……`",
                dash: "`——`",
                own: &[
                    (',', '，'),
                    (';', '；'),
                    (':', '：'),
                    ('?', '？'),
                    ('!', '！'),
                    ('.', '。'),
                    ('(', '（'),
                    (')', '）'),
                ],
                letters: |letter| matches!(letter, '\u{3400}'..='\u{9FFF}'),
                ..usual
            },
            "ar" => Habits {
                quotes: "`«` and `»`, or `“` and `”`",
                own: &[(',', '،'), (';', '؛'), ('?', '؟')],
                letters: |letter| matches!(letter, '\u{620}'..='\u{65F}' | '\u{66E}'..='\u{6D3}'),
                ..usual
            },
            _ => usual,
        };
        Habits { places: Places::of(&habits), ..habits }
    }
}

/// By its bytes, where a text may have a slip: asked first, because nearly no place has one.
struct Places([u8; 256]);

impl Default for Places {
    fn default() -> Self {
        Places([0; 256])
    }
}

impl Places {
    /// A sign that may be one.
    const SIGN: u8 = 1;
    /// The first byte of what a line must not break before.
    const HELD_BEFORE: u8 = 2;
    /// The last byte of what a line must not break behind.
    const HELD_BEHIND: u8 = 4;
    const SPACE: u8 = 8;

    fn of(habits: &Habits) -> Places {
        let Places(mut kinds) = Places::default();
        let mut mark = |byte: u8, kind: u8| kinds[usize::from(byte)] |= kind;
        b".-\"'".iter().for_each(|sign| mark(*sign, Places::SIGN));
        habits.own.iter().for_each(|(latin, _)| mark(bytes_of(*latin).0, Places::SIGN));
        habits.held_before.iter().for_each(|sign| mark(bytes_of(*sign).0, Places::HELD_BEFORE));
        habits.held_behind.iter().for_each(|sign| mark(bytes_of(*sign).1, Places::HELD_BEHIND));
        if !habits.held_words.is_empty() {
            (b'0'..=b'9').for_each(|digit| mark(digit, Places::HELD_BEHIND));
        }
        if kinds.iter().any(|kind| kind & (Places::HELD_BEFORE | Places::HELD_BEHIND) != 0) {
            kinds[usize::from(b' ')] |= Places::SPACE;
        }
        Places(kinds)
    }

    /// A sign, or a space where one must hold: nearly no byte is.
    fn may_begin(&self, byte: u8) -> bool {
        self.0[usize::from(byte)] & (Places::SIGN | Places::SPACE) != 0
    }

    /// Whether something may hold at the space there.
    fn hold_at(&self, bytes: &[u8], at: usize) -> bool {
        let is = |byte: Option<&u8>, kind: u8| {
            byte.is_some_and(|byte| self.0[usize::from(*byte)] & kind != 0)
        };
        is(bytes.get(at + 1), Places::HELD_BEFORE) || is(bytes[..at].last(), Places::HELD_BEHIND)
    }
}

/// The first and the last byte of a letter.
fn bytes_of(letter: char) -> (u8, u8) {
    let mut bytes = [0; 4];
    let length = letter.encode_utf8(&mut bytes).len();
    (bytes[0], bytes[length - 1])
}

fn slips(text: &str, habits: &Habits) -> Vec<Slip> {
    let mut slips = Vec::new();
    let mut behind = 0;
    for (at, byte) in text.bytes().enumerate() {
        if !habits.places.may_begin(byte)
            || at < behind
            || byte == b' ' && !habits.places.hold_at(text.as_bytes(), at)
        {
            continue;
        }
        let letter = char::from(byte);
        let rest = &text[at..];
        let after = &rest[letter.len_utf8()..];
        let next = after.chars().next().unwrap_or('\n');
        let mut before = text[..at].chars().rev();
        let (last, second) = (before.next().unwrap_or('\n'), before.next().unwrap_or('\n'));
        let mut slip = |length: usize, what: String, write: String| {
            behind = at + length;
            slips.push(Slip { at, length, what, write });
        };
        let is_word = |letter: char| !letter.is_whitespace() && letter != '|';
        match letter {
            '.' if rest.starts_with("...") => {
                let length = rest.len() - rest.trim_start_matches('.').len();
                slip(length, "dots for an ellipsis".to_owned(), habits.ellipsis.to_owned());
            }
            // A list's hyphen has no word before it, a minus no space behind it.
            '-' if last == ' ' && is_word(second) && next == ' ' && !after.starts_with(" |") => {
                slip(1, "a hyphen for a dash".to_owned(), habits.dash.to_owned());
            }
            '-' if next == '-' && !matches!(last, '|' | '-' | ':' | '\n') => {
                let length = rest.len() - rest.trim_start_matches('-').len();
                if is_word(second) && last == ' ' && rest[length..].starts_with(' ')
                    || last.is_alphanumeric() && rest[length..].starts_with(char::is_alphanumeric)
                {
                    slip(length, "hyphens for a dash".to_owned(), habits.dash.to_owned());
                }
            }
            '"' if !last.is_ascii_digit() => {
                slip(1, "a straight quotation mark".to_owned(), habits.quotes.to_owned());
            }
            '\'' if last.is_alphabetic() && next.is_alphabetic() => {
                slip(1, "a straight apostrophe".to_owned(), "`’`".to_owned());
            }
            ' ' if habits.held_before.contains(&next) && is_word(last) => {
                // The colon of a table's line, the bracket of a picture.
                let behind_it = after.chars().nth(1).unwrap_or('\n');
                if !matches!(behind_it, '-' | '[') {
                    let what = format!("an ordinary space before `{next}`: a line may break there");
                    slip(1, what, "a no-break space".to_owned());
                }
            }
            ' ' if last.is_ascii_digit() && habits.held_words.contains(&first_word(after)) => {
                let what = format!(
                    "an ordinary space before `{}`: a line may break there",
                    first_word(after)
                );
                slip(1, what, "a no-break space".to_owned());
            }
            ' ' if habits.held_behind.contains(&last) => {
                let what = format!("an ordinary space behind `{last}`: a line may break there");
                slip(1, what, "a no-break space".to_owned());
            }
            _ => {}
        }
        let own = habits.own.iter().find(|(latin, _)| *latin == letter);
        if let Some((latin, own)) = own.filter(|_| (habits.letters)(last))
            && (*latin != '.' || next.is_whitespace() || (habits.letters)(next))
        {
            let what = format!("a Latin `{latin}` behind a letter of another script");
            slips.push(Slip { at, length: 1, what, write: format!("`{own}`") });
        }
    }
    slips
}

/// A word with the stop that belongs to it.
fn first_word(text: &str) -> &str {
    let end = text.find(|letter: char| !letter.is_alphabetic()).unwrap_or(text.len());
    &text[..end + usize::from(text[end..].starts_with('.'))]
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    fn found(tag: &str, text: &str) -> Vec<String> {
        let slips = slips(text, &Habits::of(tag));
        slips.iter().map(|slip| text[slip.at..slip.at + slip.length].to_owned()).collect()
    }

    #[test]
    fn a_typewriter_is_recognized_in_every_language() {
        assert_eq!(
            found("en", "so it was ... \"good\" - or--well"),
            ["...", "\"", "\"", "-", "--"]
        );
        assert_eq!(found("de", "don't"), ["'"]);
        for fine in [
            "a well-known 5\" disc, 12.5 – or so…",
            "- one\n- two\n  - three",
            "| a | b |\n|---|:--|\n| - | x - |",
            "between -5 and +5",
        ] {
            assert_eq!(found("en", fine), Vec::<String>::new(), "{fine}");
        }
    }

    #[test]
    fn marks_that_nothing_closes_do_not_take_long() {
        let started = Instant::now();
        for mark in ["<", "](", "a](<", "` <"] {
            let source = mark.repeat(1_000_000 / mark.len());
            assert_eq!(without_markup(&source, &Document::default()).len(), source.len());
        }
        // With the square of their number it is hours.
        assert!(started.elapsed() < Duration::from_secs(60), "{:?}", started.elapsed());
        let source = "a <https://a.example> `` b`c `` [d](e) f";
        let words = without_markup(source, &Document::default());
        assert_eq!(words.replace('\u{1}', ""), "a   [d f");
    }

    #[test]
    fn lines_do_not_break_before_a_sign() {
        assert_eq!(found("fr", "« Oui » : 12 % ; non !").len(), 6);
        assert_eq!(
            found("fr", "«\u{a0}Oui\u{a0}»\u{202f}: 12\u{a0}%; à 12:30"),
            Vec::<String>::new()
        );
        assert_eq!(found("ru", "Союз — это № 5, 12 %").len(), 3);
        assert_eq!(found("ru", "в 2024 г. на 5 млн больше, 5 раз, 2025\u{a0}г."), [" ", " "]);
        assert_eq!(found("fr", "5 millions, 5 pays"), [" "]);
        assert_eq!(found("en", "a ; b"), Vec::<String>::new());
    }

    #[test]
    fn other_scripts_have_signs_of_their_own() {
        assert_eq!(found("zh", "总计,共有ABC, 2024年:3.5."), [",", ":"]);
        assert_eq!(found("zh", "完成."), ["."]);
        assert_eq!(found("zh", "体系(ABC)和《条约》（ABC）"), ["("]);
        assert_eq!(found("ar", "نعم, لا; هل؟ ABC, 3.5"), [",", ";"]);
    }
}
