/* Figure: an incident that an indicator raised can explain itself: the card of the figure that it is about. */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { dom, say } = onescreen;

  /** The figure that an incident is about, by its key, from the reference that its alarm gave it; "" where it is none. Pure. */
  onescreen.figureBehind = function ({ origin, reference }, { catalogue, pack }) {
    if (origin !== "indicator") return "";
    const [indicator, code] = (reference || "").split(":");
    const area = pack.areas.findIndex((one) => one.code === code);
    return indicator in catalogue ? onescreen.figureKey(indicator, Math.max(area, 0)) : "";
  };

  onescreen.part(["incidents"], ({ store, page }) => {
    const place = dom.at("card_figure");
    const incident = store.incidents[onescreen.desk?.chosen];
    if (!place || !incident) return;
    const key = onescreen.figureBehind(incident, page);
    onescreen.listens(place);
    dom.drawn(place, key, () => {
      if (!key) return null;
      const { indicator, area } = onescreen.figureOf(key);
      const button = dom.make("button", "act small", say("explain.open"));
      Object.assign(button, { type: "button" }).dataset.figure = key;
      return [dom.make("b", "", say("card.figure")), dom.make("span", "", `${page.catalogue[indicator].title} · ${page.pack.areas[area].title}`), button];
    });
  });
})();
