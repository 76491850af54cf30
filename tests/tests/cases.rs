//! Runs the case files, and refuses a policy in which a rule, a clause or an alternative of a reading has no case.

use hutong::assessment::{Assessment, FactUsed, Outcome};
use hutong::policy::Formula;
use hutong::policy::source::{Category, PolicySource, ReadBy};
use hutong::{Policy, Truth};
use hutong_tests::{Case, Expect, cases, cases_by_rule, child};
use std::collections::{BTreeMap, BTreeSet};

/// A policy to which each row of the form is added as a category: the public way to ask a row's condition of a child.
struct Probe {
    policy: Policy,
}

const ROW: &str = "row-of-the-form-";
const OF_WHICH: &str = "of-which-of-the-form-";

impl Probe {
    fn new(id: &str, readings: &BTreeMap<String, String>) -> Probe {
        let policy = Policy::builtin(id).unwrap_or_else(|error| panic!("{error}"));
        let mut source = policy.source().clone();
        for (reading, alternative) in readings {
            let entry = source.readings.iter_mut().find(|entry| entry.id == *reading);
            entry.unwrap_or_else(|| panic!("no reading {reading}")).chosen.clone_from(alternative);
        }
        let rows = source.form.iter().flat_map(|form| &form.rows);
        let conditions = rows.flat_map(|row| {
            let when = row.when.clone().map(|when| (format!("{ROW}{}", row.id), when, row));
            when.into_iter().chain([(format!("{OF_WHICH}{}", row.id), row.of_which_when.clone(), row)])
        });
        let categories: Vec<Category> = conditions
            .map(|(id, when, row)| Category {
                id,
                population: source.populations[0].id.clone(),
                label: row.label.clone(),
                cite: row.cite.clone(),
                when,
            })
            .collect();
        source.categories.extend(categories);
        Probe {
            policy: Policy::from_source(source).unwrap_or_else(|error| panic!("{readings:?}: {error:?}")),
        }
    }

    fn source(&self) -> &PolicySource {
        self.policy.source()
    }

    /// Whether the child has one of some levels.
    fn in_levels(&self, assessment: &Assessment<'_>, ids: &[&str]) -> Truth {
        let possible = possible(assessment);
        match possible.iter().filter(|level| ids.contains(level)).count() {
            0 => Truth::No,
            count if count == possible.len() => Truth::Yes,
            _ => Truth::Undetermined,
        }
    }

    /// Whether a row counts the child: it stands in the row's level, and no earlier row of the level fits.
    fn in_row(&self, assessment: &Assessment<'_>, id: &str) -> Option<Truth> {
        let rows = &self.source().form.as_ref()?.rows;
        let row = rows.iter().find(|row| row.id == id)?;
        let condition = |row: &str| {
            let id = format!("{ROW}{row}");
            assessment
                .categories()
                .iter()
                .find(|entry| entry.id == id)
                .map_or(Truth::Yes, |entry| entry.answer)
        };
        let mut truth = self.in_levels(assessment, &[&row.level]).and(condition(&row.id));
        for earlier in rows.iter().filter(|other| other.level == row.level && other.number < row.number) {
            truth = truth.and(condition(&earlier.id).not());
        }
        Some(truth)
    }

