/* Clocks: every deadline is to be seen, the nearest first; what stands and what ran out, too. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const onescreen = load("00_onescreen", "05_clock", "50_say", "51_clocks", "51_figures", "51_judge");
const plain = (value) => JSON.parse(JSON.stringify(value));
const MINUTE = 60e3;
const NOW = 1e12;

const clock = (kind, due_min, more = {}) => ({
  kind, state: "running", started_at: NOW - 10 * MINUTE, due_at: due_min === null ? null : NOW + due_min * MINUTE, budget_s: 3600,
  remaining_s: 3600, breached_at: null, provisional: false, ...more,
});
const kinds = (...clocks) => plain(onescreen.clocksOf({ clocks }, NOW).map((one) => one.kind));

test("t: the nearest deadline stands first and hides no other", () => {
  assert.deepEqual(kinds(clock("dispose", 110), clock("acknowledge", 5), clock("arrive", 20)), ["acknowledge", "arrive", "dispose"]);
});

test("what stands shows what is left, and comes after what runs", () => {
  const paused = clock("dispose", null, { state: "paused", remaining_s: 900 });
  assert.deepEqual(kinds(paused, clock("supervise", 60)), ["supervise", "dispose"]);
  const [, one] = onescreen.clocksOf({ clocks: [clock("supervise", 60), paused] }, NOW);
  assert.deepEqual([one.left_ms, one.share, one.late], [15 * MINUTE, 0.75, false]);
});

test("a breach stays marked when the clock is over; what was met in time is not shown", () => {
  const late = clock("acknowledge", -5, { state: "met_late", breached_at: NOW - 5 * MINUTE, remaining_s: null });
  const shown = onescreen.clocksOf({ clocks: [clock("file", -9, { state: "met", remaining_s: null }), late, clock("dispose", 60)] }, NOW);
  assert.deepEqual(plain(shown.map(({ kind, late: broken, left_ms }) => [kind, broken, left_ms])), [
    ["dispose", false, 60 * MINUTE], ["acknowledge", true, null],
  ]);
});

test("a deadline beyond the holidays that are known is an estimate, and one that passed is late before anybody says so", () => {
  const [late, guess] = onescreen.clocksOf({ clocks: [clock("dispose", 9e4, { provisional: true }), clock("check", -1)] }, NOW);
  assert.deepEqual([late.late, late.estimated, guess.estimated], [true, false, true]);
});

test("t: a browser whose clock is ten minutes wrong counts the same, for it counts from the server's", () => {
  const city = onescreen.makeClock(() => 0); // ticks since the page was opened: no wall clock is asked
  city.heard(NOW, NOW + 10 * MINUTE, 1);
  assert.equal(onescreen.clocksOf({ clocks: [clock("dispose", 30)] }, city.city())[0].left_ms, 30 * MINUTE);
});

test("the running clock counts from its own start, not from that of the state", () => {
  const incident = { open: true, due: "dispose", due_at: NOW + 30 * MINUTE, entered_at: NOW - MINUTE, clocks: [clock("dispose", 30)] };
  assert.equal(onescreen.clockOf(incident, NOW).share, 0.25);
  assert.equal(onescreen.hasPromise(onescreen.clocksOf(incident, NOW)), true);
});
