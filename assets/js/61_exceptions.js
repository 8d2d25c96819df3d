/* Exceptions: what is out of band in the city, then what only districts have, with normal, since when, and whose it is. */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { dom, say } = onescreen;
  const held = {};

  onescreen.part(["measures"], ({ now, tick, store, page }) => {
    const list = dom.at("exceptions_rows");
    if (!list) return;
    if (tick || !held.order) held.order = onescreen.orderedMeasures(page.catalogue, store.measures);
    const all = onescreen.exceptionsOf(page, store.measures, held.order);
    const shown = all.slice(0, dom.fits(list));
    const by = new Map(shown.map((one) => [`${one.name}/${one.area}`, one]));
    dom.rows(list, [...by.keys()], build, (parts, key, row) => {
      const state = write(parts, by.get(key), store, page, now);
      dom.data(row, "state", state);
    });
    const names = held.order.filter((name) => name !== page.health && name !== page.headline);
    const city = all.filter((one) => one.area === 0).length;
    dom.text(dom.at("exceptions_count"), `${city} / ${names.length}`);
    dom.emptiness(list, !all.length && store.v !== null, say("exceptions.none"));
    const rest = all.length - shown.length;
    dom.text(dom.at("exceptions_more"), rest > 0 ? say("exceptions.more", { n: rest }) : "");
  });

  function build(row) {
    row.classList.add("exception");
    const parts = dom.fill(row, { chip: ["div", "chip-box"], name: ["div"], value: ["div"], normal: ["div"], low: ["div"] });
    return { ...parts, ...dom.fill(parts.low, { owner: ["span"], since: ["span"], age: ["span"] }) };
  }

  /** Writes a row; gives how its data stands. */
  function write(parts, { name, area, count }, { measures }, page, now) {
    const [facts, measure] = [page.catalogue[name], onescreen.inArea(measures[name], area)];
    onescreen.setChip(parts.chip, onescreen.levelOf(onescreen.cityValue(measure, "band")));
    dom.text(parts.name, area ? `${page.pack.areas[area].title} · ${facts.title}` : facts.title);
    dom.text(parts.value, onescreen.amount(onescreen.cityValue(measure), facts.digits, facts.unit));
    const state = onescreen.measureState(measure, facts, now);
    dom.text(parts.normal, state === "live" ? beside(measure, facts) : say("exceptions.last", { time: onescreen.moment(measure.at, now) }));
    const known = Number.isFinite(measure.since);
    const since = known ? say("exceptions.since", { time: begun(measure.since, now) }) : "—";
    dom.text(parts.since, area ? say("exceptions.districts", { n: count }) : since);
    dom.text(parts.age, known ? onescreen.age(now - measure.since) : "");
    dom.text(parts.owner, facts.owner);
    return state;
  }

  /** "17:57" of today, else "5 Jan": how long ago stands beside it, and there is no room for more. */
  const begun = (since, now) => (onescreen.shortDate(since) === onescreen.shortDate(now) ? onescreen.moment(since, now) : onescreen.shortDate(since));

  /** What a value that is not late is held against: the worse end of its interval, what is usual, or its limit. */
  function beside(measure, facts) {
    if (onescreen.isRecovering(measure, facts)) return say("signs.recovering");
    const worst = onescreen.atWorst(measure, facts);
    if (worst !== null) return say("signs.worst", { worst: onescreen.number(worst, facts.digits) });
    const { normal_low: low, normal_high: high } = measure;
    if (Number.isFinite(low)) return say("signs.normal", { normal: onescreen.range(low, high, facts.digits) });
    return say(facts.judged_on ? "signs.judged" : "signs.target", { target: onescreen.limit(facts) });
  }
})();
