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

        /// All of them.
        pub static ALL: &[&Code] = &[$(&$id),*];
    };
}

codes! {
    // Files.
    CASE_COLLISION = "case-collision", Error,
        what: "Two files differ only in the case of their names.",
        why: "On many systems they are the same file, so one of them would be lost in a copy of the project.",
        example: "Rename one of `Overview.en.md` and `overview.en.md`.";
    FILE_TOO_LARGE = "file-too-large", Error,
        what: "A file is larger than kepi reads: 16 MB for TOML, 1 MB for a narrative, 50 MB for anything else.",
        why: "A file that large is nearly always an accident, and would stall the build of everyone.",
        example: "Split the file into several; records may stand in any file of their edition.";
    FILE_UNREADABLE = "file-unreadable", Error,
        what: "A file of the project could not be read.",
        why: "A report must not be published with a part of it silently missing.",
        example: "Give the file the permission to be read; put a file in the place of a pipe or device.";
    FOLDER_TOO_DEEP = "folder-too-deep", Error,
        what: "A folder stands deeper than a report needs.",
        why: "It is usually a folder that was copied into itself.",
        example: "Move its files up.";
    MISPLACED_FILE = "misplaced-file", Error,
        what: "A file stands where no file of its kind belongs.",
        why: "It would silently be no part of the report.",
        example: "A narrative belongs into `content/editions/2024-25/narrative/overview.en.md`.";
    NARRATIVE_NAME = "narrative-name", Error,
        what: "The name of a Markdown file does not say which page and language it is.",
        why: "The name is how a narrative finds its page.",
        example: "`overview.en.md`: the id of the page, the language, `md`.";
    UNSAFE_NAME = "unsafe-name", Error,
        what: "A picture or paper has a name that cannot stand in an address, or not on every system.",
        why: "Files keep their names on the site, which is copied to servers and unpacked on other systems; a name that reads otherwise than it is written deceives.",
        example: "Rename `plan #2.pdf` to `plan-2.pdf`.";
    UNSAFE_DRAWING = "unsafe-drawing", Error,
        what: "An SVG file holds a script, or loads or leads to something outside of it.",
        why: "Whoever opens the file by its address would run the script in the name of your site.",
        example: "Save the drawing as plain SVG; let the sentence around it have the link.";
    NOT_UTF8 = "not-utf8", Error,
        what: "A text file holds a byte that fits no character in UTF-8.",
        why: "Its letters would come out garbled on the page.",
        example: "Save the file as UTF-8; in Excel and old editors that is a choice when saving.";
    SYMLINK = "symlink", Error,
        what: "A link to another file or folder stands in the project.",
        why: "A report must be whole wherever its folder is copied, and must not read what lies outside it.",
        example: "Put the file itself in the place of the link.";
    DATA_CELL = "data-cell", Error,
        what: "A cell of a CSV file or workbook holds something that is no number: words, a date, an error of a formula, or a formula without a result.",
        why: "A number that is guessed from it would be published as if it were the organization's.",
        example: "A plain number, or a word for why there is none: `nil`, `not-available`.";
    DATA_FILE = "data-file", Error,
        what: "The file that a table or series takes its numbers from is not there, has no such sheet, or cannot be read.",
        why: "The record would be published without its numbers.",
        example: "`data = { file = \"offices.csv\", … }`, with `offices.csv` in the same folder.";
    DATA_HEADER = "data-header", Error,
        what: "A column of a CSV file or workbook is named that is not there or is there twice, or is there and named by nothing.",
        why: "Numbers are found by their headers: a wrong one would take the numbers of another column, and one that nobody named would be left out in silence.",
        example: "`columns = { y2025 = \"2025\" }`, and `ignore = [\"Remarks\"]` for what is not shown.";
    DATA_ROW = "data-row", Error,
        what: "A row of a CSV file or workbook has no id or period, the same one as another row, or a value that is typed in the TOML file as well.",
        why: "Nobody would know which of two numbers is published, or of what.",
        example: "One row for each id; `last = 14` where remarks stand below the numbers.";
    // The text of data files.
    CIRCLE = "circle", Error,
        what: "A row, a node or a unit of work stands below itself; an edition comes before itself, a KPI continues itself, or a column is computed of itself.",
        why: "It has no place in the tree, or in time, or no number to begin with.",
        example: "Give it another `parent`, or none; `previous` and `continues` name what is earlier.";
    DUPLICATE_ID = "duplicate-id", Error,
        what: "Two records have the same id.",
        why: "An id is the public address of one record, and what prose refers to.",
        example: "Rename `[kpi.visitors]` to `[kpi.web-visitors]` in one of the two places.";
    FORMATTED_NUMBER = "formatted-number", Error,
        what: "A number is typed with separators, a percent sign, brackets or spaces.",
        why: "kepi formats each number for each language; it cannot know whether `1.234` is one or a thousand.",
        example: "`1234567`, `-18.0`, `27`: the unit says what it counts.";
    INVALID_ID = "invalid-id", Error,
        what: "An id has other characters than lowercase letters, digits and hyphens.",
        why: "Ids are part of public addresses, and must work on every host.",
        example: "`er-1-1`; the code that readers know stands in `code = \"1.1\"`.";
    INVALID_TAG = "invalid-tag", Error,
        what: "A language tag is not spelled as BCP 47 spells it.",
        why: "Browsers, screen readers and search engines know languages by their tags.",
        example: "`en`, `zh`, `pt-BR`, `sr-Latn`.";
    INVALID_URL = "invalid-url", Error,
        what: "An address is not one that a browser could open.",
        why: "It would be a dead link on every page.",
        example: "`base_url = \"https://example.org/reports/\"`.";
    MISSING_CELL = "missing-cell", Error,
        what: "A row has no value for a column that is not computed.",
        why: "An empty cell says nothing: the value may be zero, unknown, or forgotten.",
        example: "`values = { estimate = \"nil\", actual = 0.2 }`.";
    MISSING_KEY = "missing-key", Error,
        what: "A record lacks something that it cannot be published without.",
        why: "Half a record would be published as if it were whole.",
        example: "Add the key that the message names.";
    NO_EDITION = "no-edition", Error,
        what: "An edition's folder has no `[edition]` table.",
        why: "Without its title, period and status nothing in it can be placed.",
        example: "`[edition]` in `content/editions/2024-25/edition.toml` with `title.en`, `period` and `status`.";
    NO_LANGUAGE = "no-language", Error,
        what: "The site lists no language.",
        why: "There would be no page to publish.",
        example: "`languages = [\"en\", \"fr\"]`.";
    NO_SITE = "no-site", Error,
        what: "The project has no `content/site.toml`.",
        why: "It says who reports and in which languages.",
        example: "`kepi new my-report` makes a small report to start from.";
    NO_VALUE = "no-value", Error,
        what: "A value gives neither a number nor words, or both.",
        why: "The reader would see an empty cell.",
        example: "`{ value = 275900, status = \"estimated\" }` or `{ text.en = \"No disruption\" }`.";
    OUT_OF_RANGE = "out-of-range", Error,
        what: "A number is outside of what makes sense for its key.",
        why: "It is a slip that would spoil every figure that uses it.",
        example: "`scale = 1000000`, `decimals = 1`.";
    STRAY_CHARACTER = "stray-character", Error,
        what: "A text holds a control, private-use or direction-override character.",
        why: "It is invisible in an editor, but may hide, garble or reverse what readers see.",
        example: "Delete it; it often comes along when text is copied from a PDF.";
    STRING_TOO_LONG = "string-too-long", Error,
        what: "A text in a data file is longer than a million bytes.",
        why: "It is an accident, or belongs into a narrative.",
        example: "Move it to `narrative/<id>.<tag>.md`.";
    TARGET_UNCLEAR = "target-unclear", Error,
        what: "A target promises nothing, or several things at once.",
        why: "Nobody could say whether it was met.",
        example: "`target = { at_least = 85 }`.";
    TOML_SYNTAX = "toml-syntax", Error,
        what: "The file is no TOML at this place.",
        why: "What stands there cannot be read, and its records cannot be trusted.",
        example: "Texts stand in quotes: `title.en = \"Revenue\"`.";
    TWO_FORMULAS = "two-formulas", Error,
        what: "A column is computed in two ways.",
        why: "The two would differ.",
        example: "Keep one of `ratio`, `change`, `difference`, `share`, `total`.";
    TWO_NAMES = "two-names", Error,
        what: "A row or column has a name of its own and that of another record.",
        why: "Only one of them can stand there.",
        example: "Keep `label.en = \"…\"` or `subject = \"er-1-1\"`.";
    UNKNOWN_KEY = "unknown-key", Error,
        what: "A key is not one that this record has.",
        why: "A misspelt key would silently drop what it says.",
        example: "`target`, not `tagret`.";
    UNKNOWN_LANGUAGE = "unknown-language", Error,
        what: "A text or a file is in a language that the site does not list.",
        why: "It would silently not be published.",
        example: "Add the tag to `languages` in `content/site.toml`, or correct it.";
    UNKNOWN_REFERENCE = "unknown-reference", Error,
        what: "An id leads to nothing.",
        why: "The reader would find an empty place or a dead link.",
        example: "Correct the id, or declare the record.";
    UNKNOWN_WORD = "unknown-word", Error,
        what: "A word is not one of those that its key knows.",
        why: "kepi acts on these words, so it must know each of them.",
        example: "`better = \"higher\"`.";
    WRONG_TYPE = "wrong-type", Error,
        what: "A value is of another kind than its key takes.",
        why: "It cannot be what you meant.",
        example: "`languages = [\"en\"]` is a list; `languages = \"en\"` is a text.";
    // The theme.
    MISSING_STRING = "missing-string", Warning,
        what: "A language of the theme lacks strings that pages use.",
        why: "Readers of that language see the English one instead.",
        example: "Copy the key from `strings/en.toml` and translate its text.";
    MISSING_STRINGS = "missing-strings", Error,
        what: "The theme has no strings in a language of the site.",
        why: "Every button, heading and label of its pages would be in English.",
        example: "Copy `strings/en.toml` to `themes/default/strings/<tag>.toml` and translate it.";
    NO_THEME = "no-theme", Error,
        what: "The theme that the site names has no folder.",
        why: "A mistyped name would silently give the default look.",
        example: "`theme = \"default\"`, or a folder `themes/<name>/`.";
    TEMPLATE = "template", Error,
        what: "A template cannot be read, or a page cannot be made with it.",
        why: "A page that is cut off must not be published.",
        example: "The message names the template, the line, and for a page also which one and its language.";
    THEME_COLOURS_ALIKE = "theme-colours-alike", Warning,
        what: "Two colours of the theme that stand side by side in charts can hardly be told apart by some readers.",
        why: "One man in twelve sees red and green alike; a chart would tell him nothing.",
        example: "`s2 = \"#1d8f8f\"` beside `s5 = \"#6b6b6b\"`: as the default theme has them.";
    THEME_CONTRAST = "theme-contrast", Warning,
        what: "A colour of the theme does not stand out from what it stands on.",
        why: "WCAG 2.2 asks for 4.5 to 1 for text and 3 to 1 for marks; below that many cannot read the page.",
        example: "`muted = \"#585b60\"` on `page = \"#fcfbf9\"`.";
    UNUSED_STRING = "unused-string", Warning,
        what: "A string of the theme has a key that no page uses.",
        why: "It is often a misspelt key, whose text readers never see.",
        example: "Correct the key, or delete it.";
    UNUSED_THEME_KEY = "unused-theme-key", Warning,
        what: "A key of the theme becomes a property that no style uses.",
        why: "It is often a misspelt key, and the look it was meant to change stays as it is.",
        example: "`brand = \"#00629b\"` in `[light]`, not `brnad`.";
    UNUSED_THEME_FILE = "unused-theme-file", Warning,
        what: "A file of the theme stands in for none of the default theme's, and is no part or style.",
        why: "A misspelt name would silently change nothing.",
        example: "`themes/default/templates/node.html` stands in for the default `node.html`.";
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
    EMPTY_NARRATIVE = "empty-narrative", Error,
        what: "A narrative has no text.",
        why: "Its page would say nothing, and the text of another language would not stand in for it.",
        example: "Write it, or delete the file until it is written.";
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
    MALFORMED_LINK = "malformed-link", Error,
        what: "Square and round brackets stand side by side like a link, and are none.",
        why: "The reader would see the brackets and could not follow them.",
        example: "[the map](<map of the world.png>), [the report](https://example.org/)[^1]";
    MARKDOWN_PARSER_FAILED = "markdown-parser-failed", Error,
        what: "The Markdown parser broke down on a narrative.",
        why: "The fault is kepi's, but a page must not be published without its text.",
        example: "Find the place by removing half of the text at a time, rewrite it, and report it.";
    MISPLACED_DIRECTIVE = "misplaced-directive", Error,
        what: "A directive stands where it cannot be shown.",
        why: "A table or chart cannot stand in a sentence, nor a link in a link or an address.",
        example: "A sentence.\n\n{{ chart(id=\"filings-by-year\") }}\n\nAnother sentence.";
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
        example: "**bold**, and `\\<` for the character";
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
    TABLE_TOO_LARGE = "table-too-large", Error,
        what: "A table has more than 50,000 cells.",
        why: "No page could show it, and nobody would read it.",
        example: "Show sums of it, or let readers download the file: `[All loans](loans.csv)`.";
    TEMPLATE_SYNTAX = "template-syntax", Error,
        what: "A narrative contains the syntax of a template language.",
        why: "Narratives have no loops, conditions or comments; it would be printed as it stands.",
        example: "Use a directive such as {{ table(id=\"revenue\") }}; `\\{` writes a brace.";
    TOO_DEEP = "too-deep", Error,
        what: "Lists or quotations of a narrative, rows of a table or nodes of the framework stand too many levels inside each other.",
        why: "No reader can follow, and a hostile file could exhaust the machine.",
        example: "Write it flatter: at most 64 levels in a narrative, 12 in a table, 8 in a framework.";
    TOO_MANY_MISTAKES = "too-many-mistakes", Error,
        what: "A narrative has more than 1,000 mistakes, or another file more than 10,000; only the first ones are told.",
        why: "A file that is no narrative or no data at all would drown every other message.",
        example: "Mend the first ones and run kepi again.";
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
    REFERENCE_KIND = "reference-kind", Error,
        what: "A directive refers to a record of a kind that it cannot show.",
        why: "Nothing could stand in its place.",
        example: "`{{ value(id=\"revenue.total.actual\") }}` shows a cell; `{{ table(id=\"revenue\") }}` the whole table.";
    // Addresses.
    ADDRESS_TAKEN = "address-taken", Error,
        what: "Two records would be published at one address.",
        why: "One of them would overwrite the other.",
        example: "Give one of them another id.";
    RESERVED_NAME = "reserved-name", Error,
        what: "An edition, a page or a record has a name that kepi needs for a folder of its own, or that no folder can have on Windows.",
        why: "Its pages would stand in the way of the site's own files, or could not be copied everywhere.",
        example: "`about-data` instead of `data`.";
    UNKNOWN_PAGE = "unknown-page", Error,
        what: "A narrative's name is not the id of any page.",
        why: "It would silently not be published.",
        example: "`narrative/er-1-1.en.md` for the node `er-1-1`; `overview.en.md` for the edition.";
    DEAD_LINK = "dead-link", Error,
        what: "A finished page links to a file or an anchor that the site does not have.",
        why: "Readers would meet an error page.",
        example: "Use `{{ ref(id=\"revenue\") }}`, which always finds its target.";
    DUPLICATE_ANCHOR_ON_PAGE = "duplicate-anchor-on-page", Error,
        what: "Two elements of a finished page have the same id.",
        why: "A link to the second would lead to the first, and screen readers would mix them up.",
        example: "Show a figure, table or KPI once on a page.";
    BAD_REDIRECT = "bad-redirect", Error,
        what: "An old address in `redirects.toml` is in use, or leads to no page of today.",
        why: "Who follows an old link would meet an error page, or wander in a circle.",
        example: "`\"reports/2024.html\" = \"en/2024-25/index.html\"` below `[redirect]`.";
    // Translation.
    MISSING_TRANSLATION = "missing-translation", Warning,
        what: "A text or a narrative is not there in a language of the site.",
        why: "Readers of that language see it in another, with a notice.",
        example: "`title.fr = \"Recettes\"` beside `title.en`; `fallback` in `site.toml` says how strict to be.";
    STALE_TRANSLATION = "stale-translation", Warning,
        what: "A passage or text was translated from an original that has changed since.",
        why: "Readers of that language are told what is no longer said.",
        example: "Bring it up to date, then run `kepi translated er-1-1 --language fr`; `stale` in `site.toml` says how strict to be.";
    TRANSLATION_STRUCTURE = "translation-structure", Warning,
        what: "A translation has more or fewer passages than its original.",
        why: "A passage that is left out tells readers of that language less, and nobody can say which passage translates which.",
        example: "Give the translation the same paragraphs, headings, lists and figures, in the same order.";
    DIFFERING_TRANSLATIONS = "differing-translations", Note,
        what: "A name or text of the data is translated in two ways, though its original is the same.",
        why: "Readers take two names for two things.",
        example: "`name.fr = \"Recettes\"` wherever `name.en = \"Revenue\"`; a term of the vocabulary, used by `subject`, is translated once.";
    FIGURE_PARITY = "figure-parity", Error,
        what: "A translation does not refer to the same figures, tables, notes and records as its original.",
        why: "A figure that was lost, added or typed by hand makes the languages say different things, now or after the next correction.",
        example: "Copy `{{ value(id=\"revenue.total.actual\") }}` from the original; each language prints it in its own way.";
    DAMAGED_RECORD = "damaged-record", Warning,
        what: "A line of `content/translations.lock` is not one that kepi wrote.",
        why: "What was recorded there is lost, so a translation may be out of date without notice.",
        example: "Delete the line, such as the mark of a merge conflict, and run `kepi translated`.";
    TYPOGRAPHY = "typography", Warning,
        what: "A sign is typed as on a typewriter, or after the habits of another language.",
        why: "Readers notice it, and in some languages a line may break where it must not.",
        example: "`…` for three dots, `’` for a straight apostrophe, a no-break space before `;` in French, `，` in Chinese.";
    // Figures.
    FIGURE_DATA = "figure-data", Error,
        what: "A figure's data is not of the kind that it can show.",
        why: "There is nothing to draw.",
        example: "`type = \"rating-bars\"` shows a node or an edition; `type = \"columns\"` a table or a series.";
    FIGURE_OPTION = "figure-option", Error,
        what: "A figure has an option that its kind of chart cannot have.",
        why: "It would do nothing, or mislead: a bar whose axis leaves out zero shows a false length.",
        example: "`zero = false` is for `type = \"lines\"`, `minus` for `type = \"waterfall\"`.";
    FIGURE_STEPS = "figure-steps", Warning,
        what: "The steps of a waterfall do not lead to the total that it shows.",
        why: "Readers would add up the bars and arrive elsewhere.",
        example: "`rows = [\"revenue\", \"expenditure\", \"surplus\"]` with `minus = [\"expenditure\"]`.";
    FIGURE_SUMMARY = "figure-summary", Warning,
        what: "The summary of a figure repeats its title, has no number, or is too long.",
        why: "It stands in for the picture where the picture cannot be seen.",
        example: "`summary.en = \"Applications rose from 273,913 to 275,900, by 0.7%.\"`, or none: kepi makes one.";
    FIGURE_TITLE_PERIOD = "figure-title-period", Warning,
        what: "The title of a figure names other years than the figure shows.",
        why: "Readers quote the title; the years in it would be wrong.",
        example: "`title.en = \"Loans, 2021 to 2025\"` over columns from 2021 to 2025.";
    FIGURE_UNIT = "figure-unit", Error,
        what: "A figure would show values of different units on one axis.",
        why: "Their lengths could not be compared, and the axis would name the wrong unit.",
        example: "Name the columns of one unit: `columns = [\"estimate\", \"actual\"]`.";
    CHART_FAULTY = "chart-faulty", Error,
        what: "A drawing lacks its name or direction, carries colours of its own, or shows a value that the data does not have.",
        why: "It could not be read aloud, printed or trusted. The fault is kepi's.",
        example: "Please report it with the figure and its data; until then, draw another `type`.";
    CHART_NAME_TWICE = "chart-name-twice", Warning,
        what: "Two charts of a page have the same name.",
        why: "Who hears the page cannot tell them apart.",
        example: "`title.en = \"Revenue by source, 2024/25\"` and `title.en = \"Shares of revenue, 2024/25\"`.";
    CHARTS_TOO_HEAVY = "charts-too-heavy", Warning,
        what: "The charts of a page are together larger than a page should be.",
        why: "Pages must load on a slow line.",
        example: "Take `overview = true` from some of the figures.";
    DESCRIPTION_MISSING = "description-missing", Error,
        what: "A part of a finished page is to be described by an element that the page does not have.",
        why: "A screen reader would say nothing where the theme promises a description.",
        example: "The template `parts/figure.html` writes `<p id=\"f-{{ figure.id }}-s\">`.";
    CHART_NOT_DRAWABLE = "chart-not-drawable", Error,
        what: "A chart cannot be drawn from its data.",
        why: "An empty frame would stand in the report.",
        example: "Give it at least one number, and no more points than a chart can hold.";
    CHART_TOO_MANY_SERIES = "chart-too-many-series", Warning,
        what: "A chart has more series than readers can tell apart.",
        why: "More than five colours cannot be told apart by everyone.",
        example: "Name the rows to show: `rows = [\"fees\", \"contributions\"]`.";
    CHART_LABELS_COLLIDE = "chart-labels-collide", Warning,
        what: "Labels of a chart would overlap.",
        why: "Nobody could read them.",
        example: "Shorten the labels, or show fewer columns.";
    CHART_TOO_HEAVY = "chart-too-heavy", Warning,
        what: "A chart is larger than its kind should be.",
        why: "Pages must load on a slow line.",
        example: "Show fewer points.";
    CHART_WORDS_MISSING = "chart-words-missing", Warning,
        what: "A chart needs a word that the theme's strings do not have.",
        why: "A mark would stand in it without explanation.",
        example: "Add the string to `strings/<tag>.toml`.";
    // The figures.
    BREAKDOWN_MISMATCH = "breakdown-mismatch", Error,
        what: "The parts of a value do not make up the value, or one of them is larger than it.",
        why: "One of the numbers is wrong, and readers will add them.",
        example: "`breakdown = { by = \"region\", values = { africa = 12, arab = 12 } }` of the value 24. Parts that are no sum: `adds_up = false` in `[breakdown.region]`.";
    COMPUTED_MISMATCH = "computed-mismatch", Error,
        what: "A printed ratio, change, difference or share does not follow from the numbers it is computed of, however they were rounded.",
        why: "Readers who calculate get another number than the report.",
        example: "Correct the number, or leave it out: `ratio = \"actual\", of = \"budget\"` computes it.";
    CUMULATIVE_MISMATCH = "cumulative-mismatch", Error,
        what: "Baseline and increment do not make the level that was reached.",
        why: "One of the three numbers is wrong.",
        example: "`baseline = 21`, `actual = { value = 25, cumulative = 46 }`.";
    DECLARED_MISMATCH = "declared-mismatch", Error,
        what: "The report states other counts of its ratings or KPIs than its data holds.",
        why: "Either a rating is missing, or the count is out of date.",
        example: "`counts = { full = 123, partial = 21 }` in `[declared.ratings]`; `accept` says why the data holds fewer.";
    DERIVED_RATING = "derived-rating", Error,
        what: "A rating that is said to be derived does not follow from its numbers by the published thresholds.",
        why: "Readers are told that it follows from the rule.",
        example: "`rating = \"partial\"`, `rating_basis = \"derived\"` for 75 of 85.";
    DUPLICATED_SERIES = "duplicated-series", Warning,
        what: "Two series have the same numbers for the same times.",
        why: "One fact in two places will be corrected in one of them only.",
        example: "Keep one, and refer to it: `data = \"applications\"`.";
    EQUAL_FIGURES = "equal-figures", Error,
        what: "Figures that are declared to be the same quantity differ by more than rounding.",
        why: "Readers find both, and cannot know which of them is right.",
        example: "`[equal.revenue]` with `values = [\"key-data.revenue.actual\", \"unions.total.revenue\"]`.";
    IMPLAUSIBLE_JUMP = "implausible-jump", Warning,
        what: "A value is about a thousand or a million times the one before, or so much less; or an increment is as large as the level reached.",
        why: "One of the two was usually typed in another unit, or the level in place of what came new.",
        example: "Write both in the unit of the series, and `{ value = 2, cumulative = 116 }` where six more than 114 were promised; `accept` where it is true.";
    KPI_WITHOUT_OWNER = "kpi-without-owner", Note,
        what: "KPIs name nobody who answers for them.",
        why: "Readers cannot see whose work it is, and pages of the units of work leave it out.",
        example: "`owners = [\"partnerships\"]`.";
    MEASURE_WITHOUT_RATING = "measure-without-rating", Warning,
        what: "A measure, or a group of measures, has a target and no rating, while others are rated.",
        why: "Readers must guess how it went, and counts of ratings are short of one.",
        example: "`rating = \"partial\"`, `actual = \"pending\"` where the result is still to come, or `group = \"online\"` where several measures share a rating.";
    MISSING_POINT = "missing-point", Warning,
        what: "A series skips a period and does not say why.",
        why: "A line across the gap claims what nobody counted.",
        example: "`2022 = \"not-available\"`, or `gap.en = \"…\"` for the series.";
    MISSING_SOURCE = "missing-source", Warning,
        what: "A table, a series or a KPI does not say where its figures come from.",
        why: "Readers cannot look them up, and nobody can check them.",
        example: "`source = { document = \"wpr-2024-25\", place.en = \"Table 2\" }`, or `source` once at the top of the file.";
    PART_EXCEEDS_WHOLE = "part-exceeds-whole", Error,
        what: "A figure that is declared to be contained in another is larger than it.",
        why: "One of the two is wrong.",
        example: "`[within.development]` with `part = \"development.total.spent\"` and `whole = \"expenditure.total.spent\"`.";
    PERIOD_ORDER = "period-order", Error,
        what: "A baseline is not of a time before the value or target that is measured against it; or an edition ends before it starts, is of the period of another, or not behind the one that it calls `previous`.",
        why: "The change would be read backwards; values would stand under a wrong period.",
        example: "`baseline = { value = 85, period = \"2022/23\" }`, `actual = { value = 86, period = \"2024/25\" }`.";
    PERIOD_OUTSIDE_EDITION = "period-outside-edition", Warning,
        what: "An actual value or a target is of a time outside of the edition's period.",
        why: "Readers take the values of an edition to be of its period.",
        example: "Correct the period; `accept` where a survey came later.";
    PRINTED_CHANGE_MISMATCH = "printed-change-mismatch", Error,
        what: "A printed change does not follow from the values before and after it, or has the wrong sign.",
        why: "The report would call a fall a rise, or a number wrong that is right.",
        example: "`actual = { value = 64150, printed_change = -1.5 }` after 65115.";
    RATING_AGGREGATION = "rating-aggregation", Warning,
        what: "A rating over several units of work is better or worse than every rating that they gave.",
        why: "Readers who compare the two levels of the report find a contradiction.",
        example: "`rating = \"partial\"` with `rating_by = { patents = \"full\", brands = \"not\" }`.";
    RATING_CONTRADICTS_ACTUAL = "rating-contradicts-actual", Warning,
        what: "Neither the ratio to the target nor the progress from the baseline gives the rating.",
        why: "Readers will look for a reason, and may take the rating for a mistake.",
        example: "`justification.en = \"The survey was changed in 2025.\"`: it is published beside the rating.";
    RATING_SCALE_GAP = "rating-scale-gap", Warning,
        what: "The thresholds of a rating scale leave a percentage without a rating, or give it two.",
        why: "What falls into the gap cannot be rated by the published rule.",
        example: "`at_least = 60`, `below = 100`; the next one `at_least = 100`.";
    RATING_WITHOUT_SCALE = "rating-without-scale", Warning,
        what: "A rating is used that the edition's rating scale does not explain.",
        why: "Readers cannot look up what it means.",
        example: "`[rating_scale.partial]` with `at_least = 60`, `below = 100`, or with `rule.en = \"…\"`.";
    RISK_CONTRADICTION = "risk-contradiction", Warning,
        what: "A risk says things that do not go together: of the whole organization and of a result, materialized without response or impact, not materialized with an impact.",
        why: "Readers want to know whose risk it was and what came of it.",
        example: "`materialized = true`, `mitigation = \"effective\"`, `impact = \"negative\"`.";
    RISK_WITHOUT_OWNER = "risk-without-owner", Warning,
        what: "A risk names nobody who answers for it, while others of its kind do.",
        why: "A gap in a column is either a mistake, or a risk that nobody manages.",
        example: "`owners = [\"brands\"]`.";
    SERIES_RHYTHM = "series-rhythm", Error,
        what: "A point of a series is not of its rhythm, or overlaps with another.",
        why: "A biennium beside years would look like a jump, and be counted twice.",
        example: "`every = \"year\"` has points `2024` and `2025`; `every = \"biennium\"` has `\"2024/25\"`.";
    SHARE_MISMATCH = "share-mismatch", Error,
        what: "A share does not follow from the counts behind it, or cannot be one.",
        why: "One of the numbers is wrong.",
        example: "`actual = { value = 94, out_of = { part = 125, whole = 133 } }`.";
    STALE_AS_OF = "stale-as-of", Warning,
        what: "The source of a value was closed before the period of the value was over.",
        why: "It cannot know how the period ended.",
        example: "`as_of = \"2026-03\"`, or `status = \"estimated\"` for the value.";
    TARGET_WITHOUT_BASELINE = "target-without-baseline", Warning,
        what: "A target refers to a baseline, and there is none to refer to.",
        why: "Nobody can say whether it was met.",
        example: "`baseline = 195111`, `target = { growth = 20 }`; or `target = { at_least = 234000 }`.";
    TOTAL_MISMATCH = "total-mismatch", Error,
        what: "A total is not the sum of its parts, by more than their rounding explains.",
        why: "One of the numbers is wrong, or a part is missing.",
        example: "`sum = [\"revenue\"]`, `less = [\"expenditure\"]`; `accept` in the row where the source itself is wrong.";
    TYPED_NUMBER = "typed-number", Warning,
        what: "A number typed in a sentence is a figure of the data, or differs from one in a single digit.",
        why: "When the figure changes, the sentence will say something else; where they differ, one of them is wrong.",
        example: "{{ value(id=\"demand.applications.actual\") }}";
    UNIT_SANITY = "unit-sanity", Error,
        what: "Two figures that should be equal, or a total and its parts, differ by exactly a factor of 1,000.",
        why: "One of them has the wrong unit, and readers would be wrong by that factor.",
        example: "`unit = \"thousand-chf\"` for a row, a column or a table.";
    UNKNOWN_CHECK = "unknown-check", Error,
        what: "An exception names a check that does not exist, or whose findings cannot be accepted.",
        why: "It accepts nothing, and its reason would be published nowhere.",
        example: "`accept = [{ check = \"total-mismatch\", reason.en = \"…\" }]`.";
    UNUSED_EXCEPTION = "unused-exception", Warning,
        what: "An exception accepts a finding that is not there.",
        why: "It would silently hide the next mistake of that kind.",
        example: "Delete it, or move it to the row, measure or series that the finding is about.";
    UNUSED_NOTE = "unused-note", Warning,
        what: "Nothing refers to a note.",
        why: "Readers never see it.",
        example: "`notes = [\"incentivised\"]` in what it explains.";
    UNUSED_SOURCE = "unused-source", Warning,
        what: "No figure comes from a document.",
        why: "Usually a figure should name it.",
        example: "`source = \"wpr-2024-25\"`.";
    UNUSED_TERM = "unused-term", Warning,
        what: "A term names nothing and has no definition.",
        why: "It is left over, and costs translators time.",
        example: "`subject = \"total\"` in a row, or `definition.en = \"…\"` in the term.";
    UNUSED_UNIT = "unused-unit", Warning,
        what: "No number has a unit.",
        why: "It is left over, and costs translators time; or a number has the wrong one.",
        example: "`unit = \"million-chf\"`.";
}

/// The code of a name.
pub fn named(name: &str) -> Option<&'static Code> {
    ALL.iter().copied().find(|code| code.name == name)
}
