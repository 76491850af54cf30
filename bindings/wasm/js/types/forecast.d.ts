// Made from schemas/forecast.schema.json by `cargo xtask generate`; not to be changed by hand.

/**
 * The levels that are possible from then on.
 */
export type LevelIds = string[];
/**
 * The levels that are possible the day before.
 */
export type LevelIds1 = string[];
export type Text = string | number | null;
/**
 * The levels that are possible on the as-of day.
 */
export type LevelIds2 = string[];

/**
 * What lies ahead for a child with no new fact.
 */
export interface Outlook {
  /**
   * The day from which it looks ahead; that day itself is not part of it.
   */
  as_of: string;
  /**
   * The days on which an answer changes, in the order of time.
   */
  changes: Forecast[];
  /**
   * The days on which something must be checked although no answer changes, in the order of time.
   */
  checks: ToCheck[];
  /**
   * The name and version of this form.
   */
  format: "hutong-forecast-1";
  /**
   * The child's key, if the record has one.
   */
  key?: Text | null;
  levels: LevelIds2;
  policy: PolicyName;
  /**
   * Whether the person is within the policy on the as-of day.
   */
  scope: "inside" | "presumed-inside" | "outside";
  /**
   * Days that the record does not have and for which an answer waits: what hangs on them can change on any day, and
   * no forecast tells when.
   */
  undated?: FactUsed[];
  /**
   * The last day that it looks at; none where it looks as far as the calendar goes.
   */
  until?: string | null;
}
/**
 * A day on which the answer changes by itself.
 */
export interface Forecast {
  /**
   * The days in the record from which time runs, and what is reached.
   */
  because: Crossing[];
  /**
   * The rules whose answer changes.
   */
  changes: Change[];
  levels: LevelIds;
  levels_before: LevelIds1;
  /**
   * The first day on which the new answer holds.
   */
  on: string;
  /**
   * Whether the person is within the policy from then on.
   */
  scope: "inside" | "presumed-inside" | "outside";
  /**
   * Whether the person is within the policy the day before.
   */
  scope_before: "inside" | "presumed-inside" | "outside";
}
/**
 * A day in the record from which time has run far enough.
 */
export interface Crossing {
  /**
   * The innermost definition that uses it.
   */
  definition?: string | null;
  /**
   * The first day on which it can be reached; none where the record sets no earliest day.
   */
  earliest?: string | null;
  /**
   * The column's path.
   */
  fact: string;
  /**
   * The day by which it is certainly reached: the same as the first where the record has the day itself; none where
   * the record sets no latest day.
   */
  latest?: string | null;
  /**
   * What is reached: `at least 16 years`, `at least 3 months`; `closed` for a finding, `returned` for a return from work.
   */
  reaches: string;
  /**
   * The value as a word, `unknown` where it is missing.
   */
  value: string;
}
/**
 * A rule whose answer changes.
 */
export interface Change {
  /**
   * The place in the document.
   */
  cite: string;
  /**
   * The answer before.
   */
  from: "no" | "undetermined" | "yes";
  /**
   * The rule's id.
   */
  id: string;
  /**
   * What kind of rule it is.
   */
  kind: "population" | "category" | "trigger" | "duty" | "referral" | "notice";
  label: Label;
  /**
   * The answer from that day on.
   */
  to: "no" | "undetermined" | "yes";
}
/**
 * What it is called.
 */
export interface Label {
  /**
   * English.
   */
  en: string;
  /**
   * Chinese.
   */
  zh: string;
}
/**
 * A day on which something must be checked although no answer changes by itself.
 */
export interface ToCheck {
  /**
   * The day in the record that it comes from; none for the policy's own.
   */
  because?: FactUsed | null;
  /**
   * `term-over`: a term ends while custody, which no date ends, is still recorded. `policy-begins`, `policy-ends`:
   * from that day on the policy is in force, or is no longer; answers go on, with a warning.
   */
  code: string;
  /**
   * What is to be checked, in English.
   */
  en: string;
  /**
   * The first day on which it must be checked.
   */
  on: string;
  /**
   * What is to be checked, in Chinese.
   */
  zh: string;
}
/**
 * A fact that an answer rests on, or that is missing for it.
 */
export interface FactUsed {
  /**
   * The innermost definition that uses it.
   */
  definition?: string | null;
  /**
   * The column's path.
   */
  fact: string;
  /**
   * The value as a word, `unknown` where it is missing.
   */
  value: string;
}
/**
 * The policy.
 */
export interface PolicyName {
  /**
   * SHA-256 of what it says.
   */
  hash: string;
  /**
   * Its id.
   */
  id: string;
  /**
   * The version of its file.
   */
  version: string;
}
