//! Charts as readers see them: each kind drawn from sample data, in three languages.

mod contact_sheet;
mod samples;
mod sets;

use kepi::chart::ChartKind;
use samples::{Language, Sample};

/// Every sample of every kind in every language.
fn samples() -> impl Iterator<Item = Sample> {
    let kinds = ChartKind::ALL.iter();
    kinds.flat_map(|kind| Language::ALL.into_iter().flat_map(|language| sets::of(*kind, language)))
}

#[test]
fn every_kind_is_drawn_in_every_language_without_a_problem() {
    for sample in samples() {
        let drawing = sample.draw();
        let what = format!("{} in {}", sample.name, sample.language.tag());
        assert!(drawing.wide.starts_with("<svg"), "{what}: {:?}", drawing.problems);
        assert_eq!(drawing.problems, [], "{what}");
    }
}

/// One page with every chart, to look at: `CONTACT_SHEET=folder cargo test contact_sheet`.
#[test]
fn contact_sheet_is_written_on_request() {
    if let Some(folder) = std::env::var_os("CONTACT_SHEET") {
        contact_sheet::write(std::path::Path::new(&folder));
    }
}
