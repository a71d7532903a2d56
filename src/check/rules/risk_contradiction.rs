//! What a record of a risk says of it must go together: whose it is, and what came of it.

use crate::check::{Findings, Report};
use crate::diagnostics::{Diagnostic, codes};
use crate::model::Risk;

pub fn check(report: &Report<'_>, found: &mut Findings) {
    for edition in &report.project.editions {
        for risk in edition.risks.iter().filter(|risk| !report.is_broken(edition, &risk.id)) {
            for (message, help) in wrong(risk) {
                found.push_unless(
                    &[&risk.accepted],
                    Diagnostic::new(&codes::RISK_CONTRADICTION, message)
                        .at(risk.origin)
                        .help(help)
                        .help("where the source says so, accept it in the risk with a reason"),
                );
            }
        }
    }
}

fn wrong(risk: &Risk) -> Vec<(String, &'static str)> {
    let id = &risk.id;
    let mut wrong = Vec::new();
    if risk.organizational && (!risk.nodes.is_empty() || risk.project.is_some()) {
        let of = if risk.project.is_some() { "a project" } else { "results" };
        wrong.push((
            format!("`{id}` is a risk of the whole organization and of {of}"),
            "keep `organizational = true`, or the results or project that it belongs to",
        ));
    }
    if !risk.organizational && risk.nodes.is_empty() && risk.project.is_none() {
        wrong.push((
            format!("nobody can see what `{id}` threatens"),
            "add `nodes = [\"…\"]`, `project`, or `organizational = true`",
        ));
    }
    let impact = risk.impact.as_deref();
    if risk.materialized == Some(true) {
        if risk.mitigation == "not-stated" {
            wrong.push((
                format!("`{id}` materialized, and nothing says whether the response worked"),
                "add `mitigation = \"…\"`",
            ));
        }
        if matches!(impact, None | Some("not-stated")) {
            wrong.push((
                format!("`{id}` materialized, and nothing says what it did to performance"),
                "add `impact = \"…\"`; `lost` where the source had it and lost it",
            ));
        }
    }
    if risk.materialized == Some(false) && matches!(impact, Some("positive" | "negative")) {
        wrong.push((
            format!("`{id}` did not materialize, and yet had an impact"),
            "correct `materialized` or `impact`",
        ));
    }
    wrong
}
