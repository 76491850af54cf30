// The record's faults in the words of what people build forms with. What is an error, and what may be saved in spite of
// it, the core says; here it is only handed on.

import { HutongError } from "./errors.js";
import { review } from "./hutong.js";
import schema from "./child-schema.js";

/** The options for one review: the day may be a function, for a page that outlives midnight. */
function now({ asOf, policy }) {
  return { asOf: typeof asOf === "function" ? asOf() : asOf, policy };
}

/** The faults that keep a record from being saved; none where it reports danger. */
function blocking(record, options) {
  try {
    const { errors, mayBeSaved } = review(record, now(options));
    return mayBeSaved ? [] : errors;
  } catch (error) {
    // Far more than a record. An argument that is wrong is the programmer's to know.
    if (error instanceof HutongError && error.code === "too-large") return error.faults;
    throw error;
  }
}

/** Where a form keeps a field: under its whole path if it has that, else level by level. */
function stepsOf(path, record) {
  if (!path || (record && typeof record === "object" && Object.hasOwn(record, path))) return path ? [path] : [];
  return path.split(/[.[\]]/).filter(Boolean).map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}

export function standardSchema(options) {
  const language = options.language ?? "zh";
  return {
    "~standard": {
      version: 1,
      vendor: "hutong",
      validate(value) {
        const faults = blocking(value, options);
        if (faults.length === 0) return { value };
        return { issues: faults.map((fault) => ({ message: fault[language], path: stepsOf(fault.path, value) })) };
      },
    },
  };
}

/** Every field of the schema below a path, by its path. */
function fieldsOf(part, path = "") {
  if (!part.properties) return path ? [path] : [];
  return Object.entries(part.properties).flatMap(([name, inner]) => fieldsOf(inner, path ? `${path}.${name}` : name));
}

export function asyncValidatorRules(options) {
  const language = options.language ?? "zh";
  const rule = (path) => ({
    validator(_, value, done, source) {
      const record = options.record ? options.record() : { ...source, [path]: value };
      const fault = blocking(record, options).find((fault) => fault.path === path || fault.path.startsWith(`${path}[`));
      done(fault ? new Error(fault[language]) : undefined);
    },
  });
  return Object.fromEntries(fieldsOf(schema).map((path) => [path, [rule(path)]]));
}

/** The record that an HTML form holds: its controls by name, each name a path or a label. */
function recordOf(form) {
  const record = {};
  for (const [name, value] of new form.ownerDocument.defaultView.FormData(form)) {
    if (name && typeof value === "string" && value !== "") record[name] = value;
  }
  return record;
}

export function constrain(form, options) {
  const language = options.language ?? "zh";
  const look = () => {
    const record = options.record ? options.record(form) : recordOf(form);
    const told = review(record, now(options));
    const faults = new Map(told.errors.map((fault) => [fault.path, fault[language]]));
    for (const control of form.elements) {
      if (!control.name || typeof control.setCustomValidity !== "function") continue;
      const message = faults.get(control.name) ?? "";
      control.setCustomValidity(told.mayBeSaved ? "" : message);
      if (message) control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
    }
    options.onReview?.(told);
    return told;
  };
  form.addEventListener("input", look);
  form.addEventListener("change", look);
  look();
  return {
    review: look,
    stop() {
      form.removeEventListener("input", look);
      form.removeEventListener("change", look);
    },
  };
}

export function jsonSchema() {
  return structuredClone(schema);
}
