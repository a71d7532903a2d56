//! Keeps the headings of a narrative in order, no level skipped, and gives headings and paragraphs
//! anchors, each unique.

use std::collections::BTreeMap;

use super::document::{Heading, Passage, PassageKind, Words};
use super::findings::Findings;
use super::slug;
use super::text::Run;
use crate::diagnostics::{Diagnostic, Origin, codes};

/// The page's own title is the only heading of level 1.
const TOP: u8 = 2;

/// Follows the levels from heading to heading.
#[derive(Debug, Default)]
pub(super) struct Outline {
    /// Of the heading before; `None` above the first.
    last: Option<u8>,
}

impl Outline {
    pub fn check_level(&mut self, level: u8, origin: Origin, found: &mut Findings) {
        let highest = self.last.map_or(TOP, |last| last.max(TOP) + 1);
        if level < TOP {
            found.push(
                Diagnostic::new(&codes::FIRST_LEVEL_HEADING, "a heading of the first level")
                    .at(origin)
                    .label("only the title of the page has this level")
                    .help("write `##`; the title of the page is `title` in the front matter"),
            );
        } else if level > highest {
            let hashes = |level: u8| "#".repeat(usize::from(level));
            found.push(
                Diagnostic::new(
                    &codes::SKIPPED_HEADING_LEVEL,
                    match self.last {
                        Some(last) => {
                            format!("`{}` follows `{}`", hashes(level), hashes(last.max(TOP)))
                        }
                        None => format!("the first heading is `{}`", hashes(level)),
                    },
                )
                .at(origin)
                .help(format!("write `{}`", hashes(highest))),
            );
        }
        self.last = Some(level);
    }
}

/// Is this anchor of an author one that stays the same when it is written in a link?
pub(super) fn check_anchor(anchor: &str, origin: Origin, found: &mut Findings) {
    let expected = slug::plain(anchor);
    if slug::is_reserved(anchor) {
        found.push(
            Diagnostic::new(&codes::WRONG_ANCHOR, format!("the anchor `{anchor}` is reserved"))
                .at(origin)
                .help(format!(
                    "choose one that does not begin with {}",
                    slug::RESERVED.map(|prefix| format!("`{prefix}`")).join(", ")
                )),
        );
    } else if expected != anchor {
        let wrong =
            Diagnostic::new(&codes::WRONG_ANCHOR, format!("`{anchor}` cannot be an anchor"))
                .at(origin);
        found.push(if expected.is_empty() {
            wrong.help("an anchor is made of lowercase letters, digits and hyphens")
        } else {
            wrong.help(format!("write `{{#{expected}}}`"))
        });
    }
}

/// Makes the anchors that were made from the text of a heading unique: the second of two equal texts
/// gets `-2`. An author's own anchor is never changed, so two equal ones are an error.
pub(super) fn assign_anchors(headings: &mut [Heading], found: &mut Findings) {
    // For each anchor in use, the heading that has it and the last number tried behind it.
    let mut used: BTreeMap<String, (Origin, usize)> = BTreeMap::new();
    for heading in headings.iter().filter(|heading| heading.explicit) {
        if let Some((first, _)) = used.get(&heading.anchor) {
            found.push(
                Diagnostic::new(
                    &codes::DUPLICATE_ANCHOR,
                    format!("the anchor `{}` is given twice", heading.anchor),
                )
                .at(heading.origin)
                .related(*first, "first here")
                .help("give one of them another anchor"),
            );
        } else {
            used.insert(heading.anchor.clone(), (heading.origin, 1));
        }
    }
    for heading in headings.iter_mut().filter(|heading| !heading.explicit) {
        let slug = heading.anchor.clone();
        let mut anchor = slug.clone();
        while used.contains_key(&anchor) {
            let (_, last) = used.get_mut(&slug).expect("the plain slug is used before `-2` is");
            *last += 1;
            anchor = format!("{slug}-{last}");
        }
        used.insert(anchor.clone(), (heading.origin, 1));
        heading.anchor = anchor;
    }
}

/// For each paragraph, list and quotation an anchor made from its own source, as it was written:
/// it stays the same whatever is written before, behind or in between, and when a figure in it
/// changes with the data. Only when its own words change it goes, and with it what was cited. The
/// second of two equal ones gets `-2`.
pub(super) fn addresses(passages: &[Passage], source: &str, words: &mut Run) -> Vec<Words> {
    let mut used: BTreeMap<u32, usize> = BTreeMap::new();
    let address = |passage: &Passage| {
        if !matches!(passage.kind, PassageKind::Paragraph | PassageKind::List | PassageKind::Quote)
        {
            return words.put("");
        }
        let [a, b, c, d, ..] = passage.source_hash(source);
        let hash = u32::from_be_bytes([a, b, c, d]);
        let times = used.entry(hash).or_default();
        *times += 1;
        match times {
            1 => words.put(&format!("p-{hash:08x}")),
            _ => words.put(&format!("p-{hash:08x}-{times}")),
        }
    };
    passages.iter().map(address).collect()
}
