//! The tests of kepi as one program: what an author or a reader sees.
#![allow(
    clippy::disallowed_methods,
    reason = "tests read fixtures, run programs and rewrite expectations"
)]

mod prose;
mod prose_directives;
mod prose_fuzz;
mod prose_hostile;
mod prose_manual;
mod prose_page;
