//! One rule per file, each named after the code of its finding.

pub mod charts_of_page;
pub mod dead_link;
pub mod duplicate_anchor_on_page;
pub mod figure;
pub mod missing_attachment;
pub mod unknown_language;
pub mod unknown_page;
pub mod unknown_reference;
