import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const NOW = 1e12;
const onescreen = load("00_onescreen", "05_clock", "50_say", "51_figures", "51_judge", "52_beside", "55_dom", "57_lines", "58_parts", "60_strip", "60_strip_sources", "61_signs");
const plain = (value) => JSON.parse(JSON.stringify(value));

test("the weather is that of the stations, and nothing where these are late", () => {
  onescreen.page = { words: { "strip.weather": "Weather —", "strip.no_summary": "no summary", "strip.weather_now": "Weather {temp} °C", "strip.weather_day": "24 h to {most} °C", "strip.weather_where": "warmest" } };
  const page = { weather: "heat", catalogue: { heat: { every_s: 60 } } };
  const said = (measure) => plain(onescreen.weatherSaid(page, { heat: measure }, NOW));
  const heat = (more = {}) => ({ at: NOW - 30e3, value: [10.7], companions: { temp_c: [11.3], hottest_c: [18.6] }, ...more });
  assert.deepEqual(said(heat()), ["Weather 11 °C", "24 h to 19 °C"]);
  assert.deepEqual(said(heat({ companions: { temp_c: [11.3] } })), ["Weather 11 °C", "warmest"]);
  for (const none of [undefined, heat({ at: NOW - 3600e3 }), heat({ error: "ZeroDivisionError" }), heat({ companions: {} })]) assert.deepEqual(said(none), ["Weather —", "no summary"]);
});

test("under the wall's heading of what is usual no target stands", () => {
  const facts = { cuts: [80, 60, 40], better: "higher", digits: 0 };
  const said = (measure, screen) => onescreen.usualSaid(measure, facts, screen);
  assert.deepEqual([said({ normal_low: null }, "wall"), said(undefined, "wall"), said({ normal_low: null }, "vitals")], ["—", "—", "≥\u00a080"]);
  assert.equal(said({ normal_low: 83.2, normal_high: 95.8 }, "wall"), "83–96");
});
