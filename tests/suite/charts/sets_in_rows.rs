//! Sets of data whose rows are bars of their own: offices, sectors, targets, ratings, steps.

use kepi::chart::{Better, Cell, ChartKind, Heading, Role, Shape, Status};

use super::samples::{Sample, number};
use super::sets::{
    APPLICATIONS, MILLIONS, Maker, NO_UNIT, OTHER, SECTORS, SYSTEMS, THOUSANDS, TOTAL, Texts, grid,
    numbers, printed, years,
};

pub fn bars(m: &Maker) -> Vec<Sample> {
    let values = ["200837", "71448", "31380", "73267", "41466", "26887", "51703", "281378"];
    let rows = SECTORS
        .iter()
        .zip(values)
        .map(|((id, label), value)| (m.heading(id, *label), vec![number(value)]))
        .collect();
    let spent = m.heading("spent", ["Expenditure", "支出", "النفقات"]);
    vec![m.sample(
        "spending",
        [
            "Administration and patents spend most",
            "行政和专利部门支出最多",
            "الإدارة والبراءات الأكثر إنفاقاً",
        ],
        THOUSANDS,
        grid(vec![spent], rows),
    )]
}

pub fn ranked_bars(m: &Maker) -> Vec<Sample> {
    // Applications by year, share, change, change as printed.
    let offices: [(&str, Texts, [&str; 5], [&str; 3]); 11] = [
        (
            "china",
            ["China", "中国", "الصين"],
            ["73453", "74410", "73770", "74630", "78648"],
            ["28.5", "5.4", "+5.4%"],
        ),
        (
            "usa",
            ["United States of America", "美利坚合众国", "الولايات المتحدة الأمريكية"],
            ["56452", "55434", "53030", "51624", "49032"],
            ["17.8", "-5.0", "−5.0%"],
        ),
        (
            "japan",
            ["Japan", "日本", "اليابان"],
            ["49040", "48719", "47372", "46750", "46409"],
            ["16.8", "-0.7", "−0.7%"],
        ),
        (
            "epo",
            ["European Patent Office", "欧洲专利局", "المكتب الأوروبي للبراءات"],
            ["38322", "38761", "38631", "39084", "39332"],
            ["14.3", "0.6", "+0.6%"],
        ),
        (
            "korea",
            ["Republic of Korea", "大韩民国", "جمهورية كوريا"],
            ["20525", "21916", "22164", "23637", "24950"],
            ["9.0", "5.6", "+5.6%"],
        ),
        (
            "ib",
            ["International Bureau", "国际局", "المكتب الدولي"],
            ["13503", "13701", "14171", "14006", "14246"],
            ["5.2", "1.7", "+1.7%"],
        ),
        (
            "uk",
            ["United Kingdom", "联合王国", "المملكة المتحدة"],
            ["3530", "3363", "3349", "3167", "2810"],
            ["1.0", "-11.3", "−11.3%"],
        ),
        (
            "turkiye",
            ["Türkiye", "土耳其", "تركيا"],
            ["1711", "1759", "1897", "1970", "2161"],
            ["0.8", "9.7", "+9.7%"],
        ),
        (
            "india",
            ["India", "印度", "الهند"],
            ["1199", "1135", "1220", "2412", "2118"],
            ["0.8", "-12.2", "−12.2%"],
        ),
        (
            "canada",
            ["Canada", "加拿大", "كندا"],
            ["1995", "1955", "1791", "1744", "1787"],
            ["0.6", "2.5", "+2.5%"],
        ),
        ("other", OTHER, ["17448", "16490", "15080", "14889", "14407"], ["5.2", "-3.2", "−3.2%"]),
    ];
    let mut columns = years(&["2021", "2022", "2023", "2024", "2025"]);
    columns.push(m.heading("share", ["Share", "份额", "الحصة"]).role(Role::Share));
    columns.push(
        m.heading("change", ["Change from 2024", "与2024年相比", "التغير عن 2024"])
            .role(Role::Change),
    );
    let rows = offices
        .iter()
        .map(|(id, label, values, [share, change, text])| {
            let mut cells = numbers(values);
            cells.push(printed(share, &format!("{share}%")));
            cells.push(printed(change, text));
            let role = if *id == "other" { Role::Other } else { Role::Value };
            (m.heading(id, *label).role(role), cells)
        })
        .collect();
    vec![m.sample(
        "receiving-offices",
        [
            "Three offices receive almost two thirds of all applications",
            "三个受理局受理近三分之二的申请",
            "ثلاثة مكاتب تتسلم نحو ثلثي الطلبات",
        ],
        APPLICATIONS,
        grid(columns, rows),
    )]
}

