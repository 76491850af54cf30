// What the package answers, as a programmer reads it from the README.

import assert from "node:assert/strict";
import { test } from "node:test";
import { DANGER, DAY, hutong, thrownBy } from "./package.js";

const { Policy, RecordError, ask, assess, columns, explain, forecast, form, handbook, names, review, schedule, validate } =
  hutong;

test("a suspicion is enough, and says its clause", () => {
  const told = assess(DANGER, DAY);
  assert.equal(told.risk.level, "red");
  assert.match(told.triggers[0].cite, /三/);
  assert.equal(told.key, "made-up 1");
});

test("a partial record is unknown, not wrong, and never green", () => {
  for (const blank of [{}, { birth_date: undefined, father: {} }, { birth_date: "", lives_with: null }]) {
    const { assessment, errors, mayBeSaved } = review(blank, DAY);
    assert.deepEqual(errors, []);
    assert.equal(mayBeSaved, true);
    assert.notEqual(assessment.risk.level, "green");
    assert.ok(assessment.ask.length > 0, "something is to be asked");
  }
});

test("groups, paths and labels say the same", () => {
  const day = (record) => JSON.stringify(assess(record, DAY));
  assert.equal(day({ father: { state: "dead" } }), day({ "father.state": "dead" }));
  assert.equal(day({ father: { state: "dead" } }), day({ 父亲状况: "死亡" }));
});

test("a field that cannot be read is told with its path, and hides no danger", () => {
  const record = { ...DANGER, birth_date: "2016-13", father: { stat: "dead" } };
  const error = thrownBy(() => assess(record, DAY));
  assert.ok(error instanceof RecordError && error instanceof Error);
  assert.deepEqual(
    error.faults.map(({ path, code }) => [path, code]).sort(),
    [["birth_date", "impossible-date"], ["father.stat", "unknown-field"]],
  );
  assert.equal(error.assessment.risk.level, "red");
  const told = review(record, DAY);
  assert.equal(told.errors.length, 2);
  assert.equal(told.reportsDanger, true);
  assert.equal(told.mayBeSaved, true, "nothing blocks a report of danger");
  const calm = review({ birth_date: "2016-13" }, DAY);
  assert.deepEqual([calm.reportsDanger, calm.mayBeSaved], [false, false]);
});

test("warnings stand apart from errors", () => {
  const { errors, warnings, mayBeSaved } = review({ father: { state: "dead", away: { from_home: "yes" } }, lives_with: "father" }, DAY);
  assert.ok(warnings.every((fault) => fault.severity === "warning"));
  assert.ok(errors.every((fault) => fault.severity === "error"));
  const doubtful = review({ father: { state: "dead" }, lives_with: "father" }, DAY);
  assert.deepEqual(doubtful.warnings.map(({ code }) => code), ["lives-with-the-gone"]);
  assert.equal(doubtful.mayBeSaved, true);
  assert.ok(Array.isArray(warnings) && typeof mayBeSaved === "boolean");
});

test("review says what assess, validate and ask say", () => {
  const record = { birth_date: "2016-03-15", father: { state: "dead" }, lives_with: "father" };
  const told = review(record, DAY);
  assert.deepEqual(told.assessment.ask, ask(record, DAY));
  assert.deepEqual([...told.errors, ...told.warnings], validate(record, DAY));
  const { ask: questions, ...plain } = told.assessment;
  assert.equal(JSON.stringify(plain), JSON.stringify(assess(record, DAY)));
  assert.deepEqual(assess(record, { ...DAY, everything: true }).ask, questions);
});

test("what lies ahead, up to a day", () => {
  const child = { birth_date: "2010-12-01", father: { state: "dead" }, mother: { state: "dead" } };
  const days = forecast(child, { ...DAY, until: "2028-12-31" });
  assert.equal(days.as_of, "2026-11-01");
  assert.ok(days.changes.some((change) => change.on === "2028-12-02"), "of age past the eighteenth birthday");
});

test("a ledger says when a visit is due, and keeps what a broken entry does not touch", () => {
  const history = {
    levels: [{ level: "yellow", from: "2026-08-31" }],
    contacts: [{ on: "2026-09-30", kind: "home-visit", by: "child-director" }],
  };
  assert.equal(schedule(history, DAY).duties[0].next_due, "2026-10-30");
  assert.ok(schedule({}, { ...DAY, child: DANGER }).duties.some((duty) => duty.level === "red"));
  const error = thrownBy(() => schedule({ ...history, contacts: [...history.contacts, { on: "2026-09-31" }] }, DAY));
  assert.equal(error.path, "contacts[1].on");
  assert.equal(error.ledger.duties[0].next_due, "2026-10-30");
});

test("the count table counts every child once, or says why not", () => {
  const counted = form([DANGER, {}, { birth_date: "tomorrow" }], { ...DAY, year: 2026, unit: "made-up town" });
  assert.equal(counted.form.total, 1);
  assert.equal(counted.form.undetermined.reduce((sum, line) => sum + line.count, 0), 1);
  assert.deepEqual(counted.rejected.map(({ row, faults }) => [row, faults[0].code]), [[2, "not-a-date"]]);
  assert.equal(counted.form.head.unit, "made-up town");
});

test("a rule is told in words, and every name is known", () => {
  assert.equal(explain("trigger/unlawful-harm")[0].level.id, "red");
  for (const { name } of names()) assert.equal(explain(name)[0].name, name);
  assert.equal(thrownBy(() => explain("no-such-rule")).code, "unknown-rule");
  assert.match(handbook(), /^<!doctype html>/i);
  assert.deepEqual(columns().find(({ path }) => path === "father.state").values[0].id, "alive");
});

test("a policy is read from text, from its entries, and with another reading", () => {
  const policy = Policy.builtin("puning-2024");
  assert.deepEqual(Policy.builtinIds(), ["puning-2024"]);
  assert.equal(Policy.fromObject(policy.toObject()).hash, policy.hash);
  const [reading] = policy.toObject().reading.filter(({ alternatives }) => alternatives.length > 1);
  const other = reading.alternatives.find(({ id }) => id !== reading.chosen).id;
  const changed = policy.withReading(reading.id, other);
  assert.equal(changed.readings[reading.id], other);
  assert.equal(policy.readings[reading.id], reading.chosen, "the first is as it was");
  assert.notEqual(changed.hash, policy.hash);
  assert.equal(assess({}, { ...DAY, policy: changed }).readings[reading.id], other);
});

test("a policy that is refused says where and what to do", () => {
  const error = thrownBy(() => Policy.fromToml("format = 1\nid = «x"));
  assert.equal(error.name, "PolicyError");
  assert.deepEqual([error.code, error.faults[0].line], ["not-readable", 2]);
  assert.equal(thrownBy(() => Policy.builtin("atlantis")).code, "unknown-policy");
  assert.equal(thrownBy(() => Policy.builtin("puning-2024").withReading("no", "no")).code, "unknown-reading");
  assert.equal(thrownBy(() => Policy.fromToml("x".repeat(10_000_000))).code, "too-large");
});
