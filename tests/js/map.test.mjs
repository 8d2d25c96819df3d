import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const onescreen = load(
  "00_onescreen", "28_view", "31_base_style", "31_base_streets", "32_sprites", "32_moving", "35_shapes", "35_areas_lines", "36_pointers", "37_bounds",
);
const NIGHT = (name) => (name.startsWith("--map-over") ? "rgba(190, 204, 218, .1)" : "#334455");
const BRIGHT = () => "#FFFFFF";
const INK = 0xffeeeeee;
const GROUND = 0xff221100;

test("streets have the widths of their class and scale", () => {
  assert.equal(onescreen.streetWidth("1", 16.9), 2.2);
  assert.equal(onescreen.streetWidth("5", 3.1), 4.4);
  assert.equal(onescreen.streetWidth("path", 12), 0);
});

test("at night, seen from afar, streets are translucent and have no casing; from near they have one", () => {
  const plain = (passes) => passes.filter(({ key }) => !/tunnel|bridge/.test(key));
  const far = plain(onescreen.streetPasses(16.9, NIGHT));
  assert.ok(far.every((pass) => pass.clip)); // a tile's edge would shine
  assert.equal(far.length, 7); // no paths
  const near = plain(onescreen.streetPasses(3.1, NIGHT));
  assert.equal(near.length, 7 + 8);
  assert.ok(near.every((pass) => !pass.clip));
  assert.ok(near[0].width > near[7].width);
});

test("what fills areas lies below the water and the streets, and only water is drawn again", () => {
  const { ground } = load("00_onescreen", "29_canvas").CANVASES;
  const at = ["ground", "areas", "water", "streets"].map((name) => ground.indexOf(name));
  assert.ok(at.every((place, i) => place >= 0 && (i === 0 || place > at[i - 1])));
  const again = onescreen.waterPasses(16.9, (token) => token);
  assert.ok(again.length > 4);
  assert.ok(again.every(({ fill }) => fill === "--map-water"));
});

test("in the bright theme streets always have a casing", () => {
  assert.ok(onescreen.streetPasses(16.9, BRIGHT).filter(({ key }) => key === "streets/1").length === 2);
});

test("an arrow points where it goes", () => {
  const middle = (direction) => {
    const sprite = onescreen.arrowSprite({ length: 18, direction, hollow: false, ink: INK, ground: GROUND });
    const inked = sprite.dx.map((dx, k) => [dx, sprite.dy[k], sprite.colour[k]]).filter(([, , colour]) => colour === INK);
    const tip = inked.reduce((best, one) => (Math.hypot(one[0], one[1]) > Math.hypot(best[0], best[1]) ? one : best));
    return tip;
  };
  assert.ok(middle(0)[1] !== 0 && Math.abs(middle(0)[0]) <= 7);
  assert.equal(onescreen.directionOf(900), 8);
  assert.equal(onescreen.directionOf(3599), 0);
});

test("a hollow arrow has less ink than a filled one, and the colour of the land inside", () => {
  const inked = (hollow) => onescreen.arrowSprite({ length: 18, direction: 4, hollow, ink: INK, ground: GROUND }).colour.filter((one) => one === INK).length;
  assert.ok(inked(true) < inked(false) / 1.5);
  const hollow = onescreen.arrowSprite({ length: 24, direction: 0, hollow: true, ink: INK, ground: GROUND });
  assert.ok(hollow.colour.includes(GROUND));
});

test("stamping never writes beyond the image, and soft edges spare what is there", () => {
  const sprite = onescreen.spriteFor(onescreen.discSprite({ width: 5, ink: INK, ground: GROUND }), 10);
  const pixels = new Uint32Array(100);
  for (const [x, y] of [[0, 0], [9, 9], [0, 9], [5, 5]]) onescreen.stamp(pixels, 10, 10, sprite, x, y);
  assert.equal(pixels.length, 100);
  assert.equal(pixels[55], INK);
  const full = new Uint32Array(100).fill(0xff123456);
  onescreen.stamp(full, 10, 10, sprite, 5, 5);
  assert.ok(full.every((pixel) => pixel === INK || pixel === 0xff123456));
});

