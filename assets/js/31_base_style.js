/* How the ground of the base map looks: areas, water, houses and rails, by class and scale. Pure.
 *
 * A pass is {key, fill} for areas, and {key, colour, width, dash, alpha, clip} for lines, widths in pixels; `key` is
 * layer and class as 30_tiles.js batches them, `clip` keeps it inside its tile. Streets: 31_base_streets.js.
 */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const HOUSES_M_PER_PX = 7; // houses are drawn below this,
  const EDGES_M_PER_PX = 1.6; // and their outlines below this
  const METRO_M_PER_PX = 11;

  // What lies under the streets, lowest first: the key, its token, and below which scale it is drawn.
  const GROUND = [
    ["land/outside", "--map-outside"], ["land/city", "--map-land"],
    ...["", "urban", "residential", "commercial", "industrial", "institution"].map((of) => [`urban/${of}`, "--map-urban"]),
    ["green/farm", "--map-farm"], ["green/grass", "--map-farm"], ["green/hill", "--map-park"], ["green/wood", "--map-wood"],
    ["green/", "--map-park"], ["green/park", "--map-park"], ["green/cemetery", "--map-farm"], ["green/pitch", "--map-pitch", 11],
    ...["", "sea", "river", "lake", "canal"].map((of) => [`water/${of}`, "--map-water"]), ["water/pond", "--map-water", 30],
  ];
  const WATERWAYS = { river: [1, 1.4, 2, 3, 4], canal: [0.8, 1, 1.4, 2, 3], stream: [0, 0, 0.8, 1.4, 2] };
  const RAIL = { width: [0.9, 1.1, 2.2, 3, 4], sleepers: [0, 0, 8, 10, 14] };
  const METRO = [0, 0.8, 1.1, 1.5, 2];
  const TRAM = [0, 0.5, 0.7, 1, 1.4];
  const COAST = 1.2;

  const SCALES = [11, 7, 3.6, 1.6, 0]; // m per pixel; what is drawn looks as in the first column it is above
  const column = (onescreen.scaleColumn = (m_per_px) => SCALES.findIndex((above) => m_per_px > above));

  /** What lies where no layer of the pack does: the sea, unless water has a layer of its own; then it is not known. */
  onescreen.backgroundOf = function (keys) {
    const has = (layer) => [...keys].some((key) => key.startsWith(`${layer}/`));
    if (!has("land")) return "--map-land";
    return has("water") || has("coast") ? "--map-outside" : "--map-water";
  };

  /** The areas under everything, the lowest first; `token` gives a token's colour. */
  onescreen.groundPasses = (m_per_px, token) =>
    GROUND.filter(([, , below]) => !(m_per_px > below)).map(([key, name]) => ({ key, fill: token(name) }));

  /** The water among them: no colour of an area covers it. */
  onescreen.waterPasses = (m_per_px, token) => onescreen.groundPasses(m_per_px, token).filter(({ key }) => key.startsWith("water/"));

  /** Rivers, canals and streams too narrow to be areas. */
  onescreen.waterwayPasses = function (m_per_px, token) {
    const passes = Object.entries(WATERWAYS).map(([of, widths]) => ({ key: `waterways/${of}`, width: widths[column(m_per_px)] }));
    return passes.filter(({ width }) => width > 0).map((pass) => ({ ...pass, colour: token("--map-waterway") }));
  };

  /** Houses, and the tall ones a step stronger. */
  onescreen.housePasses = function (m_per_px, token) {
    if (m_per_px > HOUSES_M_PER_PX) return [];
    return [{ key: "buildings/", fill: token("--map-building") }, { key: "buildings/tall", fill: token("--map-building-tall") }];
  };

  /** The outlines of houses; a house on the edge of a tile is cut there, and the cut is no wall. */
  onescreen.houseEdgePasses = function (m_per_px, token) {
    if (m_per_px > EDGES_M_PER_PX) return [];
    return ["buildings/", "buildings/tall"].map((key) => ({ key, colour: token("--map-building-edge"), width: 0.8, clip: true }));
  };

  /** Rails with light sleepers, trams thin, the metro in dashes: it runs below. */
  onescreen.railPasses = function (m_per_px, token) {
    const at = column(m_per_px);
    const [rail, sleeper] = [RAIL.width[at], RAIL.sleepers[at]];
    const passes = ["", "/bridge", "/tunnel"].flatMap((where) => {
      const alpha = where === "/tunnel" ? 0.5 : 1;
      const line = { key: `rail/rail${where}`, colour: token("--map-rail"), width: rail, alpha };
      const between = { ...line, colour: token("--map-land"), width: rail * 0.5, dash: [sleeper, sleeper], alpha: 1 };
      const metro = { key: `rail/metro${where}`, colour: token("--map-metro"), width: METRO[at], dash: [5, 3] };
      const tram = { key: `rail/tram${where}`, colour: token("--map-metro"), width: TRAM[at] };
      return [metro, tram, { ...line, cap: "butt" }, ...(sleeper && where !== "/tunnel" ? [between] : [])];
    });
    return passes.filter(({ key, width }) => width > 0 && !(key.startsWith("rail/metro") && m_per_px > METRO_M_PER_PX));
  };

  /** The coast, above all borders. */
  onescreen.coastPasses = (m_per_px, token) => [{ key: "coast/", colour: token("--map-boundary"), width: COAST }];
})();
