/* Figures: one indicator in one area, and the scores of the domains, as measures that everything else can judge. Pure.
 *
 * A measure has columns over all areas, the city first, and the city's course. The figure of an area is a measure, too,
 * with columns of one; what is known of the city alone (its course) is not there unless the area is the city.
 */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const COLUMNS = ["value", "band", "judged", "numerator", "denominator", "low", "high", "coverage", "level"];
  const OF_THE_CITY = { trend: null, normal_low: null, normal_high: null, contributors: [] };

  /** The band of a value by the cuts of its facts: 0 normal to 3 critical, −1 unknown. */
  onescreen.bandOf = function (value, { cuts, better, cut_is_good: good = true }) {
    if (!Number.isFinite(value)) return -1;
    const beyond = (cut) => (better === "higher" ? value < cut : value > cut) || (value === cut && !good);
    return cuts.filter(beyond).length;
  };

  /** The figure of a measure in the area with the place `i` in the columns; undefined where there is no measure. */
  onescreen.inArea = function (measure, i) {
    if (!measure) return undefined;
    const columns = Object.fromEntries(COLUMNS.map((name) => [name, measure[name] ? [measure[name][i] ?? null] : null]));
    const since = measure.since_in?.[i] ?? (i === 0 ? measure.since : null);
    return { ...measure, ...(i === 0 ? {} : OF_THE_CITY), ...columns, since };
  };

  /** The names of the indicators of a domain, or of all domains; what is composed of them is none. */
  onescreen.indicatorsOf = (catalogue, domain) =>
    Object.keys(catalogue).filter((name) => !catalogue[name].composite && (domain === undefined || catalogue[name].domain === domain));

  /** What a page knows of a domain's score: judged by the cuts of what it is a part of. */
  onescreen.domainFacts = function ({ catalogue, health }, domain) {
    const whole = catalogue[health] || { unit: "", digits: 0, better: "higher", cuts: [NaN, NaN, NaN], every_s: 60 };
    return { ...whole, title: onescreen.say(`domain.${domain}`), domain, companion: domain };
  };

  /** The score of a domain in every area as a measure; undefined before the first. */
  onescreen.domainMeasure = function (measures, page, domain) {
    const health = measures[page.health];
    if (!health) return undefined;
    const value = health.companions?.[domain] || [];
    const facts = onescreen.domainFacts(page, domain);
    const course = { trend: [], normal_low: null, normal_high: null, ...health.courses?.[domain] };
    const own = { value, band: value.map((one) => onescreen.bandOf(one, facts)), since: null, contributors: [] };
    return { ...health, ...own, ...course, judged: null, numerator: null, denominator: null, low: null, high: null, coverage: null, level: null };
  };

  /** {out, all}: how many of a domain's indicators the city has out of band; of all domains' where none is named. */
  onescreen.outOf = function (catalogue, measures, domain) {
    const names = onescreen.indicatorsOf(catalogue, domain);
    return { out: names.filter((name) => onescreen.isOut(measures[name])).length, all: names.length };
  };

  /** {n, all}: how many of a domain's indicators have no value for the city now, so that its score goes without them. */
  onescreen.missingOf = function (catalogue, measures, domain) {
    const names = onescreen.indicatorsOf(catalogue, domain);
    const told = (name) => !measures[name]?.error && Number.isFinite(onescreen.cityValue(measures[name]));
    return { n: names.filter((name) => !told(name)).length, all: names.length };
  };

  /** That a score goes without some of its indicators, in words under the key "signs.missing" or another; "" where it has all. */
  onescreen.missingText = function ({ catalogue }, measures, { companion }, key = "signs.missing") {
    const missing = companion ? onescreen.missingOf(catalogue, measures, companion) : { n: 0 };
    return missing.n ? onescreen.say(key, missing) : "";
  };

  /** Whether a measure is out of band for the city, or in the area with the place `i`. */
  onescreen.isOut = (measure, i = 0) => Boolean(measure) && !measure.error && measure.band?.[i] > 0;

  /** Where an indicator is worst: {i, band, value, count} over the areas with these places, or null where none is out. */
  onescreen.worstArea = function (measure, { better }, places) {
    const out = places.filter((i) => onescreen.isOut(measure, i));
    if (!out.length) return null;
    const sign = better === "higher" ? 1 : -1;
    const [i] = out.sort((a, b) => measure.band[b] - measure.band[a] || sign * (measure.value[a] - measure.value[b]) || a - b);
    return { i, band: measure.band[i], value: measure.value[i], count: out.length };
  };

  /** The places in the columns of the areas right below the city. */
  onescreen.districts = function ({ areas = [] }) {
    const below = Math.min(...areas.filter((one) => one.level > 0).map((one) => one.level));
    return areas.flatMap((area, i) => (area.level === below ? [i] : []));
  };
})();
