//! Everything that authors, scripts and readers see of kepi, tried from outside.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    clippy::unwrap_used,
    reason = "tests read fixtures, write projects to temporary folders and may stop at once"
)]

mod architecture;
mod charts;
mod checks;
mod checks_real;
mod ci;
mod cli;
mod cli_new;
mod data_files;
mod defects;
mod determinism;
mod diagnostics;
mod diagnostics_codes;
mod downloads;
mod edge_cases;
mod embargo;
mod expect;
mod figures;
mod figures_sample;
mod first_report;
mod glossary;
mod hostile;
mod injection;
// The count is that of a build without optimizations.
#[cfg(debug_assertions)]
mod instructions;
mod kill;
mod language;
mod language_golden;
mod language_numbers;
mod language_oracle;
mod language_strings;
mod links;
mod mutated;
mod node;
mod overrides;
mod pages;
mod panics;
mod places;
mod prose;
mod prose_directives;
mod prose_fuzz;
mod prose_hostile;
mod prose_manual;
mod prose_page;
mod public;
mod publish;
mod publish_process;
mod publish_refusals;
mod publish_scratch;
mod sample;
mod sample_state;
mod sandbox;
mod schema;
mod search;
mod serve;
mod serve_edits;
mod serve_first;
mod serve_process;
mod serve_security;
mod status;
mod supply;
mod targets;
mod theme;
mod theme_colours;
mod theme_editions;
mod theme_lists;
mod theme_pages;
mod theme_report;
mod theme_stylesheet;
mod theme_tables;
mod translations;
mod verify;
mod walks;
