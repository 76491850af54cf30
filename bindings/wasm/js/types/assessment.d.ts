// Made from schemas/assessment.schema.json by `cargo xtask generate`; not to be changed by hand.

/**
 * The levels that would then be possible.
 */
export type LevelIds = string[];
/**
 * The levels that are possible from then on.
 */
export type LevelIds1 = string[];
/**
 * The levels that are possible the day before.
 */
export type LevelIds2 = string[];
export type Text = string | number | null;
/**
 * Every level that is possible, the highest first.
 */
export type PossibleLevels = string[];
/**
 * The levels that would then be possible.
 */
export type LevelIds3 = string[];

/**
 * What a policy says about one child on one day.
 *
 * It borrows the policy. As JSON it is the contract with every other language; see `hutong schema assessment`.
 */
export interface Assessment {
  /**
   * The day for which it holds.
   */
  as_of: string;
  /**
   * The missing facts, the most telling first. Only with questions or in full detail.
   */
  ask?: Question[];
  /**
   * Each category of the policy, in its order.
   */
  categories: Outcome[];
  /**
   * A recorded decision of the township or a case conference, beside the rules' result.
   */
  decision?: DecisionOutcome | null;
  /**
   * What must be done, or must be if a missing fact turns out so.
   */
  duties: DutyOutcome[];
  /**
   * The days on which the answer changes by itself. Only in full detail.
   */
  forecast?: Forecast[];
  /**
   * The name and version of this form.
   */
  format: "hutong-assessment-1";
  /**
   * The child's key, if the record has one.
   */
  key?: Text | null;
  /**
   * Whether the child belongs to some population.
   */
  member: "no" | "undetermined" | "yes";
  /**
   * The lists on which the child stands, or may.
   */
  notices: NoticeOutcome[];
  policy: PolicyName;
  /**
   * Each population of the policy, in its order.
   */
  populations: Outcome[];
  readings: Readings;
  /**
   * Who must be told, or must be if a missing fact turns out so.
   */
  referrals: ReferralOutcome[];
  risk: Risk;
  /**
   * Whether the person is within the policy at all.
   */
  scope: "inside" | "presumed-inside" | "outside";
  /**
   * The triggers that fired, and those that could.
   */
  triggers: TriggerOutcome[];
  /**
   * What is doubtful about the assessment as a whole.
   */
  warnings?: Warning[];
  /**
   * Why each other trigger did not fire. Only in full detail.
   */
  why_not?: Outcome[];
  /**
   * The single facts whose change would move the level. Only in full detail.
   */
  would_change?: WouldChange[];
}
/**
 * A missing fact worth asking for, and why.
 */
export interface Question {
  /**
   * Where those rules stand.
   */
  cite: string[];
  /**
   * What each answer would leave possible.
   */
  could_settle: Settles[];
  /**
   * The innermost definition that uses it.
   */
  definition?: string | null;
  /**
   * The column's path.
   */
  fact: string;
  /**
   * The rules that wait for it: populations, then triggers, by id.
   */
  needed_by: string[];
  /**
   * The value as a word, `unknown` where it is missing.
   */
  value: string;
}
/**
 * What one answer to a question would leave possible.
 */
export interface Settles {
  /**
   * The answer.
   */
  answer: string;
  levels: LevelIds;
}
/**
 * What one rule says of the child, and why.
 *
 * The facts are: for *yes* those that alone make it so; for *no* those of one condition that failed, enough to prevent
 * it; for *undetermined* those that are missing.
 */
