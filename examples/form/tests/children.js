// Telling children, made up: what a child director knows of each, and what must come of it. What is asked and not
// listed is as in an ordinary family, or not known.

/** An ordinary family: what somebody who knows it would answer. A finding that is not listed is a no. */
const ORDINARY = {
  birth_date: "2014-05-01",
  "household.registration": "rural",
  "household.relief": "none",
  "household.single_parent": "no",
  lives_with: "both-parents",
  "disability.kind": "none",
  "father.state": "alive",
  "mother.state": "alive",
  "father.custody.kind": "none",
  "mother.custody.kind": "none",
  "father.disability.kind": "none",
  "mother.disability.kind": "none",
  "father.away.for_work": "no",
  "mother.away.for_work": "no",
  "carer.relation": "mother",
  "carer.birth_date": "1985-03-02",
  "carer.self_care": "able",
  "carer.capacity": "full",
  "carer.agreement_signed": "yes",
  "support.state_guardianship": "none",
  "support.other_type": "no",
  "support.benefit": "none",
  "school.enrolled": "yes",
};
/** A grandmother who can look after a child. */
const GRANDMOTHER = { lives_with: "grandparents", "carer.relation": "grandparent", "carer.birth_date": "1962-05-05" };

const child = (name, level, knows, more = {}) => ({ name, level, knows: { ...ORDINARY, ...knows }, finding: "no", ...more });

export const CHILDREN = [
  child("suspected sexual abuse", "red", { "findings.sexual_abuse": "suspected" }),
  child("lives alone", "red", { "findings.lives_alone": "confirmed" }),
  child("perhaps lives alone: that clause does not take suspicion", null, { "findings.lives_alone": "suspected" }, { ceiling: "red" }),
  child("both parents dead", "blue", { "father.state": "dead", "mother.state": "dead", ...GRANDMOTHER }),
  child("infected with HIV, with able parents", "blue", { hiv_infection: "confirmed" }),
  child("suspected of having left school", "yellow", { "findings.dropped_out": "suspected", "school.enrolled": "no" }),
  child("father away for four months, mother ill and judged unable", "green", {
    "father.away.for_work": "yes", "father.away.since": "2026-06-15", "father.away.across_counties": "yes", "father.away.within_core": "no",
    "mother.serious_illness": "confirmed", "mother.judged_unable": "confirmed", ...GRANDMOTHER,
  }),
  child("both parents serving sentences", "yellow", {
    "father.custody.kind": "sentence", "mother.custody.kind": "sentence", "father.custody.from": "2026-01-10", "mother.custody.from": "2026-02-10",
    "father.custody.term_months": "24", "mother.custody.term_months": "18", ...GRANDMOTHER,
  }),
  child("disabled in the second grade", "blue", { "disability.kind": "hearing", "disability.grade": "2" }),
  child("of a poor household, and nothing else", "green", { "household.relief": "minimum-living-allowance" }),
  child("with nothing that the policy names", "not-graded", {}),
  child("of unknown age, suspected self-harm", "red", { birth_date: "unknown", "findings.suicide_or_self_harm": "suspected" }, { scope: "presumed-inside" }),
];
