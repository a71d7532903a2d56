//! A source that was closed before the period was over cannot know how the period ended.

use std::collections::{BTreeSet, HashMap};

use crate::check::figures::{self, Figure};
use crate::check::{Findings, Report};
use crate::diagnostics::{Diagnostic, codes};
use crate::model::{Found, Id, Period, Reference, Source, Status};

/// Roles of columns that say what happened, not what was planned.
const OUTCOMES: [&str; 2] = ["actual", "spent"];

pub fn check(report: &Report<'_>, found: &mut Findings) {
    let sources: HashMap<&Id, &Source> =
        report.project.sources.iter().map(|source| (&source.id, source)).collect();
    // Once for each record: all of its figures stand in one document.
    let mut told: BTreeSet<(Option<&Id>, &Id)> = BTreeSet::new();
    figures::each(report, |figure| {
        let Some(source) = figure.source else { return };
        let document = sources.get(&source.document.value).and_then(|source| source.as_of.as_ref());
        let Some(as_of) = source.as_of.as_ref().or(document) else { return };
        let is_known = matches!(figure.observation.status, Status::Final | Status::Revised)
            && figure.observation.number().is_some();
        let Some(end) = outcome(report, figure).filter(|end| is_known && as_of.end() < *end) else {
            return;
        };
        let record = (figure.edition.map(|edition| &edition.id), figure.path.record);
        if !told.insert(record) {
            return;
        }
        let (year, month, day) = end;
        found.push_unless(
            &figure.exceptions,
            Diagnostic::new(
                &codes::STALE_AS_OF,
                format!(
                    "`{}` is of a time until {year}-{month:02}-{day:02}, but its source is as of {as_of}",
                    figure.path
                ),
            )
            .at(figure.observation.origin)
            .related(source.document.origin, "the source")
            .help("name the source that knows the whole period, or correct its `as_of`")
            .help("give the value a `status`: `provisional`, `estimated` or `forecast`"),
        );
    });
}

/// The last day that the figure is about, where it says what happened.
fn outcome(report: &Report<'_>, figure: &Figure<'_>) -> Option<(u16, u8, u8)> {
    let own = figure.observation.period.as_ref().map(|period| &period.value);
    if let Some(period) = own.or(figure.path.period) {
        return Some(period.end());
    }
    let edition = figure.edition?;
    let whole = Reference {
        edition: None,
        record: figure.path.record.clone(),
        part: None,
        field: None,
        period: None,
    };
    match report.lookup.find(Some(&edition.id), &whole)? {
        Found::Kpi(..) => (figure.path.field == Some("actual")).then(|| edition.last_day()),
        Found::Table(_, table) => {
            let column = table.columns.iter().find(|c| figure.path.field == Some(c.id.as_str()))?;
            let says_what_happened =
                column.role.as_ref().is_some_and(|role| OUTCOMES.contains(&role.as_str()));
            let end = column.period.as_ref().map(|period: &_| Period::end(&period.value));
            says_what_happened.then(|| end.unwrap_or_else(|| edition.last_day()))
        }
        _ => None,
    }
}
