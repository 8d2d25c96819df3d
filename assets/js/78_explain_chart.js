/* The chart of a figure: twelve hours and four ahead: its course, what is usual at each hour, the next limit, a forecast. */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const HOUR = 3600e3;
  const [BEHIND_H, AHEAD_H] = [12, 4];
  const STEPS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000];
  const svg = (tag, attributes, children) => onescreen.svg(tag, attributes, children);
  const round = (value) => Math.round(value * 10) / 10;

  /** What the chart draws: {points: [{at, value}], ahead: [{at, value, low, high}], usual: [{at, low, high}], limit, crossing, at}. Pure.
   *
   * `told` is the server's explanation or null; for a part of an indicator its course, where one came;
   * else, and until the server has answered, the course that the picture holds, with what is usual now.
   */
  onescreen.courseOf = function (told, measure, facts) {
    const own = told && !facts.companion;
    const time = (one) => ({ ...one, at: Date.parse(one.at) });
    const from = measure.at - BEHIND_H * HOUR;
    const points = (own ? told.trend.map(time) : ofPart(told) || held(measure)).filter((one) => one.at >= from && Number.isFinite(one.value));
    const to = measure.at + AHEAD_H * HOUR;
    const now = Number.isFinite(measure.normal_low) ? [from, to].map((at) => ({ at, low: measure.normal_low, high: measure.normal_high })) : [];
    const usual = own ? told.normal_course.map(time).filter((one) => one.at >= from && one.at <= to) : now;
    const crossing = own && told.crossing ? { ...told.crossing, at: Date.parse(told.crossing.at) } : null;
    return {
      points, usual, crossing, at: measure.at, limit: limitOf(facts, onescreen.cityValue(measure, "band"), crossing),
      ahead: own ? told.forecast.points.map(time).filter((one) => one.at <= to) : [],
    };
  };

  /** The course of a part of an indicator, as the server keeps it; null where it told none. */
  function ofPart(told) {
    const { at, value } = told?.course || {};
    return at ? at.map((one, i) => ({ at: Date.parse(one), value: value[i] })) : null;
  }

  function held({ at, trend, trend_step_min: step }) {
    return (trend || []).map((value, i) => ({ at: at - (trend.length - 1 - i) * step * 60e3, value }));
  }

  /** The limit that matters now: the one that will be passed, else the next worse one, else the worst; none where they
   * are no limits of the value. */
  function limitOf({ cuts, judged_on: other }, band, crossing) {
    return other ? null : cuts[crossing ? crossing.band - 1 : Math.min(Math.max(band ?? 0, 0), 2)];
  }

  /** The key of the words for a crossing: with its span where both ends are known and said otherwise than the time itself. */
  onescreen.passesWhen = ({ earliest, latest }, { from, to }) => (earliest && latest && from !== to ? "explain.passes_between" : "explain.passes");

  /** The chart as SVG; null where fewer than two points are known. */
  onescreen.courseChart = function (course, { width, height, facts, level }) {
    if (course.points.length < 2) return null;
    const scale = scaled(course, width, height);
    const parts = [
      ...bands(course, scale), ...grid(scale), ...limitLine(course, scale, facts), ...hours(course, scale),
      svg("path", { d: path(course.points, scale), class: "curve" }), ...ahead(course, scale), ...now(course, scale, level),
    ];
    return svg("svg", { width, height, role: "img", "aria-label": facts.title }, parts);
  };

  function scaled({ points, ahead: coming, usual, limit, at }, width, height) {
    const values = [...points.map((one) => one.value), ...[...coming, ...usual].flatMap((one) => [one.low, one.high])];
    const near = onescreen.span(values);
    const room = near.high - near.low;
    const shown = Number.isFinite(limit) && limit > near.low - 2 * room && limit < near.high + 2 * room;
    const span = onescreen.span(shown ? [...values, limit] : values);
    const [left, foot, top] = [48, height - 20, 18];
    const [from, to] = [at - BEHIND_H * HOUR, at + AHEAD_H * HOUR];
    return {
      left, foot, top, width, span, shown, from, to,
      x: (ms) => round(left + ((ms - from) / (to - from)) * (width - left - 6)),
      y: (value) => round(top + (1 - (value - span.low) / (span.high - span.low)) * (foot - top)),
    };
  }

  /** A line through points, broken where an hour and more is missing. */
  function path(points, { x, y }) {
    return points.map((one, i) => `${i && one.at - points[i - 1].at <= HOUR ? "L" : "M"}${x(one.at)} ${y(one.value)}`).join("");
  }

  /** What is usual, in pieces where it is not known for an hour and more, and above it the fan of the forecast. */
  function bands({ usual, ahead: coming }, scale) {
    const begins = usual.flatMap((one, i) => (i === 0 || one.at - usual[i - 1].at > gap(usual) ? [i] : []));
    const pieces = begins.map((first, i) => usual.slice(first, begins[i + 1]));
    const drawn = pieces.filter((one) => one.length > 1).map((one) => svg("path", { d: onescreen.bandPath(one, scale), class: "normal" }));
    return coming.length < 2 ? drawn : [...drawn, svg("path", { d: onescreen.bandPath(coming, scale), class: "fan" })];
  }

  /** The longest step that is no gap: two points are the same all over the chart. */
  const gap = (usual) => (usual.length > 2 ? HOUR : Infinity);

  /** Path data of the area between the low and the high ends [{at, low, high}]; one pixel high at least. Pure. */
  onescreen.bandPath = function (ends, { x, y }) {
    const there = ends.map((one) => `${x(one.at)} ${y(one.high)}`);
    const back = [...ends].reverse().map((one) => `${x(one.at)} ${Math.max(y(one.low), y(one.high) + 1)}`);
    return `M${[...there, ...back].join("L")}Z`;
  };

  function grid({ span, y, left, top, foot, width }) {
    const step = STEPS.find((one) => (span.high - span.low) / one <= 4) || 50000;
    const first = Math.ceil(span.low / step) * step;
    const values = Array.from({ length: Math.floor((span.high - first) / step) + 1 }, (_, i) => first + i * step);
    return values.filter((one) => y(one) >= top && y(one) < foot - 4).flatMap((value) => [
      svg("path", { d: `M${left} ${y(value)}H${width - 6}`, class: "grid" }),
      words(left - 8, y(value) + 4, onescreen.number(value, step < 1 ? 1 : 0), "axis end"),
    ]);
  }

  function limitLine({ limit, usual: [first] }, { shown, y, left, width, top }, facts) {
    if (!shown) return [];
    const said = onescreen.say("explain.limit", { limit: onescreen.amount(limit, Number.isInteger(limit) ? 0 : facts.digits, facts.unit) });
    const above = y(limit) - 5 > top - 6 && !(first && y(first.high) > y(limit) - 22 && y(first.high) < y(limit));
    return [svg("path", { d: `M${left} ${y(limit)}H${width - 6}`, class: "limit" }), words(left + 6, y(limit) + (above ? -5 : 15), said, "axis")];
  }

  /** Every second hour of the city's day. */
  function hours({ at }, { from, to, x, foot }) {
    const midnight = onescreen.midnight(at);
    const first = midnight + Math.ceil((from - midnight) / (2 * HOUR)) * 2 * HOUR;
    const all = Array.from({ length: 8 }, (_, i) => first + i * 2 * HOUR).filter((ms) => ms <= to && x(ms) > 56);
    return all.map((ms) => words(x(ms), foot + 16, onescreen.cityTime(ms, { hour: "2-digit", minute: "2-digit" }).slice(0, 2), "axis middle"));
  }

  function ahead({ ahead: coming, points, crossing, limit }, { x, y, foot, shown }) {
    if (!coming.length) return [];
    const last = points[points.length - 1];
    const parts = [svg("path", { d: [last, ...coming].map((one, i) => `${i ? "L" : "M"}${x(one.at)} ${y(one.value)}`).join(""), class: "coming" })];
    if (!crossing || !shown) return parts;
    const when = words(x(crossing.at), 12, onescreen.moment(crossing.at, crossing.at), "axis middle when");
    return [...parts, svg("path", { d: `M${x(crossing.at)} ${y(limit)}V${foot}`, class: "crossing" }), svg("circle", { cx: x(crossing.at), cy: y(limit), r: 4, class: "crossing" }), when];
  }

  function now({ points }, { x, y }, level) {
    const last = points[points.length - 1];
    return [svg("circle", { cx: x(last.at), cy: y(last.value), r: level ? 4.5 : 3.5, class: level ? `dot level-${level}` : "dot" })];
  }

  function words(x, y, said, look) {
    const node = svg("text", { x: Math.round(x), y: Math.round(y), class: look });
    node.textContent = said;
    return node;
  }
})();
