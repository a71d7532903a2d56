//! What had been printed, what is right, where and when it was mended.

use super::{Id, Located, Period, Reference, SourceUse, Text};
use crate::diagnostics::Origin;

#[derive(Clone, Debug)]
pub struct Correction {
    pub id: Id,
    pub origin: Origin,
    /// The figure or record that was wrong.
    pub of: Option<Located<Reference>>,
    pub printed: Text,
    pub right: Text,
    /// The document and page where the wrong one stood.
    pub place: Option<Text>,
    pub on: Option<Period>,
    pub reason: Option<Text>,
    pub source: Option<SourceUse>,
}
