//! The command line: which commands and options there are, and what their help says.

pub mod bug;
pub mod findings;
pub mod man;
pub mod terminal;
pub mod values;

use std::path::PathBuf;

use clap::{ArgGroup, Args, Parser, Subcommand, ValueEnum, ValueHint};
use clap_complete::Shell;

/// Make a multilingual website of a performance report.
///
/// kepi reads what an organization planned, spent and achieved: data in TOML files, narratives in
/// Markdown files, all in the folder `content` of a project. It checks that the report is whole and
/// adds up, and publishes it as a website in the folder `output`, which any web server can show.
#[derive(Debug, Parser)]
#[command(
    name = "kepi",
    version = env!("KEPI_VERSION"),
    max_term_width = 100,
    subcommand_help_heading = "Commands",
    help_expected = true,
    after_help = EXAMPLES,
    after_long_help = EXAMPLES_AND_EXIT,
)]
pub struct CommandLine {
    #[command(flatten)]
    pub everywhere: Everywhere,
    #[command(subcommand)]
    pub command: Command,
}

const EXAMPLES: &str = "\
Examples:
  kepi new my-report           a small report to start from
  kepi check                   every mistake, with file and line; nothing is written
  kepi serve                   the website while you work on it
  kepi build                   the website, in the folder `output`
  kepi explain unknown-key     what a message means and what to do";

const EXAMPLES_AND_EXIT: &str = "\
Examples:
  kepi new my-report           a small report to start from
  kepi check                   every mistake, with file and line; nothing is written
  kepi serve                   the website while you work on it
  kepi build                   the website, in the folder `output`
  kepi explain unknown-key     what a message means and what to do

Exit status:
  0    done; there may be warnings
  1    the report has errors, or warnings under --strict; nothing was published
  2    the command was not typed as kepi understands it
  3    the computer failed: the disk is full, a folder may not be written, another build runs
  70   a mistake in kepi itself; the message says how to report it
  130  interrupted by Ctrl-C; 143 when another program ended it";

/// Options of every command.
#[derive(Args, Debug)]
#[command(next_help_heading = "Options of every command")]
pub struct Everywhere {
    /// Folder of the project, the one that holds `content`
    #[arg(long, global = true, value_name = "DIR", default_value = ".", value_hint = ValueHint::DirPath)]
    pub root: PathBuf,

    /// How to print what was found
    #[arg(long, global = true, value_name = "FORMAT", default_value = "text")]
    pub format: Format,

    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: Color,

    /// Print errors only: no warnings, no notes, no progress and no closing line
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,

    /// Print every finding, not only 50 of a file and 200 in all; and say what kepi does and how
    /// long it takes
    #[arg(short, long, global = true)]
    pub verbose: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people: the line in question, with a mark below it; on standard error
    Text,
    /// For scripts: one JSON document on standard output
    Json,
    /// For code scanners and editors: SARIF 2.1.0 on standard output
    Sarif,
    /// For GitHub Actions: annotations beside the lines of a pull request; on standard output
    Github,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless the variable NO_COLOR is set
    Auto,
    /// Also in a file or a pipe
    Always,
    /// Nowhere
    Never,
}

/// How `--timings` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TimingsFormat {
    /// A list to read
    Text,
    /// An object
    Json,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    New(New),
    Build(Build),
    Check(Check),
    Serve(Serve),
    Verify(Verify),
    Status(Status),
    Translated(Translated),
    Explain(Explain),
    Schema(Schema),
    Completions(Completions),
    /// Print the manual page of all commands, for the program `man`
    #[command(after_help = "\
Examples:
  kepi man | man -l -                          read it
  kepi man > ~/.local/share/man/man1/kepi.1    keep it, for `man kepi`")]
    Man,
}

/// Make a small, complete report to start from.
///
/// The report is about an invented association of libraries: an edition with two results, three
/// KPIs, a table of revenue, a series, two charts and a narrative. It builds as it is; replace its
/// figures and words by your own, file by file.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  kepi new my-report                       in English and French
  kepi new my-report --languages en        in English only
  kepi new my-report --languages en,zh,ar  in three languages
  kepi new my-report --ci github           with a recipe that publishes it")]
