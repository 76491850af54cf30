// The form, filled as a child director fills it, held against the command on the saved file.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { CHILDREN } from "./children.js";
import { DESK, PHONE, PICTURES, commandAssess, commandColumns, commandSchedule, launch, open, save, serve } from "./site.js";
import { TOUCH, fill, keyboard } from "./user.js";

const DAY = "2026-11-01";
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
let browser, site;
before(async () => {
  [browser, site] = await Promise.all([launch(), serve()]);
});
after(async () => {
  await browser?.close();
  site?.stop();
});

/** What the page says, as somebody reads it. */
const told = (page) =>
  page.evaluate(() => {
    const texts = (query) => [...document.querySelectorAll(query)].map((place) => place.textContent);
    return {
      level: document.querySelector("#level .level-name").textContent,
      standing: document.querySelector("#level .standing").textContent,
      certain: texts("[aria-labelledby=why-heading] > .items > .trigger .what"),
      members: texts("[aria-labelledby=why-heading] > .items > .member .what"),
      possible: texts("[aria-labelledby=why-heading] > .possible .what"),
      duties: texts("[aria-labelledby=do-heading] > .items .what"),
      referrals: texts("[aria-labelledby=tell-heading] > .items .who"),
      announced: document.getElementById("announcement").textContent,
      bar: document.querySelector("#bar span").textContent,
    };
  });

const openAll = (page) => page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));

/** The page tells each of them, and no other. */
function tellsEach(texts, outcomes, what) {
  assert.equal(texts.length, outcomes.length, `as many ${what} as the command tells`);
  for (const { label, cite } of outcomes) {
    assert.ok(texts.some((text) => text.includes(label.zh) && text.includes(cite)), `${what}: ${label.zh} with its clause`);
  }
}

for (const [place, child] of CHILDREN.entries()) {
  const byTouch = place % 2 === 0;
  test(`a child ${child.name}: filled ${byTouch ? "by touch" : "with the keyboard alone"}`, async () => {
    const { context, page, wrong } = await open(browser, byTouch ? PHONE : DESK, site.address);
    const hand = byTouch ? TOUCH : keyboard(page);
    await fill(page, child, hand);
    const saved = await save(page, hand.press);
    const command = commandAssess(saved.text, DAY);
    assert.equal(command.risk.level, child.level, "the command's level of the saved file");
    if (child.ceiling) assert.equal(command.risk.ceiling, child.ceiling);
    if (child.scope) assert.equal(command.scope, child.scope);

    const page_ = await told(page);
    const words = { red: "高风险（红色）", yellow: "中高风险（黄色）", blue: "中低风险（蓝色）", green: "低风险（绿色）", "not-graded": "不定级" };
    const level = child.level ?? child.ceiling;
    assert.ok(page_.level.includes(words[level]), `${page_.level} tells ${words[level]}`);
    assert.equal(page_.standing, child.level ? "确定" : "待定");
    assert.ok(page_.announced.includes(words[level]) && page_.bar.includes(words[level]), "told aloud, and at the foot");
    const of = (answer) => (outcome) => outcome.answer === answer;
    tellsEach(page_.certain, command.triggers.filter(of("yes")), "certain situations");
    tellsEach(page_.members, command.populations.filter(of("yes")), "populations");
    tellsEach(page_.possible, command.triggers.filter(of("undetermined")), "possible situations");
    tellsEach(page_.duties, command.duties.filter(of("yes")), "duties");
    tellsEach(page_.referrals, command.referrals.filter(of("yes")), "referrals");
    assert.deepEqual(wrong, [], "nothing went wrong, and the policy for content refused nothing");
    await context.close();
  });
}

test("only what matters is asked, the most telling first, and each with its reason", async () => {
  const { context, page } = await open(browser, PHONE, site.address);
  const blank = commandAssess('{"child":{}}', DAY);
  const first = await page.locator("#card > fieldset").first().getAttribute("data-path");
  assert.equal(first, blank.ask[0].fact, "the engine's first question comes first");
  for (const why of await page.locator("#card > fieldset > .why").allTextContents()) assert.match(why, /〔.+〕/, "the reason cites a clause");
  const asked = new Set();
  const child = { knows: { "findings.maltreatment": "confirmed", birth_date: "2014-05-01" }, finding: "no" };
  await fill(page, child, TOUCH, async () => {
    for (const path of await page.locator("#card > fieldset").evaluateAll((fields) => fields.map((field) => field.dataset.path))) asked.add(path);
    return false;
  });
  const { text } = await save(page);
  const left = commandAssess(text, DAY).ask.map(({ fact }) => fact);
  const entered = JSON.parse(text).child;
  const has = (path) => path.split(".").reduce((group, name) => group?.[name], entered) !== undefined;
  assert.deepEqual(left.filter((fact) => !has(fact) && !asked.has(fact)), [], "nothing that the engine still asks was left out");
  await context.close();
});

