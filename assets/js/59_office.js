/* Office: the shifts and the alarms as the server tells them. The picture brings only marks; what they stand for is
 * fetched when a mark is new.
 */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const PATIENCE_MS = 12e3;
  const AGAIN_MS = 5e3; // after a failure
  const CLOCK = { hour: "2-digit", minute: "2-digit" };

  /** What was fetched last: `shifts` and `alarms` as the API gives them, null until they were. */
  const office = (onescreen.office = { shifts: null, alarms: null });
  const asked = { shifts: { mark: null, at: -Infinity, busy: false }, alarms: { mark: null, at: -Infinity, busy: false } };

  onescreen.part?.([], ({ store, page }) => {
    if (store.v === null) return;
    if (onescreen.dom.at("strip_shift")) look("shifts", "/api/v1/shifts", store.office.shift);
    if (page.screen === "duty") look("alarms", `/api/v1/alarms?console=${encodeURIComponent(onescreen.consoleName())}`, store.office.alarms);
  });

  /** The name of this console, for what was seen here. */
  onescreen.consoleName = () => (new URLSearchParams(location.search).get("seat") || "1").replace(/[^\w.-]/g, "").slice(0, 12);

  /** Fetches what is behind a mark, if the mark is new; nobody asks twice at once. */
  function look(what, address, mark) {
    const one = asked[what];
    if (one.busy || one.mark === mark || performance.now() - one.at < (one.failed ? AGAIN_MS : 0)) return;
    Object.assign(one, { busy: true, at: performance.now() });
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
    fetch(address, { signal: patience.signal })
      .then(async (answer) => {
        if (!answer.ok) throw new Error(answer.status);
        office[what] = await answer.json();
        Object.assign(one, { mark, failed: false, busy: false });
        onescreen.redraw(true);
      })
      .catch(() => Object.assign(one, { failed: true, busy: false }))
      .finally(() => clearTimeout(timer));
  }

  /** What the server answered to an action is fetched again at once, whatever the marks say. */
  onescreen.refetch = function (what) {
    asked[what].mark = null;
    onescreen.redraw();
  };

  /** Two lines for the strip: the chief on duty, and until when; how it is where nobody planned a shift. Pure. */
  onescreen.shiftSaid = function (shifts, now) {
    const { say } = onescreen;
    if (!shifts) return [say("strip.shift", { chief: "—" }), ""];
    if (shifts.everybody) return [say("strip.shift", { chief: "—" }), say("strip.everybody")];
    const { present, next } = shifts;
    if (!present) {
      const from = next ? say("strip.shift_from", { at: onescreen.cityTime(Date.parse(next.begins_at), CLOCK) }) : say("strip.no_shift");
      return [say("strip.shift", { chief: "—" }), from];
    }
    const chief = present.chiefs.join(say("sentence.comma")) || "—";
    const until = say("strip.shift_until", { at: onescreen.cityTime(Date.parse(present.ends_at), CLOCK) });
    const ended = now > Date.parse(present.ends_at);
    const how = present.state === "handover" ? say("strip.shift_handover") : ended ? say("strip.shift_late") : until;
    return [say("strip.shift", { chief }), how];
  };

  /** What somebody may do now: with the shift on duty, or, where none is, with the one that comes. Pure. */
  onescreen.shiftActs = function (shifts, who) {
    const { present = null, next = null } = shifts || {};
    if (!present) return next && next.chiefs.includes(who) ? ["begin"] : [];
    const possible = new Set(present.possible);
    const own = present.chiefs.includes(who) ? ["hand_over", "sign_out", "stay_on"] : [];
    const theirs = next?.chiefs.includes(who) ? ["take_over"] : [];
    const signed = present.signed_out ? ["sign_out"] : [];
    return [...own, ...theirs].filter((action) => possible.has(action) && !signed.includes(action));
  };
})();
