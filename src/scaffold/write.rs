//! Puts the files of a new project into a folder where nothing was.

#![allow(
    clippy::disallowed_methods,
    reason = "`kepi new` makes a project, not a site: it writes each file once, where none was"
)]

use std::fmt;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::{Ci, files};
use crate::diagnostics::in_words;
use crate::language::Tag;

/// Why no project was made, or not all of it.
#[derive(Debug)]
pub enum Refusal {
    /// Something is in the folder already; it stays as it is.
    NotEmpty(PathBuf),
    NotAFolder(PathBuf),
    Machine {
        path: PathBuf,
        error: io::Error,
    },
}

/// Makes the project and says how many files it has. The folder may exist when it is empty, or
/// holds no more than what `git init` puts there.
pub fn create(folder: &Path, languages: &[Tag], ci: Ci) -> Result<usize, Refusal> {
    must_be_free(folder)?;
    let mut files = files(languages);
    files.extend(ci.file());
    for file in &files {
        let path = folder.join(file.path.split('/').collect::<PathBuf>());
        write(&path, &file.text).map_err(|error| Refusal::Machine { path, error })?;
    }
    Ok(files.len())
}

fn must_be_free(folder: &Path) -> Result<(), Refusal> {
    let failed = |error| Refusal::Machine { path: folder.to_owned(), error };
    match fs::read_dir(folder) {
        Ok(entries) => {
            for entry in entries {
                if entry.map_err(failed)?.file_name() != ".git" {
                    return Err(Refusal::NotEmpty(folder.to_owned()));
                }
            }
            Ok(())
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(_) if folder.is_file() => Err(Refusal::NotAFolder(folder.to_owned())),
        Err(error) => Err(failed(error)),
    }
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    // A file that appeared in the meantime belongs to someone else.
    OpenOptions::new().write(true).create_new(true).open(path)?.write_all(text.as_bytes())
}

impl Refusal {
    /// Whether another folder would have worked, or the computer failed.
    pub fn is_wrong_use(&self) -> bool {
        !matches!(self, Refusal::Machine { .. })
    }

    /// What to do about it.
    pub fn help(&self) -> Vec<String> {
        match self {
            Refusal::NotEmpty(_) => {
                vec!["name a folder that does not exist yet, or empty this one".to_owned()]
            }
            Refusal::NotAFolder(_) => vec!["name a folder that does not exist yet".to_owned()],
            Refusal::Machine { .. } => Vec::new(),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::NotEmpty(folder) => {
                write!(out, "the folder `{}` is not empty, so nothing was made", folder.display())
            }
            Refusal::NotAFolder(path) => {
                write!(out, "`{}` is a file, not a folder", path.display())
            }
            Refusal::Machine { path, error } => {
                write!(out, "`{}` could not be written: {}", path.display(), in_words(error))
            }
        }
    }
}

impl std::error::Error for Refusal {}
