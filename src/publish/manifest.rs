//! The list of what kepi made, as it stands in the published folder: `kepi-manifest.json`.
//!
//! No date, no process, no path of the machine: equal sites have equal manifests.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read as _, Write};
use std::path::Path;

use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::system;
use crate::bundle::{ByPath, FileFacts, Hash, unsafe_path};

pub use crate::hosting::MANIFEST as NAME;

/// Goes up when an older kepi could no longer read the file.
const VERSION: u32 = 1;

/// That of a hundred thousand pages is a quarter of it.
const LARGEST: usize = 200_000_000;

/// The bytes of the manifest in a folder where anybody may write: never those of a pipe, which would let
/// kepi wait, nor of a file without end.
pub fn read(folder: &Path) -> io::Result<Vec<u8>> {
    let (file, _) = system::open_plain(&folder.join(NAME))?;
    let mut json = Vec::new();
    file.take(LARGEST as u64 + 1).read_to_end(&mut json)?;
    match json.len() > LARGEST {
        true => Err(io::Error::other(format!("more than {} MB", LARGEST / 1_000_000))),
        false => Ok(json),
    }
}

/// What stands in a folder that kepi published.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manifest {
    /// What kepi made, the manifest itself not included.
    pub files: ByPath<FileFacts>,
    /// Of all files that the report was made from: their paths and contents.
    pub sources: Option<Hash>,
    /// What others put there and kepi left alone. `name/` stands for a whole folder.
    pub kept: BTreeSet<String>,
    /// Only after a cut-off update, file by file: paths that are kepi's although `files` does not
    /// say so, because they were about to be added or to be deleted.
    pub unfinished: BTreeSet<String>,
}

impl Manifest {
    /// Whether kepi made the file at this path.
    pub fn knows(&self, path: &str) -> bool {
        self.files.contains(path) || self.unfinished.contains(path)
    }

    /// The paths that kepi made, in no promised order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.paths().chain(self.unfinished.iter().map(String::as_str))
    }

    /// Of a site that is in no folder.
    pub fn of<'a>(files: impl Iterator<Item = (&'a str, &'a [u8])>, sources: Option<Hash>) -> Self {
        let facts = |bytes: &[u8]| FileFacts {
            size: bytes.len() as u64,
            sha256: Sha256::digest(bytes).into(),
        };
        let files = files.map(|(path, bytes)| (path, facts(bytes))).collect();
        Manifest { files, sources, ..Manifest::default() }
    }

    pub fn to_json(&self) -> Vec<u8> {
        let mut json = Vec::new();
        self.write(&mut json).expect("memory takes everything");
        json
    }

    /// As JSON, one line for each file, so that two versions of a site can be compared by eye.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        writeln!(out, "{{\n  \"kepi_manifest\": {VERSION},")?;
        if let Some(sources) = &self.sources {
            writeln!(out, "  \"sources\": \"{}\",", hex(sources))?;
        }
        write!(out, "  \"files\": {{")?;
        let mut separator = "";
        for (path, facts) in self.files.iter() {
            let (path, size, sha256) = (quoted(path), facts.size, hex(&facts.sha256));
            write!(
                out,
                "{separator}\n    {path}: {{ \"size\": {size}, \"sha256\": \"{sha256}\" }}"
            )?;
            separator = ",";
        }
        write!(out, "\n  }},\n  \"kept\": {}", list(&self.kept))?;
        if !self.unfinished.is_empty() {
            write!(out, ",\n  \"unfinished\": {}", list(&self.unfinished))?;
        }
        writeln!(out, "\n}}")
    }

    /// The error is a phrase for the author. A path that leaves the folder is an error too, since
    /// files of the old manifest may be deleted.
    pub fn parse(json: &[u8]) -> Result<Self, String> {
        let written: Written = serde_json::from_slice(json).map_err(|error| {
            match serde_json::from_slice::<Version>(json) {
                Ok(Version { kepi_manifest }) if kepi_manifest != VERSION => unknown(kepi_manifest),
                _ => error.to_string(),
            }
        })?;
        if written.kepi_manifest != VERSION {
            return Err(unknown(written.kepi_manifest));
        }
        let read = |text: &str| from_hex(text).ok_or_else(|| format!("`{text}` is not a SHA-256"));
        let sources = written.sources.as_deref().map(read).transpose()?;
        let mut files = ByPath::default();
        for (path, entry) in written.files {
            let sha256 = read(&entry.sha256)?;
            files.insert(&path, FileFacts { size: entry.size, sha256 });
        }
        for path in files.paths().chain(written.unfinished.iter().map(String::as_str)) {
            if let Some(reason) = unsafe_path(path) {
                return Err(format!("the path `{}` {reason}", path.escape_default()));
            }
        }
        Ok(Manifest { files, sources, kept: written.kept, unfinished: written.unfinished })
    }
}

