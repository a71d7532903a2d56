//! Charts as readers see them: each kind drawn from sample data, in three languages.

mod samples;

use kepi::chart::{self, ChartKind};
use samples::Language;

#[test]
fn every_kind_is_drawn_in_every_language() {
    for kind in ChartKind::ALL {
        for language in Language::ALL {
            for sample in samples::of(*kind, language) {
                let drawing = sample.with(|spec| chart::draw(spec));
                assert!(drawing.wide.starts_with("<svg"), "{} {:?}", kind.name(), drawing.problems);
            }
        }
    }
}

/// One page with every chart, to look at: `CONTACT_SHEET=folder cargo test contact_sheet`.
#[test]
fn contact_sheet() {
    let Some(folder) = std::env::var_os("CONTACT_SHEET") else { return };
    samples::contact_sheet(std::path::Path::new(&folder));
}
