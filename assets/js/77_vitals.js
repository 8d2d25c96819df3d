/* Vitals: the sentence, and the table of every indicator in every area. */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { dom, say } = onescreen;
  const [ROW_HEAD, CELL] = [318, 68]; // px: the row's name with the city's value, and one area
  const held = {};
  const shown = (onescreen.shown = { indicator: null, asked: false }); // what is explained: the worst, until somebody asks

  onescreen.part(["measures", "sources", "incidents"], ({ now, tick, store, page }) => {
    if (!dom.at("sentence")) return;
    if (tick || !held.order) {
      held.order = onescreen.orderedMeasures(page.catalogue, store.measures);
      sentence(store, page, now);
    }
    if (!shown.asked) shown.indicator = held.order[0] || null;
    table(store, page, now);
  });

  function sentence(store, page, now) {
    const place = dom.at("sentence");
    if (store.v === null) return dom.runs(place, [{ text: say("sentence.waiting") }]);
    dom.runs(place, onescreen.sentence(page.catalogue, store.measures, store.sources, store.incidents, now));
    const madeUp = Object.values(store.sources).filter((one) => one.provenance === "made_up").length;
    dom.text(dom.at("sentence_note"), say("sentence.note", {
      time: onescreen.cityTime(now), n: Object.keys(page.catalogue).length, made_up: madeUp, all: Object.keys(store.sources).length,
    }));
    if (!place.listening) place.addEventListener("click", ({ target }) => open(target.dataset.indicator));
    place.listening = true;
  }

  function open(name) {
    if (!name) return;
    Object.assign(shown, { indicator: name, asked: true });
    onescreen.redraw();
  }

  const levelIn = (measure, i) => (measure && measure.band ? onescreen.levelOf(measure.band[i]) : null);

  /** The areas to show, the worst first: as many as fit; the order is held between ticks. */
  function columns(store, page, most) {
    const { areas } = page.pack;
    const finest = Math.min(...areas.filter((one) => one.level > 0).map((one) => one.level));
    const all = areas.map((area, i) => ({ area, i })).filter(({ area }) => area.level === finest);
    const badness = ({ i }) => Object.values(store.measures).reduce((sum, one) => sum + 4 ** Math.max(one.band?.[i] ?? 0, 0) - 1, 0);
    const known = ({ i }) => Object.values(store.measures).filter((one) => Number.isFinite(one.value?.[i])).length;
    const rank = all.map((one) => ({ ...one, bad: badness(one), known: known(one) }));
    rank.sort((a, b) => b.bad - a.bad || b.known - a.known || a.i - b.i);
    return { shown: rank.slice(0, most).sort((a, b) => a.i - b.i), all: all.length };
  }

  function table(store, page, now) {
    const place = dom.at("heat_table");
    if (!place.clientWidth) return;
    const most = Math.max(Math.floor((place.clientWidth - ROW_HEAD) / CELL), 1);
    const { shown: cells, all } = columns(store, page, most);
    place.style.setProperty("--columns", cells.length);
    dom.text(dom.at("heat_note"), say("heat.note"));
    dom.text(dom.at("heat_more"), all > cells.length ? say("heat.more", { n: all - cells.length, all }) : "");
    const names = held.order.slice(0, dom.fits(place) - 1);
    dom.rows(place, [" head", ...names], (row, name) => (name === " head" ? {} : build(row, name)), (parts, name, row) => {
      if (name === " head") writeHead(row, cells);
      else write(parts, row, name, page.catalogue[name], store.measures[name], cells, now);
    });
  }

  function writeHead(row, cells) {
    row.classList.add("heat-head");
    dom.drawn(row, cells.map(({ area }) => area.code).join(), () => cells.map(({ area }, i) => {
      const cell = dom.make("div", "area", area.title.replaceAll("/", "/\u200b"));
      cell.style.setProperty("--column", i + 2);
      cell.title = area.title;
      return cell;
    }));
  }

  function build(row, name) {
    row.classList.add("heat-row");
    const parts = dom.fill(row, { head: ["button", "heat-name"], cells: ["div", "heat-cells"] });
    parts.head.type = "button";
    parts.head.addEventListener("click", () => open(name));
    return { ...parts, ...dom.fill(parts.head, { name: ["span"], chip: ["span", "chip-box"], value: ["b"], normal: ["span"] }) };
  }

  function write(parts, row, name, facts, measure, cells, now) {
    const level = levelIn(measure, 0);
    dom.flag(row, "chosen", shown.indicator === name);
    dom.flag(row, "out", level !== null);
    dom.data(row, "state", onescreen.measureState(measure, facts, now));
    dom.text(parts.name, facts.title);
    onescreen.setChip(parts.chip, level);
    dom.text(parts.value, onescreen.number(onescreen.cityValue(measure), facts.digits));
    const normal = measure && Number.isFinite(measure.normal_low);
    dom.text(parts.normal, normal ? onescreen.range(measure.normal_low, measure.normal_high, facts.digits) : onescreen.limit(facts));
    const nothing = !cells.some(({ i }) => Number.isFinite(measure?.value?.[i]));
    dom.flag(parts.cells, "nothing", nothing);
    dom.data(parts.cells, "empty", nothing ? say(Number.isFinite(onescreen.cityValue(measure)) ? "heat.city_only" : "state.never") : "");
    dom.rows(parts.cells, cells.map(({ area }) => area.code), (cell) => dom.fill(cell, { chip: ["span", "chip-box"], text: ["span"] }),
      (inside, code, cell) => writeCell(inside, cell, facts, measure, cells.find(({ area }) => area.code === code).i));
  }

  function writeCell(inside, cell, facts, measure, i) {
    const value = measure && measure.value ? measure.value[i] : null;
    const level = levelIn(measure, i);
    const unknown = !Number.isFinite(value);
    dom.flag(cell, "out", level !== null);
    dom.flag(cell, "unknown", unknown);
    dom.flag(cell, "unjudged", !unknown && measure.band?.[i] === -1);
    cell.title = unknown ? "" : countedIn(measure, facts, i);
    onescreen.setChip(inside.chip, level);
    dom.text(inside.text, unknown ? "—" : onescreen.number(value, Math.abs(value) >= 10 ? 0 : Math.min(facts.digits, 1)));
    const tint = measure?.band?.[i] === 0 && !unknown ? lowSide(value, facts) : 0;
    if (cell.style.getPropertyValue("--tint") !== String(tint)) cell.style.setProperty("--tint", tint);
  }

  /** What stands behind one cell: how many of how many, and how sure that is. */
  function countedIn(measure, facts, i) {
    const column = (name) => ({ [name]: measure[name] ? [measure[name][i]] : null });
    const share = onescreen.shareText({ ...column("numerator"), ...column("denominator") });
    const [low, high] = [measure.low?.[i], measure.high?.[i]];
    const sure = Number.isFinite(low) ? say("explain.interval", { range: onescreen.range(low, high, facts.digits) }) : "";
    return [share ? say("explain.share", { share }) : "", sure].filter(Boolean).join(" · ");
  }

  /** How near to its limit a value in order is: an ink of at most 11 %. */
  function lowSide(value, { cuts, better }) {
    const [first, second] = cuts;
    const width = Math.abs(second - first) * 2 || 1;
    const room = better === "higher" ? value - first : first - value;
    return Math.round(Math.min(Math.max(0, 1 - room / width), 1) * 11) / 100;
  }
})();
