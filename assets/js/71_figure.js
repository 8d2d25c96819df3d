/* Figure: an incident that an indicator raised can explain itself: how it was then, and the card of the figure now. */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { dom, say } = onescreen;
  const frozen = new Map(); // number → what was frozen into its signal: undefined while it is asked for, null if none
  const [KEPT, PARTS] = [20, 3];

  /** The figure that an incident is about, by its key, from the reference that its alarm gave it; "" where it is none. Pure. */
  onescreen.figureBehind = function ({ origin, reference }, { catalogue, pack }) {
    if (origin !== "indicator") return "";
    const [indicator, code] = (reference || "").split(":");
    const area = pack.areas.findIndex((one) => one.code === code);
    return indicator in catalogue ? onescreen.figureKey(indicator, Math.max(area, 0)) : "";
  };

  /** What was so when the signal was raised: "then 7.3, warning; mainly A, B", from what was frozen; "" where nothing was. Pure. */
  onescreen.thenSaid = function (told, facts) {
    if (!told) return "";
    const level = told.band > 0 ? say(`level.${4 - told.band}`) : "";
    const value = [onescreen.amount(told.value, facts.digits, facts.unit), level].filter(Boolean).join(say("sentence.comma"));
    const parts = told.contributors.slice(0, PARTS).map((one) => (one.title ? onescreen.title(one.title) : one.thing));
    return parts.length ? say("card.then_mainly", { value, parts: parts.join(say("sentence.comma")) }) : say("card.then", { value });
  };

  /** What was frozen into the signal of an incident; asked for once, again when that failed. */
  function frozenOf(number) {
    if (frozen.has(number)) return frozen.get(number);
    frozen.set(number, undefined);
    if (frozen.size > KEPT) frozen.delete(frozen.keys().next().value);
    fetch(`/api/v1/incidents/${encodeURIComponent(number)}/explanation`)
      .then(async (answer) => frozen.set(number, answer.ok ? (await answer.json()).explanation : null), () => frozen.delete(number))
      .then(() => onescreen.redraw());
    return undefined;
  }

  onescreen.part(["incidents"], ({ store, page }) => {
    const place = dom.at("card_figure");
    const incident = store.incidents[onescreen.desk?.chosen];
    if (!place || !incident) return;
    const key = onescreen.figureBehind(incident, page);
    onescreen.listens(place);
    const then = key ? onescreen.thenSaid(frozenOf(incident.number), page.catalogue[onescreen.figureOf(key).indicator]) : "";
    dom.drawn(place, `${key} ${then}`, () => {
      if (!key) return null;
      const { indicator, area } = onescreen.figureOf(key);
      const button = dom.make("button", "act small", say("explain.open"));
      Object.assign(button, { type: "button" }).dataset.figure = key;
      return [dom.make("b", "", say("card.figure")), dom.make("span", "", `${page.catalogue[indicator].title} · ${page.pack.areas[area].title}`), button, ...(then ? [dom.make("span", "note then", then)] : [])];
    });
  });
})();
