//! `[table.…]`: rows in a tree, columns with a role, and what follows from what.

use std::collections::{BTreeMap, BTreeSet};

use super::{Keep, Kept, RecordKind, from_file, source, value};
use crate::diagnostics::{Diagnostic, Origin, codes, nearest};
use crate::load::parents::{self, Member, Remedy};
use crate::load::read::Reader;
use crate::load::record::{Item, Record};
use crate::load::shape::{Field, Kind, Shape, field};
use crate::model::{Accepted, Cell, Column, Computed, Id, Located, Row, RowName, Status, Table};

pub const TABLE: RecordKind =
    RecordKind { key: "table", kind: Kind::ById(&Kind::Table(&SHAPE)), keep: Keep::Each(keep) };

/// At the top of a file: for all of its tables that name none.
pub const WORK_UNIT: RecordKind =
    RecordKind { key: "work_unit", kind: Kind::Id, keep: Keep::One(keep_work_unit) };

const SHAPE: Shape = Shape {
    name: "a table",
    fields: &[
        field!("title", required, Kind::Text, "what stands over it"),
        field!("unit", required, Kind::Id, "the unit of its cells"),
        field!("column", required, Kind::ById(&Kind::Table(&COLUMN)), "its columns, in order"),
        field!("row", optional, Kind::ById(&Kind::Table(&ROW)), "its rows, in order"),
        field!(
            "data",
            optional,
            Kind::Table(&from_file::TABLE),
            "the CSV file or workbook with its rows"
        ),
        field!("notes", optional, Kind::List(&Kind::Id), "notes on the whole of it"),
        field!("topic", optional, Kind::Id, "the part of the report it belongs to"),
        field!("work_unit", optional, Kind::Id, "the unit of work that all of it is about"),
        field!("source", optional, Kind::Source(&source::USE), "where its figures come from"),
        ACCEPTED,
        field!("draft", optional, Kind::Flag, "`true` until it may be published"),
        field!("publish_after", optional, Kind::Period, "the first day that it may be seen"),
    ],
};

const COLUMN: Shape = Shape {
    name: "a column",
    fields: &[
        field!("label", optional, Kind::Text, "what stands over it"),
        field!("subject", optional, Kind::Id, "a record whose short name stands over it"),
        field!("unit", optional, Kind::Id, "its unit, if not the table's"),
        field!("period", optional, Kind::Period, "the time of its values"),
        field!(
            "status",
            optional,
            Kind::Choice(Status::WORDS),
            "how sure its values are, where they do not say it themselves"
        ),
        field!("role", optional, Kind::Word, "approved, final, spent, estimate, actual …"),
        field!("ratio", optional, Kind::Id, "computed: this column, divided by the one in `of`"),
        field!("of", optional, Kind::Id, "the denominator of `ratio`"),
        field!(
            "change",
            optional,
            Kind::Id,
            "computed: this column, as a change from the one in `from`"
        ),
        field!("from", optional, Kind::Id, "what `change` starts from"),
        field!("difference", optional, Kind::Id, "computed: this column less the one in `minus`"),
        field!("minus", optional, Kind::Id, "what `difference` takes away"),
        field!(
            "share",
            optional,
            Kind::Id,
            "computed: this column as a share of its own value in the row `in`"
        ),
        field!(
            "in",
            optional,
            Kind::Reference,
            "the whole of `share`: a row, or a figure of another table, `table.row.column`"
        ),
        field!("total", optional, Kind::List(&Kind::Id), "computed: the sum of these columns"),
        field!(
            "adds",
            optional,
            Kind::Flag,
            "`false` where totals of rows are not the sum of its values, as with rates"
        ),
        field!("notes", optional, Kind::List(&Kind::Id), "notes on it"),
    ],
};

