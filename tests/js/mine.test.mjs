import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const onescreen = load("00_onescreen", "20_merge", "72_turns", "76_mine", "76_mine_list", "76_back");
const plain = (value) => JSON.parse(JSON.stringify(value));
const NOON = Date.parse("2026-11-23T12:00:00Z");
const told = {
  number: "7", open: true, possible: ["note"], doers: { close: { en: "the chief" } }, received_at: "2026-11-23T12:00:00.000Z", due_at: null,
  times: { filed: "2026-11-23T12:00:00.000Z" }, assignments: [{ unit: "E1", state: "on_scene", times: { on_scene: "2026-11-23T12:00:00.000Z" } }],
  clocks: [{ kind: "dispose", started_at: "2026-11-23T12:00:00.000Z", due_at: null, breached_at: null, budget_s: 60 }],
};

test("what the API tells has its times as the picture has them, and nothing is made of what is unknown", () => {
  const seen = onescreen.asSeen(told);
  assert.deepEqual([seen.received_at, seen.due_at, seen.times.filed, seen.assignments[0].times.on_scene], [NOON, null, NOON, NOON]);
  assert.deepEqual(plain(seen.clocks[0]), { kind: "dispose", started_at: NOON, due_at: null, breached_at: null, budget_s: 60 });
  assert.deepEqual([...seen.anybodys], ["note", "close"]);
});

test("the list is asked for when it rings, not too often, again where it failed, and now and then without a ring", () => {
  const read = { rung: 5, asked_at: 0, asking: false, failed: false };
  const due = (facts, bell, now) => onescreen.isListDue({ ...read, ...facts }, bell, now);
  assert.equal(due({}, 6, 2999), false);
  assert.equal(due({}, 6, 3000), true);
  assert.equal(due({}, 5, 3000), false);
  assert.equal(due({ failed: true }, 5, 3000), true);
  assert.equal(due({}, 5, 30e3), true);
  assert.equal(due({ asking: true }, 6, 30e3), false);
});

test("signatures stand first, then what is theirs to do as it was told; what is closed stands nowhere", () => {
  const one = (mine, possible = [], open = true) => ({ mine, possible, open });
  const incidents = { a: one(true), b: one(false), c: one(true, ["approve_void"]), d: one(true, [], false) };
  assert.deepEqual(plain(onescreen.mineAndOthers(["a", "b", "c", "d", "gone"], incidents)), { mine: ["c", "a"], others: ["b"] });
});

test("the address names what stands on the card, and is read again", () => {
  assert.equal(onescreen.addressEnd(null, null), "");
  assert.equal(onescreen.namedBy(""), null);
  assert.equal(onescreen.namedBy("#elsewhere"), null);
  for (const [incident, signal] of [["20261123-0007", null], [null, "S 1/2"]]) {
    const named = onescreen.namedBy(onescreen.addressEnd(incident, signal));
    assert.deepEqual(plain(named), { kind: signal ? "signal" : "incident", number: signal || incident });
  }
});

test("a bell rings and takes nothing away that was asked for", () => {
  const store = { v: null, bell: 0, incidents: { 7: {} }, sources: {} };
  onescreen.merge(store, { v: 3, from: null, bell: true, sources: { s: {} } });
  assert.deepEqual([store.bell, Object.keys(store.incidents).join()], [3, "7"]);
  onescreen.merge(store, { v: 4, from: 3 });
  assert.equal(store.bell, 3);
  onescreen.merge(store, { v: 5, from: 4, bell: true });
  assert.deepEqual([store.bell, Object.keys(store.incidents).join()], [5, "7"]);
});

test("a crew speaks for its own unit; who sends units, for all of them", () => {
  const speaks = (roles, unit) => {
    onescreen.page = { viewer: { roles, unit, unasked: false } };
    return ["E1", "E2"].filter(onescreen.speaksForUnit).join();
  };
  assert.equal(speaks(["unit"], "E1"), "E1");
  assert.equal(speaks(["unit"], ""), "");
  assert.equal(speaks(["dispatcher"], ""), "E1,E2");
  assert.equal(speaks(["dispatcher", "unit"], "E1"), "E1,E2");
});
