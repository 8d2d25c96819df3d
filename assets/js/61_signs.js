/* Signs: the eight domains with score, usual range, trend and level, the worst first; on the wall and on a phone. */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { dom, say } = onescreen;
  const held = {};
  const SPARK = { width: 190, height: 34 };

  onescreen.part(["measures"], ({ now, tick, store, page }) => {
    for (const name of ["signs_headline", "heat_headline"]) headline(dom.at(name), store, page, now);
    const list = dom.at("signs_rows");
    if (!list) return;
    held.order = onescreen.heldOrder(held.order, onescreen.orderedDomains(page, store.measures), tick);
    const shown = held.order.slice(0, dom.fits(list));
    const keys = shown.flatMap((domain) => [domain, ...onescreen.openedIn(domain, page, store.measures)]);
    dom.data(list, "quiet", "");
    dom.rows(list, keys, build, (parts, key, row) => {
      const [domain, name] = key.split("/");
      dom.flag(row, "member", name !== undefined);
      if (page.screen === "vitals") touched(parts, row, domain, name, page);
      if (name) return write(parts, row, { facts: page.catalogue[name], measure: store.measures[name] }, now, "");
      const measure = onescreen.domainMeasure(store.measures, page, domain);
      const facts = onescreen.domainFacts(page, domain);
      write(parts, row, { facts, measure }, now, measure ? onescreen.missingText(page, store.measures, facts, "signs.missing_short") : "");
      const told = onescreen.missingOf(page.catalogue, store.measures, domain);
      const { out, all } = onescreen.outOf(page.catalogue, store.measures, domain);
      return causes(parts, { out: out || told.n < all ? out : null, all }, outIn(page, store.measures, domain));
    });
  });

  /** On the vital signs page a domain's name opens it, and every value its card. */
  function touched(parts, row, domain, name, page) {
    dom.data(row, name ? "figure" : "domain", name ? onescreen.figureKey(name) : domain);
    dom.data(parts.value, "figure", name ? onescreen.figureKey(name) : onescreen.figureKey(page.health, 0, domain));
    const open = String(onescreen.shown.open === domain);
    if (!name && parts.name.getAttribute("aria-expanded") !== open) parts.name.setAttribute("aria-expanded", open);
  }

  /** The headline in the zone's head: the index of the whole city, with its level and what is usual. */
  function headline(place, store, page, now) {
    const facts = page.catalogue[page.headline];
    if (!place || !facts) return;
    if (!place.parts) place.parts = headlineParts(place, page);
    const measure = store.measures[page.headline];
    const state = onescreen.measureState(measure, facts, now);
    const { value, level } = onescreen.standing(measure, state);
    dom.data(place, "state", state);
    onescreen.setChip(place.parts.chip, level);
    dom.text(place.parts.value, onescreen.number(value, facts.digits));
    dom.runs(place.parts.normal, against(measure, facts));
  }

  /** On the vital signs page the headline is a button: its figure opens its card, like every other. */
  function headlineParts(place, page) {
    const touched = page.screen === "vitals";
    const { figure } = dom.fill(place, { figure: [touched ? "button" : "div", "headline-figure"] });
    if (touched) dom.data(figure, "figure", onescreen.figureKey(page.headline));
    return dom.fill(figure, { chip: ["span", "chip-box"], value: ["strong"], normal: ["span", "note"] });
  }

  /** What of a measure may be shown in this state: {value, level, drawn}. */
  onescreen.standing = function (measure, state) {
    const wrong = state === "error" || state === "no_data";
    const value = wrong ? null : onescreen.cityValue(measure);
    const level = wrong ? null : onescreen.levelOf(onescreen.cityValue(measure, "band"));
    return { value, level, drawn: state === "live" || state === "late" };
  };

  /** What is usual. On the wall the column is headed so and a target has no place in it; a phone shows that instead. */
  onescreen.usualSaid = (measure, facts, screen) => onescreen.usualBriefly(measure, facts) || (screen === "wall" ? "—" : onescreen.limit(facts));

  /** What the headline is held against, said in words where there is room. */
  function against(measure, facts) {
    const normal = onescreen.usualBriefly(measure, facts);
    const full = onescreen.normalOrTarget(measure, facts, normal);
    if (onescreen.page.screen !== "wall") return [{ text: full }];
    return [{ text: full, look: "wide-only" }, { text: normal || onescreen.limit(facts), look: "narrow-only" }];
  }

  function build(row) {
    row.classList.add("sign");
    const hand = onescreen.page.screen === "vitals" ? "button" : "div"; // the wall is touched by nobody
    return dom.fill(row, {
      name: [hand], sub: ["div"], value: [hand], normal: ["div"], spark: ["div", "spark-box"],
      deviation: ["div", "deviation-box"], chip: ["div", "chip-box"], level: ["div", "level-word"], out: ["div"],
    });
  }

  function write(parts, row, { facts, measure }, now, missing) {
    const state = onescreen.measureState(measure, facts, now);
    const { value, level, drawn } = onescreen.standing(measure, state);
    dom.data(row, "state", state);
    dom.flag(row, "is-out", level !== null);
    dom.flag(row, "blank", !drawn);
    dom.runs(parts.name, [{ text: facts.title }, ...(missing ? [{ text: " " }, { text: missing, look: "missing" }] : [])]);
    dom.text(parts.sub, drawn ? "" : why(measure, facts, state, now));
    dom.runs(parts.value, [{ text: onescreen.brief(value, facts.digits), strong: true }]);
    dom.text(parts.normal, onescreen.usualSaid(measure, facts, onescreen.page.screen));
    trend(parts, measure, { value, level, drawn });
    onescreen.setChip(parts.chip, level);
    const judged = value !== null && onescreen.cityValue(measure, "band") >= 0;
    dom.text(parts.level, level === null ? say(judged ? "level.normal" : "level.unknown") : "");
  }

  /** Why there is no trend: what is wrong, and since when. */
  function why(measure, facts, state, now) {
    if (!measure) return say("state.waiting");
    if (state === "error") return say("state.error", { time: onescreen.moment(measure.at, now) });
    if (state === "stale") return say("state.last", { time: onescreen.moment(measure.at, now), age: onescreen.age(now - measure.at) });
    if (facts.companion) return say("state.too_little");
    const newest = measure.newest_input_at;
    return Number.isFinite(newest) ? say("state.since", { time: onescreen.moment(newest, now) }) : say("state.never");
  }

  const outIn = (page, measures, domain) =>
    onescreen.indicatorsOf(page.catalogue, domain).filter((name) => onescreen.isOut(measures[name])).map((name) => page.catalogue[name].title);

  /** How many of a domain's indicators are out of band (null where none has a value), and which, where there is room. */
  function causes(parts, { out, all }, titles) {
    dom.text(parts.out, `${out ?? "—"}/${all}`);
    dom.flag(parts.out, "some", out > 0);
    if (titles.length && !parts.sub.textContent) dom.text(parts.sub, titles.join(say("sentence.comma")));
    dom.flag(parts.sub, "causes", titles.length);
  }

  function trend(parts, measure, { value, level, drawn }) {
    const values = (measure && measure.trend) || [];
    const { normal_low: low, normal_high: high } = measure || {};
    const key = drawn ? `${level}|${low}|${high}|${values.length}|${values[values.length - 1]}|${measure.at}` : "none";
    dom.drawn(parts.spark, key, () =>
      drawn && values.filter(Number.isFinite).length > 1 ? onescreen.spark({ values, low, high, level, ...SPARK }) : null);
    dom.drawn(parts.deviation, drawn ? `${value}|${low}|${high}|${level}` : "none", () =>
      drawn && Number.isFinite(low) ? onescreen.deviationBar({ value, low, high, level, width: SPARK.width }) : null);
  }
})();
