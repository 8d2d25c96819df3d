/* Counts: what is counted from the incidents and units that a screen holds. Pure. */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const DAY = 24 * 3600e3;
  const isReal = ({ open, exercise }) => open && !exercise; // a drill is shown, and counts nowhere

  /** How many incidents are open at each level: {1: n, …, 4: n, all, overdue}. */
  onescreen.countLevels = function (incidents, now) {
    const counts = { 1: 0, 2: 0, 3: 0, 4: 0, all: 0, overdue: 0 };
    for (const one of Object.values(incidents)) {
      if (!isReal(one)) continue;
      counts[one.level] += 1;
      counts.all += 1;
      if (onescreen.isOverdue(one, now)) counts.overdue += 1;
    }
    return counts;
  };

  /** The seven stages: [{count, overdue, stay_ms, limit_ms}]; the last is what was closed since `midnight`.
   *
   * `count` is null where nothing is known; the first stage holds the signals that wait, of which only the number is told.
   */
  onescreen.countStages = function (incidents, flow, now, midnight, waiting = null) {
    const stages = onescreen.STAGES.map(() => ({ count: 0, overdue: 0, stays: [], limits: [] }));
    for (const one of Object.values(incidents)) {
      if (!isReal(one)) continue;
      const stage = stages[onescreen.stageOf(one.state)];
      const entered = one.entered_at;
      stage.count += 1;
      if (onescreen.isOverdue(one, now)) stage.overdue += 1;
      if (Number.isFinite(entered)) stage.stays.push(now - entered);
      if (Number.isFinite(entered) && Number.isFinite(one.due_at)) stage.limits.push(one.due_at - entered);
    }
    stages[0].count = waiting;
    stages[stages.length - 1].count = onescreen.closedSince(flow, midnight);
    return stages.map(({ count, overdue, stays, limits }) => ({
      count, overdue, stay_ms: median(stays), limit_ms: median(limits),
    }));
  };

  /** How many drills are going on, which every screen says. */
  onescreen.countDrills = (incidents) => Object.values(incidents).filter((one) => one.open && one.exercise).length;

  /** How many incidents were closed since a time, by whole steps; null where nothing is counted. */
  onescreen.closedSince = function (flow, since) {
    if (!flow) return null;
    return flowSteps(flow).reduce((sum, at, i) => (at >= since ? sum + flow.closed[i] : sum), 0);
  };

  /** When each step of a flow began; the newest, not yet full, is the last. */
  function flowSteps(flow) {
    const step = flow.step_min * 60e3;
    const last = Math.floor(flow.until / step) * step;
    return flow.received.map((_, i) => last - (flow.received.length - 1 - i) * step);
  }

  function median(values) {
    if (!values.length) return null;
    const sorted = [...values].sort((a, b) => a - b);
    return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
  }

  /** The units of each kind: [{kind, all, available, way, bound}], in the order of `first`, then the largest fleet. */
  onescreen.countUnits = function (units, registered, first = []) {
    const kinds = new Map();
    for (const unit of Object.values(units)) {
      const kind = unit.kind || registered[unit.name]?.kind || "other";
      if (!kinds.has(kind)) kinds.set(kind, { kind, all: 0, available: 0, way: 0, bound: 0 });
      const row = kinds.get(kind);
      row.all += 1;
      row[onescreen.unitUse(unit.state)] += 1;
    }
    const rank = ({ kind }) => (first.includes(kind) ? first.indexOf(kind) : first.length);
    return [...kinds.values()].sort((a, b) => rank(a) - rank(b) || b.all - a.all || (a.kind < b.kind ? -1 : 1));
  };

  /** What came in, step by step, the last `steps` of them: [{at, all, urgent}]; null before anything is known. */
  onescreen.arrivalsByStep = function (flow, steps) {
    if (!flow) return [];
    const starts = flowSteps(flow);
    const first = flow.received.findIndex((row) => row.some((n) => n > 0));
    const bins = flow.received.map((row, i) => {
      if (first < 0 || i < first) return { at: starts[i], all: null, urgent: null };
      return { at: starts[i], all: row.reduce((sum, n) => sum + n, 0), urgent: row[0] + row[1] };
    });
    return bins.slice(-steps);
  };

  /** Whether the loop closes: rates {name, of, all, share}, each from what is known now; `kept` is the measure of kept limits. */
  onescreen.loopRates = function ({ incidents, flow, units = {} }, kept, now) {
    const open = Object.values(incidents).filter(isReal);
    // Where nobody tells of units, nobody tells who is on scene: 0 % would say that no crew came.
    const withUnits = Object.keys(units).length > 0 || open.some((one) => (one.assignments || []).length > 0);
    const limited = open.filter((one) => Number.isFinite(one.due_at));
    const urgent = open.filter((one) => one.level <= 2);
    const rate = (name, rows, test) => ({ name, of: rows.filter(test).length, all: rows.length });
    const [of, all] = ["numerator", "denominator"].map((column) => onescreen.cityValue(kept, column));
    const rates = [
      { name: "kept", of, all },
      { name: "closed", ...closedOfReceived(flow) },
      rate("in_limit", limited, (one) => !onescreen.isOverdue(one, now)),
      rate("dispatched", open, (one) => !["accepted", "filed"].includes(one.state)),
      withUnits ? rate("urgent_on_scene", urgent, (one) => onescreen.firstArrival(one) !== null) : { name: "urgent_on_scene", of: null, all: null },
    ];
    return rates.map((one) => ({ ...one, share: one.all > 0 && Number.isFinite(one.of) ? one.of / one.all : null }));
  };

  function closedOfReceived(flow) {
    if (!flow) return { of: null, all: null };
    const sum = (rows) => rows.flat().reduce((total, n) => total + n, 0);
    return { of: sum(flow.closed), all: sum(flow.received) };
  }

  /** {n, all}: how many indicators see nothing but made-up facts.
   *
   * What no source has brought yet may come from any of them: it counts as made up where any of them is.
   */
  onescreen.countMadeUp = function (catalogue, sources) {
    const all = Object.values(sources);
    const isMadeUp = ({ provenance }) => provenance === "made_up";
    const known = new Map(); // indicator → whether it is; while it is asked for, it does not stand in its own way
    function kind(name) {
      if (name in catalogue) return indicator(name);
      const givers = all.filter((one) => one.kinds?.includes(name));
      return givers.length ? givers.every(isMadeUp) : all.some(isMadeUp);
    }
    function indicator(name) {
      if (known.has(name)) return known.get(name);
      known.set(name, true);
      const inputs = catalogue[name].inputs?.length ? catalogue[name].inputs : onescreen.indicatorsOf(catalogue);
      known.set(name, inputs.every(kind));
      return known.get(name);
    }
    const names = Object.keys(catalogue);
    return { n: names.filter(indicator).length, all: names.length };
  };

  const AGES = [["d1", DAY], ["d3", 3 * DAY], ["d7", 7 * DAY], ["d30", 30 * DAY], ["older", Infinity]];

  /** The open incidents by age: [{name, count}]. */
  onescreen.openAges = function (incidents, now) {
    const bars = AGES.map(([name]) => ({ name, count: 0 }));
    for (const one of Object.values(incidents)) {
      if (isReal(one)) bars[AGES.findIndex(([, most]) => now - one.received_at <= most)].count += 1;
    }
    return bars;
  };

  /** Who is overdue: [{origin, count, over_ms}], the longest sum first. */
  onescreen.overdueOrigins = function (incidents, now) {
    const origins = new Map();
    for (const one of Object.values(incidents)) {
      if (!isReal(one) || !onescreen.isOverdue(one, now)) continue;
      const origin = one.command || one.origin;
      const row = origins.get(origin) || { origin, count: 0, over_ms: 0 };
      origins.set(origin, { origin, count: row.count + 1, over_ms: row.over_ms + (now - one.due_at) });
    }
    return [...origins.values()].sort((a, b) => b.over_ms - a.over_ms);
  };
})();