pub fn shares(m: &Maker) -> Vec<Sample> {
    let parts = ["76.0", "18.0", "1.3", "0.3", "4.4"];
    let rows = SYSTEMS
        .iter()
        .zip(parts)
        .map(|((id, label), share)| {
            (m.heading(id, *label), vec![printed(share, &format!("{share}%"))])
        })
        .collect();
    let share = m.heading("share", ["Share", "份额", "الحصة"]);
    vec![m.sample(
        "revenue-shares",
        [
            "PCT fees are three quarters of revenue",
            "PCT费用占收入的四分之三",
            "رسوم المعاهدة ثلاثة أرباع الإيرادات",
        ],
        ["per cent", "百分比", "في المائة"],
        grid(vec![share], rows),
    )]
}

pub fn bullets(m: &Maker) -> Vec<Sample> {
    let columns = vec![
        m.heading("baseline", ["Baseline", "基准", "خط الأساس"]).role(Role::Baseline),
        m.heading("target", ["Target", "目标", "الهدف"]).role(Role::Target),
        m.heading("actual", ["Actual", "实际", "الفعلي"]).role(Role::Actual),
        m.heading("low", ["Low", "下限", "الأدنى"]).role(Role::Low),
        m.heading("high", ["High", "上限", "الأعلى"]).role(Role::High),
        m.heading("share", ["Share of target", "目标的比例", "نسبة الهدف"]).role(Role::Share),
    ];
    let nothing = || {
        Cell::missing(
            "not-applicable",
            "[z]",
            m.language.of(["not applicable", "不适用", "لا ينطبق"]),
        )
    };
    let row = |id, label, better, values: [Option<Cell>; 6]| {
        let heading: Heading = m.heading(id, label).better(better);
        (heading, values.map(|cell| cell.unwrap_or_else(nothing)).to_vec())
    };
    let n = |text: &str| Some(number(text));
    let rows = vec![
        row(
            "pct",
            ["PCT applications", "PCT申请", "طلبات البراءات الدولية"],
            Better::Higher,
            [n("555100"), n("590400"), Some(number("549813").status(Status::Estimated)), None, None, Some(printed("93", "93%"))],
        ),
        row(
            "visitors",
            ["Visitors to the website, in thousands", "网站访问者（千人）", "زوار الموقع، بالآلاف"],
            Better::Higher,
            [n("27802"), n("33362"), n("36658"), None, None, Some(printed("110", "110%"))],
        ),
        row(
            "satisfaction",
            ["Satisfied users of the PCT", "PCT满意用户", "المستخدمون الراضون عن النظام"],
            Better::Higher,
            [n("87"), Some(printed("90", "≥ 90")), n("88"), n("86"), n("90"), Some(printed("98", "98%"))],
        ),
        row(
            "madrid-cost",
            ["Unit cost of a Madrid registration, Swiss francs", "马德里注册单位成本（瑞郎）", "كلفة التسجيل في نظام مدريد بالفرنك"],
            Better::Lower,
            [n("598"), Some(printed("576", "≤ 576")), n("616"), None, None, None],
        ),
        row(
            "agenda",
            ["Work of the committee", "委员会工作", "عمل اللجنة"],
            Better::Higher,
            [None, None, Some(Cell::text(m.language.of([
                "Agreed work carried out; the committee adopted its agenda for the next session",
                "商定的工作已完成；委员会通过了下届会议议程",
                "أُنجز العمل المتفق عليه واعتمدت اللجنة جدول أعمال دورتها المقبلة",
            ]))), None, None, None],
        ),
    ];
    vec![m.sample(
        "targets",
        ["Two of four targets were met", "四个目标实现了两个", "تحقق هدفان من أربعة"],
        NO_UNIT,
        grid(columns, rows),
    )]
}

pub fn budget_bars(m: &Maker) -> Vec<Sample> {
    let values = [
        ("214036", "223250", "200837", "90%"),
        ("79230", "78869", "71448", "91%"),
        ("37764", "33872", "31380", "93%"),
        ("80374", "85297", "73267", "86%"),
        ("41810", "45595", "41466", "91%"),
        ("29281", "29808", "26887", "90%"),
        ("50771", "54470", "51703", "95%"),
        ("315863", "302131", "281378", "93%"),
    ];
    let columns = vec![
        m.heading("plan", ["Budget", "计划和预算", "الميزانية"]).role(Role::Plan),
        m.heading(
            "final",
            ["Final budget after transfers", "调剂后最终预算", "الميزانية النهائية بعد التحويل"],
        )
        .role(Role::FinalPlan),
        m.heading("spent", ["Expenditure", "支出", "النفقات"]).role(Role::Actual),
        m.heading(
            "use",
            [
                "Expenditure as a share of the final budget",
                "支出占最终预算的比例",
                "النفقات من الميزانية النهائية",
            ],
        )
        .role(Role::Share),
    ];
    let rows = SECTORS
        .iter()
        .zip(values)
        .map(|((id, label), (plan, last, spent, share))| {
            let mut cells = numbers(&[plan, last, spent]);
            cells.push(printed(share.trim_end_matches('%'), share));
            (m.heading(id, *label), cells)
        })
        .collect();
    vec![m.sample(
        "budget",
        [
            "Every sector spent less than its budget",
            "各部门支出均低于预算",
            "أنفق كل قطاع أقل من ميزانيته",
        ],
        THOUSANDS,
        grid(columns, rows),
    )]
}

