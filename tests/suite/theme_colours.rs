//! The colours of the default theme pass the checks that hold a project's own to WCAG 2.2.

use std::sync::Arc;

use kepi::diagnostics::{Diagnostics, FileId, Origin};
use kepi::language::Tag;
use kepi::load::{FileKind, SourceFile, SourceTree};
use kepi::theme::{self, Wanted};

/// What is found where a project has this `theme.toml` of its own.
fn found(settings: &str) -> Vec<String> {
    let path = "themes/default/theme.toml";
    let mut tree = SourceTree::default();
    let id = tree.sources.add(path, Some(Arc::from(settings)));
    tree.files.push(SourceFile { id, path: path.into(), kind: FileKind::Text });
    let mut sources = std::mem::take(&mut tree.sources);
    let english = Tag::parse("en").unwrap();
    let languages = vec![(&english, Origin::file(FileId(0)))];
    let mut found = Diagnostics::new();
    theme::load(
        &tree,
        &mut sources,
        &Wanted { name: "default", named_at: None, languages },
        &mut found,
    );
    found.iter().map(|finding| format!("{}: {}", finding.code.name, finding.message)).collect()
}

#[test]
fn every_colour_can_be_told_from_its_ground_and_from_its_neighbours_by_day_and_by_night() {
    let default = theme::default_file("theme.toml").unwrap();
    assert_eq!(found(default), [""; 0]);
    // As a project's own they are looked at: one that is too pale is told.
    let pale = default.replacen("ink = \"", "ink = \"#cccccc\" # ", 1);
    assert_ne!(pale, default);
    assert!(found(&pale)[0].starts_with("theme-contrast: `ink` on "), "{:?}", found(&pale));
}
