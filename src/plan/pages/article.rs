//! A page of the organization's own: about, contact, legal.

use super::{Body, describe};
use crate::plan::desk::Sheet;
use crate::plan::parts::narrative;
use crate::plan::view::{Article, Content};

pub fn body(sheet: &mut Sheet<'_, '_>, a: usize) -> Body {
    let told = narrative::of_page(sheet);
    let title = narrative::article_title(sheet, &sheet.desk.plan.articles[a]);
    Body {
        kind: "article",
        description: told.description.clone().unwrap_or_else(|| describe(&title.text)),
        title,
        breadcrumbs: Vec::new(),
        on_this_page: told.contents,
        fallback: told.notice,
        content: Content::Article(Article { narrative: told.html.unwrap_or_default() }),
    }
}
