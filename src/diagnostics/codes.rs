//! Every diagnostic there is, with its severity and the text of `kepi explain`.

use super::Severity;

/// The kind of a diagnostic. Its name is part of the contract: scripts and CI rules quote it.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// Kebab words, as printed: `unknown-key`.
    pub name: &'static str,
    pub severity: Severity,
    /// What it means, in one or two sentences.
    pub what: &'static str,
    /// Why kepi insists.
    pub why: &'static str,
    /// What to type instead.
    pub example: &'static str,
}

macro_rules! codes {
    ($($id:ident = $name:literal, $severity:ident, what: $what:literal, why: $why:literal, example: $example:literal;)*) => {
        $(pub static $id: Code = Code {
            name: $name,
            severity: Severity::$severity,
            what: $what,
            why: $why,
            example: $example,
        };)*

        /// In order of name within each group below.
        pub static ALL: &[&Code] = &[$(&$id),*];
    };
}

codes! {
    FILE_UNREADABLE = "file-unreadable", Error,
        what: "A file of the project could not be read.",
        why: "A report must not be published with a part of it silently missing.",
        example: "Check the permissions of the file, and that it is a plain file.";
}
