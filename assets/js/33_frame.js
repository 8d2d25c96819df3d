/* Frame: the binary message that carries moving things, little endian, as live/frame.py writes it.
 *
 * "OSM1", uint32 version, float64 at (ms), uint8 length + layer name, padding to 4, uint32 n, then the columns
 * int32 lon ×1e6, int32 lat ×1e6, uint16 heading ×10 (65535 unknown), uint8 style, padding to 4, uint32 length + ids
 * joined by line breaks; no ids means the same things in the same order as in the last frame.
 */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const MAGIC = 0x314d534f; // "OSM1"
  const HEADER_BYTES = 17;

  /** A frame is broken, or leans on one that never came. */
  class BrokenFrame extends Error {}
  onescreen.BrokenFrame = BrokenFrame;

  /** Bytes as an ArrayBuffer that starts at 0, so that columns of 4 bytes can be laid over it. */
  onescreen.plainBuffer = function (bytes) {
    if (bytes instanceof ArrayBuffer) return bytes;
    return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  };

  /** {v, at, layer, n, lon, lat, heading, style, ids} of a frame; `held(layer)` gives the layer's last one, if any. */
  onescreen.decodeFrame = function (bytes, held = () => undefined) {
    const buffer = onescreen.plainBuffer(bytes);
    const view = new DataView(buffer);
    if (buffer.byteLength < HEADER_BYTES || view.getUint32(0, true) !== MAGIC) {
      throw new BrokenFrame('This is no frame: it does not start with "OSM1". Are server and page of one release?');
    }
    const named = HEADER_BYTES + view.getUint8(16);
    if (buffer.byteLength < named + 4) throw new BrokenFrame("The frame ends before its columns. It was cut.");
    const layer = text(buffer, HEADER_BYTES, named);
    const start = (named + 3) & ~3;
    const n = view.getUint32(start, true);
    const columns = columnsAt(buffer, start + 4, n);
    const ids = idsAt(view, columns.end, n, held(layer));
    return { v: view.getUint32(4, true), at: view.getFloat64(8, true), layer, n, ...columns.taken, ids };
  };

  function columnsAt(buffer, start, n) {
    const end = (start + 11 * n + 3) & ~3;
    if (buffer.byteLength < end + 4) {
      throw new BrokenFrame(`The frame says ${n} things but ends before them. It was cut on its way.`);
    }
    const taken = {
      lon: new Int32Array(buffer, start, n),
      lat: new Int32Array(buffer, start + 4 * n, n),
      heading: new Uint16Array(buffer, start + 8 * n, n),
      style: new Uint8Array(buffer, start + 10 * n, n),
    };
    return { taken, end };
  }

  function idsAt(view, start, n, held) {
    const length = view.getUint32(start, true);
    if (length === 0) {
      if (n === 0) return [];
      if (!held || held.ids.length !== n) {
        throw new BrokenFrame(`The frame moves ${n} things without saying which. Ask the server for all of it.`);
      }
      return held.ids;
    }
    return text(view.buffer, start + 4, start + 4 + length).split("\n");
  }

  function text(buffer, from, to) {
    return new TextDecoder().decode(new Uint8Array(buffer, from, to - from));
  }
})();
