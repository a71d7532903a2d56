//! The head of an HTTP request → what is asked for, or why it is refused.

use crate::bundle::unsafe_path;

/// A head may have so many bytes; browsers send less than one kilobyte.
pub const LONGEST_HEAD: usize = 8 * 1024;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Without a body in the answer.
    pub is_head: bool,
    /// As it was sent, without the query.
    pub target: String,
    /// Relative to the site, decoded: `en/index.html`.
    pub path: String,
    pub host: Option<String>,
    pub origin: Option<String>,
    /// What a browser says of where the request comes from, and what for.
    pub fetch_site: Option<String>,
    pub fetch_mode: Option<String>,
    pub fetch_dest: Option<String>,
    pub keep_alive: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    pub status: u16,
    /// For the one who asks; a sentence.
    pub reason: &'static str,
}

pub const fn refuse(status: u16, reason: &'static str) -> Refusal {
    Refusal { status, reason }
}

const MALFORMED: Refusal = refuse(400, "This is not a request that kepi understands.");
const BAD_ADDRESS: Refusal = refuse(400, "This address cannot stand on a website.");

/// `head` ends before the empty line.
pub fn parse(head: &[u8]) -> Result<Request, Refusal> {
    let head = std::str::from_utf8(head).map_err(|_| MALFORMED)?;
    let mut lines = head.split("\r\n");
    let first = lines.next().unwrap_or_default();
    let &[method, target, version] = &first.split(' ').collect::<Vec<_>>()[..] else {
        return Err(MALFORMED);
    };
    let mut keep_alive = match version {
        "HTTP/1.1" => true,
        "HTTP/1.0" => false,
        _ => return Err(refuse(505, "kepi speaks HTTP/1.1.")),
    };
    let is_head = match method {
        "GET" => false,
        "HEAD" => true,
        _ if is_token(method) => return Err(refuse(405, "A preview can only be read.")),
        _ => return Err(MALFORMED),
    };
    let mut headers = Headers::default();
    for line in lines {
        let (name, value) = line.split_once(':').ok_or(MALFORMED)?;
        let value = value.trim_matches([' ', '\t']);
        if !is_token(name) || value.contains(|letter: char| letter.is_control() && letter != '\t') {
            return Err(MALFORMED);
        }
        headers.take(&name.to_ascii_lowercase(), value, &mut keep_alive)?;
    }
    let target = target.split_once('?').map_or(target, |(path, _)| path);
    Ok(Request {
        is_head,
        target: target.to_owned(),
        path: path(target)?,
        host: headers.host,
        origin: headers.origin,
        fetch_site: headers.fetch_site,
        fetch_mode: headers.fetch_mode,
        fetch_dest: headers.fetch_dest,
        keep_alive,
    })
}

#[derive(Default)]
struct Headers {
    host: Option<String>,
    origin: Option<String>,
    fetch_site: Option<String>,
    fetch_mode: Option<String>,
    fetch_dest: Option<String>,
}

impl Headers {
    fn take(&mut self, name: &str, value: &str, keep_alive: &mut bool) -> Result<(), Refusal> {
        let slot = match name {
            "host" => &mut self.host,
            "origin" => &mut self.origin,
            "sec-fetch-site" => &mut self.fetch_site,
            "sec-fetch-mode" => &mut self.fetch_mode,
            "sec-fetch-dest" => &mut self.fetch_dest,
            "connection" => {
                let says = |word| value.split(',').any(|it| it.trim().eq_ignore_ascii_case(word));
                *keep_alive = (*keep_alive || says("keep-alive")) && !says("close");
                return Ok(());
            }
            // Whoever sends a body could hide a second request in it.
            "transfer-encoding" => return Err(MALFORMED),
            "content-length" if value != "0" => return Err(MALFORMED),
            _ => return Ok(()),
        };
        // Said twice, it could be checked in one place and used in another.
        match slot.replace(value.to_owned()) {
            None => Ok(()),
            Some(_) => Err(MALFORMED),
        }
    }
}

fn is_token(text: &str) -> bool {
    let sign = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty() && text.bytes().all(sign)
}

/// The file of the site that an address means; a folder means its `index.html`.
fn path(target: &str) -> Result<String, Refusal> {
    let encoded = target.strip_prefix('/').ok_or(BAD_ADDRESS)?;
    if !encoded.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'#') {
        return Err(BAD_ADDRESS);
    }
    let mut path = decoded(encoded).ok_or(BAD_ADDRESS)?;
    if path.is_empty() || path.ends_with('/') {
        path.push_str("index.html");
    }
    match unsafe_path(&path) {
        None => Ok(path),
        Some(_) => Err(BAD_ADDRESS),
    }
}

