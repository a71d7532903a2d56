//! What kept a site from being published: one sentence with its path and its cause.

use std::fmt;
use std::io;
use std::path::Path;

use crate::diagnostics::in_words;

/// Who can mend it, and so the exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The output folder is not one that kepi may replace.
    Refused,
    /// A file that kepi did not make stands where the report has one.
    Conflict,
    /// The disk, the permissions, another build.
    Machine,
}

/// Nothing was published, or what was published may not last; the message says which.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    pub kind: Kind,
    /// A lowercase phrase without a full stop, with path and cause.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

impl Failure {
    pub fn exit_status(&self) -> u8 {
        match self.kind {
            Kind::Conflict => 1,
            Kind::Refused => 2,
            Kind::Machine => 3,
        }
    }

    pub(super) fn refused(message: String, help: impl Into<String>) -> Self {
        Failure { kind: Kind::Refused, message, help: Some(help.into()) }
    }

    pub(super) fn conflict(message: String, help: impl Into<String>) -> Self {
        Failure { kind: Kind::Conflict, message, help: Some(help.into()) }
    }

    /// `what` is what kepi could not do: "cannot write".
    pub(super) fn machine(what: &str, path: &Path, cause: &io::Error) -> Self {
        Failure::system(&format!("{what} `{}`", path.display()), cause)
    }

    /// The same for what concerns no file.
    pub(super) fn system(what: &str, cause: &io::Error) -> Self {
        let message = format!("{what}: {}", in_words(cause));
        Failure { kind: Kind::Machine, message, help: None }
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}

/// `Sink::put` speaks of `io::Error`; the sentence travels inside it.
impl From<Failure> for io::Error {
    fn from(failure: Failure) -> Self {
        io::Error::other(failure)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        let other = |error: io::Error| Failure::system("cannot write the site", &error);
        error.downcast::<Failure>().unwrap_or_else(other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_said_in_words_with_its_path() {
        let full = io::Error::from(io::ErrorKind::StorageFull);
        let failure = Failure::machine("cannot write", Path::new("output/index.html"), &full);
        assert_eq!(failure.to_string(), "cannot write `output/index.html`: no storage space");
        assert_eq!(failure.exit_status(), 3);
    }

    #[test]
    fn a_failure_survives_its_way_through_the_sink() {
        let failure = Failure::conflict("`a` is in the way".to_owned(), "move it");
        assert_eq!(Failure::from(io::Error::from(failure.clone())), failure);
    }
}
