//! What the markup of a drawing promises to browsers, assistive technology and strict policies.

use std::collections::BTreeSet;

use kepi::chart::{self, ChartKind, Drawing};
use scraper::{Html, Selector};

use super::samples::{Language, Sample};
use super::{all_samples, sets};

/// Both drawings of a chart.
fn texts(drawing: &Drawing) -> impl Iterator<Item = &String> {
    std::iter::once(&drawing.wide).chain(&drawing.narrow)
}

fn find<'h>(html: &'h Html, selector: &str) -> Vec<scraper::ElementRef<'h>> {
    let selector = Selector::parse(selector).expect("a selector");
    html.select(&selector).collect()
}

fn each(check: impl Fn(&Sample, &str, &Html)) {
    for sample in all_samples() {
        let drawing = sample.draw();
        for svg in texts(&drawing) {
            check(&sample, svg, &Html::parse_fragment(svg));
        }
    }
}

#[test]
fn a_drawing_has_one_role_one_name_and_one_direction() {
    each(|sample, svg, html| {
        let root = find(html, "svg")[0];
        assert_eq!(root.attr("direction"), Some("ltr"), "{}", sample.name);
        if sample.kind == ChartKind::Sparkline {
            assert_eq!(root.attr("aria-hidden"), Some("true"));
            return;
        }
        assert_eq!(root.attr("role"), Some("img"), "{}", sample.name);
        assert_eq!(root.attr("lang"), Some(sample.language.tag()));
        let id = root.attr("aria-labelledby").expect("a name");
        let name = find(html, &format!("title#{id}"));
        assert_eq!(name.len(), 1, "{svg}");
        assert!(!name[0].text().collect::<String>().trim().is_empty());
    });
}

#[test]
fn the_wide_and_the_narrow_drawing_share_no_id_and_have_the_same_name() {
    for sample in all_samples() {
        let drawing = sample.draw();
        let mut ids = BTreeSet::new();
        let mut names = BTreeSet::new();
        for svg in texts(&drawing) {
            let html = Html::parse_fragment(svg);
            for element in find(&html, "[id]") {
                let id = element.attr("id").expect("an id").to_owned();
                assert!(id.starts_with(&format!("f-{}-", sample.name)), "{id}");
                assert!(ids.insert(id.clone()), "`{id}` stands twice");
            }
            names.extend(find(&html, "svg > title").iter().map(|t| t.text().collect::<String>()));
        }
        assert!(names.len() <= 1, "{names:?}");
    }
}

#[test]
fn colours_are_left_to_classes() {
    each(|sample, svg, html| {
        for attribute in ["style", "fill", "stroke", "font-size", "font-family", "opacity"] {
            assert!(find(html, &format!("[{attribute}]")).is_empty(), "{}: {svg}", sample.name);
        }
    });
}

#[test]
fn coordinates_are_numbers_with_at_most_one_decimal() {
    each(|sample, svg, html| {
        assert!(!svg.contains("NaN") && !svg.contains("inf"), "{}", sample.name);
        for name in ["x", "y", "width", "height", "cx", "cy", "r", "viewBox", "d"] {
            for element in find(html, &format!("[{name}]")) {
                let value = element.attr(name).expect("the attribute was asked for");
                for number in value.split(|c: char| !c.is_ascii_digit() && c != '.') {
                    let decimals = number.split_once('.').map_or(0, |(_, decimals)| decimals.len());
                    assert!(decimals <= 1, "{}: {name}=\"{value}\"", sample.name);
                }
            }
        }
    });
}

#[test]
fn every_mark_carries_the_value_of_its_cell() {
    each(|sample, svg, html| {
        if sample.kind == ChartKind::Sparkline {
            return;
        }
        let values: BTreeSet<String> = sample
            .grid
            .cells
            .iter()
            .flatten()
            .filter_map(|c| c.decimal())
            .map(|d| d.to_string())
            .collect();
        let marks = find(html, "[data-v]");
        assert!(!marks.is_empty(), "{}", sample.name);
        for mark in &marks {
            let value = mark.attr("data-v").expect("the attribute was asked for");
            assert!(values.contains(value), "{}: `{value}` is in no cell\n{svg}", sample.name);
        }
    });
}

