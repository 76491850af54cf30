//! Every entry of a policy file in one shape: its kind, id, label, clauses and conditions. What differs from kind to
//! kind is in `chapters` and `rule`.

use super::Cases;
use crate::policy::Formula;
use crate::policy::source::{CoreDistricts, Label, PolicySource, Reading};
use schemars::JsonSchema;
use serde::Serialize;

macro_rules! kinds {
    ($($(#[doc = $doc:literal])+ $name:ident = $id:literal, $zh:literal, $en:literal;)+) => {
        /// The kinds of entry that a policy file has.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
        #[serde(rename_all = "kebab-case")]
        pub enum EntryKind { $($(#[doc = $doc])+ $name,)+ }

        impl EntryKind {
            /// Every kind. Where several entries share an id, a bare id means the kind that stands first here.
            pub const ALL: &'static [EntryKind] = &[$(EntryKind::$name,)+];

            /// The word before the slash in a full name, such as `trigger` in `trigger/unlawful-harm`.
            #[must_use]
            pub const fn id(self) -> &'static str { match self { $(EntryKind::$name => $id,)+ } }

            /// The kind in Chinese.
            #[must_use]
            pub const fn zh(self) -> &'static str { match self { $(EntryKind::$name => $zh,)+ } }

            /// The kind in English.
            #[must_use]
            pub const fn en(self) -> &'static str { match self { $(EntryKind::$name => $en,)+ } }
        }
    };
}

kinds! {
    /// A situation that puts a child in a level.
    Trigger = "trigger", "情形", "trigger";
    /// A category within a population.
    Category = "category", "类别", "category";
    /// A group of children that the policy covers.
    Population = "population", "人群", "population";
    /// Who is outside the policy altogether.
    Outside = "outside", "范围以外", "outside";
    /// A level.
    Level = "level", "等级", "level";
    /// What must be done for a child.
    Duty = "duty", "职责", "duty";
    /// Who must be told of a child.
    Referral = "referral", "转介报送", "referral";
    /// A list that goes round regularly.
    Notice = "notice", "名单通报", "notice";
    /// A condition with a name.
    Definition = "definition", "定义", "definition";
    /// A decision on what the document leaves open.
    Reading = "reading", "解读", "reading";
    /// What an organisation must do, whoever the children are.
    OrganisationDuty = "organisation-duty", "机构任务", "organisation duty";
    /// A list that a department keeps.
    DepartmentList = "department-list", "部门名册", "department's list";
    /// Facts that stay with some offices.
    Confined = "confined", "不外传的事实", "facts that stay";
    /// A row of the official count table.
    Row = "row", "表格行", "row of the count table";
    /// The official count table.
    Form = "form", "统计表", "form";
    /// A fact that only this policy has.
    Fact = "fact", "本政策的事实", "fact of the policy";
    /// Core districts of a city.
    CoreDistricts = "core-districts", "核心城区", "core districts";
    /// Words to avoid in public.
    Wording = "wording", "用语", "wording";
    /// Who settles what the rules leave undetermined.
    WayOut = "way-out", "疑难评估", "way out";
    /// A clause of the document or of a law.
    Clause = "clause", "条款", "clause";
    /// An office or person that acts.
    Office = "office", "机构", "office";
}

/// An entry of a policy file.
#[derive(Clone, Debug)]
pub(super) struct PolicyEntry<'p> {
    pub(super) kind: EntryKind,
    pub(super) id: String,
    pub(super) label: Label,
    pub(super) cite: &'p [String],
    /// The condition on which it holds.
    pub(super) when: Option<&'p Formula>,
    /// Another condition in it: that under which a level counts, a row's second number, who leaves a list.
    pub(super) and_when: Option<&'p Formula>,
    /// Its place in its list in the file.
    pub(super) index: usize,
}

impl PolicyEntry<'_> {
    /// The full name, which is also its anchor on the page.
    pub(super) fn name(&self) -> String {
        name(self.kind, &self.id)
    }

    /// The names under which cases test it: its own, and for a row that of its second number.
    pub(super) fn case_names(&self) -> Vec<String> {
        let of_which = (self.kind == EntryKind::Row).then(|| format!("of-which/{}", self.id));
        std::iter::once(self.name()).chain(of_which).collect()
    }

    /// The cases that test it, each once, in order.
    pub(super) fn cases<'c>(&self, cases: &'c Cases) -> Vec<&'c str> {
        let mut found: Vec<&str> = Vec::new();
        for case in self.case_names().iter().filter_map(|name| cases.get(name)).flatten() {
            if !found.contains(&case.as_str()) {
                found.push(case);
            }
        }
        found
    }

    pub(super) fn formulas(&self) -> impl Iterator<Item = &Formula> {
        self.when.into_iter().chain(self.and_when)
    }
}

/// Whether any entry of a kind is tested by cases of its own; definitions, say, are tested through rules.
pub(super) fn kind_has_cases(kind: EntryKind, cases: &Cases) -> bool {
    let of_kind = |name: &String| name.split_once('/').is_some_and(|(word, _)| word == kind.id());
    cases.iter().any(|(name, found)| of_kind(name) && !found.is_empty())
}

/// A full name, such as `trigger/unlawful-harm`.
pub(super) fn name(kind: EntryKind, id: &str) -> String {
    format!("{}/{id}", kind.id())
}

/// Every entry, by kind in the order of [`EntryKind::ALL`], within a kind in the order of the file.
pub(super) fn entries(source: &PolicySource) -> Vec<PolicyEntry<'_>> {
    let mut out = Vec::new();
    macro_rules! list {
        ($kind:ident, $list:expr, $entry:ident => $id:expr, $label:expr, $cite:expr, $when:expr, $and_when:expr) => {
            for (index, $entry) in $list.iter().enumerate() {
                let (id, label, cite): (String, Label, &[String]) = ($id, $label, $cite);
                let (when, and_when) = ($when, $and_when);
                out.push(PolicyEntry { kind: EntryKind::$kind, id, label, cite, when, and_when, index });
            }
        };
        ($kind:ident, $list:expr, $entry:ident => $when:expr, $and_when:expr) => {
            list!($kind, $list, $entry => $entry.id.clone(), $entry.label.clone(), &$entry.cite, $when, $and_when);
        };
    }
    list!(Trigger, source.triggers, entry => Some(&entry.when), None);
    list!(Category, source.categories, entry => Some(&entry.when), None);
    list!(Population, source.populations, entry => Some(&entry.when), None);
    // The condition of being outside is a definition; its name and condition are that definition's.
    let outside = source.definitions.iter().find(|definition| definition.id == source.scope.outside);
    list!(Outside, outside, entry => entry.id.clone(), entry.label.clone(), &[], Some(&entry.when), None);
    list!(Level, source.levels, entry => None, entry.only_when.as_ref());
    list!(Duty, source.duties, entry => entry.when.as_ref(), None);
    list!(Referral, source.referrals, entry => Some(&entry.when), None);
    list!(Notice, source.notices, entry => None, None);
    list!(Definition, source.definitions, entry => Some(&entry.when), None);
    list!(Reading, source.readings, entry => entry.id.clone(), numbered(entry), &[], None, None);
    list!(OrganisationDuty, source.organisation_duties, entry => None, None);
    list!(DepartmentList, source.department_lists, entry => Some(&entry.entitled), entry.leaves.as_ref());
    list!(Confined, source.confined, entry => None, None);
    let rows = source.form.as_ref().map_or(&[][..], |form| &form.rows);
    list!(Row, rows, entry => entry.when.as_ref(), Some(&entry.of_which_when));
    list!(Form, source.form, entry => entry.id.clone(), form_title(&entry.title), &entry.cite, None, None);
    list!(Fact, source.facts, entry => None, None);
    list!(CoreDistricts, source.core_districts, entry =>
        entry.prefecture.to_string(), core_districts_label(entry), &entry.cite, None, None);
    list!(Wording, source.wordings, entry => None, None);
    let way_out = [&source.scope.way_out];
    list!(WayOut, way_out, entry => entry.by.clone(), entry.label.clone(), &entry.cite, None, None);
    list!(Clause, source.clauses, entry =>
        entry.id.clone(), entry.label.clone(), std::slice::from_ref(&entry.id), None, None);
    list!(Office, source.offices, entry => entry.id.clone(), entry.label.clone(), &[], None, None);
    out
}

/// A reading's question behind its number, by which lawyers call it.
fn numbered(reading: &Reading) -> Label {
    let (number, question) = (&reading.number, &reading.question);
    Label { zh: format!("{number} {}", question.zh), en: format!("{number} {}", question.en) }
}

/// A form's title with a blank where the year is filled in.
fn form_title(title: &Label) -> Label {
    Label { zh: title.zh.replace("{year}", "____"), en: title.en.replace("{year}", "____") }
}

fn core_districts_label(list: &CoreDistricts) -> Label {
    Label {
        zh: format!("设区市 {} 的核心城区", list.prefecture),
        en: format!("core districts of prefecture {}", list.prefecture),
    }
}
