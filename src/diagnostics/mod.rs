//! What we tell the author: code, message, place, help; printed as text, JSON, SARIF or CI annotations.

pub mod codes;
mod in_words;
mod listed;
mod nearest;
pub mod print;
mod sources;
pub mod toml_words;
pub mod typed;
pub mod work;

use std::cmp::Ordering;
use std::collections::BTreeMap;

pub use codes::Code;
pub use in_words::in_words;
pub use listed::listed;
pub use nearest::nearest;
pub use sources::{FileId, Position, ReadAgain, Seal, SourceMap, Text, WholeFile};

/// Whether the site may be published although this was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The report would be wrong or broken: nothing is published.
    Error,
    /// Published, but a reader may be misled.
    Warning,
    /// Published as the author meant; worth knowing.
    Note,
}

impl Severity {
    /// The word printed before the code.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

/// A place in a file that the author wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    pub file: FileId,
    pub at: At,
}

/// Where in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum At {
    /// The file as a whole: it cannot be read, or it is in the wrong place.
    Whole,
    /// A byte range of its text.
    Range { start: u32, end: u32 },
    /// A cell of a spreadsheet or CSV file, counted from zero.
    Cell { sheet: u16, row: u32, column: u32 },
}

impl Origin {
    pub fn file(file: FileId) -> Self {
        Origin { file, at: At::Whole }
    }

    /// Files are at most 100 MB, so a byte offset fits in 32 bits.
    pub fn range(file: FileId, range: std::ops::Range<usize>) -> Self {
        let clamp = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Origin { file, at: At::Range { start: clamp(range.start), end: clamp(range.end) } }
    }
}

/// One thing found wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    pub code: &'static Code,
    pub severity: Severity,
    /// What is wrong, with the value: a lowercase phrase without a full stop.
    pub message: String,
    /// Where; `None` only for what concerns no file, such as a missing content folder.
    pub origin: Option<Origin>,
    /// What stands at the caret: short, may be empty.
    pub label: String,
    /// What to do; each entry is one remedy.
    pub help: Vec<String>,
    /// Other places that matter, such as the first of two equal ids.
    pub related: Vec<(Origin, String)>,
}

impl Diagnostic {
    pub fn new(code: &'static Code, message: impl Into<String>) -> Self {
        Diagnostic {
            code,
            severity: code.severity,
            message: message.into(),
            origin: None,
            label: String::new(),
            help: Vec::new(),
            related: Vec::new(),
        }
    }

    pub fn at(mut self, origin: Origin) -> Self {
        self.origin = Some(origin);
        self
    }

    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    pub fn related(mut self, origin: Origin, label: impl Into<String>) -> Self {
        self.related.push((origin, label.into()));
        self
    }

    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }
}

/// Of one severity in one file. Nobody mends as many before looking again, and a file that is no data
/// at all must not fill the memory.
pub const MOST_OF_A_FILE: usize = 10_000;

/// Everything found so far, in any order until `into_sorted`.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    found: Vec<Diagnostic>,
    of_files: BTreeMap<(FileId, Severity), usize>,
    pushed: usize,
}

impl Diagnostics {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn push(&mut self, mut diagnostic: Diagnostic) {
        self.pushed += 1;
        if let Some(Origin { file, .. }) = diagnostic.origin {
            let count = self.of_files.entry((file, diagnostic.severity)).or_default();
            *count += 1;
            match (*count).cmp(&(MOST_OF_A_FILE + 1)) {
                Ordering::Less => {}
                Ordering::Equal => diagnostic = too_many(file, diagnostic.severity),
                Ordering::Greater => return,
            }
        }
        self.found.push(diagnostic);
    }

    pub fn append(&mut self, other: Diagnostics) {
        self.pushed += other.pushed - other.found.len();
        other.found.into_iter().for_each(|diagnostic| self.push(diagnostic));
    }

    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.found.iter()
    }

    /// It grows with everything that is found, also with what is too much to be kept.
    pub fn len(&self) -> usize {
        self.pushed
    }

    pub fn is_empty(&self) -> bool {
        self.pushed == 0
    }

    pub fn count(&self, severity: Severity) -> usize {
        self.found.iter().filter(|d| d.severity == severity).count()
    }

    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// By file path, place, severity and text, each once: the same order at any thread count.
    pub fn into_sorted(self, sources: &SourceMap) -> Vec<Diagnostic> {
        let mut found = self.found;
        let place = |d: &Diagnostic| d.origin.map(|o| (sources.path(o.file).to_owned(), o.at));
        found.sort_by_cached_key(|d| (place(d), d.severity, d.code.name, d.message.clone()));
        found.dedup();
        found
    }
}

fn too_many(file: FileId, severity: Severity) -> Diagnostic {
    Diagnostic::new(
        &codes::TOO_MANY_MISTAKES,
        format!("the file has more mistakes than the {MOST_OF_A_FILE} that are told"),
    )
    .at(Origin::file(file))
    .severity(severity)
    .help("mend the first ones and check again")
}
