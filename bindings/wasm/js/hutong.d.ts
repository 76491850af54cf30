/**
 * Hutong (护童): what a child-protection policy says about a child, and why.
 *
 * Unknown is never a no: a blank never lowers a level, drops a child or clears a duty.
 */
import type { Assessment, Question } from "./types/assessment.js";
import type { Child } from "./types/child.js";
import type { Outlook } from "./types/forecast.js";
import type { FormDocument } from "./types/form.js";
import type { History } from "./types/history.js";
import type { Ledger } from "./types/ledger.js";
import type { PolicySource } from "./types/policy.js";
import type { EntryNamed, RulePage } from "./types/rule.js";

export type { Assessment, Child, EntryNamed, FormDocument, History, Ledger, Outlook, PolicySource, Question, RulePage };

/** Something wrong with a field of a record, or with an entry of a policy. */
export interface Fault {
  /** The kind of fault, such as `impossible-date`. */
  code: string;
  /** Whether it keeps the record from being answered, or should only be looked at. */
  severity: "error" | "warning";
  /** The field, such as `father.custody.from`; empty for the record as a whole. */
  path: string;
  /** The place in the document that needs the field, such as 二（一）; empty where none does. Not for a policy. */
  clause?: string;
  /** Where it stands in the text of a policy, from 1. */
  line?: number | null;
  column?: number | null;
  /** What is wrong and what to do, in Chinese. */
  zh: string;
  /** The same in English. */
  en: string;
}

/** A column of the vocabulary: one fact. */
export interface Column {
  /** Its path in a record, such as `father.state`. */
  path: string;
  zh: string;
  en: string;
  kind: "choice" | "finding" | "date" | "count" | "county" | "text" | "returns";
  /** The values that it may have, with other spellings; none where it is not a closed list. */
  values: { id: string; zh: string; en: string; also: string[] }[];
  /** The place in the document that needs it. */
  cite: string;
  /** Other headers that offices use for it. */
  headers: string[];
}

/** The policy that is asked where none is named. */
export declare const DEFAULT_POLICY: "puning-2024";

/**
 * Loads the module. Await it once before anything else is called; calling it again does nothing.
 *
 * @param source Where the module is, its bytes, or the module itself; by default the file beside this one.
 */
export declare function init(source?: string | URL | Request | BufferSource | WebAssembly.Module): Promise<void>;

/** A policy, checked and compiled. Nothing in it changes. */
export declare class Policy {
  private constructor();
  /** A policy that comes with the package. @throws HutongError where none has this id. */
  static builtin(id: string): Policy;
  /** The ids of the policies that come with the package. */
  static builtinIds(): string[];
  /** A policy from the text of a TOML file. @throws PolicyError with every fault, each with line and column. */
  static fromToml(text: string): Policy;
  /** A policy from its entries, such as `policy.toObject()` with changes. @throws PolicyError with every fault. */
  static fromObject(entries: PolicySource): Policy;
  /** The same policy with one reading decided otherwise. @throws PolicyError for an unknown reading or alternative. */
  withReading(reading: string, chosen: string): Policy;
  readonly id: string;
  /** The version of the file. */
  readonly version: string;
  /** SHA-256 of what the policy says, in hexadecimal; comments and layout do not count. */
  readonly hash: string;
  /** The readings in force: from a reading's id to the alternative chosen. */
  readonly readings: { readonly [reading: string]: string };
  /** The entries of the file. */
  toObject(): PolicySource;
}

/** On which day, and by which policy. */
export interface Options {
  /** The day for which the answer holds, such as `2026-11-01`. */
  asOf: string;
  /** The id of a policy that comes with the package, or a policy. By default `DEFAULT_POLICY`. */
  policy?: string | Policy | undefined;
}

/** A record as a form holds it: groups, paths (`"father.state"`) or labels (`"父亲状况"`); what is left out is unknown. */
export type Entries = Child | { readonly [field: string]: unknown };

/**
 * Says what a policy says about a child, and why.
 *
 * `everything` also tells why each trigger did not fire, what would change the level, what to ask next (`ask`), and the
 * days on which the answer changes by itself.
 *
 * @throws RecordError for a field that cannot be read.
 */
export declare function assess(child: Entries, options: Options & { everything?: boolean | undefined }): Assessment;

/** Lists every fault of a record: errors and warnings, each with code, severity, path, clause, zh and en. */
export declare function validate(child: Entries, options: Options): Fault[];

/** Lists the missing facts, the most telling first, each with what it could settle. @throws RecordError */
export declare function ask(child: Entries, options: Options): Question[];

/** Says what changes with no new fact, up to the day `until` or as far as the calendar goes. @throws RecordError */
export declare function forecast(child: Entries, options: Options & { until?: string | undefined }): Outlook;

/** Tells a rule or clause in words, by its name (`trigger/unlawful-harm`), id, place or number. @throws HutongError */
export declare function explain(name: string, options?: { policy?: string | Policy | undefined }): RulePage[];

