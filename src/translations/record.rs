//! What `kepi translated` does: the translations named are recorded as made from the texts of today.

use std::collections::BTreeSet;

use super::Narratives;
use super::lock::{Lock, RecordedBlock, RecordedNarrative};
use super::structure;
use super::units::{self, Field, Pair, Part, RecordName};
use crate::diagnostics::{Diagnostic, FileId, SourceMap, nearest};
use crate::language::Tag;
use crate::model::Id;

/// Which translations to record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// `er-1-1`, `2024-25/er-1-1`; `None` for all there are.
    pub id: Option<String>,
    /// None for every language but the one that is translated from.
    pub languages: Vec<Tag>,
}

/// What is to be written, and what could not be recorded.
#[derive(Debug)]
pub struct Recorded {
    pub lock: Lock,
    /// Files that the record speaks of.
    pub files: BTreeSet<FileId>,
    /// Passages and texts that are recorded.
    pub pieces: usize,
    /// Of these, how many are recorded for the first time or anew.
    pub changed: usize,
    /// Narratives left as they were, because their passages are not those of the original.
    pub left: Vec<Diagnostic>,
}

/// No translation goes by that id, or more than one record does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unknown {
    Nothing { nearest: Option<String> },
    Several(Vec<String>),
}

/// Takes what is chosen into the record that stands.
pub fn record(
    narratives: Narratives<'_>,
    sources: &SourceMap,
    old: Lock,
    choice: &Choice,
) -> Result<Recorded, Unknown> {
    let source_language = &narratives.project.site.source_language.value;
    let pairs = units::pairs(source_language, narratives.iter());
    let fields = units::fields(narratives.project, sources);
    let name = match &choice.id {
        Some(id) => Some(resolve(id, narratives, &pairs, &fields)?),
        None => None,
    };
    let is_named = |other: &RecordName| name.as_ref().is_none_or(|name| name == other);
    let is_language = |tag: &Tag| choice.languages.is_empty() || choice.languages.contains(tag);
    // Of all there is nothing stays behind that is not there any more. A single record leaves the
    // rest alone.
    let mut lock = old.clone();
    if name.is_none() {
        lock.data.retain(|(tag, _), _| !is_language(tag));
        lock.narratives.retain(|(tag, _), _| !is_language(tag));
    }
    let mut recorded =
        Recorded { lock, files: BTreeSet::new(), pieces: 0, changed: 0, left: Vec::new() };
    for field in fields.iter().filter(|field| is_named(&field.name)) {
        for (tag, origin) in field.translations.iter().filter(|(tag, _)| is_language(tag)) {
            let section = (tag.clone(), field.section.clone());
            let before = old.data.get(&section).and_then(|section| section.get(&field.key));
            recorded.pieces += 1;
            recorded.changed += usize::from(before != Some(&field.source));
            recorded.files.extend([origin.file, field.source_origin.file]);
            let texts = recorded.lock.data.entry(section).or_default();
            texts.insert(field.key.clone(), field.source);
        }
    }
    for pair in &pairs {
        if is_named(&pair.translation.name()) && is_language(&pair.translation.file.tag) {
            recorded.add(pair, &old, sources);
        }
    }
    Ok(recorded)
}

impl Recorded {
    fn add(&mut self, pair: &Pair<'_>, old: &Lock, sources: &SourceMap) {
        let Pair { source, translation } = pair;
        let section = (translation.file.tag.clone(), translation.section(sources));
        let before = old.narratives.get(&section);
        self.files.extend([source.file.file, translation.file.file]);
        if let Some(difference) = structure::difference(pair, sources) {
            self.left.push(difference);
            if let Some(before) = before {
                self.lock.narratives.insert(section, before.clone());
            }
            return;
        }
        let both = |source: Option<_>, translation: Option<_>| {
            source.zip(translation).map(|((print, _), _)| print)
        };
        let (theirs, ours) = (source.parts(sources), translation.parts(sources));
        let now = RecordedNarrative {
            title: both(source.title(), translation.title()),
            description: both(source.description(), translation.description()),
            passages: blocks(&theirs.passages, &ours.passages),
            footnotes: blocks(&theirs.footnotes, &ours.footnotes),
        };
        let before = before.cloned().unwrap_or_default();
        let front = [(now.title, before.title), (now.description, before.description)];
        self.pieces += front.iter().filter(|(now, _)| now.is_some()).count();
        self.changed += front.iter().filter(|(now, before)| now.is_some() && now != before).count();
        for (now, before) in
            [(&now.passages, &before.passages), (&now.footnotes, &before.footnotes)]
        {
            self.pieces += now.len();
            self.changed += now.iter().filter(|block| !before.contains(block)).count();
        }
        self.lock.narratives.insert(section, now);
    }
}

fn blocks(source: &[Part], translation: &[Part]) -> Vec<RecordedBlock> {
    let pairs = source.iter().zip(translation);
    pairs
        .map(|(source, translation)| RecordedBlock {
            source: source.print,
            translation: translation.print,
        })
        .collect()
}

/// The one record that goes by the id as it was typed.
fn resolve(
    id: &str,
    narratives: Narratives<'_>,
    pairs: &[Pair<'_>],
    fields: &[Field],
) -> Result<RecordName, Unknown> {
    let mut names: BTreeSet<RecordName> =
        pairs.iter().map(|pair| pair.translation.name()).collect();
    names.extend(fields.iter().map(|field| field.name.clone()));
    let edition = Id::parse(id).filter(|id| narratives.project.edition(id).is_some());
    let (edition, record) = match (edition, id.split_once('/')) {
        (Some(edition), _) => (Some(edition), "overview"),
        (None, Some((edition, record))) => (Id::parse(edition), record),
        (None, None) => (None, id),
    };
    let fits = |name: &&RecordName| {
        name.record == record && (edition.is_none() || name.edition == edition)
    };
    let fitting: Vec<&RecordName> = names.iter().filter(fits).collect();
    match fitting.as_slice() {
        [only] => Ok((*only).clone()),
        [] => {
            let known: Vec<String> = names.iter().map(ToString::to_string).collect();
            let bare = names.iter().map(|name| name.record.as_str());
            let near = nearest(id, known.iter().map(String::as_str).chain(bare));
            Err(Unknown::Nothing { nearest: near.map(str::to_owned) })
        }
        several => Err(Unknown::Several(several.iter().map(ToString::to_string).collect())),
    }
}

impl std::fmt::Display for RecordName {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.edition {
            Some(edition) => write!(out, "{edition}/{}", self.record),
            None => write!(out, "{}", self.record),
        }
    }
}
