//! Schemas → files beside a project, for its editors.

#![allow(
    clippy::disallowed_methods,
    reason = "`kepi schema --output` writes schemas for editors, not a site"
)]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A file or folder that could not be written.
#[derive(Debug)]
pub struct Failure {
    pub path: PathBuf,
    pub error: io::Error,
}

/// Writes the schema of each kind as `<kind>.schema.json`, over the one of an earlier kepi, and
/// says which files those are.
pub fn write(folder: &Path, names: &[&str]) -> Result<Vec<PathBuf>, Failure> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |error| Failure { path, error }
    };
    fs::create_dir_all(folder).map_err(failed(folder))?;
    let mut written = Vec::new();
    for name in names {
        let schema = super::schema(name).expect("the names are those of kinds");
        let path = folder.join(format!("{name}.schema.json"));
        fs::write(&path, super::text(&schema)).map_err(failed(&path))?;
        written.push(path);
    }
    Ok(written)
}
