//! What a narrative or a figure refers to must be there, and be of a kind that can stand there.

use crate::check::Report;
use crate::diagnostics::{Diagnostic, Diagnostics, codes, listed, nearest};
use crate::model::{Edition, FigureSpec, Found, NarrativePlace};
use crate::plan::{check_narrative, unknown_reference};

pub fn check(report: &Report<'_>, found: &mut Diagnostics) {
    for (narrative, document) in report.narratives {
        let edition = match &narrative.place {
            NarrativePlace::Record { edition, .. } => Some(edition),
            NarrativePlace::Page(_) => None,
        };
        check_narrative(report.lookup, edition, document, found);
    }
    for edition in &report.project.editions {
        for figure in &edition.figures {
            check_figure(report, edition, figure, found);
        }
        let continued = edition.kpis.iter().filter_map(|kpi| kpi.continues.as_ref());
        let corrected = edition.corrections.iter().filter_map(|correction| correction.of.as_ref());
        for named in continued.chain(corrected) {
            let owner = named.value.edition.as_ref().unwrap_or(&edition.id);
            let is_no_news = report.project.is_no_news(Some(owner), &named.value.record);
            if report.lookup.find(Some(&edition.id), &named.value).is_none() && !is_no_news {
                let unknown = unknown_reference(report.lookup, Some(&edition.id), &named.value);
                found.push(unknown.at(named.origin));
            }
        }
    }
}

fn check_figure(
    report: &Report<'_>,
    edition: &Edition,
    figure: &FigureSpec,
    found: &mut Diagnostics,
) {
    let data = &figure.data;
    let owner = data.value.edition.as_ref().unwrap_or(&edition.id);
    let is_no_news = report.project.is_no_news(Some(owner), &data.value.record);
    match report.lookup.find(Some(&edition.id), &data.value) {
        Some(Found::Table(_, table)) if !is_no_news => {
            let rows: Vec<&str> = table.rows.iter().map(|row| row.id.as_str()).collect();
            let columns: Vec<&str> =
                table.columns.iter().map(|column| column.id.as_str()).collect();
            for (ids, known, what) in
                [(&figure.rows, rows, "row"), (&figure.columns, columns, "column")]
            {
                for id in ids.iter().filter(|id| !known.contains(&id.value.as_str())) {
                    let near = nearest(id.value.as_str(), known.iter().copied());
                    found.push(
                        Diagnostic::new(
                            &codes::UNKNOWN_REFERENCE,
                            format!("the table `{}` has no {what} `{}`", table.id, id.value),
                        )
                        .at(id.origin)
                        .label(
                            near.map(|near| format!("did you mean `{near}`?")).unwrap_or_default(),
                        )
                        .help(format!("its {what}s are {}", listed(&known))),
                    );
                }
            }
        }
        Some(_) => {}
        None if is_no_news => {}
        None => found
            .push(unknown_reference(report.lookup, Some(&edition.id), &data.value).at(data.origin)),
    }
}
