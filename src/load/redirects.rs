//! `redirects.toml`: addresses of old, each with the file that answers there now.

use super::plain;
use super::tree::{SourceFile, SourceTree};
use crate::diagnostics::{Diagnostic, Diagnostics, codes};
use crate::model::{Located, Redirect};

pub fn read(tree: &SourceTree, file: &SourceFile, found: &mut Diagnostics) -> Vec<Redirect> {
    let text = tree.sources.held(file.id).expect("a TOML file was read as text");
    let mut redirects = Vec::new();
    for entry in plain::read(file.id, text, found) {
        match (entry.path.as_slice(), entry.texts.as_slice()) {
            ([group, from], [to]) if group == "redirect" => {
                // With or without a slash in front, as people copy them.
                let clean = |address: &str| address.trim_start_matches('/').to_owned();
                redirects.push(Redirect {
                    from: Located::new(clean(from), entry.key_origin),
                    to: Located::new(clean(&to.value), to.origin),
                });
            }
            _ => found.push(
                Diagnostic::new(
                    &codes::UNKNOWN_KEY,
                    format!("`{}` is no redirect", entry.dotted()),
                )
                .at(entry.key_origin)
                .help("write `[redirect]`, and below it `\"old/address\" = \"en/new/index.html\"`"),
            ),
        }
    }
    redirects
}
