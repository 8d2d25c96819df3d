/* Queue: the incidents that wait, the most urgent first; its order is held while a hand is in it. */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { dom, say } = onescreen;
  const STAGES = [["queue.all", (one) => one.open], ...onescreen.STAGES.slice(1).map(ofStage)]; // as the wall counts them
  const CLOSED = STAGES.length - 1;
  const TABS = [...STAGES, ["requests.tab", (one) => one.open && onescreen.waitingRequests(one).length > 0]];
  const desk = (onescreen.desk = { chosen: null, toShow: false, toSee: null, tab: 0, first: 0, order: [], held: false, follows: false });

  onescreen.part(["incidents"], ({ now, tick, store }) => {
    const list = dom.at("queue_rows");
    if (!list) return;
    listen(list);
    bringIntoView(store);
    const awaited = desk.toSee in store.incidents;
    if (tick || awaited || !desk.order.length) order(store, awaited);
    else desk.order = desk.order.filter((number) => belongs(store.incidents[number]));
    if (awaited) seen(list);
    rows(list, store, now);
  });

  /** The tab of one stage of the closed loop; what is closed stands in the last as long as the picture holds it. */
  function ofStage(name) {
    const stage = onescreen.STAGES.indexOf(name);
    return [`stage.${name}`, (one) => onescreen.stageOf(one.state) === stage && one.open === (name !== "close")];
  }

  /** Whether an incident stands in the tab that is open. */
  const belongs = (incident) => Boolean(incident) && (desk.tab === CLOSED) === !incident.open;

  /** The order anew, but for a queue with a hand in it: there only what is gone goes. */
  function order(store, atOnce) {
    const over = Object.values(store.incidents).filter((one) => !one.open).sort((a, b) => b.changed_at - a.changed_at);
    const all = [...onescreen.orderedIncidents(store.incidents), ...over.map((one) => one.number)];
    const wanted = all.filter((number) => TABS[desk.tab][1](store.incidents[number]));
    desk.order = onescreen.heldOrder(desk.order, wanted, atOnce || !desk.held || !desk.order.length);
    tabs(all, store);
    dom.text(dom.at("queue_new"), wanted.length > desk.order.length ? say("queue.new", { n: wanted.length - desk.order.length }) : "");
  }

  /** A new incident may be chosen before the picture knows of it: then the map comes later. */
  function bringIntoView(store) {
    if (!desk.toShow || !store.incidents[desk.chosen]) return;
    desk.toShow = false;
    onescreen.map?.showIncident(desk.chosen);
  }

  /** Moves the rows so that the one that was waited for is among them. */
  function seen(list) {
    const [at, fits] = [desk.order.indexOf(desk.toSee), dom.fits(list)];
    if (at >= 0 && (at < desk.first || at >= desk.first + fits)) desk.first = Math.max(0, at - Math.floor(fits / 2));
    desk.toSee = null;
  }

  function listen(list) {
    if (list.listening) return;
    list.listening = true;
    const hold = (on) => () => (desk.held = on);
    list.addEventListener("pointerenter", hold(true));
    list.addEventListener("pointerleave", hold(false));
    list.addEventListener("wheel", (event) => scroll(Math.sign(event.deltaY)), { passive: true });
    dom.at("queue_more").addEventListener("click", backToChosen);
    dom.at("queue_new").addEventListener("click", () => {
      desk.held = false;
      onescreen.redraw(true);
    });
  }

  function scroll(by) {
    const fits = dom.fits(dom.at("queue_rows"));
    desk.first = Math.max(0, Math.min(desk.first + by, desk.order.length - fits));
    desk.follows = false; // a hand looks elsewhere
    onescreen.redraw();
  }

  function tabs(all, store) {
    const place = dom.at("queue_tabs");
    dom.rows(place, TABS.map(([name]) => name), (row, name) => buildTab(row, name), (parts, name, row) => {
      const i = TABS.findIndex(([one]) => one === name);
      dom.text(parts.count, onescreen.number(all.filter((number) => TABS[i][1](store.incidents[number])).length));
      dom.flag(row, "chosen", desk.tab === i);
      row.setAttribute("aria-selected", desk.tab === i);
    });
  }

  function buildTab(row, name) {
    row.className = "queue-tab";
    row.setAttribute("role", "tab");
    row.addEventListener("click", () => onescreen.openTab(TABS.findIndex(([one]) => one === name)));
    return dom.fill(row, { name: ["span", "", say(name)], count: ["span", "count"] });
  }

  /** Chooses an incident that was just registered, and shows its row as soon as the picture has it. */
  onescreen.chooseNew = function (number) {
    onescreen.openTab(0);
    desk.toSee = number;
    onescreen.choose(number);
  };

  /** Shows those for which somebody asked for something, the first of them on the card. */
  onescreen.openRequests = function () {
    onescreen.openTab(TABS.length - 1);
    if (desk.order.length) onescreen.choose(desk.order[0]);
  };

  /** Opens one of the tabs of the queue. */
  onescreen.openTab = function (i) {
    if (!TABS[i]) return void onescreen.tellDesk(say("keys.no_tab", { n: TABS.length }));
    Object.assign(desk, { tab: i, first: 0, order: [] });
    onescreen.redraw(true);
  };

  function rows(list, store, now) {
    const fits = dom.fits(list);
    const at = desk.order.indexOf(desk.chosen);
    if (desk.follows && at >= 0) desk.first = Math.min(Math.max(desk.first, at - fits + 1), at);
    desk.first = Math.max(0, Math.min(desk.first, desk.order.length - fits));
    desk.follows = at >= desk.first && at < desk.first + fits;
    const shown = desk.order.slice(desk.first, desk.first + fits);
    dom.rows(list, shown, build, (parts, number, row) => write(parts, row, store.incidents[number], now));
    dom.emptiness(list, !desk.order.length && store.v !== null, say(desk.tab ? "queue.none_here" : "queue.none"));
    const below = desk.order.length - desk.first - shown.length;
    const words = [desk.first ? say("queue.above", { n: desk.first }) : "", below > 0 ? say("queue.below", { n: below }) : ""];
    dom.text(dom.at("queue_more"), [...words, whereChosen(at, store)].filter(Boolean).join(" · "));
  }

  /** Where the chosen incident is, when its row is not to be seen. */
  function whereChosen(at, store) {
    if (desk.follows || !store.incidents[desk.chosen]) return "";
    if (at < 0) return say("queue.chosen_elsewhere");
    return say(at < desk.first ? "queue.chosen_above" : "queue.chosen_below", { n: at + 1 });
  }

  /** Brings the row of the chosen incident back, from another tab too. */
  function backToChosen() {
    if (!desk.chosen || desk.follows) return;
    if (!desk.order.includes(desk.chosen)) onescreen.openTab(0);
    desk.follows = true;
    onescreen.redraw(true);
  }

  function build(row, number) {
    row.classList.add("waiting");
    row.setAttribute("role", "option");
    row.addEventListener("click", () => onescreen.choose(number));
    const parts = dom.fill(row, { chip: ["div", "chip-box"], what: ["div"], left: ["div"], where: ["div"], state: ["div"] });
    return { ...parts, ...dom.fill(parts.left, { icon: ["span", "icon"], due: ["span", "due"], time: ["span"] }) };
  }

  function write(parts, row, incident, now) {
    const clock = onescreen.clockOf(incident, now);
    const unread = incident.state === "accepted" || incident.state === "filed";
    dom.flag(row, "chosen", desk.chosen === incident.number);
    dom.flag(row, "unread", unread);
    row.setAttribute("aria-selected", desk.chosen === incident.number);
    onescreen.setChip(parts.chip, incident.level);
    dom.runs(parts.what, [
      { text: onescreen.categoryTitle(incident), strong: unread }, { text: incident.address ? ` · ${onescreen.placeOf(incident)}` : "" },
    ]);
    const arrived = onescreen.arrivals(incident).sent ? `${say("loop.scene")} ${onescreen.arrivalsText(incident)}` : "";
    dom.text(parts.where, [onescreen.sensitivityOf(incident), incident.exercise ? say("inbox.exercise") : "", onescreen.placeless(incident), onescreen.areaTitle(incident.area), arrived, onescreen.detailOf(incident)].filter(Boolean).join(" · "));
    dom.text(parts.due, clock.state === "over" || unread ? "" : onescreen.dueTitle(clock.name));
    onescreen.setClock(parts.icon, parts.time, clock);
    dom.text(parts.state, say(`state_of.${incident.state}`));
  }

  /** Chooses an incident for the card and the map; null for none. */
  onescreen.choose = function (number, { move = true } = {}) {
    if (desk.chosen === number) return;
    Object.assign(desk, { chosen: number, toShow: move && number !== null, follows: number !== null });
    onescreen.map?.showIncident(number, { move });
    onescreen.emit("chosen", number);
    onescreen.redraw();
  };

  /** Chooses the next (1) or the last (−1) incident of the queue, and brings its row into sight. */
  onescreen.chooseNext = function (by) {
    const fits = dom.fits(dom.at("queue_rows"));
    const at = desk.order.indexOf(desk.chosen);
    const next = at < 0 ? desk.first : Math.min(Math.max(at + by, 0), desk.order.length - 1);
    if (next < desk.first) desk.first = next;
    if (next >= desk.first + fits) desk.first = next - fits + 1;
    if (desk.order[next]) onescreen.choose(desk.order[next]);
  };

  onescreen.on("choose", (number) => onescreen.choose(number, { move: false }));
})();
