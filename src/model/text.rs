//! A text in the languages that the author gave, next to each other in the data.

use crate::diagnostics::Origin;
use crate::language::Tag;

/// Either one string for every language, or one entry for each language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    pub entries: Vec<TextIn>,
    /// The key it was written under.
    pub origin: Origin,
}

/// A text in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextIn {
    /// `None`: the same in every language, such as a code or a symbol.
    pub tag: Option<Tag>,
    pub forms: Forms,
    pub origin: Origin,
}

/// One text, or a form for each plural category of the language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Forms {
    One(String),
    /// Category (`one`, `few`, `other` …) and text.
    Plural(Vec<(String, String)>),
}

/// Where a text stands and which languages it is in: what a translator still has to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextPlace {
    pub origin: Origin,
    /// Each tag and where it stands; no tag for a text that is the same in all languages.
    pub tags: Vec<(Option<Tag>, Origin)>,
    /// Something in it was reported: it may be the language that seems to be missing.
    pub damaged: bool,
}

impl Forms {
    /// The text where nothing is counted; for a name with plural forms, its singular.
    pub fn plain(&self) -> &str {
        match self {
            Forms::One(text) => text,
            Forms::Plural(forms) => forms
                .iter()
                .find(|(category, _)| category == "one")
                .or_else(|| forms.last())
                .map_or("", |(_, text)| text),
        }
    }
}

impl Text {
    /// The entry for a language, and only that: no fallback.
    pub fn exact(&self, tag: &Tag) -> Option<&TextIn> {
        self.entries.iter().find(|entry| entry.tag.as_ref().is_none_or(|t| t == tag))
    }
}
