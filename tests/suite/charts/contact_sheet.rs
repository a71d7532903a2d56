//! Writes one page per language with every chart, and one with hard data, for a person to look at:
//! `CONTACT_SHEET=folder cargo test contact_sheet`.
#![allow(clippy::disallowed_methods, reason = "a page for a person, made on request only")]

use std::fmt::Write as _;
use std::path::Path;

use kepi::chart::{self, ChartKind, KeyFor};
use kepi::language::Direction;

use super::samples::{Language, Sample};
use super::{hard_data, sets};

#[test]
fn contact_sheet_is_written_on_request() {
    if let Some(folder) = std::env::var_os("CONTACT_SHEET") {
        write(Path::new(&folder));
    }
}

fn write(folder: &Path) {
    std::fs::create_dir_all(folder).expect("the folder can be made");
    let put = |name: &str, text: &str| {
        std::fs::write(folder.join(name), text).expect("the contact sheet can be written");
    };
    put("chart.css", chart::STYLE);
    for language in Language::ALL {
        let kinds = ChartKind::ALL.iter();
        let samples: Vec<Sample> = kinds.flat_map(|kind| sets::of(*kind, language)).collect();
        for sample in &samples {
            put(&format!("{}.{}.svg", sample.name, language.tag()), &sample.draw().standalone);
        }
        let page = page(language.tag(), language.direction(), &samples);
        put(&format!("{}.html", language.tag()), &page);
    }
    put("hard.html", &page("en", Direction::LeftToRight, &hard_data::to_look_at()));
}

/// Each chart as on a wide page and, beside it, as on a phone.
fn page(tag: &str, direction: Direction, samples: &[Sample]) -> String {
    let mut page = format!(
        "<!doctype html><html lang=\"{tag}\" dir=\"{}\"><meta charset=\"utf-8\"><title>Charts</title>\
         <link rel=\"stylesheet\" href=\"chart.css\"><style>\
         body{{font-family:'Noto Sans','Noto Sans Arabic','Noto Sans CJK SC',sans-serif;margin:2rem;\
         background:var(--ch-page);color:var(--ch-ink)}}\
         main{{display:grid;grid-template-columns:720px 360px;gap:3rem}}h1{{grid-column:1/-1;margin:0}}\
         figure{{margin:0}}h2{{margin:0 0 .5rem;font-size:1.25rem;line-height:1.3}}\
         .key{{list-style:none;padding:0;margin:0 0 .75rem;display:flex;flex-wrap:wrap;\
         gap:.25rem 1.25rem;font-size:.875rem}}.key li{{display:flex;gap:.4rem;align-items:center}}\
         .note{{color:var(--ch-soft);font-size:.875rem}}\
         .ch.narrow{{display:block}}</style>{}<main><h1>Charts</h1>",
        direction.attribute(),
        chart::PATTERNS,
    );
    for sample in samples {
        let drawing = sample.draw();
        for (svg, narrow) in [(Some(&drawing.wide), false), (drawing.narrow.as_ref(), true)] {
            let _infallible = write!(page, "<figure class=\"fig\"><h2>{}</h2>", sample.title);
            if drawing.key_for == KeyFor::Everyone || (drawing.key_for == KeyFor::Narrow && narrow)
            {
                let entries = drawing.key.iter();
                let entries = entries.map(|e| format!("<li>{}{}</li>", e.swatch, e.label));
                let _infallible =
                    write!(page, "<ul class=\"key\">{}</ul>", entries.collect::<String>());
            }
            let _infallible =
                write!(page, "<div class=\"drawings\">{}</div>", svg.cloned().unwrap_or_default());
            for note in &drawing.notes {
                let _infallible = write!(page, "<p class=\"note\">{note}</p>");
            }
            page += "</figure>";
        }
        for problem in &drawing.problems {
            let _infallible =
                write!(page, "<p>{}: {}</p><p></p>", problem.code.name(), problem.words);
        }
    }
    page
}
