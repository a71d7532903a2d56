//! `content/translations.lock`: text → what was recorded, and back, in one order so that a diff shows what changed.

use std::collections::BTreeMap;
use std::fmt::{self, Write};

use crate::diagnostics::{Diagnostic, Diagnostics, FileId, Origin, codes};
use crate::language::Tag;

/// From the project's folder.
pub const PATH: &str = "content/translations.lock";

const HEAD: &str = "\
# What each translation was made from. Written by `kepi translated`, never by hand.
# Of a text of the data: its name, the hash of its original.
# Of a narrative: for each block the hash of the original, then that of its translation.
";

/// The first 64 bits of a SHA-256: nobody gains by forging them, and a line stays a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Print(u64);

/// What was recorded, by language and by section: `editions/2024-25` for the texts of an edition's
/// data, `editions/2024-25/narrative/er-1-1` for a narrative.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    pub data: BTreeMap<(Tag, String), BTreeMap<String, Print>>,
    pub narratives: BTreeMap<(Tag, String), RecordedNarrative>,
}

/// A narrative at the time it was recorded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordedNarrative {
    pub title: Option<Print>,
    pub description: Option<Print>,
    /// In the order of the translation.
    pub passages: Vec<RecordedBlock>,
    pub footnotes: Vec<RecordedBlock>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordedBlock {
    pub source: Print,
    pub translation: Print,
}

impl Print {
    pub fn of(hash: [u8; 32]) -> Self {
        let [a, b, c, d, e, f, g, h, ..] = hash;
        Print(u64::from_be_bytes([a, b, c, d, e, f, g, h]))
    }

    fn parse(text: &str) -> Option<Self> {
        let is_hex = text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_hex.then(|| u64::from_str_radix(text, 16).ok().map(Print))?
    }
}

impl fmt::Display for Print {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:016x}", self.0)
    }
}

impl Lock {
    /// Reads the file; a line that kepi did not write is reported and counts for nothing.
    pub fn parse(file: FileId, text: &str, found: &mut Diagnostics) -> Self {
        let mut lock = Lock::default();
        let mut section = None;
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let start = at;
            at += line.len();
            let line = line.trim_end();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let understood = match line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                Some(header) => {
                    section = header
                        .split_once(' ')
                        .and_then(|(tag, name)| Some((Tag::parse(tag)?, name.to_owned())));
                    section.is_some()
                }
                None => match &section {
                    Some(section) => lock.read_line(section, line).is_some(),
                    None => false,
                },
            };
            if !understood {
                found.push(
                    Diagnostic::new(&codes::DAMAGED_RECORD, "kepi did not write this line")
                        .at(Origin::range(file, start..start + line.len()))
                        .help("delete it; `kepi translated` writes anew what was recorded there"),
                );
            }
        }
        // A section whose lines are all damaged says nothing.
        lock.narratives.retain(|_, narrative| *narrative != RecordedNarrative::default());
        lock
    }

    fn read_line(&mut self, section: &(Tag, String), line: &str) -> Option<()> {
        let words: Vec<&str> = line.split(' ').collect();
        if !is_narrative(&section.1) {
            let [key, source] = words.as_slice() else { return None };
            let source = Print::parse(source)?;
            self.data.entry(section.clone()).or_default().insert((*key).to_owned(), source);
            return Some(());
        }
        let narrative = self.narratives.entry(section.clone()).or_default();
        match words.as_slice() {
            ["title", source] => narrative.title = Some(Print::parse(source)?),
            ["description", source] => narrative.description = Some(Print::parse(source)?),
            [kind @ ("passage" | "footnote"), source, translation] => {
                let block = RecordedBlock {
                    source: Print::parse(source)?,
                    translation: Print::parse(translation)?,
                };
                match *kind {
                    "passage" => narrative.passages.push(block),
                    _ => narrative.footnotes.push(block),
                }
            }
            _ => return None,
        }
        Some(())
    }

    /// The whole file.
    pub fn print(&self) -> String {
        let mut sections: BTreeMap<(&str, &Tag), String> = BTreeMap::new();
        for ((tag, name), texts) in &self.data {
            let lines = texts.iter().map(|(key, source)| format!("{key} {source}\n"));
            sections.insert((name, tag), lines.collect());
        }
        for ((tag, name), narrative) in &self.narratives {
            sections.insert((name, tag), narrative.print());
        }
        let mut out = HEAD.to_owned();
        for ((name, tag), lines) in sections.iter().filter(|(_, lines)| !lines.is_empty()) {
            write!(out, "\n[{tag} {name}]\n{lines}").expect("a string takes every text");
        }
        out
    }
}

impl RecordedNarrative {
    fn print(&self) -> String {
        let mut lines = String::new();
        let front = [("title", self.title), ("description", self.description)];
        for (key, source) in front {
            if let Some(source) = source {
                writeln!(lines, "{key} {source}").expect("a string takes every text");
            }
        }
        for (kind, blocks) in [("passage", &self.passages), ("footnote", &self.footnotes)] {
            for RecordedBlock { source, translation } in blocks {
                writeln!(lines, "{kind} {source} {translation}")
                    .expect("a string takes every text");
            }
        }
        lines
    }
}

/// The sections of data are named `site`, after an edition's folder, or after a whole TOML file.
fn is_narrative(section: &str) -> bool {
    let parts: Vec<&str> = section.split('/').collect();
    !section.ends_with(".toml")
        && matches!(parts.as_slice(), ["pages" | "series", _] | ["editions", _, "narrative", _])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let tag = Tag::parse("fr").expect("a tag");
        let print = |seed: u8| Print::of([seed; 32]);
        let mut lock = Lock::default();
        let data = lock.data.entry((tag.clone(), "editions/2025".to_owned())).or_default();
        data.insert("kpi.web.title".to_owned(), print(1));
        let narrative = RecordedNarrative {
            title: Some(print(2)),
            description: None,
            passages: vec![RecordedBlock { source: print(3), translation: print(4) }; 2],
            footnotes: vec![RecordedBlock { source: print(5), translation: print(6) }],
        };
        lock.narratives.insert((tag, "editions/2025/narrative/web".to_owned()), narrative);
        let text = lock.print();
        let mut found = Diagnostics::new();
        assert_eq!(Lock::parse(FileId(0), &text, &mut found), lock);
        assert!(found.is_empty());
        assert!(text.ends_with(
            "\n[fr editions/2025/narrative/web]\ntitle 0202020202020202\n\
             passage 0303030303030303 0404040404040404\n\
             passage 0303030303030303 0404040404040404\n\
             footnote 0505050505050505 0606060606060606\n"
        ));
    }

    #[test]
    fn the_marks_of_a_conflict_leave_the_rest_readable() {
        let text = "[fr editions/2025]\n<<<<<<< ours\na 0101010101010101\n=======\nb 02\n";
        let mut found = Diagnostics::new();
        let lock = Lock::parse(FileId(0), text, &mut found);
        assert_eq!(lock.data.values().map(BTreeMap::len).sum::<usize>(), 1);
        assert_eq!(found.len(), 3);
    }

    #[test]
    fn a_section_whose_lines_are_all_damaged_records_nothing() {
        let mut found = Diagnostics::new();
        let text = "[fr editions/2025/narrative/web]\npassage 0303030303030303\n";
        assert_eq!(Lock::parse(FileId(0), text, &mut found), Lock::default());
        assert_eq!(found.len(), 1);
    }
}
