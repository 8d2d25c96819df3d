/* Desk: the foot of the console: the newest moves, how many incidents come in, what is due in a quarter of an hour. */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { dom, say, svg } = onescreen;
  const MINUTE = 60e3;
  const STEPS = 24;
  const MOVES = 12; // more than any foot shows
  const SOON = 15 * MINUTE;
  const held = { moves: [] };

  onescreen.part(["incidents", "flow"], ({ now, tick, store }) => {
    if (!dom.at("log_rows")) return;
    if (tick || !held.moves.length) held.moves = newest(store, now);
    log(store, now);
    load(store);
    upcoming(store, now);
  });

  function newest(store, now) {
    const latest = Object.values(store.incidents).sort((a, b) => b.changed_at - a.changed_at).slice(0, MOVES);
    const all = latest.flatMap((incident) =>
      onescreen.movesOf(incident).map((move) => ({ ...move, number: incident.number })));
    return all.filter((move) => move.at <= now + 1000).sort((a, b) => b.at - a.at).slice(0, MOVES);
  }

  function log(store, now) {
    const list = dom.at("log_rows");
    const moves = held.moves.filter((move) => store.incidents[move.number]).slice(0, dom.fits(list));
    const keys = moves.map((move) => `${move.at}${move.number}${move.who}${move.what}`);
    dom.rows(list, keys, (row) => dom.fill(row, { at: ["div"], who: ["div"], what: ["div"] }), (parts, key) => {
      const move = moves[keys.indexOf(key)];
      const incident = store.incidents[move.number];
      dom.text(parts.at, onescreen.moment(move.at, now));
      dom.text(parts.who, move.who || onescreen.whoAt(store.incidents[move.number], move.at));
      const where = incident.address ? ` · ${onescreen.shortPlace(onescreen.addressOf(incident))}` : "";
      dom.text(parts.what, `${move.what} · ${onescreen.categoryTitle(incident)}${where}`);
    });
    dom.emptiness(list, !moves.length && store.v !== null, say("log.none"));
  }

  function load(store) {
    const place = dom.at("load_plot");
    if (!place.clientWidth || !store.flow) return;
    const { step_min, until } = store.flow;
    const bins = onescreen.arrivalsByStep(store.flow, STEPS);
    const key = `${place.clientWidth}x${place.clientHeight}|${bins.map((bin) => `${bin.at}:${bin.all}/${bin.urgent}`).join()}`;
    const last = bins[bins.length - 1];
    dom.text(dom.at("load_note"), say("load.note", { n: last.all ?? 0, urgent: last.urgent ?? 0 }));
    dom.drawn(place, key, () => bars(bins, place.clientWidth, place.clientHeight, { until, step_min }));
  }

  function bars(bins, width, height, { until, step_min }) {
    const most = Math.max(...bins.map((bin) => bin.all || 0), 4);
    const [step, foot] = [width / bins.length, height - 20];
    const parts = bins.flatMap((bin, i) => {
      const box = { x: i * step + 1, width: step - 3 };
      if (bin.all === null) return [svg("rect", { ...box, y: foot - 3, height: 3, class: "unknown" })];
      const [all, urgent] = [bin.all, bin.urgent].map((n) => (n / most) * (foot - 4));
      const look = i === bins.length - 1 ? "bar now" : "bar";
      return [
        svg("rect", { ...box, y: foot - all, height: all, class: look }),
        ...(urgent ? [svg("rect", { ...box, y: foot - urgent, height: urgent, class: `${look} urgent` })] : []),
      ];
    });
    const [from, to] = [bins[0].at, until].map((at) => onescreen.cityTime(at, { hour: "2-digit", minute: "2-digit" }));
    const said = [[0, from, "axis"], [width / 2, say("load.axis", { step: step_min, hours: Math.round((bins.length * step_min) / 60) }), "axis middle"], [width, to, "axis end"]];
    for (const [x, text, look] of said) {
      const node = svg("text", { x, y: height - 4, class: look });
      node.textContent = text;
      parts.push(node);
    }
    return svg("svg", { width, height, class: "load-bars", role: "img", "aria-label": say("load.title") }, parts);
  }

  function upcoming(store, now) {
    const list = dom.at("next_rows");
    if (!list.clientHeight) return;
    const due = Object.values(store.incidents)
      .filter((one) => one.open && Number.isFinite(one.due_at) && one.due_at >= now && one.due_at - now <= SOON)
      .sort((a, b) => a.due_at - b.due_at).slice(0, dom.fits(list));
    const by = new Map(due.map((one) => [one.number, one]));
    dom.rows(list, [...by.keys()], (row) => dom.fill(row, { left: ["b"], what: ["span"] }), (parts, number) => {
      const one = by.get(number);
      dom.text(parts.left, say("next.left", { left: onescreen.left(one.due_at - now) }));
      dom.text(parts.what, [onescreen.dueTitle(one.due), onescreen.shortPlace(onescreen.addressOf(one)) || onescreen.categoryTitle(one)].filter(Boolean).join(" · "));
    });
    dom.emptiness(list, !due.length && store.v !== null, say("next.none"));
  }
})();
