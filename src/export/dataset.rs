//! A page with one table or series → what it offers, in the words of schema.org, for search engines
//! that know data.

use serde_json::json;

use crate::model::Project;
use crate::plan::view::{Content, Html, Page, Table};

/// `None` for pages without data of their own, and for sites without a public address.
pub fn dataset(project: &Project, page: &Page) -> Option<Html> {
    let table = match &page.content {
        Content::Table(page) => &page.table,
        Content::Series(page) => &page.table,
        _ => return None,
    };
    let (Some(base_url), Some(address)) = (&project.site.base_url, &page.canonical) else {
        return None;
    };
    let base = base_url.value.trim_end_matches('/');
    let description = match table.source.as_ref() {
        Some(source) => format!("{} ({})", page.description, source.words.text),
        None => page.description.clone(),
    };
    let mut data = json!({
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": page.title.text,
        "description": description,
        "url": address,
        "identifier": table.id,
        "inLanguage": page.lang,
        "isAccessibleForFree": true,
        "creator": {
            "@type": "Organization",
            "name": page.site.organization.text,
            "url": page.site.organization_url,
        },
        "distribution": distribution(base, page, table),
    });
    if let Some(licence) = &page.site.licence {
        data["license"] = licence.href.clone().into();
    }
    if let Some(edition) = &page.edition {
        data["temporalCoverage"] = edition.period.clone().into();
    }
    // A closing tag within a title must not close the block.
    Some(Html(data.to_string().replace('<', "\\u003c")))
}

fn distribution(base: &str, page: &Page, table: &Table) -> Vec<serde_json::Value> {
    let files = table.downloads.iter().filter_map(|link| {
        let path = link.href.strip_prefix(&page.root)?;
        let format = match path.rsplit('.').next()? {
            "csv" => "text/csv",
            "json" => "application/json",
            _ => return None,
        };
        Some(json!({
            "@type": "DataDownload",
            "encodingFormat": format,
            "contentUrl": format!("{base}/{path}"),
        }))
    });
    files.collect()
}
