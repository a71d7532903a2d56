//! Sample ratings, KPIs and notes in three languages, rich enough to try every part of a page.

use std::sync::Arc;

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

pub fn missing(mark: &str, words: &str) -> Cell {
    Cell { text: mark.into(), kind: "missing", spoken: Some(words.into()), ..Cell::default() }
}

fn of(period: &str, cell: Cell) -> Cell {
    Cell { period: Some(period.into()), ..cell }
}

pub fn noted(number: u8, at: &str, cell: Cell) -> Cell {
    Cell { notes: vec![mark(number, at)], ..cell }
}

pub fn status(mark: &str, words: &str, cell: Cell) -> Cell {
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
            let words = plain(&format!("{count} {name}"));
            RatingCount { rating, count, start: 0, width: 100, words }
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
        distance: None,
        rating_span: 1,
        rating_by: Vec::new(),
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
        continues: None,
        owners: vec![contributor(l)],
        legend: Vec::new(),
        labelled: measures.iter().any(|measure| measure.label.is_some()),
        measures,
        source: Some(source(l, l.pick("Pillar 1", "战略支柱 1", "الركيزة 1"))),
        notes: Vec::new(),
    }
}

/// A unit of work, as links name it.
pub fn contributor(l: In) -> Link {
    let name = l.words("Patents and Technology", "专利和技术部门", "البراءات والتكنولوجيا");
    link("unit.html", name)
}

/// KPIs as a list, with and without names of their measures.
pub fn listed(l: In) -> Vec<KpiRow> {
    let node = || link("node.html", l.words("1.1 Communication", "1.1 沟通", "1.1 التواصل"));
    let in_list = |kpi| {
        let drawn = Arc::default();
        Arc::new(ListedKpi { code: "1.1".into(), node: node(), kpi, drawn }).into()
    };
    let mut missed = visitors(l);
    missed.notes.clear();
    missed.measures.drain(..2);
    vec![in_list(missed), in_list(filings(l)), in_list(agenda(l))]
}

/// Several measures, one in a language that is not the page's, one rating that was derived.
pub fn visitors(l: In) -> Kpi {
    let growth = || number(l.pick("+20% in the biennium", "两年期增长 20%", "+20% خلال الثنائية"));
    let mut derived = rating(l, "full");
    let words = l
        .words(
            "derived by the published rule: the source lost the mark",
            "来源中的标记已丢失，按公布的规则推定",
            "مستنتج وفقاً للقاعدة المنشورة: العلامة مفقودة في المصدر",
        )
        .text;
    derived.derived = Some(StatusMark { mark: "[d]".into(), words });
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
    let mut measures = vec![
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
    measures[1].rating_span = 0;
    let title =
        l.words("Number of applications and renewals", "申请和续展数量", "عدد الطلبات والتجديدات");
    let explained = |mark: &str, words: &str| StatusMark { mark: mark.into(), words: words.into() };
    let mut kpi = kpi(l, "filings", title, l.words("applications", "件", "طلب"), measures);
    kpi.legend = vec![
        explained("[p]", provisional),
        explained("[x]", l.pick("not available", "不可用", "غير متاح")),
        explained("–", l.pick("nil", "无", "لا شيء")),
    ];
    kpi
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
