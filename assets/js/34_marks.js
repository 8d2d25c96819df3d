/* Marks: the point layers of the map: stations, sensors, places; a sign for each style, as the style sheet says.
 *
 * Which forms there are: 34_forms.js. A style that the sheet does not know is a small neutral dot. Incidents are drawn
 * by 34_chips.js.
 */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const NEAR_PX = 10;

  /** The marks of one layer, style by style, the alarms above the quiet ones. */
  function paintLayer(ctx, view, name) {
    const { style, lon, lat } = onescreen.store.layers[name];
    const marks = onescreen.page.layers[name].styles.map((one) => ({ ...onescreen.markOf(name, one.name), places: [] }));
    for (let i = 0; i < style.length; i++) {
      const mark = marks[style[i]];
      if (!mark || lon[i] === null) continue;
      const [x, y] = [view.x(lon[i]), view.y(lat[i])];
      if (view.holds(x, y, mark.size)) mark.places.push([x, y]);
    }
    for (const mark of marks.sort((one, other) => one.ring - other.ring)) onescreen.drawMarks(ctx, mark, mark.places);
  }

  /** The index of the mark nearest to (x, y), or -1. */
  function nearest({ lon, lat }, view, x, y) {
    let [best, found] = [NEAR_PX ** 2, -1];
    for (let i = 0; i < lon.length; i++) {
      const d = (view.x(lon[i]) - x) ** 2 + (view.y(lat[i]) - y) ** 2;
      if (d < best) [best, found] = [d, i];
    }
    return found;
  }

  onescreen.mapPart?.(function (stage) {
    const paint = (ctx, view) => {
      for (const name of onescreen.shownLayers("point", view)) paintLayer(ctx, view, name);
    };
    const canvas = stage.paint("marks", paint);

    function hit({ lon, lat }) {
      const { view } = canvas;
      for (const name of view ? onescreen.shownLayers("point", view).reverse() : []) {
        const layer = onescreen.store.layers[name];
        const i = nearest(layer, view, view.x(lon), view.y(lat));
        if (i >= 0) return { kind: "thing", layer: name, id: layer.ids[i], index: i };
      }
      return null;
    }

    const differ = onescreen.layerWatch("point");
    stage.on("layers", (_, names) => differ(names) && canvas.redraw());
    return { hit };
  });
})();
