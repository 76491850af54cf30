//! Checks of a policy's entries one by one: ids, labels, clauses, references, order, dates. Conditions are checked
//! while they are compiled; what needs evaluation (rules that never hold) is in `lint`.

mod form;

use super::error::{PolicyCode, PolicyFault};
use super::readings::{EngineReadings, carried_out_by, known_readings};
use super::source::{DutyKind, Label, Pace, PolicySource, Reading};
use crate::vocabulary::column_by_path;
use std::collections::{BTreeMap, BTreeSet};

/// The format that this engine reads.
pub(crate) const FORMAT: u32 = 1;

/// The column of a notice that tells the child's level.
pub(crate) const LEVEL_FIELD: &str = "level";

/// The most levels: a set of them, *not graded* included, fits the 32 bits of a `LevelSet`.
const MOST_LEVELS: usize = 31;

/// The most times in one period: every day of a year.
const MOST_TIMES: u32 = 366;

struct Checker<'a> {
    source: &'a PolicySource,
    clauses: BTreeSet<&'a str>,
    offices: BTreeSet<&'a str>,
    levels: BTreeSet<&'a str>,
    faults: Vec<PolicyFault>,
}

/// Every fault of the entries, in the order of the file.
pub(crate) fn check(source: &PolicySource) -> Vec<PolicyFault> {
    let mut checker = Checker {
        source,
        clauses: source.clauses.iter().map(|clause| clause.id.as_str()).collect(),
        offices: source.offices.iter().map(|office| office.id.as_str()).collect(),
        levels: source.levels.iter().map(|level| level.id.as_str()).collect(),
        faults: Vec::new(),
    };
    checker.head();
    checker.readings();
    checker.lists();
    checker.rules();
    checker.levels();
    checker.consequences();
    checker.lists_of_children();
    checker.form();
    checker.faults
}

/// What the engine needs of the readings; faults for those that the file does not decide.
pub(crate) fn engine_readings(source: &PolicySource) -> Result<EngineReadings, Vec<PolicyFault>> {
    let (readings, silent) = EngineReadings::read(source);
    if silent.is_empty() {
        return Ok(readings);
    }
    Err(silent.into_iter().map(|id| PolicyFault::new(PolicyCode::ReadingMissing, "", id)).collect())
}

impl<'a> Checker<'a> {
    fn fault(&mut self, code: PolicyCode, path: String, detail: &str) {
        self.faults.push(PolicyFault::new(code, path, detail));
    }

    fn head(&mut self) {
        let source = self.source;
        if source.format != FORMAT {
            self.fault(PolicyCode::FormatVersion, "format".into(), &FORMAT.to_string());
        }
        self.id("id".into(), &source.id);
        self.label("label".into(), &source.label);
        self.label("document.title".into(), &source.document.title);
        self.label("document.issued-by".into(), &source.document.issued_by);
        if source.document.until.is_some_and(|until| until < source.document.from) {
            self.fault(PolicyCode::DatesOutOfOrder, "document.until".into(), "");
        }
        self.office("scope.way-out.by".into(), &source.scope.way_out.by);
        self.label("scope.way-out.label".into(), &source.scope.way_out.label);
        self.cite("scope.way-out.cite".into(), &source.scope.way_out.cite);
    }

    fn readings(&mut self) {
        for (index, reading) in self.source.readings.iter().enumerate() {
            let path = |field: &str| format!("reading[{index}].{field}");
            self.label(path("question"), &reading.question);
            self.label(path("because"), &reading.because);
            let ids: Vec<&str> =
                reading.alternatives.iter().map(|alternative| alternative.id.as_str()).collect();
            self.unique(&path("alternatives"), ids.iter().copied());
            for (place, alternative) in reading.alternatives.iter().enumerate() {
                self.label(path(&format!("alternatives[{place}].label")), &alternative.label);
            }
            let listed = ids.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ");
            if !ids.contains(&reading.chosen.as_str()) {
                self.fault(PolicyCode::UnknownAlternative, path("chosen"), &listed);
            }
            self.carried_out(reading, &ids, &path);
        }
    }

    /// A reading that code carries out has the alternatives that the code knows, and is said to be read by it.
    fn carried_out(&mut self, reading: &Reading, ids: &[&str], path: &dyn Fn(&str) -> String) {
        let known = known_readings(reading.used_by);
        let alternatives = known.map(|known| known.iter().find(|(id, _)| *id == reading.id));
        match alternatives {
            Some(Some((_, alternatives))) => {
                if let Some(place) = ids.iter().position(|id| !alternatives.contains(id)) {
                    let listed =
                        alternatives.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ");
                    let path = path(&format!("alternatives[{place}].id"));
                    self.fault(PolicyCode::UnknownAlternative, path, &listed);
                }
            }
            // A reading that only gives rows of the form other names is carried out by the file itself.
            Some(None) if self.names_rows(reading) => {}
            // That other code carries it out is told below.
            Some(None) if carried_out_by(&reading.id).is_some() => {}
            Some(None) => self.fault(PolicyCode::UnknownReading, path("used-by"), &reading.id),
            None => {}
        }
        if let Some((_, name)) = carried_out_by(&reading.id).filter(|(by, _)| *by != reading.used_by) {
            let advice =
                format!("the code for `{name}` carries this reading out; write used-by = \"{name}\"");
            self.fault(PolicyCode::Shape, path("used-by"), &advice);
        }
    }

