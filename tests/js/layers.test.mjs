import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { load } from "./load.mjs";

const onescreen = load("00_onescreen", "28_view", "32_moving", "34_forms", "50_say", "55_dom", "58_parts", "66_layers_box", "67_layer_key", "68_thing_card", "68_thing_facts");
const plain = (value) => JSON.parse(JSON.stringify(value));

test("layers are chosen by group, the topmost first", () => {
  const layers = { a: { group: "traffic", order: 20 }, b: { group: "places", order: 40 }, c: { group: "traffic", order: 45 } };
  assert.deepEqual(plain(onescreen.layerGroups(layers)), [["traffic", ["c", "a"]], ["places", ["b"]]]);
});

test("a card tells what is known of a thing, and nothing of what is not there any more", () => {
  onescreen.page = { lang: "en", words: { "thing.value": "newest", "thing.place_kind": "kind", "place_kind.mall": "mall" } };
  const styles = [{ title: "low" }, { title: "full" }];
  const page = { lang: "en", layers: { bins: { title: "Bins", shape: "point", styles } } };
  const more = { en: ["Bin 1", "Bin 2"], value: [96, null], unit: ["%", "%"], place_kind: [null, "mall"], secret: [1, 2] };
  const store = { layers: { bins: { ids: ["b1", "b2"], style: [1, 0], more } }, moving: {} };
  const facts = (id) => plain(onescreen.thingFacts({ layer: "bins", id }, page, store));
  assert.deepEqual(facts("b1"), { title: "Bin 1", state: "Bins · full", place: null, rows: [["newest", "96 %"]] });
  assert.deepEqual(facts("b2").rows, [["kind", "mall"]]);
  assert.equal(facts("b3"), null);
});

test("a vehicle's card has its name and what it is", () => {
  const page = { lang: "zh", layers: { vehicles: { title: "车辆", shape: "moving", styles: [{ title: "公交车" }] } } };
  const store = { layers: {}, moving: { vehicles: { ids: ["bus_001_01"], style: [0] } } };
  const facts = plain(onescreen.thingFacts({ layer: "vehicles", id: "bus_001_01" }, page, store));
  assert.deepEqual(facts, { title: "bus_001_01", state: "车辆 · 公交车", place: null, rows: [] });
});

test("vehicles are drawn as arrows where few of many are in view", () => {
  const half = 2 ** 15 * 256; // the middle of the world at this zoom
  const view = onescreen.makeView({ zoom: 16, left: half - 50, top: half - 50, width: 100, height: 100 });
  const lon = Int32Array.from([0, 100, 100e6]);
  const lat = Int32Array.from([0, -100, 0]);
  assert.equal(onescreen.movingInView({ lon, lat, n: 3 }, view), 2);
  assert.equal(onescreen.movingInView({ lon, lat, style: [0, 1, 1], n: 3 }, view, [true, false]), 1);
});

test("free vehicles are drawn only from near, those that incidents have always", () => {
  const world = load("00_onescreen", "32_moving");
  world.token = (name) => ({ "--units-available-from": "14", "--wall-available-form": "none" })[name] || "";
  const at = (zoom) => ["units-available", "units-en_route", "wall-available"].map((style) => world.movesAt(style, zoom));
  assert.deepEqual(plain([at(13.5), at(14)]), [[false, true, false], [true, true, false]]);
});

test("a legend says what a hand has switched on, and which of it shows itself only nearer", () => {
  const layers = {
    speed: { shape: "line" }, cameras: { shape: "point", shown: false, min_zoom: 14 }, air: { shape: "point", shown: false },
    areas: { shape: "area", shown: false }, stations: { shape: "point" }, hidden: { shape: "point", shown: false },
  };
  const map = { view: () => ({ zoom: 11 }), isShown: (name) => name !== "hidden" };
  assert.deepEqual(plain(onescreen.keyedLayers(layers, map)), { near: ["air"], far: ["cameras"] });
  assert.deepEqual(plain(onescreen.keyedLayers(layers, map, true)).near, ["speed", "air"]); // no room in the legend
});

const CSS = readFileSync(new URL("../../assets/css/06_layers.css", import.meta.url), "utf8") + readFileSync(new URL("../../assets/css/05_map.css", import.meta.url), "utf8");

test("every form that the style sheet names is one that the map draws", () => {
  const forms = [...CSS.matchAll(/-form: ([\w-]+);/g)].map(([, form]) => form);
  const known = new Set([...onescreen.FORMS, ...onescreen.FORMS.map((form) => `${form}-open`), "ring", "frame", "hollow", "arrow", "none"]);
  assert.ok(forms.length > 40);
  assert.deepEqual(forms.filter((form) => !known.has(form)), []);
});

test("an alarm has a ring that no quiet mark of its layer has", () => {
  const ringed = [...CSS.matchAll(/--(\w+)-(\w+)-ring: 1;/g)].map(([, layer, style]) => `${layer} ${style}`);
  for (const alarm of ["gas_monitors alarm", "gas_monitors high", "underpasses closed", "waste_bins full"]) assert.ok(ringed.includes(alarm), alarm);
  assert.ok(!ringed.some((one) => /normal|dry|low|quiet|good|live|silent/.test(one)));
});

test("a card tells where a thing is, how old its value is, from when on it is too high, and who says so", () => {
  const words = { "thing.value": "newest", "thing.limits": "limits", "thing.heard": "heard", "thing.ago": "{age} ago", "thing.area": "area", "thing.place": "place", "thing.source": "source", "state.made_up": "made up" };
  const square = (west, east) => ({ lines: onescreen.worldLines({ type: "Polygon", coordinates: [[[west, 0], [east, 0], [east, 1], [west, 1], [west, 0]]] }) });
  const pack = { provenance: "made_up", areas: [{ code: "c", level: 0, title: "City" }, { code: "s", level: 2, title: "Street" }, { code: "d", level: 1, title: "District" }, { code: "e", level: 1, title: "East" }] };
  onescreen.areaShapes = () => new Map([["c", square(0, 2)], ["d", square(0, 1)], ["s", square(0, 0.6)], ["e", square(1, 2)]]);
  onescreen.page = { lang: "en", words };
  const page = { lang: "en", pack, layers: { gas: { title: "Gas", shape: "point", limits: [20, 50], styles: [{ title: "low alarm" }] } } };
  const more = { en: ["Gas 1"], value: [23], unit: ["% LEL"], heard_at: [1000] };
  const store = { layers: { gas: { ids: ["g"], style: [0], lon: [0.5], lat: [0.5], more } }, moving: {} };
  const facts = plain(onescreen.thingFacts({ layer: "gas", id: "g" }, page, store, 8000));
  assert.deepEqual(facts.place, { lon: 0.5, lat: 0.5 });
  assert.deepEqual(facts.rows, [
    ["newest", "23 % LEL"], ["limits", "20 · 50 % LEL"], ["heard", "7 s ago"], ["area", "District · Street"], ["place", "0.50000, 0.50000"], ["source", "made up"],
  ]);
});
