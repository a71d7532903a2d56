//! A request and the preview → the answer. Reads no file and knows no connection.

use std::sync::Arc;

use super::headers::content_type;
use super::host::Names;
use super::own_files;
use super::preview::{Preview, State};
use super::request::{Refusal, Request, refuse};

pub struct Answer {
    pub status: u16,
    pub content_type: &'static str,
    /// Where else to look.
    pub location: Option<String>,
    pub body: Body,
}

pub enum Body {
    Bytes(Arc<[u8]>),
    /// News of every build, for as long as somebody listens.
    Events,
}

/// Who asks comes first: whoever may not read learns nothing of the site.
pub fn answer(request: &Request, names: &Names, preview: &Preview) -> Result<Answer, Refusal> {
    may_read(request, names)?;
    let path = request.path.as_str();
    if path == own_files::EVENTS {
        return Ok(found("text/event-stream", Body::Events));
    }
    if path.starts_with(own_files::FOLDER) {
        let text = own_files::file(path).ok_or(refuse(404, "The preview has no such file."))?;
        return Ok(found(content_type(path), Body::Bytes(text.as_bytes().into())));
    }
    let state = preview.state_with(path);
    if state.site.is_none() {
        let page = Body::Bytes(own_files::no_site(&state).into());
        return Ok(Answer { status: 503, ..found("text/html; charset=utf-8", page) });
    }
    if let Some(bytes) = state.file(path) {
        return Ok(shown(200, path, bytes, &state));
    }
    if state.file(&format!("{path}/index.html")).is_some() {
        let location = Some(format!("{}/", request.target));
        let body = Body::Bytes(Arc::from(*b"The folder is one step further.\n"));
        return Ok(Answer { status: 301, location, ..found("text/plain; charset=utf-8", body) });
    }
    // As hosts do that have one in each language.
    let folder = path.split('/').next().unwrap_or_default();
    let own = state.file(&format!("{folder}/{NOT_FOUND}"));
    match own.or_else(|| state.file(NOT_FOUND)) {
        Some(page) => Ok(shown(404, NOT_FOUND, page, &state)),
        None => Err(refuse(404, "The site has no such page.")),
    }
}

/// What hosts show for an address without a page.
const NOT_FOUND: &str = "404.html";

fn shown(status: u16, path: &str, bytes: Arc<[u8]>, state: &State) -> Answer {
    let content_type = content_type(path);
    let bytes = match path.ends_with(".html") {
        true => own_files::with_script(&bytes, state).into(),
        false => bytes,
    };
    Answer { status, ..found(content_type, Body::Bytes(bytes)) }
}

fn found(content_type: &'static str, body: Body) -> Answer {
    Answer { status: 200, content_type, location: None, body }
}

/// Keeps out pages of other sites that are open in the same browser: by a name of theirs that leads
/// here, by a script or picture of ours in their page, by a request of their script.
fn may_read(request: &Request, names: &Names) -> Result<(), Refusal> {
    let host = request.host.as_deref().filter(|host| names.know(host));
    let Some(host) = host else {
        return Err(refuse(
            403,
            "The preview answers only to its own address: localhost, 127.0.0.1, or the --host given.",
        ));
    };
    let own = |origin: &str| origin.eq_ignore_ascii_case(&format!("http://{host}"));
    if request.origin.as_deref().is_some_and(|origin| !own(origin)) {
        return Err(refuse(403, "The preview does not answer to pages of other sites."));
    }
    let is = |header: &Option<String>, word: &str| header.as_deref() == Some(word);
    let site = request.fetch_site.as_deref();
    let is_own = site.is_none_or(|site| ["same-origin", "none"].contains(&site));
    // A link that one follows shows the page to its reader alone.
    let is_followed = is(&request.fetch_mode, "navigate") && is(&request.fetch_dest, "document");
    match is_own || is_followed {
        true => Ok(()),
        false => Err(refuse(403, "The preview does not answer to pages of other sites.")),
    }
}
