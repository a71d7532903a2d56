//! Words typed become calls of the library, and what it returns is printed. Only here does the
//! process end, and only here is the environment read.

mod cli;
mod preview;

use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::{CommandFactory, Parser};
use cli::findings::{self, counted};
use cli::terminal::Terminal;
use cli::{
    Build, Check, Command, CommandLine, Completions, Everywhere, Explain, Format, New, Schema,
    Serve, Status, TimingsFormat, Translated, Verify, bug,
};
use kepi::diagnostics::print::visible;
use kepi::diagnostics::{Severity, in_words, nearest};
use kepi::language::Tag;
use kepi::pipeline::{self, Depth, Failure, Options, Outcome};
use kepi::scaffold;
use mimalloc::MiMalloc;

#[global_allocator]
static MEMORY: MiMalloc = MiMalloc;

/// The exit statuses that scripts rely on; see docs/commands.md.
mod exit {
    pub const DONE: u8 = 0;
    pub const REPORT_HAS_ERRORS: u8 = 1;
    pub const WRONG_USE: u8 = 2;
    pub const MACHINE_FAILED: u8 = 3;
    pub const BUG: u8 = 70;
}

fn main() -> ExitCode {
    bug::install(|message| {
        // There is nothing left to do for someone who closed the stream.
        writeln!(io::stderr(), "\nerror: {message}").unwrap_or_default();
    });
    #[expect(
        clippy::disallowed_methods,
        reason = "an interrupted build ends here, after it tidied up"
    )]
    let end = |status| std::process::exit(status);
    if let Err(failure) = kepi::publish::on_interrupt(end) {
        writeln!(io::stderr(), "warning: {}", failure.message).unwrap_or_default();
    }
    ExitCode::from(guarded(|| match CommandLine::try_parse() {
        Ok(command_line) => run(command_line),
        Err(help_or_error) => {
            let status = if help_or_error.use_stderr() { exit::WRONG_USE } else { exit::DONE };
            help_or_error.print().unwrap_or_default();
            status
        }
    }))
}

/// The status of a command that may panic: the hook has said what happened.
fn guarded(command: impl FnOnce() -> u8) -> u8 {
    // Nothing is looked at after a panic, so nothing half-changed can be seen.
    catch_unwind(AssertUnwindSafe(command)).unwrap_or(exit::BUG)
}

fn run(command_line: CommandLine) -> u8 {
    let everywhere = command_line.everywhere;
    let terminal = Terminal::new(&everywhere);
    match command_line.command {
        Command::New(command) => new(&command, &everywhere, &terminal),
        Command::Build(command) => build(command, &everywhere, &terminal),
        Command::Check(command) => check(&command, &everywhere, &terminal),
        Command::Serve(command) => serve(command, &everywhere, &terminal),
        Command::Verify(command) => verify(&command, &everywhere, &terminal),
        Command::Status(command) => status(command, &everywhere, &terminal),
        Command::Translated(command) => translated(command, &everywhere, &terminal),
        Command::Explain(command) => explain(&command, &terminal),
        Command::Schema(command) => schema(&command, &everywhere, &terminal),
        Command::Completions(Completions { shell }) => to_stdout(&terminal, |out| {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut CommandLine::command(), "kepi", &mut script);
            out.write_all(&script)
        }),
        Command::Man => to_stdout(&terminal, |out| cli::man::page(out, CommandLine::command())),
    }
}

