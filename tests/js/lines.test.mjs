import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const onescreen = load("00_onescreen", "57_lines", "74_ask");

test("a line breaks where values are missing for more than an hour, and never runs through nought", () => {
  const values = [1, null, null, null, 2, null, null, null, null, 4, 3];
  const path = onescreen.linePath(values, (i) => i * 10, (value) => value);
  assert.equal(path, "M0 1L40 2M90 4L100 3");
});

test("the span of values has air, and something where all are equal or none is known", () => {
  assert.deepEqual({ ...onescreen.span([10, 20]) }, { low: 9.2, high: 20.8 });
  assert.ok(onescreen.span([5, 5]).high > 5);
  assert.deepEqual({ ...onescreen.span([NaN, null]) }, { low: 0, high: 1 });
});

test("a refusal says the desk's own words in the page's language, and what is possible instead", () => {
  onescreen.page = { lang: "zh", words: { "actions.possible": "现在可以：{actions}。", "sentence.comma": "、", "actions.refused": "未生效（{status}）。" } };
  onescreen.say = onescreen.word;
  onescreen.moveTitle = (action) => ({ file: "立案" })[action] || action;
  const told = { error: { message: "Not now.", words: { zh: "现在不行。", en: "Not now." }, possible: ["file"], unmet: [{ words: { zh: "请填写理由。" } }] } };
  assert.equal(onescreen.refusalText(told, 422), "现在不行。 请填写理由。 现在可以：立案。");
  assert.equal(onescreen.refusalText({}, 500), "未生效（500）。");
});