/** Every entry of a policy that `explain` tells, by name, with what it is called. */
export declare function names(options?: { policy?: string | Policy | undefined }): EntryNamed[];

/** The policy as a page to read, as `hutong policy show` writes it: a whole HTML document. */
export declare function handbook(options?: { policy?: string | Policy | undefined }): string;

/** Every column of the vocabulary: path, labels, clause, kind, values. */
export declare function columns(): Column[];

/** The visit ledger of a child's history; with the child's record, also what is due by an assessment of the day. */
export declare function schedule(history: History, options: Options & { child?: Entries | undefined }): Ledger;

/** The official count table of some children. */
export declare function form(
  children: Iterable<Entries>,
  options: Options & {
    year: number;
    unit?: string | undefined;
    filledBy?: string | undefined;
    date?: string | undefined;
    telephone?: string | undefined;
  },
): { form: FormDocument; rejected: { row: number; faults: Fault[] }[] };

/** What a form shows at each keystroke. */
export interface Review {
  /** What the policy says of everything that could be read; `assessment.ask` is what to ask next. */
  assessment: Assessment;
  /** Fields that cannot be read. They are unknown in the assessment. */
  errors: Fault[];
  /** What is doubtful and should be looked at. */
  warnings: Fault[];
  /** What can be read alone makes the highest level certain: act now, correct later. */
  reportsDanger: boolean;
  /** There is no error, or danger is reported: nothing blocks the saving of that. */
  mayBeSaved: boolean;
}

/** Assesses, validates and asks at once. It never throws for what stands in the record. */
export declare function review(child: Entries, options: Options): Review;

/** What goes wrong, told to the person who can mend it. */
export declare class HutongError extends Error {
  /** The kind of error, such as `not-a-date`. */
  readonly code: string;
  /** The field or argument; empty for the whole. */
  readonly path: string;
  /** The place in the document that needs the field, such as 二（一）; empty where none does. */
  readonly clause: string;
  /** What is wrong and what to do, in Chinese. */
  readonly zh: string;
  /** The same in English. */
  readonly en: string;
  /** Every fault; one that stands for the error itself where there is no list. */
  readonly faults: readonly Fault[];
}
/** A record with a field that cannot be read. */
export declare class RecordError extends HutongError {
  /** What the policy says of the fields that could be read. */
  readonly assessment?: Assessment;
  /** Of a history: the ledger of the entries that could be read. */
  readonly ledger?: Ledger;
}
/** A policy that is refused: every fault, with line and column where it came as text. */
export declare class PolicyError extends HutongError {}

/** What the plugs for form libraries take. */
export interface PlugOptions {
  /** The day, or a function that gives it: for a page that outlives midnight. */
  asOf: string | (() => string);
  policy?: string | Policy | undefined;
  /** The language of messages; by default Chinese. */
  language?: "zh" | "en" | undefined;
}

/** What Standard Schema v1 asks of a schema. */
export interface StandardSchema<Input, Output = Input> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: "hutong";
    readonly validate: (
      value: unknown,
    ) =>
      | { readonly value: Output; readonly issues?: undefined }
      | { readonly issues: readonly { readonly message: string; readonly path: readonly (string | number)[] }[] };
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
  };
}

/**
 * A Standard Schema of a record, for React Hook Form, TanStack Form and others. Errors are issues; warnings are not; and
 * a record that reports danger has none, whatever else is wrong with it.
 */
export declare function standardSchema<Record extends object = Child>(options: PlugOptions): StandardSchema<Record>;

/** A rule of async-validator. */
export interface AsyncValidatorRule {
  validator(rule: unknown, value: unknown, done: (error?: Error) => void, source: object): void;
}

/**
 * The rules of async-validator for every field, by its path: for Element Plus, Ant Design Vue, Naive UI.
 *
 * `record` gives the whole record, since whether a fault keeps it from being saved depends on all of it; without it, what
 * the library passes counts as the record.
 */
export declare function asyncValidatorRules(
  options: PlugOptions & { record?: (() => Entries) | undefined },
): { [path: string]: AsyncValidatorRule[] };

/**
 * Holds a plain HTML form to the record's rules, at each input: `setCustomValidity` and `aria-invalid` on the controls,
 * whose names are paths such as `father.state`.
 */
export declare function constrain(
  form: HTMLFormElement,
  options: PlugOptions & {
    /** What the form holds, where it is more than its controls. */
    record?: ((form: HTMLFormElement) => Entries) | undefined;
    /** Called with each review, to show what it says. */
    onReview?: ((review: Review) => void) | undefined;
  },
): { review(): Review; stop(): void };

/** The JSON Schema of a record for form generators: in one piece, with Chinese titles, values as `oneOf` with titles. */
export declare function jsonSchema(): { [keyword: string]: unknown };
