/* Drawing: what the drawing benchmark does in its page: two ways to show the same moving things on the same map. */
(function () {
  "use strict";

  const { onescreen } = globalThis;
  const COLOURS = ["#8C97A3", "#E6EAED", "#E6EAED", "#B4BDC6", "#8C97A3"];
  const bench = (globalThis.bench = { frames: [], ids: [], made: 0, seen: 0, collection: null });

  onescreen.areaShapes = () => new Map(); // no areas: the map shows the bounds that the page gives
  const { stampFrame } = onescreen;
  onescreen.stampFrame = (...given) => (bench.seen = stampFrame(...given));

  /** How the rival draws one thing: a disc as large as ours, deaf to the mouse. */
  bench.circle = function (feature, at) {
    bench.made += 1;
    const fillColor = COLOURS[feature.properties.style];
    return globalThis.L.circleMarker(at, { radius: 2.5, stroke: false, fillOpacity: 1, fillColor, interactive: false });
  };

  /** Fetches the frames of so many things, the first with ids. */
  bench.fetch = async function (things, frames) {
    const asked = Array.from({ length: frames }, (_, k) => fetch(`/frames/${things}/${k}`));
    bench.frames = await Promise.all(asked.map(async (answer) => (await answer).arrayBuffer()));
    bench.ids = onescreen.decodeFrame(bench.frames[0]).ids;
  };

  const drawSoon = onescreen.oncePerFrame(() => onescreen.draw(onescreen.store.v));
  const held = (layer) => onescreen.store.moving[layer];

  /** Frame k, as the link takes it in and draws it; gives how many things were drawn. */
  bench.ours = async function (k) {
    bench.seen = 0;
    const frame = onescreen.decodeFrame(bench.frames[k], held);
    onescreen.changed(onescreen.mergeFrame(onescreen.store, frame).parts);
    drawSoon();
    return until(() => bench.seen);
  };

  /** Takes everything from the map. */
  bench.clear = async function () {
    onescreen.store.moving = {};
    onescreen.map.redraw();
    globalThis.dash_clientside.set_props("rival", { data: { type: "FeatureCollection", features: [] } });
    return bench.nothing();
  };

  /** Makes frame k into GeoJSON; this is not measured, nor is what it would cost to bring it here. */
  bench.prepare = function (k) {
    const { n, lon, lat, heading, style, ids } = onescreen.decodeFrame(bench.frames[k], () => bench);
    const features = ids.map((id, i) => ({
      type: "Feature",
      id,
      geometry: { type: "Point", coordinates: [lon[i] / 1e6, lat[i] / 1e6] },
      properties: { style: style[i], heading_deg: heading[i] / 10 },
    }));
    bench.collection = { type: "FeatureCollection", features };
    return n;
  };

  /** What was prepared, drawn by dl.GeoJSON; gives how many circles were made. */
  bench.rival = async function () {
    bench.made = 0;
    const wanted = bench.collection.features.length;
    globalThis.dash_clientside.set_props("rival", { data: bench.collection });
    const made = await until(() => bench.made >= wanted && bench.made);
    for (const one of globalThis.dash_stores) one.getState().history.past.length = 0; // as our link does
    return made;
  };

  /** Two frames in which nothing happens. */
  bench.nothing = async () => until(() => true);

  /** What `ready()` gives once it gives something, and the browser has shown it. */
  function until(ready) {
    return new Promise((done) => {
      const look = () => {
        const found = ready();
        if (!found) requestAnimationFrame(look);
        else requestAnimationFrame(() => requestAnimationFrame(() => done(found)));
      };
      look();
    });
  }
})();
