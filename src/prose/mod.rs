//! Turns one Markdown narrative into checked parts with source ranges.
//!
//! Whatever is wrong with the narrative as a text is found here: front matter, directives, links,
//! headings, footnotes. Whether the records it names exist is for those who know the report.
//! `html` prints them.

mod braces;
mod call;
mod directive;
mod document;
mod findings;
mod front;
mod hash;
mod hidden;
pub mod html;
mod link;
pub mod numbers;
mod outline;
pub(crate) mod scan;
mod shelf;
mod slug;
mod targets;
mod text;
mod tree;
mod typed;

pub use directive::{
    Argument, Directive, Kind, Name, Need, Parameter, Place, RULES, Rule, Value, rule,
};
pub use document::{
    Document, Element, Footnote, Heading, Image, Link, Listing, Narrative, Nth, Part, Passage,
    PassageKind, Reference, Side, Table, Words,
};
pub use front::{AcceptedNumber, Front, FrontText};
pub use hash::SourceHash;
pub use shelf::Shelf;
pub use typed::{LONGEST_BEHIND, TypedNumber, TypedNumbers};

use std::hash::RandomState;

use crate::diagnostics::{Diagnostic, Diagnostics, FileId, Origin, codes, work};
use findings::Findings;
use tree::Reading;

/// A longer narrative is a mistake, or an attack: a book of five hundred pages has as much. What is
/// made of its paragraphs takes a thousand times their room where each is a single letter.
pub const MAX_BYTES: usize = 1_000_000;

/// Lists, quotations, emphasis and links inside each other; a list counts twice, with its items.
pub const MAX_DEPTH: usize = 64;

/// Reads the narrative `source`, the text of `file`. What could be made of it is returned, even
/// where something is wrong.
pub fn parse(file: FileId, source: &str, found: &mut Diagnostics) -> Document {
    parse_for(Reading::Checks, file, source, found).document
}

fn parse_for(reading: Reading, file: FileId, source: &str, found: &mut Diagnostics) -> Narrative {
    if source.len() > MAX_BYTES {
        found.push(
            Diagnostic::new(
                &codes::FILE_TOO_LARGE,
                format!("a narrative of {} bytes", source.len()),
            )
            .at(Origin::file(file))
            .help(format!("split it: a narrative holds at most {MAX_BYTES} bytes")),
        );
        return Narrative::default();
    }
    let mut findings = Findings::new(file);
    hidden::find(file, source, &mut findings);
    let (front, body) = front::read(file, source, &mut findings);
    found.append(findings.into_diagnostics());
    let mut narrative =
        guarded(file, found, |found| tree::read(file, source, body, reading, found));
    narrative.document.front = Front { end: body, ..front };
    narrative.document.is_blank = front::behind(source).trim().is_empty();
    narrative
}

/// The same narrative with all of its words, for the page that shows it; what is wrong with it was
/// found before, and its front matter is not read again.
pub fn read(file: FileId, source: &str, front: &Front) -> Narrative {
    if source.len() > MAX_BYTES {
        return Narrative::default();
    }
    let found = &mut Diagnostics::new();
    guarded(file, found, |found| tree::read(file, source, front.end, Reading::Page, found))
}

/// The Markdown parser is known to panic on rare texts. One narrative must not take the others
/// down, so its panic becomes a message about its file.
fn guarded(
    file: FileId,
    found: &mut Diagnostics,
    read: impl FnOnce(&mut Findings) -> Narrative,
) -> Narrative {
    // Its maps ask the system for random numbers; where that has none, no narrative is at fault.
    let _random_numbers = RandomState::new();
    let outcome = work::contained(|| {
        let mut findings = Findings::new(file);
        let narrative = read(&mut findings);
        (narrative, findings.into_diagnostics())
    });
    match outcome {
        Ok((narrative, findings)) => {
            found.append(findings);
            narrative
        }
        Err(said) => {
            found.push(
                Diagnostic::new(
                    &codes::MARKDOWN_PARSER_FAILED,
                    format!("the Markdown parser failed on this narrative: {said}"),
                )
                .at(Origin::file(file))
                .help("remove half of the text and check again until the place is found")
                .help("report the place to kepi: the author is not at fault"),
            );
            Narrative::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_keeps_its_address_whatever_is_written_around_it() {
        let addresses = |source: &str| -> Vec<String> {
            let Narrative { words, anchors, .. } = read(FileId(0), source, &Front::default());
            anchors.into_iter().map(|anchor| anchor.of(&words).to_owned()).collect()
        };
        let before = addresses("One.\n\n## Two\n\nThree\nfour.\n\n- a\n- b\n\nOne.\n");
        assert!(before[0].starts_with("p-") && before[0].len() == 10, "{before:?}");
        assert_eq!(before[1], "", "headings have anchors of their own");
        assert_eq!(before[4], format!("{}-2", before[0]), "the second of two equal ones");
        let after = addresses("New.\n\nThree four.\n\n## Other\n\nOne.\n\n- a\n- b\n");
        assert_eq!([&after[1], &after[3], &after[4]], [&before[2], &before[0], &before[3]]);
        assert_ne!(addresses("One!\n")[0], before[0]);
    }

    #[test]
    fn a_panic_of_the_parser_is_a_message_about_the_file() {
        let mut found = Diagnostics::new();
        let narrative = guarded(FileId(7), &mut found, |_| panic!("begin > end when slicing"));
        assert_eq!(narrative, Narrative::default());
        let messages: Vec<&Diagnostic> = found.iter().collect();
        assert_eq!(messages.len(), 1);
        assert_eq!(messages[0].code.name, "markdown-parser-failed");
        assert_eq!(messages[0].origin, Some(Origin::file(FileId(7))));
        assert!(messages[0].message.ends_with(": begin > end when slicing"));
    }
}
