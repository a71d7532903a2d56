//! The project folder → `SourceTree`: every file that counts, read once, in one order.

#![allow(clippy::disallowed_methods, reason = "the door that reads the project's files")]

use std::collections::{BTreeMap, BTreeSet, btree_map};
use std::fs::Metadata;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use walkdir::WalkDir;

use super::changed::Changed;
use super::fingerprint::FilesHash;
use super::open::Root;
use super::sheet::{TooLarge, Workbook};
use super::stamp::{Moment, Stamp};
use super::workbook;
use crate::diagnostics::{
    Diagnostic, Diagnostics, FileId, Origin, ReadAgain, Seal, SourceMap, Text, codes, in_words,
};

/// The folders of a project that are read, by their name in it.
pub const TOP: [&str; 2] = ["content", "themes"];

/// What is read of a project: facts, sentences, and the theme's overrides.
#[derive(Debug, Default)]
pub struct SourceTree {
    /// In order of path.
    pub files: Vec<SourceFile>,
    /// What is there but could not be read.
    pub unread: Vec<Unread>,
    pub sources: SourceMap,
    /// The hash of all files that could be read, where not all of their texts are held.
    pub made_from: Option<[u8; 32]>,
    /// Of these files, since the tree before.
    pub changed: Changed,
}

/// What somebody makes of the text of a narrative while it is in memory; its file comes with its number
/// and path.
pub type Look<'l, T> = dyn Fn(FileId, &str, &str) -> T + Sync + 'l;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    pub id: FileId,
    /// From the project folder, with `/`.
    pub path: Arc<str>,
    pub kind: FileKind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// TOML, Markdown or a text file of the theme; its text is in the `SourceMap`.
    Text,
    /// A workbook that stands where data stands.
    Workbook(Arc<Workbook>),
    /// Anything else that a page may carry.
    Binary(Arc<[u8]>),
}

/// A file or folder that could not be read: what is missing with it is no news.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    pub id: FileId,
    pub path: String,
    pub holds: Holds,
}

/// What is known of the content of an unread file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holds {
    Unknown,
    /// Some text, garbled in places.
    Text(Arc<str>),
    /// The same as another file of the project, which is read where it stands.
    SameAs(String),
}

impl SourceTree {
    pub fn file(&self, path: &str) -> Option<&SourceFile> {
        let index = self.files.binary_search_by(|file| (*file.path).cmp(path)).ok()?;
        Some(&self.files[index])
    }
}

/// The largest file of each kind; a real report is far below.
const LARGEST_TOML: u64 = 16_000_000;
const LARGEST_MARKDOWN: u64 = 1_000_000;
/// CSV files and workbooks that numbers are taken from; not those that readers may download.
const LARGEST_DATA: u64 = 16_000_000;
const LARGEST_OTHER: u64 = 50_000_000;
/// Folders deeper than this are a mistake, or a loop.
const DEEPEST: usize = 12;

/// What was read of a project, so that the next time only files are read that were written to since.
#[derive(Debug, Default)]
pub struct Seen {
    /// The folders whose files these are, while nothing is added to them or taken away; without a
    /// stamp those that are not there. `None`: they must be listed again.
    folders: Option<Vec<(PathBuf, Option<Stamp>)>>,
    /// In order of path.
    files: Vec<(Entry, Option<Known>)>,
    /// Of these files those that are not read, by path, with the path of the one that is.
    twins: BTreeMap<Arc<str>, Arc<str>>,
    /// The files are others than those of the tree before.
    are_others: bool,
}

/// What a file held when it had this stamp; without one it is read again in any case.
#[derive(Debug)]
struct Known {
    stamp: Option<Stamp>,
    content: Content,
    /// Not what it held in the tree before.
    is_new: bool,
}

/// What was read of a file.
enum Read<T> {
    Held(Content),
    /// A text that is let go, with what was made of it.
    LetGo(String, Seal, T),
}

/// Files whose texts are in memory at once while they are read.
const TOGETHER: usize = 2_000;

/// Reads `content/` and `themes/` below `root`, and holds all texts. Everything that cannot be read is
/// reported; the rest is there.
pub fn read_tree(root: &Path, found: &mut Diagnostics) -> SourceTree {
    read_tree_again(root, &mut Seen::default(), &Changed::Anything, found)
}

