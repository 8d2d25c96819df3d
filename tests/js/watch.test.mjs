import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const onescreen = load("59_watch");

test("a desk says once whether it is in sight, and again on a new link", () => {
  const said = [];
  const seat = { console: "2", hidden: false };
  const watch = onescreen.makeWatch((word, what) => said.push([word, what.hidden]), () => ({ ...seat }));
  watch({ connected: false });
  watch({ connected: true });
  watch({ connected: true });
  seat.hidden = true;
  watch({ connected: true });
  watch({ connected: false });
  watch({ connected: true });
  assert.deepEqual(said, [["watch", false], ["watch", true], ["watch", true]]);
});
