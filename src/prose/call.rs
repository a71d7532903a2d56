//! Reads one directive, from `{{` to `}}`: a name with named arguments, like a call.

use std::ops::Range;

use super::directive::{self, Argument, Directive, Kind, Need, Parameter, RULES, Rule, Value};
use crate::diagnostics::{Code, Diagnostic, FileId, Origin, codes, nearest};

/// No directive takes so many; each is compared with all before it.
const MOST_ARGUMENTS: usize = 16;

/// The directive in `source[range]`, or everything wrong with it.
pub(super) fn read(
    file: FileId,
    source: &str,
    range: Range<usize>,
) -> Result<Directive, Vec<Diagnostic>> {
    let mut reader = Reader { file, source, at: range.start + 2, end: range.end - 2, range };
    let rule = reader.name().map_err(|diagnostic| vec![*diagnostic])?;
    let written = reader.arguments(rule).map_err(|diagnostic| vec![*diagnostic])?;
    reader.check(rule, &written)
}

/// An argument as it stands there, before anybody knows whether the directive takes it.
struct Written<'s> {
    name: &'s str,
    name_range: Range<usize>,
    value: &'s str,
    value_range: Range<usize>,
}

struct Reader<'s> {
    file: FileId,
    source: &'s str,
    at: usize,
    /// Where the closing braces stand.
    end: usize,
    /// The whole directive.
    range: Range<usize>,
}

