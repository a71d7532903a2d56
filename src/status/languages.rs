//! The texts and narratives of a report → how many of them each language has, and what is to do.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;

use crate::diagnostics::print::place;
use crate::diagnostics::{FileId, Origin, SourceMap};
use crate::language::Tag;
use crate::localize::chain;
use crate::model::{NarrativeFile, NarrativePlace, Project, TextPlace};
use crate::prose::Document;
use crate::translations::{State, What};

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Language {
    pub tag: String,
    /// The source language: others are translated from it.
    pub is_source: bool,
    /// Titles, labels, notes and all other texts of the data that differ from language to language.
    pub texts: Translated,
    /// Narratives of pages: one file for each language.
    pub narratives: Translated,
    /// Translated pieces, texts and passages of narratives, whose original is the recorded one.
    pub current: usize,
    /// Those whose original has changed since.
    pub stale: usize,
    /// Those of which nobody has recorded what they were made from.
    pub unrecorded: usize,
    /// What translators have still to do, in order of files.
    pub to_do: Vec<ToDo>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Translated {
    pub total: usize,
    /// There in this language.
    pub translated: usize,
    /// Not there in this language.
    pub missing: usize,
    /// Of the missing: written, but marked as draft.
    pub drafts: usize,
    /// The missing, by the language that readers see in their place.
    pub falling_back: BTreeMap<String, usize>,
    /// Whole percent, rounded down: 100 means all.
    pub percent: usize,
}

/// Something that is missing or out of date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ToDo {
    /// `missing`, `draft` or `stale`.
    pub state: &'static str,
    /// `narrative`, `passage`, `footnote` or `text`.
    pub what: &'static str,
    /// More than 1 only for missing texts, which are counted by file.
    pub count: usize,
    /// Where it stands, or where it is missing.
    pub place: String,
}

/// What readers of every language have in their own: the share of a site that is multilingual.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct InAll {
    pub texts: Share,
    pub narratives: Share,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Share {
    pub total: usize,
    pub translated: usize,
    /// Whole percent, rounded down: 100 means all.
    pub percent: usize,
}

/// Everything that differs from language to language.
pub struct Pieces<'a> {
    texts: Vec<(&'a TextPlace, Vec<&'a Tag>)>,
    narratives: BTreeMap<&'a NarrativePlace, Versions<'a>>,
}

/// The languages that a narrative is there in.
#[derive(Default)]
struct Versions<'a> {
    published: Vec<&'a NarrativeFile>,
    drafts: Vec<&'a NarrativeFile>,
}

impl<'a> Pieces<'a> {
    /// `documents` are the narratives to be published, by their place in the project.
    pub fn of(project: &'a Project, documents: &[(usize, Arc<Document>)]) -> Self {
        let published: BTreeSet<usize> = documents.iter().map(|(index, _)| *index).collect();
        let mut narratives: BTreeMap<&NarrativePlace, Versions<'_>> = BTreeMap::new();
        for (index, narrative) in project.narratives.iter().enumerate() {
            let versions = narratives.entry(&narrative.place).or_default();
            match published.contains(&index) {
                true => versions.published.push(narrative),
                false => versions.drafts.push(narrative),
            }
        }
        // One without a tag is the same in every language: nothing to translate.
        let texts = project.texts.iter().filter_map(|text| {
            let tags: Option<Vec<&Tag>> = text.tags.iter().map(|(tag, _)| tag.as_ref()).collect();
            Some((text, tags?))
        });
        Pieces { texts: texts.collect(), narratives }
    }

    pub fn language(
        &self,
        tag: &Tag,
        project: &Project,
        translations: &State,
        sources: &SourceMap,
    ) -> Language {
        let chain = chain(project, tag);
        let counts = translations.counts(tag);
        let (mut texts, mut narratives) = (Translated::default(), Translated::default());
        let mut list = List { sources, to_do: Vec::new() };
        let mut missing: BTreeMap<FileId, (Origin, usize)> = BTreeMap::new();
        for (text, there) in &self.texts {
            if !texts.add(tag, there, false, &chain) {
                missing.entry(text.origin.file).or_insert((text.origin, 0)).1 += 1;
            }
        }
        for (origin, count) in missing.into_values() {
            list.add("missing", "text", count, origin);
        }
        for versions in self.narratives.values() {
            let there = versions.tags();
            let draft = versions.drafts.iter().find(|draft| draft.tag == *tag);
            if narratives.add(tag, &there, draft.is_some(), &chain) {
                continue;
            }
            let original = versions.published.iter().chain(&versions.drafts).next();
            match (draft, original) {
                (Some(draft), _) => list.add("draft", "narrative", 1, Origin::file(draft.file)),
                (None, Some(original)) => {
                    list.add("missing", "narrative", 1, Origin::file(original.file));
                }
                (None, None) => {}
            }
        }
        for stale in translations.stale.iter().filter(|stale| stale.tag == *tag) {
            let what = match stale.what {
                What::Passage => "passage",
                What::Footnote => "footnote",
                What::Text => "text",
            };
            list.add("stale", what, 1, stale.origin);
        }
        Language {
            tag: tag.to_string(),
            is_source: *tag == project.site.source_language.value,
            texts: texts.finish(),
            narratives: narratives.finish(),
            current: counts.current,
            stale: counts.stale,
            unrecorded: counts.unrecorded,
            to_do: list.finish(),
        }
    }

    /// Counts what is there in every language of the site.
    pub fn in_all(&self, project: &Project) -> InAll {
        let languages = &project.site.languages;
        let share = |pieces: &mut dyn Iterator<Item = Vec<&Tag>>| {
            let mut share = Share::default();
            for there in pieces {
                let is_whole = languages.iter().all(|language| there.contains(&&language.value));
                share.total += 1;
                share.translated += usize::from(is_whole);
            }
            share.percent = percent(share.translated, share.total);
            share
        };
        InAll {
            texts: share(&mut self.texts.iter().map(|(_, there)| there.clone())),
            narratives: share(&mut self.narratives.values().map(Versions::tags)),
        }
    }
}

impl<'a> Versions<'a> {
    fn tags(&self) -> Vec<&'a Tag> {
        self.published.iter().map(|narrative| &narrative.tag).collect()
    }
}

impl Translated {
    /// Whether it is there in the language.
    fn add(&mut self, tag: &Tag, there: &[&Tag], is_draft: bool, chain: &[Tag]) -> bool {
        self.total += 1;
        if there.contains(&tag) {
            self.translated += 1;
            return true;
        }
        self.missing += 1;
        self.drafts += usize::from(is_draft);
        if let Some(shown) = chain.iter().find(|other| there.contains(other)) {
            *self.falling_back.entry(shown.to_string()).or_default() += 1;
        }
        false
    }

    fn finish(mut self) -> Self {
        self.percent = percent(self.translated, self.total);
        self
    }
}

fn percent(part: usize, whole: usize) -> usize {
    (part * 100).checked_div(whole).unwrap_or(100)
}

struct List<'a> {
    sources: &'a SourceMap,
    to_do: Vec<(Origin, ToDo)>,
}

impl List<'_> {
    fn add(&mut self, state: &'static str, what: &'static str, count: usize, origin: Origin) {
        let place = place(origin, self.sources);
        self.to_do.push((origin, ToDo { state, what, count, place }));
    }

    fn finish(mut self) -> Vec<ToDo> {
        self.to_do.sort_by_key(|(origin, _)| (self.sources.path(origin.file), origin.at));
        self.to_do.into_iter().map(|(_, to_do)| to_do).collect()
    }
}
