//! A number typed in a sentence that the data holds goes stale when the data changes; one that nearly
//! is a figure of the data is probably a slip.
//!
//! Careful on purpose: three significant digits at least, no years, and only where exactly one figure
//! of the edition has this number. Figures that are declared equal are one.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rust_decimal::Decimal;

use crate::check::figures::{self, Path};
use crate::check::quantity::quantities;
use crate::check::{Findings, Report};
use crate::diagnostics::{Diagnostic, Origin, codes};
use crate::language::{LONGEST_SCALE, Numbering, Rules, Tag, digit};
use crate::model::{Edition, Id, NarrativeFile, Note, Unit};
use crate::prose::{Document, LONGEST_BEHIND, numbers};

/// Fewer may be chance.
const FEWEST_DIGITS: usize = 3;
/// Of these, all but one equal is no chance.
const FEWEST_DIGITS_OF_A_SLIP: usize = 5;

/// The word behind a number is known whole.
const _: () = assert!(LONGEST_SCALE <= LONGEST_BEHIND);

pub struct Search<'r, 'a> {
    report: &'r Report<'a>,
    /// Of every language that a narrative or a note is in.
    languages: BTreeMap<&'a Tag, Rules>,
    /// The figures of each edition.
    known: BTreeMap<&'a Id, Known<'a>>,
}

/// What was found in a narrative, with the place of the exception that accepts it.
pub struct Finding {
    diagnostic: Diagnostic,
    accepted: Option<Origin>,
}

/// Figures by their amount in ones.
#[derive(Default)]
struct Known<'a> {
    figures: HashMap<Decimal, Vec<KnownFigure<'a>>>,
    /// Numbers that the data knows, though nothing can refer to them: sums of figures, levels
    /// reached, what was published before.
    others: BTreeSet<Decimal>,
    /// Names of figures that are declared equal, with the name of the first of them.
    equal: HashMap<String, String>,
    /// The digits of all of these: most numbers of a text have those of none, and are near none.
    digits: Digits,
}

/// A figure that a sentence could refer to.
#[derive(Clone, Copy)]
struct KnownFigure<'a> {
    path: Path<'a>,
    unit: Option<&'a Unit>,
    written: Origin,
}

/// A number as it stands in a text.
struct Number<'t> {
    text: &'t str,
    after: &'t str,
}

impl Finding {
    pub fn tell(&self, found: &mut Findings) {
        match self.accepted {
            Some(exception) => found.accept(exception, self.diagnostic.clone()),
            None => found.push(self.diagnostic.clone()),
        }
    }
}

impl<'r, 'a> Search<'r, 'a> {
    pub fn new(report: &'r Report<'a>) -> Self {
        let project = report.project;
        let told = report.narratives.iter().map(|(narrative, _)| &narrative.tag);
        let tags: BTreeSet<&Tag> = told.chain([&project.site.source_language.value]).collect();
        let rules = |tag| (tag, Rules::new(tag, &Numbering::default()));
        let known = |edition: &'a Edition| (&edition.id, Known::new(report, edition));
        Search {
            report,
            languages: tags.into_iter().map(rules).collect(),
            known: project.editions.iter().map(known).collect(),
        }
    }

    pub fn narrative(&self, narrative: &NarrativeFile, document: &Document) -> Vec<Finding> {
        let mut found = Vec::new();
        let edition = narrative.place.edition();
        let edition = edition.and_then(|edition| self.report.project.edition(edition));
        let Some(edition) = edition else { return found };
        for typed in document.numbers.iter() {
            if is_too_short(typed.text) {
                continue;
            }
            let number = Number { text: typed.text, after: typed.behind };
            let Some(diagnostic) = self.judge(edition, &narrative.tag, &number, true) else {
                continue;
            };
            let diagnostic = diagnostic.at(typed.origin(narrative.file));
            let exception = document.front.accepted.iter().find(|accepted| {
                accepted.check.text == codes::TYPED_NUMBER.name
                    && accepted.number.text == typed.text
            });
            let accepted = exception.map(|exception| exception.check.origin);
            let diagnostic = match accepted {
                Some(_) => diagnostic,
                None => diagnostic.help(format!(
                    "where it must stand typed: `accept = [{{ check = \"typed-number\", number = \"{}\", \
                     reason = \"…\" }}]` in the front matter",
                    typed.text
                )),
            };
            found.push(Finding { diagnostic, accepted });
        }
        found
    }

