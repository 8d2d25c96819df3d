/* Units: strips by kind, who has been out longest, and the one line that stands for them where there is no zone. */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { dom, say } = onescreen;
  const WIDTH = 388; // px of the drawings inside the zone
  const CELL = 8.8;
  const LINE_KINDS = 3;
  const held = {};

  onescreen.part(["units", "incidents"], ({ now, tick, store, page }) => {
    const kinds = onescreen.countUnits(store.units, page.units || {}, page.unit_kinds);
    strips(kinds);
    out(store, now, tick, kinds);
    line(kinds);
  });

  const kindName = (kind) => onescreen.sayOr(`kind.${kind}`, kind);

  function strips(kinds) {
    const list = dom.at("units_rows");
    if (!list || !list.clientHeight) return;
    const shown = kinds.slice(0, dom.fits(list));
    const cell = Math.min(CELL, WIDTH / Math.max(...shown.map((one) => one.all), 1));
    const byKind = new Map(shown.map((one) => [one.kind, one]));
    dom.rows(list, shown.map((one) => one.kind), build, (parts, kind) => {
      const counts = byKind.get(kind);
      dom.text(parts.name, kindName(kind));
      dom.runs(parts.count, [{ text: onescreen.number(counts.available), strong: true }, { text: ` / ${onescreen.number(counts.all)}` }]);
      dom.drawn(parts.strip, `${counts.available}|${counts.way}|${counts.bound}|${cell}`, () => onescreen.unitStrip(counts, cell));
    });
    dom.emptiness(list, !kinds.length && onescreen.store.v !== null, say("units.none"));
    const rest = kinds.slice(shown.length);
    const sum = (name) => rest.reduce((total, one) => total + one[name], 0);
    dom.text(dom.at("units_more"), rest.length ? say("units.more", { n: rest.length, available: sum("available"), all: sum("all") }) : "");
  }

  function build(row) {
    row.classList.add("unit-kind");
    return dom.fill(row, { name: ["div"], count: ["div"], strip: ["div", "strip-box"] });
  }

  /** The bound units by how long they have been out: [{unit, state, since, incident}]. */
  function longestOut(store) {
    const all = [];
    for (const incident of Object.values(store.incidents)) {
      for (const one of incident.assignments || []) {
        if (!onescreen.isBound(one.state) || !incident.open) continue;
        const times = Object.values(one.times || {}).filter(Number.isFinite);
        all.push({ unit: one.unit, state: one.state, since: Math.min(...times), incident });
      }
    }
    return all.sort((a, b) => a.since - b.since);
  }

  function out(store, now, tick, kinds) {
    const list = dom.at("units_out_rows");
    if (!list || !list.clientHeight) return;
    const all = longestOut(store);
    const byUnit = new Map(all.map((one) => [one.unit, one]));
    held.out = onescreen.heldOrder(held.out, all.map((one) => one.unit), tick);
    const shown = held.out.slice(0, dom.fits(list));
    dom.rows(list, shown, buildOut, (parts, unit) => {
      const { state, since, incident } = byUnit.get(unit);
      dom.text(parts.unit, unit);
      dom.text(parts.state, say(`unit_state.${state}`));
      dom.text(parts.where, onescreen.placeOf(incident) || incident.number);
      dom.text(parts.age, Number.isFinite(since) ? onescreen.duration(now - since) : "—");
    });
    dom.emptiness(list, !all.length && store.v !== null, say(kinds.length ? "units.none_out" : "units.none"));
    const rest = all.length - shown.length;
    dom.text(dom.at("units_out_more"), rest > 0 ? say("units.out_more", { n: rest }) : "");
  }

  function buildOut(row) {
    row.classList.add("unit-out");
    return dom.fill(row, { unit: ["div"], state: ["div"], where: ["div"], age: ["div"] });
  }

  /** Writes as many of the words as fit on one line. */
  function fitted(node, words) {
    for (let n = words.length; n > 0; n -= 1) {
      dom.text(node, words.slice(0, n).join(" · "));
      if (node.scrollWidth <= node.clientWidth) return;
    }
  }

  function line(kinds) {
    const place = dom.at("units_line");
    if (!place) return;
    if (!place.parts) place.parts = dom.fill(place, { title: ["div"], total: ["div"], low: ["div"], right: ["div"] });
    const sum = (name) => kinds.reduce((total, one) => total + one[name], 0);
    dom.text(place.parts.title, say("units.title"));
    dom.text(place.parts.total, kinds.length ? say("units.free", { n: sum("available"), all: sum("all") }) : "—");
    dom.text(place.parts.right, kinds.length ? say("units.split", { way: sum("way"), bound: sum("bound") }) : "");
    const named = kinds.slice(0, LINE_KINDS).map((one) => `${kindName(one.kind)} ${one.available}/${one.all}`);
    if (place.named === named.join()) return;
    place.named = named.join();
    fitted(place.parts.low, named);
  }
})();
