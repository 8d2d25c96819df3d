/* Bounds: which part of the city a map shows when nobody has chosen: the city itself, or its densest part. */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const LARGER = 2.8; // times the scale of the main map
  const FEW = 0.01; // the share of the people that may lie outside …
  const FINE = 4; // windows on the grid, a quarter of a window apart
  const WORTH = 1.1; // … if that makes the rest so much larger

  /** The box around these areas ({box, people}), without a far island where next to nobody lives. Pure.
   *
   * `people` is null where nobody has counted; such an area is never left out.
   */
  onescreen.mainBox = function (areas, width, height) {
    const total = people(areas);
    let kept = areas;
    for (;;) {
      const scale = scaleOf(boxAround(kept), width, height);
      const counted = kept.filter((one) => one.people !== null);
      const fewer = counted.map((one) => kept.filter((other) => other !== one));
      const allowed = fewer.filter((rest) => total - people(rest) <= total * FEW);
      const gain = (rest) => scaleOf(boxAround(rest), width, height) / scale;
      const best = allowed.filter((rest) => gain(rest) >= WORTH).sort((a, b) => gain(b) - gain(a))[0];
      if (!best || kept.length < 3) return boxAround(kept);
      kept = best;
    }
  };

  const people = (areas) => areas.reduce((sum, one) => sum + one.people, 0);

  function boxAround(areas) {
    const side = (i, choose) => choose(...areas.map(({ box }) => box[i]));
    return [side(0, Math.min), side(1, Math.min), side(2, Math.max), side(3, Math.max)];
  }

  function scaleOf([west, north, east, south], width, height) {
    return Math.min(width / (east - west), height / (south - north));
  }

  /** The middle [x, y] of the window of `width` × `height` (world units) that holds most weight; null for none. Pure.
   *
   * Windows stand on a grid, so that screens that know nearly the same choose the same.
   */
  onescreen.densestPlace = function (places, width, height) {
    let best = { weight: 0, middle: null };
    const [columns, rows] = [places.map(({ x }) => cell(x, width)), places.map(({ y }) => cell(y, height))];
    for (const column of new Set(columns)) {
      for (const row of new Set(rows)) {
        const [x, y] = [(column * width) / FINE, (row * height) / FINE];
        const held = places.filter((one) => Math.abs(one.x - x) <= width / 2 && Math.abs(one.y - y) <= height / 2);
        const weight = held.reduce((sum, one) => sum + one.weight, 0);
        if (weight > best.weight) best = { weight, middle: [x, y] };
      }
    }
    return best.middle;
  };

  const cell = (at, size) => Math.round((at / size) * FINE);

  /** The bounds that a map shows, [west, south, east, north]: the pack's until the areas are known. */
  onescreen.boundsFor = function (stage, { width, height }) {
    const { pack } = onescreen.page;
    const areas = knownAreas(pack.areas || []);
    if (!areas.length) return pack.bounds;
    if (stage.inset) return insetBounds(stage, areas) || pack.bounds;
    const greatest = Math.min(...areas.map((area) => area.level)); // the smaller ones lie within these
    return degrees(onescreen.mainBox(areas.filter((area) => area.level === greatest), width, height));
  };

  function knownAreas(areas) {
    const shapes = onescreen.areaShapes();
    const known = areas.filter((area) => area.level > 0 && shapes?.has(area.code));
    return known.map((area) => ({ ...shapes.get(area.code), level: area.level, people: area.population || null }));
  }

  function insetBounds(stage, areas) {
    const main = onescreen.map.stages.find((one) => !one.inset);
    if (!main) return null;
    const world = onescreen.map.viewOf(main).world * LARGER;
    const size = stage.map.getSize();
    const [width, height] = [size.x / world, size.y / world];
    const middle = stage.middle || onescreen.densestPlace(weights(areas), width, height);
    if (!middle) return null;
    if (onescreen.store.v !== null) stage.middle = middle; // position is memory: chosen once
    const [x, y] = middle;
    return degrees([x - width / 2, y - height / 2, x + width / 2, y + height / 2]);
  }

  /** What makes a place dense: what goes wrong there, and where that says nothing, who lives there. */
  function weights(areas) {
    const all = people(areas) || 1;
    const homes = areas.map((one) => {
      const [x, y] = onescreen.insideOf(one.lines);
      return { x, y, weight: one.people / all };
    });
    const open = Object.values(onescreen.store.incidents).filter((one) => one.open && Number.isFinite(one.lon));
    const happens = open.map(({ lon, lat }) => ({ x: onescreen.worldX(lon), y: onescreen.worldY(lat), weight: 1 }));
    return [...homes, ...happens];
  }

  const degrees = ([left, top, right, bottom]) => [
    onescreen.lonAt(left), onescreen.latAt(bottom), onescreen.lonAt(right), onescreen.latAt(top),
  ];
})();
