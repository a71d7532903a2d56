//! The record held against the report: which translations are current, stale or unrecorded.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::lock::{Lock, PATH, Print, RecordedBlock};
use super::units::{self, Field, Pair, Part, RecordName};
use crate::again::Again;
use crate::diagnostics::{Diagnostics, FileId, Origin, SourceMap, WholeFile};
use crate::language::Tag;
use crate::model::{NarrativeFile, Project};

/// How every translation stands.
#[derive(Clone, Debug, Default)]
pub struct State {
    counts: BTreeMap<Tag, Counts>,
    /// In order of files.
    pub stale: Vec<Stale>,
    stale_blocks: BTreeMap<FileId, StaleBlocks>,
}

/// Translated pieces of one language. What is not translated at all is not among them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub current: usize,
    /// The original has changed since.
    pub stale: usize,
    /// Never recorded by `kepi translated`.
    pub unrecorded: usize,
}

/// One piece that was translated from an older text.
#[derive(Clone, Debug)]
pub struct Stale {
    pub tag: Tag,
    pub name: RecordName,
    pub what: What,
    /// In the translation.
    pub origin: Origin,
    /// The original as it is now, where its place is certain.
    pub source: Option<Origin>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Passage,
    Footnote,
    /// A text of the data, a narrative's title or description.
    Text,
}

/// Stale blocks of one narrative, by their place in the document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StaleBlocks {
    pub passages: Vec<usize>,
    pub footnotes: Vec<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    Current,
    Stale,
    Unrecorded,
}

impl State {
    pub fn counts(&self, tag: &Tag) -> Counts {
        self.counts.get(tag).copied().unwrap_or_default()
    }

    /// `None` where nothing is stale.
    pub fn stale_blocks(&self, narrative: FileId) -> Option<&StaleBlocks> {
        self.stale_blocks.get(&narrative)
    }

    fn add(&mut self, pair: &Pair<'_>, own: &OfPair) {
        let NarrativeFile { file, tag, .. } = pair.translation.file;
        let counts = self.of(tag);
        counts.current += own.counts.current;
        counts.stale += own.counts.stale;
        counts.unrecorded += own.counts.unrecorded;
        self.stale.extend_from_slice(&own.stale);
        self.stale_blocks.extend(own.blocks.iter().map(|blocks| (*file, (**blocks).clone())));
    }

    fn of(&mut self, tag: &Tag) -> &mut Counts {
        if !self.counts.contains_key(tag) {
            self.counts.insert(tag.clone(), Counts::default());
        }
        self.counts.get_mut(tag).expect("it is there now")
    }

    fn count(&mut self, tag: &Tag, standing: Standing) -> bool {
        self.of(tag).count(standing)
    }
}

impl Counts {
    /// Whether it is stale.
    fn count(&mut self, standing: Standing) -> bool {
        match standing {
            Standing::Current => self.current += 1,
            Standing::Stale => self.stale += 1,
            Standing::Unrecorded => self.unrecorded += 1,
        }
        standing == Standing::Stale
    }
}

/// What an earlier comparison of the same files made, to be taken again where nothing of it changed.
#[derive(Default)]
pub struct Memory {
    record: Option<Record>,
    /// How the texts of the data stand.
    data: Option<State>,
    /// How each translated narrative stands to its original.
    narratives: Again<[WholeFile; 2], OfPair>,
}

/// How one translated narrative stands to its original.
#[derive(Default)]
struct OfPair {
    counts: Counts,
    stale: Vec<Stale>,
    blocks: Option<Box<StaleBlocks>>,
}

/// The record with what it was read from.
struct Record {
    file: Option<WholeFile>,
    lock: Lock,
    found: Diagnostics,
}

impl Memory {
    /// For data that is another one; each narrative by itself may be as it was.
    pub fn forget_data(&mut self) {
        self.data = None;
    }
}

