//! Sample KPIs, tables and figures in three languages, rich enough to try every part of a page.

use kepi::plan::view::*;

/// One of the languages that the samples are written in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum In {
    En,
    Zh,
    Ar,
}

impl In {
    pub const ALL: [In; 3] = [In::En, In::Zh, In::Ar];

    pub fn tag(self) -> &'static str {
        self.pick("en", "zh", "ar")
    }

    pub fn dir(self) -> &'static str {
        self.pick("ltr", "ltr", "rtl")
    }

    pub fn pick(self, en: &'static str, zh: &'static str, ar: &'static str) -> &'static str {
        match self {
            In::En => en,
            In::Zh => zh,
            In::Ar => ar,
        }
    }

    pub fn words(self, en: &'static str, zh: &'static str, ar: &'static str) -> Words {
        plain(self.pick(en, zh, ar))
    }

    /// English words that nobody has translated yet.
    pub fn fallback(self, text: &str) -> Words {
        match self {
            In::En => plain(text),
            In::Zh => Words { text: text.into(), lang: Some("en".into()), dir: None },
            In::Ar => Words { text: text.into(), lang: Some("en".into()), dir: Some("ltr") },
        }
    }
}

pub fn plain(text: &str) -> Words {
    Words { text: text.into(), lang: None, dir: None }
}

pub fn link(href: &str, words: Words) -> Link {
    Link { href: href.into(), words, current: false }
}

pub fn number(text: &str) -> Cell {
    let spoken = text.strip_prefix('(').map(|rest| format!("minus {}", rest.trim_end_matches(')')));
    Cell { text: text.into(), kind: "number", spoken, ..Cell::default() }
}

fn words_cell(text: &str) -> Cell {
    Cell { text: text.into(), kind: "text", ..Cell::default() }
}

fn missing(mark: &str, words: &str) -> Cell {
    Cell { text: mark.into(), kind: "missing", spoken: Some(words.into()), ..Cell::default() }
}

fn of(period: &str, cell: Cell) -> Cell {
    Cell { period: Some(period.into()), ..cell }
}

fn noted(number: u8, at: &str, cell: Cell) -> Cell {
    Cell { notes: vec![mark(number, at)], ..cell }
}

fn status(mark: &str, words: &str, cell: Cell) -> Cell {
    Cell { status: Some(StatusMark { mark: mark.into(), words: words.into() }), ..cell }
}

pub fn mark(number: u8, at: &str) -> NoteMark {
    NoteMark {
        number: number.to_string(),
        href: format!("#note-{number}"),
        anchor: format!("mark-{number}-{at}"),
    }
}

pub fn rating(l: In, id: &str) -> Rating {
    let (name, letter, shape) = match id {
        "full" => (l.words("Fully achieved", "完全实现", "تحقق بالكامل"), "F", "disc"),
        "partial" => (l.words("Partially achieved", "部分实现", "تحقق جزئياً"), "P", "half"),
        "not" => (l.words("Not achieved", "未实现", "لم يتحقق"), "N", "ring"),
        "not-assessable" => (l.words("Not assessable", "无法评估", "لا يمكن تقييمه"), "X", "square"),
        _ => (l.words("Discontinued", "终止", "أوقف"), "D", "diamond"),
    };
    Rating { id: id.into(), name, letter: letter.into(), shape: shape.into(), derived: None }
}

pub fn counts(l: In, numbers: [usize; 5]) -> Vec<RatingCount> {
    let ids = ["full", "partial", "not", "not-assessable", "discontinued"];
    let shown = ids.into_iter().zip(numbers).filter(|(_, count)| *count > 0);
    shown
        .map(|(id, count)| {
            let rating = rating(l, id);
            let name = match l {
                In::En => rating.name.text.to_lowercase(),
                In::Zh | In::Ar => rating.name.text.clone(),
            };
            RatingCount { rating, count, words: plain(&format!("{count} {name}")) }
        })
        .collect()
}

pub fn source(l: In, place: &str) -> Source {
    let report =
        l.pick("Performance Report 2024/25", "《2024/25 年绩效报告》", "تقرير الأداء 2024/25");
    Source {
        words: plain(&format!("{report}, {place}")),
        link: Some("sources.html#source-wpr-2024-25".into()),
        as_of: Some(l.pick("March 2026", "2026年3月", "مارس 2026").into()),
    }
}

