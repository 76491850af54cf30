//! From a policy file to a program: names resolved, parents written out, each distinct condition once.
//! Everything wrong with a condition is collected, not only the first fault.

use super::error::{PolicyCode, PolicyFault};
use super::formula::{Bound, Formula, Unit};
use super::program::{Atom, Border, Fact, Program, Roots};
use super::readings::{EngineReadings, Suspicion};
use super::source::{PolicySource, Subject};
use crate::assessment::work::truth_of;
use crate::derive::Derivation;
use crate::graph::{Builder, Domain, Literal};
use crate::steps::{Steps, Values};
use crate::vocabulary::finding::code;
use crate::vocabulary::{Child, Column, Kind, LivesWith, Part, column_by_path, columns};
use std::collections::BTreeMap;

/// The deepest nesting of one condition.
pub(crate) const DEEPEST: usize = 24;
/// The longest chain of definitions that use one another: what walks them, or the graph, must not run out of stack.
const LONGEST_CHAIN: usize = 64;
/// The most nodes of a compiled policy.
pub(crate) const MOST_NODES: usize = 4_096;
/// The most borders on one date or number.
const MOST_BORDERS: usize = 24;
/// The greatest number in a measure: a hundred years of months.
const MOST_MEASURE: u32 = 1_200;

/// A test on a slot, before the borders of all tests on it are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Test {
    /// The value is in a set.
    In(usize, u32),
    /// A measure has reached a border.
    Reached(usize, Border),
}

impl Test {
    fn slot(self) -> usize {
        match self {
            Test::In(slot, _) | Test::Reached(slot, _) => slot,
        }
    }
}

/// Which parent a condition speaks of.
type Parent = Option<&'static str>;
const FATHER: Parent = Some("father");
const MOTHER: Parent = Some("mother");

struct Compiler<'a> {
    source: &'a PolicySource,
    suspicion: Suspicion,
    builder: Builder,
    tests: Vec<Test>,
    numbers: BTreeMap<Test, usize>,
    definitions: BTreeMap<&'a str, usize>,
    compiled: BTreeMap<(usize, Parent), Literal>,
    names: BTreeMap<usize, u32>,
    /// How long the chain of definitions below each compiled one is, and below the one being compiled so far.
    chains: BTreeMap<(usize, Parent), usize>,
    chain: usize,
    /// Definitions being compiled, to tell a cycle.
    under_way: Vec<(usize, Parent)>,
    units: BTreeMap<usize, Unit>,
    /// The entry and field being compiled.
    path: Vec<String>,
    faults: Vec<PolicyFault>,
}

/// Compiles a policy whose entries have been checked one by one.
pub(crate) fn compile(source: &PolicySource, readings: EngineReadings) -> Result<Program, Vec<PolicyFault>> {
    let definitions = source.definitions.iter().enumerate().map(|(index, entry)| (entry.id.as_str(), index));
    let mut compiler = Compiler {
        source,
        suspicion: readings.suspicion,
        builder: Builder::new(),
        tests: Vec::new(),
        numbers: BTreeMap::new(),
        definitions: definitions.collect(),
        compiled: BTreeMap::new(),
        names: BTreeMap::new(),
        chains: BTreeMap::new(),
        chain: 0,
        under_way: Vec::new(),
        units: BTreeMap::new(),
        path: Vec::new(),
        faults: Vec::new(),
    };
    let roots = compiler.roots();
    if compiler.builder.len() > MOST_NODES {
        compiler.faults.push(PolicyFault::new(PolicyCode::TooMany, "", &MOST_NODES.to_string()));
    }
    let derivation = Derivation {
        readings,
        core_districts: source.core_districts.iter().map(|list| list.counties.clone()).collect(),
        local: source.facts.iter().map(|fact| (fact.id.clone(), fact.judgement)).collect(),
    };
    if !compiler.faults.is_empty() {
        return Err(compiler.faults);
    }
    compiler
        .finish(&roots, derivation)
        .ok_or_else(|| vec![PolicyFault::new(PolicyCode::TooMany, "", &MOST_NODES.to_string())])
}

