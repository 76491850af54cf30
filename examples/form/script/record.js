// A child's record as the form holds it: the JSON of a record, in which a field is found by its path. What was typed
// stays as it was typed; what it means is the engine's to say.

/** @typedef {Record<string, unknown>} Group */

/**
 * A finding may be a word, or a group whose `state` is that word; its other parts have paths below it.
 * @param {unknown} value
 */
const isGroup = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** @param {Group} group @param {string} name */
const own = (group, name) => (Object.hasOwn(group, name) ? group[name] : undefined);

/**
 * What the record has at a path; nothing where it has nothing.
 * @param {Group} record
 * @param {string} path
 */
export function valueAt(record, path) {
  /** @type {unknown} */
  let value = record;
  for (const name of path.split(".")) {
    if (!isGroup(value)) return undefined;
    value = own(/** @type {Group} */ (value), name);
  }
  return isGroup(value) ? own(/** @type {Group} */ (value), "state") : value;
}

/**
 * Puts a value at a path; nothing takes it away, and with it the groups that it leaves empty.
 * @param {Group} record
 * @param {string} path
 * @param {unknown} value
 * @param {(path: string) => boolean} isFinding whether a finding stands at a path: one of which only the state is known
 *   is written as a word
 */
export function put(record, path, value, isFinding) {
  putBelow(record, "", path.split("."), value, isFinding);
}

/**
 * @param {Group} group
 * @param {string} above the path of the group, with a point behind it
 * @param {string[]} names
 * @param {unknown} value
 * @param {(path: string) => boolean} isFinding
 */
function putBelow(group, above, [name, ...rest], value, isFinding) {
  const path = above + name;
  const present = own(group, name);
  /** @type {Group} */
  const below = isGroup(present) ? { .../** @type {Group} */ (present) } : present === undefined ? {} : { state: present };
  if (rest.length > 0) putBelow(below, `${path}.`, rest, value, isFinding);
  else if (isFinding(path)) putBelow(below, `${path}.`, ["state"], value, () => false);
  else return value === undefined ? void delete group[name] : void (group[name] = value);
  const known = Object.keys(below);
  if (known.length === 0) delete group[name];
  else group[name] = isFinding(path) && known.length === 1 && known[0] === "state" ? below.state : below;
}

/**
 * What a saved file holds: a child, and perhaps what happened around it. The command reads the same.
 * @typedef {{ child: Group, history: Group }} Saved
 */

/** @param {Saved} saved */
export function write({ child, history }) {
  return `${JSON.stringify({ child, history }, null, 2)}\n`;
}

/**
 * A saved file, or a record on its own; nothing where it is neither.
 * @param {string} text
 * @returns {Saved | undefined}
 */
export function read(text) {
  /** @type {unknown} */
  let parsed;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isGroup(parsed)) return undefined;
  const file = /** @type {Group} */ (parsed);
  if (!Object.hasOwn(file, "child")) return { child: file, history: {} };
  const { child, history = {} } = file;
  if (!isGroup(child) || !isGroup(history)) return undefined;
  return { child: /** @type {Group} */ (child), history: /** @type {Group} */ (history) };
}
