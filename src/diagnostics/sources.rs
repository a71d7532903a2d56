//! The files that messages point into: their paths, their text, and where a byte stands in it.
//!
//! The texts of a hundred thousand narratives would fill half a gigabyte, so that a build does not hold
//! them: each is read again when it is asked for, and known by its hash to be as it was.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};

use crate::compact;

/// Number of a file in the `SourceMap`, given in order of path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

impl FileId {
    /// Of the file that is added behind so many others.
    pub fn nth(place: usize) -> FileId {
        FileId(u32::try_from(place).expect("fewer than four billion files"))
    }
}

/// A file with all that is in it, to be compared with what it was.
#[derive(Clone, Debug)]
pub struct WholeFile {
    pub id: FileId,
    /// `None` for one that could not be read as text, and where texts are not held: nothing is compared
    /// there.
    pub text: Option<Arc<str>>,
}

impl PartialEq for WholeFile {
    fn eq(&self, other: &Self) -> bool {
        // Of a file that was not read again it is one text, and thousands of them are not looked into.
        self.id == other.id
            && match (&self.text, &other.text) {
                (Some(one), Some(other)) => Arc::ptr_eq(one, other) || one == other,
                (one, other) => one.is_none() && other.is_none(),
            }
    }
}

/// Line and column, both from 1; a column counts characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    pub line: usize,
    pub column: usize,
}

#[derive(Clone, Debug)]
struct Source {
    path: Arc<str>,
    text: Option<Text>,
    /// `None` until a message points into the file.
    shown: OnceLock<Box<Shown>>,
}

/// What is in a file.
#[derive(Clone, Debug)]
pub enum Text {
    Held(Arc<str>),
    LetGo(Seal),
}

/// By which a text that is read again is known to be the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seal(u64);

impl Seal {
    pub fn of(text: &str) -> Seal {
        Seal(compact::hash(text))
    }
}

/// Paths are relative to the project, with `/` on every platform.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    files: Vec<Source>,
    /// Names of the sheets of each spreadsheet, in their order.
    sheets: BTreeMap<FileId, Vec<String>>,
    let_go: Option<Arc<LetGo>>,
}

/// How texts that are not held are read again.
struct LetGo {
    read: Box<ReadAgain>,
    /// The first file by number whose text was another then, or could not be read.
    changed: AtomicU32,
}

/// The text of the file at a path; `None` if it cannot be read any more.
pub type ReadAgain = dyn Fn(&str) -> Option<String> + Send + Sync;

const NONE: u32 = u32::MAX;

impl fmt::Debug for LetGo {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("LetGo").field("changed", &self.changed).finish_non_exhaustive()
    }
}

impl SourceMap {
    /// Whose texts that are let go are read by `read`.
    pub fn with(read: Box<ReadAgain>) -> Self {
        let let_go = Some(Arc::new(LetGo { read, changed: AtomicU32::new(NONE) }));
        SourceMap { let_go, ..SourceMap::default() }
    }

    pub fn add(&mut self, path: impl Into<Arc<str>>, text: Option<Arc<str>>) -> FileId {
        self.add_text(path, text.map(Text::Held))
    }

    pub fn add_text(&mut self, path: impl Into<Arc<str>>, text: Option<Text>) -> FileId {
        let id = FileId::nth(self.files.len());
        self.files.push(Source { path: path.into(), text, shown: OnceLock::new() });
        id
    }

    /// When no more files are added, of which there may be a hundred thousand.
    pub fn shrink(&mut self) {
        self.files.shrink_to_fit();
    }

    /// So that a message about a cell can name its sheet.
    pub fn name_sheets(&mut self, file: FileId, names: Vec<String>) {
        self.sheets.insert(file, names);
    }

    pub fn path(&self, file: FileId) -> &str {
        &self.files[file.0 as usize].path
    }

    pub fn len(&self) -> usize {
        self.files.len()
    }

    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The files that were added after the first ones.
    pub fn since(&self, first: usize) -> SourceMap {
        SourceMap { files: self.files[first..].to_vec(), ..SourceMap::default() }
    }