fn new(command: &New, everywhere: &Everywhere, terminal: &Terminal) -> u8 {
    let mut languages: Vec<Tag> = Vec::new();
    for tag in command.languages.iter().filter_map(|tag| Tag::parse(tag)) {
        if languages.contains(&tag) {
            terminal.error(&format!("the language `{tag}` stands twice in --languages"), &[]);
            return exit::WRONG_USE;
        }
        languages.push(tag);
    }
    let folder = command.folder.display();
    let ci = match command.ci {
        cli::Ci::None => scaffold::Ci::None,
        cli::Ci::Github => scaffold::Ci::Github,
        cli::Ci::Gitlab => scaffold::Ci::Gitlab,
    };
    match scaffold::create(&command.folder, &languages, ci) {
        Ok(files) => {
            if !everywhere.quiet {
                terminal.err(|err| {
                    writeln!(err, "made a report of {files} files in `{folder}`; now try:\n")?;
                    if command.folder != Path::new(".") {
                        writeln!(err, "  cd {folder}")?;
                    }
                    writeln!(err, "  kepi build\n")?;
                    writeln!(err, "and open output/index.html; README.md there says what is where")
                });
            }
            exit::DONE
        }
        Err(refusal) => {
            terminal.error(&refusal.to_string(), &refusal.help());
            if refusal.is_wrong_use() { exit::WRONG_USE } else { exit::MACHINE_FAILED }
        }
    }
}

fn build(command: Build, everywhere: &Everywhere, terminal: &Terminal) -> u8 {
    let date = match day(command.date) {
        Ok(date) => date,
        Err(error) => return wrong_day(&error, terminal),
    };
    let options = Options {
        root: everywhere.root.clone(),
        output: command.output,
        languages: command.languages,
        base_url: command.base_url,
        strict: command.strict,
        drafts: command.drafts,
        date,
        jobs: command.jobs,
        depth: Depth::Publish,
    };
    work_on_report(&options, command.timings, everywhere, terminal)
}

fn check(command: &Check, everywhere: &Everywhere, terminal: &Terminal) -> u8 {
    let date = match day(None) {
        Ok(date) => date,
        Err(error) => return wrong_day(&error, terminal),
    };
    let options = Options {
        root: everywhere.root.clone(),
        output: None,
        languages: Vec::new(),
        base_url: None,
        strict: command.strict,
        drafts: false,
        date,
        jobs: None,
        depth: if command.data { Depth::Data } else { Depth::Check },
    };
    work_on_report(&options, None, everywhere, terminal)
}

fn serve(command: Serve, everywhere: &Everywhere, terminal: &Terminal) -> u8 {
    match day(None) {
        Ok(date) => preview::serve(command, date, everywhere, terminal),
        Err(error) => wrong_day(&error, terminal),
    }
}

fn verify(command: &Verify, everywhere: &Everywhere, terminal: &Terminal) -> u8 {
    if !matches!(everywhere.format, Format::Text | Format::Json) {
        terminal.error("`kepi verify` answers as `text` or `json`", &[]);
        return exit::WRONG_USE;
    }
    let verified = match kepi::publish::verify(&command.folder) {
        Ok(verified) => verified,
        Err(failure) => {
            terminal.error(&failure.message, &failure.help.clone().into_iter().collect::<Vec<_>>());
            return failure.exit_status();
        }
    };
    let status = if verified.is_whole() { exit::DONE } else { exit::REPORT_HAS_ERRORS };
    if everywhere.format == Format::Json {
        let printed = to_stdout(terminal, |out| out.write_all(verified.to_json().as_bytes()));
        return if printed == exit::DONE { status } else { printed };
    }
    let lists = [
        ("missing", &verified.missing),
        ("changed", &verified.changed),
        ("foreign", &verified.foreign),
    ];
    terminal.err(|err| {
        for (word, paths) in lists {
            paths.iter().try_for_each(|path| writeln!(err, "{word}  {}", visible(path)))?;
        }
        if !everywhere.quiet {
            let [missing, changed, foreign] = lists.map(|(_, paths)| paths.len());
            let files = counted(verified.files, "file");
            match verified.is_whole() {
                true => writeln!(err, "verified: {files}, as the build made them")?,
                false => writeln!(
                    err,
                    "not as the build made it: {files}, {missing} missing, {changed} changed, \
                     {foreign} foreign"
                )?,
            }
        }
        Ok(())
    });
    status
}

