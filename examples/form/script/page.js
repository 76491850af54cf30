// What both pages share: the language, which stands in the address, and the interface's words put in place.

import { byId } from "./dom.js";

/** @returns {import("./words.js").Language} */
export function language() {
  return new URLSearchParams(location.search).get("lang") === "en" ? "en" : "zh";
}

/**
 * Puts the interface's words where the page marks them, and lets one change the language: in place, so that nothing
 * that was entered is lost.
 * @param {import("./engine.js").Words} words
 * @param {(other: import("./words.js").Language) => void} change
 */
export function say(words, change) {
  const said = /** @type {Record<string, unknown>} */ (words.say);
  document.documentElement.lang = words.language === "zh" ? "zh-CN" : "en";
  for (const place of document.querySelectorAll("[data-say]")) place.textContent = String(said[place.getAttribute("data-say") ?? ""]);
  for (const place of document.querySelectorAll("[data-say-label]")) place.setAttribute("aria-label", String(said[place.getAttribute("data-say-label") ?? ""]));
  for (const link of document.querySelectorAll("a[data-page]")) link.setAttribute("href", `${link.getAttribute("data-page")}?lang=${words.language}`);
  const other = words.language === "zh" ? "en" : "zh";
  const link = byId("other-language");
  link.textContent = words.say.otherLanguage;
  link.setAttribute("lang", other === "zh" ? "zh-CN" : "en");
  link.setAttribute("href", `?lang=${other}`);
  link.onclick = (event) => {
    event.preventDefault();
    history.replaceState(null, "", `?lang=${other}${location.hash}`);
    change(other);
  };
}