    pub fn notes(&self, found: &mut Findings) {
        for edition in &self.report.project.editions {
            edition.notes.iter().for_each(|note| self.note(edition, note, found));
        }
    }

    /// A note cannot hold a directive, so that only slips are told; once, not for each translation.
    fn note(&self, edition: &'a Edition, note: &Note, found: &mut Findings) {
        let source = &self.report.project.site.source_language.value;
        let Some(entry) = note.text.exact(source) else { return };
        let words = entry.forms.plain();
        for range in numbers::find(words) {
            let number = Number { text: &words[range.clone()], after: &words[range.end..] };
            if is_too_short(number.text) {
                continue;
            }
            if let Some(diagnostic) = self.judge(edition, source, &number, false) {
                found.push_unless(
                    &[&note.accepted],
                    diagnostic
                        .at(entry.origin)
                        .help("where the source itself is wrong, say so in `accept` of the note"),
                );
            }
        }
    }

    /// What is to be said about a number, without its place.
    fn judge(
        &self,
        edition: &'a Edition,
        tag: &Tag,
        number: &Number<'_>,
        could_refer: bool,
    ) -> Option<Diagnostic> {
        let (rules, known) = (self.languages.get(tag)?, self.known.get(&edition.id)?);
        let Some(typed) = rules.read(number.text, number.after) else {
            return known.glued_mark(rules, number);
        };
        let amount = match typed.exponent {
            0 => typed.number,
            exponent => {
                let factor = Decimal::try_from_i128_with_scale(10_i128.checked_pow(exponent)?, 0);
                typed.number.checked_mul(factor.ok()?)?
            }
        };
        if significant(amount.mantissa().unsigned_abs()) < FEWEST_DIGITS || is_year(number.text) {
            return None;
        }
        // Asked first, because it settles nearly all of them.
        let may_be_known = known.digits.may_have(amount.mantissa().unsigned_abs());
        if may_be_known && let Some(KnownFigure { path, unit, written }) = known.only(amount) {
            return could_refer.then(|| {
                Diagnostic::new(
                    &codes::TYPED_NUMBER,
                    format!("`{}` is typed, and is the figure `{path}`", number.text),
                )
                .related(written, "the figure")
                .help(format!("write `{}`", directive(&path, unit, typed.exponent)))
            });
        }
        if may_be_known && known.has(&amount) {
            return None;
        }
        let KnownFigure { path, unit, written } = known.one_digit_off(amount)?;
        let diagnostic = Diagnostic::new(
            &codes::TYPED_NUMBER,
            format!("`{}` differs in one digit from the figure `{path}`", number.text),
        )
        .related(written, "the figure")
        .help("correct the one that is wrong");
        Some(if could_refer {
            diagnostic.help(format!(
                "write `{}`, so that they cannot differ",
                directive(&path, unit, typed.exponent)
            ))
        } else {
            diagnostic
        })
    }
}

