/* Signs: the indicators with value, normal, trend and level, the abnormal first; then those out of band. */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { dom, say } = onescreen;
  const held = {};
  const LONG_AGO_MS = 15 * 60e3;
  const SPARK = { width: 190, height: 38 };

  onescreen.part(["measures"], ({ now, tick, store, page }) => {
    const order = onescreen.heldOrder(held.all, onescreen.orderedMeasures(page.catalogue, store.measures), tick);
    held.all = order;
    signs(order, store, page, now);
    exceptions(order, store, page, now);
  });

  function signs(order, store, page, now) {
    const list = dom.at("signs_rows");
    if (!list) return;
    const shown = order.slice(0, dom.fits(list));
    dom.rows(list, shown, build, (parts, name, row) => write(parts, row, store.measures[name], page.catalogue[name], now));
    const rest = order.slice(shown.length);
    const out = rest.filter((name) => levelOf(store.measures[name]) !== null).length;
    dom.text(dom.at("signs_more"), rest.length ? say("signs.more", { n: rest.length, out }) : "");
    dom.text(dom.at("signs_note"), say("signs.note", { n: order.length }));
  }

  const levelOf = (measure) => (measure && !measure.error ? onescreen.levelOf(onescreen.cityValue(measure, "band")) : null);

  function build(row) {
    row.classList.add("sign");
    return dom.fill(row, {
      name: ["div"], sub: ["div"], value: ["div"], normal: ["div"], target: ["div"], spark: ["div", "spark-box"],
      deviation: ["div", "deviation-box"], chip: ["div", "chip-box"], level: ["div", "level-word"],
    });
  }

  function write(parts, row, measure, facts, now) {
    const state = onescreen.measureState(measure, facts, now);
    const level = levelOf(measure);
    dom.data(row, "state", state);
    dom.flag(row, "out", level !== null);
    dom.text(parts.name, facts.title);
    const domain = { text: ` · ${say(`domain.${facts.domain}`)}`, look: "domain" };
    dom.runs(parts.sub, [...beneath(measure, facts, state, now).map((text) => ({ text })), domain]);
    const value = state === "error" ? null : onescreen.cityValue(measure);
    const unit = onescreen.unit(facts.unit);
    dom.runs(parts.value, [
      { text: onescreen.number(value, facts.digits), strong: true },
      ...(unit && Number.isFinite(value) ? [{ text: ` ${unit}` }] : []),
    ]);
    const normal = measure ? onescreen.range(measure.normal_low, measure.normal_high, facts.digits) : "—";
    dom.text(parts.normal, say("signs.normal", { normal }));
    dom.flag(row, "unusual", normal === "—"); // then the target says most, where there is room for one
    dom.text(parts.target, say("signs.target", { target: onescreen.limit(facts) }));
    trend(parts, measure, value, level, state);
    onescreen.setChip(parts.chip, level);
    const judged = value !== null && onescreen.cityValue(measure, "band") >= 0;
    dom.text(parts.level, level === null ? say(judged ? "level.normal" : "level.unknown") : say(`level.${level}`));
  }

  /** "at worst 94.4": why a value that keeps its limit is out of band all the same. */
  function worstText(measure, facts) {
    const worst = onescreen.atWorst(measure, facts);
    return worst === null ? "" : say("signs.worst", { worst: onescreen.number(worst, facts.digits) });
  }

  /** The second line before the domain, in pieces that may be dropped from the end: age, what was counted, what is wrong. */
  function beneath(measure, facts, state, now) {
    if (!measure) return [say("state.waiting")];
    if (state === "error") return [say("state.error", { time: onescreen.moment(measure.at, now) })];
    const newest = measure.newest_input_at;
    if (state === "no_data") return [Number.isFinite(newest) ? say("state.since", { time: onescreen.moment(newest, now) }) : say("state.never")];
    const age = onescreen.age(Number.isFinite(newest) ? now - newest : now - measure.at);
    if (state === "stale") return [say("state.last", { time: onescreen.moment(measure.at, now), age })];
    const thin = onescreen.isThin(measure) ? say("state.thin", { share: onescreen.percent(measure.coverage[0], 0) }) : "";
    const madeUp = measure.made_up ? say("state.made_up") : "";
    const old = Number.isFinite(newest) && now - newest > LONG_AGO_MS; // what is counted may be rare
    const share = facts.unit === "%" ? onescreen.shareText(measure) : "";
    return [say(old ? "signs.newest" : "signs.age", { age }), worstText(measure, facts), thin, madeUp, share].filter(Boolean).map((text, i) => (i ? ` · ${text}` : text));
  }

  function trend(parts, measure, value, level, state) {
    const values = (measure && measure.trend) || [];
    const drawn = state === "live" || state === "late";
    const { normal_low: low, normal_high: high } = measure || {};
    const key = drawn ? `${level}|${low}|${high}|${values.length}|${values[values.length - 1]}|${measure.at}` : "none";
    dom.drawn(parts.spark, key, () =>
      drawn && values.filter(Number.isFinite).length > 1 ? onescreen.spark({ values, low, high, level, ...SPARK }) : null);
    dom.drawn(parts.deviation, drawn ? `${value}|${low}|${high}|${level}` : "none", () =>
      drawn && Number.isFinite(low) ? onescreen.deviationBar({ value, low, high, level, width: SPARK.width }) : null);
  }

  function exceptions(order, store, page, now) {
    const list = dom.at("exceptions_rows");
    if (!list) return;
    const out = order.filter((name) => levelOf(store.measures[name]) !== null);
    const shown = out.slice(0, dom.fits(list));
    dom.rows(list, shown, buildException, (parts, name) => writeException(parts, store.measures[name], page.catalogue[name], now));
    dom.text(dom.at("exceptions_count"), `${out.length} / ${order.length}`);
    dom.emptiness(list, !out.length && store.v !== null, say("exceptions.none"));
    const rest = out.length - shown.length;
    dom.text(dom.at("exceptions_more"), rest ? say("exceptions.more", { n: rest }) : "");
  }

  function buildException(row) {
    row.classList.add("exception");
    return dom.fill(row, { chip: ["div", "chip-box"], name: ["div"], value: ["div"], normal: ["div"], since: ["div"] });
  }

  function writeException(parts, measure, facts, now) {
    onescreen.setChip(parts.chip, levelOf(measure));
    dom.text(parts.name, facts.title);
    dom.text(parts.value, onescreen.amount(onescreen.cityValue(measure), facts.digits, facts.unit));
    const known = Number.isFinite(measure.normal_low);
    const usual = known ? onescreen.range(measure.normal_low, measure.normal_high, facts.digits) : onescreen.limit(facts);
    dom.text(parts.normal, [worstText(measure, facts), usual].filter(Boolean).join(" · "));
    dom.text(parts.since, Number.isFinite(measure.since)
      ? say("exceptions.since", { time: onescreen.moment(measure.since, now), age: onescreen.age(now - measure.since) })
      : "—");
  }
})();
