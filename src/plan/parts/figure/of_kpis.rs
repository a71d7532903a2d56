//! One or more KPIs → a row for each measure: baseline, target, actual value, and how far it came.

use rust_decimal::{Decimal, RoundingStrategy};

use super::data::{Content, FigureData, Line, Name, Point, Print};
use super::of_tables;
use crate::chart::{self, Role};
use crate::model::{
    Better, FigureKind, FigureSpec, Found, Kpi, Measure, Missing, Observation, Project, Status,
    Target, TargetKind, Unit, UnitKind,
};

pub fn better(better: Better) -> chart::Better {
    match better {
        Better::Higher => chart::Better::Higher,
        Better::Lower => chart::Better::Lower,
        Better::Keep => chart::Better::Keep,
    }
}

/// The records, if all of them are KPIs.
pub fn all<'a>(records: &[Found<'a>]) -> Option<Vec<&'a Kpi>> {
    let kpi = |record: &Found<'a>| match record {
        Found::Kpi(_, kpi) => Some(*kpi),
        _ => None,
    };
    records.iter().map(kpi).collect()
}

pub fn offer<'a>(project: &'a Project, spec: &'a FigureSpec, kpis: &[&'a Kpi]) -> FigureData<'a> {
    let lines: Vec<(&'a Kpi, &'a Measure)> =
        kpis.iter().flat_map(|kpi| kpi.measures.iter().map(|measure| (*kpi, measure))).collect();
    let unit_of = |kpi: &'a Kpi, measure: &'a Measure| {
        of_tables::unit(project, &measure.unit.as_ref().unwrap_or(&kpi.unit).value)
    };
    let is_bullet = spec.kind == FigureKind::Bullets;
    let interval = |measure: &Measure| measure.actual.as_ref().and_then(Observation::interval);
    let has_interval = lines.iter().any(|(_, measure)| interval(measure).is_some());
    let column = |id: &'static str, name, role, usual| Line {
        usual,
        ..Line::new(id, Name::String(name)).role(role)
    };
    let columns = vec![
        column("baseline", "kpi.baseline", Role::Baseline, true),
        column("target", "kpi.target", Role::Target, true),
        column("actual", "kpi.actual", Role::Actual, true),
        column("low", "chart.low", Role::Low, is_bullet && has_interval),
        column("high", "chart.high", Role::High, is_bullet && has_interval),
        column("share", "kpi.achieved", Role::Share, is_bullet),
    ];
    let rows = lines
        .iter()
        .map(|(kpi, measure)| {
            // Measures of several KPIs may have the same id.
            let id = if kpis.len() > 1 {
                format!("{}-{}", kpi.id, measure.id)
            } else {
                measure.id.to_string()
            };
            Line {
                better: Some(better(measure.better.unwrap_or(kpi.better))),
                ..Line::new(id, Name::Measure { kpi, measure, titled: kpis.len() > 1 })
            }
        })
        .collect();
    let cells = lines
        .iter()
        .map(|(kpi, measure)| {
            let unit = unit_of(kpi, measure);
            let observed = |value: Option<&'a Observation>| match value {
                Some(value) => Point::of(value, unit),
                None => Point::missing(Missing::Blank),
            };
            let target = match &measure.target {
                Some(target) => promised(measure, target, unit),
                None => Point::missing(Missing::Blank),
            };
            let derived = |number: Option<Decimal>, print| match number {
                Some(number) => Point::number(number, print),
                None => Point::missing(Missing::NotApplicable),
            };
            let (low, high) = interval(measure).unzip();
            vec![
                observed(measure.baseline.as_ref()),
                target,
                observed(measure.actual.as_ref()),
                derived(low, Print::In(unit)),
                derived(high, Print::In(unit)),
                derived(achieved(kpi, measure, unit), Print::Percent { decimals: 0 }),
            ]
        })
        .collect();
    let units: Vec<_> = lines.iter().map(|(kpi, measure)| unit_of(kpi, measure)).collect();
    let first = units.first().copied().flatten();
    let same = units.iter().all(|unit| unit.map(|unit| &unit.id) == first.map(|unit| &unit.id));
    FigureData {
        columns,
        rows,
        cells,
        unit: first.filter(|_| same),
        source: spec.source.as_ref().or_else(|| kpis.iter().find_map(|kpi| kpi.source.as_ref())),
        time: false,
        gaps: Vec::new(),
    }
}

/// The target as a number where one follows from it, and always in its words.
fn promised<'a>(measure: &'a Measure, target: &'a Target, unit: Option<&'a Unit>) -> Point<'a> {
    Point {
        content: Content::Target(target, level(measure, target)),
        print: Print::In(unit),
        status: Status::Final,
        breaks: false,
    }
}

/// The level that was to be reached.
fn level(measure: &Measure, target: &Target) -> Option<Decimal> {
    let baseline = || measure.baseline.as_ref()?.number();
    match &target.kind {
        TargetKind::Level(level)
        | TargetKind::AtLeast(level)
        | TargetKind::AtMost(level)
        | TargetKind::MoreThan(level)
        | TargetKind::LessThan(level)
        | TargetKind::Increase(level) => Some(*level),
        // Growth in each year leads to another level than growth in all.
        TargetKind::Growth(growth) | TargetKind::GrowthBelow(growth) if !target.each_year => {
            let factor = Decimal::ONE_HUNDRED.checked_add(*growth)?;
            let level = baseline()?.checked_mul(factor)?.checked_div(Decimal::ONE_HUNDRED)?;
            let decimals = baseline()?.scale();
            Some(level.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero))
        }
        TargetKind::Maintain => baseline(),
        _ => None,
    }
}

/// The actual value in percent of the target: only of things that are counted and are to be many,
/// because a share of a share says nothing.
fn achieved(kpi: &Kpi, measure: &Measure, unit: Option<&Unit>) -> Option<Decimal> {
    let counts = matches!(unit?.kind, UnitKind::Count | UnitKind::Currency);
    if !counts || measure.better.unwrap_or(kpi.better) != Better::Higher {
        return None;
    }
    let target = level(measure, measure.target.as_ref()?).filter(|level| *level > Decimal::ZERO)?;
    let actual = measure.actual.as_ref()?.number().filter(|actual| *actual >= Decimal::ZERO)?;
    let share = actual.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(target)?;
    Some(share.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero))
}
