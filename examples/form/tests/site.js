// The site as a visitor meets it: served with the strict policy for content, in Debian's Chromium.

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const root = fileURLToPath(new URL("../../..", import.meta.url));
export const SITE = process.env.HUTONG_SITE ?? join(root, "target", "form");
export const PICTURES = join(root, "target", "form-pictures");
const COMMAND = process.env.HUTONG ?? join(root, "target", "debug", "hutong");
mkdirSync(PICTURES, { recursive: true });

const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'self'; img-src 'self'; " +
  "manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const TYPES = {
  ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png",
  ".wasm": "application/wasm", ".webmanifest": "application/manifest+json",
};

/** Serves the site; gives its address and how to stop. */
export async function serve() {
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, "http://site").pathname));
    const file = join(SITE, path.endsWith("/") ? `${path}index.html` : path);
    try {
      const body = await readFile(file);
      response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "text/plain", "content-security-policy": POLICY, "x-content-type-options": "nosniff" });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return { address: `http://localhost:${server.address().port}/`, stop: () => server.close() };
}

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
}

export const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true, locale: "zh-CN", timezoneId: "Asia/Shanghai" };
export const DESK = { viewport: { width: 1280, height: 900 }, locale: "zh-CN", timezoneId: "Asia/Shanghai" };
/** The moment at which every test stands, unless it says otherwise: 1 November 2026 in Shanghai. */
export const NOW = "2026-11-01T01:00:00Z";

/**
 * A page that keeps a list of everything that went wrong in it: errors, and what the policy for content refused.
 */
export async function open(browser, options, address, now = NOW) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.clock.setFixedTime(now);
  const wrong = [];
  page.on("pageerror", (error) => wrong.push(error.message));
  page.on("console", (message) => message.type() === "error" && wrong.push(message.text()));
  await page.goto(address);
  await page.waitForSelector("#level .level-name");
  return { context, page, wrong };
}

/** What the command says of the records of a saved file, with everything. */
export function commandAssess(saved, asOf) {
  return lines(["assess", "-", "--as-of", asOf, "--format", "jsonl", "--full"], saved)[0];
}

export function commandSchedule(saved, asOf) {
  return lines(["schedule", "-", "--as-of", asOf, "--format", "jsonl"], saved)[0];
}

export function commandColumns() {
  return JSON.parse(run(["columns", "--format", "json"], ""));
}

function lines(parameters, saved) {
  const line = `${JSON.stringify(JSON.parse(saved))}\n`;
  return run(parameters, line).split("\n").filter((text) => text.startsWith("{")).map((text) => JSON.parse(text));
}

function run(parameters, input) {
  if (!existsSync(COMMAND)) throw new Error(`build the command first: there is no ${COMMAND}`);
  return spawnSync(COMMAND, parameters, { input, encoding: "utf8", maxBuffer: 1 << 28 }).stdout;
}

/** Presses save, and gives the text of the file. */
export async function save(page, press = (place) => place.click()) {
  const [download] = await Promise.all([page.waitForEvent("download"), press(page.locator("#save"))]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
}
