//! The words of the site in its six languages: complete, with the same places, rightly set.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use kepi::language::{NumberStyle, PluralCategory, Rules};
use rust_decimal::Decimal;
use toml::{Table, Value};

use crate::language::{SIX, rules};

/// One text of a strings file: plain, or with a form for each plural category.
enum Text {
    Plain(String),
    Counting(BTreeMap<PluralCategory, String>),
}

impl Text {
    fn forms(&self) -> Vec<&str> {
        match self {
            Text::Plain(text) => vec![text],
            Text::Counting(forms) => forms.values().map(String::as_str).collect(),
        }
    }
}

fn source(language: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join(format!("themes/default/strings/{language}.toml"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// By `table.key`, in the order of the file.
fn strings(language: &str) -> Vec<(String, Text)> {
    let tables: Table = source(language).parse().unwrap_or_else(|e| panic!("{language}.toml: {e}"));
    let mut all = Vec::new();
    for (table, entries) in tables {
        let Value::Table(entries) = entries else { panic!("{language}: `{table}` is not a table") };
        for (key, value) in entries {
            let name = format!("{table}.{key}");
            let text = match value {
                Value::String(text) => Text::Plain(text),
                Value::Table(forms) => Text::Counting(
                    forms
                        .into_iter()
                        .map(|(category, form)| {
                            let category = PluralCategory::parse(&category).unwrap_or_else(|| {
                                panic!("{language}: {name}: `{category}` is not a plural category")
                            });
                            let Value::String(form) = form else { panic!("{language}: {name}") };
                            (category, form)
                        })
                        .collect(),
                ),
                other => panic!("{language}: {name} is neither a text nor plural forms: {other}"),
            };
            all.push((name, text));
        }
    }
    all
}

/// The names between braces.
fn places(text: &str) -> BTreeSet<String> {
    let mut places = BTreeSet::new();
    let mut rest = text;
    while let Some(start) = rest.find('{') {
        let end = rest[start..].find('}').unwrap_or_else(|| panic!("a brace is open in `{text}`"));
        let name = &rest[start + 1..start + end];
        let plain = !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '_');
        assert!(plain, "`{{{name}}}` in `{text}` is not a place");
        places.insert(name.to_owned());
        rest = &rest[start + end + 1..];
    }
    assert!(!rest.contains('}'), "a brace is closed twice in `{text}`");
    places
}

/// Whether just one whole number falls into the category, as into the Arabic `two`.
fn means_one_number(rules: &Rules, category: PluralCategory) -> bool {
    let numbers = (0..=1_000_u32).chain([1_000_000]);
    numbers.filter(|&n| rules.plural(Decimal::from(n), NumberStyle::PROSE) == category).count() == 1
}

#[test]
fn every_language_has_the_same_texts_in_the_same_order() {
    let english: Vec<String> = strings("en").into_iter().map(|(name, _)| name).collect();
    for language in SIX {
        let names: Vec<String> = strings(language).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, english, "{language}");
    }
}

#[test]
fn every_text_has_the_places_of_the_english_one() {
    let english = strings("en");
    for language in SIX {
        let rules = rules(language);
        for ((name, text), (_, model)) in strings(language).iter().zip(&english) {
            let should: BTreeSet<String> = model.forms().into_iter().flat_map(places).collect();
            match text {
                Text::Plain(text) => assert_eq!(places(text), should, "{language}: {name}"),
                Text::Counting(forms) => {
                    for (category, form) in forms {
                        let mut is = places(form);
                        if means_one_number(&rules, *category) {
                            is.insert("n".to_owned());
                        }
                        assert_eq!(is, should, "{language}: {name}: {}", category.name());
                    }
                }
            }
        }
    }
}

#[test]
fn every_counting_text_has_all_forms_of_its_language() {
    for language in SIX {
        let should = rules(language).plural_categories();
        let mut counting = 0;
        for (name, text) in strings(language) {
            if let Text::Counting(forms) = text {
                counting += 1;
                let is: Vec<PluralCategory> = forms.keys().copied().collect();
                assert_eq!(is, should, "{language}: {name}");
            }
        }
        assert!(counting > 5, "{language}: {counting} texts count something");
    }
}

#[test]
fn no_text_is_empty_or_left_in_english() {
    // Marks and patterns without words of their own, and words that the languages share.
    let shared = |name: &str, text: &str| {
        name.contains("_mark.")
            || name == "chart.comma"
            || name == "chart.colon"
            || !places(text).is_empty()
            || ["Sources", "Source", "Contact", "Index", "Notes", "Note", "Total", "Terminology"]
                .contains(&text)
            || ["provisional", "favorable", "positive"].contains(&text)
    };
    let english = strings("en");
    for language in SIX {
        for ((name, text), (_, model)) in strings(language).iter().zip(&english) {
            for (form, english) in text.forms().into_iter().zip(model.forms()) {
                assert!(!form.trim().is_empty(), "{language}: {name} is empty");
                if name != "chart.comma" && name != "chart.colon" {
                    assert_eq!(form, form.trim(), "{language}: {name} has spaces around it");
                }
                let same = language != "en" && form == english && !shared(name, form);
                assert!(!same, "{language}: {name} is still English: {form}");
            }
        }
    }
}

/// What a proof-reader of each language would mark in the margin.
#[test]
fn every_text_is_set_as_its_language_is_printed() {
    for language in SIX {
        assert!(
            !source(language).contains(['\u{a0}', '\u{202f}', '\u{200e}', '\u{200f}']),
            "{language}: a space or mark that nobody sees is written \\u00A0"
        );
        for (name, text) in strings(language) {
            if name.contains("_mark.") {
                continue;
            }
            for form in text.forms() {
                let at = format!("{language}: {name}: {form}");
                assert!(!form.contains(['\'', '"']), "{at}: straight quotation mark");
                assert!(!form.contains("..."), "{at}: three dots for an ellipsis");
                assert!(!form.contains("  "), "{at}: two spaces");
                let characters: Vec<char> = form.chars().collect();
                for pair in characters.windows(2) {
                    let [before, sign] = [pair[0], pair[1]];
                    match language {
                        "fr" if ":;!?".contains(sign) => {
                            assert!(
                                "\u{a0}\u{202f}".contains(before),
                                "{at}: no space before `{sign}`"
                            );
                        }
                        "zh" => assert!(
                            !(",:;()?".contains(sign) || ",:;()?".contains(before)),
                            "{at}: half-width punctuation"
                        ),
                        "ar" => assert!(!",;?".contains(sign), "{at}: Latin punctuation"),
                        "fr" => {}
                        _ => assert!(
                            !(",:;!?.".contains(sign) && before.is_whitespace()),
                            "{at}: space before `{sign}`"
                        ),
                    }
                }
                if language == "ru" {
                    assert!(!form.contains(['ё', 'Ё']), "{at}: documents of the UN write е");
                }
            }
        }
    }
}

/// A sentence ends with a full stop in every language or in none.
#[test]
fn sentences_end_alike_in_all_languages() {
    let english = strings("en");
    for language in SIX {
        for ((name, text), (_, model)) in strings(language).iter().zip(&english) {
            let ends = |text: &Text| {
                text.forms().iter().all(|form| form.ends_with('.') || form.ends_with('。'))
            };
            assert_eq!(ends(text), ends(model), "{language}: {name}");
            let introduces = |text: &Text| {
                text.forms().iter().all(|form| form.ends_with(':') || form.ends_with('：'))
            };
            if introduces(model) {
                assert!(introduces(text), "{language}: {name}");
            }
        }
    }
}

/// All files of a folder with this ending, one behind the other.
fn joined(folder: &str, ending: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let files = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter();
    let paths = files.map(|entry| entry.unwrap().into_path());
    let wanted = paths.filter(|path| path.extension().is_some_and(|is| is == ending));
    wanted.map(|path| std::fs::read_to_string(path).unwrap()).collect()
}

/// What has no text would be printed empty.
#[test]
fn every_printed_text_is_there() {
    let code = joined("src", "rs");
    let templates =
        joined("themes/default/templates", "html") + &joined("themes/default/static", "js");
    let words = templates.split(|c: char| !(c.is_ascii_alphanumeric() || "._".contains(c)));
    let in_templates: BTreeSet<&str> = words.filter_map(|word| word.strip_prefix("t.")).collect();
    let names: BTreeSet<String> = strings("en").into_iter().map(|(name, _)| name).collect();
    for name in in_templates {
        assert!(names.contains(name), "a template prints `{name}`, which is not there");
    }
    let calls = ["strings.get(\"", "strings.fill(\"", ".string(\"", ".counted(\""];
    for call in calls {
        for after in code.split(call).skip(1) {
            let name = after.split('"').next().unwrap();
            let is_there = names.contains(name) || !name.contains('.');
            assert!(is_there, "the program prints `{name}`, which is not there");
        }
    }
}
