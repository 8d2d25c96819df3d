import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { placeChips, crowds, thinned, chipsToShow, clockShare, layChips } = load("34_chip_place", "34_crowds", "34_chips");
const NOW = 1e9;
const MINUTE = 60e3;
const chip = (key, x, y, rank = 0, r = 20) => ({ key, x, y, r, rank });
const incident = (number, level, more = {}) => ({ number, level, open: true, lon: 1, lat: 1, received_at: NOW - 60 * MINUTE, due_at: null, ...more });
const overlapping = (placed) =>
  placed.some((a, i) => placed.slice(i + 1).some((b) => Math.hypot(a.at.x - b.at.x, a.at.y - b.at.y) < a.r + b.r - 0.01));

test("a chip that has room stands at its place", () => {
  const [one] = placeChips([chip("a", 100, 100)]);
  assert.deepEqual([one.at.x, one.at.y, one.moved], [100, 100, false]);
});

test("no chip hides another, and the most urgent keeps its place", () => {
  const placed = placeChips([chip("c", 102, 101, 2), chip("a", 100, 100, 0), chip("b", 101, 99, 1)]);
  assert.equal(placed[0].key, "a");
  assert.equal(placed[0].moved, false);
  assert.equal(overlapping(placed), false);
});

test("chips are not moved out of the map", () => {
  const room = { left: 0, top: 0, right: 200, bottom: 200 };
  for (const { at } of placeChips([chip("a", 5, 5), chip("b", 6, 6, 1), chip("c", 195, 198, 2)], room)) {
    assert.ok(at.x >= 20 && at.y >= 20 && at.x <= 180 && at.y <= 180);
  }
});

test("eight within 60 pixels stand alone, nine become one disc at their middle", () => {
  const ring = (n) => Array.from({ length: n }, (_, i) => chip(`c${i}`, 100 + 15 * Math.cos(i), 100 + 15 * Math.sin(i), i));
  assert.ok(crowds(ring(8)).every((one) => !one.members));
  const [far, disc] = crowds([...ring(9), chip("far", 500, 500, 9)]).sort((a, b) => !!a.members - !!b.members);
  assert.equal(far.key, "far");
  assert.equal(disc.members.length, 9);
  assert.ok(Math.abs(disc.x - 100) < 15);
});

test("what must be seen never goes into a crowd", () => {
  const all = Array.from({ length: 12 }, (_, i) => chip(`c${i}`, 100, 100, i));
  const alone = crowds(all, { keep: (one) => one.key === "c0" }).filter((one) => !one.members);
  assert.deepEqual([...alone.map((one) => one.key)], ["c0"]);
});

test("however many call, what is shown can be read, nothing is lost, and it is quick", () => {
  const city = Array.from({ length: 3000 }, (_, i) => chip(`c${i}`, (i * 7919) % 900, (i * 104729) % 700, i));
  const began = performance.now();
  const shown = thinned(city, { keep: (one) => one.key === "c0", area: 900 * 700 });
  assert.ok(performance.now() - began < 200);
  assert.ok(shown.length < 120, `${shown.length} are too many`);
  assert.equal(shown.reduce((sum, one) => sum + (one.members?.length ?? 1), 0), 3000);
  assert.equal(shown[0].key, "c0");
});

test("a wall leaves out level 4 unless it is overdue or younger than 30 minutes", () => {
  const all = [
    incident("old", 4), incident("young", 4, { received_at: NOW - 29 * MINUTE }), incident("late", 4, { due_at: NOW - 1 }),
    incident("three", 3), incident("closed", 1, { open: false }), incident("nowhere", 1, { lon: null }),
  ];
  assert.deepEqual(chipsToShow(all, { now: NOW, wall: true }).map((one) => one.number), ["three", "late", "young"]);
  assert.equal(chipsToShow(all, { now: NOW }).length, 4);
});

test("the chosen come first, then by level, then by deadline", () => {
  const all = [incident("b", 2, { due_at: NOW + 9 }), incident("a", 2, { due_at: NOW + 3 }), incident("c", 4), incident("d", 1)];
  assert.deepEqual(chipsToShow(all, { now: NOW, chosen: "c" }).map((one) => one.number), ["c", "d", "a", "b"]);
});

test("the ring is the share of the present clock, beyond one when overdue, none without a clock", () => {
  const running = incident("a", 2, { state: "filed", times: { filed: NOW - 3 * MINUTE }, due_at: NOW + MINUTE });
  assert.equal(clockShare(running, NOW), 0.75);
  assert.ok(clockShare(running, NOW + MINUTE) > 1);
  assert.equal(clockShare(incident("b", 2), NOW), null);
});

test("what the inset shows is left out of the map it frames, but never level one", () => {
  const view = { x: () => 100, y: () => 100, holds: () => true };
  const room = { left: 0, top: 0, right: 800, bottom: 600 };
  const lay = (inside) => layChips([1, 2, 3].map((level) => incident(`l${level}`, level)), view, { now: NOW, wall: true, middle: 24, room, inside: () => inside });
  assert.deepEqual([...lay(true)].map((one) => one.key), ["l1"]);
  assert.equal(lay(true)[0].inside, true); // its words stand in the inset
  assert.equal(lay(false).length, 3);
});