    /// The answer of a rule, and the facts behind it; nothing for a rule that the policy does not have.
    fn answer<'a>(
        &self,
        assessment: &'a Assessment<'_>,
        rule: &str,
    ) -> Option<(Truth, Vec<&'a FactUsed<'a>>)> {
        let (kind, id) = rule.split_once('/')?;
        let source = self.source();
        let told = |outcome: Option<&'a Outcome<'a>>| {
            outcome
                .map_or((Truth::No, Vec::new()), |outcome| (outcome.answer, outcome.facts.iter().collect()))
        };
        let found = match kind {
            "population" => told(Some(assessment.populations().iter().find(|entry| entry.id == id)?)),
            "category" => told(Some(assessment.categories().iter().find(|entry| entry.id == id)?)),
            "trigger" if source.triggers.iter().any(|entry| entry.id == id) => {
                let fired = assessment.triggers().iter().map(|entry| &entry.outcome);
                told(fired.chain(assessment.why_not()).find(|outcome| outcome.id == id))
            }
            "duty" if source.duties.iter().any(|entry| entry.id == id) => {
                told(assessment.duties().iter().map(|entry| &entry.outcome).find(|outcome| outcome.id == id))
            }
            "referral" if source.referrals.iter().any(|entry| entry.id == id) => told(
                assessment.referrals().iter().map(|entry| &entry.outcome).find(|outcome| outcome.id == id),
            ),
            "notice" if source.notices.iter().any(|entry| entry.id == id) => {
                let notice = assessment.notices().iter().find(|entry| entry.id == id);
                (notice.map_or(Truth::No, |notice| notice.answer), Vec::new())
            }
            "level" => (self.in_levels(assessment, &[id]), Vec::new()),
            "row" => (self.in_row(assessment, id)?, Vec::new()),
            "of-which" => {
                let id = format!("{OF_WHICH}{id}");
                (assessment.categories().iter().find(|entry| entry.id == id)?.answer, Vec::new())
            }
            _ => return None,
        };
        Some(found)
    }

    /// The row that counts the child, where it is certain; `none` where no row does.
    fn row(&self, assessment: &Assessment<'_>) -> Option<String> {
        let rows = self.source().form.iter().flat_map(|form| &form.rows);
        let mut answers = rows.filter_map(|row| Some((row, self.in_row(assessment, &row.id)?)));
        match answers.find(|(_, answer)| *answer != Truth::No) {
            Some((row, Truth::Yes)) => Some(row.id.clone()),
            Some(_) => None,
            None => Some("none".to_owned()),
        }
    }
}

fn possible<'a>(assessment: &'a Assessment<'_>) -> Vec<&'a str> {
    let levels = &assessment.policy().source().levels;
    let id = |level: usize| levels.get(level).map_or("not-graded", |level| level.id.as_str());
    assessment.risk().possible().iter().map(id).collect()
}

/// The rules' answers to a case, as far as it expects any.
fn answers(probe: &Probe, case: &Case) -> Result<BTreeMap<String, String>, String> {
    let child = child(&case.record)?;
    let assessment = probe.policy.at(case.as_of).assess_fully(&child);
    let expect = &case.expect;
    let mut answers = BTreeMap::new();
    let mut put = |key: &str, answer: String| answers.insert(key.to_owned(), answer);
    let Expect { level, floor, ceiling, possible: levels, scope, member, row, of_which, .. } = expect;
    if level.is_some() {
        put("level", assessment.risk().level_id().unwrap_or("open").to_owned());
    }
    if floor.is_some() {
        put("floor", assessment.risk().floor_id().to_owned());
    }
    if ceiling.is_some() {
        put("ceiling", assessment.risk().ceiling_id().to_owned());
    }
    if levels.is_some() {
        put("possible", list(possible(&assessment)));
    }
    if scope.is_some() {
        put("scope", json(&assessment, "/scope"));
    }
    if member.is_some() {
        put("member", assessment.member().id().to_owned());
    }
    if row.is_some() {
        put("row", probe.row(&assessment).unwrap_or_else(|| "open".to_owned()));
    }
    if of_which.is_some() {
        let row = probe.row(&assessment).unwrap_or_default();
        let answer = probe.answer(&assessment, &format!("of-which/{row}"));
        put("of-which", answer.map_or("no row", |(answer, _)| answer.id()).to_owned());
    }
    if expect.way_out.is_some() {
        put("way-out", json(&assessment, "/risk/way_out/by"));
    }
    if expect.decision.is_some() {
        let shown = assessment.decision().as_ref();
        put("decision", shown.map_or("none", |decision| decision.agrees.id()).to_owned());
    }
    if expect.next_change.is_some() {
        let next = assessment.forecast().first().map(|forecast| forecast.on.to_string());
        put("next-change", next.unwrap_or_else(|| "none".to_owned()));
    }
    if expect.missing.is_some() {
        let missing = assessment.risk().missing().iter().map(|fact| fact.path().into_owned());
        put("missing", list(missing));
    }
    for rule in expect.facts.keys() {
        let (_, facts) = probe.answer(&assessment, rule).ok_or_else(|| format!("no rule {rule}"))?;
        put(&format!("facts of {rule}"), list(facts.iter().map(|fact| fact.path().into_owned())));
    }
    for rule in expect.rules.keys() {
        let (answer, _) = probe.answer(&assessment, rule).ok_or_else(|| format!("no rule {rule}"))?;
        put(rule, answer.id().to_owned());
    }
    Ok(answers)
}

