//! A line of the worklist as cells, for CSV and XLSX: ids in columns of their own, words beside them.

use chrono::NaiveDate;
use hutong::Truth;
use hutong::schedule::Responsible;
use hutong::vocabulary::Text;

use crate::layout::Column;
use crate::schedule::item::{Item, state_label};
use crate::words::Words;

/// The columns: id, Chinese and English header. One row a duty.
const COLUMNS: &[Column] = &[
    ("township", "乡镇街道", "township"),
    ("village", "村居", "village"),
    ("worker", "责任人", "worker"),
    ("state", "状态代码", "state"),
    ("state_label", "状态", "state in words"),
    ("due", "到期日", "due"),
    ("days_overdue", "逾期天数", "days overdue"),
    ("key", "编号", "key"),
    ("row", "行号", "row"),
    ("level", "等级代码", "level"),
    ("level_label", "等级", "level in words"),
    ("certain", "是否确定", "certain"),
    ("duty", "职责代码", "duty"),
    ("to_do", "要做的事", "to do"),
    ("clause", "条款", "clause"),
    ("by", "由谁做", "by"),
    ("last_done", "上次完成", "last done"),
    ("notes", "说明代码", "notes"),
    ("why", "说明", "why"),
    ("first_settle", "先问清", "first settle"),
    ("windows", "计期方式", "windows run"),
];

/// The columns that only both views have.
const OTHER_VIEW: &[Column] = &[
    ("calendar_state", "按日历期状态", "state by calendar periods"),
    ("calendar_due", "按日历期到期日", "due by calendar periods"),
    ("calendar_days_overdue", "按日历期逾期天数", "days overdue by calendar periods"),
];

/// What stands between several ids in one cell.
const SEPARATOR: &str = "; ";

/// The columns of a worklist.
pub(crate) fn columns(both_views: bool) -> Vec<Column> {
    COLUMNS.iter().chain(if both_views { OTHER_VIEW } else { &[] }).copied().collect()
}

/// What a row tells of the child besides the duty.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Whose<'a> {
    /// Where the child's duties fall, and on whom.
    pub(crate) place: &'a Responsible,
    /// The child's key.
    pub(crate) key: Option<&'a str>,
    /// The row of the file of children.
    pub(crate) row: u64,
    /// The facts that decide whether a possible duty holds, by path.
    pub(crate) first_settle: &'a [String],
}

/// The cells of a line, as many as there are columns.
pub(crate) fn cells(words: Words<'_>, item: &Item<'_>, whose: &Whose<'_>, both_views: bool) -> Vec<String> {
    let language = words.language;
    let text = |text: &Text| text.as_str().unwrap_or_default().to_owned();
    let day = |day: Option<NaiveDate>| day.map_or_else(String::new, |day| day.to_string());
    let late = |days: u32| if days == 0 { String::new() } else { days.to_string() };
    let levels = &words.policy.source().levels;
    let certain = if item.certain { Truth::Yes } else { Truth::Undetermined };
    let facts: Vec<_> = whose.first_settle.iter().map(|path| words.fact(path)).collect();
    let mut cells = vec![
        text(&whose.place.township),
        text(&whose.place.village),
        text(&whose.place.worker),
        id_of(&item.state),
        state_label(language, item.state),
        day(item.due),
        late(item.days_overdue),
        whose.key.unwrap_or_default().to_owned(),
        whose.row.to_string(),
        levels.get(item.level).map_or("not-graded", |level| &level.id).to_owned(),
        words.level(Some(item.level)).into_owned(),
        words.truth(certain).into_owned(),
        item.id.to_owned(),
        language.label(item.label).into_owned(),
        item.cite.to_owned(),
        words.offices(item.by),
        day(item.last_done),
        notes(item),
        item.why(words),
        if item.certain { String::new() } else { facts.join(language.comma()) },
        id_of(&item.windows),
    ];
    if both_views {
        let other = item.other.as_ref();
        cells.push(other.map_or_else(String::new, |other| id_of(&other.state)));
        cells.push(other.map_or_else(String::new, |other| day(other.due)));
        cells.push(other.map_or_else(String::new, |other| late(other.days_overdue)));
    }
    cells
}

/// The ids of what is to be known about a line.
fn notes(item: &Item<'_>) -> String {
    let rejected = item.row_rejected.then(|| "row-rejected".to_owned());
    let ended = item.level_ended.map(|_| "level-ended".to_owned());
    let notes = item.notes.iter().map(id_of).chain(item.doubt.iter().map(id_of));
    rejected.into_iter().chain(ended).chain(notes).collect::<Vec<_>>().join(SEPARATOR)
}

/// The id that JSON has for a state or a note.
pub(crate) fn id_of<T: serde::Serialize>(value: &T) -> String {
    // A plain enum becomes text.
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(id)) => id,
        _ => String::new(),
    }
}
