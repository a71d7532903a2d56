//! What the preview adds to a site: a script that reloads the page and lists problems, its style,
//! and a page for as long as there is no site.

use super::preview::State;

/// The folder of its addresses; no page of a report can stand there.
pub const FOLDER: &str = "_kepi/";
pub const EVENTS: &str = "_kepi/events";

const SCRIPT: (&str, &str) = ("_kepi/preview.js", include_str!("files/preview.js"));
const STYLE: (&str, &str) = ("_kepi/preview.css", include_str!("files/preview.css"));

pub fn file(path: &str) -> Option<&'static str> {
    [SCRIPT, STYLE].iter().find(|(name, _)| *name == path).map(|(_, text)| *text)
}

/// The page as built, and the tag of the script. The version in it tells the script which site it
/// is on, whatever is built until it runs.
pub fn with_script(html: &[u8], state: &State) -> Vec<u8> {
    let tag = format!("<script defer src=\"/{}?site={}\"></script>", SCRIPT.0, state.version());
    let end = b"</head>";
    // A theme may have left it out, as HTML allows.
    let at = html.windows(end.len()).position(|part| part == end).unwrap_or(html.len());
    [&html[..at], tag.as_bytes(), &html[at..]].concat()
}

/// In place of any page while the report has never been without errors. It needs no script to be
/// read.
pub fn no_site(state: &State) -> Vec<u8> {
    let title = escaped(&state.title());
    let mut html = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<link rel=\"stylesheet\" href=\"/{}\">\n</head>\n<body>\n\
         <main class=\"kepi-no-site\">\n<h1>{title}</h1>\n\
         <p>It appears here as soon as they are mended.</p>\n<ol>\n",
        STYLE.0
    );
    for problem in state.problems.iter() {
        html.push_str(&format!("<li><pre tabindex=\"0\">{}</pre></li>\n", escaped(&problem.text)));
    }
    html.push_str("</ol>\n");
    if state.more > 0 {
        html.push_str(&format!("<p>And {} more.</p>\n", state.more));
    }
    html.push_str("</main>\n</body>\n</html>\n");
    with_script(html.as_bytes(), state)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
