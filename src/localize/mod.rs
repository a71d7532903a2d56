//! One complete view of the project per language; later stages never choose a language.

mod words;

pub use words::{CellText, ValueStyle, Words};

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::diagnostics::{Diagnostic, Diagnostics, FileId, Origin, Severity, SourceMap, codes};
use crate::language::{Rules, Tag};
use crate::model::{
    Fallback, Forms, NarrativeFile, NarrativePlace, Project, StalePolicy, Text, TextPlace,
};
use crate::prose::Front;
use crate::theme::{Strings, Theme};
use crate::translations::{self, StaleBlocks};

/// The report as readers of one language see it.
pub struct LocalizedReport<'a> {
    pub tag: Tag,
    pub rules: Arc<Rules>,
    pub strings: Arc<Strings>,
    /// This language, then those that stand in for it.
    chain: Vec<Tag>,
    narratives: Arc<Versions<'a>>,
    /// `None` where nobody is told of older texts.
    translations: Option<&'a translations::State>,
}

/// Of each narrative, those that there are.
type Versions<'a> = HashMap<&'a NarrativePlace, Vec<(&'a NarrativeFile, &'a Front)>>;

/// A narrative in this language, or the one that stands in for it.
#[derive(Clone, Copy)]
pub struct Narrative<'a> {
    pub file: FileId,
    pub front: &'a Front,
    pub tag: &'a Tag,
    pub is_fallback: bool,
    /// Blocks that were translated from an older text, where readers are to be told.
    pub stale: Option<&'a StaleBlocks>,
}

/// A text with the language it is in, if that is not the page's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chosen<'a> {
    pub forms: &'a Forms,
    pub foreign: Option<&'a Tag>,
}

/// Looks at the project through every language that is to be built. `fronts` are those of the narratives
/// to be published, by their place in the project.
pub fn localize<'a>(
    project: &'a Project,
    fronts: &[(usize, &'a Front)],
    translations: &'a translations::State,
    theme: &Theme,
    languages: &[Tag],
) -> Vec<LocalizedReport<'a>> {
    let mut narratives = Versions::new();
    for (index, front) in fronts {
        let narrative = &project.narratives[*index];
        narratives.entry(&narrative.place).or_default().push((narrative, front));
    }
    let narratives = Arc::new(narratives);
    let is_told = project.site.stale != StalePolicy::Accept;
    let localized = |tag: &Tag| LocalizedReport {
        rules: Arc::new(Rules::new(tag, &project.site.digits(tag))),
        strings: theme.strings.get(tag).cloned().unwrap_or_default(),
        chain: chain(project, tag),
        narratives: Arc::clone(&narratives),
        translations: Some(translations).filter(|_| is_told),
        tag: tag.clone(),
    };
    languages.iter().map(localized).collect()
}

/// The language itself, those that the site names for it, the source language, then the others in
/// the site's order.
pub fn chain(project: &Project, tag: &Tag) -> Vec<Tag> {
    let mut chain = vec![tag.clone()];
    let named = project.site.stand_ins.iter().find(|(of, _)| of == tag);
    chain.extend(named.iter().flat_map(|(_, tags)| tags).map(|tag| tag.value.clone()));
    chain.push(project.site.source_language.value.clone());
    chain.extend(project.site.languages.iter().map(|language| language.value.clone()));
    let mut seen = std::collections::BTreeSet::new();
    chain.retain(|tag| seen.insert(tag.clone()));
    chain
}

impl<'a> LocalizedReport<'a> {
    pub fn narrative(&self, place: &NarrativePlace) -> Option<Narrative<'a>> {
        let versions = self.narratives.get(place)?;
        let in_language = |wanted: &Tag| versions.iter().find(|(own, _)| own.tag == *wanted);
        let (own, front) = self.chain.iter().find_map(in_language)?;
        Some(Narrative {
            file: own.file,
            front,
            tag: &own.tag,
            is_fallback: own.tag != self.tag,
            stale: self.translations.and_then(|translations| translations.stale_blocks(own.file)),
        })
    }

    /// The text in this language, or in the first that stands in for it.
    pub fn choose<'t>(&self, text: &'t Text) -> Chosen<'t> {
        let exact = self.chain.iter().find_map(|tag| text.exact(tag));
        let entry = exact.or(text.entries.first()).expect("a text has at least one entry");
        let foreign = entry.tag.as_ref().filter(|tag| **tag != self.tag);
        Chosen { forms: &entry.forms, foreign }
    }
}

/// What is not translated, by the site's policy: every text of the data, every narrative.
pub fn missing_translations(
    project: &Project,
    sources: &SourceMap,
    languages: &[Tag],
    found: &mut Diagnostics,
) -> usize {
    let severity = match project.site.fallback {
        Fallback::Fail => Some(Severity::Error),
        Fallback::Warn => Some(Severity::Warning),
        Fallback::Accept => None,
    };
    let mut fallbacks = 0;
    let mut report = |origin: Origin, what: &str, missing: &[&Tag]| {
        fallbacks += missing.len();
        let Some(severity) = severity else { return };
        let tags: Vec<&str> = missing.iter().map(|tag| tag.as_str()).collect();
        found.push(
            Diagnostic::new(
                &codes::MISSING_TRANSLATION,
                format!("{what} is not translated into {}", crate::diagnostics::listed(&tags)),
            )
            .at(origin)
            .severity(severity)
            .help(match severity {
                Severity::Error => {
                    "translate it; `fallback = \"warn\"` in `content/site.toml` would show it in \
                     another language until then"
                }
                _ => "translate it; until then readers see it in another language, with a notice",
            }),
        );
    };
    // What has a language that the site does not list may be the one that seems to be missing.
    let is_listed =
        |tag: &Tag| project.site.languages.iter().any(|language| language.value == *tag);
    let is_sound = |text: &&TextPlace| {
        !text.damaged && text.tags.iter().all(|(tag, _)| tag.as_ref().is_none_or(is_listed))
    };
    for text in project.texts.iter().filter(is_sound) {
        let is_there = |tag: &&Tag| {
            text.tags.iter().any(|(known, _)| known.as_ref().is_none_or(|t| t == *tag))
        };
        let missing: Vec<&Tag> = languages.iter().filter(|tag| !is_there(tag)).collect();
        if !missing.is_empty() {
            report(text.origin, "this text", &missing);
        }
    }
    let mut places: BTreeMap<&NarrativePlace, Vec<&crate::model::NarrativeFile>> = BTreeMap::new();
    for narrative in project.narratives.iter().filter(|narrative| !narrative.hidden) {
        places.entry(&narrative.place).or_default().push(narrative);
    }
    let pages = project.pages();
    for (place, versions) in places {
        let has_page = match place {
            NarrativePlace::Page(_) => true,
            NarrativePlace::Record { edition, record } => pages.has(edition, record),
        };
        if !has_page || !versions.iter().all(|version| is_listed(&version.tag)) {
            continue;
        }
        let missing: Vec<&Tag> = languages
            .iter()
            .filter(|tag| versions.iter().all(|version| version.tag != **tag))
            .collect();
        if !missing.is_empty() {
            let first = versions.first().expect("a place is known by its files");
            let path = sources.path(first.file);
            report(Origin::file(first.file), &format!("`{path}`"), &missing);
        }
    }
    fallbacks
}
