//! The whole report of an edition as one document for paper: cover, contents, every part, notes.
//!
//! Its parts are the contents of the edition's other pages, made in one sheet, so that notes are
//! numbered through and no figure stands there twice.

use super::{Body, corrections, describe, edition, node, risks, series, table};
use crate::model::Edition;
use crate::plan::Subject;
use crate::plan::desk::Sheet;
use crate::plan::parts::{figure, narrative, node as framework};
use crate::plan::view::{Article, Content, Narrative, Print, PrintPart};

/// The most results, KPIs, tables and series of an edition that is one document, too. With 400 KPIs,
/// each with a narrative, that has 6 MB.
const MOST_RECORDS: usize = 500;

/// Nobody prints an edition of thousands of KPIs, and no browser would show it in one piece.
pub fn can_be_printed(edition: &Edition) -> bool {
    let records = edition.framework.nodes.len()
        + edition.kpis.len()
        + edition.tables.len()
        + edition.series.len();
    records <= MOST_RECORDS
}

pub fn body(sheet: &mut Sheet<'_, '_>, e: usize) -> Body {
    let own = &sheet.project().editions[e];
    let document = sheet.subject;
    sheet.document = Some(e);
    let overview = part(sheet, Subject::Edition(e), 2);
    let title = overview.title.clone();
    let mut parts = vec![PrintPart { title: sheet.report.string("print.overview"), ..overview }];
    let tree = sheet.desk.plan.tree(e);
    for n in tree.order() {
        let at = &own.framework.nodes[n];
        let depth = node::above(sheet, e, n).len();
        let mut made = part(sheet, Subject::Node(e, n), if depth == 0 { 2 } else { 3 });
        made.label = Some(framework::level(sheet, own, at));
        made.code = framework::code(sheet, at);
        if let Content::Node(content) = &mut made.content {
            for &k in &tree.node(n).kpis {
                content.figures.extend(figure::figures_of(sheet, Subject::Kpi(e, k)));
            }
        }
        parts.push(made);
        for &k in &tree.node(n).kpis {
            parts.extend(told(sheet, e, k));
        }
    }
    if !own.risks.is_empty() {
        parts.push(part(sheet, Subject::Risks(e), 2));
    }
    if corrections::has_any(own) {
        parts.push(part(sheet, Subject::Corrections(e), 2));
    }
    for (t, _) in own.tables.iter().enumerate() {
        parts.push(under(sheet, Subject::Table(e, t), (t == 0).then_some("edition.tables")));
    }
    for (s, _) in own.series.iter().enumerate() {
        let subject = Subject::Series(Some(e), s);
        parts.push(under(sheet, subject, (s == 0).then_some("edition.series")));
    }
    sheet.subject = document;
    sheet.document = None;
    // Their files are made by the pages of their data.
    sheet.drawings.clear();
    let report = sheet.report;
    Body {
        kind: "print",
        description: describe(&title.text),
        title,
        breadcrumbs: vec![sheet.link(Subject::Edition(e), report.words(&own.title))],
        on_this_page: Vec::new(),
        fallback: None,
        content: Content::Print(Print { parts }),
    }
}

/// A part that shares a heading with those of its kind; the first of them brings it.
fn under(sheet: &mut Sheet<'_, '_>, subject: Subject, first: Option<&str>) -> PrintPart {
    let heading = first.map(|key| sheet.report.string(key));
    PrintPart { heading, ..part(sheet, subject, 3) }
}

/// The contents of one page of the edition, as they stand in the document.
fn part(sheet: &mut Sheet<'_, '_>, subject: Subject, level: u8) -> PrintPart {
    sheet.subject = subject;
    sheet.heading_offset = level - 1;
    let body = match subject {
        Subject::Edition(e) => edition::body(sheet, e),
        Subject::Node(e, n) => node::body(sheet, e, n),
        Subject::Risks(e) => risks::body(sheet, e),
        Subject::Corrections(e) => corrections::body(sheet, e),
        Subject::Table(e, t) => table::body(sheet, e, t),
        Subject::Series(e, s) => series::body(sheet, e, s),
        _ => unreachable!("a document is made of pages of its edition"),
    };
    sheet.heading_offset = 0;
    let id = sheet.anchor_of(subject);
    let mut content = body.content;
    match &mut content {
        Content::Edition(content) => set_in(&mut content.narrative, &id),
        Content::Node(content) => set_in(&mut content.narrative, &id),
        Content::Risks(content) => set_in(&mut content.narrative, &id),
        Content::Corrections(content) => set_in(&mut content.narrative, &id),
        Content::Table(content) => set_in(&mut content.narrative, &id),
        Content::Series(content) => set_in(&mut content.narrative, &id),
        _ => {}
    }
    PrintPart {
        id,
        kind: body.kind,
        level,
        heading: None,
        label: None,
        code: String::new(),
        title: body.title,
        content,
    }
}

