//! How an edition measures: its rating scale, what kepi checks, what marks and missing values mean.

use super::{Body, anchor, describe};
use crate::model::{Missing, Status};
use crate::plan::Subject;
use crate::plan::desk::Sheet;
use crate::plan::parts::{kpi, narrative};
use crate::plan::view::{Content, Methodology, StatusMark};

pub fn body(sheet: &mut Sheet<'_, '_>, e: usize) -> Body {
    let edition = &sheet.project().editions[e];
    let told = narrative::of_page(sheet);
    let report = sheet.report;
    let statuses = [Status::Provisional, Status::Estimated, Status::Revised, Status::Forecast];
    let statuses = statuses.into_iter().filter_map(|status| report.status(status));
    let breaks = (report.strings.get("status_mark.break"), report.strings.get("status.break"));
    let scale = kpi::scale(sheet, edition);
    // Without a scale no rating follows from it.
    let derived = (!scale.is_empty())
        .then(|| (report.strings.get("status_mark.derived"), report.strings.get("rating.derived")));
    let content = Methodology {
        narrative: told.html,
        scale,
        marks: statuses
            .chain([breaks])
            .chain(derived)
            .map(|(mark, words)| StatusMark { mark: mark.to_owned(), words: words.to_owned() })
            .collect(),
        missing: Missing::ALL
            .iter()
            .map(|reason| {
                let missing = report.missing(*reason);
                StatusMark { mark: missing.text, words: missing.spoken.unwrap_or_default() }
            })
            .collect(),
    };
    let mut on_this_page = told.contents;
    for (there, id, key) in [
        (!content.scale.is_empty(), "scale", "edition.scale"),
        (true, "checks", "methodology.checks"),
        (true, "marks", "methodology.marks"),
        (true, "missing", "methodology.missing"),
    ] {
        if there {
            on_this_page.push(anchor(id, report.string(key)));
        }
    }
    let title = report.string("title.methodology");
    Body {
        kind: "methodology",
        description: told.description.clone().unwrap_or_else(|| describe(&title.text)),
        title,
        breadcrumbs: vec![sheet.link(Subject::Edition(e), report.words(&edition.title))],
        on_this_page,
        fallback: told.notice,
        content: Content::Methodology(content),
    }
}
