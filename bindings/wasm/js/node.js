// The entry for Node: the module is read from the file beside this one.

import { readFile } from "node:fs/promises";
import { init as load } from "./hutong.js";

export * from "./hutong.js";

export function init(source) {
  return load(source ?? readFile(new URL("./hutong_bg.wasm", import.meta.url)));
}