#[test]
fn a_column_says_which_cell_it_is() {
    let sample = sets::of(ChartKind::StackedColumns, Language::English).swap_remove(0);
    let html = Html::parse_fragment(&sample.draw().wide);
    let group = find(&html, "g.m.s2")[0];
    assert_eq!(group.attr("data-s"), Some("madrid"));
    let mark = find(&html, "g.s2 > rect[data-c='2024/25']")[0];
    assert_eq!(mark.attr("data-v"), Some("176.1"));
    let tooltip: String = mark.text().collect();
    assert_eq!(tooltip, "2024/25, Madrid system: 176.1 million Swiss francs");
}

#[test]
fn estimates_are_hatched_marked_and_explained() {
    let sample = sets::of(ChartKind::Columns, Language::English).swap_remove(0);
    let drawing = sample.draw();
    let html = Html::parse_fragment(&drawing.wide);
    let open = find(&html, "rect.open");
    assert_eq!(open.len(), 1);
    assert_eq!(open[0].attr("data-c"), Some("2025"));
    assert!(drawing.wide.contains(">275,900\u{A0}[e]</text>"));
    assert!(drawing.key.iter().any(|entry| entry.label == "estimate [e]"));
}

#[test]
fn a_missing_point_is_a_gap_and_is_said() {
    let sample = sets::of(ChartKind::Lines, Language::English).swap_remove(0);
    let drawing = sample.draw();
    let html = Html::parse_fragment(&drawing.wide);
    let line = find(&html, "g[data-s='epo'] > path.st")[0];
    let d = line.attr("d").expect("a path");
    assert_eq!(d.matches('M').count(), 2, "the line is in two parts: {d}");
    assert!(find(&html, "g[data-s='epo'] > [data-c='2019']").is_empty());
    assert!(
        drawing.notes.iter().any(|note| note == "European Patent Office: 2019 (not available)")
    );
}

#[test]
fn a_line_does_not_run_across_a_break_in_the_series() {
    let sample = sets::of(ChartKind::Lines, Language::English).swap_remove(0);
    let html = Html::parse_fragment(&sample.draw().wide);
    let line = find(&html, "g[data-s='korea'] > path.st")[0];
    assert_eq!(line.attr("d").expect("a path").matches('M').count(), 2);
}

#[test]
fn a_break_in_a_series_is_marked_and_explained() {
    for kind in [ChartKind::Columns, ChartKind::Lines, ChartKind::StackedColumns] {
        let mut sample = sets::of(kind, Language::English).swap_remove(0);
        sample.grid.cells[0][2].after_break = true;
        let drawing = sample.draw();
        assert!(drawing.wide.contains(">[b]</text>"), "{}: {}", kind.name(), drawing.wide);
        assert!(drawing.notes.iter().any(|note| note == "[b] break in series"));
    }
}

#[test]
fn a_series_too_small_to_see_is_named() {
    let sample = sets::of(ChartKind::StackedColumns, Language::English).swap_remove(0);
    assert_eq!(sample.draw().notes, ["too small to draw: Lisbon system"]);
}

#[test]
fn an_axis_that_leaves_zero_out_says_so() {
    let sample = sets::of(ChartKind::Lines, Language::English).swap_remove(1);
    assert!(sample.draw().wide.contains(">per cent, axis starts at 82</text>"));
}

#[test]
fn an_arabic_chart_starts_at_the_right() {
    let sample = sets::of(ChartKind::Bars, Language::Arabic).swap_remove(0);
    let html = Html::parse_fragment(&sample.draw().wide);
    for bar in find(&html, "g.m > rect") {
        let number = |name| bar.attr(name).and_then(|v| v.parse::<f64>().ok()).expect("a number");
        let end = number("x") + number("width");
        assert!((end - 520.0).abs() < 60.0, "all bars end where the names begin: {end}");
    }
    let name = find(&html, "g.cl > text")[0];
    assert_eq!(name.attr("x"), Some("718"));
    let text: String = name.text().collect();
    assert!(text.starts_with('\u{2067}') && text.ends_with('\u{2069}'), "isolated: {text}");
}

