// The policy page: the policy as a handbook, and a bench on which to try it. Both speak from the same policy.

import { civilDay } from "./day.js";
import { byId, make } from "./dom.js";
import { Engine, Words } from "./engine.js";
import { showHandbook } from "./handbook.js";
import { worksOffline } from "./offline.js";
import { language, say } from "./page.js";
import { Simulator } from "./simulator.js";

const engine = await Engine.load();
const simulator = new Simulator(engine, civilDay());
const handbook = engine.handbook();

/** @param {import("./words.js").Language} chosen */
function show(chosen) {
  const words = new Words(engine, chosen);
  say(words, show);
  document.title = `${words.say.handbookTitle} · ${engine.source.document.number}`;
  const { document: source } = engine.source;
  byId("masthead").replaceChildren(
    make("p", { class: "number" }, source.number),
    make("h1", {}, words.label(source.title)),
    make("p", { class: "issued" }, make("span", {}, words.label(source["issued-by"])), make("span", {}, source["issued-on"]), make("span", {}, words.say.inForce(source.from, source.until))),
  );
  simulator.show(words);
  showHandbook(handbook, words, (name) => {
    const [page] = engine.explain(name);
    simulator.take(page?.facts.map(({ path }) => path) ?? []);
    byId("simulator").scrollIntoView();
    byId("facts").querySelector("select")?.focus({ preventScroll: true });
  });
}

show(language());
if (location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
worksOffline();
