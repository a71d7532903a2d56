//! The default `theme.toml` → the schema of a theme: the keys that kepi's styles use, and room for
//! more.

use serde_json::{Map, Value, json};

use super::{Kind, closed};
use crate::diagnostics::{Diagnostics, FileId};
use crate::load::plain;
use crate::theme::default_file;

pub const KIND: Kind = Kind {
    name: "theme",
    about: "the look of the site: colours, fonts, sizes, order of the styles",
    places: &["themes/*/theme.toml"],
};

/// The groups of `theme.toml`, whose keys become custom properties of CSS.
const GROUPS: &[(&str, &str)] = &[
    ("light", "colours for everyone"),
    ("dark", "colours where the reader prefers dark"),
    ("font", "font families; `[font.ar]` for one language"),
    ("size", "widths and corners"),
];

pub fn schema() -> Map<String, Value> {
    let mut properties = Map::new();
    let word = |about: &str| json!({ "description": about, "type": "string" });
    properties.insert("name".to_owned(), word("what the theme is called"));
    properties.insert(
        "styles".to_owned(),
        json!({
            "description": "files of `static/` in their order; a later one beats an earlier one",
            "type": "array",
            "items": { "type": "string" },
        }),
    );
    for (group, about) in GROUPS {
        properties.insert((*group).to_owned(), of_group(group, about));
    }
    closed(properties, &[])
}

fn of_group(group: &str, about: &str) -> Value {
    let is_colours = matches!(group, "light" | "dark");
    let mut value = json!({ "type": "string" });
    if is_colours {
        // Contrast is computed from them.
        value["pattern"] = "^#[0-9a-fA-F]{6}$".into();
    }
    let known: Map<String, Value> =
        keys(group).into_iter().map(|key| (key, value.clone())).collect();
    // A theme may have properties of its own, for its own styles.
    let mut other = json!({ "type": "string" });
    if group == "font" {
        let mut of_language = closed(known.clone(), &[]);
        of_language.insert("additionalProperties".to_owned(), other);
        other = json!({ "anyOf": [{ "type": "string" }, of_language] });
    }
    let mut object = Map::new();
    object.insert("description".to_owned(), about.into());
    object.extend(closed(known, &[]));
    object.insert("additionalProperties".to_owned(), other);
    object.into()
}

/// The keys of a group in the default theme.
fn keys(group: &str) -> Vec<String> {
    let text = default_file("theme.toml").expect("the default theme has one");
    let entries = plain::read(FileId(0), text, &mut Diagnostics::new());
    let of_group = entries.into_iter().filter_map(|entry| match &entry.path[..] {
        [first, key] if first == group => Some(key.clone()),
        _ => None,
    });
    of_group.collect()
}
