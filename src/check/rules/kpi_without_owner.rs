//! Somebody answers for every KPI. One note for an edition: most reports name all owners or none.

use crate::check::{Findings, Report};
use crate::diagnostics::{Diagnostic, codes};
use crate::model::Kpi;

pub fn check(report: &Report<'_>, found: &mut Findings) {
    // Where no unit of work is declared, there is nobody to name.
    if report.project.vocabulary.work_units.is_empty() {
        return;
    }
    for edition in &report.project.editions {
        let is_owned = |kpi: &Kpi| {
            !kpi.owners.is_empty()
                || kpi.measures.iter().any(|measure| measure.work_unit.is_some())
                || kpi.groups.iter().any(|group| group.work_unit.is_some())
        };
        let orphans: Vec<&Kpi> = edition.kpis.iter().filter(|kpi| !is_owned(kpi)).collect();
        let Some(first) = orphans.first() else { continue };
        let all = edition.kpis.len();
        let mut diagnostic = Diagnostic::new(
            &codes::KPI_WITHOUT_OWNER,
            format!(
                "without an owner: {} of the {all} KPIs of the edition `{}`",
                orphans.len(),
                edition.id
            ),
        )
        .at(first.origin)
        .help("add `owners = [\"…\"]`, or `work_unit` to the measures");
        diagnostic = diagnostic.label(match orphans.len() {
            1 => "this one",
            _ => "the first of them",
        });
        found.push_unless(&[&edition.accepted], diagnostic);
    }
}
