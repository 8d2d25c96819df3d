/* View: where things lie on a piece of the map. Pure: Web Mercator, nothing of Leaflet.
 *
 * World coordinates run from 0 to 1, west to east and north to south.
 */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const TILE = 256;
  const EARTH_M = 40075016.686; // around the equator, WGS 84
  const STEPS = 1024; // of the table below; at the size of a city it is exact to 0.01 px

  const worldX = (onescreen.worldX = (lon) => lon / 360 + 0.5);
  const worldY = (onescreen.worldY = (lat) =>
    0.5 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI));
  const lonAt = (onescreen.lonAt = (x) => (x - 0.5) * 360);
  const latAt = (onescreen.latAt = (y) => (Math.atan(Math.exp((0.5 - y) * 2 * Math.PI)) * 360) / Math.PI - 90);

  /** A piece of the map: `left` and `top` in world pixels at `zoom`, `width` and `height` in CSS pixels. */
  onescreen.makeView = function ({ zoom, left, top, width, height, dpr = 1 }) {
    const world = TILE * 2 ** zoom;
    const middle = latAt((top + height / 2) / world);
    return {
      zoom, left, top, width, height, dpr, world,
      m_per_px: (EARTH_M * Math.cos((middle * Math.PI) / 180)) / world,
      x: (lon) => worldX(lon) * world - left,
      y: (lat) => worldY(lat) * world - top,
      west: lonAt(left / world),
      east: lonAt((left + width) / world),
      north: latAt(top / world),
      south: latAt((top + height) / world),
      holds: (x, y, margin = 0) => x >= -margin && y >= -margin && x <= width + margin && y <= height + margin,
    };
  };

  /** The view of a map `width` × `height` pixels large that shows these bounds, [west, south, east, north], in the part of
   * it that no title covers (`room`: {top, right, bottom, left}); null where there is none.
   */
  onescreen.wholeView = function ([west, south, east, north], width, height, { top, right, bottom, left }) {
    const [x, y] = [worldX(west), worldY(north)];
    const [wide, high] = [worldX(east) - x, worldY(south) - y];
    const world = Math.min((width - left - right) / wide, (height - top - bottom) / high);
    if (!(world > 0) || !Number.isFinite(world)) return null;
    const from = (at, size, before, after, whole) => at * world - before - (whole - before - after - size * world) / 2;
    return onescreen.makeView({
      zoom: Math.log2(world / TILE), width, height, left: from(x, wide, left, right, width), top: from(y, high, top, bottom, height),
    });
  };

  /** How a view moved by whole device pixels: {x, y, uncovered: [[left, top, width, height]]}; null where it must be
   * painted anew. */
  onescreen.shiftOf = function (before, now) {
    if (!before || before.zoom !== now.zoom || before.width !== now.width || before.height !== now.height || before.dpr !== now.dpr) return null;
    const [x, y, { width, height }] = [now.left - before.left, now.top - before.top, now];
    if ((!x && !y) || Math.abs(x) >= width || Math.abs(y) >= height) return null;
    if (!Number.isInteger(x * now.dpr) || !Number.isInteger(y * now.dpr)) return null;
    const aside = [x > 0 ? width - x : 0, 0, Math.abs(x), height];
    const across = [x < 0 ? -x : 0, y > 0 ? height - y : 0, width - Math.abs(x), Math.abs(y)];
    return { x, y, uncovered: [aside, across].filter(([, , wide, high]) => wide && high) };
  };

  /** Whether what a map shows in a view, without the margin `offset` around it, lies inside what was painted before. */
  onescreen.isCovered = function (view, painted) {
    if (!painted || ["zoom", "width", "height", "dpr"].some((one) => painted[one] !== view[one])) return false;
    const { x, y } = view.offset;
    return Math.abs(view.left - painted.left) <= x && Math.abs(view.top - painted.top) <= y;
  };

  /** Fast y for many points of one view: a function of latitude ×1e6, from a table over what the view shows. */
  onescreen.yTable = function (view, margin_px = 32) {
    const north = latAt((view.top - margin_px) / view.world);
    const south = latAt((view.top + view.height + margin_px) / view.world);
    const table = new Float64Array(STEPS + 2);
    for (let i = 0; i < table.length; i++) table[i] = view.y(north + ((south - north) * i) / STEPS);
    const per_step = STEPS / ((south - north) * 1e6);
    const from = north * 1e6;
    return (lat_e6) => {
      const at = (lat_e6 - from) * per_step;
      if (!(at >= 0 && at <= STEPS)) return NaN;
      const i = at | 0;
      return table[i] + (table[i + 1] - table[i]) * (at - i);
    };
  };

  /** The rings or lines of a GeoJSON geometry in world coordinates: [Float64Array of x, y, x, y …]. */
  onescreen.worldLines = function (geometry) {
    if (!geometry) return [];
    const { type, coordinates } = geometry;
    if (type === "LineString") return [worldLine(coordinates)];
    if (type === "MultiLineString" || type === "Polygon") return coordinates.map(worldLine);
    if (type === "MultiPolygon") return coordinates.flat().map(worldLine);
    if (type === "GeometryCollection") return geometry.geometries.flatMap(onescreen.worldLines);
    return [];
  };

  function worldLine(points) {
    const line = new Float64Array(points.length * 2);
    points.forEach(([lon, lat], i) => {
      line[2 * i] = worldX(lon);
      line[2 * i + 1] = worldY(lat);
    });
    return line;
  }

  /** A place well inside the largest of these rings, as [x, y] in world coordinates: where its name may stand. */
  onescreen.insideOf = function (rings) {
    let best = null;
    for (const ring of rings) {
      const size = Math.abs(area(ring));
      if (!best || size > best.size) best = { ring, size };
    }
    if (!best) return null;
    const [, y] = centre(best.ring);
    const crossings = crossingsAt(rings, y);
    let widest = [0, 0];
    for (let i = 0; i + 1 < crossings.length; i += 2) {
      if (crossings[i + 1] - crossings[i] > widest[1] - widest[0]) widest = [crossings[i], crossings[i + 1]];
    }
    return [(widest[0] + widest[1]) / 2, y];
  };

  /** Whether a place in world coordinates lies inside these rings; holes are outside. */
  onescreen.isWithin = (rings, x, y) => crossingsAt(rings, y).filter((at) => at > x).length % 2 === 1;

  function area(ring) {
    let sum = 0;
    for (let i = 0; i + 3 < ring.length; i += 2) sum += ring[i] * ring[i + 3] - ring[i + 2] * ring[i + 1];
    return sum / 2;
  }

  function centre(ring) {
    let [x, y, twice] = [0, 0, 0];
    const [x0, y0] = ring; // near the ring, for the digits
    for (let i = 0; i + 3 < ring.length; i += 2) {
      const [ax, ay, bx, by] = [ring[i] - x0, ring[i + 1] - y0, ring[i + 2] - x0, ring[i + 3] - y0];
      const cross = ax * by - bx * ay;
      x += (ax + bx) * cross;
      y += (ay + by) * cross;
      twice += cross;
    }
    return twice === 0 ? [x0, y0] : [x0 + x / (3 * twice), y0 + y / (3 * twice)];
  }

  function crossingsAt(rings, y) {
    const found = [];
    for (const ring of rings) {
      for (let i = 0; i + 3 < ring.length; i += 2) {
        const [ay, by] = [ring[i + 1], ring[i + 3]];
        if (ay > y !== by > y) found.push(ring[i] + ((y - ay) / (by - ay)) * (ring[i + 2] - ring[i]));
      }
    }
    return found.sort((a, b) => a - b);
  }

  /** A round length for the scale bar that fits into `most_px`: {metres, px}. */
  onescreen.scaleBar = function (m_per_px, most_px) {
    const most = m_per_px * most_px;
    const power = 10 ** Math.floor(Math.log10(most));
    const metres = [5, 2.5, 2, 1].map((n) => n * power).find((n) => n <= most);
    return { metres, px: metres / m_per_px };
  };
})();
