//! Judges the destination of a link or picture: may it stand on a published page, and where does it lead?

/// What is wrong with a destination, and what to do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// A scheme that runs code or leads nowhere, or an address that browsers read in two ways.
    Unsafe,
    /// `//host/path`: works or not depending on how the page itself was opened.
    WithoutScheme,
    /// A page of this site, by a path that is not what it will be called.
    Page,
    /// A picture on somebody else's server.
    Remote,
    Empty,
}

/// Links lead to other sites, to an anchor of the same page, or to a file beside the narrative.
pub(super) fn check_link(destination: &str) -> Result<(), Fault> {
    check(destination)?;
    match scheme(destination) {
        Some(scheme)
            if ["http", "https", "mailto", "tel"]
                .iter()
                .any(|known| scheme.eq_ignore_ascii_case(known)) =>
        {
            Ok(())
        }
        Some(_) => Err(Fault::Unsafe),
        None if destination.starts_with('#') && destination.len() > 1 => Ok(()),
        None if is_page(destination) => Err(Fault::Page),
        None => Ok(()),
    }
}

/// Pictures are files beside the narrative: the page works from a folder, and tells no other
/// server who reads it.
pub(super) fn check_picture(destination: &str) -> Result<(), Fault> {
    check(destination)?;
    match scheme(destination) {
        Some(scheme)
            if scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https") =>
        {
            Err(Fault::Remote)
        }
        Some(_) => Err(Fault::Unsafe),
        None if is_page(destination) || destination.starts_with('#') => Err(Fault::Page),
        None => Ok(()),
    }
}

fn check(destination: &str) -> Result<(), Fault> {
    if destination.trim().is_empty() {
        return Err(Fault::Empty);
    }
    // Browsers drop tabs and line breaks from addresses, and take `\` for `/`.
    let strange = |letter: char| letter.is_control() || letter == '\\' || super::hidden::is(letter);
    if destination.contains(strange) || destination.trim() != destination {
        return Err(Fault::Unsafe);
    }
    if destination.starts_with("//") {
        return Err(Fault::WithoutScheme);
    }
    Ok(())
}

/// What stands before the first colon, where that comes before any `/`, `?` or `#`. Whether it is
/// well formed does not matter: whatever a browser could take for a scheme counts as one.
fn scheme(destination: &str) -> Option<&str> {
    let end = destination.find([':', '/', '?', '#'])?;
    destination[end..].starts_with(':').then(|| &destination[..end])
}

/// A relative path that is not plainly a file of another kind, such as `annex.pdf`.
fn is_page(destination: &str) -> bool {
    let path = destination.split(['?', '#']).next().unwrap_or_default();
    let name = path.rsplit('/').next().unwrap_or_default();
    if destination.starts_with('/') {
        return true;
    }
    match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() && !extension.is_empty() => {
            ["md", "html", "htm"].iter().any(|page| extension.eq_ignore_ascii_case(page))
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::{Fault, check_link, check_picture};

    #[test]
    fn only_four_schemes_lead_out_of_the_site() {
        for good in ["https://www.wto.org/", "HTTP://a.example", "mailto:a@b.example", "tel:+41"] {
            assert_eq!(check_link(good), Ok(()), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            "java\tscript:alert(1)",
            " javascript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "a b:c",
            "\\\\host\\share",
            "https:\\\\host",
            "\u{1}javascript:x",
        ] {
            assert_eq!(check_link(bad), Err(Fault::Unsafe), "{bad:?}");
        }
        assert_eq!(check_link("//host.example/"), Err(Fault::WithoutScheme));
    }

    #[test]
    fn a_page_is_not_linked_by_its_path() {
        for page in ["other.md", "../er-1-1/", "/legal", "about", "kpi/index.html#a", ".", "?a=b"] {
            assert_eq!(check_link(page), Err(Fault::Page), "{page}");
        }
        for file in ["annex.pdf", "files/annex.v2.xlsx", "annex.pdf#page=3", "#budget"] {
            assert_eq!(check_link(file), Ok(()), "{file}");
        }
        assert_eq!(check_link("#"), Err(Fault::Page));
        assert_eq!(check_link(""), Err(Fault::Empty));
    }

    #[test]
    fn a_picture_lies_beside_the_narrative() {
        assert_eq!(check_picture("map.png"), Ok(()));
        assert_eq!(check_picture("https://a.example/map.png"), Err(Fault::Remote));
        assert_eq!(check_picture("data:image/png;base64,AA"), Err(Fault::Unsafe));
    }
}
