/* Hands: what a click on the map chooses, and the pointer that says that something can be chosen. */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});

  /** What lies at a place, the topmost first: an incident, a crowd, a thing of a layer; null for nothing. */
  onescreen.whatIsAt = function (stage, place) {
    const found = stage.parts.map((part) => part.hit?.(place)).filter(Boolean);
    return found.find((one) => one.kind !== "thing") || found[0] || null;
  };

  const zoomInto = (map, places) => map.fitBounds(places, { padding: [40, 40], maxZoom: map.getZoom() + 2 });

  /** Lets hands act on a map: emits `choose` with a number, or `pick` with {layer, id, index}; zooms into crowds. */
  onescreen.hands = function (stage) {
    if (!stage.interactive) return;
    const place = ({ latlng }) => ({ lon: latlng.lng, lat: latlng.lat });
    stage.map.on("click", (event) => {
      if (onescreen.takesPress?.(place(event))) return;
      const found = onescreen.whatIsAt(stage, place(event));
      if (found?.kind === "incident") onescreen.emit("choose", found.number);
      else if (found?.kind === "crowd") zoomInto(stage.map, found.places);
      else if (found) onescreen.emit("pick", found);
    });
    stage.map.on("mousemove", (event) => {
      stage.map.getContainer().style.cursor = onescreen.whatIsAt(stage, place(event)) ? "pointer" : "";
    });
  };
})();
