/* Street kept: what a collector writes before it is told, kept in the tab with the key under which it is told once and never
 * twice: a telephone that locks, a page that is loaded again and a refusal take nothing of it. Pure but for the storage.
 */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const MOST_PHOTOS = 5;
  const VAGUE_M = 100; // a place that is known no better is nobody's
  // What may have been written down although no answer says so: it is sent again as it was, and not changed before.
  const UNSURE = new Set(["no_answer", "store_unavailable", "broken"]);
  const BLANK = {
    find: "", category: "", address: "", lon: null, lat: null, accuracy_m: null, detail: "", level: null, exercise: false, photos: [], open: false, unsure: false,
  };

  /** What `storage` keeps under a name: `read()` gives what was written, or a blank form with a key of its own. */
  onescreen.keptDraft = function (storage, name, newKey) {
    const write = (draft) => {
      try {
        storage.setItem(name, JSON.stringify(draft));
      } catch {
        // A browser that keeps nothing still sends.
      }
      return draft;
    };
    const read = () => {
      try {
        const kept = JSON.parse(storage.getItem(name));
        if (kept?.key) return { ...BLANK, ...kept };
      } catch {
        // What cannot be read was not ours.
      }
      return write({ ...BLANK, key: newKey() });
    };
    const blank = () => write({ ...BLANK, key: newKey() });
    return { read, write, blank };
  };

  /** What is sent for what was written; without a level where the category's own is left to count. Pure. */
  onescreen.streetWish = function ({ key, category, address, lon, lat, detail, level, exercise, photos }) {
    const wish = { origin: "GRID", key, category, address: address.trim(), detail: detail.trim(), exercise, photos: photos.map((one) => one.sha256) };
    return { ...wish, ...(level ? { level } : {}), ...(lon === null ? {} : { lon, lat }) };
  };

  /** What is wrong before anything is sent, {field: the key of a sentence}; `waiting` is how many photos did not arrive. Pure. */
  onescreen.streetFaults = function ({ category, address, lon, photos }, waiting = 0) {
    const faults = {};
    if (!category) faults.street_category = "signal.no_category";
    if (lon === null) faults.street_address = address.trim() ? "street.no_point" : "street.no_place";
    if (waiting) faults.street_photos = "street.photos_wait";
    else if (!photos.length) faults.street_photos = "street.no_photo";
    return faults;
  };

  /** Whether nobody knows if it was written down, by the code of what came back. Pure. */
  onescreen.isUnsure = (code) => UNSURE.has(code);

  /** Where the telephone says it is, {lon, lat, accuracy_m}, or {fault, m} where that is too vague. Pure. */
  onescreen.hereOf = function ({ longitude: lon, latitude: lat, accuracy }) {
    const known = [lon, lat, accuracy].every(Number.isFinite);
    if (!known) return { fault: "street.here_unknown" };
    return accuracy > VAGUE_M ? { fault: "street.here_vague", m: Math.ceil(accuracy) } : { lon, lat, accuracy_m: Math.max(1, Math.round(accuracy)) };
  };

  /** The key of a sentence for why a telephone does not say where it is, by the code of its refusal. Pure. */
  onescreen.hereRefused = (code, secure) => (!secure ? "street.here_insecure" : { 1: "street.here_denied", 3: "street.here_slow" }[code] || "street.here_unknown");

  /** Why no more photos fit, as a sentence; "" where they do. Pure. */
  onescreen.tooManyPhotos = (held, chosen) => (held + chosen > MOST_PHOTOS ? onescreen.say("street.too_many", { n: MOST_PHOTOS }) : "");
})();
