//! The policy's and the vocabulary's things in words: a fact and its value, a level, an office, a pace.
//! Every word of a rule comes from the policy file; only the joints stand here.

use std::borrow::Cow;

use hutong::assessment::FactUsed;
use hutong::history::{EntryKind, EntryPlan};
use hutong::policy::source::{Office, Pace};
use hutong::vocabulary::{column_by_path, columns};
use hutong::{LevelSet, Policy, Truth};

use crate::language::Language;

/// What leads to a birth date and is no column of a record.
pub(crate) const LEAD_TO_BIRTH: [(&str, &str, &str); 2] =
    [("age", "年龄", "age"), ("citizen_number", "公民身份号码", "citizen number")];

/// A policy and the language in which to speak of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Words<'p> {
    /// The policy.
    pub(crate) policy: &'p Policy,
    /// The language.
    pub(crate) language: Language,
}

impl<'p> Words<'p> {
    /// The Chinese and English label of a fact, by its path; the path itself for one that nobody declared.
    pub(crate) fn fact_labels(self, path: &str) -> (&'p str, &'p str) {
        if let Some(column) = column_by_path(path).and_then(|index| columns().get(index)) {
            return (&column.zh, &column.en);
        }
        if let Some(labels) = entry_labels(path) {
            return labels;
        }
        if let Some(labels) = LEAD_TO_BIRTH.iter().find(|(extra, ..)| *extra == path) {
            return (labels.1, labels.2);
        }
        let local = path.strip_prefix("local.").unwrap_or_default();
        let fact = self.policy.source().facts.iter().find(|fact| fact.id == local);
        fact.map_or(("", ""), |fact| (&fact.label.zh, &fact.label.en))
    }

    /// A fact by its path, in words; a group of facts by what the labels of its facts have in common.
    pub(crate) fn fact<'a>(self, path: &'a str) -> Cow<'a, str>
    where
        'p: 'a,
    {
        let (zh, en) = self.fact_labels(path);
        if !zh.is_empty() {
            return self.language.pick(zh, en);
        }
        let within = |column: &&hutong::vocabulary::Column| {
            column.path.strip_prefix(path).is_some_and(|rest| rest.starts_with('.'))
        };
        let group = columns().iter().filter(within);
        let common = group
            .map(|column| (column.zh.as_str(), column.en.as_str()))
            .reduce(|(zh, en), other| (common_start(zh, other.0), common_start(en, other.1)));
        common.map_or(path.into(), |(zh, en)| self.language.pick(zh, en.trim_end()))
    }

    /// A value of a fact by its id, in words; a day or a number as it is.
    pub(crate) fn value(self, path: &str, id: &str) -> String {
        if id == "unknown" {
            return self.language.pick("未采集", "unknown").into_owned();
        }
        // A policy's own facts are findings, as any finding of the vocabulary.
        let path = if path.starts_with("local.") { "findings.dropped_out" } else { path };
        let values = column_by_path(path)
            .and_then(|index| columns().get(index))
            .map_or(&[][..], |column| column.values);
        let label = |id: &str| {
            let value = values.iter().find(|value| value.id == id)?;
            Some(self.language.pick(value.zh, value.en).into_owned())
        };
        label(id).unwrap_or_else(|| id.to_owned())
    }

    /// An answer to a question, as the engine describes it: a value, or on which side of a border it lies.
    pub(crate) fn answer(self, path: &str, answer: &str) -> String {
        let stretch = |part: &str| {
            let (side, rest) = match (part.strip_prefix("at least "), part.strip_prefix("under ")) {
                (Some(rest), _) => ("满", rest),
                (_, Some(rest)) => ("不满", rest),
                _ => return None,
            };
            let (number, unit) = rest.split_once(' ').unwrap_or((rest, ""));
            let unit = match unit {
                "years" => "周岁",
                "months" => "个月",
                _ => "",
            };
            Some(format!("{side}{number}{unit}"))
        };
        let parts: Option<Vec<String>> = answer.split(", ").map(stretch).collect();
        match parts {
            Some(parts) => self.language.pick(parts.join("、"), answer.to_owned()).into_owned(),
            None => self.value(path, answer),
        }
    }

    /// A fact and its value, such as 辍学＝疑似.
    pub(crate) fn fact_and_value(self, used: &FactUsed<'_>) -> String {
        let path = used.path();
        let equals = if self.language == Language::Zh { "＝" } else { " = " };
        format!("{}{equals}{}", self.fact(&path), self.value(&path, &used.value().to_string()))
    }

    /// A level by its place in the policy, or *not graded*.
    pub(crate) fn level(self, level: Option<usize>) -> Cow<'p, str> {
        match level.and_then(|level| self.policy.source().levels.get(level)) {
            Some(level) => self.language.label(&level.label),
            None => self.language.pick("不定级", "not graded"),
        }
    }

    /// The levels that are possible: one, or from the lowest to the highest.
    pub(crate) fn levels(self, levels: LevelSet) -> String {
        let (floor, ceiling) = (self.level(levels.floor()), self.level(levels.ceiling()));
        if floor == ceiling {
            return floor.into_owned();
        }
        self.language.pick(format!("{floor}至{ceiling}"), format!("{floor} to {ceiling}")).into_owned()
    }

    /// Offices by their ids, in a row.
    pub(crate) fn offices(self, ids: &[String]) -> String {
        let find =
            |id: &String| self.policy.source().offices.iter().find(|office: &&Office| office.id == *id);
        let names: Vec<_> =
            ids.iter().filter_map(find).map(|office| self.language.label(&office.label)).collect();
        names.join(self.language.comma())
    }

    /// A truth.
    pub(crate) fn truth(self, truth: Truth) -> Cow<'static, str> {
        match truth {
            Truth::Yes => self.language.pick("是", "yes"),
            Truth::Undetermined => self.language.pick("待定", "undetermined"),
            Truth::No => self.language.pick("否", "no"),
        }
    }

    /// How soon or how often.
    pub(crate) fn pace(self, pace: &Pace) -> String {
        let (zh, en) = match pace {
            Pace::AtOnce => ("立即".into(), "at once".into()),
            Pace::Promptly => ("及时".into(), "promptly".into()),
            Pace::WhileItLasts => ("持续期间".into(), "while it lasts".into()),
            Pace::EveryMonths(1) => ("每月".into(), "every month".into()),
            Pace::EveryMonths(12) => ("每年".into(), "every year".into()),
            Pace::EveryMonths(months) => (format!("每{months}个月"), format!("every {months} months")),
            Pace::FromTimeToTime => ("定期".into(), "from time to time".into()),
            Pace::YearlyBy(day) => (format!("每年{day}前"), format!("yearly by {day}")),
            Pace::By(days) => {
                let days: Vec<String> = days.iter().map(ToString::to_string).collect();
                (format!("{}前", days.join("、")), format!("by {}", days.join(", ")))
            }
            Pace::BeforeSchoolHolidays => ("寒假、暑假前".into(), "before school holidays".into()),
            Pace::Once => ("一次".into(), "once".into()),
            Pace::During { from, until } => (format!("{from}至{until}"), format!("{from} to {until}")),
        };
        self.language.pick(zh, en).into_owned()
    }
}

