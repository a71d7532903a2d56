//! A language tag and a choice of digits, as the locale that ICU looks its rules up by.

use icu_locale::extensions::unicode::key;
use icu_locale::{LanguageIdentifier, Locale};

use super::{Numbering, Tag};

pub(super) fn locale(tag: &Tag, numbering: &Numbering) -> Locale {
    let mut locale: Locale = tag.as_str().parse().expect("a tag was parsed when it was made");
    if let Some(value) = numbering.value() {
        locale.extensions.unicode.keywords.set(key!("nu"), value.clone());
    }
    locale
}

/// No language at all: the rules that hold where a language has none of its own.
pub(super) fn root(numbering: &Numbering) -> Locale {
    let mut locale = Locale::from(LanguageIdentifier::UNKNOWN);
    if let Some(value) = numbering.value() {
        locale.extensions.unicode.keywords.set(key!("nu"), value.clone());
    }
    locale
}

/// The name of the digits that the locale asks for, if it asks for any.
pub(super) fn numbering_of(locale: &Locale) -> Option<String> {
    locale.extensions.unicode.keywords.get(&key!("nu")).map(|value| value.to_string())
}
