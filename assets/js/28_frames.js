/* Frames: where the tiles of other maps lie on ours: in Web Mercator, in degrees, or displaced by law (GCJ-02). Pure.
 *
 * Tiles in degrees are stretched onto our map each by itself: within one of them the true place differs from the drawn
 * one by far less than a pixel at the scale of a city.
 */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const SIDE = 256;
  const HALF_M = 20037508.342789244; // half the equator in EPSG:3857
  const [AXIS_M, ECCENTRICITY_2] = [6378245, 0.00669342162296594]; // of Krasovsky's ellipsoid, as the law's displacement has it

  /** The tiles of an outside map over a view: [{z, x, y, left, top, width, height, box}]; none where it is too far out.
   *
   * `left`, `top`, `width` and `height` are pixels of the view, `box` is west, south, east, north in degrees. `outside`
   * has a frame ("mercator", "degrees", "gcj02") and the zooms that there are.
   */
  onescreen.outsideTiles = function (view, { frame, min_zoom, max_zoom }) {
    const wanted = Math.round(view.zoom);
    if (wanted < min_zoom) return [];
    const z = Math.min(wanted, max_zoom);
    if (frame === "degrees") return inDegrees(view, z);
    return inMercator(view, z, frame === "gcj02" ? displacement(view) : { x: 0, y: 0 });
  };

  function inMercator(view, z, shift) {
    const side = view.world / 2 ** z;
    const [left, top] = [view.left + shift.x, view.top + shift.y];
    return grid({ left, top, width: view.width, height: view.height }, side, side).map(({ x, y }) => {
      const edge = (n) => n / 2 ** z;
      const box = [onescreen.lonAt(edge(x)), onescreen.latAt(edge(y + 1)), onescreen.lonAt(edge(x + 1)), onescreen.latAt(edge(y))];
      return { z, x, y, left: x * side - left, top: y * side - top, width: side, height: side, box };
    });
  }

  function inDegrees(view, z) {
    const step = 360 / 2 ** z;
    const seen = { left: view.west + 180, top: 90 - view.north, width: view.east - view.west, height: view.north - view.south };
    return grid(seen, step, step).map(({ x, y }) => {
      const box = [x * step - 180, 90 - (y + 1) * step, (x + 1) * step - 180, 90 - y * step];
      const [left, top] = [view.x(box[0]), view.y(box[3])];
      return { z, x, y, left, top, width: view.x(box[2]) - left, height: view.y(box[1]) - top, box };
    });
  }

  function grid({ left, top, width, height }, wide, high) {
    const cells = [];
    for (let y = Math.floor(top / high); y * high < top + height; y++) {
      for (let x = Math.floor(left / wide); x * wide < left + width; x++) cells.push({ x, y });
    }
    return cells;
  }

  /** By how many pixels a map in GCJ-02 is displaced in the middle of a view. */
  function displacement(view) {
    const [lon, lat] = [(view.west + view.east) / 2, (view.north + view.south) / 2];
    const there = onescreen.gcj02(lon, lat);
    return { x: view.x(there.lon) - view.x(lon), y: view.y(there.lat) - view.y(lat) };
  }

  /** Where GCJ-02 puts a place of WGS 84: {lon, lat}. Formula: github.com/googollee/eviltransform. */
  onescreen.gcj02 = function (lon, lat) {
    const [x, y] = [lon - 105, lat - 35];
    const waves = (n, sizes) => (2 / 3) * sizes.reduce((sum, [size, turns]) => sum + size * Math.sin(n * turns * Math.PI), 0);
    const both = waves(x, [[20, 6], [20, 2]]);
    const north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.sqrt(Math.abs(x)) + both + waves(y, [[20, 1], [40, 1 / 3], [160, 1 / 12], [320, 1 / 30]]);
    const east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.sqrt(Math.abs(x)) + both + waves(x, [[20, 1], [40, 1 / 3], [150, 1 / 12], [300, 1 / 30]]);
    const turn = (lat * Math.PI) / 180;
    const flat = 1 - ECCENTRICITY_2 * Math.sin(turn) ** 2;
    const degrees = 180 / Math.PI;
    return {
      lon: lon + (east * degrees) / ((AXIS_M / Math.sqrt(flat)) * Math.cos(turn)),
      lat: lat + (north * degrees) / ((AXIS_M * (1 - ECCENTRICITY_2)) / flat ** 1.5),
    };
  };

  /** A box in degrees as metres of EPSG:3857. */
  onescreen.mercatorBox = ([west, south, east, north]) => {
    const [x, y] = [(lon) => (onescreen.worldX(lon) * 2 - 1) * HALF_M, (lat) => (1 - onescreen.worldY(lat) * 2) * HALF_M];
    return [x(west), y(south), x(east), y(north)];
  };

  onescreen.OUTSIDE_SIDE = SIDE;
})();
