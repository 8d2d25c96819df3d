/* Area names: what parts of the city are called, the greater from afar, the smaller from near. */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const WORTH = 5;
  const SMALLER_M_PER_PX = 9; // areas within districts are named only below this,
  const GREATER_M_PER_PX = 5; // and districts that have such areas only above this

  /** Which areas are named at a scale: those of the one level, or of both. Pure. */
  onescreen.namedAreas = function (areas, m_per_px) {
    const deepest = Math.max(0, ...areas.map((area) => area.level));
    return areas.filter(({ level }) => {
      if (level < 1) return false;
      if (level > 1) return m_per_px < SMALLER_M_PER_PX;
      return deepest === 1 || m_per_px > GREATER_M_PER_PX;
    });
  };

  /** The names of the areas in a view, as words for 36_label_place.js; more people, more worth. */
  onescreen.areaNames = function (ctx, view) {
    const shapes = onescreen.areaShapes();
    const { areas } = onescreen.page.pack;
    if (!shapes || !areas) return [];
    const named = onescreen.namedAreas(areas, view.m_per_px).filter((area) => shapes.has(area.code));
    const words = named.map((area) => {
      const shape = shapes.get(area.code);
      shape.name_at = shape.name_at || onescreen.insideOf(shape.lines);
      const [x, y] = [shape.name_at[0] * view.world - view.left, shape.name_at[1] * view.world - view.top];
      const worth = WORTH + (area.level - 1) / 2 + 1 / (2 + (area.population || 0));
      const look = area.level > 1 ? { size: onescreen.px(14), token: "--muted" } : { size: onescreen.px(15) };
      return { ...look, text: area.title, x, y, worth, roams: 2 };
    });
    return words.filter(({ x, y }) => view.holds(x, y)).map((word) => onescreen.labelWord(ctx, word));
  };
})();