impl Compiler<'_> {
    fn fault(&mut self, code: PolicyCode, detail: &str) {
        self.faults.push(PolicyFault::new(code, self.path.concat(), detail));
    }

    fn roots(&mut self) -> Roots {
        let source = self.source;
        let mut roots = Roots::default();
        for (index, entry) in source.definitions.iter().enumerate() {
            let literal = match entry.subject {
                Subject::Child => self.definition(index, None, &format!("definition[{index}].when")),
                // Compiled for both parents even where nothing uses it, so that its faults are told.
                Subject::Parent => {
                    for parent in [FATHER, MOTHER] {
                        self.definition(index, parent, &format!("definition[{index}].when"));
                    }
                    Literal::FALSE
                }
            };
            roots.definitions.push(literal);
        }
        roots.outside =
            Some(self.rule("scope.outside".into(), &Formula::Definition(source.scope.outside.clone())));
        for (index, entry) in source.populations.iter().enumerate() {
            roots.populations.push(self.rule(format!("population[{index}].when"), &entry.when));
        }
        let member = self.builder.any(roots.populations.iter().copied());
        roots.member = Some(member);
        for (index, entry) in source.categories.iter().enumerate() {
            roots.categories.push(self.rule(format!("category[{index}].when"), &entry.when));
        }
        let only_when: Vec<Literal> = (source.levels.iter().enumerate())
            .map(|(index, level)| match &level.only_when {
                Some(formula) => self.rule(format!("level[{index}].only-when"), formula),
                None => Literal::TRUE,
            })
            .collect();
        let mut in_level: Vec<Vec<Literal>> = vec![Vec::new(); source.levels.len()];
        for (index, entry) in source.triggers.iter().enumerate() {
            let mut literal = self.rule(format!("trigger[{index}].when"), &entry.when);
            if let Some(level) = source.levels.iter().position(|level| level.id == entry.level) {
                literal = self.builder.all([literal, only_when[level]]);
                in_level[level].push(literal);
            }
            roots.triggers.push(literal);
        }
        for (level, triggers) in source.levels.iter().zip(in_level) {
            let every_member = if level.every_member { member } else { Literal::FALSE };
            roots.levels.push(self.builder.any(triggers.into_iter().chain([every_member])));
        }
        for (index, entry) in source.duties.iter().enumerate() {
            roots.duties.push(match &entry.when {
                Some(formula) => self.rule(format!("duty[{index}].when"), formula),
                None => Literal::TRUE,
            });
        }
        for (index, entry) in source.referrals.iter().enumerate() {
            roots.referrals.push(self.rule(format!("referral[{index}].when"), &entry.when));
        }
        for (index, row) in source.form.iter().flat_map(|form| &form.rows).enumerate() {
            roots.rows.push(match &row.when {
                Some(formula) => self.rule(format!("form.row[{index}].when"), formula),
                None => Literal::TRUE,
            });
            roots
                .rows_of_which
                .push(self.rule(format!("form.row[{index}].of-which-when"), &row.of_which_when));
        }
        roots
    }

    fn rule(&mut self, path: String, formula: &Formula) -> Literal {
        self.path = vec![path];
        self.formula(formula, None, 0)
    }

    /// A definition, of the child or of one parent, compiled once.
    fn definition(&mut self, index: usize, parent: Parent, path: &str) -> Literal {
        if let Some(literal) = self.compiled.get(&(index, parent)) {
            self.chain = self.chain.max(self.chains.get(&(index, parent)).copied().unwrap_or(0));
            return *literal;
        }
        let Some(entry) = self.source.definitions.get(index) else { return Literal::FALSE };
        if let Some(start) = self.under_way.iter().position(|entry| *entry == (index, parent)) {
            let ids = self.under_way[start..].iter().map(|(index, _)| *index).chain([index]);
            let ring: Vec<&str> = ids.map(|index| self.source.definitions[index].id.as_str()).collect();
            self.fault(PolicyCode::Cycle, &ring.join(" → "));
            return Literal::FALSE;
        }
        if self.under_way.len() >= LONGEST_CHAIN {
            self.fault(PolicyCode::TooDeep, &LONGEST_CHAIN.to_string());
            return Literal::FALSE;
        }
        self.under_way.push((index, parent));
        let outer_chain = std::mem::take(&mut self.chain);
        let outer = std::mem::replace(&mut self.path, vec![path.to_owned()]);
        let literal = self.formula(&entry.when, parent, 0);
        let chain = self.chain + 1;
        if chain > LONGEST_CHAIN {
            self.fault(PolicyCode::TooDeep, &LONGEST_CHAIN.to_string());
        }
        self.path = outer;
        self.under_way.pop();
        self.chains.insert((index, parent), chain);
        self.chain = outer_chain.max(chain);
        if !literal.is_negated() {
            #[expect(
                clippy::cast_possible_truncation,
                reason = "files are limited to far fewer definitions"
            )]
            self.names.entry(literal.node()).or_insert(index as u32);
        }
        self.compiled.insert((index, parent), literal);
        literal
    }

    fn step(&mut self, step: &str, formula: &Formula, parent: Parent, depth: usize) -> Literal {
        self.path.push(step.to_owned());
        let literal = self.formula(formula, parent, depth + 1);
        self.path.pop();
        literal
    }

    fn both(&mut self, step: &str, formula: &Formula, depth: usize) -> [Literal; 2] {
        [FATHER, MOTHER].map(|parent| self.step(step, formula, parent, depth))
    }

    fn formula(&mut self, formula: &Formula, parent: Parent, depth: usize) -> Literal {
        if depth > DEEPEST {
            self.fault(PolicyCode::TooDeep, &DEEPEST.to_string());
            return Literal::FALSE;
        }
        let asks_parents = matches!(
            formula,
            Formula::BothParents(_)
                | Formula::EitherParent(_)
                | Formula::OneParent { .. }
                | Formula::Father(_)
                | Formula::Mother(_)
        );
        if asks_parents && parent.is_some() {
            self.fault(PolicyCode::ParentOfParent, "");
            return Literal::FALSE;
        }
        match formula {
            Formula::Definition(id) => self.reference(id, parent),
            Formula::Reading { reading, is } => self.reading(reading, is),
            Formula::Fact { fact, is } => self.fact(fact, is, parent),
            Formula::Measure { fact, unit, bound } => self.measure(fact, *unit, *bound, parent),
            Formula::All(parts) => {
                let parts = self.parts(".all", parts, parent, depth);
                self.all(parts)
            }
            Formula::Any(parts) => {
                let parts = self.parts(".any", parts, parent, depth);
                self.any(parts)
            }
            Formula::Not(part) => self.step(".not", part, parent, depth).not(),
            Formula::BothParents(part) => {
                let both = self.both(".both-parents", part, depth);
                self.all(both.to_vec())
            }
            Formula::EitherParent(part) => {
                let both = self.both(".either-parent", part, depth);
                self.any(both.to_vec())
            }
            Formula::OneParent { one, other } => {
                let [father_one, mother_one] = self.both(".one-parent", one, depth);
                let [father_other, mother_other] = self.both(".the-other", other, depth);
                let ways = [[father_one, mother_other], [mother_one, father_other]]
                    .map(|way| self.all(way.to_vec()));
                self.any(ways.to_vec())
            }
            Formula::Father(part) => self.step(".father", part, FATHER, depth),
            Formula::Mother(part) => self.step(".mother", part, MOTHER, depth),
        }
    }

    fn parts(&mut self, key: &str, parts: &[Formula], parent: Parent, depth: usize) -> Vec<Literal> {
        if parts.is_empty() {
            self.fault(PolicyCode::EmptyCondition, "");
        }
        let parts = parts.iter().enumerate();
        parts.map(|(index, part)| self.step(&format!("{key}[{index}]"), part, parent, depth)).collect()
    }

    fn reference(&mut self, id: &str, parent: Parent) -> Literal {
        let Some(&index) = self.definitions.get(id) else {
            self.fault(PolicyCode::UnknownDefinition, id);
            return Literal::FALSE;
        };
        let path = format!("definition[{index}].when");
        match (self.source.definitions[index].subject, parent) {
            (Subject::Parent, None) => {
                self.fault(PolicyCode::WhichParent, "");
                Literal::FALSE
            }
            (Subject::Parent, Some(_)) => self.definition(index, parent, &path),
            (Subject::Child, _) => self.definition(index, None, &path),
        }
    }

    fn reading(&mut self, id: &str, is: &str) -> Literal {
        let Some(reading) = self.source.readings.iter().find(|reading| reading.id == id) else {
            self.fault(PolicyCode::UnknownReading, id);
            return Literal::FALSE;
        };
        if !reading.alternatives.iter().any(|alternative| alternative.id == is) {
            let ids: Vec<_> =
                reading.alternatives.iter().map(|alternative| format!("`{}`", alternative.id)).collect();
            self.fault(PolicyCode::UnknownAlternative, &ids.join(", "));
        }
        if reading.chosen == is { Literal::TRUE } else { Literal::FALSE }
    }

    /// The slot and column of a fact; the column is absent for a fact that the policy declares.
    fn slot(&mut self, fact: &str, parent: Parent) -> Option<(usize, Kind, Option<&'static Column>)> {
        self.path.push(".fact".into());
        let found = self.find_slot(fact, parent);
        self.path.pop();
        found
    }

    fn find_slot(&mut self, fact: &str, parent: Parent) -> Option<(usize, Kind, Option<&'static Column>)> {
        if let Some(local) = fact.strip_prefix("local.") {
            let place = self.source.facts.iter().position(|fact| fact.id == local);
            if place.is_none() {
                self.fault(PolicyCode::UnknownFact, fact);
            }
            return place.map(|place| (Child::SLOTS + place, Kind::Finding, None));
        }
        let path = match (fact.strip_prefix("parent."), parent) {
            (Some(rest), Some(parent)) => format!("{parent}.{rest}"),
            (Some(_), None) => {
                self.fault(PolicyCode::WhichParent, "");
                return None;
            }
            (None, _) => fact.to_owned(),
        };
        let column = column_by_path(&path).and_then(|index| columns().get(index));
        match column.and_then(|column| column.slot.map(|slot| (slot, column.kind, Some(column)))) {
            Some(found) => Some(found),
            None => {
                self.fault(PolicyCode::UnknownFact, fact);
                None
            }
        }
    }

    fn fact(&mut self, fact: &str, is: &[String], parent: Parent) -> Literal {
        let Some((slot, kind, column)) = self.slot(fact, parent) else { return Literal::FALSE };
        if is.is_empty() {
            self.fault(PolicyCode::EmptyCondition, "");
        }
        let mut set = 0;
        for value in is {
            match (kind, column) {
                (Kind::Finding, _) => match value.as_str() {
                    "no" => set |= code::NO,
                    "suspected-or-confirmed" => set |= code::SUSPECTED | code::CONFIRMED,
                    "confirmed" => set |= self.confirmed(),
                    _ => self.unknown_value("`no`, `confirmed`, `suspected-or-confirmed`"),
                },
                (Kind::Choice, Some(column)) => {
                    match column.values.iter().position(|known| known.id == value) {
                        Some(place) => set |= 1 << place,
                        None => {
                            let ids: Vec<_> =
                                column.values.iter().map(|value| format!("`{}`", value.id)).collect();
                            self.unknown_value(&ids.join(", "));
                        }
                    }
                }
                _ => {
                    self.fault(
                        PolicyCode::WrongTest,
                        "dates take `years` or `months`, numbers take `number`",
                    );
                }
            }
        }
        self.in_set(slot, set)
    }

    fn unknown_value(&mut self, allowed: &str) {
        self.path.push(".is".into());
        self.fault(PolicyCode::UnknownValue, allowed);
        self.path.pop();
    }

    /// The values of a finding for which a rule holds that does not name suspicion.
    fn confirmed(&self) -> u32 {
        match self.suspicion {
            Suspicion::Undetermined => code::SUSPECTED_SO | code::CONFIRMED,
            Suspicion::AsNo => code::CONFIRMED,
            Suspicion::AsConfirmed => code::SUSPECTED | code::CONFIRMED,
        }
    }

    fn measure(&mut self, fact: &str, unit: Unit, bound: Bound, parent: Parent) -> Literal {
        let Some((slot, kind, _)) = self.slot(fact, parent) else { return Literal::FALSE };
        let fits = match kind {
            Kind::Date => unit != Unit::Number,
            Kind::Count => unit == Unit::Number,
            _ => false,
        };
        if !fits {
            self.fault(
                PolicyCode::WrongTest,
                "`years` and `months` are for dates, `number` for numbers, `is` for all others",
            );
            return Literal::FALSE;
        }
        if *self.units.entry(slot).or_insert(unit) != unit {
            self.fault(
                PolicyCode::WrongTest,
                "one fact is measured either in years or in months, not in both",
            );
            return Literal::FALSE;
        }
        let (Bound::AtLeast(number) | Bound::Under(number)) = bound;
        if number == 0 || number > MOST_MEASURE {
            self.fault(PolicyCode::OutOfBounds, &format!("1–{MOST_MEASURE}"));
            return Literal::FALSE;
        }
        let reached = self.test(Test::Reached(slot, Border::new(unit, number)));
        let borders =
            self.tests.iter().filter(|test| matches!(test, Test::Reached(other, _) if *other == slot));
        if borders.count() > MOST_BORDERS {
            self.fault(PolicyCode::OutOfBounds, &format!("0–{MOST_BORDERS}"));
            return Literal::FALSE;
        }
        if matches!(bound, Bound::AtLeast(_)) { reached } else { reached.not() }
    }

    fn test(&mut self, test: Test) -> Literal {
        let next = self.tests.len();
        let number = *self.numbers.entry(test).or_insert(next);
        if number == next {
            self.tests.push(test);
        }
        self.builder.atom(number)
    }

    /// A test for a set of values; a set and its complement are one test and its negation.
    fn in_set(&mut self, slot: usize, set: u32) -> Literal {
        let any = any_value(slot);
        let set = set & any;
        match set {
            0 => Literal::FALSE,
            set if set == any => Literal::TRUE,
            set if set & 1 == 1 => self.test(Test::In(slot, any & !set)).not(),
            set => self.test(Test::In(slot, set)),
        }
    }

    /// Joins tests on the values of one fact into one: certain where the separate tests would be undetermined, as for
    /// “grade one or two” or “not grade one, and not grade two” when only that there is a grade is known.
    fn merged(&mut self, inputs: Vec<Literal>, join: fn(u32, u32) -> u32) -> Vec<Literal> {
        let mut sets: BTreeMap<usize, u32> = BTreeMap::new();
        let mut rest = Vec::new();
        for literal in inputs {
            let test =
                self.builder.atom_at(literal.node()).and_then(|number| self.tests.get(number).copied());
            let Some(Test::In(slot, set)) = test else {
                rest.push(literal);
                continue;
            };
            let set = if literal.is_negated() { any_value(slot) & !set } else { set };
            sets.entry(slot).and_modify(|joined| *joined = join(*joined, set)).or_insert(set);
        }
        rest.extend(sets.into_iter().map(|(slot, set)| self.in_set(slot, set)).collect::<Vec<_>>());
        rest
    }

    fn all(&mut self, inputs: Vec<Literal>) -> Literal {
        let inputs = self.merged(inputs, |left, right| left & right);
        self.builder.all(inputs)
    }

    fn any(&mut self, inputs: Vec<Literal>) -> Literal {
        let inputs = self.merged(inputs, |left, right| left | right);
        self.builder.any(inputs)
    }

    /// Numbers the atoms by slot, so that the atoms of a fact stand together, and lays the gates behind them.
    fn finish(mut self, roots: &Roots, derivation: Derivation) -> Option<Program> {
        // Tests that were joined into others are used by no rule any more.
        let kept = self.builder.reachable(roots.all());
        let mut order: Vec<usize> = kept
            .iter()
            .enumerate()
            .filter(|(_, kept)| **kept)
            .filter_map(|(node, _)| self.builder.atom_at(node))
            .collect();
        order.sort_by_key(|number| (self.tests[*number].slot(), self.tests[*number]));
        let mut place = vec![usize::MAX; self.tests.len()];
        let slot_count = Child::SLOTS + self.source.facts.len();
        let mut facts: Vec<Fact> = (0..slot_count).map(|slot| describe_fact(slot, &[])).collect();
        // The first test of each fact stands at the fact's own place, so that one pass over the slots settles most atoms.
        let mut atoms: Vec<Atom> = (0..slot_count).map(|fact| Atom { fact, holds: 0 }).collect();
        for group in order.chunk_by(|a, b| self.tests[*a].slot() == self.tests[*b].slot()) {
            let tests: Vec<Test> = group.iter().map(|number| self.tests[*number]).collect();
            let slot = tests[0].slot();
            let mut fact = describe_fact(slot, &tests);
            for (number, test) in group.iter().zip(&tests) {
                let holds = match *test {
                    Test::In(_, set) => set,
                    Test::Reached(_, border) => border.reached(&fact.borders),
                };
                let atom = Atom { fact: slot, holds };
                if fact.atoms.is_empty() {
                    atoms[slot] = atom;
                    fact.atoms.push(slot);
                } else {
                    fact.atoms.push(atoms.len());
                    atoms.push(atom);
                }
                place[*number] = fact.atoms.last().copied().unwrap_or(slot);
            }
            facts[slot] = fact;
        }

        let (graph, moved) = std::mem::replace(&mut self.builder, Builder::new()).finish_with_atoms(
            &place,
            atoms.len(),
            &kept,
        );
        let relocate = |literal: Literal| {
            let node = Literal::of(moved[literal.node()]);
            if literal.is_negated() { node.not() } else { node }
        };
        let mut names = vec![None; graph.nodes().len()];
        for (node, name) in &self.names {
            if kept[*node] {
                names[moved[*node]] = Some(*name);
            }
        }
        let relocated = |literals: &[Literal]| literals.iter().copied().map(relocate).collect();
        let roots = Roots {
            definitions: relocated(&roots.definitions),
            outside: roots.outside.map(relocate),
            populations: relocated(&roots.populations),
            categories: relocated(&roots.categories),
            member: roots.member.map(relocate),
            triggers: relocated(&roots.triggers),
            levels: relocated(&roots.levels),
            duties: relocated(&roots.duties),
            referrals: relocated(&roots.referrals),
            rows: relocated(&roots.rows),
            rows_of_which: relocated(&roots.rows_of_which),
        };
        let steps = Steps::lay_out(&graph, roots.of_verdict())?;
        for fact in &mut facts {
            fact.cone = steps.cone(fact.atoms.iter().map(|atom| atom + 1));
            fact.cone_set = steps.set_of(&fact.cone);
        }
        let ordinary = ordinary(&facts, &atoms, &steps);
        let measured = (0..facts.len()).filter(|slot| !facts[*slot].borders.is_empty()).collect();
        Some(Program {
            first_facts: graph.evaluate(&FirstFact),
            graph,
            steps,
            atoms,
            facts,
            ordinary,
            measured,
            derivation,
            names,
            roots,
        })
    }
}

