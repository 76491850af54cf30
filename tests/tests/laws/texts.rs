//! Text that is likely to break something: records, policies and cells.

use proptest::collection::vec;
use proptest::prelude::*;

/// A small record with one of each kind of field.
pub(crate) const SMALL_CHILD: &str = r#"{"key":"made-up 1","birth_date":"2016-03-15","household":{"registration":"rural","county":"445281"},
"father":{"state":"alive","away":{"for_work":"yes","since":"2026-02","returns":[{"from":"2026-04-01","reason":"探亲"}]},
"custody":{"kind":"sentence","term_months":6}},"findings":{"missing":{"state":"疑似","closed_on":"2026-10-01","closed_by":"a"}},
"local":{"other-situation-red":"suspected"}}"#;

/// A small policy with one of each kind of condition.
pub(crate) const SMALL_POLICY: &str = include_str!("small-policy.toml");

/// Text that is likely to touch something: pieces of dates, codes, lists and JSON, and anything at all.
pub(crate) fn text() -> impl Strategy<Value = String> {
    let pieces = [
        "2024-02-30",
        "2012年5月14日",
        "0000-00-00",
        "9999-12-31",
        "20120514",
        "..",
        "；",
        "/",
        "探亲",
        "445281",
        "未采集",
        "疑似",
        "是",
        "abroad",
        "-1",
        "99999999999",
        "\"",
        "{",
        "}",
        "[",
        "]",
        "=",
        "all",
        "any",
        "not",
        "when",
        "parent.",
        "\u{0}",
        "١",
        "é",
        "\n",
    ];
    let piece = prop_oneof![prop::sample::select(pieces.to_vec()).prop_map(str::to_owned), ".{0,4}"];
    vec(piece, 0..4).prop_map(|pieces| pieces.concat())
}

/// A return from an absence: over or not, for a known reason or not.
pub(crate) fn return_entry() -> impl Strategy<Value = String> {
    let reasons = ["", "visit-or-leave", "back-to-live"];
    (1..10_u32, 1..28_u32, prop::option::of(1..28_u32), prop::sample::select(reasons.to_vec())).prop_map(
        |(month, day, until, reason)| {
            let until = until.map(|until| format!("2026-{:02}-{until:02}", month + 1)).unwrap_or_default();
            format!("2026-{month:02}-{day:02}..{until} {reason}")
        },
    )
}
