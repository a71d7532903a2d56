//! A figure's data must be there, be of one unit, and be what its kind of chart can show.

use crate::check::Report;
use crate::diagnostics::Diagnostics;

pub fn check(report: &Report<'_>, found: &mut Diagnostics) {
    crate::plan::check_figures(report.lookup, found);
}
