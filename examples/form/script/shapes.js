// A level as a shape: colour alone tells nobody anything. The shape goes by the level's place from the top, the colour
// comes from the policy. Full: certain. An outline: possible. Faint: ruled out.

import { draw } from "./dom.js";
import { NOT_GRADED } from "./engine.js";

/** @typedef {"certain" | "possible" | "excluded"} Standing */

/** Corners on a circle, from the top; the lowest level is a circle. @param {number} count @param {number} turn */
const corners = (count, turn) =>
  Array.from({ length: count }, (_, corner) => {
    const angle = ((corner + turn) / count) * 2 * Math.PI - Math.PI / 2;
    return `${(24 + 20 * Math.cos(angle)).toFixed(1)},${(24 + 20 * Math.sin(angle)).toFixed(1)}`;
  }).join(" ");

const SHAPES = [corners(8, 0.5), "24,5 45,41 3,41", corners(4, 0), corners(5, 0), corners(6, 0)];

/**
 * @param {import("./engine.js").Engine} engine
 * @param {string | null | undefined} id the level's id, `not-graded`, or nothing while it is open
 * @param {Standing} standing
 */
export function emblem(engine, id, standing) {
  const place = engine.levels.findIndex((level) => level.id === id);
  const outline =
    place < 0 || place === engine.levels.length - 1
      ? draw("circle", { cx: 24, cy: 24, r: 19 })
      : draw("polygon", { points: SHAPES[Math.min(place, SHAPES.length - 1)] });
  const mark = draw("svg", { viewBox: "0 0 48 48", class: `emblem ${standing}`, "aria-hidden": "true", focusable: "false" }, outline);
  if (place < 0 && id === NOT_GRADED) mark.append(draw("path", { d: "M14 24h20", class: "stroke" }));
  paint(mark, engine, id);
  return mark;
}

/**
 * Gives an element the level's colour, and ink that can be read on it.
 * @param {HTMLElement | SVGElement} painted
 * @param {import("./engine.js").Engine} engine
 * @param {string | null | undefined} id
 */
export function paint(painted, engine, id) {
  const colour = engine.levels.find((level) => level.id === id)?.colour;
  if (!colour) return;
  painted.style.setProperty("--level", colour);
  painted.style.setProperty("--on-level", luminance(colour) > 0.35 ? "#1d1b16" : "#ffffff");
}

/** How light a colour is, from 0 to 1 (WCAG 2). @param {string} colour such as `#c62828` */
function luminance(colour) {
  const parts = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255);
  const [red, green, blue] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
