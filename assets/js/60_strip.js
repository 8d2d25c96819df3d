/* Strip: city, time, whether it is real, what is open, which source is late. */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { dom, say } = onescreen;

  onescreen.part(["incidents", "sources", "measures"], ({ now, tick, store, page }) => {
    city(page);
    time(now);
    badges(store, page);
    two("strip_weather", onescreen.weatherSaid(page, store.measures, now));
    two("strip_warning", [say("strip.warning"), say("strip.no_summary")]);
    two("strip_shift", onescreen.shiftSaid(onescreen.office.shifts, now));
    levels(store, now);
    onescreen.stripSources(store, now, tick);
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
    for (const level of [1, 2, 3, 4]) dom.text(place.parts[level], store.v !== null ? `${onescreen.number(counts[level])}${store.more ? "+" : ""}` : "—");
    dom.text(place.parts.top, say("strip.open", { n: counts.all }));
    dom.text(place.parts.low, store.more ? say("strip.coming", { n: onescreen.number(store.more) }) : say("strip.overdue", { n: counts.overdue }));
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
