// A control for each kind of fact. A control tells what was entered, by path; it never decides what that means.

import { dayOf, partsOf } from "./day.js";
import { make } from "./dom.js";

/**
 * @typedef {import("./engine.js").Column} Column
 * @typedef {import("./engine.js").Words} Words
 * @typedef {{
 *   words: Words,
 *   valueAt: (path: string) => unknown,
 *   enter: (path: string, value: unknown) => void,
 *   why?: Node | null,
 * }} Context what a control needs of the form
 */

/** @param {string} path */
export const fieldId = (path) => `field-${path.replaceAll(/[^\w-]/g, "_")}`;

/**
 * A fact as a group of controls with its label, the reason for asking, and room for what is wrong with it.
 * @param {Column} column
 * @param {Context} context
 * @returns {HTMLElement}
 */
export function field(column, context) {
  const { words } = context;
  const id = fieldId(column.path);
  const several = column.kind === "choice" || column.kind === "finding" || column.kind === "date" || column.kind === "returns";
  const controls = CONTROLS[column.kind] ?? text;
  const legend = words.label(column);
  return make(
    "fieldset",
    { class: `field ${column.kind}`, id, "data-path": column.path, "aria-describedby": `${id}-why ${id}-fault` },
    make("legend", {}, several ? legend : make("label", { for: `${id}-entry` }, legend)),
    make("div", { id: `${id}-why`, class: "why" }, context.why),
    controls(column, context),
    make("p", { id: `${id}-fault`, class: "fault", hidden: true }),
    column.kind === "finding" && details(column, context),
  );
}

/**
 * Says what is wrong with a fact, or that nothing is.
 * @param {string} path
 * @param {string} said
 */
export function tellFault(path, said) {
  const place = document.getElementById(`${fieldId(path)}-fault`);
  if (!place) return;
  place.textContent = said;
  place.hidden = said === "";
  for (const input of place.closest("fieldset")?.querySelectorAll(":scope > div input, :scope > input") ?? []) {
    if (said) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  }
}

/** @type {Record<string, (column: Column, context: Context) => HTMLElement>} */
const CONTROLS = { choice, finding: choice, date, county, count, returns, text };

/** @param {Column} column @param {Context} context */
function choice({ path, values }, { words, valueAt, enter }) {
  const id = fieldId(path);
  const present = valueAt(path);
  const unknown = { id: "unknown", zh: words.say.unknown, en: words.say.unknown };
  const options = [...values, unknown].map((value) => {
    const checked = present === value.id || present === value.zh;
    const input = make("input", {
      type: "radio", name: id, value: value.id, id: `${id}-${value.id}`, checked, "aria-describedby": `${id}-fault`,
      onchange: () => enter(path, value.id),
    });
    return make("label", { class: value === unknown ? "option unknown" : "option" }, input, make("span", {}, words.label(value)));
  });
  return make("div", { class: options.length > 4 ? "options many" : "options" }, ...options);
}

/** @param {Column} column @param {Context} context */
function date({ path }, { words, valueAt, enter }) {
  const id = fieldId(path);
  const { say } = words;
  const inputs = partsOf(valueAt(path)).map((part, place) =>
    make("input", {
      id: `${id}-${["year", "month", "day"][place]}`, inputmode: "numeric", autocomplete: "off", maxlength: place === 0 ? 4 : 2,
      size: place === 0 ? 4 : 2, value: part, "aria-describedby": `${id}-fault ${id}-hint`,
      oninput: () => enter(path, dayOf(inputs.map((input) => input.value))),
    }),
  );
  const names = [say.year, say.month, say.day];
  const parts = inputs.map((input, place) => make("label", { class: "part" }, input, make("span", {}, names[place])));
  return make("div", { class: "date" }, ...parts, make("p", { class: "hint", id: `${id}-hint` }, say.dayHint));
}

/**
 * @param {string} hint
 * @param {Record<string, unknown>} attributes
 */
const entry = (hint, attributes) => (/** @type {Column} */ { path }, /** @type {Context} */ { valueAt, enter }) => {
  const id = fieldId(path);
  const present = valueAt(path);
  const input = make("input", {
    id: `${id}-entry`, autocomplete: "off", value: present === undefined || present === "unknown" ? "" : present,
    "aria-describedby": `${id}-fault ${id}-hint`, ...attributes,
    oninput: () => enter(path, input.value.trim() === "" ? undefined : input.value.trim()),
  });
  return make("div", { class: "entry" }, input, hint !== "" && make("p", { class: "hint", id: `${id}-hint` }, hint));
};

/** @param {Column} column @param {Context} context */
function text(column, context) {
  return entry("", { maxlength: 200 })(column, context);
}
/** @param {Column} column @param {Context} context */
function county(column, context) {
  return entry(context.words.say.countyHint, { maxlength: 12 })(column, context);
}
/** @param {Column} column @param {Context} context */
function count(column, { enter, ...context }) {
  // A number that was typed is a number of the record; anything else stays, for the engine to say what is wrong.
  const asNumber = (/** @type {string} */ path, /** @type {unknown} */ value) =>
    enter(path, typeof value === "string" && /^\d{1,6}$/.test(value) ? Number(value) : value);
  return entry(context.words.say.countHint, { inputmode: "numeric", maxlength: 6 })(column, { ...context, enter: asNumber });
}

/** @typedef {{ from?: string, until?: string, reason?: string }} Return */

/** Returns from an absence: from, until, why. @param {Column} column @param {Context} context */
function returns({ path, values }, { words, valueAt, enter }) {
  const { say } = words;
  const present = valueAt(path);
  /** @type {Return[]} */
  const list = Array.isArray(present) ? present.map((entry) => ({ ...entry })) : [];
  const tell = () => enter(path, list.length > 0 ? list.map((entry) => ({ ...entry })) : undefined);
  const box = make("div", { class: "returns" });
  const show = () => {
    const rows = list.map((entry, place) => {
      const inner = {
        words,
        valueAt: (/** @type {string} */ name) => entry[/** @type {keyof Return} */ (name.slice(name.lastIndexOf(".") + 1))],
        enter: (/** @type {string} */ name, /** @type {unknown} */ value) => {
          const key = /** @type {keyof Return} */ (name.slice(name.lastIndexOf(".") + 1));
          if (value === undefined) delete entry[key];
          else entry[key] = String(value);
          tell();
        },
      };
      const part = (/** @type {string} */ name, /** @type {string} */ label, /** @type {string} */ kind) =>
        field({ path: `${path}.${place}.${name}`, zh: label, en: label, kind, values: kind === "choice" ? values : [] }, inner);
      const remove = make("button", { type: "button", class: "quiet", onclick: () => { list.splice(place, 1); tell(); show(); } }, say.remove);
      return make("div", { class: "return" }, part("from", say.returnFrom, "date"), part("until", say.returnUntil, "date"), values.length > 0 && part("reason", say.returnReason, "choice"), remove);
    });
    const add = make("button", { type: "button", class: "quiet", onclick: () => { list.push({}); show(); } }, say.addReturn);
    box.replaceChildren(...rows, add);
  };
  show();
  return box;
}

/**
 * Who found it and when, and how it was closed: whatever parts the vocabulary has below a finding.
 * @param {Column} column
 * @param {Context} context
 */
function details(column, { why: _, ...context }) {
  const parts = [...context.words.engine.columns.values()].filter((part) => part.path.startsWith(`${column.path}.`));
  if (parts.length === 0) return null;
  return make("details", { class: "parts" }, make("summary", {}, context.words.say.details), ...parts.map((part) => field(part, context)));
}
