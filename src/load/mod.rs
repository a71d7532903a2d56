//! Files on disk → `SourceTree` → `Project`, with every record that could be read.

mod attachment;
mod changed;
mod csv_file;
mod files;
pub mod fingerprint;
mod missing;
mod number;
mod open;
mod parents;
mod picture;
pub mod plain;
mod read;
mod record;
mod records;
mod redirects;
mod resolve;
pub mod shape;
pub mod sheet;
pub mod shown;
mod stamp;
pub mod texts;
mod toml_file;
mod tree;
pub mod watched;
pub mod workbook;

pub use changed::Changed;
pub use files::{DATA_FILES, DataFile, TopKey};
pub use picture::size as picture_size;
pub use tree::{
    FileKind, Holds, Seen, SourceFile, SourceTree, Unread, read_tree, read_tree_again,
    read_tree_once,
};

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Diagnostic, Diagnostics, Origin, codes, work};
use crate::language::Tag;
use crate::model::{Attachment, Id, NarrativeFile, NarrativePlace, Project};
use records::Kept;
use shown::Shown;

/// Reads every data file of the tree. `None` only when there is no usable `site.toml`, without
/// which no language is known.
pub fn parse(tree: &SourceTree, shown: &Shown, found: &mut Diagnostics) -> Option<Project> {
    let mut site = None;
    let mut kept = Kept::new(shown);
    let mut editions: BTreeMap<Id, Kept> = BTreeMap::new();
    let mut narratives = Vec::new();
    let mut attachments = Vec::new();
    let mut redirects = Vec::new();
    let mut refused_folders = BTreeSet::new();
    let mut tables = Vec::new();
    let mut names = Names::default();
    for file in &tree.files {
        // Named in the message where reading it shows a mistake of kepi's own.
        work::on(&file.path, || {
            let Some(inside) = file.path.strip_prefix("content/") else { return };
            let segments: Vec<&str> = inside.split('/').collect();
            let is_toml = inside.ends_with(".toml");
            match segments.as_slice() {
                ["site.toml"] => {
                    let mut texts = kept.take_texts();
                    site = records::site::read(tree, file, &mut texts, found);
                    kept.put_texts(texts);
                }
                ["series", name] if name.ends_with(".md") => {
                    narratives.extend(names.narrative(file, name, None, found));
                }
                ["series", name] if is_table(name) => tables.push((None, file)),
                // Read by `translations`, which knows what its lines are about.
                ["translations.lock"] => {}
                ["redirects.toml"] => redirects = redirects::read(tree, file, found),
                ["sources.toml"] | ["vocabulary", .., _] | ["series", .., _] if is_toml => {
                    toml_file::read(tree, file, records::SITE_FILE, &mut kept, found);
                }
                ["pages", name] if name.ends_with(".md") => {
                    narratives.extend(names.narrative(file, name, None, found));
                }
                ["pages", name] if attachment::is_attachment(name) => {
                    attachments.push(attachment::read(tree, file, None, name, found));
                }
                ["editions", edition, rest @ ..] if !rest.is_empty() => {
                    let Some(edition) = names.edition(edition) else {
                        if refused_folders.insert(*edition) {
                            no_id(file, edition, found);
                        }
                        return;
                    };
                    let kept = editions.entry(edition.clone()).or_insert_with(|| Kept::new(shown));
                    match rest {
                        ["edition.toml"] => {
                            toml_file::read(tree, file, records::EDITION_TOML, kept, found);
                        }
                        [folder, ..]
                            if *folder != "narrative"
                                && rest.last().is_some_and(|name| is_table(name)) =>
                        {
                            tables.push((Some(edition), file));
                        }
                        [.., _] if is_toml => {
                            toml_file::read(tree, file, records::EDITION_FILE, kept, found);
                        }
                        ["narrative", name] if name.ends_with(".md") => {
                            narratives.extend(names.narrative(file, name, Some(edition), found));
                        }
                        ["narrative", name] if attachment::is_attachment(name) => {
                            attachments.push(attachment::read(
                                tree,
                                file,
                                Some(edition),
                                name,
                                found,
                            ));
                        }
                        _ => misplaced(file, found),
                    }
                }
                _ => misplaced(file, found),
            }
        });
    }
    let Some(site) = site else {
        if tree.sources.find("content/site.toml").is_none() && !is_unread(tree, "content") {
            found.push(
                Diagnostic::new(&codes::NO_SITE, "there is no `content/site.toml`")
                    .help("`kepi new DIR` makes a small report to start from"),
            );
        }
        return None;
    };
    for (edition, file) in tables {
        let owner = match &edition {
            Some(edition) => editions.get(edition),
            None => Some(&kept),
        };
        let is_used = |kept: &Kept| {
            kept.used_files.contains(&file.id) || kept.is_damaged() || kept.hides_records()
        };
        if !owner.is_some_and(is_used) {
            idle(file, found);
        }
    }
    let mut lost = BTreeSet::new();
    for file in &tree.unread {
        match stood_for(file) {
            Missing::Narrative(narrative) => narratives.push(narrative),
            Missing::Attachment(attachment) => attachments.push(attachment),
            Missing::Records(owner) => {
                let of_edition = owner.as_ref().and_then(|edition| editions.get_mut(edition));
                match (text_of(tree, file), owner.is_some()) {
                    (Some(text), true) => {
                        of_edition.into_iter().for_each(|kept| kept.lose_seen(text))
                    }
                    (Some(text), false) => kept.lose_seen(text),
                    (None, _) => {
                        lost.insert(owner);
                    }
                }
            }
        }
    }
    // What stands in the folder of an edition that stays away goes with it.
    let hidden: BTreeSet<Id> = editions
        .iter()
        .filter(|(_, kept)| kept.hides_edition())
        .map(|(id, _)| id.clone())
        .collect();
    narratives.retain(|narrative: &NarrativeFile| {
        narrative.place.edition().is_none_or(|edition| !hidden.contains(edition))
    });
    attachments.retain(|file: &Attachment| {
        file.edition.as_ref().is_none_or(|edition| !hidden.contains(edition))
    });
    editions.retain(|id, _| !hidden.contains(id));
    kept.hide(hidden);
    let editions = editions
        .into_iter()
        .map(|(id, kept)| kept.into_edition(id, tree, found))
        .collect::<Vec<_>>();
    narratives.shrink_to_fit();
    let mut project = kept.into_project(site, editions, narratives, attachments, lost);
    project.redirects = redirects;
    resolve::resolve(&mut project, found);
    Some(project)
}

