//! The loader against faulty and hostile policies: each kind of fault with its code, path and place; all of them at
//! once; and nothing, however written, that makes it panic or dawdle. The policy that is spoilt is `small.toml`, of
//! an invented county. In a case, `«` marks where the fault must be told; it is taken out before loading.

use hutong::{Policy, PolicyCode, PolicyFault};
use std::fmt::Write as _;

#[path = "refusals/cases.rs"]
mod cases;

pub(crate) const SMALL: &str = include_str!("refusals/small.toml");

/// A spoilt policy and what must be said of it.
pub(crate) struct Case {
    pub(crate) code: PolicyCode,
    /// The path that the fault names.
    pub(crate) path: &'static str,
    /// Texts of the small policy and what stands in their place. One of them has the mark, unless the fault has no place.
    pub(crate) changes: &'static [(&'static str, &'static str)],
}

const MARK: char = '«';

/// The faults of a text: those it is refused for, else its warnings.
fn faults(text: &str) -> Vec<PolicyFault> {
    match Policy::from_toml(text) {
        Ok(policy) => policy.warnings().to_vec(),
        Err(error) => error.faults,
    }
}

/// Changes the small policy; every text that is replaced must stand in it exactly once.
fn spoilt(changes: &[(&str, &str)]) -> (String, Option<(usize, usize)>) {
    let mut text = SMALL.to_owned();
    for (from, to) in changes {
        assert_eq!(text.matches(from).count(), 1, "stands once in small.toml: {from}");
        text = text.replacen(from, to, 1);
    }
    let position = text.find(MARK).map(|place| {
        let before = &text[..place];
        let last = before.rsplit('\n').next().unwrap_or(before);
        (before.matches('\n').count() + 1, last.chars().count() + 1)
    });
    (text.replace(MARK, ""), position)
}

/// What is hostile must be answered soon: the bound is far above what it takes, and far below what an attack would.
fn at_once<T>(what: &str, work: impl FnOnce() -> T) -> T {
    #[expect(clippy::disallowed_methods, reason = "a test of speed looks at a clock")]
    let now = std::time::Instant::now;
    let started = now();
    let answer = work();
    let taken = now() - started;
    assert!(taken.as_secs() < 5, "{what} took {taken:?}");
    answer
}

#[test]
fn the_small_policy_is_without_fault() {
    assert_eq!(faults(SMALL), []);
    let policy = Policy::from_toml(SMALL).unwrap();
    assert_eq!(policy.source().levels.len(), 3);
}

#[test]
fn every_case_is_told_once_with_code_path_and_place() {
    for case in cases::CASES {
        let (text, position) = spoilt(case.changes);
        let told: Vec<_> =
            faults(&text).iter().map(|fault| (fault.code.id(), fault.path.clone(), fault.position)).collect();
        assert_eq!(told, [(case.code.id(), case.path.to_owned(), position)], "{:?}", case.changes);
    }
}

/// The kinds of fault that need more than a changed line.
const BUILT: [PolicyCode; 3] = [PolicyCode::TooLarge, PolicyCode::TooDeep, PolicyCode::TooMany];

#[test]
fn every_kind_of_fault_has_a_case() {
    for code in PolicyCode::ALL {
        let has_case = cases::CASES.iter().any(|case| case.code == *code) || BUILT.contains(code);
        assert!(has_case, "no case for `{}`", code.id());
    }
}

#[test]
fn a_fault_says_what_is_wrong_in_both_languages_and_never_leaves_a_gap() {
    for case in cases::CASES {
        for fault in faults(&spoilt(case.changes).0) {
            for words in [&fault.zh, &fault.en] {
                assert!(!words.trim().is_empty() && !words.contains("{}"), "{fault}");
            }
            assert!(fault.zh.chars().any(|letter| letter > '\u{4e00}'), "in Chinese: {}", fault.zh);
            assert!(fault.to_string().contains(&format!("[{}]", case.code.id())), "{fault}");
        }
    }
}

