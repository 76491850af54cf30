// Hutong (护童) in JavaScript: what is asked goes to the module as text, what it answers comes back as JSON.
// The module keeps nothing between calls, so that after a fault a fresh one can take its place.

import * as glue from "./glue.js";
import { HutongError, errorOf, wrong } from "./errors.js";
import { textOf } from "./record.js";

export { HutongError, PolicyError, RecordError } from "./errors.js";
export { asyncValidatorRules, constrain, jsonSchema, standardSchema } from "./plugs.js";

export const DEFAULT_POLICY = "puning-2024";

const HISTORY = { values: 1_000_000, letters: 1 << 23 };
/** Longer than any policy file that is read. */
const LONGEST_POLICY = 1 << 21;

let loading;
let isLoaded = false;
/** How many times a fresh module took the place of a faulty one. */
let generation = 0;

export function init(source) {
  loading ??= load(source ?? new URL("./hutong_bg.wasm", import.meta.url)).catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load(source) {
  await glue.default({ module_or_path: source });
  isLoaded = true;
}

/**
 * Asks the module. A fault of the module itself (never of what is asked: that is an error with a code) is answered by
 * asking a fresh one.
 */
function answer(ask) {
  if (!isLoaded) {
    throw wrong("not-loaded", "", "尚未加载；请先等待 await init()", "is not loaded yet; await init() first");
  }
  for (let attempt = 1; ; attempt += 1) {
    try {
      return ask();
    } catch (thrown) {
      if (typeof thrown === "string") throw errorOf(thrown);
      if (thrown instanceof HutongError) throw thrown;
      generation += 1;
      glue.__wbg_reset_state();
      if (attempt === 2) {
        throw wrong(
          "internal-fault",
          "",
          "程序内部出错，本次没有结果；请报告此问题，并按制度人工评估",
          "failed inside, and there is no answer; please report it, and assess by hand",
        );
      }
    }
  }
}

const json = (ask) => answer(() => JSON.parse(ask()));

/** The text of an argument. */
function text(value, path, most = 200) {
  if (typeof value === "string") return value.slice(0, most);
  throw wrong("wrong-type", path, "类型不对；此处应为文字", "has the wrong type; here belongs text");
}

function day(value, path) {
  if (typeof value === "string") return value.slice(0, 40);
  throw wrong("not-a-date", path, "不是日期；请写成 2026-11-01", "is not a day; write it as 2026-11-01");
}

let handleOf;

export class Policy {
  /** Makes the policy in the module, as often as there is a fresh one. */
  #make;
  #handle;
  #generation;
  #about;

  constructor(make) {
    this.#make = make;
    this.#about = Object.freeze(json(() => handleOf(this).about()));
    Object.freeze(this.#about.readings);
  }

  static {
    handleOf = (policy) => {
      if (policy.#generation !== generation) {
        policy.#handle = policy.#make();
        policy.#generation = generation;
      }
      return policy.#handle;
    };
  }

  static builtin(id) {
    const name = text(id, "policy");
    return new Policy(() => glue.Policy.builtin(name));
  }

  static builtinIds() {
    return json(() => glue.Policy.builtin_ids());
  }

  static fromToml(toml) {
    const whole = text(toml, "policy", LONGEST_POLICY);
    return new Policy(() => glue.Policy.from_toml(whole));
  }

  static fromObject(entries) {
    const whole = textOf(entries, HISTORY);
    return new Policy(() => glue.Policy.from_json(whole));
  }

  withReading(reading, chosen) {
    const [id, alternative] = [text(reading, "reading"), text(chosen, "chosen")];
    return new Policy(() => handleOf(this).with_reading(id, alternative));
  }

  get id() {
    return this.#about.id;
  }

  get version() {
    return this.#about.version;
  }

  get hash() {
    return this.#about.hash;
  }

  get readings() {
    return this.#about.readings;
  }

  toObject() {
    return json(() => handleOf(this).entries());
  }
}

const builtIn = new Map();

/** The policy that is meant by an id, or is given. */
function policyOf(given = DEFAULT_POLICY) {
  if (given instanceof Policy) return given;
  const id = text(given, "policy");
  if (!builtIn.has(id)) builtIn.set(id, Policy.builtin(id));
  return builtIn.get(id);
}

/** Asks about a record: `ask` gets the policy, the text of the record and the day. */
function ofRecord(child, options, ask) {
  const asOf = day(options?.asOf, "asOf");
  const policy = policyOf(options.policy);
  const record = textOf(child);
  return json(() => ask(handleOf(policy), record, asOf));
}

export function assess(child, options) {
  const everything = options?.everything === true;
  return ofRecord(child, options, (policy, record, asOf) => glue.assess(policy, record, asOf, everything));
}

export function validate(child, options) {
  return ofRecord(child, options, glue.validate);
}

export function ask(child, options) {
  return ofRecord(child, options, glue.ask);
}

export function review(child, options) {
  return ofRecord(child, options, glue.review);
}

export function forecast(child, options) {
  const until = options?.until === undefined ? undefined : day(options.until, "until");
  return ofRecord(child, options, (policy, record, asOf) => glue.forecast(policy, record, asOf, until));
}

export function schedule(history, options) {
  const told = textOf(history, HISTORY);
  const child = options?.child === undefined ? undefined : textOf(options.child);
  return ofRecord({}, options, (policy, _, asOf) => glue.schedule(policy, told, child, asOf));
}

export function form(children, options) {
  if (typeof children?.[Symbol.iterator] !== "function" || typeof children === "string") {
    throw wrong("wrong-type", "children", "类型不对；此处应为列表", "has the wrong type; here belongs a list");
  }
  const records = Array.from(children, (child) => textOf(child));
  const { year, unit, filledBy, date, telephone } = options ?? {};
  const head = JSON.stringify({ year: Number.isInteger(year) ? year : null, unit, filledBy, date, telephone });
  return ofRecord({}, options, (policy, _, asOf) => glue.form(policy, records, head, asOf));
}

export function explain(name, options) {
  const policy = policyOf(options?.policy);
  const asked = text(name, "name");
  const entries = json(() => handleOf(policy).explain(asked));
  if (entries.length > 0) return entries;
  throw wrong("unknown-rule", "name", "政策里没有这条规则或条款", "is no rule or clause of the policy");
}

export function names(options) {
  const policy = policyOf(options?.policy);
  return json(() => handleOf(policy).names());
}

export function handbook(options) {
  const policy = policyOf(options?.policy);
  return answer(() => handleOf(policy).handbook());
}

export function columns() {
  return json(() => glue.columns());
}
