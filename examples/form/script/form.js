// The form: one child, on one day. It holds what was entered until the page is left; nothing is kept elsewhere.

import { background, levelCard, levelWords, toDo, toTell, triggers, visits } from "./answer.js";
import { civilDay, dayOf, partsOf } from "./day.js";
import { byId, make } from "./dom.js";
import { Engine, Words } from "./engine.js";
import { field, fieldId, tellFault } from "./fields.js";
import { openFile, saveFile } from "./files.js";
import { worksOffline } from "./offline.js";
import { language, say } from "./page.js";
import { nextCard, reason } from "./questions.js";
import { put, read, valueAt, write } from "./record.js";
import { emblem } from "./shapes.js";
import { fitOnePage, headAndFoot } from "./report.js";

/** @typedef {import("./engine.js").Review} Review */

const engine = await Engine.load();
let words = new Words(engine, language());
const today = civilDay();

/** @type {{ child: Record<string, unknown>, history: Record<string, unknown> }} */
let saved = { child: {}, history: {} };
let asOf = today;
/** @type {string[]} the facts on the card */
let card = [];
/** @type {string | null} the fact that is being changed, apart from the questions */
let changing = null;
/** Facts that were passed over, to be asked after the others. @type {Set<string>} */
const passed = new Set();
let unsaved = false;
/** @type {Review} */
let review = engine.review(saved.child, asOf);

const isFinding = (/** @type {string} */ path) => engine.columns.get(path)?.kind === "finding";
const kindOf = (/** @type {string} */ path) => engine.columns.get(path)?.kind;
const at = (/** @type {string} */ path) => valueAt(saved.child, path);
const open = () => (review.assessment.ask ?? []).filter(({ fact }) => at(fact) !== "unknown");

/** @param {string} path @param {unknown} value */
function enter(path, value) {
  put(saved.child, path, value, isFinding);
  unsaved = true;
  assess();
  for (const asked of card) {
    const place = document.getElementById(fieldId(asked));
    if (place) place.hidden = at(asked) === undefined && !open().some(({ fact }) => fact === asked);
  }
}

const context = () => ({ words, valueAt: at, enter });

/** Asks the engine, and shows its answer. The card with the questions stays as it is. */
function assess() {
  review = engine.review(saved.child, asOf);
  showAnswer();
  showFaults();
  showRecorded();
}

function showAnswer() {
  const { assessment } = review;
  byId("level").replaceChildren(levelCard(assessment, words));
  byId("acts").replaceChildren(triggers(assessment, words), toDo(assessment, words), toTell(assessment, words));
  byId("background").replaceChildren(background(assessment, words));
  const said = levelWords(assessment, words);
  const announced = words.say.announce(said);
  if (byId("announcement").textContent !== announced) byId("announcement").textContent = announced;
  const { risk } = assessment;
  byId("bar").replaceChildren(emblem(engine, risk.level ?? risk.ceiling, risk.level ? "certain" : "possible"), make("span", {}, said), make("span", { class: "more" }, words.say.result));
  showVisits();
  headAndFoot(words, review, { asOf, key: at("key") });
}

function showVisits() {
  const told = engine.schedule(saved.history, saved.child, asOf);
  byId("visits").replaceChildren(
    "ledger" in told ? visits(told.ledger, words) : make("p", { class: "fault" }, words.list(told.faults.map((fault) => words.label(fault)))),
  );
}

function showFaults() {
  const { errors, warnings } = review;
  const line = (/** @type {import("./engine.js").Fault} */ fault) => make("li", {}, make("button", { type: "button", class: "link", onclick: () => change(fault.path) }, words.fact(fault.path)), ` ${words.label(fault)}`);
  byId("faults").replaceChildren(
    ...[
      errors.length > 0 && make("div", { class: "panel faults", role: "group", "aria-labelledby": "faults-heading" }, make("h3", { id: "faults-heading" }, words.say.faults), make("p", {}, review.reportsDanger ? words.say.dangerSaved : words.say.faultsHint), make("ul", {}, ...errors.map(line))),
      warnings.length > 0 && make("div", { class: "panel warnings", role: "group", "aria-labelledby": "warnings-heading" }, make("h3", { id: "warnings-heading" }, words.say.warnings), make("ul", {}, ...warnings.map(line))),
    ].filter((part) => part !== false),
  );
  for (const place of document.querySelectorAll("fieldset[data-path]")) {
    const path = place.getAttribute("data-path") ?? "";
    const fault = [...errors, ...warnings].find((fault) => fault.path === path || fault.path.startsWith(`${path}[`));
    tellFault(path, fault ? words.label(fault) : "");
  }
}

