/* Moving: vehicles and whatever else moves, thousands of them, on one canvas.
 *
 * Sprites are stamped into the pixels of an image that is put on the canvas once: with 50 000 objects four times faster
 * than drawing each. They jump from fix to fix; a glide between them would be invented. The style sheet says how a
 * style looks: `--<layer>-<style>` its colour, `-size` pixels of the drawings, and `-form`: hollow for what stands
 * still, arrow for what is drawn only while it has a heading, none for what is not drawn; `-from` is the zoom from which
 * it is: farther away there are too many.
 */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const MANY = 2000; // beyond this a layer is drawn as plain discs
  const FEW = 200; // up to this its arrows are large enough to be told apart
  const UNKNOWN = 65535;
  const NEAR_PX = 12; // how near a click must be
  const NOTHING = { reach: 0, dx: [], dy: [], colour: new Uint32Array(0) };

  /** How the things of a frame are drawn: {shape: "arrow" | "disc", size} in pixels of the drawings. Pure. */
  onescreen.movingForm = function (n) {
    if (n > MANY) return { shape: "disc", size: 5 };
    return { shape: "arrow", size: n > FEW ? 12 : 18 };
  };

  /** The sprites of one layer by style and heading, made when first asked for; discs have one per style, `by_style`. */
  function spriteBook(form, styles, { seen, scale, width }) {
    const ground = onescreen.pixel(onescreen.token("--map-land"));
    const made = [];
    const drawn = (style, direction) => (seen[styles.indexOf(style)] ? spriteOf(form, style, direction, scale, ground) : NOTHING);
    const sprite = (style, direction) => onescreen.spriteFor(drawn(style, direction), width);
    if (form.shape === "disc") {
      const by_style = styles.map((style) => sprite(style, -1));
      return Object.assign((style) => by_style[style], { by_style });
    }
    return (style, heading) => {
      const direction = heading === UNKNOWN ? -1 : onescreen.directionOf(heading);
      const key = style * 64 + direction + 1;
      made[key] = made[key] || sprite(styles[style], direction);
      return made[key];
    };
  }

  function spriteOf(form, style, direction, scale, ground) {
    const form_of = onescreen.token(`--${style}-form`);
    if (form_of === "none") return NOTHING;
    const ink = onescreen.pixel(onescreen.token(`--${style}`, "--text"));
    if (form.shape === "disc") return onescreen.discSprite({ ink, ground, width: form.size * scale });
    if (form_of === "arrow" && direction < 0) return NOTHING;
    const look = { hollow: form_of === "hollow", ink, ground };
    const size = (Math.min(form.size, parseFloat(onescreen.token(`--${style}-size`))) || form.size) * scale;
    if (direction < 0) return onescreen.discSprite({ ...look, width: size * 0.55, casing: scale });
    return onescreen.arrowSprite({ ...look, length: size, direction });
  }

  /** Stamps all things of a frame into `pixels`, which is `width` device pixels wide; gives how many lay in view. */
  onescreen.stampFrame = function (pixels, width, height, frame, view, book) {
    const { lon, lat, heading, style, n } = frame;
    const y_of = onescreen.yTable(view);
    const { stamp } = onescreen;
    const { by_style } = book; // a call for each of 50 000 is felt
    const { dpr } = view;
    const [x_scale, x_from] = [(view.world * dpr) / 360e6, (0.5 * view.world - view.left) * dpr];
    let seen = 0;
    for (let i = 0; i < n; i++) {
      const x = lon[i] * x_scale + x_from;
      if (!(x >= 0 && x < width)) continue;
      const y = y_of(lat[i]) * dpr;
      if (!(y >= 0 && y < height)) continue;
      const sprite = by_style ? by_style[style[i]] : book(style[i], heading[i]);
      stamp(pixels, width, height, sprite, x | 0, y | 0);
      seen += 1;
    }
    return seen;
  };

  /** Whether a style, "units-available", is drawn at a zoom. */
  onescreen.movesAt = (style, zoom) =>
    onescreen.token(`--${style}-form`) !== "none" && !(zoom < parseFloat(onescreen.token(`--${style}-from`)));

  /** How many things of a frame, of the styles that are drawn, lie in a view. Pure. */
  onescreen.movingInView = function ({ lon, lat, style, n }, view, drawn = null) {
    let seen = 0;
    for (let i = 0; i < n; i++) if ((!drawn || drawn[style[i]]) && view.holds(view.x(lon[i] / 1e6), view.y(lat[i] / 1e6))) seen += 1;
    return seen;
  };

  /** The index of the thing nearest to (x, y) that `isDrawn(style, heading)`, or -1. */
  onescreen.nearestMoving = function (frame, view, x, y, isDrawn = () => true) {
    let [best, found] = [NEAR_PX ** 2, -1];
    for (let i = 0; i < frame.n; i++) {
      if (!isDrawn(frame.style[i], frame.heading[i])) continue;
      const d = (view.x(frame.lon[i] / 1e6) - x) ** 2 + (view.y(frame.lat[i] / 1e6) - y) ** 2;
      if (d < best) [best, found] = [d, i];
    }
    return found;
  };

  /** The frames of the layers that are on, in their order. */
  function framesFor(view) {
    const { layers } = onescreen.page;
    const shown = Object.values(onescreen.store.moving).filter((frame) => onescreen.map.isShown(frame.layer, view));
    return shown.sort((a, b) => layers[a.layer].order - layers[b.layer].order);
  }

  onescreen.mapPart?.(function (stage) {
    let image = null;
    let pixels = null;
    const books = new Map();

    function paint(ctx, view) {
      const { width, height } = ctx.canvas;
      if (!image || image.width !== width || image.height !== height) {
        image = new ImageData(width, height);
        pixels = new Uint32Array(image.data.buffer);
        books.clear();
      }
      pixels.fill(0);
      for (const frame of framesFor(view)) {
        onescreen.stampFrame(pixels, width, height, frame, view, bookOf(frame, view));
      }
      ctx.putImageData(image, 0, 0);
    }

    function bookOf(frame, view) {
      const styles = onescreen.page.layers[frame.layer].styles.map((style) => `${frame.layer}-${style.name}`);
      const seen = styles.map((style) => onescreen.movesAt(style, view.zoom));
      const form = onescreen.movingForm(onescreen.movingInView(frame, view, seen));
      const key = `${frame.layer} ${form.shape} ${form.size} ${seen}`;
      if (!books.has(key)) books.set(key, spriteBook(form, styles, { seen, scale: view.dpr * onescreen.px(), width: image.width }));
      return books.get(key);
    }

    function hit({ lon, lat }) {
      const { view } = canvas;
      for (const frame of view ? framesFor(view).reverse() : []) {
        const book = bookOf(frame, view);
        const isDrawn = (style, heading) => book(style, heading).colour.length > 0;
        const i = onescreen.nearestMoving(frame, view, view.x(lon), view.y(lat), isDrawn);
        if (i >= 0) return { kind: "thing", layer: frame.layer, id: frame.ids[i], index: i };
      }
      return null;
    }

    const canvas = stage.paint("moving", paint);
    stage.on("moving", () => canvas.redraw());
    stage.on("theme", () => books.clear());
    return { hit };
  });
})();
