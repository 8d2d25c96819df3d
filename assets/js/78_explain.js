/* Explain: one indicator opened: value, normal, target, since when, its day, and how it came about. */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { dom, say, svg } = onescreen;
  const CONTRIBUTORS = 3;
  const COMPANIONS = 3;

  onescreen.part(["measures"], ({ now, store, page }) => {
    const place = dom.at("explain");
    const name = onescreen.shown?.indicator;
    if (!place || !name) return;
    const [facts, measure] = [page.catalogue[name], onescreen.inArea(store.measures[name], onescreen.shown.area)];
    if (!place.parts) place.parts = makeParts(place);
    head(place.parts, facts, measure, now);
    chart(place.parts.plot, name, facts, measure);
    const rows = rowsOf(facts, measure, now, page).filter(([, text]) => text);
    const by = new Map(rows);
    dom.data(place.parts.list, "quiet", "");
    dom.rows(place.parts.list, [...by.keys()], (row, key) => dom.fill(row, { name: ["span", "", say(`explain.${key}`)], text: ["span"] }),
      (parts, key) => dom.text(parts.text, by.get(key)));
  });

  function makeParts(place) {
    const parts = dom.fill(place, { head: ["div", "explain-head"], figure: ["div"], plot: ["div", "explain-plot"], list: ["div", "explain-list"] });
    return {
      ...parts,
      ...dom.fill(parts.head, { chip: ["span", "chip-box"], title: ["b"], domain: ["span", "note"] }),
      ...dom.fill(parts.figure, { value: ["strong"], unit: ["span"], said: ["span", "said"] }),
    };
  }

  function head(parts, facts, measure, now) {
    const value = onescreen.cityValue(measure);
    const level = measure ? onescreen.levelOf(onescreen.cityValue(measure, "band")) : null;
    onescreen.setChip(parts.chip, level);
    dom.text(parts.title, facts.title);
    dom.text(parts.domain, say(`domain.${facts.domain}`));
    dom.text(parts.value, onescreen.number(value, facts.digits));
    dom.text(parts.unit, onescreen.unit(facts.unit));
    const normal = onescreen.range(measure?.normal_low, measure?.normal_high, facts.digits);
    const since = level !== null && Number.isFinite(measure.since) ? say("explain.out_since", { time: onescreen.moment(measure.since, now) }) : "";
    const worst = measure ? onescreen.atWorst(measure, facts) : null;
    const certain = worst === null ? "" : say("signs.worst", { worst: onescreen.number(worst, facts.digits) });
    dom.text(parts.said, [say("signs.normal", { normal }), say("signs.target", { target: onescreen.limit(facts) }), certain, since].filter(Boolean).join(" · "));
  }

  function rowsOf(facts, measure, now, page) {
    const areas = new Map(page.pack.areas.map((one) => [one.code, one.title]));
    const share = facts.unit === "%" ? onescreen.shareText(measure) : "";
    const [low, high] = [onescreen.cityValue(measure, "low"), onescreen.cityValue(measure, "high")];
    const quality = measure ? [
      say("explain.age", { age: onescreen.age(Number.isFinite(measure.newest_input_at) ? now - measure.newest_input_at : null) }),
      Number.isFinite(onescreen.cityValue(measure, "coverage")) ? say("explain.coverage", { share: onescreen.percent(measure.coverage[0]) }) : "",
      share ? say("explain.share", { share }) : "",
      Number.isFinite(low) ? say("explain.interval", { range: onescreen.range(low, high, facts.digits) }) : "",
    ] : [say("state.waiting")];
    const contributors = (measure?.contributors || []).slice(0, CONTRIBUTORS)
      .map(([thing, part, note]) => [areas.get(thing) || thing, note[onescreen.page.lang] || onescreen.percent(part)].join(" "));
    const beside = (value) => onescreen.number(value, Number.isInteger(value) ? 0 : 1);
    const companions = Object.entries(facts.companions || {}).slice(0, COMPANIONS)
      .map(([key, title]) => `${title} ${beside(measure?.companions?.[key]?.[0])}`);
    return [
      ["formula", facts.formula],
      ["inputs", (facts.inputs || []).map(readingTitle).join(say("sentence.comma"))],
      ["quality", measure?.error ? say("state.error", { time: onescreen.moment(measure.at, now) }) : quality.filter(Boolean).join(" · ")],
      ["beside", companions.join(" · ")],
      ["contributors", contributors.join(say("sentence.comma"))],
      ["source", facts.source],
    ];
  }

  function chart(place, name, facts, measure) {
    const trend = measure?.trend || [];
    const known = trend.filter(Number.isFinite).length > 1;
    const key = known ? `${name}|${measure.at}|${place.clientWidth}x${place.clientHeight}` : `none ${name}`;
    if (!place.clientWidth) return;
    dom.drawn(place, key, () => (known ? plot(place.clientWidth, place.clientHeight, facts, measure) : dom.make("span", "note", say("explain.no_trend"))));
    dom.flag(place, "hatched", !known);
  }

  function plot(width, height, facts, measure) {
    const { trend, normal_low: low, normal_high: high } = measure;
    const cut = facts.cuts[0];
    const span = onescreen.span([...trend, low, high, near(cut, trend) ? cut : NaN]);
    const [left, foot] = [46, height - 22];
    const x = (i) => left + (i / Math.max(trend.length - 1, 1)) * (width - left - 10);
    const y = (value) => 8 + (1 - (value - span.low) / (span.high - span.low)) * (foot - 14);
    const parts = [];
    if (Number.isFinite(low)) parts.push(svg("rect", { x: left, y: y(high), width: width - left - 4, height: Math.max(y(low) - y(high), 1), class: "normal" }));
    for (const value of ticks(span).filter((one) => y(one) > 12 && y(one) < foot - 4)) {
      parts.push(svg("path", { d: `M${left} ${y(value)}H${width - 4}`, class: "grid" }), text(left - 8, y(value) + 4, onescreen.number(value, value % 1 ? 1 : 0), "axis end"));
    }
    if (near(cut, trend)) {
      parts.push(svg("path", { d: `M${left} ${y(cut)}H${width - 4}`, class: "limit" }), text(width - 6, y(cut) < 20 ? y(cut) + 15 : y(cut) - 5, say("explain.limit", { limit: onescreen.limit(facts) }), "axis end"));
    }
    parts.push(svg("path", { d: onescreen.linePath(trend, x, y), class: "curve" }));
    const last = trend.length - 1;
    const level = onescreen.levelOf(measure.band[0]);
    if (Number.isFinite(trend[last])) parts.push(svg("circle", { cx: x(last), cy: y(trend[last]), r: level ? 4.5 : 3.5, class: level ? `dot level-${level}` : "dot" }));
    const from = measure.at - last * measure.trend_step_min * 60e3;
    for (const [i, at] of [[0, from], [Math.floor(last / 2), (from + measure.at) / 2], [last, measure.at]]) {
      const look = i === 0 ? "axis" : i === last ? "axis end" : "axis middle";
      parts.push(text(x(i), height - 4, onescreen.moment(at, measure.at).slice(-5), look));
    }
    return svg("svg", { width, height, role: "img", "aria-label": facts.title }, parts);
  }

  /** Whether a cut lies so near to the values that the chart can show it. */
  function near(cut, trend) {
    const span = onescreen.span(trend);
    return Number.isFinite(cut) && cut > span.low - 2 * (span.high - span.low) && cut < span.high + 2 * (span.high - span.low);
  }

  function ticks({ low, high }) {
    const step = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].find((one) => (high - low) / one <= 4) || 5000;
    const first = Math.ceil(low / step) * step;
    return Array.from({ length: Math.floor((high - first) / step) + 1 }, (_, i) => Math.round((first + i * step) * 10) / 10);
  }

  function text(x, y, said, look) {
    const node = svg("text", { x: Math.round(x), y: Math.round(y), class: look });
    node.textContent = said;
    return node;
  }

  /** What a kind of reading is called; an indicator's past, by the indicator. */
  const readingTitle = (name) => onescreen.sayOr(`reading.${name}`, onescreen.page.catalogue[name]?.title || name);
})();
