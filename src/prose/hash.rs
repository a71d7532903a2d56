//! The hash of a passage's source, by which a translation knows that its original has changed.

use sha2::{Digest, Sha256};

/// SHA-256 of the source as the author wrote it.
pub type SourceHash = [u8; 32];

/// How much of the white space matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lines {
    /// Of a paragraph or heading: wrapping its lines anew changes nothing.
    Flowing,
    /// Of a list, table, quotation or code: lines and their indents mean something.
    Kept,
}

/// Line endings, spaces at the end of lines and blank lines around the passage never matter.
pub(super) fn source_hash(source: &str, lines: Lines) -> SourceHash {
    let source = source.trim_end();
    let one_line = !source.as_bytes().contains(&b'\n');
    let as_it_is = match lines {
        Lines::Flowing => one_line,
        Lines::Kept => one_line || !source.contains("\r\n") && !source.contains(" \n"),
    };
    if as_it_is {
        return Sha256::digest(source).into();
    }
    let mut normal = String::with_capacity(source.len());
    for line in source.lines() {
        if !normal.is_empty() {
            normal.push(if lines == Lines::Flowing { ' ' } else { '\n' });
        }
        normal.push_str(if lines == Lines::Flowing { line.trim() } else { line.trim_end() });
    }
    Sha256::digest(normal).into()
}

#[cfg(test)]
mod tests {
    use super::{Lines, source_hash};

    #[test]
    fn wrapping_a_paragraph_anew_keeps_its_hash() {
        let hash = |text| source_hash(text, Lines::Flowing);
        assert_eq!(hash("One two\nthree.\n"), hash("One two three."));
        assert_eq!(hash("One two\r\n  three.  \r\n"), hash("One\ntwo three."));
        assert_ne!(hash("One two three."), hash("One two four."));
    }

    #[test]
    fn the_indent_of_a_list_is_a_part_of_it() {
        let hash = |text| source_hash(text, Lines::Kept);
        assert_eq!(hash("- a\r\n- b\r\n\r\n"), hash("- a\n- b"));
        assert_ne!(hash("- a\n  - b"), hash("- a\n- b"));
    }
}
