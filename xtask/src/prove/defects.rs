//! Defects sown into the policy, one at a time: *and* for *or*, a part left out, a bound one off, 疑似 lost or taken, a
//! route dropped, a reading decided otherwise. Each must change an answer that the reference has confirmed, or be
//! refused; else the comparison would not notice it. One that changes nothing for any child is listed with its reason.

use super::draw;
use super::engine::{Answers, Engine};
use hutong::policy::source::{PolicySource, ReadBy};
use hutong::policy::{Bound, Formula};
use hutong::{Child, Policy};
use hutong_tests::records::POLICY;

/// Defects that no child can tell from the policy, and why: the place in the file and the change, as the list prints it.
const EQUIVALENT: &[(&str, &str)] = &[];

/// A policy with a defect, and where it stands.
struct Defect {
    place: String,
    change: String,
    source: PolicySource,
}

/// Sows every defect, and looks for a child, of so many, whose answers it changes. Fails where one is not noticed.
pub(super) fn refuted(children: usize) -> Result<(), String> {
    println!("\n── defects sown into the policy, each to be noticed on {children} drawn children");
    let policy = Policy::builtin(POLICY).map_err(|error| error.to_string())?;
    let drawn: Vec<Child> = draw::children().take(children).collect();
    let mut engine = Engine::new(&policy);
    let right: Vec<Answers> = drawn.iter().map(|child| engine.answers(child)).collect();
    let (mut noticed, mut refused, mut equivalent, mut unnoticed) = (0, 0, 0, Vec::new());
    for defect in defects(policy.source()) {
        let Ok(wrong) = Policy::from_source(defect.source) else {
            refused += 1;
            continue;
        };
        let mut engine = Engine::new(&wrong);
        if drawn.iter().zip(&right).any(|(child, right)| differ(&engine.answers(child), right)) {
            noticed += 1;
        } else if EQUIVALENT.contains(&(&defect.place, &defect.change)) {
            equivalent += 1;
        } else {
            unnoticed.push(format!("{}: {}", defect.place, defect.change));
        }
    }
    println!("noticed {noticed}, refused {refused}, equivalent {equivalent}, not noticed {}", unnoticed.len());
    if unnoticed.is_empty() { Ok(()) } else { Err(format!("not noticed:\n{}", unnoticed.join("\n"))) }
}

/// Whether two answers differ in what the reference confirms. A row that takes the rest of its level is not that.
fn differ(wrong: &Answers, right: &Answers) -> bool {
    let rest = |name: &String| {
        [wrong, right].iter().any(|answers| answers.get(name).is_some_and(|row| row.starts_with("rest")))
    };
    wrong.keys().chain(right.keys()).any(|name| wrong.get(name) != right.get(name) && !rest(name))
}

fn defects(source: &PolicySource) -> Vec<Defect> {
    let mut found = Vec::new();
    let mut sow = |place: String, change: String, sown: &dyn Fn(&mut PolicySource)| {
        let mut source = source.clone();
        sown(&mut source);
        found.push(Defect { place, change, source });
    };
    let count = conditions(&mut source.clone()).len();
    for number in 0..count {
        let mut copy = source.clone();
        let Some((place, formula)) = conditions(&mut copy).into_iter().nth(number) else { continue };
        for (change, wrong) in changes(formula) {
            sow(place.clone(), change, &|source| {
                if let Some((_, formula)) = conditions(source).into_iter().nth(number) {
                    *formula = wrong.clone();
                }
            });
        }
    }
    for (place, referral) in source.referrals.iter().enumerate() {
        sow(format!("referral {}", referral.id), "dropped".into(), &|source| {
            source.referrals.remove(place);
        });
    }
    for (place, duty) in source.duties.iter().enumerate() {
        sow(format!("duty {}", duty.id), "dropped".into(), &|source| {
            source.duties.remove(place);
        });
        for (level, id) in duty.levels.iter().enumerate() {
            sow(format!("duty {}", duty.id), format!("not of {id}"), &|source| {
                source.duties[place].levels.remove(level);
            });
        }
    }
    for (place, trigger) in source.triggers.iter().enumerate() {
        sow(format!("trigger {}", trigger.id), "dropped".into(), &|source| {
            source.triggers.remove(place);
        });
        for level in source.levels.iter().filter(|level| level.id != trigger.level) {
            sow(format!("trigger {}", trigger.id), format!("of {}", level.id), &|source| {
                source.triggers[place].level.clone_from(&level.id);
            });
        }
    }
    for (place, category) in source.categories.iter().enumerate() {
        sow(format!("category {}", category.id), "dropped".into(), &|source| {
            source.categories.remove(place);
        });
    }
    for (place, notice) in source.notices.iter().enumerate() {
        for (level, id) in notice.levels.iter().enumerate() {
            sow(format!("notice {}", notice.id), format!("not of {id}"), &|source| {
                source.notices[place].levels.remove(level);
            });
        }
    }
    let decided = |by| matches!(by, ReadBy::Rules | ReadBy::Engine);
    for (place, reading) in source.readings.iter().enumerate().filter(|(_, reading)| decided(reading.used_by)) {
        for other in reading.alternatives.iter().filter(|other| other.id != reading.chosen) {
            sow(format!("reading {}", reading.id), other.id.clone(), &|source| {
                source.readings[place].chosen.clone_from(&other.id);
            });
        }
    }
    found
}