pub fn variance_bars(m: &Maker) -> Vec<Sample> {
    let items: [(&str, Texts, Better, &str, &str); 6] = [
        ("pct", SYSTEMS[0].1, Better::Higher, "-1.3", "−0.2%"),
        ("madrid", SYSTEMS[1].1, Better::Higher, "-0.8", "−0.5%"),
        ("hague", SYSTEMS[2].1, Better::Higher, "2.1", "+19.4%"),
        (
            "personnel",
            ["Personnel expenditure", "人事支出", "نفقات الموظفين"],
            Better::Lower,
            "-62.8",
            "−12.3%",
        ),
        (
            "other",
            ["Non-personnel expenditure", "非人事支出", "نفقات أخرى"],
            Better::Lower,
            "-16.1",
            "−4.7%",
        ),
        (
            "reserves",
            ["Projects from reserves", "储备金供资的项目", "مشاريع من الاحتياطي"],
            Better::Lower,
            "2.6",
            "+12.4%",
        ),
    ];
    let columns = vec![
        m.heading("change", ["Difference", "差异", "الفرق"]).role(Role::Change),
        m.heading("share", ["Per cent", "百分比", "النسبة"]).role(Role::Share),
    ];
    let rows = items
        .iter()
        .map(|(id, label, better, change, share)| {
            let signed =
                if change.starts_with('-') { number(change).text } else { format!("+{change}") };
            let cells = vec![printed(change, &signed), printed("0", share)];
            (m.heading(id, *label).better(*better), cells)
        })
        .collect();
    vec![m.sample(
        "variance",
        ["Staff cost less than planned", "人事支出低于计划", "كلفة الموظفين أقل من المخطط"],
        MILLIONS,
        grid(columns, rows),
    )]
}

pub fn waterfall(m: &Maker) -> Vec<Sample> {
    let steps: [(&str, Texts, Role, &str, &str); 8] = [
        ("income", ["Total income", "收入总额", "مجموع الإيرادات"], Role::Total, "976.4", "976.4"),
        (
            "personnel",
            ["Personnel expenditure", "人事支出", "نفقات الموظفين"],
            Role::Value,
            "-449.4",
            "−449.4",
        ),
        (
            "non-personnel",
            ["Non-personnel expenditure", "非人事支出", "نفقات أخرى"],
            Role::Value,
            "-329.0",
            "−329.0",
        ),
        (
            "ipsas",
            ["IPSAS adjustments", "IPSAS调整", "تسويات المعايير المحاسبية"],
            Role::Value,
            "-53.9",
            "−53.9",
        ),
        (
            "result",
            ["Operating result", "经营成果", "النتيجة التشغيلية"],
            Role::Total,
            "144.1",
            "144.1",
        ),
        (
            "reserves",
            ["Projects from reserves", "储备金供资的项目", "مشاريع من الاحتياطي"],
            Role::Value,
            "-17.7",
            "−17.7",
        ),
        (
            "investment",
            ["Investment gains", "投资收益", "أرباح الاستثمار"],
            Role::Value,
            "98.1",
            "+98.1",
        ),
        ("surplus", ["Surplus", "盈余", "الفائض"], Role::Total, "224.5", "224.5"),
    ];
    let rows = steps
        .iter()
        .map(|(id, label, role, value, text)| {
            (m.heading(id, *label).role(*role), vec![printed(value, text)])
        })
        .collect();
    vec![m.sample(
        "surplus",
        ["Investments doubled the surplus", "投资使盈余翻番", "ضاعفت الاستثمارات الفائض"],
        MILLIONS,
        grid(years(&["2024/25"]), rows),
    )]
}