impl<'a> Known<'a> {
    fn new(report: &Report<'a>, edition: &'a Edition) -> Known<'a> {
        let mut known = Known::default();
        figures::each(report, |figure| {
            let is_here = figure.edition.is_none_or(|of| of.id == edition.id);
            let scale = Decimal::from(figure.unit.map_or(1, |unit| unit.scale));
            let amount = figure.observation.number().and_then(|number| number.checked_mul(scale));
            if let Some(details) = figure.observation.details.as_ref().filter(|_| is_here) {
                let levels = [&details.corrected_from, &details.cumulative, &details.added];
                known.others.extend(levels.into_iter().flatten().map(|level| level.value));
                known.others.extend(details.out_of.iter().flat_map(|o| [o.part, o.whole]));
            }
            let Some(amount) = amount.filter(|amount| is_here && !amount.is_zero()) else { return };
            let entry = KnownFigure {
                path: figure.path,
                unit: figure.unit,
                written: figure.observation.origin,
            };
            known.figures.entry(amount).or_default().push(entry);
        });
        for equality in &edition.equalities {
            let mut first: BTreeMap<_, String> = BTreeMap::new();
            for value in &equality.values {
                for (key, quantity) in quantities(report, edition, value) {
                    let Some(quantity) = quantity else { continue };
                    if value.value.terms.len() > 1 {
                        known.others.extend(quantity.range.middle());
                        continue;
                    }
                    let first = first.entry(key).or_insert_with(|| quantity.name.clone());
                    // It may be declared equal to others already.
                    let class = known.class(first.clone());
                    let own = known.class(quantity.name);
                    known.equal.insert(own, class);
                }
            }
        }
        let amounts = known.figures.keys().chain(&known.others);
        known.digits = Digits::of(amounts.map(|amount| amount.mantissa().unsigned_abs()).collect());
        known
    }

    /// Whether the data knows the number.
    fn has(&self, amount: &Decimal) -> bool {
        self.figures.contains_key(amount) || self.others.contains(amount)
    }

    /// The name of the first of the figures that are declared equal to this one.
    fn class(&self, name: String) -> String {
        let mut name = name;
        // Each step leads to a name that was declared earlier; a circle ends at itself.
        for _ in 0..self.equal.len() {
            match self.equal.get(&name) {
                Some(first) if *first != name => name.clone_from(first),
                _ => break,
            }
        }
        name
    }

    /// The figure of this amount, if there is exactly one.
    fn only(&self, amount: Decimal) -> Option<KnownFigure<'a>> {
        let all = self.figures.get(&amount)?;
        let (first, rest) = all.split_first()?;
        if !rest.is_empty() {
            let class = self.class(first.path.to_string());
            if rest.iter().any(|other| self.class(other.path.to_string()) != class) {
                return None;
            }
        }
        Some(*first)
    }

    /// The only figure whose digits are those of the amount but for one. None of more than eighteen is
    /// looked for: so long, no number of a report is a slip.
    fn one_digit_off(&self, amount: Decimal) -> Option<KnownFigure<'a>> {
        let amount = amount.normalize();
        let mantissa = u64::try_from(amount.mantissa().unsigned_abs()).ok()?;
        let digits = length(mantissa.into());
        if significant(mantissa.into()) < FEWEST_DIGITS_OF_A_SLIP || digits > 18 {
            return None;
        }
        let mut near = Vec::new();
        let mut step = 1;
        for place in 0..digits {
            let own = mantissa / step % 10;
            let without = mantissa - own * step;
            // Asked first, because it settles nearly all of them.
            let may_be_near = self.digits.may_have_but_for(without.into(), digits - 1 - place);
            for other in (0..10).filter(|other| may_be_near && *other != own) {
                let changed = without + other * step;
                if !self.digits.may_have(changed.into()) {
                    continue;
                }
                let is_as_long = length(changed.into()) == digits;
                let is_precise = significant(changed.into()) + 1 >= FEWEST_DIGITS_OF_A_SLIP;
                if !is_as_long || !is_precise {
                    continue;
                }
                let mut figure = Decimal::from(changed);
                figure.set_scale(amount.scale()).ok()?;
                figure.set_sign_negative(amount.is_sign_negative());
                if self.figures.contains_key(&figure) {
                    near.push(self.only(figure)?);
                }
            }
            step *= 10;
        }
        (near.len() == 1).then(|| near[0])
    }

    /// `549,8131`: a figure with the mark of a footnote behind it.
    fn glued_mark(&self, rules: &Rules, number: &Number<'_>) -> Option<Diagnostic> {
        let mut shorter = number.text;
        for _ in 0..2 {
            let (last, letter) = shorter.char_indices().next_back()?;
            digit(letter)?;
            shorter = &shorter[..last];
            let typed = rules.read(shorter, "");
            let is_grouped = shorter.chars().any(|letter| digit(letter).is_none());
            let figure = typed.filter(|_| is_grouped).and_then(|typed| self.only(typed.number));
            if let Some(KnownFigure { path, written, .. }) = figure {
                let diagnostic = Diagnostic::new(
                    &codes::TYPED_NUMBER,
                    format!("`{}` is the figure `{path}` with digits behind it", number.text),
                );
                return Some(
                    diagnostic
                        .label("was the mark of a footnote copied along?")
                        .related(written, "the figure")
                        .help(format!("write `{shorter}`, and `[^1]` for a footnote")),
                );
            }
        }
        None
    }
}

