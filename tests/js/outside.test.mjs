import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const onescreen = load("00_onescreen", "28_view", "28_frames", "28_outside_urls", "31_outside");
const WUHAN = [114.3, 30.6];
const viewAt = (zoom, [lon, lat] = WUHAN) => {
  const world = 256 * 2 ** zoom;
  return onescreen.makeView({ zoom, left: onescreen.worldX(lon) * world - 950, top: onescreen.worldY(lat) * world - 500, width: 1900, height: 1000 });
};
const MAP = {
  base: "xyz", url: "", layers: [], style: "", format: "image/png", version: "1.3.0", matrix_set: "", matrix: "{z}", subdomains: [],
  frame: "mercator", crs: "EPSG:3857", zoom_offset: 0, min_zoom: 3, max_zoom: 18,
};
const asked = (more, layer = "roads", tile = onescreen.outsideTiles(viewAt(12), { ...MAP, ...more })[0]) => {
  const [address, query = ""] = onescreen.outsideUrl({ ...MAP, ...more }, layer, tile).split("?");
  return { address, tile, ...Object.fromEntries(query.split("&").filter(Boolean).map((one) => one.split("=").map(decodeURIComponent))) };
};
const close = (a, b, within) => assert.ok(Math.abs(a - b) < within, `${a} is not ${b}`);

test("tiles cover the view in every frame and at every zoom, broken ones too", () => {
  for (const frame of ["mercator", "degrees", "gcj02"]) {
    for (const zoom of [9, 11.4, 13.5, 18.7]) {
      const view = viewAt(zoom);
      const tiles = onescreen.outsideTiles(view, { ...MAP, frame });
      assert.ok(Math.min(...tiles.map((one) => one.left)) <= 0 && Math.min(...tiles.map((one) => one.top)) <= 0);
      assert.ok(Math.max(...tiles.map((one) => one.left + one.width)) >= view.width);
      assert.ok(Math.max(...tiles.map((one) => one.top + one.height)) >= view.height);
      const [first, second] = [tiles[0], tiles.find((one) => one.x === tiles[0].x && one.y === tiles[0].y + 1)];
      close(first.top + first.height, second.top, 1e-3);
    }
  }
});

test("a map that begins at some zoom is not asked before, and enlarged beyond its last", () => {
  assert.equal(onescreen.outsideTiles(viewAt(10), { ...MAP, min_zoom: 12 }).length, 0);
  const [tile] = onescreen.outsideTiles(viewAt(19), { ...MAP, max_zoom: 17 });
  assert.equal(tile.z, 17);
  close(tile.width, 1024, 1e-6);
});

test("an XYZ tile is asked for by its numbers, spread over the hosts, the same tile always at the same", () => {
  const url = "https://{s}.example.org/{layer}/{z}/{x}/{y}.png";
  const hosts = new Set(onescreen.outsideTiles(viewAt(12), MAP).map((tile) => asked({ url, subdomains: ["t0", "t1"] }, "vec", tile).address.slice(0, 10)));
  assert.deepEqual([...hosts].sort(), ["https://t0", "https://t1"]);
  assert.equal(asked({ url, subdomains: ["t0"] }, "vec", { z: 12, x: 3347, y: 1680 }).address, "https://t0.example.org/vec/12/3347/1680.png");
});

test("a WMS is asked for in metres, and in degrees with the axes as its version wants them", () => {
  const wms = { base: "wms", url: "https://example.org/wms?map=city" };
  const metres = asked(wms);
  assert.deepEqual([metres.map, metres.SERVICE, metres.REQUEST, metres.CRS, metres.LAYERS, metres.WIDTH], ["city", "WMS", "GetMap", "EPSG:3857", "roads", "256"]);
  const [west, south, east, north] = metres.BBOX.split(",").map(Number);
  close(east - west, 40075016.686 / 4096, 1e-3);
  assert.ok(south < north && west > 1.2e7);
  const degrees = { ...wms, frame: "degrees", crs: "EPSG:4326" };
  const newer = asked(degrees).BBOX.split(",").map(Number);
  assert.ok(newer[0] < 32 && newer[1] > 110);
  const older = asked({ ...degrees, version: "1.1.1" });
  const corners = older.BBOX.split(",").map(Number);
  assert.deepEqual([corners[1], corners[0]], [newer[0], newer[1]]);
  assert.deepEqual([older.SRS, older.CRS], ["EPSG:4326", undefined]);
});

