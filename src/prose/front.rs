//! Reads the front matter: TOML between two lines of `+++` at the top of a narrative.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::findings::Findings;
use super::hidden;
use crate::diagnostics::{Diagnostic, FileId, Origin, codes, nearest, toml_words};

/// What an author says about a narrative rather than in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Front {
    pub title: Option<FrontText>,
    /// One plain sentence for search engines and link previews.
    pub description: Option<FrontText>,
    /// Not to be published yet.
    pub draft: bool,
    /// The first day that it may be seen, as YYYY-MM-DD.
    pub publish_after: Option<FrontText>,
    /// Numbers that may stand typed in the text.
    pub accepted: Vec<AcceptedNumber>,
    /// Where the Markdown begins behind it.
    pub(super) end: usize,
}

/// `{ check = "typed-number", number = "2,319", reason = "…" }`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcceptedNumber {
    pub check: FrontText,
    /// As it stands in the text.
    pub number: FrontText,
    pub reason: FrontText,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrontText {
    pub text: String,
    pub origin: Origin,
}

const KEYS: [&str; 5] = ["title", "description", "draft", "publish_after", "accept"];
const FENCE: &str = "+++";

/// The front matter, and where the Markdown begins.
pub(super) fn read(file: FileId, source: &str, found: &mut Findings) -> (Front, usize) {
    // A byte order mark is not a part of the text.
    let top = if source.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    let first_line = line(source, top);
    if first_line.trim_end() != FENCE {
        misplaced(file, source, top, found);
        return (Front::default(), top);
    }
    let start = top + first_line.len();
    let mut at = start;
    while at < source.len() {
        let line = line(source, at);
        if line.trim_end() == FENCE {
            return (entries(file, source, start..at, found), at + line.len());
        }
        at += line.len();
    }
    found.push(
        Diagnostic::new(&codes::UNCLOSED_FRONT_MATTER, "the front matter is not closed")
            .at(Origin::range(file, top..top + FENCE.len()))
            .help("write a second line of `+++` between the TOML and the text"),
    );
    (Front::default(), source.len())
}

/// What follows the front matter; all of a text whose front matter is not closed.
pub(super) fn behind(source: &str) -> &str {
    let behind = || source.strip_prefix(FENCE)?.split_once("\n+++").map(|(_, body)| body);
    behind().unwrap_or(source)
}

/// Front matter in another dialect, or not at the top, would be printed on the page.
fn misplaced(file: FileId, source: &str, top: usize, found: &mut Findings) {
    let blank = source[top..].len() - source[top..].trim_start().len();
    let first = line(source, top + blank).trim_end();
    let what = match first {
        FENCE => "the front matter does not begin on the first line",
        "---" if blank == 0 => "a narrative cannot begin with `---`",
        _ => return,
    };
    let start = top + blank;
    found.push(
        Diagnostic::new(&codes::FRONT_MATTER_SYNTAX, what)
            .at(Origin::range(file, start..start + first.len()))
            .help("write the front matter as TOML between two lines of `+++`, from the first line"),
    );
}

