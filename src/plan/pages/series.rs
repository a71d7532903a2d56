//! One series: its values by period, and its figures.

use super::{Body, describe};
use crate::plan::Subject;
use crate::plan::desk::Sheet;
use crate::plan::parts::{figure, narrative, table};
use crate::plan::view::{Content, SeriesPage};

pub fn body(sheet: &mut Sheet<'_, '_>, e: Option<usize>, s: usize) -> Body {
    let project = sheet.project();
    let own = match e {
        Some(e) => &project.editions[e].series[s],
        None => &project.series[s],
    };
    let told = narrative::of_page(sheet);
    let shown = table::series(sheet, own);
    let figures = figure::figures_of(sheet, Subject::Series(e, s));
    let report = sheet.report;
    let title = report.words(&own.title);
    let breadcrumbs =
        e.map(|e| sheet.link(Subject::Edition(e), report.words(&project.editions[e].title)));
    Body {
        kind: "series",
        description: told.description.clone().unwrap_or_else(|| describe(&title.text)),
        title,
        breadcrumbs: breadcrumbs.into_iter().collect(),
        on_this_page: told.contents,
        fallback: told.notice,
        content: Content::Series(SeriesPage { narrative: told.html, table: shown, figures }),
    }
}
