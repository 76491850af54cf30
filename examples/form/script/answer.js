// The answer on the page: the level, what makes it so, what to do, whom to tell, and when to visit next.
// Certain things first; what is only possible stands apart, with what is missing for it.

import { make } from "./dom.js";
import { NOT_GRADED } from "./engine.js";
import { span } from "./questions.js";
import { emblem, paint } from "./shapes.js";

/**
 * @typedef {import("./engine.js").Assessment} Assessment
 * @typedef {import("./engine.js").Words} Words
 * @typedef {import("./engine.js").FactUsed} FactUsed
 * @typedef {import("./engine.js").Label} Label
 * @typedef {{ id: string, label: Label, answer: string, cite: string, facts: FactUsed[] }} Outcome
 */

/** @param {{ answer: string }} outcome */
const isCertain = (outcome) => outcome.answer === "yes";

/**
 * The level as one line of words.
 * @param {Assessment} assessment
 * @param {Words} words
 */
export function levelWords({ risk }, words) {
  return risk.level ? words.level(risk.level) : words.say.levelOpen(words.level(risk.ceiling));
}

/**
 * The level, large: shape, colour and words, then every level with how it stands.
 * @param {Assessment} assessment
 * @param {Words} words
 */
export function levelCard(assessment, words) {
  const { risk, scope } = assessment;
  const { engine, say } = words;
  const settled = risk.level !== null && risk.level !== undefined;
  const top = settled ? risk.level : risk.ceiling;
  const card = make(
    "div",
    { class: settled ? "level-card certain" : "level-card possible" },
    emblem(engine, top, settled ? "certain" : "possible"),
    make(
      "div",
      { class: "level-words" },
      make("p", { class: "standing" }, settled ? say.certain : say.open_),
      make("p", { class: "level-name" }, settled ? words.level(risk.level) : span(risk.possible, words)),
    ),
  );
  paint(card, engine, top);
  const steps = [...engine.levels.map((level) => level.id), NOT_GRADED].map((id) => {
    const standing = !risk.possible.includes(id) ? "excluded" : settled ? "certain" : "possible";
    return make("li", { class: standing }, emblem(engine, id, standing), make("span", {}, words.level(id)), make("span", { class: "step-standing" }, say[standing]));
  });
  const wayOut = risk.way_out;
  return make(
    "div",
    {},
    card,
    make("ol", { class: "ladder" }, ...steps),
    scope === "presumed-inside" && make("p", { class: "note" }, say.presumed),
    scope === "outside" && make("p", { class: "note" }, say.outside),
    wayOut && make("p", { class: "note" }, say.wayOut(words.offices([wayOut.by]), words.label(wayOut.label)), make("cite", {}, say.cite(wayOut.cite))),
  );
}

/**
 * What makes the level, with clause and reason, and what cannot be ruled out yet.
 * @param {Assessment} assessment
 * @param {Words} words
 */
export function triggers(assessment, words) {
  const { say, engine } = words;
  const all = /** @type {(Outcome & { level: string })[]} */ (assessment.triggers);
  const item = (/** @type {Outcome & { level: string }} */ trigger) => {
    const made = make(
      "li",
      { class: `trigger ${trigger.answer}` },
      emblem(engine, trigger.level, isCertain(trigger) ? "certain" : "possible"),
      make("div", {}, make("p", { class: "what" }, words.label(trigger.label), make("cite", {}, say.cite(trigger.cite))), because(trigger, words)),
    );
    paint(made, engine, trigger.level);
    return made;
  };
  const member = (/** @type {Outcome} */ { label, cite, facts, answer, id }) =>
    make("li", { class: "member" }, make("p", { class: "what" }, words.label(label), make("cite", {}, say.cite(cite))), because({ label, cite, facts, answer, id }, words));
  const members = /** @type {Outcome[]} */ (assessment.populations).filter(isCertain);
  const certain = [...all.filter(isCertain).map(item), ...members.map(member)];
  const possible = all.filter((trigger) => !isCertain(trigger));
  return make(
    "section",
    { "aria-labelledby": "why-heading", class: "block" },
    make("h3", { id: "why-heading" }, say.whyLevel),
    certain.length > 0 ? make("ul", { class: "items" }, ...certain) : make("p", { class: "none" }, say.noTrigger),
    folded(say.possibleTriggers(possible.length), possible.map(item)),
  );
}

/**
 * What to do now, or whom to tell.
 * @param {Assessment} assessment
 * @param {Words} words
 */
export function toDo(assessment, words) {
  const { say } = words;
  const all = /** @type {(Outcome & { pace: import("./engine.js").Pace, by: string[] })[]} */ (assessment.duties);
  const item = (/** @type {(typeof all)[number]} */ duty) =>
    make(
      "li",
      { class: `act ${duty.answer}` },
      make("p", { class: "what" }, make("strong", { class: "pace" }, words.pace(duty.pace)), words.label(duty.label), make("cite", {}, say.cite(duty.cite))),
      make("p", { class: "who" }, say.by(words.offices(duty.by))),
      !isCertain(duty) && because(duty, words),
    );
  return acts(all, item, "do", say.toDo, say.nothingToDo, say.possibleDuties);
}

/**
 * @param {Assessment} assessment
 * @param {Words} words
 */
