//! Times and acts in words: how soon or how often, what kind of act, what reads a reading.

use super::page::label;
use crate::policy::source::{DutyKind, Label, Pace, ReadBy};

/// How soon or how often, `times` times in each period.
pub(super) fn pace(pace: &Pace, times: u32) -> Label {
    match pace {
        Pace::AtOnce => label("立即", "at once"),
        Pace::Promptly => label("及时（没有写明天数）", "promptly (no number of days is stated)"),
        Pace::WhileItLasts => label("情况存在期间一直", "as long as it lasts"),
        Pace::EveryMonths(months) => every(*months, times),
        Pace::FromTimeToTime => label("定期（没有写明间隔）", "from time to time (no interval is stated)"),
        Pace::YearlyBy(day) => match month_and_day(day) {
            Some((month, day)) => label(
                format!("每年{month}月{day}日前"),
                format!("each year by {day} {}", name_of_month(month)),
            ),
            None => label(format!("每年 {day} 前"), format!("each year by {day}")),
        },
        Pace::By(days) => {
            let list: Vec<String> = days.iter().map(ToString::to_string).collect();
            label(format!("{} 前", list.join("、")), format!("by {}", list.join(", ")))
        }
        Pace::BeforeSchoolHolidays => {
            label("每次放寒假、暑假之前", "before each winter and summer holiday of the schools")
        }
        Pace::Once => label("一次（没有写明日期）", "once (no date is stated)"),
        Pace::During { from, until } => {
            label(format!("{from} 至 {until}"), format!("from {from} to {until}"))
        }
    }
}

fn every(months: u32, times: u32) -> Label {
    let zh = match months {
        1 => "每月".to_owned(),
        12 => "每年".to_owned(),
        months => format!("每{months}个月"),
    };
    let en = match months {
        1 => "a month".to_owned(),
        12 => "a year".to_owned(),
        months => format!("in {months} months"),
    };
    let count = match times {
        0 | 1 => "once".to_owned(),
        2 => "twice".to_owned(),
        times => format!("{times} times"),
    };
    label(
        format!("至少{zh}{}次", if times <= 1 { "一".to_owned() } else { times.to_string() }),
        format!("at least {count} {en}"),
    )
}

fn month_and_day(written: &str) -> Option<(u32, u32)> {
    let (month, day) = written.split_once('-')?;
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    if (1..=12).contains(&month) { Some((month, day)) } else { None }
}

fn name_of_month(month: u32) -> &'static str {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    usize::try_from(month).ok().and_then(|month| NAMES.get(month.wrapping_sub(1))).copied().unwrap_or("")
}

/// What kind of act a duty asks for.
pub(super) fn kind_of_duty(kind: DutyKind) -> Label {
    match kind {
        DutyKind::HomeVisit => label("入户走访", "home visit"),
        DutyKind::Contact => label("联系", "contact"),
        DutyKind::Intervention => label("介入处置", "intervention"),
        DutyKind::Act => label("其他行动", "another act"),
    }
}

/// What carries a reading out.
pub(super) fn read_by(read_by: ReadBy) -> Label {
    match read_by {
        ReadBy::Engine => label("规则引擎", "the engine"),
        ReadBy::Rules => label("本政策的条件", "conditions of this policy"),
        ReadBy::Schedule => label("走访日程", "the schedule of visits"),
        ReadBy::Form => label("统计表", "the count table"),
        ReadBy::Disclose => label("名单和通报", "lists and notices"),
        ReadBy::Organisations => label("机构任务", "duties of organisations"),
    }
}
