//! Observations and targets as cells.

use rust_decimal::Decimal;

use crate::language::{Conjunction, NumberStyle};
use crate::localize::ValueStyle;
use crate::model::{Id, Observation, Period, Status, Target, TargetKind, Unit, Value};
use crate::plan::desk::Sheet;
use crate::plan::view::{Cell, StatusMark};

/// A value as it stands in a table. `period` is what its column says already.
pub fn cell(
    sheet: &mut Sheet<'_, '_>,
    observation: &Observation,
    unit: Option<&Unit>,
    style: ValueStyle,
    period: Option<&Period>,
) -> Cell {
    let own_period = observation.period.as_ref().map(|period| &period.value);
    let report = sheet.report;
    let mut cell = match &observation.value {
        Value::Number(number) => number_cell(sheet, *number, unit, style),
        Value::Missing(reason) => {
            let missing = report.missing(*reason);
            Cell { text: missing.text, spoken: missing.spoken, kind: "missing", ..Cell::default() }
        }
        Value::InParts => in_parts(sheet, observation, unit, style),
        Value::Words(text) => {
            let words = report.words(text);
            Cell {
                text: words.text,
                lang: words.lang,
                dir: words.dir,
                kind: "text",
                ..Cell::default()
            }
        }
    };
    if let Some(bound) = observation.details.as_ref().and_then(|details| details.bound) {
        cell.text =
            report.strings.fill(&format!("target.{}", bound.key()), &[("value", &cell.text)]);
    }
    cell.status = status(sheet, observation.status, observation.breaks);
    cell.period = own_period
        .filter(|own| period.is_none_or(|known| !known.same_time(own)))
        .map(|own| report.period(own));
    cell.remarks.extend(super::detail::remarks(sheet, observation, unit));
    cell.notes.extend(sheet.note_marks(&observation.notes));
    cell
}

/// Only its years or its parts are known: "2024: 25%, 2025: 20%".
fn in_parts(
    sheet: &mut Sheet<'_, '_>,
    observation: &Observation,
    unit: Option<&Unit>,
    style: ValueStyle,
) -> Cell {
    let report = sheet.report;
    let strings = &report.strings;
    let Some(details) = &observation.details else { return Cell::default() };
    let mut parts = Vec::new();
    let mut notes = Vec::new();
    let mut remarks = Vec::new();
    for (period, value) in &details.per_year {
        let inner = cell(sheet, value, unit, style, None);
        notes.extend(inner.notes);
        remarks.extend(inner.remarks);
        let mark = inner.status.map(|status| format!(" {}", status.mark)).unwrap_or_default();
        parts.push(strings.fill(
            "target.in_period",
            &[("period", &report.period(period)), ("value", &format!("{}{mark}", inner.text))],
        ));
    }
    if let Some(split) = details.breakdown.as_ref().filter(|_| parts.is_empty()) {
        parts.push(super::detail::parts(sheet, split, unit));
    }
    Cell {
        text: parts.join(strings.get("chart.comma")),
        kind: "text",
        notes,
        remarks,
        ..Cell::default()
    }
}

pub fn number_cell(
    sheet: &Sheet<'_, '_>,
    number: Decimal,
    unit: Option<&Unit>,
    style: ValueStyle,
) -> Cell {
    let report = sheet.report;
    let text = report.value(number, unit, style);
    // A screen reader may swallow a minus sign.
    let spoken = (number < Decimal::ZERO).then(|| {
        report.strings.fill("value.minus", &[("value", &report.value(number.abs(), unit, style))])
    });
    Cell { text, spoken, kind: "number", ..Cell::default() }
}

pub fn status(sheet: &Sheet<'_, '_>, status: Status, breaks: bool) -> Option<StatusMark> {
    let report = sheet.report;
    if let Some((mark, words)) = report.status(status) {
        return Some(StatusMark { mark: mark.to_owned(), words: words.to_owned() });
    }
    breaks.then(|| StatusMark {
        mark: report.strings.get("status_mark.break").to_owned(),
        words: report.strings.get("status.break").to_owned(),
    })
}

