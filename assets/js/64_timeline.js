/* Timeline: new incidents per quarter of an hour with the urgent ones on top, two trends, and four hours to come. */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { dom, say, svg } = onescreen;
  const HOUR = 3600e3;
  const STEP = HOUR / 4;
  const [BACK, AHEAD] = [24 * HOUR, 4 * HOUR];
  const EVERY_MS = 10e3; // of the city's time; a pixel of the plot is half a minute
  let drawn_at = -Infinity;
  let key = "";

  onescreen.part(["incidents", "measures", "flow"], ({ now, tick, store, page }) => {
    const place = dom.at("timeline_lanes");
    if (!place || store.v === null || !place.clientWidth) return;
    if (!tick && key) return;
    const next = `${place.clientWidth}x${place.clientHeight}`;
    if (next === key && Math.abs(now - drawn_at) < EVERY_MS) return;
    key = next;
    drawn_at = now;
    place.replaceChildren(plot(place, lanesOf(store, page), store, now));
  });

  /** The lanes: incidents first, then the headline and whether the loop closes, or what else has a trend. */
  function lanesOf(store, page) {
    const named = onescreen.orderedMeasures(page.catalogue, store.measures)
      .filter((name) => ((store.measures[name] || {}).trend || []).filter(Number.isFinite).length > 1);
    const fixed = new Set([page.headline, page.closing, ...Object.keys(page.catalogue)].filter((name) => named.includes(name)));
    return [...fixed].slice(0, 2).map((name) => ({ facts: page.catalogue[name], measure: store.measures[name] }));
  }

  function plot(place, trends, store, now) {
    const px = onescreen.px();
    const frame = {
      px, width: place.clientWidth, height: place.clientHeight, left: 310 * px * (place.clientWidth > 2000 * px ? 1 : 0.8), now,
    };
    frame.plot = frame.width - frame.left - 8 * px;
    frame.x = (at) => frame.left + ((at - (now - BACK)) / (BACK + AHEAD)) * frame.plot;
    frame.foot = frame.height - 30 * px;
    const most = frame.height / px > 185 && place.clientWidth > 2000 * px ? 3 : 2;
    const lanes = [incidentLane(store), ...trends.map(trendLane)].slice(0, most);
    const top = 22 * px;
    const high = (frame.foot - top) / (lanes.length + 0.35);
    const parts = [...grid(frame), future(frame)];
    lanes.forEach((lane, i) => parts.push(...lane(frame, top + (i ? (i + 0.35) * high : 0), high * (i ? 1 : 1.35))));
    parts.push(...urgentMarks(frame, store), scrubber(frame));
    return svg("svg", { width: frame.width, height: frame.height, class: "lanes-plot", role: "img", "aria-label": say("timeline.label") }, parts);
  }

  function text(x, y, said, look) {
    const node = svg("text", { x: Math.round(x), y: Math.round(y), class: look });
    node.textContent = said;
    return node;
  }

  function grid(frame) {
    const parts = [];
    const hour = Math.ceil((frame.now - BACK) / HOUR) * HOUR;
    const every = frame.plot / 28 < 66 * frame.px ? 2 : 1;
    const apart = (frame.plot / 28) * every;
    for (let at = hour; at < frame.now + AHEAD; at += HOUR) {
      const [x, label] = [Math.round(frame.x(at)), onescreen.cityTime(at, { hour: "2-digit" }).replace(/\D/g, "")];
      if (Number(label) % every) continue;
      parts.push(svg("path", { d: `M${x + 0.5} ${20 * frame.px}V${frame.foot}`, class: "grid" }));
      if (x > frame.left + 12 * frame.px && x < frame.width - 14 * frame.px) {
        parts.push(text(x, frame.height - 9 * frame.px, onescreen.hourLabel(label, at, x, { ...frame, apart }), "axis middle"));
      }
    }
    return parts;
  }

  /** "14"; at midnight with the new date, where it has room on both sides: labels are so far `apart`. Pure. */
  onescreen.hourLabel = function (label, at, x, { px, left, width, apart }) {
    const dated = `${onescreen.shortDate(at)} ${label}`;
    const half = onescreen.widthOf(dated, 17 * px) / 2;
    const room = half + onescreen.widthOf(label, 17 * px) < apart;
    return label === "00" && room && x - half > left && x + half < width - 4 * px ? dated : label;
  };

  function future(frame) {
    const x = frame.x(frame.now);
    const id = "timeline-hatch";
    const line = svg("path", { d: "M-2 14 14 -2M6 22 22 6", class: "hatch-line" });
    const pattern = svg("pattern", { id, width: 16, height: 16, patternUnits: "userSpaceOnUse" }, [line]);
    const area = { x, y: 20 * frame.px, width: Math.max(frame.left + frame.plot - x, 0), height: frame.foot - 20 * frame.px, fill: `url(#${id})` };
    const note = text(frame.left + frame.plot, 16 * frame.px, say("timeline.ahead"), "axis end");
    return svg("g", {}, [svg("defs", {}, [pattern]), svg("rect", area), note]);
  }

  /** A lane's title, what its normal is, and its value; on one line where there is no room for two. */
  function label(frame, top, high, title, value, note) {
    const [px, right] = [frame.px, frame.left - 18 * frame.px];
    const two = high > 50 * px;
    const y = top + high / 2 + (two ? -3 : 7) * px;
    const room = right / px - 16 - (two ? 0 : 12 + onescreen.widthOf(value, 22));
    return [
      ...(two || onescreen.widthOf(title, 19.5) <= room ? [title] : onescreen.inTwo(title)).map((said, i, { length }) =>
        text(16 * px, y + (i * 18 - (length - 1) * 9) * px, onescreen.shortened(said, room / (length > 1 ? 17 : 19.5)), length > 1 ? "lane-title small" : "lane-title")),
      text(right, two ? y + 25 * px : y, value, "lane-value end"),
      ...(two && onescreen.widthOf(note, 17) + onescreen.widthOf(value, 22) < right / px - 24 ? [text(16 * px, y + 24 * px, note, "axis")] : []),
    ];
  }

  function incidentLane(store) {
    const bins = onescreen.arrivalsByStep(store.flow, BACK / STEP);
    const hourly = bins.slice(-4).reduce((sum, bin) => sum + (bin.all || 0), 0);
    return (frame, top, high) => {
      const most = Math.max(...bins.map((bin) => bin.all || 0), 4);
      const base = top + high - 8 * frame.px;
      const scale = (high - 12 * frame.px) / most;
      const wide = (frame.plot * STEP) / (BACK + AHEAD);
      const bars = bins.filter((bin) => bin.all).flatMap((bin) => {
        const x = Math.max(frame.x(bin.at), frame.left) + 1;
        const box = { x, width: Math.max(Math.min(wide - 3 * frame.px, frame.x(frame.now) - x), 0.5) };
        const [all, urgent] = [bin.all * scale, bin.urgent * scale];
        return [
          svg("rect", { ...box, y: base - all, height: all, class: "bar" }),
          ...(urgent ? [svg("rect", { ...box, y: base - all, height: urgent, class: "bar urgent" })] : []),
        ];
      });
      const title = say("timeline.incidents");
      return [...unknownBefore(frame, bins, top, base), ...bars, ...label(frame, top, high, title, `${onescreen.number(hourly)} /h`, say("timeline.incidents_note"))];
    };
  }

  /** Before the first incident that is known nothing is known: a hatch says so, not an empty line. */
  function unknownBefore(frame, bins, top, base) {
    const first = bins.find((bin) => bin.all !== null);
    if (first && first === bins[0]) return [];
    const x = first ? frame.x(first.at) : frame.x(frame.now);
    const area = { x: frame.left, y: top + 4 * frame.px, width: Math.max(x - frame.left, 0), height: base - top - 4 * frame.px, fill: "url(#timeline-hatch)" };
    return [svg("rect", area), ...(x - frame.left > 150 * frame.px ? [text(frame.left + 10 * frame.px, base - 8 * frame.px, say("timeline.unknown"), "axis")] : [])];
  }

  function trendLane({ facts, measure }) {
    return (frame, top, high) => {
      const step = measure.trend_step_min * 60e3;
      const { trend, normal_low: low, normal_high: high_ } = measure;
      const span = onescreen.span([...trend, low, high_]);
      const y = (value) => top + high - 4 - ((value - span.low) / (span.high - span.low)) * (high - 10);
      const at = (i) => measure.at - (trend.length - 1 - i) * step;
      const x = (i) => frame.x(Math.max(at(i), frame.now - BACK));
      const parts = [];
      if (Number.isFinite(low) && Number.isFinite(high_)) {
        parts.push(svg("rect", { x: frame.left, y: y(high_), width: frame.plot, height: Math.max(y(low) - y(high_), 1), class: "normal" }));
      }
      const seen = trend.map((value, i) => (at(i) >= frame.now - BACK - step ? value : NaN));
      parts.push(svg("path", { d: onescreen.linePath(seen, x, y), class: "curve" }));
      const last = trend[trend.length - 1];
      if (Number.isFinite(last)) parts.push(svg("circle", { cx: x(trend.length - 1), cy: y(last), r: 5 * frame.px, class: "dot" }));
      const value = onescreen.amount(onescreen.cityValue(measure), facts.digits, facts.unit);
      return [...parts, ...label(frame, top, high, facts.title, value, onescreen.normalOrTarget(measure, facts))];
    };
  }

  function urgentMarks(frame, store) {
    const size = 24 * frame.px;
    const marks = [];
    let last = -Infinity;
    const at = (one) => one.received_at;
    for (const one of Object.values(store.incidents).filter((each) => each.level === 1 && !each.exercise).sort((a, b) => at(a) - at(b))) {
      const x = frame.x(at(one));
      if (x < frame.left || at(one) > frame.now || x - last < size) continue;
      last = x;
      const chip = onescreen.chip(1);
      for (const [name, value] of Object.entries({ x: x - size / 2, y: 0, width: size, height: size })) chip.setAttribute(name, value);
      marks.push(chip);
    }
    return marks;
  }

  function scrubber(frame) {
    const x = Math.round(frame.x(frame.now));
    const flag = `M${x - 11 * frame.px} 0h${22 * frame.px}v${12 * frame.px}l${-11 * frame.px} ${8 * frame.px}l${-11 * frame.px} ${-8 * frame.px}Z`;
    const said = text(x + 18 * frame.px, 15 * frame.px, onescreen.cityTime(frame.now, { hour: "2-digit", minute: "2-digit" }), "lane-now");
    return svg("g", { class: "scrubber" }, [svg("path", { d: `M${x} 0V${frame.foot}`, class: "needle" }), svg("path", { d: flag, class: "flag" }), said]);
  }
})();
