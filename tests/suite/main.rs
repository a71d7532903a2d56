//! What authors and readers see, tested from outside: one binary for all of it.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests read fixtures, run programs, rewrite expectations and print what they measure"
)]

mod language;
mod language_golden;
mod language_numbers;
mod language_oracle;
mod language_strings;
