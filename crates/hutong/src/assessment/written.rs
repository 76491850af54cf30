//! An assessment as JSON without working out again what is the same for every child: names, labels, citations, paths
//! and readings are written once, when the policy is loaded, and copied from there. The text is the one that serde
//! writes of the same assessment, byte for byte; a law in `tests/laws` holds the two equal.

use super::reason::{FactUsed, FactValue, path_of};
use super::{
    ASSESSMENT_FORMAT, Assessment, DutyOutcome, Outcome, PolicyName, Readings, ReferralOutcome,
    TriggerOutcome,
};
use crate::Truth;
use crate::policy::Cites;
use crate::policy::source::{Label, PolicySource};
use chrono::{Datelike, NaiveDate};
use serde::Serialize;
use std::fmt::Write;

/// What every assessment by a policy says in the same words.
#[derive(Clone, Debug)]
pub(crate) struct Phrases {
    /// From the format to the key.
    opening: String,
    /// From the key to the day.
    policy: String,
    populations: Vec<Phrase>,
    categories: Vec<Phrase>,
    triggers: Vec<Phrase>,
    duties: Vec<Phrase>,
    referrals: Vec<Phrase>,
    readings: String,
    /// Of each fact, what stands before its value.
    facts: Vec<String>,
    /// Of each definition, what stands behind the value of a fact that it uses.
    definitions: Vec<String>,
}

/// What a rule's outcome says in the same words for every child.
#[derive(Clone, Debug)]
struct Phrase {
    id: String,
    /// Before the answer.
    head: String,
    /// Between the answer and the facts.
    middle: String,
    /// Behind the facts.
    tail: String,
}

impl Phrase {
    /// The outcome of a rule, cut where the answer and the facts go. Serde writes it, so that its form is known in one
    /// place.
    fn of(id: &str, outcome: &impl Serialize) -> Phrase {
        const ANSWER: &str = r#""answer":""#;
        const FACTS: &str = r#""facts":["#;
        let text = json(outcome);
        // Within a string a quotation mark has a stroke before it: neither can be found in a label.
        let cut = |mark: &str| text.find(mark).map_or(text.len(), |place| place + mark.len());
        let (answer, facts) = (cut(ANSWER), cut(FACTS));
        let part = |from: usize, until: usize| text.get(from..until).unwrap_or_default().to_owned();
        Phrase {
            id: id.to_owned(),
            head: part(0, answer),
            middle: part(answer + PLACEHOLDER.id().len(), facts),
            tail: part(facts, text.len()),
        }
    }
}

/// The answer that stands where a phrase is cut.
const PLACEHOLDER: Truth = Truth::Undetermined;

