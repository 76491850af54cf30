// Chromium as a visitor has it: pages over HTTP from the built package, under a strict Content-Security-Policy.

import { createServer } from "node:http";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { PACKAGE } from "./package.js";

const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";
const KINDS = { ".js": "text/javascript", ".wasm": "application/wasm", ".html": "text/html", ".jsonl": "text/plain" };
const HERE = new URL(".", import.meta.url);

/** Where a path of the server stands: the package, these tests, what both must answer alike; nothing else. */
function fileOf(path) {
  const [, folder, ...rest] = path.split("/");
  const base = { hutong: PACKAGE, tests: HERE, alike: new URL("../alike/", PACKAGE) }[folder];
  return base && rest.length === 1 ? fileURLToPath(new URL(rest[0], base)) : undefined;
}

const PATHS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Opens a page of the server in Chromium, gives it to `work`, and closes everything. */
export async function inChromium(work, content = "<!doctype html><title>hutong</title>") {
  const executablePath = PATHS.find((path) => existsSync(path));
  if (!executablePath) throw new Error("no Chromium; on Debian: apt-get install chromium");
  const server = createServer(async (request, response) => {
    const file = fileOf(new URL(request.url, "http://localhost").pathname);
    response.setHeader("Content-Security-Policy", POLICY);
    try {
      const body = file ? await readFile(file) : content;
      response.setHeader("Content-Type", file ? (KINDS[extname(file)] ?? "text/plain") : "text/html; charset=utf-8");
      response.end(body);
    } catch {
      response.statusCode = 404;
      response.end();
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const profile = await mkdtemp(join(tmpdir(), "hutong-chromium-"));
  const args = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
  ];
  const context = await chromium.launchPersistentContext(profile, { executablePath, args });
  try {
    const page = await context.newPage();
    const complaints = [];
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error" && !message.text().includes("favicon")) complaints.push(message.text());
    });
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    return await work(page, complaints);
  } finally {
    await context.close();
    server.close();
    server.closeAllConnections();
    await rm(profile, { recursive: true, force: true });
  }
}
