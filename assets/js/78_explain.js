/* Explain: the card of one figure: value, normal, target, since when, its course, and how it came about. */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { dom, say } = onescreen;
  const BARS = 9; // rows of a card whose answer has not come

  onescreen.part(["measures"], ({ now, store, page }) => {
    const place = dom.at("explain");
    if (!place || !opened(place) || !onescreen.shown.indicator) return;
    const figure = looked(onescreen.shown, store, page);
    if (!figure.facts) return;
    if (!place.parts) place.parts = makeParts(place);
    const held = place.contains(document.activeElement);
    const state = onescreen.measureState(figure.measure, figure.facts, now);
    dom.data(place, "state", state);
    head(place.parts, figure, page);
    value(place.parts, figure, state, now);
    coming(place.parts.coming, figure, now);
    chart(place.parts.plot, figure, state);
    list(place.parts, figure, now, page);
    if (place.shows !== figure.key) turnedTo(place, figure.key, held);
  });

  /** Another figure begins at its top, and the hand that opened it from this card stays in it. */
  function turnedTo(place, key, held) {
    place.shows = key;
    place.parts.list.scrollTop = 0;
    if (held && !place.contains(document.activeElement)) place.parts.list.focus();
  }

  /** Opens or closes what the card stands in: a dialog on the desk, the whole screen on a phone; whether it is to be seen. */
  function opened(place) {
    const dialog = dom.at("explain_dialog");
    const { asked } = onescreen.shown;
    if (dialog) {
      if (asked && !dialog.open) dialog.showModal();
      listens(dialog);
      return dialog.open;
    }
    const zone = place.closest(".zone");
    listens(zone);
    if (zone.classList.contains("asked") !== asked) turned(zone, asked);
    return place.clientWidth > 0;
  }

  function listens(box) {
    if (box.listening) return;
    box.listening = true;
    box.querySelector("[value=close]").addEventListener("click", () => (box.close ? box.close() : onescreen.closeFigure()));
    box.addEventListener("close", onescreen.closeFigure);
  }

  /** On a phone the hand goes to the card and, when it is closed, back to where it came from. */
  function turned(zone, asked) {
    const close = zone.querySelector("[value=close]");
    if (asked) zone.from = document.activeElement;
    zone.classList.toggle("asked", asked);
    if (asked && close.checkVisibility()) close.focus();
    else if (!asked) zone.from?.focus?.();
  }

  /** The figure with all that is known of it: {key, facts, measure, area, missing, state, told}. */
  function looked({ indicator, area, companion }, store, page) {
    const known = companion ? onescreen.domainFacts(page, companion) : page.catalogue[indicator];
    const whole = companion ? onescreen.domainMeasure(store.measures, page, companion) : store.measures[indicator];
    const companions = Object.entries(whole?.companions || {}).map(([name, column]) => [name, [column?.[area] ?? null]]);
    const measure = whole && { ...onescreen.inArea(whole, area), companions: Object.fromEntries(companions) };
    const key = onescreen.figureKey(indicator, area, companion);
    const { state, told } = whole ? onescreen.told(key, whole.at) : { state: "waiting", told: null };
    const facts = told && !companion ? { ...known, cuts: told.cuts } : known; // a city may have set its own
    const missing = whole && area === 0 ? onescreen.missingText(page, store.measures, facts) : "";
    return { key, facts, measure, area, missing, state, told };
  }

  function makeParts(place) {
    const parts = dom.fill(place, {
      head: ["div", "explain-head"], figure: ["div"], said: ["div", "said"], coming: ["div"], plot: ["div", "explain-plot"],
      state: ["div", "explain-state"], list: ["div", "explain-list"],
    });
    Object.assign(parts.list, { tabIndex: 0, role: "region" });
    for (const told of [parts.head, parts.state]) told.setAttribute("role", "status");
    onescreen.listens(place);
    return {
      ...parts,
      ...dom.fill(parts.head, { chip: ["span", "chip-box"], title: ["h2"], domain: ["span", "note"] }),
      ...dom.fill(parts.figure, { value: ["strong"], unit: ["span"], native: ["span"] }),
    };
  }

  function head(parts, { facts, measure, area }, page) {
    onescreen.setChip(parts.chip, measure ? onescreen.levelOf(onescreen.cityValue(measure, "band")) : null);
    dom.text(parts.title, facts.title);
    const domain = facts.companion ? say("domain.composite") : say(`domain.${facts.domain}`);
    dom.text(parts.domain, `${page.pack.areas[area]?.title || page.pack.title} · ${domain}`);
  }

  function value(parts, { facts, measure, missing, told }, state, now) {
    dom.text(parts.value, onescreen.figure(onescreen.standing(measure, state).value, facts.digits));
    dom.text(parts.unit, onescreen.unit(facts.unit));
    dom.text(parts.native, told?.level && !facts.companion ? onescreen.title(told.level) : "");
    dom.text(parts.said, said({ facts, measure, missing, told }, state, now).filter(Boolean).join(" · "));
  }

  /** Beneath the value: what is usual, the target, the interval, since when, and what is wrong with it. */
  function said({ facts, measure, missing, told }, state, now) {
    if (!measure) return [say("state.waiting")];
    if (measure.error) return [say("explain.broken", { time: onescreen.moment(measure.at, now) })];
    const own = told && !facts.companion ? told.normal : null;
    const [low, high] = own ? [own[0], own[2]] : [measure.normal_low, measure.normal_high];
    const { worst } = onescreen.judgedBeside(measure, facts);
    const level = onescreen.levelOf(onescreen.cityValue(measure, "band"));
    return [
      missing,
      state === "stale" ? say("state.last", { time: onescreen.moment(measure.at, now), age: onescreen.age(now - measure.at) }) : "",
      Number.isFinite(low) ? say("signs.normal", { normal: onescreen.range(low, high, facts.digits) }) : say("explain.no_normal"),
      say("signs.target", { target: onescreen.limit(facts) }),
      onescreen.isRecovering(measure, facts) ? say("signs.recovering") : "",
      worst === undefined ? judged({ facts, told }) : say("signs.worst", { worst: onescreen.number(worst, facts.digits) }),
      onescreen.intervalSaid(measure, facts),
      level !== null && Number.isFinite(measure.since) ? say("explain.out_since", { time: onescreen.moment(measure.since, now) }) : "",
    ];
  }

  /** What the limits look at, where that is not the value itself: the chance of growth, say. */
  function judged({ facts, told }) {
    const by = facts.companion ? null : told?.judged_by;
    const same = !Number.isFinite(by) || !Number.isFinite(told.value) || Math.abs(by - told.value) < 1e-9;
    return same ? "" : say("explain.judged", { value: onescreen.number(by, Math.max(facts.digits, 2)) });
  }

  /** "Will pass the 60 min limit at 18:32, between 18:10 and 19:20", where that is foretold. */
  function coming(place, { facts, told }, now) {
    const found = facts.companion ? null : told?.crossing;
    dom.flag(place, "none", !found);
    if (!found) return dom.text(place, "");
    const cut = told.cuts[found.band - 1];
    const time = (at) => onescreen.moment(Date.parse(at), now);
    const values = { limit: onescreen.amount(cut, onescreen.decimals(cut, facts.digits), facts.unit), time: time(found.at), from: time(found.earliest), to: time(found.latest) };
    return dom.text(place, say(onescreen.passesWhen(found, values), values));
  }

  function chart(place, { key, facts, measure, told }, state) {
    if (!place.clientWidth) return;
    const course = measure && state !== "stale" ? onescreen.courseOf(told, measure, facts) : { points: [], ahead: [] };
    const known = course.points.length > 1;
    const drawn = known ? [key, measure.at, told?.at, course.ahead.length, place.clientWidth, place.clientHeight].join() : `none ${key}`;
    const level = measure ? onescreen.levelOf(onescreen.cityValue(measure, "band")) : null;
    dom.drawn(place, drawn, () => (known
      ? onescreen.courseChart(course, { width: place.clientWidth, height: place.clientHeight, facts, level })
      : dom.make("span", "note", say("explain.no_trend"))));
    dom.flag(place, "hatched", !known);
  }

  function list(parts, figure, now, page) {
    const loading = figure.state === "loading";
    dom.text(parts.state, loading || figure.state === "told" ? "" : say(`explain.${figure.state}`));
    dom.flag(parts.list, "loading", loading);
    for (const box of [parts.list, parts.list.closest("dialog")]) box?.setAttribute("aria-label", figure.facts.title);
    const rows = loading ? Array.from({ length: BARS }, (_, i) => ({ key: ` ${i}`, lines: [] })) : onescreen.explainRows(figure, now, page);
    const by = new Map(rows.map((one) => [one.key, one.lines]));
    dom.data(parts.list, "quiet", "");
    dom.rows(parts.list, [...by.keys()], (row, key) => dom.fill(row, { name: ["span", "", key.startsWith(" ") ? "" : say(`explain.${key}`)], lines: ["div"] }),
      (made, key) => dom.drawn(made.lines, JSON.stringify(by.get(key)), () => by.get(key).map(line)));
  }

  function line({ text, note, share, figure }) {
    const made = dom.make("div", share === undefined ? "line" : "line barred");
    const what = dom.make(figure ? "button" : "span", figure ? "figure-name" : "", text);
    if (figure) Object.assign(what, { type: "button" }).dataset.figure = figure;
    made.append(what);
    if (note) made.append(dom.make("span", "note", note));
    if (share === undefined) return made;
    const bar = dom.make("i", "share-bar");
    bar.style.setProperty("--share", `${Math.round(share * 1000) / 10}%`);
    made.append(bar);
    return made;
  }
})();
