//! A text → the letters that a search compares: no case, no accents, no variants of one letter; and the
//! small letters with their accents, by which it knows the forms of a word.

use std::borrow::Cow;
use std::sync::LazyLock;

use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use icu_properties::CodePointMapData;
use icu_properties::props::{GeneralCategory, GeneralCategoryGroup};

/// `Élan` is `elan`, `أُنشئ` is `انشي`, `２０２５` is `2025`. The script that searches does the same
/// (`themes/default/static/search.js`), and a test holds the two together.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    letter_by_letter(text, &FOLDS).unwrap_or_else(|| whole(text))
}

/// Small letters with their accents, each one sign where there is one for it. Its words fold to those
/// of the folded text.
pub fn lower(text: &str) -> Cow<'_, str> {
    if end_of_unchanged(text.as_bytes()) == text.len() {
        return text.into();
    }
    letter_by_letter(text, &LOWERS).unwrap_or_else(|| lower_whole(text)).into()
}

fn lower_whole(text: &str) -> String {
    ComposingNormalizerBorrowed::new_nfkc().normalize(text).to_lowercase()
}

/// By the rules of Unicode, which look at a whole text.
fn whole(text: &str) -> String {
    let apart = DecomposingNormalizerBorrowed::new_nfkd().normalize(text);
    // The one letter whose small form depends on its neighbours.
    if apart.contains('Σ') {
        return apart.to_lowercase().chars().filter_map(letter).collect();
    }
    let mut folded = String::with_capacity(apart.len());
    for capital in apart.chars() {
        if capital.is_ascii() {
            folded.push(capital.to_ascii_lowercase());
        } else {
            folded.extend(capital.to_lowercase().filter_map(letter));
        }
    }
    folded
}

/// The letters of most texts, whose folds were looked up once: Latin, Greek, Cyrillic, Hebrew,
/// Arabic; signs between words.
const LOOKED_UP: [std::ops::Range<u32>; 4] =
    [0x80..0x700, 0x2000..0x2070, 0x3000..0x3040, 0xff00..0xff60];

static FOLDS: Looked = LazyLock::new(|| look_up(whole));
static LOWERS: Looked = LazyLock::new(|| look_up(lower_whole));

type Looked = LazyLock<Vec<Option<String>>>;

fn look_up(rule: fn(&str) -> String) -> Vec<Option<String>> {
    LOOKED_UP.into_iter().flatten().map(|code| alone(code, rule)).collect()
}

/// What becomes of a letter that its neighbours do not change. Marks that stay may change their places
/// with others or go into the letter before them, and the small form of a capital sigma is another at
/// the end of a word.
fn alone(code: u32, rule: fn(&str) -> String) -> Option<String> {
    let letter = char::from_u32(code)?.to_string();
    let apart = DecomposingNormalizerBorrowed::new_nfkd().normalize(&letter);
    let ruled = rule(&letter);
    (!apart.contains('Σ') && !ruled.contains(is_mark)).then_some(ruled)
}

/// `None` where there is a letter that was not looked up.
fn letter_by_letter(text: &str, looked_up: &Looked) -> Option<String> {
    let mut folded = String::with_capacity(text.len());
    let mut rest = text;
    loop {
        let (as_it_is, behind) = rest.split_at(end_of_unchanged(rest.as_bytes()));
        folded.push_str(as_it_is);
        let Some(letter) = behind.chars().next() else { return Some(folded) };
        match letter {
            '\0'..='\x7f' => folded.push(letter.to_ascii_lowercase()),
            _ => folded.push_str(looked_up[place(letter)?].as_deref()?),
        }
        rest = &behind[letter.len_utf8()..];
    }
}

/// Of a text, in bytes: where the first letter stands that is neither a small one or a sign of ASCII nor
/// one of Chinese.
fn end_of_unchanged(text: &[u8]) -> usize {
    let mut end = 0;
    loop {
        end += match text[end..] {
            [b'A'..=b'Z', ..] => return end,
            [..=0x7f, ..] => 1,
            [0xe4, 0xb8..=0xbf, ..] | [0xe5..=0xe9, ..] => 3,
            _ => return end,
        };
    }
}