#[test]
fn time_runs_left_to_right_in_arabic_too_unless_asked_otherwise() {
    let mut sample = sets::of(ChartKind::Columns, Language::Arabic).swap_remove(0);
    let first = |sample: &Sample| {
        let html = Html::parse_fragment(&sample.draw().wide);
        let x = find(&html, "rect[data-c='2015']")[0].attr("x").expect("an x").to_owned();
        x.parse::<f64>().expect("a number")
    };
    assert!(first(&sample) < 100.0);
    sample.options.mirror_time = true;
    assert!(first(&sample) > 600.0);
}

#[test]
fn the_same_specification_gives_the_same_bytes() {
    for sample in all_samples() {
        assert_eq!(sample.draw(), sample.draw(), "{}", sample.name);
    }
}

#[test]
fn hostile_labels_stay_text() {
    let mut sample = sets::of(ChartKind::Bars, Language::English).swap_remove(0);
    sample.grid.rows[0].label = "<script>\"&'</script>\u{1}".to_owned();
    sample.title = "</title><script>alert(1)</script>".to_owned();
    let drawing = sample.draw();
    for svg in texts(&drawing).chain([&drawing.standalone]) {
        assert!(!svg.contains("<script"), "{svg}");
        assert!(!svg.contains('\u{1}'));
    }
}

#[test]
fn a_downloaded_file_stands_alone() {
    for sample in all_samples() {
        let file = sample.draw().standalone;
        assert!(file.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""));
        assert!(file.contains("<dc:source>WIPO Performance Report 2024/25</dc:source>"));
        assert!(file.contains("<dc:rights>CC BY 4.0</dc:rights>"));
        assert!(file.contains(&format!("<title>{}</title>", sample.title)));
        super::hard_data::assert_well_formed(&file);
        let html = Html::parse_fragment(&file);
        for used in file.split("url(#").skip(1).filter_map(|rest| rest.split(')').next()) {
            assert!(!find(&html, &format!("[id='{used}']")).is_empty(), "`{used}` is missing");
        }
    }
}

#[test]
fn the_patterns_of_a_page_are_those_that_the_style_uses() {
    for used in chart::STYLE.split("url(#").skip(1).filter_map(|rest| rest.split(')').next()) {
        assert!(chart::PATTERNS.contains(&format!("id=\"{used}\"")), "`{used}` is missing");
    }
}

#[test]
fn drawings_keep_to_their_weight() {
    // Bytes of the wide drawing in English, with the data of these samples.
    let budgets = [
        (ChartKind::Sparkline, 600),
        (ChartKind::StackedColumns, 6000),
        (ChartKind::Lines, 9000),
        (ChartKind::RankedBars, 9000),
        (ChartKind::RatingDots, 9000),
        (ChartKind::Panels, 14000),
        (ChartKind::Bullets, 5 * 1200),
    ];
    for (kind, budget) in budgets {
        let wide = sets::of(kind, Language::English).swap_remove(0).draw().wide;
        assert!(wide.len() <= budget, "{}: {} bytes", kind.name(), wide.len());
    }
}

#[test]
fn text_is_never_drawn_under_twelve_pixels() {
    let number_after = |words: &str| {
        let rest = chart::STYLE.split(words).nth(1).expect("the style says it");
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        digits.parse::<f64>().expect("a number")
    };
    let size = number_after(".ch { overflow: visible; font-size: ");
    // Below 44rem the narrow drawing is shown, which has a least width of its own. The margins of
    // a page of 44rem take 64 px at most.
    assert_eq!(number_after("@media screen and (max-width: "), 43.0);
    assert!(size * (44.0 * 16.0 - 64.0) / 720.0 >= 12.0);
    assert!(size * number_after(".ch.narrow { display: none; min-width: ") / 360.0 >= 12.0);
    assert!(size * number_after(".ch.only { min-width: ") / 720.0 >= 12.0);
}