test("a WMTS is asked for by parameters, or by its templates where the address has them", () => {
  const kvp = asked({ base: "wmts", url: "https://t0.example.org/vec_c/wmts?tk=abc", matrix_set: "c", frame: "degrees", format: "tiles" }, "vec");
  assert.deepEqual(
    [kvp.tk, kvp.SERVICE, kvp.REQUEST, kvp.LAYER, kvp.STYLE, kvp.TILEMATRIXSET, kvp.TILEMATRIX, kvp.TILEROW, kvp.TILECOL, kvp.FORMAT],
    ["abc", "WMTS", "GetTile", "vec", "default", "c", "12", String(kvp.tile.y), String(kvp.tile.x), "tiles"],
  );
  const url = "https://example.org/{Layer}/{Style}/{TileMatrixSet}/{TileMatrix}/{TileRow}/{TileCol}.png";
  const rest = asked({ base: "wmts", url, style: "light", matrix_set: "city", matrix: "city:{z}", zoom_offset: -1 }, "roads", { z: 12, x: 7, y: 9 });
  assert.equal(rest.address, "https://example.org/roads/light/city/city:11/9/7.png");
});

test("a place in a tile in degrees is drawn within a fifth of a pixel of where it is, at the zooms of a city", () => {
  for (const [zoom, most_px] of [[10, 0.2], [11, 0.1], [13, 0.03], [16, 0.01]]) {
    const view = viewAt(zoom);
    let worst = 0;
    for (const { top, height, box } of onescreen.outsideTiles(view, { ...MAP, frame: "degrees" })) {
      for (let part = 0; part <= 1; part += 0.1) worst = Math.max(worst, Math.abs(top + height * part - view.y(box[3] - (box[3] - box[1]) * part)));
    }
    assert.ok(worst < most_px, `${worst} px at zoom ${zoom}`);
  }
});

test("a map displaced by law is put back, to a few metres at the edge of a city", () => {
  const there = onescreen.gcj02(116.397428, 39.90923); // Tiananmen, by the published examples of the formula
  close(there.lon, 116.403671, 2e-6);
  close(there.lat, 39.910634, 2e-6);
  const view = viewAt(12);
  const plain = onescreen.outsideTiles(view, MAP)[0];
  const moved = onescreen.outsideTiles(view, { ...MAP, frame: "gcj02" }).find((one) => one.x === plain.x && one.y === plain.y) || plain;
  const metres = Math.hypot(moved.left - plain.left, moved.top - plain.top) * view.m_per_px;
  assert.ok(metres > 100 && metres < 900);
  // What stays wrong 15 km from the middle of the view, where the displacement is another.
  const shift = ([lon, lat]) => [onescreen.gcj02(lon, lat).lon - lon, onescreen.gcj02(lon, lat).lat - lat];
  const [middle, edge] = [shift(WUHAN), shift([WUHAN[0] + 0.15, WUHAN[1]])];
  assert.ok(Math.hypot((edge[0] - middle[0]) * 95_000, (edge[1] - middle[1]) * 111_000) < 30);
});

test("the city's own streets give way only to a map that covers the view whole", () => {
  const { outsideState } = onescreen;
  assert.deepEqual(
    [outsideState([]), outsideState(["here", "asked"]), outsideState(["here", "here"]), outsideState(["here", "failed"]), outsideState(["failed"])],
    ["none", "coming", "whole", "partly", "silent"],
  );
});