/// What is missing with a file or folder that could not be read.
enum Missing {
    Narrative(NarrativeFile),
    Attachment(Attachment),
    /// Of the site, or of an edition: nobody knows which.
    Records(Option<Id>),
}

fn stood_for(file: &Unread) -> Missing {
    let segments: Vec<&str> = file.path.split('/').collect();
    let (edition, name) = match segments.as_slice() {
        ["content", "pages", name] => (None, *name),
        ["content", "editions", edition, "narrative", name] => (Id::parse(edition), *name),
        ["content", "editions", edition, _, ..] => return Missing::Records(Id::parse(edition)),
        _ => return Missing::Records(None),
    };
    match Names::default().narrative_name(name) {
        Some((record, tag)) => Missing::Narrative(NarrativeFile {
            file: file.id,
            place: narrative_place(edition, record),
            tag,
            hidden: false,
        }),
        None => Missing::Attachment(Attachment {
            file: file.id,
            edition,
            name: name.to_owned(),
            size: None,
        }),
    }
}

/// As much as is known of the text of a data file that could not be read.
fn text_of<'t>(tree: &'t SourceTree, file: &'t Unread) -> Option<&'t str> {
    match &file.holds {
        Holds::Text(text) => Some(text),
        Holds::SameAs(path) => tree.sources.held(tree.sources.find(path)?),
        Holds::Unknown => None,
    }
}

fn is_unread(tree: &SourceTree, path: &str) -> bool {
    tree.unread.iter().any(|file| file.path == path)
}

fn no_id(file: &SourceFile, folder: &str, found: &mut Diagnostics) {
    let help = match Id::suggestion(folder) {
        none if none.is_empty() => {
            "rename it; an id has lowercase letters, digits and hyphens".to_owned()
        }
        id => format!("rename it to `{id}`"),
    };
    found.push(
        Diagnostic::new(&codes::INVALID_ID, format!("the folder `{folder}` is no id"))
            .at(Origin::file(file.id))
            .help(help),
    );
}