    fn lists(&mut self) {
        let source = self.source;
        self.unique("fact", source.facts.iter().map(|entry| entry.id.as_str()));
        self.unique("reading", source.readings.iter().map(|entry| entry.id.as_str()));
        self.unique("clause", source.clauses.iter().map(|entry| entry.id.as_str()));
        self.unique("office", source.offices.iter().map(|entry| entry.id.as_str()));
        self.unique("definition", source.definitions.iter().map(|entry| entry.id.as_str()));
        self.unique("population", source.populations.iter().map(|entry| entry.id.as_str()));
        self.unique("category", source.categories.iter().map(|entry| entry.id.as_str()));
        self.unique("level", source.levels.iter().map(|entry| entry.id.as_str()));
        self.unique("trigger", source.triggers.iter().map(|entry| entry.id.as_str()));
        self.unique("duty", source.duties.iter().map(|entry| entry.id.as_str()));
        self.unique("referral", source.referrals.iter().map(|entry| entry.id.as_str()));
        self.unique("notice", source.notices.iter().map(|entry| entry.id.as_str()));
        self.unique("confined", source.confined.iter().map(|entry| entry.id.as_str()));
        self.unique("department-list", source.department_lists.iter().map(|entry| entry.id.as_str()));
        self.unique("organisation-duty", source.organisation_duties.iter().map(|entry| entry.id.as_str()));
        // A record of something done names either by its id alone.
        for (index, notice) in source.notices.iter().enumerate() {
            if let Some(duty) = source.organisation_duties.iter().position(|duty| duty.id == notice.id) {
                let other = format!("organisation-duty[{duty}]");
                self.fault(PolicyCode::RepeatedId, format!("notice[{index}].id"), &other);
            }
        }
        self.unique("wording", source.wordings.iter().map(|entry| entry.id.as_str()));
        for (index, fact) in source.facts.iter().enumerate() {
            self.entry("fact", index, &fact.label, &fact.cite);
        }
        for (index, clause) in source.clauses.iter().enumerate() {
            self.label(format!("clause[{index}].label"), &clause.label);
            if let Some(reason) = &clause.not_encoded {
                self.label(format!("clause[{index}].not-encoded"), reason);
            }
        }
        for (index, office) in source.offices.iter().enumerate() {
            self.label(format!("office[{index}].label"), &office.label);
        }
        for (index, list) in source.core_districts.iter().enumerate() {
            self.cite(format!("core-districts[{index}].cite"), &list.cite);
            for (place, county) in list.counties.iter().enumerate() {
                if county / 100 != list.prefecture / 100 {
                    let path = format!("core-districts[{index}].counties[{place}]");
                    self.fault(PolicyCode::OutOfBounds, path, &format!("{}..", list.prefecture));
                }
            }
        }
        for (index, wording) in source.wordings.iter().enumerate() {
            self.entry("wording", index, &wording.label, &wording.cite);
            if wording.avoid.iter().any(|word| word.trim().is_empty()) || wording.avoid.is_empty() {
                self.fault(PolicyCode::EmptyLabel, format!("wording[{index}].avoid"), "");
            }
            if let Some(instead) = &wording.instead {
                self.label(format!("wording[{index}].instead"), instead);
            }
        }
    }

    fn rules(&mut self) {
        let source = self.source;
        for (index, entry) in source.definitions.iter().enumerate() {
            self.entry("definition", index, &entry.label, &entry.cite);
        }
        for (index, entry) in source.populations.iter().enumerate() {
            self.entry("population", index, &entry.label, &entry.cite);
        }
        for (index, entry) in source.categories.iter().enumerate() {
            self.entry("category", index, &entry.label, &entry.cite);
            if !source.populations.iter().any(|population| population.id == entry.population) {
                self.fault(
                    PolicyCode::UnknownPopulation,
                    format!("category[{index}].population"),
                    &entry.population,
                );
            }
        }
        for (index, entry) in source.triggers.iter().enumerate() {
            self.entry("trigger", index, &entry.label, &entry.cite);
            self.level(format!("trigger[{index}].level"), &entry.level);
        }
    }

