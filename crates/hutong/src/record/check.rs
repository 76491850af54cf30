//! What is wrong with a record that only several fields, the day or the policy show: days in the future or out of
//! order, a closing that closes nothing, a decision that lacks something, parents both dead and away.

use super::target::nearest;
use crate::dates::{Attainment, latest_birth};
use crate::fault::{Fault, FaultCode};
use crate::policy::readings::Closing;
use crate::policy::{Bound, Formula, Unit};
use crate::vocabulary::{
    Answer, BenefitKind, CarerRelation, Child, Choice, Custody, CustodyKind, Date, Disability, Finding,
    FindingState, Life, LivesWith, Parent, Part,
};
use crate::{Policy, Scratch, Truth};
use chrono::NaiveDate;

/// Everything wrong with a record that needs more than one field, the day or the policy. [`read_json`] and
/// [`TablePlan::read`] include it; a record that a program builds itself is checked here.
///
/// Errors and warnings stand together, in the order of the fields; see [`FaultCode`] for what each means.
///
/// [`read_json`]: crate::read_json
/// [`TablePlan::read`]: crate::TablePlan::read
///
/// ```
/// # use hutong::{Child, FaultCode, Policy, check};
/// let policy = Policy::builtin("puning-2024")?;
/// let mut child = Child::with_key("made-up 1");
/// child.birth_date = "2031-05-14".parse()?;
/// let faults = check(&policy, &child, "2026-11-01".parse()?);
/// assert_eq!(faults.iter().map(|fault| fault.code()).collect::<Vec<_>>(), [FaultCode::DateInFuture]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn check(policy: &Policy, child: &Child, as_of: NaiveDate) -> Vec<Fault> {
    let mut faults = Vec::new();
    Checks::of(policy).run(child, as_of, &mut faults);
    faults
}

/// What of a policy the checks need, looked up once.
#[derive(Clone, Debug)]
pub(super) struct Checks<'p> {
    policy: &'p Policy,
    /// The age from which on a person is outside the policy, where the policy says it as plainly as that.
    outside_from: Option<u32>,
}

impl<'p> Checks<'p> {
    pub(super) fn of(policy: &'p Policy) -> Checks<'p> {
        let source = policy.source();
        let outside = source.definitions.iter().find(|entry| entry.id == source.scope.outside);
        let outside_from = match outside.map(|entry| &entry.when) {
            Some(Formula::Measure { fact, unit: Unit::Years, bound: Bound::AtLeast(years) })
                if fact == "birth_date" =>
            {
                Some(*years)
            }
            _ => None,
        };
        Checks { policy, outside_from }
    }

    pub(super) fn policy(&self) -> &'p Policy {
        self.policy
    }

    pub(super) fn attainment(&self) -> Attainment {
        self.policy.program.derivation.readings.attainment
    }

    /// Adds every fault of the record.
    pub(super) fn run(&self, child: &Child, as_of: NaiveDate, faults: &mut Vec<Fault>) {
        check_dates(child, as_of, faults);
        if self.is_of_age(child, as_of) {
            faults.push(Fault::new(FaultCode::OfAge, "birth_date"));
        }
        check_disability(&child.disability, "disability", faults);
        for (parent, name) in [(&child.father, "father"), (&child.mother, "mother")] {
            check_parent(parent, name, as_of, faults);
        }
        check_household(child, faults);
        check_carer(child, faults);
        check_support(child, faults);
        for (group, name, finding) in findings(child) {
            self.check_finding(finding, || join(group, name), as_of, faults);
        }
        self.check_local(child, as_of, faults);
        self.check_decision(child, faults);
    }

    fn is_of_age(&self, child: &Child, as_of: NaiveDate) -> bool {
        match (child.birth_date.latest(), self.outside_from) {
            (None, Some(_)) => false,
            (Some(latest), Some(years)) => {
                latest_birth(as_of, years, self.attainment()).is_some_and(|border| latest <= border)
            }
            (_, None) => {
                self.policy.at(as_of).verdict(child, &mut Scratch::default()).outside() == Truth::Yes
            }
        }
    }

    fn check_finding(
        &self,
        finding: &Finding,
        path: impl Fn() -> String,
        as_of: NaiveDate,
        faults: &mut Vec<Fault>,
    ) {
        let Some(record) = &finding.record else { return };
        let at = |leaf: &str| format!("{}.{leaf}", path());
        for (day, leaf) in [(record.found_on, "found_on"), (record.closed_on, "closed_on")] {
            check_day(day, || at(leaf), Some(as_of), faults);
        }
        let which = ("发现日期和结案日期", "the days of finding and of closing");
        check_order(record.found_on, record.closed_on, || at("closed_on"), which, faults);
        let parts = [
            !record.closed_on.is_unknown(),
            !record.closed_by.is_unknown(),
            !record.closing_document.is_unknown(),
        ];
        let needs_person = self.policy.program.derivation.readings.closing == Closing::DayAndPerson;
        let [day, person, _] = parts;
        let closes = day && (person || !needs_person);
        if parts.contains(&true) && !closes && finding.state != FindingState::No {
            faults
                .push(Fault::new(FaultCode::ClosedByNobody, at(if day { "closed_by" } else { "closed_on" })));
        }
    }

