/* Tiles: the tiles of the pack's base map, fetched by ranges from one file, decoded and batched once each.
 *
 * protomaps-leaflet fetches and decodes (PmtilesSource). A tile is kept as paths by layer and class, in units of which
 * its side has 512, with the points and lines that carry names; its features are forgotten.
 */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const SIDE = (onescreen.TILE_SIDE = 512); // of a tile at its own zoom: a quarter of the requests of 256
  const KEPT = 96; // tiles; a wall of 3840 × 2160 shows 60
  const TALL_M = 40;
  const NAMED_LINES = ["streets", "waterways"];

  /** The tiles that cover a view, between the zooms that there are: [{z, x, y, left, top, dim, scale}]. Pure.
   *
   * `left`, `top` and `dim` are world pixels at the view's zoom. Tiles beyond `bounds` (west, south, east, north) are left out.
   */
  onescreen.tilesOver = function (view, { min, max, bounds = [-180, -85, 180, 85] }) {
    const z = Math.min(Math.max(Math.round(view.zoom) - 1, min), max);
    const dim = view.world / 2 ** z;
    const [west, south, east, north] = bounds;
    const reach = (from, to, low, high) => [Math.floor(Math.max(from, low) / dim), Math.floor(Math.min(to, high - 1e-6) / dim)];
    const at = (world) => world * view.world;
    const [x0, x1] = reach(view.left, view.left + view.width, at(onescreen.worldX(west)), at(onescreen.worldX(east)));
    const [y0, y1] = reach(view.top, view.top + view.height, at(onescreen.worldY(north)), at(onescreen.worldY(south)));
    const tiles = [];
    for (let y = y0; y <= y1; y++) {
      for (let x = x0; x <= x1; x++) tiles.push({ z, x, y, left: x * dim, top: y * dim, dim, scale: dim / SIDE });
    }
    return tiles;
  };

  /** Under which key a feature is drawn: its layer and class, with "/bridge" or "/tunnel". Pure. */
  onescreen.batchKey = function (layer, props) {
    if (layer === "buildings") return props.height >= TALL_M ? "buildings/tall" : "buildings/";
    const where = props.bridge ? "/bridge" : props.tunnel ? "/tunnel" : "";
    return `${layer}/${props.class ?? ""}${where}`;
  };

  /** A decoded tile as {paths: key → Path2D, names: [{x, y, …props}], runs: [{layer, props, x, y, length, angle}]}. */
  onescreen.batched = function (data, makePath = () => new Path2D()) {
    const paths = new Map();
    const names = [];
    const runs = [];
    for (const [layer, features] of data) {
      for (const { props, geom } of features) {
        if (layer === "names") names.push(...geom.flat().filter(isOwn).map(({ x, y }) => ({ x, y, ...props })));
        else addTo(pathAt(paths, onescreen.batchKey(layer, props), makePath), geom);
        if (NAMED_LINES.includes(layer) && (props.zh || props.en)) runs.push(...runsOf(layer, props, geom));
      }
    }
    return { paths, names, runs };
  };

  /** A point beyond the edge is told by the neighbour, too. */
  const isOwn = ({ x, y }) => x >= 0 && y >= 0 && x < SIDE && y < SIDE;

  function pathAt(paths, key, makePath) {
    if (!paths.has(key)) paths.set(key, makePath());
    return paths.get(key);
  }

  function addTo(path, geometry) {
    for (const line of geometry) {
      line.forEach((point, i) => (i ? path.lineTo(point.x, point.y) : path.moveTo(point.x, point.y)));
    }
  }

  function runsOf(layer, props, geometry) {
    const found = geometry.map((line) => onescreen.straightRun(flat(line))).filter(Boolean);
    return found.map((run) => ({ layer, props, ...run }));
  }

  function flat(points) {
    const line = new Float64Array(points.length * 2);
    points.forEach(({ x, y }, i) => line.set([x, y], 2 * i));
    return line;
  }

  /** The tiles of one file: `cover(view)` promises those that the view needs, each with its `batch`. */
  onescreen.baseTiles = function (address) {
    const source = new globalThis.protomapsL.PmtilesSource(address, false);
    const kept = new Map(); // key → promise of a batch; the one that was asked for last stands last

    async function about() {
      const { minZoom, maxZoom, minLon, minLat, maxLon, maxLat } = await source.p.getHeader();
      return { min: minZoom, max: maxZoom, bounds: [minLon, minLat, maxLon, maxLat] };
    }

    function batchAt({ z, x, y }) {
      const key = `${z}/${x}/${y}`;
      const batch = kept.get(key) || source.get({ z, x, y }, SIDE).then((data) => onescreen.batched(data));
      kept.delete(key);
      kept.set(key, batch);
      batch.catch(() => kept.delete(key));
      return batch;
    }

    function forget(most) {
      for (const key of kept.keys()) {
        if (kept.size <= most) return;
        kept.delete(key);
      }
    }

    async function cover(view) {
      const tiles = onescreen.tilesOver(view, await about());
      const batches = await Promise.all(tiles.map(batchAt));
      forget(Math.max(KEPT, 2 * tiles.length));
      return tiles.map((tile, i) => ({ ...tile, batch: batches[i] }));
    }

    return { about, cover };
  };
})();
