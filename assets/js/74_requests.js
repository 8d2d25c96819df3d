/* Requests: what somebody asked for and nobody has decided: how many in the strip, and each on the card, to be decided. */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const say = (key, values) => onescreen.say(key, values);
  const HOUR_S = 3600;
  const DECISIONS = { approve: "requests.approve", reject: "requests.reject", withdraw: "requests.withdraw" };

  /** The requests of an incident that wait for a decision, as far as they are told. Pure. */
  onescreen.waitingRequests = (incident) => (incident.requests || []).filter((one) => one.state === "pending");

  /** How much is asked for: "2.5 h more", "until 30 Nov 12:00"; "" where the kind says it all. */
  onescreen.amountAsked = function ({ add_s, until }, now) {
    if (Number.isFinite(add_s)) return say("requests.hours", { n: onescreen.number(add_s / HOUR_S, Number.isInteger(add_s / HOUR_S) ? 0 : 1) });
    return until ? say("requests.until", { time: onescreen.moment(at(until), now) }) : "";
  };

  const at = (time) => (typeof time === "string" ? Date.parse(time) : time); // the API writes times as texts

  onescreen.part?.(["incidents"], ({ now, store, page }) => {
    strip(store);
    const place = onescreen.dom.at("card_requests");
    const incident = store.incidents[onescreen.desk?.chosen];
    if (!place || !incident) return;
    const told = onescreen.fileOf(incident);
    const waiting = onescreen.waitingRequests(told?.version >= incident.version ? told : incident);
    onescreen.dom.flag(place, "none", !waiting.length);
    if (!place.parts) place.parts = onescreen.dom.fill(place, { title: ["div", "card-title"], list: ["div", "asked-rows"] });
    onescreen.dom.text(place.parts.title, say("requests.title", { n: waiting.length }));
    const by = new Map(waiting.map((one) => [String(one.serial), one]));
    onescreen.dom.rows(place.parts.list, [...by.keys()], build, (parts, serial, row) => {
      row.request = by.get(serial);
      write(parts, row.request, incident, now, page);
    });
  });

  function strip(store) {
    const button = onescreen.dom.at("strip_requests");
    if (!button) return;
    if (!button.listening) button.addEventListener("click", () => onescreen.openRequests());
    button.listening = true;
    const n = Object.values(store.incidents).filter((one) => one.open).reduce((sum, one) => sum + onescreen.waitingRequests(one).length, 0);
    onescreen.dom.flag(button, "none", !n);
    onescreen.dom.text(button, say("requests.strip", { n }));
  }

  function build(row) {
    const parts = onescreen.dom.fill(row, { what: ["b"], acts: ["div", "acts"], who: ["div"], why: ["div"] });
    const acts = onescreen.dom.fill(parts.acts, { approve: ["button", "act small"], reject: ["button", "act small"], withdraw: ["button", "act small"] });
    for (const [name, button] of Object.entries(acts)) {
      button.type = "button";
      onescreen.dom.text(button, say(DECISIONS[name]));
      button.addEventListener("click", () => decide(name, row.request.kind));
    }
    return { ...parts, ...acts };
  }

  function decide(name, kind) {
    if (name === "approve") onescreen.act(`approve_${kind}`);
    else onescreen.act(`${name}_request`, { known: { kind } });
  }

  function write(parts, one, incident, now, page) {
    const { title, reasons } = page.requests[one.kind];
    const { dom } = onescreen;
    dom.text(parts.what, [title, onescreen.amountAsked(one, now)].filter(Boolean).join(" · "));
    dom.text(parts.who, [say("requests.asked", { who: one.by || "—", time: onescreen.moment(at(one.requested_at), now) }), ...signs(one)].join(" · "));
    dom.text(parts.why, [reasons[one.reason] || one.reason, one.note, waits(one, incident)].filter(Boolean).join(" · "));
    const own = onescreen.ownOf(incident);
    const mine = own.includes(`approve_${one.kind}`);
    const busy = onescreen.waits.state(incident) !== "";
    for (const [name, may] of [["approve", mine], ["reject", mine && own.includes("reject_request")], ["withdraw", own.includes("withdraw_request")]]) {
      dom.flag(parts[name], "none", !may);
      parts[name].disabled = busy;
    }
  }

  const signs = ({ signed }) => (signed.some(Boolean) ? [say("requests.signed", { who: signed.join(say("sentence.comma")) })] : []);

  /** Who is waited for, where that is somebody else. */
  function waits(one, incident) {
    const who = onescreen.title(onescreen.fileOf(incident)?.doers[`approve_${one.kind}`]);
    return who ? say("requests.waits_for", { who }) : "";
  }
})();
