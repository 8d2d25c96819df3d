/* Place names: rivers, lakes, parks, hills, stations, hospitals … from the names of the base map.
 *
 * Few at every scale: a place needs the rank that the scale asks for, stays below the scale of its kind, and keeps its
 * distance. Areas are named in 38_area_names.js, streets in 38_street_names.js.
 */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const RANKS = [[60, 1], [30, 2], [16, 3], [11, 4], [7, 5], [4, 6], [2.4, 7], [1.6, 8], [0, 9]]; // above so many m per pixel
  const AIR_PX = 3; // around a name
  const AGAIN_PX = 520; // between two names of the same water
  const WATER = { token: "--map-name-water", halo: "--map-water", size: 14, spacing: 2.5, weight: 500 };
  const GREEN = { size: 13, worth: 5.2 };
  const SITE = { size: 13, sign: "dot" };
  // `below` is the scale, in m per pixel; the lower the worth, the sooner it is placed (streets 4 to 6, areas 5).
  const KINDS = {
    hospital: { ...SITE, worth: 3.1, below: 6, sign: "square" },
    university: { ...SITE, worth: 3.3, below: 6 },
    school: { ...SITE, worth: 3.5, below: 2.6 },
    station: { ...SITE, worth: 3.7, below: 24, sign: "square", weight: 600, token: "--text2" },
    river: { ...WATER, worth: 4.4, below: 60 },
    lake: { ...WATER, worth: 4.6, below: 40 },
    bridge: { size: 13, worth: 4.8, below: 5 },
    island: { ...GREEN, below: 16 }, hill: { ...GREEN, below: 16 }, park: { ...GREEN, below: 12 },
    village: { size: 13, worth: 5.4, below: 20 },
    metro_station: { ...SITE, worth: 5.5, below: 5, sign: "ring" },
    landmark: { ...SITE, worth: 5.6, below: 6 }, square: { size: 13, worth: 5.6, below: 5 },
    industrial: { size: 13, worth: 5.8, below: 7 },
  };

  /** The least important rank that is shown at a scale. Pure. */
  onescreen.leastRank = (m_per_px) => RANKS.find(([above]) => m_per_px > above)?.[1] ?? 9;

  /** Which of these names a scale shows, the most important first. Pure. */
  onescreen.shownNames = function (names, m_per_px) {
    const least = onescreen.leastRank(m_per_px);
    const shown = names.filter(({ kind, rank = 9 }) => KINDS[kind] && rank <= least && m_per_px < KINDS[kind].below);
    return shown.sort((a, b) => (a.rank ?? 9) - (b.rank ?? 9));
  };

  /** The place names that a view may carry, as words for 36_label_place.js. */
  onescreen.placeNames = function (ctx, view, base) {
    if (!base?.view || base.view.zoom !== view.zoom) return [];
    const along = waterNames(ctx, view, base.tiles);
    const told = new Set(along.map((word) => word.text));
    const names = base.tiles.flatMap(({ batch, left, top, scale }) =>
      batch.names.map((name) => ({ ...name, x: name.x * scale + left - view.left, y: name.y * scale + top - view.top })),
    );
    const shown = onescreen.shownNames(names.filter(({ x, y }) => view.holds(x, y)), view.m_per_px);
    const words = shown.map((name) => wordOf(ctx, name)).filter((word) => !told.has(word.text));
    return [...along, ...words];
  };

  function wordOf(ctx, { kind, rank = 9, x, y, ...words }) {
    const look = KINDS[kind];
    const stands = look.sign ? { around: onescreen.px(6) } : { roams: 1 };
    const size = onescreen.px(look.size);
    return onescreen.labelWord(ctx, { ...look, ...stands, size, air: AIR_PX, text: onescreen.title(words), x, y, worth: look.worth + rank / 100 });
  }

  /** Names along rivers and canals, where they run straight for long enough. */
  function waterNames(ctx, view, tiles) {
    const words = [];
    const runs = tiles.flatMap(({ batch, left, top, scale }) =>
      batch.runs.filter(({ layer }) => layer === "waterways").map((run) => ({ run, left, top, scale })),
    );
    for (const { run, left, top, scale } of runs.sort((a, b) => b.run.length - a.run.length)) {
      const [x, y, text] = [run.x * scale + left - view.left, run.y * scale + top - view.top, onescreen.title(run.props)];
      const again = words.some((word) => word.text === text && Math.hypot(word.x - x, word.y - y) < AGAIN_PX);
      if (again || !view.holds(x, y, -10)) continue;
      const word = onescreen.labelWord(ctx, { ...WATER, size: onescreen.px(WATER.size), text, x, y, angle: run.angle, worth: KINDS.river.worth });
      if (run.length * scale > word.width) words.push(word);
    }
    return words;
  }
})();
