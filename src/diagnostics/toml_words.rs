//! What the TOML parser says of a place → what an author did there, and what to type instead.

use std::ops::Range;

use super::typed::{formatted_number, is_stray, short, stray_character};
use super::{Code, Diagnostic, FileId, Origin, codes};

/// Findings for the parser's errors, in their order: the first of a line, because the others follow
/// from it. `text` begins at the byte `from` of the file.
pub fn findings<'e>(
    file: FileId,
    text: &str,
    from: usize,
    errors: impl IntoIterator<Item = (&'e str, Option<Range<usize>>)>,
) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let mut told_up_to = 0;
    let mut errors: Vec<_> = errors.into_iter().collect();
    errors.sort_by_key(|(_, span)| span.as_ref().map(|span| span.start));
    for (message, span) in errors {
        // Only what stands too deep has no place: it is where most is opened.
        let span = span.unwrap_or_else(|| deepest(text));
        if span.start < told_up_to {
            continue;
        }
        // One more than are told, so that it is said that there are more.
        if findings.len() > super::MOST_OF_A_FILE {
            break;
        }
        let place = Place::new(text, &span);
        let Finding { diagnostic, range, told_up_to: up_to } = words(message, &place);
        findings.push(diagnostic.at(Origin::range(file, from + range.start..from + range.end)));
        told_up_to = up_to;
    }
    findings
}

/// The line on which most brackets and dots stand.
fn deepest(text: &str) -> Range<usize> {
    let mut start = 0;
    let mut most = (0, 0..0);
    for line in text.split_inclusive('\n') {
        let opened = line.matches(['[', '{', '.']).count();
        if opened > most.0 {
            most = (opened, start..start + line.trim_end().len());
        }
        start += line.len();
    }
    most.1
}

struct Finding {
    diagnostic: Diagnostic,
    range: Range<usize>,
    /// Errors up to here follow from this one.
    told_up_to: usize,
}

/// A part of the text and the line that it stands in.
struct Place<'t> {
    text: &'t str,
    span: Range<usize>,
    line: Range<usize>,
}

impl<'t> Place<'t> {
    fn new(text: &'t str, span: &Range<usize>) -> Self {
        let start = text.floor_char_boundary(span.start.min(text.len()));
        let end = text.ceil_char_boundary(span.end.clamp(start, text.len()));
        let line_start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |newline| start + newline);
        Place { text, span: start..end, line: line_start..line_end }
    }

    fn marked(&self) -> &'t str {
        self.text[self.span.clone()].trim_end()
    }

    fn before(&self) -> &'t str {
        &self.text[self.line.start..self.span.start]
    }

    fn behind(&self) -> &'t str {
        &self.text[self.span.start..self.line.end]
    }

    /// As a key does that was meant to be the next.
    fn begins_a_line(&self) -> bool {
        self.before().trim().is_empty() && self.behind().contains('=')
    }

    fn is_header(&self) -> bool {
        self.text[self.line.clone()].trim_start().starts_with('[')
    }

    /// The value that it stands in: what follows the `=` before it, without a remark.
    fn value(&self) -> Option<(&'t str, Range<usize>)> {
        let line = &self.text[self.line.clone()];
        let from = self.before().rfind('=')? + 1;
        // Within braces a comma ends a value; elsewhere it is a part of what was meant as one.
        let ends: &[char] = if self.before().contains('{') { &['#', ',', '}'] } else { &['#'] };
        let value = line[from..].split(ends).next().unwrap_or_default();
        let start = self.line.start + from + (value.len() - value.trim_start().len());
        let value = value.trim();
        Some((value, start..start + value.len()))
    }

    /// `976,4` within braces, where the parser sees a key `4` behind the comma.
    fn decimal_comma(&self) -> Option<(&'t str, Range<usize>)> {
        let line = &self.text[self.line.clone()];
        let open = line.find('{')?;
        line[open..].match_indices('=').find_map(|(equals, _)| {
            let behind = &line[open + equals + 1..];
            let value = behind.trim_start();
            let digits = |text: &str| {
                text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len()
            };
            let sign = usize::from(value.starts_with('-'));
            let comma = sign + digits(&value[sign..]);
            let fraction = digits(value[comma..].strip_prefix(',')?);
            let end = comma + 1 + fraction;
            let follows = value[end..].trim_start();
            let is_one = comma > sign && fraction > 0 && follows.starts_with(['}', ',']);
            let start = self.line.start + open + equals + 1 + (behind.len() - value.len());
            is_one.then(|| (&value[..end], start..start + end))
        })
    }

    /// Where the next record begins.
    fn next_header(&self) -> usize {
        self.text[self.line.end..].find("\n[").map_or(self.text.len(), |at| self.line.end + at)
    }
}

