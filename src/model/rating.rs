//! Suggests a rating from baseline, target and actual, by two methods. The organization's own rating
//! is data and stays; a rule reports where neither method gives it.
//!
//! **Ratio to the target**: how much of what was promised was reached, in percent. 75 of a promised
//! 85 is 88 per cent. Where less is better it is the target divided by the actual: 616 francs where
//! 576 were promised is 94 per cent.
//!
//! **Progress from the baseline**: how much of the way from the baseline to the target was gone. From
//! 71 towards 85, 75 is 29 per cent of the way. A value that moved away from its target has made no
//! progress, however near it still is. Where the baseline was already beyond the target, there was no
//! way to go: a value that no longer reaches it has made none.
//!
//! For both, what is met is 100 per cent, however it is measured, and what is just missed is below.
//!
//! | target | reached when | compared |
//! |---|---|---|
//! | `value` | at least; at most where less is better; exactly where it is to be kept | the value |
//! | `at_least`, `more_than`, `at_most`, `less_than`, `between` | as it says | the value |
//! | `growth` | the growth is at least so much, or the fall, where it is negative | the growth |
//! | `growth` with `per = "year"` | the same in every year, or in all years together | the growth |
//! | `growth_below` | the growth is less | the growth; by ratio only |
//! | `increase` | so many more | the increment |
//! | `per_year`, and thresholds with values by year | every year reaches its target | the worst year |
//! | `keep = "maintain"` | not worse than the baseline | the value |
//! | `keep = "improve"` | better than the baseline | the value |
//! | `level` | the same level or a better one | whether it was reached |
//! | `values` by part | every part reaches its own | the worst part |
//! | `all` | every condition holds | the worst of them |
//! | `text` | – | nothing: words have no ratio |
//!
//! A value in parts that are no sum, such as four sessions that each have a target, is as good as its
//! worst part. Several measures with one rating are as good as the worst of them.

use rust_decimal::Decimal;

use super::{
    Better, Bound, Edition, Id, Kpi, Lookup, Measure, Missing, Observation, Period, Target,
    TargetKind, UnitKind, Value,
};

/// What a method says, and which rating of the edition's scale that is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion<'a> {
    /// In percent; below nought where the value moved the wrong way.
    pub achieved: Decimal,
    /// `None` where the scale has no rating for it.
    pub rating: Option<&'a Id>,
}

/// What both methods say; `None` where the numbers do not allow it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Suggestions<'a> {
    pub ratio: Option<Suggestion<'a>>,
    pub progress: Option<Suggestion<'a>>,
}

/// What the numbers of one measure suggest, or of several that share a rating.
pub fn suggest<'a, 'm>(
    lookup: &Lookup<'_>,
    edition: &'a Edition,
    kpi: &Kpi,
    measures: impl IntoIterator<Item = &'m Measure>,
) -> Suggestions<'a> {
    let mut worst: Option<Achieved> = None;
    for measure in measures {
        let better = measure.better.unwrap_or(kpi.better);
        if measure.target.is_none() {
            continue;
        }
        let achieved = achieved(lookup, edition.period.value.years(), better, measure);
        let unit = lookup.unit(&measure.unit.as_ref().unwrap_or(&kpi.unit).value);
        let achieved = match unit.map(|unit| unit.kind) {
            Some(UnitKind::Level) => achieved.of_words(),
            _ => achieved,
        };
        worst = Some(worst.map_or(achieved, |worst| worst.worse(achieved)));
    }
    let Some(worst) = worst else { return Suggestions::default() };
    let suggestion =
        |achieved: Decimal| Suggestion { achieved, rating: on_scale(edition, achieved) };
    Suggestions { ratio: worst.ratio.map(suggestion), progress: worst.progress.map(suggestion) }
}

/// The rating whose thresholds hold the percentage.
fn on_scale(edition: &Edition, percent: Decimal) -> Option<&Id> {
    let holds = |at_least: Option<Decimal>, below: Option<Decimal>| {
        (at_least.is_some() || below.is_some())
            && at_least.is_none_or(|at_least| percent >= at_least)
            && below.is_none_or(|below| percent < below)
    };
    let rule = edition.rating_scale.iter().find(|rule| holds(rule.at_least, rule.below))?;
    Some(&rule.rating.value)
}

/// In percent, by each method.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Achieved {
    ratio: Option<Decimal>,
    progress: Option<Decimal>,
}

impl Achieved {
    const ALL: Achieved =
        Achieved { ratio: Some(Decimal::ONE_HUNDRED), progress: Some(Decimal::ONE_HUNDRED) };