const ROW: Shape = Shape {
    name: "a row",
    fields: &[
        field!("label", optional, Kind::Text, "what stands before it"),
        field!("subject", optional, Kind::Id, "a record whose short name stands before it"),
        field!("parent", optional, Kind::Id, "the row it stands below"),
        field!("unit", optional, Kind::Id, "its unit, if not the table's"),
        field!("sum", optional, Kind::List(&Kind::Id), "the rows it is the total of"),
        field!("less", optional, Kind::List(&Kind::Id), "the rows that `sum` takes away"),
        field!(
            "values",
            optional,
            Kind::ById(&Kind::Value(&value::SHAPE)),
            "its values by column; none for a heading"
        ),
        field!("notes", optional, Kind::List(&Kind::Id), "notes on it"),
        ACCEPTED,
    ],
};

/// What a record may have whose figures are checked.
pub const ACCEPTED: Field = field!(
    "accept",
    optional,
    Kind::List(&Kind::Table(&ACCEPT)),
    "findings that stand, with a reason"
);

pub const ACCEPT: Shape = Shape {
    name: "an exception",
    fields: &[
        field!("check", required, Kind::Word, "the code of the finding"),
        field!("reason", required, Kind::Text, "why it stands; published"),
    ],
};

fn keep_work_unit(kept: &mut Kept, item: Located<Item>, _: &mut Reader<'_>) {
    let Item::Id(id) = item.value else { unreachable!("`work_unit` is an id") };
    kept.default_work_unit = Some(Located::new(id, item.origin));
}

fn keep(kept: &mut Kept, id: Located<Id>, mut record: Record, reader: &mut Reader<'_>) {
    let found_before = reader.found.len();
    if !record.has("row") && !record.has("data") {
        if !record.damaged {
            reader.found.push(
                Diagnostic::new(&codes::MISSING_KEY, "a table has no `row`").at(id.origin).help(
                    "add `row = …`: its rows, in order; or `data = …`, the file with its rows",
                ),
            );
        }
        kept.broken.insert(id.value);
        return;
    }
    let mut columns = Columns { damaged: record.damaged, ..Columns::default() };
    for (id, mut column) in record.records_by_id("column") {
        let found_before = reader.found.len();
        let name = id.value.clone();
        if let Some(status) = column.choice("status").and_then(|word| Status::parse(word.value)) {
            columns.statuses.insert(name.clone(), status);
        }
        columns.whole.extend(read_column(id, column, reader));
        if reader.found.len() > found_before {
            columns.broken.push(name);
        }
    }
    let mut broken_rows = Vec::new();
    let mut rows: Vec<Row> = Vec::new();
    let mut typed = record.records_by_id("row");
    if let Some(wrong) = too_large(typed.len(), columns.whole.len()) {
        reader.found.push(wrong.at(id.origin));
        kept.broken.insert(id.value);
        return;
    }
    if let Some(data) = record.record("data") {
        let of_file = columns
            .whole
            .iter()
            .map(|column| {
                (Located::new(column.id.clone(), column.origin), column.computed.is_some())
            })
            .collect::<Vec<_>>();
        let Some(file) = from_file::rows(data, &of_file, kept, reader) else {
            kept.broken.insert(id.value);
            return;
        };
        typed = from_file::joined(typed, file, reader);
    }
    for (id, row) in typed {
        let name = id.value.clone();
        match read_row(id, row, &columns, reader) {
            Some(row) => rows.push(row),
            None => broken_rows.push(name),
        }
    }
    let mut table = Table {
        id: id.value,
        origin: id.origin,
        title: record.text("title").expect("a required key"),
        unit: record.id("unit").expect("a required key"),
        columns: columns.whole,
        rows,
        notes: record.ids("notes"),
        topic: kept.topic_of(&mut record),
        work_unit: record.id("work_unit").or_else(|| kept.default_work_unit.clone()),
        source: kept.source_of(&mut record),
        accepted: accepted(&mut record),
    };
    if !record.damaged {
        check_references(&table, &columns.broken, &broken_rows, reader);
    }
    check_tree(&mut table, reader);
    if reader.found.len() > found_before {
        kept.broken.insert(table.id.clone());
    }
    kept.tables.push(table);
}

