//! What the contents of a page are made from, and what is noted while one is made.

use std::collections::BTreeMap;
use std::sync::OnceLock;
use std::time::Duration;

use super::alike::Alike;
use super::index::EditionIndex;
use super::parts::figure::Drawings;
use super::parts::kpi::Rows;
use super::parts::narrative::{Inset, Tables};
use super::view::{Asset, Link, Note, NoteMark, SearchBox, Words};
use super::{SitePlan, Subject, address};
use crate::diagnostics::{Diagnostic, Diagnostics, SourceMap};
use crate::language::Initials;
use crate::localize::LocalizedReport;
use crate::model::{Edition, Id, Located, Lookup, Project, Unit};
use crate::prose::Shelf;

/// What pages take from the theme: files, from the site's root, and colours.
#[derive(Clone, Debug)]
pub struct Assets {
    pub stylesheet: String,
    pub search: String,
    pub icon: String,
    pub icon_png: String,
    /// Shown in link previews.
    pub picture: String,
    pub picture_size: (u32, u32),
    pub colour_light: String,
    pub colour_dark: String,
    /// Whether each language has a feed.
    pub has_feed: bool,
}

/// A finished page, for the pages that are about all pages.
#[derive(Clone, Debug)]
pub struct Titled {
    pub title: Words,
    /// From the site's root.
    pub path: String,
    /// "2024/25"
    pub edition: Option<String>,
}

/// All pages of one language but those that are about all.
pub struct Site {
    /// Each with its initial, in the order of the language.
    pub pages: Vec<(String, Titled)>,
    /// The first file of the index that a search reads, from the site's root.
    pub index: String,
}

impl Site {
    pub fn new(report: &LocalizedReport<'_>, pages: Vec<Titled>, index: String) -> Self {
        let rules = Initials::new(&report.tag);
        let initial = |page: Titled| (rules.initial(rules.filed(&page.title.text)), page);
        let mut pages: Vec<(String, Titled)> = pages.into_iter().map(initial).collect();
        // By initial first: in Chinese, PDF and 品 stand under P, far from each other otherwise.
        pages.sort_by(|(a, one), (b, other)| {
            let filed = |page: &'_ Titled| rules.filed(&page.title.text).to_owned();
            let by_initial = report.rules.compare(a, b);
            by_initial.then_with(|| report.rules.compare(&filed(one), &filed(other)))
        });
        Site { pages, index }
    }
}

/// Draws an inset in a language, its heading at a level.
pub type Draw<'a> =
    dyn Fn(&LocalizedReport<'_>, Inset, u8) -> Result<String, Diagnostic> + Sync + 'a;

/// What all pages share.
pub struct Desk<'a> {
    pub project: &'a Project,
    pub lookup: &'a Lookup<'a>,
    pub plan: &'a SitePlan,
    /// For narratives that are read again when a page shows them.
    pub sources: &'a SourceMap,
    pub shelf: &'a Shelf,
    pub languages: &'a [LocalizedReport<'a>],
    pub assets: Assets,
    /// The hash of all files that the report was made from.
    pub made_from: &'a (dyn Fn() -> String + Sync),
    /// Draws what a narrative shows within its text, with the theme's own components.
    pub draw: &'a Draw<'a>,
    /// Which figures stand on which page; found by the first page that asks.
    pub figures: OnceLock<FiguresByPage>,
    pub once: MadeOnce,
}

/// What stands on many pages, made by the first of them.
#[derive(Debug)]
pub struct MadeOnce {
    /// Some 40 KB each.
    pub drawings: Drawings,
    /// Some 10 KB each.
    pub tables: Tables,
    /// A KPI stands in a list by its rating, by its node, by its unit of work, and in that of all. Of one
    /// language.
    pub rows: Rows,
}

impl Default for MadeOnce {
    fn default() -> Self {
        MadeOnce {
            drawings: Alike::up_to(1 << 9),
            tables: Tables::up_to(1 << 9),
            rows: Rows::default(),
        }
    }
}

/// Edition and figure by their places in the project's lists, in the order of the data.
pub type FiguresByPage = BTreeMap<Subject, Vec<(usize, usize)>>;

/// One page while its contents are made.
pub struct Sheet<'d, 'a> {
    pub desk: &'d Desk<'a>,
    pub report: &'d LocalizedReport<'a>,
    pub subject: Subject,
    /// From the site's root.
    pub path: String,
    /// Whose records a bare reference means.
    pub edition: Option<&'a Edition>,
    /// Something on the page is shown in another language.
    pub fallbacks: usize,
    /// How far below the page's own headings those of a narrative stand.
    pub heading_offset: u8,
    /// The edition whose parts are being made into one document.
    pub document: Option<usize>,
    /// What is being made stands on several pages: its links are put in by each.
    pub for_many: bool,
    /// Figures for download: path and SVG.
    pub drawings: Vec<(String, String)>,
    /// How long each figure of the page took to draw.
    pub charts: Vec<(String, Duration)>,
    /// Figures that stand on the page already, with their edition, so that none stands there twice.
    pub figures_shown: Vec<(&'a Id, &'a Id)>,
    pub found: Diagnostics,
    notes: Vec<Numbered<'a>>,
}

