//! `theme.toml` and the style files → one stylesheet: the tokens as custom properties, then the rules.

use std::fmt::Write as _;

use super::ThemeFiles;
use crate::diagnostics::{Diagnostic, Diagnostics, Origin, codes, nearest};
use crate::load::plain::{self, PlainEntry};

/// One file for the whole site.
pub struct Stylesheet {
    pub text: String,
    /// Of the page, by day and by night.
    pub colour_light: String,
    pub colour_dark: String,
}

/// Each file stands in a cascade layer of its own name, in the order that `styles` gives; so an
/// override never has to fight for weight.
pub(super) fn join(files: &ThemeFiles, found: &mut Diagnostics) -> Stylesheet {
    let entries = entries(files, found);
    let listed = entries.iter().find(|entry| entry.is(&["styles"]));
    let listed = listed.map(|entry| entry.texts.as_slice()).unwrap_or_default();
    let mut layers: Vec<(String, String)> = Vec::new();
    for name in listed {
        let own = files.get(&format!("static/{}", name.value));
        let text = match (name.value.as_str(), own) {
            ("tokens.css", _) => tokens(&entries),
            (_, Some(file)) => file.text.to_string(),
            // The look of drawings comes with the drawings, unless the theme has its own.
            ("chart.css", None) => crate::chart::STYLE.to_owned(),
            (_, None) => {
                no_style(&name.value, name.origin, files, found);
                continue;
            }
        };
        layers.push((layer(&name.value), text));
    }
    for (name, file) in files.inside("static/") {
        let is_style = name.ends_with(".css");
        if is_style && !file.is_default && !listed.iter().any(|listed| listed.value == name) {
            found.push(
                Diagnostic::new(&codes::UNUSED_THEME_FILE, format!("no page uses `static/{name}`"))
                    .at(Origin::file(file.id))
                    .help(format!("add `\"{name}\"` to the list `styles` of `theme.toml`")),
            );
        }
    }
    unused_keys(&entries, &layers, files, found);
    let own = files.get("theme.toml").filter(|file| !file.is_default);
    super::colours::check(&entries, own.map(|file| file.id), found);
    let names: Vec<&str> = layers.iter().map(|(name, _)| name.as_str()).collect();
    let mut text = format!("@layer {};\n", names.join(", "));
    for (name, rules) in &layers {
        write!(text, "@layer {name} {{\n{rules}}}\n").expect("a string takes everything");
    }
    let colour = |group: &str| {
        let page = entries.iter().find(|entry| entry.is(&[group, "page"]));
        page.and_then(|entry| Some(entry.texts.first()?.value.clone())).unwrap_or_default()
    };
    Stylesheet { text, colour_light: colour("light"), colour_dark: colour("dark") }
}

/// `house.v2.css` → `house-v2`, because a dot has a meaning of its own in the names of layers.
fn layer(name: &str) -> String {
    name.trim_end_matches(".css").replace(|letter: char| !letter.is_ascii_alphanumeric(), "-")
}

/// What `theme.toml` says: the project's keys over the default theme's.
fn entries(files: &ThemeFiles, found: &mut Diagnostics) -> Vec<PlainEntry> {
    let mut entries: Vec<PlainEntry> = Vec::new();
    for file in files.layers("theme.toml") {
        for entry in plain::read(file.id, &file.text, found) {
            match entries.iter_mut().find(|known| known.path == entry.path) {
                Some(known) => *known = entry,
                None => entries.push(entry),
            }
        }
    }
    entries
}

fn no_style(name: &str, origin: Origin, files: &ThemeFiles, found: &mut Diagnostics) {
    let near = nearest(name, files.inside("static/").map(|(name, _)| name));
    found.push(
        Diagnostic::new(&codes::UNKNOWN_REFERENCE, format!("there is no style file `{name}`"))
            .at(origin)
            .label(near.map(|near| format!("did you mean `{near}`?")).unwrap_or_default())
            .help("style files stand in the theme's `static/` folder"),
    );
}

const GROUPS: &[&str] = &["light", "dark", "font", "size"];

/// A key that becomes no property, or one that no style uses, is a slip.
fn unused_keys(
    entries: &[PlainEntry],
    layers: &[(String, String)],
    files: &ThemeFiles,
    found: &mut Diagnostics,
) {
    let own = files.get("theme.toml").filter(|file| !file.is_default);
    let is_used = |property: &str| {
        layers.iter().any(|(_, text)| {
            text.split(&format!("--{property}"))
                .skip(1)
                .any(|rest| rest.trim_start().starts_with([')', ',']))
        })
    };
    for entry in
        entries.iter().filter(|entry| own.is_some_and(|own| own.id == entry.key_origin.file))
    {
        let parts: Vec<&str> = entry.path.iter().map(String::as_str).collect();
        let property = match parts.as_slice() {
            ["name" | "styles"] => continue,
            ["light" | "dark" | "size", key] => (*key).to_owned(),
            ["font", key] | ["font", _, key] => format!("font-{key}"),
            _ => {
                let tops = GROUPS.iter().copied().chain(["name", "styles"]);
                let near = nearest(parts[0], tops);
                found.push(
                    Diagnostic::new(
                        &codes::UNKNOWN_KEY,
                        format!("unknown key `{}` in the theme", parts[0]),
                    )
                    .at(entry.group_origin)
                    .label(near.map(|near| format!("did you mean `{near}`?")).unwrap_or_default())
                    .help("a theme has `name`, `styles`, `[light]`, `[dark]`, `[font]`, `[size]`"),
                );
                continue;
            }
        };
        if !is_used(&property) {
            let group = &parts[..parts.len() - 1];
            let known =
                entries.iter().filter(|known| known.key_origin.file != entry.key_origin.file);
            let known = known.filter(|known| known.path[0] == parts[0]);
            let near = nearest(
                parts[group.len()],
                known.map(|known| known.path.last().map_or("", String::as_str)),
            );
            found.push(
                Diagnostic::new(
                    &codes::UNUSED_THEME_KEY,
                    format!("no style uses `{}` of the theme", entry.dotted()),
                )
                .at(entry.key_origin)
                .label(near.map(|near| format!("did you mean `{near}`?")).unwrap_or_default())
                .help(format!("correct the key, or use it in a style as `var(--{property})`")),
            );
        }
    }
}

/// `[light]` for everyone, `[dark]` where the reader prefers it, `[font.ar]` for one language.
fn tokens(entries: &[PlainEntry]) -> String {
    let group = |path: &[&str], prefix: &str| -> String {
        let mut lines = String::new();
        for entry in entries {
            let (last, before) = entry.path.split_last().expect("a path has at least its key");
            if before.iter().map(String::as_str).eq(path.iter().copied()) {
                let texts: Vec<&str> = entry.texts.iter().map(|text| text.value.as_str()).collect();
                let value = texts.join(", ");
                writeln!(lines, "--{prefix}{last}: {value};").expect("a string takes everything");
            }
        }
        lines
    };
    let mut text = format!(
        ":root {{\ncolor-scheme: light dark;\n{}{}{}}}\n",
        group(&["light"], ""),
        group(&["font"], "font-"),
        group(&["size"], "")
    );
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
        let own = group(&["font", language], "font-");
        write!(text, "[lang|=\"{language}\"] {{\n{own}font-family: var(--font-text);\n}}\n")
            .expect("a string takes everything");
    }
    // Paper is light, whatever the screen is.
    let dark = group(&["dark"], "");
    write!(text, "@media screen and (prefers-color-scheme: dark) {{\n:root {{\n{dark}}}\n}}\n")
        .expect("a string takes everything");
    text
}
