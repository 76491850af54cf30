//! Children whose whole assessment is frozen in `tests/fixtures/assessments`: between them they have one of everything
//! that an assessment can say, which `tests/tests/schemas` holds them to. A change of any answer or any word shows there.

use crate::root;
use hutong::{Child, Policy};
use hutong_tests::Case;
use std::collections::BTreeMap;

const POLICY: &str = "puning-2024";
/// The day on which the telling children are read.
const AS_OF: &str = "2026-11-01";

/// Where a child is described.
enum Of {
    /// In `examples/data/telling.jsonl`, under the name of the fixture.
    Telling,
    /// There, under this key, but on this other day.
    TellingOn(&'static str, &'static str),
    /// In the case files, under this name.
    Case(&'static str),
}

/// The name of each fixture, and whose assessment it holds.
const FROZEN: &[(&str, Of)] = &[
    ("away-three-months-to-the-day", Of::Telling),
    ("away-since-some-day-in-august", Of::Telling),
    ("suspected-abuse-age-unknown", Of::Telling),
    ("of-age-today", Of::Telling),
    ("orphan-at-17", Of::Telling),
    ("township-decided-blue", Of::Telling),
    ("after-the-time-in-force", Of::TellingOn("suspected-to-live-alone", "2027-01-01")),
    ("born-in-2016", Of::Case("born in 2016, the day unknown: certainly under 16")),
    ("sentence-of-unknown-term", Of::Case("a sentence whose term and days are not known: undetermined")),
    ("single-parent-unknown", Of::Case("whether it is a single-parent family is not known: open")),
    (
        "one-parent-sentenced",
        Of::Case("one parent serves a sentence, the other's custody is not known: yellow is possible"),
    ),
    (
        "support-ended-with-age",
        Of::Case("support ended because the child came of age: no longer graded, and the transition is paid"),
    ),
    ("township-agrees", Of::Case("the township decided what the rule says: they agree")),
    (
        "township-settled-an-open-level",
        Of::Case(
            "the township settled a level that the rules leave open: it may be right, and the level stays open by the rules",
        ),
    ),
    (
        "township-decided-a-category",
        Of::Case("the township decided the category that the rules find: they agree"),
    ),
];

/// The frozen assessments: path and text.
pub(crate) fn assessments(cases: &[Case]) -> Result<Vec<(String, String)>, String> {
    let policy = Policy::builtin(POLICY).map_err(|error| error.to_string())?;
    let telling = telling(&policy)?;
    let told = |key: &str| {
        telling.get(key).cloned().ok_or_else(|| format!("examples/data/telling.jsonl lacks `{key}`"))
    };
    let files = FROZEN.iter().map(|(name, of)| {
        let (child, as_of) = match of {
            Of::Telling => (told(name)?, day(AS_OF)?),
            Of::TellingOn(key, as_of) => (told(key)?, day(as_of)?),
            Of::Case(case) => {
                let found = cases.iter().find(|known| known.name == *case && known.policy == POLICY);
                let found = found.ok_or_else(|| format!("no case is called “{case}”"))?;
                (hutong_tests::child(&found.record)?, found.as_of)
            }
        };
        let assessment = policy.at(as_of).assess_fully(&child);
        let text = serde_json::to_string_pretty(&assessment).map_err(|error| error.to_string())?;
        Ok((format!("tests/fixtures/assessments/{name}.json"), text + "\n"))
    });
    files.collect()
}

fn day(text: &str) -> Result<chrono::NaiveDate, String> {
    text.parse().map_err(|error| format!("{text}: {error}"))
}

/// The telling children, by their keys.
fn telling(policy: &Policy) -> Result<BTreeMap<String, Child>, String> {
    let path = root().join("examples/data/telling.jsonl");
    let text = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let as_of = day(AS_OF)?;
    let children = text.lines().map(|line| hutong::read_json(policy, line, as_of).child);
    Ok(children.map(|child| (child.key.as_str().unwrap_or_default().to_owned(), child)).collect())
}
