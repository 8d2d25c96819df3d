/* Judge: what a figure or an incident means for drawing: level, stage, clock, data state. Pure. */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const STAGE = Object.freeze({
    accepted: 1, filed: 2, dispatched: 2, processing: 3, feedback: 4, checking: 5, checked: 5, closed: 6, refused: 6,
    suspended: 3, deferred: 3, evaluated: 6, merged: 6, voided: 6,
  });
  const LET_GO = new Set(["cleared", "cancelled"]);
  const LAST_QUARTER = 0.75;
  const HALF = 0.5;

  /** The seven stages of the closed loop, in their order. */
  onescreen.STAGES = Object.freeze(["collect", "file", "dispatch", "process", "feedback", "check", "close"]);

  /** Whether a unit in this state is still bound by its incident. */
  onescreen.isBound = (state) => !LET_GO.has(state);

  /** The stage (0–6) of an incident's state: a dispatch is over when it has been acknowledged. */
  onescreen.stageOf = (state) => STAGE[state];

  /** The level (1 most urgent) that a band stands for: 1 attention → Ⅲ, 2 warning → Ⅱ, 3 critical → Ⅰ; else null. */
  onescreen.levelOf = (band) => (band >= 1 && band <= 3 ? 4 - band : null);

  /** "live" up to the promise, "late" up to three of it, "stale" beyond, "no_data" where nothing ever came. */
  onescreen.dataState = function (age_s, promise_s) {
    if (age_s === null || age_s === undefined || !Number.isFinite(age_s)) return "no_data";
    if (age_s <= promise_s) return "live";
    return age_s <= 3 * promise_s ? "late" : "stale";
  };

  /** How an indicator's value for the city stands: error, no_data, live, late or stale. */
  onescreen.measureState = function (measure, facts, now) {
    if (!measure) return "no_data";
    if (measure.error) return "error";
    if (!Number.isFinite(onescreen.cityValue(measure))) return "no_data";
    const promise_s = Math.max(2 * (facts.every_s || 60), 30);
    return onescreen.dataState((now - measure.at) / 1000, promise_s);
  };

  /** The first entry of a measure's column: the city's. */
  onescreen.cityValue = (measure, column = "value") => (measure && measure[column] ? measure[column][0] : null);

  /** What was judged where that, not the value, gives the band: {worst} the worse end of its interval, {judged} any other
   * figure of its sort; {} where the value speaks for itself.
   */
  onescreen.judgedBeside = function (measure, facts) {
    const [value, judged, low, high] = ["value", "judged", "low", "high"].map((column) => onescreen.cityValue(measure, column));
    if (facts.judged_on || ![value, judged].every(Number.isFinite)) return {};
    if (onescreen.bandOf(judged, facts) <= Math.max(onescreen.bandOf(value, facts), 0)) return {};
    return judged === low || judged === high ? { worst: judged } : { judged };
  };

  /** Whether a figure is within its limits again and its band is held only until the next computation says so, too. */
  onescreen.isRecovering = function (measure, facts) {
    const judged = onescreen.cityValue(measure, "judged") ?? onescreen.cityValue(measure);
    return onescreen.cityValue(measure, "band") > 0 && onescreen.bandOf(judged, facts) === 0;
  };

  /** How far outside its normal a value is, in widths of the normal; 0 inside or unknown. */
  onescreen.deviation = function (measure) {
    const value = onescreen.cityValue(measure);
    const [low, high] = [measure.normal_low, measure.normal_high];
    if (![value, low, high].every(Number.isFinite)) return 0;
    const width = Math.max(high - low, 1e-9);
    return Math.max(low - value, value - high, 0) / width;
  };

  /** The running clock of an incident: {name, left_ms, share, state: in_time|last_quarter|over|none}. */
  onescreen.clockOf = function (incident, now) {
    if (!incident.open || !Number.isFinite(incident.due_at)) return { name: "", left_ms: null, share: null, state: "none" };
    const left_ms = incident.due_at - now;
    const started = onescreen.nearestClock?.(incident)?.started_at ?? incident.entered_at ?? incident.received_at;
    const share = (now - started) / Math.max(incident.due_at - started, 1);
    const state = left_ms < 0 ? "over" : share >= LAST_QUARTER ? "last_quarter" : "in_time";
    return { name: incident.due, left_ms, share: Math.min(Math.max(share, 0), 1), state };
  };

  /** Whether an incident is open beyond its running limit. */
  onescreen.isOverdue = (incident, now) => incident.open && Number.isFinite(incident.due_at) && incident.due_at < now;

  /** {arrived, sent, left}: how many of the units that are bound have been on scene, and how many have left. */
  onescreen.arrivals = function (incident) {
    const all = incident.assignments || [];
    const bound = all.filter((one) => onescreen.isBound(one.state));
    return { arrived: bound.filter((one) => one.times?.on_scene).length, sent: bound.length, left: all.length - bound.length };
  };

  /** "0/11"; a dash where nobody is bound. */
  onescreen.arrivalsText = function (incident) {
    const { arrived, sent } = onescreen.arrivals(incident);
    return sent ? `${arrived}/${sent}` : "—";
  };

  /** When the first unit came, or null; after a reopening the first since then. */
  onescreen.firstArrival = function (incident) {
    const reopened = incident.open && Number.isFinite(incident.times?.closed) ? incident.times.closed : -Infinity;
    const times = (incident.assignments || []).map((one) => one.times?.on_scene).filter((at) => Number.isFinite(at) && at > reopened);
    return times.length ? Math.min(...times) : null;
  };

  /** How a unit counts: available, way (sent, not there) or bound. */
  onescreen.unitUse = function (state) {
    if (state === "available" || LET_GO.has(state)) return "available";
    return ["dispatched", "acknowledged", "en_route", "staged"].includes(state) ? "way" : "bound";
  };

  /** Whether so little of the expected input came that the value must say so. */
  onescreen.isThin = (measure) => Number.isFinite(onescreen.cityValue(measure, "coverage")) && measure.coverage[0] < HALF;

  /** "41/46": how many of how many stand behind a value; empty where the indicator counts nothing. */
  onescreen.shareText = function (measure) {
    const [of, all] = [onescreen.cityValue(measure, "numerator"), onescreen.cityValue(measure, "denominator")];
    if (!Number.isFinite(all)) return "";
    const digits = (value) => (Math.abs(value - Math.round(value)) > 1e-6 && Math.abs(value) < 100 ? 1 : 0);
    const whole = onescreen.number(all, digits(all));
    return Number.isFinite(of) ? `${onescreen.number(of, digits(of))}/${whole}` : whole;
  };
})();
