//! Turns a theme.toml and the files of its static/ folder into one stylesheet.

#![allow(clippy::disallowed_methods, reason = "tests read the theme from the repository")]

use std::fmt::Write;
use std::fs;
use std::path::Path;

use toml::{Table, Value};

pub fn settings(theme: &Path) -> Table {
    let text = fs::read_to_string(theme.join("theme.toml")).expect("the theme has a theme.toml");
    text.parse().expect("theme.toml is TOML")
}

/// Each file stands in a cascade layer of its own name, in the order that theme.toml gives.
pub fn stylesheet(theme: &Path) -> String {
    let settings = settings(theme);
    let styles = settings.get("styles").and_then(Value::as_array).expect("theme.toml lists styles");
    let styles: Vec<&str> = styles.iter().filter_map(Value::as_str).collect();
    let names: Vec<&str> = styles.iter().map(|file| file.trim_end_matches(".css")).collect();
    let mut css = format!("@layer {};\n", names.join(", "));
    for (file, name) in styles.iter().zip(names) {
        let text = match *file {
            "tokens.css" => tokens(&settings),
            // The theme can be shown without the style that charts bring along.
            _ => fs::read_to_string(theme.join("static").join(file)).unwrap_or_default(),
        };
        let _infallible = write!(css, "@layer {name} {{\n{text}}}\n");
    }
    css
}

/// The keys of theme.toml as custom properties.
fn tokens(settings: &Table) -> String {
    let group = |name: &str| settings.get(name).and_then(Value::as_table);
    let properties = |prefix: &str, table: Option<&Table>| {
        let texts = table
            .into_iter()
            .flatten()
            .filter_map(|(key, value)| value.as_str().map(|text| (key, text)));
        texts.map(|(key, text)| format!("--{prefix}{key}: {text};\n")).collect::<String>()
    };
    let fonts = group("font");
    let mut css = format!(
        ":root {{\ncolor-scheme: light dark;\n{}{}{}}}\n",
        properties("", group("light")),
        properties("font-", fonts),
        properties("", group("size")),
    );
    for (tag, own) in
        fonts.into_iter().flatten().filter_map(|(tag, own)| own.as_table().map(|own| (tag, own)))
    {
        let own = properties("font-", Some(own));
        let _infallible =
            write!(css, "[lang|=\"{tag}\"] {{\n{own}font-family: var(--font-text);\n}}\n");
    }
    // Paper is light, whatever the screen is.
    let dark = properties("", group("dark"));
    let _infallible =
        write!(css, "@media screen and (prefers-color-scheme: dark) {{\n:root {{\n{dark}}}\n}}\n");
    css
}
