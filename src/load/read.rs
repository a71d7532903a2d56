//! One table of a TOML file, held against its shape: what fits becomes a `Record`, the rest is reported.

use rust_decimal::Decimal;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::number;
use super::record::{Item, Record};
use super::shape::{Field, Kind, Need, Shape};
use super::tree::SourceTree;
use crate::diagnostics::typed::{formatted_number, is_stray, short, stray_character};
use crate::diagnostics::{Diagnostic, Diagnostics, FileId, Origin, codes, listed, nearest};
use crate::language::Tag;
use crate::model::{
    Expression, Forms, Id, Located, Missing, Period, Reference, Text, TextIn, TextPlace,
};

/// Longest string in a data file: longer ones belong into a narrative.
const LONGEST_STRING: usize = 1_000_000;

/// Plural categories of CLDR.
const CATEGORIES: &[&str] = &["zero", "one", "two", "few", "many", "other"];

/// Reads tables of one file.
pub struct Reader<'a> {
    pub file: FileId,
    /// For records whose numbers stand in another file.
    pub tree: &'a SourceTree,
    pub found: &'a mut Diagnostics,
    /// Every text that was read, for the count of translations.
    pub texts: &'a mut Vec<TextPlace>,
    /// The ids of the records among which the one that is read stands; none where they are many.
    pub beside: Vec<String>,
}

/// Of more records, none is looked for: each would be held against all others.
const MOST_BESIDE: usize = 200;

pub type Key<'i> = Spanned<std::borrow::Cow<'i, str>>;

