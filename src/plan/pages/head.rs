//! What stands in the head of every page besides its title.

use crate::hosting;
use crate::localize::LocalizedReport;
use crate::plan::desk::Desk;
use crate::plan::view::{Head, SharedPicture};

/// `to` is the way from the page to a file of the site.
pub fn head(desk: &Desk<'_>, report: &LocalizedReport<'_>, to: impl Fn(&str) -> String) -> Head {
    let assets = &desk.assets;
    Head {
        policy: hosting::POLICY,
        icon: to(&assets.icon),
        icon_png: to(&assets.icon_png),
        colour_light: assets.colour_light.clone(),
        colour_dark: assets.colour_dark.clone(),
        picture: picture(desk, report),
        feed: assets.has_feed.then(|| to(&format!("{}/feed.xml", report.tag))),
        // Made from the finished contents.
        dataset: None,
    }
}

/// One that is not there, or too small, was reported.
fn picture(desk: &Desk<'_>, report: &LocalizedReport<'_>) -> Option<SharedPicture> {
    let site = &desk.project.site;
    let own = site.image.as_ref().and_then(|image| {
        let file = desk.project.picture(&image.file.value)?;
        Some((file.address(), file.size?, Some(report.plain(&image.alt).to_owned())))
    });
    let (path, (width, height), alt) =
        own.unwrap_or_else(|| (desk.assets.picture.clone(), desk.assets.picture_size, None));
    Some(SharedPicture { address: site.address(&path)?, width, height, alt })
}
