//! A word → what stands for all its forms, by Snowball's rules for its language. It is asked once for
//! each word of a language while a site is built; the script that searches has the answers in its
//! index, and no rules of its own.

use rust_stemmers::{Algorithm, Stemmer};

use crate::language::fold;

/// In Arabic, the article and what is written as one with the word behind it, longest first.
const ARABIC: &[&str] = &["وبال", "وال", "بال", "كال", "فال", "ولل", "ال", "لل", "و", "ف"];

/// What loses its vowel before another, and has an apostrophe in its place.
const FRENCH: &[&str] = &[
    "lorsqu'", "puisqu'", "jusqu'", "quoiqu'", "qu'", "l'", "d'", "n'", "s'", "c'", "j'", "m'",
    "t'",
];
const ITALIAN: &[&str] = &[
    "quest'", "quell'", "dell'", "nell'", "sull'", "dall'", "coll'", "all'", "un'", "gl'", "l'",
    "d'", "c'", "s'", "m'", "t'", "v'",
];

/// Letters that a word without its prefix must have.
const LEAST: usize = 3;

pub struct Stems {
    stemmer: Option<Stemmer>,
    prefixes: &'static [&'static str],
}

/// A word as readers type it, and what stands for it and its relatives; both folded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    pub word: String,
    pub stem: String,
    /// By what else it is found: without what is written as one with it, and by stems that it does not
    /// begin with.
    pub also: Vec<String>,
}

impl Stems {
    /// Words of a language without rules stand for themselves.
    pub fn of(language: &str) -> Stems {
        Stems { stemmer: algorithm(language).map(Stemmer::create), prefixes: prefixes(language) }
    }

    /// What is cut off the beginning of a word, as the script that searches knows it: an expression.
    pub fn article(&self) -> String {
        match self.prefixes {
            [] => String::new(),
            prefixes => format!("^(?:{})(?=.{{{LEAST}}})", prefixes.join("|")),
        }
    }

    /// What of it has an apostrophe, which is no end of a word there.
    pub fn elided(&self) -> String {
        let elided = self.prefixes.iter().filter_map(|prefix| prefix.strip_suffix('\''));
        elided.collect::<Vec<_>>().join("|")
    }

    /// `word` has small letters, with their accents: these tell endings apart.
    pub fn form(&self, word: &str) -> Form {
        let folded = fold(word);
        let bare = self.bare(&folded);
        let (stem, stem_of_bare) = match word.split_once('\'') {
            Some((elided, rest)) => {
                let stem = self.stem(rest);
                (format!("{elided}'{stem}"), stem)
            }
            None if bare == folded => (self.stem(word), String::new()),
            None => (self.stem(word), self.stem(bare)),
        };
        let mut also: Vec<String> = Vec::new();
        for key in [bare, &stem, &stem_of_bare] {
            if !folded.starts_with(key) && !also.iter().any(|it| it.starts_with(key)) {
                also.push(key.to_owned());
            }
        }
        Form { word: folded, stem, also }
    }

    /// A word of nothing but endings stands for itself.
    fn stem(&self, word: &str) -> String {
        match &self.stemmer {
            // Codes and numbers have no endings.
            Some(stemmer) if !word.contains(char::is_numeric) => {
                Some(fold(&stemmer.stem(word))).filter(|stem| !stem.is_empty())
            }
            _ => None,
        }
        .unwrap_or_else(|| fold(word))
    }

    fn bare<'w>(&self, word: &'w str) -> &'w str {
        let is_enough = |rest: &&str| rest.chars().count() >= LEAST;
        let cut = |prefix: &&str| word.strip_prefix(prefix).filter(is_enough);
        self.prefixes.iter().find_map(cut).unwrap_or(word)
    }
}

/// What is written as one with a word, and is no part of it.
pub fn prefixes(language: &str) -> &'static [&'static str] {
    match language {
        "ar" => ARABIC,
        "fr" => FRENCH,
        "it" => ITALIAN,
        _ => &[],
    }
}