fn status(command: Status, everywhere: &Everywhere, terminal: &Terminal) -> u8 {
    let print = match everywhere.format {
        // Whoever asks for one language wants to know what there is to do.
        Format::Text if command.languages.is_empty() => kepi::status::text,
        Format::Text => kepi::status::text_with_to_do,
        Format::Json => kepi::status::json,
        Format::Sarif | Format::Github => {
            let help = "`kepi check` prints findings in every format".to_owned();
            terminal.error("`kepi status` prints counts as `text` or `json`", &[help]);
            return exit::WRONG_USE;
        }
    };
    let options = Options {
        root: everywhere.root.clone(),
        output: None,
        languages: command.languages,
        base_url: None,
        strict: false,
        drafts: false,
        date: None,
        jobs: None,
        depth: Depth::Data,
    };
    let (report, outcome) = pipeline::read(&options, &|doing| {
        bug::doing(doing);
        terminal.progress(doing);
    });
    match (report, &outcome.failure) {
        (Some((report, translations)), _) => {
            let counts = kepi::status::status(&report, &translations, &outcome);
            to_stdout(terminal, |out| print(out, &counts))
        }
        (None, Some(Failure { message, help, exit })) => {
            terminal.error(message, help);
            *exit
        }
        (None, None) => match findings::print(&outcome, options.strict, everywhere, terminal) {
            Ok(()) => exit::REPORT_HAS_ERRORS,
            Err(error) => unwritable(&error, terminal),
        },
    }
}

fn translated(command: Translated, everywhere: &Everywhere, terminal: &Terminal) -> u8 {
    let root = everywhere.root.clone();
    let run = pipeline::translated(root, command.id, &command.languages, &|doing| {
        bug::doing(doing);
        terminal.progress(doing);
    });
    if let Err(error) = findings::print(&run.outcome, false, everywhere, terminal) {
        return unwritable(&error, terminal);
    }
    if let Some(Failure { message, help, .. }) = &run.outcome.failure {
        terminal.error(message, help);
    } else if !everywhere.quiet {
        let line = match run.done {
            Some(done) => format!(
                "recorded in `{}`: {}, {} new or changed",
                kepi::translations::PATH,
                counted(done.pieces, "piece"),
                done.changed
            ),
            None => "nothing was recorded".to_owned(),
        };
        terminal.err(|err| writeln!(err, "{line}"));
    }
    exit_status(&run.outcome, false)
}

/// The day given, or that of SOURCE_DATE_EPOCH.
fn day(given: Option<String>) -> Result<Option<String>, String> {
    if given.is_some() {
        return Ok(given);
    }
    #[expect(
        clippy::disallowed_methods,
        reason = "the one variable that changes what is published"
    )]
    let variable = std::env::var_os("SOURCE_DATE_EPOCH");
    variable.map(|value| cli::values::epoch(&value.to_string_lossy())).transpose()
}

fn wrong_day(error: &str, terminal: &Terminal) -> u8 {
    terminal.error(error, &["unset it, or give a day with `kepi build --date`".to_owned()]);
    exit::WRONG_USE
}

fn work_on_report(
    options: &Options,
    timings: Option<TimingsFormat>,
    everywhere: &Everywhere,
    terminal: &Terminal,
) -> u8 {
    let started = Instant::now();
    let outcome = pipeline::run(options, &|doing| {
        bug::doing(doing);
        terminal.progress(doing);
    });
    if let Err(error) = findings::print(&outcome, options.strict, everywhere, terminal) {
        return unwritable(&error, terminal);
    }
    if timings == Some(TimingsFormat::Json) {
        if let Err(error) = terminal.out(|out| outcome.timings.json(out)) {
            return unwritable(&error, terminal);
        }
    } else if timings.is_some() || everywhere.verbose {
        terminal.err(|err| outcome.timings.text(err));
    }
    if let Some(Failure { message, help, .. }) = &outcome.failure {
        terminal.error(message, help);
    } else if !everywhere.quiet {
        let line = closing_line(&outcome, options, started.elapsed());
        terminal.err(|err| writeln!(err, "{line}"));
    }
    exit_status(&outcome, options.strict)
}