pub struct New {
    /// Folder to make; it must not exist, or be empty
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub folder: PathBuf,

    /// Languages of the report, the one it is written in first; any other than en, fr, es, zh, ar
    /// and ru starts with English words
    #[arg(
        long,
        value_name = "TAG,TAG",
        value_delimiter = ',',
        default_value = "en,fr",
        value_parser = values::language,
    )]
    pub languages: Vec<String>,

    /// Add a recipe that checks, builds, verifies and publishes the report with every change
    #[arg(long, value_name = "SERVICE", default_value = "none")]
    pub ci: Ci,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Ci {
    /// For GitHub Actions and Pages: `.github/workflows/report.yml`
    Github,
    /// For GitLab CI and Pages: `.gitlab-ci.yml`
    Gitlab,
    /// None
    None,
}

/// Check the report and publish it as a website.
///
/// The website is put into the folder `output` of the project only when it is finished and the
/// report has no error. Until then, and if anything goes wrong, the website that was there stays.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  kepi build                                  into the folder `output` of the project
  kepi build --strict                         publish only without warnings
  kepi build --output /var/www/reports        into another folder
  kepi build --language fr --drafts           a quick look at the French drafts
  kepi build --date 2026-05-01                as on the day of publication

Reproducible builds may set the variable SOURCE_DATE_EPOCH in place of --date.")]
pub struct Build {
    /// Folder to publish into, seen from where you stand [default: `output` in the project]
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub output: Option<PathBuf>,

    /// Build this language only; repeat the option for several
    #[arg(long = "language", value_name = "TAG", value_parser = values::language)]
    pub languages: Vec<String>,

    /// Address the website will have, in place of `base_url` in site.toml; used only where a full
    /// address is needed: for search engines, sitemap and feeds
    #[arg(long, value_name = "URL", value_parser = values::base_url)]
    pub base_url: Option<String>,

    /// Publish only if there are no warnings either
    #[arg(long)]
    pub strict: bool,

    /// Include what is marked as draft, and what waits for its day
    #[arg(long)]
    pub drafts: bool,

    /// Day for which to build, as YYYY-MM-DD; what is to be published later stays hidden, and
    /// without a day everything with a day of publication does
    #[arg(long, value_name = "DATE", value_parser = values::date)]
    pub date: Option<String>,

    /// How many processor cores to use [default: all]
    #[arg(long, value_name = "N", value_parser = values::jobs)]
    pub jobs: Option<usize>,

    /// Say how long each part of the work took; `json` prints it for other programs, to standard
    /// output
    #[arg(
        long, value_name = "FORMAT", value_enum, num_args = 0..=1, require_equals = true,
        default_missing_value = "text"
    )]
    pub timings: Option<TimingsFormat>,
}

/// Check the report and write nothing.
///
/// Makes every check that `kepi build` makes, on the finished pages too, and publishes nothing.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  kepi check                         everything
  kepi check --data                  data and narratives only: fast, for use while typing
  kepi check --strict -q             for a script: silent and exit status 0 if all is well
  kepi check --format json           every finding, for another program")]
pub struct Check {
    /// Treat warnings as errors
    #[arg(long)]
    pub strict: bool,

    /// Stop before pages are made: faster, but broken links and pages that are too heavy stay
    /// unnoticed
    #[arg(long)]
    pub data: bool,
}

/// Show the website while you work on it.
///
/// Makes the website in memory and shows it at an address of this computer. When a file of the
/// report is saved, the page in the browser follows by itself. While the report has errors, the last
/// good page stays, with a list of what is wrong. Nothing is written into the project.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  kepi serve                         at http://127.0.0.1:1111/, or the next port that is free
  kepi serve --open                  and open it in the browser
  kepi serve --language fr           the French pages only, which takes less time
  kepi serve --host 0.0.0.0          for other computers and phones too

Ctrl-C ends it.")]
pub struct Serve {
    /// Port to listen at; 0 takes any that is free [default: 1111, or the next free one]
    #[arg(long, value_name = "PORT")]
    pub port: Option<u16>,

    /// Address or name of this computer to listen at; any other than the default lets other
    /// computers read the report
    #[arg(long, value_name = "HOST", default_value = "127.0.0.1")]
    pub host: String,