export function toTell(assessment, words) {
  const { say } = words;
  const all = /** @type {(Outcome & { pace: import("./engine.js").Pace, from: string[], to: string[] })[]} */ (assessment.referrals);
  const item = (/** @type {(typeof all)[number]} */ referral) =>
    make(
      "li",
      { class: `act ${referral.answer}` },
      make("p", { class: "what" }, make("strong", { class: "pace" }, words.pace(referral.pace)), words.offices(referral.to)),
      make("p", { class: "who" }, words.label(referral.label), make("cite", {}, say.cite(referral.cite)), make("span", { class: "from" }, ` ${say.by(words.offices(referral.from))}`)),
      because(referral, words),
    );
  return acts(all, item, "tell", say.toTell, say.nobodyToTell, say.possibleReferrals);
}

/**
 * @template {Outcome} Act
 * @param {Act[]} all
 * @param {(act: Act) => HTMLElement} item
 * @param {string} name
 * @param {string} heading
 * @param {string} none
 * @param {(count: number) => string} others
 */
function acts(all, item, name, heading, none, others) {
  const certain = all.filter(isCertain);
  const possible = all.filter((act) => !isCertain(act));
  return make(
    "section",
    { "aria-labelledby": `${name}-heading`, class: "block" },
    make("h3", { id: `${name}-heading` }, heading),
    certain.length > 0 ? make("ul", { class: "items" }, ...certain.map(item)) : make("p", { class: "none" }, none),
    folded(others(possible.length), possible.map(item)),
  );
}

/**
 * Visits and contacts with their next day.
 * @param {import("./engine.js").Ledger} ledger
 * @param {Words} words
 */
export function visits(ledger, words) {
  const { say } = words;
  const duties = /** @type {any[]} */ (ledger.duties).filter((duty) => duty.state !== "standing" && duty.state !== "ended");
  const certain = duties.filter(isCertain);
  const item = (/** @type {any} */ duty) =>
    make(
      "li",
      { class: `visit ${duty.state} ${duty.answer}` },
      make("p", { class: "what" }, make("strong", { class: "pace" }, say.dueState(duty.state, duty.next_due, duty.days_overdue)), words.label(duty.label), make("cite", {}, say.cite(duty.cite))),
      make("p", { class: "who" }, say.by(words.offices(duty.by))),
    );
  const possible = duties.filter((duty) => !isCertain(duty));
  return make(
    "div",
    {},
    certain.length > 0 ? make("ul", { class: "items" }, ...certain.map(item)) : make("p", { class: "none" }, say.noVisits),
    folded(say.ifSo, possible.map(item)),
  );
}

/**
 * Populations and categories, lists, a decision on record, and what changes by itself.
 * @param {Assessment} assessment
 * @param {Words} words
 */
export function background(assessment, words) {
  const { say } = words;
  const truths = /** @type {Outcome[]} */ ([...assessment.populations, ...assessment.categories]);
  const rows = truths
    .filter((outcome) => outcome.answer !== "no")
    .map((outcome) => make("div", {}, make("dt", {}, words.label(outcome.label), make("cite", {}, say.cite(outcome.cite))), make("dd", { class: outcome.answer }, say.truth(outcome.answer))));
  const lists = assessment.notices
    .filter(isCertain)
    .map((notice) => make("li", {}, make("p", { class: "what" }, make("strong", { class: "pace" }, words.pace(/** @type {any} */ (notice.pace))), words.named("notice", notice.id), make("cite", {}, say.cite(notice.cite))), make("p", { class: "who" }, say.fromTo("", words.offices(notice.to)).replace(/^ /, ""))));
  const days = (assessment.forecast ?? []).map((change) =>
    make("li", {}, make("p", { class: "what" }, make("strong", { class: "pace" }, change.on), say.becomes(change.scope === "outside" ? say.outside : span(change.levels, words))), make("p", { class: "who" }, words.list(change.because.map((crossing) => `${words.fact(crossing.fact)} ${words.value(crossing.fact, crossing.value)} ${words.answer(crossing.fact, crossing.reaches)}`)))),
  );
  const { decision } = assessment;
  return make(
    "div",
    { class: "background" },
    decision && block("decision", say.overrideTitle, make("p", {}, decision.level ? words.level(decision.level) : words.named("category", decision.category ?? ""), make("span", { class: "who" }, ` ${say.agrees(decision.agrees)}`))),
    rows.length > 0 && block("groups", say.groups, make("dl", { class: "truths" }, ...rows)),
    lists.length > 0 && block("lists", say.lists, make("ul", { class: "items" }, ...lists)),
    days.length > 0 && block("forecast", say.forecast, make("ul", { class: "items" }, ...days)),
  );
}

/** @param {string} name @param {string} heading @param {Node} content */
function block(name, heading, content) {
  return make("section", { class: "block", "aria-labelledby": `${name}-heading` }, make("h3", { id: `${name}-heading` }, heading), content);
}

/** The facts behind an answer: what makes it so, or what is missing. @param {Outcome} outcome @param {Words} words */
function because({ answer, facts }, words) {
  if (facts.length === 0) return null;
  const { say } = words;
  const shown = facts.slice(0, 6).map(({ fact, value }) => (isCertain({ answer }) ? `${words.fact(fact)}${words.language === "zh" ? "：" : ": "}${words.value(fact, value)}` : words.fact(fact)));
  const more = facts.length > shown.length ? say.andMore(facts.length) : "";
  return make("p", { class: "because" }, make("span", {}, isCertain({ answer }) ? say.becauseOf : say.missingFor), ` ${words.list(shown)}${more}`);
}

/** @param {string} summary @param {HTMLElement[]} items */
function folded(summary, items) {
  return items.length > 0 && make("details", { class: "possible" }, make("summary", {}, summary), make("ul", { class: "items" }, ...items));
}
