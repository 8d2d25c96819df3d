import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const MINUTE = 60e3;
const HOUR = 60 * MINUTE;
const NOON = Date.UTC(2017, 0, 6, 1, 59, 20); // 17:59:20 on 5 January in San Francisco

function saying(lang = "en", words = {}) {
  const onescreen = load("00_onescreen", "05_clock", "50_say");
  onescreen.page = {
    lang, pack: { time_zone: "America/Los_Angeles" },
    words: { "date.short": "{day} {month}", "date.long": "{weekday} {day} {month}", "date.compact": "{day} {month}", "date.year": "{year}", ...words },
  };
  return onescreen;
}

test("numbers have thousands, a true minus, and a dash where nothing is known", () => {
  const { number } = saying();
  assert.equal(number(12756), "12,756");
  assert.equal(number(1234567.25, 1), "1,234,567.3");
  assert.equal(number(-6.4, 1), "−6.4");
  assert.equal(number(-0.04, 1), "0.0");
  assert.equal(number(null), "—");
  assert.equal(number(NaN, 1), "—");
});

test("a range of one value is that value", () => {
  const { range } = saying();
  assert.deepEqual([range(-7.8, -2.3, 1), range(-1, 4)], ["−7.8…−2.3", "−1…4"]);
  assert.deepEqual([range(46, 53), range(99.96, 100, 1), range(99.6, 100.2), range(null, 3)], ["46–53", "100.0", "100", "—"]);
});

test("a chance that is not nothing is never written as nothing, and a cut of it is no limit of the value", () => {
  const { figure, amount, limit } = saying();
  assert.deepEqual([figure(3e-7, 4), figure(0.00005, 4), figure(0, 4), figure(0.3), amount(3e-7, 2, "m")], ["<0.0001", "0.0001", "0.0000", "0", "<0.01\u00a0m"]);
  const facts = { cuts: [0.5, 0.95, 1], better: "lower", cut_is_good: false, digits: 2 };
  assert.deepEqual([limit(facts), limit({ ...facts, judged_on: "P(R>1)" })], ["<\u00a00.5", "P(R>1) <\u00a00.5"]);
});

test("a figure of no known kind is written by its size, years without a comma", () => {
  const { fitted } = saying();
  assert.deepEqual([2026, 4117, 31238, 30306622.5, 189.98, 31.2567, 4.1117, 0.25478, 0.00027, 0.000001, -0.5436, 0, null].map(fitted),
    ["2026", "4117", "31,238", "30,306,623", "190", "31.3", "4.11", "0.255", "0.0003", "<0.0001", "−0.544", "0", "—"]);
});

test("a figure for a small place never takes more than a few signs", () => {
  const brief = (lang, sizes) => [97.25, 12345.6, 1e10, -2.5e6, -3e21, null].map((value) => saying(lang, { "number.sizes": sizes }).brief(value, 2));
  assert.deepEqual(brief("en", "6=M 9=bn 12=tn"), ["97.25", "12,346", "10 bn", "−2.50 M", "−3.0e21", "—"]);
  assert.deepEqual(brief("zh", "4=万 8=亿 12=万亿"), ["97.25", "12,346", "100 亿", "−250 万", "−3.0e21", "—"]);
  assert.equal(saying("en", { "number.sizes": "6=M 9=bn" }).briefAmount(1e10, 2, "persons/m²"), "10 bn\u00a0persons/m²");
});

test("an amount brings its unit, and the unit never stands alone", () => {
  const { amount } = saying("zh", { "unit.min": "分" });
  assert.equal(amount(58.2, 1, "min"), "58.2\u00a0分");
  assert.equal(amount(58.2, 1, "km"), "58.2\u00a0km");
  assert.equal(amount(null, 1, "min"), "—");
  assert.equal(amount(3, 0, ""), "3");
});

test("ages and what is left are cut, never rounded up", () => {
  const { age, left } = saying();
  assert.deepEqual([3999, 99e3, 100e3, 14.9 * MINUTE, 99 * MINUTE, 138 * MINUTE, 30 * HOUR, 100 * HOUR].map(age),
    ["3 s", "99 s", "1 min", "14 min", "99 min", "2.3 h", "30 h", "4 d"]);
  assert.deepEqual([24e3, -372e3, 4930e3, 74 * HOUR, -74 * HOUR].map(left), ["0:24", "+6:12", "1:22:10", "3.1 d", "+3.1 d"]);
  assert.equal(age(null), "—");
  assert.equal(age(-5), "0 s");
});

test("a limit says which side is good, with as many decimals as it needs", () => {
  const { limit } = saying();
  assert.equal(limit({ cuts: [90, 85, 75], better: "higher", digits: 1 }), "≥\u00a090");
  assert.equal(limit({ cuts: [1.5, 2, 3], better: "lower", digits: 0 }), "≤\u00a01.5");
  assert.equal(limit({ cuts: [4, 6, 8], better: "lower", cut_is_good: false }), "<\u00a04");
  assert.equal(limit({}), "—");
});

test("an incident without a place says so", () => {
  const { placeless } = saying("zh", { "queue.no_place": "无位置" });
  assert.deepEqual([{ lon: null, lat: null }, {}, { lon: 114.2, lat: 30.9 }].map(placeless), ["无位置", "无位置", ""]);
});

test("a time is the city's, with the date only where it is another day's", () => {
  const { moment, longDate, midnight } = saying();
  assert.equal(moment(NOON - 2 * MINUTE, NOON), "17:57");
  assert.equal(moment(NOON - 24 * HOUR, NOON), "4 Jan 17:59");
  assert.equal(longDate(NOON), "Thu 5 January");
  assert.equal(midnight(NOON), Date.UTC(2017, 0, 5, 8));
});

test("one and many have their own words", () => {
  const { say } = saying("en", { more: "{n} row|{n} rows" });
  assert.deepEqual([0, 1, 2].map((n) => say("more", { n })), ["0 rows", "1 row", "2 rows"]);
  assert.equal(say("missing.word"), "missing.word");
});
