//! Language tags (BCP 47) and the direction of their script.

use std::fmt;

/// A language of the site, such as `en`, `zh` or `pt-BR`. Also a folder of the published site.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag(String);

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
        let locale: icu_locale::Locale = text.parse().ok()?;
        (locale.to_string() == text && text != "und").then(|| Tag(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn direction(&self) -> Direction {
        let locale: icu_locale::Locale = self.0.parse().expect("a tag was parsed when it was made");
        if icu_locale::LocaleDirectionality::new_extended().is_right_to_left(&locale.id) {
            Direction::RightToLeft
        } else {
            Direction::LeftToRight
        }
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}