    fn levels(&mut self) {
        let source = self.source;
        if source.levels.len() > MOST_LEVELS {
            let path = format!("level[{MOST_LEVELS}].id");
            self.fault(PolicyCode::OutOfBounds, path, &format!("1–{MOST_LEVELS}"));
        }
        for (index, level) in source.levels.iter().enumerate() {
            let path = |field: &str| format!("level[{index}].{field}");
            self.entry("level", index, &level.label, &level.cite);
            let is_colour = level.colour.len() == 7
                && level
                    .colour
                    .strip_prefix('#')
                    .is_some_and(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit()));
            if !is_colour {
                self.fault(PolicyCode::BadColour, path("colour"), "");
            }
            let above = index.checked_sub(1).and_then(|above| source.levels.get(above));
            if above.is_some_and(|above| above.rank <= level.rank) {
                self.fault(PolicyCode::LevelsOutOfOrder, path("rank"), "");
            }
            if level.every_member && index + 1 != source.levels.len() {
                self.fault(PolicyCode::EveryMember, path("every-member"), "");
            }
            if !level.every_member && !source.triggers.iter().any(|trigger| trigger.level == level.id) {
                self.fault(PolicyCode::LevelWithoutTrigger, path("id"), "");
            }
            if !source.duties.iter().any(|duty| duty.levels.contains(&level.id)) {
                self.fault(PolicyCode::LevelWithoutDuty, path("id"), "");
            }
        }
    }

    fn consequences(&mut self) {
        let source = self.source;
        for (index, duty) in source.duties.iter().enumerate() {
            self.entry("duty", index, &duty.label, &duty.cite);
            self.offices(&format!("duty[{index}].by"), &duty.by);
            self.pace(format!("duty[{index}].pace"), &duty.pace);
            for (place, level) in duty.levels.iter().enumerate() {
                self.level(format!("duty[{index}].levels[{place}]"), level);
            }
            if duty.levels.is_empty() && duty.when.is_none() {
                self.fault(PolicyCode::DutyWithoutCause, format!("duty[{index}].id"), "");
            }
            let regular = matches!(duty.pace, Pace::EveryMonths(_) | Pace::AtOnce | Pace::Promptly);
            if matches!(duty.kind, DutyKind::HomeVisit | DutyKind::Contact) && !regular {
                self.fault(
                    PolicyCode::BadPace,
                    format!("duty[{index}].pace"),
                    "a visit or contact is at-once, promptly or every-months",
                );
            }
        }
        for (index, referral) in source.referrals.iter().enumerate() {
            self.entry("referral", index, &referral.label, &referral.cite);
            self.offices(&format!("referral[{index}].to"), &referral.to);
            self.offices(&format!("referral[{index}].from"), &referral.from);
            self.pace(format!("referral[{index}].pace"), &referral.pace);
            self.fields(&format!("referral[{index}].fields"), &referral.fields, false);
        }
        for (index, notice) in source.notices.iter().enumerate() {
            self.entry("notice", index, &notice.label, &notice.cite);
            self.offices(&format!("notice[{index}].to"), &notice.to);
            self.offices(&format!("notice[{index}].from"), &notice.from);
            self.pace(format!("notice[{index}].pace"), &notice.pace);
            self.fields(&format!("notice[{index}].fields"), &notice.fields, true);
            for (place, level) in notice.levels.iter().enumerate() {
                self.level(format!("notice[{index}].levels[{place}]"), level);
            }
        }
        for (index, duty) in source.organisation_duties.iter().enumerate() {
            self.entry("organisation-duty", index, &duty.label, &duty.cite);
            self.offices(&format!("organisation-duty[{index}].by"), &duty.by);
            self.pace(format!("organisation-duty[{index}].pace"), &duty.pace);
            if !(1..=MOST_TIMES).contains(&duty.times) {
                let path = format!("organisation-duty[{index}].times");
                self.fault(PolicyCode::OutOfBounds, path, &format!("1–{MOST_TIMES}"));
            }
        }
    }

    /// The lists of departments, and the facts that stay with some offices.
    fn lists_of_children(&mut self) {
        let source = self.source;
        for (index, list) in source.department_lists.iter().enumerate() {
            self.entry("department-list", index, &list.label, &list.cite);
            self.offices(&format!("department-list[{index}].by"), &list.by);
        }
        for (index, confined) in source.confined.iter().enumerate() {
            self.entry("confined", index, &confined.label, &confined.cite);
            self.offices(&format!("confined[{index}].to"), &confined.to);
            self.fields(&format!("confined[{index}].facts"), &confined.facts, false);
        }
        let referrals = source.referrals.iter().map(|entry| ("referral", &entry.to, &entry.fields));
        let notices = source.notices.iter().map(|entry| ("notice", &entry.to, &entry.fields));
        for (index, (list, to, fields)) in referrals.enumerate().chain(notices.enumerate()) {
            for (place, field) in fields.iter().enumerate() {
                if let Some(office) = confined_from(source, field, to) {
                    let path = format!("{list}[{index}].fields[{place}]");
                    self.fault(PolicyCode::ConfinedFact, path, &format!("`{field}`, `{office}`"));
                }
            }
        }
    }

    fn entry(&mut self, list: &str, index: usize, label: &Label, cite: &[String]) {
        self.label(format!("{list}[{index}].label"), label);
        self.cite(format!("{list}[{index}].cite"), cite);
    }

    fn id(&mut self, path: String, id: &str) {
        let fits = (1..=60).contains(&id.len())
            && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'.'))
            && id.bytes().next().is_some_and(|b| b.is_ascii_alphanumeric());
        // Clause ids keep the letters of their list, such as A1.
        let is_clause = path.starts_with("clause[")
            && id.len() <= 60
            && id.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.'));
        if !(fits || is_clause && !id.is_empty()) {
            self.fault(PolicyCode::BadId, path, "");
        }
    }

    fn unique(&mut self, list: &str, ids: impl Iterator<Item = &'a str>) {
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        for (index, id) in ids.enumerate() {
            let path = format!("{list}[{index}].id");
            self.id(path.clone(), id);
            if let Some(first) = seen.insert(id, index) {
                self.fault(PolicyCode::RepeatedId, path, &format!("{list}[{first}]"));
            }
        }
    }

    fn label(&mut self, path: String, label: &Label) {
        if label.zh.trim().is_empty() || label.en.trim().is_empty() {
            self.fault(PolicyCode::EmptyLabel, path, "");
        }
    }

    fn cite(&mut self, path: String, cite: &[String]) {
        if cite.is_empty() {
            self.fault(PolicyCode::NoClause, path, "");
            return;
        }
        for (index, id) in cite.iter().enumerate() {
            if !self.clauses.contains(id.as_str()) {
                self.fault(PolicyCode::UnknownClause, format!("{path}[{index}]"), id);
            }
        }
    }

    fn level(&mut self, path: String, id: &str) {
        if !self.levels.contains(id) {
            self.fault(PolicyCode::UnknownLevel, path, id);
        }
    }

    fn office(&mut self, path: String, id: &str) {
        if !self.offices.contains(id) {
            self.fault(PolicyCode::UnknownOffice, path, id);
        }
    }

    fn offices(&mut self, path: &str, ids: &[String]) {
        if ids.is_empty() {
            self.fault(PolicyCode::NoOffice, path.into(), "");
        }
        for (index, id) in ids.iter().enumerate() {
            self.office(format!("{path}[{index}]"), id);
        }
    }

    fn fields(&mut self, path: &str, fields: &[String], with_level: bool) {
        for (index, field) in fields.iter().enumerate() {
            let local = field
                .strip_prefix("local.")
                .is_some_and(|id| self.source.facts.iter().any(|fact| fact.id == id));
            let level = with_level && field == LEVEL_FIELD;
            if !local && !level && column_by_path(field).is_none() {
                self.fault(PolicyCode::UnknownFact, format!("{path}[{index}]"), field);
            }
        }
    }

    fn pace(&mut self, path: String, pace: &Pace) {
        match pace {
            Pace::EveryMonths(months) if !(1..=120).contains(months) => {
                self.fault(PolicyCode::BadPace, path, "every-months takes 1 to 120");
            }
            Pace::YearlyBy(day) if parse_day_of_year(day).is_none() => {
                self.fault(PolicyCode::BadPace, path, "yearly-by takes a month and a day, such as \"11-03\"");
            }
            Pace::By(days) if days.is_empty() => {
                self.fault(PolicyCode::BadPace, path, "by takes at least one day");
            }
            Pace::During { from, until } if until < from => self.fault(PolicyCode::DatesOutOfOrder, path, ""),
            _ => {}
        }
    }
}

/// The first office to which a fact may not be told; nothing where all may know it. What stands within a confined fact,
/// such as the day of a finding, is confined with it.
pub(crate) fn confined_from<'a>(source: &PolicySource, fact: &str, to: &'a [String]) -> Option<&'a str> {
    let within = |path: &String| {
        fact.strip_prefix(path.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    let mut confined = source.confined.iter().filter(|entry| entry.facts.iter().any(within));
    confined.find_map(|entry| to.iter().find(|office| !entry.to.contains(office)).map(String::as_str))
}

/// Month and day of a text such as `11-03`, if some year has that day.
pub(crate) fn parse_day_of_year(text: &str) -> Option<(u32, u32)> {
    let (month, day) = text.split_once('-')?;
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    // A leap year, so that 29 February passes.
    chrono::NaiveDate::from_ymd_opt(2024, month, day).map(|_| (month, day))
}
