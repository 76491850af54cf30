// Puts the pages and the built package side by side, and lists what the service worker keeps. Nothing is translated.
//
//   node build.js [PACKAGE_FOLDER [SITE_FOLDER]]

import { createHash } from "node:crypto";
import { cp, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const target = join(here, "..", "..", "target");
const PAGES = ["index.html", "policy.html", "manifest.webmanifest", "service-worker.js", "icons", "script", "style"];

/**
 * Builds the site, and gives its folder.
 * @param {string} packageFolder
 * @param {string} site
 */
export async function build(packageFolder = join(target, "wasm", "hutong"), site = join(target, "form")) {
  await rm(site, { recursive: true, force: true });
  await mkdir(site, { recursive: true });
  for (const page of PAGES) await cp(join(here, page), join(site, page), { recursive: true });
  await cp(packageFolder, join(site, "hutong"), { recursive: true });

  const version = createHash("sha256");
  const kept = [];
  for (const file of await files(site)) {
    version.update(file).update(await readFile(join(site, file)));
    // Of the package a browser needs the scripts and the module.
    if (!file.startsWith("hutong/") || /^hutong\/[^/]+\.(js|wasm)$/.test(file)) {
      if (file !== "service-worker.js") kept.push(file);
    }
  }
  const list = `export const VERSION = "${version.digest("hex").slice(0, 16)}";\nexport const FILES = ${JSON.stringify(["./", ...kept], null, 2)};\n`;
  await writeFile(join(site, "kept.js"), list);
  return site;
}

/** Every file below a folder, in order. @param {string} folder */
async function files(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found = entries.filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath, entry.name)));
  return found.map((file) => file.split(sep).join("/")).sort();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [packageFolder, site] = process.argv.slice(2);
  console.log(await build(packageFolder, site));
}
