//! What hosts are told: the headers of every answer, old addresses, and the small files that one host
//! or another looks for.

use std::fmt::Write as _;

/// What a page may load, as far as the page itself can say it; for hosts that set no headers.
pub const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; \
     connect-src 'self'; base-uri 'none'; form-action 'self'";

/// The headers of every answer. `docs/hosting.md` has the same for hosts that read no file, and a
/// test compares them. HSTS is for the host to decide, who knows whether all of it is https.
pub const HEADERS: &[(&str, &str)] = &[
    (
        "Content-Security-Policy",
        // What a page cannot say of itself: who may show it in a frame.
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; \
         base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
];

/// For files that are named after their content; other files of `assets/` belong to narratives.
pub const NAMED_AFTER_CONTENT: &[&str] =
    &["style.*", "search.*", "search/*", "icon.*", "picture.*"];
/// Whether the file is the same for ever: with another content it would have another name.
pub fn is_named_after_content(path: &str) -> bool {
    let fits = |name: &str, pattern: &str| name.starts_with(pattern.trim_end_matches('*'));
    path.strip_prefix("assets/")
        .is_some_and(|name| NAMED_AFTER_CONTENT.iter().any(|pattern| fits(name, pattern)))
}

pub const FOR_EVER: (&str, &str) = ("Cache-Control", "public, max-age=31536000, immutable");

/// The list of a published site's files, at its root. It is a plain file, so that uploads that skip
/// dot-files take it along.
pub const MANIFEST: &str = "kepi-manifest.json";

/// A file for the root of the site.
pub struct File {
    pub path: String,
    pub bytes: Vec<u8>,
}

/// An address of old and where it leads now, both from the site's root.
pub struct Redirect<'a> {
    pub from: &'a str,
    pub to: &'a str,
}

/// What the site says of itself.
pub struct Site<'a> {
    /// With a slash at its end.
    pub base_url: Option<&'a str>,
    /// A host name of the organization's own, for hosts that look for it in `CNAME`.
    pub domain: Option<&'a str>,
    pub redirects: Vec<Redirect<'a>>,
}

pub fn files(site: &Site<'_>) -> Vec<File> {
    let file = |path: &str, text: String| File { path: path.to_owned(), bytes: text.into_bytes() };
    // The path of the site on its host: `/reports/`.
    let rest = site.base_url.and_then(|url| url.split_once("://")).map_or("", |(_, rest)| rest);
    let root = rest.find('/').map_or("/", |slash| &rest[slash..]);
    let mut files = vec![
        file(".nojekyll", String::new()),
        file("_headers", headers(root)),
        file("robots.txt", robots(site.base_url)),
    ];
    if let Some(domain) = site.domain {
        files.push(file("CNAME", format!("{domain}\n")));
    }
    if !site.redirects.is_empty() {
        files.push(file("_redirects", redirects(root, &site.redirects)));
        // What was no page (a paper, a table) cannot lead on by itself.
        let pages =
            site.redirects.iter().filter(|redirect| file_at(redirect.from).ends_with(".html"));
        files.extend(pages.map(|redirect| stub(site.base_url, redirect)));
    }
    files
}

fn headers(root: &str) -> String {
    let mut text = format!("{root}*\n");
    for (name, value) in HEADERS {
        writeln!(text, "  {name}: {value}").expect("a string takes everything");
    }
    let (name, value) = FOR_EVER;
    for pattern in NAMED_AFTER_CONTENT {
        writeln!(text, "{root}assets/{pattern}\n  {name}: {value}")
            .expect("a string takes everything");
    }
    text
}

fn robots(base_url: Option<&str>) -> String {
    let mut text = "User-agent: *\nAllow: /\n".to_owned();
    if let Some(base_url) = base_url {
        writeln!(text, "\nSitemap: {base_url}sitemap.xml").expect("a string takes everything");
    }
    text
}

fn redirects(root: &str, redirects: &[Redirect<'_>]) -> String {
    let line = |redirect: &Redirect<'_>| {
        let to = redirect.to.trim_end_matches("index.html");
        format!("{root}{} {root}{to} 301\n", redirect.from)
    };
    redirects.iter().map(line).collect()
}

/// The file that answers at an address: `a/` and `a` are `a/index.html`.
pub fn file_at(address: &str) -> String {
    let name = address.rsplit('/').next().unwrap_or_default();
    match (address.ends_with('/') || address.is_empty(), name.contains('.')) {
        (true, _) => format!("{address}index.html"),
        (false, true) => address.to_owned(),
        (false, false) => format!("{address}/index.html"),
    }
}

/// A page that leads on by itself, for hosts that read no `_redirects`.
fn stub(base_url: Option<&str>, redirect: &Redirect<'_>) -> File {
    let path = file_at(redirect.from);
    let to = escaped(&format!("{}{}", "../".repeat(path.matches('/').count()), redirect.to));
    let canonical = base_url.map(|base_url| {
        let to = escaped(&format!("{base_url}{}", redirect.to.trim_end_matches("index.html")));
        format!("<link rel=\"canonical\" href=\"{to}\">\n")
    });
    let html = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{to}</title>\n\
         <meta name=\"robots\" content=\"noindex\">\n{}<meta http-equiv=\"refresh\" content=\"0; url={to}\">\n\
         </head>\n<body>\n<p><a href=\"{to}\">{to}</a></p>\n</body>\n</html>\n",
        canonical.unwrap_or_default(),
    );
    File { path, bytes: html.into_bytes() }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_and_its_host_allow_the_same() {
        let (name, of_host) = HEADERS[0];
        assert_eq!(name, "Content-Security-Policy");
        assert_eq!(of_host, format!("{POLICY}; frame-ancestors 'none'"));
    }

    #[test]
    fn only_files_named_after_their_content_are_kept() {
        for path in ["assets/style.0f.css", "assets/search/en/0f.js", "assets/picture.0f.png"] {
            assert!(is_named_after_content(path), "{path}");
        }
        for path in ["assets/stylesheet.css", "assets/2025/icon.png", "style.0f.css", "en/"] {
            assert!(!is_named_after_content(path), "{path}");
        }
    }

    #[test]
    fn an_old_address_leads_to_the_new_one_with_and_without_the_host() {
        let redirects = vec![Redirect { from: "old/report", to: "en/2024-25/index.html" }];
        let site = Site { base_url: Some("https://example.org/reports/"), domain: None, redirects };
        let files = files(&site);
        let text = |path: &str| {
            let file = files.iter().find(|file| file.path == path);
            String::from_utf8(file.expect("it is made").bytes.clone()).expect("text")
        };
        assert_eq!(text("_redirects"), "/reports/old/report /reports/en/2024-25/ 301\n");
        assert!(text("old/report/index.html").contains("0; url=../../en/2024-25/index.html\""));
        assert!(
            text("_headers")
                .starts_with("/reports/*\n  Content-Security-Policy: default-src 'none'")
        );
        assert!(text("robots.txt").ends_with("Sitemap: https://example.org/reports/sitemap.xml\n"));
    }
}
