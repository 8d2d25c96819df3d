import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { merge, mergePortion, linkLevel, standsStill, standstillLevel } = load("20_merge");
const plain = (value) => JSON.parse(JSON.stringify(value));
const emptyStore = () => ({ v: null, measures: {}, incidents: {}, units: {}, sources: {}, layers: {}, moving: {}, flow: null });
const joined = (parts = {}) => {
  const store = emptyStore();
  merge(store, { v: 5, from: null, at: 1000, ...parts });
  return store;
};

test("a snapshot replaces everything, also what it does not name", () => {
  const store = joined({ incidents: { a: { number: "a" } }, units: { E1: {} } });
  const { parts } = merge(store, { v: 3, from: null, incidents: { b: { number: "b" } } });
  assert.deepEqual(plain(store.incidents), { b: { number: "b" } });
  assert.deepEqual(plain(store.units), {});
  assert.equal(store.v, 3);
  assert.equal(parts.get("incidents"), null);
});

test("changes add, replace and take away, and say what they touched", () => {
  const store = joined({ incidents: { a: { level: 1 }, b: { level: 2 } } });
  const { parts } = merge(store, { v: 6, from: 5, incidents: { a: null, b: { level: 3 }, c: { level: 4 } } });
  assert.deepEqual(plain(store.incidents), { b: { level: 3 }, c: { level: 4 } });
  assert.deepEqual([...parts.keys()], ["incidents"]);
  assert.deepEqual([...parts.get("incidents")], ["a", "b", "c"]);
});

test("a snapshot of very many incidents comes in portions, and keeps what changed meanwhile", () => {
  const store = joined({ incidents: { a: { level: 1 } }, more: 2 });
  assert.equal(store.more, 2);
  merge(store, { v: 6, from: 5, incidents: { c: { level: 2 } } });
  const { parts } = mergePortion(store, { v: 6, from: 6, incidents: { b: { level: 2 }, c: { level: 2 } }, more: 0 });
  assert.deepEqual(Object.keys(store.incidents).sort(), ["a", "b", "c"]);
  assert.deepEqual([store.v, store.more, [...parts.keys()].join()], [6, 0, "incidents"]);
  assert.equal(mergePortion(emptyStore(), { v: 6, incidents: {} }).gap, true);
});

test("changes that start beyond what we hold are a gap, and change nothing", () => {
  const store = joined({ units: { E1: { state: "available" } } });
  assert.equal(merge(store, { v: 9, from: 8, units: { E1: null } }).gap, true);
  assert.deepEqual(plain(store.units), { E1: { state: "available" } });
  assert.equal(store.v, 5);
});

test("changes before any snapshot are a gap", () => {
  assert.equal(merge(emptyStore(), { v: 2, from: 1 }).gap, true);
});

test("changes that are older than what we hold are ignored", () => {
  const store = joined();
  const outcome = merge(store, { v: 5, from: 4, units: { E9: {} } });
  assert.deepEqual([outcome.gap, outcome.ignored, store.units.E9], [false, true, undefined]);
});

test("a layer tells only the columns that changed", () => {
  const store = joined({ layers: { stations: { ids: ["1", "2"], style: [0, 0], lon: [1, 2], lat: [3, 4] } } });
  merge(store, { v: 6, from: 5, layers: { stations: { style: [0, 1] } } });
  assert.deepEqual(plain(store.layers.stations), { ids: ["1", "2"], style: [0, 1], lon: [1, 2], lat: [3, 4] });
});

test("that the past is being filled in is told with any message", () => {
  const store = joined({ filling: true });
  assert.equal(store.filling, true);
  merge(store, { v: 6, from: 5 });
  assert.equal(store.filling, true);
  merge(store, { v: 7, from: 6, filling: false });
  assert.equal(store.filling, false);
});

test("the flow comes as a whole", () => {
  const store = joined({ flow: { a: 1, b: 2 } });
  const { parts } = merge(store, { v: 6, from: 5, flow: { a: 3 } });
  assert.deepEqual(plain(store.flow), { a: 3 });
  assert.equal(parts.get("flow"), null);
});

test("a browser that followed every change holds what a browser that just joined holds", () => {
  const followed = joined({ incidents: { a: { level: 1 } } });
  merge(followed, { v: 6, from: 5, at: 2000, incidents: { b: { level: 2 } }, sources: { s: { facts: 1 } } });
  merge(followed, { v: 7, from: 6, at: 3000, incidents: { a: null }, sources: { s: { facts: 2 } } });
  const fresh = emptyStore();
  merge(fresh, { v: 7, from: null, at: 3000, incidents: { b: { level: 2 } }, sources: { s: { facts: 2 } } });
  assert.deepEqual(plain(followed), plain(fresh));
});

test("a silence is a note beyond 10 s, a hatch beyond 30 s, a band beyond 120 s", () => {
  assert.deepEqual([0, 10, 10.1, 30, 31, 120, 121].map(linkLevel), [0, 0, 1, 1, 2, 2, 3]);
});

test("a server that lives but computes nothing new is told from one that is silent, lagged behind or starting", () => {
  const store = { ...joined(), at: 1000, speed: 2 };
  const still = (beat) => standsStill(store, { v: 5, at: 61e3, told_to: null, ...beat });
  assert.equal(still({}), 30);
  assert.deepEqual([still({ v: 6 }), still({ told_to: 7 }), still({ at: 500 }), standsStill({ ...store, v: null }, { v: 0, at: 61e3 })], [0, 0, 0, 0]);
  assert.deepEqual([0, 15, 15.1, 31, 121].map(standstillLevel), [0, 0, 1, 2, 3]);
});