fn algorithm(language: &str) -> Option<Algorithm> {
    Some(match language {
        "ar" => Algorithm::Arabic,
        "da" => Algorithm::Danish,
        "de" => Algorithm::German,
        "el" => Algorithm::Greek,
        "en" => Algorithm::English,
        "es" => Algorithm::Spanish,
        "fi" => Algorithm::Finnish,
        "fr" => Algorithm::French,
        "hu" => Algorithm::Hungarian,
        "it" => Algorithm::Italian,
        "nb" | "nn" | "no" => Algorithm::Norwegian,
        "nl" => Algorithm::Dutch,
        "pt" => Algorithm::Portuguese,
        "ro" => Algorithm::Romanian,
        "ru" => Algorithm::Russian,
        "sv" => Algorithm::Swedish,
        "ta" => Algorithm::Tamil,
        "tr" => Algorithm::Turkish,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const LANGUAGES: [&str; 18] = [
        "ar", "da", "de", "el", "en", "es", "fi", "fr", "hu", "it", "nl", "no", "pt", "ro", "ru",
        "sv", "ta", "tr",
    ];

    #[test]
    fn forms_of_a_word_have_one_stem() {
        for (language, forms) in [
            ("en", ["publish", "published", "publishing"]),
            ("fr", ["réaliser", "réalisée", "réalisation"]),
            ("es", ["publicar", "publicó", "publicados"]),
            ("ru", ["новый", "нового", "новая"]),
            ("ar", ["إيراد", "الإيرادات", "الإيراد"]),
            ("de", ["haus", "häuser", "hauses"]),
        ] {
            let stems = Stems::of(language);
            let all: Vec<String> = forms.iter().map(|form| stems.form(form).stem).collect();
            assert!(all.iter().all(|stem| *stem == all[0]), "{language}: {all:?}");
            assert_ne!(stems.form(forms[1]).word, all[0], "{language}");
        }
    }

    #[test]
    fn codes_and_languages_without_rules_stand_for_themselves() {
        let form = |language, word: &str| Stems::of(language).form(word);
        let same = |word: &str| Form { word: word.into(), stem: word.into(), also: Vec::new() };
        assert_eq!(form("en", "i.1s"), same("i.1s"));
        assert_eq!(form("zh", "收入"), same("收入"));
        assert_eq!(form("vi", "é"), same("e"));
    }

    /// The rules are another's program, and words are whatever stands in a report.
    #[test]
    fn any_letters_have_a_stem() {
        let letters: Vec<char> =
            "aeiouysngtlzßéüøåñçıĲ'’-1αςσώийьяءآأؤئاةىيوتنسلمهكـ\u{64b}\u{651}\u{670}\u{301}அு年🙂\u{200d}"
                .chars()
                .collect();
        let mut state = 7_u64;
        let mut next = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            usize::try_from(state >> 33).expect("31 bits") % below
        };
        for language in LANGUAGES {
            let stems = Stems::of(language);
            for _ in 0..2_000 {
                let word: String = (0..1 + next(9)).map(|_| letters[next(letters.len())]).collect();
                let form = stems.form(&word);
                assert!(fold(&word).is_empty() || !form.stem.is_empty(), "{word:?}");
            }
        }
    }

    #[test]
    fn a_word_is_found_without_its_article() {
        let form = |language, word: &str| Stems::of(language).form(word);
        for (word, bare) in
            [("المدن", "مدن"), ("والمدن", "مدن"), ("وتقدم", "تقدم"), ("وبالمدن", "مدن")]
        {
            let form = form("ar", word);
            assert_eq!((form.word.as_str(), form.also[0].as_str()), (word, bare));
        }
        // What is left would be too short.
        assert!(form("ar", "الف").also.iter().all(|key| key != "ف"));
        let elided = |word: &str, stem: &str, also: &str| Form {
            word: word.into(),
            stem: stem.into(),
            also: vec![also.into()],
        };
        assert_eq!(form("fr", "l'état"), elided("l'etat", "l'etat", "etat"));
        assert_eq!(
            form("fr", "qu'indépendantes"),
            elided("qu'independantes", "qu'independ", "independantes"),
        );
        assert_eq!(Stems::of("en").article(), "");
        assert!(Stems::of("ar").article().ends_with("|و|ف)(?=.{3})"));
        assert_eq!(Stems::of("ar").elided(), "");
        assert!(Stems::of("fr").elided().ends_with("|j|m|t"));
    }
}
