//! Pictures and papers beside a narrative: which they may be, what they may be called, and that a
//! drawing only draws.

use super::picture;
use super::tree::{FileKind, SourceFile, SourceTree};
use crate::diagnostics::{Diagnostic, Diagnostics, Origin, codes, typed};
use crate::language::is_composed;
use crate::model::{Attachment, DEVICES, Id};

/// What a narrative may show or link to.
const ATTACHMENTS: &[&str] = &[
    "png", "jpg", "jpeg", "webp", "avif", "gif", "svg", "pdf", "csv", "xlsx", "ods", "docx", "odt",
    "zip",
];

pub fn is_attachment(name: &str) -> bool {
    name.rsplit_once('.')
        .is_some_and(|(stem, extension)| !stem.is_empty() && ATTACHMENTS.contains(&extension))
}

pub fn read(
    tree: &SourceTree,
    file: &SourceFile,
    edition: Option<Id>,
    name: &str,
    found: &mut Diagnostics,
) -> Attachment {
    if let Some(what) = wrong_with_name(name) {
        found.push(
            Diagnostic::new(&codes::UNSAFE_NAME, format!("the name of a file {what}"))
                .at(Origin::file(file.id))
                .help("rename it; letters, digits, hyphens and dots work everywhere"),
        );
    }
    let text = tree.sources.held(file.id).unwrap_or_default();
    if name.ends_with(".svg")
        && let Some(harm) = harm_in(text)
    {
        found.push(
            Diagnostic::new(&codes::UNSAFE_DRAWING, format!("a drawing {}", harm.what))
                .at(Origin::range(file.id, harm.at..harm.at + harm.length))
                .help("save it as plain SVG, without scripts, links and linked files"),
        );
    }
    let bytes = match &file.kind {
        FileKind::Binary(bytes) => &bytes[..],
        // Stands among the records, and so is none.
        FileKind::Workbook(_) => &[],
        FileKind::Text => text.as_bytes(),
    };
    Attachment { file: file.id, edition, name: name.to_owned(), size: picture::size(bytes) }
}

/// A file keeps its name on the site, so it must be one on every system, in an address, and to the
/// eyes of who reads it.
fn wrong_with_name(name: &str) -> Option<String> {
    // What Windows has no file names with, and what ends or encodes a part of an address.
    if let Some(sign) = name.chars().find(|sign| "\"*:<>?\\|#%".contains(*sign)) {
        return Some(format!(
            "has a `{sign}`, which cannot stand in an address or on every system"
        ));
    }
    let hidden = |letter: &char| letter.is_control() || typed::is_stray(*letter);
    if let Some(letter) = name.chars().find(hidden) {
        return Some(format!("holds U+{:04X}, which a reader cannot see", u32::from(letter)));
    }
    if !is_composed(name) {
        return Some("has an accent apart from its letter, which others write as one".to_owned());
    }
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_lowercase();
    if DEVICES.contains(&stem.as_str()) {
        return Some(format!("is `{stem}`, which is a device on Windows"));
    }
    None
}

/// Something in a drawing that is no drawing: its bytes, and what it does.
struct Harm {
    at: usize,
    length: usize,
    what: String,
}

/// Elements that run, load or leave; the part of their names behind a colon counts.
const ELEMENTS: &[&str] = &[
    "script", "handler", "listener", "iframe", "object", "embed", "link", "meta", "base", "form",
    "audio", "video", "source",
];

