//! kepi turns TOML data and Markdown narratives into a multilingual performance-report website.
//!
//! A report passes through stages; each stage is one module, one function, one type, and returns
//! everything it found wrong. ARCHITECTURE.md is the map.

pub mod again;
pub mod bundle;
pub mod chart;
pub mod check;
pub mod compact;
pub mod diagnostics;
pub mod explain;
pub mod export;
pub mod hosting;
pub mod language;
pub mod load;
pub mod localize;
pub mod model;
pub mod pipeline;
pub mod plan;
pub mod prose;
pub mod publish;
pub mod render;
pub mod scaffold;
pub mod schema;
pub mod search;
pub mod serve;
pub mod status;
pub mod theme;
pub mod translations;
