//! What is to be known of a single value besides the number: of how many, how sure, what before.

use rust_decimal::Decimal;

use crate::language::{Conjunction, NumberStyle};
use crate::localize::ValueStyle;
use crate::model::{Observation, Split, Unit, Value};
use crate::plan::desk::Sheet;

/// One short phrase for each thing known, in the page's language.
pub fn remarks(
    sheet: &Sheet<'_, '_>,
    observation: &Observation,
    unit: Option<&Unit>,
) -> Vec<String> {
    let Some(details) = &observation.details else { return Vec::new() };
    let report = sheet.report;
    let strings = &report.strings;
    let number = |number: Decimal| report.value(number, unit, ValueStyle::Signed);
    let plain = |number: Decimal| report.rules.number(number, NumberStyle::PROSE);
    let with = |key: &str, value: &str| strings.fill(key, &[("value", value)]);
    let mut remarks = Vec::new();
    if let Some(share) = &details.out_of {
        let places = [("n", plain(share.part)), ("total", plain(share.whole))];
        let places = places.each_ref().map(|(name, text)| (*name, text.as_str()));
        remarks.push(strings.fill("detail.out_of", &places));
        remarks.extend(share.breakdown.as_ref().map(|split| parts(sheet, split, None)));
    }
    remarks.extend(
        details.cumulative.as_ref().map(|value| with("detail.cumulative", &number(value.value))),
    );
    remarks.extend(details.added.as_ref().map(|value| with("detail.added", &number(value.value))));
    if let Some((low, high)) = observation.interval() {
        let places = [("low", number(low)), ("high", number(high))];
        let places = places.each_ref().map(|(name, text)| (*name, text.as_str()));
        remarks.push(strings.fill("detail.interval", &places));
    }
    remarks.extend(
        details
            .responses
            .as_ref()
            .map(|count| report.counted("detail.responses", count.value.into(), &[])),
    );
    remarks.extend(details.response_rate.as_ref().map(|rate| {
        with("detail.response_rate", &report.rules.percent(rate.value, NumberStyle::PROSE))
    }));
    // Where the parts are the figure they stand in the cell itself.
    if !matches!(observation.value, Value::InParts) {
        remarks.extend(details.breakdown.as_ref().map(|split| parts(sheet, split, unit)));
    }
    for (id, value) in &details.of_which {
        let name = super::table::subject(sheet, id).text;
        remarks.push(format!("{name}{}{}", strings.get("chart.colon"), number(*value)));
    }
    remarks.extend(
        details
            .corrected_from
            .as_ref()
            .map(|value| with("detail.previously", &number(value.value))),
    );
    if details.not_comparable {
        remarks.push(strings.get("value.not_comparable").to_owned());
    }
    remarks
}

/// "Africa: 12, Arab countries: 12 and Asia and the Pacific: 22"
pub fn parts(sheet: &Sheet<'_, '_>, split: &Split, unit: Option<&Unit>) -> String {
    let report = sheet.report;
    let known =
        sheet.project().vocabulary.breakdowns.iter().find(|known| known.id == split.by.value);
    let mut all = Vec::new();
    for (id, value) in &split.parts {
        let part = known.and_then(|known| known.parts.iter().find(|part| part.id == id.value));
        let name =
            part.map_or_else(|| id.value.to_string(), |part| report.plain(&part.name).to_owned());
        let text = match &value.value {
            Value::Number(number) => report.value(*number, unit, ValueStyle::Signed),
            Value::Missing(reason) => report.missing(*reason).spoken.unwrap_or_default(),
            Value::Words(text) => report.plain(text).to_owned(),
            Value::InParts => String::new(),
        };
        let inner = remarks(sheet, value, unit);
        let inner = if inner.is_empty() {
            String::new()
        } else {
            format!(" ({})", inner.join(report.strings.get("chart.comma")))
        };
        all.push(format!("{name}{}{text}{inner}", report.strings.get("chart.colon")));
    }
    report.rules.list(&all, Conjunction::And)
}