    fn check_local(&self, child: &Child, as_of: NaiveDate, faults: &mut Vec<Fault>) {
        for (id, finding) in &child.local {
            if self.policy.source().facts.iter().any(|fact| fact.id == *id) {
                self.check_finding(finding, || format!("local.{id}"), as_of, faults);
            } else {
                faults.push(undeclared(self.policy, id));
            }
        }
    }

    fn check_decision(&self, child: &Child, faults: &mut Vec<Fault>) {
        let decision = &child.decision;
        if decision.is_unknown() {
            return;
        }
        let assigns = [&decision.level, &decision.category].into_iter().any(|text| !text.is_unknown());
        let answered_for =
            !(decision.document.is_unknown() || decision.by.is_unknown() || decision.on.is_unknown());
        if !assigns || !answered_for {
            faults.push(Fault::new(FaultCode::DecisionIncomplete, "decision"));
        }
        let source = self.policy.source();
        let levels: Vec<&str> = source.levels.iter().map(|entry| entry.id.as_str()).collect();
        let categories: Vec<&str> = source.categories.iter().map(|entry| entry.id.as_str()).collect();
        for (text, known, path) in [
            (&decision.level, levels, "decision.level"),
            (&decision.category, categories, "decision.category"),
        ] {
            if text.as_str().is_some_and(|text| !known.contains(&text)) {
                let (zh, en) = (known.join("、"), format!("`{}`", known.join("`, `")));
                faults.push(Fault::with(FaultCode::DecisionUnknown, path, &zh, &en));
            }
        }
    }
}

/// A fact that the policy does not declare.
pub(super) fn undeclared(policy: &Policy, id: &str) -> Fault {
    let ids: Vec<&str> = policy.source().facts.iter().map(|fact| fact.id.as_str()).collect();
    let near = nearest(policy, &format!("local.{id}")).filter(|path| path.starts_with("local."));
    let (zh, en) = match (near, ids.is_empty()) {
        (Some(near), _) => (format!("是否想写 {near}？"), format!("did you mean `{near}`?")),
        (None, true) => ("本政策没有本地事实".into(), "it declares none".into()),
        (None, false) => (format!("可用：{}", ids.join("、")), format!("it declares `{}`", ids.join("`, `"))),
    };
    Fault::with(FaultCode::UndeclaredFact, format!("local.{}", shown_name(id)), &zh, &en)
}

/// A name that a record brought along, as a message may show it: a long one, or one with a long run of digits,
/// may be a person's number put in the wrong place.
pub(crate) fn shown_name(name: &str) -> String {
    let mut run = 0;
    let has_number = name.chars().any(|c| {
        run = if c.is_numeric() { run + 1 } else { 0 };
        run >= 6
    });
    let is_plain = name.chars().all(|c| c.is_alphanumeric() || "._-（）() 、，/".contains(c));
    if has_number || !is_plain || name.chars().count() > 60 { "…".to_owned() } else { name.to_owned() }
}

fn join(group: &str, name: &str) -> String {
    if group.is_empty() { name.to_owned() } else { format!("{group}.{name}") }
}

/// A last day that certainly lies before its first day; `which` names the two in Chinese and English.
fn check_order(
    begins: Date,
    ends: Date,
    path: impl FnOnce() -> String,
    which: (&str, &str),
    faults: &mut Vec<Fault>,
) {
    if matches!((begins.earliest(), ends.latest()), (Some(first), Some(last)) if last < first) {
        faults.push(Fault::with(FaultCode::DatesOutOfOrder, path(), which.0, which.1));
    }
}

/// A day before 1900, or, where `not_after` is given, after it whatever day of the span it was.
fn check_day(day: Date, path: impl Fn() -> String, not_after: Option<NaiveDate>, faults: &mut Vec<Fault>) {
    let Some(earliest) = day.earliest() else { return };
    if earliest < FIRST_DAY {
        faults.push(Fault::new(FaultCode::DateTooEarly, path()));
    } else if not_after.is_some_and(|last| earliest > last) {
        faults.push(Fault::new(FaultCode::DateInFuture, path()));
    }
}