    /// Open the website in the browser
    #[arg(long)]
    pub open: bool,

    /// Include what is marked as draft, and what waits for its day
    #[arg(long)]
    pub drafts: bool,

    /// Show this language only; repeat the option for several
    #[arg(long = "language", value_name = "TAG", value_parser = values::language)]
    pub languages: Vec<String>,

    /// Look at all files again and again: for network drives and shared folders, where the system
    /// does not tell of changes
    #[arg(long)]
    pub poll: bool,
}

/// Check that a published website is as the build made it.
///
/// Compares every file of the folder with the list that the build left in it, `kepi-manifest.json`:
/// after an upload, a copy, a year. Names what is missing, changed, or was not made by the build.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  kepi verify output                  every file, by its content
  kepi verify output --format json    the same, for another program")]
pub struct Verify {
    /// Folder of the website
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub folder: PathBuf,
}

/// Show how far the report is: ratings, figures, exceptions, translations.
///
/// Prints, for each edition, its KPIs and measures by rating beside what the report declares, its
/// figures by status, what is accepted and why, and figures without source; and for each language
/// how much is translated. Errors in the report do not stop it: it counts what could be read.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  kepi status                     tables, to read
  kepi status --language fr       the translation into French, and what there is to do
  kepi status --format json       the same counts, for another program")]
pub struct Status {
    /// Count the translation into this language only, and list what is missing or out of date;
    /// repeat the option for several
    #[arg(long = "language", value_name = "TAG", value_parser = values::language)]
    pub languages: Vec<String>,
}

/// Record what translations were made from.
///
/// Run it when a translation is finished: from then on kepi knows which passages and texts are out
/// of date, because it knows what they were translated from. The record is
/// `content/translations.lock`; keep it under version control like the translations themselves.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  kepi translated 2024-25/er-1-1 --language fr    a result: its narrative and its texts
  kepi translated about --language fr             a page of the organization's own
  kepi translated 2024-25 --language fr           the edition's overview and title
  kepi translated --all --language fr             everything that is translated into French
  kepi translated --all                           everything, in every language")]
#[command(group = ArgGroup::new("what").required(true).args(["id", "all"]))]
pub struct Translated {
    /// Record or page that was translated; in several editions the same, with its edition:
    /// `2024-25/er-1-1`
    #[arg(value_name = "ID", requires = "languages")]
    pub id: Option<String>,

    /// Everything that is translated
    #[arg(long)]
    pub all: bool,

    /// Language that it was translated into; repeat the option for several
    #[arg(long = "language", value_name = "TAG", value_parser = values::language)]
    pub languages: Vec<String>,
}

/// Say what a message means, why it exists and what to do.
///
/// Every message of kepi has a code in square brackets, such as `error[unknown-key]`.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  kepi explain unknown-key     one code
  kepi explain                 all codes, a line each")]
pub struct Explain {
    /// The code, as printed in the message; without it all codes are listed
    #[arg(value_name = "CODE")]
    pub code: Option<String>,
}

/// Print the JSON Schema of a kind of TOML file, for editors.
///
/// With it an editor completes keys and words while you type, says what each is for, and marks what
/// kepi would not accept. Without a kind, all kinds are listed with the files they are for.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  kepi schema                     all kinds, and where their files stand
  kepi schema records             one schema
  kepi schema --output schema     all schemas, as files in the folder `schema`

docs/editors.md says how to switch them on in an editor.")]
pub struct Schema {
    /// Kind of file, as listed by `kepi schema`
    #[arg(value_name = "KIND")]
    pub kind: Option<String>,

    /// Write schemas as files into this folder, seen from where you stand: that of KIND, or all
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub output: Option<PathBuf>,
}

/// Print a script that completes kepi's commands in your shell when you press Tab.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  kepi completions bash > ~/.local/share/bash-completion/completions/kepi
  kepi completions fish > ~/.config/fish/completions/kepi.fish
  kepi completions zsh > ~/.zfunc/_kepi        (a folder in zsh's $fpath)")]
pub struct Completions {
    /// Which shell you use
    #[arg(value_name = "SHELL")]
    pub shell: Shell,
}
