//! Endings (and in Arabic the article) that a search looks past, so that `service` finds `services`.
//! Light on purpose: an ending too many found is worse than one too few. The script gets the list of
//! its language with the index, and has no list of its own.

/// How words of a language are shortened. Suffixes stand before shorter ones that they end in.
#[derive(Debug)]
pub struct Endings {
    pub prefixes: &'static [&'static str],
    pub suffixes: &'static [&'static str],
    /// Letters that must be left.
    pub least: usize,
}

const NONE: Endings = Endings { prefixes: &[], suffixes: &[], least: 0 };

/// By language; those not in the list are compared by their beginnings only.
const ALL: &[(&str, Endings)] = &[
    (
        "en",
        Endings {
            prefixes: &[],
            suffixes: &[
                "ations", "ation", "ating", "ated", "ates", "ative", "ments", "ment", "ings",
                "ing", "ies", "ied", "ions", "ion", "ate", "ers", "er", "ed", "es", "als", "al",
                "ly", "s", "e", "y",
            ],
            least: 3,
        },
    ),
    (
        "fr",
        Endings {
            prefixes: &[],
            suffixes: &[
                "aient",
                "ait",
                "issements",
                "issement",
                "ations",
                "ation",
                "atrices",
                "ateurs",
                "ateur",
                "iennes",
                "ienne",
                "ennes",
                "enne",
                "elles",
                "elle",
                "ements",
                "ement",
                "ives",
                "ive",
                "ifs",
                "if",
                "euses",
                "euse",
                "eurs",
                "eur",
                "antes",
                "ants",
                "ante",
                "ant",
                "ites",
                "ite",
                "ions",
                "ion",
                "iers",
                "ier",
                "ees",
                "ee",
                "aux",
                "ales",
                "ale",
                "al",
                "els",
                "el",
                "ent",
                "er",
                "es",
                "e",
                "s",
                "x",
            ],
            least: 3,
        },
    ),
    (
        "es",
        Endings {
            prefixes: &[],
            suffixes: &[
                "aban", "aba", "arse", "erse", "irse", "imientos", "imiento", "amientos",
                "amiento", "aciones", "acion", "adores", "adora", "ador", "mente", "idades",
                "idad", "iendo", "ando", "ieron", "aron", "iones", "ion", "ados", "adas", "ado",
                "ada", "idos", "idas", "ido", "ida", "ivos", "ivas", "ivo", "iva", "ales", "al",
                "ar", "er", "ir", "en", "an", "es", "os", "as", "o", "a", "e", "s",
            ],
            least: 3,
        },
    ),
    (
        "ru",
        Endings {
            prefixes: &[],
            suffixes: &[
                "илась",
                "алась",
                "ялась",
                "илось",
                "алось",
                "ились",
                "ались",
                "ился",
                "ался",
                "ется",
                "ются",
                "ится",
                "ятся",
                "остями",
                "остям",
                "остью",
                "остях",
                "ости",
                "ость",
                "ениями",
                "ением",
                "ениях",
                "ение",
                "ения",
                "ению",
                "ений",
                "ении",
                "аниями",
                "анием",
                "аниях",
                "ание",
                "ания",
                "анию",
                "аний",
                "ании",
                "иями",
                "иях",
                "ией",
                "иям",
                "ыми",
                "ими",
                "ого",
                "его",
                "ому",
                "ему",
                "ями",
                "ами",
                "ую",
                "юю",
                "ая",
                "яя",
                "ое",
                "ее",
                "ые",
                "ие",
                "ыи",
                "ии",
                "ои",
                "еи",
                "ым",
                "им",
                "ых",
                "их",
                "ом",
                "ем",
                "ам",
                "ям",
                "ах",
                "ях",
                "ов",
                "ев",
                "ию",
                "ия",
                "ью",
                "ать",
                "ить",
                "ает",
                "яет",
                "ла",
                "ли",
                "ло",
                "а",
                "я",
                "о",
                "е",
                "ы",
                "и",
                "у",
                "ю",
                "ь",
            ],
            least: 3,
        },
    ),
    (
        "ar",
        Endings {
            prefixes: &["وال", "بال", "كال", "فال", "ولل", "وبال", "ال", "لل", "و", "ف"],
            suffixes: &["اتها", "تها", "ات", "ان", "ين", "ون", "يه", "ها", "هم", "ته", "ه", "ي"],
            least: 3,
        },
    ),
];

impl Endings {
    pub fn of(language: &str) -> &'static Endings {
        ALL.iter().find(|(known, _)| *known == language).map_or(&NONE, |(_, endings)| endings)
    }

    /// Without the article: the form that stands in the index.
    pub fn bare<'w>(&self, word: &'w str) -> &'w str {
        let cut = |prefix: &&str| word.strip_prefix(prefix).filter(|rest| self.is_enough(rest));
        self.prefixes.iter().find_map(cut).unwrap_or(word)
    }

    fn is_enough(&self, rest: &str) -> bool {
        rest.chars().count() >= self.least
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_ending_never_hides_a_longer_one() {
        for (language, endings) in ALL {
            for (n, suffix) in endings.suffixes.iter().enumerate() {
                let hidden = endings.suffixes[..n].iter().find(|other| suffix.ends_with(*other));
                assert_eq!(hidden, None, "{language}: {suffix}");
            }
        }
    }

    #[test]
    fn the_article_is_no_part_of_a_word() {
        let arabic = Endings::of("ar");
        assert_eq!(arabic.bare("المدن"), "مدن");
        assert_eq!(arabic.bare("والمدن"), "مدن");
        assert_eq!(arabic.bare("الف"), "الف");
        // Written as one with the word behind them.
        assert_eq!(arabic.bare("وتقدم"), "تقدم");
        assert_eq!(arabic.bare("وبالمدن"), "مدن");
    }
}
