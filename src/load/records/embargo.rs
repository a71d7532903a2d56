//! `draft` and `publish_after` of a record → whether it is published.

use crate::diagnostics::{Diagnostic, codes};
use crate::load::read::Reader;
use crate::load::record::Record;
use crate::load::shown::Shown;

/// A day that cannot be read hides the record: what was to wait must not slip out by a slip.
pub fn hides(shown: &Shown, record: &mut Record, reader: &mut Reader<'_>) -> bool {
    let draft = record.flag("draft").is_some_and(|flag| flag.value);
    let first_day = record.period("publish_after");
    if let Some(period) = first_day.as_ref().filter(|day| day.value.start() != day.value.end()) {
        reader.found.push(
            Diagnostic::new(
                &codes::WRONG_TYPE,
                format!("`{}` does not fit `publish_after`", period.value.as_str()),
            )
            .at(period.origin)
            .label("expected a day, such as `2026-05-01`"),
        );
    }
    shown.hides(draft, first_day.map(|day| day.value).as_ref())
}
