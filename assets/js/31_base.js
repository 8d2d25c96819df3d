/* Base: land, water, parks, houses, rails and streets of the city, from the pack's vector tiles (30_tiles.js).
 *
 * We paint them ourselves, because a wall shows the city at a broken zoom, where tiles of pixels would blur; and all
 * streets of a class are one path, so that crossings of translucent streets do not shine. How each looks and in which
 * order: 31_base_style.js, 31_base_streets.js.
 */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const AGAIN_MS = 5000; // after tiles that did not come
  const layers = new Set(); // what this pack's tiles have shown so far: one place alone does not say what there is
  let opened = null; // the tiles of this page's pack

  /** The tiles of a view: a promise, null where they did not come, none where the pack has no map. */
  async function tilesFor(view) {
    const address = onescreen.page.pack.base;
    if (!address) return [];
    try {
      opened = opened || onescreen.baseTiles(address);
      return await opened.cover(view);
    } catch (error) {
      console.warn("The map's streets did not come; they are asked for again.", error);
      opened = null; // a source remembers its failures for ever
      return null;
    }
  }

  /** Whether nothing of a tile is seen, though wide streets and houses reach beyond its edges. */
  function isApart({ left, top, width, height }, x, y, dim) {
    const reach = dim / 16;
    return x - reach > left + width || x + dim + reach < left || y - reach > top + height || y + dim + reach < top;
  }

  /** Calls `draw(path, scale)` for each tile that has this key, the context laid over it. */
  function overTiles(ctx, { view, tiles }, { key, clip }, draw) {
    for (const { batch, dim, scale, ...tile } of tiles) {
      const path = batch.paths.get(key);
      if (!path) continue;
      const [left, top] = [tile.left - view.left, tile.top - view.top];
      if (view.seen && isApart(view.seen, left, top, dim)) continue;
      ctx.save();
      if (clip) {
        ctx.beginPath();
        ctx.rect(left, top, dim, dim);
        ctx.clip();
      }
      ctx.translate(left, top);
      ctx.scale(scale, scale);
      draw(path, scale);
      ctx.restore();
    }
  }

  function fillAreas(ctx, base, passes) {
    for (const pass of passes) {
      ctx.fillStyle = pass.fill;
      overTiles(ctx, base, pass, (path) => ctx.fill(path));
    }
  }

  function strokeLines(ctx, base, passes) {
    ctx.lineJoin = "round";
    for (const pass of passes) {
      ctx.strokeStyle = pass.colour;
      ctx.lineCap = pass.cap || (pass.clip || pass.dash?.length ? "butt" : "round");
      ctx.globalAlpha = pass.alpha ?? 1;
      overTiles(ctx, base, pass, (path, scale) => {
        ctx.lineWidth = pass.width / scale;
        ctx.setLineDash((pass.dash || []).map((length) => length / scale));
        ctx.stroke(path);
      });
    }
    ctx.globalAlpha = 1;
  }

  function paintGround(ctx, view, { tiles }) {
    const base = { view, tiles };
    for (const { batch } of tiles) for (const key of batch.paths.keys()) layers.add(key);
    ctx.fillStyle = onescreen.token(onescreen.backgroundOf(layers));
    ctx.fillRect(0, 0, view.width, view.height);
    fillAreas(ctx, base, onescreen.groundPasses(view.m_per_px, onescreen.token));
    strokeLines(ctx, base, onescreen.waterwayPasses(view.m_per_px, onescreen.token));
  }

  /** Water again, above what fills the areas: an area reaches over its river, but its people do not live on it. */
  function paintWater(ctx, view, { tiles }) {
    const base = { view, tiles };
    fillAreas(ctx, base, onescreen.waterPasses(view.m_per_px, onescreen.token));
    strokeLines(ctx, base, onescreen.waterwayPasses(view.m_per_px, onescreen.token));
  }

  function paintStreets(ctx, view, { tiles }) {
    const base = { view, tiles };
    const { token } = onescreen;
    fillAreas(ctx, base, onescreen.housePasses(view.m_per_px, token));
    strokeLines(ctx, base, onescreen.houseEdgePasses(view.m_per_px, token));
    strokeLines(ctx, base, onescreen.railPasses(view.m_per_px, token));
    strokeLines(ctx, base, onescreen.streetPasses(view.m_per_px, token));
  }

  // A page with a map asks for the tiles of the whole city at once, while Dash still builds it.
  const zone = typeof document === "undefined" ? null : document.querySelector(".map-zone");
  if (zone && globalThis.protomapsL && onescreen.page.pack.base) {
    opened = onescreen.baseTiles(onescreen.page.pack.base);
    const view = onescreen.wholeView(onescreen.page.pack.bounds, zone.clientWidth, zone.clientHeight, onescreen.roomOf(zone));
    (view ? opened.cover(view) : opened.about()).catch(() => (opened = null));
  }

  onescreen.mapPart?.(function (stage) {
    let again = 0;
    stage.base = { tiles: [], view: null, whole: false };
    const canvas = stage.paint("ground", (ctx, view) => paintGround(ctx, view, stage.base));
    stage.paint("water", (ctx, view) => !stage.outside?.hides && onescreen.areasFilled(view) && paintWater(ctx, view, stage.base));
    stage.paint("streets", (ctx, view) => {
      if (!stage.outside?.hides) paintStreets(ctx, view, stage.base);
      if (stage.base.whole) document.documentElement.dataset.base = "drawn"; // for whoever waits for a whole page
    });
    stage.paint("coast", (ctx, view) => {
      strokeLines(ctx, { view, tiles: stage.base.tiles }, onescreen.coastPasses(view.m_per_px, onescreen.token));
    });
    canvas.isWhole = () => stage.base.whole && stage.base.view === canvas.view;
    canvas.shifts = () => stage.base.whole && stage.base.kept && !stage.outside;
    canvas.prepare = async (view) => {
      const { turn } = canvas;
      const tiles = await tilesFor(view);
      if (turn !== canvas.turn) return; // the map has gone on: these tiles would be laid under another view
      clearTimeout(again);
      stage.base = { tiles: tiles || [], view, whole: tiles !== null, kept: stage.base.whole };
      if (!tiles) again = setTimeout(() => canvas._map && canvas.settle(), AGAIN_MS);
      stage.labels?.redraw(); // the streets have names
    };
  });
})();
