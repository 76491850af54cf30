// Elements made by hand: text is always text, never markup; styles go through the object model, as the page's
// Content-Security-Policy allows no inline style.

/**
 * @typedef {string | number | Node | null | undefined | false} Part
 * @typedef {Part | Part[]} Parts
 * @typedef {Record<string, unknown>} Attributes attributes; `on…` are listeners, true is an attribute without a value,
 *   false, null and undefined leave it out
 */

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} [attributes]
 * @param {...Parts} parts
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, attributes = {}, ...parts) {
  return fill(document.createElement(tag), attributes, parts);
}

/**
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} [attributes]
 * @param {...Parts} parts
 * @returns {SVGElementTagNameMap[Tag]}
 */
export function draw(tag, attributes = {}, ...parts) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, parts);
}

/**
 * @template {Element} Made
 * @param {Made} made
 * @param {Attributes} attributes
 * @param {Parts[]} parts
 */
function fill(made, attributes, parts) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") {
      made.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    } else if (value !== false && value !== null && value !== undefined) {
      made.setAttribute(name, value === true ? "" : String(value));
    }
  }
  for (const part of parts.flat()) {
    if (part !== null && part !== undefined && part !== false) {
      made.append(typeof part === "number" ? String(part) : part);
    }
  }
  return made;
}

/**
 * The element with this id, which the page has.
 * @param {string} id
 */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found;
}