test("a frame is stamped where its things are, and only those in view", () => {
  const view = onescreen.makeView({ zoom: 12, left: 0, top: 0, width: 100, height: 100 });
  const [lon, lat] = [onescreen.lonAt(50 / view.world), onescreen.latAt(50 / view.world)];
  const frame = { n: 2, lon: Int32Array.of(lon * 1e6, 0), lat: Int32Array.of(lat * 1e6, 0), heading: new Uint16Array(2), style: new Uint8Array(2) };
  const pixels = new Uint32Array(10000);
  const sprite = onescreen.spriteFor(onescreen.discSprite({ width: 5, ink: INK, ground: GROUND }), 100);
  assert.equal(onescreen.stampFrame(pixels, 100, 100, frame, view, () => sprite), 1);
  assert.ok(pixels[49 * 100 + 49] || pixels[50 * 100 + 50]);
});

test("areas take neutral steps by band, and a hatch where nothing is known", () => {
  const areas = ["a", "b", "c", "d", "e"].map((code) => ({ code }));
  const steps = onescreen.choroplethSteps(areas, [0, 1, 3, -1]);
  assert.deepEqual([...steps], [["b", "--map-choropleth-1"], ["c", "--map-choropleth-2"], ["d", "hatch"], ["e", "hatch"]]);
});

test("a border that two areas share is drawn once, and the coast apart", () => {
  const shapes = onescreen.shapesOf({
    features: [
      { id: "w", properties: {}, geometry: { type: "Polygon", coordinates: [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]] } },
      { id: "e", properties: {}, geometry: { type: "Polygon", coordinates: [[[1, 0], [2, 0], [2, 1], [1, 1], [1, 0]]] } },
    ],
  });
  const { inner, outer } = onescreen.bordersOf(shapes);
  const steps = (lines) => lines.reduce((sum, line) => sum + line.length / 2 - 1, 0);
  assert.deepEqual([steps(inner), steps(outer)], [1, 6]);
});

test("the border of a district is not drawn again for its streets", () => {
  const square = (code, west, east) => ({ id: code, properties: {}, geometry: { type: "Polygon", coordinates: [[[west, 0], [east, 0], [east, 1], [west, 1], [west, 0]]] } });
  const shapes = onescreen.shapesOf({ features: [square("city", 0, 2), square("w", 0, 1), square("e", 1, 2), square("w1", 0, 1), square("e1", 1, 1.5), square("e2", 1.5, 2)] });
  const areas = [["city", 0], ["w", 1], ["e", 1], ["w1", 2], ["e1", 2], ["e2", 2]].map(([code, level]) => ({ code, level }));
  const [districts, streets] = onescreen.bordersByLevel(shapes, areas);
  assert.deepEqual([districts.inner.length, streets.inner.length], [1, 1]);
  assert.deepEqual([...streets.inner[0]].filter((_, i) => i % 2 === 0), Array(2).fill(onescreen.worldX(1.5)));
});

test("a far island where next to nobody lives does not make the city small", () => {
  const mainland = Array.from({ length: 9 }, (_, i) => ({ box: [i % 3, Math.floor(i / 3), (i % 3) + 1, Math.floor(i / 3) + 1], people: 1000 }));
  const island = { box: [9, 9, 10, 10], people: 40 };
  assert.deepEqual([...onescreen.mainBox([...mainland, island], 100, 100)], [0, 0, 3, 3]);
  for (const people of [4000, null]) assert.deepEqual([...onescreen.mainBox([...mainland, { ...island, people }], 100, 100)], [0, 0, 10, 10]);
  const nobody_counted = [...mainland, island].map((area) => ({ ...area, people: null }));
  assert.deepEqual([...onescreen.mainBox(nobody_counted, 100, 100)], [0, 0, 10, 10]);
});

test("the densest window holds most of what happens", () => {
  const crowd = Array.from({ length: 20 }, (_, i) => ({ x: 0.5 + i / 1000, y: 0.5, weight: 1 }));
  const [x, y] = onescreen.densestPlace([...crowd, { x: 0.1, y: 0.1, weight: 5 }], 0.1, 0.1);
  assert.ok(Math.abs(x - 0.51) < 0.06 && Math.abs(y - 0.5) < 0.06);
  assert.equal(onescreen.densestPlace([], 0.1, 0.1), null);
});

test("a pointer stands at the edge, on the way to what lies outside", () => {
  const view = { width: 400, height: 200 };
  const east = onescreen.edgePlace(view, 5000, 100, { top: 20, right: 20, bottom: 20, left: 20 });
  assert.deepEqual([east.x, east.y, east.arrow], [380, 100, "→"]);
  assert.equal(onescreen.edgePlace(view, 200, -900).arrow, "↑");
  assert.equal(onescreen.edgePlace(view, -900, 1200).arrow, "↙");
  assert.deepEqual([onescreen.distanceText(618), onescreen.distanceText(1940)], ["620 m", "1.9 km"]);
});
