/* Street names: along the longest straight part of a street, from the tiles that the base map has painted.
 *
 * A name needs a run 1.05 times its width, comes again after 420 px, and is never upside down. Beyond 11 m per pixel
 * streets carry no names.
 */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const FARTHEST_M_PER_PX = 11;
  const NEEDS = 1.05;
  const AGAIN_PX = 420;
  const MINOR_M_PER_PX = 4; // local streets are named only below this
  const LOOKS = {
    1: { size: 15, weight: 600, token: "--text2", worth: 4 },
    2: { size: 15, weight: 600, token: "--text2", worth: 4.1 },
    3: { size: 15, weight: 600, token: "--text2", worth: 4.2 },
    4: { size: 14, weight: 500, token: "--muted", worth: 5.6 },
    5: { size: 13, weight: 500, token: "--muted", worth: 6 },
  };

  /** The named runs of tiles, in CSS pixels of the view: [{name, of, x, y, length, angle}], the worthiest first. */
  onescreen.namedRuns = function (tiles, view) {
    const runs = [];
    for (const { batch, left, top, scale } of tiles) {
      for (const { layer, props, ...run } of batch.runs) {
        const of = String(props.class);
        if (layer !== "streets" || !LOOKS[of] || (of > "3" && view.m_per_px > MINOR_M_PER_PX)) continue;
        const at = { x: run.x * scale + left - view.left, y: run.y * scale + top - view.top, length: run.length * scale, angle: run.angle };
        runs.push({ name: onescreen.title(props), of, ...at });
      }
    }
    return runs.sort((a, b) => a.of - b.of || b.length - a.length);
  };

  /** The street names that a view may carry, as words for 36_label_place.js. */
  onescreen.streetNames = function (ctx, view, base) {
    if (!base?.view || base.view.zoom !== view.zoom || view.m_per_px > FARTHEST_M_PER_PX) return [];
    const words = [];
    const stand = new Map(); // name → where it stands already
    for (const run of onescreen.namedRuns(base.tiles, view)) {
      if (!view.holds(run.x, run.y, -10)) continue;
      const { x, y, angle } = run;
      const look = { ...LOOKS[run.of], size: onescreen.px(LOOKS[run.of].size) };
      const word = onescreen.labelWord(ctx, { ...look, text: run.name, x, y, angle });
      const places = stand.get(run.name) || [];
      const again = places.some((place) => Math.hypot(place[0] - x, place[1] - y) < AGAIN_PX);
      if (again || run.length < word.width * NEEDS) continue;
      stand.set(run.name, [...places, [x, y]]);
      words.push(word);
    }
    return words;
  };
})();