/// A picture in a page cannot run anything, but its file can, when somebody opens it by its address.
fn harm_in(text: &str) -> Option<Harm> {
    let mut at = 0;
    while let Some(index) = text[at..].find('<') {
        let start = at + index;
        let rest = &text[start..];
        let end_of = |mark: &str| rest.find(mark).map_or(rest.len(), |end| end + mark.len());
        let length = match rest.as_bytes().get(1) {
            _ if rest.starts_with("<!--") => end_of("-->"),
            _ if rest.starts_with("<![") => end_of("]]>"),
            Some(b'!') => {
                let declaration = &rest[..end_of(">")];
                if declaration.contains('[') {
                    let what = "declares parts that a browser puts together".to_owned();
                    return Some(Harm {
                        at: start,
                        length: "<!DOCTYPE".len().min(rest.len()),
                        what,
                    });
                }
                declaration.len()
            }
            Some(b'?') if rest.starts_with("<?xml-stylesheet") => {
                let what = "loads a stylesheet".to_owned();
                return Some(Harm { at: start, length: "<?xml-stylesheet".len(), what });
            }
            Some(b'?') => end_of("?>"),
            Some(b'/') => end_of(">"),
            _ => match tag(rest) {
                Ok(length) => length,
                Err(harm) => return Some(Harm { at: start + harm.at, ..harm }),
            },
        };
        at = start + length;
    }
    of_styles(text)
}

/// The length of the tag that begins the text.
fn tag(text: &str) -> Result<usize, Harm> {
    let ends_name = |letter: char| letter.is_whitespace() || matches!(letter, '/' | '>' | '=');
    let name_end = text[1..].find(ends_name).map_or(text.len(), |end| end + 1);
    let element = local(&text[1..name_end]);
    if ELEMENTS.contains(&element.as_str()) {
        return Err(Harm { at: 1, length: name_end - 1, what: format!("has a `<{element}>`") });
    }
    let mut at = name_end;
    loop {
        let rest = &text[at..];
        let skipped =
            rest.len() - rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/').len();
        at += skipped;
        let rest = &text[at..];
        if rest.is_empty() {
            return Ok(at);
        }
        if rest.starts_with('>') {
            return Ok(at + 1);
        }
        let length = rest.find(ends_name).unwrap_or(rest.len()).max(1);
        let length =
            (length..=rest.len()).find(|&end| rest.is_char_boundary(end)).unwrap_or(length);
        let attribute = local(&rest[..length]);
        let harm = |what: String| Harm { at, length, what };
        if attribute.starts_with("on") {
            return Err(harm(format!("does something by `{attribute}`")));
        }
        let (value, after) = value(&rest[length..]);
        let leads = value.trim_start();
        let stays = leads.starts_with('#')
            || ["data:image/png", "data:image/jpeg", "data:image/gif", "data:image/webp"]
                .iter()
                .any(|kind| leads.starts_with(kind))
            || element == "a" && (leads.starts_with("https://") || leads.starts_with("http://"));
        if matches!(attribute.as_str(), "href" | "src" | "action") && !stays {
            return Err(harm(format!("has a `{attribute}` that leads out of it")));
        }
        let animated = local(value.trim());
        if attribute == "attributename" && (animated == "href" || animated.starts_with("on")) {
            return Err(harm(format!("changes `{animated}` as one looks at it")));
        }
        at += length + after;
    }
}

/// A name without its prefix, in lowercase.
fn local(name: &str) -> String {
    name.rsplit(':').next().unwrap_or_default().to_lowercase()
}

/// Behind the name of an attribute: its value, and where that ends.
fn value(text: &str) -> (&str, usize) {
    let Some(behind) = text.trim_start().strip_prefix('=') else { return ("", 0) };
    let behind = behind.trim_start();
    let before = text.len() - behind.len();
    match behind.chars().next() {
        Some(quote @ ('"' | '\'')) => {
            let inner = &behind[1..];
            let end = inner.find(quote).unwrap_or(inner.len());
            (&inner[..end], before + (end + 2).min(behind.len()))
        }
        _ => {
            let end = behind.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(behind.len());
            (&behind[..end], before + end)
        }
    }
}

