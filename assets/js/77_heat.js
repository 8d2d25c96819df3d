/* Heat: the domains in every district, the worst first; a domain opens to its own indicators. */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { dom, say, shown, finer } = onescreen;
  const [ROW_HEAD, CELL, LETTER] = [344, 50, 12]; // px: the row's name with the city's value, one area, its name's size
  const HEAD = " head";
  const held = {};

  onescreen.part(["measures"], ({ now, tick, store, page }) => {
    const place = dom.at("heat_table");
    if (!place || !place.clientWidth) return;
    const used = place.matches(":hover") || place.querySelector(":focus-visible") !== null; // rows stay under a hand
    held.order = onescreen.heldOrder(held.order, onescreen.orderedDomains(page, store.measures), tick && !used);
    const { cells, all } = columns(store, page, Math.max(Math.floor((place.clientWidth - ROW_HEAD) / onescreen.cellWidth(page.pack)), 1));
    const looked = [onescreen.figureKey(shown.indicator, shown.area, shown.companion), ...cells.map(({ area }) => area.code)].join();
    if (place.style.getPropertyValue("--columns") !== String(cells.length)) place.style.setProperty("--columns", cells.length);
    dom.text(dom.at("heat_note"), say("heat.note"));
    dom.text(dom.at("heat_more"), all > cells.length ? say("heat.more", { n: all - cells.length, all }) : "");
    const keys = held.order.flatMap((domain) => [domain, ...onescreen.openedIn(domain, page, store.measures)]);
    dom.data(place, "quiet", "");
    dom.rows(place, [HEAD, ...keys], build, (parts, key, row) => {
      if (key === HEAD) writeHead(row, cells);
      else write(parts, row, { ...line(key, store, page), looked }, cells, now);
    });
    onescreen.walksByArrows(place);
  });

  /** How wide a column is at least, px: no name of a district breaks inside a word. Pure. */
  onescreen.cellWidth = function (pack) {
    const words = onescreen.districts(pack).flatMap((i) => pack.areas[i].title.split(/[\s/]+/));
    return Math.max(CELL, ...words.filter((word) => !/[\u2e80-\uffff]/.test(word)).map((word) => onescreen.emsOf(word) * LETTER + 4));
  };

  /** What a row shows: {domain, name, facts, measure, figure(i), missing}; `name` is empty for the domain's own row. */
  function line(key, store, page) {
    const [domain, name = ""] = key.split("/");
    const figure = (i) => (name ? onescreen.figureKey(name, i) : onescreen.figureKey(page.health, i, domain));
    const facts = name ? page.catalogue[name] : onescreen.domainFacts(page, domain);
    const measure = name ? store.measures[name] : onescreen.domainMeasure(store.measures, page, domain);
    const missing = measure ? onescreen.missingText(page, store.measures, facts) : "";
    return { domain, name, facts, measure, figure, missing, source: store.measures[name || page.health] };
  }

  /** The districts to show, the worst first: as many as fit. */
  function columns(store, page, most) {
    const { areas } = page.pack;
    const all = onescreen.districts(page.pack).map((i) => ({ area: areas[i], i }));
    const badness = ({ i }) => Object.values(store.measures).reduce((sum, one) => sum + 4 ** Math.max(one.band?.[i] ?? 0, 0) - 1, 0);
    const rank = all.map((one) => ({ ...one, bad: badness(one) })).sort((a, b) => b.bad - a.bad || a.i - b.i);
    return { cells: rank.slice(0, most).sort((a, b) => a.i - b.i), all: all.length };
  }

  function writeHead(row, cells) {
    row.classList.add("heat-head");
    row.setAttribute("role", "row");
    dom.drawn(row, cells.map(({ area }) => area.code).join(), () => cells.map(({ area }, i) => {
      const cell = dom.make("div", "area", area.title.replaceAll("/", "/\u200b"));
      cell.style.setProperty("--column", i + 2);
      cell.title = area.title;
      cell.setAttribute("role", "columnheader");
      return cell;
    }));
  }

  function build(row, key) {
    if (key === HEAD) return {};
    row.classList.add("heat-row");
    const parts = dom.fill(row, { head: ["div", "heat-name"], cells: ["div", "heat-cells"] });
    const inside = dom.fill(parts.head, { name: ["button"], city: ["button"] });
    for (const [part, role] of [[row, "row"], [parts.head, "rowheader"], [parts.cells, "presentation"]]) part.setAttribute("role", role);
    for (const button of Object.values(inside)) button.type = "button";
    return { ...parts, ...inside, ...dom.fill(inside.city, { chip: ["span", "chip-box"], value: ["b"], normal: ["span"] }) };
  }

  function write(parts, row, { domain, name, facts, measure, figure, missing, source, looked }, cells, now) {
    const state = onescreen.measureState(measure, facts, now);
    const { value, level } = onescreen.standing(measure, state);
    dom.flag(row, "member", name !== "");
    dom.flag(row, "out", level !== null);
    dom.data(row, "state", state);
    title(parts.name, { domain, name, facts, figure, missing });
    dom.data(parts.city, "figure", figure(0));
    dom.flag(parts.city, "chosen", isChosen(figure(0)));
    onescreen.setChip(parts.chip, level);
    dom.text(parts.value, onescreen.brief(value, Math.min(facts.digits, finer(value) + 1)));
    const wrong = measure?.error ? say("state.error", { time: onescreen.moment(measure.at, now) }) : "";
    dom.text(parts.normal, wrong ? say("state.failed") : onescreen.usualBriefly(measure, facts) || onescreen.limit(facts));
    labelled(parts.city, [facts.title, level === null ? "" : say(`level.${level}`), wrong || onescreen.amount(value, facts.digits, facts.unit)]);
    const nothing = !cells.some(({ i }) => Number.isFinite(measure?.value?.[i]));
    dom.flag(parts.cells, "nothing", nothing);
    dom.data(parts.cells, "empty", nothing ? say(measure?.error ? "state.failed" : emptiness(value, name, domain)) : "");
    if (parts.source === source && parts.looked === looked) return; // the same measure in the same places
    Object.assign(parts, { source, looked });
    dom.data(parts.cells, "quiet", "");
    dom.rows(parts.cells, cells.map(({ area }) => area.code), buildCell, (inside, code, cell) => {
      const { area, i } = cells.find((one) => one.area.code === code);
      writeCell(inside, cell, { facts, measure: onescreen.inArea(measure, i), key: figure(i), area });
    });
  }

  /** What is read out for a button, and shown where it is pointed at. */
  function labelled(button, texts) {
    const said = texts.filter(Boolean).join(" · ");
    if (button.title === said) return;
    button.title = said;
    button.setAttribute("aria-label", said);
  }

  const isChosen = (key) => key === onescreen.figureKey(shown.indicator, shown.area, shown.companion);

  function emptiness(value, name, domain) {
    if (Number.isFinite(value)) return "heat.city_only";
    return name || onescreen.indicatorsOf(onescreen.page.catalogue, domain).length ? "heat.no_data" : "heat.no_indicators";
  }

  /** A domain's name opens it; an indicator's name is the way to its card. */
  function title(button, { domain, name, facts, figure, missing }) {
    dom.drawn(button, `${facts.title}|${missing}`, () => {
      const what = dom.make("span", "", facts.title);
      if (missing) what.append(dom.make("span", "missing", missing));
      button.setAttribute("aria-label", facts.title); // else both are read as one word
      button.setAttribute("aria-description", missing);
      return what;
    });
    if (name) return dom.data(button, "figure", figure(0));
    dom.data(button, "domain", domain);
    const open = String(shown.open === domain);
    if (button.getAttribute("aria-expanded") !== open) button.setAttribute("aria-expanded", open);
    return undefined;
  }

  function buildCell(cell) {
    cell.setAttribute("role", "gridcell");
    const { figure } = dom.fill(cell, { figure: ["button", "cell"] });
    Object.assign(figure, { type: "button", tabIndex: -1 });
    return { figure, ...dom.fill(figure, { chip: ["span", "chip-box"], text: ["span"] }) };
  }

  function writeCell({ figure, chip, text }, cell, { facts, measure, key, area }) {
    const value = onescreen.cityValue(measure);
    const band = onescreen.cityValue(measure, "band");
    const level = onescreen.levelOf(band);
    const unknown = !Number.isFinite(value);
    dom.flag(cell, "out", level !== null);
    dom.flag(cell, "unknown", unknown);
    dom.flag(cell, "unjudged", !unknown && (band === -1 || onescreen.isThin(measure)));
    dom.flag(cell, "chosen", isChosen(key));
    dom.data(figure, "figure", key);
    onescreen.setChip(chip, level);
    dom.text(text, unknown ? "—" : onescreen.brief(value, Math.min(facts.digits, decimals(value, level))));
    const grade = level === null ? "" : say(`level.${level}`);
    labelled(figure, [area.title, facts.title, grade, onescreen.amount(value, facts.digits, facts.unit), counted(measure, facts)]);
    const tint = band === 0 ? lowSide(value, facts) : 0;
    if (cell.style.getPropertyValue("--tint") !== String(tint)) cell.style.setProperty("--tint", tint);
  }

  /** How many decimals a cell has room for; 99.6 % that is out of band is not written as 100. */
  const decimals = (value, level) => (level !== null && value >= 99.5 && value < 100 ? 1 : finer(value));

  /** What stands behind one cell: how many of how many, and how sure that is. */
  function counted(measure, facts) {
    const share = onescreen.shareText(measure);
    const thin = onescreen.isThin(measure) ? say("explain.coverage", { share: onescreen.percent(measure.coverage[0]) }) : "";
    return [share ? say("explain.share", { share }) : "", onescreen.intervalSaid(measure, facts), thin].filter(Boolean).join(" · ");
  }

  /** How near to its limit a value in order is: an ink of at most 11 %; none where it is not the value that has limits. */
  function lowSide(value, { cuts, better, judged_on: other }) {
    if (other) return 0;
    const [first, second] = cuts;
    const room = better === "higher" ? value - first : first - value;
    return Math.round(Math.min(Math.max(0, 1 - room / (Math.abs(second - first) || 1)), 1) * 11) / 100;
  }
})();
