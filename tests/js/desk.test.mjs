import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { byFit, makeWaits, makeKeys, signalFaults, degrees } = load("72_fit", "74_waits", "76_caller", "76_fault");
const incident = (version) => ({ number: "1", version });

test("to a fire go engines before a dustcart that is nearer, and among them the nearest first", () => {
  const units = [{ name: "S1", kind: "sanitation", distance_m: 90 }, { name: "E2", kind: "engine", distance_m: 800 }, { name: "E1", kind: "engine", distance_m: 400 }];
  assert.deepEqual(byFit(units, ["engine", "truck"]).map((one) => one.name).join(), "E1,E2,S1");
  assert.deepEqual(byFit(units, ["sanitation"]).map((one) => one.name).join(), "S1,E1,E2");
  assert.equal(byFit(units, ["engine"])[2].fits, false);
});

test("where no kind fits better all units are alike", () => {
  const units = [{ kind: "police", distance_m: null }, { kind: "engine", distance_m: null }, { kind: "medic", distance_m: 5 }];
  assert.equal(byFit(units, [])[0].kind, "medic");
});

test("a wish waits for the answer to the last, and then for the picture that shows it", () => {
  const waits = makeWaits(() => 0);
  assert.equal(waits.state(incident(1)), "");
  waits.ask("1");
  assert.equal(waits.state(incident(1)), "asked");
  assert.equal(waits.state(incident(1), "E1"), "asked");
  waits.hear("1", 2);
  waits.done("1");
  assert.equal(waits.state(incident(1)), "heard");
  assert.equal(waits.version(incident(1)), 2);
  assert.equal(waits.state({ number: "2", version: 1 }), "");
  assert.equal(waits.state(incident(2)), "");
});

test("the step of one unit holds up the whole incident and itself, but no other unit", () => {
  const waits = makeWaits(() => 0);
  waits.ask("1", "E1");
  assert.deepEqual([waits.state(incident(1)), waits.state(incident(1), "E1"), waits.state(incident(1), "E2")], ["asked", "asked", ""]);
  waits.hear("1", 2, "E1");
  waits.done("1", "E1");
  assert.deepEqual([waits.state(incident(1)), waits.state(incident(1), "E1"), waits.state(incident(1), "E2")], ["heard", "heard", ""]);
});

test("a picture that does not come is not waited for", () => {
  let now = 0;
  const waits = makeWaits(() => now);
  waits.hear("1", 2);
  now = 5001;
  assert.equal(waits.state(incident(1)), "");
});

test("a wish without an answer keeps its key; with one, or two versions later, it is another wish", () => {
  let made = 0;
  const keys = makeKeys(() => (made += 1));
  assert.deepEqual([keys.of("file 7", 1), keys.of("file 7", 1), keys.of("file 7", 2), keys.of("close 7", 1)], [1, 1, 1, 2]);
  assert.equal(keys.of("file 7", 3), 3);
  keys.answered("file 7");
  assert.equal(keys.of("file 7", 3), 4);
});

test("an address is told in the page's language, without the area that is written beside it", () => {
  const world = load("00_onescreen", "50_say");
  const areas = [{ code: "city", level: 0, title: "Yunzhou" }, { code: "D1", level: 2, title: "Drum Tower", title_other: "鼓楼街道" }];
  const incident = { address: "鼓楼街道文科路与解放路路口", address_en: "Wenke Road & Jiefang Road, Drum Tower", area: "D1" };
  const told = (lang, more) => {
    world.page = { lang, words: {}, pack: { areas } };
    return [world.addressOf({ ...incident, ...more }), world.placeOf({ ...incident, ...more })];
  };
  assert.deepEqual(told("en"), ["Wenke Road & Jiefang Road, Drum Tower", "Wenke Road & Jiefang Road"]);
  assert.deepEqual(told("zh"), ["鼓楼街道文科路与解放路路口", "文科路与解放路路口"]);
  assert.deepEqual(told("en", { address_en: "" }), ["鼓楼街道文科路与解放路路口", "文科路与解放路路口"]);
  assert.deepEqual(told("en", { address: null, address_en: undefined }), ["", ""]);
});

test("what is told of an incident is in the page's language, and a figure of the whole city misses no place", () => {
  const world = load("00_onescreen", "50_say");
  const told = (lang, incident) => {
    world.page = { lang, words: { "queue.no_place": "no place" }, pack: { areas: [] } };
    return [world.detailOf(incident), world.placeless(incident)];
  };
  const signal = { detail: "指数 7.3", detail_en: "index 7.3", origin: "indicator", lon: null, lat: null };
  assert.deepEqual(told("en", signal), ["index 7.3", ""]);
  assert.deepEqual(told("zh", signal), ["指数 7.3", ""]);
  assert.deepEqual(told("en", { ...signal, detail_en: "", origin: "desk" }), ["指数 7.3", "no place"]);
});

test("a report has a category, and an address or a place in degrees", () => {
  const said = { category: "E2001", address: "", lon: 114.2, lat: 30.9 };
  const wrong = (other) => Object.keys(signalFaults({ ...said, ...other })).join();
  assert.equal(wrong({}), "");
  assert.equal(wrong({ category: "" }), "signal_category");
  assert.equal(wrong({ lon: degrees("abc") }), "signal_lon");
  assert.equal(wrong({ lat: 91 }), "signal_lat");
  assert.equal(wrong({ lat: degrees("") }), "signal_lat");
  assert.equal(wrong({ lon: null, lat: null }), "signal_address");
  assert.equal(wrong({ lon: null, lat: null, address: "1 Mouse Street" }), "");
});

test("in the street what somebody was sent to by name stands open, the rest is folded up", () => {
  const world = load("00_onescreen", "58_parts", "70_inbox");
  const signals = [{ number: "S1", looker: "zhao" }, { number: "S2", looker: "" }, { number: "S3", looker: "li" }];
  const shown = (screen, open) => {
    world.page = { screen, who: { name: "zhao" } };
    return world.inboxShown(signals, open).map((one) => one.number).join();
  };
  assert.deepEqual([shown("work", false), shown("work", true), shown("duty", false)], ["S1", "S1,S2,S3", ""]);
  world.page = { screen: "work" };
  assert.equal(world.isSentHere({ looker: "" }), false);
});

test("what waits stands as the server sorts it, what is shelved below", () => {
  const { inboxOrder } = load("00_onescreen", "58_parts", "70_inbox");
  const signals = [{ number: "S3", state: "shelved" }, { number: "S2", state: "verify" }, { number: "S1", state: "new" }];
  assert.equal(inboxOrder(signals).join(), "S2,S1,S3");
});
