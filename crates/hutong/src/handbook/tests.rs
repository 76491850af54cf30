//! What the handbook must hold for the policy that comes with the library, and for a hostile one.

use super::*;
use crate::policy::source::PolicySource;

fn puning() -> Policy {
    Policy::builtin("puning-2024").unwrap()
}

fn changed(change: impl FnOnce(&mut PolicySource)) -> Policy {
    let mut source = puning().source().clone();
    change(&mut source);
    Policy::from_source(source).unwrap()
}

#[test]
fn every_entry_has_its_place_in_both_renderings() {
    let policy = puning();
    let (markdown, html) = (markdown(&policy, &Cases::new()), html(&policy, &Cases::new()));
    for entry in names(&policy) {
        // A form row or table row has its anchor on the row, every other entry on its card.
        assert_eq!(html.matches(&format!(" id=\"{}\"", entry.name)).count(), 1, "{} in HTML", entry.name);
        assert_eq!(
            markdown.matches(&format!("<a id=\"{}\"></a>", entry.name)).count(),
            1,
            "{} in Markdown",
            entry.name
        );
    }
    assert!(names(&policy).len() > 250, "clauses, readings, definitions and rules are all there");
}

#[test]
fn every_link_has_a_target() {
    let html = html(&puning(), &Cases::new());
    let ids: std::collections::BTreeSet<&str> = attributes(&html, " id=\"").collect();
    for target in attributes(&html, "href=\"#") {
        assert!(ids.contains(target), "{target}");
    }
}

fn attributes<'t>(html: &'t str, start: &'t str) -> impl Iterator<Item = &'t str> {
    html.split(start).skip(1).filter_map(|rest| rest.split('"').next())
}

/// Every tag closed by its own, in order; every `<` and `&` that is text escaped.
fn assert_well_formed(html: &str) {
    const VOID: [&str; 2] = ["meta", "input"];
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html.strip_prefix("<!DOCTYPE html>").unwrap();
    while let Some(at) = rest.find('<') {
        let (text, tail) = rest.split_at(at);
        if open.last() != Some(&"style") {
            assert!(!text.contains('>'), "a bare > in {text}");
            for entity in text.split('&').skip(1) {
                let name = entity.split(';').next().unwrap();
                assert!(["lt", "gt", "amp", "quot", "#39"].contains(&name), "&{name}");
            }
        }
        let (tag, tail) = tail[1..].split_once('>').unwrap();
        let name = tag.split([' ', '\n']).next().unwrap();
        match name.strip_prefix('/') {
            Some(closed) => assert_eq!(open.pop(), Some(closed), "near {text}"),
            None if VOID.contains(&name) => {}
            None => open.push(name),
        }
        rest = tail;
    }
    assert!(open.is_empty(), "{open:?} left open");
}

#[test]
fn the_page_is_well_formed_and_loads_nothing() {
    let html = html(&puning(), &Cases::from([("trigger/dropped-out".into(), vec!["a & b".into()])]));
    assert_well_formed(&html);
    for loaded in ["<script", "src=", "url(", "@import", "http://", "https://"] {
        assert!(!html.contains(loaded), "{loaded}");
    }
}

#[test]
fn a_hostile_label_stays_text() {
    let hostile = "<script>alert(1)</script>\"'`|[x](y)&\n# x";
    let policy = changed(|source| {
        source.label.zh = hostile.into();
        source.document.number = hostile.into();
        source.triggers[0].label.en = hostile.into();
        source.definitions[0].label.zh = hostile.into();
        source.clauses[1].place = hostile.into();
        source.clauses[0].not_encoded.as_mut().unwrap().en = hostile.into();
        source.readings[0].question.zh = hostile.into();
        source.offices[0].label.en = hostile.into();
        source.wordings[0].avoid.push(hostile.into());
    });
    let cases = Cases::from([(hostile.to_owned(), vec![hostile.to_owned()])]);
    let html = html(&policy, &cases);
    assert_well_formed(&html);
    assert!(!html.contains("<script"));
    assert!(html.contains("&lt;script&gt;"));
    let markdown = markdown(&policy, &cases);
    assert!(!markdown.contains("<script"));
    assert!(!markdown.contains("[x](y)") && !markdown.contains("\n# x"));
}

#[test]
fn the_same_policy_gives_the_same_pages() {
    let cases = Cases::from([("trigger/orphan".into(), vec!["one".into(), "two".into()])]);
    let (first, second) = (puning(), puning());
    assert_eq!(html(&first, &cases), html(&second, &cases));
    assert_eq!(markdown(&first, &cases), markdown(&second, &cases));
}

#[test]
fn a_duty_that_a_reading_leaves_out_follows_from_nothing() {
    let policy = puning();
    let visits = |policy: &Policy| {
        let duties = rule(policy, "level/red").unwrap().duties;
        duties.iter().any(|duty| duty.name == "duty/red-visit")
    };
    assert!(!visits(&policy));
    assert!(visits(&policy.with_reading("red-visits", "as-next-level").unwrap()));
}

