//! Parts that several kinds of pages show.

pub mod computed;
pub mod detail;
pub mod distance;
pub mod figure;
pub mod follows;
pub mod glance;
pub mod kpi;
pub mod list;
pub mod narrative;
pub mod node;
pub mod risk;
pub mod source;
pub mod table;
pub mod value;
