//! Which Markdown file belongs to which page and language; its text is read by `prose`.

use super::Id;
use crate::diagnostics::FileId;
use crate::language::Tag;

#[derive(Clone, Debug)]
pub struct NarrativeFile {
    pub file: FileId,
    pub place: NarrativePlace,
    pub tag: Tag,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NarrativePlace {
    /// `pages/<id>.<tag>.md`; `home` is the first page of each language.
    Page(Id),
    /// `editions/<edition>/narrative/<id>.<tag>.md`; `overview` is the edition's own page.
    Record { edition: Id, record: Id },
}
