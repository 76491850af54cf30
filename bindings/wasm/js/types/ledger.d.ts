// Made from schemas/ledger.schema.json by `cargo xtask generate`; not to be changed by hand.

/**
 * What to know about a duty.
 */
export type DutyNote =
  | "never-done"
  | "last-day-unknown"
  | "start-unknown"
  | "visitor-not-recorded"
  | "by-another"
  | "no-period-after"
  | "lower-level-asks-more"
  | "in-pause";
/**
 * Why a child cannot be visited for a while.
 */
export type PauseReason = "moved-away" | "in-hospital" | "other" | "unknown" | null;
export type Text = string | number | null;

/**
 * Every duty to visit, contact or step in for one child, with its windows up to a day.
 */
export interface Ledger {
  /**
   * The day up to which it goes.
   */
  as_of: string;
  /**
   * Each duty in each stretch of levels that has it, by its first day.
   */
  duties: DutyLedger[];
  /**
   * The name and version of this form.
   */
  format: "hutong-ledger-1";
  /**
   * The child's key, if the history has one.
   */
  key?: Text | null;
  /**
   * What is doubtful about the levels.
   */
  notes?: LevelNote[];
  policy: PolicyName;
}
/**
 * One duty during one stretch of levels that has it.
 */
export interface DutyLedger {
  /**
   * Whether it is in force: undetermined where the level, or its condition, is only possible.
   */
  answer: "no" | "undetermined" | "yes";
  /**
   * Whose duty it is, by office.
   */
  by: string[];
  /**
   * The place in the document.
   */
  cite: string;
  /**
   * Days since the last good day; 0 unless overdue.
   */
  days_overdue: number;
  /**
   * The first day of the stretch; nothing when it is not known, and then the duty is due now.
   */
  from?: string | null;
  /**
   * The duty's id.
   */
  id: string;
  /**
   * What kind of act it asks for.
   */
  kind: "home-visit" | "contact" | "intervention" | "act";
  label: Label;
  /**
   * The last day on which it was done, within the stretch or before it.
   */
  last_done?: string | null;
  /**
   * The level that has it, the latest of the stretch.
   */
  level: string;
  /**
   * The day on which it is due, or was first missed; nothing when it is due now without a date, or nothing is due.
   */
  next_due?: string | null;
  /**
   * What to know about it.
   */
  notes?: DutyNote[];
  /**
   * How soon or how often.
   */
  pace:
    | "at-once"
    | "promptly"
    | "while-it-lasts"
    | {
        "every-months": number;
      }
    | "from-time-to-time"
    | {
        "yearly-by": string;
      }
    | {
        by: string[];
      }
    | "before-school-holidays"
    | "once"
    | {
        during: {
          /**
           * The first day.
           */
          from: string;
          /**
           * The last day.
           */
          until: string;
        };
      };
  /**
   * Where it stands on the ledger's day.
   */
  state: "overdue" | "due-now" | "due-today" | "open" | "paused" | "standing" | "met" | "ended";
  /**
   * The last day of the stretch; nothing while it goes on.
   */
  until?: string | null;
  /**
   * Every window, by its first day.
   */
  windows?: Window[];
  /**
   * How its windows run: from the last visit, with the calendar, or at once.
   */
  windows_run: "rolling" | "calendar" | "at-once" | "not-stated";
}
/**
 * What must be done.
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
 * One window of a duty.
 */
export interface Window {
  /**
   * The day on which it was met, or after which a missed one was made good.
   */
  done_on?: string | null;
  /**
   * The last day on which it is in time; nothing while a pause without an end moves it.
   */
  due?: string | null;
  /**
   * The first day.
   */
  from: string;
  /**
   * Why the child could not be visited on the due day, as far as is recorded.
   */
  pause?: PauseReason | null;
  /**
   * What became of it.
   */
  state: "met" | "missed" | "open" | "paused" | "lapsed";
}
/**
 * A doubt about the level, with the level that the assessment gives or leaves possible.
 */
export interface LevelNote {
  /**
   * The highest level by the assessment.
   */
  assessed: string;
  /**
   * What is doubtful.
   */
  code: "none-recorded" | "assessed-higher" | "assessed-lower" | "higher-possible";
  /**
   * The level on record on that day, if there is one.
   */
  recorded?: string | null;
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