/// Changes to the small policy that look doubtful and are in order.
const IN_ORDER: &[&[(&str, &str)]] = &[
    // Being missing takes the orange level away and gives the higher purple one.
    &[(
        "when = { all = [\"bereaved\", \"by-the-river\"] }",
        "when = { all = [\"bereaved\", \"by-the-river\", { not = { fact = \"findings.missing\", is = \"suspected-or-confirmed\" } }] }",
    )],
    // The other trigger takes over where the finding is confirmed.
    &[(
        "when = { all = [\"bereaved\", \"by-the-river\"] }",
        "when = { any = [{ all = [\"bereaved\", \"by-the-river\", { fact = \"hiv_infection\", is = \"no\" }] }, { all = [\"bereaved\", \"by-the-river\"] }] }",
    )],
    // The one and the other, written out.
    &[(
        "when = { both-parents = \"parent-dead\" }",
        "when = { any = [{ all = [{ fact = \"lives_with\", is = \"father\" }, { mother = \"parent-dead\" }] }, { all = [{ mother = { not = \"parent-dead\" } }, { fact = \"lives_with\", is = \"mother\" }, { father = \"parent-dead\" }] }, { all = [{ father = { not = \"parent-dead\" } }, { fact = \"lives_with\", is = \"father\" }, { mother = \"parent-dead\" }] }, { all = [{ fact = \"lives_with\", is = \"mother\" }, { father = \"parent-dead\" }] }] }",
    )],
    // Asleep while the reading is decided otherwise.
    &[(
        "when = { fact = \"findings.dropped_out\", is = \"suspected-or-confirmed\" }",
        "when = { reading = \"river\", is = \"never\" }",
    )],
    // A contact under a condition is no promise to every child of the level.
    &[
        (
            "kind = \"contact\"\npace = { every-months = 2 }",
            "when = \"by-the-river\"\nkind = \"contact\"\npace = { every-months = 1 }",
        ),
        (
            "pace = { every-months = 1 }\nby = [\"town\"]\nlabel = { zh = \"每月走访\"",
            "pace = { every-months = 3 }\nby = [\"town\"]\nlabel = { zh = \"每月走访\"",
        ),
    ],
];

#[test]
fn what_is_in_order_is_not_warned_of() {
    for changes in IN_ORDER {
        let told: Vec<_> = faults(&spoilt(changes).0).iter().map(ToString::to_string).collect();
        assert!(told.is_empty(), "{changes:?}: {told:?}");
    }
}

#[test]
fn a_policy_that_is_hard_to_search_is_loaded_soon() {
    // Hundreds of triggers, each a different puzzle over all findings with negations in it.
    use hutong::vocabulary::{Kind, columns};
    let facts: Vec<&str> = columns()
        .iter()
        .filter(|column| column.kind == Kind::Finding && column.slot.is_some())
        .map(|column| column.path.as_str())
        .collect();
    let mut text = SMALL.to_owned();
    for number in 0..400 {
        let fact = |place: usize| facts[(number * 7 + place * (3 + number % 5)) % facts.len()];
        let parts = (0..12).map(|place| {
            let confirmed = |place| format!("{{ fact = \"{}\", is = \"confirmed\" }}", fact(place));
            format!("{{ any = [{}, {{ not = {} }}] }}", confirmed(place), confirmed(place + 5))
        });
        let parts = parts.collect::<Vec<_>>().join(", ");
        let _ = write!(
            text,
            "\n[[trigger]]\nid = \"t{number}\"\nlevel = \"{}\"\nlabel = {{ zh = \"某\", en = \"some\" }}\ncite = [\"c1\"]\nwhen = {{ all = [{parts}] }}\n",
            ["purple", "orange", "teal"][number % 3]
        );
    }
    let told = at_once("400 puzzles", || faults(&text));
    assert!(told.iter().all(|fault| !fault.code.is_error()), "{:?}", told.first());
    assert!(told.iter().any(|fault| fault.code == PolicyCode::AdverseLowers));
}

