/* Actions: what a hand may do with the chosen incident. A button never changes the screen: it asks the desk, and the
 * screen changes because the picture did.
 */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { dom, say } = onescreen;
  const TURN = " turn"; // the line that says who is waited for
  const MORE = " more"; // the button that shows the rest
  let opened = null; // the incident all of whose actions are shown

  onescreen.part(["incidents", "units"], ({ store }) => {
    const place = dom.at("card_actions");
    const incident = store.incidents[onescreen.desk?.chosen];
    if (!place || !incident) return;
    guards(incident);
    buttons(place, incident);
  });

  function buttons(place, incident) {
    const [actions, more] = [onescreen.actionsOf(incident), onescreen.moreActionsOf(incident)];
    const waiting = onescreen.waits.state(incident) !== "";
    const turn = incident.command ? null : onescreen.waitsFor(incident, onescreen.leadsOn);
    const all = opened === incident.number;
    const keys = [...(turn ? [TURN] : []), ...actions, ...(more.length ? [MORE] : []), ...(all ? more : [])];
    dom.rows(place, keys, build, (parts, action, row) => {
      if (action === TURN) return void dom.text(row, say("actions.waits_for", { who: turn.who, action: onescreen.moveTitle(turn.action) }));
      if (action === MORE) return void writeMore(parts, row, all, more.length);
      const blocked = onescreen.isBlocked(action, incident);
      const main = action === actions[0] && action === onescreen.mainAction(incident) && !blocked;
      dom.flag(row.firstChild, "blocked", blocked);
      row.firstChild.title = blocked ? say("guards.bound") : "";
      dom.flag(row.firstChild, "main", main);
      dom.flag(row.firstChild, "small", more.includes(action));
      row.firstChild.disabled = waiting;
      dom.text(parts.text, onescreen.actionTitle(action, incident));
      sign(parts.key, onescreen.keyOf(action));
      dom.flag(parts.enter, "none", !main);
    });
    const theirs = incident.command ? "actions.theirs" : "actions.none";
    dom.emptiness(place, !keys.length, say(theirs, { command: onescreen.originTitle(incident.command) }));
  }

  function sign(node, key) {
    dom.text(node, key);
    dom.flag(node, "none", !key);
  }

  function writeMore(parts, row, all, n) {
    row.firstChild.setAttribute("aria-expanded", all);
    dom.text(parts.text, all ? say("actions.fewer") : say("actions.more", { n }));
    sign(parts.key, "M");
    dom.flag(parts.enter, "none", true);
  }

  function build(row, action) {
    if (action === TURN) return void row.classList.add("turn");
    const button = dom.make("button", action === MORE ? "act more-acts" : "act");
    button.type = "button";
    button.addEventListener("click", () => (action === MORE ? onescreen.toggleMore() : onescreen.act(action)));
    row.append(button);
    return dom.fill(button, { text: ["span"], key: ["kbd"], enter: ["kbd", "enter", "↵"] });
  }

  /** Shows all actions of the chosen incident, or the usual ones again. */
  onescreen.toggleMore = function () {
    opened = opened === onescreen.desk.chosen ? null : onescreen.desk.chosen;
    onescreen.redraw();
  };

  /** What must be so before units are sent: a tick, or an empty square and whether it blocks. */
  function guards(incident) {
    const place = dom.at("card_guards");
    const wanted = onescreen.ownOf(incident).includes("dispatch");
    dom.flag(place, "none", !wanted);
    if (!wanted) return;
    const met = { place: Number.isFinite(incident.lon), level: incident.level >= 1, units: onescreen.tickedUnits().length > 0 };
    if (!place.parts) place.parts = dom.fill(place, { title: ["b", "", say("guards.title")], list: ["div", "guards"] });
    dom.rows(place.parts.list, Object.keys(met), (row) => dom.fill(row, { box: ["i"], text: ["span"] }), (parts, name, row) => {
      dom.flag(row, "met", met[name]);
      dom.text(parts.text, say(met[name] ? `guards.${name}` : `guards.no_${name}`));
    });
  }

  /** Why nothing may be asked of an incident right now: what was asked before is under way. Empty where it may. */
  const underWay = (incident, unit) => ({ asked: say("actions.not_answered"), heard: say("actions.not_seen") })[onescreen.waits.state(incident, unit)] || "";
  onescreen.underWay = underWay;

  /** Asks the desk for an action on the chosen incident; the ticked units go with a dispatch. What it wants to know is
   * asked for first: `told` is {note, unit, details, files}, or what is known of it from where the button stands.
   */
  onescreen.act = async function (action, { unit, told, known } = {}) {
    const incident = onescreen.store.incidents[onescreen.desk.chosen];
    if (!incident) return;
    const why = underWay(incident, unit) || (onescreen.ownOf(incident).includes(action) ? "" : onescreen.possibleNow(incident));
    if (why) return void onescreen.tellDesk(`${incident.number} · ${why}`);
    const blocked = onescreen.blockedBy(action, incident);
    if (blocked) return void refused(incident.number, blocked);
    const fields = told || unit ? [] : onescreen.fieldsOf(action, incident);
    if (fields.length || (!told && onescreen.isWeighty(action))) return void onescreen.askForm(action, incident, fields, (said) => onescreen.act(action, { told: said, known }));
    const title = unit ? `${onescreen.moveTitle(action)} ${unit}` : onescreen.actionTitle(action, incident);
    onescreen.waits.ask(incident.number, unit);
    onescreen.tellAnswer(incident.number, say("actions.sent", { action: title }));
    onescreen.redraw();
    await answered(incident, action, { unit, ...told, details: details({ ...known, ...told?.details }) }, title);
    onescreen.waits.done(incident.number, unit);
    onescreen.redraw();
  };

  /** Says on the card why not, before anybody has written anything. */
  function refused(number, why) {
    onescreen.tellAnswer(number, why, { refused: true });
    onescreen.redraw();
  }

  const details = (said) => (Object.keys(said).length ? said : undefined);

  async function answered(incident, action, wish, title) {
    const { number } = incident;
    try {
      await sent(incident, action, wish);
      onescreen.forgetForm(number);
      onescreen.tellAnswer(number, say("actions.done", { action: title }));
    } catch (error) {
      const text = error.code === "outdated" ? await whoElse(number) : error.message;
      onescreen.tellAnswer(number, text, { refused: true });
    }
  }

  /** Who did what meanwhile. */
  async function whoElse(number) {
    const last = await onescreen.lastMove(number);
    return last ? say("actions.outdated_by", last) : say("actions.outdated");
  }

  /** One wish, or one for each unit; of several "assign" the first is the dispatch itself.
   *
   * The step of a single unit is right whatever else has happened meanwhile; anything else only as it was seen.
   */
  async function sent(incident, action, { unit, note, details, files }) {
    const units = unit ? [unit] : onescreen.unitsOf(action, incident);
    const taking = onescreen.takesTicked(action);
    const seen = onescreen.waits.version(incident);
    if (!units.length) return void (await sentWhole(incident, action, { version: seen, note, details }, files || []));
    for (const [i, one] of units.entries()) {
      if (!taking) await asked(incident, action, { unit: one, note });
      else await asked(incident, "assign", { unit: one, version: i ? undefined : seen });
      onescreen.choice.ticked.delete(one);
    }
  }

  /** Files go first, and what they are called on the shelf goes with the wish; to attach them is no more than that. */
  async function sentWhole(incident, action, wish, files) {
    if (!files.length) return void (await asked(incident, action, wish));
    const stage = wish.details?.stage || "check";
    const evidence = await onescreen.sendFiles(incident.number, files, stage);
    if (action === "attach") return;
    const version = await onescreen.afterFiles(incident.number, wish.version);
    await asked(incident, action, { ...wish, version, details: { ...wish.details, evidence, stage } });
  }

  async function asked({ number, version: seen }, action, wish) {
    const told = await onescreen.ask(number, action, { ...wish, seen });
    onescreen.waits.hear(number, told.version, wish.unit);
    onescreen.emit("acted", told);
  }
})();
