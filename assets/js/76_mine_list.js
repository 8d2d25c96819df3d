/* Mine list: what waits for this person, signatures first, then by level and what is due next; below it what else is theirs to see. */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const say = (key, values) => onescreen.say(key, values);
  const held = { mine: [], others: [] };

  /** The numbers of both lists, {mine, others}, in the order in which they were told, but signatures first. Pure. */
  onescreen.mineAndOthers = function (numbers, incidents) {
    const there = numbers.filter((number) => incidents[number]?.open);
    const signs = (number) => (incidents[number].possible.some(isSignature) ? 0 : 1);
    const own = there.filter((number) => incidents[number].mine).sort((a, b) => signs(a) - signs(b));
    return { mine: own, others: there.filter((number) => !incidents[number].mine) };
  };

  const isSignature = (action) => action.startsWith("approve_");

  /** What is asked of this viewer, in a few words, or who else is waited for. */
  onescreen.askedOf = function (incident) {
    const own = onescreen.ownOf(incident);
    const signs = own.filter(isSignature);
    if (signs.length) return signs.map(onescreen.moveTitle).join(say("sentence.comma"));
    const steps = onescreen.stepsOf(incident).filter((action) => own.includes(action));
    const main = steps[0] || onescreen.mainAction(incident);
    if (main) return onescreen.moveTitle(main);
    const turn = onescreen.waitsFor(incident, onescreen.leadsOn);
    return turn?.who ? say("actions.waits_for", { who: turn.who, action: onescreen.moveTitle(turn.action) }) : "";
  };

  /** Whether nobody here has taken it on yet: a signature that is wanted, a task that was not acknowledged, a crew not on its way. */
  onescreen.isUntaken = function (incident) {
    const own = onescreen.ownOf(incident);
    return Boolean(incident.mine) && (own.some(isSignature) || incident.state === "dispatched" || onescreen.stepsOf(incident).includes("en_route"));
  };

  onescreen.part?.(["incidents"], ({ now, tick, store }) => {
    const { dom, mine } = onescreen;
    const list = dom.at("mine_rows");
    if (!list) return;
    if (tick || !held.mine.length) arrange(store, list);
    rows(list, held.mine, store, now);
    rows(dom.at("others_rows"), held.others, store, now);
    const read = mine.read_at !== null;
    dom.text(dom.at("mine_count"), read ? onescreen.number(mine.waiting) : "—");
    dom.text(dom.at("others_count"), read ? onescreen.number(Math.max(mine.total - mine.waiting, 0)) : "—");
    dom.text(dom.at("mine_note"), fresh());
    dom.flag(dom.at("mine_note"), "failed", mine.failed);
    dom.emptiness(list, read && !held.mine.length, say("work.none"));
    dom.emptiness(dom.at("others_rows"), read && !held.others.length, say("work.no_others"));
    const more = mine.total - mine.all.length;
    dom.text(dom.at("others_more"), more > 0 ? say("work.more", { n: more }) : "");
  });

  /** How fresh the list is, and that it could not be read. */
  function fresh() {
    const { read_at, failed } = onescreen.mine;
    if (read_at === null) return failed ? say("work.unread_yet") : "";
    return say(failed ? "work.unread" : "work.as_of", { time: onescreen.cityTime(read_at) });
  }

  /** The order anew, but for a list with a mouse in it: there only what is gone goes. */
  function arrange(store, list) {
    const wanted = onescreen.mineAndOthers(onescreen.mine.all, store.incidents);
    const under = matchMedia("(hover: hover)").matches;
    for (const [name, rows] of [["mine", list], ["others", onescreen.dom.at("others_rows")]]) {
      const still = under && rows.matches(":hover") && held[name].length > 0;
      held[name] = onescreen.heldOrder(held[name], wanted[name], !still);
    }
  }

  function rows(list, numbers, store, now) {
    const shown = numbers.filter((number) => store.incidents[number]);
    onescreen.dom.rows(list, shown, build, (parts, number, row) => write(parts, row, store.incidents[number], now));
  }

  function build(row, number) {
    row.classList.add("waiting");
    row.setAttribute("role", "option");
    row.tabIndex = 0;
    row.addEventListener("click", () => onescreen.choose(number));
    row.addEventListener("keydown", (event) => event.key === "Enter" && onescreen.choose(number));
    const parts = onescreen.dom.fill(row, { chip: ["div", "chip-box"], what: ["div"], left: ["div"], asks: ["div"], where: ["div"], state: ["div"] });
    return { ...parts, ...onescreen.dom.fill(parts.left, { icon: ["span", "icon"], time: ["span"] }) };
  }

  function write(parts, row, incident, now) {
    const { dom, desk } = onescreen;
    const clock = onescreen.clockOf(incident, now);
    const chosen = desk.chosen === incident.number;
    const untaken = onescreen.isUntaken(incident);
    dom.flag(row, "chosen", chosen);
    dom.flag(row, "unread", untaken);
    row.setAttribute("aria-selected", chosen);
    onescreen.setChip(parts.chip, incident.level);
    dom.runs(parts.what, [
      { text: onescreen.categoryTitle(incident), strong: untaken }, { text: incident.address ? ` · ${onescreen.placeOf(incident)}` : "" },
    ]);
    dom.text(parts.asks, onescreen.askedOf(incident));
    dom.flag(parts.asks, "theirs", !incident.mine);
    const late = onescreen.clocksOf(incident, now).some((one) => one.state === "running" && one.left_ms < 0); // one that ran out once is told on the card
    const marks = [late ? say("work.late") : "", incident.exercise ? say("inbox.exercise") : ""];
    const due = clock.state === "over" ? "" : onescreen.dueTitle(clock.name);
    dom.text(parts.where, [...marks, due, incident.number, onescreen.placeless(incident), onescreen.areaTitle(incident.area)].filter(Boolean).join(" · "));
    onescreen.setClock(parts.icon, parts.time, clock);
    dom.text(parts.state, say(`state_of.${incident.state}`));
  }
})();
