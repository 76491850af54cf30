// Made from schemas/rule.schema.json by `cargo xtask generate`; not to be changed by hand.

/**
 * A rule, definition, reading, clause or other entry of a policy, in words.
 */
export interface RulePage {
  /**
   * The clauses that it encodes; for a clause, the clause itself.
   */
  cites: CitedClause[];
  /**
   * The condition in words, a line for each part where it is long; none where the entry has no condition. Where the
   * condition is nothing but a definition, the definition's own words.
   */
  condition?: Label1 | null;
  /**
   * The definitions that its conditions name, themselves and through one another, in the order of the file.
   */
  definitions: DefinitionNamed[];
  /**
   * What only its kind has: who, to whom, how soon, which columns.
   */
  details: RuleDetail[];
  /**
   * The duties that follow from it.
   */
  duties: EntryNamed[];
  /**
   * The facts that its conditions read, in the order of the vocabulary.
   */
  facts: FactRead[];
  /**
   * Its id within its kind.
   */
  id: string;
  /**
   * Whether it is the policy's own interpretation rather than the letter of the clause.
   */
  interpretation: boolean;
  /**
   * What kind of entry it is.
   */
  kind:
    | "trigger"
    | "category"
    | "population"
    | "outside"
    | "level"
    | "duty"
    | "referral"
    | "notice"
    | "definition"
    | "reading"
    | "organisation-duty"
    | "department-list"
    | "confined"
    | "row"
    | "form"
    | "fact"
    | "core-districts"
    | "wording"
    | "way-out"
    | "clause"
    | "office";
  label: Label8;
  /**
   * The level: of a trigger its own, of a population or category the least that every member has.
   */
  level?: LevelNamed | null;
  /**
   * Its full name, such as `trigger/unlawful-harm`; also its anchor in the handbook.
   */
  name: string;
  /**
   * The lists on which its level stands.
   */
  notices: EntryNamed[];
  /**
   * The readings that decide how it is applied.
   */
  readings: ReadingNamed[];
  /**
   * The referrals that follow from it.
   */
  referrals: EntryNamed[];
  /**
   * The triggers that hold whenever it does.
   */
  triggers: EntryNamed[];
  /**
   * The entries that use it; of a clause, those that cite it.
   */
  used_by: EntryNamed[];
}
/**
 * A clause that an entry cites.
 */
export interface CitedClause {
  /**
   * Its id.
   */
  id: string;
  /**
   * Its place, such as 二（一）.
   */
  place: string;
  words: Label;
}
/**
 * What it says, in the policy's own words.
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
 * A text in Chinese and in English, in the project's own words.
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
 * A definition behind a name in a condition.
 */
export interface DefinitionNamed {
  condition: Label2;
  /**
   * Whether it is the policy's own interpretation rather than the letter of the clause.
   */
  interpretation: boolean;
  label: Label3;
  /**
   * Its full name, such as `definition/under-16`.
   */
  name: string;
}
/**
 * A text in Chinese and in English, in the project's own words.
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
 * A text in Chinese and in English, in the project's own words.
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
 * Something that only this kind of entry says.
 */
export interface RuleDetail {
  name: Label4;
  text: Label5;
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
 * Another entry by name.
 */
export interface EntryNamed {
  label: Label6;
  /**
   * Its full name, such as `duty/red-intervention`.
   */
  name: string;
}
/**
 * A text in Chinese and in English, in the project's own words.
 */
export interface Label6 {
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
 * A fact that a condition reads.
 */
export interface FactRead {
  label: Label7;
  /**
   * The column's path, or `local.…` for a fact of the policy.
   */
  path: string;
}
/**
 * A text in Chinese and in English, in the project's own words.
 */
export interface Label7 {
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
 * A text in Chinese and in English, in the project's own words.
 */
export interface Label8 {
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
 * A level by name.
 */
export interface LevelNamed {
  /**
   * Its colour, such as `#c62828`.
   */
  colour: string;
  /**
   * Its id.
   */
  id: string;
  label: Label9;
}
/**
 * A text in Chinese and in English, in the project's own words.
 */
export interface Label9 {
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
 * A reading with what it decides.
 */
export interface ReadingNamed {
  /**
   * The alternative in force, by id.
   */
  chosen: string;
  /**
   * Its id.
   */
  id: string;
  label: Label10;
  /**
   * Its number, such as A-05.
   */
  number: string;
  question: Label11;
}
/**
 * A text in Chinese and in English, in the project's own words.
 */
export interface Label10 {
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
 * A text in Chinese and in English, in the project's own words.
 */
export interface Label11 {
  /**
   * English.
   */
  en: string;
  /**
   * Chinese.
   */
  zh: string;
}
