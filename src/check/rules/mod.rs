//! One rule per file, each named after the code of its finding.

pub mod dead_link;
pub mod duplicate_anchor_on_page;
pub mod figure_parity;
pub mod missing_attachment;
pub mod stale_translation;
pub mod translation_structure;
pub mod typography;
pub mod unknown_language;
pub mod unknown_page;
pub mod unknown_reference;
