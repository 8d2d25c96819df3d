import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const onescreen = load("00_onescreen", "50_say", "55_dom", "73_people", "76_caller", "76_category", "76_fault");
onescreen.page = { lang: "en", words: { "signal.called": "来电人：{who}" } };

test("a category is found by its code and by its name in either language", () => {
  const page = { categories: { M0102: "Street lamp", U0452: "Manhole cover", M0301: "Construction nuisance" }, categories_other: { M0102: "路灯", U0452: "井盖", M0301: "施工扰民" } };
  const like = (text) => [...onescreen.categoriesLike(text, page)];
  assert.deepEqual(like(""), ["M0102", "M0301", "U0452"]);
  assert.deepEqual(like("m03"), ["M0301"]);
  assert.deepEqual(like("cover MAN"), ["U0452"]);
  assert.deepEqual(like("路灯"), ["M0102"]);
  assert.deepEqual(like("volcano"), []);
});

test("who called is written so that masking knows it: a name whole or in two words, a number with its area code", () => {
  assert.equal(onescreen.callerSaid("王 小明", "13812345678"), "来电人：王小明, 13812345678");
  assert.equal(onescreen.callerSaid("anna maria lopez", ""), "来电人：Anna Maria-Lopez", "a Chinese record has no English word");
  assert.equal(onescreen.callerSaid("", ""), "");
  assert.equal(onescreen.telephone("138 1234 5678"), "13812345678");
  assert.equal(onescreen.telephone("(027) 8888-1234"), "02788881234");
  assert.equal(onescreen.telephone("8888 1234"), null);
  assert.equal(onescreen.telephone(""), "");
  assert.deepEqual({ ...onescreen.signalFaults({ category: "M0102", address: "x", lon: null, lat: null, phone: "12" }) }, { signal_phone: "signal.no_phone" });
});

test("a person is called by their own name where they gave one, and by their role", () => {
  const title = (words) => words.en;
  assert.equal(onescreen.personSaid({ name: "zhao", shown: "", title: { en: "the collector" } }, title), "zhao · the collector");
  assert.equal(onescreen.personSaid({ name: "zhao", shown: "Zhao Li", title: { en: "the collector" } }, title), "Zhao Li (zhao) · the collector");
});

test("the middle of the map that nobody chose is no place for an incident of which nothing else is said", () => {
  const faults = (more) => ({ ...onescreen.signalFaults({ category: "M0102", address: "", lon: 114.2, lat: 30.9, ...more }) });
  assert.deepEqual(faults({ assumed: true }), { signal_address: "signal.only_assumed" });
  assert.deepEqual(faults({ assumed: true, address: "7 Mill Lane" }), {});
  assert.deepEqual(faults({ assumed: false }), {});
  assert.deepEqual(faults({ lon: null, lat: null, assumed: false }), { signal_address: "signal.no_place" });
});
