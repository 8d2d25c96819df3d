/* Strip, its sources: all with their ages where they fit, else those that are late. */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { dom, say } = onescreen;
  const MOST_LATE = 3;

  /** All sources with their ages where they fit; else the late ones that fit whole, and the rest in words. */
  onescreen.stripSources = function (store, now, tick) {
    const place = dom.at("strip_sources");
    if (!place) return;
    const order = onescreen.orderedSources(store.sources, now);
    if (!order.length) return writeNone(place, store);
    const measured = tick || place.wide === undefined;
    if (measured) place.wide = place.clientWidth;
    const room = place.wide / onescreen.px(parseFloat(onescreen.token("--source")));
    if (measured) place.most = Math.max(1, Math.min(MOST_LATE, Math.floor(room) - 1));
    const all = order.length <= room && place.wide > (place.tooNarrow ?? 0);
    if (all) writeSources(place, order, order, store, now);
    if (all && !(measured && overflows(place))) return;
    if (all) place.tooNarrow = place.wide; // some names are longer than most
    const late = order.filter((name) => onescreen.sourceState(store.sources[name], now) !== "live");
    writeSources(place, order, late.slice(0, place.most), store, now);
    while (measured && place.most > 0 && overflows(place)) writeSources(place, order, late.slice(0, (place.most -= 1)), store, now);
  };

  /** Whether what is aligned to the right sticks out on the left. */
  function overflows(place) {
    const first = place.firstElementChild;
    return first !== null && first.getBoundingClientRect().left < place.getBoundingClientRect().left;
  }

  /** Those to be `shown`, and the rest in words. */
  function writeSources(place, order, shown, store, now) {
    const late = order.filter((name) => onescreen.sourceState(store.sources[name], now) !== "live" && !shown.includes(name)).length;
    const rest = order.length - shown.length;
    dom.rows(place, [...shown, ...(rest ? [" rest"] : [])], buildSource, (parts, name, row) => {
      if (name === " rest") writeRest(parts, row, store, order.slice(shown.length), late, now);
      else writeSource(parts, row, store.sources[name], now);
    });
  }

  /** Where nothing sends anything, that is said as soon as it is known. */
  function writeNone(place, store) {
    dom.rows(place, store.v === null ? [] : [" none"], buildSource, (parts, _, row) => {
      dom.data(row, "state", "rest");
      dom.text(parts.name, say("strip.no_source"));
      dom.runs(parts.age, []);
    });
  }

  function buildSource(row) {
    row.className = "source";
    return dom.fill(row, { name: ["div"], age: ["div"] });
  }

  function writeSource(parts, row, source, now) {
    const state = onescreen.sourceState(source, now);
    dom.data(row, "state", state);
    dom.text(parts.name, onescreen.title(source.title));
    if (!onescreen.promises(source)) return dom.runs(parts.age, [{ text: changed(source, now), strong: state !== "live" }]);
    const age = Number.isFinite(source.newest_at) ? onescreen.age(now - source.newest_at) : say("strip.never");
    const limit = say("strip.limit", { limit: onescreen.age(source.promise_s * 1000) });
    return dom.runs(parts.age, state === "live" ? [{ text: age }] : [{ text: age, strong: true }, { text: ` ${limit}` }]);
  }

  /** When a source that tells only what changes last did. */
  function changed(source, now) {
    return Number.isFinite(source.newest_at) ? say("strip.changed", { age: onescreen.age(now - source.newest_at) }) : say("strip.unchanged");
  }

  function writeRest(parts, row, store, names, alsoLate, now) {
    dom.data(row, "state", "rest");
    const known = names.map((name) => store.sources[name]).filter((one) => onescreen.promises(one) && Number.isFinite(one.newest_at));
    const oldest = known.sort((a, b) => a.newest_at - b.newest_at)[0];
    const key = alsoLate > 0 ? "strip.rest_late" : names.length === Object.keys(store.sources).length ? "strip.all_on_time" : "strip.rest";
    dom.text(parts.name, say(key, { n: names.length, late: alsoLate }));
    dom.runs(parts.age, oldest
      ? [{ text: say("strip.oldest", { source: onescreen.title(oldest.title), age: onescreen.age(now - oldest.newest_at) }) }]
      : []);
  }
})();
