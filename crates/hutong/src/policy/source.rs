//! The policy file as it is written: one struct an entry. Only shape is settled here; what entries mean together
//! is settled by `check` and `compile`. A policy may come as TOML or as JSON; both have the same fields.

use super::formula::Formula;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A text in Chinese and in English, in the project's own words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Label {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

macro_rules! entries {
    ($(
        $(#[doc = $doc:literal])+
        $(#[derive($extra:ident)])?
        pub struct $name:ident { $($body:tt)* }
    )+) => { $(
        $(#[doc = $doc])+
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
        $(#[derive($extra)])?
        #[serde(rename_all = "kebab-case", deny_unknown_fields)]
        pub struct $name { $($body)* }
    )+ };
}

entries! {
    /// A whole policy file.
    pub struct PolicySource {
        /// The version of this format. Now 1.
        pub format: u32,
        /// The policy's id, such as `puning-2024`.
        pub id: String,
        /// The version of the file; changes whenever an answer can change.
        pub version: String,
        /// What the policy is called.
        pub label: Label,
        /// The document that it encodes.
        pub document: Document,
        /// Facts that only this policy has.
        #[serde(default, rename = "fact", skip_serializing_if = "Vec::is_empty")]
        pub facts: Vec<LocalFact>,
        /// Decisions on what the document leaves open.
        #[serde(default, rename = "reading", skip_serializing_if = "Vec::is_empty")]
        pub readings: Vec<Reading>,
        /// Core districts of cities, for the places of work that do not count.
        #[serde(default, rename = "core-districts", skip_serializing_if = "Vec::is_empty")]
        pub core_districts: Vec<CoreDistricts>,
        /// Clauses of the document, each encoded or with the reason why not.
        #[serde(default, rename = "clause", skip_serializing_if = "Vec::is_empty")]
        pub clauses: Vec<Clause>,
        /// Offices and persons that act.
        #[serde(default, rename = "office", skip_serializing_if = "Vec::is_empty")]
        pub offices: Vec<Office>,
        /// Conditions with a name, used by the rules below.
        #[serde(default, rename = "definition", skip_serializing_if = "Vec::is_empty")]
        pub definitions: Vec<Definition>,
        /// Who is outside the policy altogether, and what to do where no level can be settled.
        pub scope: Scope,
        /// Groups of children that the policy covers.
        #[serde(rename = "population")]
        pub populations: Vec<Rule>,
        /// Categories within a population.
        #[serde(default, rename = "category", skip_serializing_if = "Vec::is_empty")]
        pub categories: Vec<Category>,
        /// Risk levels, the highest first.
        #[serde(rename = "level")]
        pub levels: Vec<Level>,
        /// Situations that put a child in a level.
        #[serde(rename = "trigger")]
        pub triggers: Vec<Trigger>,
        /// What must be done for a child.
        #[serde(default, rename = "duty", skip_serializing_if = "Vec::is_empty")]
        pub duties: Vec<Duty>,
        /// Who must be told of a child.
        #[serde(default, rename = "referral", skip_serializing_if = "Vec::is_empty")]
        pub referrals: Vec<Referral>,
        /// Lists that go round regularly.
        #[serde(default, rename = "notice", skip_serializing_if = "Vec::is_empty")]
        pub notices: Vec<Notice>,
        /// Facts that stay with some offices.
        #[serde(default, rename = "confined", skip_serializing_if = "Vec::is_empty")]
        pub confined: Vec<ConfinedFacts>,
        /// Lists that departments keep, to be compared with the children.
        #[serde(default, rename = "department-list", skip_serializing_if = "Vec::is_empty")]
        pub department_lists: Vec<DepartmentList>,
        /// What organisations must do, whoever the children are.
        #[serde(default, rename = "organisation-duty", skip_serializing_if = "Vec::is_empty")]
        pub organisation_duties: Vec<OrganisationDuty>,
        /// The official count table.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub form: Option<Form>,
        /// Words to avoid in public.
        #[serde(default, rename = "wording", skip_serializing_if = "Vec::is_empty")]
        pub wordings: Vec<Wording>,
    }

    /// The document that a policy encodes.
    pub struct Document {
        /// Its number, such as 普民〔2024〕35号.
        pub number: String,
        /// Its title.
        pub title: Label,
        /// The office that issued it.
        pub issued_by: Label,
        /// The day of issue.
        pub issued_on: NaiveDate,
        /// The first day in force.
        pub from: NaiveDate,
        /// The last day in force; none when it has no end.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub until: Option<NaiveDate>,
    }

    /// A fact that the vocabulary lacks and this policy needs. Always a finding: no, suspected, confirmed or unknown.
    pub struct LocalFact {
        /// Its id; in a record it stands under `local`.
        pub id: String,
        /// Whether it is an act of an office, which has not happened while nobody recorded it. Otherwise a blank is unknown.
        pub judgement: bool,
        /// What it means.
        pub label: Label,
        /// Clauses that need it, by id.
        pub cite: Vec<String>,
    }

    /// A decision on something that the document leaves open, with what else could have been decided.
    pub struct Reading {
        /// Its id, such as `attainment-of-age`.
        pub id: String,
        /// Its number in the list of ambiguities, such as A-05.
        pub number: String,
        /// The question.
        pub question: Label,
        /// The alternative in force, by id.
        pub chosen: String,
        /// Why this one.
        pub because: Label,
        /// Every alternative, the one in force included.
        pub alternatives: Vec<Alternative>,
        /// What reads it.
        pub used_by: ReadBy,
    }

    /// One way to decide a reading.
    pub struct Alternative {
        /// Its id.
        pub id: String,
        /// What it means.
        pub label: Label,
    }

    /// The core districts of one prefecture.
    pub struct CoreDistricts {
        /// The prefecture, such as 445200.
        pub prefecture: u32,
        /// County codes of its core districts.
        pub counties: Vec<u32>,
        /// Clauses, by id.
        pub cite: Vec<String>,
    }

    /// A clause of the document, or an article of another law that it relies on.
    pub struct Clause {
        /// Its id, such as `2.1e`.
        pub id: String,
        /// Its place, such as 二（一） or 未成年人保护法 11.
        pub place: String,
        /// What it says, in our own words.
        pub label: Label,
        /// Why no rule encodes it; absent when one does.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub not_encoded: Option<Label>,
    }

    /// An office or a person that acts.
    pub struct Office {
        /// Its id, such as `education`.
        pub id: String,
        /// Its name.
        pub label: Label,
        /// Whether there are several of it, and one in each what: each then has every duty of its own. None where the
        /// policy means one office.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub one_in_each: Option<OneInEach>,
    }

    /// A condition with a name.
    pub struct Definition {
        /// Its id.
        pub id: String,
        /// What it means.
        pub label: Label,
        /// Clauses that it encodes, by id.
        pub cite: Vec<String>,
        /// Of whom it speaks. A definition of a parent reads that parent's facts as `parent.…`.
        #[serde(default, skip_serializing_if = "Subject::is_child")]
        pub subject: Subject,
        /// Whether this is our interpretation rather than the letter of the clause; traces say so.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        pub interpretation: bool,
        /// The condition.
        pub when: Formula,
    }

    /// Who is outside, and the policy's own way out of doubt.
    pub struct Scope {
        /// A person of whom this is certain is outside: not graded. While it is not certain, the person is taken for a child.
        pub outside: String,
        /// Who settles what the rules leave undetermined.
        pub way_out: WayOut,
    }

    /// Who settles what the rules leave undetermined.
    pub struct WayOut {
        /// The office, by id.
        pub by: String,
        /// What it does.
        pub label: Label,
        /// Clauses, by id.
        pub cite: Vec<String>,
    }

    /// A population.
    pub struct Rule {
        /// Its id.
        pub id: String,
        /// What it is called.
        pub label: Label,
        /// Clauses that it encodes, by id.
        pub cite: Vec<String>,
        /// Who belongs to it.
        pub when: Formula,
    }

    /// A category within a population.
    pub struct Category {
        /// Its id.
        pub id: String,
        /// The population it belongs to, by id.
        pub population: String,
        /// What it is called.
        pub label: Label,
        /// Clauses that it encodes, by id.
        pub cite: Vec<String>,
        /// Who belongs to it.
        pub when: Formula,
    }

    /// A risk level.
    pub struct Level {
        /// Its id, such as `red`.
        pub id: String,
        /// Its rank; a higher number is more urgent. Levels stand in the file from the highest rank down.
        pub rank: u32,
        /// What it is called.
        pub label: Label,
        /// Its colour on a screen or a page, such as `#c62828`.
        pub colour: String,
        /// Clauses that it encodes, by id.
        pub cite: Vec<String>,
        /// Every member of a population has at least this level.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        pub every_member: bool,
        /// Its triggers count only under this condition.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub only_when: Option<Formula>,
    }

    /// A situation that puts a child in a level.
    pub struct Trigger {
        /// Its id.
        pub id: String,
        /// The level, by id.
        pub level: String,
        /// What it is called.
        pub label: Label,
        /// Clauses that it encodes, by id.
        pub cite: Vec<String>,
        /// The situation.
        pub when: Formula,
    }

    /// Something that must be done for a child: because of the level, or because of a condition, or both.
    pub struct Duty {
        /// Its id.
        pub id: String,
        /// The levels that have it, by id; none when only the condition counts.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub levels: Vec<String>,
        /// The condition; none when only the level counts.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub when: Option<Formula>,
        /// Whether it also holds for a person who is outside the policy by now, such as one who came of age.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        pub outside_too: bool,
        /// What must be done.
        pub label: Label,
        /// What kind of act it is.
        pub kind: DutyKind,
        /// How soon or how often.
        pub pace: Pace,
        /// Whose duty it is, by id; any of them may do it.
        pub by: Vec<String>,
        /// Whether it is done whoever does it; otherwise only one of `by` can.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        pub by_anyone: bool,
        /// Clauses that it encodes, by id.
        pub cite: Vec<String>,
    }

    /// Somebody who must be told of a child.
    pub struct Referral {
        /// Its id.
        pub id: String,
        /// To whom, by id.
        pub to: Vec<String>,
        /// From whom, by id.
        pub from: Vec<String>,
        /// What about.
        pub label: Label,
        /// When it is due.
        pub when: Formula,
        /// How soon.
        pub pace: Pace,
        /// The columns that the recipient needs, by path; nothing else may be sent.
        pub fields: Vec<String>,
        /// Clauses that it encodes, by id.
        pub cite: Vec<String>,
    }

    /// A list of children that goes round regularly.
    pub struct Notice {
        /// Its id.
        pub id: String,
        /// To whom, by id.
        pub to: Vec<String>,
        /// From whom, by id.
        pub from: Vec<String>,
        /// The levels on the list, by id.
        pub levels: Vec<String>,
        /// What it is.
        pub label: Label,
        /// How often.
        pub pace: Pace,
        /// The columns on the list, by path, and `level` for the child's level; nothing else may be sent.
        pub fields: Vec<String>,
        /// Clauses that it encodes, by id.
        pub cite: Vec<String>,
    }

    /// Facts that stay with some offices: no list to another office may have a column with one of them, or with anything
    /// within it.
    pub struct ConfinedFacts {
        /// The id of this entry.
        pub id: String,
        /// The facts, by path.
        pub facts: Vec<String>,
        /// The offices that may be told of them, by id.
        pub to: Vec<String>,
        /// What they are.
        pub label: Label,
        /// Clauses that it encodes, by id.
        pub cite: Vec<String>,
    }

    /// A list that a department keeps of those whom it serves, to be compared with the children.
    pub struct DepartmentList {
        /// Its id.
        pub id: String,
        /// Whose list it is, by id.
        pub by: Vec<String>,
        /// What it is.
        pub label: Label,
        /// Who ought to be on it.
        pub entitled: Formula,
        /// Who ought not to be on it any more; none where nobody has to leave it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub leaves: Option<Formula>,
        /// Who is served by what the child's own record says; none where the record does not say.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub recorded: Option<Formula>,
        /// Clauses that it encodes, by id.
        pub cite: Vec<String>,
    }

    /// Something that an organisation must do, whoever the children are.
    pub struct OrganisationDuty {
        /// Its id.
        pub id: String,
        /// Whose duty it is, by id. Each of them has it.
        pub by: Vec<String>,
        /// What must be done.
        pub label: Label,
        /// How soon or how often.
        pub pace: Pace,
        /// How many times in each period, at least.
        #[serde(default = "one", skip_serializing_if = "is_one")]
        pub times: u32,
        /// It arises only where more than this many children of the policy live in a village.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub more_children_than: Option<u32>,
        /// It is met in a village that has at least this many child directors.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub child_directors_at_least: Option<u32>,
        /// Clauses that it encodes, by id.
        pub cite: Vec<String>,
    }

    /// The official count table.
    pub struct Form {
        /// Its id.
        pub id: String,
        /// Its title; `{year}` stands for the year.
        pub title: Label,
        /// The note below the table.
        pub note: Label,
        /// The printed words around the numbers.
        pub words: FormWords,
        /// What stands in the cell of a level, by its id; the level's own label where none is given.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        pub level_cells: BTreeMap<String, Label>,
        /// What is hidden from everyone but those to whom the form is sent; none where it may be shown whole.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub publication: Option<Publication>,
        /// From what change on a number that differs from the previous period's is looked at; none of them where it is left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub large_change: Option<LargeChange>,
        /// Clauses, by id.
        pub cite: Vec<String>,
        /// Its rows, from the top.
        #[serde(rename = "row")]
        pub rows: Vec<FormRow>,
    }

    /// What a published table hides.
    pub struct Publication {
        /// A number of children from 1 to one less than this is small and hidden, and no hidden number can be told to
        /// within fewer than this many: from 2 to 1000.
        pub hide_below: u64,
        /// What stands in the place of a hidden number.
        pub mark: String,
        /// What is said below the table.
        pub note: Label,
        /// Clauses, by id.
        pub cite: Vec<String>,
    }

    /// A change from one period to the next that children seldom make by themselves: both must hold.
    pub struct LargeChange {
        /// At least so many children.
        pub children_at_least: u64,
        /// And more than so many hundredths of the previous number.
        pub percent_above: u64,
    }

    /// The printed words of the official count table.
    pub struct FormWords {
        /// Before the reporting unit (填报单位).
        pub unit: Label,
        /// Before the name of who filled it (填报人).
        pub filled_by: Label,
        /// Before the day (日期).
        pub date: Label,
        /// Before the telephone number (联系电话).
        pub telephone: Label,
        /// Above the levels (风险等级类型).
        pub level: Label,
        /// Above the rows (服务对象类型).
        pub group: Label,
        /// Above the numbers (人数).
        pub count: Label,
        /// Above the remarks (备注).
        pub remark: Label,
        /// What a second number begins with (其中).
        pub of_which: Label,
        /// Before the number of a level (人数小计).
        pub subtotal: Label,
        /// Before the number of all levels (人数合计).
        pub total: Label,
        /// Before the note below the table (注).
        pub note: Label,
    }

    /// Another name that a row has under a reading.
    pub struct RowName {
        /// The reading, by id.
        pub reading: String,
        /// The alternative under which the row has this name.
        pub is: String,
        /// The name.
        pub label: Label,
    }

    /// A row of the official count table.
    pub struct FormRow {
        /// Its id.
        pub id: String,
        /// The level under which it stands, by id.
        pub level: String,
        /// Its number within the level.
        pub number: u32,
        /// What it counts.
        pub label: Label,
        /// What it is called under other readings; the first that holds counts.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub renamed: Vec<RowName>,
        /// Which children of the level it counts, the first fitting row holding; none for the last row of a level, which takes the rest.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub when: Option<Formula>,
        /// What its second number (其中) counts.
        pub of_which: Label,
        /// Which of them the second number counts.
        pub of_which_when: Formula,
        /// What stands here although the form has no row of its own for it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub remark: Option<Label>,
        /// Clauses, by id.
        pub cite: Vec<String>,
    }

    /// Words that must not stand in the name of an activity or on a banner.
    pub struct Wording {
        /// Its id.
        pub id: String,
        /// The words.
        pub avoid: Vec<String>,
        /// What may stand in their place.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub instead: Option<Label>,
        /// Where and why.
        pub label: Label,
        /// Clauses, by id.
        pub cite: Vec<String>,
    }
}

fn one() -> u32 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_one(number: &u32) -> bool {
    *number == 1
}

/// Of whom a definition speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    /// Of the child.
    #[default]
    Child,
    /// Of one parent; used under `both-parents`, `either-parent`, `one-parent` and their like.
    Parent,
}

impl Subject {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
    fn is_child(&self) -> bool {
        *self == Subject::Child
    }
}

/// Where there is one of an office.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OneInEach {
    /// One in each township or street.
    Township,
    /// One in each village or community.
    Village,
    /// Several, told apart by their names only, such as schools.
    Unit,
}

/// What reads a reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ReadBy {
    /// The engine itself: ids and alternatives are among those that it knows.
    Engine,
    /// Conditions in this file, as `{ reading = "…", is = "…" }`.
    Rules,
    /// The visit ledger.
    Schedule,
    /// The official count table.
    Form,
    /// Lists and notices.
    Disclose,
    /// Duties of organisations.
    Organisations,
}

/// What kind of act a duty asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DutyKind {
    /// A visit at the child's home (入户走访).
    HomeVisit,
    /// A contact of any kind; a home visit is one too.
    Contact,
    /// An intervention (介入处置).
    Intervention,
    /// Anything else.
    Act,
}

/// How soon or how often.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Pace {
    /// At once (即时、立即).
    AtOnce,
    /// Promptly (及时); no number of days is stated.
    Promptly,
    /// As long as the condition lasts; no time is stated.
    WhileItLasts,
    /// At least once in so many months.
    EveryMonths(u32),
    /// From time to time (定期); no interval is stated.
    FromTimeToTime,
    /// Once a year, by this day at the latest, written `11-02` for 2 November.
    YearlyBy(String),
    /// On these days at the latest.
    By(Vec<NaiveDate>),
    /// Before each winter and summer holiday of the schools.
    BeforeSchoolHolidays,
    /// Once; no date is stated.
    Once,
    /// During this span, both days included.
    During {
        /// The first day.
        from: NaiveDate,
        /// The last day.
        until: NaiveDate,
    },
}
