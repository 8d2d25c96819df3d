/* Layers: which of them are on, and which of them look different since they were last drawn. */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const DRAWN = ["ids", "style", "lon", "lat"]; // the other columns are for cards, and change nothing on the map
  const ON_THEIR_OWN = ["incidents", "choropleth"]; // drawn from the incidents and the measures themselves

  const shapeOf = (name) => onescreen.page.layers[name]?.shape;

  /** The names of the layers of one shape that are on in this view, the lowest first. */
  onescreen.shownLayers = function (shape, view) {
    const { layers } = onescreen.page;
    const drawn = (name) => shapeOf(name) === shape && !ON_THEIR_OWN.includes(name) && onescreen.map.isShown(name, view);
    return Object.keys(onescreen.store.layers).filter(drawn).sort((a, b) => layers[a].order - layers[b].order);
  };

  /** A function that says whether layers of this shape look different since it was last asked; `names` as told. */
  onescreen.layerWatch = function (shape) {
    const seen = new Map(); // layer → its columns as last seen; what did not change is the very same array
    return (names) => {
      const asked = onescreen.shownLayers(shape).filter((name) => names === null || names.has(name));
      const different = asked.filter((name) => {
        const now = DRAWN.map((column) => onescreen.store.layers[name][column]);
        const before = seen.get(name) || [];
        seen.set(name, now);
        return now.some((column, i) => column !== before[i]);
      });
      return different.length > 0;
    };
  };
})();
