/* How streets look: widths by class and scale, casings, tunnels and bridges, and in which order they are painted. Pure.
 *
 * Classes: 1 freeway, 2 major, 3 arterial, 4 collector, 5 local, 6 ramp, 0 alley or private, "path". Above 7 m per
 * pixel streets are translucent at night, or the first step of a choropleth would swallow them.
 */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
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
  const BRIDGE_PX = 1; // a bridge's casing is wider by so much
  const OPAQUE = {
    path: "--map-street-5", 0: "--map-street-5", 5: "--map-street-5", 4: "--map-street-4", 6: "--map-street-3",
    3: "--map-street-3", 2: "--map-street-2", 1: "--map-freeway",
  };
  const OVER = {
    path: "--map-over-5", 0: "--map-over-5", 5: "--map-over-5", 4: "--map-over-4", 6: "--map-over-3",
    3: "--map-over-3", 2: "--map-over-2", 1: "--map-over-1",
  };

  /** The width of a street in pixels; 0 where it is not drawn. */
  onescreen.streetWidth = (of, m_per_px) => (WIDTHS[of] || WIDTHS[0])[onescreen.scaleColumn(m_per_px)];

  /** What to stroke, in order: [{key, of, width, colour, dash, alpha, clip}]; `token` gives a token's colour.
   *
   * Tunnels lie below, fainter and in dashes; bridges above, with a casing of their own, which cuts what they cross.
   */
  onescreen.streetPasses = function (m_per_px, token) {
    const at = onescreen.scaleColumn(m_per_px);
    const over = at < 2;
    const translucent = over && /rgba|transparent/.test(token("--map-over-5"));
    const drawn = ORDER.filter((of) => WIDTHS[of][at] > 0);
    const fills = drawn.map((of) => ({
      key: `streets/${of}`, of, width: WIDTHS[of][at], colour: fillColour(of, over, translucent, token),
      dash: of === "path" && at >= 3 ? [3, 2] : [], clip: translucent,
    }));
    const tunnels = fills.map((fill) => ({ ...below(fill), dash: at < 2 ? [3, 2] : [6, 4], alpha: 0.55 }));
    if (translucent) return [...tunnels, ...fills, ...fills.map(above)];
    const cased = fills.filter((fill) => fill.of !== "path");
    const casing = (more) => (fill) => ({ ...fill, width: fill.width + CASINGS[at] + more, colour: token("--map-casing"), cap: more ? "butt" : "" });
    return [...tunnels, ...cased.map(casing(0)), ...fills, ...cased.map(above).map(casing(BRIDGE_PX)), ...fills.map(above)];
  };

  const below = (fill) => ({ ...fill, key: `${fill.key}/tunnel` });
  const above = (fill) => ({ ...fill, key: `${fill.key}/bridge` });

  function fillColour(of, over, translucent, token) {
    return token(over && (translucent || of !== "1") ? OVER[of] : OPAQUE[of]);
  }
})();