#[test]
fn forty_levels_never_panic() {
    let mut text =
        spoilt(&[("rank = 20", "rank = 2000"), ("rank = 30", "rank = 3000"), ("rank = 10", "rank = 1")]).0;
    let place = text.find("[[level]]\nid = \"teal\"").unwrap();
    let mut levels = String::new();
    for number in 0..40 {
        let _ = write!(
            levels,
            "[[level]]\nid = \"l{number}\"\nrank = {}\nlabel = {{ zh = \"级\", en = \"level\" }}\ncolour = \"#000000\"\ncite = [\"c1\"]\n\n",
            1000 - number
        );
    }
    text.insert_str(place, &levels);
    for number in 0..40 {
        let _ = write!(
            text,
            "\n[[trigger]]\nid = \"t{number}\"\nlevel = \"l{number}\"\nlabel = {{ zh = \"某\", en = \"some\" }}\ncite = [\"c1\"]\nwhen = \"by-the-river\"\n\n[[duty]]\nid = \"d{number}\"\nlevels = [\"l{number}\"]\nkind = \"act\"\npace = \"promptly\"\nby = [\"town\"]\nlabel = {{ zh = \"某\", en = \"some\" }}\ncite = [\"c1\"]\n"
        );
    }
    // Without the form, which would need rows for every level.
    let form = text.find("[form]").unwrap()..text.find("[[wording]]").unwrap();
    text.replace_range(form, "");
    match Policy::from_toml(&text) {
        Ok(policy) => {
            let as_of = policy.source().document.from;
            let _ = policy.at(as_of).assess_fully(&hutong::Child::default()).to_json();
        }
        // Refused for their number, not for a slip of this test.
        Err(error) => {
            assert!(error.faults.iter().all(|fault| fault.code == PolicyCode::OutOfBounds), "{error}");
        }
    }
}

#[test]
fn several_faults_are_told_at_once_in_the_order_of_the_text() {
    let (text, _) = spoilt(&[
        ("by = \"town\"", "by = \"nobody\""),
        ("id = \"c2\"", "id = \"C_2\""),
        ("rank = 20", "rank = 40"),
        ("is = \"dead\"", "is = \"asleep\""),
        ("colour = \"#00838f\"", "colour = \"teal\""),
        ("number = 2", "number = 3"),
    ]);
    let told: Vec<_> = faults(&text).into_iter().map(|fault| (fault.code.id(), fault.path)).collect();
    let unknown_clauses = SMALL.matches("[\"c2\"]").count();
    assert_eq!(told.iter().filter(|(code, _)| *code == "unknown-clause").count(), unknown_clauses);
    let rest: Vec<_> = told.iter().filter(|(code, _)| *code != "unknown-clause").cloned().collect();
    let expected = [
        ("unknown-office", "scope.way-out.by"),
        ("bad-id", "clause[1].id"),
        ("unknown-value", "definition[1].when.is"),
        ("levels-out-of-order", "level[1].rank"),
        ("bad-colour", "level[2].colour"),
        ("bad-rows", "form.row[2].number"),
    ];
    assert_eq!(rest, expected.map(|(code, path)| (code, path.to_owned())));
}

#[test]
fn entries_that_are_written_wrong_are_all_told_at_once() {
    let (text, _) = spoilt(&[
        ("number = \"X-01\"\n", ""),
        ("subject = \"parent\"", "subject = \"uncle\""),
        ("kind = \"intervention\"", "kind = \"prayer\""),
        ("avoid = [\"孤儿\"]", "avoid = \"孤儿\""),
    ]);
    let told: Vec<_> = faults(&text).into_iter().map(|fault| (fault.code.id(), fault.path)).collect();
    let expected = ["definition[1]", "duty[0]", "wording[0]", "reading[0]"];
    assert_eq!(told, expected.map(|path| ("shape", path.to_owned())));
}

#[test]
fn json_with_the_same_fields_is_the_same_policy_and_has_the_same_faults() {
    let policy = Policy::from_toml(SMALL).unwrap();
    let json = serde_json::to_string(policy.source()).unwrap();
    assert_eq!(Policy::from_json(&json).unwrap().hash(), policy.hash());
    let spoilt = json.replacen("\"rank\":20", "\"rank\":40", 1);
    let error = Policy::from_json(&spoilt).unwrap_err();
    let told: Vec<_> = error.faults.iter().map(|fault| (fault.code, fault.path.as_str())).collect();
    assert_eq!(told, [(PolicyCode::LevelsOutOfOrder, "level[1].rank")]);
    let torn = json.replacen("\"rank\":20", "\"rank\":\"20\"", 1);
    let error = Policy::from_json(&torn).unwrap_err();
    let told: Vec<_> = error.faults.iter().map(|fault| (fault.code, fault.path.as_str())).collect();
    assert_eq!(told, [(PolicyCode::Shape, "level[1].rank")]);
    assert_eq!(
        Policy::from_json(&json[..json.len() / 2]).unwrap_err().faults[0].code,
        PolicyCode::NotReadable
    );
}

