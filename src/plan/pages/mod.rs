//! The contents of every kind of page, one file each.

mod a_to_z;
mod article;
mod chooser;
mod corrections;
mod data;
mod edition;
mod glossary;
mod head;
mod home;
mod kpi;
mod kpis;
mod methodology;
mod node;
mod not_found;
mod print;
mod risks;
mod search;
mod series;
mod sources;
mod table;
mod topic;
mod translation;
mod unit;
mod units;

pub use a_to_z::PAGES_IN_PART;
pub use chooser::chooser;
pub use corrections::has_any as has_corrections;
pub use not_found::{not_found, not_found_in};
pub use print::can_be_printed;

use std::time::Duration;

use super::desk::{Desk, Sheet, Site as AllPages};
use super::view::{
    Alternate, Asset, Citation, Content, EditionMark, LanguageLink, Link, Page, Site, Words,
};
use super::{Subject, address, view};
use crate::diagnostics::Diagnostics;
use crate::localize::LocalizedReport;
use crate::model::Project;

/// The contents of one page, and what came up while they were made.
pub struct Made {
    pub page: Page,
    /// From the site's root.
    pub path: String,
    /// Figures of the page as files of their own: path and SVG.
    pub drawings: Vec<(String, String)>,
    /// The figures drawn for the page, and how long each took.
    pub charts: Vec<(String, Duration)>,
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
        Subject::Kpis(e, list) => kpis::body(&mut sheet, e, list),
        Subject::Topic(e, t) => topic::body(&mut sheet, e, t),
        Subject::Units(e) => units::body(&mut sheet, e),
        Subject::Unit(e, u) => unit::body(&mut sheet, e, u),
        Subject::Risks(e) => risks::body(&mut sheet, e),
        Subject::Corrections(e) => corrections::body(&mut sheet, e),
        Subject::Methodology(e) => methodology::body(&mut sheet, e),
        Subject::Data(e) => data::body(&mut sheet, e),
        Subject::Glossary => glossary::body(&mut sheet),
        Subject::Sources => sources::body(&mut sheet),
        Subject::Search | Subject::AToZ(_) => unreachable!("they are made when all others are"),
        Subject::Print(e) => print::body(&mut sheet, e),
    };
    framed(sheet, body)
}

/// Makes a page about all pages of a language.
pub fn make_over_all(
    desk: &Desk<'_>,
    report: &LocalizedReport<'_>,
    subject: Subject,
    site: &AllPages,
) -> Made {
    let sheet = Sheet::new(desk, report, subject);
    let body = match subject {
        Subject::AToZ(part) => a_to_z::body(&sheet, part, site),
        _ => search::body(&sheet, site),
    };
    framed(sheet, body)
}

fn framed(mut sheet: Sheet<'_, '_>, body: Body) -> Made {
    let page = frame(&mut sheet, body);
    let Sheet { path, drawings, charts, found, .. } = sheet;
    Made { page, path, drawings, charts, found }
}

/// Everything around the contents, the same on each page.
fn frame(sheet: &mut Sheet<'_, '_>, body: Body) -> Page {
    let mut breadcrumbs = Vec::new();
    if sheet.subject != Subject::Home {
        breadcrumbs.push(sheet.link(Subject::Home, sheet.report.string("page.home")));
    }
    breadcrumbs.extend(body.breadcrumbs);
    let (previous, next) = neighbours(sheet);
    let citation = citation(sheet, &body.title);
    let fallback = body.fallback.or_else(|| translation::notice(sheet));
    let is_translated =
        |other: &LocalizedReport<'_>| translation::is_translated(sheet.desk, other, sheet.subject);
    let translated: Vec<bool> = sheet.desk.languages.iter().map(is_translated).collect();
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
        editions: other_editions(sheet),
        citation,
        styles: vec![sheet.asset()],
        scripts: match sheet.subject {
            Subject::Search => {
                let href = sheet.to_file(&sheet.desk.assets.search);
                vec![Asset { href, integrity: None }]
            }
            _ => Vec::new(),
        },
        search: Some(sheet.search()),
        head: head::head(sheet.desk, sheet.report, |path| sheet.to_file(path)),
        patterns: (!sheet.figures_shown.is_empty())
            .then(|| view::Html(crate::chart::PATTERNS.to_owned())),
        languages: languages(sheet, &translated),
        breadcrumbs,
        navigation: navigation(sheet),
        on_this_page: body.on_this_page,
        previous,
        next,
        canonical: canonical(sheet, &sheet.path),
        alternates: alternates(sheet, &translated, fallback.is_some()),
        fallback,
        content: body.content,
        // Last, when every mark of the page has been met.
        notes: sheet.notes(),
    }
}

