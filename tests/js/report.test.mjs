import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const onescreen = load("00_onescreen", "05_clock", "50_say", "55_dom", "71_report", "71_report_facts", "71_report_form", "73_fields", "74_ask");
const plain = (value) => JSON.parse(JSON.stringify(value));
const NOW = Date.parse("2026-11-20T12:00:00Z");
onescreen.page = {
  lang: "en", pack: { time_zone: "UTC" }, moves: { file: "File" }, signal_moves: { accept: "Accept", link: "Link" },
  words: {
    "sentence.comma": ", ", "actions.possible": "Possible now: {actions}.", "actions.refused": "Not done ({status}).",
    "refused.not_valid": "Filled in wrong: {fields}.", "field.note": "note", "refused.store_unavailable": "Try again.",
  },
};
onescreen.title = (words) => words?.en || "";
onescreen.moveTitle = (action) => onescreen.page.moves[action] || action;

test("a form asks for what the desk still wants, each once, and for nothing else", () => {
  assert.deepEqual(plain(onescreen.signalFields(["reason_listed", "said_why", "reason_given", "in_order"])), ["reason", "note"]);
  assert.deepEqual(plain(onescreen.signalFields(["verified"])), ["photo", "photo_at", "photo_lon", "photo_lat"]);
  assert.deepEqual(plain(onescreen.signalFields([])), []);
  assert.deepEqual(plain(onescreen.signalFields(undefined)), []);
});

test("when and where a photo was taken is said by itself or by a hand, never made up", () => {
  const wish = (typed) => plain(onescreen.signalWish(typed, NOW));
  const laid = { photo: "ab12", photo_at: "2026-11-20T11:50:00", photo_lon: "114.3", photo_lat: "30.6" };
  assert.deepEqual(wish(laid), { evidence: ["ab12"], photo_at: "2026-11-20T11:50:00.000Z", photo_lon: 114.3, photo_lat: 30.6 });
  assert.deepEqual(wish({ photo: "ab12", photo_at: "", photo_lon: "", photo_lat: "" }), { evidence: ["ab12"] });
  assert.deepEqual(wish({ reason: "not_ours", note: "another city's" }), { reason: "not_ours", note: "another city's" });
  assert.deepEqual(wish({ proof: "tape 7" }), { evidence: ["tape 7"] });
});

test("eight hours on the shelf are not more when they arrive, and one is not less", () => {
  const until = (hours) => onescreen.signalWish({ hours }, NOW).until;
  assert.equal(until("1"), "2026-11-20T13:01:00.000Z");
  assert.equal(until("8"), "2026-11-20T19:59:00.000Z");
});

test("what a machine says again is no decision of somebody else's", () => {
  const log = (...actions) => ({ log: actions.map((action, i) => ({ version: i + 1, action })) });
  assert.equal(onescreen.onlyRepeated(log("receive", "repeat", "run_out"), 1), true);
  assert.equal(onescreen.onlyRepeated(log("receive", "repeat", "unsure"), 1), false);
  assert.equal(onescreen.onlyRepeated(log("receive", "unsure", "repeat"), 2), true);
});

test("evidence is looked at where it has an address of ours, and never fetched from elsewhere", () => {
  const kinds = ["/api/v1/x/a.JPG", "/clips/a.mp4", "https://nvr.example/a.jpg", "//evil.example/a.jpg", "javascript:alert(1)", "s3://1.jpg"];
  assert.deepEqual(kinds.map(onescreen.evidenceKind), ["picture", "link", "link", "name", "name", "name"]);
});

test("a refusal is said in words, with what can be done, and without a code", () => {
  const said = (error, status = 422) => onescreen.refusalText({ error }, status, "reject");
  assert.equal(said({ code: "not_valid", message: "body.note: …", faults: [{ where: "note", what: "x" }, { where: "note", what: "y" }] }), "Filled in wrong: note.");
  assert.equal(said({ code: "store_unavailable", message: "The record…" }, 503), "Try again.");
  assert.equal(said({ code: "signal_not_possible", words: { en: "Signal 1 is received." }, possible: ["accept", "reject", "expire"] }), "Signal 1 is received. Possible now: Accept.");
  assert.equal(said({ code: "not_possible", words: { en: "No." }, possible: ["file", "ask_void"] }), "No. Possible now: File.");
  assert.equal(said({ code: "unheard_of", message: "Plain words." }), "Plain words.");
  assert.equal(said({}, 500), "Not done (500).");
});
