// The policy page: the handbook whole, and the bench with its graph, held against the command.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { after, before, test } from "node:test";
import { DESK, PHONE, commandAssess, launch, open, serve } from "./site.js";

const DAY = "2026-11-01";
let browser, site;
before(async () => {
  [browser, site] = await Promise.all([launch(), serve()]);
});
after(async () => {
  await browser?.close();
  site?.stop();
});

test("the handbook has every rule, in one language at a time, and finds what one types", async () => {
  const { context, page, wrong } = await open(browser, PHONE, `${site.address}policy.html`);
  const blank = commandAssess('{"child":{}}', DAY);
  for (const { id } of [...blank.triggers, ...blank.why_not ?? []]) assert.equal(await page.locator(`[id="trigger/${id}"]`).count(), 1, id);
  for (const { id } of blank.populations) assert.equal(await page.locator(`[id="population/${id}"]`).count(), 1, id);
  assert.equal(await page.locator("#chapters [lang]").count(), 0);
  const all = await page.locator("#chapters article").count();
  await page.locator("#find").fill("辍学");
  const found = await page.locator("#chapters article:visible").count();
  assert.ok(found > 0 && found < all);
  assert.match(await page.locator("#found").textContent(), /找到 \d+ 条/);
  await page.locator("#find").fill("");
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390, "never sideways");
  assert.deepEqual(wrong, []);
  await context.close();
});

test("the bench answers as the command does, and its graph leads from the facts to what to do", async () => {
  const { context, page, wrong } = await open(browser, DESK, `${site.address}policy.html`);
  await page.locator("#facts select").first().selectOption("confirmed");
  const path = await page.locator("#facts select").first().getAttribute("id");
  assert.match(path, /maltreatment/);
  const command = commandAssess('{"child":{"findings":{"maltreatment":"confirmed"}}}', DAY);
  assert.equal(command.risk.level, "red");
  assert.match(await page.locator("#level .level-name").textContent(), /高风险（红色）/);
  const columns = await page.locator(".graph-column").evaluateAll((columns) => columns.map((column) => column.innerText));
  assert.match(columns[0], /遭受虐待：确认/);
  for (const trigger of command.triggers.filter(({ answer }) => answer === "yes")) assert.ok(columns[2].includes(trigger.label.zh), trigger.id);
  for (const outcome of [...command.duties, ...command.referrals].filter(({ answer }) => answer === "yes")) assert.ok(columns[4].includes(outcome.label.zh), outcome.id);
  assert.ok((await page.locator(".lines path").count()) >= 4, "lines join them");
  assert.match(await page.locator(".graph-column").nth(3).textContent(), /因为/, "and the words say so too");
  assert.deepEqual(wrong, []);
  await context.close();
});

test("another reading gives another answer, and clearing gives the policy's own again", async () => {
  const { context, page } = await open(browser, DESK, `${site.address}policy.html`);
  await page.locator('[id="category/other-type"] .try').click();
  const choose = (label, value) => page.getByLabel(label, { exact: true }).selectOption(value);
  const aChild = async () => {
    if ((await page.getByLabel("出生日期", { exact: true }).count()) === 0) await page.locator("#add-fact").selectOption("birth_date");
    await page.getByLabel("出生日期", { exact: true }).fill("2014-5");
    await choose("遭受虐待", "confirmed");
  };
  await aChild();
  const category = () => page.locator(".graph-column").nth(2).textContent();
  assert.match(await category(), /其他类型/);
  await page.locator(".facts details summary").click();
  await page.locator("#reading-harmed-through-guardianship").selectOption("not-a-category");
  assert.doesNotMatch(await category(), /其他类型/);
  await page.locator("#clear").click();
  await aChild();
  assert.match(await category(), /其他类型/);
  await context.close();
});

test("an entry of the handbook puts its facts on the bench", async () => {
  const { context, page } = await open(browser, PHONE, `${site.address}policy.html`);
  await page.locator('[id="trigger/both-parents-in-custody"] .try').tap();
  const facts = await page.locator("#facts label").allTextContents();
  assert.ok(facts.includes("父亲限制人身自由类别") && facts.includes("母亲限制人身自由类别"), facts.join());
  for (const parent of ["父亲", "母亲"]) await page.getByLabel(`${parent}限制人身自由类别`, { exact: true }).selectOption("sentence");
  assert.match(await page.locator("#level").textContent(), /中高风险（黄色）/);
  await context.close();
});

test("no label, clause or colour of the policy stands in the pages", async () => {
  const { context, page } = await open(browser, DESK, `${site.address}policy.html`);
  const said = await page.evaluate(async () => {
    const { Engine } = await import("/script/engine.js");
    const { source } = await Engine.load();
    const kinds = ["level", "trigger", "population", "category", "definition", "duty", "referral", "notice", "office", "clause", "reading", "fact"];
    const labels = kinds.flatMap((kind) => source[kind].flatMap(({ label, place }) => [label?.zh, label?.en, place]));
    return [...new Set([...labels, ...source.level.map(({ colour }) => colour), source.document.number, source.id])];
  });
  assert.ok(said.length > 200);
  const here = new URL("..", import.meta.url);
  const files = [...readdirSync(new URL("script/", here)).map((name) => `script/${name}`), ...readdirSync(new URL("style/", here)).map((name) => `style/${name}`), "index.html", "policy.html"];
  const sources = files.map((name) => readFileSync(new URL(name, here), "utf8")).join("\n");
  // Words of one or two signs are everybody's: 父亲, 一.
  const found = said.filter((words) => words && words.length > (/[a-z]/i.test(words) ? 8 : 2) && sources.includes(words));
  assert.deepEqual(found, []);
  await context.close();
});
