//! The commands and their help → one manual page in roff, for `man`.

use std::io::{self, Write};

use clap::Command;
use clap_mangen::Man;

/// One page for all commands, so that a search in it finds every option.
pub fn page(out: &mut dyn Write, mut command: Command) -> io::Result<()> {
    command.build();
    let man = Man::new(command.clone());
    man.render_title(out)?;
    for part in [
        part(|out| man.render_name_section(out))?,
        part(|out| man.render_synopsis_section(out))?,
        part(|out| man.render_description_section(out))?,
        part(|out| man.render_options_section(out))?,
    ] {
        write!(out, "{part}")?;
    }
    for command in command.get_subcommands().filter(|command| command.get_name() != "help") {
        section(out, command)?;
    }
    writeln!(out, ".SH \"EXAMPLES AND EXIT STATUS\"")?;
    let extra = part(|out| man.render_extra_section(out))?;
    write!(out, "{}", as_typed(without_heading(&extra)))
}

/// A command as a section; what would be sections on a page of its own are parts of it.
fn section(out: &mut dyn Write, command: &Command) -> io::Result<()> {
    // What all commands share stands once, at the top.
    let command = command.clone().mut_args(|arg| {
        let shared = arg.is_global_set() || arg.get_id() == "help";
        arg.hide(shared)
    });
    let man = Man::new(command.clone());
    let synopsis = part(|out| man.render_synopsis_section(out))?;
    let description = part(|out| man.render_description_section(out))?;
    writeln!(out, ".SH \"KEPI {}\"", command.get_name().to_uppercase())?;
    write!(out, "{}", without_heading(&synopsis))?;
    write!(out, ".PP\n{}", without_heading(&description))?;
    if command.get_arguments().any(|arg| !arg.is_hide_set()) {
        let options = part(|out| man.render_options_section(out))?;
        write!(out, ".SS Options\n{}", without_heading(&options))?;
    }
    let extra = part(|out| man.render_extra_section(out))?;
    write!(out, ".PP\n{}", as_typed(without_heading(&extra)))
}

/// What `render` makes, without the definition of the apostrophe, which the title holds.
fn part(render: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<String> {
    let mut text = Vec::new();
    render(&mut text)?;
    let text = String::from_utf8_lossy(&text);
    let lines = text.lines().filter(|line| !line.starts_with(".ie ") && !line.starts_with(".el "));
    Ok(lines.flat_map(|line| [line, "\n"]).collect())
}

fn without_heading(part: &str) -> &str {
    match part.split_once('\n') {
        Some((first, rest)) if first.starts_with(".SH ") => rest,
        _ => part,
    }
}

/// Examples keep their lines and spaces.
fn as_typed(text: &str) -> String {
    format!(".nf\n{text}.fi\n")
}
