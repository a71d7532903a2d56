//! The published folder and the manifest in it → which of its files are kepi's, and which must
//! stay because somebody else put them there.

use std::collections::HashSet;
use std::fs::{self, DirEntry};
use std::io;
use std::path::{Path, PathBuf};

use super::manifest::{self, Manifest};
use super::place::{Place, STAGING_INSIDE};
use super::{Failure, make_folders, system};
use crate::bundle::{ByPath, FileFacts};

/// Tells kepi's files from others, by the manifest of the published site.
pub struct Known<'a> {
    published: &'a Manifest,
    mounted: bool,
    /// Folders that hold a file of the published or of the new site; any other is foreign as a
    /// whole. Asked, never listed.
    folders: HashSet<&'a str>,
}

/// Whose an entry of the folder is.
pub enum Owner {
    Kepi,
    /// The manifest, or the staging folder inside a mount point: kepi's, but not of the site.
    Bookkeeping,
    /// Holds files of kepi, perhaps among others.
    Shared,
    Foreign,
}

impl<'a> Known<'a> {
    /// `mounted`: the folder is a mount point, so the staging folder lies inside.
    pub fn new(published: &'a Manifest, files: &'a ByPath<FileFacts>, mounted: bool) -> Self {
        let folders = folders_of(published.paths().chain(files.paths()));
        Known { published, mounted, folders }
    }

    /// Whether the old or the new site has a folder there.
    pub fn is_folder(&self, path: &str) -> bool {
        self.folders.contains(path)
    }

    /// `path` is relative, with `/`; `None` for a name that is no text.
    pub fn owner(&self, path: Option<&str>, entry: &DirEntry) -> io::Result<Owner> {
        let kind = entry.file_type()?;
        Ok(match path {
            Some(path) if kind.is_dir() && self.is_folder(path) => Owner::Shared,
            Some(path) if kind.is_file() && self.published.knows(path) => Owner::Kepi,
            Some(manifest::NAME) if kind.is_file() => Owner::Bookkeeping,
            Some(path) if self.mounted && path.starts_with(STAGING_INSIDE) => Owner::Bookkeeping,
            _ => Owner::Foreign,
        })
    }
}

/// A file, link or whole folder that kepi did not make.
#[derive(Debug)]
pub struct Foreign {
    /// Relative to the output folder.
    pub path: PathBuf,
    /// As it stands in the manifest and in messages; `name/` for a folder.
    pub listed: String,
    pub is_folder: bool,
}

/// What stands in the published folder at the moment of the exchange.
#[derive(Debug, Default)]
pub struct Standing {
    /// Files of kepi that are really there.
    pub ours: Vec<String>,
    /// Folders with files of kepi that are really there, each before those inside.
    pub folders: Vec<String>,
    /// Sorted; the topmost entries only.
    pub foreign: Vec<Foreign>,
    /// Something is mounted among the foreign files, so that the folder must not be moved.
    pub mounts_inside: bool,
}

impl Standing {
    pub fn survey(place: &Place, known: &Known) -> Result<Self, Failure> {
        let mut standing = Standing::default();
        let walked = standing.walk(&place.output, Path::new(""), known);
        walked.map_err(|e| Failure::machine("cannot survey", &place.shown, &e))?;
        standing.ours.sort_unstable();
        standing.folders.sort_unstable();
        standing.foreign.sort_unstable_by(|a, b| a.listed.cmp(&b.listed));
        Ok(standing)
    }

