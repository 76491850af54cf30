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