/// Far more than a page can hold, or anybody reads.
const MOST_CELLS: usize = 50_000;

pub fn too_large(rows: usize, columns: usize) -> Option<Diagnostic> {
    let cells = rows.saturating_mul(columns);
    (cells > MOST_CELLS).then(|| {
        Diagnostic::new(
            &codes::TABLE_TOO_LARGE,
            format!("a table may have at most {MOST_CELLS} cells, and this one has {cells}"),
        )
        .help("leave out what nobody reads, or make several tables of it; the whole of the data can be a file to download beside a narrative")
    })
}

/// The columns of a table while its rows are read.
#[derive(Default)]
struct Columns {
    whole: Vec<Column>,
    /// Something was reported about these: what rows lack or have of them is no news.
    broken: Vec<Id>,
    /// How sure the values of a column are.
    statuses: BTreeMap<Id, Status>,
    /// Something was reported about the table, so that a column may be missing from both.
    damaged: bool,
}

pub fn accepted(record: &mut Record) -> Vec<Accepted> {
    let items = record.list("accept").map(|list| list.value).unwrap_or_default();
    items
        .into_iter()
        .filter_map(|item| {
            let Item::Record(mut exception) = item.value else {
                unreachable!("exceptions are tables")
            };
            Some(Accepted { check: exception.word("check")?, reason: exception.text("reason")? })
        })
        .collect()
}

/// A name of its own, or that of another record.
fn name(
    record: &mut Record,
    what: &str,
    origin: Origin,
    reader: &mut Reader<'_>,
) -> Option<RowName> {
    match (record.text("label"), record.id("subject")) {
        (Some(label), None) => Some(RowName::Label(label)),
        (None, Some(subject)) => Some(RowName::Subject(subject)),
        (Some(label), Some(_)) => {
            reader.found.push(
                Diagnostic::new(&codes::TWO_NAMES, format!("{what} has both `label` and `subject`"))
                    .at(origin)
                    .help("keep `label` for a name of its own, `subject` to take the name of another record"),
            );
            Some(RowName::Label(label))
        }
        (None, None) => {
            if !record.damaged {
                reader.found.push(
                    Diagnostic::new(&codes::MISSING_KEY, format!("{what} has neither `label` nor `subject`"))
                        .at(origin)
                        .help("add `label.en = \"…\"`, or `subject = \"…\"` to take the name of another record"),
                );
            }
            None
        }
    }
}

fn read_column(id: Located<Id>, mut record: Record, reader: &mut Reader<'_>) -> Option<Column> {
    let name = name(&mut record, "the column", id.origin, reader);
    let mut alone = |there: &str, lacking: &str, origin: Origin| {
        reader.found.push(
            Diagnostic::new(&codes::MISSING_KEY, format!("`{there}` needs `{lacking}` beside it"))
                .at(origin)
                .help(format!("add `{lacking} = \"…\"`, the id it is computed with")),
        );
    };
    let mut pair = |first: &str, second: &str| -> Option<(Located<Id>, Located<Id>)> {
        match (record.id(first), record.id(second)) {
            (Some(a), Some(b)) => return Some((a, b)),
            (None, None) => {}
            (Some(present), None) => alone(first, second, present.origin),
            (None, Some(present)) => alone(second, first, present.origin),
        }
        None
    };
    let ratio = pair("ratio", "of").map(|(of, to)| Computed::Ratio { of, to });
    let change = pair("change", "from").map(|(to, from)| Computed::Change { to, from });
    let difference =
        pair("difference", "minus").map(|(of, minus)| Computed::Difference { of, minus });
    let share = match (record.id("share"), record.reference("in")) {
        (Some(of), Some(whole)) => Some(Computed::Share { of, whole }),
        (None, None) => None,
        (Some(present), None) => {
            alone("share", "in", present.origin);
            None
        }
        (None, Some(present)) => {
            alone("in", "share", present.origin);
            None
        }
    };
    let total = record.has("total").then(|| Computed::Total { of: record.ids("total") });
    let mut ways = ratio.into_iter().chain(change).chain(difference).chain(share).chain(total);
    let computed = ways.next();
    if ways.next().is_some() {
        reader.found.push(
            Diagnostic::new(
                &codes::TWO_FORMULAS,
                format!("the column `{}` is computed in two ways", id.value),
            )
            .at(id.origin)
            .help("keep one of `ratio`, `change`, `difference`, `share`, `total`"),
        );
    }
    Some(Column {
        id: id.value,
        origin: id.origin,
        name: name?,
        unit: record.id("unit"),
        period: record.period("period"),
        role: record.word("role").map(|word| word.value),
        computed,
        adds: record.flag("adds").is_none_or(|flag| flag.value),
        notes: record.ids("notes"),
    })
}

