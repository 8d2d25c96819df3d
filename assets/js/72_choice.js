/* Choice: which units to send: the nearest free ones, ticked with 1 to 7; and the units already sent. */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { dom, say } = onescreen;
  const MOST = 7;
  const OTHERS = " others"; // the line above the units whose kind does not fit
  const OLD_MS = 60e3; // of real time: after that the nearest units are asked for again
  const AWAITED = new Set(["dispatched", "acknowledged", "en_route", "staged"]);
  const NEXT = { dispatched: "en_route", acknowledged: "en_route", en_route: "on_scene", staged: "on_scene", on_scene: "clear", transporting: "at_hospital", at_hospital: "clear" };
  const choice = (onescreen.choice = { number: null, units: [], ticked: new Set(), asked_at: -Infinity, state: "none" });

  onescreen.part(["incidents", "units"], ({ store }) => {
    const place = dom.at("card_nearest");
    if (!place) return;
    const incident = store.incidents[onescreen.desk.chosen];
    const wanted = Boolean(incident) && takesUnits(incident);
    dom.flag(place, "none", !wanted);
    if (!wanted) return;
    if (choice.number !== incident.number) Object.assign(choice, { number: incident.number, units: [], ticked: new Set(), asked_at: -Infinity, state: "asking" });
    if (Number.isFinite(incident.lon) && performance.now() - choice.asked_at > OLD_MS) ask(incident);
    draw(place, incident, store);
  });

  const takesUnits = (incident) => onescreen.ownOf(incident).some((action) => action === "dispatch" || action === "assign");
  onescreen.takesUnits = takesUnits;

  /** Asks the server for the nearest free units; the answer may come for an incident that is no longer chosen. */
  async function ask(incident) {
    choice.asked_at = performance.now();
    const { number } = incident;
    try {
      const answer = await fetch(`/api/v1/units?near=${incident.lon},${incident.lat}`);
      if (!answer.ok) throw new Error(`The units could not be read: ${answer.status}.`);
      const body = await answer.json();
      const free = onescreen.byFit(body.units.filter((one) => one.state === "available"), onescreen.fittingKinds(incident.category));
      if (choice.number === number) Object.assign(choice, { units: free, state: "known" });
    } catch (error) {
      console.warn(error.message);
      if (choice.number === number) choice.state = "failed";
    }
    onescreen.redraw();
  }

  /** The units that may be sent now: those nearest that are still free, and not yet on this incident. */
  function free(incident, store) {
    const sent = new Set((incident.assignments || []).filter((one) => onescreen.isBound(one.state)).map((one) => one.unit));
    return choice.units.filter((one) => !sent.has(one.name) && (store.units[one.name]?.state ?? "available") === "available").slice(0, MOST);
  }

  function draw(place, incident, store) {
    if (!place.parts) {
      const parts = dom.fill(place, { head: ["div", "card-title"], list: ["div", "rows nearest"] });
      place.parts = { ...parts, ...dom.fill(parts.head, { title: ["b"], note: ["span", "note"] }) };
    }
    const units = free(incident, store);
    for (const name of choice.ticked) if (!units.some((one) => one.name === name)) choice.ticked.delete(name);
    dom.text(place.parts.title, say("choice.title", { n: choice.ticked.size }));
    const known = onescreen.fittingKinds(incident.category).length > 0;
    dom.text(place.parts.note, say(choice.state === "failed" ? "choice.failed" : known ? "choice.note_fit" : "choice.note"));
    const by = new Map(units.map((one, i) => [one.name, { ...one, i }]));
    const others = known ? units.findIndex((one) => !one.fits) : -1;
    const keys = [...by.keys()];
    if (others >= 0) keys.splice(others, 0, OTHERS);
    dom.rows(place.parts.list, keys, build, (parts, name, row) => (name === OTHERS ? dom.text(row, say(others ? "choice.others" : "choice.only_others")) : write(parts, row, by.get(name))));
    const none = !units.length && choice.state !== "asking";
    dom.emptiness(place.parts.list, none, say(Number.isFinite(incident.lon) ? "choice.none" : "choice.no_place"));
  }

  function build(row, name) {
    if (name === OTHERS) return void row.classList.add("others");
    row.classList.add("unit");
    row.addEventListener("click", () => tick(name));
    const parts = dom.fill(row, { key: ["kbd"], box: ["i"], name: ["b"], kind: ["span"], far: ["b"], home: ["span"], seen: ["span"] });
    row.setAttribute("role", "checkbox");
    return parts;
  }

  function write(parts, row, unit) {
    const ticked = choice.ticked.has(unit.name);
    dom.flag(row, "ticked", ticked);
    row.setAttribute("aria-checked", ticked);
    dom.text(parts.key, String(unit.i + 1));
    dom.text(parts.name, unit.name);
    dom.text(parts.kind, onescreen.sayOr(`kind.${unit.kind}`, unit.kind || ""));
    dom.text(parts.far, Number.isFinite(unit.distance_m) ? `${(unit.distance_m / 1000).toFixed(1)} km` : "—");
    dom.text(parts.home, onescreen.page.units[unit.name]?.home || "");
    const seen = unit.at ? Date.parse(unit.at) : null;
    dom.text(parts.seen, seen === null ? say("choice.at_home") : say("choice.seen", { age: onescreen.age(onescreen.cityNow() - seen) }));
  }

  function tick(name) {
    if (choice.ticked.has(name)) choice.ticked.delete(name);
    else choice.ticked.add(name);
    onescreen.redraw();
  }

  /** Ticks the unit with this number (1–7) on or off. */
  onescreen.tickUnit = function (n) {
    const incident = onescreen.store.incidents[onescreen.desk.chosen];
    const row = incident && takesUnits(incident) ? dom.at("card_nearest")?.parts?.list.querySelectorAll(".unit")[n - 1] : null;
    if (row) row.click();
    else onescreen.tellDesk(say(incident ? "keys.no_unit" : "keys.none_chosen", { n }));
  };

  /** The next step of a unit on an incident that this viewer may say it took; undefined where it is another crew's. */
  onescreen.nextStep = (one) => (onescreen.speaksForUnit(one.unit) ? NEXT[one.state] : undefined);

  /** The next steps of the units on an incident, as far as this viewer says them. */
  onescreen.stepsOf = ({ assignments = [], command }) => (command ? [] : assignments.map(onescreen.nextStep).filter(Boolean));

  /** The names of the units that are ticked, in the order of the list. */
  onescreen.tickedUnits = () => choice.units.map((one) => one.name).filter((name) => choice.ticked.has(name));

  /** A unit on the incident: its name, kind, state, how long, and its next step where the desk may say so. */
  onescreen.buildAssigned = function (row, name) {
    row.classList.add("unit");
    const parts = dom.fill(row, { name: ["b"], kind: ["span"], state: ["span", "unit-state"], since: ["b", "arrival"], next: ["button", "act small"] });
    parts.next.type = "button";
    parts.next.addEventListener("click", () => onescreen.act(parts.next.value, { unit: name }));
    return parts;
  };

  onescreen.writeAssigned = function (parts, one, incident, now) {
    dom.text(parts.name, one.unit);
    dom.text(parts.kind, onescreen.sayOr(`kind.${onescreen.page.units[one.unit]?.kind}`, ""));
    const there = AWAITED.has(one.state) && one.expected_at ? onescreen.cityTime(one.expected_at, { hour: "2-digit", minute: "2-digit" }) : "";
    dom.text(parts.state, say(`unit_state.${one.state}`) + (there && ` → ${there}`));
    const at = one.times?.[one.state];
    dom.text(parts.since, Number.isFinite(at) ? (onescreen.isBound(one.state) ? onescreen.left(now - at) : onescreen.moment(at, now)) : "—");
    const next = onescreen.nextStep(one);
    const may = next && onescreen.ownOf(incident).includes(next) && !incident.command;
    dom.flag(parts.next, "none", !may);
    if (!may) return;
    parts.next.value = next;
    parts.next.disabled = onescreen.waits.state(incident, one.unit) !== "";
    dom.text(parts.next, onescreen.moveTitle(next));
  };
})();
