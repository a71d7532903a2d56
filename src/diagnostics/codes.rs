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
    // Files.
    CASE_COLLISION = "case-collision", Error,
        what: "Two files differ only in the case of their names.",
        why: "On many systems they are the same file, so one of them would be lost in a copy of the project.",
        example: "Rename one of `Overview.en.md` and `overview.en.md`.";
    FILE_TOO_LARGE = "file-too-large", Error,
        what: "A file is larger than kepi reads: 16 MB for TOML, 5 MB for a narrative, 50 MB for anything else.",
        why: "A file that large is nearly always an accident, and would stall the build of everyone.",
        example: "Split the file into several; records may stand in any file of their edition.";
    FILE_UNREADABLE = "file-unreadable", Error,
        what: "A file of the project could not be read.",
        why: "A report must not be published with a part of it silently missing.",
        example: "Check the permissions of the file, and that it is a plain file.";
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
    NOT_UTF8 = "not-utf8", Error,
        what: "A text file holds a byte that fits no character in UTF-8.",
        why: "Its letters would come out garbled on the page.",
        example: "Save the file as UTF-8; in Excel and old editors that is a choice when saving.";
    SYMLINK = "symlink", Error,
        what: "A link to another file or folder stands in the project.",
        why: "A report must be whole wherever its folder is copied, and must not read what lies outside it.",
        example: "Put the file itself in the place of the link.";
    // The text of data files.
    CIRCLE = "circle", Error,
        what: "A row or a node stands below itself.",
        why: "It has no place in the tree.",
        example: "Give it another `parent`, or none.";
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
        what: "A language of the theme lacks a string that pages use.",
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
    UNUSED_STRING = "unused-string", Warning,
        what: "A string of the theme has a key that no page uses.",
        why: "It is often a misspelt key, whose text readers never see.",
        example: "Correct the key, or delete it.";
    UNUSED_THEME_FILE = "unused-theme-file", Warning,
        what: "A file of the theme stands in for none of the default theme's, and is no part or style.",
        why: "A misspelt name would silently change nothing.",
        example: "`themes/default/templates/node.html` stands in for the default `node.html`.";
}