    /// Places in an order have no ratio: a level that was missed may be partly achieved or not at
    /// all, so the methods give the most and the least that it can be.
    fn of_words(self) -> Achieved {
        let is_met = |percent: Decimal| percent == Decimal::ONE_HUNDRED;
        match self.ratio {
            Some(ratio) if !is_met(ratio) => {
                Achieved { ratio: Some(Decimal::new(999, 1)), progress: Some(Decimal::ZERO) }
            }
            ratio => Achieved { ratio, progress: None },
        }
    }

    /// By each method the worse; not known where one of the two is not.
    fn worse(self, other: Achieved) -> Achieved {
        let worse = |a: Option<Decimal>, b: Option<Decimal>| Some(a?.min(b?));
        Achieved {
            ratio: worse(self.ratio, other.ratio),
            progress: worse(self.progress, other.progress),
        }
    }
}

/// What has to be reached, in the terms of what is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Goal {
    AtLeast(Decimal),
    MoreThan(Decimal),
    AtMost(Decimal),
    LessThan(Decimal),
    Exactly(Decimal),
    Between(Decimal, Decimal),
}

fn achieved(lookup: &Lookup<'_>, years: u16, better: Better, measure: &Measure) -> Achieved {
    try_achieved(lookup, years, better, measure).unwrap_or_default()
}

fn try_achieved(
    lookup: &Lookup<'_>,
    years: u16,
    better: Better,
    measure: &Measure,
) -> Option<Achieved> {
    let target = measure.target.as_ref()?;
    of_target(lookup, years, better, measure, target)
}

fn of_target(
    lookup: &Lookup<'_>,
    years: u16,
    better: Better,
    measure: &Measure,
    target: &Target,
) -> Option<Achieved> {
    let actual = measure.actual.as_ref()?;
    if let Some(part) = &target.of {
        let goal = level_goal(&target.kind, better)?;
        return worst(goal, None, &[of_part(actual, &part.value)?]);
    }
    let not_comparable = actual.details.as_ref().is_some_and(|details| details.not_comparable);
    let baseline = measure.baseline.as_ref().and_then(number).filter(|_| !not_comparable);
    let goal = match &target.kind {
        TargetKind::Level(_)
        | TargetKind::AtLeast(_)
        | TargetKind::MoreThan(_)
        | TargetKind::AtMost(_)
        | TargetKind::LessThan(_)
        | TargetKind::Between(..) => level_goal(&target.kind, better)?,
        TargetKind::Parts { parts, .. } => {
            let mut all = Achieved::ALL;
            for (part, promised) in parts {
                let goal = level(promised.number, better);
                let from = measure.baseline.as_ref().and_then(|from| of_part(from, &part.value));
                let from = from.filter(|_| !not_comparable);
                all = all.worse(worst(goal, from, &[of_part(actual, &part.value)?])?);
            }
            return Some(all);
        }
        TargetKind::All(conditions) => {
            let each = conditions.iter().map(|condition| {
                of_target(lookup, years, better, measure, condition).unwrap_or_default()
            });
            return each.reduce(Achieved::worse);
        }
        TargetKind::Maintain => match better {
            Better::Higher => Goal::AtLeast(baseline?),
            Better::Lower => Goal::AtMost(baseline?),
            Better::Keep => Goal::Exactly(baseline?),
        },
        TargetKind::Improve => match better {
            Better::Higher => Goal::MoreThan(baseline?),
            Better::Lower => Goal::LessThan(baseline?),
            Better::Keep => return None,
        },
        TargetKind::Growth(percent) if target.each_year => {
            return growth_each_year(*percent, years, baseline?, actual);
        }
        TargetKind::Growth(percent) => {
            return gain(*percent, better, growth(baseline?, number(actual)?)?);
        }
        TargetKind::GrowthBelow(percent) => {
            let growth = growth(baseline?, number(actual)?)?;
            let ratio = ratio(Goal::LessThan(*percent), growth);
            return Some(Achieved { ratio, progress: None });
        }
        TargetKind::Increase(more) => return gain(*more, better, number(actual)?),
        TargetKind::PerYear(targets) => return per_year(targets, better, baseline, actual),
        TargetKind::Words(_) => return None,
    };
    let goal = beyond_bound(goal, actual)?;
    worst(goal, baseline, &reached(lookup, actual)?)
}

