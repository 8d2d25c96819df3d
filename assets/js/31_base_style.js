/* How the base map looks: widths of streets by class and scale, and in which order they are painted. Pure.
 *
 * Classes: 1 freeway, 2 major, 3 arterial, 4 collector, 5 local, 6 ramp, 0 alley or private, "path". Above 7 m per
 * pixel streets are translucent at night, or the first step of a choropleth would swallow them.
 */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});

  /** What lies under the streets, lowest first: the layer of the pack, and its token. */
  onescreen.GROUND = [
    ["outside", "--map-outside"], ["land", "--map-land"], ["water", "--map-water"], ["green", "--map-park"],
  ];

  /** What lies where no layer of the pack does: the sea, unless water has a layer of its own; then it is not known. */
  onescreen.backgroundOf = function (layers) {
    if (!layers.includes("land")) return "--map-land";
    return layers.includes("water") ? "--map-outside" : "--map-water";
  };

  const SCALES = [11, 7, 3.6, 1.6, 0]; // m per pixel; a street is painted as in the first column it is above
  const WIDTHS = {
    path: [0, 0.3, 0.5, 1, 1.5],
    0: [0.35, 0.5, 0.8, 2, 3],
    5: [0.55, 0.8, 1.5, 4.4, 8],
    4: [0.9, 1.3, 2.4, 6, 11],
    6: [1, 1.4, 2, 4, 7],
    3: [1.35, 1.9, 3.2, 7.4, 13],
    2: [1.9, 2.6, 4.2, 9, 15],
    1: [2.2, 3, 4.6, 10, 16],
  };
  const ORDER = ["path", "0", "5", "4", "6", "3", "2", "1"]; // the lowest first
  const CASINGS = [0.9, 0.9, 1.3, 2.2, 2.2];
  const OPAQUE = {
    path: "--map-street-5", 0: "--map-street-5", 5: "--map-street-5", 4: "--map-street-4", 6: "--map-street-3",
    3: "--map-street-3", 2: "--map-street-2", 1: "--map-freeway",
  };
  const OVER = {
    path: "--map-over-5", 0: "--map-over-5", 5: "--map-over-5", 4: "--map-over-4", 6: "--map-over-3",
    3: "--map-over-3", 2: "--map-over-2", 1: "--map-over-1",
  };

  const column = (m_per_px) => SCALES.findIndex((above) => m_per_px > above);

  /** The width of a street in pixels; 0 where it is not drawn. */
  onescreen.streetWidth = (of, m_per_px) => (WIDTHS[of] || WIDTHS[0])[column(m_per_px)];

  /** What to stroke, in order: [{of, width, colour, dash, translucent}]; `token` gives a token's colour. */
  onescreen.streetPasses = function (m_per_px, token) {
    const at = column(m_per_px);
    const over = at < 2;
    const translucent = over && /rgba|transparent/.test(token("--map-over-5"));
    const drawn = ORDER.filter((of) => WIDTHS[of][at] > 0);
    const fills = drawn.map((of) => ({
      of, width: WIDTHS[of][at], colour: fillColour(of, over, translucent, token),
      dash: of === "path" && at >= 3 ? [3, 2] : [], translucent,
    }));
    if (translucent) return fills;
    const cased = fills.filter((fill) => fill.of !== "path");
    const casing = (fill) => ({ ...fill, width: fill.width + CASINGS[at], colour: token("--map-casing") });
    return [...cased.map(casing), ...fills];
  };

  function fillColour(of, over, translucent, token) {
    return token(over && (translucent || of !== "1") ? OVER[of] : OPAQUE[of]);
  }
})();
