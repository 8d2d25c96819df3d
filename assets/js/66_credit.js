/* Credit: whose map and data the screen shows, always; and a word where an outside map does not answer. */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { dom, say } = onescreen;
  const QUIET = ["silent", "partly"];

  /** What stands under the map: {text, note}. Pure but for the words. */
  onescreen.creditOf = function ({ pack, outside }, state) {
    const shown = outside && ["whole", "partly"].includes(state);
    const text = [shown ? outside.attribution : "", pack.attribution].filter(Boolean).join(" · ");
    return { text, note: outside && QUIET.includes(state) ? say("map.outside_silent", { whose: outside.attribution }) : "" };
  };

  function credit() {
    const place = dom.at("map_credit");
    if (!place) return;
    place.parts = place.parts || dom.fill(place, { note: ["strong"], text: ["span"] });
    const stage = onescreen.map?.stages.find((one) => !one.inset);
    const { text, note } = onescreen.creditOf(onescreen.page, stage?.outside?.state);
    dom.text(place.parts.text, text);
    dom.text(place.parts.note, note);
  }

  onescreen.part([], credit);
  onescreen.on("outside", credit);
})();
