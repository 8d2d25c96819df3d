import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const onescreen = load("00_onescreen", "77_told");
const settled = () => new Promise((done) => { setTimeout(done); });

/** What is told by a server that answers as `answers` say, one after the other; time stands still until it is moved. */
function asking(...answers) {
  const world = { now: 0, asked: [] };
  const ask = async (key) => {
    world.asked.push(key);
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if (answer instanceof Error) throw answer;
    return answer;
  };
  world.told = onescreen.makeTold(ask, () => world.now);
  return world;
}

test("a figure is loading for two seconds, then waiting, until it is told", async () => {
  const told = onescreen.makeTold(() => new Promise(() => {}), () => clock.now);
  const clock = { now: 0 };
  assert.equal(told("a/0", 1).state, "loading");
  clock.now = 2000;
  assert.equal(told("a/0", 1).state, "waiting");
});

test("it is asked for once, and again after half a minute", async () => {
  const world = asking({ value: 1 }, { value: 2 });
  world.told("a/0", 1);
  await settled();
  world.now = 29e3;
  assert.equal(world.told("a/0", 1).told.value, 1);
  assert.equal(world.asked.length, 1);
  world.now = 30e3;
  world.told("a/0", 1);
  await settled();
  assert.equal(world.told("a/0", 1).told.value, 2);
});

test("a figure computed anew is asked for again, but not within ten seconds", async () => {
  const world = asking({});
  world.told("a/0", 1);
  await settled();
  world.now = 9e3;
  world.told("a/0", 2);
  assert.equal(world.asked.length, 1);
  world.now = 10e3;
  world.told("a/0", 2);
  assert.equal(world.asked.length, 2);
});

test("while an answer is awaited nothing is asked twice", () => {
  const world = asking({});
  world.told("a/0", 1);
  world.now = 60e3;
  world.told("a/0", 2);
  assert.deepEqual(world.asked, ["a/0"]);
});

test("what was told stays when the next answer does not come, and it is tried again", async () => {
  const world = asking({ value: 1 }, new Error("503"), { value: 3 });
  world.told("a/0", 1);
  await settled();
  world.now = 30e3;
  world.told("a/0", 1);
  await settled();
  const failed = world.told("a/0", 1);
  assert.equal(failed.state, "failed");
  assert.equal(failed.told.value, 1);
  world.now = 40e3;
  world.told("a/0", 1);
  await settled();
  assert.equal(world.told("a/0", 1).state, "told");
  assert.equal(world.told("a/0", 1).told.value, 3);
});

test("every area is a figure of its own", async () => {
  const world = asking({});
  world.told("a/0", 1);
  world.told("a/3", 1);
  await settled();
  assert.deepEqual(world.asked, ["a/0", "a/3"]);
});

test("a figure that cannot be explained is answered all the same", async () => {
  const world = asking(null);
  world.told("a/0", 1);
  await settled();
  assert.deepEqual({ ...world.told("a/0", 1) }, { state: "told", told: null });
});

test("a course without an explanation is no explanation: of a figure that failed nothing is told", () => {
  assert.equal(onescreen.toldWith(null, null), null);
  assert.equal(onescreen.toldWith(null, { at: [], value: [] }), null);
  assert.deepEqual({ ...onescreen.toldWith({ value: 1 }, null) }, { value: 1, course: null });
});
