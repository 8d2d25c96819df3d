import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const onescreen = load("00_onescreen", "28_view", "30_tiles", "31_base_style", "31_base_streets", "36_label_boxes");
const TOKEN = (name) => name;
const EVERYWHERE = { min: 9, max: 14 };
const feature = (props, ...lines) => ({ props, geom: lines.map((line) => line.map(([x, y]) => ({ x, y }))) });
const pen = () => ({ moves: 0, steps: 0, moveTo() { this.moves += 1; }, lineTo() { this.steps += 1; } });
const viewAt = (zoom, lon, lat, more) => {
  const world = 256 * 2 ** zoom;
  return onescreen.makeView({ zoom, left: onescreen.worldX(lon) * world, top: onescreen.worldY(lat) * world, width: 900, height: 700, ...more });
};

test("tiles cover the view without gaps at every zoom, broken ones too", () => {
  for (const zoom of [9, 11.62, 12.49, 12.5, 14.9, 16, 18.3]) {
    const view = viewAt(zoom, 114.2, 30.9);
    const tiles = onescreen.tilesOver(view, EVERYWHERE);
    assert.ok(Math.min(...tiles.map((one) => one.left)) <= view.left);
    assert.ok(Math.max(...tiles.map((one) => one.left + one.dim)) >= view.left + view.width);
    const wide = new Set(tiles.map((one) => one.x)).size * new Set(tiles.map((one) => one.y)).size;
    assert.equal(tiles.length, wide);
    assert.ok(tiles.every((one) => one.z >= 9 && one.z <= 14));
    assert.ok(tiles.length <= 16);
  }
});

test("a tile lies where the earth has it", () => {
  const view = viewAt(13.3, 114.2, 30.9);
  const [{ x, y, z, left, dim }] = onescreen.tilesOver(view, EVERYWHERE);
  assert.deepEqual([z, x, y], [12, Math.floor(onescreen.worldX(114.2) * 4096), Math.floor(onescreen.worldY(30.9) * 4096)]);
  assert.ok(Math.abs(left - x * dim) < 1e-6 && Math.abs(dim * 2 ** z - view.world) < 1e-3);
});

test("nobody asks for tiles beyond the city", () => {
  const view = viewAt(13, 114.2, 30.9);
  assert.equal(onescreen.tilesOver(view, { ...EVERYWHERE, bounds: [116, 30, 117, 31] }).length, 0);
  const some = onescreen.tilesOver(view, { ...EVERYWHERE, bounds: [114.2, 30.5, 114.21, 31.5] });
  assert.ok(some.length >= 1 && new Set(some.map((one) => one.x)).size <= 2);
});

test("a tile is drawn in as many strokes as it has classes, with bridges and tunnels apart", () => {
  const data = new Map([
    ["streets", [
      feature({ class: "5" }, [[0, 0], [9, 0]]), feature({ class: "5" }, [[0, 5], [9, 5]]),
      feature({ class: "1", bridge: 1, zh: "大桥" }, [[0, 9], [400, 9]]), feature({ class: "1", tunnel: 1 }, [[0, 9], [9, 9]]),
    ]],
    ["buildings", [feature({ height: 12 }, [[0, 0], [1, 0], [1, 1], [0, 0]]), feature({ height: 120 }, [[0, 0], [1, 0], [0, 0]]), feature({}, [[0, 0], [1, 1], [0, 0]])]],
  ]);
  const { paths, runs } = onescreen.batched(data, pen);
  assert.deepEqual([...paths.keys()], ["streets/5", "streets/1/bridge", "streets/1/tunnel", "buildings/", "buildings/tall"]);
  assert.deepEqual([paths.get("streets/5").moves, paths.get("buildings/").moves], [2, 2]);
  assert.deepEqual([...runs.map((run) => [run.props.zh, run.length])], [["大桥", 400]]);
});

test("a name that two tiles tell is told once", () => {
  const named = [feature({ kind: "park", zh: "公园" }, [[100, 100]]), feature({ kind: "park", zh: "邻园" }, [[-3, 100]]), feature({ kind: "park", zh: "南园" }, [[100, 512]])];
  assert.deepEqual([...onescreen.batched(new Map([["names", named]]), pen).names.map((one) => one.zh)], ["公园"]);
});

test("where no layer lies is the sea, unless water has a layer of its own", () => {
  const back = (...keys) => onescreen.backgroundOf(new Set(keys));
  assert.deepEqual([back("land/city"), back("land/city", "water/river"), back()], ["--map-water", "--map-outside", "--map-land"]);
});

test("houses are drawn from near, with outlines from very near, the tall ones a step stronger", () => {
  assert.equal(onescreen.housePasses(8, TOKEN).length, 0);
  const [low, tall] = onescreen.housePasses(5, TOKEN);
  assert.notEqual(low.fill, tall.fill);
  assert.deepEqual([onescreen.houseEdgePasses(2, TOKEN).length, onescreen.houseEdgePasses(1, TOKEN).length], [0, 2]);
});

test("tunnels lie below all streets, bridges with their casing above", () => {
  const order = onescreen.streetPasses(3, TOKEN).map((pass) => pass.key);
  assert.ok(order.lastIndexOf("streets/1/tunnel") < order.indexOf("streets/5"));
  assert.ok(order.lastIndexOf("streets/1") < order.indexOf("streets/5/bridge"));
  const [casing, fill] = onescreen.streetPasses(3, TOKEN).filter((pass) => pass.key === "streets/3/bridge");
  assert.ok(casing.width > fill.width && casing.colour === "--map-casing");
  const tunnel = onescreen.streetPasses(3, TOKEN).find((pass) => pass.key === "streets/3/tunnel");
  assert.ok(tunnel.alpha < 1 && tunnel.dash.length === 2);
});

test("rails have sleepers from near, and the metro is not drawn from afar", () => {
  const keys = (m_per_px) => onescreen.railPasses(m_per_px, TOKEN).map((pass) => pass.key);
  assert.equal(keys(5).filter((key) => key === "rail/rail").length, 2);
  assert.equal(keys(16).filter((key) => key === "rail/rail").length, 1);
  assert.ok(!keys(16).includes("rail/metro") && keys(5).includes("rail/metro"));
});

test("every colour of the base map is a token of the style sheet in both themes", async () => {
  const { readFileSync } = await import("node:fs");
  const css = readFileSync(new URL("../../assets/css/00_tokens.css", import.meta.url), "utf8");
  const used = new Set(["--map-water", "--map-land", "--map-outside"]);
  for (const m_per_px of [20, 9, 5, 2, 1]) {
    const note = (name) => (used.add(name), name);
    for (const passes of ["groundPasses", "waterwayPasses", "housePasses", "houseEdgePasses", "railPasses", "streetPasses", "coastPasses"]) onescreen[passes](m_per_px, note);
  }
  for (const name of used) assert.equal(css.split(`${name}:`).length - 1, 2, name);
});