/// The first fact that a condition depends on, as a domain of the graph. The first atoms stand in the order of the
/// facts, the further ones behind them: exact enough for an order of telling.
struct FirstFact;

impl Domain for FirstFact {
    type Value = usize;

    fn always(&self) -> usize {
        usize::MAX
    }

    fn atom(&self, atom: usize) -> usize {
        atom
    }

    fn not(&self, value: &usize) -> usize {
        *value
    }

    fn and(&self, left: usize, right: usize) -> usize {
        left.min(right)
    }

    fn or(&self, left: usize, right: usize) -> usize {
        left.min(right)
    }
}

/// An ordinary record: of each choice and finding the value that the fewest tests ask for, of each day nothing.
fn ordinary(facts: &[Fact], atoms: &[Atom], steps: &Steps) -> (Vec<u32>, Values) {
    let asked =
        |fact: &Fact, value: u32| fact.atoms.iter().filter(|atom| atoms[**atom].holds & value != 0).count();
    let sets: Vec<u32> = facts
        .iter()
        .map(|fact| match fact.kind {
            Kind::Choice | Kind::Finding => {
                fact.answers.iter().copied().min_by_key(|value| asked(fact, *value)).unwrap_or(fact.any)
            }
            _ => fact.any,
        })
        .collect();
    let mut values = Values::default();
    for (number, atom) in atoms.iter().enumerate() {
        values.set(number + 1, truth_of(sets[atom.fact], atom.holds));
    }
    steps.take_all(false, &mut values);
    (sets, values)
}