impl Phrases {
    /// The phrases of a policy with `facts` facts.
    pub(crate) fn of(source: &PolicySource, cites: &Cites, hash: &str, facts: usize) -> Phrases {
        fn outcome<'p>(id: &'p str, label: &'p Label, cite: &'p str) -> Outcome<'p> {
            Outcome { id, label, answer: PLACEHOLDER, cite, facts: Vec::new() }
        }
        let populations = source.populations.iter().zip(&cites.populations);
        let categories = source.categories.iter().zip(&cites.categories);
        let triggers = source.triggers.iter().zip(&cites.triggers).map(|(rule, cite)| {
            let outcome = outcome(&rule.id, &rule.label, cite);
            Phrase::of(&rule.id, &TriggerOutcome { level: &rule.level, outcome })
        });
        let duties = source.duties.iter().zip(&cites.duties).map(|(rule, cite)| {
            let outcome = outcome(&rule.id, &rule.label, cite);
            Phrase::of(&rule.id, &DutyOutcome { kind: rule.kind, pace: &rule.pace, by: &rule.by, outcome })
        });
        let referrals = source.referrals.iter().zip(&cites.referrals).map(|(rule, cite)| {
            let outcome = outcome(&rule.id, &rule.label, cite);
            let (from, to) = (&rule.from, &rule.to);
            Phrase::of(&rule.id, &ReferralOutcome { from, to, pace: &rule.pace, outcome })
        });
        let name = PolicyName { id: &source.id, version: &source.version, hash };
        let definitions = source.definitions.iter();
        Phrases {
            opening: format!(r#"{{"format":{}"#, json(ASSESSMENT_FORMAT)),
            policy: format!(r#","policy":{},"as_of":""#, json(&name)),
            populations: populations
                .map(|(rule, cite)| Phrase::of(&rule.id, &outcome(&rule.id, &rule.label, cite)))
                .collect(),
            categories: categories
                .map(|(rule, cite)| Phrase::of(&rule.id, &outcome(&rule.id, &rule.label, cite)))
                .collect(),
            triggers: triggers.collect(),
            duties: duties.collect(),
            referrals: referrals.collect(),
            readings: format!(r#","readings":{}"#, json(&Readings(source))),
            facts: (0..facts)
                .map(|fact| format!(r#"{{"fact":{},"value":""#, json(&path_of(source, fact))))
                .collect(),
            definitions: definitions
                .map(|entry| format!(r#"","definition":{}}}"#, json(&entry.id)))
                .collect(),
        }
    }
}

/// By serde. Nothing in an assessment can fail to serialise: no maps with odd keys, no floats.
fn json<T: Serialize + ?Sized>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// Room for the assessment of a child of whom all is known: about eleven thousand bytes.
const USUAL_LENGTH: usize = 12 << 10;

/// An assessment as JSON.
pub(super) fn write(assessment: &Assessment<'_>) -> String {
    let policy = assessment.policy();
    let phrases = policy.phrases();
    let mut out = Writer { text: String::with_capacity(USUAL_LENGTH), phrases };
    out.push(&phrases.opening);
    out.optional("key", assessment.key.as_ref());
    out.push(&phrases.policy);
    out.day(assessment.as_of);
    out.push("\"");
    out.list("warnings", &assessment.warnings);
    out.field("scope", &assessment.scope);
    out.field("member", &assessment.member);
    out.outcomes("populations", &phrases.populations, &assessment.populations, |outcome| outcome);
    out.outcomes("categories", &phrases.categories, &assessment.categories, |outcome| outcome);
    out.field("risk", &assessment.risk);
    out.outcomes("triggers", &phrases.triggers, &assessment.triggers, |trigger| &trigger.outcome);
    out.outcomes("duties", &phrases.duties, &assessment.duties, |duty| &duty.outcome);
    out.outcomes("referrals", &phrases.referrals, &assessment.referrals, |referral| &referral.outcome);
    out.field("notices", &assessment.notices);
    out.optional("decision", assessment.decision.as_ref());
    out.push(&phrases.readings);
    out.list("why_not", &assessment.why_not);
    out.list("would_change", &assessment.would_change);
    out.list("ask", &assessment.ask);
    out.list("forecast", &assessment.forecast);
    out.push("}");
    out.text
}

struct Writer<'p> {
    text: String,
    phrases: &'p Phrases,
}

impl Writer<'_> {
    fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// A field behind others.
    fn field<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) {
        self.name(name);
        self.push(&json(value));
    }

    fn name(&mut self, name: &str) {
        self.push(",\"");
        self.push(name);
        self.push("\":");
    }

    /// A field that is left out where it has no value.
    fn optional<T: Serialize>(&mut self, name: &str, value: Option<&T>) {
        if let Some(value) = value {
            self.field(name, value);
        }
    }

    /// A list that is left out where it is empty.
    fn list<T: Serialize>(&mut self, name: &str, values: &[T]) {
        if !values.is_empty() {
            self.field(name, values);
        }
    }

    /// Outcomes of rules, which stand in the order of the policy file.
    fn outcomes<'p, T: Serialize>(
        &mut self,
        name: &str,
        phrases: &[Phrase],
        values: &[T],
        outcome: impl Fn(&T) -> &Outcome<'p>,
    ) {
        self.name(name);
        let mut phrases = phrases.iter();
        let mut before = "[";
        for value in values {
            self.push(std::mem::replace(&mut before, ","));
            let outcome = outcome(value);
            match phrases.find(|phrase| phrase.id == outcome.id) {
                Some(phrase) => {
                    self.push(&phrase.head);
                    self.push(outcome.answer.id());
                    self.push(&phrase.middle);
                    self.facts(&outcome.facts);
                    self.push(&phrase.tail);
                }
                None => self.push(&json(value)),
            }
        }
        self.push(if values.is_empty() { "[]" } else { "]" });
    }

    fn facts(&mut self, facts: &[FactUsed<'_>]) {
        let phrases = self.phrases;
        let mut before = "";
        for used in facts {
            self.push(std::mem::replace(&mut before, ","));
            match phrases.facts.get(used.fact()) {
                Some(phrase) => self.push(phrase),
                None => return self.push(&json(used)),
            }
            self.value(used.value());
            match used.definition_index().and_then(|index| phrases.definitions.get(index)) {
                Some(phrase) => self.push(phrase),
                None => self.push("\"}"),
            }
        }
    }

    /// A word, a day or numbers: nothing that JSON would write otherwise within quotation marks.
    fn value(&mut self, value: FactValue) {
        match (value.word(), value.day()) {
            (Some(word), _) => self.push(word),
            (None, Some(day)) => self.day(day),
            // Writing to a string cannot fail.
            (None, None) => {
                let _ = write!(self.text, "{value}");
            }
        }
    }

    /// A day as chrono writes it, without its formatting, which takes longer than everything else about a fact.
    fn day(&mut self, day: NaiveDate) {
        let Some(year) = u32::try_from(day.year()).ok().filter(|year| *year <= 9999) else {
            let _ = write!(self.text, "{day}");
            return;
        };
        let mut text = *b"0000-00-00";
        let numbers = [(0, year / 100), (2, year % 100), (5, day.month()), (8, day.day())];
        for (place, number) in numbers {
            for (place, digit) in [(place, number / 10), (place + 1, number % 10)] {
                text[place] += u8::try_from(digit).unwrap_or(0);
            }
        }
        self.push(std::str::from_utf8(&text).unwrap_or_default());
    }
}
