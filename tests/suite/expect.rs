//! Compares what kepi says with a file beside the tests; `UPDATE_EXPECT=1` rewrites the file.

use std::fs;
use std::path::Path;

/// `name` is below `tests/suite/expected/`. Read the diff before you commit a rewritten file.
#[track_caller]
pub fn expect(name: &str, actual: &str) {
    expect_at(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/expected").join(name),
        actual,
    );
}

/// The same with a file that stands where its readers look for it.
#[track_caller]
pub fn expect_at(path: &Path, actual: &str) {
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, actual).unwrap();
        return;
    }
    let expected = fs::read_to_string(path)
        .unwrap_or_else(|error| panic!("{}: {error}; UPDATE_EXPECT=1 makes it", path.display()));
    if expected != actual {
        let line = expected.lines().zip(actual.lines()).take_while(|(a, b)| a == b).count();
        panic!(
            "{} differs from line {}\n--- expected\n{expected}\n--- actual\n{actual}\n\
             UPDATE_EXPECT=1 rewrites it",
            path.display(),
            line + 1,
        );
    }
}