/// Styles may load, too, wherever they stand.
fn of_styles(text: &str) -> Option<Harm> {
    if let Some(at) = text.find("@import") {
        return Some(Harm { at, length: "@import".len(), what: "loads a stylesheet".to_owned() });
    }
    text.match_indices("url(").find_map(|(at, found)| {
        let leads = text[at + found.len()..].trim_start_matches(['"', '\'', ' ']);
        let leads = leads.strip_prefix("&quot;").unwrap_or(leads);
        let stays = leads.starts_with('#') || leads.starts_with("data:");
        let what = "loads a file by its style".to_owned();
        (!stays).then_some(Harm { at, length: found.len(), what })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn what(text: &str) -> Option<String> {
        harm_in(text)
            .map(|harm| format!("{}: {}", &text[harm.at..harm.at + harm.length], harm.what))
    }

    #[test]
    fn a_drawing_as_programs_save_it_is_harmless() {
        for text in [
            "",
            "<?xml version=\"1.0\"?>\n<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">\n<svg/>",
            "<svg xmlns:xlink=\"http://www.w3.org/1999/xlink\"><!-- <script> --><use xlink:href=\"#a\"/><rect fill=\"url(#b)\" style='stroke:url(\"#c\")'/></svg>",
            "<svg><style>.a > .b { fill: red } @media print { a {} }</style><a href=\"https://a.example\"><text>on = 1 &lt;script&gt;</text></a></svg>",
            "<svg><image href=\"data:image/png;base64,AAAA\" width = '1' height=2 /><animate attributeName=\"x\"/></svg>",
            "<svg><metadata><rdf:RDF><cc:Work rdf:about=\"\"/></rdf:RDF></metadata><foreignObject><div>a</div></foreignObject></svg>",
        ] {
            assert_eq!(what(text), None, "{text}");
        }
    }

    #[test]
    fn what_could_run_or_load_is_found_where_it_stands() {
        for (text, found) in [
            ("<svg><script>a</script></svg>", "script: has a `<script>`"),
            ("<svg><svg:SCRIPT/></svg>", "svg:SCRIPT: has a `<script>`"),
            ("<svg\nonload=\"a\">", "onload: does something by `onload`"),
            ("<svg/onload=a>", "onload: does something by `onload`"),
            ("<svg a='>' onload=a>", "onload: does something by `onload`"),
            ("<a xlink:href='javascript:a'>", "xlink:href: has a `href` that leads out of it"),
            ("<a href='&#106;avascript:a'>", "href: has a `href` that leads out of it"),
            ("<image href=//a.example/b.png>", "href: has a `href` that leads out of it"),
            ("<use href=\"data:image/svg+xml,<svg>\">", "href: has a `href` that leads out of it"),
            (
                "<set attributeName=\"xlink:href\" to=\"javascript:a\"/>",
                "attributeName: changes `href` as one looks at it",
            ),
            (
                "<!DOCTYPE svg [<!ENTITY a \"b\">]><svg/>",
                "<!DOCTYPE: declares parts that a browser puts together",
            ),
            ("<?xml-stylesheet href='a'?>", "<?xml-stylesheet: loads a stylesheet"),
            ("<style>@import 'a';</style>", "@import: loads a stylesheet"),
            ("<rect fill=\"url(https://a.example)\"/>", "url(: loads a file by its style"),
            ("<é onload=\"a\"/>", "onload: does something by `onload`"),
        ] {
            assert_eq!(what(text).as_deref(), Some(found), "{text}");
        }
    }

    #[test]
    fn a_drawing_that_breaks_off_is_read_to_its_end() {
        let text = "<?xml?><!-- a --><svg a=\"b\" é='c' d e = f><![CDATA[<script>]]></svg>";
        for end in (0..text.len()).filter(|&end| text.is_char_boundary(end)) {
            assert_eq!(what(&text[..end]), None, "{}", &text[..end]);
        }
    }

    #[test]
    fn a_name_is_one_on_every_system_and_in_an_address() {
        for name in ["map.png", "Plan 2025 (final).pdf", "خريطة.png", "年度.svg", "a'b.png"]
        {
            assert_eq!(wrong_with_name(name), None, "{name}");
        }
        for name in [
            "a\nb.png",
            "a\"b.png",
            "%2e%2e.png",
            "a#b.png",
            "a?b.png",
            "\u{202e}gnp.png",
            "CON.png",
            "aux.en.png",
            "c:x.png",
            "cafe\u{301}.png",
            "\u{1112}\u{1161}\u{11ab}.png",
            "\u{627}\u{653}.png",
        ] {
            assert!(wrong_with_name(name).is_some(), "{name:?}");
        }
    }
}
