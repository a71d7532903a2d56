//! What the rules pass in silence, and what exceptions remember. What they find is shown in
//! `tests/checks/`, one folder for each code.

use super::ACCEPTABLE;
use super::trial::{Trial, found, found_in};
use crate::diagnostics::codes;

const NOTHING: Vec<String> = Vec::new();

fn table(rows: &str) -> String {
    format!(
        "[table.costs]\ntitle = \"Costs\"\nunit = \"million\"\n\
         column.budget = {{ label = \"Budget\" }}\ncolumn.actual = {{ label = \"Actual\" }}\n{rows}"
    )
}

fn row(id: &str, budget: &str, actual: &str) -> String {
    format!(
        "row.{id} = {{ label = \"{id}\", values = {{ budget = {budget}, actual = {actual} }} }}\n"
    )
}

fn total(parts: &str, budget: &str, actual: &str) -> String {
    format!(
        "row.total = {{ label = \"Total\", {parts}, \
         values = {{ budget = {budget}, actual = {actual} }} }}\n"
    )
}

fn kpi(measure: &str) -> String {
    format!(
        "[kpi.visits]\nnode = \"er\"\ntitle = \"Visits\"\nunit = \"cases\"\nbetter = \"higher\"\n\
         [kpi.visits.measure.all]\n{measure}"
    )
}

#[test]
fn two_rounded_parts_may_be_one_unit_off_and_not_two() {
    let costs = row("a", "778.4", "0.4") + &row("b", "53.9", "0.4");
    let silent = costs.clone() + &total("sum = [\"a\", \"b\"]", "832.2", "0.9");
    assert_eq!(found(&table(&silent)), NOTHING);
    let wrong = costs + &total("sum = [\"a\", \"b\"]", "832.1", "1.0");
    assert_eq!(found(&table(&wrong)).len(), 2);
}

#[test]
fn a_dash_is_nought_and_any_other_gap_leaves_the_sum_open() {
    let costs = row("a", "1.0", "1.0") + &row("b", "\"nil\"", "\"blank\"");
    let silent = costs + &total("sum = [\"a\", \"b\"]", "1.0", "7.0");
    assert_eq!(found(&table(&silent)), NOTHING);
    for gap in ["not-available", "not-applicable", "pending", "lost", "confidential"] {
        let costs = row("a", "1.0", "1.0") + &row("b", &format!("\"{gap}\""), "2.0");
        let silent = costs + &total("sum = [\"a\", \"b\"]", "9.0", "3.0");
        assert_eq!(found(&table(&silent)), NOTHING, "{gap}");
    }
}

#[test]
fn a_row_in_thousands_adds_to_one_in_millions() {
    let costs = row("a", "1.5", "1.5")
        + "row.b = { label = \"b\", unit = \"thousand\", values = { budget = 2000, actual = 2000 } }\n"
        + &total("sum = [\"a\", \"b\"]", "3.5", "3.5");
    assert_eq!(found(&table(&costs)), NOTHING);
}

#[test]
fn a_sum_may_take_rows_away() {
    let costs = row("a", "9.0", "9.0")
        + &row("b", "4.0", "12.0")
        + &total("sum = [\"a\"], less = [\"b\"]", "5.0", "-3.0");
    assert_eq!(found(&table(&costs)), NOTHING);
}

#[test]
fn what_was_left_out_after_a_report_makes_no_total_wrong() {
    let data = table(&(row("a", "1.0", "1.0") + &total("sum = [\"a\"]", "9.0", "9.0")));
    let trial = Trial::new(&data, "");
    let mut project = trial.project.clone();
    let edition = project.editions[0].id.clone();
    let table = project.editions[0].tables[0].id.clone();
    project.broken.insert((Some(edition), table));
    let broken = Trial { project, ..trial };
    broken.run(|found, _| assert_eq!(found.len(), 0));
}

