//! Charts as readers see them: each kind drawn from sample data, in three languages.

mod colours;
mod contact_sheet;
mod goldens;
mod hard_data;
mod markup;
mod samples;
mod sets;
mod sets_in_rows;

use kepi::chart::ChartKind;
use samples::{Language, Sample};

/// Every sample of every kind in every language.
fn all_samples() -> impl Iterator<Item = Sample> {
    let kinds = ChartKind::ALL.iter();
    kinds.flat_map(|kind| Language::ALL.into_iter().flat_map(|language| sets::of(*kind, language)))
}

#[test]
fn every_kind_is_drawn_in_every_language_without_a_problem() {
    for sample in all_samples() {
        let drawing = sample.draw();
        let what = format!("{} in {}", sample.name, sample.language.tag());
        assert!(drawing.wide.starts_with("<svg"), "{what}: {:?}", drawing.problems);
        assert_eq!(drawing.problems, [], "{what}");
    }
}
