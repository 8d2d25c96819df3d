import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const onescreen = load("00_onescreen", "72_turns");
const turns = {
  acknowledge: { may: ["department", "call_taker", "dispatcher"], whose: ["department"], title: "the department", told: true },
  redispatch: { may: ["dispatcher"], whose: ["dispatcher"], title: "the dispatcher", told: false },
  check_fail: { may: ["collector", "chief"], whose: ["collector", "chief"], title: "the collector", told: false },
  "check_fail checked": { may: ["chief"], whose: ["chief"], title: "the chief on duty", told: false },
};
const sent = { state: "dispatched", possible: ["acknowledge", "redispatch"] };
const leads = (action) => action === "acknowledge";
const seen = (roles, unasked = false) => (onescreen.page = { turns, viewer: { roles, unasked } });

test("where nobody is asked who they are everything is theirs, and nobody is waited for", () => {
  for (const page of [{}, { turns, viewer: { roles: [], unasked: true } }]) {
    onescreen.page = page;
    assert.equal(onescreen.ownOf(sent).join(), "acknowledge,redispatch");
    assert.equal(onescreen.waitsFor(sent, leads), null);
    assert.equal(onescreen.writesFor("acknowledge", sent), false);
  }
});

test("a dispatcher waits for the department, and may write down what it says", () => {
  seen(["dispatcher"]);
  assert.equal(onescreen.ownOf(sent).join(), "acknowledge,redispatch");
  assert.deepEqual({ ...onescreen.waitsFor(sent, leads) }, { action: "acknowledge", who: "the department" });
  assert.deepEqual([onescreen.writesFor("acknowledge", sent), onescreen.writesFor("redispatch", sent)], [true, false]);
});

test("a department is waited for by others, not by itself", () => {
  seen(["department"]);
  assert.equal(onescreen.ownOf(sent).join(), "acknowledge");
  assert.equal(onescreen.waitsFor(sent, leads), null);
  assert.equal(onescreen.writesFor("acknowledge", sent), false);
});

test("whose turn it is may depend on how an incident stands", () => {
  seen(["collector"]);
  const own = (state) => onescreen.ownOf({ state, possible: ["check_fail"] }).join();
  assert.deepEqual([own("checking"), own("checked")], ["check_fail", ""]);
});

test("what the desk told of who one is goes before what a role may", () => {
  seen(["collector"]);
  const incident = { state: "checking", possible: ["check_fail"] };
  onescreen.fileOf = () => ({ possible: [], doers: { check_fail: { en: "zhao, who was asked to check it" } } });
  assert.equal(onescreen.ownOf(incident).join(), "");
  assert.equal(onescreen.waitsFor(incident, () => true).who, "zhao, who was asked to check it");
  onescreen.fileOf = () => ({ possible: ["check_fail"], doers: {} });
  assert.equal(onescreen.ownOf(incident).join(), "check_fail");
  assert.equal(onescreen.waitsFor(incident, () => true), null);
  delete onescreen.fileOf;
});
