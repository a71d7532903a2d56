//! One TOML file → the name and the words of the texts in it, for the record of translations.
//!
//! Read a second time, and only where that record is kept: the first reading holds every key
//! against its shape and has no need of the whole path of a text.

use std::collections::BTreeSet;

use toml::de::{DeTable, DeValue};

/// A text in several languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextField {
    /// Where its key begins in the file.
    pub at: usize,
    /// Its keys from the top of the file: `kpi.web-visitors.title`. An entry of a list goes by its
    /// `id`, or by its number.
    pub path: Vec<String>,
    /// Tag and words; of a text with plural forms, all of them.
    pub words: Vec<(String, String)>,
}

/// The texts of the file whose keys begin at one of these places.
pub fn fields(text: &str, wanted: &BTreeSet<usize>) -> Vec<TextField> {
    let (table, _) = DeTable::parse_recoverable(text);
    let mut fields = Vec::with_capacity(wanted.len());
    walk(table.get_ref(), wanted, &mut Vec::new(), &mut fields);
    fields
}

fn walk(
    table: &DeTable<'_>,
    wanted: &BTreeSet<usize>,
    path: &mut Vec<String>,
    fields: &mut Vec<TextField>,
) {
    for (key, value) in table {
        path.push(key.get_ref().replace(char::is_whitespace, "-"));
        match value.get_ref() {
            DeValue::Table(languages) if wanted.contains(&key.span().start) => {
                fields.push(TextField {
                    at: key.span().start,
                    path: path.clone(),
                    words: languages
                        .iter()
                        .map(|(tag, text)| (tag.get_ref().to_string(), words(text.get_ref())))
                        .collect(),
                });
            }
            DeValue::Table(inner) => walk(inner, wanted, path, fields),
            DeValue::Array(entries) => {
                for (number, entry) in entries.iter().enumerate() {
                    let DeValue::Table(inner) = entry.get_ref() else { continue };
                    let id = inner.get("id").and_then(|id| id.get_ref().as_str());
                    path.push(id.map_or_else(|| number.to_string(), str::to_owned));
                    walk(inner, wanted, path, fields);
                    path.pop();
                }
            }
            _ => {}
        }
        path.pop();
    }
}

fn words(text: &DeValue<'_>) -> String {
    match text {
        DeValue::String(text) => text.to_string(),
        DeValue::Table(forms) => {
            let mut forms: Vec<String> = forms
                .iter()
                .map(|(category, form)| format!("{}={}", category.get_ref(), words(form.get_ref())))
                .collect();
            forms.sort();
            forms.join("\n")
        }
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_goes_by_the_keys_above_it() {
        let text = "[kpi.web]\ntitle.en = 'a'\ntitle.fr = \"b\"\n\n[[kpi.web.step]]\nid = \"x\"\n\
                    name = { en = { other = \"c\", one = \"d\" } }\n";
        let at = |key: &str| text.find(key).expect("in the text");
        let wanted = BTreeSet::from([at("title.en"), at("name =")]);
        let found: Vec<(String, Vec<(String, String)>)> = fields(text, &wanted)
            .into_iter()
            .map(|field| (field.path.join("."), field.words))
            .collect();
        let pair = |tag: &str, words: &str| (tag.to_owned(), words.to_owned());
        assert_eq!(
            found,
            [
                ("kpi.web.title".to_owned(), vec![pair("en", "a"), pair("fr", "b")]),
                ("kpi.web.step.x.name".to_owned(), vec![pair("en", "one=d\nother=c")]),
            ]
        );
    }
}