fn measure(id: &str, label: Option<Words>, cells: [Cell; 3], rating: Option<Rating>) -> Measure {
    let [baseline, target, actual] = cells;
    Measure {
        id: id.into(),
        label,
        baseline,
        target,
        actual,
        rating_span: usize::from(rating.is_some()),
        rating,
        justification: None,
        notes: Vec::new(),
    }
}

fn kpi(l: In, id: &str, title: Words, unit: Words, measures: Vec<Measure>) -> Kpi {
    Kpi {
        id: id.into(),
        href: "kpi.html".into(),
        title,
        unit,
        better: l.words("higher is better", "越高越好", "الأعلى أفضل"),
        owners: vec![l.words("Patents and Technology", "专利和技术部门", "البراءات والتكنولوجيا")],
        labelled: measures.iter().any(|measure| measure.label.is_some()),
        measures,
        source: Some(source(l, l.pick("Pillar 1", "战略支柱 1", "الركيزة 1"))),
        notes: Vec::new(),
    }
}

/// Several measures, one in a language that is not the page's, one rating that was derived.
pub fn visitors(l: In) -> Kpi {
    let growth = || number(l.pick("+20% in the biennium", "两年期增长 20%", "+20% خلال الثنائية"));
    let mut derived = rating(l, "full");
    derived.derived = Some(l.words(
        "derived by the published rule: the source lost the mark",
        "来源中的标记已丢失，按公布的规则推定",
        "مستنتج وفقاً للقاعدة المنشورة: العلامة مفقودة في المصدر",
    ));
    let mut measures = vec![
        measure(
            "wipo-site",
            Some(l.words("WIPO website", "产权组织网站", "موقع الويبو")),
            [
                of("2022/23", number("27,802,067")),
                growth(),
                noted(
                    1,
                    "a",
                    number(l.pick("36,658,116 (+32%)", "36,658,116（+32%）", "36,658,116 (+32%)")),
                ),
            ],
            Some(derived),
        ),
        measure(
            "wjo",
            Some(l.fallback("WIPO Japan Office")),
            [of("2022/23", noted(2, "a", number("94,064"))), growth(), number("304,552")],
            Some(rating(l, "full")),
        ),
        measure(
            "ipsdc",
            Some(l.words(
                "IP Statistics Data Center",
                "知识产权统计数据中心",
                "مركز بيانات إحصاءات الملكية الفكرية",
            )),
            [of("2022/23", number("195,111")), growth(), number("151,928")],
            Some(rating(l, "not")),
        ),
    ];
    measures[0].notes = vec![mark(1, "b")];
    measures[2].justification = Some(l.words(
        "The Data Center moved to a new address in 2024; visits to the old one are not counted.",
        "数据中心于 2024 年迁至新网址；对旧网址的访问未计入。",
        "انتقل مركز البيانات إلى عنوان جديد عام 2024؛ ولا تُحتسب الزيارات إلى العنوان القديم.",
    ));
    let title = l.words(
        "Number of unique visitors to the WIPO website and the External Offices’ websites",
        "产权组织网站和驻外办事处网站的独立访问者人数",
        "عدد الزوار الفريدين لموقع الويبو ومواقع المكاتب الخارجية",
    );
    let unit = l.words("visitors", "访问者", "زائر");
    kpi(l, "web-visitors", title, unit, measures)
}

/// One measure without a name of its own.
pub fn satisfaction(l: In) -> Kpi {
    let measures = vec![measure(
        "all",
        None,
        [of("2022/23", number("99%")), number("≥ 85%"), noted(3, "a", number("99%"))],
        Some(rating(l, "full")),
    )];
    let title = l.words(
        "Participants satisfied with WIPO events",
        "对产权组织活动感到满意的参与者",
        "المشاركون الراضون عن فعاليات الويبو",
    );
    kpi(l, "events", title, l.words("per cent", "百分比", "في المائة"), measures)
}

