/* Marks: the point layers of the map: stations, sensors, places; a sign for each style, as the style sheet says.
 *
 * `--<layer>-<style>` is the colour, `--<layer>-<style>-form` one of square, frame, dot, ring, cross, `-size` pixels of
 * the drawings. A style that the sheet does not know is a small neutral dot. Incidents are drawn by 34_chips.js.
 */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const NEAR_PX = 10;

  /** How a style is drawn: {form, colour, size}. */
  function markOf(layer, style) {
    const form = onescreen.token(`--${layer}-${style}-form`) || "dot";
    const size = parseFloat(onescreen.token(`--${layer}-${style}-size`)) || 6;
    return { form, colour: onescreen.token(`--${layer}-${style}`, "--text2"), size: onescreen.px(size) };
  }

  /** One path per style: all marks of a style are filled at once. */
  function paintLayer(ctx, view, name) {
    const { style, lon, lat } = onescreen.store.layers[name];
    const styles = onescreen.page.layers[name].styles;
    styles.forEach(({ name: called }, index) => {
      const mark = markOf(name, called);
      ctx.beginPath();
      for (let i = 0; i < style.length; i++) {
        if (style[i] !== index || lon[i] === null) continue;
        const [x, y] = [view.x(lon[i]), view.y(lat[i])];
        if (view.holds(x, y, mark.size)) onescreen.traceMark(ctx, mark.form, x, y, mark.size);
      }
      ink(ctx, mark);
    });
  }

  function ink(ctx, { form, colour }) {
    const hollow = form === "frame" || form === "ring";
    ctx.strokeStyle = onescreen.token("--map-land");
    ctx.lineWidth = hollow ? 4 : 2;
    ctx.stroke();
    ctx.fillStyle = hollow ? onescreen.token("--map-land") : colour;
    ctx.fill();
    if (!hollow) return;
    ctx.strokeStyle = colour;
    ctx.lineWidth = 1.5;
    ctx.stroke();
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
