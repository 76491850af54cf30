// What somebody who types would notice, in Chromium: a keystroke's assess + validate + ask, the time from nothing to the
// first answer, the size. Beside it JSON Schema by Ajv, which is what a form would check shapes with; it decides nothing.

import { readFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";
import { inChromium } from "../tests/browser.js";
import { PACKAGE } from "../tests/package.js";

const telling = readFileSync(new URL("../../../examples/data/telling.jsonl", import.meta.url), "utf8");
const records = telling.trim().split("\n").map((line) => JSON.parse(line));

const measured = await inChromium((page) =>
  page.evaluate(async (records) => {
    const options = { asOf: "2026-11-01" };
    const start = performance.now();
    const hutong = await import("/hutong/hutong.js");
    await hutong.init();
    hutong.review(records[0], options);
    const first = performance.now() - start;

    const times = (work) => {
      for (const record of records) work(record);
      const rounds = [];
      // Chromium's clock is coarse: each time is that of twenty.
      for (let round = 0; round < 20; round += 1) {
        for (const record of records) {
          const start = performance.now();
          for (let again = 0; again < 20; again += 1) work(record);
          rounds.push(((performance.now() - start) / 20) * 1000);
        }
      }
      rounds.sort((one, other) => one - other);
      const at = (part) => Math.round(rounds[Math.floor(rounds.length * part)]);
      return { median: at(0.5), "95 %": at(0.95) };
    };
    const apart = (record) => {
      for (const ask of [hutong.assess, hutong.validate, hutong.ask]) {
        try {
          ask(record, options);
        } catch (error) {
          if (!error.faults) throw error;
        }
      }
    };
    return {
      first: Math.round(first),
      microseconds: {
        "review (assess + validate + ask at once)": times((record) => hutong.review(record, options)),
        "assess, validate, ask, one after another": times(apart),
        "validate alone": times((record) => hutong.validate(record, options)),
        "assess with everything": times((record) => {
          try {
            hutong.assess(record, { ...options, everything: true });
          } catch (error) {
            if (!error.faults) throw error;
          }
        }),
      },
    };
  }, records),
);

const { default: Ajv } = await import("ajv");
const check = new (Ajv.default ?? Ajv)({ strict: false }).compile((await import("../tests/package.js")).hutong.jsonSchema());
const start = performance.now();
for (let round = 0; round < 1000; round += 1) for (const record of records) check(record);
const ajv = ((performance.now() - start) / 1000 / records.length) * 1000;

console.log(`${records.length} records of examples/data/telling.jsonl, in Chromium`);
console.table(measured.microseconds);
console.log(`from nothing to the first answer: ${measured.first} ms`);
console.log(`Ajv, the shape alone, in Node: ${ajv.toFixed(1)} µs`);
for (const name of ["hutong_bg.wasm", "glue.js", "hutong.js"]) {
  const bytes = readFileSync(new URL(name, PACKAGE));
  console.log(`${name}: ${bytes.length} bytes, ${brotliCompressSync(bytes).length} by brotli`);
}
