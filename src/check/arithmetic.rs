//! Turns printed numbers into the ranges that they may have been rounded from, and calculates with
//! those: a sum or a share is wrong only if no numbers behind the printed ones could make it true.
//!
//! A rounded number lies within half a unit of its last digit, so n rounded parts and their rounded
//! total may differ by (n+1)/2 units; things that were counted are exact. Every operation is checked:
//! what does not fit a decimal has no answer, and a rule then says nothing.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::model::{Bound, Missing, Observation, Unit, UnitKind, Value};

/// All numbers from `low` to `high`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    pub low: Decimal,
    pub high: Decimal,
}

impl Range {
    pub const ZERO: Range = Range { low: Decimal::ZERO, high: Decimal::ZERO };

    pub fn exactly(number: Decimal) -> Range {
        Range { low: number, high: number }
    }

    /// What a printed number may have been before it was rounded.
    pub fn printed(number: Decimal, unit: Option<&Unit>) -> Range {
        let half = half_a_digit(number, unit);
        // Half a digit next to the largest decimal is lost in it.
        Range {
            low: number.checked_sub(half).unwrap_or(number),
            high: number.checked_add(half).unwrap_or(number),
        }
    }

    /// The range of a value; `None` where no number is known, or only a bound of it. A dash is
    /// nought.
    pub fn of(observation: &Observation, unit: Option<&Unit>) -> Option<Range> {
        match observation.value {
            Value::Number(_) if bound(observation).is_some() => None,
            Value::Number(number) => Some(Range::printed(number, unit)),
            Value::Missing(Missing::Nil) => Some(Range::ZERO),
            Value::Missing(_) | Value::Words(_) | Value::InParts => None,
        }
    }

    /// The same, where "more than 50" is good for a comparison: everything from 50.
    pub fn open(observation: &Observation, unit: Option<&Unit>) -> Option<Range> {
        let (Some(number), Some(bound)) = (observation.number(), bound(observation)) else {
            return Range::of(observation, unit);
        };
        let exactly = Range::exactly(number);
        Some(match bound {
            Bound::AtLeast | Bound::MoreThan => Range { high: Decimal::MAX, ..exactly },
            Bound::AtMost | Bound::LessThan => Range { low: Decimal::MIN, ..exactly },
        })
    }

    pub fn plus(self, other: Range) -> Option<Range> {
        Some(Range {
            low: self.low.checked_add(other.low)?,
            high: self.high.checked_add(other.high)?,
        })
    }

    pub fn minus(self, other: Range) -> Option<Range> {
        Some(Range {
            low: self.low.checked_sub(other.high)?,
            high: self.high.checked_sub(other.low)?,
        })
    }

    /// `None` where the divisor may be nought.
    pub fn over(self, other: Range) -> Option<Range> {
        if other.low <= Decimal::ZERO && other.high >= Decimal::ZERO {
            return None;
        }
        let mut ends = [Decimal::ZERO; 4];
        let pairs = [
            (self.low, other.low),
            (self.low, other.high),
            (self.high, other.low),
            (self.high, other.high),
        ];
        for (end, (dividend, divisor)) in ends.iter_mut().zip(pairs) {
            *end = dividend.checked_div(divisor)?;
        }
        Some(Range { low: *ends.iter().min()?, high: *ends.iter().max()? })
    }

    /// An open end stays open: "more than 50 thousand" is everything from 50,000.
    pub fn times(self, factor: Decimal) -> Option<Range> {
        let is_open = |end: Decimal| end == Decimal::MIN || end == Decimal::MAX;
        let times = |end: Decimal| if is_open(end) { Some(end) } else { end.checked_mul(factor) };
        let (a, b) = (times(self.low)?, times(self.high)?);
        Some(Range { low: a.min(b), high: a.max(b) })
    }

    /// How far its ends are from its middle.
    pub fn tolerance(self) -> Option<Decimal> {
        self.high.checked_sub(self.low)?.checked_div(Decimal::TWO)
    }

    /// Whether some number lies in both. Where two ranges only touch, none does: 15.45 is printed
    /// as 15.5, never as 15.4.
    pub fn meets(self, other: Range) -> bool {
        if self.low == self.high || other.low == other.high {
            self.low <= other.high && other.low <= self.high
        } else {
            self.low < other.high && other.low < self.high
        }
    }

    /// Whether every number in it is larger than every one in the other.
    pub fn exceeds(self, other: Range) -> bool {
        let touches = self.low == other.high && self.low < self.high && other.low < other.high;
        self.low > other.high || touches
    }

    pub fn middle(self) -> Option<Decimal> {
        self.low.checked_add(self.high)?.checked_div(Decimal::TWO)
    }

    /// The same with the other sign.
    pub fn negated(self) -> Range {
        Range { low: -self.high, high: -self.low }
    }
}

fn bound(observation: &Observation) -> Option<Bound> {
    observation.details.as_ref().and_then(|details| details.bound)
}

/// The sum of ranges; `None` when one of them is not known.
pub fn sum(ranges: impl IntoIterator<Item = Option<Range>>) -> Option<Range> {
    ranges.into_iter().try_fold(Range::ZERO, |sum, range| sum.plus(range?))
}

/// `part` as percent of `whole`.
pub fn percent(part: Range, whole: Range) -> Option<Range> {
    part.over(whole)?.times(Decimal::ONE_HUNDRED)
}

/// The growth in percent; `None` where there was nothing, or less, to grow from.
pub fn growth(from: Range, to: Range) -> Option<Range> {
    if from.low <= Decimal::ZERO {
        return None;
    }
    percent(to, from)?.minus(Range::exactly(Decimal::ONE_HUNDRED))
}

