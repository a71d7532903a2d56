//! How far a value lies from its target, where both are plain numbers of one unit for one time; or
//! from its baseline, where a change from there was promised.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::language::NumberStyle;
use crate::localize::ValueStyle;
use crate::model::{
    Edition, Measure, Observation, Period, Target, TargetKind, Unit, UnitKind, Value,
};
use crate::plan::desk::Sheet;

/// "12 below the target": arithmetic alone. Whether below is good, the target and the rating say.
pub fn distance(sheet: &Sheet<'_, '_>, measure: &Measure, unit: Option<&Unit>) -> Option<String> {
    let (target, actual) = (measure.target.as_ref()?, measure.actual.as_ref()?);
    let unit = unit.filter(|unit| !matches!(unit.kind, UnitKind::Level | UnitKind::Words))?;
    let strings = &sheet.report.strings;
    if let Value::InParts = actual.value {
        let years = off_each_year(target, actual)?;
        let each: Vec<String> = years
            .into_iter()
            .map(|(period, off)| {
                let period = sheet.report.period(period);
                let words = words(sheet, off, unit)?;
                Some(strings.fill("target.in_period", &[("period", &period), ("value", &words)]))
            })
            .collect::<Option<_>>()?;
        return (!each.is_empty()).then(|| each.join(strings.get("chart.comma")));
    }
    if let TargetKind::Growth(promised) | TargetKind::GrowthBelow(promised) = target.kind {
        let is_plain = !target.each_year && target.of.is_none() && unit.kind != UnitKind::Percent;
        let from = measure.baseline.as_ref().filter(|_| is_plain)?;
        let (key, percent) = change(promised, number(from)?, number(actual)?)?;
        let percent = sheet.report.rules.percent(percent, NumberStyle::COLUMN.decimals(1));
        return Some(strings.fill(key, &[("value", &percent)]));
    }
    words(sheet, off_target(target, actual, sheet.edition?)?, unit)
}

/// By how many per cent, with one decimal. A change that would read as none, or as the one promised
/// though it is another, is left to the figures beside it.
fn change(promised: Decimal, from: Decimal, to: Decimal) -> Option<(&'static str, Decimal)> {
    if from <= Decimal::ZERO {
        return None;
    }
    let exact = to.checked_sub(from)?.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(from)?;
    let shown = exact.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero);
    if shown.is_zero() || shown == promised && exact != promised {
        return None;
    }
    let key = if shown < Decimal::ZERO { "target.shrunk" } else { "target.grown" };
    Some((key, shown.abs()))
}

fn words(sheet: &Sheet<'_, '_>, off: Decimal, unit: &Unit) -> Option<String> {
    // Figures that are printed rounded would not give it.
    if unit.decimals.is_some_and(|decimals| off.round_dp(decimals) != off) {
        return None;
    }
    let (is_below, by) = (off < Decimal::ZERO, off.abs());
    Some(if unit.kind == UnitKind::Percent {
        let key = if is_below { "target.points_below" } else { "target.points_above" };
        sheet.report.counted(key, by, &[])
    } else {
        let key = if is_below { "target.below" } else { "target.above" };
        let by = sheet.report.value(by, Some(unit), ValueStyle::Signed);
        sheet.report.strings.fill(key, &[("value", &by)])
    })
}

/// What lies between the number reached and the number promised, or the nearer end of a range;
/// `None` where they are equal, and where either is anything but a number for the same time.
fn off_target(target: &Target, actual: &Observation, edition: &Edition) -> Option<Decimal> {
    let reached = number(actual)?;
    if target.each_year || target.of.is_some() {
        return None;
    }
    // What is so on the last day is what came of the edition's time.
    let whole = &edition.period.value;
    let time_of = |period: &'_ Period| {
        let is_last_day = period.start() == period.end() && period.end() == edition.last_day();
        if is_last_day { (whole.start(), whole.end()) } else { (period.start(), period.end()) }
    };
    let own = |period: Option<&Period>| time_of(period.unwrap_or(whole));
    let promised_for = own(target.period.as_ref().map(|period| &period.value));
    if promised_for != own(actual.period.as_ref().map(|period| &period.value)) {
        return None;
    }
    let promised = match target.kind {
        TargetKind::Level(level)
        | TargetKind::AtLeast(level)
        | TargetKind::AtMost(level)
        | TargetKind::MoreThan(level)
        | TargetKind::LessThan(level) => level,
        TargetKind::Increase(more) if more >= Decimal::ZERO => more,
        TargetKind::Between(low, high) => reached.clamp(low, high),
        _ => return None,
    };
    reached.checked_sub(promised).filter(|off| !off.is_zero())
}

/// The same for a target of each year, without the years that are as promised.
fn off_each_year<'t>(
    target: &'t Target,
    actual: &Observation,
) -> Option<Vec<(&'t Period, Decimal)>> {
    let TargetKind::PerYear(promised) = &target.kind else { return None };
    let reached = &actual.details.as_ref()?.per_year;
    let is_whole = target.of.is_none() && reached.len() == promised.len();
    let years = promised.iter().filter(|_| is_whole).map(|(period, promised)| {
        let (_, reached) = reached.iter().find(|(year, _)| year.same_time(period))?;
        Some((period, number(reached)?.checked_sub(*promised)?))
    });
    let years: Vec<_> = years.collect::<Option<_>>()?;
    Some(years.into_iter().filter(|(_, off)| !off.is_zero()).collect())
}

/// A figure that stands for itself: no bound, and counted as what was promised is.
fn number(value: &Observation) -> Option<Decimal> {
    let details = value.details.as_ref();
    let is_plain = details.is_none_or(|details| details.bound.is_none() && !details.not_comparable);
    match value.value {
        Value::Number(number) if is_plain => Some(number),
        _ => None,
    }
}
