//! A finished page → what the last checks ask of it: where it links, what can be linked to.

use std::borrow::Cow;

use super::addresses::{Addresses, Numbers};
use crate::compact::hash;

/// Of one page of HTML.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageFacts {
    /// Targets as written, once each, by their numbers: `../a/index.html#b`. Not in it are those to other
    /// sites, and to what is there on the page itself.
    pub links: Numbers,
    /// Ids that a link may name.
    pub anchors: Anchors,
    /// What few pages have.
    pub seldom: Option<Box<Seldom>>,
}

/// The ids of a page. They would take more room than all else that is known of it, so of each five bytes
/// of its hash are held, in order: of ten thousand million dead links one might pass for a living one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Anchors(Box<[[u8; 5]]>);

impl Anchors {
    fn of(hash: u64) -> [u8; 5] {
        let [a, b, c, d, e, ..] = hash.to_be_bytes();
        [a, b, c, d, e]
    }

    pub fn contains(&self, id: &str) -> bool {
        self.0.binary_search(&Anchors::of(hash(id))).is_ok()
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seldom {
    /// All ids of a page that links to one which it does not have, for whoever says which was meant.
    pub ids: Vec<String>,
    /// Ids that stand on the page twice.
    pub twice: Vec<String>,
    /// Ids that nothing on the page has, of elements that shall describe others.
    pub undescribed: Vec<String>,
    /// Accessible names of charts, each as often as it stands there.
    pub chart_names: Vec<String>,
    /// Bytes of all drawings.
    pub chart_bytes: usize,
}

/// The same while a page is read, with what stands in it several times.
#[derive(Default)]
struct Seen<'h> {
    links: Vec<Cow<'h, str>>,
    ids: Vec<Cow<'h, str>>,
    descriptions: Vec<Cow<'h, str>>,
    chart_names: Vec<String>,
    chart_bytes: usize,
}

impl Seen<'_> {
    fn facts(mut self, addresses: &Addresses) -> PageFacts {
        let mut hashes: Vec<u64> = self.ids.iter().map(|id| hash(id)).collect();
        hashes.sort_unstable();
        let pairs = hashes.array_windows::<2>();
        let twice: Vec<u64> =
            pairs.filter(|[one, next]| one == next).map(|[one, _]| *one).collect();
        hashes.dedup();
        let anchors = Anchors(hashes.into_iter().map(Anchors::of).collect());
        let is_twice = |id: &str| !twice.is_empty() && twice.binary_search(&hash(id)).is_ok();
        let mut seldom = Seldom {
            twice: in_order(self.ids.iter().filter(|id| is_twice(id))),
            undescribed: in_order(self.descriptions.iter().filter(|id| !anchors.contains(id))),
            chart_names: self.chart_names,
            chart_bytes: self.chart_bytes,
            ids: Vec::new(),
        };
        let on_page = |link: &Cow<'_, str>| link.strip_prefix('#').map(|id| anchors.contains(id));
        self.links.retain(|link| on_page(link) != Some(true));
        if self.links.iter().any(|link| on_page(link).is_some()) {
            seldom.ids = in_order(self.ids.iter());
        }
        let has_any = seldom != Seldom::default();
        PageFacts {
            links: addresses.numbers(&self.links),
            anchors,
            seldom: has_any.then(|| Box::new(seldom)),
        }
    }
}

/// Each once.
fn in_order<'t>(names: impl Iterator<Item = &'t Cow<'t, str>>) -> Vec<String> {
    let mut names: Vec<String> = names.map(|name| name.to_string()).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// Reads the tags of a page made by our own templates: attributes are quoted, text is escaped.
pub fn read(html: &[u8], addresses: &Addresses) -> PageFacts {
    // Most pages have no more, so that nothing is moved while they are read.
    let mut seen =
        Seen { links: Vec::with_capacity(256), ids: Vec::with_capacity(256), ..Seen::default() };
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
            b"id" => seen.ids.push(unescape(text(&bytes[value]))),
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
        let links: Vec<&str> = facts.links.iter().map(|link| addresses.at(link)).collect();
        assert_eq!(links, ["../a.html#c", "p.png", "#else", "s.js"]);
        assert!(facts.anchors.contains("main") && !facts.anchors.contains("else"));
        let seldom = facts.seldom.expect("an id stands there twice");
        assert_eq!((seldom.twice, seldom.ids), (vec!["main".to_owned()], vec!["main".to_owned()]));
    }

    #[test]
    fn charts_of_a_page_are_weighed_and_named() {
        let html = "<svg class=\"ch swatch\"><title id=\"a\">no</title></svg>\
            <svg class=\"ch wide\" aria-describedby=\"s\"><title id=\"w\">Columns: A &amp; B</title></svg>\
            <svg class=\"ch narrow\"><title id=\"n\">Columns: A &amp; B</title></svg>";
        let seldom = read(html.as_bytes(), &Addresses::default()).seldom.expect("it has charts");
        assert_eq!(seldom.chart_names, ["Columns: A & B"]);
        assert_eq!(seldom.undescribed, ["s"]);
        assert!((130..200).contains(&seldom.chart_bytes), "{}", seldom.chart_bytes);
    }

    #[test]
    fn of_most_pages_little_is_held() {
        let html = "<main id=\"main\" aria-describedby=\"main\"><a href=\"#main\">";
        let facts = read(html.as_bytes(), &Addresses::default());
        assert!(facts.seldom.is_none() && facts.links == Numbers::default(), "{facts:?}");
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
