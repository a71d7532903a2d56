//! How languages write a percentage, an amount of money and their own name, from `patterns.tsv`.
//!
//! ICU4X has percent and currency only in a crate that may change with every release; the table is
//! 21 lines, and the tests compare it with ICU for all locales.

use std::fmt::Write as _;

/// Written by `node tests/tools/intl.mjs patterns`.
const TABLE: &str = include_str!("patterns.tsv");

/// Text with places: `-` for the sign, `0` for the number, `XYZ` for the currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pattern {
    positive: String,
    signed: String,
}

impl Pattern {
    /// A number alone.
    pub fn number() -> Pattern {
        Pattern::parse("-0")
    }

    pub fn percent(tag: &str, numbering: Option<&str>) -> Pattern {
        Pattern::find("percent", tag, numbering)
    }

    pub fn money(tag: &str, numbering: Option<&str>) -> Pattern {
        Pattern::find("money", tag, numbering)
    }

    fn find(kind: &str, tag: &str, numbering: Option<&str>) -> Pattern {
        Pattern::parse(search(kind, tag, numbering).expect("the table has a row for `und`"))
    }

    /// `-0%`, or both forms where one does not follow from the other: `XYZ 0;XYZ-0`.
    fn parse(text: &str) -> Pattern {
        let mut text = text.to_owned();
        for (name, character) in MARKS {
            text = text.replace(name, character);
        }
        match text.split_once(';') {
            Some((positive, signed)) => {
                Pattern { positive: positive.to_owned(), signed: signed.to_owned() }
            }
            None => Pattern { positive: text.replace('-', ""), signed: text },
        }
    }

    /// The number stands before the currency, as in French.
    pub fn currency_follows(&self) -> bool {
        self.positive.find('0') < self.positive.find('X')
    }

    /// A gap before the currency: `connect` is put there, in place of the space.
    pub fn connected(&self, connect: &str) -> Pattern {
        let join = |text: &str| text.replace("\u{a0}XYZ", &format!("{connect}XYZ"));
        Pattern { positive: join(&self.positive), signed: join(&self.signed) }
    }

    /// `sign` is what stands before and after the number; both empty where there is no sign.
    pub fn fill(
        &self,
        out: &mut String,
        sign: (&str, &str),
        number: impl FnOnce(&mut String),
        currency: &str,
    ) {
        let (before, after) = sign;
        let unsigned = before.is_empty() && after.is_empty();
        let text = if unsigned { &self.positive } else { &self.signed };
        let mut number = Some(number);
        for character in text.chars() {
            match character {
                '-' => out.push_str(before),
                '0' => {
                    if let Some(number) = number.take() {
                        number(out);
                    }
                    out.push_str(after);
                }
                'X' => out.push_str(currency),
                'Y' | 'Z' => {}
                other => out.push(other),
            }
        }
    }
}

/// Characters that nobody sees, by the names they have in the table.
const MARKS: [(&str, &str); 5] = [
    ("{nbsp}", "\u{a0}"),
    ("{nnbsp}", "\u{202f}"),
    ("{lrm}", "\u{200e}"),
    ("{rlm}", "\u{200f}"),
    ("{alm}", "\u{61c}"),
];

/// The name of a language in itself, as a reader looks for it: `Français`, `中文`, `Deutsch (LI)`.
pub(super) fn own_name(tag: &str) -> String {
    let mut known = tag;
    loop {
        if let Some(name) = row("name", known) {
            let rest = tag[known.len()..].trim_start_matches('-');
            let mut name = name.to_owned();
            if !rest.is_empty() {
                write!(name, " ({rest})").expect("a string takes any text");
            }
            return name;
        }
        match known.rfind('-') {
            Some(end) => known = &known[..end],
            None => return tag.to_owned(),
        }
    }
}

/// The pattern of the tag with these digits, of its parents with these digits, of any language with
/// these digits; then the same without asking for digits.
fn search(kind: &str, tag: &str, numbering: Option<&str>) -> Option<&'static str> {
    let mut rest = tag;
    loop {
        let found = match numbering {
            Some(numbering) => row(kind, &format!("{rest}-u-nu-{numbering}")),
            None => row(kind, rest),
        };
        if found.is_some() {
            return found;
        }
        match rest.rfind('-') {
            Some(end) => rest = &rest[..end],
            None => break,
        }
    }
    match numbering {
        Some(numbering) => {
            row(kind, &format!("und-u-nu-{numbering}")).or_else(|| search(kind, tag, None))
        }
        None => row(kind, "und"),
    }
}

fn row(kind: &str, tag: &str) -> Option<&'static str> {
    TABLE.lines().find_map(|line| {
        let mut fields = line.split('\t');
        let (this, text, tags) = (fields.next()?, fields.next()?, fields.next()?);
        (this == kind && tags.split(' ').any(|known| known == tag)).then_some(text)
    })
}