fn read_row(
    id: Located<Id>,
    mut record: Record,
    columns: &Columns,
    reader: &mut Reader<'_>,
) -> Option<Row> {
    let name = name(&mut record, "the row", id.origin, reader);
    let values = record.by_id("values");
    let mut cells = Vec::new();
    if let Some(Located { value: entries, origin }) = values {
        let found_before = reader.found.len();
        cells = vec![None; columns.whole.len()];
        for (column, item) in entries {
            match columns.whole.iter().position(|known| known.id == column.value) {
                Some(index) => {
                    let says_status =
                        matches!(&item.value, Item::Record(record) if record.has("status"));
                    let status = columns.statuses.get(&column.value).filter(|_| !says_status);
                    let cell = value::observation(item, reader);
                    cells[index] = cell.map(|cell| match status {
                        Some(status) => Cell { status: *status, ..cell },
                        None => cell,
                    });
                }
                None if columns.damaged || columns.broken.contains(&column.value) => {}
                None => unknown_column(&column, &columns.whole, reader),
            }
        }
        let absent: Vec<&str> = columns
            .whole
            .iter()
            .zip(&cells)
            .filter(|(column, cell)| cell.is_none() && column.computed.is_none())
            .filter(|(column, _)| !columns.broken.contains(&column.id))
            .map(|(column, _)| column.id.as_str())
            .collect();
        // A value under a wrong name is the one that seems to be missing.
        let is_news = !record.damaged && reader.found.len() == found_before;
        if !absent.is_empty() && is_news {
            reader.found.push(
                Diagnostic::new(
                    &codes::MISSING_CELL,
                    format!("the row `{}` has no value for {}", id.value, crate::diagnostics::listed(&absent)),
                )
                .at(origin)
                .help("give the number, or the reason why there is none, such as `\"nil\"` or `\"blank\"`"),
            );
        }
    }
    if let Some(less) = record.origin_of("less").filter(|_| !record.has("sum")) {
        reader.found.push(
            Diagnostic::new(&codes::MISSING_KEY, "`less` needs `sum` beside it")
                .at(less)
                .help("add `sum = […]`, the rows that it is taken away from"),
        );
    }
    Some(Row {
        id: id.value,
        origin: id.origin,
        name: name?,
        parent: record.id("parent"),
        unit: record.id("unit"),
        sum: record.origin_of("sum").map(|origin| Located::new(record.ids("sum"), origin)),
        less: record.ids("less"),
        cells,
        notes: record.ids("notes"),
        accepted: accepted(&mut record),
    })
}

