//! What stands in the head of every page besides its title.

use crate::hosting;
use crate::plan::desk::Desk;
use crate::plan::view::Head;

/// `to` is the way from the page to a file of the site.
pub fn head(desk: &Desk<'_>, tag: &str, to: impl Fn(&str) -> String) -> Head {
    let assets = &desk.assets;
    Head {
        policy: hosting::POLICY,
        icon: to(&assets.icon),
        icon_png: to(&assets.icon_png),
        colour_light: assets.colour_light.clone(),
        colour_dark: assets.colour_dark.clone(),
        picture: desk.project.site.address(&assets.picture),
        feed: assets.has_feed.then(|| to(&format!("{tag}/feed.xml"))),
        // Made from the finished contents.
        dataset: None,
    }
}
