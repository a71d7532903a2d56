//! The shapes of the TOML files → JSON Schema, with which an editor completes and checks them.
//!
//! Draft 4: the editor extension that most people have (Even Better TOML, which is Taplo) knows no
//! later one, and the others know it too. A schema never refuses what kepi accepts; what it cannot
//! say, such as that an id must exist, is left to `kepi check`.

mod keys;
mod theme;
mod write;

pub use write::{Failure, write};

use serde_json::{Map, Value, json};

use crate::load::DATA_FILES;

/// A kind of file that has a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    pub name: &'static str,
    /// What the files are for.
    pub about: &'static str,
    /// Where they stand, as editors match paths; an earlier kind wins.
    pub places: &'static [&'static str],
}

/// Every kind, in the order in which their places are to be tried.
pub fn kinds() -> Vec<Kind> {
    let data = DATA_FILES.iter().map(|file| Kind {
        name: file.name,
        about: file.about,
        places: file.places,
    });
    data.chain([theme::KIND]).collect()
}

/// What `kepi schema` prints: every kind with its places.
pub fn list() -> String {
    let mut text = String::new();
    for kind in kinds() {
        text.push_str(&format!("{:8}  {}\n", kind.name, kind.about));
        for place in kind.places {
            text.push_str(&format!("{:8}  {place}\n", ""));
        }
    }
    text
}

/// What `kepi schema KIND` prints. `None` for a kind that there is not.
pub fn schema(name: &str) -> Option<Value> {
    let kind = kinds().into_iter().find(|kind| kind.name == name)?;
    let mut schema = json!({
        "$schema": "http://json-schema.org/draft-04/schema#",
        "title": format!("kepi: {}", kind.name),
        "description": format!("{}, in {}", kind.about, kind.places.join(", ")),
    });
    let parts = match DATA_FILES.iter().find(|file| file.name == name) {
        None => theme::schema(),
        Some(file) => keys::top(&file.keys()),
    };
    schema.as_object_mut().expect("it was made as an object").extend(parts);
    Some(schema)
}

/// The text of a schema file.
pub fn text(schema: &Value) -> String {
    format!("{schema:#}\n")
}

/// An object of these properties and no others.
fn closed(properties: Map<String, Value>, required: &[&str]) -> Map<String, Value> {
    let mut object = Map::new();
    object.insert("type".to_owned(), "object".into());
    object.insert("properties".to_owned(), properties.into());
    // The draft has no empty list of required keys.
    if !required.is_empty() {
        object.insert("required".to_owned(), required.to_vec().into());
    }
    object.insert("additionalProperties".to_owned(), false.into());
    object
}