#[test]
fn a_policy_that_is_cut_off_anywhere_never_panics_and_never_passes_for_the_whole() {
    let whole = Policy::builtin_text("puning-2024").unwrap();
    let hash = Policy::from_toml(whole).unwrap().hash().to_owned();
    for end in (0..whole.len()).step_by(997).filter(|end| whole.is_char_boundary(*end)) {
        match Policy::from_toml(&whole[..end]) {
            // Cut off between two entries a file can still be a policy, but it is not taken for the whole one.
            Ok(policy) => assert_ne!(policy.hash(), hash, "cut at {end}"),
            Err(error) => assert!(!error.faults.is_empty(), "cut at {end}"),
        }
    }
}

#[test]
fn one_byte_changed_anywhere_never_panics() {
    for (place, letter) in SMALL.char_indices().step_by(41) {
        for other in ["", "\"", "[", "]]", "{", "=", "\u{202e}", "\0", "9999999999999999999"] {
            let mut text = SMALL.to_owned();
            text.replace_range(place..place + letter.len_utf8(), other);
            let _ = Policy::from_toml(&text);
        }
    }
}

#[test]
fn a_file_past_the_limit_is_refused_unread() {
    let text = format!("{SMALL}\n#{}", "x".repeat(1 << 20));
    let told = at_once("a large file", || faults(&text));
    let told: Vec<_> = told.iter().map(|fault| (fault.code, fault.path.as_str(), fault.position)).collect();
    assert_eq!(told, [(PolicyCode::TooLarge, "", None)]);
    let enormous = "[".repeat(32 << 20);
    let told = at_once("32 MB of brackets", || faults(&enormous));
    assert_eq!(told.first().map(|fault| fault.code), Some(PolicyCode::TooLarge));
    assert_eq!(Policy::from_json(&enormous).unwrap_err().faults[0].code, PolicyCode::TooLarge);
}

/// The small policy with another condition for who has lost a parent.
fn with_condition(condition: &str) -> String {
    spoilt(&[("when = { either-parent = \"parent-dead\" }", &format!("when = {condition}"))]).0
}

#[test]
fn a_condition_nested_too_deeply_is_refused_where_it_goes_too_deep() {
    let nested = |depth: usize| {
        with_condition(&format!("{}\"grown-up\"{}", "{ not = ".repeat(depth), " }".repeat(depth)))
    };
    let told =
        |depth| faults(&nested(depth)).into_iter().map(|fault| (fault.code, fault.path)).collect::<Vec<_>>();
    assert!(told(24).iter().all(|(code, _)| !code.is_error()), "{:?}", told(24));
    assert_eq!(told(25), [(PolicyCode::TooDeep, format!("definition[2].when{}", ".not".repeat(25)))]);
    for depth in [200, 20_000] {
        let told = at_once("deep nesting", || told(depth));
        let codes: Vec<_> = told.iter().map(|(code, _)| *code).collect();
        assert!(matches!(*codes, [PolicyCode::TooDeep | PolicyCode::NotReadable, ..]), "{depth}: {codes:?}");
    }
}

#[test]
fn deep_json_is_refused_without_a_panic() {
    for depth in [100, 100_000] {
        let text = format!("{}{}", "{\"all\":[".repeat(depth), "]}".repeat(depth));
        assert!(!at_once("deep JSON", || Policy::from_json(&text)).unwrap_err().faults.is_empty());
    }
}

/// Definitions `d0` … `d{n}`, each made by `condition` from its number, and a trigger that uses the last or first.
fn chained(count: usize, used: usize, condition: impl Fn(usize) -> String) -> String {
    let mut text = spoilt(&[(
        "when = { fact = \"findings.missing\", is = \"suspected-or-confirmed\" }",
        &format!("when = {{ any = [\"d{used}\", {{ fact = \"findings.missing\", is = \"suspected-or-confirmed\" }}] }}"),
    )])
    .0;
    for number in 0..count {
        let condition = condition(number);
        let _ = write!(
            text,
            "\n[[definition]]\nid = \"d{number}\"\nlabel = {{ zh = \"某\", en = \"some\" }}\ncite = [\"c1\"]\nwhen = {condition}\n"
        );
    }
    text
}

