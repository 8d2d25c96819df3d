import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const onescreen = load("00_onescreen", "05_clock", "50_say", "55_dom", "58_parts", "59_office", "78_alarms", "79_sheet");
const plain = (value) => JSON.parse(JSON.stringify(value));
const NOW = Date.parse("2026-11-20T12:00:00Z");
const WORDS = {
  "strip.shift": "Chief {chief}", "strip.everybody": "everybody", "strip.no_shift": "none", "strip.shift_from": "from {at}",
  "strip.shift_until": "until {at}", "strip.shift_handover": "handing over", "strip.shift_late": "late", "sentence.comma": ", ",
};
onescreen.page = { words: WORDS, lang: "en", pack: { time_zone: "UTC" } };
const shift = (more = {}) => ({
  name: "day", state: "on", chiefs: ["chen"], roster: { li: ["call_taker"], chen: ["chief"] }, possible: ["hand_over", "remark", "roster"],
  begins_at: "2026-11-20T08:00:00Z", ends_at: "2026-11-20T16:00:00Z", signed_out: "", ...more,
});
const next = shift({ name: "evening", state: "planned", chiefs: ["hu"], roster: { hu: ["chief"] }, begins_at: "2026-11-20T16:00:00Z" });

test("the strip names the chief on duty, and says what is not so", () => {
  const said = (shifts, now = NOW) => plain(onescreen.shiftSaid(shifts, now));
  assert.deepEqual(said(null), ["Chief —", ""]);
  assert.deepEqual(said({ everybody: true, present: null, next: null }), ["Chief —", "everybody"]);
  assert.match(said({ present: shift(), next })[1], /^until /);
  assert.deepEqual(said({ present: shift({ state: "handover" }), next }), ["Chief chen", "handing over"]);
  assert.deepEqual(said({ present: shift(), next }, NOW + 5 * 3600e3), ["Chief chen", "late"]);
  assert.match(said({ present: null, next })[1], /^from /);
  assert.deepEqual(said({ present: null, next: null }), ["Chief —", "none"]);
});

test("who leaves signs out, who comes takes over, and nobody else does either", () => {
  const handing = shift({ state: "handover", possible: ["sign_out", "take_over", "stay_on", "tick", "remark", "roster"] });
  const acts = (who, present = handing) => plain(onescreen.shiftActs({ present, next }, who));
  assert.deepEqual(acts("chen"), ["sign_out", "stay_on"]);
  assert.deepEqual(acts("hu"), ["take_over"]);
  assert.deepEqual(acts("li"), []);
  assert.deepEqual(acts("chen", { ...handing, signed_out: "chen" }), ["stay_on"]);
  assert.deepEqual(acts("chen", shift()), ["hand_over"]);
  assert.deepEqual(plain(onescreen.shiftActs({ present: null, next }, "hu")), ["begin"]);
});

test("what nobody has seen stands first, then the most urgent, and a group before the single ones of its level", () => {
  const alarm = (key, level, state = "unacknowledged") => ({ key, level, state, possible: ["see"] });
  const group = { share: "signal/HOTLINE", level: 2, unseen: 47, count: 47, keys: ["a"], words: {} };
  const rows = onescreen.alarmRows({ alarms: [alarm("seen", 1, "acknowledged"), alarm("calm", 3), alarm("two", 2), alarm("fire", 1)], groups: [group] });
  assert.deepEqual(plain(rows.map((one) => one.key)), ["fire", "group signal/HOTLINE", "two", "calm", "seen"]);
  assert.deepEqual(plain(onescreen.alarmRows({ alarms: [], groups: [{ ...group, unseen: 0 }] })[0].possible), []);
  assert.deepEqual(plain(onescreen.alarmRows(null)), []);
});

test("under a hand no alarm moves: what is over stays where it stood, and what is new waits", () => {
  const alarm = (key, more = {}) => ({ key, level: 3, state: "unacknowledged", possible: ["see"], ...more });
  const held = { order: ["a", "b"], known: new Map([["a", alarm("a")], ["b", alarm("b")]]) };
  const rows = [alarm("new", { level: 1 }), alarm("b", { state: "acknowledged" })];
  const still = onescreen.heldAlarms(held, rows, true);
  assert.deepEqual([...still.keys()], ["a", "b"]);
  assert.deepEqual(plain([...still.values()].map((one) => [one.state, one.possible])), [["gone", []], ["acknowledged", ["see"]]]);
  assert.deepEqual([...onescreen.heldAlarms(held, rows, false).keys()], ["new", "b"]);
});

test("what comes back first stands first on the shelf, what a rule hides below it", () => {
  const one = (key, until) => ({ key, level: 3, state: until ? "shelved" : "suppressed", shelved_until: until });
  const hidden = [one("rule", null), one("late", "2026-11-20T16:00:00Z"), one("soon", "2026-11-20T13:00:00Z")];
  assert.deepEqual(plain(onescreen.shelfRows({ hidden }).map(({ key }) => key)), ["soon", "late", "rule"]);
  assert.deepEqual(plain(onescreen.shelfRows(null)), []);
});

test("a sheet stands under headings, and what is urgent is ticked line by line", () => {
  const line = (nth, group, by = "") => ({ nth, group, by });
  const lines = [line(1, "urgent"), line(2, "urgent"), line(3, "open"), line(4, "open", "hu"), line(5, "open"), line(6, "own")];
  assert.deepEqual(plain(onescreen.sheetKeys(lines)), ["head-urgent", "1", "2", "head-open", "3", "4", "5", "head-own", "6"]);
  const together = (group) => plain(onescreen.tickedTogether(lines, group));
  assert.deepEqual([together("urgent"), together("open"), together("own")], [[], [3, 5], []]);
});
