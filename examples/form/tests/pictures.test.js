// Pictures to look at, in target/form-pictures: phone, desk, dark, English, the printed sheet, the policy page.

import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { after, before, test } from "node:test";
import { CHILDREN } from "./children.js";
import { DESK, PHONE, PICTURES, launch, open, serve } from "./site.js";
import { TOUCH, fill } from "./user.js";

let browser, site;
before(async () => {
  [browser, site] = await Promise.all([launch(), serve()]);
});
after(async () => {
  await browser?.close();
  site?.stop();
});

/** One picture of a part of the page. */
async function picture(page, name, more = {}) {
  const path = `${PICTURES}/${name}.png`;
  await page.screenshot({ path, ...more });
  assert.ok(statSync(path).size > 5000, name);
}

test("on a phone: blank, in danger, certain", async () => {
  for (const colorScheme of ["light", "dark"]) {
    const { context, page } = await open(browser, { ...PHONE, colorScheme }, site.address);
    await picture(page, `phone-${colorScheme}`);
    await page.locator('#card input[name$="sexual_abuse"][value="suspected"]').tap();
    await page.locator("#bar").tap();
    await picture(page, `phone-answer-${colorScheme}`);
    await page.locator("#other-language").tap();
    await picture(page, `phone-english-${colorScheme}`, { fullPage: true });
    await context.close();
  }
});

test("on a desk: a green child, and its sheet of paper", async () => {
  const { context, page } = await open(browser, PHONE, site.address);
  await fill(page, CHILDREN[6], TOUCH);
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.evaluate(() => scrollTo(0, 0));
  await picture(page, "desk-green");
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: 703, height: 1030 });
  await picture(page, "sheet", { fullPage: true });
  await context.close();
});

test("the policy page", async () => {
  for (const [name, options] of [["phone", PHONE], ["desk", DESK], ["dark", { ...DESK, colorScheme: "dark" }]]) {
    const { context, page } = await open(browser, options, `${site.address}policy.html`);
    await page.locator("#facts select").first().selectOption("suspected");
    await picture(page, `policy-${name}`);
    await page.locator('[id="trigger/dropped-out"]').scrollIntoViewIfNeeded();
    await picture(page, `policy-rule-${name}`);
    await context.close();
  }
});