fn unwritable(error: &io::Error, terminal: &Terminal) -> u8 {
    terminal.error(&format!("what was found could not be written: {}", in_words(error)), &[]);
    exit::MACHINE_FAILED
}

fn closing_line(outcome: &Outcome, options: &Options, time: Duration) -> String {
    let count = |severity| outcome.diagnostics.iter().filter(|d| d.severity == severity).count();
    let errors = counted(count(Severity::Error), "error");
    let warnings = counted(count(Severity::Warning), "warning");
    let seconds = format!("{:.1} seconds", time.as_secs_f64());
    let site = outcome.summary.as_ref().map_or(String::new(), |summary| {
        format!(
            "{} in {}, {}, {}, {}, ",
            counted(summary.pages, "page"),
            counted(summary.languages, "language"),
            counted(summary.figures, "figure"),
            counted(summary.files, "file"),
            counted(summary.fallbacks, "fallback"),
        )
    });
    // Whoever forgot `--date` on the day of publishing learns it here.
    let held_back = match outcome.summary.as_ref().map_or(0, |summary| summary.held_back) {
        0 => String::new(),
        count => {
            format!("; held back: {count} (drafts, or waiting for a day; see `--date`, `--drafts`)")
        }
    };
    if outcome.published {
        let output = options.output.clone().unwrap_or_else(|| options.root.join("output"));
        let output = output.strip_prefix(".").unwrap_or(&output).display();
        return format!("published to `{output}`: {site}{warnings}, {seconds}{held_back}");
    }
    match options.depth {
        Depth::Data | Depth::Check => {
            format!("checked: {site}{errors}, {warnings}, {seconds}{held_back}")
        }

        Depth::Publish => format!("not published: {errors}, {warnings}, {seconds}"),
    }
}

fn exit_status(outcome: &Outcome, strict: bool) -> u8 {
    let stops = if strict { Severity::Warning } else { Severity::Error };
    match &outcome.failure {
        Some(failure) => failure.exit,
        None if outcome.diagnostics.iter().any(|d| d.severity <= stops) => exit::REPORT_HAS_ERRORS,
        None => exit::DONE,
    }
}

fn explain(command: &Explain, terminal: &Terminal) -> u8 {
    let Some(code) = &command.code else {
        return to_stdout(terminal, |out| out.write_all(kepi::explain::list().as_bytes()));
    };
    match kepi::explain::explain(code) {
        Ok(text) => to_stdout(terminal, |out| out.write_all(text.as_bytes())),
        Err(nearest) => {
            let mut help = vec!["`kepi explain` lists all codes".to_owned()];
            if let Some(name) = nearest {
                help.insert(0, format!("did you mean `{name}`?"));
            }
            terminal.error(&format!("no message has the code `{code}`"), &help);
            exit::WRONG_USE
        }
    }
}

fn schema(command: &Schema, everywhere: &Everywhere, terminal: &Terminal) -> u8 {
    let known: Vec<&str> = kepi::schema::kinds().iter().map(|kind| kind.name).collect();
    let wanted = match &command.kind {
        None => known,
        Some(kind) => match known.iter().find(|known| *known == kind) {
            Some(kind) => vec![*kind],
            None => {
                let mut help = vec!["`kepi schema` lists all kinds".to_owned()];
                if let Some(near) = nearest(kind, known) {
                    help.insert(0, format!("did you mean `{near}`?"));
                }
                terminal.error(&format!("no kind of file is called `{kind}`"), &help);
                return exit::WRONG_USE;
            }
        },
    };
    let text = match (&command.output, &command.kind) {
        (Some(folder), _) => return write_schemas(folder, &wanted, everywhere, terminal),
        (None, None) => kepi::schema::list(),
        (None, Some(kind)) => {
            let schema = kepi::schema::schema(kind).expect("the kind was found");
            kepi::schema::text(&schema)
        }
    };
    to_stdout(terminal, |out| out.write_all(text.as_bytes()))
}

