/* Map: what is shown on the maps of this page, and how others say so. The maps themselves: 30_stage.js.
 *
 * What is drawn are parts (31_base.js, 34_chips.js, …); each paints on the canvases of a stage, which is one map.
 */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const CLOSE_ZOOM = 15.5; // about 3 m per pixel: the streets around one incident
  const EDGE_PX = 2;

  const map = (onescreen.map = { stages: [], parts: [], chosen: null, indicator: null });
  const switched = new Map(); // layers that somebody switched on or off

  /** Adds a part: `make(stage)` paints with `stage.paint`, listens with `stage.on`, and may give {hit}.
   *
   * `hit({lon, lat})` says what lies there. `stage.paint(name, paint)` gives the canvas, which has `redraw` and `view`.
   */
  onescreen.mapPart = function (make) {
    map.parts.push(make);
  };

  /** Whether a layer is on, and near enough for this view. */
  map.isShown = function (name, view) {
    const layer = onescreen.page.layers[name];
    if (!layer) return name === "incidents"; // a page without layers still shows what went wrong
    const on = switched.has(name) ? switched.get(name) : layer.shown !== false;
    return on && (!view || view.zoom >= (layer.min_zoom || 0));
  };

  /** Switches a layer on or off. */
  map.show = function (name, on) {
    switched.set(name, on);
    const { layers } = onescreen.page;
    onescreen.want?.(Object.keys(layers).filter((one) => layers[one].shown === false && map.isShown(one)));
    map.redraw();
  };

  /** Colours the areas by the bands of an indicator; null for none. One at a time. */
  map.showIndicator = function (name) {
    map.indicator = name || null;
    map.redraw();
  };

  /** The indicators that tell areas apart now, in the order of the catalogue. */
  map.tellingIndicators = function () {
    const { page, store } = onescreen;
    return Object.keys(page.catalogue).filter((name) => store.measures[name]?.band?.slice(1).some((band) => band >= 0));
  };

  /** The indicator that colours the areas: the one chosen, or while the layer is on, the first that tells areas apart. */
  map.shownIndicator = function () {
    if (map.indicator || !map.isShown("choropleth") || !onescreen.page.layers.choropleth) return map.indicator;
    return map.tellingIndicators()[0] || null;
  };

  /** Marks an incident and, unless told to stay, brings it into the middle; null marks none. */
  map.showIncident = function (number, { move = true } = {}) {
    map.chosen = number || null;
    const incident = onescreen.store.incidents[number];
    if (move && incident) map.showPlace(incident);
    map.redraw();
  };

  /** Brings a place into the middle of every map that hands may move; what has none moves nothing. */
  map.showPlace = function ({ lon, lat }) {
    if (!Number.isFinite(lon) || !Number.isFinite(lat)) return;
    for (const stage of map.stages.filter((one) => one.interactive)) {
      stage.moved = true;
      stage.map.setView([lat, lon], Math.max(stage.map.getZoom(), CLOSE_ZOOM), { animate: false });
    }
    map.redraw();
  };

  /** Draws every map anew, soon. */
  map.redraw = function () {
    for (const stage of map.stages) for (const canvas of stage.canvases.values()) canvas.redraw();
  };

  /** What the main map shows, for legends: {zoom, m_per_px}; null before there is a map. */
  map.view = function () {
    const stage = map.stages.find((one) => !one.inset);
    return stage ? viewOf(stage) : null;
  };

  function viewOf(stage) {
    const size = stage.map.getSize();
    const { x, y } = stage.map.getPixelBounds().min;
    return onescreen.makeView({ zoom: stage.map.getZoom(), left: x, top: y, width: size.x, height: size.y });
  }
  map.viewOf = viewOf;

  /** Where signs and words may stand: {left, top, right, bottom} of what no title or legend covers, in pixels. */
  map.box = function (stage, { width, height }) {
    const { top, right, bottom, left } = stage.room || { top: 0, right: 0, bottom: 0, left: 0 };
    const [last_x, last_y] = [width - right - EDGE_PX, height - bottom - EDGE_PX];
    return { left: left + EDGE_PX, top: top + EDGE_PX, right: last_x, bottom: last_y };
  };

  /** Shows the whole city on every map that nobody has moved; the inset shows its densest part. */
  onescreen.fitMap = map.fit = function ({ all = true } = {}) {
    for (const stage of map.stages) if (all || !stage.moved) stage.fit();
  };

  /** Back to the whole city, on every map that hands may move. */
  map.home = function () {
    for (const stage of map.stages) if (stage.interactive) stage.fit();
  };

  const soon = onescreen.oncePerFrame ? onescreen.oncePerFrame(() => map.redraw()) : () => {};
  onescreen.on?.("theme", soon);
  if (typeof document !== "undefined") document.addEventListener("visibilitychange", soon);
})();
