//! Turns the text of a heading into the anchor that links point to.
//!
//! The rule, which the manual states and which never changes, because anchors are public addresses:
//! letters and digits of any script are kept, in lowercase; accents and signs written over letters
//! and invisible joiners are dropped; everything else becomes one hyphen, none at either end.

/// Anchors that pages make themselves: notes, footnotes, figures, KPIs, paragraphs.
pub(super) const RESERVED: [&str; 5] = ["note-", "fn-", "f-", "kpi-", "p-"];

/// The anchor of a heading without one of its own. Not yet unique.
pub(super) fn from_heading(text: &str) -> String {
    let slug = plain(text);
    if slug.is_empty() {
        "section".to_owned()
    } else if is_reserved(&slug) {
        format!("h-{slug}")
    } else {
        slug
    }
}

pub(super) fn is_reserved(anchor: &str) -> bool {
    RESERVED.iter().any(|prefix| anchor.starts_with(prefix))
}

pub(super) fn plain(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for letter in text.chars() {
        // What most headings are made of needs no table.
        match letter {
            'a'..='z' | '0'..='9' => slug.push(letter),
            'A'..='Z' => slug.push(letter.to_ascii_lowercase()),
            '\0'..='\x7f' => push_hyphen(&mut slug),
            _ => letter.to_lowercase().for_each(|letter| push(&mut slug, letter)),
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

fn push(slug: &mut String, letter: char) {
    if is_dropped(letter) {
        return;
    }
    if is_kept(letter) {
        slug.push(letter);
    } else {
        push_hyphen(slug);
    }
}

fn push_hyphen(slug: &mut String) {
    if !slug.is_empty() && !slug.ends_with('-') {
        slug.push('-');
    }
}

fn is_kept(letter: char) -> bool {
    // The standard library searches long for letters of these scripts, and headings are full of
    // them: Cyrillic, Arabic, Chinese.
    matches!(letter, 'а'..='я' | 'ء'..='غ' | 'ف'..='ي' | '\u{4E00}'..='\u{9FFF}')
        || letter.is_alphanumeric()
}

/// Combining accents, vowel signs of Arabic, the soft hyphen, joiners and direction marks: they
/// stand inside words.
fn is_dropped(letter: char) -> bool {
    matches!(letter, '\u{0300}'..='\u{036F}' | '\u{064B}'..='\u{0652}' | '\u{0670}')
        || matches!(letter, '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}')
}

#[cfg(test)]
mod tests {
    use super::{from_heading, plain};

    #[test]
    fn letters_of_every_script_stay() {
        assert_eq!(plain("Revenue & expenditure, 2024/25"), "revenue-expenditure-2024-25");
        assert_eq!(plain("预算执行情况（2024年）"), "预算执行情况-2024年");
        assert_eq!(plain("نتائج الأداء"), "نتائج-الأداء");
        assert_eq!(plain("L’année où l’Été"), "l-année-où-l-été");
        assert_eq!(plain("Re\u{301}sume\u{301}"), "resume");
        assert_eq!(plain("ليس منشوراً رسمياً"), "ليس-منشورا-رسميا");
    }

    #[test]
    fn a_heading_never_takes_an_anchor_of_the_page() {
        assert_eq!(from_heading("Note 1"), "h-note-1");
        assert_eq!(from_heading("Notes"), "notes");
        assert_eq!(from_heading("???"), "section");
    }
}
