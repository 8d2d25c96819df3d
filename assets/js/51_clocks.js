/* Clocks: which deadlines of an incident are shown, and in what order: a short one never hides another. Pure. */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const ORDER = Object.freeze({ running: 0, paused: 1 });
  const PROMISES = new Set(["dispose", "reply"]);

  /** The clock whose deadline is the nearest, where the incident tells of its clocks. */
  onescreen.nearestClock = (incident) =>
    (incident.clocks || []).find((one) => one.state === "running" && one.kind === incident.due && one.due_at === incident.due_at);

  /** The clocks to show, [{kind, state, left_ms, share, estimated, late}]: those that run, the nearest deadline first, those
   * that stand with what is left, and those that are over but ran out: a breach is never taken back.
   */
  onescreen.clocksOf = function (incident, now) {
    const all = (incident.clocks || []).filter((one) => one.state in ORDER || one.breached_at !== null);
    const rank = (one) => ORDER[one.state] ?? 2;
    const first = (a, b) => rank(a) - rank(b) || (a.due_at ?? 0) - (b.due_at ?? 0) || a.kind.localeCompare(b.kind);
    return [...all].sort(first).map((one) => shown(one, now));
  };

  /** Whether one of these clocks says when the work or the answer is due. */
  onescreen.hasPromise = (clocks) => clocks.some((one) => PROMISES.has(one.kind) && one.state in ORDER);

  function shown({ kind, state, started_at, due_at, budget_s, remaining_s, breached_at, provisional }, now) {
    const running = state === "running";
    const left_ms = running ? due_at - now : state === "paused" ? 1000 * remaining_s : null;
    const used = running ? (now - started_at) / Math.max(due_at - started_at, 1) : 1 - remaining_s / Math.max(budget_s, 1);
    return {
      kind, state, left_ms, share: left_ms === null ? null : Math.min(Math.max(used, 0), 1),
      estimated: running && provisional, late: breached_at !== null || (running && left_ms < 0),
    };
  }
})();
