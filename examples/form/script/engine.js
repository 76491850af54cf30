// The engine as the pages use it, and its words: every label of a fact, rule, level or office comes from here.
// The joints between them are the interface's own (words.js).

import { init, Policy, columns, explain, handbook, review, schedule } from "../hutong/hutong.js";
import { interfaceWords } from "./words.js";

/**
 * @typedef {import("../hutong/hutong.js").Assessment} Assessment
 * @typedef {import("../hutong/hutong.js").Fault} Fault
 * @typedef {import("../hutong/hutong.js").Ledger} Ledger
 * @typedef {import("../hutong/hutong.js").Question} Question
 * @typedef {import("../hutong/hutong.js").Review} Review
 * @typedef {import("../hutong/hutong.js").RulePage} RulePage
 * @typedef {import("./words.js").Language} Language
 * @typedef {{ zh: string, en: string }} Label
 * @typedef {{ id: string, label: Label }} Named
 * @typedef {{ id: string, zh: string, en: string }} Value
 * @typedef {{ path: string, zh: string, en: string, kind: string, cite?: string, values: Value[] }} Column
 * @typedef {{ id: string, label: Label, colour: string, rank: number }} Level
 * @typedef {{ fact: string, value: string, definition?: string | null }} FactUsed
 * @typedef {string | Record<string, unknown>} Pace
 */

/** The id by which an answer says that no level applies. */
export const NOT_GRADED = "not-graded";

/** The engine with one policy. */
export class Engine {
  /** @param {Policy} policy */
  constructor(policy) {
    this.first = policy;
    this.policy = policy;
    const source = /** @type {any} */ (policy.toObject());
    this.source = source;
    /** @type {Level[]} the highest first */
    this.levels = [...source.level].sort((one, other) => other.rank - one.rank);
    /** @type {Map<string, Column>} */
    this.columns = new Map();
    const vocabulary = /** @type {Column[]} */ (/** @type {unknown} */ (columns()));
    for (const column of vocabulary) this.columns.set(column.path, column);
    // A policy's own facts are findings, as any finding of the vocabulary.
    const finding = vocabulary.find((column) => column.kind === "finding");
    for (const { id, label } of /** @type {Named[]} */ (source.fact ?? [])) {
      const path = `local.${id}`;
      this.columns.set(path, { path, ...label, kind: "finding", values: finding?.values ?? [] });
    }
  }

  /** Loads the engine with the policy that it has built in. */
  static async load() {
    await init();
    const [id] = Policy.builtinIds();
    return new Engine(Policy.builtin(id));
  }

  /**
   * @param {object} child
   * @param {string} asOf
   * @returns {Review}
   */
  review(child, asOf) {
    return review(child, { asOf, policy: this.policy });
  }

  /**
   * The visit ledger; nothing where the history cannot be read.
   * @param {object} history
   * @param {object} child
   * @param {string} asOf
   * @returns {{ ledger: Ledger } | { faults: readonly Fault[] }}
   */
  schedule(history, child, asOf) {
    try {
      return { ledger: schedule(history, { asOf, child, policy: this.policy }) };
    } catch (error) {
      const faults = /** @type {{ faults?: Fault[] }} */ (error).faults;
      if (!faults) throw error;
      return { faults };
    }
  }

  /** @param {string} name */
  explain(name) {
    return explain(name, { policy: this.policy });
  }

  /** The policy as a page to read: a whole HTML document. */
  handbook() {
    return handbook({ policy: this.policy });
  }

  /** Decides readings otherwise, for what is asked from now on. @param {Record<string, string>} readings */
  read(readings) {
    this.policy = Object.entries(readings).reduce((policy, [reading, chosen]) => policy.withReading(reading, chosen), this.first);
  }
}

/** The engine's answers in one language. */
export class Words {
  /**
   * @param {Engine} engine
   * @param {Language} language
   */
  constructor(engine, language) {
    this.engine = engine;
    this.language = language;
    this.say = interfaceWords(language);
  }

  /** @param {Label} label */
  label(label) {
    return label[this.language];
  }

  /** @param {string[]} parts */
  list(parts) {
    return parts.join(this.language === "zh" ? "、" : ", ");
  }

  /** @param {string} path */
  fact(path) {
    const column = this.engine.columns.get(path);
    return column ? this.label(column) : path;
  }

  /**
   * A value by its id; a day or a number as it is.
   * @param {string} path
   * @param {unknown} id
   */
  value(path, id) {
    if (id === null || id === undefined || id === "unknown") return this.say.unknown;
    if (typeof id === "object") return JSON.stringify(id);
    const value = this.engine.columns.get(path)?.values.find((known) => known.id === id);
    return value ? this.label(value) : String(id);
  }

  /**
   * An answer to a question: a value, or on which side of a border it lies.
   * @param {string} path
   * @param {string} answer
   */
  answer(path, answer) {
    const stretches = answer.split(", ").map((part) => /^(at least|under) (\d+)(?: (years|months))?$/.exec(part));
    if (stretches.every((stretch) => stretch !== null)) {
      return this.list(stretches.map(([, side, number, unit]) => this.say.stretch(side, number, unit)));
    }
    return this.value(path, answer);
  }

  /** @param {string | null | undefined} id */
  level(id) {
    const level = this.engine.levels.find((known) => known.id === id);
    return level ? this.label(level.label) : this.say.notGraded;
  }

  /** @param {string[]} ids */
  offices(ids) {
    return this.list(ids.map((id) => this.named("office", id)));
  }

  /**
   * The label of an entry of the policy.
   * @param {string} kind
   * @param {string} id
   */
  named(kind, id) {
    const found = /** @type {Named[]} */ (this.engine.source[kind] ?? []).find((entry) => entry.id === id);
    return found ? this.label(found.label) : id;
  }

  /**
   * The label of a rule of which only the id is known.
   * @param {string} id
   */
  rule(id) {
    const kinds = ["trigger", "population", "category", "duty", "referral", "notice"];
    const kind = kinds.find((kind) => (this.engine.source[kind] ?? []).some((/** @type {Named} */ entry) => entry.id === id));
    return kind ? this.named(kind, id) : id;
  }

  /** @param {Pace} pace */
  pace(pace) {
    if (typeof pace === "string") return this.say.pace(pace);
    const [[kind, value]] = Object.entries(pace);
    return this.say.pace(kind, value);
  }
}
