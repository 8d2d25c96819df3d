import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const built = (page = {}) => {
  const onescreen = load("00_onescreen", "20_merge");
  onescreen.page = page;
  return onescreen;
};

test("a part is told once per draw, with the names that changed", () => {
  const onescreen = built();
  const told = [];
  onescreen.on("units", (_, names) => told.push(names && [...names]));
  onescreen.changed(new Map([["units", new Set(["E1"])]]));
  onescreen.changed(new Map([["units", new Set(["E2"])]]));
  onescreen.draw(1);
  onescreen.draw(1);
  assert.deepEqual(told, [["E1", "E2"]]);
});

test("after a whole part changed, single names add nothing", () => {
  const onescreen = built();
  const told = [];
  onescreen.on("units", (_, names) => told.push(names));
  onescreen.changed(new Map([["units", null]]));
  onescreen.changed(new Map([["units", new Set(["E1"])]]));
  onescreen.draw(1);
  assert.deepEqual(told, [null]);
});

test("whoever comes late is told at once what is known", () => {
  const onescreen = built();
  onescreen.merge(onescreen.store, { v: 1, from: null, units: { E1: {} } });
  let known = null;
  onescreen.on("units", (units) => (known = Object.keys(units)));
  assert.deepEqual(known, ["E1"]);
});

test("a listener that fails does not silence the others", (t) => {
  const onescreen = built();
  t.mock.method(console, "error", () => {});
  const told = [];
  onescreen.on("link", () => {
    throw new Error("broken");
  });
  const off = onescreen.on("link", (value) => told.push(value));
  onescreen.emit("link", 1);
  off();
  onescreen.emit("link", 2);
  assert.deepEqual(told, [1]);
});

test("words are filled in, titles follow the language, and what is missing is seen", () => {
  const onescreen = built({ lang: "zh", words: { rest: "其余 {n} 源正常" } });
  assert.equal(onescreen.word("rest", { n: 10 }), "其余 10 源正常");
  assert.equal(onescreen.word("no.such"), "no.such");
  assert.equal(onescreen.title({ zh: "火警", en: "Fire" }), "火警");
  assert.equal(onescreen.title("as it is"), "as it is");
});
