//! The first page of a language: what the site is, and its editions.

use super::{Body, describe};
use crate::plan::Subject;
use crate::plan::address::RESERVED;
use crate::plan::desk::Sheet;
use crate::plan::parts::{glance, kpi, narrative, node};
use crate::plan::view::{Content, EditionCard, Home, Latest};

pub fn body(sheet: &mut Sheet<'_, '_>) -> Body {
    let told = narrative::of_page(sheet);
    let project = sheet.project();
    // An edition at an address that kepi needs for itself was reported: what its parts would lead to
    // is another page.
    let is_reserved = |e: &usize| RESERVED.contains(&project.editions[*e].id.as_str());
    let newest = (0..project.editions.len()).rev().find(|e| !is_reserved(e));
    let latest = newest.map(|e| latest(sheet, e));
    let report = sheet.report;
    let editions: Vec<EditionCard> = (0..project.editions.len())
        .rev()
        .map(|e| {
            let edition = &project.editions[e];
            EditionCard {
                link: sheet.link(Subject::Edition(e), report.words(&edition.title)),
                period: report.period(&edition.period.value),
                status: report.string(&format!("edition_status.{}", edition.status)),
                summary: None,
                ratings: kpi::counts(sheet, &kpi::ratings(edition.kpis.iter())),
            }
        })
        .collect();
    let articles = sheet.desk.plan.articles.iter().enumerate();
    let articles = articles
        .map(|(a, id)| sheet.link(Subject::Article(a), narrative::article_title(sheet, id)))
        .collect();
    let title = report.words(&project.site.title);
    Body {
        kind: "home",
        description: told.description.clone().unwrap_or_else(|| describe(&title.text)),
        title: told.title.clone().unwrap_or(title),
        breadcrumbs: Vec::new(),
        on_this_page: Vec::new(),
        fallback: told.notice.clone(),
        content: Content::Home(Home { narrative: told.html, latest, editions, articles }),
    }
}

/// So many of the KPIs that missed a target; the rest is one step further.
const MISSED_ON_HOME: usize = 6;

fn latest(sheet: &mut Sheet<'_, '_>, e: usize) -> Latest {
    let edition = &sheet.project().editions[e];
    let missed = glance::missed(sheet, e, MISSED_ON_HOME);
    let report = sheet.report;
    Latest {
        link: sheet.link(Subject::Edition(e), report.words(&edition.title)),
        period: report.period(&edition.period.value),
        status: report.string(&format!("edition_status.{}", edition.status)),
        headline: glance::headline(sheet, e),
        ratings: kpi::counts(sheet, &kpi::ratings(edition.kpis.iter())),
        nodes: sheet.desk.plan.tree(e).roots.iter().map(|&n| node::card(sheet, e, n)).collect(),
        missed,
        parts: glance::parts(sheet, e),
    }
}
