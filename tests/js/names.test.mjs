import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const onescreen = load("00_onescreen", "28_view", "36_label_boxes", "36_label_place", "38_area_names", "38_place_names", "38_street_names");
const BASE = { world: 1e6, m_per_px: 5, zoom: 13, left: 0, top: 0, width: 800, height: 600, holds: (x, y) => x >= 0 && y >= 0 && x <= 800 && y <= 600 };
const tile = (names, runs = []) => ({ left: 0, top: 0, scale: 1, batch: { names, runs } });
onescreen.font = (size) => `${size}px`;
onescreen.px = (n = 1) => n;
onescreen.labelWord = (ctx, word) => ({ ...word, width: word.text.length * word.size, height: word.size });
const named = (lang, tiles, view = BASE) => {
  onescreen.page = { lang, pack: {} };
  return [...onescreen.placeNames(null, view, { tiles, view })].map((word) => word.text);
};
const PARK = { kind: "park", zh: "云山公园", en: "Yunshan Park", rank: 3, x: 100, y: 100 };
const SCHOOL = { kind: "school", zh: "第一中学", en: "School 1", rank: 7, x: 300, y: 100 };

test("a name is written in the language of the screen, in the other where it has none", () => {
  assert.deepEqual(named("zh", [tile([PARK])]), ["云山公园"]);
  assert.deepEqual(named("en", [tile([PARK])]), ["Yunshan Park"]);
  assert.deepEqual(named("en", [tile([{ ...PARK, en: "" }])]), ["云山公园"]);
});

test("lesser places are named only from nearer", () => {
  const at = (m_per_px) => named("zh", [tile([PARK, SCHOOL])], { ...BASE, m_per_px });
  assert.deepEqual([at(20), at(8), at(2)], [[], ["云山公园"], ["云山公园", "第一中学"]]);
  const ranks = [100, 40, 20, 12, 8, 5, 3, 2, 1].map((m_per_px) => onescreen.leastRank(m_per_px));
  assert.deepEqual(ranks, [1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test("places of a sort that the map does not know, and areas, which are named elsewhere, are left out", () => {
  assert.deepEqual(named("zh", [tile([{ ...PARK, kind: "district" }, { ...PARK, kind: "volcano" }])]), []);
});

test("a river is named along its water where it runs straight, and not again beside it", () => {
  const runs = [{ layer: "waterways", props: { zh: "云江" }, x: 300, y: 300, length: 400, angle: 0.4 }];
  const river = { kind: "river", zh: "云江", en: "", rank: 1, x: 500, y: 400 };
  assert.deepEqual(named("zh", [tile([river], runs)]), ["云江"]);
  const short = [{ ...runs[0], length: 10 }];
  assert.deepEqual(named("zh", [tile([river], short)]), ["云江"]);
});

test("nothing is named while the map shows another zoom than its tiles", () => {
  onescreen.page = { lang: "zh", pack: {} };
  assert.equal(onescreen.placeNames(null, BASE, { tiles: [tile([PARK])], view: { ...BASE, zoom: 12 } }).length, 0);
});

test("districts are named from afar, their streets from near, and where there are only districts they always are", () => {
  const areas = [{ code: "city", level: 0 }, { code: "d", level: 1 }, { code: "s", level: 2 }];
  const codes = (all, m_per_px) => [...onescreen.namedAreas(all, m_per_px)].map((area) => area.code);
  assert.deepEqual([codes(areas, 20), codes(areas, 7), codes(areas, 3)], [["d"], ["d", "s"], ["s"]]);
  assert.deepEqual(codes(areas.slice(0, 2), 3), ["d"]);
});

test("a street is named in the middle of what is seen of it, and not where nothing is", () => {
  const view = { width: 800, height: 600 };
  assert.deepEqual({ ...onescreen.seenRun({ x: 3000, y: 300, length: 5600, angle: 0 }, view) }, { x: 500, y: 300, length: 600, angle: 0 });
  assert.equal(onescreen.seenRun({ x: 400, y: 700, length: 100, angle: 0 }, view), null);
  assert.equal(onescreen.seenRun({ x: 3000, y: 300, length: 100, angle: 1 }, view), null);
  const inside = onescreen.seenRun({ x: 400, y: 300, length: 100, angle: -0.5 }, view);
  assert.deepEqual([inside.x, inside.y, inside.length], [400, 300, 100]);
});