export interface Outcome {
  /**
   * The answer.
   */
  answer: "no" | "undetermined" | "yes";
  /**
   * The place in the document.
   */
  cite: string;
  /**
   * The facts behind the answer.
   */
  facts: FactUsed[];
  /**
   * The rule's id.
   */
  id: string;
  label: Label;
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
 * A recorded decision, beside the rules' result.
 */
export interface DecisionOutcome {
  /**
   * Whether the rules come to the same; undetermined while they leave more than that open.
   */
  agrees: "no" | "undetermined" | "yes";
  /**
   * The office that decided.
   */
  by: string | number | null;
  /**
   * The category that it assigns.
   */
  category?: string | null;
  /**
   * The document.
   */
  document: string | number | null;
  /**
   * The level that it assigns.
   */
  level?: string | null;
  /**
   * The day.
   */
  on: string | null;
}
/**
 * A duty in force, or one that could be.
 */
export interface DutyOutcome {
  /**
   * The answer.
   */
  answer: "no" | "undetermined" | "yes";
  /**
   * Whose duty it is.
   */
  by: string[];
  /**
   * The place in the document.
   */
  cite: string;
  /**
   * The facts behind the answer.
   */
  facts: FactUsed[];
  /**
   * The rule's id.
   */
  id: string;
  /**
   * What kind of act it asks for.
   */
  kind: "home-visit" | "contact" | "intervention" | "act";
  label: Label1;
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
}
/**
 * What it is called.
 */
export interface Label1 {
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
  levels: LevelIds1;
  levels_before: LevelIds2;
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
  label: Label2;
  /**
   * The answer from that day on.
   */
  to: "no" | "undetermined" | "yes";
}
/**
 * What it is called.
 */
export interface Label2 {
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
 * A list on which the child stands, or may.
 */
export interface NoticeOutcome {
  /**
   * Whether the child stands on it.
   */
  answer: "no" | "undetermined" | "yes";
  /**
   * The place in the document.
   */
  cite: string;
  /**
   * The list's id.
   */
  id: string;
  /**
   * How often.
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
   * To whom it goes.
   */
  to: string[];
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
/**
 * The readings in force, by id: the alternative chosen.
 */
export interface Readings {
  [k: string]: string;
}
/**
 * A referral that is due, or that could be: one that could be is to be verified first.
 */
export interface ReferralOutcome {
  /**
   * The answer.
   */
  answer: "no" | "undetermined" | "yes";
  /**
   * The place in the document.
   */
  cite: string;
  /**
   * The facts behind the answer.
   */
  facts: FactUsed[];
  /**
   * From whom.
   */
  from: string[];
  /**
   * The rule's id.
   */
  id: string;
  label: Label3;
  /**
   * How soon.
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
   * To whom.
   */
  to: string[];
}
/**
 * What it is called.
 */
export interface Label3 {
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
 * The risk.
 */
export interface Risk {
  /**
   * The highest level that is possible.
   */
  ceiling: string;
  /**
   * The lowest level that is possible.
   */
  floor: string;
  /**
   * The level where it is certain, `not-graded` where certainly none applies, null while it is open.
   */
  level: string | null;
  /**
   * The missing facts that decide.
   */
  missing?: FactUsed[];
  possible: PossibleLevels;
  /**
   * The policy's own way out, while the level is open.
   */
  way_out?: WayOut | null;
}
export interface WayOut {
  by: string;
  cite: string;
  label: Label4;
}
/**
 * A text in Chinese and in English, in the project's own words.
 */
export interface Label4 {
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
 * A trigger that fired or could.
 */
export interface TriggerOutcome {
  /**
   * The answer.
   */
  answer: "no" | "undetermined" | "yes";
  /**
   * The place in the document.
   */
  cite: string;
  /**
   * The facts behind the answer.
   */
  facts: FactUsed[];
  /**
   * The rule's id.
   */
  id: string;
  label: Label5;
  /**
   * The level that it puts the child in.
   */
  level: string;
}
/**
 * A text in Chinese and in English, in the project's own words.
 */
export interface Label5 {
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
 * Something doubtful about an assessment as a whole.
 */
export interface Warning {
  /**
   * `outside-time-in-force`.
   */
  code: string;
  /**
   * What is doubtful, in English.
   */
  en: string;
  /**
   * What is doubtful, in Chinese.
   */
  zh: string;
}
/**
 * A known fact whose change would move the level.
 */
export interface WouldChange {
  /**
   * The innermost definition that uses it.
   */
  definition?: string | null;
  /**
   * The column's path.
   */
  fact: string;
  levels: LevelIds3;
  /**
   * The value that would move the level.
   */
  to: string;
  /**
   * The value as a word, `unknown` where it is missing.
   */
  value: string;
}
