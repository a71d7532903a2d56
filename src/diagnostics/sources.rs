//! The files that messages point into: their paths, their text, and where a byte stands in it.

use std::sync::Arc;

/// Number of a file in the `SourceMap`, given in order of path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// Line and column, both from 1; a column counts characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    pub line: usize,
    pub column: usize,
}

#[derive(Clone, Debug)]
struct Source {
    path: String,
    text: Option<Arc<str>>,
}

/// Paths are relative to the project, with `/` on every platform.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    files: Vec<Source>,
}

impl SourceMap {
    pub fn add(&mut self, path: impl Into<String>, text: Option<Arc<str>>) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).expect("fewer than four billion files"));
        self.files.push(Source { path: path.into(), text });
        id
    }

    pub fn path(&self, file: FileId) -> &str {
        &self.files[file.0 as usize].path
    }

    /// `None` for a file that could not be read as text.
    pub fn text(&self, file: FileId) -> Option<&str> {
        self.files[file.0 as usize].text.as_deref()
    }

    pub fn find(&self, path: &str) -> Option<FileId> {
        let index = self.files.iter().position(|source| source.path == path)?;
        Some(FileId(u32::try_from(index).expect("fewer than four billion files")))
    }

    /// Where the byte stands; an offset past the end counts as the end.
    pub fn position(&self, file: FileId, offset: u32) -> Option<Position> {
        let text = self.text(file)?;
        let mut offset = (offset as usize).min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let before = &text[..offset];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Some(Position {
            line: before.bytes().filter(|&byte| byte == b'\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        })
    }
}
