//! The columns of the answer: which there are, and how they are filled block by block.

use crate::counts::Counts;
use crate::lists::{Flags, WordLists, Words, list_item, word_type, words};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use hutong::block::{Answers, Lanes};
use hutong::{Assessor, Policy};
use std::collections::BTreeMap;
use std::sync::Arc;

/// How rules that many can fire stand in the answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// A list a row: `triggers`, `possible_triggers`, `referrals`, `possible_referrals`, `clauses`.
    #[default]
    Lists,
    /// A boolean column for each rule, null where undetermined: `trigger.unlawful-harm`, `referral.…`.
    Flags,
}

/// What the answer holds besides what it always holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// How triggers and referrals stand there.
    pub layout: Layout,
    /// From a column of the table to a column of the vocabulary; to nothing where it is to be passed over.
    pub mapping: BTreeMap<String, Option<String>>,
}

/// What every answer of a table has in common.
#[derive(Clone, Debug)]
pub(crate) struct Shape {
    pub(crate) schema: SchemaRef,
    layout: Layout,
    levels: ArrayRef,
    scopes: ArrayRef,
    triggers: ArrayRef,
    referrals: ArrayRef,
    facts: ArrayRef,
    /// Each clause place, and which triggers cite it.
    clauses: Vec<(String, Vec<usize>)>,
    /// The places of facts by path.
    fact_places: BTreeMap<String, i16>,
}

/// What the answer's schema says of itself.
pub(crate) fn metadata(
    assessor: &Assessor<'_>,
    missing: &[String],
    unused: &[String],
) -> BTreeMap<String, String> {
    let policy = assessor.policy();
    let list = |names: &[String]| serde_json::to_string(names).unwrap_or_default();
    let entries = [
        ("hutong.policy", policy.source().id.clone()),
        ("hutong.policy_version", policy.source().version.clone()),
        ("hutong.policy_hash", policy.hash().to_owned()),
        ("hutong.as_of", assessor.as_of().to_string()),
        ("hutong.missing_columns", list(missing)),
        ("hutong.unused_columns", list(unused)),
    ];
    entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

const SCOPES: [&str; 3] = ["inside", "presumed-inside", "outside"];

impl Shape {
    /// The columns of an answer; the keys come first, where the table has them, with their type.
    pub(crate) fn new(
        policy: &Policy,
        layout: Layout,
        key: Option<DataType>,
        metadata: BTreeMap<String, String>,
    ) -> Shape {
        let source = policy.source();
        let mut fields: Vec<Field> = key.into_iter().map(|found| Field::new("key", found, true)).collect();
        fields.push(Field::new("rejected", DataType::Boolean, false));
        fields.push(Field::new("scope", word_type(), true));
        fields.push(Field::new("member", DataType::Boolean, true));
        let flag = |kind: &str, id: &str| Field::new(format!("{kind}.{id}"), DataType::Boolean, true);
        fields.extend(source.populations.iter().map(|entry| flag("population", &entry.id)));
        fields.extend(source.categories.iter().map(|entry| flag("category", &entry.id)));
        fields.extend(["level", "floor", "ceiling"].map(|name| Field::new(name, word_type(), true)));
        let list = |name: &str| Field::new(name, DataType::List(list_item()), true);
        match layout {
            Layout::Lists => fields.extend(
                ["triggers", "possible_triggers", "referrals", "possible_referrals", "clauses"].map(list),
            ),
            Layout::Flags => {
                fields.extend(source.triggers.iter().map(|entry| flag("trigger", &entry.id)));
                fields.extend(source.referrals.iter().map(|entry| flag("referral", &entry.id)));
            }
        }
        fields.push(list("missing"));
        let mut clauses: Vec<(String, Vec<usize>)> = Vec::new();
        for (number, trigger) in source.triggers.iter().enumerate() {
            let place = policy.places(&trigger.cite);
            match clauses.iter_mut().find(|(other, _)| *other == place) {
                Some((_, triggers)) => triggers.push(number),
                None => clauses.push((place, vec![number])),
            }
        }
        let facts = policy.fact_paths();
        let level_ids = source.levels.iter().map(|level| level.id.as_str()).chain(["not-graded"]);
        let place =
            |(place, path): (usize, &String)| (path.clone(), i16::try_from(place).unwrap_or(i16::MAX));
        Shape {
            schema: Arc::new(Schema::new_with_metadata(fields, metadata.into_iter().collect())),
            layout,
            levels: words(level_ids),
            scopes: words(SCOPES),
            triggers: words(source.triggers.iter().map(|entry| entry.id.as_str())),
            referrals: words(source.referrals.iter().map(|entry| entry.id.as_str())),
            fact_places: facts.iter().enumerate().map(place).collect(),
            facts: words(facts.iter().map(String::as_str)),
            clauses,
        }
    }
}

/// The columns of an answer while they are filled.
#[derive(Debug)]
pub(crate) struct Output<'s> {
    shape: &'s Shape,
    counts: Counts,
    rejected: Flags,
    scope: Words,
    member: Flags,
    populations: Vec<Flags>,
    categories: Vec<Flags>,
    levels: [Words; 3],
    /// One a trigger, then one a referral; empty where they stand in lists.
    flags: Vec<Flags>,
    /// Triggers, possible triggers, referrals, possible referrals, clauses.
    lists: [WordLists; 5],
    missing: WordLists,
    /// The lists of missing facts met so far, as places of facts.
    missing_lists: Vec<Vec<i16>>,
}

