// Made from schemas/policy.schema.json by `cargo xtask generate`; not to be changed by hand.

/**
 * A condition: the id of a definition, or a table with exactly one kind of test.
 */
export type Formula = string | Written;
export type OneOrMany = string | string[];
/**
 * From where on a measure holds.
 */
export type Bound =
  | {
      "at-least": number;
    }
  | {
      under: number;
    };
/**
 * Where there is one of an office.
 */
export type OneInEach = "township" | "village" | "unit";

/**
 * A whole policy file.
 */
export interface PolicySource {
  /**
   * Categories within a population.
   */
  category?: Category[];
  /**
   * Clauses of the document, each encoded or with the reason why not.
   */
  clause?: Clause[];
  /**
   * Facts that stay with some offices.
   */
  confined?: ConfinedFacts[];
  /**
   * Core districts of cities, for the places of work that do not count.
   */
  "core-districts"?: CoreDistricts[];
  /**
   * Conditions with a name, used by the rules below.
   */
  definition?: Definition[];
  /**
   * Lists that departments keep, to be compared with the children.
   */
  "department-list"?: DepartmentList[];
  document: Document;
  /**
   * What must be done for a child.
   */
  duty?: Duty[];
  /**
   * Facts that only this policy has.
   */
  fact?: LocalFact[];
  /**
   * The official count table.
   */
  form?: Form | null;
  /**
   * The version of this format. Now 1.
   */
  format: 1;
  /**
   * The policy's id, such as `puning-2024`.
   */
  id: string;
  label: Label28;
  /**
   * Risk levels, the highest first.
   */
  level: Level[];
  /**
   * Lists that go round regularly.
   */
  notice?: Notice[];
  /**
   * Offices and persons that act.
   */
  office?: Office[];
  /**
   * What organisations must do, whoever the children are.
   */
  "organisation-duty"?: OrganisationDuty[];
  /**
   * Groups of children that the policy covers.
   */
  population: Rule[];
  /**
   * Decisions on what the document leaves open.
   */
  reading?: Reading[];
  /**
   * Who must be told of a child.
   */
  referral?: Referral[];
  scope: Scope;
  /**
   * Situations that put a child in a level.
   */
  trigger: Trigger[];
  /**
   * The version of the file; changes whenever an answer can change.
   */
  version: string;
  /**
   * Words to avoid in public.
   */
  wording?: Wording[];
}
/**
 * A category within a population.
 */
