//! Texts that an author typed → the message about them, the same in data files and narratives.

use super::{Diagnostic, codes};

/// A number as a report prints it, or `None` where no number can be made out.
pub fn formatted_number(typed: &str) -> Option<Diagnostic> {
    let meant = meant(typed)?;
    let message = format!("`{}` is not a plain number", short(typed));
    Some(
        Diagnostic::new(&codes::FORMATTED_NUMBER, message)
            .label(match meant {
                Meant::One(plain) => format!("write `{plain}`"),
                Meant::Either(whole, decimal) => {
                    format!("write `{whole}`, or `{decimal}` if the comma is a decimal sign")
                }
            })
            .help(
                "numbers are typed without separators, units or percent signs, and with a decimal \
                 point; each language gets its own form when the site is built",
            ),
    )
}

pub fn stray_character(stray: char) -> Diagnostic {
    Diagnostic::new(
        &codes::STRAY_CHARACTER,
        format!("the text holds U+{:04X}, which a reader cannot see", u32::from(stray)),
    )
    .help("delete it; it often comes along when text is copied from a PDF or a web page")
}

/// Control characters, bidirectional overrides, breaks of lines that are none of a text file, private
/// use: nothing that a reader can see.
pub fn is_stray(letter: char) -> bool {
    matches!(letter,
        '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{206f}'
        | '\u{e000}'..='\u{f8ff}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}'
        | '\u{f0000}'..='\u{10ffff}')
}

/// A value as quoted in a message: never longer than a line, nothing invisible.
pub fn short(text: &str) -> String {
    let mut shown: String = text
        .chars()
        .take(60)
        .map(|letter| if letter.is_control() || is_stray(letter) { '\u{fffd}' } else { letter })
        .collect();
    if text.chars().nth(60).is_some() {
        shown.push('…');
    }
    shown
}

/// What to write instead of a number as a report prints it.
#[derive(Debug, PartialEq, Eq)]
enum Meant {
    One(String),
    /// `1,234` is a thousand and something, or one and something.
    Either(String, String),
}

/// What people paste from a report: separators, a percent sign, brackets for a negative. `None`
/// where no number can be made out.
fn meant(typed: &str) -> Option<Meant> {
    let typed: String = typed
        .trim()
        .trim_end_matches('%')
        .trim_end()
        .chars()
        .map(|letter| match letter {
            '\'' | ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '\u{2019}' => ' ',
            // A minus sign, or a dash that stands for it.
            '\u{2212}' | '\u{2013}' => '-',
            letter => letter,
        })
        .collect();
    let typed = match typed.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        Some(inside) => format!("-{inside}"),
        None => typed,
    };
    let typed = match typed.strip_prefix(['-', '+']).unwrap_or(&typed) {
        unsigned if unsigned.contains(' ') => {
            let whole = unsigned.split([',', '.']).next().unwrap_or_default();
            groups(whole, ' ').then(|| typed.replace(' ', ""))?
        }
        _ => typed,
    };
    let unsigned = typed.strip_prefix(['-', '+']).unwrap_or(&typed);
    let without = |separator: char| typed.replace(separator, "");
    let meant = match (unsigned.contains(','), unsigned.contains('.')) {
        // The later one of the two is the decimal sign.
        (true, true) if unsigned.rfind(',') > unsigned.rfind('.') => {
            groups(unsigned.split_once(',')?.0, '.').then(|| without('.').replace(',', "."))?
        }
        (true, true) => groups(unsigned.split_once('.')?.0, ',').then(|| without(','))?,
        (true, false) if groups(unsigned, ',') => {
            let whole = without(',');
            let once = unsigned.matches(',').count() == 1 && !unsigned.starts_with('0');
            if once {
                return Some(Meant::Either(whole, typed.replace(',', ".")));
            }
            if unsigned.starts_with('0') { typed.replace(',', ".") } else { whole }
        }
        (true, false) => typed.replace(',', "."),
        (false, true) if unsigned.matches('.').count() > 1 => {
            groups(unsigned, '.').then(|| without('.'))?
        }
        (false, _) => typed,
    };
    is_plain(&meant).then_some(Meant::One(meant))
}

/// Whether it is digits in threes: `1,234,567`.
fn groups(digits: &str, separator: char) -> bool {
    let mut parts = digits.split(separator);
    let first = parts.next().unwrap_or_default();
    (1..=3).contains(&first.len())
        && digits.chars().all(|letter| letter == separator || letter.is_ascii_digit())
        && parts.all(|part| part.len() == 3)
}

fn is_plain(number: &str) -> bool {
    let unsigned = number.strip_prefix(['-', '+']).unwrap_or(number);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    [whole, fraction]
        .iter()
        .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_printed_number_is_understood() {
        for (typed, plain) in [
            ("1,234,567", "1234567"),
            ("1 234 567", "1234567"),
            ("1'234.50", "1234.50"),
            ("1.234.567", "1234567"),
            ("1.234,5", "1234.5"),
            ("12,345.6", "12345.6"),
            ("976,4", "976.4"),
            ("0,125", "0.125"),
            ("(12.5)", "-12.5"),
            ("\u{2212}7", "-7"),
            ("27%", "27"),
            ("\u{2013}18,0 %", "-18.0"),
        ] {
            assert_eq!(meant(typed), Some(Meant::One(plain.to_owned())), "{typed}");
        }
    }

    #[test]
    fn one_comma_before_three_digits_says_too_little() {
        let either = Meant::Either("-1234".to_owned(), "-1.234".to_owned());
        assert_eq!(meant("-1,234"), Some(either));
    }

    #[test]
    fn what_is_no_number_stays_none() {
        for typed in [
            "",
            "about 12",
            "1 2",
            "20 25",
            "1,23,45",
            "12,345.6.7",
            "1.2.3",
            "1e5",
            "3-4",
            ",",
            "-",
        ] {
            assert_eq!(meant(typed), None, "{typed}");
        }
    }
}