fn site(sheet: &Sheet<'_, '_>) -> Site {
    let site = &sheet.project().site;
    let report = sheet.report;
    // What explains the figures: of the edition, then of the site.
    let of_edition = sheet.subject.edition().into_iter().flat_map(|e| {
        [
            (Subject::Methodology(e), "title.methodology"),
            (Subject::Data(e), "title.downloads"),
            (Subject::Print(e), "print.title"),
        ]
    });
    let of_site = [
        (Subject::Glossary, "title.terms"),
        (Subject::Sources, "title.sources"),
        (Subject::Search, "title.search"),
        (Subject::AToZ(0), "title.index"),
    ];
    let mut footer: Vec<Link> = of_edition
        .chain(of_site)
        .filter(|(subject, _)| sheet.desk.plan.has(*subject))
        .map(|(subject, key)| sheet.link(subject, report.string(key)))
        .collect();
    for (a, id) in sheet.desk.plan.articles.iter().enumerate() {
        footer.push(
            sheet.link(Subject::Article(a), super::parts::narrative::article_title(sheet, id)),
        );
    }
    Site {
        title: report.words(&site.title),
        organization: report.words(&site.organization.name),
        organization_url: site.organization.url.clone(),
        logo: logo(sheet.project(), |path| sheet.to_file(path)),
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

/// The organization's mark. One that is not there, or no picture, was reported.
fn logo(project: &Project, way: impl Fn(&str) -> String) -> Option<view::Picture> {
    let name = &project.site.organization.logo.as_ref()?.value;
    let file = project.picture(name)?;
    let (width, height) = file.size?;
    Some(view::Picture { href: way(&file.address()), width, height })
}

/// The way to the same page in every language.
fn languages(sheet: &Sheet<'_, '_>, translated: &[bool]) -> Vec<LanguageLink> {
    let own = sheet.desk.plan.path(sheet.subject);
    sheet
        .desk
        .languages
        .iter()
        .zip(translated)
        .map(|(other, &translated)| LanguageLink {
            tag: other.tag.to_string(),
            dir: other.direction().attribute(),
            name: other.rules.own_name().to_owned(),
            href: address::relative(&sheet.path, &address::in_language(&other.tag, own)),
            current: other.tag == sheet.report.tag,
            translated,
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
    let is_result = matches!(sheet.subject, Subject::Node(..));
    let is_kpi = matches!(sheet.subject, Subject::Kpi(..) | Subject::Kpis(..));
    let is_unit = matches!(sheet.subject, Subject::Units(..) | Subject::Unit(..));
    let is_table = matches!(sheet.subject, Subject::Table(..));
    let is_series = matches!(sheet.subject, Subject::Series(..));
    let risks = Link {
        href: String::new(),
        words: sheet.report.string("risk.heading"),
        current: sheet.subject == Subject::Risks(e),
    };
    let risks =
        (!own.risks.is_empty()).then(|| Link { href: sheet.to(Subject::Risks(e)), ..risks });
    // Planned where there are any: to look for them takes every value of the edition.
    let corrections = sheet.desk.plan.has(Subject::Corrections(e)).then(|| {
        let words = sheet.report.string("correction.heading");
        sheet.link(Subject::Corrections(e), words)
    });
    let page = |there: bool, subject: Subject, key: &str, current: bool| {
        let link = || Link { href: sheet.to(subject), words: sheet.report.string(key), current };
        there.then(link)
    };
    // Where tables have topics, those are the parts of the report, not what is a table in it.
    let has_topics = !sheet.index(e).topics.is_empty();
    let topics = sheet.index(e).topics.iter().enumerate().map(|(t, record)| {
        let holds = match sheet.subject {
            Subject::Table(_, own) => record.tables.contains(&own),
            Subject::Series(Some(_), own) => record.series.contains(&own),
            subject => subject == Subject::Topic(e, t),
        };
        let words = sheet.report.words(&topic::topic_of(sheet, e, t).name);
        Some(Link { current: holds, ..sheet.link(Subject::Topic(e, t), words) })
    });
    let has_units = !sheet.index(e).units.is_empty();
    let rest = [
        part(!own.tables.is_empty() && !has_topics, "tables", "edition.tables", is_table),
        part(!own.series.is_empty() && !has_topics, "series", "edition.series", is_series),
        risks,
        corrections,
    ];
    [
        part(!own.framework.nodes.is_empty(), "framework", "edition.framework", is_result),
        page(!own.kpis.is_empty(), Subject::Kpis(e, None), "title.kpis_short", is_kpi),
        page(has_units, Subject::Units(e), "title.units", is_unit),
    ]
    .into_iter()
    .chain(topics)
    .chain(rest)
    .flatten()
    .collect()
}

/// The way to the same subject in the other editions, newest first.
fn other_editions(sheet: &Sheet<'_, '_>) -> Vec<Link> {
    let Some(own) = sheet.subject.edition() else { return Vec::new() };
    let project = sheet.project();
    let others = (0..project.editions.len()).rev().filter(|other| *other != own);
    others
        .map(|other| {
            let subject = sheet.desk.plan.counterpart(project, sheet.subject, other);
            let period = sheet.report.period(&project.editions[other].period.value);
            sheet.link(subject.unwrap_or(Subject::Edition(other)), sheet.report.own(period))
        })
        .collect()
}

/// Organization, title, report and address, for those who quote a page.
fn citation(sheet: &Sheet<'_, '_>, title: &Words) -> Option<Citation> {
    sheet.subject.edition().or(match sheet.subject {
        Subject::Series(None, _) => Some(0),
        _ => None,
    })?;
    let address = canonical(sheet, &sheet.path)?;
    let report = sheet.report;
    let site = &sheet.project().site;
    let places = [
        ("organization", report.plain(&site.organization.name)),
        ("title", title.text.as_str()),
        (
            "edition",
            sheet.edition.map_or(report.plain(&site.title), |own| report.plain(&own.title)),
        ),
    ];
    Some(Citation { text: report.strings.fill("citation.text", &places), address })
}

/// The pages before and after, within the same edition.
fn neighbours(sheet: &Sheet<'_, '_>) -> (Option<Link>, Option<Link>) {
    let pages = &sheet.desk.plan.pages;
    let position = sheet.desk.plan.position(sheet.subject);
    let own = sheet.subject.edition().filter(|_| sheet.subject.is_in_order());
    let is_near = |page: &&super::PlannedPage| {
        own.is_some() && page.subject.edition() == own && page.subject.is_in_order()
    };
    let of_edition = |page: &&super::PlannedPage| own.is_some() && page.subject.edition() == own;
    let before = pages[..position].iter().rev().take_while(of_edition).find(is_near);
    let after = pages[position + 1..].iter().take_while(of_edition).find(is_near);
    let link = |page: &super::PlannedPage| sheet.link(page.subject, title(sheet, page.subject));
    (before.map(link), after.map(link))
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
        Subject::Kpis(_, None) => report.string("title.kpis"),
        Subject::Kpis(e, Some(list)) => kpis::choice(sheet, e, &sheet.index(e).lists[list].filter),
        Subject::Topic(e, t) => report.words(&topic::topic_of(sheet, e, t).name),
        Subject::Units(_) => report.string("title.units"),
        Subject::Unit(e, u) => report.words(&unit_of(sheet, e, u).name),
        Subject::Risks(_) => report.string("risk.heading"),
        Subject::Corrections(_) => report.string("correction.heading"),
        Subject::Methodology(_) => report.string("title.methodology"),
        Subject::Data(_) => report.string("title.downloads"),
        Subject::Glossary => report.string("title.terms"),
        Subject::Sources => report.string("title.sources"),
        Subject::Search => report.string("title.search"),
        Subject::AToZ(_) => report.string("title.index"),
        Subject::Print(_) => report.string("print.title"),
    }
}

fn unit_of<'a>(sheet: &Sheet<'_, 'a>, e: usize, u: usize) -> &'a crate::model::WorkUnit {
    &sheet.project().vocabulary.work_units[sheet.index(e).units[u].unit]
}

/// The public address of a file; folders end in `/`.
fn canonical(sheet: &Sheet<'_, '_>, path: &str) -> Option<String> {
    sheet.project().site.address(path.trim_end_matches("index.html"))
}

/// The same page in the languages it really exists in; a fallback is no translation.
fn alternates(sheet: &Sheet<'_, '_>, translated: &[bool], is_fallback: bool) -> Vec<Alternate> {
    if sheet.project().site.base_url.is_none() || is_fallback {
        return Vec::new();
    }
    let own = sheet.desk.plan.path(sheet.subject);
    let mut all: Vec<Alternate> = sheet
        .desk
        .languages
        .iter()
        .zip(translated)
        .filter(|(_, translated)| **translated)
        .filter_map(|(other, _)| {
            let href = canonical(sheet, &address::in_language(&other.tag, own))?;
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
