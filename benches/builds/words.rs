//! Words of six languages, from which the sentences of a made-up report are put together.

/// One language: its words, what stands between two of them, and what ends a sentence.
pub struct Language {
    pub tag: &'static str,
    pub words: &'static str,
    pub space: &'static str,
    pub stop: &'static str,
}

pub const LANGUAGES: &[Language] = &[
    Language {
        tag: "en",
        words: "report result office member service user budget reserve project training support \
                policy treaty quality region partner staff audit strategy progress filing revenue \
                application growth delivery platform analysis agreement balance outcome",
        space: " ",
        stop: ".",
    },
    Language {
        tag: "fr",
        words: "rapport résultat bureau membre service usager budget réserve projet formation \
                appui politique traité qualité région partenaire personnel contrôle stratégie \
                progrès dépôt recette demande croissance livraison plateforme analyse accord \
                équilibre effet",
        space: " ",
        stop: ".",
    },
    Language {
        tag: "es",
        words: "informe resultado oficina miembro servicio usuario presupuesto reserva proyecto \
                formación apoyo política tratado calidad región socio personal auditoría \
                estrategia progreso depósito ingreso solicitud crecimiento entrega plataforma \
                análisis acuerdo equilibrio efecto",
        space: " ",
        stop: ".",
    },
    Language {
        tag: "ru",
        words: "отчет результат ведомство член услуга пользователь бюджет резерв проект обучение \
                поддержка политика договор качество регион партнер персонал аудит стратегия \
                прогресс подача доход заявка рост исполнение платформа анализ соглашение баланс \
                эффект",
        space: " ",
        stop: ".",
    },
    Language {
        tag: "ar",
        words: "تقرير نتيجة مكتب عضو خدمة مستخدم ميزانية احتياطي مشروع تدريب دعم سياسة معاهدة جودة \
                منطقة شريك موظف مراجعة استراتيجية تقدم إيداع دخل طلب نمو تنفيذ منصة تحليل اتفاق \
                توازن أثر",
        space: " ",
        stop: ".",
    },
    Language {
        tag: "zh",
        words: "报告 成果 办公室 成员 服务 用户 预算 储备金 项目 培训 支持 政策 条约 质量 地区 伙伴 人员 审计 战略 进展 申请 收入 \
                提交 增长 落实 平台 分析 协定 平衡 效果",
        space: "",
        stop: "。",
    },
];

impl Language {
    /// So many words, the same ones for the same `dice`.
    pub fn phrase(&self, dice: &mut Dice, count: usize) -> String {
        let words: Vec<&str> = self.words.split_whitespace().collect();
        let chosen: Vec<&str> = (0..count).map(|_| words[dice.below(words.len())]).collect();
        chosen.join(self.space)
    }

    /// Sentences of at least so many bytes.
    pub fn paragraph(&self, dice: &mut Dice, bytes: usize) -> String {
        let mut text = String::new();
        while text.len() < bytes {
            if !text.is_empty() {
                text.push_str(self.space);
            }
            let count = 6 + dice.below(9);
            text.push_str(&self.phrase(dice, count));
            text.push_str(self.stop);
        }
        text
    }
}

/// Numbers that look like chance and are the same every time (xorshift).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: usize) -> Self {
        // Any odd number spreads neighbouring seeds.
        Dice((seed as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % limit
    }
}
