//! What could have kept the organization from its results, and what came of it.

use super::{Accepted, Id, Located, SourceUse, Text};
use crate::diagnostics::Origin;

#[derive(Clone, Debug)]
pub struct Risk {
    pub id: Id,
    pub origin: Origin,
    pub title: Text,
    /// The whole organization's, not that of a result or a project.
    pub organizational: bool,
    pub nodes: Vec<Located<Id>>,
    /// The project it belongs to, where there is one.
    pub project: Option<Text>,
    /// `low`, `medium`, `high`.
    pub appetite: Option<String>,
    /// `None`: not stated.
    pub materialized: Option<bool>,
    /// A word of `EXPOSURE`.
    pub exposure: String,
    /// A word of `MITIGATION`.
    pub mitigation: String,
    /// A word of `IMPACT`.
    pub impact: Option<String>,
    pub owners: Vec<Located<Id>>,
    pub notes: Vec<Located<Id>>,
    pub source: Option<SourceUse>,
    pub accepted: Vec<Accepted>,
}

/// Counts that the report states.
#[derive(Clone, Debug)]
pub struct DeclaredRisks {
    pub total: Option<Located<i64>>,
    pub organizational: Option<Located<i64>>,
    pub of_results: Option<Located<i64>>,
    pub of_projects: Option<Located<i64>>,
    pub materialized: Option<Located<i64>>,
    pub accepted: Vec<Accepted>,
}

impl Risk {
    /// Of results: neither of the whole organization nor of a project.
    pub fn is_of_results(&self) -> bool {
        !self.organizational && self.project.is_none()
    }

    pub const APPETITE: &'static [&'static str] = &["low", "medium", "high"];
    pub const EXPOSURE: &'static [&'static str] =
        &["stable", "increased", "decreased", "not-stated"];
    pub const MITIGATION: &'static [&'static str] =
        &["effective", "partly-effective", "not-effective", "not-stated"];
    pub const IMPACT: &'static [&'static str] =
        &["positive", "negative", "none", "lost", "not-stated"];
}
