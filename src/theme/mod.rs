//! The look of the site: templates, strings and styles, checked before any page is made.
//!
//! The default theme is part of the binary. A file of the project's `themes/<name>/` stands in for
//! the file of the same path.

mod strings;
mod styles;
mod templates;

pub use strings::{Strings, fill};
pub use styles::Stylesheet;
pub use templates::Templates;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostics::{Diagnostic, Diagnostics, FileId, SourceMap, codes, nearest};
use crate::language::Tag;
use crate::load::{FileKind, SourceTree};

mod embedded {
    //! The files of `themes/default`, listed by the build script.
    include!(concat!(env!("OUT_DIR"), "/embedded_theme.rs"));
}

/// Everything that pages are made with, besides the report.
pub struct Theme {
    pub templates: Templates,
    /// For each language of the site.
    pub strings: BTreeMap<Tag, Arc<Strings>>,
    pub stylesheet: Stylesheet,
}

/// A file of the theme, from the binary or from the project.
#[derive(Clone)]
struct ThemeFile {
    id: FileId,
    /// Below the theme's folder: `templates/node.html`.
    path: String,
    text: Arc<str>,
}

/// The text of a file of the default theme, by its path there: `theme.toml`.
pub fn default_file(path: &str) -> Option<&'static str> {
    let (_, bytes) = embedded::FILES
        .iter()
        .find(|(known, _)| known.strip_prefix("themes/default/") == Some(path))?;
    std::str::from_utf8(bytes).ok()
}

/// Puts the theme together. Files of the binary join `sources`, so that a message about a template
/// can show its line.
pub fn load(
    tree: &SourceTree,
    sources: &mut SourceMap,
    name: &str,
    languages: &[Tag],
    found: &mut Diagnostics,
) -> Theme {
    let files = files(tree, sources, name, found);
    Theme {
        templates: templates::compile(&files, found),
        strings: strings::load(&files, languages, found),
        stylesheet: styles::join(&files, found),
    }
}

fn files(
    tree: &SourceTree,
    sources: &mut SourceMap,
    name: &str,
    found: &mut Diagnostics,
) -> Vec<ThemeFile> {
    let mut files: BTreeMap<String, ThemeFile> = BTreeMap::new();
    let folder = format!("themes/{name}/");
    let mut own = 0;
    for file in &tree.files {
        let Some(path) = file.path.strip_prefix(&folder) else { continue };
        own += 1;
        if file.kind == FileKind::Text {
            let text = Arc::from(sources.text(file.id).unwrap_or_default());
            files.insert(path.to_owned(), ThemeFile { id: file.id, path: path.to_owned(), text });
        }
    }
    if own == 0 && name != "default" {
        found.push(
            Diagnostic::new(&codes::NO_THEME, format!("there is no folder `{folder}`")).help(
                "make it, or delete `theme` from `content/site.toml` to use the default theme",
            ),
        );
    }
    for (path, bytes) in embedded::FILES {
        let inside =
            path.strip_prefix("themes/default/").expect("the build script lists that folder");
        if files.contains_key(inside) {
            continue;
        }
        let text =
            std::str::from_utf8(bytes).expect("a test reads every file of the theme as text");
        let text: Arc<str> = Arc::from(text);
        let id = sources.add(format!("(default theme)/{inside}"), Some(Arc::clone(&text)));
        files.insert(inside.to_owned(), ThemeFile { id, path: inside.to_owned(), text });
    }
    let known: Vec<&str> = embedded::FILES
        .iter()
        .filter_map(|(path, _)| path.strip_prefix("themes/default/"))
        .collect();
    for file in files.values() {
        let is_part = file.path.starts_with("templates/parts/") || file.path.starts_with("static/");
        let is_strings = file.path.starts_with("strings/");
        if !is_part && !is_strings && !known.contains(&file.path.as_str()) {
            let near = nearest(&file.path, known.iter().copied());
            found.push(
                Diagnostic::new(&codes::UNUSED_THEME_FILE, format!("no page uses `{}`", file.path))
                    .at(crate::diagnostics::Origin::file(file.id))
                    .help(match near {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => "a file stands in for the default theme's file of the same path"
                            .to_owned(),
                    }),
            );
        }
    }
    files.into_values().collect()
}

impl ThemeFile {
    fn name<'a>(&'a self, folder: &str) -> Option<&'a str> {
        self.path.strip_prefix(folder)
    }
}
