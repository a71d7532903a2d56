//! Data that charts stumble over: nothing, one value, equal values, extremes, very long names.

use kepi::chart::{Cell, ChartKind, Drawing, Grid, Heading, ProblemCode, Role, Shape};

use super::samples::{Language, Sample, number};
use super::sets;

/// A chart of a kind with rows and columns as every kind wants them.
fn sample(kind: ChartKind, values: &[&[&str]]) -> Sample {
    let mut sample = sets::of(kind, Language::English).swap_remove(0);
    sample.grid = grid(kind, values);
    sample
}

fn grid(kind: ChartKind, values: &[&[&str]]) -> Grid {
    let cell = |text: &&str| {
        if text.is_empty() {
            Cell::missing("not-available", "[x]", "not available")
        } else {
            number(text)
        }
    };
    let roles = match kind {
        ChartKind::Bullets => {
            vec![Role::Baseline, Role::Target, Role::Actual, Role::Low, Role::High]
        }
        ChartKind::BudgetBars => vec![Role::Plan, Role::FinalPlan, Role::Actual, Role::Share],
        ChartKind::VarianceBars => vec![Role::Change, Role::Share],
        _ => Vec::new(),
    };
    let count = values.iter().map(|row| row.len()).max().unwrap_or(0);
    let column = |index: usize| {
        let heading = Heading::new(format!("c{index}"), format!("{}", 2000 + index))
            .role(roles.get(index).copied().unwrap_or_default());
        match kind {
            ChartKind::RatingBars | ChartKind::RatingDots => {
                heading.rating("R", Shape::ALL[index % Shape::ALL.len()])
            }
            _ => heading,
        }
    };
    Grid {
        columns: (0..count).map(column).collect(),
        rows: (0..values.len())
            .map(|r| Heading::new(format!("r{r}"), format!("Row {r}")))
            .collect(),
        cells: values.iter().map(|row| row.iter().map(cell).collect()).collect(),
    }
}

/// Some of it, for the contact sheet.
pub fn to_look_at() -> Vec<Sample> {
    let mut samples = Vec::new();
    let years: Vec<&str> = vec!["12", "14", "15.5", "13", "", "16", "18", "17", "19", "21"];
    let decades: Vec<&str> = years.iter().copied().cycle().take(60).collect();
    let negative: &[&str] = &["-5", "-0.25", "-10", "-3"];
    let mixed: &[&str] = &["5", "-4", "8", "-12"];
    for kind in ChartKind::ALL {
        let sets: [&[&[&str]]; 5] = [
            &[&["7"]],
            &[&years],
            &[&decades, &decades],
            &[negative, mixed],
            &[&["0.000001", "1", "1000000", "1000000000000"]],
        ];
        samples.extend(sets.into_iter().map(|values| sample(*kind, values)));
    }
    let with_break = |kind| {
        let mut sample = sets::of(kind, Language::English).swap_remove(1);
        sample.grid.cells[0][2].after_break = true;
        sample
    };
    samples.push(with_break(ChartKind::Columns));
    samples.push(with_break(ChartKind::Lines));
    samples
}

/// Every kind of chart on the same values.
fn each_kind(values: &[&[&str]], check: impl Fn(ChartKind, &Drawing)) {
    for kind in ChartKind::ALL {
        let drawing = sample(*kind, values).draw();
        for svg in [&drawing.wide, &drawing.standalone].into_iter().chain(&drawing.narrow) {
            if !svg.is_empty() {
                assert_sound(*kind, svg);
            }
        }
        check(*kind, &drawing);
    }
}

fn assert_sound(kind: ChartKind, svg: &str) {
    let name = kind.name();
    assert_well_formed(svg);
    let drawn = svg.split("</style>").last().unwrap_or(svg);
    assert!(!drawn.contains("NaN") && !drawn.contains("inf\""), "{name}: {drawn}");
    assert!(!drawn.contains("=\"-0\""), "{name}: a negative zero");
    for part in drawn.split(" width=\"").chain(drawn.split(" height=\"")).skip(1) {
        assert!(!part.starts_with('-'), "{name}: a negative size");
    }
}

