// What goes wrong, told to the person who can mend it: code, path, clause, and a message in both languages.

/** Something that cannot be answered, and what to do about it. */
export class HutongError extends Error {
  constructor(told) {
    const faults = told.faults ?? [told];
    const first = faults.find((fault) => fault.severity === "error") ?? faults[0] ?? told;
    const place = first.path ? `${first.path}: ` : "";
    super(`${place}${first.en} [${first.code}]${faults.length > 1 ? ` (and ${faults.length - 1} more)` : ""}`);
    this.name = new.target.name;
    this.code = first.code;
    this.path = first.path ?? "";
    this.clause = first.clause ?? "";
    this.zh = first.zh;
    this.en = first.en;
    this.faults = faults;
  }
}

/** A record, or a history, with fields that cannot be read; with it the answer for everything else. */
export class RecordError extends HutongError {
  constructor(told) {
    super(told);
    if (told.assessment) this.assessment = told.assessment;
    if (told.ledger) this.ledger = told.ledger;
  }
}

/** A policy that is refused. */
export class PolicyError extends HutongError {}

const CLASSES = { HutongError, RecordError, PolicyError };

/** The error that the module tells as JSON. */
export function errorOf(text) {
  const { class: name, fields } = JSON.parse(text);
  return new CLASSES[name](fields);
}

/** An error of the wrapper's own. */
export function wrong(code, path, zh, en) {
  return new HutongError({ code, severity: "error", path, clause: "", zh, en });
}