pub fn ratings(m: &Maker) -> Vec<Sample> {
    let ratings: [(&str, Texts, &str, Shape); 5] = [
        ("full", ["Fully achieved", "完全实现", "تحقق بالكامل"], "F", Shape::Disc),
        ("partial", ["Partially achieved", "部分实现", "تحقق جزئياً"], "P", Shape::Half),
        ("not", ["Not achieved", "未实现", "لم يتحقق"], "N", Shape::Ring),
        ("not-assessable", ["Not assessable", "无法评估", "غير قابل للتقييم"], "X", Shape::Square),
        ("discontinued", ["Discontinued", "终止", "أُوقف"], "D", Shape::Diamond),
    ];
    let mut columns: Vec<Heading> = ratings
        .iter()
        .map(|(id, label, letter, shape)| m.heading(id, *label).rating(*letter, *shape))
        .collect();
    columns.push(m.heading("total", TOTAL).role(Role::Total));
    let pillars: [(&str, Texts, [&str; 6]); 5] = [
        (
            "p1",
            [
                "Reach out worldwide to explain the potential of intellectual property",
                "面向全世界解释知识产权的潜力",
                "الوصول إلى العالم لشرح إمكانات الملكية الفكرية",
            ],
            ["17", "3", "4", "0", "0", "24"],
        ),
        (
            "p2",
            ["Bring people together", "汇聚各方", "جمع الناس معاً"],
            ["22", "2", "1", "1", "0", "26"],
        ),
        (
            "p3",
            ["Provide high-quality services", "提供高质量服务", "تقديم خدمات عالية الجودة"],
            ["31", "9", "8", "1", "1", "50"],
        ),
        (
            "p4",
            ["Support governments and enterprises", "支持各国政府和企业", "دعم الحكومات والشركات"],
            ["34", "4", "3", "0", "0", "41"],
        ),
        ("foundation", ["Foundation", "基础", "الأساس"], ["19", "3", "2", "0", "0", "24"]),
    ];
    let rows = pillars
        .iter()
        .map(|(id, label, counts)| (m.heading(id, *label), numbers(counts)))
        .collect();
    vec![m.sample(
        if m.kind == ChartKind::RatingBars { "ratings" } else { "rating-shapes" },
        [
            "Three quarters of the targets were met",
            "四分之三的目标已实现",
            "تحققت ثلاثة أرباع الأهداف",
        ],
        NO_UNIT,
        grid(columns, rows),
    )]
}

pub fn heat(m: &Maker) -> Vec<Sample> {
    let results: [(&str, Texts, [&str; 9]); 5] = [
        (
            "1.1",
            ["1.1 Communication", "1.1 传播", "1.1 التواصل"],
            ["", "", "7960", "5297", "1509", "", "", "7703", "22470"],
        ),
        (
            "2.1",
            ["2.1 Norms", "2.1 准则", "2.1 القواعد"],
            ["1950", "3842", "3878", "", "7390", "4943", "", "1831", "23834"],
        ),
        (
            "2.2",
            ["2.2 New issues", "2.2 新议题", "2.2 قضايا جديدة"],
            ["3630", "", "1440", "", "1872", "5900", "", "7453", "20295"],
        ),
        (
            "3.1",
            ["3.1 Use of systems", "3.1 体系使用", "3.1 استخدام الأنظمة"],
            ["27518", "12240", "", "6630", "310", "", "2950", "870", "50518"],
        ),
        (
            "3.3",
            ["3.3 Knowledge", "3.3 知识", "3.3 المعرفة"],
            ["2011", "105", "940", "", "29204", "15", "8120", "", "40395"],
        ),
    ];
    let short: [Texts; 8] = [
        ["Patents", "专利", "البراءات"],
        ["Brands", "品牌", "العلامات"],
        ["Copyright", "版权", "حق المؤلف"],
        ["Regions", "发展", "التنمية"],
        ["Platforms", "平台", "المنصات"],
        ["Partners", "伙伴", "الشركاء"],
        ["Ecosystems", "生态", "المنظومات"],
        ["Management", "行政", "الإدارة"],
    ];
    let mut columns: Vec<Heading> =
        SECTORS.iter().zip(short).map(|((id, _), label)| m.heading(id, label)).collect();
    columns.push(m.heading("total", TOTAL).role(Role::Total));
    let nil = m.language.of(["nil", "无", "لا شيء"]);
    let cell = |text: &&str| {
        if text.is_empty() { Cell::missing("nil", "–", nil.clone()) } else { number(text) }
    };
    let rows = results
        .iter()
        .map(|(id, label, values)| (m.heading(id, *label), values.iter().map(cell).collect()))
        .collect();
    vec![m.sample(
        "results-by-sector",
        [
            "Most results are the work of several sectors",
            "大多数成果由多个部门共同完成",
            "معظم النتائج عمل قطاعات عدة",
        ],
        THOUSANDS,
        grid(columns, rows),
    )]
}
