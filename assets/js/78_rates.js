/* Rates: whether the closed loop closes, how old what is open is, who is overdue, and what is overdue longest. */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { dom, say } = onescreen;
  const MOST_ORIGINS = 4;

  onescreen.part(["incidents", "flow", "measures"], ({ now, tick, store, page }) => {
    if (!dom.at("rates_rows") || (!tick && dom.at("rates_rows").wasDrawn)) return;
    const counts = onescreen.countLevels(store.incidents, now);
    dom.text(dom.at("rates_note"), store.v === null ? "—" : say("rates.note", { n: counts.all, overdue: counts.overdue }));
    rates(store, page, now);
    ages(store, now);
    origins(store, now);
    overdue(store, now);
  });

  function rates(store, page, now) {
    const by = new Map(onescreen.loopRates(store, store.measures[page.closing], now).map((one) => [one.name, one]));
    const list = dom.at("rates_rows");
    dom.data(list, "quiet", "");
    dom.rows(list, [...by.keys()], (row, name) => dom.fill(row, { name: ["span", "", say(`rates.${name}`)], share: ["b"], of: ["span"], bar: ["i", "share-bar"] }),
      (parts, name, row) => {
        const { of, all, share } = by.get(name);
        if (name === "kept" && page.closing && !row.dataset.figure) figured(row, page.closing);
        dom.text(parts.share, share > 1 ? `×${onescreen.number(share, 2)}` : onescreen.percent(share)); // a flow, not a part
        dom.text(parts.of, share === null ? "—" : `${onescreen.number(of)}/${onescreen.number(all)}`);
        parts.bar.style.setProperty("--share", `${Math.round((share ?? 0) * 1000) / 10}%`);
      });
  }

  /** A rate that is an indicator opens its card. */
  function figured(row, indicator) {
    Object.assign(row, { tabIndex: 0, role: "button" });
    dom.data(row, "figure", onescreen.figureKey(indicator));
  }

  function ages(store, now) {
    const bars = onescreen.openAges(store.incidents, now);
    const most = Math.max(...bars.map((one) => one.count), 1);
    const list = dom.at("ages_rows");
    dom.data(list, "quiet", "");
    dom.rows(list, bars.map((one) => one.name), (row, name) => dom.fill(row, { name: ["span", "", say(`ages.${name}`)], bar: ["i", "age-bar"], count: ["b"] }),
      (parts, name) => {
        const { count } = bars.find((one) => one.name === name);
        dom.text(parts.count, onescreen.number(store.v === null ? null : count));
        parts.bar.style.setProperty("--share", `${Math.round((count / most) * 1000) / 10}%`);
      });
  }

  function origins(store, now) {
    const all = onescreen.overdueOrigins(store.incidents, now);
    const by = new Map(all.slice(0, MOST_ORIGINS).map((one) => [one.origin, one]));
    const list = dom.at("origins_rows");
    dom.rows(list, [...by.keys()], (row) => dom.fill(row, { name: ["span"], over: ["b"], count: ["span", "note"] }), (parts, origin) => {
      const one = by.get(origin);
      dom.text(parts.name, onescreen.originTitle(origin));
      dom.text(parts.over, onescreen.age(one.over_ms));
      dom.text(parts.count, say("rates.overdue_count", { n: one.count }));
    });
    dom.emptiness(list, !all.length && store.v !== null, say("rates.none_overdue"));
  }

  function overdue(store, now) {
    const list = dom.at("overdue_rows");
    const all = Object.values(store.incidents).filter((one) => onescreen.isOverdue(one, now)).sort((a, b) => a.due_at - b.due_at);
    const by = new Map(all.slice(0, dom.fits(list)).map((one) => [one.number, one]));
    dom.text(dom.at("overdue_count"), onescreen.number(store.v === null ? null : all.length));
    dom.rows(list, [...by.keys()], (row) => dom.fill(row, { chip: ["span", "chip-box"], what: ["b"], over: ["b", "over"], low: ["span"] }), (parts, number) => {
      const one = by.get(number);
      onescreen.setChip(parts.chip, one.level);
      dom.text(parts.what, [onescreen.categoryTitle(one), onescreen.placeOf(one)].filter(Boolean).join(" · "));
      dom.text(parts.over, onescreen.left(one.due_at - now));
      const words = [onescreen.dueTitle(one.due), onescreen.originTitle(one.command || one.origin), onescreen.areaTitle(one.area)];
      dom.text(parts.low, words.filter(Boolean).join(" · "));
    });
    dom.emptiness(list, !all.length && store.v !== null, say("overdue.none"));
  }
})();