/// Every element that is opened is closed, in order.
pub fn assert_well_formed(svg: &str) {
    let mut open: Vec<&str> = Vec::new();
    for piece in svg.split('<').skip(1) {
        let (tag, _) = piece.split_once('>').expect("a tag ends");
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or("");
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "closed in order: {svg}");
        } else if !tag.ends_with('/') {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "left open: {open:?}");
}

/// "Утвержденный" is wider than a third of a phone.
#[test]
fn names_that_do_not_fit_side_by_side_take_turns_on_two_levels() {
    for kind in [ChartKind::Columns, ChartKind::StackedColumns] {
        let mut sample = sample(kind, &[&["5", "6", "7"]]);
        sample.options.time = false;
        let names = ["Утвержденный бюджет", "Окончательный бюджет", "Расходование"];
        for (column, name) in sample.grid.columns.iter_mut().zip(names) {
            column.label = name.to_owned();
        }
        let drawing = sample.draw();
        assert_eq!(drawing.problems, [], "{}", kind.name());
        let narrow = drawing.narrow.expect("a drawing for phones");
        let y = |name: &str| -> f64 {
            let before = narrow.split(&format!(">{name}<")).next().expect("the name is drawn");
            let y = before.rsplit(" y=\"").next().expect("a text has a place");
            y.trim_end_matches('"').parse().expect("a number")
        };
        assert!(y("Окончательный бюджет") > y("Утвержденный бюджет"), "{narrow}");
        assert!((y("Расходование") - y("Утвержденный бюджет")).abs() < 0.1, "{narrow}");
    }
}

fn is_refused(drawing: &Drawing) -> bool {
    drawing.wide.is_empty()
        && drawing.problems.iter().all(|problem| problem.code == ProblemCode::NotDrawable)
        && !drawing.problems.is_empty()
}

#[test]
fn nothing_is_refused_with_words() {
    each_kind(&[], |kind, drawing| assert!(is_refused(drawing), "{}", kind.name()));
    each_kind(&[&["", "", ""]], |kind, drawing| {
        assert!(is_refused(drawing), "{}", kind.name());
        assert_eq!(
            drawing.problems[0].words,
            "there is no value to draw; show the table, which gives the reasons"
        );
    });
}

#[test]
fn one_value_is_a_chart() {
    each_kind(&[&["7"]], |kind, drawing| assert!(!drawing.wide.is_empty(), "{}", kind.name()));
}

#[test]
fn equal_values_are_a_chart() {
    let row: &[&str] = &["5", "5", "5", "5"];
    each_kind(&[row, row], |kind, drawing| assert!(!drawing.wide.is_empty(), "{}", kind.name()));
    let zeros: &[&str] = &["0", "0.0", "0"];
    each_kind(&[zeros], |kind, drawing| {
        // Nothing has no shares.
        assert_eq!(is_refused(drawing), kind == ChartKind::Shares, "{}", kind.name());
    });
}

#[test]
fn negative_values_are_a_chart_unless_they_are_parts_of_a_whole() {
    let wholes = [ChartKind::Shares, ChartKind::RatingBars, ChartKind::RatingDots];
    let row: &[&str] = &["-5", "-0.25", "-1000", "-3"];
    each_kind(&[row, row], |kind, drawing| {
        assert_eq!(is_refused(drawing), wholes.contains(&kind), "{}", kind.name());
        if wholes.contains(&kind) {
            assert_eq!(drawing.problems[0].words, "`-5` cannot be a part of a whole; draw `bars`");
        }
    });
}

#[test]
fn a_report_is_not_flooded_with_collisions() {
    let row: Vec<&str> = vec!["1234567.5"; 60];
    let drawing = sample(ChartKind::Heat, &[&row]).draw();
    let count = drawing.problems.iter().filter(|p| p.code == ProblemCode::LabelsCollide).count();
    assert_eq!(count, 4, "three of them, and how many more there are");
}

#[test]
fn twelve_orders_of_magnitude_are_a_chart() {
    let row: &[&str] = &["0.000001", "1", "1000000", "1000000000000"];
    each_kind(&[row], |kind, drawing| {
        // A million million shapes are nobody's chart.
        assert_eq!(is_refused(drawing), kind == ChartKind::RatingDots, "{}", kind.name());
    });
    let tiny: &[&str] = &["0.0000000000000000000000000001", "0.0000000000000000000000000002"];
    each_kind(&[tiny], |kind, drawing| assert!(!drawing.wide.is_empty(), "{}", kind.name()));
}

