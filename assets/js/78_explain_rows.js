/* The rows of a card, in words, what a leader asks first above: why, whose, what next; then how it came about. Pure.
 *
 * A row is {key, lines}; a line is {text, note, share, figure}: what, what of it, how long its bar is (0 to 1) if it has
 * one, and the key of the figure that it opens if it is one itself.
 */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const CONTRIBUTORS = 5;
  const DAY_S = 86400;
  const say = (key, values) => onescreen.say(key, values);
  const joined = (...texts) => texts.filter(Boolean).join(" · ");
  const some = (text) => (text ? [{ text }] : []);

  /** The rows of the card of a figure {key, facts, measure, told}; `told` is what the server said of it, or null. */
  onescreen.explainRows = function (shown, now, page) {
    const { facts, measure, told } = shown;
    const rows = [
      ["contributors", contributors(shown, page)],
      ["counted", some(counted(facts, measure, told))],
      ["owner", some(facts.owner)],
      ["forecast", told && !facts.companion ? some(forecast(told.forecast, facts)) : []],
      ["limits", limits(facts, told)],
      ["quality", some(quality(measure, told, now))],
      ["inputs", inputs(shown, page)],
      ["beside", facts.companion ? [] : beside(shown, page)],
      ["formula", some(facts.formula)],
      ["parameters", facts.companion ? [] : parameters(told, page)],
      ["source", some(facts.source)],
      ["version", some(measure?.version || told?.version)],
    ];
    return rows.filter(([, lines]) => lines.length).map(([key, lines]) => ({ key, lines }));
  };

  /** What a thing is called: an area, an indicator, a domain, a companion, or as it is named. */
  function thingTitle(thing, facts, page) {
    const area = page.pack.areas.find((one) => one.code === thing);
    return area?.title || page.catalogue[thing]?.title || facts.companions?.[thing] || onescreen.sayOr(`reading.${thing}`, onescreen.sayOr(`domain.${thing}`, thing));
  }

  /** The key of the figure that a thing is: another indicator here, this one in another area, a domain's score; or none. */
  function figureOf(thing, key, page) {
    if (!key) return undefined;
    const { indicator, area, companion } = onescreen.figureOf(key);
    if (page.catalogue[thing]) return onescreen.figureKey(thing, area);
    if (page.domains?.includes(thing)) return onescreen.figureKey(page.health, area, thing);
    const there = page.pack.areas.findIndex((one) => one.code === thing);
    return there < 0 ? undefined : onescreen.figureKey(indicator, there, companion);
  }

  function contributors({ key, facts, measure, told }, page) {
    const held = (measure?.contributors || []).map(([thing, share, note]) => ({ thing, amount: share, share, note }));
    const all = told ? told.contributors : held;
    const own = facts.companion ? all.filter(({ thing }) => page.catalogue[thing]?.domain === facts.companion) : all;
    const whole = facts.companion ? own.reduce((sum, one) => sum + one.amount, 0) : null;
    const share = (one) => (whole === null ? one.share : one.amount / whole);
    const adds = told && told.adds_up_to !== ""; // else the greatest counts, and no part is a share of it
    return own.slice(0, CONTRIBUTORS).map((one) => ({
      text: onescreen.title(one.title) || thingTitle(one.thing, facts, page), figure: figureOf(one.thing, key, page),
      note: joined(adds ? onescreen.percent(share(one), 0) : "", onescreen.title(one.note)), ...(adds ? { share: share(one) } : {}),
    }));
  }

  function counted(facts, measure, told) {
    const figures = told && !facts.companion ? { numerator: [told.numerator], denominator: [told.denominator] } : measure || {};
    return onescreen.shareText(figures).replace("/", " / ");
  }

  function inputs({ key, facts, told }, page) {
    const own = (name) => ({ text: page.catalogue[name].title, figure: figureOf(name, key, page) });
    if (facts.companion) return onescreen.indicatorsOf(page.catalogue, facts.companion).map(own);
    if (!told?.inputs.length) return some((facts.inputs || []).map((name) => thingTitle(name, facts, page)).join(say("sentence.comma")));
    return told.inputs.map((one) => ({
      text: page.catalogue[one.name]?.title || onescreen.title(one.title), figure: figureOf(one.name, key, page),
      note: joined(
        one.age_s === null ? say("explain.never") : say("explain.age", { age: onescreen.age(one.age_s * 1000) }),
        say("explain.count", { n: one.count }), known(one),
        one.quality === null ? "" : say("explain.good", { share: onescreen.percent(one.quality, 0) }),
      ),
    }));
  }

  /** "1.1 of 30 days known", of an input that has been listened to for less than its window. */
  function known({ window_s, known_s }) {
    if (!Number.isFinite(window_s) || !Number.isFinite(known_s) || known_s > 0.99 * window_s) return "";
    const [unit, one_s] = window_s >= 2 * DAY_S ? ["days", DAY_S] : ["hours", DAY_S / 24];
    return say(`explain.known_${unit}`, { known: inTenths(known_s / one_s), all: inTenths(window_s / one_s) });
  }

  const inTenths = (value) => onescreen.number(Math.floor(value * 10) / 10, value % 1 < 0.1 ? 0 : 1);

  function quality(measure, told, now) {
    if (measure?.error) return say("state.error", { time: onescreen.moment(measure.at, now) });
    if (!measure) return say("state.waiting");
    const coverage = onescreen.cityValue(measure, "coverage");
    const good = told?.quality ?? measure.quality;
    const newest = measure.newest_input_at;
    return joined(
      Number.isFinite(newest) ? say("explain.age", { age: onescreen.age(now - newest) }) : "",
      Number.isFinite(coverage) ? say("explain.coverage", { share: onescreen.percent(coverage) }) : "",
      Number.isFinite(good) ? say("explain.good", { share: onescreen.percent(good, 0) }) : "",
    );
  }

  /** Each limit, from where it counts, and how well it is founded. */
  function limits(facts, told) {
    const good = facts.cut_is_good !== false;
    const sign = facts.better === "higher" ? (good ? "<" : "≤") : good ? ">" : "≥";
    return (told?.cuts || facts.cuts).map((cut, i) => ({
      text: [say(`level.${3 - i}`), facts.judged_on, `${sign}\u00a0${onescreen.amount(cut, onescreen.decimals(cut, facts.digits), facts.judged_on ? "" : facts.unit)}`].filter(Boolean).join(" "),
      note: say(`explain.sure_${(facts.sure || [])[i] || "ours"}`),
    }));
  }

  /** How it is foretold and how well that goes; or why it is not. */
  function forecast({ why_not: why, mae, score_against_naive: score }, facts) {
    const error = Number.isFinite(mae) ? say("explain.mae", { mae: onescreen.amount(mae, Math.max(facts.digits, 1), facts.unit) }) : "";
    const against = Number.isFinite(score) ? say("explain.score", { score: onescreen.number(score, 2) }) : "";
    return joined(why ? say(`explain.why_${why}`) : say("explain.foretold"), error, against);
  }

  function beside({ key, facts, measure }, page) {
    const figures = measure?.companions || {};
    return Object.entries(facts.companions || {}).flatMap(([name, title]) => {
      const value = figures[name]?.[0];
      const note = facts.codes?.[name]?.[value] ?? onescreen.fitted(value);
      return name in figures ? [{ text: title, note, figure: figureOf(name, key, page) }] : [];
    });
  }

  /** The figures of the formula, and which of them this city has set otherwise; one may be the weight of an indicator. */
  function parameters(told, page) {
    return Object.entries(told?.parameters || {}).map(([name, { value, own, title }]) => ({
      text: onescreen.title(title) || page.catalogue[name]?.title || name.replaceAll("_", " "), note: joined(onescreen.fitted(value), own ? say("explain.sure_city") : ""),
    }));
  }
})();