/// A promise in words, with the marks of its notes.
pub fn target(sheet: &mut Sheet<'_, '_>, target: &Target, unit: Option<&Unit>) -> Cell {
    let notes = sheet.note_marks(&target.notes);
    Cell { notes, ..promise(sheet, target, unit, ValueStyle::Signed) }
}

/// "at least 85%"
pub fn promise(
    sheet: &Sheet<'_, '_>,
    target: &Target,
    unit: Option<&Unit>,
    style: ValueStyle,
) -> Cell {
    let report = sheet.report;
    let strings = &report.strings;
    let number = |number: Decimal| report.value(number, unit, style);
    let percent = |number: Decimal| report.rules.percent(number, NumberStyle::COLUMN);
    let with = |key: &str, value: &str| strings.fill(key, &[("value", value)]);
    let text = match &target.kind {
        TargetKind::Level(level) => number(*level),
        TargetKind::AtLeast(level) => with("target.at_least", &number(*level)),
        TargetKind::AtMost(level) => with("target.at_most", &number(*level)),
        TargetKind::MoreThan(level) => with("target.more_than", &number(*level)),
        TargetKind::LessThan(level) => with("target.less_than", &number(*level)),
        TargetKind::Between(low, high) => {
            strings.fill("target.between", &[("low", &number(*low)), ("high", &number(*high))])
        }
        TargetKind::Growth(growth) => with("target.growth", &percent(*growth)),
        TargetKind::GrowthBelow(growth) => {
            with("target.growth", &with("target.less_than", &percent(*growth)))
        }
        TargetKind::Increase(more) => with("target.increase", &number(*more)),
        TargetKind::PerYear(years) => {
            let parts: Vec<String> = years
                .iter()
                .map(|(period, value)| {
                    strings.fill(
                        "target.in_period",
                        &[("period", &report.period(period)), ("value", &number(*value))],
                    )
                })
                .collect();
            parts.join(strings.get("chart.comma"))
        }
        TargetKind::Maintain => strings.get("target.maintain").to_owned(),
        TargetKind::Improve => strings.get("target.improve").to_owned(),
        TargetKind::Parts { by, parts } => {
            let known = &sheet.project().vocabulary.breakdowns;
            let known = known.iter().find(|known| known.id == by.value);
            let parts: Vec<String> = parts
                .iter()
                .map(|(part, promised)| {
                    let part = known
                        .and_then(|known| known.parts.iter().find(|one| one.id == part.value))
                        .map_or(part.value.as_str(), |part| report.plain(&part.name));
                    in_part(sheet, part, &number(promised.number))
                })
                .collect();
            report.rules.list(&parts, Conjunction::And)
        }
        TargetKind::All(conditions) => {
            let conditions: Vec<String> = conditions
                .iter()
                .map(|condition| {
                    let promised = promise(sheet, condition, unit, style).text;
                    match &condition.of {
                        Some(part) => in_part(sheet, &part_name(sheet, &part.value), &promised),
                        None => promised,
                    }
                })
                .collect();
            report.rules.list(&conditions, Conjunction::And)
        }
        TargetKind::Words(text) => {
            let words = report.words(text);
            return Cell {
                text: words.text,
                lang: words.lang,
                dir: words.dir,
                kind: "text",
                ..Cell::default()
            };
        }
    };
    let text = if target.each_year { with("target.per_year", &text) } else { text };
    let period = target.period.as_ref().map(|period| report.period(&period.value));
    Cell { text, kind: "text", period, ..Cell::default() }
}

/// "Africa: at least 12"
fn in_part(sheet: &Sheet<'_, '_>, part: &str, value: &str) -> String {
    format!("{part}{}{value}", sheet.report.strings.get("chart.colon"))
}

/// A term, or a part of a breakdown.
fn part_name(sheet: &Sheet<'_, '_>, id: &Id) -> String {
    let words = &sheet.project().vocabulary;
    let term = words.terms.iter().find(|term| term.id == *id).map(|term| &term.name);
    let parts = words.breakdowns.iter().flat_map(|breakdown| &breakdown.parts);
    let name =
        term.or_else(|| parts.into_iter().find(|part| part.id == *id).map(|part| &part.name));
    name.map_or_else(|| id.to_string(), |name| sheet.report.plain(name).to_owned())
}
