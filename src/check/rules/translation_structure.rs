//! A translation that leaves out a passage tells its readers less, and nobody would see it.

use crate::diagnostics::{Diagnostics, SourceMap};
use crate::translations::{Pair, difference};

pub fn check(pair: &Pair<'_>, sources: &SourceMap, found: &mut Diagnostics) {
    if let Some(diagnostic) = difference(pair, sources) {
        found.push(diagnostic);
    }
}
