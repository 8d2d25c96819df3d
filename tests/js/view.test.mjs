import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const onescreen = load("28_view");
const { makeView, yTable, worldLines, insideOf, scaleBar, lonAt, latAt, worldX, worldY } = onescreen;
const near = (a, b, by) => assert.ok(Math.abs(a - b) <= by, `${a} is not within ${by} of ${b}`);
const CITY = makeView({ zoom: 12.84, left: 299500, top: 724000, width: 892, height: 748 });

test("there and back again gives the same place", () => {
  near(lonAt(worldX(-122.43)), -122.43, 1e-9);
  near(latAt(worldY(37.77)), 37.77, 1e-9);
});

test("a view knows its scale: at zoom 13 in San Francisco 15 m are a pixel", () => {
  const top = worldY(37.77) * 256 * 2 ** 13;
  near(makeView({ zoom: 13, left: 0, top, width: 10, height: 0 }).m_per_px, 15.1, 0.05);
});

test("the corners of a view are its bounds", () => {
  near(CITY.x(CITY.west), 0, 1e-6);
  near(CITY.y(CITY.south), CITY.height, 1e-6);
});

test("the table for many points is exact to a hundredth of a pixel, and silent about what is out of view", () => {
  const y_of = yTable(CITY);
  for (let i = 0; i <= 100; i++) {
    const lat = CITY.south + ((CITY.north - CITY.south) * i) / 100;
    near(y_of(Math.round(lat * 1e6)), CITY.y(lat), 0.02);
  }
  assert.ok(Number.isNaN(y_of(0)));
});

test("every kind of GeoJSON line and polygon becomes lines", () => {
  const ring = [[0, 0], [1, 0], [1, 1], [0, 0]];
  assert.equal(worldLines({ type: "Polygon", coordinates: [ring, ring] }).length, 2);
  assert.equal(worldLines({ type: "MultiPolygon", coordinates: [[ring], [ring, ring]] }).length, 3);
  assert.equal(worldLines({ type: "LineString", coordinates: ring }).length, 1);
  assert.equal(worldLines(null).length, 0);
});

test("a name stands inside its area, also when the middle of the area is water", () => {
  const bay = Float64Array.from([0, 0, 9, 0, 9, 9, 6, 9, 6, 3, 3, 3, 3, 9, 0, 9, 0, 0]); // a U
  const [x, y] = insideOf([bay]);
  assert.ok(y < 3 || x < 3 || x > 6, `${x}, ${y} lies in the bay`);
});

test("a scale bar is a round length that fits", () => {
  const { metres, px } = scaleBar(16.9, 130);
  assert.equal(metres, 2000);
  near(px, 118.3, 0.1);
  assert.ok(scaleBar(3.1, 100).px <= 100);
});

test("a move keeps what is still in view, and uncovers the rest once", () => {
  const view = (left, top, more) => onescreen.makeView({ zoom: 12, left, top, width: 100, height: 80, ...more });
  const { x, y, uncovered } = onescreen.shiftOf(view(0, 0), view(30, -20));
  assert.deepEqual([x, y], [30, -20]);
  const area = uncovered.reduce((sum, [, , width, height]) => sum + width * height, 0);
  assert.equal(area, 100 * 80 - 70 * 60);
  assert.ok(uncovered.every(([left, top, width, height]) => left >= 0 && top >= 0 && left + width <= 100 && top + height <= 80));
});

test("a map that was zoomed, has gone far, stands, or lies between two pixels is painted anew", () => {
  const view = (left, top, more) => onescreen.makeView({ zoom: 12, left, top, width: 100, height: 80, ...more });
  const from = view(0, 0);
  for (const to of [view(10, 0, { zoom: 13 }), view(100, 0), view(0, 0), view(10.5, 0), view(10, 0, { width: 90 })]) assert.equal(onescreen.shiftOf(from, to), null);
});

test("what is painted beyond the edges covers a short move, but no long one, and no other zoom or size", () => {
  const view = (left, top, more) => ({ ...onescreen.makeView({ zoom: 12, left, top, width: 150, height: 120, ...more }), offset: { x: 25, y: 20 } });
  const covered = (to) => onescreen.isCovered(to, view(0, 0));
  assert.deepEqual([view(0, 0), view(25, -20), view(-25, 20)].map(covered), [true, true, true]);
  assert.deepEqual([view(26, 0), view(0, -21), view(0, 0, { zoom: 12.5 }), view(0, 0, { width: 160 })].map(covered), [false, false, false, false]);
  assert.equal(onescreen.isCovered(view(0, 0), null), false);
});

test("the whole city lies in the middle of what no title covers", () => {
  const room = { top: 40, right: 10, bottom: 60, left: 30 };
  const view = onescreen.wholeView([113, 30, 114, 31], 640, 700, room);
  const [west, east, north, south] = [view.x(113), view.x(114), view.y(31), view.y(30)].map(Math.round);
  assert.ok(west >= 30 && east <= 630 && north >= 40 && south <= 640);
  assert.ok(Math.abs(west - 30 - (630 - east)) <= 1 && Math.abs(north - 40 - (640 - south)) <= 1);
  assert.ok(west === 30 || north === 40);
  assert.equal(onescreen.wholeView([113, 30, 114, 31], 0, 0, room), null);
});
