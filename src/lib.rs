//! kepi turns TOML data and Markdown narratives into a multilingual performance-report website.
//!
//! A report passes through stages; each stage is one module, one function, one type, and returns
//! everything it found wrong. ARCHITECTURE.md is the map.

pub mod bundle;
pub mod chart;
pub mod check;
pub mod diagnostics;
pub mod explain;
pub mod language;
pub mod pipeline;
pub mod scaffold;