/// Decodes once: `%252e` is a file called `%2e`.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let (digits, after) = rest.split_at_checked(2)?;
        let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|d| u8::try_from(d).ok());
        bytes.push((digit(digits[0])? << 4) | digit(digits[1])?);
        rest = after;
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(target: &str) -> Result<String, u16> {
        let head = format!("GET {target} HTTP/1.1\r\nHost: localhost");
        parse(head.as_bytes()).map(|request| request.path).map_err(|refusal| refusal.status)
    }

    #[test]
    fn addresses_name_files_of_the_site() {
        assert_eq!(asked("/").as_deref(), Ok("index.html"));
        assert_eq!(asked("/en/").as_deref(), Ok("en/index.html"));
        assert_eq!(asked("/en/kpi/index.html?a=../b").as_deref(), Ok("en/kpi/index.html"));
        assert_eq!(asked("/%D8%A7%D8%B3%D9%85.html").as_deref(), Ok("اسم.html"));
        assert_eq!(asked("/%252e%252e/x").as_deref(), Ok("%2e%2e/x"));
    }

    #[test]
    fn no_spelling_leaves_the_site() {
        let up = ["..", "%2e%2e", "%2E%2E", ".%2e", "%2e.", "%c0%ae%c0%ae", "%e0%80%ae%2e"];
        let separators = ["/", "%2f", "%2F", "%5c", "%5C", "\\", "//", "%c0%af", "/./"];
        let mut tried = 0;
        for up in up {
            for separator in separators {
                for start in ["/", "/en/", "/en/../", "/en%2f"] {
                    let target =
                        format!("{start}{up}{separator}{up}{separator}etc{separator}passwd");
                    assert_eq!(asked(&target), Err(400), "{target}");
                    tried += 1;
                }
            }
        }
        assert!(tried > 60);
        for target in [
            "//etc/passwd",
            "/%00",
            "/a%00.html",
            "/en/%0d%0aSet-Cookie:x",
            "/C:/x",
            "/en/..",
            "/en/.",
            "/%",
            "/%2",
            "/%zz",
            "/%ff",
            "/é",
            "/a#b",
            "http://evil.example/",
            "*",
            "evil.example:80",
            "en/index.html",
            "",
            "/..;/x/../y",
            "/en//x",
        ] {
            assert_eq!(asked(target), Err(400), "{target}");
        }
    }

    #[test]
    fn only_reading_is_answered() {
        let status = |head: &str| parse(head.as_bytes()).map_err(|refusal| refusal.status).err();
        for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PATCH", "get"] {
            assert_eq!(status(&format!("{method} / HTTP/1.1")), Some(405), "{method}");
        }
        assert_eq!(status("GET / HTTP/1.1\r\nHost: a"), None);
        assert_eq!(status("HEAD / HTTP/1.0"), None);
        assert_eq!(status("GET / HTTP/2.0"), Some(505));
        for head in [
            "",
            "GET",
            "GET /",
            "GET  / HTTP/1.1",
            "GET / HTTP/1.1\r\nHost",
            "G\"T / HTTP/1.1",
            "GET / HTTP/1.1\r\nHost : a",
            "GET / HTTP/1.1\r\nHost: a\r\nHost: b",
            "GET / HTTP/1.1\r\n folded: a",
            "GET / HTTP/1.1\r\nContent-Length: 5",
            "GET / HTTP/1.1\r\nTransfer-Encoding: chunked",
            "GET / HTTP/1.1\nHost: a",
        ] {
            assert_eq!(status(head), Some(400), "{head:?}");
        }
    }

    #[test]
    fn a_connection_stays_open_only_where_both_want_it() {
        let keeps = |head: &str| parse(head.as_bytes()).map(|request| request.keep_alive);
        assert_eq!(keeps("GET / HTTP/1.1"), Ok(true));
        assert_eq!(keeps("GET / HTTP/1.1\r\nConnection: close"), Ok(false));
        assert_eq!(keeps("GET / HTTP/1.0"), Ok(false));
        assert_eq!(keeps("GET / HTTP/1.0\r\nConnection: Keep-Alive"), Ok(true));
    }
}