impl<'s> Output<'s> {
    pub(crate) fn new(shape: &'s Shape, policy: &Policy) -> Output<'s> {
        let source = policy.source();
        let many = |count: usize| std::iter::repeat_with(Flags::default).take(count).collect::<Vec<_>>();
        let flags = match shape.layout {
            Layout::Lists => 0,
            Layout::Flags => source.triggers.len() + source.referrals.len(),
        };
        Output {
            shape,
            counts: Counts::new(policy),
            rejected: Flags::default(),
            scope: Words::default(),
            member: Flags::default(),
            populations: many(source.populations.len()),
            categories: many(source.categories.len()),
            levels: Default::default(),
            flags: many(flags),
            lists: Default::default(),
            missing: WordLists::default(),
            missing_lists: Vec::new(),
        }
    }

    /// Adds a block of `count` children.
    pub(crate) fn push(&mut self, answers: &Answers<'_, '_>, count: usize) -> Result<(), ArrowError> {
        let source = answers.policy().source();
        let here = Lanes::first(count);
        let valid = here & !answers.rejected();
        self.counts.add_block(answers, valid, count);
        self.rejected.push(answers.rejected(), Lanes::ALL);
        self.member.push_truths(answers.member(), valid);
        for (place, flags) in self.populations.iter_mut().enumerate() {
            flags.push_truths(answers.population(place).unwrap_or_default(), valid);
        }
        for (place, flags) in self.categories.iter_mut().enumerate() {
            flags.push_truths(answers.category(place).unwrap_or_default(), valid);
        }
        let triggers = (0..source.triggers.len()).map(|place| answers.trigger(place).unwrap_or_default());
        let referrals = (0..source.referrals.len()).map(|place| answers.referral(place).unwrap_or_default());
        match self.shape.layout {
            Layout::Flags => {
                for (flags, planes) in self.flags.iter_mut().zip(triggers.chain(referrals)) {
                    flags.push_truths(planes, valid);
                }
            }
            Layout::Lists => {
                let (fired, possible): (Vec<_>, Vec<_>) =
                    triggers.map(|planes| (planes.yes, planes.open())).unzip();
                let (told, untold): (Vec<_>, Vec<_>) =
                    referrals.map(|planes| (planes.yes, planes.open())).unzip();
                let cited = |(_, triggers): &(String, Vec<usize>)| {
                    triggers.iter().fold(Lanes::NONE, |lanes, trigger| lanes | fired[*trigger])
                };
                let clauses: Vec<Lanes> = self.shape.clauses.iter().map(cited).collect();
                for (list, lanes) in self.lists.iter_mut().zip([&fired, &possible, &told, &untold, &clauses])
                {
                    list.push(lanes, valid, count)?;
                }
            }
        }
        self.push_levels(answers, valid, count)
    }

    fn push_levels(
        &mut self,
        answers: &Answers<'_, '_>,
        valid: Lanes,
        count: usize,
    ) -> Result<(), ArrowError> {
        let outside = answers.outside();
        for list in answers.missing_lists().iter().skip(self.missing_lists.len()) {
            let places = list.iter().filter_map(|path| self.shape.fact_places.get(path).copied());
            self.missing_lists.push(places.collect());
        }
        for lane in 0..count {
            let is_valid = valid.has(lane);
            let levels = answers.level(lane);
            let scope = if outside.no.has(lane) { 0 } else { 1 + usize::from(outside.yes.has(lane)) };
            self.scope.push(is_valid.then_some(scope));
            let told = [levels.certain(), levels.floor(), levels.ceiling()];
            for (words, level) in self.levels.iter_mut().zip(told) {
                words.push(level.filter(|_| is_valid));
            }
            let missing = self.missing_lists.get(answers.missing(lane) as usize).map(Vec::as_slice);
            self.missing.push_list(missing.filter(|_| is_valid))?;
        }
        Ok(())
    }

    pub(crate) fn finish(self, key: Option<ArrayRef>) -> Result<(RecordBatch, Counts), ArrowError> {
        let (shape, rows) = (self.shape, self.counts.rows);
        let mut columns: Vec<ArrayRef> = key.into_iter().collect();
        columns.push(self.rejected.finish(rows));
        columns.push(self.scope.finish(&shape.scopes)?);
        columns.push(self.member.finish(rows));
        columns.extend(self.populations.into_iter().chain(self.categories).map(|flags| flags.finish(rows)));
        for levels in self.levels {
            columns.push(levels.finish(&shape.levels)?);
        }
        match shape.layout {
            Layout::Flags => columns.extend(self.flags.into_iter().map(|flags| flags.finish(rows))),
            Layout::Lists => {
                let places = words(shape.clauses.iter().map(|(place, _)| place.as_str()));
                let of = [&shape.triggers, &shape.triggers, &shape.referrals, &shape.referrals, &places];
                for (list, words) in self.lists.into_iter().zip(of) {
                    columns.push(list.finish(words)?);
                }
            }
        }
        columns.push(self.missing.finish(&shape.facts)?);
        Ok((RecordBatch::try_new(Arc::clone(&shape.schema), columns)?, self.counts))
    }
}
