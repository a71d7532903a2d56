//! Narratives made to break the reader: too large, too deep, with what must never reach a page.

use std::time::{Duration, Instant};

use super::prose::read;

fn codes(source: &str) -> Vec<&'static str> {
    let mut codes: Vec<&str> = read(source).found.iter().map(|one| one.code.name).collect();
    codes.dedup();
    codes
}

#[test]
fn ten_thousand_levels_are_a_message() {
    let deep: [(&str, String); 6] = [
        ("quotations", format!("{} text", ">".repeat(10_000))),
        ("lists", format!("{} text", "- ".repeat(10_000))),
        ("numbered lists", format!("{} text", "1. ".repeat(10_000))),
        ("emphasis", format!("{}c{}", "*a _b ".repeat(5_000), "_*".repeat(5_000))),
        ("links", format!("{}a{}", "![".repeat(10_000), "](a.png)".repeat(10_000))),
        (
            "quotations in lists",
            format!("{} text {{{{ value(id=\"a\") }}}}", "> - ".repeat(10_000)),
        ),
    ];
    for (what, source) in deep {
        let narrative = read(&source);
        let deep: Vec<&str> = narrative.found.iter().map(|one| one.code.name).collect();
        assert_eq!(deep.iter().filter(|name| **name == "too-deep").count(), 1, "{what}: {deep:?}");
        assert!(narrative.html().len() < 100_000, "{what}");
    }
}

#[test]
fn what_lies_less_deep_than_the_limit_is_shown() {
    let narrative = read(&format!("{}text", "> ".repeat(63)));
    assert_eq!(narrative.messages(), "");
    assert_eq!(narrative.html().matches("<blockquote>").count(), 63);
    assert_eq!(codes(&format!("{}text", "> ".repeat(64))), ["too-deep"]);
}

#[test]
fn a_narrative_of_more_than_a_megabyte_is_refused() {
    let narrative = read(&"A sentence. ".repeat(100_000));
    assert_eq!(narrative.found.len(), 1);
    assert_eq!(narrative.found[0].code.name, "file-too-large");
    assert_eq!(narrative.document.passages.len(), 0);
}

#[test]
fn a_file_of_nothing_but_mistakes_does_not_fill_the_memory() {
    let narrative = read(&"}} ".repeat(300_000));
    assert_eq!(narrative.found.len(), 1_001);
    assert_eq!(
        narrative.found.iter().filter(|one| one.code.name == "too-many-mistakes").count(),
        1
    );
}

#[test]
fn a_line_of_a_megabyte_is_read_like_any_other() {
    let line = |piece: &str| piece.repeat(1_000_000 / piece.len());
    let arguments: String = (0..100_000).map(|index| format!("a{index}=\"\",")).collect();
    let start = Instant::now();
    for source in [
        line("*^"),
        line("{{ "),
        line("{{\""),
        line("{% "),
        line("{value "),
        line("[^"),
        line("[a]("),
        line("\\{{"),
        line("9,"),
        line("٠ف"),
        line("## a\n"),
        format!("{{{{ value({arguments}) }}}}"),
    ] {
        read(&source).html();
    }
    assert!(start.elapsed() < Duration::from_secs(150), "{:?}", start.elapsed());
}

#[test]
fn no_markup_reaches_the_page_but_ours() {
    for (source, told) in [
        ("<script>alert(1)</script>", vec!["raw-html"]),
        ("a <b>b</b> c", vec!["raw-html"]),
        ("<!-- a comment -->", vec!["raw-html"]),
        ("<div>\n\ntext\n\n</div>", vec!["raw-html"]),
        ("[a](javascript:alert(1))", vec!["unsafe-link"]),
        ("[a](&#106;avascript:alert(1))", vec!["unsafe-link"]),
        ("[a](java&#9;script:alert(1))", vec!["unsafe-link"]),
        ("[a](java&#10;script:alert(1))", vec!["unsafe-link"]),
        ("[a](JaVaScRiPt:alert(1))", vec!["unsafe-link"]),
        ("[a](<javascript:alert(1)>)", vec!["unsafe-link"]),
        ("[a]( &#1;javascript:alert(1))", vec!["unsafe-link"]),
        ("[a](data:text/html,x)", vec!["unsafe-link"]),
        ("[a](vbscript:x)", vec!["unsafe-link"]),
        ("<javascript:alert(1)>", vec!["unsafe-link"]),
        ("[a][b]\n\n[b]: javascript:alert(1)", vec!["unsafe-link"]),
        ("[a](//evil.example/)", vec!["unsafe-link"]),
        ("[a](/\\evil.example/)", vec!["unsafe-link"]),
        ("![a](javascript:alert(1))", vec!["unsafe-link"]),
        ("![a](data:image/svg+xml,x)", vec!["unsafe-link"]),
        ("a \u{202E}b", vec!["hidden-character"]),
        ("a &#x202E;b", vec!["hidden-character"]),
        ("a \u{0}b", vec!["hidden-character"]),
        ("+++\ntitle = \"a \\u202E b\"\n+++\n", vec!["wrong-front-matter-value"]),
    ] {
        assert_eq!(codes(source), told, "{source}");
    }
    // Harmless, and shown as it is written.
    for (source, page) in [
        ("\\<script>alert(1)\\</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("`<script>`", "<p><code>&lt;script&gt;</code></p>\n"),
        ("a < b & \"c\" > 'd'", "<p>a &lt; b &amp; &quot;c&quot; &gt; &#39;d&#39;</p>\n"),
        (
            "```\" onload=\"x\n<b>\n```",
            "<pre tabindex=\"0\"><code class=\"language-&quot;\">&lt;b&gt;\n</code></pre>\n",
        ),
        (
            "[a](https://a.example/?a=\"&b='<c> \"t\\\"itle\")",
            "<p><a href=\"https://a.example/?a=&quot;&amp;b=&#39;&lt;c&gt;\" title=\"t&quot;itle\">a</a></p>\n",
        ),
        (
            "[a](<https://a.example/ \"&'> \"t\\\"i<t>le\")",
            "<p><a href=\"https://a.example/%20&quot;&amp;&#39;\" title=\"t&quot;i&lt;t&gt;le\">a</a></p>\n",
        ),
    ] {
        let narrative = read(source);
        assert_eq!(narrative.html(), page);
    }
}
