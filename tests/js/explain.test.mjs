import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const onescreen = load("00_onescreen", "05_clock", "50_say", "51_figures", "51_judge", "52_beside", "55_dom", "57_lines", "58_parts", "71_figure", "76_shown", "77_arrows", "77_vitals", "78_explain_chart", "78_explain_rows");
const plain = (value) => JSON.parse(JSON.stringify(value));
const HOUR = 3600e3;
const NOW = Date.UTC(2026, 2, 2, 12);
const WORDS = {
  "level.1": "Critical", "level.2": "Urgent", "level.3": "Elevated", "explain.sure_read": "read", "explain.sure_ours": "ours", "explain.sure_city": "set here",
  "explain.age": "age {age}", "explain.count": "{n} facts", "explain.good": "quality {share}", "explain.never": "none yet",
  "explain.why_worse": "no better", "explain.score": "score {score}", "explain.mae": "error {mae}", "explain.foretold": "profile",
};
const FACTS = { title: "Delay", domain: "traffic", unit: "min", digits: 0, better: "lower", cuts: [40, 50, 60], cut_is_good: true, sure: ["read", "ours", "ours"], formula: "a ÷ b", companions: { due: "Due" }, inputs: [] };
const COVER = { ...FACTS, title: "Cover", domain: "traffic", better: "higher", cuts: [85, 80, 75] };
const PAGE = { lang: "en", words: WORDS, pack: { areas: [{ code: "city", title: "City", level: 0 }, { code: "D1", title: "North", level: 1 }] }, catalogue: { delay: FACTS, cover: COVER, aqi: { title: "Air", domain: "environment" } } };
onescreen.page = PAGE;
const TOLD = {
  cuts: [40, 50, 60], cuts_are: ["read", "ours", "ours"], contributors: [], inputs: [], numerator: null, denominator: null, quality: null,
  normal: [46, 50, 53], normal_course: [], trend: [], crossing: null, forecast: { why_not: "none", points: [], mae: null, score_against_naive: null },
};
const measure = (more = {}) => ({ at: NOW, value: [45], band: [1], trend: null, normal_low: null, normal_high: null, contributors: [], companions: {}, ...more });
const rows = (told, more = {}) => {
  const found = onescreen.explainRows({ facts: FACTS, measure: measure(), told, ...more }, NOW, PAGE);
  return Object.fromEntries(plain(found).map(({ key, lines }) => [key, lines]));
};

test("every limit is told from where it counts, and how well it is founded", () => {
  assert.deepEqual(rows(TOLD).limits, [
    { text: "Elevated >\u00a040\u00a0min", note: "read" }, { text: "Urgent >\u00a050\u00a0min", note: "ours" }, { text: "Critical >\u00a060\u00a0min", note: "ours" },
  ]);
  assert.equal(rows(null, { facts: { ...COVER, cut_is_good: false } }).limits[0].text, "Elevated ≤\u00a085\u00a0min");
});

test("limits of another sort than the value name what they look at, and are not drawn in its course", () => {
  const facts = { ...FACTS, judged_on: "P(R>1)", sure: ["city", "city", "city"] };
  assert.deepEqual(rows(TOLD, { facts }).limits[0], { text: "Elevated P(R>1) >\u00a040", note: "set here" });
  assert.equal(onescreen.courseOf(TOLD, measure(), facts).limit, null);
});

test("inputs have their age, number and quality; what never came says so", () => {
  const inputs = [{ name: "road.speed", title: { en: "speed" }, age_s: 30, count: 5, quality: 0.98 }, { name: "x", title: { en: "x" }, age_s: null, count: 0, quality: null }];
  assert.deepEqual(rows({ ...TOLD, inputs }).inputs, [{ text: "speed", note: "age 30 s · 5 facts · quality 98 %" }, { text: "x", note: "none yet · 0 facts" }]);
});

test("contributors are named as people name them, with their share and note", () => {
  const contributors = [{ thing: "D1", amount: 3, share: 0.6, note: { en: "3 late" } }, { thing: "sensor_7", amount: 2, share: 0.4, note: {} }];
  assert.deepEqual(rows({ ...TOLD, contributors }).contributors, [{ text: "North", note: "60 % · 3 late", share: 0.6 }, { text: "sensor_7", note: "40 %", share: 0.4 }]);
});

test("where parts do not add up there is neither a share nor a bar", () => {
  const contributors = [{ thing: "D1", amount: 3, share: 0.6, note: { en: "3 late" } }];
  assert.deepEqual(rows({ ...TOLD, contributors, adds_up_to: "" }).contributors, [{ text: "North", note: "3 late" }]);
  assert.equal(rows({ ...TOLD, contributors, adds_up_to: "numerator" }).contributors[0].share, 0.6);
});

