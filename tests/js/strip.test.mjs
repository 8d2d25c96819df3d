import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const NOW = 1e12;
const onescreen = load("00_onescreen", "05_clock", "50_say", "51_figures", "51_judge", "52_beside", "55_dom", "57_lines", "58_parts", "57_letters", "60_strip", "61_signs", "64_timeline", "37_inset", "76_shown", "77_heat");
const plain = (value) => JSON.parse(JSON.stringify(value));
const AREAS = (...titles) => ({ areas: [{ code: "city", title: "City", level: 0 }, ...titles.map((title, i) => ({ code: `D${i}`, title, level: 1 }))] });

test("the weather is that of the stations, and nothing where these are late", () => {
  onescreen.page = { words: { "strip.weather": "Weather —", "strip.no_summary": "no summary", "strip.weather_now": "Weather {temp} °C", "strip.weather_day": "24 h to {most} °C", "strip.weather_where": "warmest" } };
  const page = { weather: "heat", catalogue: { heat: { every_s: 60 } } };
  const said = (measure) => plain(onescreen.weatherSaid(page, { heat: measure }, NOW));
  const heat = (more = {}) => ({ at: NOW - 30e3, value: [10.7], companions: { temp_c: [11.3], hottest_c: [18.6] }, ...more });
  assert.deepEqual(said(heat()), ["Weather 11 °C", "24 h to 19 °C"]);
  assert.deepEqual(said(heat({ companions: { temp_c: [11.3] } })), ["Weather 11 °C", "warmest"]);
  for (const none of [undefined, heat({ at: NOW - 3600e3 }), heat({ error: "ZeroDivisionError" }), heat({ companions: {} })]) assert.deepEqual(said(none), ["Weather —", "no summary"]);
});

test("a column of the table is as wide as the longest word of a district's name", () => {
  assert.equal(onescreen.cellWidth(AREAS("云川区", "白塔区")), 50);
  assert.ok(onescreen.cellWidth(AREAS("Wangjiang", "Bay")) > 59);
  assert.equal(onescreen.cellWidth(AREAS("Bay View/North")), 50);
});

test("what a text takes follows its letters, so that a title is cut only where it is too long", () => {
  const ems = onescreen.emsOf("City vital-sign index");
  assert.ok(ems > 9 && ems < 10.9, String(ems));
  assert.equal(onescreen.emsOf("城市体征"), 4);
  assert.deepEqual(["City vital-sign index", "Share of street lamps that burn"].map((title) => onescreen.shortened(title, 10.9)), ["City vital-sign index", "Share of street la…"]);
});

test("a title is broken where its longer line is shortest, even before a long last word", () => {
  const broken = (title) => plain(onescreen.inTwo(title));
  assert.deepEqual(["Crowd density", "City vital-sign index", "Crowding"].map(broken), [["Crowd", "density"], ["City vital-sign", "index"], ["Crowding"]]);
});

test("midnight has its date where that covers neither its neighbours nor an edge", () => {
  onescreen.page = { lang: "en", pack: { time_zone: "UTC" }, words: { "date.short": "{day} {month}" } };
  const label = (x, apart, hour = "00") => onescreen.hourLabel(hour, Date.UTC(2026, 10, 22), x, { px: 1, left: 300, width: 1900, apart });
  assert.deepEqual([label(900, 120), label(900, 60), label(310, 120), label(1890, 120), label(900, 120, "02")], ["22 Nov 00", "00", "00", "00", "02"]);
});

test("how many incidents an inset holds stands in a corner without a chip", () => {
  const [frame, word] = [{ left: 0, top: 0, right: 200, bottom: 100 }, { width: 40, height: 20 }];
  const chip = (x, y) => ({ at: { x, y }, r: 14 });
  const corner = (...chips) => plain(onescreen.freeCorner(frame, word, chips));
  assert.deepEqual(corner(), { x: 28, y: 84 });
  assert.deepEqual(corner(chip(30, 80)), { x: 172, y: 84 });
  assert.deepEqual(corner(chip(30, 80), chip(170, 80)), { x: 28, y: 16 });
  assert.deepEqual(corner(chip(30, 80), chip(170, 80), chip(30, 20), chip(170, 20)), { x: 28, y: 84 });
});

test("under the wall's heading of what is usual no target stands", () => {
  const facts = { cuts: [80, 60, 40], better: "higher", digits: 0 };
  const said = (measure, screen) => onescreen.usualSaid(measure, facts, screen);
  assert.deepEqual([said({ normal_low: null }, "wall"), said(undefined, "wall"), said({ normal_low: null }, "vitals")], ["—", "—", "≥\u00a080"]);
  assert.equal(said({ normal_low: 83.2, normal_high: 95.8 }, "wall"), "83–96");
});