fn words(message: &str, place: &Place<'_>) -> Finding {
    let whole = place.span.clone();
    let up_to = place.line.end;
    let at = |diagnostic, range| Finding { diagnostic, range, told_up_to: up_to };
    let here = |diagnostic| Finding { diagnostic, range: whole.clone(), told_up_to: up_to };
    // The sign at fault is not a part of the text that it cuts short.
    if let Some(stray) = place.text[place.span.start..].chars().next().filter(|c| is_stray(*c)) {
        return at(stray_character(stray), whole.start..whole.start + stray.len_utf8());
    }
    if let Some((value, range)) = place.decimal_comma()
        && let Some(diagnostic) = formatted_number(value)
    {
        return at(diagnostic, range);
    }
    match message {
        _ if message.starts_with("string values must be quoted") => unquoted(place),
        _ if message.starts_with("unexpected key or value") => behind_the_value(place),
        _ if message.starts_with("duplicate key") => twice(place),
        _ if message.starts_with("invalid unquoted key") && place.behind().starts_with("//") => {
            here(syntax("a comment begins with `#`"))
        }
        _ if message.starts_with("invalid unquoted key") && place.behind().starts_with(':') => {
            here(colon())
        }
        _ if message.starts_with("invalid unquoted key") => {
            here(syntax(format!("`{}` cannot stand in a key", short(place.marked()))).help(
                if place.is_header() {
                    "an id has the letters a to z, digits and hyphens: no accents and no blanks"
                } else {
                    "keys are written with the letters a to z, digits, `-` and `_`"
                },
            ))
        }
        _ if message.starts_with("unquoted keys cannot be empty") => {
            here(syntax("a key is missing here").help(LINES))
        }
        _ if message.starts_with("key with no value") => {
            if place.behind().trim_start().starts_with(':') {
                here(colon())
            } else {
                here(syntax("`=` is missing here").help(LINES))
            }
        }
        _ if message.starts_with("invalid date") || message.starts_with("invalid time") => {
            here(no_date(place.marked()))
        }
        _ if message.starts_with("cannot extend value") => here(
            syntax(format!("`{}` has a value already", short(place.marked())))
                .help("give one text for all languages, or one for each, not both"),
        ),
        _ if message.starts_with("invalid basic string") => here(missing_quote()),
        _ if message.starts_with("invalid literal string") => here(
            syntax("the closing `'` is missing on this line")
                .help("write texts in double quotes, so that an apostrophe can stand in them"),
        ),
        _ if message.starts_with("invalid multi-line") => {
            here(syntax("the three closing quotes of the text are missing"))
        }
        _ if message.contains("escape") || message.contains("unicode value") => {
            let start = place.before().rfind('\\').map_or(whole.start, |at| place.line.start + at);
            at(
                syntax("a backslash stands before a letter that means nothing")
                    .help("write `\\\\` for a backslash in a text"),
                start..start + 1,
            )
        }
        _ if message.starts_with("unclosed table") && place.behind().contains(']') => here(
            syntax("a blank stands in the header").help("write a hyphen in an id: `two-words`"),
        ),
        _ if message.starts_with("unclosed table") => {
            here(syntax("`]` is missing at the end of the header"))
        }
        _ if message.starts_with("unclosed array") => {
            here(syntax("`]` is missing at the end of the list"))
        }
        _ if message.starts_with("unclosed inline table") => {
            here(syntax("`}` is missing at the end").help(BRACES))
        }
        _ if message.starts_with("missing comma") && place.begins_a_line() => Finding {
            diagnostic: syntax("the list or table before this line is not closed")
                .help("write `]` or `}` at its end"),
            range: whole,
            told_up_to: place.next_header(),
        },
        _ if message.starts_with("missing comma") => here(syntax("a comma is missing here")),
        _ if message.starts_with("extra comma") => here(syntax("there is one comma too many")),
        _ if message.starts_with("cannot recurse") || message.starts_with("recursion limit") => {
            Finding {
                diagnostic: syntax("too many brackets or dots stand inside each other")
                    .help("a record needs no more than a few levels"),
                range: whole,
                told_up_to: place.text.len(),
            }
        }
        _ => match place.value() {
            Some((value, range)) if (range.start..=range.end).contains(&place.span.start) => {
                match formatted_number(value) {
                    _ if is_like_a_date(value) => at(no_date(value), range),
                    _ if message.starts_with("unexpected leading zero") => at(
                        syntax(format!(
                            "a number cannot begin with `0`, as `{}` does",
                            short(value)
                        ))
                        .help("leave the zero out, or write a text in quotes"),
                        range,
                    ),
                    Some(diagnostic) => at(diagnostic, range),
                    None if value
                        .starts_with(|c: char| c.is_ascii_digit() || ".+-".contains(c)) =>
                    {
                        at(syntax(format!("`{}` is no number", short(value))).help(NUMBERS), range)
                    }
                    None => here(plainly(message)),
                }
            }
            _ => here(plainly(message)),
        },
    }
}

