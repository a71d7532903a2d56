//! Turns a theme.toml and the files of its static/ folder into one stylesheet.

#![allow(clippy::disallowed_methods, reason = "tests read the theme from the repository")]

use std::fmt::Write;
use std::fs;
use std::path::Path;

use toml::{Table, Value};

/// Layers in the order of their weight; each file of static/ fills the one of its name.
const LAYERS: &str = "@layer tokens, base, page, prose, table, report, chart, script, print;\n";

pub fn read(theme: &Path) -> Table {
    let text = fs::read_to_string(theme.join("theme.toml")).expect("the theme has a theme.toml");
    text.parse().expect("theme.toml is TOML")
}

pub fn stylesheet(theme: &Path) -> String {
    let settings = read(theme);
    let mut css = String::from(LAYERS);
    css.push_str(&tokens(&settings));
    let files = settings.get("styles").and_then(Value::as_array).expect("theme.toml lists styles");
    for file in files.iter().filter_map(Value::as_str) {
        // Charts bring a style of their own, which the theme can be shown without.
        if let Ok(text) = fs::read_to_string(theme.join("static").join(file)) {
            css.push_str(&text);
        }
    }
    css
}

fn tokens(settings: &Table) -> String {
    let mut css = String::from("@layer tokens {\n:root {\ncolor-scheme: light dark;\n");
    let group = |name: &str| settings.get(name).and_then(Value::as_table);
    let print = |prefix: &str, table: Option<&Table>| {
        let texts =
            table.into_iter().flatten().filter_map(|(key, value)| Some((key, value.as_str()?)));
        texts.fold(String::new(), |mut lines, (key, value)| {
            let _ = writeln!(lines, "--{prefix}{key}: {value};");
            lines
        })
    };
    css += &print("", group("light"));
    css += &print("font-", group("font"));
    css += &print("", group("size"));
    css += "}\n";
    for (tag, fonts) in group("font").into_iter().flatten() {
        if let Some(fonts) = fonts.as_table() {
            let _ = write!(
                css,
                "[lang|=\"{tag}\"] {{\n{}font-family: var(--font-text);\n}}\n",
                print("font-", Some(fonts))
            );
        }
    }
    css += "@media screen and (prefers-color-scheme: dark) {\n:root {\n";
    css += &print("", group("dark"));
    css += "}\n}\n}\n";
    css
}
