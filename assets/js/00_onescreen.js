/* OneScreen in the browser: one namespace, one object that holds the picture, and who wants to know what changed.
 *
 * The files of this folder are plain scripts, loaded in the order of their names; each hangs its part on
 * `globalThis.onescreen`. They know shapes and times; what a thing means comes with the page and the picture.
 */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const NO_PAGE = Object.freeze({ ids: {}, words: {}, pack: {}, layers: {}, catalogue: {}, categories: {} });
  const DRAWN = ["measures", "incidents", "units", "sources", "layers", "moving", "flow", "link"];

  /** The picture as this screen knows it; `v` is null until the first snapshot. Written by 20_merge.js alone. */
  onescreen.store = {
    v: null, at: null, speed: 1, beat_s: 1, filling: false, more: 0, signals: 0, bell: 0, office: { shift: 0, alarms: 0 },
    measures: {}, incidents: {}, units: {}, sources: {}, layers: {}, moving: {}, flow: null,
    link: { connected: false, level: 0, still: 0, silent_s: 0, last_heartbeat_ms: null, last_city_ms: null, told_to: null, problems: "", behind: 0 },
  };

  const listeners = new Map(); // part → functions
  let pending = new Map(); // part → names that changed since the last draw, or null for all of them
  let page = null;

  /** Calls `fn(value, names)` whenever a part changed; `names` is a Set, or null when everything did.
   *
   * Parts: measures, incidents, units, sources, layers, moving, flow (drawn with the picture); clock (each second, city
   * ms), link, theme, view, choose, pick. Whoever comes late is told at once what is known. Gives the way out.
   */
  onescreen.on = function (part, fn) {
    if (!listeners.has(part)) listeners.set(part, new Set());
    listeners.get(part).add(fn);
    if (onescreen.store.v !== null && part in onescreen.store) told(part, fn, onescreen.store[part], null);
    return () => listeners.get(part).delete(fn);
  };

  /** Tells everybody who listens to a part; one that fails does not silence the others. */
  onescreen.emit = function (part, value, names = null) {
    for (const fn of listeners.get(part) || []) told(part, fn, value, names);
  };

  function told(part, fn, value, names) {
    try {
      fn(value, names);
    } catch (error) {
      console.error(`A listener to ${part} failed; the others go on.`, error);
    }
  }

  /** Notes that these parts changed: a Map of part → Set of names, or null for the whole part. */
  onescreen.changed = function (parts) {
    for (const [part, names] of parts) {
      const known = pending.get(part);
      if (names === null || known === null) pending.set(part, null);
      else pending.set(part, known ? union(known, names) : new Set(names));
    }
  };

  /** Notes that everything must be drawn anew: the page has just been built, or another language was chosen. */
  onescreen.changedAll = function () {
    for (const part of DRAWN) pending.set(part, null);
  };

  function union(one, other) {
    for (const name of other) one.add(name);
    return one;
  }

  /** Draws what changed since the last draw; calling it twice costs nothing. */
  onescreen.draw = function (version) {
    const due = pending;
    pending = new Map();
    for (const [part, names] of due) onescreen.emit(part, onescreen.store[part], names);
    return version;
  };

  /** The facts that came with the page; empty where there is no page. */
  Object.defineProperty(onescreen, "page", {
    get() {
      const element = page || typeof document === "undefined" ? null : document.getElementById("onescreen-page");
      if (element) page = { ...NO_PAGE, ...JSON.parse(element.textContent) };
      return page || NO_PAGE;
    },
    set(facts) {
      page = { ...NO_PAGE, ...facts };
    },
  });

  /** The words of the page's language under a key, `{name}` filled in; the key itself where a word is missing. */
  onescreen.word = function (key, values = {}) {
    const text = onescreen.page.words[key];
    if (text === undefined) return key;
    return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
  };

  /** A title in the page's language: from {"zh", "en"}, or the text itself. */
  onescreen.title = function (words) {
    if (words === null || words === undefined) return "";
    if (typeof words !== "object") return String(words);
    return words[onescreen.page.lang] || words.en || words.zh || "";
  };

  /** Calls `fn` at the next frame, or soon after when the tab is hidden and frames stand still. */
  onescreen.nextFrame = function (fn, patience_ms = 250) {
    let done = false;
    const once = () => {
      if (done) return;
      done = true;
      clearTimeout(timer);
      fn();
    };
    const hidden = typeof document === "undefined" || document.hidden;
    const timer = setTimeout(once, hidden ? 0 : patience_ms);
    if (!hidden) requestAnimationFrame(once);
  };

  /** A function that runs `fn` once at the next frame, however often it is called before. */
  onescreen.oncePerFrame = function (fn) {
    let waiting = false;
    return () => {
      if (waiting) return;
      waiting = true;
      onescreen.nextFrame(() => {
        waiting = false;
        fn();
      });
    };
  };
})();
