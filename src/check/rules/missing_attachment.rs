//! A picture or paper that a narrative shows or links to must lie beside it.

use crate::check::Report;
use crate::diagnostics::{Diagnostic, Diagnostics, Origin, codes, nearest};
use crate::model::NarrativeFile;
use crate::prose::Document;

pub fn check(
    report: &Report<'_>,
    narrative: &NarrativeFile,
    document: &Document,
    found: &mut Diagnostics,
) {
    let edition = narrative.place.edition();
    let beside: Vec<&str> = report
        .project
        .attachments
        .iter()
        .filter(|file| file.edition.as_ref() == edition)
        .map(|file| file.name.as_str())
        .collect();
    let mut check = |destination: &str, origin: Origin| {
        // An address that cannot be linked was reported, and left empty.
        let is_file =
            !destination.is_empty() && !destination.starts_with('#') && !destination.contains(':');
        let name = destination.split(['#', '?']).next().unwrap_or_default();
        if is_file && !beside.contains(&name) {
            let near = nearest(name, beside.iter().copied());
            found.push(
                Diagnostic::new(
                    &codes::DEAD_LINK,
                    format!("there is no file `{name}` beside this narrative"),
                )
                .at(origin)
                .label(near.map(|near| format!("did you mean `{near}`?")).unwrap_or_default())
                .help(match name.starts_with("www.") {
                    true => format!("the address of a website begins so: `https://{name}`"),
                    false => "put the file into the same folder, or correct its name".to_owned(),
                }),
            );
        }
    };
    for link in document.links() {
        check(&link.destination, link.origin);
    }
    for image in &document.images {
        check(&image.destination, image.origin);
    }
}
