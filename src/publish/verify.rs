//! A published folder, wherever it was copied to → what in it is not as the build made it.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::manifest::{self, Manifest};
use super::standing::with_slashes;
use super::{Failure, system};
use crate::bundle::{FileFacts, Hash};

/// Every path relative to the folder, sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// How many files the build made.
    pub files: usize,
    /// Of what the report was made from, if the manifest says so.
    pub sources: Option<Hash>,
    pub missing: Vec<String>,
    pub changed: Vec<String>,
    /// Files that neither the build made nor somebody put there before it.
    pub foreign: Vec<String>,
}

impl Verified {
    pub fn is_whole(&self) -> bool {
        self.missing.is_empty() && self.changed.is_empty() && self.foreign.is_empty()
    }

    /// One document, for other programs.
    pub fn to_json(&self) -> String {
        let sources = self.sources.as_ref().map(manifest::hex);
        let json = serde_json::json!({
            "version": 1,
            "whole": self.is_whole(),
            "files": self.files,
            "sources": sources,
            "missing": self.missing,
            "changed": self.changed,
            "foreign": self.foreign,
        });
        format!("{json:#}\n")
    }
}

/// Reads every file of the folder. Fails where there is no folder or a file cannot be read; a folder
/// without a manifest is one that is not whole.
pub fn verify(folder: &Path) -> Result<Verified, Failure> {
    let cannot = |e: io::Error| Failure::machine("cannot read", folder, &e);
    if !folder.is_dir() {
        let message = format!("there is no folder `{}`", folder.display());
        return Err(Failure::refused(message, "name the folder that `kepi build` published into"));
    }
    let mut verified = Verified::default();
    let listed = match manifest::read(folder) {
        Ok(json) => Manifest::parse(&json).ok(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            verified.missing.push(manifest::NAME.to_owned());
            return Ok(verified);
        }
        Err(error) => return Err(cannot(error)),
    };
    let Some(listed) = listed else {
        verified.changed.push(manifest::NAME.to_owned());
        return Ok(verified);
    };
    verified.files = listed.files.len();
    verified.sources = listed.sources;
    let mut there = Vec::new();
    walk(folder, Path::new(""), &listed, &mut there, &mut verified.foreign).map_err(cannot)?;
    there.sort_unstable();
    for (path, facts) in listed.files.iter() {
        if there.binary_search_by(|it| it.as_str().cmp(path)).is_err() {
            verified.missing.push(path.to_owned());
        } else if !is_as_made(&folder.join(path), facts).map_err(cannot)? {
            verified.changed.push(path.to_owned());
        }
    }
    verified.foreign.sort_unstable();
    Ok(verified)
}

/// `there`: files that the manifest lists; the rest is foreign, or kept and no matter.
fn walk(
    folder: &Path,
    relative: &Path,
    listed: &Manifest,
    there: &mut Vec<String>,
    foreign: &mut Vec<String>,
) -> io::Result<()> {
    for entry in fs::read_dir(folder.join(relative))? {
        let entry = entry?;
        let path = relative.join(entry.file_name());
        let text = with_slashes(&path);
        let shown = text.clone().unwrap_or_else(|| path.to_string_lossy().into_owned());
        let kind = entry.file_type()?;
        let kept = |name: &str| listed.kept.contains(name);
        match text {
            _ if kind.is_dir() && kept(&format!("{shown}/")) => {}
            _ if kind.is_dir() => walk(folder, &path, listed, there, foreign)?,
            Some(text) if kind.is_file() && listed.files.contains(&text) => there.push(text),
            _ if shown == manifest::NAME || kept(&shown) => {}
            _ => foreign.push(shown),
        }
    }
    Ok(())
}

/// A file of another size need not be read, which may take long.
fn is_as_made(path: &Path, facts: &FileFacts) -> io::Result<bool> {
    let (mut file, found) = system::open_plain(path)?;
    if found.len() != facts.size {
        return Ok(false);
    }
    let mut hash = Sha256::new();
    let mut bytes = [0; 64 * 1024];
    loop {
        match file.read(&mut bytes)? {
            0 => return Ok(facts.sha256 == Hash::from(hash.finalize())),
            read => hash.update(&bytes[..read]),
        }
    }
}