/// Which side of a level is good follows from `better`.
fn level(level: Decimal, better: Better) -> Goal {
    match better {
        Better::Higher => Goal::AtLeast(level),
        Better::Lower => Goal::AtMost(level),
        Better::Keep => Goal::Exactly(level),
    }
}

/// The goal of a target that is a level or threshold.
fn level_goal(kind: &TargetKind, better: Better) -> Option<Goal> {
    Some(match kind {
        TargetKind::Level(promised) => level(*promised, better),
        TargetKind::AtLeast(bound) => Goal::AtLeast(*bound),
        TargetKind::MoreThan(bound) => Goal::MoreThan(*bound),
        TargetKind::AtMost(bound) => Goal::AtMost(*bound),
        TargetKind::LessThan(bound) => Goal::LessThan(*bound),
        TargetKind::Between(low, high) => Goal::Between(*low, *high),
        _ => return None,
    })
}

/// A part of a value: of its breakdown, or of what it says besides.
fn of_part(value: &Observation, part: &Id) -> Option<Decimal> {
    let details = value.details.as_ref()?;
    let of_which = details.of_which.iter().find(|(term, _)| term.value == *part);
    let parts = details.breakdown.iter().flat_map(|split| &split.parts);
    of_which.map(|(_, number)| *number).or_else(|| {
        parts.into_iter().find(|(id, _)| id.value == *part).and_then(|(_, v)| number(v))
    })
}

/// The goal for a value of which only a bound is known: "less than 2" meets `less_than = 2`, and
/// whether "at least 50" meets 80 nobody knows.
fn beyond_bound(goal: Goal, actual: &Observation) -> Option<Goal> {
    let bound = actual.details.as_ref().and_then(|details| details.bound);
    let (Some(bound), Some(number)) = (bound, number(actual)) else { return Some(goal) };
    let goal = match (goal, bound) {
        (Goal::AtLeast(_), Bound::AtLeast | Bound::MoreThan) => goal,
        (Goal::MoreThan(_), Bound::AtLeast) => goal,
        (Goal::MoreThan(level), Bound::MoreThan) => Goal::AtLeast(level),
        (Goal::AtMost(_), Bound::AtMost | Bound::LessThan) => goal,
        (Goal::LessThan(_), Bound::AtMost) => goal,
        (Goal::LessThan(level), Bound::LessThan) => Goal::AtMost(level),
        _ => return None,
    };
    goal.is_met(number).then_some(goal)
}

/// The numbers that each have to reach the goal.
fn reached(lookup: &Lookup<'_>, actual: &Observation) -> Option<Vec<Decimal>> {
    if let Some(number) = number(actual) {
        return Some(vec![number]);
    }
    let details = actual.details.as_ref()?;
    if !details.per_year.is_empty() {
        return details.per_year.iter().map(|(_, year)| number(year)).collect();
    }
    let split = details.breakdown.as_ref()?;
    if lookup.breakdown(&split.by.value)?.adds_up {
        return None;
    }
    split.parts.iter().map(|(_, part)| number(part)).collect()
}

fn number(observation: &Observation) -> Option<Decimal> {
    match observation.value {
        Value::Number(number) => Some(number),
        Value::Missing(Missing::Nil) => Some(Decimal::ZERO),
        _ => None,
    }
}

fn worst(goal: Goal, baseline: Option<Decimal>, reached: &[Decimal]) -> Option<Achieved> {
    let each = reached.iter().map(|&reached| Achieved {
        ratio: ratio(goal, reached),
        progress: baseline.and_then(|from| progress(goal, from, reached)),
    });
    each.reduce(Achieved::worse)
}

fn per_year(
    targets: &[(Period, Decimal)],
    better: Better,
    baseline: Option<Decimal>,
    actual: &Observation,
) -> Option<Achieved> {
    let years = &actual.details.as_ref()?.per_year;
    let mut all = Achieved::ALL;
    for (period, target) in targets {
        let (_, year) = years.iter().find(|(year, _)| year.same_time(period))?;
        let goal = level(*target, better);
        all = all.worse(worst(goal, baseline, &[number(year)?])?);
    }
    Some(all)
}

