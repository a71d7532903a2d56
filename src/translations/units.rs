//! The report → the pieces that translators translate: passages of narratives, texts of the data.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::lock::Print;
use crate::diagnostics::{At, FileId, Origin, SourceMap, WholeFile};
use crate::language::Tag;
use crate::load::texts;
use crate::model::{Id, NarrativeFile, NarrativePlace, Project};
use crate::prose::{Document, Passage, PassageKind};

/// How `kepi translated` names what belongs together: a record's narrative and its texts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RecordName {
    pub edition: Option<Id>,
    pub record: String,
}

/// A narrative in the source language beside its version in another.
#[derive(Clone, Copy)]
pub struct Pair<'a> {
    pub source: Version<'a>,
    pub translation: Version<'a>,
}

#[derive(Clone, Copy)]
pub struct Version<'a> {
    pub file: &'a NarrativeFile,
    pub document: &'a Document,
}

/// Every translated narrative whose original is there, in the order of the first of its versions.
pub fn pairs<'a>(
    source_language: &Tag,
    narratives: impl Iterator<Item = (&'a NarrativeFile, &'a Document)>,
) -> Vec<Pair<'a>> {
    let mut places: HashMap<&NarrativePlace, usize> = HashMap::new();
    let mut by_place: Vec<Vec<Version<'a>>> = Vec::new();
    for (file, document) in narratives {
        let place = *places.entry(&file.place).or_insert(by_place.len());
        if place == by_place.len() {
            by_place.push(Vec::new());
        }
        by_place[place].push(Version { file, document });
    }
    let mut pairs = Vec::new();
    for versions in by_place {
        let is_source = |version: &&Version<'_>| version.file.tag == *source_language;
        let Some(&source) = versions.iter().find(is_source) else { continue };
        let translations = versions.iter().filter(|version| !is_source(version));
        pairs.extend(translations.map(|&translation| Pair { source, translation }));
    }
    pairs
}

impl Pair<'_> {
    /// All that it is made of.
    pub fn files(&self, sources: &SourceMap) -> [WholeFile; 2] {
        [self.source, self.translation].map(|version| sources.whole(version.file.file))
    }
}

/// What translators translate of a narrative beside its title and description.
#[derive(Debug)]
pub struct Parts {
    pub passages: Vec<Part>,
    pub footnotes: Vec<Part>,
}

/// One block of a narrative, or one footnote.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// Its place among the document's passages or footnotes.
    pub index: usize,
    pub print: Print,
    pub origin: Origin,
}

impl Version<'_> {
    /// The passages that hold words, by their places: a chart alone in its paragraph needs no translator.
    pub fn passages(&self) -> impl Iterator<Item = (usize, &Passage)> {
        let has_words = |(_, passage): &(usize, &Passage)| {
            !matches!(passage.kind, PassageKind::Directive | PassageKind::Rule)
        };
        self.document.passages.iter().enumerate().filter(has_words)
    }

    pub fn parts(&self, sources: &SourceMap) -> Parts {
        let text = sources.text(self.file.file).unwrap_or_default();
        let passages = self.passages().map(|(index, passage)| Part {
            index,
            print: Print::of(passage.source_hash(&text)),
            origin: passage.origin,
        });
        let footnotes = self.document.footnotes.iter().enumerate();
        let footnotes = footnotes.map(|(index, footnote)| Part {
            index,
            print: Print::of(footnote.source_hash(&text)),
            origin: footnote.extent,
        });
        Parts { passages: passages.collect(), footnotes: footnotes.collect() }
    }

    pub fn title(&self) -> Option<(Print, Origin)> {
        let title = self.document.front.title.as_ref()?;
        Some((print_of(&title.text), title.origin))
    }

    pub fn description(&self) -> Option<(Print, Origin)> {
        let description = self.document.front.description.as_ref()?;
        Some((print_of(&description.text), description.origin))
    }

    pub fn name(&self) -> RecordName {
        match &self.file.place {
            NarrativePlace::Page(id) => RecordName { edition: None, record: id.to_string() },
            NarrativePlace::Record { edition, record } => {
                RecordName { edition: Some(edition.clone()), record: record.to_string() }
            }
        }
    }

    /// The section of the record: the file's path without language.
    pub fn section(&self, sources: &SourceMap) -> String {
        let path = below_content(sources.path(self.file.file));
        let ending = format!(".{}.md", self.file.tag);
        path.strip_suffix(&ending).unwrap_or(path).to_owned()
    }
}