/// The same, where it was read before: only files that may have changed are looked at.
pub fn read_tree_again(
    root: &Path,
    seen: &mut Seen,
    changed: &Changed,
    found: &mut Diagnostics,
) -> SourceTree {
    read(root, seen, changed, None::<&Look<'_, ()>>, found).0
}

/// The same, with what `look` makes of each narrative, in their order, in place of their texts: who
/// needs one again reads it again.
pub fn read_tree_once<T: Send>(
    root: &Path,
    look: &Look<'_, T>,
    found: &mut Diagnostics,
) -> (SourceTree, Vec<(FileId, T)>) {
    read(root, &mut Seen::default(), &Changed::Anything, Some(look), found)
}

fn read<T: Send>(
    root: &Path,
    seen: &mut Seen,
    changed: &Changed,
    look: Option<&Look<'_, T>>,
    found: &mut Diagnostics,
) -> (SourceTree, Vec<(FileId, T)>) {
    let now = Moment::now();
    let changed = match seen.leaves_the_list(root, changed) {
        true => changed,
        false => {
            seen.look(root, now);
            &Changed::Anything
        }
    };
    let are_others = std::mem::take(&mut seen.are_others);
    let Seen { files, twins, .. } = seen;
    let folder = Arc::new(Root::new(root));
    let mut tree = SourceTree { sources: SourceMap::with(again(&folder)), ..SourceTree::default() };
    let mut looked_at = Vec::new();
    let mut hash = look.map(|_| FilesHash::default());
    let mut new = BTreeSet::new();
    for (chunk, together) in files.chunks_mut(TOGETHER).enumerate() {
        let read_one = |(place, (entry, known)): (usize, &mut (Entry, Option<Known>))| {
            let is_read = entry.refused.is_none() && !twins.contains_key(&entry.path);
            let id = FileId::nth(chunk * TOGETHER + place);
            is_read.then(|| match look.filter(|_| entry.path.ends_with(".md")) {
                Some(look) => look_at(&folder, &entry.path, |text| look(id, &entry.path, text)),
                None => read_again(&folder, entry, known, changed, now).map(Read::Held),
            })
        };
        let read: Vec<Option<Result<Read<T>, Diagnostic>>> =
            together.par_iter_mut().enumerate().map(read_one).collect();
        for ((Entry { path, on_disk, refused }, known), read) in together.iter().zip(read) {
            if look.is_none() && known.as_ref().is_none_or(|known| known.is_new) {
                new.insert(path.to_string());
            }
            let (path, refused) = (Arc::clone(path), refused.clone());
            let mut holds = Holds::Unknown;
            let read = match (refused, twins.get(&path), read) {
                (Some(diagnostic), _, _) => {
                    holds = linked(root, on_disk).map_or(Holds::Unknown, Holds::SameAs);
                    Err(diagnostic)
                }
                (None, Some(twin), _) => {
                    holds = Holds::SameAs(twin.to_string());
                    Err(differ_in_case(&path, twin))
                }
                (None, None, Some(read)) => read,
                (None, None, None) => unreachable!("what nothing speaks against was read"),
            };
            let mut take = |path: Arc<str>, kind: FileKind, written: &str, text: Option<Text>| {
                hash.iter_mut().for_each(|hash| hash.add(&path, &kind, written));
                let id = tree.sources.add_text(Arc::clone(&path), text);
                if let FileKind::Workbook(workbook) = &kind {
                    let names = workbook.sheets.iter().map(|(name, _)| name.clone());
                    tree.sources.name_sheets(id, names.collect());
                }
                tree.files.push(SourceFile { id, path, kind });
                id
            };
            match read {
                Ok(Read::LetGo(text, seal, looked)) => {
                    let id = take(path, FileKind::Text, &text, Some(Text::LetGo(seal)));
                    looked_at.push((id, looked));
                }
                Ok(Read::Held(Content::File(kind, text))) => {
                    let written = text.clone();
                    take(path, kind, written.as_deref().unwrap_or_default(), text.map(Text::Held));
                }
                Ok(Read::Held(Content::NotText { lossy, offset })) => {
                    let id = tree.sources.add(path.clone(), Some(Arc::clone(&lossy)));
                    let diagnostic = match offset {
                        Some(offset) => Diagnostic::new(&codes::NOT_UTF8, "the file is not UTF-8")
                            .at(Origin::range(id, offset..offset + 1))
                            .label("this byte fits no character"),
                        None => Diagnostic::new(&codes::NOT_UTF8, "the file is UTF-16, not UTF-8")
                            .at(Origin::file(id)),
                    };
                    found.push(diagnostic.help(
                        "save it as UTF-8; in Excel and old editors that is a choice when saving",
                    ));
                    let path = path.to_string();
                    tree.unread.push(Unread { id, path, holds: Holds::Text(lossy) });
                }
                Err(diagnostic) => {
                    let id = tree.sources.add(path.clone(), None);
                    found.push(diagnostic.at(Origin::file(id)));
                    tree.unread.push(Unread { id, path: path.to_string(), holds });
                }
            }
        }
    }
    tree.files.shrink_to_fit();
    tree.sources.shrink();
    tree.made_from = hash.map(FilesHash::finish);
    if look.is_none() && !are_others {
        tree.changed = Changed::Files(new);
    }
    (tree, looked_at)
}

/// A narrative whose text is let go, with what is made of it.
fn look_at<T>(
    root: &Root,
    path: &str,
    look: impl FnOnce(&str) -> T,
) -> Result<Read<T>, Diagnostic> {
    let (bytes, _) = read_bytes(root, path)?;
    Ok(match text_of(bytes) {
        Ok(text) => {
            let looked = look(&text);
            let seal = Seal::of(&text);
            Read::LetGo(text, seal, looked)
        }
        Err(no_text) => Read::Held(no_text),
    })
}

/// How the text of a narrative is read again that is not held.
fn again(folder: &Arc<Root>) -> Box<ReadAgain> {
    let folder = Arc::clone(folder);
    Box::new(move |path| {
        let (bytes, _) = read_bytes(&folder, path).ok()?;
        String::from_utf8(bytes).ok().map(without_mark)
    })
}

impl Seen {
    /// Whether other files are there than were read, or others of them than were looked at have changed.
    pub fn is_outdated(&mut self, root: &Path) -> bool {
        self.look(root, Moment::now());
        let has_changed = |(entry, known): &(Entry, Option<Known>)| {
            let stamp = known.as_ref().and_then(|known| known.stamp.as_ref());
            stamp.is_some_and(|stamp| Stamp::at(&entry.on_disk).as_ref() != Some(stamp))
        };
        self.are_others || self.files.iter().any(has_changed)
    }

    /// Whether the same files are there when only these have changed.
    fn leaves_the_list(&self, root: &Path, changed: &Changed) -> bool {
        let Changed::Files(changed) = changed else { return false };
        let is_as_listed = |path: &String| {
            let known = self.files.binary_search_by(|(entry, _)| (*entry.path).cmp(path));
            match known.map(|place| &self.files[place].0) {
                Ok(Entry { on_disk, refused, .. }) => {
                    let now = on_disk.symlink_metadata();
                    refused.is_none() && now.is_ok_and(|now| now.is_file())
                }
                Err(_) => root.join(path).symlink_metadata().is_err(),
            }
        };
        !self.files.is_empty() && changed.iter().all(is_as_listed)
    }

    /// Lists what there is now, unless that is what there was.
    fn look(&mut self, root: &Path, now: Moment) {
        let is_as_before = |folders: &Vec<(PathBuf, Option<Stamp>)>| {
            folders.iter().all(|(folder, stamp)| Stamp::at(folder) == *stamp)
        };
        if self.folders.as_ref().is_some_and(is_as_before) {
            return;
        }
        let mut listed = Listed { entries: Vec::new(), folders: Some(Vec::new()), now };
        for folder in TOP {
            listed.walk(root, folder);
        }
        // By path with `/`, so that the order is the same on every machine and file system.
        listed.entries.sort_by(|a, b| a.path.cmp(&b.path));
        let before = std::mem::take(&mut self.files);
        let is_as_it_was = |((before, _), entry): (&(Entry, Option<Known>), &Entry)| {
            before.path == entry.path && before.refused.is_none() && entry.refused.is_none()
        };
        self.are_others |= before.len() != listed.entries.len()
            || !before.iter().zip(&listed.entries).all(is_as_it_was);
        let before = before.into_iter();
        let mut known: BTreeMap<Arc<str>, Known> =
            before.filter_map(|(entry, known)| Some((entry.path, known?))).collect();
        let with_known = |entry: Entry| {
            let known = known.remove(&entry.path);
            (entry, known)
        };
        // What is wrong with one may depend on what lies outside of these folders.
        let is_sound = listed.entries.iter().all(|entry| entry.refused.is_none());
        self.folders = listed.folders.filter(|_| is_sound);
        self.files = listed.entries.into_iter().map(with_known).collect();
        self.twins = twins(&self.files);
    }
}

/// What a file holds: what it held, if it was not written to since.
fn read_again(
    root: &Root,
    entry: &Entry,
    known: &mut Option<Known>,
    changed: &Changed,
    now: Moment,
) -> Result<Content, Diagnostic> {
    if let Some(Known { stamp: Some(stamp), content, is_new }) = known
        && (!changed.may_be(&entry.path) || Stamp::at(&entry.on_disk).as_ref() == Some(stamp))
    {
        *is_new = false;
        return Ok(content.clone());
    }
    let before = known.take().map(|known| known.content);
    let (read, stamp) = read_file(root, &entry.path, now)?;
    let same = before.filter(|before| *before == read);
    let is_new = same.is_none();
    let content = same.unwrap_or(read);
    *known = Some(Known { stamp, content: content.clone(), is_new });
    Ok(content)
}

/// Files whose name differs from another's only in case, by path, with the other's path. Of two
/// the one in lowercase is read, because that is how kepi writes names.
fn twins(files: &[(Entry, Option<Known>)]) -> BTreeMap<Arc<str>, Arc<str>> {
    let is_plain =
        |path: &str| path.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    // Of two that differ in case one at least has capitals, and nearly no path has.
    let written_otherwise = files.iter().filter(|(Entry { path, .. }, _)| !is_plain(path));
    let in_lowercase: BTreeSet<String> =
        written_otherwise.map(|(Entry { path, .. }, _)| path.to_lowercase()).collect();
    let mut first: BTreeMap<&str, &Arc<str>> = BTreeMap::new();
    let mut twins = BTreeMap::new();
    if in_lowercase.is_empty() {
        return twins;
    }
    // Capitals come first in the order of paths, so the last of several is the plainest.
    for (Entry { path, .. }, _) in files.iter().rev() {
        let Some(lowercase) = in_lowercase.get(&path.to_lowercase()) else { continue };
        match first.entry(lowercase) {
            btree_map::Entry::Occupied(plain) => {
                twins.insert(Arc::clone(path), Arc::clone(plain.get()));
            }
            btree_map::Entry::Vacant(vacant) => {
                vacant.insert(path);
            }
        }
    }
    twins
}

fn differ_in_case(path: &str, twin: &str) -> Diagnostic {
    let name = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
    // Where only their folders differ the whole paths are needed to see it.
    let (one, other) = match (name(path), name(twin)) {
        (one, other) if one == other => (path.to_owned(), twin.to_owned()),
        names => names,
    };
    Diagnostic::new(
        &codes::CASE_COLLISION,
        format!("`{one}` differs from `{other}` only in the case of its letters"),
    )
    .help("rename or delete one of them: on many systems they are the same file")
}

/// A file of the project, or what stands where one should.
#[derive(Debug)]
struct Entry {
    path: Arc<str>,
    on_disk: PathBuf,
    refused: Option<Diagnostic>,
}

/// The path below the project of the file that a link leads to, if it stays inside.
fn linked(root: &Path, on_disk: &Path) -> Option<String> {
    if !on_disk.is_symlink() {
        return None;
    }
    let root = root.canonicalize().ok()?;
    let target = on_disk.canonicalize().ok()?;
    target.starts_with(&root).then(|| relative(&root, &target).0)
}

/// What stands in the project's folders.
struct Listed {
    entries: Vec<Entry>,
    /// Those that were listed; `None` where one of them may change without showing it.
    folders: Option<Vec<(PathBuf, Option<Stamp>)>>,
    now: Moment,
}

impl Listed {
    fn walk(&mut self, root: &Path, folder: &str) {
        let top = root.join(folder);
        if !top.exists() && !top.is_symlink() {
            self.folders.iter_mut().for_each(|folders| folders.push((top.clone(), None)));
            return;
        }
        let visible = |entry: &walkdir::DirEntry| {
            entry.depth() == 0 || !is_left_by_an_editor(entry.file_name())
        };
        // Links are not followed: a report is whole within its folder, and a loop cannot be walked.
        let walk =
            WalkDir::new(&top).follow_links(false).follow_root_links(false).max_depth(DEEPEST + 1);
        for entry in walk.into_iter().filter_entry(visible) {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let on_disk = error.path().unwrap_or(&top).to_owned();
                    let cause = error
                        .io_error()
                        .map_or("cannot be walked".to_owned(), |error| in_words(error));
                    let refused =
                        unreadable(format!("the folder cannot be read: {cause}"), MAY_READ);
                    self.entries.push(Entry {
                        path: relative(root, &on_disk).0.into(),
                        on_disk,
                        refused: Some(refused),
                    });
                    continue;
                }
            };
            let (path, exact) = relative(root, entry.path());
            let kind = entry.file_type();
            let refused = if kind.is_symlink() {
                let target = std::fs::read_link(entry.path()).unwrap_or_default();
                Some(
                    Diagnostic::new(
                        &codes::SYMLINK,
                        format!("`{path}` is a link to `{}`", target.display()),
                    )
                    .help("put the file itself here: a report must be whole wherever it is copied"),
                )
            } else if kind.is_dir() && entry.depth() > DEEPEST {
                Some(
                    Diagnostic::new(
                        &codes::FOLDER_TOO_DEEP,
                        format!("a folder stands {DEEPEST} levels deep"),
                    )
                    .help("move its files up"),
                )
            } else if !exact {
                Some(unreadable(
                    "the name of the file is not UTF-8".to_owned(),
                    "rename it; plain letters, digits and hyphens work everywhere",
                ))
            } else if kind.is_dir() {
                self.listed(entry.into_path());
                continue;
            } else if !kind.is_file() {
                Some(unreadable(
                    format!("`{path}` is {}, not a file", what_it_is(kind)),
                    "put a plain file in its place, or delete it",
                ))
            } else {
                None
            };
            self.entries.push(Entry { path: path.into(), on_disk: entry.into_path(), refused });
        }
    }

    fn listed(&mut self, folder: PathBuf) {
        let metadata = folder.symlink_metadata().ok();
        let stamp = metadata.and_then(|metadata| self.now.stamp(&metadata));
        match (stamp, &mut self.folders) {
            (Some(stamp), Some(folders)) => folders.push((folder, Some(stamp))),
            _ => self.folders = None,
        }
    }
}

