// The built package, as a program in Node would import it, and what the tests share.

export const PACKAGE = new URL("../../../target/wasm/hutong/", import.meta.url);
export const hutong = await import(new URL("node.js", PACKAGE));
await hutong.init();

export const DAY = { asOf: "2026-11-01" };
/** A record that reports danger. */
export const DANGER = { key: "made-up 1", findings: { suicide_or_self_harm: "suspected" } };

/** The error that something throws. */
export function thrownBy(work) {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}
