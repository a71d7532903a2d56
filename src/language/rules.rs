//! The rules of one language, ready for use: built once, then shared by every page and chart.

use std::borrow::Cow;
use std::cmp::Ordering;

use icu_collator::options::CollatorOptions;
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{CollatorBorrowed, CollatorPreferences};
use icu_list::ListFormatter;
use rust_decimal::Decimal;

use super::bidi;
use super::dates::Dates;
use super::locale::{locale, numbering_of};
use super::patterns::{Pattern, own_name};
use super::plurals::Plurals;
use super::scales::{Scales, Times};
use super::symbols::{Rounded, Signed, Symbols};
use super::{Date, DateLength, Direction, NumberStyle, Numbering, PluralCategory, Tag};

pub struct Rules {
    tag: Tag,
    direction: Direction,
    own_name: String,
    symbols: Symbols,
    number: Pattern,
    percent: Pattern,
    money: Pattern,
    /// As `money`, where a word for a power of ten stands before the currency.
    scaled_money: Pattern,
    /// The same before a vowel.
    scaled_money_elided: Pattern,
    scales: Scales,
    plurals: Plurals,
    dates: Dates,
    and: ListFormatter,
    or: ListFormatter,
    collator: CollatorBorrowed<'static>,
    quotes: (&'static str, &'static str),
}

/// The word before the last item of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conjunction {
    And,
    Or,
}

/// Languages that say "millions de CHF": the word, and its form before a vowel.
const CONNECTIVES: [(&str, &str, &str); 6] = [
    ("ca", "de\u{a0}", "d’"),
    ("es", "de\u{a0}", "de\u{a0}"),
    ("fr", "de\u{a0}", "d’"),
    ("gl", "de\u{a0}", "de\u{a0}"),
    ("it", "di\u{a0}", "di\u{a0}"),
    ("pt", "de\u{a0}", "de\u{a0}"),
];

/// Quotation marks by CLDR 48 (cldr-misc); the others use “ ”. French sets its own apart by spaces.
const QUOTES: [(&str, &str, &str); 8] = [
    ("«\u{202f}", "\u{202f}»", "fr"),
    (
        "«",
        "»",
        "am ast bas be blo bm br bua ca cv dua dyo el eu ewo fa gsw ht hy ie it jgo kab kk kkj ksf \
         ky lij mg mua mzn nb nn nnh no oc os pms pt-PT rm ru rw sah sc sdh sg shi ti tyv uk wae \
         yav zgh",
    ),
    ("„", "“", "bg cs de dsb et hr hsb is ka ksh lb lt luy mk nds prg sgs sk sl"),
    ("„", "”", "agq bs ff hu nmg pl ro sr szl"),
    ("”", "“", "ar lld syr ur"),
    ("”", "”", "fi he lag rn se sn sv yi"),
    ("‘", "’", "fur ia nl tn"),
    ("「", "」", "ja yue zh-Hant zh-HK zh-MO zh-TW"),
];

impl Rules {
    /// Any tag will do: a language that CLDR does not know follows the rules of the root.
    pub fn new(tag: &Tag, numbering: &Numbering) -> Rules {
        let locale = locale(tag, numbering);
        let language = locale.id.language.as_str();
        let plain = locale.id.to_string();
        let numbering = numbering_of(&locale);

        let money = Pattern::money(&plain, numbering.as_deref());
        let connective = CONNECTIVES.iter().find(|(l, ..)| *l == language);
        let connected = |word: Option<&str>| match word {
            Some(word) if money.currency_follows() => money.connected(&format!("\u{a0}{word}")),
            _ => money.clone(),
        };
        let plurals = Plurals::new(&locale);
        let mut collation = CollatorPreferences::from(&locale);
        // Programme 2 before Programme 10.
        collation.numeric_ordering = Some(CollationNumericOrdering::True);

        let why = "every locale falls back to the root, which has lists and collation";
        Rules {
            tag: tag.clone(),
            direction: tag.direction(),
            own_name: own_name(&plain),
            symbols: Symbols::new(&locale),
            number: Pattern::number(),
            percent: Pattern::percent(&plain, numbering.as_deref()),
            scaled_money: connected(connective.map(|(_, word, _)| *word)),
            scaled_money_elided: connected(connective.map(|(.., elided)| *elided)),
            money,
            scales: Scales::new(&locale, &plurals),
            plurals,
            dates: Dates::new(&locale),
            and: ListFormatter::try_new_and((&locale).into(), Default::default()).expect(why),
            or: ListFormatter::try_new_or((&locale).into(), Default::default()).expect(why),
            collator: CollatorBorrowed::try_new(collation, CollatorOptions::default()).expect(why),
            quotes: quotes(&plain),
        }
    }

    pub fn tag(&self) -> &Tag {
        &self.tag
    }

    pub fn direction(&self) -> Direction {
        self.direction
    }

    /// The language in its own words, for the language switch: `Français`, `العربية`.
    pub fn own_name(&self) -> &str {
        &self.own_name
    }

    /// 1,234.5
    pub fn number(&self, value: Decimal, style: NumberStyle) -> String {
        let number = Rounded::new(value, style);
        self.fill(&self.number, &number, style, Times::One, "")
    }

    /// 11.2 is 11.2%.
    pub fn percent(&self, value: Decimal, style: NumberStyle) -> String {
        let number = Rounded::new(value, style);
        self.fill(&self.percent, &number, style, Times::One, "")
    }

