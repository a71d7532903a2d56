//! A value is told at the line and column where an editor shows it, whatever letters, tabs and line
//! ends stand before it.

use std::sync::Arc;

use kepi::diagnostics::{At, Diagnostics, Origin, SourceMap, print};

use crate::mutated::Dice;

const COMMENTS: &[&str] = &[
    "",
    "# é",
    "# 年度报告 🙂",
    "# مرحبا",
    "\t# a\tb",
    "#",
    "# \u{301}e",
    "[group]",
    "[group.\"é\"]",
];
const INDENTS: &[&str] = &["", " ", "\t", "\t\t ", "    "];
const VALUES: &[&str] =
    &["\"a\"", "\"é \\\" 中\"", "'x\\y'", "\"\"", "\"\"\"a b\"\"\"", "\"\\u00e9\""];
const ENDS: &[&str] = &["\n", "\r\n"];

/// Line and column as an editor counts them, from the start of the text.
fn counted(text: &str, at: usize) -> (usize, usize) {
    let line = text[..at].matches('\n').count() + 1;
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    (line, text[start..at].chars().count() + 1)
}

#[test]
fn every_value_of_a_data_file_is_found_where_it_stands() {
    let mut dice = Dice::new(0);
    let mut seen = 0;
    for _ in 0..2_000 {
        let end = *dice.pick(ENDS);
        let (mut text, mut wanted, mut groups) = (String::new(), Vec::new(), 0);
        for line in 0..1 + dice.roll(12) {
            let above = *dice.pick(COMMENTS);
            // A group may stand only once.
            if above.starts_with('[') {
                groups += 1;
                text += &above.replace("group", &format!("group{groups}"));
            } else {
                text += above;
            }
            text += end;
            text += &format!(
                "{}k{line} {}={}",
                dice.pick(INDENTS),
                dice.pick(INDENTS),
                dice.pick(INDENTS)
            );
            let value = *dice.pick(VALUES);
            wanted.push((text.len(), value));
            text += value;
            text += *dice.pick(&["", " # é", "\t"]);
            text += end;
        }
        let mut sources = SourceMap::default();
        let file = sources.add("a.toml", Some(Arc::from(text.as_str())));
        let mut found = Diagnostics::new();
        let entries = kepi::load::plain::read(file, &text, &mut found);
        assert_eq!(found.len(), 0, "{text:?}");
        assert_eq!(entries.len(), wanted.len(), "{text:?}");
        let mut places: Vec<(usize, usize)> = Vec::new();
        for entry in &entries {
            let At::Range { start, end } = entry.texts[0].origin.at else { panic!("{entry:?}") };
            let value = &text[start as usize..end as usize];
            assert!(wanted.contains(&(start as usize, value)), "{value} of {text:?}");
            let place = sources.position(file, start).unwrap();
            assert_eq!((place.line, place.column), counted(&text, start as usize), "{text:?}");
            places.push((place.line, place.column));
            seen += 1;
        }
    }
    assert!(seen > 5_000, "{seen}");
}

/// All four formats name the same place, and the caret stands below it.
#[test]
fn the_formats_agree_on_a_place_behind_wide_letters_and_tabs() {
    for end in ENDS {
        let text = format!("# 年度{end}\tné = \"🙂 é\" # 中{end}");
        let mut sources = SourceMap::default();
        let file = sources.add("a.toml", Some(Arc::from(text.as_str())));
        let start = text.find('"').unwrap();
        let range = start..text.rfind('"').unwrap() + 1;
        let finding =
            kepi::diagnostics::Diagnostic::new(&kepi::diagnostics::codes::WRONG_TYPE, "a")
                .at(Origin::range(file, range));
        let printed = |print: &dyn Fn(&mut Vec<u8>) -> std::io::Result<()>| {
            let mut out = Vec::new();
            print(&mut out).unwrap();
            String::from_utf8(out).unwrap()
        };
        let found = std::slice::from_ref(&finding);
        let plain = print::plain(&finding, &sources);
        assert!(plain.contains("a.toml:2:7"), "{plain}");
        assert!(plain.contains("^^^^^"), "{plain}");
        let json: serde_json::Value =
            serde_json::from_str(&printed(&|out| print::json(out, found, &sources))).unwrap();
        let place = &json["diagnostics"][0]["place"];
        assert_eq!((&place["start"]["line"], &place["start"]["column"]), (&2.into(), &7.into()));
        assert_eq!((&place["end"]["line"], &place["end"]["column"]), (&2.into(), &12.into()));
        let sarif: serde_json::Value =
            serde_json::from_str(&printed(&|out| print::sarif(out, found, &sources, ""))).unwrap();
        let run = &sarif["runs"][0];
        assert_eq!(run["columnKind"], "unicodeCodePoints");
        let region = &run["results"][0]["locations"][0]["physicalLocation"]["region"];
        assert_eq!((&region["startLine"], &region["startColumn"]), (&2.into(), &7.into()));
        assert_eq!((&region["endLine"], &region["endColumn"]), (&2.into(), &12.into()));
        let github = printed(&|out| print::github(out, found, &sources, ""));
        assert!(github.contains("line=2") && github.contains("col=7"), "{github}");
    }
}