export interface Category {
  /**
   * Clauses that it encodes, by id.
   */
  cite: string[];
  /**
   * Its id.
   */
  id: string;
  label: Label;
  /**
   * The population it belongs to, by id.
   */
  population: string;
  /**
   * Who belongs to it.
   */
  when: string | Written;
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
 * The written form: a table with a few keys, of which exactly one kind may be used.
 */
export interface Written {
  all?: Formula[] | null;
  any?: Formula[] | null;
  "both-parents"?: Formula | null;
  "either-parent"?: Formula | null;
  fact?: string | null;
  father?: Formula | null;
  is?: OneOrMany | null;
  months?: Bound | null;
  mother?: Formula | null;
  not?: Formula | null;
  number?: Bound | null;
  "one-parent"?: Formula | null;
  reading?: string | null;
  suspected?: Formula | null;
  "the-other"?: Formula | null;
  years?: Bound | null;
}
/**
 * A clause of the document, or an article of another law that it relies on.
 */
export interface Clause {
  /**
   * Its id, such as `2.1e`.
   */
  id: string;
  label: Label1;
  /**
   * Why no rule encodes it; absent when one does.
   */
  "not-encoded"?: Label2 | null;
  /**
   * Its place, such as 二（一） or 未成年人保护法 11.
   */
  place: string;
}
/**
 * What it says, in our own words.
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
 * Facts that stay with some offices: no list to another office may have a column with one of them, or with anything
 * within it.
 */
export interface ConfinedFacts {
  /**
   * Clauses that it encodes, by id.
   */
  cite: string[];
  /**
   * The facts, by path.
   */
  facts: string[];
  /**
   * The id of this entry.
   */
  id: string;
  label: Label3;
  /**
   * The offices that may be told of them, by id.
   */
  to: string[];
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
 * The core districts of one prefecture.
 */
export interface CoreDistricts {
  /**
   * Clauses, by id.
   */
  cite: string[];
  /**
   * County codes of its core districts.
   */
  counties: number[];
  /**
   * The prefecture, such as 445200.
   */
  prefecture: number;
}
/**
 * A condition with a name.
 */
export interface Definition {
  /**
   * Clauses that it encodes, by id.
   */
  cite: string[];
  /**
   * Its id.
   */
  id: string;
  /**
   * Whether this is our interpretation rather than the letter of the clause; traces say so.
   */
  interpretation?: boolean;
  label: Label4;
  /**
   * Of whom it speaks. A definition of a parent reads that parent's facts as `parent.…`.
   */
  subject?: "child" | "parent";
  /**
   * A condition: the id of a definition, or a table with exactly one kind of test.
   */
  when: string | Written;
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
 * A list that a department keeps of those whom it serves, to be compared with the children.
 */
export interface DepartmentList {
  /**
   * Whose list it is, by id.
   */
  by: string[];
  /**
   * Clauses that it encodes, by id.
   */
  cite: string[];
  /**
   * A condition: the id of a definition, or a table with exactly one kind of test.
   */
  entitled: string | Written;
  /**
   * Its id.
   */
  id: string;
  label: Label5;
  /**
   * Who ought not to be on it any more; none where nobody has to leave it.
   */
  leaves?: Formula | null;
  /**
   * Who is served by what the child's own record says; none where the record does not say.
   */
  recorded?: Formula | null;
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
 * The document that it encodes.
 */
export interface Document {
  /**
   * The first day in force.
   */
  from: string;
  "issued-by": Label6;
  /**
   * The day of issue.
   */
  "issued-on": string;
  /**
   * Its number, such as 普民〔2024〕35号.
   */
  number: string;
  title: Label7;
  /**
   * The last day in force; none when it has no end.
   */
  until?: string | null;
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
 * Something that must be done for a child: because of the level, or because of a condition, or both.
 */
export interface Duty {
  /**
   * Whose duty it is, by id; any of them may do it.
   */
  by: string[];
  /**
   * Whether it is done whoever does it; otherwise only one of `by` can.
   */
  "by-anyone"?: boolean;
  /**
   * Clauses that it encodes, by id.
   */
  cite: string[];
  /**
   * Its id.
   */
  id: string;
  /**
   * What kind of act it is.
   */
  kind: "home-visit" | "contact" | "intervention" | "act";
  label: Label8;
  /**
   * The levels that have it, by id; none when only the condition counts.
   */
  levels?: string[];
  /**
   * Whether it also holds for a person who is outside the policy by now, such as one who came of age.
   */
  "outside-too"?: boolean;
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
   * The condition; none when only the level counts.
   */
  when?: Formula | null;
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
 * A fact that the vocabulary lacks and this policy needs. Always a finding: no, suspected, confirmed or unknown.
 */
export interface LocalFact {
  /**
   * Clauses that need it, by id.
   */
  cite: string[];
  /**
   * Its id; in a record it stands under `local`.
   */
  id: string;
  /**
   * Whether it is an act of an office, which has not happened while nobody recorded it. Otherwise a blank is unknown.
   */
  judgement: boolean;
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
 * The official count table.
 */
export interface Form {
  /**
   * Clauses, by id.
   */
  cite: string[];
  /**
   * Its id.
   */
  id: string;
  /**
   * From what change on a number that differs from the previous period's is looked at; none of them where it is left out.
   */
  "large-change"?: LargeChange | null;
  /**
   * What stands in the cell of a level, by its id; the level's own label where none is given.
   */
  "level-cells"?: {
    [k: string]: Label2;
  };
  note: Label10;
  /**
   * What is hidden from everyone but those to whom the form is sent; none where it may be shown whole.
   */
  publication?: Publication | null;
  /**
   * Its rows, from the top.
   */
  row: FormRow[];
  title: Label15;
  words: FormWords;
}
/**
 * A change from one period to the next that children seldom make by themselves: both must hold.
 */
export interface LargeChange {
  /**
   * At least so many children.
   */
  "children-at-least": number;
  /**
   * And more than so many hundredths of the previous number.
   */
  "percent-above": number;
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
 * What a published table hides.
 */
export interface Publication {
  /**
   * Clauses, by id.
   */
  cite: string[];
  /**
   * A number of children from 1 to one less than this is small and hidden, and no hidden number can be told to
   * within fewer than this many: from 2 to 1000.
   */
  "hide-below": number;
  /**
   * What stands in the place of a hidden number.
   */
  mark: string;
  note: Label11;
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
/**
 * A row of the official count table.
 */
export interface FormRow {
  /**
   * Clauses, by id.
   */
  cite: string[];
  /**
   * Its id.
   */
  id: string;
  label: Label12;
  /**
   * The level under which it stands, by id.
   */
  level: string;
  /**
   * Its number within the level.
   */
  number: number;
  "of-which": Label13;
  /**
   * A condition: the id of a definition, or a table with exactly one kind of test.
   */
  "of-which-when": string | Written;
  /**
   * What stands here although the form has no row of its own for it.
   */
  remark?: Label2 | null;
  /**
   * What it is called under other readings; the first that holds counts.
   */
  renamed?: RowName[];
  /**
   * Which children of the level it counts, the first fitting row holding; none for the last row of a level, which takes the rest.
   */
  when?: Formula | null;
}
/**
 * A text in Chinese and in English, in the project's own words.
 */
export interface Label12 {
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
export interface Label13 {
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
 * Another name that a row has under a reading.
 */
export interface RowName {
  /**
   * The alternative under which the row has this name.
   */
  is: string;
  label: Label14;
  /**
   * The reading, by id.
   */
  reading: string;
}
/**
 * A text in Chinese and in English, in the project's own words.
 */
export interface Label14 {
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
export interface Label15 {
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
 * The printed words around the numbers.
 */
export interface FormWords {
  count: Label16;
  date: Label17;
  "filled-by": Label18;
  group: Label19;
  level: Label20;
  note: Label21;
  "of-which": Label22;
  remark: Label23;
  subtotal: Label24;
  telephone: Label25;
  total: Label26;
  unit: Label27;
}
/**
 * A text in Chinese and in English, in the project's own words.
 */
export interface Label16 {
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
export interface Label17 {
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
export interface Label18 {
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
export interface Label19 {
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
export interface Label20 {
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
export interface Label21 {
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
export interface Label22 {
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
export interface Label23 {
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
export interface Label24 {
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
export interface Label25 {
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
export interface Label26 {
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
export interface Label27 {
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
export interface Label28 {
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
 * A risk level.
 */
export interface Level {
  /**
   * Clauses that it encodes, by id.
   */
  cite: string[];
  /**
   * Its colour on a screen or a page, such as `#c62828`.
   */
  colour: string;
  /**
   * Every member of a population has at least this level.
   */
  "every-member"?: boolean;
  /**
   * Its id, such as `red`.
   */
  id: string;
  label: Label29;
  /**
   * Its triggers count only under this condition.
   */
  "only-when"?: Formula | null;
  /**
   * Its rank; a higher number is more urgent. Levels stand in the file from the highest rank down.
   */
  rank: number;
}
/**
 * A text in Chinese and in English, in the project's own words.
 */
export interface Label29 {
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
 * A list of children that goes round regularly.
 */
export interface Notice {
  /**
   * Clauses that it encodes, by id.
   */
  cite: string[];
  /**
   * The columns on the list, by path, and `level` for the child's level; nothing else may be sent.
   */
  fields: string[];
  /**
   * From whom, by id.
   */
  from: string[];
  /**
   * Its id.
   */
  id: string;
  label: Label30;
  /**
   * The levels on the list, by id.
   */
  levels: string[];
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
   * To whom, by id.
   */
  to: string[];
}
/**
 * A text in Chinese and in English, in the project's own words.
 */
export interface Label30 {
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
 * An office or a person that acts.
 */
export interface Office {
  /**
   * Its id, such as `education`.
   */
  id: string;
  label: Label31;
  /**
   * Whether there are several of it, and one in each what: each then has every duty of its own. None where the
   * policy means one office.
   */
  "one-in-each"?: OneInEach | null;
}
/**
 * A text in Chinese and in English, in the project's own words.
 */
export interface Label31 {
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
 * Something that an organisation must do, whoever the children are.
 */
export interface OrganisationDuty {
  /**
   * Whose duty it is, by id. Each of them has it.
   */
  by: string[];
  /**
   * It is met in a village that has at least this many child directors.
   */
  "child-directors-at-least"?: number | null;
  /**
   * Clauses that it encodes, by id.
   */
  cite: string[];
  /**
   * Its id.
   */
  id: string;
  label: Label32;
  /**
   * It arises only where more than this many children of the policy live in a village.
   */
  "more-children-than"?: number | null;
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
   * How many times in each period, at least.
   */
  times?: number;
}
/**
 * A text in Chinese and in English, in the project's own words.
 */
export interface Label32 {
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
 * A population.
 */
export interface Rule {
  /**
   * Clauses that it encodes, by id.
   */
  cite: string[];
  /**
   * Its id.
   */
  id: string;
  label: Label33;
  /**
   * A condition: the id of a definition, or a table with exactly one kind of test.
   */
  when: string | Written;
}
/**
 * A text in Chinese and in English, in the project's own words.
 */
export interface Label33 {
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
 * A decision on something that the document leaves open, with what else could have been decided.
 */
export interface Reading {
  /**
   * Every alternative, the one in force included.
   */
  alternatives: Alternative[];
  because: Label35;
  /**
   * The alternative in force, by id.
   */
  chosen: string;
  /**
   * Its id, such as `attainment-of-age`.
   */
  id: string;
  /**
   * Its number in the list of ambiguities, such as A-05.
   */
  number: string;
  question: Label36;
  /**
   * What reads it.
   */
  "used-by": "engine" | "rules" | "schedule" | "form" | "disclose" | "organisations";
}
/**
 * One way to decide a reading.
 */
export interface Alternative {
  /**
   * Its id.
   */
  id: string;
  label: Label34;
}
/**
 * A text in Chinese and in English, in the project's own words.
 */
export interface Label34 {
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
export interface Label35 {
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
export interface Label36 {
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
 * Somebody who must be told of a child.
 */
export interface Referral {
  /**
   * Clauses that it encodes, by id.
   */
  cite: string[];
  /**
   * The columns that the recipient needs, by path; nothing else may be sent.
   */
  fields: string[];
  /**
   * From whom, by id.
   */
  from: string[];
  /**
   * Its id.
   */
  id: string;
  label: Label37;
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
   * To whom, by id.
   */
  to: string[];
  /**
   * A condition: the id of a definition, or a table with exactly one kind of test.
   */
  when: string | Written;
}
/**
 * A text in Chinese and in English, in the project's own words.
 */
export interface Label37 {
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
 * Who is outside the policy altogether, and what to do where no level can be settled.
 */
export interface Scope {
  /**
   * A person of whom this is certain is outside: not graded. While it is not certain, the person is taken for a child.
   */
  outside: string;
  "way-out": WayOut;
}
/**
 * Who settles what the rules leave undetermined.
 */
export interface WayOut {
  /**
   * The office, by id.
   */
  by: string;
  /**
   * Clauses, by id.
   */
  cite: string[];
  label: Label38;
}
/**
 * A text in Chinese and in English, in the project's own words.
 */
export interface Label38 {
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
 * A situation that puts a child in a level.
 */
export interface Trigger {
  /**
   * Clauses that it encodes, by id.
   */
  cite: string[];
  /**
   * Its id.
   */
  id: string;
  label: Label39;
  /**
   * The level, by id.
   */
  level: string;
  /**
   * A condition: the id of a definition, or a table with exactly one kind of test.
   */
  when: string | Written;
}
/**
 * A text in Chinese and in English, in the project's own words.
 */
export interface Label39 {
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
 * Words that must not stand in the name of an activity or on a banner.
 */
export interface Wording {
  /**
   * The words.
   */
  avoid: string[];
  /**
   * Clauses, by id.
   */
  cite: string[];
  /**
   * Its id.
   */
  id: string;
  /**
   * What may stand in their place.
   */
  instead?: Label2 | null;
  label: Label40;
}
/**
 * A text in Chinese and in English, in the project's own words.
 */
export interface Label40 {
  /**
   * English.
   */
  en: string;
  /**
   * Chinese.
   */
  zh: string;
}
