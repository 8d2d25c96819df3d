import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const onescreen = load("00_onescreen", "05_clock", "50_say", "51_figures", "51_judge", "52_order");
const plain = (value) => JSON.parse(JSON.stringify(value));
const AREAS = [{ code: "city", level: 0 }, { code: "D1", level: 1 }, { code: "D2", level: 1 }, { code: "D101", level: 2 }];
const CATALOGUE = {
  cover: { title: "Cover", domain: "emergency", better: "higher", cuts: [85, 80, 75], composite: false },
  delay: { title: "Delay", domain: "traffic", better: "lower", cuts: [40, 50, 60], composite: false },
  health: { title: "Health", domain: "composite", better: "higher", cuts: [80, 60, 40], composite: true },
  sign: { title: "Sign", domain: "composite", better: "higher", cuts: [80, 65, 50], composite: true },
};
const PAGE = { lang: "en", words: {}, pack: { areas: AREAS }, catalogue: CATALOGUE, health: "health", headline: "sign", domains: ["emergency", "traffic"] };
onescreen.page = PAGE;
const health = (emergency, traffic, more = {}) => ({ at: 1, value: emergency, band: [0], companions: { emergency, traffic }, courses: {}, ...more });

test("a value on a cut is judged as its indicator says", () => {
  const { bandOf } = onescreen;
  assert.deepEqual([86, 85, 84.9, 75, 74, null].map((value) => bandOf(value, CATALOGUE.cover)), [0, 0, 1, 2, 3, -1]);
  assert.equal(bandOf(40, { ...CATALOGUE.delay, cut_is_good: false }), 1);
});

test("the figure of a district has its own columns and nothing that is the city's alone", () => {
  const measure = { value: [1, 2], band: [0, 3], trend: [1, 1], since: 5, since_in: [5, 7], normal_low: 0, normal_high: 2, contributors: [["a", 1, {}]], at: 9 };
  const district = plain(onescreen.inArea(measure, 1));
  assert.deepEqual([district.value, district.band, district.trend, district.since, district.normal_low, district.contributors], [[2], [3], null, 7, null, []]);
  assert.equal(district.at, 9);
  assert.equal(onescreen.inArea(measure, 0).since, 5);
  assert.deepEqual(plain(onescreen.inArea(measure, 0).trend), [1, 1]);
  assert.equal(onescreen.inArea(undefined, 0), undefined);
});

test("a domain's score is judged in every area by the cuts of the whole, and has its own course", () => {
  const courses = { traffic: { trend: [90, 61], normal_low: 70, normal_high: 90 } };
  const measure = onescreen.domainMeasure({ health: health([97], [61, 39, null], { courses }) }, PAGE, "traffic");
  assert.deepEqual(plain(measure.band), [1, 3, -1]);
  assert.deepEqual(plain([measure.trend, measure.normal_low]), [[90, 61], 70]);
  assert.equal(onescreen.domainMeasure({}, PAGE, "traffic"), undefined);
});

test("a composite is counted in no domain", () => {
  assert.deepEqual(plain(onescreen.indicatorsOf(CATALOGUE)), ["cover", "delay"]);
  const measures = { cover: { band: [2] }, delay: { band: [0] }, health: { band: [3] } };
  assert.deepEqual(plain(onescreen.outOf(CATALOGUE, measures)), { out: 1, all: 2 });
  assert.deepEqual(plain(onescreen.outOf(CATALOGUE, measures, "traffic")), { out: 0, all: 1 });
});

test("a score that goes without failed or unknown indicators says so, however good it is", () => {
  const measures = { cover: { value: [99], band: [0] }, delay: { value: [null], band: [-1] }, broken: { value: [null], error: "ZeroDivisionError" } };
  const page = { ...PAGE, catalogue: { ...CATALOGUE, broken: CATALOGUE.delay, never: CATALOGUE.delay } };
  onescreen.page = { ...PAGE, words: { "signs.missing": "{n} of {all} missing" } };
  const text = (domain) => onescreen.missingText(page, measures, onescreen.domainFacts(page, domain));
  assert.deepEqual([text("traffic"), text("emergency")], ["3 of 3 missing", ""]);
  assert.equal(onescreen.missingText(page, measures, page.catalogue.delay), "");
  onescreen.page = PAGE;
});

test("what failed is not out of band, whatever it said before", () => {
  assert.equal(onescreen.isOut({ band: [3], error: "ZeroDivisionError" }), false);
});

test("domains stand in their order, those out of band first", () => {
  assert.deepEqual(plain(onescreen.orderedDomains(PAGE, { health: health([90], [61]) })), ["traffic", "emergency"]);
  assert.deepEqual(plain(onescreen.orderedDomains(PAGE, { health: health([90], [91]) })), ["emergency", "traffic"]);
  assert.deepEqual(plain(onescreen.orderedDomains(PAGE, {})), ["emergency", "traffic"]);
});

test("the city's exceptions come first, then each that only districts have, where it is worst", () => {
  const measures = {
    cover: { band: [0, 1, 2, 3], value: [90, 84, 78, 10] }, delay: { band: [1, 0, 3, 0], value: [45, 1, 70, 1] },
    health: { band: [3, 3, 3, 3], value: [1, 1, 1, 1] },
  };
  const found = onescreen.exceptionsOf(PAGE, measures, ["delay", "cover", "health", "sign"]);
  assert.deepEqual(plain(found), [{ name: "delay", area: 0 }, { name: "cover", area: 2, band: 2, count: 2 }]);
});

test("what failed is listed after what is out for the city, and counted apart, the composites, too", () => {
  const broken = { value: [null, null, null, null], band: [-1, -1, -1, -1], error: "ZeroDivisionError" };
  const measures = { delay: { band: [1, 0, 3, 0], value: [45, 1, 70, 1] }, cover: broken, health: broken };
  const found = onescreen.exceptionsOf(PAGE, measures, ["cover", "delay", "health", "sign"]);
  assert.deepEqual(plain(found), [{ name: "delay", area: 0 }, { name: "cover", area: 0, failed: true }, { name: "health", area: 0, failed: true }]);
  assert.deepEqual(plain(onescreen.countExceptions([...found, { name: "x", area: 2 }], ["cover", "delay", "x"])), { city: 1, failed: 2, below: 1, all: 3 });
});

test("of two districts in the same band the further one is the worst", () => {
  const measure = { band: [0, 2, 2], value: [90, 79, 76] };
  assert.equal(onescreen.worstArea(measure, CATALOGUE.cover, [1, 2]).i, 2);
  assert.equal(onescreen.worstArea({ band: [0, 2, 2], value: [1, 59, 51] }, CATALOGUE.delay, [1, 2]).i, 1);
  assert.equal(onescreen.worstArea({ band: [1, 0, -1], value: [1, 1, null] }, CATALOGUE.delay, [1, 2]), null);
});
