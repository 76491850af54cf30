// The bench: a few facts, the live answer, and its reasons as a graph. It decides nothing; it asks the engine.

import { levelCard, levelWords } from "./answer.js";
import { dayOf, partsOf } from "./day.js";
import { byId, make } from "./dom.js";
import { fieldId } from "./fields.js";
import { showGraph } from "./graph.js";
import { put, valueAt } from "./record.js";

/** How many facts lie on the bench at first. */
const AT_FIRST = 6;

/** @typedef {import("./engine.js").Words} Words */
/** @typedef {{ id: string, number: string, question: import("./engine.js").Label, chosen: string, alternatives: import("./engine.js").Named[] }} Reading */

export class Simulator {
  /**
   * @param {import("./engine.js").Engine} engine
   * @param {string} asOf
   */
  constructor(engine, asOf) {
    this.engine = engine;
    this.asOf = asOf;
    this.child = /** @type {Record<string, unknown>} */ ({});
    /** @type {string[]} */
    this.paths = [];
    /** @type {Record<string, string>} */
    this.readings = {};
    this.take((engine.review({}, asOf).assessment.ask ?? []).slice(0, AT_FIRST).map(({ fact }) => fact));
  }

  /** Puts facts on the bench, the new ones first. @param {string[]} paths */
  take(paths) {
    this.paths = [...new Set([...paths, ...this.paths])].slice(0, Math.max(paths.length, AT_FIRST + this.known().length));
    if (this.words) this.show(this.words);
  }

  known() {
    return this.paths.filter((path) => valueAt(this.child, path) !== undefined);
  }

  /** @param {Words} words */
  show(words) {
    this.words = words;
    this.showFacts(words);
    this.showReadings(words);
    byId("clear").onclick = () => {
      this.child = {};
      this.readings = {};
      this.engine.read({});
      this.show(words);
    };
    this.answer();
  }

  /** @param {Words} words */
  showFacts(words) {
    byId("facts").replaceChildren(
      ...this.paths.map((path) => {
        const id = fieldId(path);
        return make("div", { class: "fact-row" }, make("label", { for: id }, words.fact(path)), this.control(path, id, words));
      }),
    );
    const add = /** @type {HTMLSelectElement} */ (byId("add-fact"));
    const rest = [...this.engine.columns.values()].filter(({ path }) => path !== "key" && !this.paths.includes(path));
    add.replaceChildren(make("option", { value: "" }, "…"), ...rest.map(({ path }) => make("option", { value: path }, words.fact(path))));
    add.onchange = () => {
      const path = add.value;
      this.paths = [path, ...this.paths];
      this.showFacts(words);
      byId(fieldId(path)).focus();
    };
  }

  /** @param {string} path @param {string} id @param {Words} words */
  control(path, id, words) {
    const column = this.engine.columns.get(path);
    const present = valueAt(this.child, path);
    const enter = (/** @type {unknown} */ value) => {
      put(this.child, path, value, (path) => this.engine.columns.get(path)?.kind === "finding");
      this.answer();
    };
    if (column && column.values.length > 0 && column.kind !== "returns") {
      const options = column.values.map((value) => make("option", { value: value.id, selected: present === value.id }, words.label(value)));
      const select = make("select", { id, onchange: () => enter(select.value || undefined) }, make("option", { value: "" }, words.say.unknown), ...options);
      return select;
    }
    const shown = column?.kind === "date" ? partsOf(present).filter((part) => part !== "").join("-") : (present ?? "");
    const input = make("input", { id, autocomplete: "off", value: shown, placeholder: words.say.unknown, oninput: () => {
      const typed = input.value.trim();
      if (typed === "") enter(undefined);
      else if (column?.kind === "date") enter(dayOf(typed.split(/[-./年月日]/).filter((part, place) => place === 0 || part !== "")));
      else enter(column?.kind === "count" && /^\d+$/.test(typed) ? Number(typed) : typed);
    } });
    return input;
  }

  /** @param {Words} words */
  showReadings(words) {
    const readings = /** @type {Reading[]} */ (this.engine.source.reading).filter(({ alternatives }) => alternatives.length > 1);
    byId("readings").replaceChildren(
      make("p", { class: "hint" }, words.say.readingHint),
      ...readings.map((reading) => {
        const id = `reading-${reading.id}`;
        const chosen = this.readings[reading.id] ?? reading.chosen;
        const options = reading.alternatives.map((alternative) => make("option", { value: alternative.id, selected: alternative.id === chosen }, words.label(alternative.label)));
        const select = make("select", { id, onchange: () => { this.readings[reading.id] = select.value; this.engine.read(this.readings); this.answer(); } }, ...options);
        return make("div", { class: "reading" }, make("label", { for: id }, make("span", { class: "number" }, reading.number), ` ${words.label(reading.question)}`), select);
      }),
    );
  }

  answer() {
    const { words } = this;
    if (!words) return;
    const { assessment } = this.engine.review(this.child, this.asOf);
    byId("level").replaceChildren(levelCard(assessment, words));
    const announced = words.say.announce(levelWords(assessment, words));
    if (byId("announcement").textContent !== announced) byId("announcement").textContent = announced;
    showGraph(byId("graph"), assessment, words);
  }
}
