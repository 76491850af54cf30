// The package in a page: from the server's files as they are, under a strict Content-Security-Policy, after a fault too.

import assert from "node:assert/strict";
import { test } from "node:test";
import { inChromium } from "./browser.js";
import { DANGER, DAY, hutong } from "./package.js";

test("a page answers under a strict policy, and again after a fault", async () => {
  const expected = JSON.stringify(hutong.assess(DANGER, DAY));
  await inChromium(async (page, complaints) => {
    const answers = await page.evaluate(
      async ([child, options]) => {
        const hutong = await import("/hutong/hutong.js");
        const glue = await import("/hutong/glue.js");
        let early;
        try {
          hutong.assess(child, options);
        } catch (error) {
          early = error.code;
        }
        await Promise.all([hutong.init(), hutong.init()]);
        const first = JSON.stringify(hutong.assess(child, options));
        new Uint8Array(glue.initSync().memory.buffer).fill(0xff);
        const second = JSON.stringify(hutong.assess(child, options));
        return { early, first, second };
      },
      [DANGER, DAY],
    );
    assert.deepEqual(answers, { early: "not-loaded", first: expected, second: expected });
    assert.deepEqual(complaints, []);
  });
});
