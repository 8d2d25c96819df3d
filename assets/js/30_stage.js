/* Stages: takes over every Leaflet map of the page and lays our canvases on it.
 *
 * Dash makes the map; its `load` event never comes, so it is met as Leaflet makes it.
 */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const HANDS = ["dragging", "touchZoom", "doubleClickZoom", "scrollWheelZoom", "boxZoom", "keyboard", "tapHold"];
  const AREAS_MS = 800;
  const WIDE = ["ground", "lines"]; // painted beyond the edges, so that a drag does not uncover nothing,
  const PADDING = 0.25; // by so much of the map
  const ROOM_PX = 8; // around the city, where the style sheet says nothing
  const LEAST_PX = 40;
  const SNAP = 0.5; // steps of a hand's zoom,
  const FINE = 0.01; // and of the one that shows the whole city
  const FARTHER = 0.5; // zoom steps beyond the whole city a hand may go,
  const NEAREST_M_PER_PX = 0.5; // and so near it may come: houses, not bare ground
  const { map } = onescreen;

  /** Takes a map over as a stage: {map, inset, interactive, on, paint, canvases, fit, room}. */
  function adopt(leaflet) {
    const container = leaflet.getContainer();
    const { page } = onescreen;
    const inset = container.id !== "" && container.id === page.ids.map_inset;
    const stage = { map: leaflet, inset, interactive: page.screen !== "wall", moved: false, parts: [], offs: [] };
    stage.on = (part, fn) => stage.offs.push(onescreen.on(part, fn));
    stage.canvases = new Map(Object.keys(onescreen.CANVASES).map((name) => [name, makeCanvas(stage, name)]));
    stage.paint = (name, paint) => paintOn(stage, name, paint);
    stage.fit = () => fitStage(stage);
    leaflet.options.zoomSnap = stage.interactive ? SNAP : 0;
    if (!stage.interactive) hold(leaflet);
    map.stages.push(stage);
    leaflet.on("unload", () => leave(stage));
    leaflet.whenReady(() => whenAreasAreKnown(() => open(stage)));
  }

  /** A wall is looked at, not touched. */
  function hold(leaflet) {
    for (const hand of HANDS) leaflet[hand]?.disable();
    leaflet.zoomControl?.remove();
  }

  function makeCanvas(stage, name) {
    const pane = stage.map.createPane(name);
    pane.style.zIndex = 210 + 10 * Object.keys(onescreen.CANVASES).indexOf(name);
    pane.style.pointerEvents = "none";
    return onescreen.canvasLayer(name, stage.interactive && WIDE.includes(name) ? PADDING : 0);
  }

  function paintOn(stage, name, paint) {
    const [found] = Object.entries(onescreen.CANVASES).find(([, painters]) => painters.includes(name));
    const canvas = stage.canvases.get(found);
    canvas.paints.set(name, paint);
    return canvas;
  }

  /** Waits for the outlines of the areas, which say what to show, but not for long. */
  function whenAreasAreKnown(fn) {
    let done = false;
    const once = () => {
      if (!done) fn();
      done = true;
    };
    if (onescreen.areaShapes()) return void setTimeout(once);
    const off = onescreen.on("shapes", () => setTimeout(once) && off());
    setTimeout(once, AREAS_MS);
  }

  function open(stage) {
    if (!map.stages.includes(stage)) return;
    fitStage(stage);
    stage.parts = map.parts.map((make) => make(stage) || {});
    for (const canvas of stage.canvases.values()) canvas.addTo(stage.map);
    stage.observer = new ResizeObserver(() => resized(stage));
    stage.observer.observe(stage.map.getContainer());
    stage.map.on("dragend zoomend", () => (stage.moved = stage.moved || !stage.fitting));
    if (stage.interactive) stage.map.on("zoomend", () => stage.fitting || tether(stage.map));
    stage.map.on("moveend", () => onescreen.emit("view", map.view()));
    stage.on("shapes", () => map.fit({ all: false }));
    onescreen.hands(stage);
    onescreen.emit("view", map.view());
  }

  function resized(stage) {
    stage.map.invalidateSize({ pan: false });
    if (!stage.interactive || !stage.moved) fitStage(stage);
    else stage.room = onescreen.roomOf(stage.map.getContainer());
  }

  function leave(stage) {
    stage.observer?.disconnect();
    stage.offs.forEach((off) => off());
    map.stages = map.stages.filter((one) => one !== stage);
  }

  function fitStage(stage) {
    const size = stage.map.getSize();
    if (Math.min(size.x, size.y) < LEAST_PX) return; // not laid out yet; its observer calls again
    const { top, right, bottom, left } = (stage.room = onescreen.roomOf(stage.map.getContainer()));
    const bounds = onescreen.boundsFor(stage, { width: size.x - left - right, height: size.y - top - bottom });
    if (!bounds) return;
    const [west, south, east, north] = bounds;
    stage.fitting = true;
    if (stage.interactive) release(stage.map);
    const padding = stage.inset ? {} : { paddingTopLeft: [left, top], paddingBottomRight: [right, bottom] }; // an inset is full
    stage.map.fitBounds([[south, west], [north, east]], { ...padding, animate: false });
    if (stage.interactive) limit(stage.map);
    stage.moved = stage.fitting = false;
  }

  /** The whole city fills its room, finer than by a hand's steps. */
  function release(leaflet) {
    leaflet.setMaxBounds(null).setMinZoom(0);
    leaflet.options.zoomSnap = FINE;
  }

  /** Keeps hands near the city: not much farther than all of it, no nearer than houses. */
  function limit(leaflet) {
    const { zoom, m_per_px } = map.viewOf({ map: leaflet });
    leaflet.setMinZoom(zoom - FARTHER);
    leaflet.setMaxZoom(zoom + Math.max(0, Math.floor(2 * Math.log2(m_per_px / NEAREST_M_PER_PX)) / 2));
    leaflet.options.zoomSnap = SNAP;
    tether(leaflet);
  }

  /** The middle of the map stays over the city, however near it is: beyond there is nothing to see. */
  function tether(leaflet) {
    const [west, south, east, north] = onescreen.page.pack.bounds;
    const seen = map.viewOf({ map: leaflet });
    const [wide, high] = [(seen.east - seen.west) / 2, (seen.north - seen.south) / 2];
    leaflet.options.maxBoundsViscosity = 1;
    leaflet.setMaxBounds([[south - high, west - wide], [north + high, east + wide]]);
  }

  /** What titles and legends cover of a map, in pixels: `--map-room-top` and so on in the style sheet. */
  onescreen.roomOf = function (container) {
    const probe = document.createElement("div");
    const side = (name) => `padding-${name}:var(--map-room-${name},${ROOM_PX}px)`;
    const sides = ["top", "right", "bottom", "left"].map(side);
    probe.style.cssText = `position:absolute;visibility:hidden;${sides.join(";")}`;
    container.append(probe);
    const { paddingTop, paddingRight, paddingBottom, paddingLeft } = getComputedStyle(probe);
    const room = { top: paddingTop, right: paddingRight, bottom: paddingBottom, left: paddingLeft };
    probe.remove();
    return Object.fromEntries(Object.entries(room).map(([side, text]) => [side, parseFloat(text)]));
  };

  if (globalThis.L) {
    globalThis.L.Map.addInitHook(function () {
      adopt(this);
    });
  }
})();
