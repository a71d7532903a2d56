//! A finished page → what the last checks ask of it: where it links, what can be linked to.

use std::borrow::Cow;

use super::{Addresses, Names};

/// Of one page of HTML.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageFacts {
    /// Targets as written, once each, by their numbers: `../a/index.html#b`. Not in it are those to other
    /// sites, and to what is there on the page itself.
    pub links: Box<[u32]>,
    /// Ids that a link may name.
    pub anchors: Names,
    /// Ids that stand on the page twice.
    pub twice: Names,
    /// Ids of elements that describe others.
    pub descriptions: Names,
    /// Accessible names of charts, each as often as it stands there.
    pub chart_names: Vec<String>,
    /// Bytes of all drawings.
    pub chart_bytes: usize,
}

/// The same while a page is read, with what stands in it several times.
#[derive(Default)]
struct Seen<'h> {
    links: Vec<Cow<'h, str>>,
    anchors: Vec<Cow<'h, str>>,
    descriptions: Vec<Cow<'h, str>>,
    chart_names: Vec<String>,
    chart_bytes: usize,
}

impl Seen<'_> {
    fn facts(mut self, addresses: &Addresses) -> PageFacts {
        self.anchors.sort_unstable();
        self.links.sort_unstable();
        self.links.dedup();
        let is_here = |link: &str| {
            let anchor = link.strip_prefix('#');
            anchor.is_some_and(|name| self.anchors.binary_search_by(|it| (**it).cmp(name)).is_ok())
        };
        self.links.retain(|link| !is_here(link));
        let pairs = self.anchors.windows(2);
        let twice = pairs.filter(|pair| pair[0] == pair[1]).map(|pair| pair[0].clone()).collect();
        PageFacts {
            links: addresses.numbers(&self.links),
            twice: Names::new(twice),
            anchors: Names::new(self.anchors),
            descriptions: Names::new(self.descriptions),
            chart_names: self.chart_names,
            chart_bytes: self.chart_bytes,
        }
    }
}

/// Reads the tags of a page made by our own templates: attributes are quoted, text is escaped.
pub fn read(html: &[u8], addresses: &Addresses) -> PageFacts {
    // Most pages have no more, so that nothing is moved while they are read.
    let mut seen = Seen {
        links: Vec::with_capacity(256),
        anchors: Vec::with_capacity(256),
        ..Seen::default()
    };
    let mut at = 0;
    while let Some(open) = find(html, at, b'<') {
        at = open + 1;
        if html[at..].starts_with(b"!--") {
            at = find_text(html, at, b"-->").map_or(html.len(), |end| end + 3);
            continue;
        }
        let Some(&first) = html.get(at).filter(|byte| byte.is_ascii_alphabetic()) else {
            continue;
        };
        if first != b's' {
            at = attributes(html, at, &mut seen);
            continue;
        }
        let length = html[at..].iter().position(|byte| !byte.is_ascii_alphanumeric());
        let name = &html[at..length.map_or(html.len(), |length| at + length)];
        if name == b"svg" {
            drawing(&html[open..], &mut seen);
        }
        at = attributes(html, at, &mut seen);
        // What stands in these is text for others, never tags of ours.
        let close = match name {
            b"script" => b"</script".as_slice(),
            b"style" => b"</style",
            _ => continue,
        };
        at = find_text(html, at, close).unwrap_or(html.len());
    }
    seen.facts(addresses)
}

/// Notes a chart that begins here; a key's swatch and the patterns are none.
fn drawing(html: &[u8], seen: &mut Seen<'_>) {
    if !html.starts_with(b"<svg class=\"ch ") {
        return;
    }
    let drawing = text(&html[..find_text(html, 0, b"</svg>").unwrap_or(html.len())]);
    let Some(class) = drawing.strip_prefix("<svg class=\"ch ") else { return };
    if class.starts_with("swatch") {
        return;
    }
    seen.chart_bytes += drawing.len();
    // The narrow drawing has the name of the wide one, in whose place it stands.
    let named = class.starts_with("wide") || class.starts_with("only");
    let title = drawing.split_once("<title id=").filter(|_| named);
    if let Some((name, _)) = title
        .and_then(|(_, after)| after.split_once('>'))
        .and_then(|(_, after)| after.split_once("</title>"))
    {
        seen.chart_names.push(unescape(name).into_owned());
    }
}

/// Reads the attributes of the tag whose name begins at `at`, and returns where the tag ends. From one
/// `=` to the next: what has no value says nothing here.
fn attributes<'h>(bytes: &'h [u8], mut at: usize, seen: &mut Seen<'h>) -> usize {
    loop {
        // Most tags end behind a value.
        if bytes.get(at) == Some(&b'>') {
            return at + 1;
        }
        let Some(sign) = find_either(bytes, at, b'=', b'>') else { return bytes.len() };
        if bytes[sign] == b'>' {
            return sign + 1;
        }
        let before = &bytes[at..sign];
        at = sign + 1;
        let ends_name = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c' | b'/');
        // A stray sign is of no name, and what follows it no value.
        if before.last().is_none_or(ends_name) {
            continue;
        }
        let value = match bytes.get(at) {
            Some(&quote @ (b'"' | b'\'')) => {
                let from = at + 1;
                let end = find(bytes, from, quote).unwrap_or(bytes.len());
                at = (end + 1).min(bytes.len());
                from..end
            }
            _ => {
                let from = at;
                while bytes.get(at).is_some_and(|b| !b.is_ascii_whitespace() && *b != b'>') {
                    at += 1;
                }
                from..at
            }
        };
        // Few attributes end on these letters, of which few are of these names.
        if !matches!(before.last(), Some(b'd' | b'y' | b'f' | b'c' | b'r' | b'a')) {
            continue;
        }
        let start = before.iter().rposition(ends_name).map_or(0, |sign| sign + 1);
        match &before[start..] {
            b"id" => seen.anchors.push(unescape(text(&bytes[value]))),
            b"aria-describedby" => {
                let names = text(&bytes[value]).split_whitespace();
                seen.descriptions.extend(names.map(unescape));
            }
            // Attributes that name a file of the site.
            b"href" | b"src" | b"poster" | b"data" if !is_elsewhere(&bytes[value.clone()]) => {
                seen.links.push(unescape(text(&bytes[value])));
            }
            _ => {}
        }
    }
}

