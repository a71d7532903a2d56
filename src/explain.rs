//! A code of a diagnostic → what it means, why it exists and what to type instead.

use crate::diagnostics::{Code, codes, nearest};

/// What `kepi explain CODE` prints. The code may be pasted as it stands in a message:
/// `error[unknown-key]`. `Err` holds the nearest known name.
pub fn explain(typed: &str) -> Result<String, Option<&'static str>> {
    let name = typed.rsplit_once('[').map_or(typed, |(_, name)| name).trim_end_matches(']').trim();
    match codes::ALL.iter().find(|code| code.name.eq_ignore_ascii_case(name)) {
        Some(code) => Ok(one(code)),
        None => Err(nearest(name, codes::ALL.iter().map(|code| code.name))),
    }
}

/// What `kepi explain` prints: every code in order of name, a line each.
pub fn list() -> String {
    let mut all: Vec<&Code> = codes::ALL.to_vec();
    all.sort_by_key(|code| code.name);
    let width = all.iter().map(|code| code.name.len()).max().unwrap_or(0);
    let mut text = String::new();
    for code in all {
        let word = code.severity.word();
        text.push_str(&format!("{:width$}  {word:7}  {}\n", code.name, first_sentence(code.what)));
    }
    text
}

fn one(code: &Code) -> String {
    format!(
        "{severity}[{name}]\n\n{what}\n\nWhy\n{why}\n\nWhat to do\n{example}\n",
        severity = code.severity.word(),
        name = code.name,
        what = wrapped(code.what),
        why = wrapped(code.why),
        example = indented(code.example),
    )
}

fn first_sentence(text: &str) -> &str {
    text.split_once(". ").map_or(text, |(first, _)| first).trim_end_matches('.')
}

const WIDTH: usize = 78;
const INDENT: &str = "  ";

/// Sentences, broken between words.
fn wrapped(text: &str) -> String {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let line = lines.last_mut().expect("starts with one line");
        if line.is_empty() {
            *line = format!("{INDENT}{word}");
        } else if line.chars().count() + 1 + word.chars().count() <= WIDTH {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(format!("{INDENT}{word}"));
        }
    }
    lines.join("\n")
}

/// Examples keep their lines: they are to be typed. A sentence on one line is broken.
fn indented(text: &str) -> String {
    let lines = text.trim_matches('\n').lines();
    let lines = lines.map(|line| match line.trim() {
        "" => String::new(),
        sentence if line.chars().count() > WIDTH => wrapped(sentence),
        _ => format!("{INDENT}{line}"),
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_found_as_it_is_printed() {
        let text = explain("error[file-unreadable]").expect("a known code");
        assert!(text.starts_with("error[file-unreadable]\n\n  A file"));
        assert_eq!(explain("File-Unreadable"), Ok(text));
    }

    #[test]
    fn a_mistyped_code_gets_its_neighbour() {
        assert_eq!(explain("file-unreadble"), Err(Some("file-unreadable")));
        assert_eq!(explain("colour"), Err(None));
    }

    #[test]
    fn sentences_are_broken_and_examples_are_not() {
        let words = "word ".repeat(40);
        assert!(wrapped(&words).lines().all(|line| line.len() <= WIDTH));
        assert_eq!(indented("\n[a]\n\nb = 1\n"), "  [a]\n\n  b = 1");
    }
}
