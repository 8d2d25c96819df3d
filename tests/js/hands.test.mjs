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
    ...Object.fromEntries(["report_done", "clear"].map((one) => [one, { may: ["dispatcher"], whose: ["dispatcher"] }])),
    transport: { may: ["dispatcher"], whose: ["dispatcher"] }, at_hospital: { may: ["dispatcher"], whose: ["dispatcher"] },
  },
  words: { "sentence.stop": ". ", "sentence.comma": ", ", "actions.waits_for": "Waits for {who}: {action}", "actions.not_now": "Not possible now.", "actions.none": "Nothing.", "actions.possible": "Possible now: {actions}.", "actions.with_units": "{action} {n}", "guards.bound": "Still out:" },
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

test("no key takes units from their work: Enter means what leads on, and that says which units are in its way", () => {
  const working = { state: "processing", possible: ["report_done", "clear"], assignments: [{ unit: "E1", state: "on_scene" }, { unit: "M1", state: "on_scene" }] };
  assert.equal(onescreen.actionsOf(working)[0], "clear");
  assert.equal(onescreen.mainAction(working), "report_done");
  assert.equal(onescreen.blockedBy("report_done", working), "Still out: E1, M1. Possible now: clear 2 (U).");
  assert.equal(onescreen.blockedBy("report_done", { ...working, assignments: [{ unit: "E1", state: "en_route" }] }), "Still out: E1.");
  assert.equal(onescreen.blockedBy("report_done", { ...working, assignments: [] }), "");
  assert.equal(onescreen.blockedBy("clear", working), "");
});
