/* Actions: what a hand may do with the chosen incident. A button never changes the screen: it asks the desk, and the
 * screen changes because the picture did.
 */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { dom, say } = onescreen;
  const ARRIVED = new Set(["on_scene", "at_hospital"]);
  const UNIT_MOVES = new Set(["assign", "en_route", "on_scene", "transport", "at_hospital", "clear"]);
  const REASONED = new Set(["refuse", "check_fail", "reopen"]); // the desk wants to know why
  const KEYS = {
    dispatch: "D", assign: "D", file: "F", refuse: "R", acknowledge: "A", report_done: "E", assign_check: "V", check_pass: "V",
    check_fail: "X", close: "C", reopen: "B", clear: "U",
  };
  const work = { busy: false, reason: "", answers: new Map() }; // answers: number → what was said last

  onescreen.part(["incidents", "units"], ({ store }) => {
    const place = dom.at("card_actions");
    const incident = store.incidents[onescreen.desk?.chosen];
    if (!place || !incident) return;
    guards(incident);
    buttons(place, incident);
    answer(incident);
  });

  /** The units that are still bound by an incident of our own. */
  const bound = ({ command, assignments }) => (command ? [] : (assignments || []).filter(({ state }) => state !== "cleared"));

  /** Whether the desk would refuse an action for something that the screen can name. */
  const isBlocked = (action, incident) => action === "report_done" && bound(incident).length > 0;

  /** The actions of the whole incident, the main one first: what leads on, never what refuses. */
  function actionsOf(incident) {
    const possible = incident.possible || [];
    const whole = possible.filter((action) => !UNIT_MOVES.has(action));
    const more = possible.includes("assign") && !possible.includes("dispatch") && onescreen.tickedUnits().length > 0;
    const clear = possible.includes("report_done") && possible.includes("clear") && bound(incident).every(({ state }) => ARRIVED.has(state));
    return [...(more ? ["assign"] : []), ...(clear ? ["clear"] : []), ...whole.filter((one) => !REASONED.has(one)), ...whole.filter((one) => REASONED.has(one))];
  }
  onescreen.actionsOf = actionsOf;
  onescreen.keyOf = (action) => KEYS[action] || "";

  function buttons(place, incident) {
    const actions = actionsOf(incident);
    dom.rows(place, actions, build, (parts, action, row) => {
      const blocked = isBlocked(action, incident);
      const main = action === actions[0] && !REASONED.has(action) && !blocked;
      dom.flag(row.firstChild, "blocked", blocked);
      row.firstChild.title = blocked ? say("guards.bound") : "";
      dom.flag(row.firstChild, "main", main);
      row.firstChild.disabled = work.busy;
      dom.text(parts.text, titleOf(action, incident));
      dom.text(parts.key, KEYS[action] || "");
      dom.flag(parts.key, "none", !KEYS[action]);
      dom.flag(parts.enter, "none", !main);
    });
    const theirs = incident.command ? "actions.theirs" : "actions.none";
    dom.emptiness(place, !actions.length, say(theirs, { command: onescreen.originTitle(incident.command) }));
  }

  function titleOf(action, incident) {
    const n = unitsFor(action, incident).length;
    const title = onescreen.moveTitle(action);
    return n ? say("actions.with_units", { action: title, n }) : title;
  }

  function build(row, action) {
    const button = dom.make("button", "act");
    button.type = "button";
    button.addEventListener("click", () => onescreen.act(action));
    row.append(button);
    return dom.fill(button, { text: ["span"], key: ["kbd"], enter: ["kbd", "enter", "↵"] });
  }

  /** What must be so before units are sent: a tick, or an empty square and whether it blocks. */
  function guards(incident) {
    const place = dom.at("card_guards");
    const wanted = (incident.possible || []).includes("dispatch");
    dom.flag(place, "none", !wanted);
    if (!wanted) return;
    const met = { place: Number.isFinite(incident.lon), level: incident.level >= 1, units: onescreen.tickedUnits().length > 0 };
    if (!place.parts) place.parts = dom.fill(place, { title: ["b", "", say("guards.title")], list: ["div", "guards"] });
    dom.rows(place.parts.list, Object.keys(met), (row) => dom.fill(row, { box: ["i"], text: ["span"] }), (parts, name, row) => {
      dom.flag(row, "met", met[name]);
      dom.text(parts.text, say(met[name] ? `guards.${name}` : `guards.no_${name}`));
    });
  }

  /** The last answer, or the question for a reason. */
  function answer(incident) {
    const place = dom.at("card_answer");
    if (work.reason) return;
    const told = work.answers.get(incident.number);
    if (told?.refused && told.version !== incident.version) return forget(incident.number, told);
    dom.drawn(place, `said ${told ? told.text : ""}`, () => (told ? dom.make("span", "", told.text) : null));
    dom.flag(place, "refused", told && told.refused);
  }

  /** What was refused says nothing any more once the incident has moved on. */
  function forget(number, told) {
    work.answers.delete(number);
    const line = dom.at("command_says");
    if (line.textContent === `${number} · ${told.text}`) dom.text(line, "");
    onescreen.redraw();
  }

  /** Asks for the reason of an action in one line, then acts. */
  function askReason(action) {
    work.reason = action;
    const place = dom.at("card_answer");
    dom.drawn(place, `why ${action} ${performance.now()}`, () => {
      const form = dom.make("form", "reason");
      const input = dom.make("input");
      Object.assign(input, { type: "text", maxLength: 400, placeholder: say("actions.reason", { action: onescreen.moveTitle(action) }) });
      const send = dom.make("button", "act", onescreen.moveTitle(action));
      form.append(input, send);
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        work.reason = "";
        if (input.value.trim()) onescreen.act(action, { note: input.value.trim() });
      });
      input.addEventListener("keydown", (event) => event.key === "Escape" && stopAsking());
      setTimeout(() => input.focus());
      return form;
    });
  }

  function stopAsking() {
    work.reason = "";
    onescreen.redraw();
  }

  onescreen.on("chosen", stopAsking);

  /** Asks the desk for an action on the chosen incident; the ticked units go with a dispatch. */
  onescreen.act = async function (action, { unit, note } = {}) {
    const incident = onescreen.store.incidents[onescreen.desk.chosen];
    if (!incident || work.busy || !(incident.possible || []).includes(action)) return;
    if (REASONED.has(action) && !note) return void askReason(action);
    work.busy = true;
    const title = unit ? `${onescreen.moveTitle(action)} ${unit}` : titleOf(action, incident);
    onescreen.redraw();
    try {
      await sent(incident, action, unit, note);
      onescreen.choice.ticked.clear();
      tell(incident, say("actions.done", { action: title }), false);
    } catch (error) {
      tell(incident, error.message, true);
    }
    work.busy = false;
    onescreen.redraw();
  };

  /** The units that an action of the whole incident takes with it. */
  function unitsFor(action, incident) {
    if (action === "clear") return bound(incident).map(({ unit }) => unit);
    return action === "dispatch" || action === "assign" ? onescreen.tickedUnits() : [];
  }

  /** One wish, or one "assign" for each ticked unit: the first of them is the dispatch itself. */
  async function sent(incident, action, unit, note) {
    const { number, version } = incident;
    const units = unit ? [] : unitsFor(action, incident);
    if (!units.length) return void (await onescreen.ask(number, action, { version, unit, note }));
    for (const [i, one] of units.entries()) {
      await onescreen.ask(number, action === "clear" ? action : "assign", { unit: one, version: i ? undefined : version });
    }
  }

  function tell(incident, text, refused) {
    work.answers.set(incident.number, { text, refused, version: onescreen.store.incidents[incident.number]?.version });
    dom.text(dom.at("command_says"), `${incident.number} · ${text}`);
    if (work.answers.size > 50) work.answers.delete(work.answers.keys().next().value);
  }
})();