/// The labels of a field of an entry of a history, such as `contacts.on` or `contacts[3].on`.
fn entry_labels(path: &str) -> Option<(&'static str, &'static str)> {
    let (list, field) = path.split_once('.')?;
    let list = list.split('[').next().unwrap_or_default();
    let kind = EntryKind::ALL.iter().find(|kind| kind.id() == list)?;
    let key = (field == "key").then(EntryPlan::key_column);
    let column = key.or_else(|| kind.columns().iter().find(|column| column.path == field))?;
    Some((&column.zh, &column.en))
}

/// What two texts begin with alike.
fn common_start<'a>(left: &'a str, right: &str) -> &'a str {
    let alike = left.chars().zip(right.chars()).take_while(|(one, other)| one == other);
    left.get(..alike.map(|(one, _)| one.len_utf8()).sum()).unwrap_or(left)
}

#[cfg(test)]
mod tests {
    use super::{Words, common_start};
    use crate::language::Language;
    use hutong::Policy;
    use hutong::policy::source::Pace;

    #[test]
    fn facts_values_and_answers_in_words() {
        let policy = Policy::builtin("puning-2024").unwrap();
        let zh = Words { policy: &policy, language: Language::Zh };
        let en = Words { policy: &policy, language: Language::En };
        assert_eq!(zh.fact("father.disability.grade"), "父亲残疾等级");
        assert_eq!(zh.fact("father.disability"), "父亲残疾", "a group has what its facts have in common");
        assert_eq!(en.fact("local.other-situation-red"), "judged another situation of high risk");
        assert_eq!(zh.fact("no.such.fact"), "no.such.fact");
        assert_eq!(zh.value("findings.dropped_out", "suspected"), "疑似");
        assert_eq!(zh.value("local.other-situation-red", "confirmed"), "确认");
        assert_eq!(zh.value("birth_date", "2015-03-01"), "2015-03-01");
        assert_eq!(en.value("birth_date", "unknown"), "unknown");
        assert_eq!(zh.answer("birth_date", "at least 16 years, under 18 years"), "满16周岁、不满18周岁");
        assert_eq!(en.answer("birth_date", "under 16 years"), "under 16 years");
        assert_eq!(zh.answer("findings.dropped_out", "confirmed"), "确认");
    }

    #[test]
    fn levels_offices_and_paces_in_words() {
        let policy = Policy::builtin("puning-2024").unwrap();
        let en = Words { policy: &policy, language: Language::En };
        assert_eq!(en.level(Some(0)), "high risk (red)");
        assert_eq!((en.level(None), en.level(Some(4))), ("not graded".into(), "not graded".into()));
        assert_eq!(en.offices(&["health".into(), "nobody".into()]).split(", ").count(), 1);
        assert_eq!(en.pace(&Pace::EveryMonths(1)), "every month");
        assert_eq!(en.pace(&Pace::EveryMonths(3)), "every 3 months");
    }

    #[test]
    fn what_two_texts_begin_with_ends_at_a_whole_character() {
        assert_eq!(common_start("父亲残疾类别", "父亲残疾等级"), "父亲残疾");
        assert_eq!(common_start("类别", "粗"), "", "the first bytes are the same, the characters are not");
        assert_eq!(common_start("a", "ab"), "a");
    }
}
