//! Pictures and papers beside narratives → those that may be published.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::{Id, Project};
use crate::prose::Document;

/// Takes away the files that hidden narratives show or link to, and no other narrative does.
pub fn withhold_attachments(
    project: &mut Project,
    shown: &[(usize, Arc<Document>)],
    hidden: &[(usize, Arc<Document>)],
) {
    if hidden.is_empty() {
        return;
    }
    let (shown, hidden) = (named(project, shown), named(project, hidden));
    let logo = project.site.organization.logo.as_ref();
    let image = project.site.image.as_ref().map(|image| &image.file);
    let of_site: Vec<String> = logo.into_iter().chain(image).map(|it| it.value.clone()).collect();
    project.attachments.retain(|file| {
        let is_of_site = file.edition.is_none() && of_site.contains(&file.name);
        let file = (file.edition.clone(), file.name.clone());
        is_of_site || shown.contains(&file) || !hidden.contains(&file)
    });
}

/// The files that narratives name, by the edition they stand in.
fn named(
    project: &Project,
    documents: &[(usize, Arc<Document>)],
) -> BTreeSet<(Option<Id>, String)> {
    let mut named = BTreeSet::new();
    for (index, document) in documents {
        let edition = project.narratives[*index].place.edition().cloned();
        let links = document.links().map(|link| &link.destination);
        for name in links.chain(document.images.iter().map(|image| &image.destination)) {
            let name = name.split(['#', '?']).next().unwrap_or_default();
            named.insert((edition.clone(), name.to_owned()));
        }
    }
    named
}
