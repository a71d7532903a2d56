//! Sample lists in three languages: KPIs with filters, contributors, headline figures, marks.

use kepi::plan::view::*;

use crate::theme_editions::{cards, scale};
use crate::theme_report::*;
use crate::theme_tables::*;

pub fn extract(l: In) -> Extract {
    let mut table = spending(l);
    table.rows.retain(|row| row.kind == "row");
    table.rows.truncate(1);
    table.columns.iter_mut().for_each(|column| column.notes.clear());
    Extract { link: link("table-wide.html", table.caption.clone()), table }
}

pub fn kpi_list(l: In) -> KpiList {
    let choice = |words: Words, id: Option<&str>, count: &str, current| FilterChoice {
        words,
        rating: id.map(|id| rating(l, id)),
        count: count.into(),
        href: (count != "0").then(|| "kpis.html".into()),
        current,
    };
    let missed = choice(rating(l, "not").name, Some("not"), "3", true);
    KpiList {
        counted: l.words("3 KPIs", "3 项绩效指标", "3 مؤشرات"),
        chosen: Some(missed.clone()),
        all: Some(link("kpis.html", l.words("All KPIs", "全部绩效指标", "كل المؤشرات"))),
        ratings: counts(l, [1, 1, 1, 0, 0]),
        filters: vec![
            FilterGroup {
                heading: l.words("Rating", "评级", "التقييم"),
                open: true,
                choices: vec![
                    choice(rating(l, "full").name, Some("full"), "123", false),
                    missed,
                    choice(rating(l, "discontinued").name, Some("discontinued"), "0", false),
                ],
            },
            FilterGroup {
                heading: l.words("Contributor", "责任部门", "الجهة المساهمة"),
                open: false,
                choices: vec![choice(contributor(l).words, None, "12", false)],
            },
        ],
        kpis: listed(l),
        legend: filings(l).legend,
        downloads: vec![link("sources.html", l.words("CSV", "CSV", "CSV"))],
    }
}

pub fn methodology(l: In) -> Methodology {
    Methodology {
        narrative: None,
        scale: scale(l),
        marks: status_marks(l),
        missing: filings(l).legend,
    }
}

fn status_marks(l: In) -> Vec<StatusMark> {
    let words = l.pick("provisional", "初步", "أولي").into();
    vec![StatusMark { mark: "[p]".into(), words }]
}

pub fn unit_page(l: In) -> UnitPage {
    UnitPage {
        id: "patents".into(),
        parent: None,
        parts: vec![contributor(l)],
        ratings: counts(l, [1, 1, 1, 0, 0]),
        nodes: cards(l).remove(1).children,
        kpis: listed(l),
        legend: filings(l).legend,
        tables: vec![link("table.html", revenue(l).caption)],
        extracts: vec![extract(l)],
        risks: Vec::new(),
    }
}

pub fn units(l: In) -> Units {
    let card = UnitCard {
        link: contributor(l),
        counted: Some(l.words("12 KPIs", "12 项绩效指标", "12 مؤشراً")),
        ratings: counts(l, [9, 2, 1, 0, 0]),
    };
    Units { units: vec![card.clone(), UnitCard { counted: None, ratings: Vec::new(), ..card }] }
}

pub fn headline(l: In) -> Vec<Headline> {
    vec![Headline {
        text: l
            .pick("976.4 million Swiss francs", "9.764 亿瑞郎", "976.4 مليون فرنك سويسري")
            .into(),
        label: l.words("Revenue", "收入", "الإيرادات"),
        href: Some("table.html".into()),
        status: Some(StatusMark {
            mark: "[p]".into(),
            words: l.pick("provisional", "初步", "أولي").into(),
        }),
    }]
}

pub fn missed(l: In) -> Missed {
    Missed {
        heading: l.words("3 targets were not met.", "3 项目标未实现。", "3 أهداف لم تتحقق."),
        kpis: listed(l),
        legend: filings(l).legend,
        all: link("kpis.html", l.words("All 3 of them", "全部 3 项", "الأهداف جميعها")),
    }
}
