// How large a module is as it is sent, and whether that is within what was promised.

import { readFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

/** The most bytes that a module may have, compressed by brotli. */
const MOST = 330_000;

const bytes = readFileSync(process.argv[2]);
const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
console.log(`${process.argv[2]}: ${bytes.length} bytes, ${gzipSync(bytes, { level: 9 }).length} gzip, ${brotli} brotli`);
if (brotli > MOST) {
  console.error(`at most ${MOST} bytes by brotli`);
  process.exitCode = 1;
}
