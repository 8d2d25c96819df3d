import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { placeLabels, straightRun, labelBoxes, leaderOf, freeCorner } = load("36_label_boxes", "36_label_place", "37_inset");
const VIEW = { left: 0, top: 0, right: 400, bottom: 300 };
const word = (text, more) => ({ text, x: 200, y: 150, width: 60, height: 16, worth: 5, around: 0, forced: false, ...more });
const around = (x, y, r) => ({ left: x - r, right: x + r, top: y - r, bottom: y + r });
const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

test("the worthier word has the place, the other is dropped", () => {
  const placed = placeLabels([word("minor", { worth: 6 }), word("major", { worth: 1 })], [], VIEW);
  assert.deepEqual([...placed.map((one) => one.text)], ["major"]);
});

test("a word beside a sign takes the first free side, and covers neither sign nor word", () => {
  const sign = around(200, 150, 12);
  const words = Array.from({ length: 6 }, (_, i) => word(`w${i}`, { around: 12, worth: i }));
  const placed = placeLabels(words, [sign], VIEW);
  const boxes = placed.map((one) => labelBoxes(one, one.at)[0]);
  assert.ok(placed.length >= 4);
  assert.ok(placed[0].at.x > 212);
  assert.ok(boxes.every((box, i) => !overlap(box, sign) && boxes.slice(i + 1).every((other) => !overlap(box, other))));
});

test("a forced word is never dropped: it goes further off, with a leader", () => {
  const [only] = placeLabels([word("fire", { forced: true, around: 12 })], [around(200, 150, 45)], VIEW);
  assert.equal(only.at.far, true);
  const crowded = placeLabels([word("fire", { forced: true, around: 12 })], [around(200, 150, 400)], VIEW);
  assert.equal(crowded.length, 1);
});

const sign = (x, y, r = 20) => ({ ...around(x, y, r), x, y, r });
const fire = (text, x, y, more) => word(text, { x, y, width: 110, height: 40, worth: 0, forced: true, around: 20, ...more });

test("captions of two neighbours stand on their own sides, however they are ranked, and cover no chip", () => {
  const signs = [sign(180, 150), sign(226, 150)];
  for (const words of [[fire("west", 180, 150), fire("east", 226, 150)], [fire("east", 226, 150), fire("west", 180, 150)]]) {
    const placed = placeLabels(words, signs, VIEW);
    const at = Object.fromEntries(placed.map((one) => [one.text, one.at]));
    assert.ok(at.west.x < at.east.x);
    const boxes = placed.map((one) => labelBoxes(one, one.at)[0]);
    assert.ok(boxes.every((box) => signs.every((other) => !overlap(box, other))));
    assert.ok(!overlap(boxes[0], boxes[1]));
  }
});

test("a caption is not put where it would be taken for its neighbour's", () => {
  const [only] = placeLabels([fire("mine", 100, 150)], [sign(100, 150), sign(262, 150)], VIEW);
  const box = labelBoxes(only, only.at)[0];
  assert.ok(box.right + 10 <= 242 || box.bottom < 130 || box.top > 170);
});

test("a forced word is drawn back into the room, and rather covers a small mark than goes far", () => {
  const [edge] = placeLabels([fire("edge", 395, 5)], [sign(395, 5)], VIEW);
  const box = labelBoxes(edge, edge.at)[0];
  assert.ok(box.right <= 400 && box.top >= 0);
  const marks = Array.from({ length: 900 }, (_, i) => ({ ...around((i % 30) * 14, Math.floor(i / 30) * 14, 4), small: true }));
  const [dense] = placeLabels([fire("dense", 200, 150)], [sign(200, 150), ...marks], VIEW);
  assert.ok(Math.hypot(dense.at.x - 200, dense.at.y - 150) < 110);
});

test("a leader ends at the edge of its word and starts at its sign", () => {
  const { from, to } = leaderOf({ x: 0, y: 0, around: 10, width: 40, height: 20 }, { x: 100, y: 0 });
  assert.deepEqual([from.x, to.x], [10, 80]);
});

test("the name of an area may roam a little, and stays on the map", () => {
  const [one] = placeLabels([word("Mission", { roams: 2 })], [around(200, 150, 10)], VIEW);
  assert.ok(Math.abs(one.at.y - 150) <= 32);
  assert.equal(placeLabels([word("edge", { x: 399 })], [], VIEW).length, 0);
});

test("a street's name runs along its longest straight part, never upside down", () => {
  const run = straightRun(Float64Array.from([0, 0, 10, 0, 10, 100, 10, 300, 60, 300]));
  assert.deepEqual([run.x, run.y, run.length], [10, 150, 300]);
  assert.equal(Math.abs(run.angle), Math.PI / 2);
  const back = straightRun(Float64Array.from([300, 10, 0, 10]));
  assert.equal(Math.abs(back.angle) < 1e-9, true);
  assert.equal(straightRun(Float64Array.from([5, 5])), null);
});

test("a place whose sign would lie under a word is not named, and no word lies on a sign", () => {
  const station = (x, y, more) => word("station", { x, y, around: 6, sign: "dot", ...more });
  assert.equal(placeLabels([word("river", { worth: 1 }), station(205, 150)], [], VIEW).length, 1);
  const placed = placeLabels([station(200, 150, { worth: 1 }), word("park", { x: 203, y: 152 })], [], VIEW);
  assert.deepEqual([...placed.map((one) => one.text)], ["station"]);
});

test("where marks leave no room a name covers some of them, but never a chip or another word", () => {
  const marks = Array.from({ length: 900 }, (_, i) => ({ ...around((i % 30) * 14, Math.floor(i / 30) * 14, 4), small: true, soft: true }));
  const names = [word("district", { roams: 2 }), word("other", { roams: 2, x: 205, worth: 6 })];
  const placed = placeLabels(names, [...marks, sign(200, 150)], VIEW);
  assert.equal(placed.length, 2);
  const stations = marks.map((mark) => ({ ...mark, soft: false })); // these are always there
  assert.equal(placeLabels(names, stations, VIEW).length, 0);
  const boxes = placed.map((one) => labelBoxes(one, one.at)[0]);
  assert.ok(!overlap(boxes[0], boxes[1]) && boxes.every((box) => !overlap(box, sign(200, 150))));
});

test("how many incidents an inset holds stands in a corner without a chip", () => {
  const [frame, size] = [{ left: 0, top: 0, right: 200, bottom: 100 }, { width: 40, height: 20 }];
  const chip = (x, y) => ({ at: { x, y }, r: 14 });
  const corner = (...chips) => ({ ...freeCorner(frame, size, chips) });
  assert.deepEqual(corner(), { x: 28, y: 84 });
  assert.deepEqual(corner(chip(30, 80)), { x: 172, y: 84 });
  assert.deepEqual(corner(chip(30, 80), chip(170, 80)), { x: 28, y: 16 });
  assert.deepEqual(corner(chip(30, 80), chip(170, 80), chip(30, 20), chip(170, 20)), { x: 28, y: 84 });
});
