//! A file of a project's theme: its settings, words, styles and templates. The first byte says which.
#![no_main]

use kepi::diagnostics::{Diagnostics, FileId, Origin};
use kepi::language::Tag;
use kepi::theme::Wanted;
use libfuzzer_sys::fuzz_target;

const PATHS: &[&str] = &[
    "themes/default/theme.toml",
    "themes/default/strings/en.toml",
    "themes/default/strings/ar.toml",
    "themes/default/static/base.css",
    "themes/default/templates/base.html",
    "themes/default/templates/article.html",
];

fuzz_target!(|data: &[u8]| {
    let Some((which, text)) = data.split_first() else { return };
    let Ok(text) = std::str::from_utf8(text) else { return };
    let path = PATHS[usize::from(*which) % PATHS.len()];
    let mut tree = kepi_fuzz::report_with(path, text);
    let tags = ["en", "ar"].map(|tag| Tag::parse(tag).expect("a tag"));
    let languages = tags.iter().map(|tag| (tag, Origin::file(FileId(0)))).collect();
    let wanted = Wanted { name: "default", named_at: None, languages };
    let mut found = Diagnostics::new();
    let mut sources = std::mem::take(&mut tree.sources);
    kepi::theme::load(&tree, &mut sources, &wanted, &mut found);
    kepi_fuzz::judge(found, &sources);
});