impl<'s> Reader<'s> {
    fn name(&mut self) -> Result<&'static Rule, Box<Diagnostic>> {
        self.skip_blanks();
        let (word, _) = self.word();
        if word.is_empty() {
            let wrong = match self.next() {
                None => self.malformed("a directive without a name").help(known_directives()),
                Some('{') => {
                    self.malformed("a directive with three braces").help("write two: `{{` and `}}`")
                }
                Some('%' | '<' | '#' | '/') => self
                    .directive(&codes::TEMPLATE_SYNTAX, "template syntax in a narrative")
                    .help(known_directives()),
                Some(letter) => self
                    .malformed(format!("a directive cannot begin with `{letter}`"))
                    .help(known_directives()),
            };
            return Err(Box::new(wrong));
        }
        let Some(rule) = directive::rule(word) else {
            let what = format!("unknown directive `{word}`");
            let mut wrong = self.directive(&codes::UNKNOWN_DIRECTIVE, what);
            if let Some(near) = nearest(word, words()) {
                wrong = wrong.label(format!("did you mean `{near}`?"));
            }
            return Err(Box::new(wrong.help(known_directives())));
        };
        Ok(rule)
    }

    /// Everything from `(` to the end.
    fn arguments(&mut self, rule: &Rule) -> Result<Vec<Written<'s>>, Box<Diagnostic>> {
        self.skip_blanks();
        if !self.take('(') {
            let what = match self.next() {
                None => format!("`{}` stands without its arguments", rule.word),
                Some(letter) => format!("`(` is missing before `{letter}`"),
            };
            return Err(self.malformed_like(rule, what));
        }
        let mut written = Vec::with_capacity(rule.parameters.len());
        self.skip_blanks();
        while !self.take(')') {
            if written.len() == MOST_ARGUMENTS {
                let what = format!("more than {MOST_ARGUMENTS} arguments");
                return Err(self.malformed_like(rule, what));
            }
            written.push(self.argument(rule)?);
            self.skip_blanks();
            if self.next() == Some(')') {
                continue;
            }
            if !self.take(',') {
                let what = match self.next() {
                    None => "`)` is missing at the end".to_owned(),
                    Some('"') => "a text cannot hold quotes".to_owned(),
                    Some(letter) => format!("a comma is missing before `{letter}`"),
                };
                return Err(self.malformed_like(rule, what));
            }
            self.skip_blanks();
            if matches!(self.next(), None | Some(')')) {
                return Err(self.malformed_like(rule, "an argument is missing after the comma"));
            }
        }
        self.skip_blanks();
        match self.next() {
            None => Ok(written),
            Some('}') => Err(self.malformed_like(rule, "a directive with three braces")),
            Some(letter) => {
                Err(self.malformed_like(rule, format!("`{letter}` stands behind the arguments")))
            }
        }
    }

    /// `name="value"`
    fn argument(&mut self, rule: &Rule) -> Result<Written<'s>, Box<Diagnostic>> {
        let (name, name_range) = self.word();
        if name.is_empty() {
            let what = match self.next() {
                None => "`)` is missing at the end".to_owned(),
                Some(quote) if is_quote(quote) => "an argument stands without its name".to_owned(),
                Some(letter) => format!("an argument cannot begin with `{letter}`"),
            };
            return Err(self.malformed_like(rule, what));
        }
        self.skip_blanks();
        if !self.take('=') {
            return Err(self.malformed_like(rule, format!("`=` is missing after `{name}`")));
        }
        self.skip_blanks();
        if !self.take('"') {
            let what = match self.next() {
                None | Some(',' | ')') => format!("the value of `{name}` is missing"),
                Some(quote) if is_quote(quote) => {
                    format!("the value of `{name}` stands in `{quote}` instead of straight quotes")
                }
                Some(_) => format!("the value of `{name}` stands without quotes"),
            };
            return Err(self.malformed_like(rule, what));
        }
        let rest = &self.source[self.at..self.end];
        let Some(length) = rest.find('"') else {
            return Err(
                self.malformed_like(rule, format!("the closing quote of `{name}` is missing"))
            );
        };
        let value_range = self.at..self.at + length;
        self.at = value_range.end + 1;
        Ok(Written { name, name_range, value: &rest[..length], value_range })
    }

    /// Are the arguments those that the directive takes, each once, each of its kind?
    fn check(
        &self,
        rule: &'static Rule,
        written: &[Written],
    ) -> Result<Directive, Vec<Diagnostic>> {
        let mut wrong = Vec::new();
        let mut arguments: Vec<Argument> = Vec::with_capacity(written.len());
        for (index, one) in written.iter().enumerate() {
            if let Some(first) = written[..index].iter().find(|first| first.name == one.name) {
                wrong.push(
                    self.at_range(
                        &codes::DUPLICATE_ARGUMENT,
                        format!("`{}` is given twice", one.name),
                        &one.name_range,
                    )
                    .related(self.origin(&first.name_range), "first here")
                    .help("keep one of them"),
                );
                continue;
            }
            match rule.parameters.iter().find(|parameter| parameter.name == one.name) {
                None => wrong.push(self.unknown_argument(rule, one)),
                Some(parameter) => match value(parameter, one.value) {
                    Ok(value) => {
                        let origin = self.origin(&one.value_range);
                        arguments.push(Argument { name: parameter.name, value, origin });
                    }
                    Err(expected) => wrong.push(
                        self.at_range(
                            &codes::WRONG_ARGUMENT,
                            format!("`{}` cannot be `{}`", one.name, one.value),
                            &one.value_range,
                        )
                        .help(expected),
                    ),
                },
            }
        }
        for parameter in rule.parameters.iter().filter(|one| one.need == Need::Required) {
            if !written.iter().any(|one| one.name == parameter.name) {
                wrong.push(
                    self.directive(
                        &codes::MISSING_ARGUMENT,
                        format!("`{}` needs `{}`", rule.word, parameter.name),
                    )
                    .help(format!("write for example `{}`", rule.example)),
                );
            }
        }
        if let Some(twice) = period_twice(&arguments) {
            wrong.push(
                Diagnostic::new(&codes::DUPLICATE_ARGUMENT, "the period is given twice")
                    .at(twice.origin)
                    .help("write it either after `@` or as `period`"),
            );
        }
        if wrong.is_empty() {
            name_the_period(&mut arguments);
            Ok(Directive { rule, origin: self.origin(&self.range), arguments })
        } else {
            Err(wrong)
        }
    }

    fn unknown_argument(&self, rule: &Rule, one: &Written) -> Diagnostic {
        let names: Vec<&str> = rule.parameters.iter().map(|parameter| parameter.name).collect();
        let unknown = self.at_range(
            &codes::UNKNOWN_ARGUMENT,
            format!("`{}` takes no argument `{}`", rule.word, one.name),
            &one.name_range,
        );
        match nearest(one.name, names.iter().copied()) {
            Some(near) => unknown.label(format!("did you mean `{near}`?")),
            None => unknown,
        }
        .help(format!("it takes {}", quoted(&names)))
    }

    fn malformed(&self, what: impl Into<String>) -> Diagnostic {
        self.directive(&codes::MALFORMED_DIRECTIVE, what)
    }

    /// With the form that this directive should have.
    fn malformed_like(&self, rule: &Rule, what: impl Into<String>) -> Box<Diagnostic> {
        Box::new(self.malformed(what).help(format!("write for example `{}`", rule.example)))
    }

    /// About the directive as a whole: the caret stands at its opening braces.
    fn directive(&self, code: &'static Code, what: impl Into<String>) -> Diagnostic {
        self.at_range(code, what, &self.range)
    }

    fn at_range(
        &self,
        code: &'static Code,
        what: impl Into<String>,
        range: &Range<usize>,
    ) -> Diagnostic {
        Diagnostic::new(code, what).at(self.origin(range))
    }

    fn origin(&self, range: &Range<usize>) -> Origin {
        Origin::range(self.file, range.clone())
    }

    fn next(&self) -> Option<char> {
        self.source[self.at..self.end].chars().next()
    }

    fn take(&mut self, letter: char) -> bool {
        let there = self.next() == Some(letter);
        if there {
            self.at += letter.len_utf8();
        }
        there
    }

    fn skip_blanks(&mut self) {
        let rest = &self.source[self.at..self.end];
        self.at += rest.len() - rest.trim_start().len();
    }

    /// A name of a directive or an argument; empty where none begins.
    fn word(&mut self) -> (&'s str, Range<usize>) {
        let rest = &self.source[self.at..self.end];
        let belongs = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '-';
        let word = &rest[..rest.find(|letter| !belongs(letter)).unwrap_or(rest.len())];
        let range = self.at..self.at + word.len();
        self.at = range.end;
        (word, range)
    }
}

