//! Which form of a word goes with a number, by the categories of CLDR.

use icu_locale::Locale;
use icu_plurals::{PluralRuleType, PluralRules as IcuRules};

/// The names that strings files and unit names use for their forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PluralCategory {
    Zero,
    One,
    Two,
    Few,
    Many,
    Other,
}

impl PluralCategory {
    pub const ALL: [PluralCategory; 6] = [
        PluralCategory::Zero,
        PluralCategory::One,
        PluralCategory::Two,
        PluralCategory::Few,
        PluralCategory::Many,
        PluralCategory::Other,
    ];

    pub fn name(self) -> &'static str {
        match self {
            PluralCategory::Zero => "zero",
            PluralCategory::One => "one",
            PluralCategory::Two => "two",
            PluralCategory::Few => "few",
            PluralCategory::Many => "many",
            PluralCategory::Other => "other",
        }
    }

    pub fn parse(name: &str) -> Option<PluralCategory> {
        PluralCategory::ALL.into_iter().find(|category| category.name() == name)
    }
}

impl From<icu_plurals::PluralCategory> for PluralCategory {
    fn from(category: icu_plurals::PluralCategory) -> PluralCategory {
        match category {
            icu_plurals::PluralCategory::Zero => PluralCategory::Zero,
            icu_plurals::PluralCategory::One => PluralCategory::One,
            icu_plurals::PluralCategory::Two => PluralCategory::Two,
            icu_plurals::PluralCategory::Few => PluralCategory::Few,
            icu_plurals::PluralCategory::Many => PluralCategory::Many,
            icu_plurals::PluralCategory::Other => PluralCategory::Other,
        }
    }
}

pub(super) struct Plurals {
    cardinal: IcuRules,
    ordinal: IcuRules,
}

impl Plurals {
    pub fn new(locale: &Locale) -> Plurals {
        let rules = |kind: PluralRuleType| {
            IcuRules::try_new(locale.into(), kind.into())
                .expect("every locale falls back to the root, which has plural rules")
        };
        Plurals {
            cardinal: rules(PluralRuleType::Cardinal),
            ordinal: rules(PluralRuleType::Ordinal),
        }
    }

    pub fn cardinal(&self, number: &icu_decimal::input::Decimal) -> PluralCategory {
        self.cardinal.category_for(number).into()
    }

    pub fn ordinal(&self, number: u64) -> PluralCategory {
        self.ordinal.category_for(number).into()
    }

    pub fn cardinals(&self) -> Vec<PluralCategory> {
        sorted(&self.cardinal)
    }

    pub fn ordinals(&self) -> Vec<PluralCategory> {
        sorted(&self.ordinal)
    }
}

fn sorted(rules: &IcuRules) -> Vec<PluralCategory> {
    let mut categories: Vec<PluralCategory> = rules.categories().map(Into::into).collect();
    categories.sort();
    categories
}
