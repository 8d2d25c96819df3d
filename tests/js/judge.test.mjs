import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const onescreen = load("00_onescreen", "05_clock", "50_say", "51_figures", "51_judge", "52_order", "53_counts");
const plain = (value) => JSON.parse(JSON.stringify(value));
const MINUTE = 60e3;
const NOW = 1e12;

const incident = (number, more = {}) => ({
  number, open: true, state: "filed", level: 3, times: { filed: NOW - 5 * MINUTE }, entered_at: NOW - 5 * MINUTE, received_at: NOW - 6 * MINUTE, due_at: null,
  assignments: [], origin: "12345", command: "", ...more,
});
const byNumber = (...all) => Object.fromEntries(all.map((one) => [one.number, one]));

test("data is live up to its promise, late up to three, stale beyond", () => {
  const { dataState } = onescreen;
  assert.deepEqual([0, 300, 301, 900, 901, null].map((age) => dataState(age, 300)), ["live", "live", "late", "late", "stale", "no_data"]);
});

test("bands stand for levels, the worst for level one", () => {
  assert.deepEqual([-1, 0, 1, 2, 3, undefined].map(onescreen.levelOf), [null, null, 3, 2, 1, null]);
});

test("a clock is open in time, half in its last quarter, full when over", () => {
  const state = (due_at) => onescreen.clockOf(incident("a", { due_at }), NOW).state;
  assert.equal(state(NOW + 60 * MINUTE), "in_time");
  assert.equal(state(NOW + MINUTE), "last_quarter");
  assert.equal(state(NOW - 1), "over");
  assert.equal(state(null), "none");
  assert.equal(onescreen.clockOf(incident("a", { open: false, due_at: NOW - 1 }), NOW).state, "none");
});

test("a measure that failed, never came or has not been computed for long says so", () => {
  const state = (measure) => onescreen.measureState(measure, { every_s: 60 }, NOW);
  assert.equal(state(undefined), "no_data");
  assert.equal(state({ value: [null], at: NOW }), "no_data");
  assert.equal(state({ value: [3], at: NOW, error: "ZeroDivisionError" }), "error");
  assert.equal(state({ value: [3], at: NOW - 100e3 }), "live");
  assert.equal(state({ value: [3], at: NOW - 200e3 }), "late");
  assert.equal(state({ value: [3], at: NOW - 400e3 }), "stale");
});

test("the worse end of an interval is told wherever it gives the band, and another figure that does as itself", () => {
  const share = { cuts: [90, 85, 75], better: "higher" };
  const beside = (value, judged, facts = share, low = judged) => plain(onescreen.judgedBeside({ value: [value], judged: judged === null ? null : [judged], low: [low] }, facts));
  assert.deepEqual([beside(87, 74.8), beside(91, 74.8)], [{ worst: 74.8 }, { worst: 74.8 }]);
  assert.deepEqual([beside(74, 70), beside(95, 92), beside(87, null), beside(null, 70)], [{}, {}, {}, {}]);
  assert.deepEqual(beside(-3.3, 3.3, { cuts: [2, 3, 4], better: "lower" }, null), { judged: 3.3 });
  assert.deepEqual(beside(1.2, 0.97, { cuts: [0.5, 0.95, 1], better: "lower", judged_on: "P(R>1)" }), {});
});

test("a figure whose band is only held back is recovering; one that is still out is not", () => {
  const delay = { cuts: [1, 2, 3], better: "lower" };
  const recovering = (value, band, judged = null, facts = delay) => onescreen.isRecovering({ value: [value], band: [band], judged }, facts);
  assert.deepEqual([recovering(0.9, 1), recovering(1.5, 2), recovering(0.9, 0), recovering(null, -1)], [true, false, false, false]);
  assert.deepEqual([recovering(0.9, 1, [1.1]), recovering(1.2, 1, [0.4])], [false, true]);
});

test("incidents are ordered by level, then those nobody is on, then the next limit", () => {
  const all = byNumber(
    incident("later", { level: 2, state: "processing", due_at: NOW + 9 * MINUTE }), incident("sooner", { level: 2, state: "processing", due_at: NOW }),
    incident("waits", { level: 2, due_at: NOW + 60 * MINUTE }), incident("first", { level: 1, state: "processing" }), incident("over", { level: 1, open: false }),
  );
  assert.deepEqual(plain(onescreen.orderedIncidents(all)), ["first", "waits", "sooner", "later"]);
});

