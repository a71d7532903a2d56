//! An old address must be free, and lead to a page that is there.

use crate::bundle::unsafe_path;
use crate::check::Site;
use crate::diagnostics::{Diagnostic, Diagnostics, Origin, codes, nearest};
use crate::hosting::file_at;

pub fn check(site: &Site<'_>, found: &mut Diagnostics) {
    let mut refuse = |origin: Origin, message: String, help: String| {
        found.push(Diagnostic::new(&codes::BAD_REDIRECT, message).at(origin).help(help));
    };
    for redirect in site.redirects {
        let (from, to) = (&redirect.from.value, &redirect.to.value);
        let file = file_at(from);
        if let Some(why) = unsafe_path(&file)
            .or(from.contains([' ', '?', '#', '*']).then_some("has a sign that no address has"))
        {
            let help =
                "write the old address from the site's root: `old/report.html`, `old/report/`";
            refuse(redirect.from.origin, format!("`{from}` {why}"), help.to_owned());
        } else if site.bundle.pages.contains(&file) || site.unmade.contains(&file) {
            let message = format!("`{from}` is a page of the site");
            refuse(
                redirect.from.origin,
                message,
                "delete the redirect, or rename the page".to_owned(),
            );
        }
        let target = to.split('#').next().unwrap_or(to);
        let leads_on =
            site.redirects.iter().any(|other| file_at(&other.from.value) == file_at(target));
        if leads_on {
            let message = format!("`{to}` is an old address itself");
            refuse(redirect.to.origin, message, "lead straight to the page of today".to_owned());
        } else if !site.bundle.files.contains(target) && !site.unmade.contains(target) {
            let near = nearest(target, site.bundle.pages.iter().map(|(path, _)| path));
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => "name a file of the site, such as `en/2024-25/index.html`".to_owned(),
            };
            refuse(redirect.to.origin, format!("the site has no file `{target}`"), help);
        }
    }
}