const LINES: &str = "a line is a header `[kind.id]`, a `key = value`, or a remark behind `#`";
const BRACES: &str = "what begins with `{` ends with `}`";
const NUMBERS: &str = "numbers are plain digits with a decimal point: `1234.5`";

/// A value that is neither a number nor a text in quotes.
fn unquoted(place: &Place<'_>) -> Finding {
    let value = place.marked();
    let here = |diagnostic| Finding {
        diagnostic,
        range: place.span.start..place.span.start + value.len(),
        told_up_to: place.line.end,
    };
    if value.is_empty() {
        return here(
            syntax("the value is missing behind `=`").help("write a number, or a text in quotes"),
        );
    }
    if let Some(diagnostic) = formatted_number(value) {
        return here(diagnostic);
    }
    if let Some(quote) = value.chars().next().filter(|letter| is_curly(*letter)) {
        return here(
            syntax(format!("the text stands in `{quote}` instead of straight quotes"))
                .help("write `\"` before and behind it"),
        );
    }
    let rest = &place.text[place.span.start + value.len()..place.line.end];
    if rest.trim_start().starts_with('=') {
        return here(
            syntax("a comma is missing between two keys").help("write `{ a = 1, b = 2 }`"),
        );
    }
    if is_like_a_date(value) {
        return here(no_date(value));
    }
    let is_short = value.chars().count() <= 40 && !value.contains(['"', '\\']);
    if value.starts_with(|letter: char| letter.is_ascii_digit() || letter == '-')
        && !value.contains(char::is_alphabetic)
        && !value.contains('/')
    {
        return here(
            syntax(format!("`{}` is neither a number nor a text in quotes", short(value)))
                .help(NUMBERS),
        );
    }
    // A letter slipped into a number, or a code such as 3.1a: who typed it knows which.
    let is_one_word = is_short && !value.contains([' ', '/']);
    if is_one_word && value.starts_with(|letter: char| letter.is_ascii_digit()) {
        return here(
            syntax(format!("`{value}` is neither a number nor a text in quotes"))
                .help(NUMBERS)
                .help(format!("or write `\"{value}\"` if it is a text")),
        );
    }
    let diagnostic = syntax("a text stands without quotes");
    here(match is_short {
        true => diagnostic.label(format!("write `\"{value}\"`")),
        false => diagnostic.help("put it in straight quotes: `\"…\"`"),
    })
}

