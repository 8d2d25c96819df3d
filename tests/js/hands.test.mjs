import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const onescreen = load("00_onescreen", "50_say", "72_turns", "72_hands");
Object.assign(onescreen, { isBound: (state) => state !== "cleared", tickedUnits: () => [], moveTitle: (action) => action });
onescreen.page = {
  lang: "en", viewer: { roles: ["dispatcher"], unasked: false },
  units: { M1: { kind: "medic" }, E1: { kind: "engine" } },
  turns: {
    close: { may: ["chief"], whose: ["chief"], title: "the chief on duty" }, note: { may: ["dispatcher"], whose: ["dispatcher"] },
    transport: { may: ["dispatcher"], whose: ["dispatcher"] }, at_hospital: { may: ["dispatcher"], whose: ["dispatcher"] },
  },
  words: { "sentence.stop": ". ", "sentence.comma": ", ", "actions.waits_for": "Waits for {who}: {action}", "actions.not_now": "Not possible now.", "actions.none": "Nothing.", "actions.possible": "Possible now: {actions}." },
};
const busy = (unit) => ({ state: "processing", possible: ["transport", "at_hospital", "note"], assignments: [{ unit, state: "on_scene" }] });

test("only units that carry people are offered to go to a hospital", () => {
  assert.deepEqual([...onescreen.moreActionsOf(busy("M1"))], ["transport", "at_hospital", "note"]);
  assert.deepEqual([...onescreen.moreActionsOf(busy("E1"))], ["note"]);
});

test("a key of another's action says whose turn it is, and one that the state does not allow says nothing of that", () => {
  const checked = { state: "checked", possible: ["close", "note"] };
  assert.equal(onescreen.othersTurn("C", checked), "Waits for the chief on duty: close.");
  assert.equal(onescreen.othersTurn("D", checked), "");
  assert.equal(onescreen.possibleNow(checked), "Waits for the chief on duty: close.");
});