/// A text of the data in the source language and at least one other.
#[derive(Clone, Debug)]
pub struct Field {
    pub section: String,
    pub key: String,
    pub name: RecordName,
    pub source: Print,
    pub source_origin: Origin,
    pub translations: Vec<(Tag, Origin)>,
}

/// A text in the source language, and in others.
type Translated = (Origin, Vec<(Tag, Origin)>);

/// Every text of the data that was translated, in order of files.
pub fn fields(project: &Project, sources: &SourceMap) -> Vec<Field> {
    let source_language = &project.site.source_language.value;
    let mut by_file = BTreeMap::new();
    for text in &project.texts {
        let At::Range { start, .. } = text.origin.at else { continue };
        let tags = || text.tags.iter().filter_map(|(tag, at)| Some((tag.as_ref()?, *at)));
        let Some((_, source_origin)) = tags().find(|(tag, _)| *tag == source_language) else {
            continue;
        };
        let others = tags().filter(|(tag, _)| *tag != source_language);
        let translations: Vec<(Tag, Origin)> = others.map(|(tag, at)| (tag.clone(), at)).collect();
        if !translations.is_empty() {
            let places: &mut BTreeMap<usize, Translated> =
                by_file.entry(text.origin.file).or_default();
            places.insert(start as usize, (source_origin, translations));
        }
    }
    let of_file = |(file, mut places): (FileId, BTreeMap<usize, Translated>)| {
        let wanted: BTreeSet<usize> = places.keys().copied().collect();
        let path = below_content(sources.path(file));
        let read = texts::fields(sources.held(file).unwrap_or_default(), &wanted);
        let fields = read.into_iter().filter_map(|read| {
            let (_, words) = read.words.iter().find(|(tag, _)| tag == source_language.as_str())?;
            let (source_origin, translations) = places.remove(&read.at)?;
            let (section, name) = section_and_name(path, &read.path);
            Some(Field {
                section,
                key: read.path.join("."),
                name,
                source: print_of(words),
                source_origin,
                translations,
            })
        });
        fields.collect::<Vec<Field>>()
    };
    // To read the files once more takes a while; what comes of it stays in their order.
    let by_file: Vec<_> = by_file.into_iter().collect();
    by_file.into_par_iter().flat_map_iter(of_file).collect()
}

/// A record may move to another file of its edition and is still the same. What belongs to no
/// record, such as the source of a whole file, goes by the file.
fn section_and_name(path: &str, keys: &[String]) -> (String, RecordName) {
    let folders: Vec<&str> = path.split('/').collect();
    let (edition, folder) = match folders.as_slice() {
        ["editions", edition, ..] => (Id::parse(edition), format!("editions/{edition}")),
        _ => (None, "site".to_owned()),
    };
    let stem = folders.last().and_then(|name| name.strip_suffix(".toml")).unwrap_or_default();
    let is_of_a_record = keys.len() > 2 && !matches!(stem, "edition" | "site");
    let section = if keys.len() > 2 { folder } else { path.to_owned() };
    let record = match stem {
        _ if is_of_a_record => keys[1].as_str(),
        "edition" => "overview",
        stem => stem,
    };
    (section, RecordName { edition, record: record.to_owned() })
}

fn below_content(path: &str) -> &str {
    path.strip_prefix("content/").unwrap_or(path)
}

fn print_of(words: &str) -> Print {
    Print::of(Sha256::digest(words).into())
}