/// What a case expects, in the words of [`answers`].
fn expected(expect: &Expect) -> BTreeMap<String, String> {
    let Expect {
        level, floor, ceiling, scope, member, row, of_which, way_out, decision, next_change, ..
    } = expect;
    let plain = [
        ("level", level),
        ("floor", floor),
        ("ceiling", ceiling),
        ("scope", scope),
        ("member", member),
        ("row", row),
        ("of-which", of_which),
        ("way-out", way_out),
        ("decision", decision),
        ("next-change", next_change),
    ];
    let mut expected: BTreeMap<String, String> =
        plain.iter().filter_map(|(key, value)| Some(((*key).to_owned(), (*value).clone()?))).collect();
    expected.extend(expect.possible.as_ref().map(|levels| ("possible".to_owned(), list(levels))));
    expected.extend(expect.missing.as_ref().map(|facts| ("missing".to_owned(), list(facts))));
    expected.extend(expect.facts.iter().map(|(rule, facts)| (format!("facts of {rule}"), list(facts))));
    expected.extend(expect.rules.clone());
    expected
}

fn list(words: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    let words: BTreeSet<String> = words.into_iter().map(|word| word.as_ref().to_owned()).collect();
    words.into_iter().collect::<Vec<_>>().join(", ")
}

fn json(assessment: &Assessment<'_>, pointer: &str) -> String {
    let value: serde_json::Value =
        serde_json::from_str(&assessment.to_json()).expect("an assessment is JSON");
    value.pointer(pointer).and_then(|value| value.as_str()).unwrap_or("none").to_owned()
}

/// Policies as the cases need them, each loaded once.
#[derive(Default)]
struct Probes(BTreeMap<(String, BTreeMap<String, String>), Probe>);

impl Probes {
    fn get(&mut self, policy: &str, readings: &BTreeMap<String, String>) -> &Probe {
        let key = (policy.to_owned(), readings.clone());
        self.0.entry(key).or_insert_with(|| Probe::new(policy, readings))
    }
}