/** What was entered, each to be changed; what was answered with “unknown” apart. */
function showRecorded() {
  const rows = [...engine.columns.values()].filter(({ path }) => path !== "key" && at(path) !== undefined);
  const known = rows.filter(({ path }) => at(path) !== "unknown");
  const unknown = rows.filter(({ path }) => at(path) === "unknown");
  const row = (/** @type {import("./engine.js").Column} */ { path }) =>
    make(
      "li",
      {},
      make("button", { type: "button", class: "recorded", onclick: () => change(path) }, make("span", { class: "fact" }, words.fact(path)), make("span", { class: "value" }, words.value(path, at(path))), make("span", { class: "visually-hidden" }, words.say.change)),
      make("button", { type: "button", class: "clear", "aria-label": `${words.say.clear} ${words.fact(path)}`, onclick: () => { enter(path, undefined); ask(); } }, "×"),
    );
  const postponed = open().filter(({ fact }) => passed.has(fact)).length;
  byId("recorded-list").replaceChildren(
    known.length > 0 ? make("ul", { class: "recorded-rows" }, ...known.map(row)) : make("p", { class: "none" }, words.say.recordedNone),
    ...(unknown.length > 0 ? [make("h3", {}, words.say.missing), make("ul", { class: "recorded-rows unknown" }, ...unknown.map(row))] : []),
    ...(postponed > 0 ? [make("p", { class: "postponed" }, words.say.postponed(postponed), " ", make("button", { type: "button", class: "link", onclick: () => { passed.clear(); ask(true); } }, words.say.askAgain))] : []),
  );
}

/** Shows the next questions. @param {boolean} [focus] whether the keyboard goes there */
function ask(focus = false) {
  const waiting = open();
  const fresh = waiting.filter(({ fact }) => !passed.has(fact));
  card = changing ? [changing] : nextCard(fresh, kindOf);
  const { possible, level } = review.assessment.risk;
  const fields = card.map((path) => {
    const column = engine.columns.get(path);
    const question = waiting.find(({ fact }) => fact === path);
    return column && field(column, { ...context(), why: reason(question, possible, words) });
  });
  const findings = card.filter(isFinding);
  const none = findings.length > 1 && !changing && make("button", { type: "button", class: "secondary", onclick: () => noneOfThese(findings) }, words.say.noneOfThese);
  const next = make("button", { type: "button", class: "primary", id: "next", onclick: goOn }, words.say.next);
  const heading = make("h3", { tabindex: "-1", id: "card-heading" }, card.length > 0 ? (changing ? words.say.change : words.say.ask) : words.say.done);
  byId("card").replaceChildren(
    heading,
    make("p", { class: "hint" }, card.length === 0 ? words.say.doneHint : level ? words.say.levelSettled : words.say.askHint),
    ...fields.filter((made) => made !== undefined),
    ...(card.length > 0 ? [make("div", { class: "buttons" }, none, next)] : []),
  );
  showFaults();
  showRecorded();
  if (focus) heading.focus();
}

/** Goes on to the next questions; what was left blank is asked again later. */
function goOn() {
  for (const path of card) if (at(path) === undefined) passed.add(path);
  changing = null;
  ask(true);
}

/** @param {string[]} findings */
function noneOfThese(findings) {
  for (const path of findings) if (at(path) === undefined) put(saved.child, path, "no", isFinding);
  unsaved = true;
  assess();
  goOn();
}

/** Shows one fact on its own, to be changed or entered. @param {string} path */
function change(path) {
  // A fault may stand within a fact: in one return of several.
  let known = path;
  while (known !== "" && !engine.columns.has(known)) known = known.slice(0, Math.max(known.lastIndexOf("."), known.lastIndexOf("["), 0));
  if (known === "") return;
  changing = known;
  ask();
  const place = byId(fieldId(known));
  place.scrollIntoView({ block: "center" });
  place.querySelector("input")?.focus({ preventScroll: true });
}

/** Any fact, found by a few letters of its label. */
function showFinder() {
  const list = make("ul", { class: "found" });
  const plain = [...engine.columns.values()].filter(({ path }) => !isFinding(path.slice(0, path.lastIndexOf("."))) && path !== "key");
  const search = make("input", { type: "search", id: "find", placeholder: words.say.recordOtherHint, "aria-label": words.say.recordOtherHint, autocomplete: "off", oninput: () => show(), onkeydown: (/** @type {KeyboardEvent} */ event) => { if (event.key === "Enter") event.preventDefault(); } });
  const show = () => {
    const typed = search.value.trim().toLowerCase();
    const found = plain.filter((column) => words.label(column).toLowerCase().includes(typed));
    const item = (/** @type {import("./engine.js").Column} */ { path }) => make("li", {}, make("button", { type: "button", class: "chip", onclick: () => change(path) }, words.fact(path)));
    list.replaceChildren(...(found.length > 0 ? found.map(item) : [make("li", {}, words.say.noSuchFact)]));
  };
  show();
  byId("finder").replaceChildren(search, list);
}