/// Hidden files, backups, swap files and what file managers leave behind are no part of the report.
pub(super) fn is_left_by_an_editor(name: &std::ffi::OsStr) -> bool {
    let name = name.as_encoded_bytes();
    name.starts_with(b".")
        || name.starts_with(b"~$")
        || name == b"Thumbs.db"
        || name == b"desktop.ini"
        || name.ends_with(b"~")
        || name.ends_with(b".swp")
        || name.ends_with(b".swo")
        || name.ends_with(b".bak")
        || name.ends_with(b".tmp")
        || (name.starts_with(b"#") && name.ends_with(b"#"))
}

/// The path below the project with `/`, and whether nothing was lost in it.
fn relative(root: &Path, path: &Path) -> (String, bool) {
    let inside = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> =
        inside.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    (parts.join("/"), inside.to_str().is_some())
}

/// Cheap to clone.
#[derive(Clone, Debug, PartialEq)]
enum Content {
    File(FileKind, Option<Arc<str>>),
    /// A text file with a byte that fits no character; without one for a text of two bytes a letter.
    NotText {
        lossy: Arc<str>,
        offset: Option<usize>,
    },
}

/// The content, and what shows whether it is still the same; `None` where nothing does.
fn read_file(root: &Root, path: &str, now: Moment) -> Result<(Content, Option<Stamp>), Diagnostic> {
    let (bytes, metadata) = read_bytes(root, path)?;
    Ok((content_of(path, bytes)?, now.stamp(&metadata)))
}