/// Every condition of a policy, with where it stands.
fn conditions(source: &mut PolicySource) -> Vec<(String, &mut Formula)> {
    let mut found: Vec<(String, &mut Formula)> = Vec::new();
    found.extend(source.definitions.iter_mut().map(|e| (format!("definition {}", e.id), &mut e.when)));
    found.extend(source.populations.iter_mut().map(|e| (format!("population {}", e.id), &mut e.when)));
    found.extend(source.categories.iter_mut().map(|e| (format!("category {}", e.id), &mut e.when)));
    found.extend(source.triggers.iter_mut().map(|e| (format!("trigger {}", e.id), &mut e.when)));
    found.extend(source.referrals.iter_mut().map(|e| (format!("referral {}", e.id), &mut e.when)));
    for duty in &mut source.duties {
        found.extend(duty.when.as_mut().map(|when| (format!("duty {}", duty.id), when)));
    }
    for row in source.form.iter_mut().flat_map(|form| &mut form.rows) {
        found.extend(row.when.as_mut().map(|when| (format!("row {}", row.id), when)));
        found.push((format!("of which {}", row.id), &mut row.of_which_when));
    }
    found
}

/// Every single change of a condition: what it is, and the condition with it.
fn changes(formula: &Formula) -> Vec<(String, Formula)> {
    let mut found: Vec<(String, Formula)> = Vec::new();
    let mut change = |what: &str, wrong: Formula| found.push((what.to_owned(), wrong));
    match formula {
        Formula::All(parts) => change("or for and", Formula::Any(parts.clone())),
        Formula::Any(parts) => change("and for or", Formula::All(parts.clone())),
        Formula::Not(part) => change("not lost", (**part).clone()),
        Formula::Suspected(part) => change("suspicion lost", (**part).clone()),
        Formula::BothParents(part) => change("either for both", Formula::EitherParent(part.clone())),
        Formula::EitherParent(part) => change("both for either", Formula::BothParents(part.clone())),
        Formula::Fact { fact, is } => {
            for (place, value) in is.iter().enumerate() {
                let instead = match value.as_str() {
                    "suspected-or-confirmed" => Some("confirmed"),
                    "confirmed" => Some("suspected-or-confirmed"),
                    "yes" => Some("no"),
                    "no" => Some("yes"),
                    _ => None,
                };
                let mut values = is.clone();
                match instead {
                    Some(instead) => instead.clone_into(&mut values[place]),
                    None if is.len() > 1 => drop(values.remove(place)),
                    None => continue,
                }
                let what = format!("{fact}: {} for {value}", instead.unwrap_or("nothing"));
                change(&what, Formula::Fact { fact: fact.clone(), is: values });
            }
        }
        Formula::Measure { fact, unit, bound } => {
            let (number, other): (u32, fn(u32) -> Bound) = match *bound {
                Bound::AtLeast(number) => (number, Bound::Under),
                Bound::Under(number) => (number, Bound::AtLeast),
            };
            let same: fn(u32) -> Bound = if matches!(bound, Bound::AtLeast(_)) { Bound::AtLeast } else { Bound::Under };
            for bound in [same(number - 1), same(number + 1), other(number)] {
                change(&format!("{fact}: {bound:?}"), Formula::Measure { fact: fact.clone(), unit: *unit, bound });
            }
        }
        _ => {}
    }
    match formula {
        Formula::All(parts) | Formula::Any(parts) => {
            let whole = |parts| if matches!(formula, Formula::All(_)) { Formula::All(parts) } else { Formula::Any(parts) };
            for place in 0..parts.len() {
                if parts.len() > 1 {
                    let mut fewer = parts.clone();
                    let lost = fewer.remove(place);
                    found.push((format!("without {}", named(&lost)), whole(fewer)));
                }
                for (what, wrong) in changes(&parts[place]) {
                    let mut parts = parts.clone();
                    parts[place] = wrong;
                    found.push((format!("{}: {what}", place + 1), whole(parts)));
                }
            }
        }
        Formula::OneParent { one, other } => {
            let with = |one: Formula, other: Formula| Formula::OneParent { one: one.into(), other: other.into() };
            found.extend(changes(one).into_iter().map(|(what, one)| (what, with(one, (**other).clone()))));
            found.extend(changes(other).into_iter().map(|(what, other)| (what, with((**one).clone(), other))));
        }
        Formula::Not(part) => within(part, Formula::Not, &mut found),
        Formula::Suspected(part) => within(part, Formula::Suspected, &mut found),
        Formula::BothParents(part) => within(part, Formula::BothParents, &mut found),
        Formula::EitherParent(part) => within(part, Formula::EitherParent, &mut found),
        Formula::Father(part) => within(part, Formula::Father, &mut found),
        Formula::Mother(part) => within(part, Formula::Mother, &mut found),
        Formula::Definition(_) | Formula::Reading { .. } | Formula::Fact { .. } | Formula::Measure { .. } => {}
    }
    found
}

fn within(part: &Formula, whole: fn(Box<Formula>) -> Formula, found: &mut Vec<(String, Formula)>) {
    found.extend(changes(part).into_iter().map(|(what, wrong)| (what, whole(wrong.into()))));
}

/// What a part is called in the list.
fn named(formula: &Formula) -> String {
    match formula {
        Formula::Definition(id) => id.clone(),
        Formula::Fact { fact, .. } | Formula::Measure { fact, .. } => fact.clone(),
        Formula::Reading { reading, .. } => format!("the reading {reading}"),
        other => serde_json::to_string(other).unwrap_or_default(),
    }
}
