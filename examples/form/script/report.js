// What only the printed sheet has: which child and day it is about, and room to sign.

import { make } from "./dom.js";

/**
 * @param {import("./engine.js").Words} words
 * @param {import("./engine.js").Review} review
 * @param {{ asOf: string, key: unknown }} about
 */
export function headAndFoot(words, { assessment }, { asOf, key }) {
  const { say, engine } = words;
  const { document: source } = engine.source;
  const { policy } = assessment;
  document.querySelector(".report-head")?.replaceChildren(
    make("h1", {}, say.reportTitle),
    make("p", {}, `${say.asOf} ${asOf}　${say.key} ${key ?? "＿＿＿＿＿＿"}　${say.policy} ${source.number}`),
  );
  document.querySelector(".report-foot")?.replaceChildren(
    make("p", {}, `${say.signature} ＿＿＿＿＿＿＿　${say.signatureDay} ＿＿＿＿＿＿＿`),
    make("p", { class: "hash" }, `${policy.id} ${policy.version} · ${policy.hash.slice(0, 12)}`),
  );
}

/** From so many lines on, the sheet is set closely, so that it stays one page. */
const CLOSELY = 42;

/** A sheet with much on it is set more closely; a line of what was recorded takes a quarter of one of the answer. */
export function fitOnePage() {
  const answers = document.querySelectorAll(".items > li:not(details li), .truths > div").length;
  const recorded = document.querySelectorAll(".recorded-rows > li").length;
  document.body.classList.toggle("dense", answers + recorded / 4 > CLOSELY);
}
