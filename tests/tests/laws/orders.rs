//! The same record and the same policy, written in another order.

use crate::POLICIES;
use hutong::Policy;
use hutong::policy::Formula;
use serde_json::Value;
use std::sync::LazyLock;

/// A shuffle from a number that proptest drew.
pub(crate) struct Shuffle(pub(crate) u64);

impl Shuffle {
    fn below(&mut self, count: usize) -> usize {
        // Knuth's multiplier: a spread is all that is asked for.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % count.max(1)
    }

    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for place in (1..items.len()).rev() {
            let other = self.below(place + 1);
            items.swap(place, other);
        }
    }
}

/// JSON text with the fields of each object in a drawn order.
pub(crate) fn in_another_order(value: &Value, order: &mut Shuffle) -> String {
    match value {
        Value::Object(fields) => {
            let mut fields: Vec<_> = fields.iter().collect();
            order.shuffle(&mut fields);
            let fields: Vec<String> = (fields.into_iter())
                .map(|(name, field)| {
                    format!("{}:{}", Value::from(name.as_str()), in_another_order(field, order))
                })
                .collect();
            format!("{{{}}}", fields.join(","))
        }
        other => other.to_string(),
    }
}

/// The policy with its entries in other orders: only levels keep theirs, which is their rank.
pub(crate) static SHUFFLED: LazyLock<Vec<Policy>> = LazyLock::new(|| {
    let shuffled = |seed: u64| {
        let mut order = Shuffle(seed);
        let mut source = POLICIES[0].source().clone();
        order.shuffle(&mut source.facts);
        order.shuffle(&mut source.readings);
        order.shuffle(&mut source.clauses);
        order.shuffle(&mut source.offices);
        order.shuffle(&mut source.definitions);
        order.shuffle(&mut source.populations);
        order.shuffle(&mut source.categories);
        order.shuffle(&mut source.triggers);
        order.shuffle(&mut source.duties);
        order.shuffle(&mut source.referrals);
        order.shuffle(&mut source.notices);
        for definition in &mut source.definitions {
            shuffle_formula(&mut definition.when, &mut order);
        }
        for reading in &mut source.readings {
            order.shuffle(&mut reading.alternatives);
        }
        Policy::from_source(source).expect("the same entries")
    };
    (0..24).map(shuffled).collect()
});

fn shuffle_formula(formula: &mut Formula, order: &mut Shuffle) {
    match formula {
        Formula::All(parts) | Formula::Any(parts) => {
            order.shuffle(parts);
            for part in parts.iter_mut() {
                shuffle_formula(part, order);
            }
        }
        Formula::Not(part)
        | Formula::Suspected(part)
        | Formula::BothParents(part)
        | Formula::EitherParent(part)
        | Formula::Father(part)
        | Formula::Mother(part) => shuffle_formula(part, order),
        Formula::OneParent { one, other } => {
            shuffle_formula(one, order);
            shuffle_formula(other, order);
        }
        Formula::Fact { is, .. } => order.shuffle(is),
        Formula::Definition(_) | Formula::Reading { .. } | Formula::Measure { .. } => {}
    }
}