/// What names of files say: most say the same as the one before.
#[derive(Default)]
struct Names {
    edition: Option<Id>,
    record: Option<Id>,
    tags: Vec<Tag>,
}

impl Names {
    fn edition(&mut self, folder: &str) -> Option<Id> {
        known(&mut self.edition, folder)
    }

    /// `<id>.<tag>.md`
    fn narrative(
        &mut self,
        file: &SourceFile,
        name: &str,
        edition: Option<Id>,
        found: &mut Diagnostics,
    ) -> Option<NarrativeFile> {
        let Some((record, tag)) = self.narrative_name(name) else {
            found.push(misnamed(name).at(Origin::file(file.id)));
            return None;
        };
        let place = narrative_place(edition, record);
        Some(NarrativeFile { file: file.id, place, tag, hidden: false })
    }

    fn narrative_name(&mut self, name: &str) -> Option<(Id, Tag)> {
        let (id, tag) = name.strip_suffix(".md")?.rsplit_once('.')?;
        let tag = match self.tags.iter().find(|known| known.as_str() == tag) {
            Some(known) => known.clone(),
            None => {
                let tag = Tag::parse(tag)?;
                self.tags.push(tag.clone());
                tag
            }
        };
        Some((known(&mut self.record, id)?, tag))
    }
}

/// The id before, if it is this one.
fn known(before: &mut Option<Id>, id: &str) -> Option<Id> {
    if before.as_ref().is_none_or(|before| before.as_str() != id) {
        *before = Some(Id::parse(id)?);
    }
    before.clone()
}

/// The language that the name of a narrative says, whether or not there is such a one.
pub fn language_of_narrative(path: &str) -> Option<&str> {
    Some(path.strip_suffix(".md")?.rsplit('/').next()?.rsplit_once('.')?.1)
}

fn narrative_place(edition: Option<Id>, record: Id) -> NarrativePlace {
    match edition {
        Some(edition) => NarrativePlace::Record { edition, record },
        None => NarrativePlace::Page(record),
    }
}

fn misnamed(name: &str) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        &codes::NARRATIVE_NAME,
        format!("`{name}` does not say which page and language it is"),
    );
    // `Overview.EN.md`, `overview-en.md`, `overview_en.md`
    let stem = name.trim_end_matches(".md");
    let meant = stem.rsplit_once(['.', '-', '_']).and_then(|(id, tag)| {
        let tag = Tag::meant(tag)?;
        Id::parse(&Id::suggestion(id)).map(|id| format!("rename it to `{id}.{tag}.md`"))
    });
    diagnostic.help(meant.unwrap_or_else(|| {
        "name it `<id>.<tag>.md`, such as `overview.en.md`: the id of the page, the language"
            .to_owned()
    }))
}

/// What a table or series may take its numbers from.
fn is_table(name: &str) -> bool {
    name.ends_with(".csv") || name.ends_with(".xlsx")
}

fn idle(file: &SourceFile, found: &mut Diagnostics) {
    let name = file.path.rsplit('/').next().unwrap_or_default();
    found.push(
        Diagnostic::new(
            &codes::MISPLACED_FILE,
            format!("no record takes its numbers from `{name}`"),
        )
        .at(Origin::file(file.id))
        .help(format!(
            "name it in a table or series beside it, `data = {{ file = \"{name}\", … }}`; \
                 a file for readers to download stands beside the narratives"
        )),
    );
}

fn misplaced(file: &SourceFile, found: &mut Diagnostics) {
    let remedy = match file.path.rsplit_once('.').map(|(_, extension)| extension) {
        Some("toml") => {
            "data files stand in `content/vocabulary/`, `content/series/` or the folder of an \
             edition, `content/editions/<edition>/`"
        }
        Some("md") => {
            "narratives stand in `content/editions/<edition>/narrative/` or `content/pages/`"
        }
        _ => {
            "data files end in `.toml` and narratives in `.md`: rename it if it is one, or delete it; \
             pictures and papers that a narrative shows or links to stand beside it \
             (png, jpg, webp, avif, gif, svg, pdf, csv, xlsx, ods, docx, odt, zip)"
        }
    };
    found.push(
        Diagnostic::new(&codes::MISPLACED_FILE, format!("`{}` is no part of a report", file.path))
            .at(Origin::file(file.id))
            .help(remedy),
    );
}
