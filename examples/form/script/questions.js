// Which facts to ask for together, and why each is asked. The engine says what is missing, and in which order; here
// the first few that belong together become one card.

import { make } from "./dom.js";
import { emblem } from "./shapes.js";

/**
 * @typedef {import("./engine.js").Question} Question
 * @typedef {import("./engine.js").Words} Words
 */

/** How many facts a card has at most, and how far down the engine's list it looks for its own kind. */
const CARD = 7;
const REACH = 24;

/** @param {string} path */
const topic = (path) => path.split(".")[0];
/** @param {string} path */
const group = (path) => path.slice(0, Math.max(path.lastIndexOf("."), 0));

/**
 * The next card: the most telling question, and with it those of the same topic that can be answered beside it. Findings
 * stand among findings, so that *none of these* speaks of everything on the card. Of other facts that go into one another
 * (a kind, then its grade) only the first is asked: its answer may make the rest needless.
 * @param {readonly Question[]} open the questions that are open, the most telling first
 * @param {(path: string) => string | undefined} kindOf
 * @returns {string[]} paths
 */
export function nextCard(open, kindOf) {
  const [first] = open;
  if (!first) return [];
  const isFinding = (/** @type {string} */ path) => kindOf(path) === "finding";
  /** @type {string[]} */
  const card = [];
  for (const { fact } of open.slice(0, REACH)) {
    const alike = topic(fact) === topic(first.fact) && isFinding(fact) === isFinding(first.fact);
    const apart = isFinding(fact) || card.every((other) => group(other) !== group(fact));
    if (alike && apart && card.length < CARD) card.push(fact);
  }
  return card;
}

/**
 * Why a fact is asked: the levels that an answer would settle, else the rules that wait for it.
 * @param {Question | undefined} question
 * @param {readonly string[]} possible the levels that are possible now
 * @param {Words} words
 */
export function reason(question, possible, words) {
  if (!question) return null;
  const { say } = words;
  const telling = /** @type {{ answer: string, levels: string[] }[]} */ (question.could_settle).filter(
    ({ levels }) => levels.length < possible.length,
  );
  /** @type {Map<string, string[]>} */
  const byLevels = new Map();
  for (const { answer, levels } of telling) {
    const key = levels.join(" ");
    byLevels.set(key, [...(byLevels.get(key) ?? []), words.answer(question.fact, answer)]);
  }
  const settled = [...byLevels].map(([key, answers]) => {
    const levels = key.split(" ");
    return make("span", { class: "settles" }, emblem(words.engine, levels[0], levels.length === 1 ? "certain" : "possible"), say.decides(words.list(answers), span(levels, words)));
  });
  const [cite] = question.cite;
  const place = cite ? say.cite(cite) : "";
  if (settled.length > 0) return make("p", {}, asked(say), ...settled, make("cite", {}, place));
  const rules = question.needed_by.map((id) => words.rule(id));
  const few = rules.slice(0, 2);
  const more = rules.length > few.length ? say.andMore(rules.length) : "";
  return make("p", {}, asked(say), make("span", {}, say.concerns(words.list(few) + more), " ", make("cite", {}, place)));
}

/** @param {import("./words.js").InterfaceWords} say */
const asked = (say) => make("span", { class: "visually-hidden" }, `${say.why}：`);

/**
 * Levels in words: one, or up to the highest.
 * @param {readonly string[]} levels the highest first
 * @param {Words} words
 */
export function span(levels, words) {
  const [ceiling] = levels;
  const floor = levels[levels.length - 1];
  return levels.length === 1 ? words.level(ceiling) : words.say.between(words.level(floor), words.level(ceiling));
}
