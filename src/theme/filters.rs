//! What templates can do to a value besides printing it.

use std::sync::Arc;

use tera::{Error, Kwargs, Map, State, Tera, TeraResult, Value, value::Key};

pub fn register(tera: &mut Tera) {
    tera.register_filter("words", words);
    tera.register_filter("group_by", group_by);
}

/// Prints a text, marked where it is not in the page's language. A filter, because nothing else is
/// printed as often, and to call a component takes several times as long.
fn words(words: &Map, _: Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let field = |name| words.get(&Key::Str(name));
    let text =
        field("text").ok_or_else(|| Error::message("`words` prints a text, and this is none"))?;
    let Some(lang) = field("lang").and_then(Value::as_str) else { return Ok(text.clone()) };
    let mut html = format!("<span lang=\"{}\"", state.escape(lang)?);
    if let Some(dir) = field("dir").and_then(Value::as_str) {
        html.push_str(&format!(" dir=\"{}\"", state.escape(dir)?));
    }
    html.push('>');
    html.push_str(&state.escape_if_needed(text)?);
    html.push_str("</span>");
    Ok(Value::safe_string(&html))
}

/// In the order in which the groups are first met; that of tera is another in every run.
fn group_by(values: &[Value], arguments: Kwargs, _: &State<'_>) -> TeraResult<Map> {
    let attribute = arguments.must_get::<&str>("attribute")?;
    let mut groups: Vec<(Key<'static>, Vec<Value>)> = Vec::new();
    for value in values {
        let Some(by) = value.get_from_path(attribute) else {
            return Err(Error::message(format!("a value has no `{attribute}` to group it by")));
        };
        if by.is_none() {
            continue;
        }
        let key = match (by.as_str(), by.as_bool()) {
            (Some(text), _) => Some(Key::String(Arc::from(text))),
            (None, Some(flag)) => Some(Key::Bool(flag)),
            (None, None) => by.as_i128().map(Key::I128),
        };
        let key = key.ok_or_else(|| Error::message(format!("`{attribute}` is no name")))?;
        match groups.iter_mut().find(|(known, _)| *known == key) {
            Some((_, group)) => group.push(value.clone()),
            None => groups.push((key, vec![value.clone()])),
        }
    }
    Ok(groups.into_iter().map(|(key, group)| (key, group.into())).collect())
}

#[cfg(test)]
mod tests {
    use tera::Context;

    use super::*;

    fn printed(template: &str, value: &impl serde::Serialize) -> String {
        let mut tera = Tera::new();
        register(&mut tera);
        tera.add_raw_template("page.html", template).expect("it can be read");
        let mut context = Context::new();
        context.insert("value", value);
        tera.render("page.html", &context).expect("it can be printed")
    }

    #[test]
    fn a_text_in_another_language_is_marked_as_such() {
        let words = |lang: Option<&str>| {
            let dir = lang.map(|_| "rtl");
            let own = serde_json::json!({ "text": "a < b", "lang": lang, "dir": dir });
            printed("{{ value | words }}", &own)
        };
        assert_eq!(words(None), "a &lt; b");
        assert_eq!(words(Some("ar")), "<span lang=\"ar\" dir=\"rtl\">a &lt; b</span>");
    }

    #[test]
    fn groups_stand_in_the_order_in_which_they_are_met() {
        let letters = "qwertyuiopasdfghjklzxcvbnm";
        let all: Vec<_> = letters
            .chars()
            .chain(letters.chars())
            .map(|letter| serde_json::json!({ "letter": letter.to_string() }))
            .collect();
        let template = "{% for letter, two in value | group_by(attribute=\"letter\") %}\
                        {% if two | length == 2 %}{{ letter }}{% endif %}{% endfor %}";
        assert_eq!(printed(template, &all), letters);
    }
}
