/* Areas and lines: the choropleth under the streets, and what runs along streets on top of them.
 *
 * Steps are neutral, by band: nothing, step 1 for attention, step 2 beyond, a hatch where nothing is known. A style of
 * a layer looks as the style sheet says: `--<layer>-<style>`, and for lines `-width` in pixels and `-dash`.
 */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const STEPS = ["", "--map-choropleth-1", "--map-choropleth-2", "--map-choropleth-2"]; // by band
  const HATCH_PX = 7;
  const NEAR_M_PER_PX = 4; // below it lines are wider and dashes longer
  const SMALLER_M_PER_PX = 7; // borders within districts are drawn only below this
  const borders = new WeakMap(); // shapes → their borders, by level

  /** What fills each area under an indicator: Map of code → token, "hatch" where nothing is known. Pure. */
  onescreen.choroplethSteps = function (areas, bands) {
    const steps = new Map();
    areas.forEach(({ code }, i) => {
      const band = bands?.[i];
      if (band === undefined || band === null || band < 0) steps.set(code, "hatch");
      else if (STEPS[Math.min(band, 3)]) steps.set(code, STEPS[Math.min(band, 3)]);
    });
    return steps;
  };

  /** The hatch stays where it is on the earth when the map moves. */
  function hatch(ctx, view) {
    const tile = document.createElement("canvas");
    tile.width = tile.height = HATCH_PX;
    const pen = tile.getContext("2d");
    pen.strokeStyle = onescreen.token("--line");
    pen.beginPath();
    for (const at of [-HATCH_PX, 0, HATCH_PX]) {
      pen.moveTo(at, HATCH_PX);
      pen.lineTo(at + HATCH_PX, 0);
    }
    pen.stroke();
    const pattern = ctx.createPattern(tile, "repeat");
    pattern.setTransform({ e: -(view.left % HATCH_PX), f: -(view.top % HATCH_PX) });
    return pattern;
  }

  function fillShape(ctx, view, shape, fill) {
    if (!shape) return;
    ctx.beginPath();
    onescreen.traceShape(ctx, view, shape);
    ctx.fillStyle = fill;
    ctx.fill("evenodd");
  }

  /** What fills each area now; nothing while no indicator is shown. */
  function shownSteps() {
    const name = onescreen.map.shownIndicator();
    return name ? onescreen.choroplethSteps(onescreen.page.pack.areas, onescreen.store.measures[name]?.band) : new Map();
  }

  function paintChoropleth(ctx, view) {
    const steps = shownSteps();
    const shapes = steps.size ? onescreen.areaShapes() : null;
    if (!shapes) return;
    const hatched = hatch(ctx, view);
    for (const [code, step] of steps) {
      fillShape(ctx, view, shapes.get(code), step === "hatch" ? hatched : onescreen.token(step));
    }
  }

  /** Calls `draw(shape, name of its style)` for everything that a layer draws. */
  function overLayer(name, draw) {
    const { ids, style } = onescreen.store.layers[name];
    const shapes = onescreen.layerShapes(name, ids);
    if (!shapes) return;
    const styles = onescreen.page.layers[name].styles;
    ids.forEach((id, i) => shapes.has(String(id)) && draw(shapes.get(String(id)), styles[style[i]]?.name));
  }

  /** Whether areas are filled in a view: then water is drawn once more, above them. */
  onescreen.areasFilled = (view) => shownSteps().size > 0 || onescreen.shownLayers("area", view).length > 0;

  function paintAreas(ctx, view) {
    paintChoropleth(ctx, view);
    for (const name of onescreen.shownLayers("area", view)) {
      overLayer(name, (shape, style) => {
        const fill = onescreen.token(`--${name}-${style}`);
        if (fill) fillShape(ctx, view, shape, fill === "hatch" ? hatch(ctx, view) : fill);
      });
    }
  }

  function paintLines(ctx, view) {
    const names = onescreen.shownLayers("line", view);
    ctx.lineJoin = ctx.lineCap = "round";
    for (const name of names) {
      const by_style = new Map(); // one path per style: a street's joints do not shine
      overLayer(name, (shape, style) => {
        if (!by_style.has(style)) by_style.set(style, []);
        by_style.get(style).push(shape);
      });
      for (const { name: style } of onescreen.page.layers[name].styles) {
        if (by_style.has(style)) strokeStyle(ctx, view, `--${name}-${style}`, by_style.get(style));
      }
    }
    return names.length > 0;
  }

  function strokeStyle(ctx, view, token, shapes) {
    const wider = view.m_per_px < NEAR_M_PER_PX ? 1.6 : 1;
    strokeToken(ctx, token, wider, () => shapes.forEach((shape) => onescreen.traceShape(ctx, view, shape)));
  }

  /** One style's line through these places, [[x, y], …], for a legend. */
  onescreen.drawLineSign = (ctx, token, places) =>
    strokeToken(ctx, token, 1, () => places.forEach(([x, y], i) => ctx[i ? "lineTo" : "moveTo"](x, y)));

  function strokeToken(ctx, token, wider, trace) {
    const colour = onescreen.token(token, "--text2");
    if (colour === "transparent") return; // most streets are free, and nothing of them is seen
    const width = onescreen.px(parseFloat(onescreen.token(`${token}-width`)) || 1.5) * wider;
    const dash = onescreen.token(`${token}-dash`).split(/[\s,]+/).map(Number).filter((n) => n > 0);
    const casing = onescreen.token(`${token}-casing`);
    ctx.beginPath();
    trace();
    if (casing) strokePath(ctx, casing, width + onescreen.px(4), []);
    ctx.lineCap = casing ? "butt" : "round"; // bars across the street, not beads
    strokePath(ctx, colour, width, dash);
    ctx.lineCap = "round";
  }

  function strokePath(ctx, colour, width, dash) {
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ctx.setLineDash(dash);
    ctx.stroke();
  }

  /** Dashes between the areas, shorter ones between smaller areas from near, and a plain line along the coast. */
  function paintBorders(ctx, view) {
    const shapes = onescreen.areaShapes();
    if (!shapes) return;
    if (!borders.has(shapes)) borders.set(shapes, onescreen.bordersByLevel(shapes, onescreen.page.pack.areas));
    const [greater, ...smaller] = borders.get(shapes);
    if (!greater) return;
    ctx.strokeStyle = onescreen.token("--map-boundary");
    const near = view.m_per_px < NEAR_M_PER_PX;
    for (const { inner } of view.m_per_px < SMALLER_M_PER_PX ? smaller : []) strokeLines(ctx, view, inner, 0.8, near ? [5, 5] : [3, 3]);
    strokeLines(ctx, view, greater.outer, 1.2, []);
    strokeLines(ctx, view, greater.inner, 1, near ? [10, 6] : [5, 4]);
  }

  function strokeLines(ctx, view, lines, width, dash) {
    ctx.lineWidth = width;
    ctx.setLineDash(dash);
    ctx.beginPath();
    onescreen.traceShape(ctx, view, { lines, box: [0, 0, 1, 1] });
    ctx.stroke();
  }

  onescreen.mapPart?.(function (stage) {
    const areas = stage.paint("areas", paintAreas);
    const lines = stage.paint("lines", paintLines);
    stage.paint("borders", paintBorders);
    const [areas_differ, lines_differ] = [onescreen.layerWatch("area"), onescreen.layerWatch("line")];
    let told = "";

    stage.on("measures", () => {
      const said = [...shownSteps()].join();
      if (said !== told) areas.redraw();
      told = said;
    });
    stage.on("layers", (_, names) => {
      if (areas_differ(names)) areas.redraw();
      if (lines_differ(names)) lines.redraw();
    });
  });
})();