fn read_bytes(root: &Root, path: &str) -> Result<(Vec<u8>, Metadata), Diagnostic> {
    let (limit, kind, remedy) = match path.rsplit_once('.').map(|(_, extension)| extension) {
        Some("toml") => (
            LARGEST_TOML,
            "a data file",
            "split it: the records of an edition may stand in any number of files",
        ),
        Some("csv" | "xlsx") if is_data(path) => (
            LARGEST_DATA,
            "a file that numbers are taken from",
            "keep only the numbers of this table in it",
        ),
        Some("md") => (
            LARGEST_MARKDOWN,
            "a narrative",
            "split it: let each result have a narrative of its own",
        ),
        _ => (LARGEST_OTHER, "a file", "make it smaller, or link to it where it is published"),
    };
    let failed = |error: &std::io::Error| {
        unreadable(format!("the file cannot be read: {}", in_words(error)), MAY_READ)
    };
    let (file, metadata) = root.open(path).map_err(|error| failed(&error))?;
    let size = usize::try_from(metadata.len().min(limit)).unwrap_or_default();
    let mut bytes = Vec::with_capacity(size + 1);
    // One byte past the limit is enough to know; a file that grows meanwhile does no harm.
    file.take(limit + 1).read_to_end(&mut bytes).map_err(|error| failed(&error))?;
    if bytes.len() as u64 > limit {
        return Err(Diagnostic::new(
            &codes::FILE_TOO_LARGE,
            format!("{kind} may have at most {} MB", limit / 1_000_000),
        )
        .help(remedy));
    }
    Ok((bytes, metadata))
}

