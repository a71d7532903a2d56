//! What templates can do to a value besides printing it.

use std::sync::Arc;

use tera::{Error, Kwargs, Map, State, Tera, TeraResult, Value, value::Key};

pub fn register(tera: &mut Tera) {
    tera.register_filter("words", words);
    tera.register_filter("text", text);
    tera.register_filter("link", link);
    tera.register_filter("group_by", group_by);
}

/// Prints words, marked where they are not in the page's language. A filter, because nothing else is
/// printed as often, and to call a component takes several times as long.
fn words(words: &Value, _: Kwargs, state: &State<'_>) -> TeraResult<Value> {
    if words.is_string() {
        return Ok(words.clone());
    }
    let mut html = String::new();
    mark(words, state, &mut html)?;
    Ok(Value::safe_string(&html))
}

/// Words without a mark, for a place that cannot carry one: an attribute, the title of the window.
fn text(words: &Value, _: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    text_of(words).cloned()
}

/// Prints a link, with a class where one is given; a filter for the same reason.
fn link(link: &Map, arguments: Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let no_link = || Error::message("`link` prints a link, and this is none");
    let field = |name| link.get(&Key::Str(name));
    let href = field("href").and_then(Value::as_str).ok_or_else(no_link)?;
    let words = field("words").ok_or_else(no_link)?;
    let length = href.len() + words.as_str().map_or(0, str::len);
    let mut html = String::with_capacity(length + 64);
    html.push_str("<a");
    if let Some(class) = arguments.get::<&str>("class")? {
        attribute("class", class, &mut html);
    }
    attribute("href", href, &mut html);
    if field("current").is_some_and(Value::is_truthy) {
        html.push_str(" aria-current=\"true\"");
    }
    html.push('>');
    mark(words, state, &mut html)?;
    html.push_str("</a>");
    Ok(Value::safe_string(&html))
}

fn text_of(words: &Value) -> TeraResult<&Value> {
    let text = match words.as_map() {
        Some(words) => words.get(&Key::Str("text")),
        None => Some(words),
    };
    let text = text.filter(|text| text.is_string());
    text.ok_or_else(|| Error::message("words are to be printed here, and these are none"))
}

/// Writes words, with their language where that is another.
fn mark(words: &Value, state: &State<'_>, html: &mut String) -> TeraResult<()> {
    let text = text_of(words)?;
    let field = |name| words.as_map()?.get(&Key::Str(name))?.as_str();
    let lang = field("lang");
    if let Some(lang) = lang {
        html.push_str("<span");
        attribute("lang", lang, html);
        if let Some(dir) = field("dir") {
            attribute("dir", dir, html);
        }
        html.push('>');
    }
    match (text.as_str(), text.is_safe() || !state.autoescaping_enabled()) {
        (Some(text), false) => push_escaped(text, html),
        (text, _) => html.push_str(text.unwrap_or_default()),
    }
    if lang.is_some() {
        html.push_str("</span>");
    }
    Ok(())
}

fn attribute(name: &str, value: &str, html: &mut String) {
    html.extend([" ", name, "=\""]);
    push_escaped(value, html);
    html.push('"');
}

/// Writes a text as templates print it. Most hold nothing to escape, and go without a copy of their own.
pub fn push_escaped(text: &str, html: &mut String) {
    let is_escaped = |byte| matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'');
    // To the end of the text, so that the machine looks at many bytes together.
    if !text.bytes().fold(false, |any, byte| any | is_escaped(byte)) {
        html.push_str(text);
        return;
    }
    let mut escaped = Vec::with_capacity(text.len() + 16);
    tera::escape_html(text, &mut escaped).expect("memory takes all that is written to it");
    html.push_str(std::str::from_utf8(&escaped).expect("a text stays one when it is escaped"));
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
        assert_eq!(printed("{{ value | words }}{{ value | text }}", &"a < b"), "a &lt; ba &lt; b");
        assert_eq!(words(Some("ar")), "<span lang=\"ar\" dir=\"rtl\">a &lt; b</span>");
    }

    #[test]
    fn a_link_says_where_one_is_and_in_which_language() {
        let link = serde_json::json!({ "href": "a.html?b&c", "words": "a < b" });
        let plain = "<a href=\"a.html?b&amp;c\">a &lt; b</a>";
        assert_eq!(printed("{{ value | link }}", &link), plain);
        let words = serde_json::json!({ "text": "Ω", "lang": "el", "dir": "ltr" });
        let own = serde_json::json!({ "href": "a.html", "words": words, "current": true });
        assert_eq!(
            printed("{{ value | link(class=\"name\") }}", &own),
            "<a class=\"name\" href=\"a.html\" aria-current=\"true\">\
             <span lang=\"el\" dir=\"ltr\">Ω</span></a>"
        );
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
