/* Loop: what waits in each of the seven stages, and the incidents in the order in which they need somebody. */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { dom, say } = onescreen;
  const FUNNEL = { width: 852, height: 52 };
  const held = {};

  onescreen.part(["incidents", "flow", "measures"], ({ now, tick, store, page }) => {
    const place = dom.at("loop_stages");
    if (!place) return;
    const known = store.v !== null;
    const stages = onescreen.countStages(store.incidents, store.flow, now, onescreen.midnight(now), store.office?.waiting ?? null);
    const counts = onescreen.countLevels(store.incidents, now);
    dom.text(dom.at("loop_note"), known ? say("loop.note", {
      n: counts.all, overdue: counts.overdue, share: onescreen.percent(counts.all ? counts.overdue / counts.all : 0),
    }) : "—");
    draw(place, stages, known, store.measures[page.closing]);
    if (tick || !held.order?.length) held.order = onescreen.orderedIncidents(store.incidents);
    else held.order = held.order.filter((number) => store.incidents[number]?.open);
    rows(held.order, store, page, now);
  });

  function draw(place, stages, known, kept) {
    if (!place.parts) place.parts = makeStages(place);
    const { cells, shape } = place.parts;
    stages.forEach((one, i) => writeStage(cells[i], one, known && one.count !== null, i === stages.length - 1 ? kept : undefined));
    const key = stages.map((one) => `${one.count}/${one.overdue}`).join();
    dom.drawn(shape, key, () => onescreen.funnel(stages, FUNNEL.width, FUNNEL.height));
  }

  function makeStages(place) {
    const shape = dom.make("div", "funnel-box");
    const cells = onescreen.STAGES.map((name) => {
      const cell = dom.make("div", "stage");
      place.append(cell);
      const parts = dom.fill(cell, { name: ["div"], count: ["div"], gap: ["div"], foot: ["div"] });
      dom.runs(parts.name, [{ text: say(`stage.${name}`) }, ...(name === "close" ? [{ text: ` ${say("loop.today")}` }] : [])]);
      return { ...parts, ...dom.fill(parts.foot, { icon: ["span", "icon"], text: ["span", "text"] }) };
    });
    place.append(shape);
    return { cells, shape };
  }

  function writeStage(cell, one, known, kept) {
    dom.text(cell.count, known ? onescreen.number(one.count) : "—");
    const over = known && one.overdue > 0;
    dom.flag(cell.foot, "over", over);
    dom.drawn(cell.icon, over, () => (over ? onescreen.clockIcon("over") : null));
    dom.runs(cell.text, foot(one, known, kept, over).map((text) => ({ text })));
  }

  function foot(one, known, kept, over) {
    if (kept && Number.isFinite(onescreen.cityValue(kept))) return [`${onescreen.number(kept.value[0], 1)} %`, ` ${say("loop.in_time")}`];
    if (!known) return ["—"];
    if (over) return [onescreen.number(one.overdue), ` ${say("legend.over")}`];
    if (one.stay_ms === null) return ["—"];
    return [`${onescreen.age(one.stay_ms)} / ${onescreen.age(one.limit_ms)}`];
  }

  function rows(order, store, page, now) {
    const list = dom.at("loop_rows");
    const shown = order.slice(0, dom.fits(list));
    dom.rows(list, shown, build, (parts, number, row) => write(parts, row, store.incidents[number], page, now));
    dom.emptiness(list, !order.length && store.v !== null, say("loop.none"));
    dom.text(dom.at("loop_more"), more(order.slice(shown.length), store, now));
  }

  /** "＋ 229 more: Ⅱ 1 · Ⅲ 22 · Ⅳ 206 (17 of them overdue)". */
  function more(rest, store, now) {
    if (!rest.length) return "";
    const incidents = rest.map((number) => store.incidents[number]);
    const counts = onescreen.countLevels(incidents, now);
    const levels = [1, 2, 3, 4].filter((level) => counts[level]).map((level) => `${say(`level.mark_${level}`)} ${onescreen.number(counts[level])}`);
    return say("loop.more", { n: onescreen.number(rest.length), levels: levels.join(" · "), overdue: counts.overdue });
  }

  function build(row) {
    row.classList.add("incident");
    const parts = dom.fill(row, {
      chip: ["div", "chip-box"], type: ["div"], place: ["div"], rail: ["div", "rail-box"], scene: ["div"], due: ["div"], left: ["div"],
    });
    return { ...parts, ...dom.fill(parts.left, { icon: ["span", "icon"], time: ["span"] }) };
  }

  function write(parts, row, incident, page, now) {
    const clock = onescreen.clockOf(incident, now);
    dom.flag(row, "first", incident.level === 1);
    onescreen.setChip(parts.chip, incident.level);
    dom.text(parts.type, (incident.exercise ? `${say("strip.drill")} · ` : "") + onescreen.categoryTitle(incident));
    dom.runs(parts.place, [{ text: onescreen.placeOf(incident) || "—" }, { text: ` ${onescreen.areaTitle(incident.area)}` }]);
    const stage = onescreen.stageOf(incident.state);
    dom.drawn(parts.rail, stage, () => onescreen.rail(stage));
    dom.runs(parts.scene, [{ text: `${say("loop.scene")} ` }, { text: onescreen.arrivalsText(incident) }]);
    dom.text(parts.due, onescreen.dueTitle(clock.name));
    onescreen.setClock(parts.icon, parts.time, clock);
  }

  /** What an incident is, in words. */
  onescreen.categoryTitle = (incident) => onescreen.page.categories[incident.category] || incident.category || "—";

  /** What an action is called. */
  onescreen.moveTitle = (action) => onescreen.page.moves?.[action] || onescreen.sayOr(`action.${action}`, action);

  /** What a running clock is called. */
  onescreen.dueTitle = (name) => (name ? onescreen.sayOr(`due.${name}`, onescreen.page.moves?.[name] || name) : "");

  let titles = null;

  /** The name of an area by its code; empty for none and for the city itself. */
  onescreen.areaTitle = function (code) {
    titles = titles || new Map((onescreen.page.pack.areas || []).filter((one) => one.level > 0).map((one) => [one.code, one.title]));
    return titles.get(code) || "";
  };
})();