/// One value stands on a line.
fn behind_the_value(place: &Place<'_>) -> Finding {
    let up_to = place.line.end;
    if let Some((value, range)) = place.value()
        && let Some(diagnostic) = formatted_number(value)
    {
        return Finding { diagnostic, range, told_up_to: up_to };
    }
    let rest = place.behind().trim_end();
    let range = place.span.start..place.span.start + rest.len();
    let diagnostic = syntax(if place.is_header() {
        "something stands behind the header"
    } else {
        "something stands behind the value"
    });
    let before = place.before().split_once('=').map_or("", |(_, value)| value.trim_start());
    let diagnostic = if place.is_header() {
        diagnostic.help("put it on the next line")
    } else if rest.chars().all(|letter| matches!(letter, ';' | ',' | ' ')) {
        diagnostic.help("take it out: the end of the line ends a value")
    } else if before.starts_with('\'') {
        diagnostic.help("write texts in double quotes, so that an apostrophe can stand in them")
    } else if place.before().trim_end().ends_with('"') {
        diagnostic.help("write `\\\"` for a quote within a text; a remark begins with `#`")
    } else {
        diagnostic.help("each key stands on a line of its own; a remark begins with `#`")
    };
    Finding { diagnostic, range, told_up_to: up_to }
}

/// The same header or key again.
fn twice(place: &Place<'_>) -> Finding {
    let name = short(place.marked());
    if !place.is_header() {
        let diagnostic =
            syntax(format!("the key `{name}` stands twice in its record")).help("keep one of them");
        return Finding { diagnostic, range: place.span.clone(), told_up_to: place.line.end };
    }
    let header = place.text[place.line.clone()].trim().trim_matches(['[', ']']);
    Finding {
        diagnostic: Diagnostic::new(
            &codes::DUPLICATE_ID,
            format!("`[{}]` stands twice in this file", short(header)),
        )
        .help("give one of them another id, or put their keys together"),
        range: place.span.clone(),
        // The keys below it are all said to be there already.
        told_up_to: place.next_header(),
    }
}

fn is_curly(letter: char) -> bool {
    matches!(letter, '“' | '”' | '„' | '‘' | '’' | '‚' | '«' | '»' | '‹' | '›' | '＂')
}

/// `31.12.2025`, `12/31/2025`
fn is_like_a_date(value: &str) -> bool {
    ['.', '/'].iter().any(|separator| {
        let parts: Vec<&str> = value.split(*separator).collect();
        parts.len() == 3
            && parts.iter().all(|part| {
                (1..=4).contains(&part.len()) && part.chars().all(|c| c.is_ascii_digit())
            })
            && parts.iter().filter(|part| part.len() == 4).count() == 1
    })
}

fn no_date(typed: &str) -> Diagnostic {
    syntax(format!("`{}` is no date", short(typed))).help("write year, month and day: `2025-12-31`")
}

fn colon() -> Diagnostic {
    syntax("`:` stands where `=` belongs").help("write `key = value`")
}

fn missing_quote() -> Diagnostic {
    syntax("the closing quote is missing on this line")
        .help("a text ends on its line; between three quotes (`\"\"\"`) it may have several")
}

fn syntax(what: impl Into<String>) -> Diagnostic {
    let code: &'static Code = &codes::TOML_SYNTAX;
    Diagnostic::new(code, what)
}

/// What the parser says, for the rare things that have no words here.
fn plainly(message: &str) -> Diagnostic {
    let (first, rest) = message.split_once('\n').unwrap_or((message, ""));
    let diagnostic = syntax(first.trim_end_matches(", expected nothing"));
    match rest.trim() {
        "" => diagnostic,
        rest => diagnostic.help(rest.replace('\n', ", ")),
    }
}