    pub fn extend(&mut self, others: &SourceMap) {
        self.files.extend_from_slice(&others.files);
    }

    /// `None` for a file that could not be read as text, or has changed since.
    pub fn text(&self, file: FileId) -> Option<Cow<'_, str>> {
        match self.files[file.0 as usize].text.as_ref()? {
            Text::Held(text) => Some(Cow::Borrowed(text)),
            Text::LetGo(seal) => self.again(file, *seal).map(Cow::Owned),
        }
    }

    /// Of any file that is not a narrative.
    pub fn held(&self, file: FileId) -> Option<&str> {
        self.shared_text(file).map(|text| &**text)
    }

    pub fn is_text(&self, file: FileId) -> bool {
        self.files[file.0 as usize].text.is_some()
    }

    /// `None` also for a text that is not held.
    pub fn shared_text(&self, file: FileId) -> Option<&Arc<str>> {
        match self.files[file.0 as usize].text.as_ref()? {
            Text::Held(text) => Some(text),
            Text::LetGo(_) => None,
        }
    }

    fn again(&self, file: FileId, seal: Seal) -> Option<String> {
        let let_go = self.let_go.as_ref().expect("who lets go of a text knows how to read it");
        let text = (let_go.read)(self.path(file)).filter(|text| Seal::of(text) == seal);
        if text.is_none() {
            let_go.changed.fetch_min(file.0, Ordering::Relaxed);
        }
        text
    }

    /// A file whose text was not as before when it was read again: nothing is true of it any more.
    pub fn changed(&self) -> Option<FileId> {
        let changed = self.let_go.as_ref()?.changed.load(Ordering::Relaxed);
        (changed != NONE).then_some(FileId(changed))
    }

    pub fn whole(&self, file: FileId) -> WholeFile {
        WholeFile { id: file, text: self.shared_text(file).cloned() }
    }

    /// `None` for a CSV file, which has no sheets.
    pub fn sheet(&self, file: FileId, number: u16) -> Option<&str> {
        self.sheets.get(&file)?.get(usize::from(number)).map(String::as_str)
    }

    pub fn find(&self, path: &str) -> Option<FileId> {
        let index = self.files.iter().position(|source| *source.path == *path)?;
        Some(FileId::nth(index))
    }

    /// Where the byte stands; an offset past the end counts as the end.
    ///
    /// The end of a text that closes with a line break is the end of its last line, so that the
    /// line is always one that the author can see.
    pub fn position(&self, file: FileId, offset: u32) -> Option<Position> {
        let shown = self.shown(file)?;
        let offset = settle(&shown.text, offset);
        let line = shown.line(offset);
        let column = shown.chars_before(offset) - shown.chars_before(shown.starts[line]);
        Some(Position { line: line + 1, column: column + 1 })
    }

    /// A line by its number, from 1.
    pub(super) fn line(&self, file: FileId, number: usize) -> Option<Line<'_>> {
        let Shown { text, starts, .. } = self.shown(file)?;
        let start = *starts.get(number.checked_sub(1)?)?;
        let end = starts.get(number).copied().unwrap_or(text.len());
        let line = &text[start..end];
        let line = line.strip_suffix('\n').map_or(line, |l| l.strip_suffix('\r').unwrap_or(l));
        Some(Line { start, text: line })
    }

    fn shown(&self, file: FileId) -> Option<&Shown> {
        let Source { text, shown, .. } = &self.files[file.0 as usize];
        if let Some(shown) = shown.get() {
            return Some(shown);
        }
        let text = match text.as_ref()? {
            Text::Held(text) => Arc::clone(text),
            Text::LetGo(seal) => self.again(file, *seal)?.into(),
        };
        Some(shown.get_or_init(|| Box::new(Shown::new(text))))
    }
}

/// One line of a file, without its line break.
pub(super) struct Line<'a> {
    /// Byte offset in the file.
    pub start: usize,
    pub text: &'a str,
}

/// The offset as one inside the text, at the start of a character.
fn settle(text: &str, offset: u32) -> usize {
    let mut offset = (offset as usize).min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    if offset == text.len() && text.ends_with('\n') {
        offset -= 1;
    }
    // A line break of two characters is one.
    if text[offset..].starts_with('\n') && text[..offset].ends_with('\r') {
        offset -= 1;
    }
    offset
}

