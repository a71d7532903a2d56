//! A table of a data file after its shape was checked: every value has the type its key promises.

use rust_decimal::Decimal;

use crate::diagnostics::Origin;
use crate::language::Tag;
use crate::model::{Expression, Id, Located, Missing, Period, Reference, Text};

/// Fields in the author's order. Values that were wrong are not in it; they were reported.
#[derive(Clone, Debug)]
pub struct Record {
    /// The key or header it stands under.
    pub origin: Origin,
    pub fields: Vec<(&'static str, Located<Item>)>,
    /// A required field was missing or wrong: whoever reads on must leave the record out.
    pub incomplete: bool,
    /// Something in it or below it was reported: what is missing from it is no news.
    pub damaged: bool,
}

#[derive(Clone, Debug)]
pub enum Item {
    Word(String),
    Id(Id),
    Reference(Reference),
    Expression(Expression),
    Choice(&'static str),
    Text(Text),
    Headers(Vec<(Option<Tag>, Located<String>)>),
    Tag(Tag),
    Flag(bool),
    Integer(i64),
    Number(Decimal),
    Period(Period),
    Missing(Missing),
    List(Vec<Located<Item>>),
    Record(Record),
    ById(Vec<(Located<Id>, Located<Item>)>),
    ByPeriod(Vec<(Located<Period>, Located<Item>)>),
    ByTag(Vec<(Located<Tag>, Located<Item>)>),
}

/// The shape fixed which kind stands behind a key; asking for another is our own mistake.
macro_rules! getter {
    ($(#[$doc:meta])* $name:ident, $variant:ident, $type:ty) => {
        $(#[$doc])*
        pub fn $name(&mut self, key: &str) -> Option<Located<$type>> {
            let Located { value, origin } = self.take(key)?;
            match value {
                Item::$variant(value) => Some(Located { value, origin }),
                other => panic!("the shape of `{key}` promises another kind than {other:?}"),
            }
        }
    };
}

impl Record {
    /// The value behind a key, whatever it is.
    pub fn take(&mut self, key: &str) -> Option<Located<Item>> {
        let index = self.fields.iter().position(|(name, _)| *name == key)?;
        Some(self.fields.swap_remove(index).1)
    }

    pub fn has(&self, key: &str) -> bool {
        self.fields.iter().any(|(name, _)| *name == key)
    }

    pub fn origin_of(&self, key: &str) -> Option<Origin> {
        self.fields.iter().find(|(name, _)| *name == key).map(|(_, item)| item.origin)
    }

    getter!(word, Word, String);
    getter!(id, Id, Id);
    getter!(reference, Reference, Reference);
    getter!(expression, Expression, Expression);
    getter!(choice, Choice, &'static str);
    getter!(located_text, Text, Text);
    getter!(headers, Headers, Vec<(Option<Tag>, Located<String>)>);
    getter!(tag, Tag, Tag);
    getter!(flag, Flag, bool);
    getter!(integer, Integer, i64);
    getter!(number, Number, Decimal);
    getter!(period, Period, Period);
    getter!(record, Record, Record);
    getter!(list, List, Vec<Located<Item>>);
    getter!(by_id, ById, Vec<(Located<Id>, Located<Item>)>);
    getter!(by_period, ByPeriod, Vec<(Located<Period>, Located<Item>)>);
    getter!(by_tag, ByTag, Vec<(Located<Tag>, Located<Item>)>);

    pub fn text(&mut self, key: &str) -> Option<Text> {
        self.located_text(key).map(|text| text.value)
    }

    pub fn ids(&mut self, key: &str) -> Vec<Located<Id>> {
        let items = self.list(key).map(|list| list.value).unwrap_or_default();
        let mut ids: Vec<Located<Id>> = items
            .into_iter()
            .map(|item| match item.value {
                Item::Id(id) => Located::new(id, item.origin),
                other => panic!("the shape of `{key}` promises ids, not {other:?}"),
            })
            .collect();
        // They stand where the items stood, which take several times as much.
        ids.shrink_to_fit();
        ids
    }

    /// The records of a table of records.
    pub fn records_by_id(&mut self, key: &str) -> Vec<(Located<Id>, Record)> {
        let entries = self.by_id(key).map(|entries| entries.value).unwrap_or_default();
        entries
            .into_iter()
            .map(|(id, item)| match item.value {
                Item::Record(record) => (id, record),
                other => panic!("the shape of `{key}` promises records, not {other:?}"),
            })
            .collect()
    }
}
