//! One or more sets of data for each kind of chart, as they stand in reports.

use kepi::chart::{Cell, ChartKind, Grid, Heading, Options, Role, Status};

use super::samples::{Language, Sample, number};
use super::sets_in_rows;

pub type Texts = [&'static str; 3];

pub const APPLICATIONS: Texts = ["applications", "件申请", "طلبات"];
pub const MILLIONS: Texts = ["million Swiss francs", "百万瑞士法郎", "مليون فرنك سويسري"];
pub const THOUSANDS: Texts = ["thousand Swiss francs", "千瑞士法郎", "ألف فرنك سويسري"];
pub const NO_UNIT: Texts = ["", "", ""];
pub const TOTAL: Texts = ["Total", "合计", "المجموع"];
pub const OTHER: Texts = ["Other", "其他", "أخرى"];

pub const SYSTEMS: [(&str, Texts); 5] = [
    ("pct", ["PCT system", "PCT体系", "نظام معاهدة التعاون"]),
    ("madrid", ["Madrid system", "马德里体系", "نظام مدريد"]),
    ("hague", ["Hague system", "海牙体系", "نظام لاهاي"]),
    ("lisbon", ["Lisbon system", "里斯本体系", "نظام لشبونة"]),
    ("other", ["Other income", "其他收入", "إيرادات أخرى"]),
];

pub const SECTORS: [(&str, Texts); 8] = [
    ("patents", ["Patents and Technology", "专利和技术", "البراءات والتكنولوجيا"]),
    ("brands", ["Brands and Designs", "品牌和外观设计", "العلامات والتصاميم"]),
    (
        "copyright",
        ["Copyright and Creative Industries", "版权和创意产业", "حق المؤلف والصناعات الإبداعية"],
    ),
    (
        "development",
        ["Regional and National Development", "区域和国家发展", "التنمية الإقليمية والوطنية"],
    ),
    ("platforms", ["Infrastructure and Platforms", "基础设施和平台", "البنية التحتية والمنصات"]),
    (
        "partnerships",
        ["Global Challenges and Partnerships", "全球挑战和伙伴关系", "التحديات والشراكات العالمية"],
    ),
    (
        "ecosystems",
        [
            "IP and Innovation Ecosystems",
            "知识产权和创新生态系统",
            "منظومات الملكية الفكرية والابتكار",
        ],
    ),
    (
        "management",
        ["Administration, Finance and Management", "行政、财务和管理", "الإدارة والمالية والتسيير"],
    ),
];

pub struct Maker {
    pub kind: ChartKind,
    pub language: Language,
}

impl Maker {
    pub fn heading(&self, id: &str, label: Texts) -> Heading {
        Heading::new(id, self.language.of(label))
    }

    pub fn sample(&self, name: &'static str, title: Texts, unit: Texts, grid: Grid) -> Sample {
        Sample {
            name,
            kind: self.kind,
            language: self.language,
            grid,
            title: self.language.of(title),
            unit: self.language.of(unit),
            options: Options::default(),
        }
    }

    pub fn missing(&self) -> Cell {
        Cell::missing(
            "not-available",
            "[x]",
            self.language.of(["not available", "无数据", "غير متاح"]),
        )
    }
}

pub fn grid(columns: Vec<Heading>, rows: Vec<(Heading, Vec<Cell>)>) -> Grid {
    let (rows, cells) = rows.into_iter().unzip();
    Grid { columns, rows, cells }
}

pub fn numbers(texts: &[&str]) -> Vec<Cell> {
    texts.iter().map(|text| number(text)).collect()
}

pub fn years(years: &[&str]) -> Vec<Heading> {
    years.iter().map(|year| Heading::new(*year, *year)).collect()
}

/// A number with a printed form of its own.
pub fn printed(value: &str, text: &str) -> Cell {
    Cell { text: text.to_owned(), ..number(value) }
}

/// The sample sets of a kind.
pub fn of(kind: ChartKind, language: Language) -> Vec<Sample> {
    let m = Maker { kind, language };
    match kind {
        ChartKind::Columns => columns(&m),
        ChartKind::StackedColumns => stacked_columns(&m),
        ChartKind::Lines => lines(&m),
        ChartKind::Bars => sets_in_rows::bars(&m),
        ChartKind::RankedBars => sets_in_rows::ranked_bars(&m),
        ChartKind::Shares => sets_in_rows::shares(&m),
        ChartKind::Bullets => sets_in_rows::bullets(&m),
        ChartKind::BudgetBars => sets_in_rows::budget_bars(&m),
        ChartKind::VarianceBars => sets_in_rows::variance_bars(&m),
        ChartKind::Waterfall => sets_in_rows::waterfall(&m),
        ChartKind::RatingBars | ChartKind::RatingDots => sets_in_rows::ratings(&m),
        ChartKind::Heat => sets_in_rows::heat(&m),
        ChartKind::Panels => panels(&m),
        ChartKind::Sparkline => sparkline(&m),
    }
}

fn columns(m: &Maker) -> Vec<Sample> {
    let decade =
        ["2015", "2016", "2017", "2018", "2019", "2020", "2021", "2022", "2023", "2024", "2025"];
    let mut cells = numbers(&[
        "217230", "232900", "243500", "252920", "265380", "274890", "277178", "277643", "272475",
        "273913",
    ]);
    cells.push(number("275900").status(Status::Estimated));
    let short = cells[6..].to_vec();
    let row =
        |cells| vec![(m.heading("pct", ["PCT applications", "PCT申请", "طلبات البراءات"]), cells)];
    let title = [
        "PCT applications grew again in 2025",
        "2025年PCT申请再次增长",
        "نمت طلبات البراءات الدولية مجدداً في 2025",
    ];
    let result = |id, label| m.heading(id, label);
    let pair = grid(
        years(&["2020/21", "2022/23", "2024/25"]),
        vec![
            (
                result("estimate", ["Estimate", "概算", "التقدير"]),
                numbers(&["768.4", "951.8", "972.6"]),
            ),
            (
                result("actual", ["Actual", "实际", "الفعلي"]),
                numbers(&["824.9", "1008.1", "976.4"]),
            ),
        ],
    );
    let result = grid(
        years(&["2018/19", "2020/21", "2022/23", "2024/25"]),
        vec![(
            m.heading("result", ["Result", "结果", "النتيجة"]),
            numbers(&["42.5", "135.9", "-18.4", "144.1"]),
        )],
    );
    vec![
        m.sample("filings", title, APPLICATIONS, grid(years(&decade), row(cells))),
        m.sample("filings-short", title, APPLICATIONS, grid(years(&decade[6..]), row(short))),
        m.sample(
            "income-against-estimate",
            ["Income was close to its estimate", "收入接近概算", "كانت الإيرادات قريبة من التقدير"],
            MILLIONS,
            pair,
        ),
        m.sample(
            "operating-result",
            [
                "The operating result turned positive",
                "经营成果转正",
                "عادت النتيجة التشغيلية إيجابية",
            ],
            MILLIONS,
            result,
        ),
    ]
}

fn stacked_columns(m: &Maker) -> Vec<Sample> {
    let values = [
        ["637.0", "680.8", "745.6", "742.4"],
        ["147.0", "159.7", "169.3", "176.1"],
        ["10.9", "11.5", "12.6", "12.9"],
        ["0.3", "0.1", "0.2", "0.3"],
        ["97.0", "44.5", "38.0", "44.7"],
    ];
    let mut rows: Vec<(Heading, Vec<Cell>)> = SYSTEMS
        .iter()
        .zip(values)
        .map(|((id, label), values)| (m.heading(id, *label), numbers(&values)))
        .collect();
    rows[4].0.role = Role::Other;
    rows.push((
        m.heading("total", TOTAL).role(Role::Total),
        numbers(&["892.2", "896.6", "965.7", "976.4"]),
    ));
    let revenue = grid(years(&["2018/19", "2020/21", "2022/23", "2024/25"]), rows);
    let cost = grid(
        years(&["2018/19", "2020/21", "2022/23", "2024/25"]),
        vec![
            (
                m.heading("direct", ["Direct", "直接成本", "مباشرة"]),
                numbers(&["380", "347", "272", "252"]),
            ),
            (
                m.heading("indirect", ["Indirect", "间接成本", "غير مباشرة"]),
                numbers(&["205", "194", "180", "204"]),
            ),
            (m.heading("total", TOTAL).role(Role::Total), numbers(&["585", "540", "451", "456"])),
            (
                m.heading("change", ["Change", "变化", "التغير"]).role(Role::Change),
                vec![
                    Cell::missing("not-applicable", "", ""),
                    printed("-7.7", "−7.7%"),
                    printed("-16.5", "−16.5%"),
                    printed("1.1", "+1.1%"),
                ],
            ),
        ],
    );
    vec![
        m.sample(
            "revenue",
            [
                "PCT fees brought in three quarters of revenue",
                "PCT费用占收入的四分之三",
                "جلبت رسوم المعاهدة ثلاثة أرباع الإيرادات",
            ],
            MILLIONS,
            revenue,
        ),
        m.sample(
            "unit-cost",
            [
                "A Hague design costs a fifth less than in 2018/19",
                "海牙外观设计单位成本比2018/19年低五分之一",
                "كلفة تصميم لاهاي أقل بالخمس",
            ],
            ["Swiss francs per design", "瑞郎/件", "فرنك سويسري لكل تصميم"],
            cost,
        ),
    ]
}

fn lines(m: &Maker) -> Vec<Sample> {
    let decade = ["2016", "2017", "2018", "2019", "2020", "2021", "2022", "2023", "2024", "2025"];
    let series = [
        (
            "china",
            ["China", "中国", "الصين"],
            [
                "43091", "48905", "53349", "58999", "68720", "73453", "74410", "73770", "74630",
                "78648",
            ],
        ),
        (
            "usa",
            ["United States of America", "美利坚合众国", "الولايات المتحدة الأمريكية"],
            [
                "56591", "56676", "56252", "57499", "59230", "56452", "55434", "53030", "51624",
                "49032",
            ],
        ),
        (
            "japan",
            ["Japan", "日本", "اليابان"],
            [
                "45209", "48205", "49706", "52693", "50578", "49040", "48719", "47372", "46750",
                "46409",
            ],
        ),
        (
            "epo",
            ["European Patent Office", "欧洲专利局", "المكتب الأوروبي للبراءات"],
            [
                "35309", "36619", "37937", "37998", "38854", "38322", "38761", "38631", "39084",
                "39332",
            ],
        ),
        (
            "korea",
            ["Republic of Korea", "大韩民国", "جمهورية كوريا"],
            [
                "15595", "15790", "16991", "19085", "20060", "20525", "21916", "22164", "23637",
                "24950",
            ],
        ),
    ];
    let mut rows: Vec<(Heading, Vec<Cell>)> =
        series.iter().map(|(id, label, values)| (m.heading(id, *label), numbers(values))).collect();
    for (_, cells) in &mut rows {
        cells[9].status = Status::Estimated;
    }
    rows[3].1[3] = m.missing();
    rows[4].1[5].after_break = true;
    let satisfaction = grid(
        years(&["2015", "2017", "2019", "2021", "2023", "2025"]),
        vec![(
            m.heading("satisfaction", ["Satisfied users", "满意用户", "المستخدمون الراضون"]),
            numbers(&["84", "86", "89", "90", "87", "88"]),
        )],
    );
    let mut cut = m.sample(
        "satisfaction",
        ["Nine in ten users are satisfied", "十分之九的用户满意", "تسعة من كل عشرة مستخدمين راضون"],
        ["per cent", "百分比", "في المائة"],
        satisfaction,
    );
    cut.options.zero = false;
    vec![
        m.sample(
            "offices",
            ["China has led since 2019", "中国自2019年领先", "الصين في المقدمة منذ 2019"],
            APPLICATIONS,
            grid(years(&decade), rows),
        ),
        cut,
    ]
}

fn panels(m: &Maker) -> Vec<Sample> {
    let all: [(&str, Texts, [&str; 6]); 8] = [
        ("en", ["English", "英文", "الإنكليزية"], ["47.1", "46.4", "45.9", "44.8", "43.7", "42.5"]),
        ("zh", ["Chinese", "中文", "الصينية"], ["20.1", "22.3", "23.4", "24.2", "24.9", "26.1"]),
        ("ja", ["Japanese", "日文", "اليابانية"], ["18.3", "17.6", "17.2", "16.9", "16.5", "16.2"]),
        ("de", ["German", "德文", "الألمانية"], ["6.4", "6.1", "5.9", "5.7", "5.6", "5.4"]),
        ("ko", ["Korean", "韩文", "الكورية"], ["5.2", "5.6", "5.9", "6.3", "6.9", "7.2"]),
        ("fr", ["French", "法文", "الفرنسية"], ["1.9", "1.8", "1.7", "1.6", "1.6", "1.5"]),
        ("ru", ["Russian", "俄文", "الروسية"], ["0.4", "0.4", "0.3", "0.2", "0.2", "0.2"]),
        ("es", ["Spanish", "西班牙文", "الإسبانية"], ["0.7", "0.6", "0.6", "0.6", "0.5", "0.5"]),
    ];
    let mut rows: Vec<(Heading, Vec<Cell>)> =
        all.iter().map(|(id, label, values)| (m.heading(id, *label), numbers(values))).collect();
    rows[6].1[2] = m.missing();
    vec![m.sample(
        "languages",
        [
            "Every fourth application is filed in Chinese",
            "四分之一的申请以中文提交",
            "ربع الطلبات يُودع بالصينية",
        ],
        ["per cent of applications", "申请百分比", "في المائة من الطلبات"],
        grid(years(&["2020", "2021", "2022", "2023", "2024", "2025"]), rows),
    )]
}

fn sparkline(m: &Maker) -> Vec<Sample> {
    vec![m.sample(
        "course",
        ["China", "中国", "الصين"],
        NO_UNIT,
        grid(
            years(&["2021", "2022", "2023", "2024", "2025"]),
            vec![(
                m.heading("china", ["China", "中国", "الصين"]),
                numbers(&["73453", "74410", "73770", "74630", "78648"]),
            )],
        ),
    )]
}
