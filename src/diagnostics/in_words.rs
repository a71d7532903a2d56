//! What the system refused → its words without its number.

use std::fmt::Display;

/// "No space left on device (os error 28)" becomes "no space left on device".
pub fn in_words(cause: &dyn Display) -> String {
    let text = cause.to_string();
    let words = text.split(" (os error").next().unwrap_or(&text);
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    #[test]
    fn no_error_number_reaches_the_author() {
        let said = in_words(&io::Error::from_raw_os_error(2));
        assert!(!said.contains("os error"), "{said}");
        assert!(said.starts_with(|c: char| !c.is_uppercase()), "{said}");
    }
}