/** The day, the key, and the visits so far. */
function showBasics() {
  const { say } = words;
  const key = make("input", { id: "key", autocomplete: "off", maxlength: 60, value: at("key") ?? "", "aria-describedby": "key-hint", oninput: () => enter("key", key.value.trim() || undefined) });
  const day = make("input", { id: "as-of", type: "date", required: true, value: asOf, oninput: () => { if (day.value) { asOf = day.value; assess(); ask(); } } });
  byId("basics").replaceChildren(
    make("div", {}, make("label", { for: "as-of" }, say.asOf), day),
    make("div", {}, make("label", { for: "key" }, say.key), key, make("p", { class: "hint", id: "key-hint" }, say.keyHint)),
  );
  const { document: source } = engine.source;
  byId("policy").replaceChildren(say.policy, " ", make("a", { href: `policy.html?lang=${words.language}` }, source.number), ` ${words.label(source.title)}`);
  const last = lastVisit();
  const others = contacts().filter((contact) => contact !== last);
  byId("history").replaceChildren(dayInputs(say.lastVisit, "last-visit", last?.on, (on) => enterLastVisit(on, last, others)));
}

/** @typedef {{ kind?: string, on?: string, by?: string }} Contact */

/** @returns {Contact[]} */
const contacts = () => /** @type {Contact[]} */ (Array.isArray(saved.history.contacts) ? saved.history.contacts : []);

/** The last visit at home on record. */
function lastVisit() {
  const visits = contacts().filter(({ kind }) => kind === "home-visit");
  return visits.sort((one, other) => String(one.on).localeCompare(String(other.on))).at(-1);
}

/**
 * Enters the day of the last visit; the other contacts on record stay.
 * @param {string | undefined} on
 * @param {Contact | undefined} last
 * @param {Contact[]} others
 */
function enterLastVisit(on, last, others) {
  const all = on === undefined ? others : [...others, { by: "child-director", ...last, kind: "home-visit", on }];
  if (all.length > 0) saved.history.contacts = all;
  else delete saved.history.contacts;
}

/** @param {string} legend @param {string} id @param {unknown} present @param {(day: string | undefined) => void} tell */
function dayInputs(legend, id, present, tell) {
  const names = [words.say.year, words.say.month, words.say.day];
  const inputs = partsOf(present).map((part, place) =>
    make("input", { id: `${id}-${["year", "month", "day"][place]}`, inputmode: "numeric", autocomplete: "off", maxlength: place === 0 ? 4 : 2, size: place === 0 ? 4 : 2, value: part, oninput: () => { tell(dayOf(inputs.map((input) => input.value))); unsaved = true; showVisits(); } }),
  );
  return make("fieldset", { class: "field date" }, make("legend", {}, legend), make("div", { class: "date" }, ...inputs.map((input, place) => make("label", { class: "part" }, input, make("span", {}, names[place])))));
}

/** @param {typeof saved} record */
function begin(record) {
  saved = record;
  changing = null;
  passed.clear();
  unsaved = false;
  showBasics();
  assess();
  ask();
}

const tell = (/** @type {string} */ said) => (byId("told").textContent = said);

byId("new").addEventListener("click", () => {
  if (!unsaved || confirm(words.say.startOver)) begin({ child: {}, history: {} });
});
byId("open").addEventListener("click", () => byId("file").click());
byId("file").addEventListener("change", async () => {
  const file = await openFile(/** @type {HTMLInputElement} */ (byId("file")));
  if (!file) return;
  const record = read(file.text);
  if (record && unsaved && !confirm(words.say.startOver)) return;
  if (record) begin(record);
  tell(record ? words.say.opened(file.name) : words.say.cannotOpen);
});
// Nothing blocks saving: a report of danger is worth more than a form without a mistake.
byId("save").addEventListener("click", () => {
  const name = `hutong-${String(at("key") ?? "child").replaceAll(/[^\p{L}\p{N}_-]/gu, "_")}-${asOf}.json`;
  saveFile(name, write(saved));
  unsaved = false;
  tell(words.say.saved(name));
});
byId("print").addEventListener("click", () => print());
addEventListener("beforeprint", () => {
  byId("recorded").setAttribute("open", "");
  fitOnePage();
});
byId("form").addEventListener("submit", (event) => event.preventDefault());
addEventListener("beforeunload", (event) => {
  if (unsaved) event.preventDefault();
});

/** Shows everything, in the language of the moment. */
function show() {
  say(words, (other) => {
    words = new Words(engine, other);
    show();
  });
  showFinder();
  showBasics();
  assess();
  ask();
}

show();
worksOffline();
