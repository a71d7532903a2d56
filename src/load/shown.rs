//! What of a report is published: drafts and what waits for its day stay away, as if they had not
//! been written.

use crate::model::Period;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Drafts and all that waits, for those who work on it.
    All,
    /// What may be published on this day. Without a day nothing that waits for one.
    Published { on: Option<Period> },
}

/// The one that gives nothing away.
impl Default for Shown {
    fn default() -> Self {
        Shown::Published { on: None }
    }
}

impl Shown {
    /// `date` is YYYY-MM-DD.
    pub fn new(drafts: bool, date: Option<&str>) -> Self {
        match drafts {
            true => Shown::All,
            false => Shown::Published { on: date.and_then(Period::parse) },
        }
    }

    /// `publish_after` is the first day that something may be seen.
    pub fn hides(&self, draft: bool, publish_after: Option<&Period>) -> bool {
        match self {
            Shown::All => false,
            Shown::Published { .. } => draft || publish_after.is_some_and(|day| self.waits(day)),
        }
    }

    fn waits(&self, first_day: &Period) -> bool {
        match self {
            Shown::Published { on: Some(today) } => today.start() < first_day.start(),
            Shown::Published { on: None } => true,
            Shown::All => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_embargo_ends_on_its_day() {
        let first_day = Period::parse("2026-05-01").expect("a day");
        let hides = |drafts, date| Shown::new(drafts, date).hides(false, Some(&first_day));
        assert!(hides(false, None) && hides(false, Some("2026-04-30")));
        assert!(!hides(false, Some("2026-05-01")) && !hides(false, Some("2027-01-01")));
        assert!(!hides(true, None));
        assert!(Shown::new(false, Some("2027-01-01")).hides(true, None));
        assert!(!Shown::new(false, None).hides(false, None));
    }
}
