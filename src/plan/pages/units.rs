//! Who did the work of an edition: its units of work, each with its ratings.

use super::{Body, describe, unit_of};
use crate::plan::Subject;
use crate::plan::desk::Sheet;
use crate::plan::parts::kpi;
use crate::plan::view::{Content, UnitCard, Units};

pub fn body(sheet: &mut Sheet<'_, '_>, e: usize) -> Body {
    let edition = &sheet.project().editions[e];
    let report = sheet.report;
    let records = sheet.index(e).units.iter().enumerate();
    let units = records
        .map(|(u, record)| UnitCard {
            link: sheet.link(Subject::Unit(e, u), report.words(&unit_of(sheet, e, u).name)),
            counted: (!record.measures.is_empty()).then(|| {
                report.own(report.counted("count.kpis", record.measures.len().into(), &[]))
            }),
            ratings: kpi::counts(sheet, &kpi::ratings_of(&edition.kpis, &record.measures)),
        })
        .collect();
    let title = report.string("title.units");
    Body {
        kind: "units",
        description: describe(&title.text),
        title,
        breadcrumbs: vec![sheet.link(Subject::Edition(e), report.words(&edition.title))],
        on_this_page: Vec::new(),
        fallback: None,
        content: Content::Units(Units { units }),
    }
}
