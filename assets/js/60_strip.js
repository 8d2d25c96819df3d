/* Strip: city, time, whether it is real, what is open, which source is late. */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { dom, say } = onescreen;
  const MOST_LATE = 3;

  onescreen.part(["incidents", "sources", "measures"], ({ now, tick, store, page }) => {
    city(page);
    time(now);
    badges(store, page);
    two("strip_weather", onescreen.weatherSaid(page, store.measures, now));
    two("strip_warning", [say("strip.warning"), say("strip.no_summary")]);
    two("strip_shift", onescreen.shiftSaid(onescreen.office.shifts, now));
    levels(store, now);
    sources(store, now, tick);
    language(page);
  });

  /** Two lines in one place of the strip, made once. */
  function pair(name) {
    const place = dom.at(name);
    if (place && !place.lines) place.lines = dom.fill(place, { top: ["div"], low: ["div"] });
    return place && place.lines;
  }

  function city(page) {
    const lines = pair("strip_title");
    if (!lines) return;
    const [before, after] = onescreen.word(`strip.city_${page.screen}`, { city: "|", seat: onescreen.seat() }).split("|");
    dom.runs(lines.top, [{ text: `${before}${page.pack.title}` }, { text: after }]);
    dom.runs(lines.low, [{ text: page.pack.title_other || "" }, { text: after.replace(/^[\s·]+/, "") }]);
  }

  function time(now) {
    dom.text(dom.at("strip_clock"), onescreen.cityTime(now));
    const lines = pair("strip_date");
    if (!lines) return;
    dom.text(lines.top, onescreen.longDate(now));
    dom.text(lines.low, say("strip.year_zone", { year: onescreen.year(now), zone: zoneName(now) }));
  }

  function zoneName(now) {
    const text = onescreen.cityTime(now, { timeZoneName: "longGeneric", year: "numeric" });
    return text.replace(/^[\d\s,，年]+/, "");
  }

  /** The hatched badges: a recording, made-up facts; with what they say of themselves. */
  function badges(store, page) {
    const place = dom.at("strip_badge");
    if (!place) return;
    const all = Object.values(store.sources);
    const madeUp = all.filter((one) => one.provenance === "made_up").length;
    const replay = all.some((one) => one.provenance === "replay");
    const speed = store.speed === 1 ? "" : ` ×${store.speed}`;
    const drills = onescreen.countDrills(store.incidents);
    const shown = drills ? [`${say("strip.drill")} ${onescreen.number(drills)}`] : [];
    if (replay) shown.push(say("strip.replay") + (store.speed === 1 ? " ×1" : speed));
    if (madeUp || page.pack.provenance === "made_up") shown.push(say("strip.made_up") + (replay ? "" : speed));
    const indicators = onescreen.countMadeUp(page.catalogue, store.sources);
    const note = [
      replay && page.pack.recording ? page.pack.recording.note : "",
      madeUp ? say("strip.made_up_indicators", indicators) : "",
      store.filling ? say("strip.filling") : "",
    ].filter(Boolean).join(" · ") || (shown.length ? page.pack.note : "");
    dom.flag(place, "none", !shown.length);
    dom.drawn(place, `${shown.join()}|${note}`, () => [
      hatched(shown), dom.make("div", "note", firstSentence(note)),
    ]);
    place.title = note;
  }

  /** What fits beside a badge; the whole note stands under the pointer, and on the wall with the provenance. */
  const firstSentence = (text) => text.split(/(?<=\u3002)|(?<=\.)\s/)[0].replace(/[\u3002.]$/, "");

  function hatched(texts) {
    const row = dom.make("div", "badge-row");
    for (const text of texts) {
      const badge = dom.make("div", "badge");
      badge.append(dom.make("b", "", text));
      row.append(badge);
    }
    return row;
  }

  function two(name, [top, low]) {
    const lines = pair(name);
    if (!lines) return;
    dom.text(lines.top, top);
    dom.text(lines.low, low);
  }

  /** The weather in two lines: how warm it is where it feels hottest, and was in a day; what is late says nothing. Pure. */
  onescreen.weatherSaid = function ({ weather, catalogue }, measures, now) {
    const measure = measures[weather];
    const [here, most] = ["temp_c", "hottest_c"].map((name) => measure?.companions?.[name]?.[0]);
    const current = measure && onescreen.measureState(measure, catalogue[weather], now) === "live";
    if (!current || !Number.isFinite(here)) return [say("strip.weather"), say("strip.no_summary")];
    const day = Number.isFinite(most) ? say("strip.weather_day", { most: onescreen.number(most) }) : say("strip.weather_where");
    return [say("strip.weather_now", { temp: onescreen.number(here) }), day];
  };

  function levels(store, now) {
    const place = dom.at("strip_levels");
    if (!place) return;
    if (!place.parts) place.parts = levelParts(place);
    const counts = onescreen.countLevels(store.incidents, now);
    for (const level of [1, 2, 3, 4]) dom.text(place.parts[level], store.v !== null ? onescreen.number(counts[level]) : "—");
    dom.text(place.parts.top, say("strip.open", { n: counts.all }));
    dom.text(place.parts.low, say("strip.overdue", { n: counts.overdue }));
  }

  function levelParts(place) {
    const parts = {};
    for (const level of [1, 2, 3, 4]) {
      place.append(onescreen.chip(level));
      parts[level] = dom.make("b", "count");
      place.append(parts[level]);
    }
    const beside = dom.make("div", "pair");
    place.append(beside);
    return { ...parts, ...dom.fill(beside, { top: ["div"], low: ["div"] }) };
  }

  /** All sources with their ages where they fit; else the late ones, and the rest in words. */
  function sources(store, now, tick) {
    const place = dom.at("strip_sources");
    if (!place) return;
    const order = onescreen.orderedSources(store.sources, now);
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
    while (measured && place.most > 1 && overflows(place)) writeSources(place, order, late.slice(0, (place.most -= 1)), store, now);
  }

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

  function language(page) {
    const link = dom.at("strip_language");
    if (!link) return;
    dom.text(link, say("page.other_language"));
    const other = page.lang === "zh" ? "en" : "zh";
    const address = new URLSearchParams(location.search);
    address.set("lang", other);
    if (link.getAttribute("href") !== `?${address}`) link.setAttribute("href", `?${address}`);
  }
})();