/// What is told of a KPI, whose figures and measures stand in the part of its node.
fn told(sheet: &mut Sheet<'_, '_>, e: usize, k: usize) -> Option<PrintPart> {
    const LEVEL: u8 = 4;
    sheet.subject = Subject::Kpi(e, k);
    sheet.heading_offset = LEVEL - 1;
    let mut narrative = narrative::of_page(sheet).html;
    sheet.heading_offset = 0;
    let own = &sheet.project().editions[e].kpis[k];
    let id = format!("part-{}", own.id);
    set_in(&mut narrative, &id);
    Some(PrintPart {
        id,
        kind: "article",
        level: LEVEL,
        heading: None,
        label: None,
        code: String::new(),
        title: sheet.report.words(&own.title),
        content: Content::Article(Article { narrative: narrative? }),
    })
}

/// Two narratives may use one anchor; in the document each has its own. Where the figures of a
/// sentence come from is said in the tables.
fn set_in(narrative: &mut Option<Narrative>, part: &str) {
    if let Some(narrative) = narrative {
        narrative.html.0 = with_anchors_below(part, &narrative.html.0);
        narrative.figures.clear();
        narrative.paragraphs.clear();
    }
}

/// Markup of kepi's own making, in which quotation marks of texts are written `&quot;`.
fn with_anchors_below(part: &str, html: &str) -> String {
    let mut out = String::with_capacity(html.len() + html.len() / 16);
    let mut rest = html;
    while let Some(at) = rest.find("=\"") {
        let (before, value) = rest.split_at(at + "=\"".len());
        out.push_str(before);
        let end = value.find('"').expect("attributes of kepi's own markup end");
        let names = match before[..at].rsplit(' ').next() {
            Some("id" | "aria-labelledby" | "aria-describedby") => Some((&value[..end], false)),
            Some("href") => value[..end].strip_prefix('#').map(|name| (name, true)),
            _ => None,
        };
        match names {
            Some((names, is_link)) => {
                out.push_str(if is_link { "#" } else { "" });
                let names = names.split(' ').map(|name| anchor(part, name, is_link));
                out.push_str(&names.collect::<Vec<String>>().join(" "));
            }
            None => out.push_str(&value[..end]),
        }
        out.push('"');
        rest = &value[end + 1..];
    }
    out.push_str(rest);
    out
}

/// Notes are numbered through the document, and links to its parts and KPIs are right already.
fn anchor(part: &str, name: &str, is_link: bool) -> String {
    let leads_to_part = is_link && (name.starts_with("part-") || name.starts_with("k-"));
    if name.starts_with("note-") || leads_to_part {
        name.to_owned()
    } else {
        format!("{part}-{name}")
    }
}

#[cfg(test)]
mod tests {
    use super::with_anchors_below;

    #[test]
    fn anchors_of_a_part_are_its_own_and_notes_are_shared() {
        let html = "<h3 id=\"aims\">Aims</h3><a href=\"#aims\">x</a><a href=\"#note-a\">1</a>\
                    <div aria-labelledby=\"f-a-h in-b\"><a href=\"#part-er\">y</a>";
        assert_eq!(
            with_anchors_below("part-x", html),
            "<h3 id=\"part-x-aims\">Aims</h3><a href=\"#part-x-aims\">x</a><a href=\"#note-a\">1</a>\
             <div aria-labelledby=\"part-x-f-a-h part-x-in-b\"><a href=\"#part-er\">y</a>"
        );
    }
}
