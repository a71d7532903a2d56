//! Language tags (BCP 47) and the direction of their script.

use std::fmt;
use std::sync::Arc;

/// A language of the site, such as `en`, `zh` or `pt-BR`. Also a folder of the published site.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag {
    /// The first letters: the texts of a report are chosen by their tags, and most tags differ here.
    begin: [u8; 8],
    whole: Arc<str>,
}

/// Which side a line of text starts on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    LeftToRight,
    RightToLeft,
}

impl Direction {
    /// The value of HTML's `dir`.
    pub fn attribute(self) -> &'static str {
        match self {
            Direction::LeftToRight => "ltr",
            Direction::RightToLeft => "rtl",
        }
    }
}

impl Tag {
    /// `None` when it is not a language tag in its usual spelling (`en`, `zh-Hant`, `pt-BR`).
    pub fn parse(text: &str) -> Option<Tag> {
        // The standard has room for languages of five to eight letters, but there are none:
        // `english` is a slip.
        if text.split('-').next().is_none_or(|language| language.len() > 3) {
            return None;
        }
        let locale: icu_locale::Locale = text.parse().ok()?;
        (locale.to_string() == text && text != "und").then(|| Tag::new(text))
    }

    fn new(text: &str) -> Tag {
        let mut begin = [0; 8];
        begin.iter_mut().zip(text.bytes()).for_each(|(letter, byte)| *letter = byte);
        Tag { begin, whole: text.into() }
    }

    /// The tag that somebody meant who typed `English`, `pt_br` or `en_US.UTF-8`.
    pub fn meant(typed: &str) -> Option<Tag> {
        let lower = typed.trim().to_lowercase();
        match NAMES.iter().find(|(name, _)| *name == lower) {
            Some((_, tag)) => Tag::parse(tag),
            None => Tag::parse(&respelt(&lower)),
        }
    }

    pub fn as_str(&self) -> &str {
        &self.whole
    }

    pub fn direction(&self) -> Direction {
        let locale: icu_locale::Locale =
            self.whole.parse().expect("a tag was parsed when it was made");
        if icu_locale::LocaleDirectionality::new_extended().is_right_to_left(&locale.id) {
            Direction::RightToLeft
        } else {
            Direction::LeftToRight
        }
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.whole)
    }
}

/// Names that people type for the tag, in the language itself and in English.
const NAMES: &[(&str, &str)] = &[
    ("english", "en"),
    ("french", "fr"),
    ("français", "fr"),
    ("francais", "fr"),
    ("spanish", "es"),
    ("español", "es"),
    ("espanol", "es"),
    ("chinese", "zh"),
    ("中文", "zh"),
    ("arabic", "ar"),
    ("العربية", "ar"),
    ("russian", "ru"),
    ("русский", "ru"),
    ("german", "de"),
    ("deutsch", "de"),
    ("portuguese", "pt"),
    ("português", "pt"),
    ("japanese", "ja"),
    ("korean", "ko"),
    ("italian", "it"),
];

/// `PT_br` → `pt-BR`, `zh-hant` → `zh-Hant`.
fn respelt(lower: &str) -> String {
    let without_encoding = lower.split(['.', '@']).next().unwrap_or_default();
    let mut parts = Vec::new();
    for (number, part) in without_encoding.split(['-', '_', ' ']).enumerate() {
        parts.push(match part.len() {
            2 if number > 0 => part.to_uppercase(),
            // A letter of another script may take several of the four bytes.
            4 if number > 0 && part.is_ascii() => part[..1].to_uppercase() + &part[1..],
            _ => part.to_owned(),
        });
    }
    parts.join("-")
}

#[cfg(test)]
mod tests {
    use super::Tag;

    #[test]
    fn a_tag_is_guessed_from_any_letters() {
        assert_eq!(Tag::meant("ZH_hant").as_ref().map(Tag::as_str), Some("zh-Hant"));
        // Four bytes each, but no four letters.
        for typed in ["zh-中a", "ar-\u{202e}u", "fr-é1x", "en-🙂"] {
            assert_eq!(Tag::meant(typed), None, "{typed:?}");
        }
    }
}