#[test]
fn what_follows_from_a_rule_is_what_its_condition_implies() {
    let policy = puning();
    let names = |list: Vec<EntryNamed>| list.into_iter().map(|entry| entry.name).collect::<Vec<_>>();
    let harm = rule(&policy, "trigger/unlawful-harm").unwrap();
    assert_eq!(names(harm.referrals), ["referral/mandatory-report", "referral/unlawful-harm"]);
    // A confirmed finding alone calls for help with the trauma; the trigger also holds on a suspicion.
    assert!(!names(harm.duties).contains(&"duty/trauma-intervention".to_owned()));
    let placed = rule(&policy, "trigger/state-guardianship-not-in-place").unwrap();
    assert!(names(placed.duties).contains(&"duty/placement".to_owned()));
    // Lives alone is reported on a suspicion; the trigger asks for confirmation, so the report follows from it.
    let alone = rule(&policy, "trigger/apart-from-guardian").unwrap();
    assert_eq!(names(alone.referrals), ["referral/mandatory-report"]);
    let orphan = rule(&policy, "category/orphan").unwrap();
    assert_eq!(names(orphan.triggers), ["trigger/orphan"]);
    assert!(names(orphan.referrals).contains(&"referral/suspected-member".to_owned()));
}

#[test]
fn an_entry_is_found_by_full_name_bare_id_number_clause_and_place() {
    let policy = puning();
    let found = |name: &str| rules(&policy, name).into_iter().map(|page| page.name).collect::<Vec<_>>();
    assert_eq!(found("referral/unlawful-harm"), ["referral/unlawful-harm"]);
    let same = found("unlawful-harm");
    assert_eq!(same.first().map(String::as_str), Some("trigger/unlawful-harm"));
    assert!(
        same.contains(&"row/unlawful-harm".to_owned())
            && same.contains(&"definition/unlawful-harm".to_owned())
    );
    assert_eq!(found("A-05"), ["reading/attainment-of-age"]);
    assert_eq!(found(" 3.1a "), ["clause/3.1a"]);
    assert!(found("三.1").contains(&"clause/3.1f".to_owned()));
    assert!(found("no-such-rule").is_empty());
    assert!(rule(&policy, "").is_none());
}

#[test]
fn a_rule_tells_the_facts_and_definitions_behind_it() {
    let page = rule(&puning(), "population/left-behind").unwrap();
    let paths: Vec<&str> = page.facts.iter().map(|fact| fact.path.as_str()).collect();
    for path in ["birth_date", "lives_with", "father.away.since", "mother.away.since", "father.judged_unable"]
    {
        assert!(paths.contains(&path), "{path}");
    }
    // Only a reading that is not chosen asks for the term.
    assert!(!paths.contains(&"father.custody.term_months"));
    assert!(page.definitions.iter().any(|definition| definition.name == "definition/out-for-work"));
    assert!(page.readings.iter().any(|reading| reading.number == "A-05"));
    assert!(page.condition.unwrap().zh.starts_with("同时符合下列各项"));
    // One reading makes the condition hold for every child, so those behind its other half decide nothing.
    let numbers: Vec<String> =
        rule(&puning(), "level/blue").unwrap().readings.into_iter().map(|reading| reading.number).collect();
    assert_eq!(numbers, ["A-01"]);
}

#[test]
fn a_clause_tells_what_encodes_it_or_why_nothing_does() {
    let policy = puning();
    let encoded = rule(&policy, "clause/3.1a").unwrap();
    assert!(encoded.used_by.iter().any(|entry| entry.name == "trigger/unlawful-harm"));
    let left_out = rule(&policy, "clause/5.10").unwrap();
    assert!(left_out.used_by.is_empty());
    assert!(left_out.details.iter().any(|detail| detail.name.en.starts_with("Why")));
}

#[test]
fn the_matrix_has_every_clause_once_with_rules_and_cases_or_a_reason() {
    let policy = puning();
    let cases = Cases::from([
        ("trigger/unlawful-harm".to_owned(), vec!["suspected-harm".to_owned()]),
        ("trigger/renamed".to_owned(), vec!["orphaned-case".to_owned()]),
    ]);
    let rows = matrix(&policy, &cases);
    let ids: Vec<&str> = rows.iter().map(|row| row.clause.as_str()).collect();
    let clauses: Vec<&str> = policy.source().clauses.iter().map(|clause| clause.id.as_str()).collect();
    assert_eq!(ids, clauses);
    for row in &rows {
        assert_ne!(row.state, ClauseState::Forgotten, "{}", row.clause);
        assert_eq!(row.state == ClauseState::Encoded, !row.entries.is_empty(), "{}", row.clause);
    }
    let harm = rows.iter().find(|row| row.clause == "3.1a").unwrap();
    assert_eq!(harm.cases(), ["suspected-harm"]);
    assert_eq!(unknown_case_rules(&policy, &cases), ["trigger/renamed"]);
    let table = matrix_markdown(&policy, &cases);
    assert!(table.contains("  - suspected-harm\n") && table.contains("trigger/renamed"));
    let targets: std::collections::BTreeSet<&str> = attributes(&table, "<a id=\"").collect();
    let links = table.split("](#").skip(1).filter_map(|rest| rest.split(')').next());
    assert!(
        links.into_iter().all(|link| targets.contains(link)),
        "the matrix alone has every target of its links"
    );
}

