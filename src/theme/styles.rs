//! `theme.toml` and the style files → one stylesheet: the tokens as custom properties, then the rules.

use std::fmt::Write as _;

use super::ThemeFile;
use crate::diagnostics::{Diagnostic, Diagnostics, codes, nearest};
use crate::load::plain;

/// One file for the whole site.
pub struct Stylesheet {
    pub text: String,
}

pub(super) fn join(files: &[ThemeFile], found: &mut Diagnostics) -> Stylesheet {
    let theme = files.iter().find(|file| file.path == "theme.toml").expect("the default theme has one");
    let entries = plain::read(theme.id, &theme.text, found);
    let mut text = String::new();
    tokens(&entries, &mut text);
    let names: Vec<&str> = files.iter().filter_map(|file| file.name("static/")).collect();
    for entry in entries.iter().filter(|entry| entry.path == ["styles"]) {
        for name in &entry.texts {
            if name == "chart.css" {
                text.push_str(crate::chart::STYLE);
                continue;
            }
            match files.iter().find(|file| file.name("static/") == Some(name)) {
                Some(file) => text.push_str(&file.text),
                None => {
                    let near = nearest(name, names.iter().copied());
                    found.push(
                        Diagnostic::new(&codes::UNKNOWN_REFERENCE, format!("there is no style file `{name}`"))
                            .at(entry.origin)
                            .label(near.map(|near| format!("did you mean `{near}`?")).unwrap_or_default())
                            .help("style files stand in the theme's `static/` folder"),
                    );
                }
            }
        }
    }
    Stylesheet { text }
}

/// `[light]` for everyone, `[dark]` where the reader prefers it, `[font.ar]` for one language.
fn tokens(entries: &[plain::PlainEntry], text: &mut String) {
    let group = |path: &[&str]| -> String {
        let mut lines = String::new();
        for entry in entries {
            let (last, before) = entry.path.split_last().expect("a path has at least its key");
            if before.iter().map(String::as_str).eq(path.iter().copied()) {
                let prefix = if path[0] == "font" { "font-" } else { "" };
                let value = entry.texts.join(", ");
                writeln!(lines, "  --{prefix}{last}: {value};").expect("a string takes everything");
            }
        }
        lines
    };
    let write = |text: &mut String, selector: &str, lines: String| {
        if !lines.is_empty() {
            write!(text, "{selector} {{\n{lines}}}\n").expect("a string takes everything");
        }
    };
    write(text, ":root", group(&["light"]) + &group(&["font"]) + &group(&["size"]));
    let dark = group(&["dark"]);
    if !dark.is_empty() {
        write(text, "@media (prefers-color-scheme: dark) { :root", dark);
        text.push_str("}\n");
    }
    let mut languages: Vec<&str> = Vec::new();
    for entry in entries {
        if let [group, language, _] = entry.path.as_slice()
            && group == "font"
            && !languages.contains(&language.as_str())
        {
            languages.push(language);
        }
    }
    for language in languages {
        write(text, &format!(":lang({language})"), group(&["font", language]));
    }
}
