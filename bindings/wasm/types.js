// The TypeScript types of what goes in and comes out, made from the published JSON Schemas. `--check` tells which of the
// committed ones are not what the schemas say now.

import { readFileSync, writeFileSync, mkdirSync } from "node:fs";
import { compile } from "json-schema-to-typescript";

const NAMES = ["assessment", "child", "forecast", "form", "history", "ledger", "policy", "rule"];
const at = (path) => new URL(path, import.meta.url);
const stale = [];

mkdirSync(at("js/types/"), { recursive: true });
for (const name of NAMES) {
  const schema = JSON.parse(readFileSync(at(`../../schemas/${name}.schema.json`), "utf8"));
  delete schema.$id;
  const types = await compile(schema, schema.title, {
    bannerComment: `// Made from schemas/${name}.schema.json by \`cargo xtask generate\`; not to be changed by hand.`,
    additionalProperties: false,
    style: { printWidth: 110 },
  });
  const file = at(`js/types/${name}.d.ts`);
  const is = () => {
    try {
      return readFileSync(file, "utf8");
    } catch {
      return undefined;
    }
  };
  if (process.argv.includes("--check")) {
    if (is() !== types) stale.push(`js/types/${name}.d.ts`);
  } else {
    writeFileSync(file, types);
  }
}
if (stale.length > 0) {
  console.error(`out of date: ${stale.join(", ")}; run \`cargo xtask generate\` and commit what it writes`);
  process.exitCode = 1;
}
