//! Diagnostics as text for people, and as JSON, SARIF and annotations for machines.
//!
//! All four get the findings in the order of `Diagnostics::into_sorted` and keep it.

mod github;
mod json;
mod place;
mod sarif;
mod text;
mod visible;

pub use github::github;
pub use json::json;
pub use place::place;
pub use sarif::sarif;
pub use text::{Limits, plain, text};
pub use visible::visible;