/// A byte order mark says nothing in UTF-8, but would shift every column by one.
fn without_mark(text: String) -> String {
    text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)
}

fn content_of(path: &str, bytes: Vec<u8>) -> Result<Content, Diagnostic> {
    if path.ends_with(".xlsx") && is_data(path) {
        let workbook = workbook::read(&bytes).map_err(|wrong| no_workbook(&wrong))?;
        return Ok(Content::File(FileKind::Workbook(Arc::new(workbook)), None));
    }
    let is_text = path.rsplit_once('.').is_some_and(|(_, extension)| TEXTS.contains(&extension));
    if !is_text {
        return Ok(Content::File(FileKind::Binary(bytes.into()), None));
    }
    Ok(match text_of(bytes) {
        Ok(text) => Content::File(FileKind::Text, Some(text.into())),
        Err(no_text) => no_text,
    })
}

/// The ends of the names of texts.
const TEXTS: [&str; 9] = ["toml", "md", "html", "css", "js", "svg", "txt", "csv", "lock"];

fn text_of(bytes: Vec<u8>) -> Result<String, Content> {
    if let Some(text) = utf16(&bytes) {
        return Err(Content::NotText { lossy: text.into(), offset: None });
    }
    String::from_utf8(bytes).map(without_mark).map_err(|error| {
        let offset = Some(error.utf8_error().valid_up_to());
        Content::NotText { lossy: String::from_utf8_lossy(error.as_bytes()).into(), offset }
    })
}

