// The plugs, each in the library that it is for.

import assert from "node:assert/strict";
import { test } from "node:test";
import { FormApi } from "@tanstack/form-core";
import { standardSchemaResolver } from "@hookform/resolvers/standard-schema";
import AsyncValidator from "async-validator";
import { JSDOM } from "jsdom";
import { DANGER, DAY, hutong } from "./package.js";

const { asyncValidatorRules, constrain, jsonSchema, review, standardSchema } = hutong;
const FAULTY = { birth_date: "2016-13", father: { state: "asleep" } };
const LOUD = { ...FAULTY, ...DANGER };
const Schema = AsyncValidator.default ?? AsyncValidator;

test("Standard Schema: issues with message and path; none for warnings, for a blank, for a report of danger", () => {
  const schema = standardSchema(DAY)["~standard"];
  assert.deepEqual([schema.version, schema.vendor], [1, "hutong"]);
  const { issues } = schema.validate(FAULTY);
  assert.deepEqual(issues.map(({ path }) => path), [["birth_date"], ["father", "state"]]);
  assert.match(issues[0].message, /日/);
  assert.deepEqual(schema.validate({ "father.state": "asleep" }).issues[0].path, ["father.state"]);
  for (const fine of [{}, LOUD, { father: { state: "dead" }, lives_with: "father" }]) {
    assert.equal(schema.validate(fine).value, fine);
  }
  assert.equal(schema.validate(undefined).issues.length, 1);
  assert.match(standardSchema({ ...DAY, language: "en" })["~standard"].validate(FAULTY).issues[0].message, /day/);
});

test("React Hook Form, by its resolver for Standard Schema", async () => {
  const resolve = standardSchemaResolver(standardSchema(DAY));
  const options = { fields: {}, shouldUseNativeValidation: false };
  const wrong = await resolve(FAULTY, undefined, options);
  assert.match(wrong.errors.birth_date.message, /日历/);
  assert.ok(wrong.errors.father.state.message);
  assert.deepEqual((await resolve(LOUD, undefined, options)).errors, {});
  assert.deepEqual((await resolve({ birth_date: "2016" }, undefined, options)).values, { birth_date: "2016" });
});

test("React Hook Form itself: what one submits reaches the handler, or its errors do", async () => {
  const dom = new JSDOM("<!doctype html><div id=root></div>", { pretendToBeVisual: true });
  Object.assign(globalThis, { window: dom.window, document: dom.window.document, HTMLElement: dom.window.HTMLElement });
  globalThis.navigator ??= dom.window.navigator;
  globalThis.IS_REACT_ACT_ENVIRONMENT = true;
  const { createElement, act } = await import("react");
  const { createRoot } = await import("react-dom/client");
  const { useForm } = await import("react-hook-form");
  let form;
  const Page = ({ values }) => {
    form = useForm({ defaultValues: values, resolver: standardSchemaResolver(standardSchema(DAY)) });
    return createElement("p", null, form.formState.errors.birth_date?.message ?? "");
  };
  const submitted = async (values) => {
    const root = createRoot(dom.window.document.createElement("div"));
    await act(async () => root.render(createElement(Page, { values })));
    let told;
    await act(async () => form.handleSubmit((saved) => (told = { saved }), (errors) => (told = { errors }))());
    await act(async () => root.unmount());
    return told;
  };
  assert.ok((await submitted(FAULTY)).errors.birth_date);
  assert.deepEqual((await submitted(LOUD)).saved, LOUD);
});

test("TanStack Form", async () => {
  const submitted = async (defaultValues) => {
    let saved;
    const form = new FormApi({ defaultValues, validators: { onChange: standardSchema(DAY) }, onSubmit: ({ value }) => (saved = value) });
    form.mount();
    await form.handleSubmit();
    return { saved, errors: form.state.errors };
  };
  const wrong = await submitted(FAULTY);
  assert.equal(wrong.saved, undefined);
  assert.ok(wrong.errors[0].birth_date[0].message, JSON.stringify(wrong.errors));
  assert.deepEqual((await submitted(LOUD)).saved, LOUD);
});

