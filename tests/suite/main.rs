//! Everything that authors, scripts and readers see of kepi, tried from outside.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    clippy::unwrap_used,
    reason = "tests read fixtures, write projects to temporary folders and may stop at once"
)]

mod cli;
mod cli_new;
mod diagnostics;
mod diagnostics_codes;
mod expect;
