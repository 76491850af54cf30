//! The exact set of possible levels where the search for it is hard: records that once took it past its limit of steps.
//! Every child is invented.

use hutong::{Child, Policy};
use hutong_tests::records::{POLICY, as_of};

/// Where only members have a level, a child with a trigger of yellow is yellow or red if it is a member, and not graded
/// otherwise. Its parents' facts do not matter to that, whichever of them has which.
#[test]
fn a_trigger_of_yellow_leaves_blue_and_green_out_whoever_is_father_or_mother() {
    let policy = Policy::builtin(POLICY).expect("the policy comes with the library");
    let policy = policy.with_reading("grade-non-members", "members-only").expect("an alternative");
    let mut child: Child =
        serde_json::from_str(include_str!("../fixtures/hard-to-search.json")).expect("a record");
    let possible = |child: &Child| policy.assess(child, as_of()).risk().possible().iter().collect::<Vec<_>>();
    let one = possible(&child);
    std::mem::swap(&mut child.father, &mut child.mother);
    assert_eq!(one, possible(&child));
    assert_eq!(one, [0, 1, 4], "red, yellow, not graded");
}
