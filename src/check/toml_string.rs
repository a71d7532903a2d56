//! Finds a string of TOML in its file by its key, so that a rule can point into its words.

use std::ops::Range;

/// The string of TOML that begins at `at`, or is given to the key that ends there; without its
/// quotes. `None` for anything else, such as a table of plural forms.
pub fn string_at(text: &str, at: usize) -> Option<Range<usize>> {
    let rest = text.get(at..)?;
    let behind_key = rest.trim_start_matches([' ', '\t']).strip_prefix('=');
    let value = behind_key.map_or(rest, |value| value.trim_start_matches([' ', '\t']));
    let quote = ["\"\"\"", "'''", "\"", "'"].into_iter().find(|quote| value.starts_with(quote))?;
    let start = text.len() - value.len() + quote.len();
    let mut end = start;
    while !text.as_bytes()[end..].starts_with(quote.as_bytes()) {
        let escapes = quote.starts_with('"') && *text.as_bytes().get(end)? == b'\\';
        end += if escapes { 2 } else { 1 };
        // What is escaped may be the last letter, or a part of it.
        text.as_bytes().get(end)?;
    }
    Some(start..end)
}

#[cfg(test)]
mod tests {
    use super::string_at;

    #[test]
    fn a_string_is_found_by_its_key() {
        let found = |text: &str, at| string_at(text, at).map(|range| text[range].to_owned());
        for text in ["fr = \"a \\\"b\\\" c\"\nx", "fr='a \\\"b\\\" c'", "fr\t= '''a \\\"b\\\" c'''"]
        {
            assert_eq!(found(text, 2).as_deref(), Some("a \\\"b\\\" c"), "{text}");
        }
        assert_eq!(found("\"a\"", 0).as_deref(), Some("a"));
        assert_eq!(found("fr = { one = \"a\" }", 2), None);
        assert_eq!(found("fr]\none = \"a\"", 2), None);
        assert_eq!(found("fr = \"a", 2), None);
    }
}
