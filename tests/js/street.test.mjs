import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const onescreen = load("00_onescreen", "50_say", "76_street_kept", "76_street_sent");
const plain = (value) => JSON.parse(JSON.stringify(value));

/** A storage as a tab has one; `full` refuses to keep anything. */
function storage(full = false) {
  const all = new Map();
  return { getItem: (name) => all.get(name) ?? null, setItem: (name, text) => (full ? assert.fail("full") : all.set(name, text)) };
}

function counted() {
  let made = 0;
  return () => `key-${(made += 1)}`;
}

const WRITTEN = { key: "k", category: "M0102", address: " 5 Main Street ", lon: 114.2, lat: 30.9, detail: "a bin ", level: null, exercise: false, photos: [{ sha256: "ab", name: "a.jpg" }] };

test("what is written is there again with its key, until it is told: then the next has another key", () => {
  const [tab, newKey] = [storage(), counted()];
  const first = onescreen.keptDraft(tab, "street.li", newKey);
  first.write({ ...first.read(), detail: "a bin" });
  const again = onescreen.keptDraft(tab, "street.li", newKey);
  assert.deepEqual([again.read().detail, again.read().key], ["a bin", "key-1"]);
  assert.equal(onescreen.keptDraft(tab, "street.wu", newKey).read().detail, "", "another's is not theirs");
  assert.deepEqual([again.blank().key, again.read().detail], ["key-3", ""]);
});

test("a browser that keeps nothing, or something strange, gives a blank form", () => {
  const full = onescreen.keptDraft(storage(true), "street.li", counted());
  assert.equal(full.read().key, "key-1");
  const strange = storage();
  strange.setItem("street.li", "{");
  assert.equal(onescreen.keptDraft(strange, "street.li", counted()).read().key, "key-1");
});

test("the level is the category's own unless somebody chose one", () => {
  const wish = plain(onescreen.streetWish(WRITTEN));
  assert.deepEqual(wish, { origin: "GRID", key: "k", category: "M0102", address: "5 Main Street", detail: "a bin", exercise: false, photos: ["ab"], lon: 114.2, lat: 30.9 });
  assert.equal(onescreen.streetWish({ ...WRITTEN, level: 2 }).level, 2);
});

test("a report has a category, a place and a photo", () => {
  const faults = (changes) => plain(onescreen.streetFaults({ ...WRITTEN, ...changes }));
  assert.deepEqual(faults({}), {});
  assert.deepEqual(faults({ category: "", photos: [], lon: null, lat: null, address: "" }), {
    street_category: "signal.no_category", street_address: "street.no_place", street_photos: "street.no_photo",
  });
  assert.deepEqual(plain(onescreen.streetFaults({ ...WRITTEN, photos: [] }, 1)), { street_photos: "street.photos_wait" });
  assert.deepEqual(faults({ lon: null, lat: null }), { street_address: "street.no_point" });
});

test("a telephone is believed where it is when it knows that to 100 m, and says otherwise why not", () => {
  const here = (accuracy) => plain(onescreen.hereOf({ longitude: 114.2, latitude: 30.9, accuracy }));
  assert.deepEqual(here(100), { lon: 114.2, lat: 30.9, accuracy_m: 100 });
  assert.deepEqual(here(100.4), { fault: "street.here_vague", m: 101 });
  assert.deepEqual(here(3000), { fault: "street.here_vague", m: 3000 });
  assert.equal(onescreen.hereOf({ longitude: 114.2, latitude: 30.9 }).fault, "street.here_unknown");
  const why = (code, secure = true) => onescreen.hereRefused(code, secure);
  assert.deepEqual([why(1), why(2), why(3), why(1, false)], ["street.here_denied", "street.here_unknown", "street.here_slow", "street.here_insecure"]);
});

test("what may have arrived is not changed before it is known", () => {
  const unsure = ["no_answer", "store_unavailable", "broken", "not_valid", "forbidden", undefined].map(onescreen.isUnsure);
  assert.deepEqual(unsure, [true, true, true, false, false, false]);
});

test("what was reported yesterday is not of today", () => {
  const all = [{ received_at: "2026-11-23T01:00:00Z" }, { received_at: "2026-11-22T23:00:00Z" }];
  const day = (ms) => new Date(ms).toISOString().slice(0, 10);
  assert.deepEqual(plain(onescreen.ofToday(all, Date.parse("2026-11-23T09:00:00Z"), day)), [all[0]]);
});
