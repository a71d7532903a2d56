//! Every way to get a directive wrong is told, with the caret at the right place and nothing else.

use super::prose::read;

/// Code of the message, and a narrative in which `‸` shows where the caret must stand.
const MALFORMED: &[(&str, &str)] = &[
    // The name.
    ("unknown-directive", "Revenue was ‸{{ valu(id=\"a\") }} in 2025."),
    ("unknown-directive", "Revenue was ‸{{ Value(id=\"a\") }}."),
    ("unknown-directive", "## Heading ‸{{ figure(id=\"a\") }}"),
    ("unknown-directive", "‸{{ значение(id=\"a\") }}"),
    ("malformed-directive", "‸{{ }}"),
    ("malformed-directive", "a ‸{{}} b"),
    ("malformed-directive", "‸{{ \"revenue\" }}"),
    ("malformed-directive", "‸{{ (id=\"a\") }}"),
    ("malformed-directive", "收入‸{{ .value(id=\"a\") }}。"),
    // The brackets.
    ("malformed-directive", "It was ‸{{value}} million."),
    ("malformed-directive", "It was ‸{{ value }} million."),
    ("malformed-directive", "‸{{ value id=\"a\" }}"),
    ("malformed-directive", "‸{{ value(id=\"a\" }}"),
    ("malformed-directive", "‸{{ value(id=\"a\", }}"),
    ("malformed-directive", "‸{{ value( }}"),
    ("malformed-directive", "‸{{ value(id=\"a\")) }}"),
    ("malformed-directive", "‸{{ value(id=\"a\") | round }}"),
    ("malformed-directive", "‸{{ value(id=\"a\") value(id=\"b\") }}"),
    ("malformed-directive", "‸{{ value[id=\"a\"] }}"),
    // The arguments.
    ("malformed-directive", "‸{{ value(\"a\") }}"),
    ("malformed-directive", "‸{{ value(id) }}"),
    ("malformed-directive", "‸{{ value(id=) }}"),
    ("malformed-directive", "‸{{ value(id=a) }}"),
    ("malformed-directive", "‸{{ value(id=\"a) }}"),
    ("malformed-directive", "‸{{ value(id='a') }}"),
    ("malformed-directive", "‸{{ value(id=“a”) }}"),
    ("malformed-directive", "‸{{ value(id=«a») }}"),
    ("malformed-directive", "‸{{ value(id:\"a\") }}"),
    ("malformed-directive", "‸{{ value(id=\"a\" precision=\"1\") }}"),
    ("malformed-directive", "‸{{ value(id=\"a\",, precision=\"1\") }}"),
    ("malformed-directive", "‸{{ value(id=\"a\",) }}"),
    ("malformed-directive", "‸{{ value(,id=\"a\") }}"),
    ("malformed-directive", "‸{{ ref(id=\"a\", text=\"the \"best\" one\") }}"),
    ("unknown-argument", "{{ value(‸ids=\"a\", id=\"a\") }}"),
    ("unknown-argument", "> {{ value(id=\"a\", ‸decimals=\"1\") }}"),
    ("missing-argument", "‸{{ value() }}"),
    ("missing-argument", "- ‸{{ change(from=\"a\") }}"),
    ("missing-argument", "‸{{ share(in=\"a\") }}"),
    ("duplicate-argument", "{{ value(id=\"a\", ‸id=\"b\") }}"),
    ("duplicate-argument", "{{ value(id=\"a@2025\", period=\"‸2024\") }}"),
    // The values.
    ("wrong-argument", "{{ value(id=\"‸\") }}"),
    ("wrong-argument", "{{ value(id=\"‸Revenue\") }}"),
    ("wrong-argument", "{{ value(id=\"‸revenue total\") }}"),
    ("wrong-argument", "{{ value(id=\"‸a.b.c.d\") }}"),
    ("wrong-argument", "{{ value(id=\"‸a..b\") }}"),
    ("wrong-argument", "{{ value(id=\"‸a_b\") }} and _so_ on"),
    ("wrong-argument", "{{ value(id=\"‸a@\") }}"),
    ("wrong-argument", "{{ value(id=\"‸2020-21/\") }}"),
    ("wrong-argument", "{{ value(id=\"a\", precision=\"‸two\") }}"),
    ("wrong-argument", "{{ value(id=\"a\", precision=\"‸10\") }}"),
    ("wrong-argument", "{{ value(id=\"a\", precision=\"‸-1\") }}"),
    ("wrong-argument", "{{ value(id=\"a\", precision=\"‸+1\") }}"),
    ("wrong-argument", "{{ value(id=\"a\", scale=\"‸milion\") }}"),
    ("wrong-argument", "{{ value(id=\"a\", sign=\"‸never\") }}"),
    ("wrong-argument", "{{ value(id=\"a\", period=\"‸last year\") }}"),
    ("wrong-argument", "{{ change(from=\"a\", to=\"b\", as=\"‸percentage\") }}"),
    ("wrong-argument", "{{ ref(id=\"a\", text=\"‸ \") }}"),
    // The braces.
    ("unclosed-directive", "It was ‸{{ value(id=\"a\")."),
    ("unclosed-directive", "It was ‸{{ value(id=\"a\") }."),
    ("unclosed-directive", "It was ‸{{ value(id=\"a\") and {{ value(id=\"b\") }}."),
    ("unclosed-directive", "It was ‸{{ value(\nid=\"a\") }}."),
    ("unclosed-directive", "- It was ‸{{ value(id=\"a\",\n  precision=\"1\") }}."),
    ("unclosed-directive", "It was ‸{{ value(id=\"`a`\") }}."),
    ("unclosed-directive", "‸{{"),
    ("stray-braces", "It was value(id=\"a\") ‸}}."),
    ("stray-braces", "{{ value(id=\"a\") }} and ‸}}"),
    ("malformed-directive", "It was ‸{{{ value(id=\"a\") }}}."),
    ("malformed-directive", "It was ‸{ value(id=\"a\") }."),
    ("malformed-directive", "It was ‸{value}."),
    ("malformed-directive", "It was ‸{ value(id=\"a\") }}."),
    // Other languages.
    ("template-syntax", "‸{% if revenue %}"),
    ("template-syntax", "It was ‸{%- if revenue -%} high."),
    ("template-syntax", "‸{# a comment #}"),
    ("template-syntax", "‸{{< figure src=\"a\" >}}"),
    ("template-syntax", "‸{{% figure %}}"),
    ("template-syntax", "‸{{#each rows}}"),
    ("template-syntax", "‸{{/each}}"),
    // The place.
    ("misplaced-directive", "See ‸{{ chart(id=\"a\") }} for more."),
    ("misplaced-directive", "‸{{ chart(id=\"a\") }}."),
    ("misplaced-directive", "**‸{{ table(id=\"a\") }}**"),
    ("misplaced-directive", "## ‸{{ kpi(id=\"a\") }}"),
    ("misplaced-directive", "| a |\n|---|\n| ‸{{ table(id=\"a\") }} |"),
    ("misplaced-directive", "- text\n  ‸{{ chart(id=\"a\") }}"),
    ("misplaced-directive", "[a link](https://example.org/‸{{ value(id=\"a\") }})"),
    ("misplaced-directive", "[a link](https://example.org/ \"‸{{ value(id=\"a\") }}\")"),
    ("misplaced-directive", "[see ‸{{ ref(id=\"a\") }}](https://example.org/)"),
    ("misplaced-directive", "[so ‸{{ note(id=\"a\") }} far](https://example.org/)"),
    ("misplaced-directive", "![a map of ‸{{ value(id=\"a\") }} offices](map.png)"),
    ("misplaced-directive", "[a]: https://example.org/‸{{ value(id=\"a\") }}"),
    ("misplaced-directive", "Text\n\n    ‸{{ chart(id=\"a\") }}"),
];