#[test]
fn an_exception_silences_the_finding_of_its_row_and_remembers_it() {
    let accepted = "row.total = { label = \"Total\", sum = [\"a\"], \
                    accept = [{ check = \"total-mismatch\", reason = \"As printed.\" }], \
                    values = { budget = 9.0, actual = 1.0 } }\n";
    let trial = Trial::new(&table(&(row("a", "1.0", "1.0") + accepted)), "");
    trial.run(|found, exceptions| {
        assert!(found.iter().all(|finding| finding.code.name.starts_with("unused-")));
        let [exception] = exceptions.as_slice() else { panic!("{exceptions:?}") };
        assert_eq!((exception.record.as_str(), exception.check), ("costs.total", "total-mismatch"));
        let messages: Vec<&str> = exception.findings.iter().map(|f| f.message.as_str()).collect();
        assert_eq!(messages, ["`costs.total.budget` is 9.0, but its parts add up to 1"]);
    });
}

#[test]
fn totals_of_rates_are_no_sums() {
    let total = "row.total = { label = \"Total\", sum = [\"a\", \"b\"], \
                 values = { budget = 3.0, actual = 60.0 } }\n";
    let rows = row("a", "1.0", "50.0") + &row("b", "2.0", "70.0") + total;
    let rates =
        table(&rows).replace("column.actual = { label", "column.actual = { adds = false, label");
    assert_eq!(found(&rates), NOTHING);
    assert_eq!(found(&table(&rows)).len(), 1);
}

#[test]
fn a_row_may_have_two_reasons_for_one_check() {
    let accepted = "row.total = { label = \"Total\", sum = [\"a\"], \
                    accept = [{ check = \"total-mismatch\", reason = \"One column.\" }, \
                    { check = \"total-mismatch\", reason = \"The other.\" }], \
                    values = { budget = 9.0, actual = 8.0 } }\n";
    assert_eq!(found(&table(&(row("a", "1.0", "1.0") + accepted))), NOTHING);
}

#[test]
fn an_exception_of_another_check_silences_nothing() {
    let accepted = "row.total = { label = \"Total\", sum = [\"a\"], \
                    accept = [{ check = \"computed-mismatch\", reason = \"As printed.\" }], \
                    values = { budget = 9.0, actual = 1.0 } }\n";
    let codes: Vec<String> = found(&table(&(row("a", "1.0", "1.0") + accepted)))
        .iter()
        .filter_map(|line| line.split(':').next().map(str::to_owned))
        .collect();
    assert_eq!(codes, ["unused-exception", "total-mismatch"]);
}

#[test]
fn the_parts_of_things_that_were_counted_add_up_exactly() {
    let visits = |value: u32| {
        kpi(&format!(
            "actual = {{ value = {value}, breakdown = {{ by = \"region\", values = {{ north = 12, south = 12 }} }} }}"
        ))
    };
    assert_eq!(found(&visits(24)), NOTHING);
    assert_eq!(found(&visits(25)).len(), 1);
    // The regions are known, one of them not: nothing to compare.
    let open = visits(99).replace("south = 12", "south = \"not-available\"");
    assert_eq!(found(&open), NOTHING);
}

#[test]
fn a_bound_is_no_number_to_add_or_divide() {
    let visits = kpi("baseline = { value = 100, bound = \"at-least\" }\n\
         actual = { value = 50, bound = \"more-than\", printed_change = 20, \
         breakdown = { by = \"region\", values = { north = 30, south = 31 } } }");
    assert_eq!(found(&visits), NOTHING);
}

#[test]
fn figures_are_equal_through_units_and_rounding() {
    let data = table(&row("a", "976.4", "884.3"))
        + "[table.detail]\ntitle = \"Detail\"\nunit = \"thousand\"\n\
           column.budget = { label = \"Budget\" }\ncolumn.actual = { label = \"Actual\" }\n\
           row.a = { label = \"a\", values = { budget = 976415, actual = 884281 } }\n\
           [equal.both]\nvalues = [\"costs\", \"detail\"]\n";
    assert_eq!(found(&data), NOTHING);
    let half_up = data.replace("976415", "976449");
    assert_eq!(found(&half_up), NOTHING);
    let other = data.replace("976415", "976451");
    assert_eq!(found(&other).len(), 1);
}

