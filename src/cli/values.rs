//! Words typed after an option → values, or what is wrong with them and what to type instead.

use kepi::language::Tag;

/// A language tag in its usual spelling.
pub fn language(typed: &str) -> Result<String, String> {
    if Tag::parse(typed).is_some() {
        return Ok(typed.to_owned());
    }
    Err(match Tag::meant(typed) {
        Some(tag) => format!("not a language tag; did you mean `{tag}`?"),
        None => "not a language tag such as `en`, `zh` or `pt-BR`".to_owned(),
    })
}

/// Where the site will stand: absolute, and the folder of its pages.
pub fn base_url(typed: &str) -> Result<String, String> {
    let rest = typed.strip_prefix("https://").or_else(|| typed.strip_prefix("http://"));
    let Some(rest) = rest else {
        return Err("an address starts with `https://` or `http://`".to_owned());
    };
    let host = rest.split('/').next().unwrap_or_default();
    if host.is_empty() || typed.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return Err("not an address such as `https://example.org/reports/`".to_owned());
    }
    if host.contains('@') {
        return Err("an address for readers has no name and no password before its `@`".to_owned());
    }
    if typed.contains(['?', '#']) {
        return Err("the address of a folder has no `?` and no `#`".to_owned());
    }
    Ok(typed.to_owned())
}

/// A day of the calendar, as YYYY-MM-DD.
pub fn date(typed: &str) -> Result<String, String> {
    let wrong = || "not a day such as `2026-05-01`".to_owned();
    let number = |range| typed.get(range).and_then(digits);
    let separated =
        typed.len() == 10 && typed.get(4..5) == Some("-") && typed.get(7..8) == Some("-");
    let (Some(year), Some(month), Some(day)) = (number(0..4), number(5..7), number(8..10)) else {
        return Err(wrong());
    };
    if !separated || !(1..=12).contains(&month) {
        return Err(wrong());
    }
    if !(1..=days_in(year, month)).contains(&day) {
        return Err(format!("{year:04}-{month:02} has no day {day}"));
    }
    Ok(typed.to_owned())
}

fn digits(text: &str) -> Option<u64> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?
}

fn days_in(year: u64, month: u64) -> u64 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The value of SOURCE_DATE_EPOCH, seconds since 1970, as the day in UTC.
pub fn epoch(value: &str) -> Result<String, String> {
    let seconds = Some(value).filter(|value| !value.is_empty()).and_then(digits);
    // The year 10000 would not be a date as other programs know it.
    let seconds = seconds.filter(|&seconds| seconds < 253_402_300_800);
    let Some(seconds) = seconds else {
        return Err(format!(
            "the variable SOURCE_DATE_EPOCH is `{value}`, not a number of seconds since 1970"
        ));
    };
    let mut days = seconds / 86_400;
    let mut year = 1970;
    let days_of = |year| if days_in(year, 2) == 29 { 366 } else { 365 };
    while days >= days_of(year) {
        days -= days_of(year);
        year += 1;
    }
    let mut month = 1;
    while days >= days_in(year, month) {
        days -= days_in(year, month);
        month += 1;
    }
    Ok(format!("{year:04}-{month:02}-{:02}", days + 1))
}

pub fn jobs(typed: &str) -> Result<usize, String> {
    let number = typed.parse().ok().filter(|number| (1..=1024).contains(number));
    number.ok_or_else(|| "not a number from 1 to 1024".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistyped_language_gets_the_tag_it_meant() {
        for (typed, meant) in [
            ("english", "en"),
            ("Français", "fr"),
            ("EN", "en"),
            ("pt_br", "pt-BR"),
            ("zh-hant", "zh-Hant"),
            ("en_US.UTF-8", "en-US"),
        ] {
            let error = language(typed).expect_err(typed);
            assert_eq!(error, format!("not a language tag; did you mean `{meant}`?"));
        }
        for typed in ["", "-", "e", "klingonish", "en fr", "ab-é"] {
            let error = language(typed).expect_err(typed);
            assert!(error.starts_with("not a language tag"), "{typed}: {error}");
        }
        for tag in ["en", "zh", "pt-BR", "zh-Hant", "es-419"] {
            assert_eq!(language(tag).as_deref(), Ok(tag));
        }
    }

    #[test]
    fn a_day_must_be_in_the_calendar() {
        for day in ["2026-05-01", "2024-02-29", "2000-02-29", "0001-12-31"] {
            assert_eq!(date(day).as_deref(), Ok(day));
        }
        assert_eq!(date("2026-02-29"), Err("2026-02 has no day 29".to_owned()));
        for day in
            ["", "today", "2026-5-1", "2026-13-01", "2026/05/01", "+026-05-01", "２０２６-05-01"]
        {
            assert!(date(day).is_err(), "{day}");
        }
    }

    #[test]
    fn source_date_epoch_is_a_day_in_utc() {
        assert_eq!(epoch("0").as_deref(), Ok("1970-01-01"));
        assert_eq!(epoch("951868799").as_deref(), Ok("2000-02-29"));
        assert_eq!(epoch("951868800").as_deref(), Ok("2000-03-01"));
        assert_eq!(epoch("253402300799").as_deref(), Ok("9999-12-31"));
        for value in ["", "-1", "1e9", "now", "253402300800", "99999999999999999999"] {
            assert!(epoch(value).is_err(), "{value}");
        }
    }

    #[test]
    fn an_address_is_absolute() {
        assert!(base_url("https://example.org/reports/").is_ok());
        for typed in ["example.org", "/reports/", "ftp://example.org", "https://", "https:///a"] {
            assert!(base_url(typed).is_err(), "{typed}");
        }
        assert!(base_url("https://example.org/a b").is_err());
        assert!(base_url("https://example.org/?a").is_err());
        assert!(base_url("https://me:secret@example.org/").is_err());
        assert!(base_url("https://example.org/@me/").is_ok());
    }
}
