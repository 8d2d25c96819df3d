/* Waits: what was asked and is not answered, and what was answered and is not in the picture yet. Pure.
 *
 * A wish of a whole incident waits for everything that is under way on it; one for a single unit only for its own.
 */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const PATIENCE_MS = 5000; // a picture that takes longer is not waited for
  const KEYS_KEPT = 200;

  /** The wishes of one seat; `now()` gives real milliseconds. */
  onescreen.makeWaits = function (now) {
    const asked = new Map(); // number → what is asked and not answered: "" for the whole, else the unit
    const heard = new Map(); // number → {version, units: unit or "" → version, at}

    const on = (map, number, empty) => map.get(number) ?? map.set(number, empty()).get(number);

    /** "asked", "heard" (answered, but not yet to be seen) or "" for a wish that may be made now. */
    function state({ number, version }, unit = "") {
      const open = asked.get(number);
      if (open && (unit === "" ? open.size : open.has("") || open.has(unit))) return "asked";
      const told = heard.get(number);
      if (!told || version >= told.version || now() - told.at > PATIENCE_MS) return "";
      return unit === "" || told.units.get(unit) > version ? "heard" : "";
    }

    return {
      state,
      ask: (number, unit = "") => on(asked, number, () => new Set()).add(unit),
      done: (number, unit = "") => asked.get(number)?.delete(unit),
      /** Notes the version that an answer told. */
      hear(number, version, unit = "") {
        if (!Number.isFinite(version)) return;
        const told = on(heard, number, () => ({ version: 0, units: new Map(), at: 0 }));
        told.units.set(unit, version);
        Object.assign(told, { version: Math.max(told.version, version), at: now() });
      },
      /** The newest version that this seat knows of. */
      version: ({ number, version }) => Math.max(version, heard.get(number)?.version ?? 0),
    };
  };

  /** Keys of wishes without an answer: asking again with the same key is the same wish, and is not done twice.
   *
   * `version` is that of the picture in which the wish was made. Two versions on, the same words are another wish.
   */
  onescreen.makeKeys = function (make) {
    const kept = new Map(); // wish → {key, version}
    return {
      of(wish, version = 0) {
        const known = kept.get(wish);
        if (known && version <= known.version + 1) return known.key;
        if (kept.size >= KEYS_KEPT) kept.delete(kept.keys().next().value);
        const key = make();
        kept.set(wish, { key, version });
        return key;
      },
      answered: (wish) => kept.delete(wish),
    };
  };

  if (typeof performance !== "undefined") onescreen.waits = onescreen.makeWaits(() => performance.now());
})();
