//! Whether a page really is in a language, or another language stands in for it.

use crate::localize::LocalizedReport;
use crate::model::Text;
use crate::plan::desk::{Desk, Sheet};
use crate::plan::parts::narrative;
use crate::plan::{Subject, view::Words};

/// A page is in a language when its narrative is, and its name. Single words within it may still be
/// missing; each is marked where it stands.
pub fn is_translated(desk: &Desk<'_>, report: &LocalizedReport<'_>, subject: Subject) -> bool {
    let place = narrative::place_of(desk.project, desk.plan, subject);
    let told = place.and_then(|place| report.narrative(&place));
    told.is_none_or(|told| !told.is_fallback) && foreign_name(desk, report, subject).is_none()
}

/// What readers are told on a page that has no narrative, and whose name is in another language.
pub fn notice(sheet: &Sheet<'_, '_>) -> Option<Words> {
    let report = sheet.report;
    let text = foreign_name(sheet.desk, report, sheet.subject)?;
    let tag = report.choose(text).foreign?;
    let other = sheet.desk.languages.iter().find(|other| other.tag == *tag);
    let shown = other.map_or(tag.as_str(), |other| other.rules.own_name());
    let own = report.rules.own_name();
    Some(report.own(report.strings.fill("fallback.part", &[("language", own), ("other", shown)])))
}

/// The first name of the page, where all of them are in another language.
fn foreign_name<'a>(
    desk: &Desk<'a>,
    report: &LocalizedReport<'_>,
    subject: Subject,
) -> Option<&'a Text> {
    let names = names(desk, subject);
    let is_foreign = |text: &&Text| report.choose(text).foreign.is_some();
    names.iter().all(is_foreign).then(|| names.first().copied())?
}

/// The texts of the data that say what the page is about.
fn names<'a>(desk: &Desk<'a>, subject: Subject) -> Vec<&'a Text> {
    let project = desk.project;
    let work_units = &project.vocabulary.work_units;
    let edition = |e: usize| &project.editions[e];
    match subject {
        Subject::Home => vec![&project.site.title],
        Subject::Edition(e) | Subject::Print(e) => vec![&edition(e).title],
        Subject::Node(e, n) => vec![&edition(e).framework.nodes[n].title],
        Subject::Kpi(e, k) => vec![&edition(e).kpis[k].title],
        Subject::Table(e, t) => vec![&edition(e).tables[t].title],
        Subject::Series(Some(e), s) => vec![&edition(e).series[s].title],
        Subject::Series(None, s) => vec![&project.series[s].title],
        // Headed by a word of the theme: what counts is what stands below.
        Subject::Risks(e) => edition(e).risks.iter().map(|risk| &risk.title).collect(),
        Subject::Glossary => project
            .vocabulary
            .terms
            .iter()
            .filter(|term| term.definition.is_some())
            .map(|term| &term.name)
            .collect(),
        Subject::Sources => project.sources.iter().map(|source| &source.title).collect(),
        Subject::Kpis(e, None) => edition(e).kpis.iter().map(|kpi| &kpi.title).collect(),
        Subject::Kpis(e, Some(list)) => {
            let picked = &desk.plan.edition(e).lists[list].measures;
            picked.iter().map(|picked| &edition(e).kpis[picked.kpi].title).collect()
        }
        Subject::Topic(e, t) => {
            vec![&project.vocabulary.topics[desk.plan.edition(e).topics[t].topic].name]
        }
        Subject::Units(e) => {
            desk.plan.edition(e).units.iter().map(|record| &work_units[record.unit].name).collect()
        }
        Subject::Unit(e, u) => vec![&work_units[desk.plan.edition(e).units[u].unit].name],
        Subject::Data(e) => {
            let own = edition(e);
            let series = own.series.iter().chain(&project.series).map(|series| &series.title);
            let tables = own.tables.iter().map(|table| &table.title);
            tables.chain(series).chain(own.figures.iter().map(|figure| &figure.title)).collect()
        }
        Subject::Methodology(_) => {
            project.vocabulary.ratings.iter().map(|rating| &rating.name).collect()
        }
        // The narrative is all they have, or that and words of the theme.
        Subject::Article(_) | Subject::Corrections(_) => Vec::new(),
        // Words of the theme and titles of other pages, each marked by itself.
        Subject::Search | Subject::AToZ(_) => Vec::new(),
    }
}
