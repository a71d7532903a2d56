//! The contents of every kind of page, one file each.

mod article;
mod chooser;
mod corrections;
mod edition;
mod home;
mod kpi;
mod node;
mod not_found;
mod risks;
mod series;
mod sources;
mod table;
mod translation;

pub use chooser::chooser;
pub use corrections::has_any as has_corrections;
pub use not_found::not_found;

use super::desk::{Desk, Sheet};
use super::view::{Alternate, Content, EditionMark, LanguageLink, Link, Page, Site, Words};
use super::{Subject, address, view};
use crate::diagnostics::Diagnostics;
use crate::localize::LocalizedReport;

/// The contents of one page, and what came up while they were made.
pub struct Made {
    pub page: Page,
    /// From the site's root.
    pub path: String,
    /// Figures of the page as files of their own: path and SVG.
    pub drawings: Vec<(String, String)>,
    pub found: Diagnostics,
}

/// What each kind of page gives to the frame around it.
struct Body {
    kind: &'static str,
    title: Words,
    description: String,
    content: Content,
    /// Home is not in it: every page has that.
    breadcrumbs: Vec<Link>,
    on_this_page: Vec<Link>,
    /// What readers are told where a narrative in another language stands in for the page's own.
    fallback: Option<Words>,
}

/// Makes one page of one language.
pub fn make(desk: &Desk<'_>, report: &LocalizedReport<'_>, subject: Subject) -> Made {
    let mut sheet = Sheet::new(desk, report, subject);
    let body = match subject {
        Subject::Home => home::body(&mut sheet),
        Subject::Edition(e) => edition::body(&mut sheet, e),
        Subject::Node(e, n) => node::body(&mut sheet, e, n),
        Subject::Kpi(e, k) => kpi::body(&mut sheet, e, k),
        Subject::Table(e, t) => table::body(&mut sheet, e, t),
        Subject::Series(e, s) => series::body(&mut sheet, e, s),
        Subject::Article(a) => article::body(&mut sheet, a),
        Subject::Risks(e) => risks::body(&mut sheet, e),
        Subject::Corrections(e) => corrections::body(&mut sheet, e),
        Subject::Sources => sources::body(&mut sheet),
    };
    let page = frame(&mut sheet, body);
    Made { page, path: sheet.path, drawings: sheet.drawings, found: sheet.found }
}

/// Everything around the contents, the same on each page.
fn frame(sheet: &mut Sheet<'_, '_>, body: Body) -> Page {
    let mut breadcrumbs = Vec::new();
    if sheet.subject != Subject::Home {
        breadcrumbs.push(sheet.link(Subject::Home, sheet.report.string("page.home")));
    }
    breadcrumbs.extend(body.breadcrumbs);
    let (previous, next) = neighbours(sheet);
    let fallback = body.fallback.or_else(|| translation::notice(sheet));
    Page {
        kind: body.kind,
        lang: sheet.report.tag.to_string(),
        dir: sheet.report.direction().attribute(),
        title: body.title,
        description: body.description,
        root: address::to_root(&sheet.path),
        site: site(sheet),
        edition: sheet.edition.map(|edition| {
            let e = sheet.project().editions.iter().position(|known| known.id == edition.id);
            EditionMark {
                link: sheet.link(
                    Subject::Edition(e.expect("the edition is one of the project's")),
                    sheet.report.words(&edition.title),
                ),
                period: sheet.report.period(&edition.period.value),
                status: sheet.report.string(&format!("edition_status.{}", edition.status)),
            }
        }),
        styles: vec![sheet.asset()],
        patterns: (!sheet.figures_shown.is_empty())
            .then(|| view::Html(crate::chart::PATTERNS.to_owned())),
        languages: languages(sheet),
        breadcrumbs,
        navigation: navigation(sheet),
        on_this_page: body.on_this_page,
        previous,
        next,
        canonical: canonical(sheet, &sheet.path),
        alternates: alternates(sheet, fallback.is_some()),
        fallback,
        content: body.content,
        // Last, when every mark of the page has been met.
        notes: sheet.notes(),
    }
}

fn site(sheet: &Sheet<'_, '_>) -> Site {
    let site = &sheet.project().site;
    let report = sheet.report;
    let mut footer = vec![sheet.link(Subject::Sources, report.string("title.sources"))];
    for (a, id) in sheet.desk.plan.articles.iter().enumerate() {
        footer.push(
            sheet.link(Subject::Article(a), super::parts::narrative::article_title(sheet, id)),
        );
    }
    Site {
        title: report.words(&site.title),
        organization: report.words(&site.organization.name),
        organization_url: site.organization.url.clone(),
        home: sheet.to(Subject::Home),
        licence: site.licence.as_ref().and_then(|licence| {
            Some(Link {
                href: licence.url.clone()?,
                words: report.words(&licence.name),
                current: false,
            })
        }),
        footer,
    }
}

/// The way to the same page in every language.
fn languages(sheet: &Sheet<'_, '_>) -> Vec<LanguageLink> {
    let own = sheet.desk.plan.path(sheet.subject);
    sheet
        .desk
        .languages
        .iter()
        .map(|other| LanguageLink {
            tag: other.tag.to_string(),
            dir: other.direction().attribute(),
            name: other.rules.own_name().to_owned(),
            href: address::relative(&sheet.path, &format!("{}/{own}", other.tag)),
            current: other.tag == sheet.report.tag,
            translated: translation::is_translated(sheet.desk, other, sheet.subject),
        })
        .collect()
}

