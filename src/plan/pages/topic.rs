//! One topic of an edition: its tables and series, each with what it shows, those of its parts, and
//! their charts.

use super::data::{self, Chosen};
use super::{Body, describe};
use crate::model::Topic;
use crate::plan::Subject;
use crate::plan::desk::Sheet;
use crate::plan::view::{Content, TopicPage};

pub fn body(sheet: &mut Sheet<'_, '_>, e: usize, t: usize) -> Body {
    let edition = &sheet.project().editions[e];
    let report = sheet.report;
    let record = &sheet.index(e).topics[t];
    let chosen = Chosen::beside_parts(record);
    let mut groups = data::groups(sheet, e, &chosen, |subject| match subject {
        Subject::Table(_, t) => record.tables.contains(&t),
        Subject::Series(Some(_), s) => record.series.contains(&s),
        Subject::Series(None, s) => record.of_site.contains(&s),
        _ => false,
    });
    let parts = record
        .parts
        .iter()
        .filter_map(|part| data::topic_group(sheet, e, part.topic, &Chosen::of(part)));
    let after_tables = usize::from(!chosen.tables.is_empty());
    groups.splice(after_tables..after_tables, parts);
    let title = report.words(&topic_of(sheet, e, t).name);
    Body {
        kind: "topic",
        description: describe(&title.text),
        title,
        breadcrumbs: vec![sheet.link(Subject::Edition(e), report.words(&edition.title))],
        on_this_page: data::links_to(&groups),
        fallback: None,
        content: Content::Topic(TopicPage { groups }),
    }
}

pub fn topic_of<'a>(sheet: &Sheet<'_, 'a>, e: usize, t: usize) -> &'a Topic {
    &sheet.project().vocabulary.topics[sheet.index(e).topics[t].topic]
}