/// The first place of a byte.
fn find(bytes: &[u8], from: usize, wanted: u8) -> Option<usize> {
    find_either(bytes, from, wanted, wanted)
}

/// The first place of one of two bytes. Eight bytes at a time: one of them is a wanted one where the
/// difference has a zero, and the first zero is what a subtraction of ones borrows for.
#[inline]
fn find_either(bytes: &[u8], from: usize, one: u8, other: u8) -> Option<usize> {
    const ONES: u64 = u64::MAX / 255;
    let zeros = |difference: u64| difference.wrapping_sub(ONES) & !difference & (ONES << 7);
    let (one_eight, other_eight) = (ONES * u64::from(one), ONES * u64::from(other));
    let mut at = from;
    let mut rest = bytes.get(from..)?;
    while let Some((eight, after)) = rest.split_first_chunk::<8>() {
        let eight = u64::from_le_bytes(*eight);
        let found = zeros(eight ^ one_eight) | zeros(eight ^ other_eight);
        if found != 0 {
            return Some(at + found.trailing_zeros() as usize / 8);
        }
        (rest, at) = (after, at + 8);
    }
    rest.iter().position(|&byte| byte == one || byte == other).map(|n| at + n)
}

fn find_text(bytes: &[u8], from: usize, wanted: &[u8]) -> Option<usize> {
    let mut at = from;
    loop {
        at = find(bytes, at, wanted[0])?;
        if bytes[at..].starts_with(wanted) {
            return Some(at);
        }
        at += 1;
    }
}

/// A part of a page between two signs of ASCII.
fn text(part: &[u8]) -> &str {
    std::str::from_utf8(part).expect("pages are text")
}

/// Another site, or no file at all.
fn is_elsewhere(target: &[u8]) -> bool {
    let schemes: [&[u8]; 5] = [b"https:", b"http:", b"mailto:", b"tel:", b"//"];
    schemes.iter().any(|scheme| target.starts_with(scheme))
}

/// The five escapes that templates write.
fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let plain = text
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace("&#x2F;", "/")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
    Cow::Owned(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_and_anchors_of_a_page_are_found() {
        let html = "<!-- <a href='x'> --><main id=\"main\"><a class=b href=\"../a.html#c\">1 < 2</a>\
            <a href=\"https://example.org/\"><img src='p.png'><p id=main><a href=\"#main\"><a href=\"#else\"><script src=\"s.js\">\"<a href='no'>\"</script>";
        let addresses = Addresses::default();
        let facts = read(html.as_bytes(), &addresses);
        let addresses = addresses.into_texts();
        let links: Vec<&str> = facts.links.iter().map(|link| &*addresses[*link as usize]).collect();
        assert_eq!(links, ["#else", "../a.html#c", "p.png", "s.js"]);
        assert_eq!(facts.anchors.iter().collect::<Vec<_>>(), ["main"]);
        assert_eq!(facts.twice.iter().collect::<Vec<_>>(), ["main"]);
    }

    #[test]
    fn charts_of_a_page_are_weighed_and_named() {
        let html = "<svg class=\"ch swatch\"><title id=\"a\">no</title></svg>\
            <svg class=\"ch wide\" aria-describedby=\"s\"><title id=\"w\">Columns: A &amp; B</title></svg>\
            <svg class=\"ch narrow\"><title id=\"n\">Columns: A &amp; B</title></svg>";
        let facts = read(html.as_bytes(), &Addresses::default());
        assert_eq!(facts.chart_names, ["Columns: A & B"]);
        assert_eq!(facts.descriptions.iter().collect::<Vec<_>>(), ["s"]);
        assert!((130..200).contains(&facts.chart_bytes), "{}", facts.chart_bytes);
    }

    #[test]
    fn a_byte_is_found_wherever_it_stands() {
        for length in 0..40 {
            for at in 0..length {
                let mut bytes = vec![b'a'; length];
                bytes[at] = b'"';
                // What differs by one, or only above, is another.
                bytes[at + 1..].fill(b'#');
                bytes[..at].fill(b'\xa2');
                for from in 0..=length {
                    let found = (from <= at).then_some(at);
                    assert_eq!(find(&bytes, from, b'"'), found, "{at} of {length} from {from}");
                }
            }
        }
        assert_eq!(find(b"", 0, b'"'), None);
        assert_eq!(find(b"", 1, b'"'), None);
    }

    #[test]
    fn a_cut_off_tag_ends_the_reading() {
        for html in ["<a href=\"x", "<a href=", "<a", "<", "<!--", "<a =\"\">", "<a ='"] {
            read(html.as_bytes(), &Addresses::default());
        }
    }
}