/// Whether the numbers of a unit count things one by one, so that they add up exactly.
pub fn counts_things(unit: Option<&Unit>) -> bool {
    unit.is_some_and(|unit| {
        unit.kind == UnitKind::Count && unit.scale == 1 && unit.decimals.unwrap_or(0) == 0
    })
}

/// Half of the last digit that readers see.
fn half_a_digit(number: Decimal, unit: Option<&Unit>) -> Decimal {
    if number.scale() == 0 && counts_things(unit) {
        return Decimal::ZERO;
    }
    let decimals = number.scale().max(unit.and_then(|unit| unit.decimals).unwrap_or(0));
    Decimal::try_new(5, decimals + 1).unwrap_or(Decimal::ZERO)
}

/// The unit's own scale taken out: 976.4 million as 976400000.
pub fn in_ones(range: Range, unit: Option<&Unit>) -> Option<Range> {
    range.times(Decimal::from(unit.map_or(1, |unit| unit.scale)))
}

/// The reverse of `in_ones`.
pub fn in_unit(range: Range, unit: Option<&Unit>) -> Option<Range> {
    // A scale is a power of ten, so its inverse is a decimal without loss.
    range.times(Decimal::new(1, unit.map_or(0, |unit| unit.scale.ilog10())))
}

/// Whether numbers of the two units can be held against each other.
pub fn comparable(a: Option<&Unit>, b: Option<&Unit>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a.kind == b.kind && a.currency == b.currency,
        _ => true,
    }
}

/// The power of 1,000 that one of two numbers is too large by, where they are equal otherwise.
pub fn thousandfold(a: Range, b: Range) -> Option<u64> {
    [1_000_u64, 1_000_000, 1_000_000_000].into_iter().find(|&factor| {
        let is_times = |small: Range, large: Range| {
            let middles = (small.middle(), large.middle());
            let both = matches!(middles, (Some(s), Some(l)) if !s.is_zero() && !l.is_zero());
            both && small.times(Decimal::from(factor)).is_some_and(|small| small.meets(large))
        };
        is_times(a, b) || is_times(b, a)
    })
}

/// A computed number as it stands in a message: half up, with no more decimals than it needs.
pub fn shown(number: Decimal, decimals: u32) -> String {
    let rounded = number.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
    rounded.normalize().to_string()
}

/// The number without its last digit, as it was before the mark of a footnote was copied along.
pub fn without_last_digit(number: Decimal) -> Option<Decimal> {
    let shorter = number.mantissa() / 10;
    // Nobody prints "12." before a mark, and one digit alone is too little to compare.
    if number.scale() == 1 || shorter.unsigned_abs() < 10 {
        return None;
    }
    Decimal::try_from_i128_with_scale(shorter, number.scale().saturating_sub(1)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Decimal {
        Decimal::from_str_exact(text).expect("a number")
    }

    fn printed(text: &str) -> Range {
        Range::printed(number(text), None)
    }

    #[test]
    fn two_parts_and_their_total_may_differ_by_one_and_a_half_units() {
        let parts = printed("778.4").plus(printed("53.9")).expect("small numbers");
        assert!(parts.meets(printed("832.2")), "half a unit off for each of three numbers");
        assert!(!parts.meets(printed("832.1")));
    }

    #[test]
    fn a_share_holds_when_its_rounded_operands_allow_it() {
        let share = |part, whole| percent(printed(part), printed(whole)).expect("no nought");
        assert!(share("4.6", "3.3").meets(printed("138")), "139.4 at face value");
        assert!(share("94", "206").meets(printed("45")), "45.6 at face value");
        assert!(!share("22.3", "36.7").meets(printed("28")));
        assert!(!share("158.6", "932.1").meets(printed("16.9")));
    }

    #[test]
    fn the_same_number_rounded_to_the_same_digit_is_the_same() {
        assert!(!printed("15.4").meets(printed("15.5")));
        assert!(printed("15.4").meets(printed("15.40")));
        assert!(printed("15.4").meets(printed("15")));
        assert!(Range::exactly(number("15.45")).meets(printed("15.4")), "cut off, not rounded");
    }

    #[test]
    fn what_may_be_nought_divides_nothing() {
        assert_eq!(percent(printed("3"), printed("0")), None);
        assert_eq!(percent(printed("3"), printed("0.0")), None);
        assert_eq!(growth(Range::ZERO, printed("3")), None);
    }

    #[test]
    fn numbers_too_large_for_a_decimal_have_no_answer() {
        let huge = Range::exactly(Decimal::MAX);
        assert_eq!(huge.plus(huge), None);
        assert_eq!(Range::exactly(Decimal::MAX - Decimal::ONE).times(Decimal::TWO), None);
        assert_eq!(
            huge.over(printed("0.01").minus(Range::exactly(number("0.008"))).expect("small")),
            None
        );
        assert_eq!(Range::printed(Decimal::MAX, None).high, Decimal::MAX);
    }

    #[test]
    fn a_factor_of_a_thousand_is_seen_through_rounding() {
        assert_eq!(thousandfold(printed("9945"), printed("9944900")), Some(1_000));
        assert_eq!(thousandfold(printed("9945"), printed("9951000")), None);
        assert_eq!(thousandfold(printed("1"), Range::ZERO), None);
    }

    #[test]
    fn a_glued_footnote_mark_comes_off() {
        assert_eq!(without_last_digit(number("940645")), Some(number("94064")));
        assert_eq!(without_last_digit(number("12.34")), Some(number("12.3")));
        assert_eq!(without_last_digit(number("95")), None);
        assert_eq!(without_last_digit(number("1052.3")), None);
    }
}