#[test]
fn every_malformed_directive_is_told_once_at_its_place() {
    let mut wrong = Vec::new();
    for (code, marked) in MALFORMED {
        // Below some text, so that lines count, and in a letter of several bytes, so that columns do.
        let marked = format!("## Büro\n\n{marked}\n\n至此。\n");
        let (before, behind) = marked.split_once('‸').expect("the caret is marked");
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        let narrative = read(&format!("{before}{behind}"));
        let told: Vec<String> = narrative
            .found
            .iter()
            .map(|one| {
                let place = one.origin.map(|origin| narrative.place(origin));
                format!("{} {}", one.code.name, place.unwrap_or_default())
            })
            .collect();
        if told != [format!("{code} {line}:{column}")] {
            wrong.push(format!("{marked}expected {code} {line}:{column}, told {told:?}\n"));
        }
        assert!(narrative.found.iter().all(|one| !one.help.is_empty()), "a remedy for {marked}");
        // Nothing that looks like a directive reaches the page; only code shows it.
        let page = narrative.html();
        if page.contains("{{") && !page.contains("<pre") {
            wrong.push(format!("{marked}on the page: {page}\n"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A narrative, and what its directives look like on the page.
const WELL_FORMED: &[(&str, &str)] = &[
    ("It was {{value(id=\"a\")}}.", "<p>It was <data>value id=a</data>.</p>"),
    (
        "{{ value ( id = \"2020-21/a.b.c@2024/25\" , precision = \"0\" ) }}",
        "<p><data>value id=2020-21/a.b.c@2024/25 precision=0</data></p>",
    ),
    ("**{{ value(id=\"a\") }}**", "<p><strong><data>value id=a</data></strong></p>"),
    ("在**{{ value(id=\"a\") }}**年", "<p>在<strong><data>value id=a</data></strong>年</p>"),
    ("*x {{ note(id=\"a\") }}*", "<p><em>x <sup>note id=a</sup></em></p>"),
    (
        "| a {{ note(id=\"n\") }} | b |\n|---|---|\n| {{ ref(id=\"a\", text=\"x | y\") }} | 1 |",
        "<th scope=\"row\"><a href=\"../a/index.html\">x | y</a></th>",
    ),
    (
        "[{{ value(id=\"a\") }} filings](https://example.org/)",
        "<p><a href=\"https://example.org/\"><data class=\"in-link\">value id=a</data> filings</a></p>",
    ),
    (
        "{{ ref(id=\"a\", text=\"*no* _em_ [l](m) <b> &amp; }} \\\\ end\") }}",
        "<p><a href=\"../a/index.html\">*no* _em_ [l](m) &lt;b&gt; &amp;amp; }} \\\\ end</a></p>",
    ),
    ("{{ ref(id=\"a\") }}", "<p><a href=\"../a/index.html\">&lt;a&gt;</a></p>"),
    ("1. {{ kpi(id=\"a\") }}", "<ol>\n<li>\n<figure>kpi id=a</figure>\n</li>\n</ol>"),
    ("> {{ chart(id=\"a\") }}", "<blockquote>\n<figure>chart id=a</figure>\n</blockquote>"),
    ("  {{ table(id=\"a\") }}  \n\ntext", "<figure>table id=a</figure>\n<p>text</p>"),
    ("a <{{ value(id=\"a\") }} and b>c", "<p>a &lt;<data>value id=a</data> and b&gt;c</p>"),
    ("\\\\{{ value(id=\"a\") }}", "<p>\\<data>value id=a</data></p>"),
    // Text, not directives.
    (
        "`{{ value }}` and `{% if %}` and `}}`",
        "<p><code>{{ value }}</code> and <code>{% if %}</code> and <code>}}</code></p>",
    ),
    ("`{{` opens, `}}` closes", "<p><code>{{</code> opens, <code>}}</code> closes</p>"),
    ("`` {{ `a` }} ``", "<p><code>{{ `a` }}</code></p>"),
    (
        "```\n{{ value(id=\"a\") }}\n{% x %} {value}\n```",
        "<code>{{ value(id=&quot;a&quot;) }}\n{% x %} {value}\n</code>",
    ),
    ("`a {{ x }}\n{{ y }} b`", "<p><code>a {{ x }} {{ y }} b</code></p>"),
    ("Write \\{{ value(id=\"a\") }} so.", "<p>Write {{ value(id=&quot;a&quot;) }} so.</p>"),
    ("\\{{ and \\}} and \\{% and \\{value}", "<p>{{ and }} and {% and {value}</p>"),
    ("\\{\\{ a \\}\\}", "<p>{{ a }}</p>"),
    ("&#123;&#123; a", "<p>{{ a</p>"),
    ("A set {1, 2} and {values} and {a}", "<p>A set {1, 2} and {values} and {a}</p>"),
];

#[test]
fn directives_work_wherever_words_stand() {
    for (source, expected) in WELL_FORMED {
        let narrative = read(source);
        assert_eq!(narrative.messages(), "", "{source}");
        let page = narrative.html();
        assert!(page.contains(expected), "{source}\nexpected {expected}\nbecame   {page}");
    }
}

#[test]
fn all_mistakes_of_a_directive_are_told_at_once() {
    let narrative =
        read("{{ value(ids=\"a\", scale=\"big\", precision=\"x\") }}\n\n{{ x() }} }} {%");
    assert_eq!(
        narrative.found.iter().map(|one| one.code.name).collect::<Vec<_>>(),
        [
            "missing-argument",
            "unknown-argument",
            "wrong-argument",
            "wrong-argument",
            "unknown-directive",
            "stray-braces",
            "template-syntax",
        ]
    );
}
