//! Where figures come from, in words.

use crate::model::SourceUse;
use crate::plan::Subject;
use crate::plan::desk::Sheet;
use crate::plan::view::Source;

pub fn source(sheet: &Sheet<'_, '_>, used: Option<&SourceUse>) -> Option<Source> {
    let used = used?;
    let document = sheet.project().source(&used.document.value)?;
    let mut words = sheet.report.words(&document.title);
    if let Some(place) = &used.place {
        let comma = sheet.report.strings.get("chart.comma");
        words.text = format!("{}{comma}{}", words.text, sheet.report.plain(place));
    }
    let as_of = used.as_of.as_ref().or(document.as_of.as_ref());
    Some(Source {
        words,
        link: Some(format!("{}#source-{}", sheet.to(Subject::Sources), document.id)),
        as_of: as_of.map(|period| sheet.report.period(period)),
    })
}