#[test]
fn definitions_that_double_are_compiled_once_each() {
    let leaf = "{ fact = \"findings.roaming\", is = \"confirmed\" }".to_owned();
    let same = chained(60, 59, |number| match number.checked_sub(1) {
        None => leaf.clone(),
        Some(before) => format!("{{ all = [\"d{before}\", \"d{before}\"] }}"),
    });
    assert_eq!(at_once("60 doublings", || faults(&same)), []);
    // Written out this one has 2⁶⁰ tests; as a graph it has three gates a definition.
    let facts = ["lives_alone", "trafficking", "abandonment", "maltreatment", "violent_injury"];
    let both_ways = chained(60, 59, |number| match number.checked_sub(1) {
        None => leaf.clone(),
        Some(before) => {
            let fact =
                format!("{{ fact = \"findings.{}\", is = \"confirmed\" }}", facts[number % facts.len()]);
            format!(
                "{{ any = [{{ all = [\"d{before}\", {fact}] }}, {{ all = [{{ not = \"d{before}\" }}, {{ not = {fact} }}] }}] }}"
            )
        }
    });
    let told = at_once("60 doublings both ways", || faults(&both_ways));
    assert!(told.iter().all(|fault| !fault.code.is_error()), "{told:?}");
}

#[test]
fn more_conditions_than_the_limit_are_refused() {
    use hutong::vocabulary::{Kind, columns};
    let facts =
        columns().iter().filter(|column| column.kind == Kind::Finding).map(|column| column.path.as_str());
    let facts: Vec<&str> = facts.filter(|path| path.starts_with("findings.")).collect();
    let mut parts = Vec::new();
    for (a, one) in facts.iter().enumerate() {
        for (b, two) in facts.iter().enumerate().skip(a + 1) {
            for (c, three) in facts.iter().enumerate().skip(b + 1) {
                for four in facts.iter().skip(c + 1) {
                    let place = |fact: &str| facts.iter().position(|other| *other == fact).unwrap_or(0);
                    let names = [one, two, three, four].map(|fact| format!("\"d{}\"", place(fact)));
                    parts.push(format!("{{ any = [{}] }}", names.join(",")));
                }
            }
        }
    }
    // Once as *any*, once as *all*: some twelve thousand.
    parts.extend(parts.iter().map(|part| part.replacen("any", "all", 1)).collect::<Vec<_>>());
    assert!(parts.len() > 10_000, "enough distinct conditions");
    let last = facts.len();
    let text = chained(last + 1, last, |number| match facts.get(number) {
        Some(fact) => format!("{{ fact = \"{fact}\", is = \"confirmed\" }}"),
        None => format!("{{ all = [{}] }}", parts.join(",")),
    });
    let told = at_once("some thousand conditions", || faults(&text));
    assert_eq!(told.iter().map(|fault| fault.code).collect::<Vec<_>>(), [PolicyCode::TooMany]);
}

#[test]
fn a_long_ring_of_definitions_is_told_once() {
    let text = chained(50, 49, |number| format!("\"d{}\"", (number + 1) % 50));
    let told = at_once("a ring", || faults(&text));
    assert_eq!(told.iter().map(|fault| fault.code).collect::<Vec<_>>(), [PolicyCode::Cycle]);
    assert!(told[0].en.contains("d48 → d49"), "{}", told[0].en);
}

#[test]
fn a_long_chain_of_definitions_never_runs_out_of_stack() {
    // Each of them deeper than the one before, for whatever walks the definitions or the graph.
    let facts = ["lives_alone", "trafficking", "abandonment", "maltreatment", "violent_injury"];
    for (count, backwards) in [(1_500, false), (400, true)] {
        let text = chained(count, if backwards { 0 } else { count - 1 }, |number| {
            let next = if backwards { number + 1 } else { number.wrapping_sub(1) };
            let gate = if (number / facts.len()).is_multiple_of(2) { "any" } else { "all" };
            let own =
                format!("{{ fact = \"findings.{}\", is = \"confirmed\" }}", facts[number % facts.len()]);
            if next >= count { own } else { format!("{{ {gate} = [\"d{next}\", {own}] }}") }
        });
        match at_once("a chain", || Policy::from_toml(&text)) {
            Ok(policy) => {
                let as_of = policy.source().document.from;
                let assessment = policy.at(as_of).assess_fully(&hutong::Child::default());
                assert!(assessment.to_json().contains("\"triggers\""));
            }
            Err(error) => {
                assert!(error.faults.iter().all(|fault| fault.code == PolicyCode::TooDeep), "{error}");
            }
        }
    }
}
