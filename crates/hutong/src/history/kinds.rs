//! The eight kinds of entries of a history, and an entry of any kind. The columns of each stand in `entries`; how
//! tables and JSON are read is in `table` and `json`.

use super::{Absence, BenefitPeriod, CareAgreement, Closing, Contact, FilePart, History, LevelPeriod, Pause};
use crate::fault::{Fault, FaultCode};
use crate::record::header_key;
use crate::vocabulary::{Choice, Column, Part, Place, Value};
use std::collections::BTreeMap;
use std::sync::LazyLock;

macro_rules! entry_kinds {
    ($($(#[doc = $doc:literal])+ $kind:ident in $list:ident = $entry:ident($type:ident), $zh:literal, $en:literal, also [$($also:literal),*], needs [$($needs:literal),*];)+) => {
        /// What a list of a history holds, and so what a table of entries does.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum EntryKind { $($(#[doc = $doc])+ $kind,)+ }

        impl EntryKind {
            /// Every kind, in the order of the history's lists.
            pub const ALL: &'static [EntryKind] = &[$(EntryKind::$kind,)+];

            /// The name of its list in JSON, such as `contacts`.
            #[must_use]
            pub const fn id(self) -> &'static str { match self { $(EntryKind::$kind => stringify!($list),)+ } }

            /// The Chinese label.
            #[must_use]
            pub const fn zh(self) -> &'static str { match self { $(EntryKind::$kind => $zh,)+ } }

            /// The English label.
            #[must_use]
            pub const fn en(self) -> &'static str { match self { $(EntryKind::$kind => $en,)+ } }

            /// Other names that offices use for it.
            pub(super) const fn also(self) -> &'static [&'static str] {
                match self { $(EntryKind::$kind => &[$($also),*],)+ }
            }

            /// The columns without which a table is none of this kind, by their paths.
            pub(super) const fn needs(self) -> &'static [&'static str] {
                match self { $(EntryKind::$kind => &[$($needs),*],)+ }
            }

            fn describe(self) -> Vec<Column> {
                let mut columns = Vec::new();
                match self { $(EntryKind::$kind => $type::describe(&Place::default(), &mut columns),)+ }
                columns
            }

            /// An entry of this kind of which nothing is known.
            #[must_use]
            pub fn blank(self) -> Entry { match self { $(EntryKind::$kind => Entry::$entry($type::default()),)+ } }
        }

        /// An entry of any kind.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Entry { $($(#[doc = $doc])+ $entry($type),)+ }

        impl Entry {
            /// What kind of entry it is.
            #[must_use]
            pub const fn kind(&self) -> EntryKind { match self { $(Entry::$entry(_) => EntryKind::$kind,)+ } }

            /// Adds it to its list.
            pub fn push_into(self, history: &mut History) {
                match self { $(Entry::$entry(entry) => history.$list.push(entry),)+ }
            }

            /// Sets one column, counted as in [`EntryKind::columns`], from text in any spelling.
            pub(super) fn set_text(&mut self, column: usize, text: &str) -> Result<(), Fault> {
                match self { $(Entry::$entry(entry) => crate::record::set_text(entry, column, text),)+ }
            }

            /// What it lacks and cannot do without.
            pub(super) fn complete(&self) -> Result<(), Fault> {
                match self { $(Entry::$entry(entry) => entry.complete(),)+ }
            }
        }
    };
}

entry_kinds! {
    /// Levels, each with the days on which it holds.
    Levels in levels = Level(LevelPeriod), "定级记录", "levels", also ["等级", "等级记录", "评估记录", "level"], needs ["level"];
    /// Visits, contacts and interventions.
    Contacts in contacts = Contact(Contact), "走访联系记录", "contacts", also ["走访", "联系", "走访记录", "联系记录", "contact", "visits"], needs ["on", "kind"];
    /// Absences of the parents for work.
    Absences in absences = Absence(Absence), "父母外出记录", "absences of the parents", also ["外出", "外出记录", "务工记录", "absence"], needs ["parent", "from"];
    /// Times of basic living support.
    Benefits in benefits = Benefit(BenefitPeriod), "基本生活保障记录", "basic living support", also ["保障记录", "保障", "benefit"], needs ["kind", "from"];
    /// Times in which the child cannot be visited.
    Pauses in pauses = Pause(Pause), "暂停走访记录", "pauses", also ["暂停", "暂停记录", "pause"], needs ["from"];
    /// Records that close findings.
    Closings in closings = Closing(Closing), "结案记录", "closings", also ["结案", "closing"], needs ["finding", "closed_on"];
    /// Parts of the child's file that are there.
    File in file = FilePart(FilePart), "一人一档", "parts of the file", also ["档案", "档案材料"], needs ["part"];
    /// Care agreements.
    CareAgreements in care_agreements = CareAgreement(CareAgreement), "委托照护书", "care agreements", also ["委托照护", "委托照护协议", "care_agreement"], needs ["signed_on"];
}

/// The columns of a kind, and which header leads to which.
struct Known {
    columns: Vec<Column>,
    by_header: BTreeMap<String, usize>,
}

static KNOWN: LazyLock<Vec<Known>> = LazyLock::new(|| {
    let known = |kind: &EntryKind| {
        let columns = kind.describe();
        let mut by_header = BTreeMap::new();
        for (place, column) in columns.iter().enumerate() {
            let names = column.headers.iter().chain([&column.path, &column.zh, &column.en]);
            by_header.extend(names.map(|name| (header_key(name), place)));
        }
        Known { columns, by_header }
    };
    EntryKind::ALL.iter().map(known).collect()
});

