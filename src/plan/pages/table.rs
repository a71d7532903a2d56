//! One table of the report with its figures.

use super::{Body, describe};
use crate::plan::Subject;
use crate::plan::desk::Sheet;
use crate::plan::parts::{figure, kpi, narrative, table};
use crate::plan::view::{Content, TablePage};

pub fn body(sheet: &mut Sheet<'_, '_>, e: usize, t: usize) -> Body {
    let edition = &sheet.project().editions[e];
    let own = &edition.tables[t];
    let told = narrative::of_page(sheet);
    let shown = table::table(sheet, own);
    let figures = figure::figures_of(sheet, Subject::Table(e, t));
    let work_unit = own.work_unit.as_ref().map(|unit| kpi::unit_link(sheet, &unit.value));
    let title = sheet.report.words(&own.title);
    Body {
        kind: "table",
        description: told.description.clone().unwrap_or_else(|| describe(&title.text)),
        title,
        breadcrumbs: vec![sheet.link(Subject::Edition(e), sheet.report.words(&edition.title))],
        on_this_page: told.contents,
        fallback: told.notice,
        content: Content::Table(TablePage {
            work_unit,
            narrative: told.html,
            table: shown,
            figures,
        }),
    }
}
