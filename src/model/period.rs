//! The time that a value belongs to: a year, a span of years, a month, a day.

use std::fmt;
use std::sync::Arc;

/// As the author wrote it, with first and last day for order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    start: (u16, u8, u8),
    end: (u16, u8, u8),
    text: Arc<str>,
}

impl Period {
    /// `2025`, `2024/25` or `2024/2025`, `2025-12`, `2025-12-31`.
    pub fn parse(text: &str) -> Option<Period> {
        let digits = |part: &str, length: usize| -> Option<u16> {
            (part.len() == length && part.bytes().all(|b| b.is_ascii_digit()))
                .then(|| part.parse().ok())?
        };
        let (start, end) = if let Some((first, last)) = text.split_once('/') {
            let first = digits(first, 4)?;
            let last = match last.len() {
                // 1999/00 ends in 2000.
                2 => {
                    let same_century = first / 100 * 100 + digits(last, 2)?;
                    if same_century < first { same_century + 100 } else { same_century }
                }
                _ => digits(last, 4)?,
            };
            if last <= first || last - first > 50 {
                return None;
            }
            ((first, 1, 1), (last, 12, 31))
        } else {
            let mut parts = text.split('-');
            let year = digits(parts.next()?, 4)?;
            let month = parts.next().map(|p| digits(p, 2));
            let day = parts.next().map(|p| digits(p, 2));
            if parts.next().is_some() {
                return None;
            }
            match (month, day) {
                (None, _) => ((year, 1, 1), (year, 12, 31)),
                (Some(month), None) => {
                    let month = u8::try_from(month?).ok().filter(|m| (1..=12).contains(m))?;
                    ((year, month, 1), (year, month, days_in(year, month)))
                }
                (Some(month), Some(day)) => {
                    let month = u8::try_from(month?).ok().filter(|m| (1..=12).contains(m))?;
                    let day = u8::try_from(day?)
                        .ok()
                        .filter(|d| (1..=days_in(year, month)).contains(d))?;
                    ((year, month, day), (year, month, day))
                }
            }
        };
        Some(Period { start, end, text: Arc::from(text) })
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// First day: year, month, day.
    pub fn start(&self) -> (u16, u8, u8) {
        self.start
    }

    /// Last day: year, month, day.
    pub fn end(&self) -> (u16, u8, u8) {
        self.end
    }

    /// How many calendar years it touches.
    pub fn years(&self) -> u16 {
        self.end.0 - self.start.0 + 1
    }

    /// The same time, however it was written: `2024/25` and `2024/2025`.
    pub fn same_time(&self, other: &Period) -> bool {
        self.start == other.start && self.end == other.end
    }
}

impl fmt::Display for Period {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.text)
    }
}

fn days_in(year: u16, month: u8) -> u8 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_spans_months_and_days_are_read_and_ordered() {
        let order: Vec<Period> = ["1999/00", "2024/25", "2024-02-29", "2025", "2025-12"]
            .iter()
            .filter_map(|t| Period::parse(t))
            .collect();
        assert_eq!(order.len(), 5);
        assert!(order.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(order[0].end(), (2000, 12, 31));
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in
            ["", "25", "2025-13", "2023-02-29", "2025/24/23", "2025/1970", "20x5", "2024-25"]
        {
            assert_eq!(Period::parse(text), None, "{text}");
        }
    }
}
