//! The first page of a language: what the site is, and its editions.

use super::{Body, anchor, describe};
use crate::plan::Subject;
use crate::plan::desk::Sheet;
use crate::plan::parts::{kpi, narrative};
use crate::plan::view::{Content, EditionCard, Home};

pub fn body(sheet: &mut Sheet<'_, '_>) -> Body {
    let told = narrative::of_page(sheet);
    let report = sheet.report;
    let project = sheet.project();
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
        on_this_page: if editions.is_empty() {
            Vec::new()
        } else {
            vec![anchor("editions", report.string("home.editions"))]
        },
        fallback: told.notice.clone(),
        content: Content::Home(Home { narrative: told.html, editions, articles }),
    }
}
