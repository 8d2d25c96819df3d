/* Card: the chosen incident: what, where, how long already, what has happened. */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { dom, say } = onescreen;
  const STAGE_STATES = [null, "accepted", "filed", "processing", "feedback", "checking", "closed"];
  const SECONDS = { hour: "2-digit", minute: "2-digit", second: "2-digit" };
  const time = (ms) => (Number.isFinite(ms) ? onescreen.cityTime(ms, SECONDS) : "");

  onescreen.part(["incidents", "units"], ({ now, store }) => {
    const card = dom.at("card");
    if (!card) return;
    const incident = store.incidents[onescreen.desk.chosen];
    if (card.shows !== incident?.number) card.scrollTop = 0;
    card.shows = incident?.number;
    dom.flag(card, "none", !incident);
    dom.flag(dom.at("card_empty"), "none", Boolean(incident));
    if (!incident) return;
    const clock = onescreen.clockOf(incident, now);
    head(incident, clock);
    rail(incident, now);
    clocks(incident, now);
    evidence(incident, now);
    units(incident, now);
    audit(incident, now);
  });

  /** The parts of a place of the card, made once. */
  function made(name, parts) {
    const place = dom.at(name);
    if (!place.parts) place.parts = dom.fill(place, parts);
    return place.parts;
  }

  function head(incident, clock) {
    const parts = made("card_head", { chip: ["div", "chip-box"], title: ["h2"], left: ["div"], sub: ["div"], due: ["div"] });
    onescreen.setChip(parts.chip, incident.level);
    const what = onescreen.categoryTitle(incident);
    dom.text(parts.title, incident.address ? `${what} · ${onescreen.placeOf(incident)}` : what);
    const command = incident.command ? say("card.led_by", { command: onescreen.originTitle(incident.command) }) : "";
    const madeUp = [incident.made_up ? say("state.made_up") : "", incident.exercise ? say("inbox.exercise") : ""];
    const words = [incident.number, onescreen.sensitivityOf(incident), onescreen.placeless(incident), onescreen.areaTitle(incident.area), `v${incident.version}`, command, ...madeUp];
    dom.text(parts.sub, words.filter(Boolean).join(" · "));
    dom.text(parts.left, onescreen.left(clock.left_ms));
    const due = onescreen.dueTitle(clock.name);
    dom.text(parts.due, due ? say(clock.state === "over" ? "card.over" : "card.left", { due }) : say("card.no_limit"));
  }

  function rail(incident, now) {
    const place = dom.at("card_rail");
    const stage = onescreen.stageOf(incident.state);
    dom.rows(place, onescreen.STAGES, (row) => dom.fill(row, { bar: ["i"], name: ["div"], stamp: ["div"] }), (parts, name, row) => {
      const i = onescreen.STAGES.indexOf(name);
      dom.data(row, "stands", i < stage ? "past" : i === stage ? "now" : "ahead");
      dom.text(parts.name, say(`stage.${name}`));
      const at = i === 0 ? incident.received_at : incident.times[STAGE_STATES[i]];
      const text = i < stage ? time(at) : i === stage && Number.isFinite(incident.entered_at)
        ? onescreen.left(now - incident.entered_at) : "";
      dom.text(parts.stamp, text);
    });
  }

  /** Every deadline, the nearest first; then the first arrival, and the end where no clock of the desk says when. */
  function clocks(incident, now) {
    const own = onescreen.clocksOf(incident, now);
    const arrived = onescreen.firstArrival(incident);
    const waited = arrived ?? (incident.open ? now : null);
    const shown = own.map((one) => ({
      name: [one.state === "paused" ? "⏸" : "", onescreen.dueTitle(one.kind), one.estimated ? say("card.estimated") : "", one.late ? say("card.late") : ""].filter(Boolean).join(" "),
      text: one.left_ms === null ? "" : onescreen.left(one.left_ms), share: one.share, late: one.late,
    }));
    const since = waited === null ? "—" : onescreen.left(Math.max(waited - incident.received_at, 0));
    shown.push({ name: say("card.first_arrival"), text: arrived === null ? say("card.not_yet", { since }) : since, share: null });
    if (incident.made_safe) shown.push({ name: say("card.made_safe"), text: safe(incident.made_safe), share: null });
    if (!onescreen.hasPromise(own)) shown.push(ending(incident, now));
    dom.rows(dom.at("card_clocks"), shown.map((_, i) => i), (row) => dom.fill(row, { name: ["div"], text: ["div"], bar: ["div"] }), (parts, i, row) => {
      const one = shown[i];
      dom.text(parts.name, one.name);
      dom.text(parts.text, one.text);
      const width = `${Math.round((one.share ?? 0) * 1000) / 10}%`;
      if (parts.bar.style.getPropertyValue("--share") !== width) parts.bar.style.setProperty("--share", width);
      dom.flag(parts.bar, "without", one.share === null);
      dom.flag(row, "late", Boolean(one.late));
    });
  }

  /** "12:04 · fenced off": how long after the dispatch, and how. */
  function safe({ how, after_s }) {
    const ways = onescreen.page.forms?.make_safe?.find(({ name }) => name === "kind")?.options || [];
    return [onescreen.left(after_s === null ? null : 1000 * after_s), ways.find(([code]) => code === how)?.[1]].filter(Boolean).join(" · ");
  }

  function ending(incident, now) {
    const used = (incident.times.closed ?? now) - incident.received_at;
    const limit = Number.isFinite(incident.close_by) ? incident.close_by - incident.received_at : null;
    const share = limit > 0 ? Math.min(used / limit, 1) : null;
    return { name: say("card.close_by"), text: `${onescreen.left(Math.max(used, 0))} / ${onescreen.left(limit)}`, share };
  }

  function evidence(incident, now) {
    const parts = made("card_evidence", { title: ["b", "", say("card.evidence")], place: ["div"], text: ["div"], sub: ["div"] });
    dom.text(parts.place, onescreen.addressOf(incident));
    dom.flag(parts.place, "none", !incident.address);
    dom.text(parts.text, onescreen.detailOf(onescreen.inClear(incident)) || say("card.no_detail"));
    const reference = incident.reference && incident.origin !== "indicator" ? `${onescreen.originTitle(incident.origin)} ${incident.reference}` : onescreen.originTitle(incident.origin);
    dom.text(parts.sub, say("card.received", { time: onescreen.moment(incident.received_at, now), reference, age: onescreen.age(now - incident.received_at) }));
  }

  /** Who brought an incident or leads it, in words. */
  onescreen.originTitle = (origin) => onescreen.sayOr(`origin.${origin}`, origin || "—");

  function units(incident, now) {
    const place = dom.at("card_units");
    const sent = incident.assignments || [];
    if (!place.parts) {
      const parts = dom.fill(place, { head: ["div", "card-title"], list: ["div", "rows assigned"] });
      place.parts = { ...parts, ...dom.fill(parts.head, { title: ["b"], note: ["span", "note"] }) };
    }
    dom.flag(place, "none", !sent.length);
    if (!sent.length) return;
    const { arrived } = onescreen.arrivals(incident);
    dom.text(place.parts.title, say("card.units", { n: sent.length }));
    dom.text(place.parts.note, say("card.arrived", { n: arrived, all: sent.length }));
    const by = new Map(sent.map((one) => [one.unit, one]));
    dom.rows(place.parts.list, [...by.keys()], onescreen.buildAssigned, (parts, unit) => onescreen.writeAssigned(parts, by.get(unit), incident, now));
  }

  /** Everything that is written down about it, the newest first. */
  function audit(incident, now) {
    const place = dom.at("card_audit");
    if (!place.parts) {
      const parts = dom.fill(place, { head: ["div", "card-title"], list: ["div", "rows moves"] });
      dom.fill(parts.head, { title: ["b", "", say("card.audit")], note: ["span", "note", say("card.audit_note")] });
      place.parts = parts;
    }
    const moves = onescreen.logOf(incident).slice(0, dom.fits(place.parts.list));
    const keys = moves.map((move) => `${move.at}${move.what}${move.who}`);
    dom.rows(place.parts.list, keys, (row) => dom.fill(row, { at: ["div"], who: ["div"], what: ["div"] }), (parts, key) => {
      const move = moves[keys.indexOf(key)];
      dom.text(parts.at, Math.abs(now - move.at) < 86400e3 ? time(move.at) : onescreen.moment(move.at, now));
      dom.text(parts.who, move.who);
      dom.text(parts.what, move.what);
    });
  }

  /** What happened to an incident: [{at, who, what}], the newest first. */
  onescreen.movesOf = function (incident) {
    const led = incident.command ? onescreen.originTitle(incident.command) : "";
    const who = (state) => led || (state === "accepted" ? onescreen.originTitle(incident.origin) : ""); // else only the desk knows
    const states = Object.entries(incident.times || {}).map(([state, at]) => ({ at, who: who(state), what: say(`state_of.${state}`) }));
    const crews = (incident.assignments || []).flatMap((one) =>
      Object.entries(one.times || {}).map(([state, at]) => ({ at, who: one.unit, what: say(`unit_state.${state}`) })));
    return [...states, ...crews].filter((move) => Number.isFinite(move.at)).sort((a, b) => b.at - a.at);
  };
})();
