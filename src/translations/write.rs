//! Puts the record of translations into the project: the old file stands until the new one is whole.

#![allow(
    clippy::disallowed_methods,
    reason = "`kepi translated` writes one file of the project, and nothing else does"
)]

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use super::lock::{Lock, PATH};

/// Whether the file had to change. On failure the old one is as it was.
pub fn write(root: &Path, before: Option<&str>, lock: &Lock) -> io::Result<bool> {
    let text = lock.print();
    if before == Some(text.as_str()) {
        return Ok(false);
    }
    let path = root.join(PATH);
    // A name with a dot in front is no part of the report, should it be left behind.
    let new = path.with_file_name(".translations.lock.kepi-new");
    let written = File::create(&new).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&new, &path)
    });
    if let Err(error) = written {
        // Nothing more can be done about a file that does not go away.
        fs::remove_file(&new).unwrap_or_default();
        return Err(error);
    }
    Ok(true)
}