#[test]
fn a_part_may_be_as_large_as_its_whole() {
    let data = table(&(row("part", "1.0", "2.0") + &row("whole", "1.0", "1.9")))
        + "[within.part]\npart = \"costs.part\"\nwhole = \"costs.whole\"\n";
    // 2.0 may have been 1.95, and 1.9 just below it.
    assert_eq!(found(&data).len(), 1);
    assert_eq!(found(&data.replace("2.0", "1.9")), NOTHING);
}

#[test]
fn a_bound_is_held_against_a_number_in_another_unit() {
    let data = table(&row("a", "{ value = 50, bound = \"more-than\" }", "1.0"))
        + "[table.detail]\ntitle = \"Detail\"\nunit = \"thousand\"\n\
           column.budget = { label = \"Budget\" }\nrow.a = { label = \"a\", values = { budget = 51000 } }\n\
           [equal.both]\nvalues = [\"costs.a.budget\", \"detail.a.budget\"]\n";
    assert_eq!(found(&data), NOTHING);
    assert_eq!(
        found(&data.replace("51000", "31000")),
        [
            "equal-figures: `costs.a.budget` is at least 50 in `million`, but `detail.a.budget` is 31000 in `thousand`"
        ]
    );
}

#[test]
fn huge_numbers_are_not_judged() {
    let huge = "9".repeat(28);
    let costs = row("a", &huge, &huge)
        + &row("b", &huge, &huge)
        + &total("sum = [\"a\", \"b\"]", "1.0", "1.0");
    assert_eq!(found(&table(&costs)), NOTHING);
    let visits = kpi(&format!(
        "baseline = {huge}\ntarget = {{ growth = {huge} }}\n\
         actual = {{ value = {huge}, printed_change = {huge}, cumulative = {huge}, added = {huge} }}\nrating = \"full\""
    ));
    found(&visits);
}

#[test]
fn a_text_of_years_and_small_numbers_has_no_typed_figures() {
    let data = kpi("actual = 2025\n")
        + "[series.visits-by-year]\ntitle = \"Visits\"\nunit = \"cases\"\nkind = \"flow\"\nevery = \"year\"\n\
           points = { 2023 = 12, 2024 = 800000, 2025 = 52340 }\n";
    let silent = "In 2025, 12 offices and 800,000 visitors; see WO/PBC/40/2 and ISO 52340-1.";
    assert_eq!(found_in(&data, silent.split("ISO").next().unwrap_or_default()), NOTHING);
    assert_eq!(found_in(&data, "They had 52,340 visits.").len(), 1);
    assert_eq!(found_in(&data, "They had `52,340` visits."), NOTHING, "code is no sentence");
}

#[test]
fn a_number_of_two_figures_could_mean_either() {
    let data = "[series.a]\ntitle = \"A\"\nunit = \"cases\"\nkind = \"flow\"\nevery = \"year\"\npoints = { 2025 = 52340 }\n\
                [series.b]\ntitle = \"B\"\nunit = \"cases\"\nkind = \"flow\"\nevery = \"year\"\npoints = { 2025 = 52340 }\n";
    assert_eq!(found_in(data, "They had 52,340 visits."), NOTHING);
    let equal = format!("{data}[equal.a-and-b]\nvalues = [\"a@2025\", \"b@2025\"]\n");
    assert_eq!(
        found_in(&equal, "They had 52,340 visits."),
        ["typed-number: `52,340` is typed, and is the figure `a@2025`"]
    );
}

#[test]
fn a_number_with_its_scale_is_compared_in_ones() {
    let data = table(&row("a", "976.4", "884.3"));
    assert_eq!(
        found_in(&data, "Revenue came to 976.4 million francs."),
        ["typed-number: `976.4` is typed, and is the figure `costs.a.budget`"]
    );
    assert_eq!(found_in(&data, "A share of 976.4 per mille."), NOTHING);
}

#[test]
fn the_manual_names_every_check() {
    let manual = include_str!("../../docs/checks.md");
    let exceptions = [&codes::UNUSED_EXCEPTION, &codes::UNKNOWN_CHECK];
    for code in ACCEPTABLE.iter().copied().chain(exceptions) {
        assert!(manual.contains(&format!("`{}`", code.name)), "{} is not in it", code.name);
    }
}
