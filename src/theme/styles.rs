//! `theme.toml` and the style files → one stylesheet: the tokens as custom properties, then the rules.

use std::fmt::Write as _;

use super::ThemeFile;
use crate::diagnostics::{Diagnostic, Diagnostics, codes, nearest};
use crate::load::plain;

/// One file for the whole site.
pub struct Stylesheet {
    pub text: String,
}

/// Each file stands in a cascade layer of its own name, in the order that `styles` gives; so an
/// override never has to fight for weight.
pub(super) fn join(files: &[ThemeFile], found: &mut Diagnostics) -> Stylesheet {
    let theme =
        files.iter().find(|file| file.path == "theme.toml").expect("the default theme has one");
    let entries = plain::read(theme.id, &theme.text, found);
    let styles = entries.iter().find(|entry| entry.path == ["styles"]);
    let known: Vec<&str> = files.iter().filter_map(|file| file.name("static/")).collect();
    let mut layers: Vec<(&str, String)> = Vec::new();
    for name in styles.map(|entry| entry.texts.as_slice()).unwrap_or_default() {
        let own = files.iter().find(|file| file.name("static/") == Some(name));
        let text = match (name.as_str(), own) {
            ("tokens.css", _) => tokens(&entries),
            (_, Some(file)) => file.text.to_string(),
            // The look of drawings comes with the drawings, unless the theme has its own.
            ("chart.css", None) => crate::chart::STYLE.to_owned(),
            (_, None) => {
                let near = nearest(name, known.iter().copied());
                let origin = styles.map(|entry| entry.origin).expect("the name stands in the list");
                found.push(
                    Diagnostic::new(
                        &codes::UNKNOWN_REFERENCE,
                        format!("there is no style file `{name}`"),
                    )
                    .at(origin)
                    .label(near.map(|near| format!("did you mean `{near}`?")).unwrap_or_default())
                    .help("style files stand in the theme's `static/` folder"),
                );
                continue;
            }
        };
        layers.push((name.trim_end_matches(".css"), text));
    }
    let names: Vec<&str> = layers.iter().map(|(name, _)| *name).collect();
    let mut text = format!("@layer {};\n", names.join(", "));
    for (name, rules) in &layers {
        write!(text, "@layer {name} {{\n{rules}}}\n").expect("a string takes everything");
    }
    Stylesheet { text }
}

/// `[light]` for everyone, `[dark]` where the reader prefers it, `[font.ar]` for one language.
fn tokens(entries: &[plain::PlainEntry]) -> String {
    let group = |path: &[&str], prefix: &str| -> String {
        let mut lines = String::new();
        for entry in entries {
            let (last, before) = entry.path.split_last().expect("a path has at least its key");
            if before.iter().map(String::as_str).eq(path.iter().copied()) {
                let value = entry.texts.join(", ");
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
