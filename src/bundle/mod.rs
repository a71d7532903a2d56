//! The finished site: which files it has, what each holds, and where their bytes go.
//!
//! Pages go to a sink as they are made (memory for a preview, the staging folder for a build), so
//! a site of 100,000 pages needs no gigabyte; the bundle keeps the facts that the last checks need.

mod addresses;
mod by_path;
mod facts;
mod texts;

pub use addresses::Addresses;
pub use by_path::ByPath;
pub use facts::{PageFacts, read as read_page};
pub use texts::Texts;

use std::io;

/// SHA-256 of a file's content.
pub type Hash = [u8; 32];

/// What is known of one file of the site after its bytes went to the sink.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileFacts {
    pub size: u64,
    pub sha256: Hash,
}

/// Where the bytes of the site go. Called from many threads; each path once.
pub trait Sink: Sync {
    /// `path` is relative to the site's root, with `/`, and already checked to be safe.
    fn put(&self, path: &str, bytes: &[u8]) -> io::Result<()>;

    /// The same of bytes that were hashed already, because their name says what they are.
    fn put_hashed(&self, path: &str, bytes: &[u8], _sha256: Hash) -> io::Result<()> {
        self.put(path, bytes)
    }

    /// A page that somebody waits for: it is made before the others.
    fn awaited(&self) -> Option<String> {
        None
    }

    /// Nobody wants the rest of the site any more.
    fn is_given_up(&self) -> bool {
        false
    }
}

/// All files of a site.
#[derive(Clone, Debug, Default)]
pub struct Bundle {
    /// Their paths.
    pub files: Texts,
    /// Of those that are pages.
    pub pages: ByPath<PageFacts>,
    /// What the numbers in `PageFacts::links` mean.
    pub addresses: Texts,
}

/// Why a path must not be written: `None` for a path that stays inside the site on every system.
pub fn unsafe_path(path: &str) -> Option<&'static str> {
    if path.contains(['\\', ':']) {
        // `C:x` and `a\b` leave the folder, or mean another file, on Windows.
        return Some("has a backslash or a colon");
    }
    if path.chars().any(char::is_control) {
        return Some("has a control character");
    }
    // The segment before a leading or after a closing `/` is empty as well.
    path.split('/').find_map(|segment| match segment {
        "" => Some("is absolute, or has an empty segment"),
        "." | ".." => Some("has a segment `.` or `..`"),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_path_leaves_the_site() {
        for path in [
            "",
            "/",
            "/etc/passwd",
            "..",
            "../x",
            "a/../b",
            "a/..",
            "a//b",
            "a/",
            "./a",
            "a/./b",
            "a\\..\\b",
            "C:x",
            "a\0b",
            "a\nb",
        ] {
            assert!(unsafe_path(path).is_some(), "{path:?}");
        }
        for path in ["index.html", "zh/kpi/a.b/index.html", "..a/b..", "é/اسم.html", ".nojekyll"]
        {
            assert_eq!(unsafe_path(path), None, "{path:?}");
        }
    }
}