test("a question that no longer matters goes away while its card is open", async () => {
  const { context, page } = await open(browser, PHONE, site.address);
  const onCard = async (path) => {
    for (let card = 0; card < 20; card++) {
      if ((await page.locator(`#card > fieldset[data-path="${path}"]`).count()) > 0) return true;
      await page.locator("#next").tap();
    }
    return false;
  };
  assert.ok(await onCard("father.state"));
  const beside = page.locator("#card > fieldset:visible");
  const before_ = await beside.count();
  await page.locator('#card > fieldset[data-path="father.state"] input[value="dead"]').tap();
  assert.ok((await beside.count()) < before_, "a dead father's habits are not asked for");
  assert.ok(await page.locator('#card > fieldset[data-path="father.state"]').isVisible());
  await context.close();
});

test("none of these says no to what stands on the card, and to nothing else", async () => {
  const { context, page } = await open(browser, PHONE, site.address);
  const asked = await page.locator("#card > fieldset").evaluateAll((fields) => fields.map((field) => field.dataset.path));
  await page.locator(`#card > fieldset[data-path="${asked[1]}"] input[value="suspected"]`).tap();
  await page.locator("#card .secondary").tap();
  const { findings } = JSON.parse((await save(page)).text).child;
  const expected = Object.fromEntries(asked.map((path) => [path.replace("findings.", ""), path === asked[1] ? "suspected" : "no"]));
  assert.deepEqual(findings, expected);
  await context.close();
});

test("a report of danger can be saved whatever else is wrong, and opened again", async () => {
  const { context, page, wrong } = await open(browser, PHONE, site.address);
  await page.locator('#card input[name$="sexual_abuse"][value="suspected"]').tap();
  await page.locator("#other summary").first().tap();
  await page.locator("#find").fill("出生日期");
  await page.locator(".found .chip").first().tap();
  for (const [place, part] of ["2014", "13", "45"].entries()) await page.locator("#card .date input").nth(place).fill(part);
  await assert.doesNotReject(page.locator("#card .fault:visible").waitFor({ timeout: 2000 }));
  assert.equal(await page.locator('#card [aria-invalid="true"]').count(), 3);
  assert.match(await page.locator("#faults").textContent(), /先报告/);
  assert.match((await told(page)).level, /高风险/);
  const saved = await save(page);
  const { child } = JSON.parse(saved.text);
  assert.deepEqual(child, { birth_date: "2014-13-45", findings: { sexual_abuse: "suspected" } }, "as it was typed");
  page.on("dialog", (dialog) => dialog.accept());
  await page.locator("#new").tap();
  assert.match((await told(page)).standing, /待定/);
  await page.locator("#file").setInputFiles({ name: "child.json", mimeType: "application/json", buffer: Buffer.from(saved.text) });
  await page.waitForFunction(() => document.querySelector("#level .standing").textContent === "确定");
  assert.match((await told(page)).level, /高风险/);
  assert.match(await page.locator("#faults").textContent(), /出生日期/);
  await page.locator("#file").setInputFiles({ name: "x.json", mimeType: "application/json", buffer: Buffer.from("no child") });
  await page.waitForFunction(() => document.getElementById("told").textContent.includes("打不开"));
  assert.match((await told(page)).level, /高风险/, "what was entered stays");
  assert.deepEqual(wrong, []);
  await context.close();
});

test("the next visit is the command's, from the last one", async () => {
  const { context, page } = await open(browser, PHONE, site.address);
  await fill(page, CHILDREN[5], TOUCH);
  assert.match(await page.locator("#visits").textContent(), /现在就要/, "without a visit on record it is due now");
  for (const [place, part] of ["2026", "10", "31"].entries()) await page.locator("#history input").nth(place).fill(part);
  const { text } = await save(page);
  const ledger = commandSchedule(text, DAY);
  const visit = ledger.duties.find(({ kind, answer }) => kind === "home-visit" && answer === "yes");
  assert.equal(visit.next_due, "2026-11-30", "a month after the last day of October");
  const shown = await page.locator("#visits").textContent();
  assert.ok(shown.includes(visit.next_due) && shown.includes(visit.label.zh) && shown.includes(visit.cite));
  await context.close();
});