fn write_schemas(
    folder: &Path,
    kinds: &[&str],
    everywhere: &Everywhere,
    terminal: &Terminal,
) -> u8 {
    match kepi::schema::write(folder, kinds) {
        Ok(written) => {
            if !everywhere.quiet {
                terminal.err(|err| {
                    written.iter().try_for_each(|path| writeln!(err, "wrote {}", path.display()))
                });
            }
            exit::DONE
        }
        Err(failure) => {
            let path = failure.path.display();
            terminal.error(
                &format!("`{path}` could not be written: {}", in_words(&failure.error)),
                &[],
            );
            exit::MACHINE_FAILED
        }
    }
}

fn to_stdout(terminal: &Terminal, print: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> u8 {
    match terminal.out(print) {
        Ok(()) => exit::DONE,
        Err(error) => {
            terminal.error(&format!("the text could not be written: {}", in_words(&error)), &[]);
            exit::MACHINE_FAILED
        }
    }
}

#[cfg(test)]
mod tests {
    use kepi::diagnostics::{Code, Diagnostic, SourceMap, codes};
    use kepi::pipeline::{Summary, Timings};

    use super::*;

    fn outcome(severities: &[Severity]) -> Outcome {
        let code: &Code = codes::ALL[0];
        Outcome {
            diagnostics: severities
                .iter()
                .map(|&severity| Diagnostic::new(code, "x").severity(severity))
                .collect(),
            sources: SourceMap::default(),
            summary: None,
            published: false,
            made_from: None,
            failure: None,
            timings: Timings::default(),
        }
    }

    #[test]
    fn warnings_stop_a_build_only_when_it_is_strict() {
        let warned = outcome(&[Severity::Note, Severity::Warning]);
        assert_eq!(exit_status(&warned, false), 0);
        assert_eq!(exit_status(&warned, true), 1);
        assert_eq!(exit_status(&outcome(&[Severity::Error]), false), 1);
        assert_eq!(exit_status(&outcome(&[Severity::Note]), true), 0);
        let failure = Failure { message: "disk full".into(), help: Vec::new(), exit: 3 };
        let failed = Outcome { failure: Some(failure), ..outcome(&[Severity::Error]) };
        assert_eq!(exit_status(&failed, false), 3);
    }

    #[test]
    fn a_panic_ends_with_the_status_of_a_bug() {
        let caught = std::panic::catch_unwind(|| guarded(|| 0));
        assert_eq!(caught.ok(), Some(0));
        assert_eq!(guarded(|| panic!("on purpose, as a test")), 70);
    }

    #[test]
    fn the_last_line_of_a_build_sums_it_up() {
        let options = |depth, output| Options {
            root: ".".into(),
            output,
            languages: Vec::new(),
            base_url: None,
            strict: false,
            drafts: false,
            date: None,
            jobs: None,
            depth,
        };
        let summary = || Summary {
            pages: 12,
            languages: 2,
            figures: 1,
            files: 30,
            fallbacks: 0,
            held_back: 0,
        };
        let time = Duration::from_millis(1_234);
        let done =
            Outcome { summary: Some(summary()), published: true, ..outcome(&[Severity::Warning]) };
        assert_eq!(
            closing_line(&done, &options(Depth::Publish, None), time),
            "published to `output`: 12 pages in 2 languages, 1 figure, 30 files, 0 fallbacks, \
             1 warning, 1.2 seconds"
        );
        let refused = Outcome { summary: Some(summary()), ..outcome(&[Severity::Error; 3]) };
        assert_eq!(
            closing_line(&refused, &options(Depth::Publish, Some("site".into())), time),
            "not published: 3 errors, 0 warnings, 1.2 seconds"
        );
        assert_eq!(
            closing_line(&outcome(&[]), &options(Depth::Data, None), time),
            "checked: 0 errors, 0 warnings, 1.2 seconds"
        );
    }
}