/// What to type instead.
fn directive(path: &Path<'_>, unit: Option<&Unit>, exponent: u32) -> String {
    let own = unit.map_or(0, |unit| unit.scale.ilog10());
    let scale = match exponent {
        3 if own != 3 => " scale=\"thousand\"",
        6 if own != 6 => " scale=\"million\"",
        _ => "",
    };
    let comma = if scale.is_empty() { "" } else { "," };
    format!("{{{{ value(id=\"{path}\"{comma}{scale}) }}}}")
}

/// Fewer digits than count: most numbers of a text are told from figures by their length.
fn is_too_short(text: &str) -> bool {
    text.chars().filter(|letter| digit(*letter).is_some()).count() < FEWEST_DIGITS
}

/// How many digits there are without the zeros at either end.
fn significant(mantissa: u128) -> usize {
    length(without_zeros(mantissa))
}

/// How many digits a number has; none for zero.
fn length(number: u128) -> usize {
    number.checked_ilog10().map_or(0, |last| last as usize + 1)
}

/// Without the zeros at its end.
fn without_zeros(number: u128) -> u128 {
    // Nearly every figure is this small, and is then divided many times as fast.
    if let Ok(mut small) = u64::try_from(number) {
        while small != 0 && small.is_multiple_of(10) {
            small /= 10;
        }
        return small.into();
    }
    let mut number = number;
    while number.is_multiple_of(10) {
        number /= 10;
    }
    number
}

/// The digits of many numbers, whatever their scale: says at once of nearly all others that none has
/// them, or has all of them but one.
#[derive(Default)]
struct Digits {
    /// A power of two of bits, one for each number in some way of looking at it.
    bits: Vec<u64>,
    /// How many bits of a hash say which of these it is.
    length: u32,
}

/// Not without any of its digits.
const WHOLE: usize = 63;

impl Digits {
    fn of(numbers: Vec<u128>) -> Self {
        let numbers = numbers.into_iter().map(without_zeros);
        let entries = numbers.clone().map(|number| 1 + length(number)).sum::<usize>();
        let length_of_all = (entries * 32).next_power_of_two().max(64).ilog2();
        let bits = vec![0; 1 << (length_of_all - 6)];
        let mut digits = Digits { bits, length: length_of_all };
        for number in numbers {
            digits.note(number, WHOLE);
            let mut step = 1;
            for place in (0..length(number)).rev() {
                digits.note(number - number / step % 10 * step, place);
                step = step.saturating_mul(10);
            }
        }
        digits
    }

    fn may_have(&self, number: u128) -> bool {
        self.has(number, WHOLE)
    }

    /// Whether some number may have these digits, but for the one at `place`, from the first, that is
    /// zero here.
    fn may_have_but_for(&self, number: u128, place: usize) -> bool {
        self.has(number, place) || self.has(number, WHOLE)
    }

    fn note(&mut self, number: u128, place: usize) {
        let (word, bit) = self.bit(number, place);
        self.bits[word] |= bit;
    }

    fn has(&self, number: u128, place: usize) -> bool {
        let (word, bit) = self.bit(number, place);
        self.bits.get(word).is_some_and(|bits| bits & bit != 0)
    }

    fn bit(&self, number: u128, place: usize) -> (usize, u64) {
        // Multiplied, the last digits move the first bits as well.
        let mixed = (without_zeros(number) as u64 ^ (place as u64) << 58)
            .wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let place = mixed >> (64 - self.length.max(1));
        (place as usize / 64, 1 << (place % 64))
    }
}

/// Four digits without a separator, from 1900 to 2100.
fn is_year(text: &str) -> bool {
    let year = text.chars().try_fold((0_u32, 0), |(year, length), letter| {
        let digit = digit(letter).filter(|_| length < 4)?;
        Some((year * 10 + u32::from(digit), length + 1))
    });
    matches!(year, Some((1900..=2100, 4)))
}
