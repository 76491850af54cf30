// The handbook as the engine writes it (`hutong policy show`), within this page: the same words, this page's style.

import { byId, make } from "./dom.js";

/**
 * @param {string} written a whole HTML document, by the engine
 * @param {import("./engine.js").Words} words
 * @param {(name: string) => void} tryIt puts the facts of an entry on the bench
 */
export function showHandbook(written, words, tryIt) {
  const { say } = words;
  // Styles within the markup are not allowed here; the level's colour is given through the object model.
  const plain = written.replace(/<style>.*?<\/style>/s, "").replaceAll(/ style="--level:(#[0-9a-f]{6})"/gi, ' data-level="$1"');
  const page = new DOMParser().parseFromString(plain, "text/html");
  const main = page.querySelector("main");
  const contents = page.querySelector(".contents");
  if (!main || !contents) return;
  for (const part of [main, contents]) {
    for (const coloured of part.querySelectorAll("[data-level]")) {
      const colour = coloured.getAttribute("data-level");
      /** @type {HTMLElement} */ (coloured).style.setProperty("--level", colour);
    }
    // One language is enough: the other is a click away.
    for (const said of part.querySelectorAll("[lang]")) {
      if (said.getAttribute("lang")?.startsWith(words.language)) said.removeAttribute("lang");
      else said.remove();
    }
  }
  for (const article of main.querySelectorAll("article[id]")) {
    if (!article.querySelector("code:not(.name code)")) continue;
    article.querySelector("h3, h4")?.after(make("button", { type: "button", class: "try", onclick: () => tryIt(article.id) }, say.inSimulator));
  }
  byId("contents").replaceChildren(document.adoptNode(contents));
  byId("chapters").replaceChildren(...[...document.adoptNode(main).childNodes]);
  const find = /** @type {HTMLInputElement} */ (byId("find"));
  find.oninput = () => search(find.value.trim().toLowerCase(), words);
  search(find.value.trim().toLowerCase(), words);
}

/**
 * Leaves what has the words that were typed.
 * @param {string} typed
 * @param {import("./engine.js").Words} words
 */
function search(typed, words) {
  let count = 0;
  for (const entry of byId("chapters").querySelectorAll("article, tbody tr")) {
    const fits = typed === "" || (entry.textContent ?? "").toLowerCase().includes(typed);
    /** @type {HTMLElement} */ (entry).hidden = !fits;
    count += fits ? 1 : 0;
  }
  for (const chapter of byId("chapters").querySelectorAll("section")) {
    chapter.hidden = typed !== "" && !chapter.querySelector("article:not([hidden]), tbody tr:not([hidden])");
  }
  byId("found").textContent = typed === "" ? "" : words.say.found(count);
}
