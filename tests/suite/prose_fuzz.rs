//! Whatever an author types, a narrative becomes a page or messages, never a panic.

use std::time::{Duration, Instant};

use kepi::diagnostics::{At, FileId};

use super::prose::read;

/// What Markdown, directives and front matter are made of, and what is easily mistaken for it.
#[rustfmt::skip]
const TOKENS: &[&str] = &[
    "\n", "\n", "\n\n", " ", " ", "    ", "\t", "\r\n", "\\", "\\\\", "a", "Word", "12.5", "1,234", "年",
    "，", "نص", "é", "\u{301}", "\u{A0}", "\u{200F}", "\u{202E}", "\u{FDD0}", "\u{FFFD}", "\u{0}", "🎉", "\u{FEFF}",
    "{", "}", "{{", "}}", "{{ ", " }}", "{{{", "{%", "%}", "{#", "#}", "{#id}", "{value}", "{value(", "\\{{", "\\}}",
    "value", "value(", "id", "=", "\"", ")", ",", "id=\"a\"", "precision=\"1\"", "text=\"x_y*z\"",
    "{{ value(id=\"a\") }}", "{{ ref(id=\"a\") }}", "{{ note(id=\"n\") }}", "{{ chart(id=\"c\") }}",
    "{{ table(id=\"t\") }}", "{{ nope() }}", "{{ value(id=\"`\") }}", "\n\n{{ kpi(id=\"k\") }}\n\n",
    "*", "**", "***", "_", "__", "~~", "~", "`", "``", "```", "```\n", "# ", "## ", "### ", "###### ", "\n## ", "===", "---", "***\n",
    "- ", "* ", "1. ", "2) ", "> ", ">", "    - ", "| ", "|", "|---|", "| a | b |\n|---|--:|\n| 1 | 2 |\n", "|:-:|\n",
    "[", "]", "(", ")", "![", "](", "[a](", "](https://a.example)", "](b.md)", "](javascript:x)", "[a]: ", "[a]: https://a.example\n",
    "[a]", "[a][b]", "[]", "![x](y.png)", "[^1]", "[^1]: ", "\n[^1]: text\n", "[^a]", "\n\n[^a]: ", "<", ">", "<b>", "</b>", "<!--", "-->",
    "<https://a.example>", "<a@b.example>", "<div>\n", "&amp;", "&#x202E;", "&nbsp;", "&", ";", "+++", "+++\n", "title = \"x\"\n", ":", "!", "$", "^",
];

/// A sequence of numbers that is the same on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides as u64) as usize
    }
}

#[test]
fn twenty_thousand_random_narratives_are_read_without_a_panic() {
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    for _ in 0..20_000 {
        let mut source = String::new();
        if dice.roll(8) == 0 {
            source.push_str("+++\n");
        }
        for _ in 0..=dice.roll(30) {
            source.push_str(TOKENS[dice.roll(TOKENS.len())]);
        }
        check(&source);
    }
}

/// What must be true of every narrative.
fn check(source: &str) {
    let narrative = read(source);
    for one in &narrative.found {
        assert_ne!(one.code.name, "markdown-parser-failed", "{source:?}");
        let origin = one.origin.expect("whatever is wrong with a narrative has a place");
        if let At::Range { start, end } = origin.at {
            let excerpt = source.get(start as usize..end as usize);
            // TOML may miss something where there is nothing.
            let empty_is_fine = one.code.name == "front-matter-syntax";
            assert!(
                excerpt.is_some_and(|text| empty_is_fine || !text.is_empty()),
                "{} {source:?}",
                one.code.name
            );
        }
    }
    for number in narrative.document.numbers.iter() {
        assert!(
            number.text
                == narrative
                    .excerpt(number.origin(FileId(0)))
                    .replace('\\', "")
                    .replace("&nbsp;", "\u{A0}"),
            "{} is not at its place in {source:?}",
            number.text
        );
    }
    let page = narrative.html();
    if narrative.found.is_empty() {
        assert!(!page.contains('\u{FDD0}'), "{source:?} shows what was hidden: {page}");
        balanced(&page, source);
        unique_ids(&page, source);
    }
    // A directive that does not exist is told, or shown where it is meant as text.
    let told = !narrative.found.is_empty() || page.contains("{{ nope() }}");
    assert!(told || !source.contains("{{ nope() }}"), "{source:?} became {page}");
}

/// Every element that opens is closed in its turn.
fn balanced(page: &str, source: &str) {
    let mut open = Vec::new();
    for piece in page.split('<').skip(1) {
        let tag = &piece[..piece.find(['>', ' ']).expect("a tag ends")];
        match tag.strip_prefix('/') {
            Some(tag) => assert_eq!(open.pop(), Some(tag), "{source:?} became {page}"),
            None if ["br", "hr", "img"].contains(&tag) => {}
            None => open.push(tag),
        }
    }
    assert!(open.is_empty(), "{source:?} became {page}");
}

fn unique_ids(page: &str, source: &str) {
    let mut ids: Vec<&str> =
        page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "{source:?} became {page}");
}

#[test]
fn nothing_but_one_token_takes_no_longer_than_other_text() {
    // Reading 300 KB takes milliseconds; what grows with the square of the length takes minutes.
    for token in TOKENS {
        for pattern in
            [token.to_string(), format!("{token} "), format!("{token}\n"), format!("a{token}\"")]
        {
            let source = pattern.repeat(300_000 / pattern.len().max(1) / 4);
            let start = Instant::now();
            read(&source).html();
            assert!(
                start.elapsed() < Duration::from_secs(10),
                "{pattern:?}: {:?}",
                start.elapsed()
            );
        }
    }
}
