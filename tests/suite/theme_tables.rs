//! Sample tables and a figure in three languages: groups, totals, negatives, gaps, estimates.

use kepi::plan::view::*;

use crate::theme_report::*;

fn column(id: &str, label: Words, unit: Option<Words>) -> Column {
    Column { id: id.into(), label, unit, notes: Vec::new() }
}

fn row(id: &str, kind: &'static str, depth: usize, label: Words, cells: &[&str]) -> Row {
    let cells = cells.iter().map(|text| number(text)).collect();
    Row { id: id.into(), label, kind, depth, unit: None, cells, notes: Vec::new() }
}

/// Groups, totals, a row with its own unit, negative, estimated and missing values.
pub fn revenue(l: In) -> Table {
    let mut rows = vec![
        row("fees-heading", "heading", 0, l.words("Fees", "规费", "الرسوم"), &[]),
        row(
            "pct",
            "row",
            1,
            l.words("PCT system", "PCT 体系", "نظام معاهدة التعاون بشأن البراءات"),
            &["743.7", "742.4", "(1.3)", "100%"],
        ),
        row(
            "madrid",
            "row",
            1,
            l.words("Madrid system", "马德里体系", "نظام مدريد"),
            &["172.9", "174.4", "1.5", "101%"],
        ),
        row(
            "hague",
            "row",
            1,
            l.words("Hague system", "海牙体系", "نظام لاهاي"),
            &["14.2", "14.3", "0.1", "101%"],
        ),
        row(
            "lisbon",
            "row",
            1,
            l.words("Lisbon system", "里斯本体系", "نظام لشبونة"),
            &["200.0", "292.3", "92.3", "146%"],
        ),
        row(
            "fees",
            "total",
            0,
            l.words("Subtotal, fees", "规费小计", "المجموع الفرعي، الرسوم"),
            &["931.0", "931.4", "0.4", "100%"],
        ),
        row(
            "other-heading",
            "heading",
            0,
            l.words("Other revenue", "其他收入", "إيرادات أخرى"),
            &[],
        ),
        row(
            "contributions",
            "row",
            1,
            l.words("Contributions of Member States", "成员国会费", "اشتراكات الدول الأعضاء"),
            &["34.8", "34.9", "0.1", "100%"],
        ),
        row(
            "investments",
            "row",
            1,
            l.words("Gains on investments", "投资收益", "مكاسب الاستثمارات"),
            &["–", "(18.0)", "(18.0)", "–"],
        ),
        row("misc", "row", 1, l.fallback("Miscellaneous"), &["4.2", "28.1", "23.9", "669%"]),
        row(
            "total",
            "total",
            0,
            l.words("Total", "共计", "المجموع"),
            &["970.0", "976.4", "6.4", "101%"],
        ),
    ];
    rows[4].unit = Some(l.words("thousand francs", "千瑞郎", "ألف فرنك"));
    rows[4].notes = vec![mark(1, "r")];
    rows[8].cells[0] = missing("–", l.pick("nil", "无", "لا شيء"));
    rows[8].cells[3] = missing("[z]", l.pick("not applicable", "不适用", "لا ينطبق"));
    rows[9].cells[1] =
        status("[e]", l.pick("estimate", "估计", "تقدير"), noted(2, "t", number("28.1")));
    let percent = l.words("per cent", "百分比", "في المائة");
    Table {
        id: "revenue".into(),
        caption: l.words("Revenue in 2024/25", "2024/25 年收入", "الإيرادات في 2024/25"),
        unit: Some(l.words("million Swiss francs", "百万瑞郎", "مليون فرنك سويسري")),
        corner: l.words("Source of revenue", "收入来源", "مصدر الإيراد"),
        columns: vec![
            column("estimate", l.words("Estimate", "估算", "التقدير"), None),
            column("actual", l.words("Actual", "实际", "الفعلي"), None),
            column("difference", l.words("Difference", "差额", "الفرق"), None),
            column(
                "ratio",
                l.words(
                    "Actual as a share of the estimate",
                    "实际占估算比例",
                    "الفعلي كحصة من التقدير",
                ),
                Some(percent),
            ),
        ],
        rows,
        legend: legend(l),
        notes: vec![mark(3, "t")],
        source: Some(source(l, l.pick("Table 2", "表 2", "الجدول 2"))),
        downloads: vec![link("sources.html", plain("CSV")), link("sources.html", plain("JSON"))],
    }
}

fn legend(l: In) -> Vec<StatusMark> {
    let entry = |mark: &str, words: &str| StatusMark { mark: mark.into(), words: words.into() };
    vec![
        entry("[e]", l.pick("estimate", "估计", "تقدير")),
        entry("–", l.pick("nil", "无", "لا شيء")),
        entry("[z]", l.pick("not applicable", "不适用", "لا ينطبق")),
    ]
}

