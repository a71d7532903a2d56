//! The look of the site: templates, strings and styles, checked before any page is made.
//!
//! The default theme is part of the binary. A file of the project's `themes/<name>/` stands in for
//! the file of the same path; `theme.toml` and strings add to it key by key.

mod colours;
mod filters;
mod strings;
mod styles;
mod templates;

pub use filters::{push_escaped, register as register_filters};
pub use strings::{Strings, fill};
pub use styles::Stylesheet;
pub use templates::Templates;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostics::{Diagnostic, Diagnostics, FileId, Origin, SourceMap, codes, nearest};
use crate::language::Tag;
use crate::load::{FileKind, SourceFile, SourceTree, picture_size};

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
    /// The script of the page that searches; no other page has one.
    pub search: Arc<str>,
    pub icon: Arc<str>,
    pub icon_png: Arc<[u8]>,
    /// Shown in link previews.
    pub picture: Arc<[u8]>,
    /// Its width and height.
    pub picture_size: (u32, u32),
    /// What the strings were made from; `None` where something was wrong with them.
    strings_from: Option<StringsFrom>,
}

#[derive(PartialEq)]
struct StringsFrom {
    languages: Vec<Tag>,
    files: Vec<(String, ThemeFile)>,
}

/// The strings that kepi brings along for a language, or for the wider one: `pt` for `pt-BR`.
pub fn shipped_strings(tag: &Tag) -> Option<&'static str> {
    let wider = tag.as_str().split('-').next().unwrap_or_default();
    [tag.as_str(), wider].into_iter().find_map(|name| {
        let path = format!("themes/default/strings/{name}.toml");
        let (_, bytes) = embedded::FILES.iter().find(|(known, _)| *known == path)?;
        std::str::from_utf8(bytes).ok()
    })
}

/// A file of the theme, from the binary or from the project.
#[derive(Clone, PartialEq)]
struct ThemeFile {
    id: FileId,
    text: Arc<str>,
    /// Part of the binary, or a copy of it: what it lacks or has too much is no news to authors.
    is_default: bool,
}

/// All files of the theme by path, and what lies beneath those that the project gives.
struct ThemeFiles {
    top: BTreeMap<String, ThemeFile>,
    beneath: BTreeMap<String, ThemeFile>,
}

impl ThemeFiles {
    /// The files of one path, the default theme's first: later ones add to it, key by key.
    fn layers(&self, path: &str) -> Vec<&ThemeFile> {
        self.beneath.get(path).into_iter().chain(self.top.get(path)).collect()
    }

    fn get(&self, path: &str) -> Option<&ThemeFile> {
        self.top.get(path)
    }

    fn strings_from(&self, wanted: &Wanted<'_>) -> StringsFrom {
        let files = self.beneath.iter().chain(&self.top);
        let files = files.filter(|(path, _)| path.starts_with("strings/"));
        StringsFrom {
            languages: wanted.languages.iter().map(|(tag, _)| (*tag).clone()).collect(),
            files: files.map(|(path, file)| (path.clone(), file.clone())).collect(),
        }
    }

    /// Those in one folder, by what follows its name.
    fn inside<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a ThemeFile)> {
        self.top.iter().filter_map(move |(path, file)| Some((path.strip_prefix(folder)?, file)))
    }
}

/// What the site asks of its theme, each with the place where it does.
pub struct Wanted<'a> {
    pub name: &'a str,
    /// `None` where the site names no theme.
    pub named_at: Option<Origin>,
    pub languages: Vec<(&'a Tag, Origin)>,
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
    wanted: &Wanted<'_>,
    found: &mut Diagnostics,
) -> Theme {
    load_again(tree, sources, wanted, None, found)
}

/// The same, with the templates and strings of `before` if they are as they were.
pub fn load_again(
    tree: &SourceTree,
    sources: &mut SourceMap,
    wanted: &Wanted<'_>,
    before: Option<Theme>,
    found: &mut Diagnostics,
) -> Theme {
    let files = files(tree, sources, wanted, found);
    let shared = picture(tree, wanted, "static/picture.png");
    let (templates, known) = match before {
        Some(Theme { templates, strings, strings_from, .. }) => {
            (Some(templates), strings_from.map(|from| (from, strings)))
        }
        None => (None, None),
    };
    let templates = templates::compile(&files, templates, found);
    let from = files.strings_from(wanted);
    let (strings, strings_from) = match known.filter(|(before, _)| *before == from) {
        Some((_, strings)) => (strings, Some(from)),
        None => {
            let found_before = found.len();
            let strings = strings::load(&files, wanted, found);
            (strings, Some(from).filter(|_| found.len() == found_before))
        }
    };
    Theme {
        templates,
        strings,
        strings_from,
        stylesheet: styles::join(&files, found),
        search: text(&files, "static/search.js"),
        icon: text(&files, "static/icon.svg"),
        icon_png: picture(tree, wanted, "static/icon.png"),
        // What is no picture is shown as large as the default theme's.
        picture_size: picture_size(&shared).unwrap_or((1200, 630)),
        picture: shared,
    }
}

