//! Everything that authors, scripts and readers see of kepi, tried from outside.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    clippy::unwrap_used,
    reason = "tests read fixtures, write projects to temporary folders and may stop at once"
)]

mod charts;
mod cli;
mod cli_new;
mod diagnostics;
mod diagnostics_codes;
mod expect;
mod kill;
mod language;
mod language_golden;
mod language_numbers;
mod language_oracle;
mod language_strings;
mod node;
mod prose;
mod prose_directives;
mod prose_fuzz;
mod prose_hostile;
mod prose_manual;
mod prose_page;
mod publish;
mod publish_process;
mod publish_refusals;
mod publish_scratch;
mod schema;
mod status;
mod theme;
mod theme_colours;
mod theme_pages;
mod theme_report;
mod theme_stylesheet;
mod theme_tables;