    /// A number that its unit counts in powers of ten, as a sentence says it: 976.4 with exponent 6
    /// is "976.4 million", and 9.764 亿 in Chinese. Tables print `number` below a unit that names
    /// the scale.
    pub fn scaled(&self, value: Decimal, exponent: u32, style: NumberStyle) -> String {
        let (number, times) = self.say(value, exponent, style);
        self.fill(&self.number, &number, style, times, "")
    }

    /// The same with the code of its currency: "CHF 976.4 million". Exponent 0 for plain amounts.
    pub fn money(
        &self,
        value: Decimal,
        exponent: u32,
        currency: &str,
        style: NumberStyle,
    ) -> String {
        let (number, times) = self.say(value, exponent, style);
        let vowel = currency.starts_with(['A', 'E', 'I', 'O', 'U']);
        let pattern = match times {
            Times::Scale(_) if vowel => &self.scaled_money_elided,
            Times::Scale(_) => &self.scaled_money,
            Times::One | Times::Power(_) => &self.money,
        };
        self.fill(pattern, &number, style, times, currency)
    }

    /// The form of a word after this number as it is printed: 1 and 1.0 differ in English.
    pub fn plural(&self, value: Decimal, style: NumberStyle) -> PluralCategory {
        self.plurals.cardinal(&Rounded::new(value, style).for_icu())
    }

    /// The form of "1st", "2nd", "3rd".
    pub fn ordinal(&self, number: u64) -> PluralCategory {
        self.plurals.ordinal(number)
    }

    /// The forms that a counted word has in this language, in the order of `PluralCategory`.
    pub fn plural_categories(&self) -> Vec<PluralCategory> {
        self.plurals.cardinals()
    }

    pub fn ordinal_categories(&self) -> Vec<PluralCategory> {
        self.plurals.ordinals()
    }

    pub fn date(&self, date: Date, length: DateLength) -> String {
        self.dates.write(date, length)
    }

    /// A reporting period or a year as it is named, "2024/25", so that its parts keep their order
    /// among right-to-left words.
    pub fn period(&self, name: &str) -> String {
        bidi::isolate_left_to_right(self.symbols.localize_digits(name), self.direction)
    }

    /// "patents, trademarks and designs"
    pub fn list<T: AsRef<str>>(&self, items: &[T], conjunction: Conjunction) -> String {
        let formatter = match conjunction {
            Conjunction::And => &self.and,
            Conjunction::Or => &self.or,
        };
        formatter.format(items.iter().map(AsRef::as_ref)).to_string()
    }

    /// The order of a dictionary, with the numbers in a text by their size. Texts that a dictionary
    /// would not tell apart still have an order.
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        self.collator.compare(a, b).then_with(|| a.cmp(b))
    }

    pub fn quote(&self, text: &str) -> String {
        let (open, close) = self.quotes;
        format!("{open}{text}{close}")
    }

    /// For a name or code of any language inside a sentence of this one.
    pub fn isolate<'a>(&self, text: &'a str) -> Cow<'a, str> {
        bidi::isolate(text, self.direction)
    }

    /// The decimal separator, and what sets groups of digits apart.
    pub(super) fn separators(&self) -> (char, char) {
        self.symbols.separators()
    }

    /// The power of ten that a text begins with: 6 for "million francs".
    pub(super) fn scale_before(&self, text: &str) -> u32 {
        self.scales.exponent_of(text)
    }

    /// Rounding comes first: decimals were asked for in the scale of the data.
    fn say(&self, value: Decimal, exponent: u32, style: NumberStyle) -> (Rounded, Times<'_>) {
        let rounded = Rounded::new(value, style);
        let said = self.scales.say(rounded.value, exponent);
        let number = match said.moved {
            Some(value) => Rounded { value, decimals: value.scale(), ..rounded },
            None => rounded,
        };
        (number, said.times)
    }

    fn fill(
        &self,
        pattern: &Pattern,
        number: &Rounded,
        style: NumberStyle,
        times: Times<'_>,
        currency: &str,
    ) -> String {
        let mut out = String::with_capacity(32);
        let in_parentheses = number.sign == Some(Signed::Parentheses);
        if in_parentheses {
            out.push('(');
        }
        let write = |out: &mut String| match times {
            Times::One => self.symbols.write(out, number, style.grouping),
            Times::Scale(scale) => {
                let form = scale.form(self.plurals.cardinal(&number.for_icu()));
                out.push_str(&form.before);
                self.symbols.write(out, number, style.grouping);
                out.push_str(&form.after);
            }
            Times::Power(exponent) => {
                self.symbols.write(out, number, style.grouping);
                out.push_str("\u{a0}×\u{a0}10");
                out.extend(exponent.to_string().chars().map(superscript));
            }
        };
        pattern.fill(&mut out, self.symbols.sign(number.sign), write, currency);
        if in_parentheses {
            out.push(')');
        }
        out
    }
}

fn superscript(digit: char) -> char {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    digit.to_digit(10).map_or(digit, |digit| DIGITS[digit as usize])
}

fn quotes(tag: &str) -> (&'static str, &'static str) {
    let mut rest = tag;
    loop {
        let row = QUOTES.iter().find(|(.., tags)| tags.split(' ').any(|known| known == rest));
        if let Some((open, close, _)) = row {
            return (open, close);
        }
        match rest.rfind('-') {
            Some(end) => rest = &rest[..end],
            None => return ("“", "”"),
        }
    }
}
