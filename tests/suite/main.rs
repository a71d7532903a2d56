//! Everything that authors, scripts and readers see of kepi, tried from outside.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    clippy::unwrap_used,
    reason = "tests read fixtures, write projects to temporary folders and may stop at once"
)]

mod architecture;
mod charts;
mod cli;
mod cli_new;
mod diagnostics;
mod diagnostics_codes;
mod expect;
mod language;
mod language_golden;
mod language_numbers;
mod language_oracle;
mod language_strings;
mod publish;
mod publish_kill;
mod theme;
mod theme_pages;
mod theme_report;
mod theme_stylesheet;
