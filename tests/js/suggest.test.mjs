import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { worthAsking, nextOption, makeAsker } = load("00_onescreen", "75_suggest");

/** Time that is turned by hand. */
function hands() {
  const waiting = new Map();
  let last = 0;
  return {
    later: (fn) => (waiting.set((last += 1), fn), last),
    never: (timer) => waiting.delete(timer),
    pass: () => [...waiting].forEach(([timer, fn]) => (waiting.delete(timer), fn())),
  };
}

const settled = () => new Promise((done) => setTimeout(done, 0));

test("one Chinese sign is enough to ask, one letter is not", () => {
  assert.deepEqual(["", " ", "m", "mi", "中", " 中 "].map(worthAsking), [false, false, false, true, true, true]);
});

test("arrows go round by the text itself", () => {
  const down = [-1, 0, 1].map((at) => nextOption(at, "ArrowDown", 2));
  const up = [-1, 0, 1].map((at) => nextOption(at, "ArrowUp", 2));
  assert.deepEqual([down, up], [[0, 1, 0], [1, 1, 0]]);
});

test("a finding is told in the page's language, with how exactly it is known", () => {
  const world = load("00_onescreen", "75_suggest");
  world.page = { lang: "zh" };
  const one = { title: { zh: "人民路88号", en: "88 Renmin Road" }, address: { zh: "西区", en: "West" }, exactness: "near", lon: 1, lat: 2 };
  const told = world.suggestion(one, { near: "附近" });
  assert.deepEqual({ ...told }, { title: "人民路88号", where: "西区", note: "附近", lon: 1, lat: 2 });
  assert.equal(world.suggestion({ ...one, exactness: "exact" }, { near: "附近" }).note, "");
  const street = { ...one, exactness: "exact", numbers: [2, 88] };
  assert.equal(world.suggestion(street, { numbers: (low, high) => `${low}–${high}` }).note, "2–88");
  assert.equal(world.suggestion({ ...one, why: { zh: "不在东区", en: "not in East" } }, { near: "附近" }).note, "不在东区");
});

test("another address gives up a place that no hand gave", () => {
  const { whenceAfterTyping } = load("00_onescreen", "76_signal_place");
  assert.deepEqual(["middle", "found", "none", "map", "typed"].map(whenceAfterTyping), ["none", "none", "none", "map", "typed"]);
});

test("only the text at which the hand pauses is asked for", async () => {
  const [asked, time] = [[], hands()];
  const asker = makeAsker(async (text) => (asked.push(text), [text]), () => {}, time);
  for (const text of ["mi", "mis", "miss "]) asker.type(text);
  time.pass();
  await settled();
  assert.deepEqual(asked, ["miss"]);
});

test("an answer that comes after a newer question is dropped", async () => {
  const [answers, heard, time] = [{}, [], hands()];
  const asker = makeAsker((text) => new Promise((done) => (answers[text] = () => done([text]))), (found) => heard.push(...found), time);
  asker.type("mission");
  time.pass();
  asker.type("market");
  time.pass();
  answers.market();
  await settled();
  answers.mission();
  await settled();
  assert.deepEqual(heard, ["market"]);
});

test("after a choice nothing more comes", async () => {
  const [heard, time] = [[], hands()];
  const asker = makeAsker(async (text) => [text], (found) => heard.push(found), time);
  asker.type("mission");
  time.pass();
  asker.still();
  await settled();
  assert.deepEqual(heard, []);
});

test("what cannot be asked finds nothing, and too short a text clears the list", async () => {
  const [heard, time] = [[], hands()];
  const asker = makeAsker(() => Promise.reject(new Error("gone")), (found) => heard.push(found.length), time);
  asker.type("mission");
  time.pass();
  await settled();
  asker.type("m");
  assert.deepEqual(heard, [0, 0]);
});
