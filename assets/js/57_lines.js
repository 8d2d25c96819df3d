/* Lines: sparkline, deviation bar, unit strip, funnel: inline SVG from plain numbers. */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const svg = (tag, attributes, children) => onescreen.svg(tag, attributes, children);
  const round = (value) => Math.round(value * 10) / 10;

  const REACH = 4; // steps of a quarter of an hour: what was before the server's start is told by the hour

  /** Path data of a line through the values, broken where they are missing for longer than an hour. */
  onescreen.linePath = function (values, x, y) {
    let path = "";
    let last = -Infinity;
    values.forEach((value, i) => {
      if (!Number.isFinite(value)) return;
      path += `${i - last <= REACH ? "L" : "M"}${round(x(i))} ${round(y(value))}`;
      last = i;
    });
    return path;
  };

  /** The least and greatest of some numbers, with a little air; {low, high}. */
  onescreen.span = function (numbers) {
    const known = numbers.filter(Number.isFinite);
    if (!known.length) return { low: 0, high: 1 };
    const [least, most] = [Math.min(...known), Math.max(...known)];
    const air = (most - least) * 0.08 || Math.abs(most) * 0.05 || 1;
    return { low: least - air, high: most + air };
  };

  /** A sparkline: normal band, line, end dot; the dot takes the level's colour where there is a level. */
  onescreen.spark = function ({ values, low, high, level, width, height }) {
    const dot = level ? 4.5 : 3;
    const span = onescreen.span([...values, low, high]);
    const x = (i) => 1 + (i / Math.max(values.length - 1, 1)) * (width - 2 - dot);
    const y = (value) => height - 3 - ((value - span.low) / (span.high - span.low)) * (height - 6);
    const parts = [];
    if (Number.isFinite(low) && Number.isFinite(high)) {
      const box = { x: 0, y: round(y(high)), width: width - dot, height: Math.max(round(y(low) - y(high)), 1), class: "normal" };
      parts.push(svg("rect", box));
    }
    parts.push(svg("path", { d: onescreen.linePath(values, x, y), class: "curve" }));
    const last = values.length - 1;
    if (Number.isFinite(values[last])) {
      parts.push(svg("circle", { cx: round(x(last)), cy: round(y(values[last])), r: dot, class: level ? `dot level-${level}` : "dot" }));
    }
    return svg("svg", { viewBox: `0 0 ${width} ${height}`, class: "spark", "aria-hidden": "true" }, parts);
  };

  /** A deviation bar: axis, the normal as a box in the middle, a diamond at the value; one scale for every row. */
  onescreen.deviationBar = function ({ value, low, high, level, width, height = 16 }) {
    const middle = height / 2;
    const parts = [svg("path", { d: `M0 ${middle}H${width}`, class: "axis" })];
    if ([value, low, high].every(Number.isFinite)) {
      const box = width / 4;
      const left = (width - box) / 2;
      const at = left + ((value - low) / Math.max(high - low, 1e-9)) * box;
      const x = round(Math.min(Math.max(at, 7), width - 7));
      parts.push(svg("rect", { x: left, y: middle - 7, width: box, height: 14, class: "normal" }));
      parts.push(svg("path", { d: `M${x} ${middle - 8}l6 8-6 8-6-8Z`, class: level ? `diamond level-${level}` : "diamond" }));
    }
    return svg("svg", { viewBox: `0 0 ${width} ${height}`, class: "deviation", "aria-hidden": "true" }, parts);
  };

  /** One cell per vehicle: light free, mid on its way, outline bound; `cell` is the same for every kind. */
  onescreen.unitStrip = function ({ available, way, bound }, cell, height = 14) {
    const looks = [...Array(available).fill("available"), ...Array(way).fill("way"), ...Array(bound).fill("bound")];
    const wide = Math.max(cell - 1.8, 1);
    const cells = looks.map((look, i) =>
      svg("rect", look === "bound"
        ? { x: round(i * cell + 0.5), y: 0.5, width: round(wide - 1), height: height - 1, class: "cell bound" }
        : { x: round(i * cell), y: 0, width: round(wide), height, class: `cell ${look}` }));
    const width = Math.max(looks.length * cell, 1);
    return svg("svg", { viewBox: `0 0 ${round(width)} ${height}`, width: round(width), class: "unit-strip", "aria-hidden": "true" }, cells);
  };

  /** The funnel: silhouette of √count over the stages, an inset bar of the overdue share, an arrow at the end. */
  onescreen.funnel = function (stages, width, height) {
    const step = width / stages.length;
    const most = Math.max(...stages.slice(0, -1).map((one) => Math.sqrt(one.count || 0)), 1);
    const half = stages.map((one, i) =>
      i === stages.length - 1 ? 5 : Math.max((Math.sqrt(one.count || 0) / most) * (height / 2), one.count ? 4 : 2));
    const middle = height / 2;
    const parts = [svg("path", { d: outline(half, step, middle, width), class: "silhouette" })];
    stages.slice(0, -1).forEach((one, i) => {
      if (!one.overdue) return;
      const share = one.overdue / one.count;
      const thick = Math.max(share * 2 * half[i], 4);
      parts.push(svg("rect", {
        x: round(i * step + 3), y: round(middle + half[i] - Math.min(thick, 2 * half[i])), width: round(step * 0.58),
        height: round(Math.min(thick, 2 * half[i])), class: "overdue",
      }));
    });
    return svg("svg", { viewBox: `0 0 ${width} ${height}`, class: "funnel", preserveAspectRatio: "none", "aria-hidden": "true" }, parts);
  };

  /** A level for each stage, joined by soft shoulders, with an arrow at the end. */
  function outline(half, step, middle, width) {
    const bend = step * 0.16;
    const last = half.length - 1;
    const edge = (i, sign) => round(middle + sign * half[i]);
    const there = half.slice(0, last).map((_, i) => shoulder((i + 1) * step, bend, edge(i, -1), edge(i + 1, -1)));
    const back = half.slice(0, last).map((_, i) => shoulder((last - i) * step, -bend, edge(last - i, 1), edge(last - i - 1, 1)));
    const tip = `H${round(width - bend)}L${round(width)} ${middle}L${round(width - bend)} ${edge(last, 1)}`;
    return `M0 ${edge(0, -1)}${there.join("")}${tip}${back.join("")}H0Z`;
  }

  function shoulder(x, bend, from, to) {
    return `H${round(x - bend)}C${round(x)} ${from} ${round(x)} ${to} ${round(x + bend)} ${to}`;
  }
})();
