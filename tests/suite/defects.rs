//! Fifty different mistakes in the sample report at once: each is told, none is told twice, and the
//! site that was published before stays as it was.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::cli::run;
use crate::publish_scratch::{difference, tree, write};
use crate::sample::{built, copied, told};

/// One mistake, and what kepi must say about it.
struct Defect {
    code: &'static str,
    file: &'static str,
    how: How,
    /// Words of the line it is told at, which stand nowhere else in the file; none for the file as a
    /// whole.
    at: &'static str,
}

enum How {
    /// A slip in a file of the sample: the first place only.
    Replace(&'static str, &'static str),
    /// More at the end of a file of the sample.
    Append(&'static str),
    /// A file that the sample does not have.
    Add(&'static str),
    Bytes(&'static [u8]),
    #[cfg(unix)]
    Link(&'static str),
}

use How::{Add, Append, Bytes, Replace};

const fn defect(code: &'static str, file: &'static str, how: How, at: &'static str) -> Defect {
    Defect { code, file, how, at }
}

const DEFECTS: &[Defect] = &[
    // Data files of the sample.
    defect(
        "unknown-language",
        "content/site.toml",
        Replace("default_language = \"en\"", "default_language = \"eng\""),
        "default_language",
    ),
    defect(
        "invalid-url",
        "content/site.toml",
        Replace("base_url = \"https://", "base_url = \"www."),
        "base_url",
    ),
    defect(
        "unknown-word",
        "content/series/madrid.toml",
        Replace("kind = \"flow\"", "kind = \"flows\""),
        "kind = \"flows\"",
    ),
    defect(
        "wrong-type",
        "content/series/hague.toml",
        Replace("every = \"year\"", "every = [\"year\"]"),
        "every = [",
    ),
    defect(
        "formatted-number",
        "content/series/pct.toml",
        Replace("2021 = 277178", "2021 = \"277,178\""),
        "277,178",
    ),
    defect(
        "toml-syntax",
        "content/vocabulary/regions.toml",
        Append("\n[term.x]\nname = no quotes\n"),
        "no quotes",
    ),
    defect(
        "unknown-key",
        "content/editions/2024-25/results/er-1-1.toml",
        Replace("[kpi.web-visitors.measure.", "colour = \"blue\"\n\n[kpi.web-visitors.measure."),
        "colour",
    ),
    defect(
        "unknown-reference",
        "content/editions/2024-25/results/er-2-2.toml",
        Replace("node = \"er-2-2\"", "node = \"er-2-22\""),
        "er-2-22",
    ),
    defect(
        "unknown-reference",
        "content/editions/2024-25/finance/revenue.toml",
        Replace("parent = \"fees-heading\"", "parent = \"fee-heading\""),
        "\"fee-heading\"",
    ),
    defect(
        "missing-cell",
        "content/editions/2024-25/filings/demand.toml",
        Append(
            "\n[table.d1]\ntitle = \"D\"\nunit = \"applications\"\nsource = \"wpr-2024-25\"\ncolumn.a = { label = \"A\" }\ncolumn.b = { label = \"B\" }\nrow.r = { label = \"R\", values = { a = 1 } }\n",
        ),
        "row.r =",
    ),
    defect(
        "duplicate-id",
        "content/editions/2024-25/notes.toml",
        Append("\n[note.rounding]\ntext = \"Again\"\n"),
        "[note.rounding]",
    ),
    // Data files of an author.
    defect(
        "missing-key",
        "content/editions/2024-25/more/kpi.toml",
        Add(
            "[kpi.d2]\nnode = \"er-1-1\"\ntitle = \"D\"\nbetter = \"higher\"\nsource = \"wpr-2024-25\"\nmeasure.all = { target = { at_least = 1 }, actual = 2 }\n",
        ),
        "[kpi.d2]",
    ),
    defect(
        "target-unclear",
        "content/editions/2024-25/more/targets.toml",
        Add(
            "[kpi.d3]\nnode = \"er-1-1\"\ntitle = \"D\"\nunit = \"visitors\"\nbetter = \"higher\"\nsource = \"wpr-2024-25\"\nmeasure.all = { target = { at_least = 1, at_most = 2 }, actual = 2, rating = \"full\" }\n",
        ),
        "at_most",
    ),
    defect(
        "invalid-id",
        "content/editions/2024-25/more/ids.toml",
        Add("[note.Two_Words]\ntext = \"D\"\n"),
        "Two_Words",
    ),
    defect(
        "invalid-tag",
        "content/editions/2024-25/more/tags.toml",
        Add("[note.d4]\ntext.english = \"D\"\n"),
        "english",
    ),
    defect(
        "unknown-language",
        "content/editions/2024-25/more/languages.toml",
        Add("[note.d5]\ntext.en = \"D\"\ntext.de = \"D\"\n"),
        "text.de",
    ),
    defect(
        "two-names",
        "content/editions/2024-25/more/names.toml",
        Add(
            "[table.d6]\ntitle = \"D\"\nunit = \"applications\"\nsource = \"wpr-2024-25\"\ncolumn.a = { label = \"A\" }\n\n[table.d6.row.r]\nlabel = \"R\"\nsubject = \"total\"\nvalues = { a = 1 }\n",
        ),
        "[table.d6.row.r]",
    ),
    defect(
        "two-formulas",
        "content/editions/2024-25/more/formulas.toml",
        Add(
            "[table.d7]\ntitle = \"D\"\nunit = \"applications\"\nsource = \"wpr-2024-25\"\ncolumn.a = { label = \"A\" }\ncolumn.b = { label = \"B\", total = [\"a\"], ratio = \"a\", of = \"a\" }\nrow.r = { label = \"R\", values = { a = 1 } }\n",
        ),
        "column.b",
    ),
    defect(
        "circle",
        "content/editions/2024-25/more/circle.toml",
        Add(
            "[table.d8]\ntitle = \"D\"\nunit = \"applications\"\nsource = \"wpr-2024-25\"\ncolumn.a = { label = \"A\" }\nrow.r = { label = \"R\", parent = \"s\", values = { a = 1 } }\nrow.s = { label = \"S\", parent = \"r\", values = { a = 1 } }\n",
        ),
        "row.r",
    ),
    defect(
        "no-value",
        "content/editions/2024-25/more/nothing.toml",
        Add(
            "[series.d9]\ntitle = \"D\"\nunit = \"applications\"\nkind = \"flow\"\nevery = \"year\"\nsource = \"wpr-2024-25\"\n[series.d9.points]\n2024 = 1\n2025 = { status = \"estimated\" }\n",
        ),
        "estimated",
    ),
    defect(
        "out-of-range",
        "content/vocabulary/more.toml",
        Add("[unit.d10]\nkind = \"count\"\nname = \"D\"\nscale = 12\n"),
        "scale = 12",
    ),
    defect(
        "stray-character",
        "content/editions/2024-25/more/stray.toml",
        Add("[note.d11]\ntext = \"turned \u{202e}around\"\n"),
        "turned",
    ),
    defect(
        "unknown-reference",
        "content/editions/2024-25/more/figures.toml",
        Add("[figure.d12]\ntype = \"columns\"\ndata = \"revenue-of-1990\"\ntitle = \"D\"\n"),
        "revenue-of-1990",
    ),
    defect(
        "figure-data",
        "content/editions/2024-25/more/figure-data.toml",
        Add("[figure.d13]\ntype = \"rating-bars\"\ndata = \"filing-rate\"\ntitle = \"D\"\n"),
        "filing-rate",
    ),
    defect("no-edition", "content/editions/1999/notes.toml", Add("[note.d14]\ntext = \"D\"\n"), ""),
    // Files.
    defect(
        "not-utf8",
        "content/editions/2024-25/more/latin.toml",
        Bytes(b"# one\n# enqu\xeate\n"),
        "# enqu",
    ),
    defect("misplaced-file", "content/editions/2024-25/budget.doc", Add("D"), ""),
    defect("narrative-name", "content/pages/defect.md", Add("D"), ""),
    #[cfg(unix)]
    defect("symlink", "content/editions/2024-25/more/link.toml", How::Link("kpi.toml"), ""),
    // Pages.
    defect("reserved-name", "content/pages/data.en.md", Add("D"), ""),
    defect("address-taken", "content/pages/2024-25.en.md", Add("D"), ""),
    defect("unknown-page", "content/editions/2024-25/narrative/er-9-9.en.md", Add("D"), ""),
    // The theme.
    defect(
        "template",
        "themes/default/templates/sources.html",
        Add(
            "{% extends \"base.html\" %}\n{% block content %}\n{{ page.content.nothing }}\n{% endblock content %}\n",
        ),
        "nothing",
    ),
    defect(
        "unknown-reference",
        "themes/default/theme.toml",
        Add("styles = [\n    \"tokens.css\",\n    \"baze.css\",\n]\n"),
        "baze.css",
    ),
    defect("wrong-type", "themes/default/strings/fr.toml", Add("[page]\nskip = 5\n"), "skip"),
    // Narratives.
    defect(
        "unknown-directive",
        "content/pages/d20.en.md",
        Add("A.\n\nSee {{ vlaue(id=\"x\") }}.\n"),
        "vlaue",
    ),
    defect(
        "malformed-directive",
        "content/pages/d21.en.md",
        Add("See {{ value(id=x) }}.\n"),
        "id=x",
    ),
    defect(
        "unclosed-directive",
        "content/pages/d22.en.md",
        Add("See {{ value(id=\"x\").\n"),
        "value",
    ),
    defect(
        "unknown-argument",
        "content/pages/d23.en.md",
        Add("{{ ref(id=\"sources\", txt=\"a\") }}\n"),
        "txt",
    ),
    defect(
        "reference-kind",
        "content/pages/d24.en.md",
        Add("{{ value(id=\"2024-25/revenue\") }}\n"),
        "revenue",
    ),
    defect(
        "unknown-reference",
        "content/pages/d25.en.md",
        Add("{{ value(id=\"2024-25/demand.totl.actual\") }}\n"),
        "totl",
    ),
    defect("raw-html", "content/pages/d26.en.md", Add("One <b>word</b>.\n"), "<b>"),
    defect("unsafe-link", "content/pages/d27.en.md", Add("[a](javascript:b)\n"), "javascript"),
    defect("relative-link", "content/pages/d28.en.md", Add("[a](../about/)\n"), "../about"),
    defect("dead-link", "content/pages/d29.en.md", Add("A.\n\n[a](#nowhere)\n"), "nowhere"),
    defect("dead-link", "content/pages/d30.en.md", Add("[a](annex.pdf)\n"), "annex.pdf"),
    defect(
        "empty-link",
        "content/pages/d31.en.md",
        Add("A.\n\n[](https://example.org/)\n"),
        "example.org",
    ),
    defect("undefined-footnote", "content/pages/d32.en.md", Add("A.[^1]\n"), "[^1]"),
    defect("first-level-heading", "content/pages/d33.en.md", Add("A.\n\n# B\n\nC.\n"), "# B"),
    defect(
        "unknown-front-matter-key",
        "content/pages/d34.en.md",
        Add("+++\ntitel = \"A\"\n+++\n\nB.\n"),
        "titel",
    ),
    defect(
        "hidden-character",
        "content/pages/d36.en.md",
        Add("A.\n\nAn invoice\u{202e} of 2025.\n"),
        "invoice",
    ),
    defect(
        "duplicate-anchor-on-page",
        "content/pages/d35.en.md",
        Add(
            "{{ table(id=\"2024-25/demand\") }}\n\nAgain, for the second time:\n\n {{ table(id=\"2024-25/demand\") }}\n",
        ),
        " {{ table",
    ),
];

/// Words of one defect's file → the number of their line.
fn line_of(project: &Path, defect: &Defect) -> usize {
    if defect.at.is_empty() {
        return 0;
    }
    let bytes = fs::read(project.join(defect.file)).unwrap();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let places: Vec<usize> = text.match_indices(defect.at).map(|(at, _)| at).collect();
    assert_eq!(places.len(), 1, "`{}` in {}", defect.at, defect.file);
    text[..places[0]].matches('\n').count() + 1
}

fn plant(project: &Path, defect: &Defect) {
    let path = project.join(defect.file);
    match defect.how {
        Replace(right, wrong) => {
            let text = fs::read_to_string(&path).unwrap();
            assert!(text.contains(right), "{} has no `{right}`", defect.file);
            fs::write(&path, text.replacen(right, wrong, 1)).unwrap();
        }
        Append(text) => {
            let before = fs::read_to_string(&path).unwrap();
            fs::write(&path, before + text).unwrap();
        }
        Add(text) => {
            assert!(!path.exists(), "the sample has {}", defect.file);
            write(&path, text);
        }
        Bytes(bytes) => write(&path, bytes),
        #[cfg(unix)]
        How::Link(target) => std::os::unix::fs::symlink(target, &path).unwrap(),
    }
}

#[test]
fn fifty_mistakes_are_told_at_once_and_change_nothing() {
    assert!(DEFECTS.len() >= 50, "{}", DEFECTS.len());
    let output = &built().output;
    let before = tree(output);
    let project = copied("defects");
    for defect in DEFECTS {
        plant(&project, defect);
    }
    let expected: BTreeSet<(String, usize, String)> = DEFECTS
        .iter()
        .map(|defect| (defect.file.to_owned(), line_of(&project, defect), defect.code.to_owned()))
        .collect();
    assert_eq!(expected.len(), DEFECTS.len(), "each stands on a line of its own");

    let into = ["--output", output.to_str().unwrap()];
    let said = run(&project, &[&["build", "--format", "json"][..], &into].concat());
    assert_eq!(said.status, Some(1), "{}", said.err);
    let errors: Vec<_> =
        told(&said.out).into_iter().filter(|told| told.severity == "error").collect();
    let found: BTreeSet<(String, usize, String)> =
        errors.iter().map(|told| (told.path.clone(), told.line, told.code.clone())).collect();
    let missed: Vec<_> = expected.difference(&found).collect();
    let more: Vec<_> = errors
        .iter()
        .filter(|told| !expected.contains(&(told.path.clone(), told.line, told.code.clone())))
        .collect();
    assert!(missed.is_empty() && more.is_empty(), "missed: {missed:#?}\ntold as well: {more:#?}");
    assert_eq!(errors.len(), DEFECTS.len(), "each is told once");
    assert_eq!(difference(&before, &tree(output)), BTreeSet::new());
    assert_eq!(crate::publish_scratch::beside(output.parent().unwrap()), Vec::<String>::new());
}