test("an input that is known for less than its window says how much of it, and figures of the formula whose they are", () => {
  Object.assign(WORDS, { "explain.known_days": "{known} of {all} days known", "explain.known_hours": "{known} of {all} hours known" });
  const input = (known_s, window_s) => ({ name: "x", title: { en: "x" }, age_s: 30, count: 5, quality: null, known_s, window_s });
  const inputs = [input(97e3, 30 * 86400), input(5400, 86400), input(30 * 86400, 30 * 86400)];
  assert.deepEqual(rows({ ...TOLD, inputs }).inputs.map(({ note }) => note), ["age 30 s · 5 facts · 1.1 of 30 days known", "age 30 s · 5 facts · 1.5 of 24 hours known", "age 30 s · 5 facts"]);
  const parameters = { full_pct: { value: 70, own: true }, least_n: { value: 30, own: false, title: { zh: "最少数", en: "Fewest" } }, cover: { value: 2, own: true } };
  assert.deepEqual(rows({ ...TOLD, parameters }).parameters, [{ text: "full pct", note: "70 · set here" }, { text: "Fewest", note: "30" }, { text: "Cover", note: "2 · set here" }]);
});

test("a figure beside the value that is a code is told as its word, others by their size", () => {
  const facts = { ...FACTS, companions: { disease: "Disease", p: "p" }, codes: { disease: { 0: "influenza" } } };
  assert.deepEqual(rows(TOLD, { facts, measure: measure({ companions: { disease: [0], p: [0.04321] } }) }).beside, [{ text: "Disease", note: "influenza" }, { text: "p", note: "0.0432" }]);
});

test("a line that is a figure itself opens it: an indicator here, this one elsewhere, a domain's score", () => {
  const contributors = ["cover", "D1", "traffic", "sensor_7"].map((thing) => ({ thing, amount: 1, share: 0.25, note: {} }));
  const page = { ...PAGE, domains: ["traffic"], health: "health" };
  const found = onescreen.explainRows({ key: "delay/0", facts: FACTS, measure: measure(), told: { ...TOLD, contributors } }, NOW, page);
  assert.deepEqual(plain(found[0].lines.map((one) => one.figure ?? "")), ["cover/0", "delay/1", "health/0/traffic", ""]);
});

test("what is called something by the server is called so", () => {
  const contributors = [{ thing: "sensor_7", title: { en: "Mast on the hill" }, amount: 1, share: 1, note: {} }];
  assert.equal(rows({ ...TOLD, contributors }).contributors[0].text, "Mast on the hill");
});

test("of a domain only its own indicators contribute, and their shares add up to one", () => {
  const contributors = [["aqi", 60, 0.6], ["delay", 30, 0.3], ["cover", 10, 0.1]].map(([thing, amount, share]) => ({ thing, amount, share, note: {} }));
  const lines = rows({ ...TOLD, contributors }, { facts: { ...COVER, companion: "traffic" } }).contributors;
  assert.deepEqual(lines.map(({ text, share }) => [text, share]), [["Delay", 0.75], ["Cover", 0.25]]);
});

test("a forecast that is not shown says why, with its score", () => {
  const forecast = { why_not: "worse", points: [], mae: 3.14, score_against_naive: 1.2 };
  assert.equal(rows({ ...TOLD, forecast }).forecast[0].text, "no better · error 3.1\u00a0min · score 1.20");
});

test("an interval is called what its indicator calls it, before the server has answered, too", () => {
  const said = (more) => onescreen.intervalSaid(measure(more), { ...FACTS, interval: "weights ±20 %" });
  assert.deepEqual([said({ low: [77], high: [78.2] }), said({ low: [null], high: [null] }), said({})], ["weights ±20 % 77–78", "", ""]);
});

test("the span of a crossing is told only where it says more than the time", () => {
  const key = (earliest, latest, from, to) => onescreen.passesWhen({ earliest, latest }, { from, to });
  assert.equal(key("a", "b", "11:02", "11:12"), "explain.passes_between");
  assert.deepEqual([key("a", "b", "11:07", "11:07"), key(null, "b", "—", "11:12")], ["explain.passes", "explain.passes"]);
});

test("the course is the server's for an area, with the limit that will be passed", () => {
  const at = (hours) => new Date(NOW + hours * HOUR).toISOString();
  const told = {
    ...TOLD, normal_course: [{ at: at(-12.5), low: 1, high: 2 }, { at: at(-1), low: 44, high: 51 }, { at: at(0), low: 46, high: 53 }],
    trend: [{ at: at(-13), value: 1 }, { at: at(-1), value: null }, { at: at(0), value: 45 }],
    forecast: { ...TOLD.forecast, points: [{ at: at(1), value: 52, low: 48, high: 56 }, { at: at(5), value: 70, low: 60, high: 80 }] }, crossing: { band: 2, at: at(1) },
  };
  const course = plain(onescreen.courseOf(told, measure(), FACTS));
  assert.deepEqual(course.points, [{ at: NOW, value: 45 }]);
  assert.deepEqual(course.ahead, [{ at: NOW + HOUR, value: 52, low: 48, high: 56 }]);
  assert.deepEqual(course.usual, [{ at: NOW - HOUR, low: 44, high: 51 }, { at: NOW, low: 46, high: 53 }]);
  assert.deepEqual([course.limit, course.crossing.at], [50, NOW + HOUR]);
});