test("async-validator, with each field alone as Element Plus asks it", async () => {
  let model = FAULTY;
  const rules = asyncValidatorRules({ ...DAY, record: () => model });
  const told = async (prop, value) => {
    try {
      await new Schema({ [prop]: rules[prop] }).validate({ [prop]: value }, { first: true, suppressWarning: true });
      return undefined;
    } catch ({ errors }) {
      return errors[0].message;
    }
  };
  assert.match(await told("birth_date", FAULTY.birth_date), /日历/);
  assert.match(await told("father.state", "asleep"), /可用/);
  assert.equal(await told("mother.state", undefined), undefined);
  model = LOUD;
  assert.equal(await told("birth_date", LOUD.birth_date), undefined, "nothing blocks a report of danger");
});

test("async-validator, with all fields at once", async () => {
  const rules = asyncValidatorRules(DAY);
  const { birth_date, lives_with } = rules;
  const flat = new Schema({ birth_date, lives_with });
  const { fields } = await flat.validate({ birth_date: "2016-13", lives_with: "moon" }, { suppressWarning: true }).catch((error) => error);
  assert.deepEqual(Object.keys(fields), ["birth_date", "lives_with"]);
  assert.deepEqual(await flat.validate({ birth_date: "2016-12", lives_with: "father" }), { birth_date: "2016-12", lives_with: "father" });
});

test("plain HTML: a control says what is wrong with it, and danger may always be sent", () => {
  const { window } = new JSDOM(`<form>
    <input name="birth_date"><select name="father.state"><option value=""><option>dead<option>asleep</select>
    <input type="radio" name="findings.suicide_or_self_harm" value="no"><input type="radio" name="findings.suicide_or_self_harm" value="suspected">
    <input name="unrelated" disabled><button>save</button></form>`);
  const form = window.document.querySelector("form");
  const [birth, state, , harm] = form.elements;
  const told = [];
  const held = constrain(form, { ...DAY, onReview: (review) => told.push(review.reportsDanger) });
  assert.equal(form.checkValidity(), true, "a blank form may be saved");
  const type = (control, value) => {
    control.value = value;
    control.dispatchEvent(new window.Event("input", { bubbles: true }));
  };
  type(birth, "2016-13");
  type(state, "asleep");
  assert.equal(form.checkValidity(), false);
  assert.match(birth.validationMessage, /日历/);
  assert.equal(birth.getAttribute("aria-invalid"), "true");
  harm.checked = true;
  harm.dispatchEvent(new window.Event("change", { bubbles: true }));
  assert.equal(form.checkValidity(), true, "nothing blocks a report of danger");
  assert.equal(birth.getAttribute("aria-invalid"), "true", "it is still said that the day is wrong");
  assert.equal(told.at(-1), true);
  held.stop();
  type(birth, "2016-12");
  assert.equal(birth.getAttribute("aria-invalid"), "true", "no longer held");
});

test("JSON Schema: a form generator shows Chinese titles and labels, and what it gives is a record", async (t) => {
  const complaints = t.mock.method(console, "error");
  const schema = jsonSchema();
  assert.equal(schema.properties.father.properties.away.title, "外出务工");
  const { createElement } = await import("react");
  const { renderToString } = await import("react-dom/server");
  const { default: Form } = await import("@rjsf/core");
  const { default: validator } = await import("@rjsf/validator-ajv8");
  const Generated = Form.default ?? Form;
  const checker = validator.default ?? validator;
  const page = renderToString(createElement(Generated, { schema, validator: checker, formData: { father: { state: "dead" } } }));
  for (const word of ["出生日期", "父亲", "死亡", "疑似", "外出务工"]) assert.ok(page.includes(word), word);
  assert.ok(!page.includes("Unsupported field"), "every field has its control");
  const good = { birth_date: "2016-03", father: { state: "dead" }, findings: { maltreatment: "suspected" } };
  assert.deepEqual(checker.validateFormData(good, schema).errors, []);
  assert.deepEqual(review(good, DAY).errors, []);
  assert.ok(checker.validateFormData({ father: { state: "asleep" } }, schema).errors.length > 0);
  assert.equal(complaints.mock.callCount(), 0, "a schema without fault");
});
