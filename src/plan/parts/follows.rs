//! How a rating follows from the numbers: what each method gives, beside what the organization gave.

use rust_decimal::Decimal;

use super::kpi;
use crate::language::NumberStyle;
use crate::model::{Edition, Kpi, Measure, RatingGiven, Suggestion, UnitKind, suggest};
use crate::plan::desk::Sheet;
use crate::plan::view::{Follows, Method, Words};

/// One line for each rating of the KPI that either method says something about.
pub fn follows(sheet: &Sheet<'_, '_>, edition: &Edition, own: &Kpi) -> Vec<Follows> {
    let mut lines = Vec::new();
    for measure in own.measures.iter().filter(|measure| measure.group.is_none()) {
        let label = kpi::label(sheet, own, measure);
        lines.extend(line(sheet, edition, own, label, measure.rating.as_ref(), &[measure]));
    }
    for group in &own.groups {
        let belongs = |measure: &&Measure| {
            measure.group.as_ref().is_some_and(|known| known.value == group.id)
        };
        let measures: Vec<&Measure> = own.measures.iter().filter(belongs).collect();
        let label = kpi::group_label(sheet, group)
            .or_else(|| measures.first().and_then(|measure| kpi::label(sheet, own, measure)));
        lines.extend(line(sheet, edition, own, label, group.rating.as_ref(), &measures));
    }
    lines
}

fn line(
    sheet: &Sheet<'_, '_>,
    edition: &Edition,
    own: &Kpi,
    label: Option<Words>,
    given: Option<&RatingGiven>,
    measures: &[&Measure],
) -> Option<Follows> {
    // Places in an order have no percentages that a reader could take for figures.
    let in_words = |measure: &&Measure| {
        let unit = measure.unit.as_ref().unwrap_or(&own.unit);
        sheet.desk.lookup.unit(&unit.value).is_some_and(|unit| unit.kind == UnitKind::Level)
    };
    if measures.iter().any(in_words) {
        return None;
    }
    let said = suggest(sheet.desk.lookup, edition, own, measures.iter().copied());
    let method = |suggestion: Suggestion<'_>| Method {
        percent: percent(sheet, suggestion.achieved),
        rating: suggestion.rating.map(|id| kpi::rating_named(sheet, id)),
    };
    let (ratio, progress) = (said.ratio.map(method), said.progress.map(method));
    (ratio.is_some() || progress.is_some()).then(|| Follows {
        label,
        ratio,
        progress,
        given: given.map(|given| kpi::rating(sheet, given)),
    })
}

/// In per cent with one decimal. What misses the whole never reads as the whole.
fn percent(sheet: &Sheet<'_, '_>, achieved: Decimal) -> String {
    let nearly = Decimal::new(9995, 2);
    let rounds_up = achieved >= nearly && achieved < Decimal::ONE_HUNDRED;
    let shown = if rounds_up { Decimal::new(999, 1) } else { achieved };
    sheet.report.rules.percent(shown, NumberStyle::COLUMN.decimals(1))
}