/// Whether a file stands among the records, not beside the narratives for readers to download.
pub fn is_data(path: &str) -> bool {
    let segments: Vec<&str> = path.split('/').collect();
    match segments.as_slice() {
        ["content", "series", _] => true,
        ["content", "editions", _, folder, ..] => *folder != "narrative",
        _ => false,
    }
}

fn no_workbook(wrong: &workbook::Wrong) -> Diagnostic {
    match wrong {
        workbook::Wrong::TooLarge(limit) => too_large(*limit),
        workbook::Wrong::NoWorkbook => {
            Diagnostic::new(&codes::DATA_FILE, "the file is no workbook that can be read")
                .help("save it as `.xlsx` (Excel Workbook) and without a password, or as CSV UTF-8")
        }
        workbook::Wrong::Damaged(said) => {
            Diagnostic::new(&codes::DATA_FILE, format!("the workbook is damaged: {said}"))
                .help("open it in a spreadsheet program and save it again, or save it as CSV UTF-8")
        }
    }
}

pub fn too_large(limit: TooLarge) -> Diagnostic {
    Diagnostic::new(&codes::FILE_TOO_LARGE, format!("the file has {}", limit.what()))
        .help("keep only the numbers of this table in it; rows that were only formatted count, too")
}

/// In the place of a file.
#[cfg(unix)]
fn what_it_is(kind: std::fs::FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt as _;
    match kind {
        _ if kind.is_fifo() => "a pipe",
        _ if kind.is_socket() => "a socket",
        _ => "a device",
    }
}

#[cfg(not(unix))]
fn what_it_is(_: std::fs::FileType) -> &'static str {
    "a device"
}

const MAY_READ: &str = "check that everyone who builds the report may read it";

fn unreadable(message: String, remedy: &str) -> Diagnostic {
    Diagnostic::new(&codes::FILE_UNREADABLE, message).help(remedy)
}

/// What some editors call "Unicode": it begins with a mark that no UTF-8 has.
fn utf16(bytes: &[u8]) -> Option<String> {
    let (mark, letters) = bytes.split_at_checked(2)?;
    let word: fn([u8; 2]) -> u16 = match mark {
        [0xff, 0xfe] => u16::from_le_bytes,
        [0xfe, 0xff] => u16::from_be_bytes,
        _ => return None,
    };
    let words: Vec<u16> = letters.chunks_exact(2).map(|pair| word([pair[0], pair[1]])).collect();
    Some(String::from_utf16_lossy(&words))
}
