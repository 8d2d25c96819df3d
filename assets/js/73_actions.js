/* Actions: what a hand may do with the chosen incident. A button never changes the screen: it asks the desk, and the
 * screen changes because the picture did.
 */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { dom, say } = onescreen;
  const ARRIVED = new Set(["on_scene", "at_hospital"]);
  const UNIT_MOVES = new Set(["assign", "confirm", "en_route", "stage", "on_scene", "transport", "at_hospital", "clear", "stand_down"]);
  const TAKING = new Set(["dispatch", "assign"]); // the ticked units with it
  const REASONED = new Set(["refuse", "check_fail", "reopen", "return_intake", "void", "close_unresolved"]); // the desk wants to know why
  // What is rarer, and needs no more than a press; what needs a form of its own is asked of the API.
  const RARER = new Set([
    "recall", "appeal", "restore", "resume", "unmerge", "approve_return", "approve_suspension", "approve_deferral", "approve_extension",
    "approve_void", "release",
  ]);
  const CHECKER = "actions.who_checks";
  const TURN = " turn"; // the line that says who is waited for
  const KEYS = {
    dispatch: "D", assign: "D", file: "F", refuse: "R", acknowledge: "A", report_done: "E", assign_check: "V", check_pass: "V",
    check_fail: "X", close: "C", reopen: "B", clear: "U",
  };

  onescreen.part(["incidents", "units"], ({ store }) => {
    const place = dom.at("card_actions");
    const incident = store.incidents[onescreen.desk?.chosen];
    if (!place || !incident) return;
    guards(incident);
    buttons(place, incident);
  });

  /** The units that are still bound by an incident of our own. */
  const bound = ({ command, assignments }) => (command ? [] : (assignments || []).filter(({ state }) => onescreen.isBound(state)));

  /** Whether the desk would refuse an action for something that the screen can name. */
  const isBlocked = (action, incident) => action === "report_done" && bound(incident).length > 0;

  const leads = (action) => Boolean(KEYS[action]) && !REASONED.has(action) && !UNIT_MOVES.has(action);

  /** The actions of the whole incident, the main one first: what leads on, never what refuses. */
  function actionsOf(incident) {
    const possible = onescreen.ownOf(incident);
    const whole = possible.filter((action) => !UNIT_MOVES.has(action));
    const more = possible.includes("assign") && !possible.includes("dispatch") && onescreen.tickedUnits().length > 0;
    const clear = possible.includes("report_done") && possible.includes("clear") && bound(incident).every(({ state }) => ARRIVED.has(state));
    const kind = (test) => whole.filter(test);
    return [
      ...(more ? ["assign"] : []), ...(clear ? ["clear"] : []), ...kind((one) => leads(one) && onescreen.isTurn(one, incident)),
      ...kind((one) => leads(one) && !onescreen.isTurn(one, incident)),
      ...kind((one) => REASONED.has(one)), ...kind((one) => RARER.has(one)),
    ];
  }
  onescreen.actionsOf = actionsOf;
  onescreen.keyOf = (action) => KEYS[action] || "";
  onescreen.isActionKey = (letter) => Object.values(KEYS).includes(letter);

  /** The action that leads on, or nothing: no key confirms what refuses. */
  onescreen.mainAction = (incident) => actionsOf(incident).find((action) => KEYS[action] && !REASONED.has(action) && onescreen.isTurn(action, incident));

  function buttons(place, incident) {
    const actions = actionsOf(incident);
    const waiting = onescreen.waits.state(incident) !== "";
    const turn = incident.command ? null : onescreen.waitsFor(incident, leads);
    dom.rows(place, turn ? [TURN, ...actions] : actions, build, (parts, action, row) => {
      if (action === TURN) return void dom.text(row, say("actions.waits_for", { who: turn.who, action: onescreen.moveTitle(turn.action) }));
      const blocked = isBlocked(action, incident);
      const main = action === actions[0] && action === onescreen.mainAction(incident) && !blocked;
      dom.flag(row.firstChild, "blocked", blocked);
      row.firstChild.title = blocked ? say("guards.bound") : "";
      dom.flag(row.firstChild, "main", main);
      row.firstChild.disabled = waiting;
      dom.text(parts.text, titleOf(action, incident));
      dom.text(parts.key, KEYS[action] || "");
      dom.flag(parts.key, "none", !KEYS[action]);
      dom.flag(parts.enter, "none", !main);
    });
    const theirs = incident.command ? "actions.theirs" : "actions.none";
    dom.emptiness(place, !actions.length && !turn, say(theirs, { command: onescreen.originTitle(incident.command) }));
  }

  function titleOf(action, incident) {
    const n = unitsFor(action, incident).length;
    const title = onescreen.moveTitle(action);
    if (!n) return title;
    return action === "assign" ? say("actions.send_units", { n }) : say("actions.with_units", { action: title, n });
  }

  function build(row, action) {
    if (action === TURN) return void row.classList.add("turn");
    const button = dom.make("button", "act");
    button.type = "button";
    button.addEventListener("click", () => onescreen.act(action));
    row.append(button);
    return dom.fill(button, { text: ["span"], key: ["kbd"], enter: ["kbd", "enter", "↵"] });
  }

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

  /** Asks the desk for an action on the chosen incident; the ticked units go with a dispatch. */
  onescreen.act = async function (action, { unit, note, checker } = {}) {
    const incident = onescreen.store.incidents[onescreen.desk.chosen];
    if (!incident) return;
    const why = underWay(incident, unit) || (onescreen.ownOf(incident).includes(action) ? "" : onescreen.possibleNow(incident));
    if (why) return void onescreen.tellDesk(`${incident.number} · ${why}`);
    const asks = note || checker ? "" : wordOf(action, incident);
    if (asks) return void onescreen.askReason(action, (told) => onescreen.act(action, asks === CHECKER ? { checker: told } : { note: told }), asks);
    const title = unit ? `${onescreen.moveTitle(action)} ${unit}` : titleOf(action, incident);
    onescreen.waits.ask(incident.number, unit);
    onescreen.tellAnswer(incident.number, say("actions.sent", { action: title }));
    onescreen.redraw();
    await answered(incident, action, { unit, note, checker }, title);
    onescreen.waits.done(incident.number, unit);
    onescreen.redraw();
  };

  /** What must be said before an action is asked for: the name of its question, or nothing. */
  function wordOf(action, incident) {
    if (onescreen.writesFor(action, incident)) return "actions.who_told";
    if (action === "assign_check" && onescreen.isKnown()) return CHECKER;
    if (action === "check_pass" && onescreen.standsIn()) return "actions.reason"; // a chief in another's stead says why
    return REASONED.has(action) ? "actions.reason" : "";
  }

  async function answered(incident, action, wish, title) {
    const { number } = incident;
    try {
      await sent(incident, action, wish);
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

  /** What can be done with an incident instead, in a sentence. */
  onescreen.possibleNow = function (incident) {
    if (incident.command) return say("actions.theirs", { command: onescreen.originTitle(incident.command) });
    const titles = actionsOf(incident).map((action) => titleOf(action, incident));
    return titles.length ? `${say("actions.not_now")} ${say("actions.possible", { actions: titles.join(say("sentence.comma")) })}` : say("actions.none");
  };

  /** The units that an action of the whole incident takes with it. */
  function unitsFor(action, incident) {
    if (action === "clear") return bound(incident).map(({ unit }) => unit);
    return TAKING.has(action) ? onescreen.tickedUnits() : [];
  }

  /** One wish, or one for each unit; of several "assign" the first is the dispatch itself.
   *
   * The step of a single unit is right whatever else has happened meanwhile; anything else only as it was seen.
   */
  async function sent(incident, action, { unit, note, checker }) {
    const units = unit ? [unit] : unitsFor(action, incident);
    const version = onescreen.waits.version(incident);
    if (!units.length) return void (await asked(incident, action, { version, note, details: checker ? { checker } : undefined }));
    for (const [i, one] of units.entries()) {
      if (!TAKING.has(action)) await asked(incident, action, { unit: one, note });
      else await asked(incident, "assign", { unit: one, version: i ? undefined : version });
      onescreen.choice.ticked.delete(one);
    }
  }

  async function asked({ number, version: seen }, action, wish) {
    const { version } = await onescreen.ask(number, action, { ...wish, seen });
    onescreen.waits.hear(number, version, wish.unit);
  }
})();