/// Within an edition its parts, elsewhere the editions; newest first.
fn navigation(sheet: &Sheet<'_, '_>) -> Vec<Link> {
    let editions = &sheet.project().editions;
    let Some(own) = sheet.edition else {
        return (0..editions.len())
            .rev()
            .map(|e| {
                sheet.link(
                    Subject::Edition(e),
                    sheet.report.own(sheet.report.period(&editions[e].period.value)),
                )
            })
            .collect();
    };
    let e = editions.iter().position(|known| known.id == own.id);
    let e = e.expect("the edition is one of the project's");
    let overview = sheet.to(Subject::Edition(e));
    let part = |there: bool, anchor: &str, key: &str, current: bool| {
        let href = format!("{overview}#{anchor}");
        there.then(|| Link { href, words: sheet.report.string(key), current })
    };
    let is_result = matches!(sheet.subject, Subject::Node(..) | Subject::Kpi(..));
    let is_table = matches!(sheet.subject, Subject::Table(..));
    let is_series = matches!(sheet.subject, Subject::Series(..));
    let risks = Link {
        href: String::new(),
        words: sheet.report.string("risk.heading"),
        current: sheet.subject == Subject::Risks(e),
    };
    let risks =
        (!own.risks.is_empty()).then(|| Link { href: sheet.to(Subject::Risks(e)), ..risks });
    let corrections = has_corrections(own).then(|| {
        let words = sheet.report.string("correction.heading");
        sheet.link(Subject::Corrections(e), words)
    });
    [
        part(!own.framework.nodes.is_empty(), "framework", "edition.framework", is_result),
        part(!own.tables.is_empty(), "tables", "edition.tables", is_table),
        part(!own.series.is_empty(), "series", "edition.series", is_series),
        risks,
        corrections,
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The pages before and after, within the same edition.
fn neighbours(sheet: &Sheet<'_, '_>) -> (Option<Link>, Option<Link>) {
    let pages = &sheet.desk.plan.pages;
    let position = sheet.desk.plan.position(sheet.subject);
    let edition_of = |subject: Subject| match subject {
        Subject::Edition(e)
        | Subject::Node(e, _)
        | Subject::Kpi(e, _)
        | Subject::Table(e, _)
        | Subject::Risks(e)
        | Subject::Corrections(e) => Some(e),
        Subject::Series(e, _) => e,
        Subject::Home | Subject::Article(_) | Subject::Sources => None,
    };
    let own = edition_of(sheet.subject);
    let link = |index: Option<usize>| {
        let page = pages.get(index?)?;
        let is_near = own.is_some() && edition_of(page.subject) == own;
        is_near.then(|| sheet.link(page.subject, title(sheet, page.subject)))
    };
    (link(position.checked_sub(1)), link(Some(position + 1)))
}

/// What a page is called in a link to it.
fn title(sheet: &Sheet<'_, '_>, subject: Subject) -> Words {
    let project = sheet.project();
    let report = sheet.report;
    match subject {
        Subject::Home => report.string("page.home"),
        Subject::Edition(e) => report.words(&project.editions[e].title),
        Subject::Node(e, n) => {
            let edition = &project.editions[e];
            let node = &edition.framework.nodes[n];
            super::parts::table::title(sheet, crate::model::Found::Node(edition, node))
        }
        Subject::Kpi(e, k) => report.words(&project.editions[e].kpis[k].title),
        Subject::Table(e, t) => report.words(&project.editions[e].tables[t].title),
        Subject::Series(Some(e), s) => report.words(&project.editions[e].series[s].title),
        Subject::Series(None, s) => report.words(&project.series[s].title),
        Subject::Article(a) => {
            super::parts::narrative::article_title(sheet, &sheet.desk.plan.articles[a])
        }
        Subject::Risks(_) => report.string("risk.heading"),
        Subject::Corrections(_) => report.string("correction.heading"),
        Subject::Sources => report.string("title.sources"),
    }
}

/// The public address of a file; folders end in `/`.
fn canonical(sheet: &Sheet<'_, '_>, path: &str) -> Option<String> {
    let base = &sheet.project().site.base_url.as_ref()?.value;
    let slash = if base.ends_with('/') { "" } else { "/" };
    Some(format!("{base}{slash}{}", path.trim_end_matches("index.html")))
}

/// The same page in the languages it really exists in; a fallback is no translation.
fn alternates(sheet: &Sheet<'_, '_>, is_fallback: bool) -> Vec<Alternate> {
    if sheet.project().site.base_url.is_none() || is_fallback {
        return Vec::new();
    }
    let own = sheet.desk.plan.path(sheet.subject);
    let mut all: Vec<Alternate> = sheet
        .desk
        .languages
        .iter()
        .filter(|other| translation::is_translated(sheet.desk, other, sheet.subject))
        .filter_map(|other| {
            let href = canonical(sheet, &format!("{}/{own}", other.tag))?;
            Some(Alternate { hreflang: other.tag.to_string(), href })
        })
        .collect();
    if sheet.subject == Subject::Home {
        let href = canonical(sheet, "");
        all.extend(href.map(|href| Alternate { hreflang: "x-default".to_owned(), href }));
    }
    all
}

/// A description for search engines: the first words of a text, whole.
fn describe(text: &str) -> String {
    const LONGEST: usize = 160;
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let cut: String = text.chars().take(LONGEST).collect();
    match cut.rfind(' ') {
        Some(end) if end > LONGEST / 2 => format!("{}…", &cut[..end]),
        _ => format!("{cut}…"),
    }
}

/// A link to a heading of the page itself.
fn anchor(id: &str, words: Words) -> Link {
    Link { href: format!("#{id}"), words, current: false }
}