fn all_cases() -> Vec<Case> {
    cases().unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn every_case_is_answered_as_the_document_says() {
    let mut probes = Probes::default();
    let mut failures = Vec::new();
    let cases = all_cases();
    for case in &cases {
        let probe = probes.get(&case.policy, &case.readings);
        let differences = match answers(probe, case) {
            Err(error) => vec![error],
            Ok(answers) => expected(&case.expect)
                .iter()
                .filter(|(key, wanted)| answers.get(*key) != Some(wanted))
                .map(|(key, wanted)| {
                    format!("{key}: expected {wanted}, got {}", answers.get(key).map_or("", |a| a))
                })
                .collect(),
        };
        if !differences.is_empty() {
            failures.push(format!("{}: {}\n    {}", case.topic, case.name, differences.join("\n    ")));
        }
    }
    assert!(
        failures.is_empty(),
        "{} of {} cases differ\n{}",
        failures.len(),
        cases.len(),
        failures.join("\n")
    );
}

/// The rules of a policy that must have cases, as `kind/id`.
fn rules(source: &PolicySource) -> Vec<String> {
    let named =
        |kind: &str, ids: Vec<&String>| ids.into_iter().map(|id| format!("{kind}/{id}")).collect::<Vec<_>>();
    let rows: Vec<&String> = source.form.iter().flat_map(|form| &form.rows).map(|row| &row.id).collect();
    [
        named("level", source.levels.iter().map(|entry| &entry.id).collect()),
        named("population", source.populations.iter().map(|entry| &entry.id).collect()),
        named("category", source.categories.iter().map(|entry| &entry.id).collect()),
        named("trigger", source.triggers.iter().map(|entry| &entry.id).collect()),
        named("duty", source.duties.iter().map(|entry| &entry.id).collect()),
        named("referral", source.referrals.iter().map(|entry| &entry.id).collect()),
        named("notice", source.notices.iter().map(|entry| &entry.id).collect()),
        named("row", rows.clone()),
        named("of-which", rows),
    ]
    .concat()
}

#[test]
fn every_rule_has_a_case_for_yes_no_and_undetermined() {
    let cases = all_cases();
    for id in Policy::builtin_ids() {
        let policy = Policy::builtin(id).expect("a policy that comes with the library");
        let levels: Vec<&str> = policy.source().levels.iter().map(|level| level.id.as_str()).collect();
        let answered: BTreeSet<(String, String)> = (cases.iter().filter(|case| case.policy == id))
            .flat_map(|case| case.expect.answers(&levels))
            .collect();
        let mut lacking = Vec::new();
        for rule in rules(policy.source()) {
            for answer in ["yes", "no", "undetermined"] {
                if !answered.contains(&(rule.clone(), answer.to_owned())) {
                    lacking.push(format!("{rule}: {answer}"));
                }
            }
        }
        assert!(lacking.is_empty(), "{id}: no case for\n{}", lacking.join("\n"));
    }
}

/// The definitions that a condition uses, and those that they use.
fn definitions_of(source: &PolicySource, formula: &Formula, found: &mut BTreeSet<String>) {
    match formula {
        Formula::Definition(id) => {
            let definition = source.definitions.iter().find(|entry| entry.id == *id);
            if let Some(definition) = definition.filter(|_| found.insert(id.clone())) {
                definitions_of(source, &definition.when, found);
            }
        }
        Formula::All(parts) | Formula::Any(parts) => {
            parts.iter().for_each(|part| definitions_of(source, part, found));
        }
        Formula::Not(part)
        | Formula::BothParents(part)
        | Formula::EitherParent(part)
        | Formula::Father(part)
        | Formula::Mother(part) => definitions_of(source, part, found),
        Formula::OneParent { one, other } => {
            definitions_of(source, one, found);
            definitions_of(source, other, found);
        }
        Formula::Reading { .. } | Formula::Fact { .. } | Formula::Measure { .. } => {}
    }
}

/// The clauses that a rule cites, and its condition.
fn entry<'a>(source: &'a PolicySource, rule: &str) -> Option<(&'a [String], Option<&'a Formula>)> {
    let (kind, id) = rule.split_once('/')?;
    macro_rules! find {
        ($list:expr) => {
            $list.iter().find(|entry| entry.id == id)?
        };
    }
    Some(match kind {
        "level" => {
            let level = find!(source.levels);
            (&level.cite, level.only_when.as_ref())
        }
        "population" => {
            let entry = find!(source.populations);
            (&entry.cite, Some(&entry.when))
        }
        "category" => {
            let entry = find!(source.categories);
            (&entry.cite, Some(&entry.when))
        }
        "trigger" => {
            let entry = find!(source.triggers);
            (&entry.cite, Some(&entry.when))
        }
        "duty" => {
            let entry = find!(source.duties);
            (&entry.cite, entry.when.as_ref())
        }
        "referral" => {
            let entry = find!(source.referrals);
            (&entry.cite, Some(&entry.when))
        }
        "notice" => (&find!(source.notices).cite, None),
        "row" => {
            let row = find!(source.form.as_ref()?.rows);
            (&row.cite, row.when.as_ref())
        }
        "of-which" => {
            let row = find!(source.form.as_ref()?.rows);
            (&row.cite, Some(&row.of_which_when))
        }
        _ => return None,
    })
}