/// Among the letters that were looked up.
fn place(letter: char) -> Option<usize> {
    let code = u32::from(letter);
    let mut before = 0;
    for range in &LOOKED_UP {
        if range.contains(&code) {
            return Some((before + code - range.start) as usize);
        }
        before += range.end - range.start;
    }
    None
}

/// Whether each letter with a mark is one sign where there is one for it: what others might write in
/// another way, and some systems take for the same.
pub fn is_composed(text: &str) -> bool {
    ComposingNormalizerBorrowed::new_nfc().is_normalized(text)
}

/// Letters, digits, and the marks that belong to them (vowels of Hindi or Thai).
pub fn is_in_word(letter: char) -> bool {
    match letter {
        // Settles nearly all of what is not ASCII, without a look into tables: Cyrillic, Arabic, Han; signs
        // between words.
        '\u{430}'..='\u{44f}' | '\u{621}'..='\u{63a}' | '\u{4e00}'..='\u{9fff}' => true,
        '\u{2010}'..='\u{206f}' | '\u{3000}'..='\u{3004}' => false,
        _ => is_in_word_by_tables(letter),
    }
}

fn is_in_word_by_tables(letter: char) -> bool {
    letter.is_alphanumeric() || !letter.is_ascii() && is_mark(letter)
}

fn is_mark(letter: char) -> bool {
    GeneralCategoryGroup::Mark.contains(CodePointMapData::<GeneralCategory>::new().get(letter))
}

/// The letter that stands for this one; `None` for a mark that only changes another.
fn letter(letter: char) -> Option<char> {
    match letter {
        // Accents, Hebrew points, Arabic vowels and hamza signs, Japanese voicing, tatweel.
        '\u{300}'..='\u{36f}'
        | '\u{591}'..='\u{5c7}'
        | '\u{610}'..='\u{61a}'
        | '\u{640}'
        | '\u{64b}'..='\u{65f}'
        | '\u{670}'
        | '\u{6d6}'..='\u{6ed}'
        | '\u{3099}'..='\u{309a}' => None,
        // Alef maksura is often typed for ya, ha for ta marbuta.
        'ى' => Some('ي'),
        'ة' => Some('ه'),
        '٠'..='٩' => char::from_u32(letter as u32 - '٠' as u32 + '0' as u32),
        '۰'..='۹' => char::from_u32(letter as u32 - '۰' as u32 + '0' as u32),
        _ => Some(letter),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_fold_alone_as_they_do_among_others() {
        let mut alone = 0;
        for letter in LOOKED_UP.into_iter().flatten().filter_map(char::from_u32) {
            for text in [
                format!("{letter}"),
                format!("a{letter}\u{301}\u{323}{letter} Ω"),
                format!("年{letter}ς\u{64f}\u{651}{letter}É"),
            ] {
                if let Some(folded) = letter_by_letter(&text, &FOLDS) {
                    assert_eq!(folded, whole(&text), "{text}");
                    alone += 1;
                }
                if let Some(lower) = letter_by_letter(&text, &LOWERS) {
                    assert_eq!(lower, lower_whole(&text), "{text}");
                }
            }
        }
        assert!(alone > 3 * 1_500, "{alone}");
    }

    #[test]
    fn what_is_settled_at_once_is_as_the_tables_say() {
        for letter in '\0'..=char::MAX {
            assert_eq!(is_in_word(letter), is_in_word_by_tables(letter), "{letter:?}");
        }
    }

    #[test]
    fn what_a_reader_leaves_away_makes_no_difference() {
        for (typed, folded) in [
            ("Élan", "elan"),
            ("ÑANDÚ", "nandu"),
            ("Ёлка й", "елка и"),
            ("أُنشئ الإِنجازُ", "انشي الانجاز"),
            ("مـــال", "مال"),
            ("مدينة على", "مدينه علي"),
            ("İstanbul, ΟΔΟΣ ΣΑΣ", "istanbul, οδος σας"),
            ("２０２５ ٢٠٢٥", "2025 2025"),
            ("知识产权", "知识产权"),
        ] {
            assert_eq!(fold(typed), folded, "{typed}");
        }
    }
}
