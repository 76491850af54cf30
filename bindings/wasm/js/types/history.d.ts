// Made from schemas/history.schema.json by `cargo xtask generate`; not to be changed by hand.

/**
 * The county of the place of work.
 */
export type NoName = string | number | null;
/**
 * The first day.
 */
export type NoName1 = string | null;
/**
 * Which parent.
 */
export type NoName2 = "father" | "mother" | "unknown" | null;
/**
 * Returns in between, with the reason of each.
 */
export type NoName3 = Return[];
/**
 * The last day before coming back to live. Unknown: still away.
 */
export type NoName4 = string | null;
/**
 * The first day.
 */
export type NoName5 = string | null;
/**
 * Which.
 */
export type NoName6 = "none" | "orphan" | "hiv-infected" | "de-facto-unattended" | "unknown" | null;
/**
 * The day from which it ended; unknown while it is paid.
 */
export type NoName7 = string | null;
/**
 * Why it ended.
 */
export type NoName8 = "died" | "came-of-age" | "parent-recovered" | "adopted" | "other" | "unknown" | null;
/**
 * The day of signing.
 */
export type NoName9 = string | null;
/**
 * The last day on which it holds; unknown while it has no end.
 */
export type NoName10 = string | null;
/**
 * Who answers for it (an office or an opaque code, not a name).
 */
export type NoName11 = string | number | null;
/**
 * The day from which it no longer holds.
 */
export type NoName12 = string | null;
/**
 * The document.
 */
export type NoName13 = string | number | null;
/**
 * The finding, by its path in the record, such as `findings.missing`, or by its label.
 */
export type NoName14 = string | number | null;
/**
 * Who, by kind of person.
 */
export type NoName15 = "child-director" | "social-worker" | "other" | "unknown" | null;
/**
 * The day of entry in the system.
 */
export type NoName16 = string | null;
/**
 * What kind.
 */
export type NoName17 = "home-visit" | "contact" | "intervention" | "unknown" | null;
/**
 * The day. Known only to the month, or not at all, it clears no duty.
 */
export type NoName18 = string | null;
/**
 * Which worker: an opaque code, never a child's data.
 */
export type NoName19 = string | number | null;
/**
 * Since when.
 */
export type NoName20 = string | null;
/**
 * Which part.
 */
export type NoName21 =
  | "basic_information"
  | "visit_records"
  | "work_log"
  | "support_records"
  | "problems_and_solutions"
  | "unknown"
  | null;
/**
 * Who assessed or decided (an office or an opaque code, not a name).
 */
export type NoName22 = string | number | null;
/**
 * The document of a decision.
 */
export type NoName23 = string | number | null;
/**
 * The day of entry in the system.
 */
export type NoName24 = string | null;
/**
 * For a level that asks for a step at once: the day of discovery or report. Unknown: the first day.
 */
export type NoName25 = string | null;
/**
 * The first day: the day of the assessment or decision, not of entry in the system. Unknown: its duties are due now.
 */
export type NoName26 = string | null;
/**
 * The level, by the id in the policy; `not-graded` where the child has none from that day on.
 */
export type NoName27 = string | number | null;
/**
 * Whether the rules gave it or somebody decided it.
 */
export type NoName28 = "assessed" | "decided" | "unknown" | null;
/**
 * The last day. Unknown: until the next level begins, or still.
 */
export type NoName29 = string | null;
/**
 * The first day.
 */
export type NoName30 = string | null;
/**
 * Why.
 */
export type NoName31 = "moved-away" | "in-hospital" | "other" | "unknown" | null;
/**
 * The last day; unknown while it goes on.
 */
export type NoName32 = string | null;

/**
 * What happened around one child. The order of entries never matters, nor does an entry that stands twice.
 *
 * ```
 * # use hutong::history::{Contact, History, LevelPeriod};
 * # use hutong::Policy;
 * let policy = Policy::builtin("puning-2024")?;
 * let history: History = serde_json::from_str(r#"{
 *     "key": "made-up 1",
 *     "levels": [{ "level": "yellow", "from": "2026-08-31" }],
 *     "contacts": [{ "on": "2026-09-30", "kind": "home-visit", "by": "child-director" }]
 * }"#)?;
 * let as_of = "2026-11-01".parse()?;
 * let checked = history.check(&policy, as_of);
 * assert!(checked.rejected.is_empty());
 * let ledger = policy.scheduler(as_of).ledger(&checked.timeline);
 * assert_eq!(ledger.duties()[0].next_due, Some("2026-10-30".parse()?), "a month from the last visit");
 * # Ok::<(), Box<dyn std::error::Error>>(())
 * ```
 */
export interface History {
  /**
   * Absences of the parents for work.
   */
  absences?: Absence[];
  /**
   * Times of basic living support.
   */
  benefits?: BenefitPeriod[];
  /**
   * The child's birth date, only to find entries before it.
   */
  birth_date?: string | null;
  /**
   * Care agreements.
   */
  care_agreements?: CareAgreement[];
  /**
   * Records that close findings.
   */
  closings?: Closing[];
  /**
   * Visits, contacts and interventions.
   */
  contacts?: Contact[];
  /**
   * Parts of the child's file that are there.
   */
  file?: FilePart[];
  /**
   * The child's key, the same as in the record.
   */
  key?: string | number | null;
  /**
   * Levels, each with its days.
   */
  levels?: LevelPeriod[];
  /**
   * Times in which the child cannot be visited.
   */
  pauses?: Pause[];
}
/**
 * An absence of a parent for work.
 */
export interface Absence {
  county?: NoName;
  from?: NoName1;
  parent?: NoName2;
  returns?: NoName3;
  until?: NoName4;
}
/**
 * One return from an absence for work.
 */
export interface Return {
  /**
   * The first day at home.
   */
  from?: string | null;
  /**
   * Why.
   */
  reason?: "visit-or-leave" | "back-to-live" | "unknown" | null;
  /**
   * The day of leaving again; unknown while at home, or when nobody recorded it.
   */
  until?: string | null;
}
/**
 * A time in which basic living support was paid.
 */
export interface BenefitPeriod {
  from?: NoName5;
  kind?: NoName6;
  until?: NoName7;
  why?: NoName8;
}
/**
 * A care agreement (委托照护书).
 */
export interface CareAgreement {
  signed_on?: NoName9;
  until?: NoName10;
}
/**
 * The record that closes a finding. A finding never ends by time.
 */
export interface Closing {
  closed_by?: NoName11;
  closed_on?: NoName12;
  document?: NoName13;
  finding?: NoName14;
}
/**
 * A visit, a contact or an intervention.
 */
export interface Contact {
  by?: NoName15;
  entered_on?: NoName16;
  kind?: NoName17;
  on?: NoName18;
  worker?: NoName19;
}
/**
 * A part of the child's file that is there.
 */
export interface FilePart {
  on?: NoName20;
  part?: NoName21;
}
/**
 * A level and the days on which it holds.
 */
export interface LevelPeriod {
  by?: NoName22;
  document?: NoName23;
  entered_on?: NoName24;
  found_on?: NoName25;
  from?: NoName26;
  level?: NoName27;
  source?: NoName28;
  until?: NoName29;
}
/**
 * A time in which the child cannot be visited, with the reason. Whether it moves a due day is a reading.
 */
export interface Pause {
  from?: NoName30;
  reason?: NoName31;
  until?: NoName32;
}
