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
    const counts = onescreen.countExceptions(all, held.order.filter((name) => name !== page.health && name !== page.headline));
    const known = all.length > 0 || held.order.some((name) => Number.isFinite(onescreen.cityValue(store.measures[name])));
    dom.text(dom.at("exceptions_count"), `${known ? counts.city : "—"} / ${counts.all}`);
    dom.emptiness(list, !all.length && store.v !== null, say(known ? "exceptions.none" : "exceptions.unknown"));
    dom.text(dom.at("exceptions_more"), more(counts, all.length - shown.length));
  });

  /** What the rows hold besides the city's own, and how many more of all of them there are. */
  function more({ below, failed }, hidden) {
    const counted = [
      failed > 0 && say("exceptions.failed", { n: failed }),
      below > 0 && say("exceptions.below", { n: below }),
      hidden > 0 && say("exceptions.more", { n: hidden }),
    ];
    return counted.filter(Boolean).join(" · ");
  }

  function build(row) {
    row.classList.add("exception");
    const parts = dom.fill(row, { chip: ["div", "chip-box"], name: ["div"], value: ["div"], normal: ["div"], low: ["div"] });
    return { ...parts, ...dom.fill(parts.low, { owner: ["span"], since: ["span"], age: ["span"] }) };
  }

  /** Writes a row; gives how its data stands. */
  function write(parts, { name, area, count, failed }, { measures }, page, now) {
    const [facts, measure] = [page.catalogue[name], onescreen.inArea(measures[name], area)];
    onescreen.setChip(parts.chip, onescreen.levelOf(onescreen.cityValue(measure, "band")));
    dom.text(parts.name, area ? `${page.pack.areas[area].title} · ${facts.title}` : facts.title);
    const state = onescreen.measureState(measure, facts, now);
    dom.text(parts.value, failed ? say("state.failed") : onescreen.briefAmount(onescreen.cityValue(measure), facts.digits, facts.unit));
    dom.text(parts.normal, heldAgainst(measure, facts, state, now));
    const known = Number.isFinite(measure.since);
    const since = known ? say("exceptions.since", { time: begun(measure.since, now) }) : failed ? "" : "—";
    dom.text(parts.since, area ? say("exceptions.districts", { n: count }) : since);
    dom.text(parts.age, known ? onescreen.age(now - measure.since) : "");
    dom.text(parts.owner, facts.owner);
    return state;
  }

  /** "17:57" of today, else "5 Jan": how long ago stands beside it, and there is no room for more. */
  const begun = (since, now) => (onescreen.shortDate(since) === onescreen.shortDate(now) ? onescreen.moment(since, now) : onescreen.shortDate(since));

  /** What a value is held against; of one that is late or could not be computed, as of when it is. */
  function heldAgainst(measure, facts, state, now) {
    if (state !== "live") return say(state === "error" ? "exceptions.at" : "exceptions.last", { time: onescreen.moment(measure.at, now) });
    const named = facts.judged_on && !Number.isFinite(measure.normal_low); // a limit with a name of its own fills the place
    return onescreen.bandReason(measure, facts) || (named ? onescreen.limit(facts) : onescreen.normalOrTarget(measure, facts));
  }
})();