#[test]
fn cases_of_a_second_number_belong_to_its_row() {
    let cases = Cases::from([
        ("row/orphan".to_owned(), vec!["counted".to_owned(), "both".to_owned()]),
        ("of-which/orphan".to_owned(), vec!["both".to_owned(), "secured".to_owned()]),
    ]);
    let policy = puning();
    assert!(unknown_case_rules(&policy, &cases).is_empty());
    let rows = matrix(&policy, &cases);
    let form = rows.iter().find(|row| row.clause == "A1").unwrap();
    assert_eq!(form.cases(), ["counted", "both", "secured"]);
}

#[test]
fn a_warning_names_the_entry_that_it_is_about() {
    let html = html(&puning(), &Cases::new());
    let warnings = html.split("id=\"warnings\"").nth(1).expect("green is contacted more often than blue");
    assert!(warnings.contains("contacted-more-often") && warnings.contains("href=\"#level/green\""));
}

#[test]
fn a_clause_that_nothing_mentions_is_told_as_forgotten() {
    let policy = changed(|source| {
        let mut clause = source.clauses[0].clone();
        clause.id = "9.9".into();
        clause.not_encoded = None;
        source.clauses.push(clause);
    });
    let rows = matrix(&policy, &Cases::new());
    assert_eq!(rows.last().map(|row| row.state), Some(ClauseState::Forgotten));
    assert!(matrix_markdown(&policy, &Cases::new()).contains("no reason is given"));
}

/// A child of whom about half the facts are known, chosen by a number: invented, and no real child.
fn invented(mut number: u64) -> crate::Child {
    use crate::vocabulary::{Kind, Part, columns};
    let mut next = |below: u64| {
        number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (number >> 33) % below
    };
    let mut child = crate::Child::with_key("invented");
    for (index, column) in columns().iter().enumerate() {
        let text = match column.kind {
            Kind::Choice | Kind::Finding => {
                let choice = usize::try_from(next(2 * column.values.len() as u64)).unwrap();
                column.values.get(choice).map_or(String::new(), |value| value.id.to_owned())
            }
            Kind::Date => format!("20{:02}-0{}-15", 8 + next(17), 1 + next(9)),
            Kind::Count => next(12).to_string(),
            Kind::County | Kind::Text | Kind::Returns => continue,
        };
        child.set_text(index, &text).unwrap();
    }
    child
}

#[test]
fn what_a_page_says_follows_does_follow_for_invented_children() {
    let policy = puning();
    let assessor = policy.at(chrono::NaiveDate::from_ymd_opt(2025, 6, 1).unwrap());
    let pages: Vec<RulePage> = names(&policy)
        .into_iter()
        .filter(|entry| entry.name.starts_with("trigger/") || entry.name.starts_with("category/"))
        .filter_map(|entry| rule(&policy, &entry.name))
        .collect();
    let mut checked = std::collections::BTreeSet::new();
    for number in 0..1_500 {
        let assessment = assessor.assess(&invented(number));
        let holds = |kind: &str, outcome: &crate::assessment::Outcome<'_>| {
            (outcome.answer == crate::Truth::Yes).then(|| format!("{kind}/{}", outcome.id))
        };
        let certain: std::collections::BTreeSet<String> = assessment
            .triggers()
            .iter()
            .filter_map(|trigger| holds("trigger", &trigger.outcome))
            .chain(assessment.categories().iter().filter_map(|category| holds("category", category)))
            .chain(assessment.referrals().iter().filter_map(|referral| holds("referral", &referral.outcome)))
            .chain(assessment.duties().iter().filter_map(|duty| holds("duty", &duty.outcome)))
            .collect();
        for page in pages.iter().filter(|page| certain.contains(&page.name)) {
            // The duties of a level hold only while no higher level does: those of a fact hold in any case.
            let of_facts = page.duties.iter().filter(|duty| {
                let id = duty.name.trim_start_matches("duty/");
                policy.source().duties.iter().any(|duty| duty.id == id && duty.levels.is_empty())
            });
            for follows in page.triggers.iter().chain(&page.referrals).chain(of_facts) {
                assert!(
                    certain.contains(&follows.name),
                    "{} without {} (child {number})",
                    page.name,
                    follows.name
                );
                checked.insert((page.name.clone(), follows.name.clone()));
            }
        }
    }
    assert!(checked.len() >= 15, "only {} pairs were met", checked.len());
}
