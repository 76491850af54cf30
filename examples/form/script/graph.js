// The reasons of an assessment as a graph: facts, the definitions that use them, the rules, the level, and what follows.
// It draws what the assessment says was used, and works nothing out. The lists are the text; the lines are for the eye.

import { draw, make } from "./dom.js";
import { emblem, paint } from "./shapes.js";
import { span } from "./questions.js";

/**
 * @typedef {import("./engine.js").Assessment} Assessment
 * @typedef {import("./engine.js").Words} Words
 * @typedef {import("./engine.js").FactUsed} FactUsed
 * @typedef {{ id: string, column: number, says: string, detail: string, certain: boolean, level?: string | null, from: string[] }} Knot
 */

/** How many rules that are only possible are drawn where none is certain, and how many missing facts of each. */
const POSSIBLE_RULES = 5;
const MISSING_FACTS = 3;

/**
 * @param {Assessment} assessment
 * @param {Words} words
 * @returns {Knot[]}
 */
function knots(assessment, words) {
  /** @type {Map<string, Knot>} */
  const found = new Map();
  const add = (/** @type {Knot} */ knot) => {
    const known = found.get(knot.id);
    if (known) known.from.push(...knot.from.filter((id) => !known.from.includes(id)));
    else found.set(knot.id, knot);
    return knot.id;
  };
  const { risk } = assessment;
  const equals = words.language === "zh" ? "：" : ": ";
  const behind = (/** @type {readonly FactUsed[]} */ facts, /** @type {boolean} */ certain) =>
    facts.slice(0, certain ? facts.length : MISSING_FACTS).map(({ fact, value, definition }) => {
      const id = add({ id: `fact/${fact}`, column: 0, says: `${words.fact(fact)}${equals}${words.value(fact, value)}`, detail: "", certain: value !== "unknown", from: [] });
      if (!definition) return id;
      return add({ id: `definition/${definition}`, column: 1, says: words.named("definition", definition), detail: "", certain, from: [id] });
    });
  const top = risk.level ?? risk.ceiling;
  const level = `level/${top}`;
  const rules = /** @type {any[]} */ (assessment.triggers);
  const fired = rules.filter(({ answer }) => answer === "yes");
  const open = fired.length > 0 ? [] : rules.filter((rule) => rule.answer !== "no" && rule.level === top).slice(0, POSSIBLE_RULES);
  const everyMember = words.engine.source.level.some((/** @type {any} */ known) => known.id === top && known["every-member"]);
  const members = [...assessment.populations, ...assessment.categories].filter(({ answer }) => answer === "yes");
  /** @type {string[]} */
  const toLevel = [];
  for (const rule of [...fired, ...open]) {
    const certain = rule.answer === "yes";
    const id = add({ id: `trigger/${rule.id}`, column: 2, says: words.label(rule.label), detail: rule.cite, certain, level: rule.level, from: behind(rule.facts, certain) });
    if (rule.level === top) toLevel.push(id);
  }
  for (const member of members) {
    const id = add({ id: `member/${member.id}`, column: 2, says: words.label(member.label), detail: member.cite, certain: true, from: behind(/** @type {any} */ (member.facts), true) });
    if (everyMember) toLevel.push(id);
  }
  add({ id: level, column: 3, says: span(risk.possible, words), detail: "", certain: Boolean(risk.level), level: top, from: toLevel });
  for (const duty of /** @type {any[]} */ (assessment.duties).filter(({ answer }) => answer === "yes")) {
    const from = duty.facts.length > 0 ? behind(duty.facts, true) : [level];
    add({ id: `duty/${duty.id}`, column: 4, says: words.label(duty.label), detail: `${words.pace(duty.pace)} · ${duty.cite}`, certain: true, from });
  }
  for (const referral of /** @type {any[]} */ (assessment.referrals).filter(({ answer }) => answer === "yes")) {
    add({ id: `referral/${referral.id}`, column: 4, says: `${words.label(referral.label)} → ${words.offices(referral.to)}`, detail: `${words.pace(referral.pace)} · ${referral.cite}`, certain: true, from: behind(referral.facts, true) });
  }
  return [...found.values()];
}

/** @type {ResizeObserver | undefined} */
let watching;

/**
 * @param {HTMLElement} place
 * @param {Assessment} assessment
 * @param {Words} words
 */
export function showGraph(place, assessment, words) {
  const all = knots(assessment, words);
  const named = new Map(all.map((knot) => [knot.id, knot]));
  /** @type {Map<string, HTMLElement>} */
  const boxes = new Map();
  const columns = words.say.graphColumns.map((heading, column) => {
    const items = all.filter((knot) => knot.column === column).map((knot) => {
      const because = knot.from.map((id) => named.get(id)?.says ?? "");
      const box = make(
        "li",
        { class: `knot ${knot.certain ? "certain" : "possible"}` },
        knot.level !== undefined && emblem(words.engine, knot.level, knot.certain ? "certain" : "possible"),
        make("span", { class: "says" }, knot.says, knot.detail !== "" && make("cite", {}, ` ${knot.detail}`), because.length > 0 && make("span", { class: "visually-hidden" }, `（${words.say.becauseOf}${words.list(because)}）`)),
      );
      paint(box, words.engine, knot.level);
      boxes.set(knot.id, box);
      return box;
    });
    return make("div", { class: "graph-column" }, make("h4", {}, heading), make("ul", {}, ...items));
  });
  const lines = draw("svg", { class: "lines", "aria-hidden": "true" });
  place.replaceChildren(lines, ...columns);
  const redraw = () => drawLines(place, lines, all, boxes);
  redraw();
  watching?.disconnect();
  watching = new ResizeObserver(redraw);
  watching.observe(place);
}

/**
 * @param {HTMLElement} place
 * @param {SVGSVGElement} lines
 * @param {Knot[]} all
 * @param {Map<string, HTMLElement>} boxes
 */
function drawLines(place, lines, all, boxes) {
  const room = place.getBoundingClientRect();
  lines.setAttribute("viewBox", `0 0 ${room.width} ${room.height}`);
  const paths = all.flatMap((knot) =>
    knot.from.flatMap((id) => {
      const [start, end] = [boxes.get(id)?.getBoundingClientRect(), boxes.get(knot.id)?.getBoundingClientRect()];
      if (!start || !end) return [];
      const [x, y] = [start.right - room.left, start.top + start.height / 2 - room.top];
      const [toX, toY] = [end.left - room.left, end.top + end.height / 2 - room.top];
      const bend = Math.max((toX - x) / 2, 12);
      const line = draw("path", { d: `M${x} ${y}C${x + bend} ${y} ${toX - bend} ${toY} ${toX} ${toY}`, class: knot.certain ? "certain" : "possible" });
      return [line];
    }),
  );
  lines.replaceChildren(...paths);
}
