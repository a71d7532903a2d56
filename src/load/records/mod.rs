//! The kinds of records, one file each: the shape it is written in, and how it becomes model.

mod correction;
mod edition;
mod embargo;
mod figure;
mod framework;
mod from_file;
mod kpi;
mod note;
mod opened;
mod relation;
mod risk;
mod series;
pub mod site;
mod source;
mod table;
mod topic;
mod value;
mod vocabulary;

use std::collections::{BTreeMap, BTreeSet};

use toml::Spanned;
use toml::de::DeValue;

use super::read::{Key, Reader};
use super::record::{Item, Record};
use super::shape::Kind;
use super::shown::Shown;
use super::tree::SourceTree;
use crate::diagnostics::{Diagnostic, Diagnostics, FileId, Origin, codes};
use crate::model::{
    Attachment, Correction, Edition, Equality, FigureSpec, Id, Inclusion, Kpi, Level, Located,
    NarrativeFile, Node, Note, Project, Risk, Series, Site, Source, SourceUse, Table, TextPlace,
    Vocabulary,
};

/// What may stand at the top level of a data file, and what becomes of it.
pub struct RecordKind {
    pub key: &'static str,
    pub kind: Kind,
    keep: Keep,
}

#[derive(Clone, Copy)]
enum Keep {
    /// `[kpi.web-visitors]`: one record for each id.
    Each(fn(&mut Kept, Located<Id>, Record, &mut Reader<'_>)),
    /// `[equal.revenue]`: nothing refers to it, so it may have the id of what it is about.
    Apart(fn(&mut Kept, Located<Id>, Record, &mut Reader<'_>)),
    /// `[edition]`, `source = …`: one for the file.
    One(fn(&mut Kept, Located<Item>, &mut Reader<'_>)),
}

/// Files of the vocabulary, of sources and of series across editions.
pub const SITE_FILE: &[&RecordKind] = &[
    &source::DEFAULT,
    &source::DOCUMENT,
    &vocabulary::UNIT,
    &vocabulary::RATING,
    &vocabulary::TERM,
    &vocabulary::WORK_UNIT,
    &vocabulary::BREAKDOWN,
    &topic::TOPIC,
    &series::SERIES,
    &note::NOTE,
];

/// Any data file of an edition.
pub const EDITION_FILE: &[&RecordKind] = &[
    &source::DEFAULT,
    &topic::DEFAULT,
    &table::WORK_UNIT,
    &framework::LEVEL,
    &framework::NODE,
    &kpi::KPI,
    &table::TABLE,
    &series::SERIES,
    &figure::FIGURE,
    &risk::RISK,
    &correction::CORRECTION,
    &note::NOTE,
    &relation::EQUAL,
    &relation::WITHIN,
];

/// `edition.toml` may hold the rest, too.
pub const EDITION_TOML: &[&RecordKind] = &[
    &source::DEFAULT,
    &topic::DEFAULT,
    &table::WORK_UNIT,
    &edition::EDITION,
    &edition::RATING_SCALE,
    &edition::DECLARED,
    &framework::LEVEL,
    &framework::NODE,
    &kpi::KPI,
    &table::TABLE,
    &series::SERIES,
    &figure::FIGURE,
    &risk::RISK,
    &correction::CORRECTION,
    &note::NOTE,
    &relation::EQUAL,
    &relation::WITHIN,
];

/// An edition after its last file.
pub struct Finished {
    id: Id,
    edition: Edition,
    broken: BTreeSet<Id>,
    hidden: BTreeSet<Id>,
    texts: Vec<TextPlace>,
}

/// The records of the site or of one edition, as they are found.
#[derive(Default)]
pub struct Kept {
    shown: Shown,
    /// Records that are not published yet.
    hidden: BTreeSet<Id>,
    /// Ids and where they first stood; records share one name space.
    ids: BTreeMap<Id, Origin>,
    /// Records that are left out, or of which something was left out: what refers to them is no news.
    broken: BTreeSet<Id>,
    /// The source of every record in the file that names none.
    default_source: Option<SourceUse>,
    /// The topic of every table and series in the file that names none.
    default_topic: Option<Located<Id>>,
    /// The unit of work of every table in the file that names none.
    default_work_unit: Option<Located<Id>>,
    edition: edition::Head,
    documents: Vec<Source>,
    vocabulary: Vocabulary,
    levels: Vec<Level>,
    nodes: Vec<Node>,
    kpis: Vec<Kpi>,
    tables: Vec<Table>,
    series: Vec<Series>,
    figures: Vec<FigureSpec>,
    notes: Vec<Note>,
    risks: Vec<Risk>,
    corrections: Vec<Correction>,
    equalities: Vec<Equality>,
    inclusions: Vec<Inclusion>,
    /// CSV files and workbooks that numbers are taken from.
    pub used_files: BTreeSet<FileId>,
    texts: Vec<TextPlace>,
}

impl Kept {
    pub fn new(shown: &Shown) -> Self {
        Kept { shown: shown.clone(), ..Kept::default() }
    }

    /// Whether the whole edition is not published yet.
    pub fn hides_edition(&self) -> bool {
        self.edition.hidden
    }

    /// Whether some of its records are not published yet, nor what they are made from.
    pub fn hides_records(&self) -> bool {
        !self.hidden.is_empty()
    }

    pub fn hide(&mut self, ids: BTreeSet<Id>) {
        self.hidden.extend(ids);
    }

    pub fn start_file(&mut self) {
        self.default_source = None;
        self.default_topic = None;
        self.default_work_unit = None;
    }

    /// Lent to the reader of a file, and given back by `put_texts`.
    pub fn take_texts(&mut self) -> Vec<TextPlace> {
        std::mem::take(&mut self.texts)
    }

    pub fn put_texts(&mut self, texts: Vec<TextPlace>) {
        self.texts = texts;
    }

    /// Reads what stands under a known key.
    pub fn read(
        &mut self,
        kind: &RecordKind,
        key: &Key<'_>,
        value: &Spanned<DeValue<'_>>,
        reader: &mut Reader<'_>,
    ) {
        let Some(item) = reader.item(key, value, &kind.kind) else { return };
        match (kind.keep, item) {
            (Keep::Each(keep) | Keep::Apart(keep), Located { value: Item::ById(entries), .. }) => {
                for (id, item) in entries {
                    let Item::Record(record) = item.value else {
                        unreachable!("the shape of `{}` promises records", kind.key)
                    };
                    if matches!(kind.keep, Keep::Each(_)) {
                        self.keep_one(id, record, keep, reader);
                    } else if !record.incomplete {
                        keep(self, id, record, reader);
                    }
                }
            }
            (Keep::One(keep), item) => keep(self, item, reader),
            (Keep::Each(_) | Keep::Apart(_), item) => {
                unreachable!("`{}` holds ids, not {item:?}", kind.key)
            }
        }
    }

    fn keep_one(
        &mut self,
        id: Located<Id>,
        mut record: Record,
        keep: fn(&mut Kept, Located<Id>, Record, &mut Reader<'_>),
        reader: &mut Reader<'_>,
    ) {
        if let Some(first) = self.ids.get(&id.value) {
            reader.found.push(
                Diagnostic::new(&codes::DUPLICATE_ID, format!("the id `{}` is taken", id.value))
                    .at(id.origin)
                    .label("again here")
                    .related(*first, "first here")
                    .help("give one of them another id; an id names one record of an edition"),
            );
            return;
        }
        self.ids.insert(id.value.clone(), id.origin);
        if record.damaged {
            self.broken.insert(id.value.clone());
        }
        if embargo::hides(&self.shown, &mut record, reader) {
            self.hidden.insert(id.value);
        } else if !record.incomplete {
            keep(self, id, record, reader);
        }
    }

    /// Remembers the records of a file that is no TOML, so that what refers to them is not reported:
    /// those that could be made out, and those whose headers can be seen.
    pub fn lose(&mut self, kinds: &[&RecordKind], text: &str, table: &toml::de::DeTable<'_>) {
        let is_kind = |word: &str| kinds.iter().any(|kind| kind.key == word);
        for (key, value) in table {
            let records = value.get_ref().as_table().filter(|_| is_kind(key.get_ref()));
            self.broken.extend(
                records.into_iter().flatten().filter_map(|(id, _)| Id::parse(id.get_ref())),
            );
        }
        self.lose_seen(text);
        self.edition.lose(kinds);
    }

    /// Remembers the records whose headers stand in a text that could not be read.
    pub fn lose_seen(&mut self, text: &str) {
        for header in text.lines().filter_map(|line| line.trim_start().strip_prefix('[')) {
            let words = header.split(['.', ']', '"', ' ', '\t']).filter(|word| !word.is_empty());
            // Of whatever kind: at worst a slip in one of its ids is told after the next mistake.
            self.broken.extend(words.skip(1).map_while(Id::parse).take(1));
        }
    }

    /// Whether a record was left out, which may be the one that takes its numbers from a file.
    pub fn is_damaged(&self) -> bool {
        !self.broken.is_empty()
    }

    pub fn into_edition(mut self, id: Id, tree: &SourceTree, found: &mut Diagnostics) -> Finished {
        Finished {
            id: id.clone(),
            broken: std::mem::take(&mut self.broken),
            hidden: std::mem::take(&mut self.hidden),
            texts: self.take_texts(),
            edition: edition::finish(self, id, tree, found),
        }
    }

    pub fn into_project(
        self,
        site: Site,
        editions: Vec<Finished>,
        narratives: Vec<NarrativeFile>,
        attachments: Vec<Attachment>,
        lost: BTreeSet<Option<Id>>,
    ) -> Project {
        let mut texts = self.texts;
        let mut broken: BTreeSet<(Option<Id>, Id)> =
            self.broken.into_iter().map(|id| (None, id)).collect();
        let mut hidden: BTreeSet<(Option<Id>, Id)> =
            self.hidden.into_iter().map(|id| (None, id)).collect();
        let mut whole = Vec::new();
        for Finished { id, edition, broken: lost, hidden: waiting, texts: own } in editions {
            hidden.extend(waiting.into_iter().map(|record| (Some(id.clone()), record)));
            broken.extend(lost.into_iter().map(|record| (Some(id.clone()), record)));
            texts.extend(own);
            whole.push(edition);
        }
        Project {
            site,
            vocabulary: self.vocabulary,
            sources: self.documents,
            editions: whole,
            series: self.series,
            notes: self.notes,
            narratives,
            attachments,
            redirects: Vec::new(),
            texts,
            broken,
            hidden,
            lost,
        }
    }
}
