import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const NOW = Date.UTC(2017, 0, 6, 1, 59, 20);
const WORDS = {
  "domain.emergency": "Emergency response", "domain.water": "Water", "domain.traffic": "Mobility", "number.words": "none one two three",
  "sentence.all_normal": "all {count} domains are normal; ", "sentence.normal_known": "all {count} known domains are normal; ",
  "sentence.nothing_overdue": "nothing is overdue.", "sentence.overdue": "{n} is overdue.|{n} are overdue.",
  "sentence.some_normal": "{count} of {all} is normal. |{count} of {all} are normal. ", "sentence.outside": " is outside: ",
  "sentence.clause": "{title} {value}, {beside}", "sentence.also": ", ", "signs.normal": "normal {normal}", "signs.target": "target {target}",
  "sentence.and": "; ", "sentence.comma": ", ", "sentence.stop": ". ", "sentence.more": "{n} more. ", "sentence.nothing": "No indicators.",
  "sentence.elsewhere": "Elsewhere: ", "sentence.others": "{n} other. |{n} others. ", "sentence.others_more": "{n} more", "sentence.score": "score",
  "signs.worst": "at worst {worst}", "signs.recovering": "recovering",
  "sentence.unknown": " No value for {domains}.",
  "sentence.many_unknown": " No value for {n} domains.", "sentence.not_current": " As of {time}; {sources} is not current.",
  "date.short": "{day} {month}", "date.compact": "{day} {month}",
};
const CATALOGUE = {
  handover: { title: "Handover", domain: "emergency", unit: "min", digits: 0, better: "lower", cuts: [40, 50, 60] },
  cover: { title: "Cover", domain: "emergency", unit: "%", digits: 1, better: "higher", cuts: [85, 80, 75] },
  level: { title: "Level", domain: "water", unit: "m", digits: 1, better: "lower", cuts: [3, 4, 5] },
  speed: { title: "Speed", domain: "traffic", unit: "km/h", digits: 0, better: "higher", cuts: [30, 20, 10] },
};
const measure = (band, value, more = {}) => ({ band: [band], value: [value], at: NOW, normal_low: null, normal_high: null, ...more });

function written(measures, { sources = {}, incidents = {}, catalogue = CATALOGUE, health, room } = {}) {
  const onescreen = load("00_onescreen", "05_clock", "50_say", "51_figures", "51_judge", "52_beside", "52_order", "53_counts", "54_sentence", "55_dom", "57_lines", "58_parts", "76_shown");
  onescreen.page = { lang: "en", words: WORDS, pack: { time_zone: "America/Los_Angeles" } };
  const page = { catalogue, health };
  return onescreen.sentence(page, measures, sources, incidents, NOW, room && onescreen.SENTENCE_ROOMS[room]).map((run) => (run.strong ? `*${run.text}*` : run.text)).join("");
}
const NORMAL = { handover: measure(0, 30), cover: measure(0, 90), level: measure(0, 2), speed: measure(0, 40) };

test("when all is normal, that is all", () => {
  assert.equal(written(NORMAL), "All three domains are normal; nothing is overdue.");
});

test("the worst domain comes first, with value and normal; a target is called a target", () => {
  const out = { ...NORMAL, level: measure(1, 3.4), handover: measure(2, 58, { normal_low: 46, normal_high: 53 }), cover: measure(3, 71.9) };
  assert.equal(written(out), "One of three is normal. *Emergency response* is outside: Cover 71.9\u00a0%, target ≥\u00a085; "
    + "Handover 58\u00a0min, normal 46–53. *Water* is outside: Level 3.4\u00a0m, target ≤\u00a03. ");
});

const HEALTH = { title: "Health", domain: "composite", composite: true, unit: "", digits: 0, better: "higher", cuts: [80, 60, 40] };
const scored = (emergency, water, traffic, more = {}) =>
  [{ ...NORMAL, health: { ...measure(0, 90), companions: { emergency: [emergency], water: [water], traffic: [traffic] } }, ...more }, { catalogue: { ...CATALOGUE, health: HEALTH }, health: "health" }];

test("a domain is outside its limits where its score is, as the table shows it; what else is out is told apart", () => {
  const [out, how] = scored(71, 95, 90, { cover: measure(3, 71.9), level: measure(1, 3.4), speed: measure(2, 15) });
  const head = "Two of three are normal. *Emergency response* is outside: Cover 71.9\u00a0%, target ≥\u00a085. ";
  assert.equal(written(out, how), `${head}Elsewhere: Speed 15\u00a0km/h, target ≥\u00a030; Level 3.4\u00a0m, target ≤\u00a03. `);
  assert.equal(written(out, { ...how, room: 2 }), `${head}Elsewhere: Speed 15\u00a0km/h, target ≥\u00a030; 1 more. `);
  assert.equal(written(out, { ...how, room: 4 }), `${head}2 others. `);
});

test("what is back within its limit and only waits to be confirmed is said to be recovering", () => {
  assert.equal(written({ ...NORMAL, level: measure(1, 2.9) }), "Two of three are normal. *Water* is outside: Level 2.9\u00a0m, recovering, target ≤\u00a03. ");
});

test("a share that keeps its target but may not is told with what it may be at worst", () => {
  assert.match(written({ ...NORMAL, cover: measure(3, 84, { judged: [74.8], low: [74.8] }) }), /Cover 84\.0\u00a0%, at worst 74\.8, target ≥\u00a085/);
});

test("a domain whose score is not known is not said to be normal, whatever single indicators are", () => {
  const [out, how] = scored(95, null, 90, { level: measure(1, 3.4) });
  assert.equal(written(out, how), "All two known domains are normal; nothing is overdue.Elsewhere: Level 3.4\u00a0m, target ≤\u00a03.  No value for Water.");
});

test("a score that no indicator explains speaks for itself", () => {
  const [out, how] = scored(95, 76, 90);
  assert.equal(written(out, how), "Two of three are normal. *Water* is outside: score 76, target ≥\u00a080. ");
});

test("what has no value is never called normal", () => {
  assert.equal(written({ ...NORMAL, level: undefined }), "All two known domains are normal; nothing is overdue. No value for Water.");
  assert.equal(written({}), " No value for three domains.");
});

test("a stale source is named with its time", () => {
  const sources = { gauges: { title: { en: "water level" }, newest_at: NOW - 18 * 60e3, promise_s: 300 } };
  assert.match(written(NORMAL, { sources }), / As of 17:41; water level is not current\.$/);
});

test("a source that tells only what changes is not current since it was last read", () => {
  const sources = { closures: { title: { en: "closures" }, newest_at: null, read_at: NOW - 18 * 60e3, promise_s: null, status: "stale" } };
  assert.match(written(NORMAL, { sources }), / As of 17:41; closures is not current\.$/);
});

test("what is overdue is counted", () => {
  const incidents = { a: { open: true, due_at: NOW - 1, level: 3 } };
  assert.equal(written(NORMAL, { incidents }), "All three domains are normal; 1 is overdue.");
});

test("what is composed of the others is neither a domain nor named", () => {
  const composite = { title: "Index", domain: "composite", composite: true, unit: "", digits: 0, better: "higher", cuts: [80, 60, 40] };
  assert.equal(written({ ...NORMAL, index: measure(3, 10) }, { catalogue: { ...CATALOGUE, index: composite } }), "All three domains are normal; nothing is overdue.");
});
