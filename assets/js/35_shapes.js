/* Shapes: the outlines of areas and lines, fetched once, held in world coordinates. */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const AREAS = "choropleth"; // the layer whose shapes are the city's areas
  const TRY_AGAIN_MS = 10000;
  const fetched = new Map(); // address → {shapes, at}; shapes is null until they are here

  /** The shapes of a GeoJSON collection: Map of id → {lines, box, properties}. Pure. */
  onescreen.shapesOf = function (collection) {
    const shapes = new Map();
    for (const feature of collection.features) {
      const lines = onescreen.worldLines(feature.geometry);
      const { properties } = feature;
      shapes.set(String(properties.id ?? properties.code ?? feature.id), { lines, box: boxOf(lines), properties });
    }
    return shapes;
  };

  function boxOf(lines) {
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (const line of lines) {
      for (let i = 0; i < line.length; i += 2) {
        box[0] = Math.min(box[0], line[i]);
        box[1] = Math.min(box[1], line[i + 1]);
        box[2] = Math.max(box[2], line[i]);
        box[3] = Math.max(box[3], line[i + 1]);
      }
    }
    return box;
  }

  /** The shapes of a layer of lines or areas; null until they have come, when the maps are drawn again.
   *
   * Some layers draw other things later: where one of `ids` has no shape yet, they are asked for again.
   */
  onescreen.layerShapes = (name, ids = []) => shapesAt(`/api/v1/layers/${encodeURIComponent(name)}`, ids);

  /** The shapes of the city's areas by code; null until they have come. */
  onescreen.areaShapes = () => onescreen.layerShapes(AREAS);

  function shapesAt(address, ids = []) {
    const known = fetched.get(address);
    const now = performance.now();
    const whole = known?.shapes && ids.every((id) => known.shapes.has(String(id)));
    if (whole || (known && now - known.at < TRY_AGAIN_MS)) return known.shapes;
    const shapes = known?.shapes ?? null;
    fetched.set(address, { shapes, at: now });
    fetchShapes(address);
    return shapes;
  }

  async function fetchShapes(address) {
    try {
      const answer = await fetch(address, { headers: { Accept: "application/geo+json, application/json" } });
      if (!answer.ok) throw new Error(`${address} answers ${answer.status}.`);
      fetched.set(address, { shapes: onescreen.shapesOf(await answer.json()), at: performance.now() });
      onescreen.emit("shapes", address);
      onescreen.map.redraw();
    } catch (error) {
      console.warn("Some shapes of the map did not come; they are asked for again.", error);
      setTimeout(() => onescreen.map.redraw(), TRY_AGAIN_MS);
    }
  }

  // A page with a map asks for the areas at once, while Dash still builds it.
  if (typeof document !== "undefined" && document.querySelector(".map-zone")) onescreen.areaShapes();

  /** The borders of areas, each once: {inner, outer} lines; outer is what no two share, the coast. Pure.
   *
   * What was `drawn` already, of greater areas, is left out.
   */
  onescreen.bordersOf = function (shapes, drawn = new Set()) {
    const seen = new Map();
    const all = [...shapes.values()].flatMap(({ lines }) => lines);
    for (const line of all) eachStep(line, (key) => seen.set(key, (seen.get(key) || 0) + 1));
    const borders = { inner: [], outer: [] };
    for (const line of all) {
      let run = { kind: null, points: [] };
      eachStep(line, (key, i) => {
        const kind = drawn.has(key) ? null : seen.get(key) > 1 ? "inner" : "outer";
        drawn.add(key);
        if (kind !== run.kind) run = { kind, points: [line[i], line[i + 1]] };
        if (kind && run.points.length === 2) borders[kind].push(run.points);
        run.points.push(line[i + 2], line[i + 3]);
      });
    }
    return borders;
  };

  /** The borders of areas of each level below the city, the greatest first: [{inner, outer}]. Pure. */
  onescreen.bordersByLevel = function (shapes, areas) {
    const drawn = new Set();
    const levels = [...new Set(areas.map((area) => area.level))].filter((level) => level > 0).sort((a, b) => a - b);
    return levels.map((level) => {
      const codes = areas.filter((area) => area.level === level && shapes.has(area.code)).map((area) => area.code);
      return onescreen.bordersOf(new Map(codes.map((code) => [code, shapes.get(code)])), drawn);
    });
  };

  /** Calls `fn(key, i)` for each step of a line; the key is the same in both directions. */
  function eachStep(line, fn) {
    for (let i = 0; i + 3 < line.length; i += 2) {
      const [a, b] = [`${line[i]} ${line[i + 1]}`, `${line[i + 2]} ${line[i + 3]}`];
      fn(a < b ? `${a} ${b}` : `${b} ${a}`, i);
    }
  }

  /** Adds a shape to the context's path; shapes outside the view cost nothing. */
  onescreen.traceShape = function (ctx, view, { lines, box }) {
    const { world, left, top, width, height } = view;
    const [west, north, east, south] = box.map((at) => at * world);
    if (west - left > width || east < left || north - top > height || south < top) return;
    for (const line of lines) {
      ctx.moveTo(line[0] * world - left, line[1] * world - top);
      for (let i = 2; i < line.length; i += 2) ctx.lineTo(line[i] * world - left, line[i + 1] * world - top);
    }
  };
})();
