import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { makeClock, duration } = load("00_onescreen", "05_clock");
const NOON = Date.UTC(2017, 0, 5, 12);

function clockAt(elapsed) {
  const hand = { ms: elapsed };
  return [makeClock(() => hand.ms), hand];
}

test("nothing is known before the first word", () => {
  const [clock] = clockAt(0);
  assert.deepEqual([clock.city(), clock.server()], [null, null]);
});

test("the city's time runs at its own speed", () => {
  const [clock, hand] = clockAt(100);
  clock.heard(NOON, 5000, 60);
  hand.ms += 2000;
  assert.equal(clock.city(), NOON + 120000);
  assert.equal(clock.server(), 7000);
});

test("a heartbeat that was long on its way does not set the clock back", () => {
  const [clock, hand] = clockAt(0);
  clock.heard(NOON, 10000, 1);
  hand.ms = 2300; // the second was made at 2000 and took 300 ms
  clock.heard(NOON + 2000, 12000, 1);
  assert.equal(clock.server(), 12300);
  assert.equal(clock.city(), NOON + 2300);
});

test("a picture sets the clock when it is the first word, or when somebody turned the clock", () => {
  const [clock, hand] = clockAt(0);
  clock.heard(NOON);
  assert.equal(clock.city(), NOON);
  hand.ms = 1000;
  clock.heard(NOON + 400); // a beat old: no news
  assert.equal(clock.city(), NOON + 1000);
  clock.heard(NOON - 3600e3);
  assert.equal(clock.city(), NOON - 3600e3);
});

test("after another server took over, its first heartbeat counts alone", () => {
  const [clock] = clockAt(0);
  clock.heard(NOON, 90000, 1);
  clock.forget();
  assert.equal(clock.server(), 90000);
  clock.heard(NOON, 50000, 1);
  assert.equal(clock.server(), 50000);
});

test("durations are read at a glance", () => {
  assert.deepEqual([24e3, 61e3, 4930e3, -372e3].map(duration), ["0:24", "1:01", "1:22:10", "6:12"]);
});