test("the other contacts of an opened file stay when the last visit is changed", async () => {
  const { context, page } = await open(browser, DESK, site.address);
  const contacts = [{ kind: "home-visit", on: "2026-09-01", by: "social-worker" }, { kind: "contact", on: "2026-10-20", by: "social-worker" }, { kind: "home-visit", on: "2026-10-02", by: "social-worker" }];
  const file = { child: { key: "made-up" }, history: { contacts } };
  await page.locator("#file").setInputFiles({ name: "visits.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(file)) });
  await page.waitForFunction(() => document.getElementById("last-visit-month").value === "10");
  await page.locator("#last-visit-day").fill("");
  await page.locator("#last-visit-day").pressSequentially("15");
  const { history } = JSON.parse((await save(page)).text);
  assert.deepEqual(history.contacts, [contacts[0], contacts[1], { ...contacts[2], on: "2026-10-15" }]);
  await context.close();
});

test("the day is the civil day of the place, in Shanghai and in St. John's", async () => {
  // 1 November in Shanghai while it is 31 October in Newfoundland, and the other way round from Greenwich.
  const moments = [
    ["2026-11-01T01:00:00Z", "Asia/Shanghai", "2026-11-01"],
    ["2026-11-01T01:00:00Z", "America/St_Johns", "2026-10-31"],
    ["2026-10-31T17:00:00Z", "Asia/Shanghai", "2026-11-01"],
    ["2026-03-08T05:31:00Z", "America/St_Johns", "2026-03-08"],
  ];
  for (const [now, timezoneId, day] of moments) {
    const { context, page } = await open(browser, { ...DESK, timezoneId }, site.address, now);
    assert.equal(await page.locator("#as-of").inputValue(), day, `${now} in ${timezoneId}`);
    await context.close();
  }
  // Three months away: reached on 1 November, not on 31 October.
  const away = {
    child: {
      birth_date: "2014-05-01", household: { registration: "rural" }, lives_with: "grandparents",
      father: { state: "alive", away: { for_work: "yes", since: "2026-08-01", across_counties: "yes", within_core: "no" } },
      mother: { state: "alive", away: { for_work: "yes", since: "2026-08-01", across_counties: "yes", within_core: "no" } },
    },
    history: {},
  };
  for (const [timezoneId, day, truth] of [["Asia/Shanghai", "2026-11-01", "yes"], ["America/St_Johns", "2026-10-31", "no"]]) {
    const { context, page } = await open(browser, { ...DESK, timezoneId }, site.address);
    await page.locator("#file").setInputFiles({ name: "away.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(away)) });
    await page.waitForFunction(() => document.getElementById("told").textContent.includes("away.json"));
    const [population] = commandAssess(JSON.stringify(away), day).populations;
    assert.equal(population.answer, truth, `the command on ${day}`);
    const shown = await page.locator("[aria-labelledby=groups-heading] dt", { hasText: population.label.zh }).count();
    assert.equal(shown, truth === "yes" ? 1 : 0, `${population.label.zh} in ${timezoneId}`);
    const { text } = await save(page);
    assert.deepEqual(JSON.parse(text).child, away.child, "no day moved on its way through the form");
    await context.close();
  }
});

test("after the first visit it works without a network, and keeps nothing but its own files", async () => {
  const { context, page, wrong } = await open(browser, PHONE, site.address);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  site.stop();
  await context.setOffline(true);
  for (const path of ["", "index.html?lang=en", "policy.html", ""]) {
    await page.goto(site.address + path);
    await page.waitForSelector("#level .level-name");
  }
  await fill(page, CHILDREN[0], TOUCH, async () => (await told(page)).standing === "确定");
  assert.match((await told(page)).level, /高风险/);
  const kept = await page.evaluate(async () => {
    const requests = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
    return {
      files: requests.flat().map(({ url }) => new URL(url).pathname + new URL(url).search),
      local: localStorage.length, session: sessionStorage.length, cookies: document.cookie, databases: (await indexedDB.databases()).length,
    };
  });
  assert.ok(kept.files.includes("/hutong/hutong_bg.wasm") && kept.files.includes("/script/form.js"));
  assert.ok(kept.files.every((file) => /^\/(index\.html|policy\.html|manifest\.webmanifest|kept\.js|((icons|script|style|hutong)\/[\w.-]+))?$/.test(file)), "only files of the site");
  assert.deepEqual({ ...kept, files: [] }, { files: [], local: 0, session: 0, cookies: "", databases: 0 });
  assert.deepEqual(wrong, []);
  await context.close();
  site = await serve();
});

test("it can be installed", async () => {
  const { context, page } = await open(browser, PHONE, site.address);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  const session = await context.newCDPSession(page);
  const { errors, data } = await session.send("Page.getAppManifest");
  assert.deepEqual(errors, []);
  assert.equal(JSON.parse(data).display, "standalone");
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  assert.deepEqual(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito"), []);
  await context.close();
});

test("the language changes in place, and nothing that was entered is lost", async () => {
  const { context, page } = await open(browser, DESK, site.address);
  await page.locator('#card input[name$="sexual_abuse"][value="suspected"]').check();
  await page.locator("#other-language").click();
  assert.match((await told(page)).level, /high risk \(red\)/);
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  const chinese = await page.evaluate(() => document.querySelector("main").innerText.match(/[\u4e00-\u9fff]+/g) ?? []);
  // Places in the document, and its number and kinds of levels, are official terms.
  assert.ok(chinese.every((word) => /^[一二三四五六普民号未成年人保护法附件之后段]+$/.test(word)), chinese.join(" "));
  await context.close();
});

test("no serious fault for axe: blank, filled, with faults, in the dark, in English, and the policy page", async () => {
  const check = async (page, what) => {
    await page.evaluate(AXE);
    const { violations } = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
    const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    assert.deepEqual(serious.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)).join(" | ")}`), [], what);
  };
  for (const colorScheme of ["light", "dark"]) {
    for (const options of [PHONE, DESK]) {
      const { context, page } = await open(browser, { ...options, colorScheme }, site.address);
      await check(page, `blank, ${colorScheme}`);
      await page.locator('#card input[name$="sexual_abuse"][value="suspected"]').check();
      await openAll(page);
      await page.locator("#find").fill("出生日期");
      await page.locator(".found .chip").first().click();
      await page.locator("#card .date input").first().fill("99");
      await check(page, `filled, ${colorScheme}`);
      await page.locator("#other-language").click();
      await check(page, `English, ${colorScheme}`);
      await page.goto(`${site.address}policy.html`);
      await page.waitForSelector("#chapters article");
      await check(page, `policy page, ${colorScheme}`);
      await context.close();
    }
  }
});

test("every place for a finger is large enough, and the page never scrolls sideways", async () => {
  const { context, page } = await open(browser, { ...PHONE, viewport: { width: 360, height: 740 } }, site.address);
  await page.locator('#card input[name$="sexual_abuse"][value="suspected"]').tap();
  await openAll(page);
  const small = await page.evaluate(() =>
    [...document.querySelectorAll("button, summary, input, select, .toolbar a, .quiet")]
      .filter((place) => place.checkVisibility() && !place.hidden)
      .map((place) => ({ html: place.outerHTML.slice(0, 90), height: place.getBoundingClientRect().height, width: place.getBoundingClientRect().width }))
      .filter(({ height, width }) => height < 43.5 || width < 43.5),
  );
  assert.deepEqual(small, []);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
  await page.locator("#other-language").tap();
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360, "nor in English");
  await context.close();
});

test("prints as one page, even the fullest record, with everything that was recorded", async () => {
  const { context, page } = await open(browser, DESK, site.address);
  const full = { key: "青榕 0032" };
  for (const { path, kind, values } of commandColumns()) {
    const within = /\.(found|closed|closing)_|^key$|^decision|^local/.test(path);
    const value = kind === "date" ? "2015-03-01" : kind === "finding" ? (path.startsWith("findings.") ? "suspected" : "no") : kind === "choice" ? values.at(-1).id : undefined;
    if (within || value === undefined) continue;
    const names = path.split(".");
    const group = names.slice(0, -1).reduce((group, name) => (group[name] ??= {}), full);
    group[names.at(-1)] = value;
  }
  await page.locator("#file").setInputFiles({ name: "full.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify({ child: full, history: {} })) });
  await page.waitForFunction(() => document.querySelectorAll(".recorded").length > 60);
  await page.locator("#recorded > summary").click();
  const pdf = await page.pdf({ path: `${PICTURES}/sheet.pdf`, preferCSSPageSize: true, printBackground: true });
  assert.equal((pdf.toString("latin1").match(/\/Type\s*\/Page\b/g) ?? []).length, 1, "one page");
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await page.emulateMedia({ media: "print" });
  const shown = await page.evaluate(() => document.body.innerText);
  for (const word of ["儿童情况评估单", "青榕 0032", "高风险（红色）", "现在要做", "要告知", "下次走访", "已经记录", "填表人", "照护人自理能力"]) assert.ok(shown.includes(word), word);
  await context.close();
});