/// Read alone where the rest cannot be, so that a newer manifest is called that, not broken.
#[derive(Deserialize)]
struct Version {
    kepi_manifest: u32,
}

#[derive(Deserialize)]
struct Written {
    kepi_manifest: u32,
    #[serde(default)]
    sources: Option<String>,
    files: BTreeMap<String, Entry>,
    kept: BTreeSet<String>,
    #[serde(default)]
    unfinished: BTreeSet<String>,
}

#[derive(Deserialize)]
struct Entry {
    size: u64,
    sha256: String,
}

fn unknown(version: u32) -> String {
    format!("version {version} is not known")
}

fn list(paths: &BTreeSet<String>) -> String {
    let quoted: Vec<String> = paths.iter().map(|path| quoted(path)).collect();
    match quoted.is_empty() {
        true => "[]".to_owned(),
        false => format!("[\n    {}\n  ]", quoted.join(",\n    ")),
    }
}

fn quoted(path: &str) -> String {
    serde_json::Value::from(path).to_string()
}

pub fn hex(hash: &Hash) -> String {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).expect("half a byte");
    hash.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

fn from_hex(text: &str) -> Option<Hash> {
    let digits = text.as_bytes();
    let mut hash = Hash::default();
    if digits.len() != 2 * hash.len() {
        return None;
    }
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|d| u8::try_from(d).ok());
    for (byte, pair) in hash.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = (digit(pair[0])? << 4) | digit(pair[1])?;
    }
    Some(hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Manifest {
        let facts = |byte: u8| FileFacts { size: u64::from(byte), sha256: [byte; 32] };
        Manifest {
            files: [("en/index.html", facts(7)), ("a \"b\".css", facts(255))].into_iter().collect(),
            sources: Some([9; 32]),
            kept: [".well-known/".to_owned(), "CNAME".to_owned()].into(),
            unfinished: BTreeSet::new(),
        }
    }

    #[test]
    fn what_was_written_is_read_back() {
        let mut manifest = sample();
        assert_eq!(Manifest::parse(&manifest.to_json()).as_ref(), Ok(&manifest));
        manifest.unfinished.insert("fr/index.html".to_owned());
        assert_eq!(Manifest::parse(&manifest.to_json()), Ok(manifest));
        assert_eq!(Manifest::parse(&Manifest::default().to_json()), Ok(Manifest::default()));
    }

    #[test]
    fn every_file_has_its_line() {
        let json = String::from_utf8(sample().to_json()).expect("paths are text");
        let line = format!(
            "    \"en/index.html\": {{ \"size\": 7, \"sha256\": \"{}\" }}\n",
            "07".repeat(32)
        );
        assert!(json.contains(&line), "{json}");
    }

    #[test]
    fn a_manifest_cannot_name_a_file_outside_its_folder() {
        for path in ["../secret", "/etc/passwd", "a//b", "a\\b"] {
            let mut manifest = sample();
            manifest.unfinished.insert(path.to_owned());
            let error = Manifest::parse(&manifest.to_json()).expect_err("an unsafe path");
            assert!(error.contains("the path `"), "{error}");
        }
    }

    #[test]
    fn a_newer_manifest_is_called_unknown_not_broken() {
        let newer = br#"{ "kepi_manifest": 2, "pages": [] }"#;
        assert_eq!(Manifest::parse(newer), Err("version 2 is not known".to_owned()));
        assert!(Manifest::parse(b"{").is_err());
    }
}