    fn walk(&mut self, folder: &Path, relative: &Path, known: &Known) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let path = relative.join(entry.file_name());
            let text = with_slashes(&path);
            match known.owner(text.as_deref(), &entry)? {
                Owner::Kepi => self.ours.extend(text),
                Owner::Bookkeeping => {}
                Owner::Shared => {
                    if system::is_mounted(&entry.path())? {
                        let what = format!("`{}` is a mount point inside it", path.display());
                        return Err(io::Error::new(io::ErrorKind::CrossesDevices, what));
                    }
                    self.folders.extend(text);
                    self.walk(&entry.path(), &path, known)?;
                }
                Owner::Foreign => {
                    let is_folder = entry.file_type()?.is_dir();
                    // A mount point stays as it is, so it matters no more what is mounted inside;
                    // and it may hold folders that only the system can read.
                    if is_folder && !known.mounted {
                        self.mounts_inside |= has_mounts(&entry.path())?;
                    }
                    let closing = if is_folder { "/" } else { "" };
                    let name = text.unwrap_or_else(|| path.to_string_lossy().into_owned());
                    self.foreign.push(Foreign {
                        path,
                        listed: format!("{name}{closing}"),
                        is_folder,
                    });
                }
            }
        }
        Ok(())
    }

    /// A foreign file is never overwritten, nor is a file of the report left out for it.
    pub fn refuse_conflicts(&self, shown: &Path, files: &ByPath<FileFacts>) -> Result<(), Failure> {
        let folders = match self.foreign.is_empty() {
            true => HashSet::new(),
            false => folders_of(files.paths()),
        };
        let in_the_way = |foreign: &&Foreign| {
            let Some(path) = with_slashes(&foreign.path) else { return false };
            files.contains(&path)
                || (!foreign.is_folder && folders.contains(path.as_str()))
                || folders_above(&path).any(|folder| files.contains(folder))
        };
        let conflicts: Vec<&Foreign> = self.foreign.iter().filter(in_the_way).collect();
        let Some(first) = conflicts.first() else { return Ok(()) };
        let place = shown.join(&first.path);
        let more = match conflicts.len() {
            1 => String::new(),
            many => format!(" (and {} more like it)", many - 1),
        };
        Err(Failure::conflict(
            format!(
                "`{}` was not made by kepi, but the report has a file there{more}",
                place.display()
            ),
            "move it away, or delete it if the one of the report will do",
        ))
    }
}

/// Takes foreign files over into the new site, before it replaces the old one. They are linked,
/// not copied: the same file has both names until the old folder goes, so a change made by its
/// owner in the meantime is not lost, and neither are its time stamps.
pub fn carry_over(foreign: &[Foreign], output: &Path, staging: &Path) -> Result<(), Failure> {
    for entry in foreign {
        let from = output.join(&entry.path);
        let cannot = |e: io::Error| Failure::machine("cannot take over", &from, &e);
        let to = staging.join(&entry.path);
        if let Some(parent) = to.parent() {
            make_folders(parent).map_err(cannot)?;
        }
        match entry.is_folder {
            true => link_folder(&from, &to).map_err(cannot)?,
            false => link_or_copy(&from, &to).map_err(cannot)?,
        }
    }
    Ok(())
}

fn link_folder(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        match entry.file_type()?.is_dir() {
            true => link_folder(&entry.path(), &to)?,
            false => link_or_copy(&entry.path(), &to)?,
        }
    }
    system::copy_permissions(from, to)
}

fn link_or_copy(from: &Path, to: &Path) -> io::Result<()> {
    let Err(refused) = fs::hard_link(from, to) else { return Ok(()) };
    let found = fs::symlink_metadata(from)?;
    if found.is_symlink() {
        return system::copy_link(from, to);
    }
    if !found.is_file() {
        return Err(refused);
    }
    fs::copy(from, to)?;
    let times = fs::FileTimes::new().set_modified(found.modified()?);
    fs::OpenOptions::new().write(true).open(to)?.set_times(times)
}

fn has_mounts(folder: &Path) -> io::Result<bool> {
    if system::is_mounted(folder)? {
        return Ok(true);
    }
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() && has_mounts(&entry.path())? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// All folders that these files lie in.
pub fn folders_of<'a>(paths: impl Iterator<Item = &'a str>) -> HashSet<&'a str> {
    let mut folders = HashSet::new();
    for path in paths {
        for folder in folders_above(path) {
            if !folders.insert(folder) {
                break;
            }
        }
    }
    folders
}

/// `a/b/c` lies in `a/b` and in `a`: the nearest first.
pub fn folders_above(path: &str) -> impl Iterator<Item = &str> {
    path.rmatch_indices('/').map(|(end, _)| &path[..end])
}

/// `None` for a name that is no text; no file of kepi has such a name.
pub fn with_slashes(path: &Path) -> Option<String> {
    let text = path.to_str()?;
    Some(match std::path::MAIN_SEPARATOR {
        '/' => text.to_owned(),
        separator => text.replace(separator, "/"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folders_above_a_file_come_nearest_first() {
        let above: Vec<&str> = folders_above("en/kpi/index.html").collect();
        assert_eq!(above, ["en/kpi", "en"]);
        assert_eq!(folders_above("index.html").count(), 0);
    }
}