impl Reader<'_> {
    pub fn origin<T>(&self, spanned: &Spanned<T>) -> Origin {
        Origin::range(self.file, spanned.span())
    }

    /// Every key of `table` against `shape`; `origin` is what a missing key points at.
    pub fn record(&mut self, table: &DeTable<'_>, shape: &Shape, origin: Origin) -> Record {
        let found_before = self.found.len();
        let mut record = Record { origin, fields: Vec::new(), incomplete: false, damaged: false };
        for (key, value) in table {
            match shape.fields.iter().find(|field| field.key == key.get_ref().as_ref()) {
                Some(field) => match self.item(key, value, &field.kind) {
                    Some(item) => record.fields.push((field.key, item)),
                    None => record.incomplete |= field.need == Need::Required,
                },
                None => self.unknown_key(key, shape),
            }
        }
        let is_absent =
            |field: &&Field| !table.keys().any(|key| key.get_ref().as_ref() == field.key);
        let required = shape.fields.iter().filter(|field| field.need == Need::Required);
        let missing: Vec<&Field> = required.filter(is_absent).collect();
        if !missing.is_empty() {
            record.incomplete = true;
            self.missing_keys(&missing, shape, origin);
        }
        record.damaged = self.found.len() > found_before;
        record
    }

    fn unknown_key(&mut self, key: &Key<'_>, shape: &Shape) {
        let keys: Vec<&str> = shape.fields.iter().map(|field| field.key).collect();
        let name = key.get_ref().as_ref();
        let mut diagnostic = Diagnostic::new(
            &codes::UNKNOWN_KEY,
            format!("unknown key `{}` in {}", short(name), shape.name),
        )
        .at(self.origin(key));
        diagnostic = match nearest(name, keys.iter().copied()) {
            Some(near) => diagnostic.label(format!("did you mean `{near}`?")),
            None => diagnostic.label(""),
        };
        let is_number = name.chars().all(|letter| letter.is_ascii_digit());
        if is_number && keys.contains(&"per_year") {
            diagnostic =
                diagnostic.help(format!("a value for each year is `per_year = {{ {name} = … }}`"));
        } else if is_number && self.is_in_header(key) {
            diagnostic = diagnostic
                .help("a dot parts the keys of a header: write a hyphen in an id, `1-1` for 1.1");
        }
        self.found.push(diagnostic.help(format!("{} may have {}", shape.name, listed(&keys))));
    }

    /// Whether a key stands in a header, `[kpi.web]`.
    fn is_in_header(&self, key: &Key<'_>) -> bool {
        let before =
            self.tree.sources.held(self.file).and_then(|file| file.get(..key.span().start));
        before.is_some_and(|before| {
            before.rsplit('\n').next().is_some_and(|line| line.trim_start().starts_with('['))
        })
    }

    fn wrong(&mut self, key: &str, value: &Spanned<DeValue<'_>>, kind: &Kind) {
        let shown = match value.get_ref() {
            DeValue::String(text) => format!("`{}`", short(text)),
            DeValue::Integer(number) => format!("`{number}`"),
            DeValue::Float(number) => format!("`{}`", number.as_str()),
            DeValue::Datetime(date) => format!("`{date}`"),
            DeValue::Boolean(flag) => format!("`{flag}`"),
            DeValue::Array(_) => "a list".to_owned(),
            DeValue::Table(_) => "a table".to_owned(),
        };
        let key = short(key);
        let diagnostic =
            Diagnostic::new(&codes::WRONG_TYPE, format!("{shown} does not fit `{key}`"))
                .at(self.origin(value))
                .label(format!("expected {}", kind.expected_behind(&key)));
        self.found.push(kind.remedies().into_iter().fold(diagnostic, Diagnostic::help));
    }

    /// A value against its kind; `None` after a report.
    pub fn item(
        &mut self,
        key: &Key<'_>,
        value: &Spanned<DeValue<'_>>,
        kind: &Kind,
    ) -> Option<Located<Item>> {
        let name = key.get_ref().as_ref();
        let item = match (kind, value.get_ref()) {
            (Kind::Word, DeValue::String(text)) => Item::Word(self.string(text, value)?),
            (Kind::Id, DeValue::String(text)) => Item::Id(self.id(text, self.origin(value))?),
            (Kind::Reference, DeValue::String(text)) => match Reference::parse(text) {
                Some(reference) => Item::Reference(reference),
                None => {
                    self.wrong(name, value, kind);
                    return None;
                }
            },
            (Kind::Expression, DeValue::String(text)) => match Expression::parse(text) {
                Some(expression) => Item::Expression(expression),
                None => {
                    self.wrong(name, value, kind);
                    return None;
                }
            },
            (Kind::Choice(words), DeValue::String(text)) => {
                match words.iter().find(|word| **word == text.as_ref()) {
                    Some(word) => Item::Choice(word),
                    None => {
                        self.not_a_choice(&format!("`{name}`"), text, value, words);
                        return None;
                    }
                }
            }
            (Kind::Text, _) => Item::Text(self.text(key, value)?),
            (Kind::Headers, _) => Item::Headers(self.headers(name, value)?),
            (Kind::Tag, DeValue::String(text)) => {
                // What is meant is the language all the same: all texts in it are no news.
                let typed = self.tag(text, self.origin(value));
                Item::Tag(typed.or_else(|| Tag::meant(text))?)
            }
            (Kind::Flag | Kind::Happened, DeValue::Boolean(flag)) => Item::Flag(*flag),
            (Kind::Happened, DeValue::String(text)) if text == "not-stated" => {
                Item::Word(text.to_string())
            }
            (Kind::Integer, DeValue::Integer(number)) if number.radix() == 10 => {
                match number.as_str().parse() {
                    Ok(number) => Item::Integer(number),
                    Err(_) => {
                        self.wrong(name, value, kind);
                        return None;
                    }
                }
            }
            (Kind::Number, _) => Item::Number(self.number(name, value, kind)?),
            (Kind::Promise, DeValue::String(text)) if number::parse(text).is_none() => {
                Item::Id(self.id(text, self.origin(value))?)
            }
            (Kind::Promise, _) => Item::Number(self.number(name, value, kind)?),
            (Kind::Period, DeValue::String(_) | DeValue::Integer(_) | DeValue::Datetime(_)) => {
                Item::Period(self.period(name, value)?)
            }
            (Kind::Value(shape), DeValue::Table(table)) => {
                Item::Record(self.record(table, shape, self.origin(value)))
            }
            (Kind::Amount | Kind::Value(_), _) => self.amount(name, value, kind)?,
            (Kind::Source(_), DeValue::String(text)) => {
                Item::Id(self.id(text, self.origin(value))?)
            }
            (Kind::Source(shape) | Kind::Table(shape), DeValue::Table(table)) => {
                Item::Record(self.record(table, shape, self.origin(key)))
            }
            (Kind::List(inner) | Kind::OneOrMore(inner), DeValue::Array(entries)) => {
                let entries = entries.iter().filter_map(|entry| self.item(key, entry, inner));
                Item::List(entries.collect())
            }
            (Kind::OneOrMore(inner), _) => Item::List(vec![self.item(key, value, inner)?]),
            (Kind::ById(inner), DeValue::Table(table)) => {
                let mut entries = Vec::with_capacity(table.len());
                let ids = || table.keys().map(|key| key.get_ref().to_string()).collect();
                let beside = if table.len() <= MOST_BESIDE { ids() } else { Vec::new() };
                let above = std::mem::replace(&mut self.beside, beside);
                for (key, value) in table {
                    let origin = self.origin(key);
                    let id = self.id(key.get_ref(), origin);
                    let item = self.item(key, value, inner);
                    if let (Some(id), Some(item)) = (id, item) {
                        entries.push((Located::new(id, origin), item));
                    }
                }
                self.beside = above;
                Item::ById(entries)
            }
            (Kind::ByPeriod(inner), DeValue::Table(table)) => {
                let mut entries = Vec::with_capacity(table.len());
                for (key, value) in table {
                    let origin = self.origin(key);
                    let item = self.item(key, value, inner);
                    match Period::parse(key.get_ref()) {
                        Some(period) => {
                            entries.extend(item.map(|item| (Located::new(period, origin), item)))
                        }
                        None => self.no_period(key.get_ref(), origin),
                    }
                }
                Item::ByPeriod(entries)
            }
            (Kind::ByTag(inner), DeValue::Table(table)) => {
                let mut entries = Vec::with_capacity(table.len());
                for (key, value) in table {
                    let origin = self.origin(key);
                    let item = self.item(key, value, inner);
                    let tag = self.tag(key.get_ref(), origin);
                    entries
                        .extend(tag.zip(item).map(|(tag, item)| (Located::new(tag, origin), item)));
                }
                Item::ByTag(entries)
            }
            _ => {
                self.wrong(name, value, kind);
                return None;
            }
        };
        let origin = match &item {
            // A table written as a header has no text of its own: its key is the place.
            Item::Record(_) | Item::ById(_) | Item::ByPeriod(_) | Item::ByTag(_)
                if !matches!(kind, Kind::Value(_)) =>
            {
                self.origin(key)
            }
            _ => self.origin(value),
        };
        Some(Located::new(item, origin))
    }

    fn not_a_choice(
        &mut self,
        key: &str,
        text: &str,
        value: &Spanned<DeValue<'_>>,
        words: &[&str],
    ) {
        let near = nearest(text, words.iter().copied());
        let label = near.map(|near| format!("did you mean `{near}`?")).unwrap_or_default();
        self.found.push(
            Diagnostic::new(&codes::UNKNOWN_WORD, format!("{key} cannot be `{}`", short(text)))
                .at(self.origin(value))
                .label(label)
                .help(format!("use one of {}", listed(words))),
        );
    }

    pub fn id(&mut self, text: &str, origin: Origin) -> Option<Id> {
        let id = Id::parse(text);
        if id.is_none() {
            let mut diagnostic =
                Diagnostic::new(&codes::INVALID_ID, format!("`{}` is no id", short(text)))
                    .at(origin)
                    .help("an id has lowercase letters, digits and hyphens, at most 100 of them");
            let suggestion = Id::suggestion(text);
            if !suggestion.is_empty() {
                diagnostic = diagnostic.label(format!("write `{suggestion}`"));
            }
            self.found.push(diagnostic);
        }
        id
    }

    fn tag(&mut self, text: &str, origin: Origin) -> Option<Tag> {
        let tag = Tag::parse(text);
        if tag.is_none() {
            let mut diagnostic = Diagnostic::new(
                &codes::INVALID_TAG,
                format!("`{}` is no language tag", short(text)),
            )
            .at(origin)
            .help("a language tag looks like `en`, `zh` or `pt-BR` (BCP 47)");
            if let Some(tag) = Tag::meant(text) {
                diagnostic = diagnostic.label(format!("did you mean `{tag}`?"));
            }
            self.found.push(diagnostic);
        }
        tag
    }

    /// A string without anything that would garble the page or hide from the eye.
    fn string(&mut self, text: &str, value: &Spanned<DeValue<'_>>) -> Option<String> {
        if text.len() > LONGEST_STRING {
            self.found.push(
                Diagnostic::new(
                    &codes::STRING_TOO_LONG,
                    format!(
                        "a text of {} bytes is longer than the limit of {LONGEST_STRING}",
                        text.len()
                    ),
                )
                .at(self.origin(value))
                .help("long texts belong into a narrative, one Markdown file per language"),
            );
            return None;
        }
        let text = self.with_plain_line_ends(text, value);
        if let Some(stray) = text.chars().find(|&letter| is_stray(letter)) {
            self.found.push(stray_character(stray).at(self.origin(value)));
            return None;
        }
        Some(text)
    }

    /// A text for readers, who would see nothing where it is empty.
    fn words(&mut self, text: &str, value: &Spanned<DeValue<'_>>) -> Option<String> {
        let text = self.string(text, value)?;
        if text.trim().is_empty() {
            self.found.push(
                Diagnostic::new(&codes::WRONG_TYPE, "a text is empty")
                    .at(self.origin(value))
                    .help("write it, or take the line out until there is one"),
            );
            return None;
        }
        Some(text)
    }

    /// A text of several lines is the same in a file with the line ends of Windows.
    fn with_plain_line_ends(&self, text: &str, value: &Spanned<DeValue<'_>>) -> String {
        let typed = || self.tree.sources.held(self.file).and_then(|file| file.get(value.span()));
        match text.contains('\r') && typed().is_some_and(|typed| typed.contains("\r\n")) {
            true => text.replace("\r\n", "\n"),
            false => text.to_owned(),
        }
    }

    fn text(&mut self, key: &Key<'_>, value: &Spanned<DeValue<'_>>) -> Option<Text> {
        let origin = self.origin(key);
        match value.get_ref() {
            DeValue::String(text) => {
                let forms = Forms::One(self.words(text, value)?);
                let origin = self.origin(value);
                Some(Text { entries: vec![TextIn { tag: None, forms, origin }], origin })
            }
            DeValue::Table(languages) if !languages.is_empty() => {
                let found_before = self.found.len();
                let mut entries = Vec::with_capacity(languages.len());
                let mut tags = Vec::with_capacity(languages.len());
                for (tag, text) in languages {
                    let tag_origin = self.origin(tag);
                    let tag = self.tag(tag.get_ref(), tag_origin);
                    tags.extend(tag.clone().map(|tag| (Some(tag), tag_origin)));
                    let forms = self.forms(key.get_ref(), text);
                    if let (Some(tag), Some(forms)) = (tag, forms) {
                        entries.push(TextIn { tag: Some(tag), forms, origin: self.origin(text) });
                    }
                }
                let damaged = self.found.len() > found_before;
                self.texts.push(TextPlace { origin, tags, damaged });
                (!entries.is_empty()).then_some(Text { entries, origin })
            }
            _ => {
                self.wrong(key.get_ref(), value, &Kind::Text);
                None
            }
        }
    }

    fn headers(
        &mut self,
        key: &str,
        value: &Spanned<DeValue<'_>>,
    ) -> Option<Vec<(Option<Tag>, Located<String>)>> {
        let word = |reader: &mut Self, value: &Spanned<DeValue<'_>>| match value.get_ref() {
            DeValue::String(text) => {
                let text = reader.string(text, value)?;
                Some(Located::new(text, reader.origin(value)))
            }
            _ => {
                reader.wrong(key, value, &Kind::Headers);
                None
            }
        };
        match value.get_ref() {
            DeValue::Table(languages) => {
                let mut headers = Vec::with_capacity(languages.len());
                for (tag, header) in languages {
                    let tag = self.tag(tag.get_ref(), self.origin(tag));
                    if let (Some(tag), Some(header)) = (tag, word(self, header)) {
                        headers.push((Some(tag), header));
                    }
                }
                Some(headers)
            }
            _ => word(self, value).map(|header| vec![(None, header)]),
        }
    }

    fn forms(&mut self, key: &str, value: &Spanned<DeValue<'_>>) -> Option<Forms> {
        match value.get_ref() {
            DeValue::String(text) => Some(Forms::One(self.words(text, value)?)),
            DeValue::Table(table) => {
                let mut forms = Vec::with_capacity(table.len());
                for (category, text) in table {
                    let name = category.get_ref().as_ref();
                    match text.get_ref() {
                        DeValue::String(form) if CATEGORIES.contains(&name) => {
                            forms.push((name.to_owned(), self.words(form, text)?));
                        }
                        DeValue::String(_) => {
                            let origin = self.origin(category);
                            self.found.push(
                                Diagnostic::new(
                                    &codes::UNKNOWN_KEY,
                                    format!("`{}` is no plural category", short(name)),
                                )
                                .at(origin)
                                .help(format!("use one of {}", listed(CATEGORIES))),
                            );
                            return None;
                        }
                        _ => {
                            self.wrong(key, text, &Kind::Word);
                            return None;
                        }
                    }
                }
                (!forms.is_empty()).then_some(Forms::Plural(forms))
            }
            _ => {
                self.wrong(key, value, &Kind::Text);
                None
            }
        }
    }

    fn period(&mut self, key: &str, value: &Spanned<DeValue<'_>>) -> Option<Period> {
        let text = match value.get_ref() {
            DeValue::String(text) => text.to_string(),
            DeValue::Integer(year) => year.to_string(),
            DeValue::Datetime(date) => date.to_string(),
            _ => String::new(),
        };
        let period = Period::parse(&text);
        if period.is_none() {
            self.wrong(key, value, &Kind::Period);
        }
        period
    }

    fn no_period(&mut self, text: &str, origin: Origin) {
        self.found.push(
            Diagnostic::new(&codes::WRONG_TYPE, format!("`{}` is no period", short(text)))
                .at(origin)
                .help(
                    "write a year (`2025`), a span of years (`\"2024/25\"`) or a month (`2025-12`)",
                ),
        );
    }

    /// The digits as the author wrote them; a number in quotes is a number too.
    fn number(&mut self, key: &str, value: &Spanned<DeValue<'_>>, kind: &Kind) -> Option<Decimal> {
        let digits = match value.get_ref() {
            DeValue::Integer(number) if number.radix() == 10 => number.as_str(),
            DeValue::Float(number) => number.as_str(),
            DeValue::String(text) => text.as_ref(),
            _ => "",
        };
        let number = number::parse(digits);
        if number.is_none() {
            self.not_a_number(key, digits, value, kind);
        }
        number
    }

    fn not_a_number(&mut self, key: &str, digits: &str, value: &Spanned<DeValue<'_>>, kind: &Kind) {
        if let Some(diagnostic) = formatted_number(digits) {
            self.found.push(diagnostic.at(self.origin(value)));
        } else {
            self.wrong(key, value, kind);
        }
    }

    /// A number, or the word for why there is none.
    fn amount(&mut self, key: &str, value: &Spanned<DeValue<'_>>, kind: &Kind) -> Option<Item> {
        let DeValue::String(text) = value.get_ref() else {
            return self.number(key, value, kind).map(Item::Number);
        };
        if let Some(reason) = Missing::parse(text) {
            return Some(Item::Missing(reason));
        }
        let words: Vec<&str> = Missing::ALL.iter().map(|reason| reason.word()).collect();
        if number::parse(text).is_none() && nearest(text, words.iter().copied()).is_some() {
            self.not_a_choice("the reason for a missing value", text, value, &words);
            return None;
        }
        self.number(key, value, kind).map(Item::Number)
    }
}
