//! An exception that names no check accepts nothing.

use crate::check::{ACCEPTABLE, Exception};
use crate::diagnostics::{Diagnostic, Diagnostics, codes, nearest};

pub fn check(exceptions: &[Exception<'_>], found: &mut Diagnostics) {
    for exception in exceptions {
        let names = ACCEPTABLE.iter().map(|code| code.name);
        if names.clone().any(|name| name == exception.check) {
            continue;
        }
        let message = match codes::named(exception.check) {
            Some(_) => format!("a finding of `{}` cannot be accepted", exception.check),
            None => format!("there is no check `{}`", exception.check),
        };
        let near = nearest(exception.check, names);
        found.push(
            Diagnostic::new(&codes::UNKNOWN_CHECK, message)
                .at(exception.origin)
                .label(near.map(|near| format!("did you mean `{near}`?")).unwrap_or_default())
                .help("name the code of a finding about figures; `kepi explain` lists all codes"),
        );
    }
}