struct Numbered<'a> {
    note: &'a crate::model::Note,
    marks: usize,
}

impl<'d, 'a> Sheet<'d, 'a> {
    pub fn new(desk: &'d Desk<'a>, report: &'d LocalizedReport<'a>, subject: Subject) -> Self {
        Sheet {
            desk,
            report,
            subject,
            path: address::in_language(&report.tag, desk.plan.path(subject)),
            edition: subject.edition().map(|e| &desk.project.editions[e]),
            fallbacks: 0,
            heading_offset: 0,
            document: None,
            for_many: false,
            drawings: Vec::new(),
            charts: Vec::new(),
            figures_shown: Vec::new(),
            found: Diagnostics::new(),
            notes: Vec::new(),
        }
    }

    pub fn project(&self) -> &'a Project {
        self.desk.project
    }

    /// What belongs together in an edition.
    pub fn index(&self, e: usize) -> &'d EditionIndex {
        self.desk.plan.edition(e)
    }

    /// The place of the edition whose records are shown.
    pub fn edition_place(&self) -> Option<usize> {
        let own = self.edition?;
        self.project().editions.iter().position(|known| std::ptr::eq(known, own))
    }

    /// The way to another page of this language; in a document to the part that shows the same.
    pub fn to(&self, subject: Subject) -> String {
        if self.is_in_document(subject) {
            return format!("#{}", self.anchor_of(subject));
        }
        let to = self.desk.plan.path(subject);
        match self.for_many {
            true => address::open(to),
            // Both stand below the language's folder.
            false => address::relative(&self.path[self.report.tag.as_str().len() + 1..], to),
        }
    }

    /// Whether a document is being made that holds what the other page shows.
    fn is_in_document(&self, subject: Subject) -> bool {
        let Some(e) = self.document else { return false };
        subject.edition() == Some(e)
            && matches!(
                subject,
                Subject::Edition(_)
                    | Subject::Node(..)
                    | Subject::Kpi(..)
                    | Subject::Table(..)
                    | Subject::Series(..)
                    | Subject::Risks(_)
                    | Subject::Corrections(_)
            )
    }

    /// Where a document shows what a page of its edition does.
    pub fn anchor_of(&self, subject: Subject) -> String {
        if let Subject::Kpi(e, k) = subject {
            return format!("k-{}", self.project().editions[e].kpis[k].id);
        }
        let path = self.desk.plan.path(subject).trim_end_matches("/index.html");
        format!("part-{}", path.rsplit('/').next().unwrap_or_default())
    }

    /// The way to a file of the site that has no language.
    pub fn to_file(&self, path: &str) -> String {
        match self.for_many {
            true => address::open(&format!("../{path}")),
            false => address::relative(&self.path, path),
        }
    }

    pub fn link(&self, subject: Subject, words: Words) -> Link {
        let current = subject == self.subject && !self.for_many;
        Link { href: self.to(subject), words, current }
    }

    pub fn unit(&self, id: &Located<Id>) -> Option<&'a Unit> {
        self.desk.lookup.unit(&id.value)
    }

    pub fn asset(&self) -> Asset {
        Asset { href: self.to_file(&self.desk.assets.stylesheet), integrity: None }
    }

    pub fn search(&self) -> SearchBox {
        SearchBox { page: self.to(Subject::Search), index: self.to(Subject::AToZ(0)) }
    }

    /// Numbers the notes as they are met; the same note keeps its number on a page.
    pub fn note_marks(&mut self, ids: &[Located<Id>]) -> Vec<NoteMark> {
        let all = match self.edition {
            Some(edition) => &edition.notes,
            None => &self.desk.project.notes,
        };
        let notes: Vec<_> =
            ids.iter().filter_map(|id| all.iter().find(|note| note.id == id.value)).collect();
        notes.into_iter().map(|note| self.note_mark(note)).collect()
    }

    /// Marks of notes on the page so far.
    pub fn marks(&self) -> usize {
        self.notes.iter().map(|numbered| numbered.marks).sum()
    }

    pub fn note_mark(&mut self, note: &'a crate::model::Note) -> NoteMark {
        let index = match self.notes.iter().position(|known| std::ptr::eq(known.note, note)) {
            Some(index) => index,
            None => {
                self.notes.push(Numbered { note, marks: 0 });
                self.notes.len() - 1
            }
        };
        let numbered = &mut self.notes[index];
        numbered.marks += 1;
        NoteMark {
            number: (index + 1).to_string(),
            href: format!("#note-{}", note.id),
            anchor: format!("note-mark-{}-{}", note.id, numbered.marks),
        }
    }

    /// The notes met so far, for the foot of the page.
    pub fn notes(&self) -> Vec<Note> {
        self.notes
            .iter()
            .enumerate()
            .map(|(index, numbered)| Note {
                anchor: format!("note-{}", numbered.note.id),
                number: (index + 1).to_string(),
                words: self.report.words(&numbered.note.text),
                back: (1..=numbered.marks)
                    .map(|mark| format!("#note-mark-{}-{mark}", numbered.note.id))
                    .collect(),
            })
            .collect()
    }
}
