/* Vitals: the sentence and the headline; every figure in them opens its card. */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { dom, say, shown } = onescreen;

  onescreen.part(["measures", "sources", "incidents"], ({ now, tick, store, page }) => {
    const place = dom.at("sentence");
    if (!place) return;
    if (tick || !place.firstChild) sentence(place, store, page, now);
    if (!shown.asked) Object.assign(shown, onescreen.unasked(shown, worst(store, page), store.measures));
  });

  /** What is explained while nobody has asked: what is worst, else the headline. */
  function worst(store, page) {
    const order = onescreen.orderedMeasures(page.catalogue, store.measures);
    const [first] = onescreen.exceptionsOf(page, store.measures, order);
    return first ? { indicator: first.name, area: first.area, companion: "" } : { indicator: page.headline || order[0] || null, area: 0, companion: "" };
  }

  /** The worst is explained until it is within its limits or something worse comes: a card does not flit about. Pure. */
  onescreen.unasked = function (held, worst, measures) {
    const band = ({ indicator, area }) => (onescreen.isOut(measures[indicator], area) ? measures[indicator].band[area] : 0);
    return held.indicator && !held.companion && band(held) > 0 && band(held) >= band(worst) ? held : worst;
  };

  /** As much of the sentence as there is room for, whole; tried again only when it or its place has changed. */
  function fitted(place, written) {
    const rooms = onescreen.SENTENCE_ROOMS;
    const key = [place.clientWidth, written(rooms[0]).map((run) => run.text).join("|")].join();
    if (place.fittedFor === key) return;
    place.fittedFor = key;
    for (const room of rooms) {
      dom.runs(place, written(room));
      if (place.scrollHeight <= place.clientHeight + 1) return;
    }
  }

  function sentence(place, store, page, now) {
    if (store.v === null) return dom.runs(place, [{ text: say("sentence.waiting") }]);
    fitted(place, (room) => onescreen.sentence(page, store.measures, store.sources, store.incidents, now, room));
    const { n, all } = onescreen.countMadeUp(page.catalogue, store.sources);
    const filling = store.filling ? ` · ${say("strip.filling")}` : "";
    dom.text(dom.at("sentence_note"), say("sentence.note", { time: onescreen.cityTime(now), n, all }) + filling);
  }
})();