/// Reads the record and compares. Without one, everything is unrecorded. `pairs`: the translated
/// narratives of the project.
pub fn state(
    project: &Project,
    pairs: &[Pair<'_>],
    sources: &SourceMap,
    memory: &mut Memory,
    found: &mut Diagnostics,
) -> State {
    let file = sources.find(PATH).map(|file| sources.whole(file));
    if memory.record.as_ref().is_none_or(|record| record.file != file) {
        *memory = Memory::default();
    }
    let Memory { record, data, narratives } = memory;
    let Record { lock, found: in_record, .. } = record.get_or_insert_with(|| read(file));
    found.append(in_record.clone());
    let mut state = data.get_or_insert_with(|| of_data(lock, project, sources)).clone();
    let files = pairs.iter().map(|pair| pair.files(sources)).collect();
    let of_pair = |place: usize| of_narrative(lock, &pairs[place], sources);
    let each = narratives.each(files, of_pair);
    pairs.iter().zip(each).for_each(|(pair, own)| state.add(pair, own));
    state.stale.sort_by(|a, b| {
        (sources.path(a.origin.file), a.origin.at).cmp(&(sources.path(b.origin.file), b.origin.at))
    });
    state
}

fn read(file: Option<WholeFile>) -> Record {
    let mut found = Diagnostics::new();
    let lock = match &file {
        Some(WholeFile { id, text: Some(text) }) => Lock::parse(*id, text, &mut found),
        _ => Lock::default(),
    };
    Record { file, lock, found }
}

fn of_data(lock: &Lock, project: &Project, sources: &SourceMap) -> State {
    let mut state = State::default();
    let source_language = &project.site.source_language.value;
    if lock.data.is_empty() {
        // The names of texts need a second reading, which nothing would be held against.
        for text in &project.texts {
            let tags: Vec<&Tag> = text.tags.iter().filter_map(|(tag, _)| tag.as_ref()).collect();
            if tags.contains(&source_language) {
                for tag in tags.into_iter().filter(|tag| *tag != source_language) {
                    state.count(tag, Standing::Unrecorded);
                }
            }
        }
    } else {
        for field in units::fields(project, sources) {
            add_field(&mut state, lock, &field);
        }
    }
    state
}

fn add_field(state: &mut State, lock: &Lock, field: &Field) {
    for (tag, origin) in &field.translations {
        let section = lock.data.get(&(tag.clone(), field.section.clone()));
        let recorded = section.and_then(|section| section.get(&field.key)).copied();
        if state.count(tag, against(recorded, field.source)) {
            state.stale.push(Stale {
                tag: tag.clone(),
                name: field.name.clone(),
                what: What::Text,
                origin: *origin,
                source: Some(field.source_origin),
            });
        }
    }
}

fn of_narrative(lock: &Lock, pair: &Pair<'_>, sources: &SourceMap) -> OfPair {
    let mut own = OfPair::default();
    let Pair { source, translation } = pair;
    let tag = &translation.file.tag;
    let section = (tag.clone(), translation.section(sources));
    let Some(recorded) = lock.narratives.get(&section) else {
        // What nothing is held against need not be read again.
        let front = [
            source.title().is_some() && translation.title().is_some(),
            source.description().is_some() && translation.description().is_some(),
        ];
        let front = front.into_iter().filter(|both| *both).count();
        let blocks = translation.passages().count() + translation.document.footnotes.len();
        own.counts.unrecorded = front + blocks;
        return own;
    };
    let stale = |what, origin, source| Stale {
        tag: tag.clone(),
        name: translation.name(),
        what,
        origin,
        source,
    };
    for (recorded, source, translation) in [
        (recorded.title, source.title(), translation.title()),
        (recorded.description, source.description(), translation.description()),
    ] {
        let (Some((print, at)), Some((_, origin))) = (source, translation) else { continue };
        if own.counts.count(against(recorded, print)) {
            own.stale.push(stale(What::Text, origin, Some(at)));
        }
    }
    let mut blocks = StaleBlocks::default();
    let (theirs, ours) = (source.parts(sources), translation.parts(sources));
    for (what, recorded, theirs, ours, into) in [
        (What::Passage, &recorded.passages, &theirs.passages, &ours.passages, &mut blocks.passages),
        (
            What::Footnote,
            &recorded.footnotes,
            &theirs.footnotes,
            &ours.footnotes,
            &mut blocks.footnotes,
        ),
    ] {
        let standings = standings(recorded, theirs, ours);
        for (place, (part, standing)) in ours.iter().zip(standings).enumerate() {
            if own.counts.count(standing) {
                into.push(part.index);
                let original = theirs.get(place).filter(|_| theirs.len() == ours.len());
                own.stale.push(stale(what, part.origin, original.map(|part| part.origin)));
            }
        }
    }
    if blocks != StaleBlocks::default() {
        own.blocks = Some(Box::new(blocks));
    }
    own
}

fn against(recorded: Option<Print>, source: Print) -> Standing {
    match recorded {
        None => Standing::Unrecorded,
        Some(recorded) if recorded == source => Standing::Current,
        Some(_) => Standing::Stale,
    }
}

/// How each block of a translation stands.
///
/// A block is known by its own hash, so a paragraph that is put in before it, in the original or in
/// both, changes nothing for it. One that was reworded stands where one of the record has gone:
/// rewording a translation does not bring it up to date, recording it does.
fn standings(recorded: &[RecordedBlock], source: &[Part], translation: &[Part]) -> Vec<Standing> {
    let originals: BTreeSet<Print> = source.iter().map(|part| part.print).collect();
    let of = |entry: usize| {
        let is_there = originals.contains(&recorded[entry].source);
        if is_there { Standing::Current } else { Standing::Stale }
    };
    let mut free: BTreeMap<Print, VecDeque<usize>> = BTreeMap::new();
    for (entry, block) in recorded.iter().enumerate() {
        free.entry(block.translation).or_default().push_back(entry);
    }
    // A merge may have kept an older line as well; the one that fits today holds.
    let mut take = |print: Print| {
        let entries = free.get_mut(&print)?;
        let current = entries.iter().position(|&entry| of(entry) == Standing::Current);
        entries.remove(current.unwrap_or(0))
    };
    let entries: Vec<Option<usize>> = translation.iter().map(|part| take(part.print)).collect();
    let taken: BTreeSet<usize> = entries.iter().flatten().copied().collect();
    let mut standings = Vec::with_capacity(entries.len());
    let mut next = 0;
    for entry in entries {
        standings.push(match entry {
            Some(entry) => {
                next = entry + 1;
                of(entry)
            }
            None if next < recorded.len() && !taken.contains(&next) => {
                next += 1;
                of(next - 1)
            }
            None => Standing::Unrecorded,
        });
    }
    standings
}

#[cfg(test)]
mod tests {
    use super::Standing::{Current, Stale, Unrecorded};
    use super::*;

    fn print(seed: u8) -> Print {
        Print::of([seed; 32])
    }

    fn parts(seeds: &[u8]) -> Vec<Part> {
        let part =
            |(index, &seed)| Part { index, print: print(seed), origin: Origin::file(FileId(0)) };
        seeds.iter().enumerate().map(part).collect()
    }

    /// Three passages, translated: 1 by 101, 2 by 102, 3 by 103.
    fn standings_of(source: &[u8], translation: &[u8]) -> Vec<Standing> {
        let block = |seed| RecordedBlock { source: print(seed), translation: print(seed + 100) };
        standings(&[1, 2, 3].map(block), &parts(source), &parts(translation))
    }

    #[test]
    fn only_the_passage_whose_original_changed_is_stale() {
        assert_eq!(standings_of(&[1, 2, 3], &[101, 102, 103]), [Current, Current, Current]);
        assert_eq!(standings_of(&[1, 9, 3], &[101, 102, 103]), [Current, Stale, Current]);
    }

    #[test]
    fn a_passage_more_in_the_original_leaves_the_others_as_they_are() {
        assert_eq!(standings_of(&[9, 1, 2, 3], &[101, 102, 103]), [Current, Current, Current]);
        assert_eq!(
            standings_of(&[9, 1, 2, 3], &[109, 101, 102, 103]),
            [Unrecorded, Current, Current, Current]
        );
        assert_eq!(standings_of(&[1, 3], &[101, 102, 103]), [Current, Stale, Current]);
    }

    #[test]
    fn rewording_a_translation_does_not_bring_it_up_to_date() {
        assert_eq!(standings_of(&[1, 2, 3], &[101, 112, 103]), [Current, Current, Current]);
        assert_eq!(standings_of(&[1, 9, 3], &[101, 112, 103]), [Current, Stale, Current]);
    }

    #[test]
    fn a_line_that_a_merge_kept_changes_nothing() {
        let block = |seed| RecordedBlock { source: print(seed), translation: print(101) };
        assert_eq!(standings(&[block(9), block(1)], &parts(&[1]), &parts(&[101])), [Current]);
    }

    #[test]
    fn what_was_never_recorded_is_not_stale() {
        assert_eq!(standings(&[], &parts(&[1]), &parts(&[101])), [Unrecorded]);
        assert_eq!(
            standings_of(&[1, 2, 3, 4], &[101, 102, 103, 104]),
            [Current, Current, Current, Unrecorded]
        );
    }
}
