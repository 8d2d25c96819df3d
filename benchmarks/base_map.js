/* Base map: what the base map benchmark does in its page: a tour over the map, and who draws the streets. */
(function () {
  "use strict";

  const { onescreen } = globalThis;
  const RIVAL = new URLSearchParams(location.search).has("rival");
  const bench = (globalThis.bench = { made_ms: null, drawn_ms: null, seen: [] });
  const root = document.documentElement;

  onescreen.areaShapes = () => new Map(); // no areas: the map shows the bounds that the page gives

  /** Moves the map by pixels, or by zoom steps. */
  bench.move = function (by) {
    const [{ map }] = onescreen.map.stages;
    if (by.length === 2) map.panBy(by, { animate: false });
    else map.setZoom(map.getZoom() + by[0], { animate: false });
  };

  /** Notes the time of every frame from now on, until they are asked for. */
  bench.watch = function () {
    bench.seen = [];
    bench.watching = true;
    const look = (at) => {
      bench.seen.push(at);
      if (bench.watching) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  };

  bench.frames = function () {
    bench.watching = false;
    return bench.seen;
  };

  async function rival(map) {
    const streets = await (await fetch("/streets")).json();
    const width = (feature) => onescreen.streetWidth(String(feature.properties.class), 3);
    globalThis.L.geoJSON(streets, { interactive: false, style: (feature) => ({ color: "#586470", weight: width(feature) }) }).addTo(map);
  }

  /** Waits for the map as a visitor first sees it, then goes to where the tour begins. */
  async function begin() {
    await until(() => onescreen.map.stages[0]?.parts.length);
    bench.made_ms = performance.now();
    await until(() => root.dataset.base === "drawn");
    bench.drawn_ms = performance.now();
    const [stage] = onescreen.map.stages;
    if (RIVAL) for (const canvas of stage.canvases.values()) canvas.remove();
    stage.map.setView(stage.map.getCenter(), 13, { animate: false });
    if (RIVAL) await rival(stage.map);
    bench.stands = true;
  }

  /** Comes back a frame after something holds. */
  function until(holds) {
    return new Promise((done) => {
      const look = () => requestAnimationFrame(holds() ? done : look);
      look();
    });
  }

  begin();
})();