/// Sixteen results by eight sectors: wider than any phone.
pub fn spending(l: In) -> Table {
    let sectors = [
        ("patents", l.words("Patents", "专利", "البراءات")),
        ("brands", l.words("Brands", "品牌", "العلامات")),
        ("copyright", l.words("Copyright", "版权", "حق المؤلف")),
        ("development", l.words("Development", "发展", "التنمية")),
        ("platforms", l.words("Platforms", "平台", "المنصات")),
        ("partnerships", l.words("Partnerships", "伙伴", "الشراكات")),
        ("ecosystems", l.words("Ecosystems", "生态", "الأنظمة الإيكولوجية")),
        ("administration", l.words("Administration", "行政", "الإدارة")),
        ("total", l.words("Total", "共计", "المجموع")),
    ];
    let codes = [
        "1.1", "2.1", "2.2", "2.3", "2.4", "3.1", "3.2", "3.3", "4.1", "4.2", "4.3", "4.4", "4.5",
        "5.1", "5.2", "5.3",
    ];
    let result = l.words(
        "More effective communication and engagement",
        "更有效的沟通和参与",
        "تواصل ومشاركة أكثر فعالية",
    );
    let rows = codes.iter().zip(1u32..).map(|(code, place)| {
        let cells = (1..=9u32)
            .map(|column| match (place * column * 7919) % 113_000 {
                small if small % 5 == 0 => missing("–", l.pick("nil", "无", "لا شيء")),
                amount if amount >= 1000 => {
                    number(&format!("{},{:03}", amount / 1000, amount % 1000))
                }
                amount => number(&amount.to_string()),
            })
            .collect();
        Row {
            id: format!("er-{}", code.replace('.', "-")),
            label: plain(&format!("{code} {}", result.text)),
            kind: "row",
            depth: 0,
            unit: None,
            cells,
            notes: Vec::new(),
        }
    });
    Table {
        id: "spending".into(),
        caption: l.words(
            "Expenditure by result and sector",
            "按成果和部门开列的支出",
            "النفقات بحسب النتيجة والقطاع",
        ),
        unit: Some(l.words("thousand Swiss francs", "千瑞郎", "ألف فرنك سويسري")),
        corner: l.words("Expected result", "预期成果", "النتيجة المرتقبة"),
        columns: sectors.into_iter().map(|(id, label)| column(id, label, None)).collect(),
        rows: rows.collect(),
        legend: legend(l).into_iter().skip(1).take(1).collect(),
        notes: Vec::new(),
        source: Some(source(l, l.pick("Table 4", "表 4", "الجدول 4"))),
        downloads: vec![link("sources.html", plain("CSV")), link("sources.html", plain("JSON"))],
    }
}

/// Values over time with the last year estimated, and a simple drawing of them.
pub fn applications(l: In) -> Figure {
    let years = [
        ("2021", "277,500"),
        ("2022", "278,100"),
        ("2023", "272,600"),
        ("2024", "273,913"),
        ("2025", "275,900"),
    ];
    let mut rows: Vec<Row> =
        years.iter().map(|(year, value)| row(year, "row", 0, plain(year), &[value])).collect();
    rows[4].cells[0] = status("[e]", l.pick("estimate", "估计", "تقدير"), number("275,900"));
    let unit = l.words("applications", "件", "طلب");
    let table = Table {
        id: "pct-applications".into(),
        caption: l.words(
            "PCT applications by year",
            "按年份开列的 PCT 申请",
            "طلبات معاهدة البراءات بحسب السنة",
        ),
        unit: Some(unit.clone()),
        corner: l.words("Year", "年份", "السنة"),
        columns: vec![column("value", unit, None)],
        rows,
        legend: legend(l).into_iter().take(1).collect(),
        notes: Vec::new(),
        source: Some(source(l, l.pick("Annex VIII", "附件八", "المرفق الثامن"))),
        downloads: vec![link("sources.html", plain("CSV"))],
    };
    Figure {
        id: "pct-by-year".into(),
        subtitle: None,
        lost: None,
        notes: Vec::new(),
        title: l.words("PCT applications, 2021 to 2025", "2021 年至 2025 年 PCT 申请", "طلبات معاهدة البراءات، 2021 إلى 2025"),
        summary: l
            .pick(
                "From 277,500 in 2021 to an estimated 275,900 in 2025; the highest was 278,100 in 2022.",
                "从 2021 年的 277,500 件到 2025 年估计的 275,900 件；2022 年最高，为 278,100 件。",
                "من 277,500 في 2021 إلى 275,900 (تقديراً) في 2025؛ وكان الأعلى 278,100 في 2022.",
            )
            .into(),
        drawings: vec![Html(columns(l))],
        key: ["s1", "s2"]
            .iter()
            .zip([l.words("Published", "已公布", "منشور"), l.words("Estimated", "估计", "مقدر")])
            .map(|(class, words)| KeyEntry {
                class: (*class).into(),
                swatch: Html(format!(
                    "<svg class=\"ch swatch\" viewBox=\"0 0 14 14\" width=\"14\" height=\"14\" aria-hidden=\"true\" focusable=\"false\"><g class=\"m {class}\"><rect width=\"14\" height=\"14\"/></g></svg>"
                )),
                words,
            })
            .collect(),
        key_for_narrow: false,
        remarks: Vec::new(),
        source: table.source.clone(),
        downloads: vec![link("sources.html", plain("CSV")), link("sources.html", plain("SVG"))],
        table: Some(table),
    }
}

fn columns(l: In) -> String {
    let name = l.pick(
        "Columns: PCT applications, 5 years",
        "柱形图：PCT 申请，5 年",
        "أعمدة: طلبات معاهدة البراءات، 5 سنوات",
    );
    let bars: String = [250, 251, 245, 246, 248]
        .iter()
        .zip(0..)
        .map(|(height, place)| {
            let (x, y) = (70 + place * 130, 290 - height);
            let class = if place == 4 { "s2" } else { "s1" };
            let year = 2021 + place;
            format!(
                "<g class=\"m {class}\"><rect x=\"{x}\" y=\"{y}\" width=\"90\" height=\"{height}\"/></g><g class=\"tl tm\"><text x=\"{}\" y=\"312\" text-anchor=\"middle\">{year}</text></g>",
                x + 45
            )
        })
        .collect();
    format!(
        "<svg class=\"ch wide\" viewBox=\"0 0 720 340\" role=\"img\" aria-labelledby=\"f-pct-by-year-t1\" aria-describedby=\"f-pct-by-year-s\" direction=\"ltr\" focusable=\"false\"><title id=\"f-pct-by-year-t1\">{name}</title>{bars}</svg>"
    )
}
