// Made from schemas/form.schema.json by `cargo xtask generate`; not to be changed by hand.

/**
 * The official count table, filled.
 */
export interface FormDocument {
  /**
   * The day for which the children were assessed.
   */
  as_of: string;
  /**
   * The children behind each figure, by key, where the caller gave them.
   */
  children?: ChildrenOfFigure[];
  /**
   * Children for whom a recorded decision names another level than the one they are counted in.
   */
  decided_otherwise: number;
  /**
   * The name and version of this form.
   */
  format: "hutong-form-1";
  head: FormHead;
  /**
   * The levels with their rows, from the top.
   */
  levels: LevelOfForm[];
  /**
   * Children who certainly have no level.
   */
  not_graded: number;
  /**
   * What must be said below the table.
   */
  notes: FormNote[];
  /**
   * Persons outside the policy.
   */
  outside: number;
  policy: PolicyName;
  readings: Readings;
  title: Label3;
  /**
   * All levels: distinct children.
   */
  total: number;
  /**
   * Children whose level is undetermined: in no row, by the levels that are possible.
   */
  undetermined: UndeterminedLine[];
  /**
   * What is doubtful about the table as a whole.
   */
  warnings?: Warning[];
}
/**
 * The children behind a figure.
 */
export interface ChildrenOfFigure {
  /**
   * The figure, such as `row/unlawful-harm` or `total`.
   */
  cell: string;
  /**
   * Their keys, in order; a record without a key as `#` and its row.
   */
  keys: string[];
}
/**
 * What stands above the table.
 */
export interface FormHead {
  /**
   * The day that stands on it.
   */
  date?: string | null;
  /**
   * Who filled it.
   */
  filled_by?: string | null;
  /**
   * The telephone number.
   */
  telephone?: string | null;
  /**
   * The reporting unit.
   */
  unit?: string | null;
  /**
   * The year in the title.
   */
  year: number;
}
/**
 * A level of the form.
 */
export interface LevelOfForm {
  /**
   * The level, by id.
   */
  id: string;
  label: Label;
  /**
   * Its rows.
   */
  rows: RowOfForm[];
  /**
   * Its number: distinct children.
   */
  subtotal: number;
}
/**
 * What stands in its cell.
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
 * A row of the form.
 */
export interface RowOfForm {
  /**
   * Its number.
   */
  count: number;
  /**
   * The row, by id.
   */
  id: string;
  label: Label1;
  /**
   * What stands in its remarks.
   */
  notes: FormNote[];
  /**
   * Its number within the level.
   */
  number: number;
  of_which: OfWhich;
  /**
   * Other rows that its children fit as well.
   */
  overlaps: Overlap[];
  /**
   * Children who are not counted in it and may belong there.
   */
  possible: number;
  /**
   * Children of the row who may stand in another.
   */
  uncertain: number;
}
/**
 * What it counts.
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
 * Something that must be said, with its kind.
 */
export interface FormNote {
  /**
   * The kind, such as `of-which-open`.
   */
  code: string;
  /**
   * In English.
   */
  en: string;
  /**
   * In Chinese.
   */
  zh: string;
}
/**
 * Its second number (其中).
 */
export interface OfWhich {
  /**
   * The number.
   */
  count: number;
  label: Label2;
  /**
   * Children of whom it is undetermined whether it counts them.
   */
  undetermined: number;
}
/**
 * What it counts.
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
 * Children of a row whom another row fits as well.
 */
export interface Overlap {
  /**
   * How many.
   */
  count: number;
  /**
   * The other row, by id.
   */
  row: string;
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
 * The title.
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
 * Children whose level is undetermined.
 */
export interface UndeterminedLine {
  /**
   * How many.
   */
  count: number;
  /**
   * The levels that are possible, the highest first; `not-graded` for none.
   */
  levels: string[];
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
