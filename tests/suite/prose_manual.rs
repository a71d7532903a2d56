//! What the manual for authors says is true.

use kepi::diagnostics::codes;
use kepi::prose::{Kind, RULES};

use super::prose::read;

const MANUAL: &str = include_str!("../../docs/narratives.md");

/// The text between the lines of three backticks.
fn examples() -> Vec<String> {
    let mut examples = Vec::new();
    let mut open: Option<String> = None;
    for line in MANUAL.lines() {
        match (&mut open, line.starts_with("```")) {
            (None, true) => open = Some(String::new()),
            (Some(_), true) => examples.extend(open.take()),
            (Some(example), false) => *example += &format!("{line}\n"),
            (None, false) => {}
        }
    }
    examples
}

#[test]
fn every_example_of_the_manual_is_a_narrative_without_a_mistake() {
    let examples = examples();
    assert!(examples.len() >= 8, "the manual has examples");
    for example in examples {
        let narrative = read(&example);
        assert_eq!(narrative.messages(), "", "in\n{example}");
        assert!(!narrative.document.passages.is_empty(), "nothing is shown of\n{example}");
    }
}

#[test]
fn the_manual_is_a_narrative_itself_below_its_title() {
    let (_, body) = MANUAL.split_once('\n').expect("the manual has a title and a text");
    assert_eq!(read(body).messages(), "");
}

#[test]
fn the_manual_lists_every_directive_with_its_arguments() {
    for rule in RULES {
        let names: Vec<String> =
            rule.parameters.iter().map(|parameter| format!("`{}`", parameter.name)).collect();
        let row = format!("| `{}` | {} | {} |", rule.word, names.join(", "), rule.does);
        assert!(MANUAL.contains(&row), "docs/narratives.md lacks the row\n{row}");
        for parameter in rule.parameters {
            if let Kind::OneOf(words) = parameter.kind {
                let row = MANUAL
                    .lines()
                    .find(|line| line.starts_with(&format!("| `{}` |", parameter.name)))
                    .unwrap_or_else(|| panic!("docs/narratives.md lacks `{}`", parameter.name));
                for word in words {
                    assert!(row.contains(&format!("`{word}`")), "`{word}` is missing in {row}");
                }
            }
        }
        assert_eq!(read(rule.example).messages(), "", "the example of `{}`", rule.word);
    }
}

#[test]
fn what_kepi_explains_about_narratives_works() {
    // A whole narrative, or a line to copy: neither brings a message of its own kind.
    let narratives = codes::ALL.iter().skip_while(|code| code.name != "duplicate-anchor");
    for code in narratives {
        let narrative = read(code.example);
        let same = narrative.found.iter().find(|one| one.code.name == code.name);
        assert!(same.is_none(), "the example of `{}` is wrong:\n{}", code.name, code.example);
    }
}
