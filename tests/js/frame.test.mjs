import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { decodeFrame, BrokenFrame } = load("33_frame");

/** The bytes that live/frame.py writes. */
function written({ layer = "units", v = 7, at = 1483667960000, things, ids = true }) {
  const name = new TextEncoder().encode(layer);
  const said = new TextEncoder().encode(ids ? things.map((one) => one.id).join("\n") : "");
  const start = (17 + name.length + 3) & ~3;
  const end = (start + 4 + 11 * things.length + 3) & ~3;
  const view = new DataView(new ArrayBuffer(end + 4 + said.length));
  new Uint8Array(view.buffer).set(new TextEncoder().encode("OSM1"));
  view.setUint32(4, v, true);
  view.setFloat64(8, at, true);
  view.setUint8(16, name.length);
  new Uint8Array(view.buffer).set(name, 17);
  view.setUint32(start, things.length, true);
  const n = things.length;
  things.forEach((one, i) => {
    view.setInt32(start + 4 + 4 * i, one.lon, true);
    view.setInt32(start + 4 + 4 * (n + i), one.lat, true);
    view.setUint16(start + 4 + 8 * n + 2 * i, one.heading, true);
    view.setUint8(start + 4 + 10 * n + i, one.style);
  });
  view.setUint32(end, said.length, true);
  new Uint8Array(view.buffer).set(said, end + 4);
  return view.buffer;
}

const THINGS = [
  { id: "E1", lon: -122419400, lat: 37774900, heading: 905, style: 0 },
  { id: "急2", lon: -122400000, lat: 37780000, heading: 65535, style: 3 },
  { id: "T3", lon: 179999999, lat: -89999999, heading: 3599, style: 255 },
];

test("a frame gives its columns and ids", () => {
  const frame = decodeFrame(written({ things: THINGS }));
  assert.deepEqual([frame.v, frame.at, frame.layer, frame.n], [7, 1483667960000, "units", 3]);
  assert.deepEqual([...frame.lon], THINGS.map((one) => one.lon));
  assert.deepEqual([...frame.lat], THINGS.map((one) => one.lat));
  assert.deepEqual([...frame.heading], [905, 65535, 3599]);
  assert.deepEqual([...frame.style], [0, 3, 255]);
  assert.deepEqual([...frame.ids], ["E1", "急2", "T3"]);
});

test("every length of name and every number of things lies where it should", () => {
  for (const layer of ["a", "ab", "abc", "abcd", "abcde"]) {
    for (let n = 0; n <= 3; n++) {
      const frame = decodeFrame(written({ layer, things: THINGS.slice(0, n) }));
      assert.deepEqual([frame.layer, frame.n, [...frame.ids]], [layer, n, THINGS.slice(0, n).map((one) => one.id)]);
    }
  }
});

test("bytes that lie anywhere in a larger buffer are read too", () => {
  const bytes = new Uint8Array(written({ things: THINGS }));
  const larger = new Uint8Array(bytes.length + 3);
  larger.set(bytes, 3);
  assert.deepEqual([...decodeFrame(larger.subarray(3)).lon], THINGS.map((one) => one.lon));
});

test("without ids the things are those of the last frame", () => {
  const before = decodeFrame(written({ things: THINGS }));
  const frame = decodeFrame(written({ things: THINGS, ids: false }), () => before);
  assert.equal(frame.ids, before.ids);
});

test("a frame that leans on one that never came is refused", () => {
  assert.throws(() => decodeFrame(written({ things: THINGS, ids: false })), BrokenFrame);
});

test("a frame that was cut, or is none, is refused", () => {
  assert.throws(() => decodeFrame(written({ things: THINGS }).slice(0, 40)), BrokenFrame);
  assert.throws(() => decodeFrame(written({ things: THINGS }).slice(0, 20)), BrokenFrame);
  assert.throws(() => decodeFrame(new TextEncoder().encode("<html>not found, sorry</html>")), BrokenFrame);
});