/// Growth in every year where the years are known, else over all of them.
fn growth_each_year(
    percent: Decimal,
    years: u16,
    baseline: Decimal,
    actual: &Observation,
) -> Option<Achieved> {
    let given = actual.details.as_ref().map(|details| details.per_year.as_slice());
    if let Some(given) = given.filter(|years| !years.is_empty()) {
        let mut all = Achieved::ALL;
        let mut before = baseline;
        for (_, year) in given {
            let value = number(year)?;
            all = all.worse(gain(percent, Better::Higher, growth(before, value)?)?);
            before = value;
        }
        return Some(all);
    }
    let factor = percent.checked_div(Decimal::ONE_HUNDRED)?.checked_add(Decimal::ONE)?;
    let goal = (0..years).try_fold(baseline, |level, _| level.checked_mul(factor))?;
    worst(Goal::AtLeast(goal), Some(baseline), &[number(actual)?])
}

/// A promised gain starts at nought, so both methods say the same of it.
fn gain(promised: Decimal, better: Better, gained: Decimal) -> Option<Achieved> {
    let is_fall = promised.is_sign_negative() || promised.is_zero() && better == Better::Lower;
    let (promised, gained) = if is_fall { (-promised, -gained) } else { (promised, gained) };
    let goal = Goal::AtLeast(promised);
    Some(Achieved { ratio: ratio(goal, gained), progress: progress(goal, Decimal::ZERO, gained) })
}

fn growth(from: Decimal, to: Decimal) -> Option<Decimal> {
    if from <= Decimal::ZERO {
        return None;
    }
    percent(to.checked_sub(from)?, from)
}

fn percent(part: Decimal, whole: Decimal) -> Option<Decimal> {
    // The product first: 3 of 5 must be 60 per cent and not a digit less.
    match part.checked_mul(Decimal::ONE_HUNDRED) {
        Some(part) => part.checked_div(whole),
        None => part.checked_div(whole)?.checked_mul(Decimal::ONE_HUNDRED),
    }
}

impl Goal {
    fn is_met(self, value: Decimal) -> bool {
        match self {
            Goal::AtLeast(goal) => value >= goal,
            Goal::MoreThan(goal) => value > goal,
            Goal::AtMost(goal) => value <= goal,
            Goal::LessThan(goal) => value < goal,
            Goal::Exactly(goal) => value == goal,
            Goal::Between(low, high) => low <= value && value <= high,
        }
    }

    /// The end of a range that the value is beyond.
    fn one_sided(self, value: Decimal) -> Goal {
        match self {
            Goal::Between(low, _) if value < low => Goal::AtLeast(low),
            Goal::Between(_, high) => Goal::AtMost(high),
            other => other,
        }
    }
}

fn ratio(goal: Goal, reached: Decimal) -> Option<Decimal> {
    if goal.is_met(reached) {
        return Some(Decimal::ONE_HUNDRED);
    }
    let share = |part: Decimal, whole: Decimal| {
        let makes_sense = part >= Decimal::ZERO && whole > Decimal::ZERO;
        if makes_sense { percent(part, whole) } else { Some(Decimal::ZERO) }
    };
    missed(match goal.one_sided(reached) {
        // A fall where growth was promised is less than nothing.
        Goal::AtLeast(goal) | Goal::MoreThan(goal) if goal > Decimal::ZERO => {
            percent(reached, goal)?
        }
        Goal::AtLeast(_) | Goal::MoreThan(_) => Decimal::ZERO,
        Goal::AtMost(goal) | Goal::LessThan(goal) => share(goal, reached)?,
        Goal::Exactly(goal) => share(goal.min(reached), goal.max(reached))?,
        Goal::Between(..) => unreachable!("a value outside of a range is beyond one of its ends"),
    })
}

fn progress(goal: Goal, from: Decimal, reached: Decimal) -> Option<Decimal> {
    if goal.is_met(reached) {
        return Some(Decimal::ONE_HUNDRED);
    }
    let (gone, way) = match goal.one_sided(reached) {
        Goal::AtLeast(goal) | Goal::MoreThan(goal) => {
            (reached.checked_sub(from)?, goal.checked_sub(from)?)
        }
        Goal::AtMost(goal) | Goal::LessThan(goal) => {
            (from.checked_sub(reached)?, from.checked_sub(goal)?)
        }
        Goal::Exactly(goal) => {
            let way = goal.checked_sub(from)?.abs();
            (way.checked_sub(goal.checked_sub(reached)?.abs())?, way)
        }
        Goal::Between(..) => unreachable!("a value outside of a range is beyond one of its ends"),
    };
    missed(if way > Decimal::ZERO { percent(gone, way)? } else { Decimal::ZERO })
}

/// "More than 18" is not met by 18: near as it is, it is less than all.
fn missed(percent: Decimal) -> Option<Decimal> {
    Some(percent.min(Decimal::new(999, 1)))
}
