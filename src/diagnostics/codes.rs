//! Every diagnostic there is, with its severity and the text of `kepi explain`.

use super::Severity;

/// The kind of a diagnostic. Its name is part of the contract: scripts and CI rules quote it.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// Kebab words, as printed: `unknown-key`.
    pub name: &'static str,
    pub severity: Severity,
    /// What it means, in one or two sentences.
    pub what: &'static str,
    /// Why kepi insists.
    pub why: &'static str,
    /// What to type instead.
    pub example: &'static str,
}

macro_rules! codes {
    ($($id:ident = $name:literal, $severity:ident, what: $what:literal, why: $why:literal, example: $example:literal;)*) => {
        $(pub static $id: Code = Code {
            name: $name,
            severity: Severity::$severity,
            what: $what,
            why: $why,
            example: $example,
        };)*

        /// In order of name within each group below.
        pub static ALL: &[&Code] = &[$(&$id),*];
    };
}

codes! {
    FILE_UNREADABLE = "file-unreadable", Error,
        what: "A file of the project could not be read.",
        why: "A report must not be published with a part of it silently missing.",
        example: "Check the permissions of the file, and that it is a plain file.";

    // Narratives.
    DUPLICATE_ANCHOR = "duplicate-anchor", Error,
        what: "Two headings of a narrative have the same anchor.",
        why: "A link to it would lead to the first of them only.",
        example: "## Budget {#budget-2025}";
    DUPLICATE_ARGUMENT = "duplicate-argument", Error,
        what: "A directive is given the same argument twice.",
        why: "kepi does not guess which of the two is meant.",
        example: "{{ value(id=\"revenue.total.actual\") }}";
    DUPLICATE_FOOTNOTE = "duplicate-footnote", Error,
        what: "Two footnotes of a narrative have the same label.",
        why: "One of the two texts would be missing on the page.",
        example: "[^1]: The first text.\n\n[^2]: The second text.";
    EMPTY_HEADING = "empty-heading", Error,
        what: "A heading has no words.",
        why: "A screen reader announces a heading and then says nothing.",
        example: "## Results";
    EMPTY_LINK = "empty-link", Error,
        what: "A link has no words, or leads nowhere.",
        why: "A reader cannot see it, or cannot follow it.",
        example: "[the full report](https://example.org/report.pdf)";
    FILE_TOO_LARGE = "file-too-large", Error,
        what: "A file is larger than kepi reads.",
        why: "A file of this size is a mistake or an attack, and would slow every build.",
        example: "Split the narrative: one file may hold up to 5 MB.";
    FIRST_LEVEL_HEADING = "first-level-heading", Error,
        what: "A narrative has a heading of the first level.",
        why: "The title of the page is its only heading of the first level; a second one confuses readers who go from heading to heading.",
        example: "## Results";
    FRONT_MATTER_SYNTAX = "front-matter-syntax", Error,
        what: "The front matter of a narrative is not TOML between two lines of `+++` at the top.",
        why: "What is not understood would be printed on the page or silently lost.",
        example: "+++\ntitle = \"Annual results\"\n+++";
    HEADING_ATTRIBUTE = "heading-attribute", Error,
        what: "A heading carries classes or keys in its braces.",
        why: "The looks of a page belong to its theme; only an anchor belongs to the text.",
        example: "## Budget {#budget}";
    HIDDEN_CHARACTER = "hidden-character", Error,
        what: "A control character, or one that turns the direction of the text around it, stands in a narrative.",
        why: "Nobody sees it in the source, and it changes what the page shows.",
        example: "Delete the character; editors show it under \"show invisibles\".";
    MALFORMED_DIRECTIVE = "malformed-directive", Error,
        what: "A directive is not written as a call with named arguments in straight quotes.",
        why: "A half-understood directive would show a wrong figure, or its own source.",
        example: "{{ value(id=\"revenue.total.actual\", precision=\"1\") }}";
    MARKDOWN_PARSER_FAILED = "markdown-parser-failed", Error,
        what: "The Markdown parser broke down on a narrative.",
        why: "The fault is kepi's, but a page must not be published without its text.",
        example: "Find the place by removing half of the text at a time, rewrite it, and report it.";
    MISPLACED_DIRECTIVE = "misplaced-directive", Error,
        what: "A directive stands where it cannot be shown.",
        why: "A table or chart cannot stand in a sentence, nor a link in a link or an address.",
        example: "A sentence.\n\n{{ chart(id=\"pct-by-year\") }}\n\nAnother sentence.";
    MISPLACED_FOOTNOTE = "misplaced-footnote", Error,
        what: "The mark of a footnote stands in the words of a link.",
        why: "The mark is a link itself, and a link cannot hold another.",
        example: "[the full report](https://example.org/report.pdf)[^1]";
    MISSING_ALTERNATIVE_TEXT = "missing-alternative-text", Error,
        what: "A picture has no alternative text.",
        why: "Who cannot see the picture learns nothing from it.",
        example: "![A map of the 24 external offices](offices.png)";
    MISSING_ARGUMENT = "missing-argument", Error,
        what: "A directive lacks an argument that it needs.",
        why: "Without it nothing can be shown.",
        example: "{{ change(from=\"filings@2024\", to=\"filings@2025\") }}";
    RAW_HTML = "raw-html", Error,
        what: "A narrative contains HTML.",
        why: "HTML could break the page, its looks in other languages, or its safety.",
        example: "Write **bold** instead of <b>bold</b>; write `\\<` for the character.";
    RELATIVE_LINK = "relative-link", Error,
        what: "A link leads to a page of the site by its path.",
        why: "Paths depend on language and edition; kepi knows them, and says when the page is gone.",
        example: "{{ ref(id=\"er-1-1\", text=\"expected result 1.1\") }}";
    REMOTE_PICTURE = "remote-picture", Error,
        what: "A picture lies on another site.",
        why: "It may vanish or change, tells that site who reads the page, and is blocked by the page's own rules.",
        example: "![A map of the 24 external offices](offices.png)";
    SKIPPED_HEADING_LEVEL = "skipped-heading-level", Warning,
        what: "A heading is more than one level below the heading before it.",
        why: "Readers who go from heading to heading look for the one that is missing.",
        example: "## Results\n\n### Revenue";
    STRAY_BRACES = "stray-braces", Error,
        what: "Two closing braces stand without a directive before them.",
        why: "They are what is left of a broken directive.",
        example: "{{ value(id=\"revenue.total.actual\") }}, or `\\}}` for two braces in the text";
    TEMPLATE_SYNTAX = "template-syntax", Error,
        what: "A narrative contains the syntax of a template language.",
        why: "Narratives have no loops, conditions or comments; it would be printed as it stands.",
        example: "Use a directive such as {{ table(id=\"revenue\") }}; `\\{` writes a brace.";
    TOO_DEEP = "too-deep", Error,
        what: "Lists, quotations or emphases stand inside each other more than 64 levels deep.",
        why: "No reader can follow, and a hostile file could exhaust the machine.",
        example: "- a list\n  - in a list";
    TOO_MANY_MISTAKES = "too-many-mistakes", Error,
        what: "A narrative has more than 1,000 mistakes; only the first ones are told.",
        why: "A file that is no narrative at all would drown every other message.",
        example: "Mend the first ones and run kepi again.";
    UNAVAILABLE_DIRECTIVE = "unavailable-directive", Error,
        what: "A directive is known, but this version of kepi cannot show it yet.",
        why: "Its place on the page would stay empty.",
        example: "Leave it out, or use another directive.";
    UNCLOSED_DIRECTIVE = "unclosed-directive", Error,
        what: "The two opening braces of a directive are not closed on the same line.",
        why: "Where it ends can only be guessed.",
        example: "{{ value(id=\"revenue.total.actual\") }}, or `\\{{` for two braces in the text";
    UNCLOSED_FRONT_MATTER = "unclosed-front-matter", Error,
        what: "The front matter of a narrative has no closing line of `+++`.",
        why: "Where the text begins can only be guessed.",
        example: "+++\ntitle = \"Annual results\"\n+++";
    UNDEFINED_FOOTNOTE = "undefined-footnote", Error,
        what: "A sentence refers to a footnote that has no text.",
        why: "The reader would see the label in brackets and find nothing below.",
        example: "A sentence.[^1]\n\n[^1]: The text of the footnote.";
    UNDEFINED_LINK = "undefined-link", Error,
        what: "A link names an address that is given nowhere in the narrative.",
        why: "The reader would see the brackets and could not follow them.",
        example: "[words][report]\n\n[report]: https://example.org/report.pdf";
    UNKNOWN_ARGUMENT = "unknown-argument", Error,
        what: "A directive is given an argument that it does not take.",
        why: "It is a slip, and what it was meant to change would stay as it is.",
        example: "{{ value(id=\"revenue.total.actual\", precision=\"1\") }}";
    UNKNOWN_DIRECTIVE = "unknown-directive", Error,
        what: "Two braces hold a word that is no directive.",
        why: "The set of directives is closed; anything else would be printed as it stands.",
        example: "{{ value(id=\"revenue.total.actual\") }}";
    UNKNOWN_FRONT_MATTER_KEY = "unknown-front-matter-key", Error,
        what: "The front matter of a narrative has a key that kepi does not know.",
        why: "It is a slip, and what it was meant to say would be lost.",
        example: "+++\ntitle = \"Annual results\"\ndescription = \"What was planned and achieved.\"\n+++";
    UNSAFE_LINK = "unsafe-link", Error,
        what: "The address of a link could run code, or leads to different places in different browsers.",
        why: "A published page must not do anything to its reader.",
        example: "[the full report](https://example.org/report.pdf)";
    UNUSED_FOOTNOTE = "unused-footnote", Warning,
        what: "No sentence refers to a footnote.",
        why: "Its text does not appear on the page.",
        example: "A sentence.[^1]\n\n[^1]: The text of the footnote.";
    WRONG_ANCHOR = "wrong-anchor", Error,
        what: "The anchor of a heading has letters that an anchor cannot have, is reserved, or stands outside a heading.",
        why: "Anchors are public addresses: plain, and never those that pages use themselves.",
        example: "## Budget {#budget}";
    WRONG_ARGUMENT = "wrong-argument", Error,
        what: "The value of an argument is not one that the directive understands.",
        why: "A figure would be shown in another form than meant, or not at all.",
        example: "{{ value(id=\"revenue.total.actual\", scale=\"million\") }}";
    WRONG_FRONT_MATTER_VALUE = "wrong-front-matter-value", Error,
        what: "A value in the front matter of a narrative is not of the right kind.",
        why: "Titles and descriptions are shown as one line of text.",
        example: "title = \"Annual results\"";
}
