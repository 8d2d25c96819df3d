/* Order: what stands above what in a list, and how an order is held between two ticks. Pure. */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const NEVER = Number.MAX_SAFE_INTEGER;

  /** The eight domains in their fixed order. */
  onescreen.DOMAINS = Object.freeze([
    "emergency", "infrastructure", "traffic", "livelihood", "city_management", "environment", "health", "economy",
  ]);

  /** Numbers of the open incidents: level, then nobody on it yet, then the next limit, then the longest known. */
  onescreen.orderedIncidents = function (incidents) {
    const waiting = (one) => (one.state === "accepted" || one.state === "filed" ? 0 : 1);
    const first = (a, b) => a.level - b.level || waiting(a) - waiting(b) || (a.due_at ?? NEVER) - (b.due_at ?? NEVER) || a.received_at - b.received_at;
    return Object.values(incidents).filter((one) => one.open).sort(first).map((one) => one.number);
  };

  /** Names of the indicators: the worst level first, then by deviation, then in the domains' order. */
  onescreen.orderedMeasures = function (catalogue, measures) {
    const names = Object.keys(catalogue);
    const key = (name) => {
      const measure = measures[name];
      const level = measure ? onescreen.levelOf(onescreen.cityValue(measure, "band")) : null;
      const rank = onescreen.DOMAINS.indexOf(catalogue[name].domain);
      return [level ?? 9, level === null ? 0 : -onescreen.deviation(measure), rank < 0 ? 9 : rank, names.indexOf(name)];
    };
    return sortedBy(names, key);
  };

  /** The domains: those out of band first, by level and deviation, then all in their fixed order. */
  onescreen.orderedDomains = function (page, measures) {
    const domains = page.domains || onescreen.DOMAINS;
    return sortedBy(domains, (domain) => {
      const measure = onescreen.domainMeasure(measures, page, domain);
      const level = measure && !measure.error ? onescreen.levelOf(onescreen.cityValue(measure, "band")) : null;
      return [level ?? 9, level === null ? 0 : -onescreen.deviation(measure), domains.indexOf(domain)];
    });
  };

  /** What is out of band: [{name, area}], the city's first (`area` 0) by level and deviation, then what failed, then what
   * only districts have, each where it is worst; what a screen draws elsewhere is left out, unless it failed.
   */
  onescreen.exceptionsOf = function (page, measures, order) {
    const names = order.filter((name) => name !== page.health && name !== page.headline);
    const districts = onescreen.districts(page.pack);
    const city = names.filter((name) => onescreen.isOut(measures[name])).map((name) => ({ name, area: 0 }));
    const failed = order.filter((name) => measures[name]?.error).map((name) => ({ name, area: 0, failed: true }));
    const rest = names.filter((name) => !onescreen.isOut(measures[name]) && measures[name] && !measures[name].error);
    const below = rest.flatMap((name) => {
      const worst = onescreen.worstArea(measures[name], page.catalogue[name], districts);
      return worst ? [{ name, area: worst.i, band: worst.band, count: worst.count }] : [];
    });
    return [...city, ...failed, ...sortedBy(below, (one) => [-one.band, -one.count, names.indexOf(one.name)])];
  };

  /** What such a list holds of the indicators `names`: {city, failed, below, all}: out for the city, failed, out in districts only. */
  onescreen.countExceptions = function (exceptions, names) {
    const failed = exceptions.filter((one) => one.failed).length;
    const city = exceptions.filter((one) => one.area === 0).length - failed;
    return { city, failed, below: exceptions.length - city - failed, all: names.length };
  };

  /** Names of the sources: what is late first, by how many promises; then as they are. */
  onescreen.orderedSources = function (sources, now) {
    const names = Object.keys(sources);
    const late = (name) => (onescreen.sourceState(sources[name], now) === "live" ? 0 : 1);
    return sortedBy(names, (name) => [-late(name), names.indexOf(name)]);
  };

  /** Whether a source promises facts; one that tells only what changes may be silent for days and be well. */
  onescreen.promises = (source) => source.promise_s !== null;

  /** How a source stands now: its own word, or what its newest fact's age says where the server has fallen silent. */
  onescreen.sourceState = function (source, now) {
    if (!onescreen.promises(source)) return source.status;
    if (source.newest_at === null || source.newest_at === undefined) return source.status || "no_data";
    return onescreen.dataState((now - source.newest_at) / 1000, source.promise_s);
  };

  /** Sorts by a list of numbers each. */
  function sortedBy(items, key) {
    return items
      .map((item) => ({ item, keys: key(item) }))
      .sort((a, b) => firstDifference(a.keys, b.keys))
      .map(({ item }) => item);
  }

  function firstDifference(one, other) {
    for (let i = 0; i < one.length; i += 1) if (one[i] !== other[i]) return one[i] - other[i];
    return 0;
  }

  /** The order to draw: the `wanted` one at a tick, else the `held` one without what is gone. */
  onescreen.heldOrder = function (held, wanted, atTick) {
    if (atTick || !held) return wanted;
    const there = new Set(wanted);
    return held.filter((key) => there.has(key));
  };
})();