/// The value of an argument, or what it should be.
fn value(parameter: &Parameter, text: &str) -> Result<Value, String> {
    match parameter.kind {
        Kind::Reference if is_reference(text) => Ok(Value::Reference(text.to_owned())),
        Kind::Reference => Err("a reference is written `record`, `record.row.column`, \
             `record@period` or `edition/record`, in lowercase letters, digits and hyphens"
            .to_owned()),
        Kind::Period if is_period(text) => Ok(Value::Period(text.to_owned())),
        Kind::Period => Err("a period is written like `2025` or `2024/25`".to_owned()),
        Kind::Text if !text.trim().is_empty() => Ok(Value::Text(text.to_owned())),
        Kind::Text => Err("write some words, or leave the argument out".to_owned()),
        Kind::UpTo(most) => {
            let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            match text.parse() {
                Ok(count) if digits && count <= most => Ok(Value::Count(count)),
                _ => Err(format!("write a whole number from 0 to {most}")),
            }
        }
        Kind::OneOf(words) => match words.iter().find(|word| **word == text) {
            Some(word) => Ok(Value::Word(word)),
            None => Err(match (nearest(text, words.iter().copied()), words) {
                (Some(near), _) => format!("did you mean `{near}`? it can be {}", quoted(words)),
                (None, [only]) => format!("it can only be `{only}`"),
                (None, _) => format!("it can be {}", quoted(words)),
            }),
        },
    }
}

/// `[edition/]record[.row[.column]][@period]`
fn is_reference(text: &str) -> bool {
    let (record, period) = match text.split_once('@') {
        Some((record, period)) => (record, Some(period)),
        None => (text, None),
    };
    let (edition, record) = match record.split_once('/') {
        Some((edition, record)) => (Some(edition), record),
        None => (None, record),
    };
    edition.is_none_or(is_segment)
        && record.split('.').count() <= 3
        && record.split('.').all(is_segment)
        && period.is_none_or(is_period)
}

fn is_segment(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
}

fn is_period(text: &str) -> bool {
    text.starts_with(|letter: char| letter.is_ascii_alphanumeric())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'/'))
}

/// `value(id="x@2025", period="2025")`: the second of the two.
fn period_twice(arguments: &[Argument]) -> Option<&Argument> {
    let in_reference = |argument: &&Argument| matches!(&argument.value, Value::Reference(text) if text.contains('@'));
    arguments.iter().find(in_reference)?;
    arguments.iter().find(|argument| matches!(argument.value, Value::Period(_)))
}

/// `value(id="x", period="2025")` means `x@2025`, and from here on is that.
fn name_the_period(arguments: &mut [Argument]) {
    let Some(Value::Period(period)) = arguments
        .iter()
        .map(|argument| &argument.value)
        .find(|value| matches!(value, Value::Period(_)))
    else {
        return;
    };
    let period = format!("@{period}");
    for argument in arguments {
        if let Value::Reference(reference) = &mut argument.value {
            reference.push_str(&period);
        }
    }
}

fn is_quote(letter: char) -> bool {
    matches!(letter, '"' | '\'' | '“' | '”' | '„' | '‘' | '’' | '‚' | '«' | '»' | '‹' | '›' | '＂')
}

fn words() -> impl Iterator<Item = &'static str> {
    RULES.iter().map(|rule| rule.word)
}

fn known_directives() -> String {
    let words: Vec<&str> = words().collect();
    format!("the directives are {}; `\\{{{{` writes two braces", quoted(&words))
}

fn quoted(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    words.join(", ")
}
