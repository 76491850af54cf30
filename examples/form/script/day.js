// Days as the policy means them: civil days in words such as 2026-11-01, never moments.

/**
 * Today on the calendar of whoever holds the device; never the day in Greenwich.
 * @param {Date} now
 */
export function civilDay(now = new Date()) {
  const digits = (/** @type {number} */ number, /** @type {number} */ length) => String(number).padStart(length, "0");
  return `${digits(now.getFullYear(), 4)}-${digits(now.getMonth() + 1, 2)}-${digits(now.getDate(), 2)}`;
}

/**
 * What somebody knows of a day, as the record writes it: `2014`, `2014-05`, `2014-05-01`; nothing where all is blank.
 * What is no day stays as it was typed, so that the engine says what is wrong with it.
 * @param {string[]} parts year, month and day as typed
 */
export function dayOf(parts) {
  const typed = parts.map((part) => part.trim());
  while (typed.length > 0 && typed[typed.length - 1] === "") typed.pop();
  if (typed.length === 0) return undefined;
  return typed.map((part, place) => part.padStart(place === 0 ? 4 : 2, "0")).join("-");
}

/**
 * Year, month and day of a day in the record, as somebody would type them.
 * @param {unknown} day
 */
export function partsOf(day) {
  if (typeof day !== "string" || day === "unknown") return ["", "", ""];
  const [year = "", month = "", rest = ""] = day.split(/-(.*)/s).length > 1 ? splitDay(day) : [day];
  return [year, month, rest];
}

/** @param {string} day */
function splitDay(day) {
  const [year, month, ...rest] = day.split("-");
  return [year, month.replace(/^0(?=\d)/, ""), rest.join("-").replace(/^0(?=\d)/, "")];
}