#[test]
fn gaps_at_the_ends_are_a_chart() {
    each_kind(&[&["", "3", "", "4", ""], &["", "", "", "", "1"]], |kind, drawing| {
        assert!(!drawing.wide.is_empty(), "{}", kind.name());
    });
}

#[test]
fn a_value_beyond_any_scale_is_refused() {
    each_kind(&[&["1", "79228162514264337593543950335"]], |kind, drawing| {
        assert!(is_refused(drawing), "{}", kind.name());
    });
}

#[test]
fn ten_thousand_points_are_refused_with_words() {
    let row: Vec<&str> = vec!["1"; 100];
    let rows: Vec<&[&str]> = vec![&row; 100];
    each_kind(&rows, |kind, drawing| {
        assert!(is_refused(drawing), "{}", kind.name());
        assert!(drawing.problems[0].words.starts_with("`10000` values are more than"));
    });
}

#[test]
fn many_rows_and_many_columns_are_drawn() {
    let row: Vec<&str> = vec!["12.5"; 60];
    each_kind(&[&row, &row], |kind, drawing| assert!(!drawing.wide.is_empty(), "{}", kind.name()));
    let short: &[&str] = &["1", "2"];
    each_kind(&vec![short; 60], |kind, drawing| {
        assert!(!drawing.wide.is_empty(), "{}", kind.name());
    });
}

#[test]
fn six_series_are_too_many_for_colours() {
    let row: &[&str] = &["1", "2", "3"];
    for kind in [ChartKind::Columns, ChartKind::StackedColumns, ChartKind::Lines] {
        let drawing = sample(kind, &[row; 6]).draw();
        let problem = drawing.problems.iter().find(|p| p.code == ProblemCode::TooManySeries);
        let words = problem.map(|problem| problem.words.as_str());
        assert_eq!(
            words,
            Some(
                "`6` series are more than the 5 that can be told apart; merge the smallest as `Other`"
            ),
            "{}",
            kind.name()
        );
    }
}

#[test]
fn a_name_that_cannot_fit_is_reported() {
    for language in Language::ALL {
        let mut sample = sets::of(ChartKind::Columns, language).swap_remove(1);
        sample.grid.columns[2].label = "Donaudampfschifffahrtsgesellschaftskapitän".repeat(3);
        let drawing = sample.draw();
        assert!(drawing.problems.iter().any(|p| p.code == ProblemCode::LabelsCollide));
    }
}

#[test]
fn long_names_break_into_lines_without_touching() {
    let long = [
        "Number of unique visitors to the website and to the websites of the external offices",
        "产权组织网站和各驻外办事处网站的独立访问者人数以及其他相关网站的访问情况",
        "عدد الزوار الفريدين لموقع المنظمة ومواقع المكاتب الخارجية والمواقع الأخرى ذات الصلة",
    ];
    for (language, label) in Language::ALL.into_iter().zip(long) {
        for kind in
            [ChartKind::Bars, ChartKind::Bullets, ChartKind::BudgetBars, ChartKind::RankedBars]
        {
            let mut sample = sets::of(kind, language).swap_remove(0);
            for row in &mut sample.grid.rows {
                row.label = label.to_owned();
            }
            assert_eq!(sample.draw().problems, [], "{} in {}", kind.name(), language.tag());
        }
    }
}

#[test]
fn a_missing_phrase_is_reported() {
    let sample = sets::of(ChartKind::Columns, Language::English).swap_remove(0);
    let drawing = sample.with(|spec| {
        let words = kepi::chart::Words::default();
        kepi::chart::draw(&kepi::chart::ChartSpec { words: &words, ..*spec })
    });
    let missing = drawing.problems.iter().find(|p| p.code == ProblemCode::MissingWords);
    assert_eq!(
        missing.map(|problem| problem.words.as_str()),
        Some("the phrase `status` of charts is missing in `en`")
    );
}
