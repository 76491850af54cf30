// The same cases and the same drawn records give the same bytes in Rust, in Node and in Chromium.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { digestsOf } from "./alike.js";
import { inChromium } from "./browser.js";
import { PACKAGE, hutong } from "./package.js";

const read = (name) => readFileSync(new URL(`../alike/${name}`, PACKAGE), "utf8").trimEnd().split("\n");
const LINES = read("records.jsonl");
const RUST = read("digests.txt");

function areAlike(digests, where) {
  const first = digests.findIndex((digest, place) => digest !== RUST[place]);
  assert.equal(first, -1, `${where} answers otherwise for line ${first + 1} of records.jsonl`);
  assert.equal(digests.length, RUST.length);
  const all = createHash("sha256").update(`${digests.join("\n")}\n`).digest("hex");
  console.log(`${digests.length} records in ${where}: ${all}`);
}

test("in Node", async () => {
  areAlike(await digestsOf(hutong, LINES), "Node");
});

test("in Chromium", async () => {
  const digests = await inChromium(async (page) =>
    page.evaluate(async () => {
      const hutong = await import("/hutong/hutong.js");
      const { digestsOf } = await import("/tests/alike.js");
      await hutong.init();
      const lines = (await (await fetch("/alike/records.jsonl")).text()).trimEnd().split("\n");
      return digestsOf(hutong, lines);
    }),
  );
  areAlike(digests, "Chromium");
});