/// A text that messages point into. Made for the first of them, so that a file with 40,000 mistakes is
/// not read from its start for each of them, not even where it is one single line.
#[derive(Clone, Debug)]
struct Shown {
    text: Arc<str>,
    /// Byte offset of each line's first character.
    starts: Vec<usize>,
    /// How many characters start before each `STEP` bytes.
    chars: Vec<usize>,
}

const STEP: usize = 1024;

impl Shown {
    fn new(text: Arc<str>) -> Shown {
        let mut starts = vec![0];
        starts.extend(text.match_indices('\n').map(|(at, _)| at + 1).filter(|&at| at < text.len()));
        let mut chars = vec![0];
        let mut before = 0;
        for chunk in text.as_bytes().chunks(STEP) {
            before += count_chars(chunk);
            chars.push(before);
        }
        Shown { text, starts, chars }
    }

    /// Number of the line, from 0.
    fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start <= offset) - 1
    }

    /// How many characters stand before the byte.
    fn chars_before(&self, offset: usize) -> usize {
        let step = offset / STEP;
        self.chars[step] + count_chars(&self.text.as_bytes()[step * STEP..offset])
    }
}

/// Characters that start in these bytes: all but the continuation bytes of UTF-8.
fn count_chars(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0b1100_0000 != 0b1000_0000).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn position(text: &str, offset: usize) -> (usize, usize) {
        let mut sources = SourceMap::default();
        let file = sources.add("a", Some(text.into()));
        let at = sources.position(file, u32::try_from(offset).expect("small")).expect("has text");
        (at.line, at.column)
    }

    #[test]
    fn columns_count_characters_and_lines_count_breaks() {
        let text = "title = \"年度报告\"\r\nпериод = 1\n";
        assert_eq!(position(text, 0), (1, 1));
        assert_eq!(position(text, text.find('度').expect("in the text")), (1, 11));
        assert_eq!(position(text, text.find("= 1").expect("in the text")), (2, 8));
    }

    #[test]
    fn a_text_that_was_let_go_is_read_again_and_a_changed_one_is_noticed() {
        let read = |path: &str| (path != "gone").then(|| "one\ntwo".to_owned());
        let mut sources = SourceMap::with(Box::new(read));
        let [same, changed, gone] = [("same", "one\ntwo"), ("changed", "one"), ("gone", "three")]
            .map(|(path, text)| sources.add_text(path, Some(Text::LetGo(Seal::of(text)))));
        assert_eq!(sources.text(same).as_deref(), Some("one\ntwo"));
        assert_eq!(sources.position(same, 5), Some(Position { line: 2, column: 2 }));
        assert_eq!(sources.line(same, 2).map(|line| line.text), Some("two"));
        assert_eq!((sources.held(same), sources.changed()), (None, None));
        assert_eq!((sources.text(gone), sources.position(gone, 0)), (None, None));
        assert_eq!(sources.changed(), Some(gone));
        assert_eq!(sources.text(changed), None);
        assert_eq!(sources.changed(), Some(changed));
    }

    #[test]
    fn the_end_of_a_file_is_on_a_line_that_exists() {
        assert_eq!(position("", 0), (1, 1));
        assert_eq!(position("a = 1", 99), (1, 6));
        assert_eq!(position("a = 1\n", 6), (1, 6));
        assert_eq!(position("a = 1\r\n", 7), (1, 6));
        assert_eq!(position("a = 1\n\n", 7), (2, 1));
    }

    #[test]
    fn the_index_says_the_same_as_counting_from_the_start() {
        let text = "número, año\n年, 月, 日\n\n🙂 x\r\n".repeat(300);
        for offset in (0..text.len()).filter(|&at| text.is_char_boundary(at)).step_by(7) {
            let before = &text[..offset];
            if before.ends_with('\r') {
                continue;
            }
            let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
            let counted =
                (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1);
            assert_eq!(position(&text, offset), counted, "at byte {offset}");
        }
    }
}