fn unknown_column(column: &Located<Id>, columns: &[Column], reader: &mut Reader<'_>) {
    let known: Vec<&str> = columns.iter().map(|column| column.id.as_str()).collect();
    let near = nearest(column.value.as_str(), known.iter().copied());
    reader.found.push(
        Diagnostic::new(
            &codes::UNKNOWN_REFERENCE,
            format!("the table has no column `{}`", column.value),
        )
        .at(column.origin)
        .label(near.map(|near| format!("did you mean `{near}`?")).unwrap_or_default())
        .help(format!("its columns are {}", crate::diagnostics::listed(&known))),
    );
}

/// Rows and columns that name each other must exist.
fn check_references(
    table: &Table,
    broken_columns: &[Id],
    broken_rows: &[Id],
    reader: &mut Reader<'_>,
) {
    let rows: Vec<&str> = table.rows.iter().map(|row| row.id.as_str()).collect();
    let columns: Vec<&str> = table.columns.iter().map(|column| column.id.as_str()).collect();
    // A table of a file may have thousands of rows, and a total that names them all.
    let sets = [&rows, &columns].map(|known| known.iter().copied().collect::<BTreeSet<&str>>());
    let mut check = |id: &Located<Id>, known: &[&str], broken: &[Id], what: &str| {
        let set = &sets[usize::from(what == "column")];
        if set.contains(id.value.as_str()) || broken.contains(&id.value) {
            return;
        }
        let near = nearest(id.value.as_str(), known.iter().copied());
        reader.found.push(
            Diagnostic::new(
                &codes::UNKNOWN_REFERENCE,
                format!("the table has no {what} `{}`", id.value),
            )
            .at(id.origin)
            .label(near.map(|near| format!("did you mean `{near}`?")).unwrap_or_default())
            .help(format!("its {what}s are {}", crate::diagnostics::listed(known))),
        );
    };
    for row in &table.rows {
        let parts = row.sum.iter().flat_map(|sum| &sum.value).chain(&row.less);
        for id in row.parent.iter().chain(parts) {
            check(id, &rows, broken_rows, "row");
        }
    }
    for column in &table.columns {
        let mut of_columns: Vec<&Located<Id>> = Vec::new();
        match &column.computed {
            None => {}
            Some(
                Computed::Ratio { of: a, to: b }
                | Computed::Change { to: a, from: b }
                | Computed::Difference { of: a, minus: b },
            ) => of_columns.extend([a, b]),
            Some(Computed::Share { of, whole }) => {
                of_columns.push(of);
                // What stands elsewhere is looked up when everything was read.
                if whole.value.is_record() {
                    let row = Located::new(whole.value.record.clone(), whole.origin);
                    check(&row, &rows, broken_rows, "row");
                }
            }
            Some(Computed::Total { of }) => of_columns.extend(of),
        }
        for id in of_columns {
            check(id, &columns, broken_columns, "column");
        }
    }
    for row in &table.rows {
        let mut parts = row.sum.iter().flat_map(|sum| &sum.value).chain(&row.less);
        if let Some(itself) = parts.find(|part| part.value == row.id) {
            reader.found.push(
                Diagnostic::new(
                    &codes::CIRCLE,
                    format!("the row `{}` is a part of its own sum", row.id),
                )
                .at(itself.origin)
                .help("leave it out of `sum` and `less`"),
            );
        }
    }
}

/// Rows must form a tree.
fn check_tree(table: &mut Table, reader: &mut Reader<'_>) {
    let members = table.rows.iter();
    let members =
        members.map(|row| Member { id: &row.id, origin: row.origin, parent: row.parent.as_ref() });
    let remedies = parents::check("row", members, DEEPEST_ROW, reader.found);
    let mut remedies = remedies.into_iter();
    table.rows.retain_mut(|row| {
        let remedy = remedies.next().expect("there is one for each row");
        if remedy == Remedy::WithoutParent {
            row.parent = None;
        }
        remedy != Remedy::LeaveOut
    });
}

/// Readers do not see a finer indent, and hear no more levels.
const DEEPEST_ROW: usize = 12;
