/* Outside addresses: how one tile is asked for by XYZ, WMS (OGC 01-068r3, 06-042) or WMTS (OGC 07-057r7). Pure. */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const LATITUDE_FIRST = ["EPSG:4326", "EPSG:4490"]; // WMS 1.3.0 takes the axes as the registry has them

  /** The address of a tile of a layer ("" where the map has but one). */
  onescreen.outsideUrl = function (outside, layer, tile) {
    const names = {
      z: tile.z + outside.zoom_offset, x: tile.x, y: tile.y, s: subdomain(outside, tile), layer: encodeURIComponent(layer),
    };
    const address = filled(outside.url, names);
    if (outside.base === "wms") return withQuery(address, wms(outside, layer, tile));
    if (outside.base === "wmts") return wmts(outside, layer, tile, names, address);
    return address;
  };

  /** The same tile always comes from the same host: browsers keep it by its address. */
  const subdomain = ({ subdomains }, { x, y }) => (subdomains.length ? subdomains[(x + y) % subdomains.length] : "");

  function filled(template, names) {
    return template.replace(/\{(\w+)\}/g, (whole, name) => (name in names ? String(names[name]) : whole));
  }

  /** The address with these parameters, where it does not say them itself. */
  function withQuery(address, parameters) {
    const [path, query = ""] = address.split("?");
    const said = new Set(query.split("&").map((one) => one.split("=")[0].toLowerCase()));
    const added = Object.entries(parameters).filter(([name]) => !said.has(name.toLowerCase()));
    const text = added.map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
    return `${path}?${[...query.split("&").filter(Boolean), ...text].join("&")}`;
  }

  function wms({ version, crs, style, format }, layer, { box }) {
    const newer = version === "1.3.0";
    const [west, south, east, north] = crs === "EPSG:3857" ? onescreen.mercatorBox(box) : box;
    const corners = newer && LATITUDE_FIRST.includes(crs) ? [south, west, north, east] : [west, south, east, north];
    const side = onescreen.OUTSIDE_SIDE;
    return {
      SERVICE: "WMS", REQUEST: "GetMap", VERSION: version, LAYERS: layer, STYLES: style, [newer ? "CRS" : "SRS"]: crs,
      BBOX: corners.join(","), WIDTH: side, HEIGHT: side, FORMAT: format, TRANSPARENT: "TRUE",
    };
  }

  /** By templates (RESTful) where the address has places for the tile, else by parameters (KVP). */
  function wmts(outside, layer, tile, names, address) {
    const matrix = filled(outside.matrix, names);
    const named = { TileMatrix: matrix, TileRow: tile.y, TileCol: tile.x, TileMatrixSet: outside.matrix_set, Style: outside.style, Layer: layer };
    if (/\{(TileMatrix|TileRow|z)\}/i.test(outside.url)) return filled(address, named);
    return withQuery(address, {
      SERVICE: "WMTS", REQUEST: "GetTile", VERSION: "1.0.0", LAYER: layer, STYLE: outside.style || "default", FORMAT: outside.format,
      TILEMATRIXSET: outside.matrix_set, TILEMATRIX: matrix, TILEROW: tile.y, TILECOL: tile.x,
    });
  }
})();
