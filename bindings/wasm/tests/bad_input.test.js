// Whatever is given: an error with code and path, in both languages, and never a fault of the module.

import assert from "node:assert/strict";
import { test } from "node:test";
import { DANGER, DAY, hutong, thrownBy } from "./package.js";

const { HutongError, ask, assess, forecast, form, review, schedule, validate } = hutong;

const circle = { father: {} };
circle.father.father = circle;
const deep = (depth) => Array.from({ length: depth }).reduce((inner) => ({ father: inner }), {});
const throwing = { get birth_date() { throw new Error("no"); } };
const revoked = Proxy.revocable({}, {});
revoked.revoke();
const hostile = new Proxy({}, { ownKeys() { throw new Error("no"); } });

/** What is given, and the path and code that must be told. */
const RECORDS = [
  ["undefined", undefined, "", "wrong-type"],
  ["null", null, "", "wrong-type"],
  ["text", "{}", "", "wrong-type"],
  ["a list", [], "", "wrong-type"],
  ["a function", () => 1, "", "wrong-type"],
  ["a symbol", Symbol("x"), "", "wrong-type"],
  ["a Date as the record", new Date(), "", "wrong-type"],
  ["a Map", new Map([["birth_date", "2016"]]), "", "wrong-type"],
  ["a revoked proxy", revoked.proxy, "", "wrong-type"],
  ["a proxy that throws", hostile, "", "wrong-type"],
  ["NaN", { birth_date: NaN }, "birth_date", "wrong-type"],
  ["Infinity", { father: { custody: { term_months: Infinity } } }, "father.custody.term_months", "wrong-type"],
  ["a Date", { birth_date: new Date(2016, 2, 15) }, "birth_date", "wrong-type"],
  ["an invalid Date", { birth_date: new Date(NaN) }, "birth_date", "wrong-type"],
  ["what looks like a date library's day", { birth_date: { toJSON: () => "2016-03-15" } }, "birth_date", "wrong-type"],
  ["a BigInt", { father: { custody: { term_months: 36n } } }, "father.custody.term_months", "wrong-type"],
  ["a boxed text", { birth_date: new String("2016") }, "birth_date", "wrong-type"],
  ["a getter that throws", throwing, "birth_date", "wrong-type"],
  ["a list for a word", { father: { state: ["dead"] } }, "father.state", "wrong-type"],
  ["a polluting key", JSON.parse('{"__proto__": {"findings": {"missing": "no"}}}'), "__proto__.findings.missing", "unknown-field"],
  ["a constructor", { constructor: { prototype: { state: "dead" } } }, undefined, undefined],
  ["10 MB of text", { key: "长".repeat(10_000_000) }, "key", "too-long"],
  ["10 MB as a date", { birth_date: "2".repeat(10_000_000) }, "birth_date", undefined],
  ["10 MB as a name", { ["x".repeat(10_000_000)]: "yes" }, undefined, "unknown-field"],
  ["an 18-digit number", { citizen_number: 445281201603150123 }, "citizen_number", undefined],
  ["an 18-digit number as a label", { 身份证号: 445281201603150123 }, undefined, "citizen-number-rounded"],
  ["a number for a day", { birth_date: 20160315123456789 }, "birth_date", undefined],
  ["deep nesting", deep(100_000 / 20), undefined, "too-deep"],
  ["a circle", circle, undefined, undefined],
  ["a lone half of a letter", { key: "\ud800", lives_with: "\udfff" }, "lives_with", "unknown-code"],
  ["a nul", { lives_with: "\0" }, "lives_with", "unknown-code"],
  ["a bomb of shared parts", bomb(), "", "too-large"],
  ["a list longer than memory", { father: { away: { returns: new Array(2 ** 32 - 1) } } }, "", "too-large"],
];

/** An object that is small in memory and without end once written out. */
function bomb() {
  let part = { state: "dead" };
  for (let level = 0; level < 40; level += 1) part = Object.fromEntries("abcdefgh".split("").map((name) => [name, part]));
  return part;
}

function isTold(error, what) {
  assert.ok(error instanceof HutongError, `${what}: ${error}`);
  assert.notEqual(error.code, "internal-fault", what);
  assert.ok(error.faults.length > 0, what);
  for (const fault of error.faults) {
    assert.match(fault.code, /^[a-z-]+$/, what);
    assert.equal(typeof fault.path, "string", what);
    assert.ok(fault.path.length < 500, `${what}: a path is no place for 10 MB`);
    assert.match(fault.zh, /[\u4e00-\u9fff]/, what);
    assert.match(fault.en, /[a-z]/, what);
  }
}

for (const [what, record, path, code] of RECORDS) {
  test(`${what}: an error with code and path`, () => {
    const error = thrownBy(() => assess(record, DAY));
    isTold(error, what);
    const errors = error.faults.filter((fault) => fault.severity !== "warning");
    if (path !== undefined) assert.ok(errors.some((fault) => fault.path === path), `${what}: ${error.message}`);
    if (code !== undefined) assert.ok(errors.some((fault) => fault.code === code), `${what}: ${error.message}`);
    for (const other of [ask, forecast]) isTold(thrownBy(() => other(record, DAY)), what);
    if (code !== "too-large") {
      assert.ok(validate(record, DAY).some((fault) => fault.severity === "error"), what);
      assert.ok(review(record, DAY).errors.length > 0, what);
    }
    assert.equal(assess(DANGER, DAY).risk.level, "red", "the next answer is right");
  });
}

test("a fault in one field hides no danger in another", () => {
  const loud = { ...DANGER, birth_date: new Date(), mother: { get state() { throw new Error("no"); } }, x: 1n };
  const told = review(loud, DAY);
  assert.deepEqual([told.reportsDanger, told.mayBeSaved, told.errors.length], [true, true, 3]);
});

test("what stands on every prototype is no fact", () => {
  Object.prototype.findings = { missing: "confirmed" };
  try {
    assert.notEqual(review({}, DAY).assessment.risk.level, "red");
  } finally {
    delete Object.prototype.findings;
  }
});

test("a proxy that is an object is read like one", () => {
  const record = new Proxy({ ...DANGER }, {});
  assert.equal(JSON.stringify(assess(record, DAY)), JSON.stringify(assess(DANGER, DAY)));
});

for (const asOf of [undefined, null, new Date(), NaN, "", "yesterday", "2026-02-30", "2026-11", 20261101, {}, "2".repeat(1e7)]) {
  test(`a day that is none: ${String(asOf).slice(0, 20)}`, () => {
    for (const ask of [assess, validate, review, forecast]) {
      const error = thrownBy(() => ask({}, { asOf }));
      isTold(error, "asOf");
      assert.deepEqual([error.code, error.path], ["not-a-date", "asOf"]);
    }
  });
}

test("arguments that are none", () => {
  for (const work of [
    () => assess({}),
    () => assess({}, null),
    () => assess({}, { ...DAY, policy: 7 }),
    () => assess({}, { ...DAY, policy: {} }),
    () => assess({}, { ...DAY, policy: "atlantis" }),
    () => forecast({}, { ...DAY, until: new Date() }),
    () => schedule(undefined, DAY),
    () => schedule({ levels: "x" }, DAY),
    () => schedule({ contacts: [{ on: new Date() }] }, DAY),
    () => schedule({}, { ...DAY, child: { birth_date: NaN } }),
    () => form(undefined, { ...DAY, year: 2026 }),
    () => form([], DAY),
    () => form([], { ...DAY, year: 2026.5 }),
    () => form([], { ...DAY, year: 2026, date: "soon" }),
  ]) {
    isTold(thrownBy(work), String(work));
  }
});
