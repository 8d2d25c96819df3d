/* Base: water, land, parks and streets of the city, from the pack's vector tiles.
 *
 * protomaps-leaflet fetches and decodes the tiles (/pack/base/<layer>.pmtiles, by ranges). We paint them ourselves,
 * because a wall shows the city at a broken zoom, where tiles of pixels would blur; and all streets of a class are one
 * path, so that crossings of translucent streets do not shine. Widths and colours: 31_base_style.js.
 */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const LAYERS = ["outside", "land", "water", "green", "streets"];
  const LEVEL_DIFF = 1; // tiles of 512 px: a quarter of the requests
  const AGAIN_MS = 5000; // after tiles that did not come
  const sources = new Map(); // layer → promise of the view of its tiles
  const batches = new WeakMap(); // decoded tile → Path2D by class

  /** The base layers that the pack has, the lowest first. */
  function present() {
    const named = onescreen.page.pack.base || [];
    return LAYERS.filter((name) => named.includes(name));
  }

  function source(name) {
    if (!sources.has(name)) sources.set(name, openSource(name));
    return sources.get(name);
  }

  async function openSource(name) {
    const { PmtilesSource, TileCache, View } = globalThis.protomapsL;
    const tiles = new PmtilesSource(`/pack/base/${name}.pmtiles`, false);
    const header = await tiles.p.getHeader();
    return new View(new TileCache(tiles, 256 << LEVEL_DIFF), header.maxZoom, LEVEL_DIFF);
  }

  /** The tiles of all layers that a view needs: a promise of layer → prepared tiles, null where they did not come. */
  async function tilesFor(view) {
    const box = { minX: view.left, minY: view.top, maxX: view.left + view.width, maxY: view.top + view.height };
    return new Map(await Promise.all(present().map(async (name) => [name, await tilesOf(name, view.zoom, box)])));
  }

  /** One layer's tiles. A source remembers its failures for ever, so one that failed is opened anew the next time. */
  async function tilesOf(name, zoom, box) {
    try {
      return await (await source(name)).getBbox(zoom, box);
    } catch (error) {
      console.warn(`The map's ${name} did not come; it is asked for again.`, error);
      sources.delete(name);
      return null;
    }
  }

  /** One Path2D per class of a tile (polygons have the one class ""), made once, in the tile's own pixels. */
  function pathsOf(data, layer) {
    if (!batches.has(data)) {
      const paths = new Map();
      for (const feature of data.get(layer) || []) {
        const key = feature.props.class === undefined ? "" : String(feature.props.class);
        if (!paths.has(key)) paths.set(key, new Path2D());
        addTo(paths.get(key), feature.geom);
      }
      batches.set(data, paths);
    }
    return batches.get(data);
  }

  function addTo(path, geometry) {
    for (const line of geometry) {
      line.forEach((point, i) => (i ? path.lineTo(point.x, point.y) : path.moveTo(point.x, point.y)));
    }
  }

  /** Calls `draw(paths, scale)` for each tile, the context laid over it. */
  function overTiles(ctx, view, tiles, layer, clip, draw) {
    for (const tile of tiles.get(layer) || []) {
      const [x, y] = [tile.origin.x - view.left, tile.origin.y - view.top];
      ctx.save();
      if (clip) {
        ctx.beginPath();
        ctx.rect(x, y, tile.dim, tile.dim);
        ctx.clip();
      }
      ctx.translate(x, y);
      ctx.scale(tile.scale, tile.scale);
      draw(pathsOf(tile.data, layer), tile.scale);
      ctx.restore();
    }
  }

  function paintGround(ctx, view, tiles) {
    ctx.fillStyle = onescreen.token(onescreen.backgroundOf([...tiles.keys()]));
    ctx.fillRect(0, 0, view.width, view.height);
    for (const [layer, token] of onescreen.GROUND) {
      overTiles(ctx, view, tiles, layer, false, (paths) => {
        for (const [of, path] of paths) {
          ctx.fillStyle = onescreen.token(of === "outside" ? "--map-outside" : token);
          ctx.fill(path);
        }
      });
    }
  }

  function paintStreets(ctx, view, tiles) {
    ctx.lineJoin = "round";
    for (const pass of onescreen.streetPasses(view.m_per_px, onescreen.token)) {
      ctx.strokeStyle = pass.colour;
      ctx.lineCap = pass.translucent ? "butt" : "round";
      overTiles(ctx, view, tiles, "streets", pass.translucent, (paths, scale) => {
        const path = paths.get(pass.of);
        if (!path) return;
        ctx.lineWidth = pass.width / scale;
        ctx.setLineDash(pass.dash.map((length) => length / scale));
        ctx.stroke(path);
      });
    }
  }

  // A page with a map asks for its tiles' tables at once, while Dash still builds it.
  if (typeof document !== "undefined" && document.querySelector(".map-zone") && globalThis.protomapsL) {
    for (const name of present()) source(name).catch(() => sources.delete(name));
  }

  onescreen.mapPart?.(function (stage) {
    let tiles = new Map();
    let again = 0;
    const whole = () => stage.base && ![...tiles.values()].includes(null);
    const canvas = stage.paint("ground", (ctx, view) => paintGround(ctx, view, tiles));
    stage.paint("streets", (ctx, view) => {
      paintStreets(ctx, view, tiles);
      if (whole()) document.documentElement.dataset.base = "drawn"; // for whoever waits for a whole page
    });
    canvas.prepare = async (view) => {
      tiles = await tilesFor(view);
      clearTimeout(again);
      stage.base = { tiles: tiles.get("streets") || [], zoom: view.zoom };
      if (!whole()) again = setTimeout(() => canvas._map && canvas.settle(), AGAIN_MS);
      stage.labels?.redraw(); // the streets have names
    };
  });
})();
