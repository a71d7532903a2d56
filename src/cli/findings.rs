//! What was found in a report → the terminal, or the program that reads it.

use std::io;
use std::path::Path;

use kepi::diagnostics::print::{self as format, Limits};
use kepi::diagnostics::{Diagnostic, Severity};
use kepi::pipeline::Outcome;

use super::terminal::Terminal;
use super::{Everywhere, Format};

/// Prints everything found in the format asked for.
pub fn print(
    outcome: &Outcome,
    strict: bool,
    everywhere: &Everywhere,
    terminal: &Terminal,
) -> io::Result<()> {
    let (all, sources) = (&outcome.diagnostics, &outcome.sources);
    let root = below_here(&everywhere.root);
    match everywhere.format {
        Format::Json => return terminal.out(|out| format::json(out, all, sources)),
        Format::Sarif => return terminal.out(|out| format::sarif(out, all, sources, &root)),
        Format::Github => return terminal.out(|out| format::github(out, all, sources, &root)),
        Format::Text => {}
    }
    let limits = if everywhere.verbose { Limits::NONE } else { Limits::USUAL };
    let stops = if strict { Severity::Warning } else { Severity::Error };
    let worth_printing = |d: &&Diagnostic| !everywhere.quiet || d.severity <= stops;
    let printed: Vec<Diagnostic> = all.iter().filter(worth_printing).cloned().collect();
    terminal.err(|err| {
        if format::text(err, &printed, sources, limits)? > 0 {
            writeln!(err, "-v prints all of them, --format json hands them to a program\n")?;
        }
        Ok(())
    });
    Ok(())
}

/// The project's folder as code scanners want it: seen from where kepi runs, with `/`.
fn below_here(root: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let relative = root.strip_prefix(&here).unwrap_or(root);
    if relative.is_absolute() {
        return String::new();
    }
    let parts = relative.components().map(|part| part.as_os_str().to_string_lossy());
    parts.filter(|part| part != ".").collect::<Vec<_>>().join("/")
}

/// One thing, several things.
pub fn counted(number: usize, thing: &str) -> String {
    if number == 1 { format!("1 {thing}") } else { format!("{number} {thing}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_root_is_named_as_the_repository_sees_it() {
        assert_eq!(below_here(Path::new(".")), "");
        assert_eq!(below_here(Path::new("./reports")), "reports");
        let here = std::env::current_dir().expect("a folder to stand in");
        assert_eq!(below_here(&here.join("a").join("b")), "a/b");
        assert_eq!(below_here(Path::new("/elsewhere")), "");
    }
}
