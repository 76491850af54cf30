// What TypeScript must accept, and what it must refuse. It is compiled and never run.

import type { StandardSchemaV1 } from "@standard-schema/spec";
import { Policy, type RecordError, ask, assess, forecast, form, init, review, schedule, standardSchema } from "hutong";
import type { Assessment, Child, History, Ledger, Question } from "hutong";

await init();
const child: Child = { key: "made-up 1", father: { state: "dead" }, findings: { maltreatment: "suspected" } };
const told: Assessment = assess(child, { asOf: "2026-11-01", everything: true });
const level: string | null = told.risk.level ?? null;
const cited: string | undefined = told.triggers[0]?.cite;
const questions: Question[] = ask({ "父亲状况": "死亡" }, { asOf: "2026-11-01" });
const danger: boolean = review(child, { asOf: "2026-11-01" }).reportsDanger;
const history: History = { levels: [{ level: "yellow", from: "2026-08-31" }] };
const ledger: Ledger = schedule(history, { asOf: "2026-11-01", child });
const counted: number = form([child], { asOf: "2026-11-01", year: 2026 }).form.total;
const policy = Policy.builtin("puning-2024").withReading("river", "counts");
const asStandard: StandardSchemaV1<Child> = standardSchema({ asOf: () => "2026-11-01", policy });
const rest: Assessment | undefined = (new Error() as RecordError).assessment;

// @ts-expect-error A day is text.
assess(child, { asOf: new Date() });
// @ts-expect-error A day is needed.
assess(child, {});
// @ts-expect-error No such state.
const wrong: Child = { father: { state: "sleeping" } };
// @ts-expect-error The constructor is not for users.
new Policy();
// @ts-expect-error Nothing in a policy changes.
policy.id = "other";
forecast(child, { asOf: "2026-11-01", until: "2030-01-01" }).key satisfies string | number | null | undefined;

export { asStandard, cited, counted, danger, ledger, level, questions, rest, wrong };