/// No record of a child, a parent or a carer reaches further back.
pub(crate) const FIRST_DAY: NaiveDate = match NaiveDate::from_ymd_opt(1900, 1, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

/// The days of the record but those of findings. The last day of a term may lie ahead, and so may the end of a return.
fn check_dates(child: &Child, as_of: NaiveDate, faults: &mut Vec<Fault>) {
    let of_parent = |parent: &Parent, faults: &mut Vec<Fault>, name: &str| {
        let days = [
            (parent.away.since, "away.since", Some(as_of)),
            (parent.custody.from, "custody.from", Some(as_of)),
            (parent.custody.until, "custody.until", None),
            (parent.out_of_contact.since, "out_of_contact.since", Some(as_of)),
            (parent.out_of_contact.reported_on, "out_of_contact.reported_on", Some(as_of)),
        ];
        for (day, path, last) in days {
            check_day(day, || join(name, path), last, faults);
        }
        let Custody { from, until, .. } = parent.custody;
        let which = ("起止日期", "its first and last day");
        check_order(from, until, || join(name, "custody.until"), which, faults);
        for (index, entry) in parent.away.returns.0.iter().enumerate() {
            let path = |leaf: &str| format!("{name}.away.returns[{index}].{leaf}");
            check_day(entry.from, || path("from"), Some(as_of), faults);
            check_day(entry.until, || path("until"), None, faults);
            let which = ("返乡起止日期", "the first and last day of this return");
            check_order(entry.from, entry.until, || path("until"), which, faults);
        }
    };
    check_day(child.birth_date, || "birth_date".into(), Some(as_of), faults);
    of_parent(&child.father, faults, "father");
    of_parent(&child.mother, faults, "mother");
    for (day, path) in [
        (child.carer.birth_date, "carer.birth_date"),
        (child.carer.agreement_on, "carer.agreement_on"),
        (child.support.benefit_ended_on, "support.benefit_ended_on"),
        (child.decision.on, "decision.on"),
    ] {
        check_day(day, || path.into(), Some(as_of), faults);
    }
}

fn check_disability(disability: &Disability, path: &str, faults: &mut Vec<Fault>) {
    // Place 0 is “none” in both lists, and “none” asks for nothing more.
    let is_some = |index: Option<usize>| index.is_some_and(|index| index > 0);
    if is_some(disability.kind.index()) != is_some(disability.grade.index()) {
        faults.push(Fault::new(FaultCode::GradeWithoutKind, path));
    }
}

fn is_gone(parent: &Parent) -> bool {
    matches!(parent.state, Life::Dead | Life::DeclaredMissing)
}

fn is_in_custody(parent: &Parent) -> bool {
    !matches!(parent.custody.kind, CustodyKind::None | CustodyKind::Unknown)
}

/// Whether a parent certainly is not at home.
fn is_absent(parent: &Parent) -> bool {
    parent.away.for_work == Answer::Yes || is_in_custody(parent)
}

fn check_parent(parent: &Parent, name: &str, as_of: NaiveDate, faults: &mut Vec<Fault>) {
    let at = |field: &str| format!("{name}.{field}");
    let in_custody = is_in_custody(parent);
    if is_gone(parent) {
        if parent.away.for_work == Answer::Yes {
            faults.push(Fault::new(FaultCode::ParentGone, at("away.for_work")));
        }
        if in_custody {
            faults.push(Fault::new(FaultCode::ParentGone, at("custody.kind")));
        }
    } else if in_custody && parent.away.for_work == Answer::Yes {
        faults.push(Fault::new(FaultCode::AwayAndInCustody, at("away.for_work")));
    }
    check_disability(&parent.disability, &at("disability"), faults);
    // With returns on record, “not away” may be how the last of them ended the absence.
    let is_back = parent.away.for_work == Answer::No && !parent.away.returns.is_unknown();
    if !parent.away.since.is_unknown() && parent.away.for_work != Answer::Yes && !is_back {
        faults.push(Fault::new(FaultCode::AwayDisagrees, at("away.since")));
    }
    if in_custody && parent.custody.until.latest().is_some_and(|last| last < as_of) {
        faults.push(Fault::new(FaultCode::TermOver, at("custody.until")));
    }
}

/// Facts of the child against those of the parents.
fn check_household(child: &Child, faults: &mut Vec<Fault>) {
    let with: &[&Parent] = match child.lives_with {
        LivesWith::Father => &[&child.father],
        LivesWith::Mother => &[&child.mother],
        LivesWith::BothParents => &[&child.father, &child.mother],
        _ => &[],
    };
    if with.iter().any(|parent| is_gone(parent)) {
        faults.push(Fault::new(FaultCode::LivesWithTheGone, "lives_with"));
    } else if with.iter().any(|parent| is_absent(parent)) {
        faults.push(Fault::new(FaultCode::LivesWithTheAbsent, "lives_with"));
    }
    let is_alive = |parent: &Parent| parent.state == Life::Alive;
    if child.support.certified_orphan == Answer::Yes && (is_alive(&child.father) || is_alive(&child.mother)) {
        faults.push(Fault::new(FaultCode::OrphanWithParent, "support.certified_orphan"));
    }
}

/// The carer against the parents, the child and the care agreement.
fn check_carer(child: &Child, faults: &mut Vec<Fault>) {
    let carer = &child.carer;
    let parent = match carer.relation {
        CarerRelation::Father => Some(&child.father),
        CarerRelation::Mother => Some(&child.mother),
        _ => None,
    };
    if parent.is_some_and(|parent| is_gone(parent) || is_absent(parent)) {
        faults.push(Fault::new(FaultCode::CarerAbsent, "carer.relation"));
    }
    if matches!((carer.birth_date.earliest(), child.birth_date.latest()), (Some(carer), Some(child)) if carer > child)
    {
        faults.push(Fault::new(FaultCode::CarerYounger, "carer.birth_date"));
    }
    if carer.agreement_signed == Answer::No && !carer.agreement_on.is_unknown() {
        faults.push(Fault::new(FaultCode::AgreementDisagrees, "carer.agreement_on"));
    }
}

/// What is received and certified, and whether the rest of the record allows it.
fn check_support(child: &Child, faults: &mut Vec<Fault>) {
    let support = &child.support;
    let certificate = match support.benefit {
        BenefitKind::Orphan => support.certified_orphan,
        BenefitKind::Unattended => support.certified_unattended,
        _ => Answer::Unknown,
    };
    if certificate == Answer::No {
        faults.push(Fault::new(FaultCode::BenefitWithoutCertificate, "support.benefit"));
    }
    let received = !matches!(support.benefit, BenefitKind::None | BenefitKind::Unknown);
    if received && (support.benefit_ended == Answer::Yes || !support.benefit_ended_on.is_unknown()) {
        faults.push(Fault::new(FaultCode::BenefitDisagrees, "support.benefit"));
    }
    if support.certified_orphan == Answer::Yes && support.certified_unattended == Answer::Yes {
        faults.push(Fault::new(FaultCode::CertifiedTwice, "support.certified_unattended"));
    }
    let holds = |finding: &Finding| {
        let closed = finding.record.as_ref().is_some_and(|record| !record.closed_on.is_unknown());
        finding.state == FindingState::Confirmed && !closed
    };
    if child.school.enrolled == Answer::Yes && holds(&child.findings.dropped_out) {
        faults.push(Fault::new(FaultCode::EnrolledAndDroppedOut, "school.enrolled"));
    }
    let with_somebody =
        !matches!(child.lives_with, LivesWith::Unknown | LivesWith::Alone | LivesWith::School);
    if with_somebody && holds(&child.findings.lives_alone) {
        faults.push(Fault::new(FaultCode::AloneWithSomebody, "lives_with"));
    }
}

/// Every finding of the vocabulary, as (group, name, finding).
pub(super) fn findings(child: &Child) -> impl Iterator<Item = (&'static str, &'static str, &Finding)> {
    macro_rules! all {
        ($group:expr, $of:expr, $($field:ident),+) => { [$(($group, stringify!($field), &$of.$field)),+] };
    }
    macro_rules! of_parent {
        ($group:literal, $of:expr) => {
            all!(
                $group,
                $of,
                serious_illness,
                removed_from_country,
                guardianship_revoked,
                judged_unable,
                long_term_drugs,
                long_term_alcohol,
                long_term_gambling,
                long_term_other
            )
            .into_iter()
            .chain([($group, "out_of_contact.state", &$of.out_of_contact.state)])
        };
    }
    all!("", child, hiv_infection)
        .into_iter()
        .chain(of_parent!("father", child.father))
        .chain(of_parent!("mother", child.mother))
        .chain([("carer", "lacks_ability_or_neglects", &child.carer.lacks_ability_or_neglects)])
        .chain(all!(
            "findings",
            child.findings,
            sexual_abuse,
            maltreatment,
            trafficking,
            violent_injury,
            abandonment,
            other_unlawful_harm,
            lives_alone,
            roaming,
            missing,
            guardianship_absent,
            suicide_or_self_harm,
            guardianship_severely_insufficient,
            dropped_out,
            severe_mental_illness,
            guardianship_insufficient,
            abnormal_psychology_or_behaviour,
            disabled_without_certificate,
            rehabilitation_missing,
            education_aid_missing,
            medical_insurance_missing,
            needs_case_conference
        ))
}
