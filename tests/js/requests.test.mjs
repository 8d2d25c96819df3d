import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const onescreen = load("00_onescreen", "05_clock", "50_say", "71_behind", "71_log", "73_upload", "74_requests");
onescreen.page = {
  lang: "en", pack: { time_zone: "Asia/Shanghai" },
  words: {
    "requests.hours": "{n} h more", "requests.until": "until {time}", "form.file_large": "{name} is larger", "form.file_strange": "{name} is strange",
    "behind.responsible": "Answers for it", "behind.by_matrix": "by the matrix", "behind.by_category": "by its category",
    "behind.signals": "{n} signal|{n} signals", "behind.owed_short": "{n} reply owed|{n} replies owed", "behind.owed": "reply owed for {age}",
    "behind.links": "Related", "form.relation_related": "has to do with it", "behind.parent": "merged into {number}", "sentence.comma": ", ",
  },
};
const NOON = Date.parse("2026-11-20T12:00:00Z");

test("only what nobody decided waits", () => {
  const requests = [{ state: "pending", kind: "void" }, { state: "rejected", kind: "return" }];
  assert.deepEqual(onescreen.waitingRequests({ requests }).map((one) => one.kind), ["void"]);
  assert.equal(onescreen.waitingRequests({}).length, 0);
});

test("how much is asked for is said in hours, or as a time", () => {
  assert.equal(onescreen.amountAsked({ add_s: 7200, until: null }, NOON), "2 h more");
  assert.equal(onescreen.amountAsked({ add_s: 5400, until: null }, NOON), "1.5 h more");
  assert.match(onescreen.amountAsked({ add_s: null, until: "2026-11-21T04:00:00Z" }, NOON), /^until /);
  assert.equal(onescreen.amountAsked({ add_s: null, until: null }, NOON), "");
});

test("a line of the log says how much was asked for and why, how much was approved, and how it was made safe", () => {
  Object.assign(onescreen.page, {
    requests: { extension: { title: "More time", reasons: { parts: "spare parts" } } },
    forms: { make_safe: [{ name: "kind", options: [["fenced", "fenced off"]] }, { name: "note" }] },
  });
  const requests = [
    { kind: "extension", requested_at: "2026-11-20T10:00:00Z", add_s: 3600, until: null }, { kind: "extension", requested_at: "2026-11-20T11:00:00Z", add_s: 7200, until: null },
  ];
  const told = (action, at, details) => [...onescreen.toldOf({ action, at, details }, { requests }, NOON)];
  assert.deepEqual(told("ask_extension", "2026-11-20T10:00:00Z", { add_s: "5400", reason: "parts" }), ["1.5 h more", "spare parts"]);
  assert.deepEqual(told("approve_extension", "2026-11-20T10:30:00Z"), ["1 h more"]);
  assert.deepEqual(told("approve_extension", "2026-11-20T11:30:00Z"), ["2 h more"]);
  assert.deepEqual(told("make_safe", "2026-11-20T11:30:00Z", { kind: "fenced" }), ["fenced off"]);
  assert.deepEqual(told("note", "2026-11-20T11:30:00Z", {}), []);
});

test("what stands behind an incident is said as far as it is known", () => {
  const incident = { links: [{ relation: "related", number: "7" }], parent: "", children: [] };
  assert.equal(onescreen.behindSaid(incident, null, NOON).map((one) => one.text).join(), "7 (has to do with it)");
  onescreen.originTitle = (origin) => origin;
  const reply = { owed: true, owed_since: "2026-11-20T11:00:00Z" };
  const told = { responsible: { department: "Roads", deputy: "", matrix: "" }, supervisions: [], signals: [{ number: "S1", origin: "12345", received_at: "2026-11-20T11:00:00Z", count: 1, reply }] };
  const [responsible, signals] = onescreen.behindSaid(incident, told, NOON);
  assert.equal(responsible.text, "Roads (by its category)");
  assert.equal(signals.title, "1 signal, 1 reply owed");
  assert.match(signals.text, /^S1 12345 .* reply owed for /);
  assert.equal(onescreen.behindSaid(incident, { ...told, responsible: { department: "", deputy: "", matrix: "" } }, NOON)[0].text, "—");
});

test("a file that is not taken is named before it is sent", () => {
  const [photo, paper, large] = [{ name: "a.png", type: "image/png", size: 9 }, { name: "b.txt", type: "text/plain", size: 9 }, { name: "c.jpg", type: "image/jpeg", size: 2e7 }];
  assert.equal(onescreen.fileFault([photo]), "");
  assert.equal(onescreen.fileFault([photo, paper]), "b.txt is strange");
  assert.equal(onescreen.fileFault([large]), "c.jpg is larger");
});

test("a time that is written is the city's", () => {
  assert.equal(onescreen.cityWall(NOON), "2026-11-20T20:00:00");
  assert.equal(onescreen.fromCityWall("2026-11-20T20:00"), NOON);
  onescreen.page = { pack: { time_zone: "America/Los_Angeles" } };
  for (const ms of [Date.parse("2026-03-08T09:59:00Z"), Date.parse("2026-03-08T10:01:00Z"), Date.parse("2026-11-01T10:30:00Z")])
    assert.equal(onescreen.fromCityWall(onescreen.cityWall(ms)), ms);
  assert.ok(Number.isNaN(onescreen.fromCityWall("soon")));
});
