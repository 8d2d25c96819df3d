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
        const seen = onescreen.seenRun(at, view);
        if (seen) runs.push({ name: onescreen.title(props), of, ...seen });
      }
    }
    return runs.sort((a, b) => a.of - b.of || b.length - a.length);
  };

  /** The part of a straight run that a view shows; null for none. A long street's middle may lie far outside. */
  onescreen.seenRun = function ({ x, y, length, angle }, { width, height }) {
    let [from, to] = [-length / 2, length / 2]; // along the run, from its middle
    for (const [at, along, size] of [[x, Math.cos(angle), width], [y, Math.sin(angle), height]]) {
      const [a, b] = [-at / along, (size - at) / along]; // where it enters and leaves; infinite where it runs along the edge
      if (Math.abs(along) < 1e-9 && (at < 0 || at > size)) return null;
      if (Math.abs(along) >= 1e-9) [from, to] = [Math.max(from, Math.min(a, b)), Math.min(to, Math.max(a, b))];
    }
    if (from >= to) return null;
    const middle = (from + to) / 2;
    return { x: x + middle * Math.cos(angle), y: y + middle * Math.sin(angle), length: to - from, angle };
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
