//! What a reader of any language sees of directions, names and mixed text; and what these tests share.

use kepi::language::{Direction, Numbering, Rules, Tag};
use rust_decimal::Decimal;

/// The languages of the sample and of the theme's own words.
pub const SIX: [&str; 6] = ["en", "fr", "es", "ru", "ar", "zh"];

pub fn tag(text: &str) -> Tag {
    Tag::parse(text).unwrap_or_else(|| panic!("`{text}` is a language tag"))
}

pub fn rules(text: &str) -> Rules {
    Rules::new(&tag(text), &Numbering::default())
}

pub fn decimal(text: &str) -> Decimal {
    Decimal::from_str_exact(text).unwrap_or_else(|e| panic!("`{text}` is a decimal: {e}"))
}

/// Characters that nobody sees, by name.
pub fn legible(text: &str) -> String {
    text.chars().fold(String::new(), |mut out, character| {
        match character {
            '\u{a0}' => out.push_str("{nbsp}"),
            '\u{202f}' => out.push_str("{nnbsp}"),
            '\u{200e}' => out.push_str("{lrm}"),
            '\u{200f}' => out.push_str("{rlm}"),
            '\u{61c}' => out.push_str("{alm}"),
            '\u{2066}' => out.push_str("{lri}"),
            '\u{2068}' => out.push_str("{fsi}"),
            '\u{2069}' => out.push_str("{pdi}"),
            other => out.push(other),
        }
        out
    })
}

#[test]
fn a_language_is_named_in_itself() {
    let names = [
        ("en", "English"),
        ("fr", "Français"),
        ("es", "Español"),
        ("ru", "Русский"),
        ("ar", "العربية"),
        ("zh", "中文"),
        ("zh-Hant", "繁體中文"),
        ("pt-BR", "Português (Brasil)"),
        ("de", "Deutsch"),
        ("de-LI", "Deutsch (LI)"),
        ("ka", "ქართული"),
        ("xx", "xx"),
    ];
    for (text, name) in names {
        assert_eq!(rules(text).own_name(), name, "{text}");
    }
}

#[test]
fn arabic_hebrew_and_persian_start_at_the_right() {
    for text in ["ar", "he", "fa", "ur", "ar-EG"] {
        assert_eq!(rules(text).direction(), Direction::RightToLeft, "{text}");
    }
    for text in ["en", "fr", "es", "ru", "zh", "de", "pt-BR", "xx"] {
        assert_eq!(rules(text).direction(), Direction::LeftToRight, "{text}");
    }
}

#[test]
fn a_period_keeps_its_order_among_arabic_words() {
    assert_eq!(rules("ar").period("2024/25"), "\u{2066}2024/25\u{2069}");
    assert_eq!(rules("ar").period("2018"), "2018");
    assert_eq!(rules("en").period("2024/25"), "2024/25");
    let indic = Rules::new(&tag("ar"), &Numbering::parse("arab").expect("Arabic-Indic digits"));
    assert_eq!(indic.period("2024/25"), "\u{2066}٢٠٢٤/٢٥\u{2069}");
}

#[test]
fn only_text_that_could_be_torn_apart_is_isolated() {
    let english = rules("en");
    assert_eq!(english.isolate("WO/PBC/40/2"), "WO/PBC/40/2");
    assert_eq!(english.isolate("Genève, 1 234"), "Genève, 1 234");
    assert_eq!(english.isolate("الويبو"), "\u{2068}الويبو\u{2069}");
    let arabic = rules("ar");
    assert_eq!(arabic.isolate("الويبو"), "الويبو");
    assert_eq!(arabic.isolate("57"), "57");
    assert_eq!(arabic.isolate("PCT"), "\u{2068}PCT\u{2069}");
    assert_eq!(arabic.isolate("2024–2025"), "\u{2068}2024–2025\u{2069}");
}

#[test]
fn a_quotation_has_the_marks_of_its_language() {
    let quoted = |text: &str| legible(&rules(text).quote("x"));
    assert_eq!(quoted("en"), "“x”");
    assert_eq!(quoted("fr"), "«{nnbsp}x{nnbsp}»");
    assert_eq!(quoted("ru"), "«x»");
    assert_eq!(quoted("ar"), "”x“");
    assert_eq!(quoted("zh"), "“x”");
    assert_eq!(quoted("zh-TW"), "「x」");
    assert_eq!(quoted("de-AT"), "„x“");
    assert_eq!(quoted("xx"), "“x”");
}

#[test]
fn any_tag_has_rules() {
    for text in ["xx", "tlh", "zz-ZZ", "mis", "art-x-kepi", "en-001", "sr-Latn-RS", "ar-u-nu-arab"]
    {
        let Some(tag) = Tag::parse(text) else { continue };
        let rules = Rules::new(&tag, &Numbering::default());
        let style = kepi::language::NumberStyle::PROSE;
        assert!(!rules.number(decimal("-1234567.8"), style).is_empty(), "{text}");
        assert!(!rules.money(decimal("976.4"), 6, "CHF", style).is_empty(), "{text}");
        assert!(!rules.own_name().is_empty(), "{text}");
    }
}

#[test]
fn digits_that_do_not_exist_are_refused() {
    for name in ["latn", "arab", "arabext", "deva", "beng"] {
        assert!(Numbering::parse(name).is_some(), "{name}");
    }
    for name in ["arabic", "western", "", "ARAB!", "und", "wxyz"] {
        assert!(Numbering::parse(name).is_none(), "{name}");
    }
}

#[test]
fn the_rules_of_a_language_serve_all_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Rules>();
}