fn entries(
    file: FileId,
    source: &str,
    range: std::ops::Range<usize>,
    found: &mut Findings,
) -> Front {
    let origin = |span: std::ops::Range<usize>| {
        Origin::range(file, range.start + span.start..range.start + span.end)
    };
    let (table, errors) = DeTable::parse_recoverable(&source[range.clone()]);
    let spans = errors.iter().map(|error| (error.message(), error.span()));
    for mut finding in toml_words::findings(file, &source[range.clone()], range.start, spans) {
        finding.code = &codes::FRONT_MATTER_SYNTAX;
        found.push(finding);
    }
    let mut front = Front::default();
    for (key, value) in table.get_ref() {
        let slot = match key.get_ref().as_ref() {
            "title" => &mut front.title,
            "description" => &mut front.description,
            "draft" => {
                match value.get_ref() {
                    DeValue::Boolean(draft) => front.draft = *draft,
                    other => found.push(
                        Diagnostic::new(
                            &codes::WRONG_FRONT_MATTER_VALUE,
                            format!("`draft` must be true or false, not {}", kind(other)),
                        )
                        .at(origin(value.span()))
                        .help("write `draft = true`, without quotes"),
                    ),
                }
                continue;
            }
            "publish_after" => {
                let day = day(value.get_ref());
                if day.is_none() {
                    found.push(
                        Diagnostic::new(
                            &codes::WRONG_FRONT_MATTER_VALUE,
                            format!("`publish_after` must be a day, not {}", kind(value.get_ref())),
                        )
                        .at(origin(value.span()))
                        .help("write `publish_after = 2026-05-01`"),
                    );
                }
                let origin = origin(value.span());
                front.publish_after = day.map(|text| FrontText { text, origin });
                continue;
            }
            // What the parser made of a broken line says nothing about the author.
            "" if !errors.is_empty() => continue,
            "accept" => {
                let entries = value.get_ref().as_array().into_iter().flatten();
                for entry in entries.clone() {
                    front.accepted.extend(accepted_number(entry, &origin, found));
                }
                if value.get_ref().as_array().is_none() {
                    found.push(no_exception(origin(value.span())));
                }
                continue;
            }
            unknown => {
                let unknown_key = Diagnostic::new(
                    &codes::UNKNOWN_FRONT_MATTER_KEY,
                    format!("unknown key `{unknown}` in the front matter"),
                )
                .at(origin(key.span()))
                .help("the keys are `title`, `description`, `draft`, `publish_after`, `accept`");
                found.push(match nearest(unknown, KEYS) {
                    Some(near) => unknown_key.label(format!("did you mean `{near}`?")),
                    None => unknown_key,
                });
                continue;
            }
        };
        match value.get_ref() {
            DeValue::String(text) if is_a_line(text) => {
                *slot = Some(FrontText { text: text.to_string(), origin: origin(value.span()) });
            }
            _ if !errors.is_empty() => {}
            DeValue::String(_) => found.push(
                Diagnostic::new(
                    &codes::WRONG_FRONT_MATTER_VALUE,
                    format!("`{}` must be one line of text", key.get_ref()),
                )
                .at(origin(value.span()))
                .help("write some words, without line breaks or control characters"),
            ),
            other => found.push(
                Diagnostic::new(
                    &codes::WRONG_FRONT_MATTER_VALUE,
                    format!("`{}` must be a text, not {}", key.get_ref(), kind(other)),
                )
                .at(origin(value.span()))
                .help(format!("write it in quotes: `{} = \"…\"`", key.get_ref())),
            ),
        }
    }
    front
}

/// One entry of `accept`; `None` after a report.
fn accepted_number(
    entry: &Spanned<DeValue<'_>>,
    origin: &impl Fn(std::ops::Range<usize>) -> Origin,
    found: &mut Findings,
) -> Option<AcceptedNumber> {
    let text = |key: &str| {
        let value = entry.get_ref().as_table()?.get(key)?;
        let text = value.get_ref().as_str().filter(|text| is_a_line(text))?;
        Some(FrontText { text: text.to_owned(), origin: origin(value.span()) })
    };
    let accepted = match (text("check"), text("number"), text("reason")) {
        (Some(check), Some(number), Some(reason)) => Some(AcceptedNumber { check, number, reason }),
        _ => None,
    };
    let is_closed = entry.get_ref().as_table().is_some_and(|table| table.len() == 3);
    let accepted = accepted.filter(|_| is_closed);
    if accepted.is_none() {
        found.push(no_exception(origin(entry.span())));
    }
    accepted
}

fn no_exception(origin: Origin) -> Diagnostic {
    Diagnostic::new(
        &codes::WRONG_FRONT_MATTER_VALUE,
        "`accept` must be a list of tables with `check`, `number` and `reason`",
    )
    .at(origin)
    .help("write `accept = [{ check = \"typed-number\", number = \"2,319\", reason = \"…\" }]`")
}

/// A date of TOML, in quotes or not.
fn day(value: &DeValue) -> Option<String> {
    let date: toml::value::Datetime = match value {
        DeValue::Datetime(date) => *date,
        DeValue::String(text) => text.parse().ok()?,
        _ => return None,
    };
    let is_day = date.date.is_some() && date.time.is_none() && date.offset.is_none();
    is_day.then(|| date.to_string())
}

fn is_a_line(text: &str) -> bool {
    !text.trim().is_empty() && !text.chars().any(|letter| letter == '\n' || hidden::is(letter))
}

fn kind(value: &DeValue) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// The line that begins here, with its line break.
fn line(source: &str, from: usize) -> &str {
    let rest = &source[from..];
    &rest[..rest.find('\n').map_or(rest.len(), |newline| newline + 1)]
}
