/* Hands: which actions the card offers of an incident, in which order, under which key. */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { say } = onescreen;
  const ARRIVED = new Set(["on_scene", "at_hospital"]);
  const TAKING = new Set(["dispatch", "assign"]); // the ticked units with it
  const OF_UNITS = new Set(["assign", "en_route", "on_scene", "clear"]); // they stand at the units
  const OF_ONE_UNIT = new Set(["confirm", "expect", "stage", "transport", "at_hospital", "stand_down"]);
  const CARRIERS = new Set(["ambulance", "medic", "private"]);
  const CARRYING = new Set(["transport", "at_hospital"]);
  const DECIDES = /^(approve_|reject_request|withdraw_request|expire_request)/; // they stand at the requests
  const RESPONSES = new Set(["activate_response", "end_response", "report_response", "report_up"]); // they want a console of their own
  const REFUSES = new Set(["refuse", "check_fail", "reopen", "return_intake", "void", "close_unresolved"]); // never the main one
  const RARER = new Set(["make_safe", "recall", "appeal", "restore", "resume", "unmerge", "release"]);
  const KEYS = {
    dispatch: "D", assign: "D", file: "F", refuse: "R", acknowledge: "A", report_done: "E", assign_check: "S", check_pass: "V",
    check_fail: "X", close: "C", reopen: "B", clear: "U",
  };

  /** The units that are still bound by an incident of our own. */
  const bound = ({ command, assignments }) => (command ? [] : (assignments || []).filter(({ state }) => onescreen.isBound(state)));

  const leads = (action) => Boolean(KEYS[action]) && !REFUSES.has(action) && !OF_UNITS.has(action);
  const whole = (incident) => onescreen.ownOf(incident).filter((action) => !OF_UNITS.has(action) && !DECIDES.test(action) && !RESPONSES.has(action));

  /** The actions of the whole incident, the main one first: what leads on, never what refuses. */
  function actionsOf(incident) {
    const possible = onescreen.ownOf(incident);
    const more = possible.includes("assign") && !possible.includes("dispatch") && onescreen.tickedUnits().length > 0;
    const clear = possible.includes("report_done") && possible.includes("clear") && bound(incident).every(({ state }) => ARRIVED.has(state));
    const kind = (test) => whole(incident).filter(test);
    return [
      ...(more ? ["assign"] : []), ...(clear ? ["clear"] : []), ...kind((one) => leads(one) && onescreen.isTurn(one, incident)),
      ...kind((one) => leads(one) && !onescreen.isTurn(one, incident)),
      ...kind((one) => REFUSES.has(one)), ...kind((one) => RARER.has(one)),
    ];
  }

  /** The units that an action of the whole incident takes with it. */
  function unitsFor(action, incident) {
    if (action === "clear") return bound(incident).map(({ unit }) => unit);
    return TAKING.has(action) ? onescreen.tickedUnits() : [];
  }

  function titleOf(action, incident) {
    const n = unitsFor(action, incident).length;
    const title = onescreen.moveTitle(action);
    if (!n) return title;
    return action === "assign" ? say("actions.send_units", { n }) : say("actions.with_units", { action: title, n });
  }

  Object.assign(onescreen, { actionsOf, leadsOn: leads, unitsOf: unitsFor, actionTitle: titleOf });
  onescreen.takesTicked = (action) => TAKING.has(action);

  /** Whether a unit takes people to a hospital. */
  onescreen.carries = (unit) => CARRIERS.has(onescreen.page.units[unit]?.kind);

  /** Whether an action is only for units that carry people. */
  onescreen.forCarriers = (action) => CARRYING.has(action);

  /** All else that is possible: rarer, and each with a form where it wants to know something. */
  onescreen.moreActionsOf = function (incident) {
    const shown = new Set(actionsOf(incident));
    const ofUnits = (action) => OF_ONE_UNIT.has(action) && (incident.command || !bound(incident).length);
    const carried = bound(incident).some(({ unit }) => onescreen.carries(unit));
    return whole(incident).filter((action) => !shown.has(action) && !ofUnits(action) && (carried || !CARRYING.has(action)));
  };

  onescreen.keyOf = (action) => KEYS[action] || "";
  onescreen.isActionKey = (letter) => Object.values(KEYS).includes(letter);

  /** The action that leads on, or nothing: no key confirms what refuses, or takes units from a work that nobody called done. */
  onescreen.mainAction = (incident) => actionsOf(incident).find((action) =>
    KEYS[action] && action !== "clear" && !REFUSES.has(action) && onescreen.isTurn(action, incident));

  /** Whether the desk would refuse an action for something that the screen can name. */
  onescreen.isBlocked = (action, incident) => action === "report_done" && bound(incident).length > 0;

  /** Why the desk would refuse an action, and what to do first; "" where nothing is known to speak against it. */
  onescreen.blockedBy = function (action, incident) {
    if (!onescreen.isBlocked(action, incident)) return "";
    const units = bound(incident).map(({ unit }) => unit).join(say("sentence.comma"));
    const clear = actionsOf(incident).includes("clear") ? say("actions.possible", { actions: `${titleOf("clear", incident)} (${KEYS.clear})` }) : "";
    return [say("guards.bound"), `${units}.`, clear].filter(Boolean).join(" ");
  };

  function turnSaid(incident, leading) {
    const turn = onescreen.waitsFor(incident, leading);
    return turn ? `${say("actions.waits_for", { who: turn.who, action: onescreen.moveTitle(turn.action) })}${say("sentence.stop").trim()}` : "";
  }

  /** Whose turn the action of a key is, in a sentence; "" where the state does not allow it to anybody. */
  onescreen.othersTurn = (letter, incident) => (incident.command ? "" : turnSaid(incident, (action) => KEYS[action] === letter));

  /** What can be done with an incident instead, in a sentence. */
  onescreen.possibleNow = function (incident) {
    if (incident.command) return say("actions.theirs", { command: onescreen.originTitle(incident.command) });
    const titles = actionsOf(incident).map((action) => titleOf(action, incident));
    const turn = turnSaid(incident, leads);
    if (!titles.length) return turn || say("actions.none");
    return [say("actions.not_now"), turn, say("actions.possible", { actions: titles.join(say("sentence.comma")) })].filter(Boolean).join(" ");
  };
})();