fn text(files: &ThemeFiles, path: &str) -> Arc<str> {
    Arc::clone(&files.get(path).expect("the default theme has it").text)
}

/// The project's, else that of the default theme.
fn picture(tree: &SourceTree, wanted: &Wanted<'_>, path: &str) -> Arc<[u8]> {
    let own = format!("themes/{}/{path}", wanted.name);
    let of_project = tree.files.iter().find(|file| *file.path == *own);
    if let Some(FileKind::Binary(bytes)) = of_project.map(|file| &file.kind) {
        return Arc::clone(bytes);
    }
    let mut all = embedded::FILES.iter();
    let default = all.find(|(known, _)| known.strip_prefix("themes/default/") == Some(path));
    let (_, bytes) = default.expect("the default theme has it");
    Arc::from(*bytes)
}

/// Pictures of a theme, by what follows `static/`.
const PICTURES: &[&str] = &["icon.png", "picture.png"];

fn files(
    tree: &SourceTree,
    sources: &mut SourceMap,
    wanted: &Wanted<'_>,
    found: &mut Diagnostics,
) -> ThemeFiles {
    let mut files = ThemeFiles { top: BTreeMap::new(), beneath: BTreeMap::new() };
    for (path, bytes) in embedded::FILES {
        let path =
            path.strip_prefix("themes/default/").expect("the build script lists that folder");
        // Pictures are asked for by name.
        let Ok(text) = std::str::from_utf8(bytes) else { continue };
        let text: Arc<str> = Arc::from(text);
        let id = sources.add(format!("(default theme)/{path}"), Some(Arc::clone(&text)));
        let file = ThemeFile { id, text, is_default: true };
        files.top.insert(path.to_owned(), file);
    }
    let folder = format!("themes/{}/", wanted.name);
    let mut own = 0;
    own += tree.unread.iter().filter(|file| file.path.starts_with(&folder)).count();
    for file in &tree.files {
        let Some(path) = file.path.strip_prefix(&folder) else { continue };
        own += 1;
        if !files.top.contains_key(path) {
            unused(file, path, &files, found);
        }
        if file.kind == FileKind::Text {
            let text: Arc<str> = Arc::from(sources.held(file.id).unwrap_or_default());
            let is_default = files.top.get(path).is_some_and(|default| default.text == text);
            let file = ThemeFile { id: file.id, text, is_default };
            if let Some(default) = files.top.insert(path.to_owned(), file) {
                files.beneath.insert(path.to_owned(), default);
            }
        }
    }
    if own == 0
        && let Some(origin) = wanted.named_at
        && wanted.name != "default"
    {
        let folders = tree.files.iter().filter_map(|file| file.path.strip_prefix("themes/"));
        let names = folders.filter_map(|path| Some(path.split_once('/')?.0));
        let near = nearest(wanted.name, names);
        found.push(
            Diagnostic::new(&codes::NO_THEME, format!("there is no folder `{folder}`"))
                .at(origin)
                .label(near.map(|near| format!("did you mean `{near}`?")).unwrap_or_default())
                .help("make it, or delete `theme` to use the default theme"),
        );
    }
    files
}

/// Reports a file that stands in for none of the default theme's and is no part of any other kind.
fn unused(file: &SourceFile, path: &str, files: &ThemeFiles, found: &mut Diagnostics) {
    let has_a_use = match path.rsplit_once('/') {
        Some(("templates/parts", name)) => name.ends_with(".html"),
        Some(("strings", name)) => {
            name.strip_suffix(".toml").is_some_and(|tag| Tag::parse(tag).is_some())
        }
        // Whether a style is listed is seen when the styles are joined.
        Some(("static", name)) => name.ends_with(".css") || PICTURES.contains(&name),
        _ => false,
    };
    if has_a_use {
        return;
    }
    let near = nearest(path, files.top.keys().map(String::as_str));
    let help = match (near, path.rsplit_once('.').map(|(_, extension)| extension)) {
        (Some(near), _) => format!("did you mean `{near}`?"),
        (None, Some("css")) => "styles stand in `static/`, and in the list `styles` of `theme.toml`".to_owned(),
        (None, Some("html")) => "components stand in `templates/parts/`; a template of a page has the name of the default theme's".to_owned(),
        (None, _) => "a theme has templates, styles (`static/*.css`), strings and `theme.toml`".to_owned(),
    };
    found.push(
        Diagnostic::new(&codes::UNUSED_THEME_FILE, format!("no page uses `{path}`"))
            .at(Origin::file(file.id))
            .help(help),
    );
}
