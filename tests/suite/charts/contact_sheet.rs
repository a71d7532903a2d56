//! Writes one page per language with every chart, for a person to look at.
#![allow(clippy::disallowed_methods, reason = "a page for a person, made on request only")]

use std::fmt::Write as _;
use std::path::Path;

use kepi::chart::{self, ChartKind, KeyFor};

use super::samples::Language;
use super::sets::of;

/// Every sample in every language and both page widths, in the reader's colours.
pub fn write(folder: &Path) {
    std::fs::create_dir_all(folder).expect("the folder can be made");
    std::fs::write(folder.join("chart.css"), chart::STYLE).expect("the style can be written");
    for language in Language::ALL {
        let mut page = format!(
            "<!doctype html><html lang=\"{}\" dir=\"{}\"><meta charset=\"utf-8\"><title>Charts</title>\
             <link rel=\"stylesheet\" href=\"chart.css\"><style>\
             body{{font-family:'Noto Sans','Noto Sans Arabic','Noto Sans CJK SC',sans-serif;margin:2rem;\
             background:var(--ch-page);color:var(--ch-ink);display:grid;grid-template-columns:720px 360px;gap:3rem}}\
             figure{{margin:0}}h3{{margin:0 0 .5rem;font-size:1.25rem;line-height:1.3}}\
             .key{{list-style:none;padding:0;margin:0 0 .75rem;display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;font-size:.875rem}}\
             .key li{{display:flex;gap:.4rem;align-items:center}}.note{{color:var(--ch-soft);font-size:.875rem}}\
             </style>{}",
            language.tag(),
            language.direction().attribute(),
            chart::PATTERNS,
        );
        for sample in ChartKind::ALL.iter().flat_map(|kind| of(*kind, language)) {
            let drawing = sample.draw();
            for (svg, narrow) in [(Some(&drawing.wide), false), (drawing.narrow.as_ref(), true)] {
                let mut figure = format!("<figure class=\"fig\"><h3>{}</h3>", sample.title);
                let keyed = match drawing.key_for {
                    KeyFor::Everyone => true,
                    KeyFor::Narrow => narrow,
                    KeyFor::Nobody => false,
                };
                if keyed {
                    figure += "<ul class=\"key\">";
                    for entry in &drawing.key {
                        let _infallible =
                            write!(figure, "<li>{}{}</li>", entry.swatch, entry.label);
                    }
                    figure += "</ul>";
                }
                if let Some(svg) = svg {
                    let _infallible = write!(figure, "<div class=\"drawings\">{svg}</div>");
                }
                for note in &drawing.notes {
                    let _infallible = write!(figure, "<p class=\"note\">{note}</p>");
                }
                page += &figure;
                page += "</figure>";
            }
            for problem in &drawing.problems {
                let _infallible =
                    write!(page, "<p>{}: {}</p><p></p>", problem.code.name(), problem.words);
            }
            if !drawing.standalone.is_empty() {
                let file = format!("{}.{}.svg", sample.name, language.tag());
                std::fs::write(folder.join(file), &drawing.standalone)
                    .expect("a chart can be written");
            }
        }
        let file = folder.join(format!("{}.html", language.tag()));
        std::fs::write(file, page).expect("the sheet can be written");
    }
}
