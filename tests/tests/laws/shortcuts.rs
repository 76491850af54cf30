//! What is computed on a shorter way is what the longer way gives: a verdict beside the assessment, the JSON that is put
//! together beside the one that serde writes.

use super::*;

proptest! {
    #![proptest_config(law_config(10_000))]

    /// A verdict says what the assessment says, whatever was in the room that it was given.
    #[test]
    fn a_verdict_agrees_with_the_assessment(record in drawn(), some in drawn(), before in drawn(), policy in policy()) {
        let policy = assessor(policy);
        let child = forget(whole(&record), &some);
        let mut scratch = Scratch::default();
        policy.verdict(&whole(&before), &mut scratch);
        let told = answers(&policy.assess_in(&child, Detail::Reasons, &mut scratch));
        policy.verdict(&forget(whole(&before), &record), &mut scratch);
        let verdict = policy.verdict(&child, &mut scratch);
        let source = policy.policy().source();
        let triggers = source.triggers.iter().enumerate().map(|(place, rule)| ("trigger", &rule.id, verdict.trigger(place)));
        let populations = source.populations.iter().enumerate().map(|(place, rule)| ("population", &rule.id, verdict.population(place)));
        let categories = source.categories.iter().enumerate().map(|(place, rule)| ("category", &rule.id, verdict.category(place)));
        for (kind, id, truth) in triggers.chain(populations).chain(categories) {
            prop_assert_eq!(truth, told.get(&(kind, id.clone())).copied(), "{} {}\n{}", kind, id, json(&child));
        }
        prop_assert_eq!(Some(verdict.member()), told.get(&("member", String::new())).copied());
    }

    /// The JSON of an assessment, put together from what is the same for every child, is the JSON that serde writes.
    #[test]
    fn the_json_of_an_assessment_is_what_serde_writes(record in drawn(), some in drawn(), key in "\\PC{0,8}", policy in policy()) {
        let mut child = forget(whole(&record), &some);
        child.key = key.as_str().into();
        let assessment = assess(&assessor(policy), &child, &record);
        prop_assert_eq!(assessment.to_json(), serde_json::to_string(&assessment).expect("an assessment is JSON"));
    }
}
