/* Merge: what a message from the server changes in the store. Pure but for the store it is given.
 *
 * A snapshot replaces the picture; changes name what is new (a value) and what is gone (null). Changes that start
 * beyond what we hold are a gap: nothing is applied, and the link asks for a snapshot. Very many incidents come in portions.
 */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const PARTS = ["measures", "incidents", "units", "sources", "layers"]; // by name, each on its own
  const WHOLES = ["flow"]; // told as a whole, or not at all

  /** Applies a message; gives {parts: Map of part → Set of names or null for all, gap, ignored}. */
  onescreen.merge = function (store, message) {
    const whole = message.from === null || message.from === undefined;
    if (!whole && (store.v === null || message.from > store.v)) return { parts: new Map(), gap: true, ignored: false };
    if (!whole && message.v <= store.v) return { parts: new Map(), gap: false, ignored: true };
    store.v = message.v;
    if (message.bell) store.bell = message.v;
    for (const key of ["at", "speed", "beat_s", "filling", "signals", "office"]) {
      if (message[key] !== undefined) store[key] = message[key];
    }
    if (whole) store.more = message.more || 0;
    return { parts: whole ? replaced(store, message) : patched(store, message), gap: false, ignored: false };
  };

  /** Applies a further portion of a snapshot; the picture stays the one that it was. Gives what `merge` gives. */
  onescreen.mergePortion = function (store, message) {
    if (store.v === null) return { parts: new Map(), gap: true, ignored: false };
    store.more = message.more || 0;
    return { parts: patched(store, { incidents: message.incidents }), gap: false, ignored: false };
  };

  function replaced(store, message) {
    const told = PARTS.filter((part) => part !== "incidents" || !message.bell); // a bell brings none, they are asked for
    for (const part of told) store[part] = message[part] || {};
    for (const part of WHOLES) store[part] = message[part] || null;
    return new Map([...PARTS, ...WHOLES].map((part) => [part, null]));
  }

  function patched(store, message) {
    const parts = new Map();
    for (const part of PARTS) {
      if (!message[part]) continue;
      const names = patchedPart(store[part], message[part], part === "layers");
      if (names.size) parts.set(part, names);
    }
    for (const part of WHOLES) {
      if (message[part] === undefined) continue;
      store[part] = message[part];
      parts.set(part, null);
    }
    return parts;
  }

  /** `by_column`: a layer tells only the columns that changed. */
  function patchedPart(held, changes, by_column) {
    const names = new Set();
    for (const [name, value] of Object.entries(changes)) {
      if (value === null) delete held[name];
      else held[name] = by_column ? withColumns(held[name], value) : value;
      names.add(name);
    }
    return names;
  }

  /** A layer with the columns that changed; those for its cards (`more`) are told one by one, too. */
  function withColumns(layer, columns) {
    const together = { ...layer, ...columns };
    if (layer?.more && columns.more) together.more = { ...layer.more, ...columns.more };
    return together;
  }

  /** Puts a frame of moving things (33_frame.js) into the store; gives what changed, as `merge` does. */
  onescreen.mergeFrame = function (store, frame) {
    store.moving[frame.layer] = frame;
    return { parts: new Map([["moving", new Set([frame.layer])]]), gap: false, ignored: false };
  };

  /** How bad a silence is: 0 up to 10 s, then 1 (a note), 2 beyond 30 s (hatch), 3 beyond 120 s (a band across). */
  onescreen.linkLevel = function (silent_s) {
    if (silent_s > 120) return 3;
    if (silent_s > 30) return 2;
    return silent_s > 10 ? 1 : 0;
  };

  /** How long the server has computed no new picture though it lives, in real seconds: its heartbeat brings the city's time
   * `at`, the newest picture, which we hold, is of `store.at`. Unknown (0) while we lag, and while the past is told.
   */
  onescreen.standsStill = function (store, { v, at, told_to }) {
    if (store.v === null || v !== store.v || Number.isFinite(told_to)) return 0;
    return Math.max(0, (at - store.at) / 1000 / (store.speed || 1));
  };

  /** How bad a standstill is, as drawn: a note beyond 15 s, then as a silence of that length. */
  onescreen.standstillLevel = (still_s) => (still_s > 15 ? Math.max(1, onescreen.linkLevel(still_s)) : 0);
})();
