//! Turns the values of a chart into a ladder of round numbers for its axis.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// The ticks of a value axis, from its lower to its upper end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ladder {
    pub(crate) ticks: Vec<Decimal>,
}

/// Values beyond this are drawn in another unit: a chart of them would say nothing.
pub(crate) const LARGEST: i64 = 1_000_000_000_000_000_000;

/// At most so many steps of a ladder lie between zero and a value on it.
const STEPS_TO_A_VALUE: i64 = 1_000_000_000;

impl Ladder {
    /// A ladder over all values: steps of 1, 2, 2.5 or 5 times a power of ten, three to six of
    /// them. Zero is included unless `zero` is false.
    pub(crate) fn over(values: impl Iterator<Item = Decimal>, zero: bool) -> Ladder {
        Ladder::in_steps(values, zero, 5)
    }

    /// A ladder of at most so many steps, or one more where zero lies inside.
    pub(crate) fn in_steps(
        values: impl Iterator<Item = Decimal>,
        zero: bool,
        steps: i64,
    ) -> Ladder {
        let values: Vec<Decimal> = values.collect();
        let whole = values.iter().all(|value| value.fract().is_zero());
        let start = zero.then_some(Decimal::ZERO);
        let mut low = values.iter().copied().chain(start).min().unwrap_or(Decimal::ZERO);
        let mut high = values.iter().copied().chain(start).max().unwrap_or(Decimal::ZERO);
        if low == high {
            // One value, or all equal: room on the side of zero is enough.
            low = low.min(Decimal::ZERO);
            high = high.max(Decimal::ZERO);
        }
        if low == high {
            high = Decimal::ONE;
        }
        // Nobody sees a smaller step, and the number of steps up to a value must fit a decimal.
        let finest = low.abs().max(high.abs()) / Decimal::from(STEPS_TO_A_VALUE);
        let mut step = step_of(((high - low) / Decimal::from(steps)).max(finest));
        if whole {
            step = step.max(Decimal::ONE);
        }
        let mut first = (low / step).floor();
        if !zero && low > Decimal::ZERO && first * step == low {
            // A line does not lie on the floor of an axis that is cut off.
            first -= Decimal::ONE;
        }
        let last = (high / step).ceil();
        let mut ticks = Vec::new();
        let mut at = first;
        while at <= last {
            let mut tick = at * step;
            tick.rescale(step.scale());
            ticks.push(tick);
            at += Decimal::ONE;
        }
        Ladder { ticks }
    }

    /// From zero to the largest value and no further, where every mark says its value.
    pub(crate) fn exact(values: impl Iterator<Item = Decimal> + Clone) -> Ladder {
        let low = values.clone().min().unwrap_or_default().min(Decimal::ZERO);
        let high = values.max().unwrap_or_default().max(Decimal::ZERO);
        let high = if low == high { Decimal::ONE } else { high };
        Ladder { ticks: vec![low, high] }
    }

    pub(crate) fn low(&self) -> Decimal {
        self.ticks.first().copied().unwrap_or_default()
    }

    pub(crate) fn high(&self) -> Decimal {
        self.ticks.last().copied().unwrap_or(Decimal::ONE)
    }
}

/// For geometry only: never printed.
pub(crate) fn float(value: Decimal) -> f64 {
    value.to_f64().filter(|value| value.is_finite()).unwrap_or(0.0)
}

/// The smallest round step that is not below `raw`.
fn step_of(raw: Decimal) -> Decimal {
    let mut power = Decimal::ONE;
    let ten = Decimal::TEN;
    while power > raw && power.scale() < 20 {
        power /= ten;
    }
    while power * ten <= raw {
        power *= ten;
    }
    for (mantissa, scale) in [(1, 0), (2, 0), (25, 1), (5, 0)] {
        let step = power * Decimal::new(mantissa, scale);
        if step >= raw {
            return step.normalize();
        }
    }
    (power * ten).normalize()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ladder(values: &[&str], zero: bool) -> Vec<String> {
        let values = values.iter().map(|v| v.parse().expect("a number"));
        Ladder::over(values, zero).ticks.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn ticks_are_round_and_reach_over_the_largest_value() {
        assert_eq!(ladder(&["976.4"], true), ["0", "200", "400", "600", "800", "1000"]);
        assert_eq!(ladder(&["275900"], true), ["0", "100000", "200000", "300000"]);
        assert_eq!(ladder(&["84"], true), ["0", "20", "40", "60", "80", "100"]);
        assert_eq!(ladder(&["0.42"], true), ["0.0", "0.1", "0.2", "0.3", "0.4", "0.5"]);
    }

    #[test]
    fn things_are_counted_in_whole_numbers() {
        assert_eq!(ladder(&["2", "1"], true), ["0", "1", "2"]);
    }

    #[test]
    fn negative_values_reach_below_zero() {
        assert_eq!(ladder(&["-18.4", "7.1"], true), ["-20", "-10", "0", "10"]);
    }

    #[test]
    fn lines_may_leave_zero_out() {
        assert_eq!(ladder(&["81", "88"], false), ["80", "82", "84", "86", "88"]);
    }

    #[test]
    fn values_that_differ_in_their_last_digit_have_a_ladder_too() {
        for sign in ["", "-"] {
            let values = ["700000000000000000", "700000000000000000.00000000001"];
            let values = values.map(|value| format!("{sign}{value}"));
            let ticks = ladder(&values.each_ref().map(String::as_str), false);
            assert!((2..=3).contains(&ticks.len()), "{ticks:?}");
            assert!(ticks.contains(&format!("{sign}700000000000000000")), "{ticks:?}");
        }
    }

    #[test]
    fn nothing_and_zero_have_a_ladder_too() {
        assert_eq!(ladder(&[], true), ["0", "1"]);
        assert_eq!(ladder(&["0", "0"], true), ["0", "1"]);
        assert_eq!(ladder(&["-5", "-5"], true).last().map(String::as_str), Some("0"));
    }
}