/// Two measures share one rating; another is provisional, another missing.
pub fn filings(l: In) -> Kpi {
    let year = |y: &str| plain(y);
    let provisional = l.pick("provisional", "初步", "أولي");
    let mut group = measure(
        "madrid-2024",
        Some(l.words("Madrid applications, 2024", "马德里申请，2024 年", "طلبات مدريد، 2024")),
        [of("2023", number("64,257")), number("72,900"), number("65,115")],
        Some(rating(l, "partial")),
    );
    group.rating_span = 2;
    let measures = vec![
        group,
        measure(
            "madrid-2025",
            Some(l.words("Madrid applications, 2025", "马德里申请，2025 年", "طلبات مدريد، 2025")),
            [
                of("2023", number("64,257")),
                number("75,000"),
                status("[p]", provisional, number("64,150")),
            ],
            None,
        ),
        measure(
            "lisbon",
            Some(l.words("Lisbon applications", "里斯本申请", "طلبات لشبونة")),
            [
                missing("[x]", l.pick("not available", "不可用", "غير متاح")),
                number("80"),
                number("22"),
            ],
            Some(rating(l, "not-assessable")),
        ),
        measure(
            "renewals",
            Some(year("2024–2025")),
            [number("5,592"), number("5,570"), missing("–", l.pick("nil", "无", "لا شيء"))],
            Some(rating(l, "discontinued")),
        ),
    ];
    let title =
        l.words("Number of applications and renewals", "申请和续展数量", "عدد الطلبات والتجديدات");
    kpi(l, "filings", title, l.words("applications", "件", "طلب"), measures)
}

/// Words instead of numbers.
pub fn agenda(l: In) -> Kpi {
    let measures = vec![measure(
        "scp",
        Some(l.words(
            "Standing Committee on the Law of Patents",
            "专利法常设委员会",
            "اللجنة الدائمة المعنية بقانون البراءات",
        )),
        [
            words_cell(l.pick(
                "Agreed work carried out",
                "已落实商定工作",
                "نُفذ العمل المتفق عليه",
            )),
            words_cell(l.pick(
                "Agreed work carried out according to the agenda of the Committee",
                "根据委员会议程落实商定工作",
                "تنفيذ العمل المتفق عليه وفقاً لجدول أعمال اللجنة",
            )),
            words_cell(l.pick(
                "Two sessions held; the Committee agreed on its future work on five topics",
                "举行了两届会议；委员会就五个专题的未来工作达成一致",
                "عُقدت دورتان؛ واتفقت اللجنة على عملها المقبل بشأن خمسة مواضيع",
            )),
        ],
        Some(rating(l, "full")),
    )];
    let mut kpi = kpi(
        l,
        "agenda",
        l.words(
            "Progress on the agendas of the committees",
            "委员会议程的进展",
            "التقدم المحرز في جداول أعمال اللجان",
        ),
        plain(""),
        measures,
    );
    kpi.better = plain("");
    kpi.source = None;
    kpi
}

pub fn notes(l: In) -> Vec<Note> {
    let note = |number: u8, words: Words, back: &[&str]| Note {
        anchor: format!("note-{number}"),
        number: number.to_string(),
        words,
        back: back.iter().map(|at| format!("#mark-{number}-{at}")).collect(),
    };
    vec![
        note(
            1,
            l.words(
                "The indicator may include incentivised traffic and so overstate real use.",
                "报告的指标可能包括受激励的流量，因此可能会高估实际的用户参与度。",
                "قد يشمل المؤشر زيارات محفَّزة وبالتالي قد يبالغ في تقدير الاستخدام الفعلي.",
            ),
            &["a", "b"],
        ),
        note(
            2,
            l.fallback("Published as 96,064 in the Programme of Work and Budget; corrected here."),
            &["a"],
        ),
        note(3, l.words("Based on 47 replies.", "基于 47 份答复。", "بناءً على 47 رداً."), &["a"]),
    ]
}

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
                    "<svg viewBox=\"0 0 14 14\" aria-hidden=\"true\" focusable=\"false\"><g class=\"m {class}\"><rect width=\"14\" height=\"14\"/></g></svg>"
                )),
                words,
            })
            .collect(),
        key_for_narrow: false,
        remarks: Vec::new(),
        source: table.source.clone(),
        downloads: vec![link("sources.html", plain("CSV")), link("sources.html", plain("SVG"))],
        table,
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
        "<svg class=\"ch\" viewBox=\"0 0 720 324\" role=\"img\" aria-labelledby=\"f-pct-by-year-t1\" aria-describedby=\"f-pct-by-year-s\" direction=\"ltr\" focusable=\"false\"><title id=\"f-pct-by-year-t1\">{name}</title>{bars}</svg>"
    )
}