test("indicators are ordered by level, then deviation, then their domain", () => {
  const catalogue = { air: { domain: "environment" }, cover: { domain: "emergency" }, calls: { domain: "livelihood" }, lamps: { domain: "energy" } };
  const measure = (band, value) => ({ band: [band], value: [value], normal_low: 0, normal_high: 10 });
  const measures = { air: measure(0, 5), cover: measure(0, 5), calls: measure(2, 12), lamps: measure(2, 40) };
  assert.deepEqual(plain(onescreen.orderedMeasures(catalogue, measures)), ["lamps", "calls", "cover", "air"]);
});

test("an order is held between ticks, but for what is gone", () => {
  assert.deepEqual(plain(onescreen.heldOrder(["a", "b", "c"], ["d", "c", "a"], false)), ["a", "c"]);
  assert.deepEqual(plain(onescreen.heldOrder(["a"], ["b", "a"], true)), ["b", "a"]);
});

test("a source that has fallen silent is late by its own promise, whatever the server last said", () => {
  const source = { newest_at: NOW - 400e3, promise_s: 300, status: "live" };
  assert.equal(onescreen.sourceState(source, NOW), "late");
  assert.equal(onescreen.sourceState({ ...source, newest_at: null, status: "no_data" }, NOW), "no_data");
  assert.deepEqual(plain(onescreen.orderedSources({ a: { ...source, newest_at: NOW }, b: source }, NOW)), ["b", "a"]);
});

test("a source that tells only what changes is what the server says of it, however long ago that was", () => {
  const source = { newest_at: NOW - 9e8, promise_s: null, status: "live" };
  assert.equal(onescreen.sourceState(source, NOW), "live");
  assert.equal(onescreen.sourceState({ ...source, status: "late" }, NOW), "late");
});

test("the seven stages hold what waits in them; the first the signals, once they are counted, the last is a flow", () => {
  const flow = { until: NOW, step_min: 15, received: [[0, 0, 0, 0], [0, 1, 2, 0]], closed: [4, 3] };
  const entered = (state, ms) => ({ state, entered_at: NOW - ms, times: {} });
  const all = byNumber(
    incident("a", { due_at: NOW - 1 }), incident("b", entered("dispatched", MINUTE)), incident("c", entered("processing", MINUTE)),
    incident("d", { state: "checked", times: {} }),
  );
  const stages = onescreen.countStages(all, flow, NOW, NOW - 60 * MINUTE);
  assert.deepEqual(plain(stages.map((one) => one.count)), [null, 0, 2, 1, 0, 1, 7]);
  assert.deepEqual([0, 8].map((n) => onescreen.countStages(all, flow, NOW, NOW, n)[0].count), [0, 8]);
  assert.equal(stages[2].overdue, 1);
  assert.equal(stages[3].stay_ms, MINUTE);
});

test("a drill is told apart and counts nowhere", () => {
  const all = byNumber(incident("a"), incident("b", { exercise: true, level: 1, due_at: NOW - 1 }));
  assert.deepEqual([onescreen.countDrills(all), onescreen.countLevels(all, NOW).all, onescreen.countLevels(all, NOW).overdue], [1, 1, 0]);
  assert.deepEqual(plain(onescreen.overdueOrigins(all, NOW)), []);
  assert.equal(onescreen.openAges(all, NOW).reduce((sum, one) => sum + one.count, 0), 1);
});

test("before the first incident that is known nothing is known, not zero", () => {
  const flow = { until: NOW, step_min: 15, received: [[0, 0, 0, 0], [1, 0, 2, 0], [0, 0, 0, 0]], closed: [0, 0, 0] };
  assert.deepEqual(plain(onescreen.arrivalsByStep(flow, 3).map(({ all, urgent }) => [all, urgent])), [[null, null], [3, 1], [0, 0]]);
  assert.deepEqual(plain(onescreen.arrivalsByStep(null, 3)), []);
});