/// The clauses that a rule rests on: its own, and those of the definitions that it uses.
fn clauses_of(source: &PolicySource, rule: &str) -> BTreeSet<String> {
    let Some((cite, when)) = entry(source, rule) else { return BTreeSet::new() };
    let mut definitions = BTreeSet::new();
    if let Some(when) = when {
        definitions_of(source, when, &mut definitions);
    }
    let used = source.definitions.iter().filter(|definition| definitions.contains(&definition.id));
    used.flat_map(|definition| &definition.cite).chain(cite).cloned().collect()
}

/// Clauses that no case can reach, because no child's record is asked: they are cited only by what organisations do,
/// and by words to avoid in public. Those have tests of their own where they are used.
fn clauses_without_children(source: &PolicySource) -> BTreeSet<&String> {
    let organisations = source.organisation_duties.iter().flat_map(|entry| &entry.cite);
    let wordings = source.wordings.iter().flat_map(|entry| &entry.cite);
    organisations.chain(wordings).collect()
}

#[test]
fn every_encoded_clause_has_a_case() {
    let cases = all_cases();
    for id in Policy::builtin_ids() {
        let policy = Policy::builtin(id).expect("a policy that comes with the library");
        let source = policy.source();
        let levels: Vec<&str> = source.levels.iter().map(|level| level.id.as_str()).collect();
        let of_policy: Vec<Case> = cases.iter().filter(|case| case.policy == id).cloned().collect();
        let mut covered: BTreeSet<String> = BTreeSet::new();
        for rule in cases_by_rule(&of_policy, &levels).keys() {
            covered.extend(clauses_of(source, rule));
        }
        if of_policy.iter().any(|case| case.expect.way_out.as_ref().is_some_and(|way_out| way_out != "none"))
        {
            covered.extend(source.scope.way_out.cite.iter().cloned());
        }
        let without_children = clauses_without_children(source);
        let lacking = source.clauses.iter().filter(|clause| {
            clause.not_encoded.is_none()
                && !covered.contains(&clause.id)
                && !without_children.contains(&clause.id)
        });
        let lacking: Vec<String> =
            lacking.map(|clause| format!("{} {}", clause.id, clause.label.en)).collect();
        assert!(lacking.is_empty(), "{id}: no case for\n{}", lacking.join("\n"));
    }
}

#[test]
fn every_alternative_of_every_reading_changes_an_answer() {
    let mut probes = Probes::default();
    let mut shown: BTreeSet<(String, String, String)> = BTreeSet::new();
    for case in all_cases().iter().filter(|case| case.readings.len() == 1) {
        let usual = probes.get(&case.policy, &BTreeMap::new());
        let usual = answers(usual, case).unwrap_or_else(|error| panic!("{}: {error}", case.name));
        if usual != expected(&case.expect) {
            let (reading, alternative) = case.readings.first_key_value().expect("one reading");
            shown.insert((case.policy.clone(), reading.clone(), alternative.clone()));
        }
    }
    for id in Policy::builtin_ids() {
        let probe = probes.get(id, &BTreeMap::new());
        let asked = probe.source().readings.iter();
        let asked = asked.filter(|reading| matches!(reading.used_by, ReadBy::Rules | ReadBy::Engine));
        let others = asked.flat_map(|reading| {
            let others = reading.alternatives.iter().filter(|other| other.id != reading.chosen);
            others.map(|other| (id.to_owned(), reading.id.clone(), other.id.clone()))
        });
        let lacking: Vec<_> = others.filter(|other| !shown.contains(other)).collect();
        assert!(lacking.is_empty(), "no case in which it changes an answer: {lacking:#?}");
    }
}
