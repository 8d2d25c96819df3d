import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const onescreen = load("00_onescreen", "05_clock", "50_say", "51_figures", "55_dom", "57_letters", "57_lines", "58_parts", "64_timeline", "76_shown", "77_heat");
const plain = (value) => JSON.parse(JSON.stringify(value));
const AREAS = (...titles) => ({ areas: [{ code: "city", title: "City", level: 0 }, ...titles.map((title, i) => ({ code: `D${i}`, title, level: 1 }))] });

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
