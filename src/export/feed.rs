//! Reports as they were published, and what was corrected since → an Atom feed for each language.
//! Its times come from the report alone; what has no day is not in it.

use std::fmt::Write as _;

use super::Download;
use super::xml::escaped;
use crate::localize::LocalizedReport;
use crate::model::{Period, Project};

struct Entry {
    id: String,
    title: String,
    text: String,
    address: String,
    updated: String,
}

/// Whether there is anything to tell; the same in every language.
pub fn has_feed(project: &Project) -> bool {
    project.site.base_url.is_some()
        && project.editions.iter().any(|edition| {
            edition.published.is_some() || edition.corrections.iter().any(|own| own.on.is_some())
        })
}

/// From the site's root.
pub fn address(report: &LocalizedReport<'_>) -> String {
    format!("{}/feed.xml", report.tag)
}

/// The newest first.
pub fn feed(project: &Project, base_url: &str, report: &LocalizedReport<'_>) -> Download {
    let mut entries = Vec::new();
    let root = format!("{base_url}{}/", report.tag);
    for edition in &project.editions {
        let title = report.plain(&edition.title);
        let own = format!("{root}{}/", edition.id);
        if let Some(day) = &edition.published {
            let date = report.period(day);
            entries.push(Entry {
                id: own.clone(),
                title: title.to_owned(),
                text: report.strings.fill("edition.published", &[("date", &date)]),
                address: own.clone(),
                updated: time(day),
            });
        }
        for correction in &edition.corrections {
            let Some(day) = &correction.on else { continue };
            let (old, new) = (report.plain(&correction.printed), report.plain(&correction.right));
            let heading = report.strings.get("correction.heading");
            let colon = report.strings.get("chart.colon");
            entries.push(Entry {
                id: format!("{own}corrections/#correction-{}", correction.id),
                title: format!("{heading}{colon}{title}"),
                text: report.strings.fill("correction.changed", &[("old", old), ("new", new)]),
                address: format!("{own}corrections/#correction-{}", correction.id),
                updated: time(day),
            });
        }
    }
    entries.sort_by(|a, b| b.updated.cmp(&a.updated).then_with(|| a.id.cmp(&b.id)));
    let path = address(report);
    let newest = entries.first().map(|entry| entry.updated.clone()).unwrap_or_default();
    let title = escaped(report.plain(&project.site.title));
    let author = escaped(report.plain(&project.site.organization.name));
    let (tag, self_address, home) =
        (&report.tag, escaped(&format!("{base_url}{path}")), escaped(&root));
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{tag}\">\n\
         <id>{home}</id>\n<title>{title}</title>\n<updated>{newest}</updated>\n<author><name>{author}</name></author>\n\
         <link rel=\"self\" href=\"{self_address}\"/>\n<link href=\"{home}\"/>\n"
    );
    for entry in entries {
        let Entry { id, title, text, address, updated } = entry;
        let (id, title, text, address) =
            (escaped(&id), escaped(&title), escaped(&text), escaped(&address));
        writeln!(
            xml,
            "<entry>\n<id>{id}</id>\n<title>{title}</title>\n<updated>{updated}</updated>\n<link href=\"{address}\"/>\n\
             <summary>{text}</summary>\n</entry>"
        )
        .expect("a string takes everything");
    }
    xml.push_str("</feed>\n");
    Download { path, bytes: xml.into_bytes() }
}

/// The last day of the time, at its beginning: reports know days, not hours.
fn time(day: &Period) -> String {
    let (year, month, day) = day.end();
    format!("{year:04}-{month:02}-{day:02}T00:00:00Z")
}
