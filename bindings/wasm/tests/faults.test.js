// After a fault of the module a fresh one takes its place, and the next answer is right.

import assert from "node:assert/strict";
import { test } from "node:test";
import { DANGER, DAY, PACKAGE, hutong, thrownBy } from "./package.js";

const { Policy, assess } = hutong;
const glue = await import(new URL("glue.js", PACKAGE));
/** What the module in use exports. */
const exports = () => glue.initSync();

const other = (() => {
  const policy = Policy.builtin("puning-2024");
  const [reading] = policy.toObject().reading.filter(({ alternatives }) => alternatives.length > 1);
  return policy.withReading(reading.id, reading.alternatives.find(({ id }) => id !== reading.chosen).id);
})();
const ANSWERS = [DAY, { ...DAY, policy: other }].map((options) => JSON.stringify(assess(DANGER, options)));

function isRight() {
  const now = [DAY, { ...DAY, policy: other }].map((options) => JSON.stringify(assess(DANGER, options)));
  assert.deepEqual(now, ANSWERS);
}

test("a memory that something has written over", () => {
  for (const byte of [0xff, 0x7f, 0x01]) {
    const before = exports();
    new Uint8Array(before.memory.buffer).fill(byte);
    isRight();
    assert.notEqual(exports(), before, "a fresh module answered");
    isRight();
  }
});

test("a memory that is full", () => {
  const { memory } = exports();
  let grown = true;
  while (grown) {
    try {
      memory.grow(1024);
    } catch {
      grown = false;
    }
  }
  isRight();
  const long = { ...DANGER, residence: { village: "村".repeat(60_000) } };
  assert.equal(thrownBy(() => assess(long, DAY)).code, "too-long");
  isRight();
});

test("a call stack that is used up", () => {
  let told = 0;
  const down = (depth) => {
    try {
      down(depth + 1);
    } catch {
      // At the end of the stack there is no room for an answer: an error, then the right answer, never a wrong one.
      try {
        assert.equal(JSON.stringify(assess(DANGER, DAY)), ANSWERS[0]);
      } catch (error) {
        if (error instanceof assert.AssertionError) throw error;
        told += 1;
      }
      if (told > 20) throw new Error("enough");
    }
  };
  try {
    down(0);
  } catch {
    // Enough.
  }
  isRight();
});
