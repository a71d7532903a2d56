//! Diagnostics → workflow commands that GitHub shows beside the line of a pull request.

use std::io::{self, Write};

use super::place::{Place, below, place};
use super::visible::visible_lines;
use crate::diagnostics::{Diagnostic, Severity, SourceMap};

/// `root` is the project's folder as seen from the repository, empty where they are the same.
pub fn github(
    out: &mut dyn Write,
    found: &[Diagnostic],
    sources: &SourceMap,
    root: &str,
) -> io::Result<()> {
    for diagnostic in found {
        annotation(out, diagnostic, sources, root)?;
    }
    Ok(())
}

fn annotation(
    out: &mut dyn Write,
    diagnostic: &Diagnostic,
    sources: &SourceMap,
    root: &str,
) -> io::Result<()> {
    let command = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    write!(out, "::{command} ")?;
    let mut message = diagnostic.message.clone();
    if let Some(origin) = diagnostic.origin {
        let at = Place::of(origin, sources);
        write!(out, "file={},", property(&below(root, at.path)))?;
        if let (Some(start), Some(end)) = (at.start, at.end) {
            write!(out, "line={},endLine={},col={},", start.line, end.line, start.column)?;
            // GitHub refuses an end column on a range of several lines.
            if start.line == end.line {
                write!(out, "endColumn={},", end.column)?;
            }
        }
        if at.cell.is_some() {
            message = format!("{}: {message}", place(origin, sources));
        }
    }
    write!(out, "title={}::", property(diagnostic.code.name))?;
    if !diagnostic.label.is_empty() {
        message.push('\n');
        message.push_str(&diagnostic.label);
    }
    for (origin, label) in &diagnostic.related {
        message.push_str(&format!("\n{label}: {}", place(*origin, sources)));
    }
    for help in &diagnostic.help {
        message.push_str("\nhelp: ");
        message.push_str(help);
    }
    writeln!(out, "{}", data(&visible_lines(&message)))
}

/// The message of a command ends with its line, so line breaks and the escape sign are escaped.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Properties are also told apart by colons and commas.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{data, property};

    #[test]
    fn a_message_cannot_end_its_command_and_start_another() {
        assert_eq!(data("80%\r\n::error::x"), "80%25%0D%0A::error::x");
        assert_eq!(property("a:b,c%\n"), "a%3Ab%2Cc%25%0A");
    }
}
