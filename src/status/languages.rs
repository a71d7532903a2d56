//! The texts and narratives of a report → how many of them each language has.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::language::Tag;
use crate::localize::chain;
use crate::model::{NarrativePlace, Project};
use crate::prose::Document;

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Language {
    pub tag: String,
    /// The source language: others are translated from it.
    pub is_source: bool,
    /// Titles, labels, notes and all other texts of the data that differ from language to language.
    pub texts: Translated,
    /// Narratives of pages: one file for each language.
    pub narratives: Translated,
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

/// `documents` are the narratives to be published, by their place in the project.
pub(super) fn count(
    project: &Project,
    documents: &[(usize, Document)],
    languages: &[Tag],
) -> Vec<Language> {
    let published: BTreeSet<usize> = documents.iter().map(|(index, _)| *index).collect();
    let mut places: BTreeMap<&NarrativePlace, Versions<'_>> = BTreeMap::new();
    for (index, narrative) in project.narratives.iter().enumerate() {
        let versions = places.entry(&narrative.place).or_default();
        match published.contains(&index) {
            true => versions.published.push(&narrative.tag),
            false => versions.drafts.push(&narrative.tag),
        }
    }
    let source = &project.site.source_language.value;
    let of_language = |tag: &Tag| {
        let chain = chain(project, tag);
        let mut texts = Translated::default();
        for text in &project.texts {
            let tags: Option<Vec<&Tag>> = text.tags.iter().map(|(tag, _)| tag.as_ref()).collect();
            // One without a tag is the same in every language: nothing to translate.
            if let Some(tags) = tags {
                texts.add(tag, &tags, &[], &chain);
            }
        }
        let mut narratives = Translated::default();
        for versions in places.values() {
            narratives.add(tag, &versions.published, &versions.drafts, &chain);
        }
        Language {
            tag: tag.to_string(),
            is_source: tag == source,
            texts: texts.finish(),
            narratives: narratives.finish(),
        }
    };
    languages.iter().map(of_language).collect()
}

/// The languages that a narrative is there in.
#[derive(Default)]
struct Versions<'a> {
    published: Vec<&'a Tag>,
    drafts: Vec<&'a Tag>,
}

impl Translated {
    fn add(&mut self, tag: &Tag, there: &[&Tag], drafts: &[&Tag], chain: &[Tag]) {
        self.total += 1;
        if there.contains(&tag) {
            self.translated += 1;
            return;
        }
        self.missing += 1;
        self.drafts += usize::from(drafts.contains(&tag));
        if let Some(shown) = chain.iter().find(|other| there.contains(other)) {
            *self.falling_back.entry(shown.to_string()).or_default() += 1;
        }
    }

    fn finish(mut self) -> Self {
        self.percent = (self.translated * 100).checked_div(self.total).unwrap_or(100);
        self
    }
}