impl EntryKind {
    /// The kind by the name of its list, its Chinese or English label or another name that offices use.
    ///
    /// ```
    /// # use hutong::history::EntryKind;
    /// assert_eq!(EntryKind::by_name("走访记录"), Some(EntryKind::Contacts));
    /// assert_eq!(EntryKind::by_name("care-agreements"), Some(EntryKind::CareAgreements));
    /// ```
    #[must_use]
    pub fn by_name(name: &str) -> Option<EntryKind> {
        // The names of the lists first: no allocation on the way of a million histories.
        if let Some(kind) = EntryKind::ALL.iter().find(|kind| kind.id() == name) {
            return Some(*kind);
        }
        let key = header_key(name);
        EntryKind::ALL.iter().copied().find(|kind| kind.names().any(|name| header_key(name) == key))
    }

    /// Every name of its list.
    pub(super) fn names(self) -> impl Iterator<Item = &'static str> {
        [self.id(), self.zh(), self.en()].into_iter().chain(self.also().iter().copied())
    }

    /// Its columns, in order, without the child's key. `slot` is nothing: no rule reads an entry.
    #[must_use]
    pub fn columns(self) -> &'static [Column] {
        KNOWN.get(self as usize).map_or(&[], |known| &known.columns)
    }

    /// The place of a column in [`EntryKind::columns`] by its path, its Chinese or English label or another header.
    #[must_use]
    pub fn column_by_header(self, header: &str) -> Option<usize> {
        if let Some(place) = self.columns().iter().position(|column| column.path == header) {
            return Some(place);
        }
        KNOWN.get(self as usize).and_then(|known| known.by_header.get(&header_key(header)).copied())
    }

    /// Which kinds of entries a table with these headers may hold: none, one, or several that cannot be told apart.
    ///
    /// A kind counts when the table has every column that it needs, two of them or one that no other kind has; of the
    /// kinds that count, those with the most columns are given. A table without the child's key is guessed at too.
    ///
    /// ```
    /// # use hutong::history::EntryKind;
    /// let headers = ["编号", "走访日期", "走访方式", "走访人"].map(String::from);
    /// assert_eq!(EntryKind::guess(&headers), [EntryKind::Contacts]);
    /// assert_eq!(EntryKind::guess(&["编号".into(), "日期".into()]), [], "a day alone says nothing");
    /// ```
    #[must_use]
    pub fn guess(headers: &[String]) -> Vec<EntryKind> {
        let mut most = 0;
        let mut guesses = Vec::new();
        for kind in EntryKind::ALL.iter().copied() {
            let found: Vec<(usize, &String)> =
                headers.iter().filter_map(|header| Some((kind.column_by_header(header)?, header))).collect();
            let has = |path: &&str| {
                let mut paths = found.iter().filter_map(|(place, _)| kind.columns().get(*place));
                paths.any(|column| column.path == *path)
            };
            let is_only_its = |header: &str| {
                let mut others = EntryKind::ALL.iter().filter(|other| **other != kind);
                others.all(|other| other.column_by_header(header).is_none())
            };
            let is_told = kind.needs().len() > 1 || found.iter().any(|(_, header)| is_only_its(header));
            if !is_told || !kind.needs().iter().all(has) || found.len() < most {
                continue;
            }
            if found.len() > most {
                guesses.clear();
                most = found.len();
            }
            guesses.push(kind);
        }
        guesses
    }
}

/// What an entry cannot do without, by itself: neither the policy nor the day nor another entry is looked at.
pub(super) trait Complete {
    /// Errors: [`FaultCode::ValueMissing`] at the field.
    fn complete(&self) -> Result<(), Fault>;
}

impl Complete for LevelPeriod {
    fn complete(&self) -> Result<(), Fault> {
        given("level", &self.level, "等级", "the level")
    }
}

impl Complete for Contact {
    fn complete(&self) -> Result<(), Fault> {
        chosen("kind", &self.kind)
    }
}

impl Complete for Absence {
    fn complete(&self) -> Result<(), Fault> {
        chosen("parent", &self.parent)
    }
}

impl Complete for BenefitPeriod {
    fn complete(&self) -> Result<(), Fault> {
        chosen("kind", &self.kind)
    }
}

impl Complete for Pause {
    fn complete(&self) -> Result<(), Fault> {
        given("from", &self.from, "第一天", "the first day")
    }
}

impl Complete for Closing {
    fn complete(&self) -> Result<(), Fault> {
        given("finding", &self.finding, "已结案的情形", "the finding that is closed")
    }
}

impl Complete for FilePart {
    fn complete(&self) -> Result<(), Fault> {
        chosen("part", &self.part)
    }
}

impl Complete for CareAgreement {
    fn complete(&self) -> Result<(), Fault> {
        given("signed_on", &self.signed_on, "签订日期", "the day of signing")
    }
}

fn given<T: Part>(field: &str, value: &T, zh: &str, en: &str) -> Result<(), Fault> {
    if value.is_unknown() { Err(Fault::with(FaultCode::ValueMissing, field, zh, en)) } else { Ok(()) }
}

fn chosen<T: Choice + Part>(field: &str, value: &T) -> Result<(), Fault> {
    if !value.is_unknown() {
        return Ok(());
    }
    let list = |label: fn(&Value) -> &'static str| T::VALUES.iter().map(label).collect::<Vec<_>>();
    let zh = format!("{}之一", list(|value| value.zh).join("、"));
    let en = format!("one of `{}`", list(|value| value.id).join("`, `"));
    given(field, value, &zh, &en)
}