test("units count as free, on their way or bound", () => {
  const units = { a: { name: "a", kind: "engine", state: "available" }, b: { name: "b", kind: "engine", state: "en_route" }, c: { name: "c", kind: "medic", state: "on_scene" } };
  assert.deepEqual(plain(onescreen.countUnits(units, {})), [
    { kind: "engine", all: 2, available: 1, way: 1, bound: 0 }, { kind: "medic", all: 1, available: 0, way: 0, bound: 1 },
  ]);
  assert.deepEqual(plain(onescreen.countUnits(units, {}, ["medic"]).map(({ kind }) => kind)), ["medic", "engine"]);
});

test("rates keep their denominators, and none is computed from nothing", () => {
  const rates = plain(onescreen.loopRates({ incidents: byNumber(incident("a", { due_at: NOW + 1 })), flow: null }, undefined, NOW));
  assert.deepEqual(rates.find((one) => one.name === "in_limit"), { name: "in_limit", of: 1, all: 1, share: 1 });
  assert.equal(rates.find((one) => one.name === "kept").share, null);
  assert.equal(rates.find((one) => one.name === "closed").share, null);
});

test("where nobody tells of units, it is not known who is on scene", () => {
  const urgent = incident("a", { level: 1 });
  const share = (store) => plain(onescreen.loopRates({ flow: null, ...store }, undefined, NOW)).find((one) => one.name === "urgent_on_scene").share;
  assert.equal(share({ incidents: byNumber(urgent), units: {} }), null);
  assert.equal(share({ incidents: byNumber(urgent), units: { E1: { name: "E1" } } }), 0);
  const sent = incident("a", { level: 1, assignments: [{ unit: "E1", state: "on_scene", times: { on_scene: NOW } }] });
  assert.equal(share({ incidents: byNumber(sent), units: {} }), 1);
});

test("what is overdue is counted by who leads it", () => {
  const all = byNumber(incident("a", { due_at: NOW - 5 }), incident("b", { due_at: NOW - 7, command: "119" }), incident("c", { due_at: NOW + 7 }));
  assert.deepEqual(plain(onescreen.overdueOrigins(all, NOW)), [{ origin: "119", count: 1, over_ms: 7 }, { origin: "12345", count: 1, over_ms: 5 }]);
});

test("on scene are the units that are there; who has left no longer counts, nor who came before a reopening", () => {
  const unit = (state, on_scene) => ({ unit: "E1", state, times: { dispatched: 1, on_scene } });
  const left = unit("cleared", 5);
  assert.equal(onescreen.arrivalsText({ assignments: [left, unit("on_scene", 7), unit("en_route", undefined)] }), "1/2");
  assert.equal(onescreen.arrivalsText({ assignments: [left] }), "—");
  assert.equal(onescreen.firstArrival({ open: true, times: {}, assignments: [left] }), 5);
  assert.equal(onescreen.firstArrival({ open: true, times: { closed: 6 }, assignments: [left] }), null);
});

test("a clock of a state that was entered again runs from then", () => {
  const again = incident("a", { times: { filed: NOW - 60 * MINUTE }, entered_at: NOW - MINUTE, due_at: NOW + 3 * MINUTE });
  assert.equal(onescreen.clockOf(again, NOW).share, 0.25);
});

test("an indicator is simulated where all that it sees is made up, or nobody knows who brought it and some source makes things up", () => {
  const sources = { air: { provenance: "made_up", kinds: ["air.pm25"] }, masts: { provenance: "live", kinds: ["mast.wind"] } };
  const catalogue = { aqi: { inputs: ["air.pm25"] }, wind: { inputs: ["mast.wind", "air.pm25"] }, due: { inputs: ["incident.due"] }, trend: { inputs: ["aqi"] } };
  assert.deepEqual(plain(onescreen.countMadeUp(catalogue, sources)), { n: 3, all: 4 });
  assert.deepEqual(plain(onescreen.countMadeUp(catalogue, { masts: sources.masts })), { n: 0, all: 4 });
  const made = { air: sources.air, masts: { ...sources.masts, provenance: "made_up" } };
  assert.deepEqual(plain(onescreen.countMadeUp({ ...catalogue, whole: { inputs: [], composite: true } }, made)), { n: 5, all: 5 });
  assert.deepEqual(plain(onescreen.countMadeUp(catalogue, {})), { n: 0, all: 4 });
});
