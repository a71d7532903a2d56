//! A text → the letters that a search compares: no case, no accents, no variants of one letter.

use icu_normalizer::DecomposingNormalizerBorrowed;
use icu_properties::CodePointMapData;
use icu_properties::props::{GeneralCategory, GeneralCategoryGroup};

/// `Élan` is `elan`, `أُنشئ` is `انشي`, `２０２５` is `2025`. The script that searches does the same
/// (`themes/default/static/search.js`), and a test holds the two together.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
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

/// Letters, digits, and the marks that belong to them (vowels of Hindi or Thai).
pub fn is_in_word(letter: char) -> bool {
    // Settles nearly all of what is not ASCII, without a look into tables: Cyrillic, Arabic, Han.
    matches!(letter, '\u{430}'..='\u{44f}' | '\u{621}'..='\u{63a}' | '\u{4e00}'..='\u{9fff}')
        || letter.is_alphanumeric()
        || !letter.is_ascii()
            && GeneralCategoryGroup::Mark
                .contains(CodePointMapData::<GeneralCategory>::new().get(letter))
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
    use super::fold;

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
