//! Which Markdown file belongs to which page and language; its text is read by `prose`.

use super::Id;
use crate::diagnostics::FileId;
use crate::language::Tag;

#[derive(Clone, Debug)]
pub struct NarrativeFile {
    pub file: FileId,
    pub place: NarrativePlace,
    pub tag: Tag,
    /// A draft, or one that waits for its day: nobody must learn that it is there.
    pub hidden: bool,
}

/// A file beside narratives that they show or link to.
#[derive(Clone, Debug)]
pub struct Attachment {
    pub file: FileId,
    /// `None` beside the pages of the organization's own.
    pub edition: Option<Id>,
    pub name: String,
    /// Width and height of a picture.
    pub size: Option<(u32, u32)>,
}

impl Attachment {
    /// Where all of them are published, from the site's root.
    pub const FOLDER: &'static str = "assets/";

    /// Where it is published, from the site's root.
    pub fn address(&self) -> String {
        match &self.edition {
            Some(edition) => format!("assets/{edition}/{}", self.name),
            None => format!("assets/pages/{}", self.name),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NarrativePlace {
    /// `pages/<id>.<tag>.md`, and `series/<id>.<tag>.md` for a series of the site; `home` is the
    /// first page of each language.
    Page(Id),
    /// `editions/<edition>/narrative/<id>.<tag>.md`; `overview` is the edition's own page.
    Record { edition: Id, record: Id },
}

impl NarrativePlace {
    /// Whose records a bare reference means there; `None` for a page of the site.
    pub fn edition(&self) -> Option<&Id> {
        match self {
            NarrativePlace::Record { edition, .. } => Some(edition),
            NarrativePlace::Page(_) => None,
        }
    }
}