/// Every value of the fact at a slot.
fn any_value(slot: usize) -> u32 {
    match column_at(slot) {
        Some(column) if column.kind == Kind::Choice => (1 << column.values.len()) - 1,
        _ => code::ANY,
    }
}

/// A fact with the borders that its tests need.
fn describe_fact(slot: usize, tests: &[Test]) -> Fact {
    let mut borders: Vec<Border> = tests
        .iter()
        .filter_map(|test| if let Test::Reached(_, border) = test { Some(*border) } else { None })
        .collect();
    borders.sort_by_key(|border| border.sort_key());
    let kind = column_at(slot).map_or(Kind::Finding, |column| column.kind);
    let (any, answers) = match kind {
        Kind::Finding => (code::ANY, vec![code::NO, code::SUSPECTED, code::CONFIRMED]),
        Kind::Choice => {
            let any = any_value(slot);
            (any, (0..any.count_ones()).map(|value| 1 << value).collect())
        }
        _ => ((1 << (borders.len() + 1)) - 1, (0..=borders.len()).map(|value| 1 << value).collect()),
    };
    Fact { kind, any, borders, atoms: Vec::new(), cone: Vec::new(), cone_set: Vec::new(), answers }
}

/// The column behind a slot of the vocabulary.
pub(crate) fn column_at(slot: usize) -> Option<&'static Column> {
    static BY_SLOT: std::sync::LazyLock<Vec<&'static Column>> =
        std::sync::LazyLock::new(|| crate::vocabulary::slot_columns().collect());
    BY_SLOT.get(slot).copied()
}

const _: () =
    assert!(<LivesWith as crate::vocabulary::Choice>::VALUES.len() < 31, "a set of values fits 32 bits");
