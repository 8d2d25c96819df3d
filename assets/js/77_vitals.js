/* Vitals: the sentence and the headline; every figure in them opens its card. */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { dom, say, shown } = onescreen;

  onescreen.part(["measures", "sources", "incidents"], ({ now, tick, store, page }) => {
    const place = dom.at("sentence");
    if (!place) return;
    if (tick || !place.firstChild) sentence(place, store, page, now);
    if (!shown.asked) Object.assign(shown, worst(store, page));
  });

  /** What is explained while nobody has asked: what is worst, else the headline. */
  function worst(store, page) {
    const order = onescreen.orderedMeasures(page.catalogue, store.measures);
    const [first] = onescreen.exceptionsOf(page, store.measures, order);
    return first ? { indicator: first.name, area: first.area, companion: "" } : { indicator: page.headline || order[0] || null, area: 0, companion: "" };
  }

  function sentence(place, store, page, now) {
    if (store.v === null) return dom.runs(place, [{ text: say("sentence.waiting") }]);
    dom.runs(place, onescreen.sentence(page.catalogue, store.measures, store.sources, store.incidents, now));
    const { n, all } = onescreen.countMadeUp(page.catalogue, store.sources);
    dom.text(dom.at("sentence_note"), say("sentence.note", { time: onescreen.cityTime(now), n, all }));
  }
})();