test("what is usual is drawn hour by hour, never thinner than a pixel", () => {
  const scale = { x: (at) => at, y: (value) => 100 - value };
  assert.equal(onescreen.bandPath([{ at: 0, low: 10, high: 20 }, { at: 1, low: 5, high: 5 }], scale), "M0 80L1 95L1 96L0 90Z");
});

test("before the answer, and for a domain, the course is the one that the picture holds", () => {
  const held = measure({ trend: [1, null, 3], trend_step_min: 60, normal_low: 0, normal_high: 4, band: [0] });
  for (const [told, facts] of [[null, FACTS], [TOLD, { ...FACTS, companion: "traffic" }]]) {
    const course = plain(onescreen.courseOf(told, held, facts));
    assert.deepEqual(course.points, [{ at: NOW - 2 * HOUR, value: 1 }, { at: NOW, value: 3 }]);
    assert.deepEqual(course.usual, [{ at: NOW - 12 * HOUR, low: 0, high: 4 }, { at: NOW + 4 * HOUR, low: 0, high: 4 }]);
    assert.deepEqual([course.limit, course.ahead], [40, []]);
  }
});

test("the course of a domain's score in a district is the one that the server keeps", () => {
  const course = { at: [new Date(NOW - HOUR).toISOString(), new Date(NOW).toISOString()], value: [70, 71] };
  const drawn = onescreen.courseOf({ ...TOLD, course }, measure(), { ...FACTS, companion: "traffic" });
  assert.deepEqual(plain(drawn.points), [{ at: NOW - HOUR, value: 70 }, { at: NOW, value: 71 }]);
});

test("an incident that an indicator raised knows its figure; others have none", () => {
  const behind = (incident) => onescreen.figureBehind(incident, PAGE);
  assert.equal(behind({ origin: "indicator", reference: "delay:D1:2026-03-02T12:00:00" }), "delay/1");
  assert.equal(behind({ origin: "indicator", reference: "delay:gone:2026" }), "delay/0");
  assert.equal(behind({ origin: "indicator", reference: "" }), "");
  assert.equal(behind({ origin: "12345", reference: "delay:D1:x" }), "");
});

test("a figure's key says all of it", () => {
  assert.deepEqual(plain(onescreen.figureOf(onescreen.figureKey("aqi", 3, "traffic"))), { indicator: "aqi", area: 3, companion: "traffic" });
  assert.deepEqual(plain(onescreen.figureOf(onescreen.figureKey("aqi"))), { indicator: "aqi", area: 0, companion: "" });
});

test("a card that nobody asked for stays until its figure is within limits, or something worse is not", () => {
  const [delay, cover] = [{ indicator: "delay", area: 0, companion: "" }, { indicator: "cover", area: 1, companion: "" }];
  const unasked = (held, worst, bands) => onescreen.unasked(held, worst, { delay: { band: [bands[0], 0] }, cover: { band: [0, bands[1]] } }).indicator;
  assert.equal(unasked({ indicator: null, area: 0, companion: "" }, cover, [0, 1]), "cover");
  assert.equal(unasked(delay, cover, [2, 2]), "delay");
  assert.equal(unasked(delay, cover, [2, 3]), "cover");
  assert.equal(unasked(delay, cover, [0, 1]), "cover");
});

test("arrows stay inside a ragged table", () => {
  const step = (from, by) => plain(onescreen.stepped([2, 5, 1], from, by));
  assert.deepEqual(step({ row: 1, column: 4 }, [1, 0]), { row: 2, column: 0 });
  assert.deepEqual(step({ row: 0, column: 0 }, [-1, 0]), { row: 0, column: 0 });
  assert.deepEqual(step({ row: 0, column: 1 }, [0, 1]), { row: 0, column: 1 });
});

test("what was frozen into a signal is said in a line, with words for parts where there are some", () => {
  Object.assign(PAGE.words, { "card.then": "then {value}", "card.then_mainly": "then {value}; mainly {parts}", "sentence.comma": ", " });
  const part = (thing, title = null) => ({ thing, title, share: 0.1, note: {} });
  const told = { value: 61, band: 3, contributors: [part("a", { zh: "甲", en: "A" }), part("b"), part("c"), part("d")] };
  assert.equal(onescreen.thenSaid(told, FACTS), "then 61\u00a0min, Critical; mainly A, b, c");
  assert.equal(onescreen.thenSaid({ value: 3, band: 0, contributors: [] }, FACTS), "then 3\u00a0min");
  assert.equal(onescreen.thenSaid(null, FACTS), "");
});
