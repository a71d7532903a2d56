//! The root of the site: a choice of languages that needs no JavaScript.

use super::{Subject, address};
use crate::localize::LocalizedReport;
use crate::plan::desk::Desk;
use crate::plan::view::{Alternate, Asset, Choice, Chooser, Content, LanguageLink, Page, Site};

/// In the default language, with each language's own name and title.
pub fn chooser(desk: &Desk<'_>) -> Page {
    let project = desk.project;
    let report = default_report(desk);
    let choices: Vec<Choice> = desk
        .languages
        .iter()
        .map(|other| Choice {
            language: LanguageLink {
                tag: other.tag.to_string(),
                dir: other.direction().attribute(),
                name: other.rules.own_name().to_owned(),
                href: format!("{}/index.html", other.tag),
                current: false,
                translated: super::translation::is_translated(desk, other, Subject::Home),
            },
            title: other.words(&project.site.title),
        })
        .collect();
    let title = report.words(&project.site.title);
    Page {
        alternates: alternates(desk),
        canonical: project.site.address(""),
        description: title.text.clone(),
        languages: choices.iter().map(|choice| choice.language.clone()).collect(),
        content: Content::Chooser(Chooser { choices }),
        ..bare(desk, report, "chooser", title)
    }
}

pub fn default_report<'d, 'a>(desk: &'d Desk<'a>) -> &'d LocalizedReport<'a> {
    let wanted = &desk.project.site.default_language.value;
    let known = desk.languages.iter().find(|report| report.tag == *wanted);
    known.or(desk.languages.first()).expect("a site has at least one language")
}

/// A page at the root, outside of every language's folder.
pub fn bare(
    desk: &Desk<'_>,
    report: &LocalizedReport<'_>,
    kind: &'static str,
    title: crate::plan::view::Words,
) -> Page {
    let site = &desk.project.site;
    Page {
        kind,
        lang: report.tag.to_string(),
        dir: report.direction().attribute(),
        title,
        description: String::new(),
        root: String::new(),
        site: Site {
            title: report.words(&site.title),
            organization: report.words(&site.organization.name),
            organization_url: site.organization.url.clone(),
            logo: super::logo(desk.project, str::to_owned),
            home: format!("{}/index.html", report.tag),
            licence: None,
            footer: Vec::new(),
        },
        edition: None,
        editions: Vec::new(),
        styles: vec![Asset {
            href: address::relative("index.html", &desk.assets.stylesheet),
            integrity: None,
        }],
        scripts: Vec::new(),
        search: None,
        head: super::head::head(desk, report, str::to_owned),
        patterns: None,
        languages: Vec::new(),
        breadcrumbs: Vec::new(),
        navigation: Vec::new(),
        on_this_page: Vec::new(),
        previous: None,
        next: None,
        notes: Vec::new(),
        canonical: None,
        citation: None,
        alternates: Vec::new(),
        fallback: None,
        content: Content::Chooser(Chooser { choices: Vec::new() }),
    }
}

fn alternates(desk: &Desk<'_>) -> Vec<Alternate> {
    let Some(base) = desk.project.site.address("") else { return Vec::new() };
    let of = |hreflang: &str, path: &str| Alternate {
        hreflang: hreflang.to_owned(),
        href: format!("{base}{path}"),
    };
    // A language whose first page is a fallback can be chosen, but is not announced.
    let translated = desk
        .languages
        .iter()
        .filter(|report| super::translation::is_translated(desk, report, Subject::Home));
    let languages = translated.map(|report| of(report.tag.as_str(), &format!("{}/", report.tag)));
    languages.chain(std::iter::once(of("x-default", ""))).collect()
}
