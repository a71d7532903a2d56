//! Every kind of target and direction → what ratio and progress suggest.

use crate::check::rated;
use crate::check::trial::Trial;
use crate::model::{Lookup, Suggestion};

/// Ratio and progress in per cent, as `88.2 29` or `- -`, of one measure.
fn achieved(better: &str, measure: &str) -> String {
    suggested(better, measure, |suggestion| suggestion.achieved.round_dp(1).normalize().to_string())
}

/// The ratings that both methods give.
fn ratings(better: &str, measure: &str) -> String {
    suggested(better, measure, |suggestion| {
        suggestion.rating.map_or("none".to_owned(), ToString::to_string)
    })
}

fn suggested(better: &str, measure: &str, say: impl Fn(&Suggestion<'_>) -> String) -> String {
    let kpi = format!(
        "[kpi.one]\nnode = \"er\"\ntitle.en = \"One\"\nunit = \"percent\"\nbetter = \"{better}\"\n"
    );
    let measure = if measure.contains("[kpi") {
        measure.to_owned()
    } else {
        format!("[kpi.one.measure.all]\n{}", measure.replace("; ", "\n"))
    };
    let trial = Trial::new(&format!("{kpi}{measure}"), "");
    let lookup = Lookup::new(&trial.project, []);
    let edition = &trial.project.editions[0];
    let one = rated(edition).next().expect("one KPI");
    let said = crate::model::suggest(&lookup, edition, one.kpi, one.measures());
    let say = |suggestion: Option<Suggestion<'_>>| suggestion.as_ref().map_or("-".to_owned(), &say);
    format!("{} {}", say(said.ratio), say(said.progress))
}

/// Higher, lower, keep.
fn in_each_direction(measure: &str) -> [String; 3] {
    ["higher", "lower", "keep"].map(|better| achieved(better, measure))
}

#[test]
fn a_level_is_reached_from_the_side_that_is_better() {
    // 75 of 85 from 71; 85 is the goal from above and from both sides.
    assert_eq!(
        in_each_direction("baseline = 71; target = { value = 85 }; actual = 75"),
        ["88.2 28.6", "100 100", "88.2 28.6"]
    );
    assert_eq!(
        in_each_direction("baseline = 598; target = { value = 576 }; actual = 616"),
        ["100 100", "93.5 -81.8", "93.5 -81.8"]
    );
    assert_eq!(
        in_each_direction("baseline = 4; target = { value = 6 }; actual = 6"),
        ["100 100", "100 100", "100 100"]
    );
}

#[test]
fn a_threshold_says_itself_which_side_is_good() {
    for better in ["higher", "lower", "keep"] {
        let said = |measure: &str| achieved(better, measure);
        assert_eq!(said("baseline = 81; target = { at_least = 85 }; actual = 83"), "97.6 50");
        assert_eq!(said("baseline = 81; target = { at_least = 85 }; actual = 85"), "100 100");
        assert_eq!(said("baseline = 600; target = { at_most = 576 }; actual = 588"), "98 50");
        assert_eq!(
            said("target = { at_most = 576 }; actual = 576"),
            "100 100".replace(" 100", " -")
        );
    }
}

#[test]
fn more_than_a_bound_is_not_met_by_the_bound() {
    assert_eq!(
        achieved("higher", "baseline = 15; target = { more_than = 18 }; actual = 18"),
        "99.9 99.9"
    );
    assert_eq!(
        achieved("higher", "baseline = 15; target = { more_than = 18 }; actual = 19"),
        "100 100"
    );
    assert_eq!(
        achieved("lower", "baseline = 12; target = { less_than = 10 }; actual = 10"),
        "99.9 99.9"
    );
    assert_eq!(
        achieved("lower", "baseline = 12; target = { less_than = 10 }; actual = 9"),
        "100 100"
    );
}

#[test]
fn a_range_is_missed_by_its_nearer_end() {
    let target = "target = { between = [480, 620] }";
    let said =
        |actual: u32| achieved("keep", &format!("baseline = 400; {target}; actual = {actual}"));
    assert_eq!(said(500), "100 100");
    assert_eq!(said(480), "100 100");
    assert_eq!(said(440), "91.7 50");
    // Beyond the upper end there was no way to go from 400.
    assert_eq!(said(775), "80 0");
}

#[test]
fn growth_is_measured_against_the_baseline() {
    let said = |baseline: &str, actual: &str| {
        achieved(
            "higher",
            &format!("baseline = {baseline}; target = {{ growth = 20 }}; actual = {actual}"),
        )
    };
    assert_eq!(said("100", "130"), "100 100");
    assert_eq!(said("100", "110"), "50 50");
    assert_eq!(said("195111", "151928"), "-110.7 -110.7");
    assert_eq!(said("0", "10"), "- -");
    assert_eq!(said("\"not-available\"", "10"), "- -");
}

#[test]
fn a_negative_growth_is_a_fall_that_was_promised() {
    let target = "target = { growth = -20 }";
    assert_eq!(achieved("lower", &format!("baseline = 100; {target}; actual = 75")), "100 100");
    assert_eq!(achieved("lower", &format!("baseline = 100; {target}; actual = 90")), "50 50");
    assert_eq!(achieved("lower", &format!("baseline = 100; {target}; actual = 110")), "-50 -50");
}

#[test]
fn growth_of_each_year_is_met_in_every_year() {
    let target = "target = { growth = 5, per = \"year\" }";
    let years = |a: u32, b: u32| format!("actual = {{ per_year = {{ 2024 = {a}, 2025 = {b} }} }}");
    let said = |actual: String| achieved("higher", &format!("baseline = 1000; {target}; {actual}"));
    assert_eq!(said(years(1050, 1110)), "100 100");
    assert_eq!(said(years(1100, 1122)), "40 40");
    // Without the years: twice five per cent are 1,102.5.
    assert_eq!(said("actual = 1103".to_owned()), "100 100");
    assert_eq!(said("actual = 1050".to_owned()), "95.2 48.8");
}

#[test]
fn growth_that_should_stay_below_is_judged_by_ratio_only() {
    let target = "target = { growth_below = 10 }";
    assert_eq!(achieved("lower", &format!("baseline = 1528; {target}; actual = 1518")), "100 -");
    assert_eq!(achieved("lower", &format!("baseline = 100; {target}; actual = 125")), "40 -");
    assert_eq!(achieved("lower", &format!("baseline = 100; {target}; actual = 110")), "99.9 -");
}

#[test]
fn an_increase_starts_at_nought() {
    let said = |target: i32, actual: i32| {
        achieved(
            "higher",
            &format!("baseline = 73; target = {{ increase = {target} }}; actual = {actual}"),
        )
    };
    assert_eq!(said(5, 3), "60 60");
    assert_eq!(said(5, 7), "100 100");
    assert_eq!(said(5, -1), "-20 -20");
    // None was expected, and none came.
    assert_eq!(said(0, 0), "100 100");
    assert_eq!(said(0, -1), "0 0");
    assert_eq!(achieved("lower", "target = { increase = -10 }; actual = -5"), "50 50");
}

#[test]
fn a_target_for_each_year_is_as_good_as_the_worst_year() {
    let target = "target = { per_year = { 2024 = 72900, 2025 = 75000 } }";
    let actual =
        |a: &str, b: &str| format!("actual = {{ per_year = {{ 2024 = {a}, 2025 = {b} }} }}");
    let said = |better: &str, actual: String| {
        achieved(better, &format!("baseline = 64257; {target}; {actual}"))
    };
    assert_eq!(said("higher", actual("65115", "64150")), "85.5 -1");
    assert_eq!(said("higher", actual("80000", "80000")), "100 100");
    assert_eq!(said("lower", actual("80000", "70000")), "91.1 0");
    assert_eq!(said("keep", actual("72900", "75000")), "100 100");
    // A year that is still to come leaves it open.
    assert_eq!(said("higher", actual("80000", "\"pending\"")), "- -");
}

#[test]
fn a_threshold_holds_for_each_year() {
    let target = "target = { more_than = 18, per = \"year\" }";
    let years = |a: u32, b: u32| format!("actual = {{ per_year = {{ 2024 = {a}, 2025 = {b} }} }}");
    assert_eq!(
        achieved("higher", &format!("baseline = 15; {target}; {}", years(25, 20))),
        "100 100"
    );
    assert_eq!(
        achieved("higher", &format!("baseline = 15; {target}; {}", years(25, 9))),
        "50 -200"
    );
    assert_eq!(
        achieved("lower", "baseline = 0; target = { at_most = 1, per = \"year\" }; actual = 0"),
        "100 100"
    );
}

#[test]
fn to_maintain_is_not_to_become_worse() {
    let said = |better: &str, actual: u32| {
        achieved(
            better,
            &format!("baseline = 40; target = {{ keep = \"maintain\" }}; actual = {actual}"),
        )
    };
    assert_eq!(["higher", "lower", "keep"].map(|better| said(better, 40)), ["100 100"; 3]);
    assert_eq!(
        ["higher", "lower", "keep"].map(|better| said(better, 50)),
        ["100 100", "80 0", "80 0"]
    );
    assert_eq!(
        ["higher", "lower", "keep"].map(|better| said(better, 30)),
        ["75 0", "100 100", "75 0"]
    );
}

#[test]
fn to_improve_is_to_become_better() {
    let said = |better: &str, actual: u32| {
        achieved(
            better,
            &format!("baseline = 40; target = {{ keep = \"improve\" }}; actual = {actual}"),
        )
    };
    assert_eq!(
        ["higher", "lower", "keep"].map(|better| said(better, 40)),
        ["99.9 0", "99.9 0", "- -"]
    );
    assert_eq!(
        ["higher", "lower", "keep"].map(|better| said(better, 50)),
        ["100 100", "80 0", "- -"]
    );
    assert_eq!(
        ["higher", "lower", "keep"].map(|better| said(better, 30)),
        ["75 0", "100 100", "- -"]
    );
}

#[test]
fn words_have_no_ratio() {
    assert_eq!(
        achieved("keep", "target.text.en = \"No disruption\"; actual.text.en = \"None\""),
        "- -"
    );
}

#[test]
fn a_target_of_nought_is_met_or_missed_whole() {
    assert_eq!(achieved("lower", "baseline = 4; target = { at_most = 0 }; actual = 0"), "100 100");
    assert_eq!(achieved("lower", "baseline = 4; target = { at_most = 0 }; actual = 1"), "0 75");
    assert_eq!(achieved("higher", "target = { at_least = 0 }; actual = -1"), "0 -");
    assert_eq!(achieved("higher", "target = { at_least = 5 }; actual = \"nil\""), "0 -");
}

#[test]
fn a_baseline_beyond_the_target_leaves_no_way_to_go() {
    assert_eq!(achieved("higher", "baseline = 81; target = { value = 80 }; actual = 74"), "92.5 0");
    assert_eq!(
        achieved("higher", "baseline = 81; target = { value = 80 }; actual = 80"),
        "100 100"
    );
}

#[test]
fn what_cannot_be_compared_with_the_baseline_has_a_ratio_only() {
    let not = "actual = { value = 76, not_comparable = true }";
    assert_eq!(
        achieved("higher", &format!("baseline = 93; target = {{ value = 90 }}; {not}")),
        "84.4 -"
    );
    assert_eq!(
        achieved("higher", &format!("baseline = 93; target = {{ growth = 20 }}; {not}")),
        "- -"
    );
}

#[test]
fn a_bound_is_enough_where_it_meets_the_target() {
    let said = |target: &str, bound: &str| {
        achieved(
            "lower",
            &format!("target = {{ {target} = 2 }}; actual = {{ value = 2, bound = \"{bound}\" }}"),
        )
    };
    assert_eq!(said("at_most", "less-than"), "100 -");
    assert_eq!(said("less_than", "less-than"), "100 -");
    assert_eq!(said("less_than", "at-most"), "- -");
    assert_eq!(said("at_most", "more-than"), "- -");
    assert_eq!(said("more_than", "more-than"), "100 -");
    assert_eq!(said("at_least", "at-most"), "- -");
}

#[test]
fn sessions_that_are_no_sum_are_as_good_as_the_worst() {
    let sessions = |first: u32, second: u32| {
        format!(
            "target = {{ at_least = 110 }}; \
             actual = {{ breakdown = {{ by = \"session\", values = {{ first = {first}, second = {second} }} }} }}"
        )
    };
    assert_eq!(achieved("higher", &sessions(131, 120)), "100 -");
    assert_eq!(achieved("higher", &sessions(131, 55)), "50 -");
    // Regions are a sum: no region has to reach the target alone.
    let regions = sessions(100, 20).replace("session", "region").replace("first", "north");
    assert_eq!(achieved("higher", &regions.replace("second", "south")), "- -");
}

#[test]
fn a_group_is_as_good_as_its_worst_measure() {
    let group = "[kpi.one.group.both]\nrating = \"full\"\n\
        [kpi.one.measure.a]\ngroup = \"both\"\nbaseline = 0\ntarget = { value = 100 }\nactual = 105\n\
        [kpi.one.measure.b]\ngroup = \"both\"\nbaseline = 41\ntarget = { value = 76 }\nactual = 69\n\
        [kpi.one.measure.c]\ngroup = \"both\"\nactual = 3\n";
    assert_eq!(achieved("higher", group), "90.8 80");
    let open = group.replace("actual = 69", "actual = \"pending\"");
    assert_eq!(achieved("higher", &open), "- -");
}

#[test]
fn the_scale_turns_per_cent_into_ratings() {
    let said = |actual: u32| {
        ratings("higher", &format!("baseline = 0; target = {{ value = 5 }}; actual = {actual}"))
    };
    assert_eq!(said(5), "full full");
    assert_eq!(said(4), "partial partial");
    assert_eq!(said(3), "partial partial");
    assert_eq!(said(2), "not not");
    assert_eq!(
        ratings("higher", "baseline = 71; target = { value = 85 }; actual = 75"),
        "partial not"
    );
}

#[test]
fn a_word_on_a_scale_is_reached_or_not_and_has_no_ratio() {
    let said = |better: &str, target: &str, actual: &str| {
        ratings(
            better,
            &format!(
                "unit = \"maturity\"; baseline = {{ level = \"low\" }}; target = {target}; \
                 actual = {{ level = \"{actual}\" }}"
            ),
        )
    };
    assert_eq!(said("higher", "{ level = \"middle\" }", "high"), "full -");
    assert_eq!(said("higher", "{ level = \"middle\" }", "middle"), "full -");
    // Missed: in part or not at all, nobody can say.
    assert_eq!(said("higher", "{ level = \"high\" }", "middle"), "partial not");
    assert_eq!(said("lower", "{ level = \"low\" }", "middle"), "partial not");
    assert_eq!(said("higher", "{ keep = \"improve\" }", "middle"), "full -");
    assert_eq!(said("higher", "{ keep = \"improve\" }", "low"), "partial not");
    assert_eq!(said("higher", "{ keep = \"maintain\" }", "low"), "full -");
}

#[test]
fn a_target_by_part_is_as_good_as_its_worst_part() {
    let said = |north: &str, south: &str| {
        achieved(
            "higher",
            &format!(
                "target = {{ by = \"region\", values = {{ north = 20, south = 10 }} }}; \
                 baseline = {{ breakdown = {{ by = \"region\", values = {{ north = 10, south = 10 }} }} }}; \
                 actual = {{ breakdown = {{ by = \"region\", values = {{ {north} {south} }} }} }}"
            ),
        )
    };
    assert_eq!(said("north = 20,", "south = 12"), "100 100");
    assert_eq!(said("north = 15,", "south = 12"), "75 50");
    // A part that is not known leaves the whole open.
    assert_eq!(said("north = 25", ""), "- -");
    assert_eq!(said("north = \"not-available\",", "south = 12"), "- -");
}

#[test]
fn all_conditions_of_a_target_have_to_hold() {
    let said = |actual: &str| {
        achieved(
            "higher",
            &format!(
                "target = {{ all = [{{ at_least = 4 }}, {{ at_least = 2, of = \"deployed\" }}] }}; \
                 baseline = 0; actual = {actual}"
            ),
        )
    };
    assert_eq!(said("{ value = 5, of_which = { deployed = 2 } }"), "100 -");
    assert_eq!(said("{ value = 5, of_which = { deployed = 1 } }"), "50 -");
    assert_eq!(said("{ value = 3, of_which = { deployed = 2 } }"), "75 -");
    // Nothing is said about what was deployed.
    assert_eq!(said("5"), "- -");
}
