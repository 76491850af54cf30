// From what a form holds to the text that the module reads. Nothing is decided here: what JSON does not have is written
// as NaN, which the core tells as a value of the wrong type, at its path, and reads everything else.

import { wrong } from "./errors.js";

/** No record is deeper; the core says so of what lies below. */
const DEEPEST = 16;
/** No field holds as much; the core says so of what is longer. */
const LONGEST = 65_536;
/** What cannot be written as JSON without becoming something else. */
const NOTHING_LIKE_IT = "NaN";

/**
 * Writes a record, or with larger bounds a history.
 *
 * It may be anything: a proxy, an object whose getters throw, one that contains itself.
 */
export function textOf(value, most = { values: 20_000, letters: 1 << 22 }) {
  let { values, letters } = most;
  const above = new Set();
  const parts = [];
  const put = (text) => {
    letters -= text.length;
    if (letters < 0) throw tooLarge();
    parts.push(text);
  };
  const write = (value) => {
    values -= 1;
    if (values < 0) throw tooLarge();
    if (value === null || value === undefined) return put("null");
    switch (typeof value) {
      case "string":
        return put(quoted(value.length > LONGEST ? value.trim().slice(0, LONGEST) : value));
      case "boolean":
        return put(String(value));
      case "number":
        return put(number(value));
      case "object":
        return writeObject(value);
      default:
        return put(NOTHING_LIKE_IT);
    }
  };
  const writeObject = (value) => {
    const entries = above.size < DEEPEST && !above.has(value) ? entriesOf(value, values) : undefined;
    if (entries === undefined) return put(NOTHING_LIKE_IT);
    above.add(value);
    let separator = "";
    put(entries.isList ? "[" : "{");
    for (const [name, entry] of entries.list) {
      put(separator);
      separator = ",";
      if (!entries.isList) put(`${quoted(name.slice(0, LONGEST))}:`);
      write(entry);
    }
    put(entries.isList ? "]" : "}");
    above.delete(value);
  };
  write(value === undefined ? NaN : value);
  return parts.join("");
}

/** Text in quotes. Half a letter, which JavaScript allows, becomes the sign for what cannot be read. */
function quoted(text) {
  return JSON.stringify(text).replace(/\\(?:\\|ud[89a-f][0-9a-f]{2})/g, (sign) => (sign === "\\\\" ? sign : "\ufffd"));
}

/** A number that JavaScript has rounded goes as one that is rounded, for the core to tell. */
function number(value) {
  const rounded = Number.isInteger(value) && !Number.isSafeInteger(value);
  return rounded ? value.toExponential().replace("e+", "e") : String(value);
}

/** The entries of a list or an object; undefined for anything else, and for what cannot be looked into. */
function entriesOf(value, most) {
  try {
    const isList = Array.isArray(value);
    const tag = Object.prototype.toString.call(value);
    // A Date, a Map, a Decimal: their own words for themselves are not the fact's.
    if (!isList && (tag !== "[object Object]" || typeof value.toJSON === "function")) return undefined;
    if (isList && value.length > most) throw tooLarge();
    const names = isList ? Array.from({ length: value.length }, (_, place) => place) : Object.keys(value);
    const list = [];
    for (const name of names) {
      let entry;
      try {
        entry = value[name];
      } catch {
        entry = Symbol.for("unreadable");
      }
      if (entry !== undefined || isList) list.push([name, entry]);
    }
    return { isList, list };
  } catch (thrown) {
    if (thrown?.code === "too-large") throw thrown;
    return undefined;
  }
}

function tooLarge() {
  return wrong(
    "too-large",
    "",
    "内容过多，不是一条记录；请只提交一名儿童的记录",
    "is far more than a record; give the record of one child",
  );
}
