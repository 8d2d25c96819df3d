/* Labels: captions, names of vehicles, streets and areas, on the topmost canvas.
 *
 * Where they go: 36_label_place.js. Chips, stations and vehicles are obstacles, so that no word hides a sign.
 */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const WORTH = { unit: 1, area: 5 }; // captions: 36_captions.js, streets: 38_street_names.js
  const UNIT_IDS_M_PER_PX = 7; // vehicles carry their names only below this,
  const UNIT_IDS_MOST = 40; // and only when they are few
  const HALO = 4;
  const LINE = 1.25; // the height of a line, in sizes
  const KEPT = 600; // painted words
  const widths = new Map(); // font and text → width
  const images = new Map(); // font, colour and text → canvas
  const shorts = new Map(); // font, room and text → what of it has room

  function measured(ctx, font, text) {
    const key = `${font} ${text}`;
    if (!widths.has(key)) {
      ctx.font = font;
      widths.set(key, ctx.measureText(text).width);
    }
    return widths.get(key);
  }

  /** As much of a text as has room in so many pixels, with an ellipsis where something is left out. */
  function shortened(ctx, font, text, most) {
    if (measured(ctx, font, text) <= most) return text;
    const key = `${font} ${most | 0} ${text}`;
    if (shorts.size > KEPT) shorts.clear();
    if (!shorts.has(key)) {
      const letters = [...text];
      const cut = () => `${letters.join("").replace(/[\s·,/]+$/, "")}…`;
      ctx.font = font;
      while (letters.length > 1 && ctx.measureText(cut()).width > most) letters.pop();
      shorts.set(key, cut());
    }
    return shorts.get(key);
  }

  /** A word ready to be placed: measured, in a font and a colour; at most `most` wide, a `tail` never shortened. */
  onescreen.labelWord = function (ctx, { size, weight = 500, token = "--muted", most = Infinity, tail = "", ...word }) {
    const font = onescreen.font(size, weight);
    const room = most - measured(ctx, font, tail);
    const lines = word.text.split("\n").map((line) => shortened(ctx, font, line, room) + tail);
    const width = Math.max(...lines.map((line) => measured(ctx, font, line))) + 4;
    return { around: 0, forced: false, ...word, text: lines.join("\n"), font, token, width, height: size * LINE * lines.length };
  };

  function unitIds(ctx, view) {
    if (view.m_per_px > UNIT_IDS_M_PER_PX) return [];
    const words = [];
    const look = { around: onescreen.px(9), worth: WORTH.unit, size: onescreen.px(15), weight: 600, token: "--text" };
    for (const frame of Object.values(onescreen.store.moving)) {
      if (frame.n > 2000 || !onescreen.map.isShown(frame.layer, view)) continue;
      const styles = onescreen.page.layers[frame.layer].styles.map((style) => style.name);
      const named = styles.map((style) => onescreen.token(`--${frame.layer}-${style}-name`) !== "none");
      for (let i = 0; i < frame.n; i++) {
        if (!named[frame.style[i]]) continue;
        const [x, y] = [view.x(frame.lon[i] / 1e6), view.y(frame.lat[i] / 1e6)];
        if (!view.holds(x, y)) continue;
        words.push({ ...look, text: frame.ids[i], x, y });
      }
    }
    return words.length > UNIT_IDS_MOST ? [] : words.map((word) => onescreen.labelWord(ctx, word));
  }

  function areaNames(ctx, view) {
    const shapes = onescreen.areaShapes();
    const { areas } = onescreen.page.pack;
    if (!shapes || !areas) return [];
    const named = areas.filter((area) => area.level > 0 && shapes.has(area.code));
    const words = named.map((area) => {
      const shape = shapes.get(area.code);
      shape.name_at = shape.name_at || onescreen.insideOf(shape.lines);
      const [x, y] = [shape.name_at[0] * view.world - view.left, shape.name_at[1] * view.world - view.top];
      const worth = WORTH.area + 1 / (2 + (area.population || 0));
      return { text: area.title, x, y, worth, roams: 2, size: onescreen.px(15) };
    });
    return words.filter(({ x, y }) => view.holds(x, y)).map((word) => onescreen.labelWord(ctx, word));
  }

  /** What words must not cover: chips, marks of stations, and vehicles while they are few. */
  function obstacles(stage, view) {
    const around = (x, y, r) => ({ left: x - r, right: x + r, top: y - r, bottom: y + r });
    const signs = [...stage.chips, ...stage.pointers];
    const boxes = signs.map(({ at, r }) => ({ ...around(at.x, at.y, r), x: at.x, y: at.y, r }));
    for (const name of onescreen.shownLayers("point", view)) {
      const { lon, lat } = onescreen.store.layers[name];
      if (lon.length > 300) continue;
      lon.forEach((one, i) => boxes.push({ ...around(view.x(one), view.y(lat[i]), onescreen.px(6)), small: true }));
    }
    return boxes;
  }

  function write(ctx, word, dpr) {
    const image = imageOf(word, dpr);
    const [width, height] = [image.width / dpr, image.height / dpr];
    ctx.save();
    // A turned word may lie anywhere; an upright one on whole pixels, or it would blur.
    if (word.angle) ctx.translate(word.at.x, word.at.y);
    else ctx.translate(Math.round(word.at.x - width / 2) + width / 2, Math.round(word.at.y - height / 2) + height / 2);
    ctx.rotate(word.angle || 0);
    ctx.drawImage(image, -width / 2, -height / 2, width, height);
    ctx.restore();
  }

  /** A word with its halo, painted once: outlines of letters are the dearest thing on the map. */
  function imageOf({ text, font, token, width, height }, dpr) {
    const key = `${font} ${token} ${dpr} ${text}`;
    if (images.size > KEPT) images.clear();
    if (!images.has(key)) images.set(key, painted());
    return images.get(key);

    function painted() {
      const canvas = document.createElement("canvas");
      canvas.width = 2 * Math.ceil(((width + 2 * HALO) * dpr) / 2);
      canvas.height = 2 * Math.ceil(((height + 2 * HALO) * dpr) / 2);
      const ctx = canvas.getContext("2d");
      ctx.scale(dpr, dpr);
      ctx.font = font;
      ctx.textAlign = "center";
      ctx.textBaseline = "middle";
      ctx.lineJoin = "round";
      ctx.lineWidth = HALO;
      ctx.strokeStyle = onescreen.token("--map-land");
      ctx.fillStyle = onescreen.token(token);
      const lines = text.split("\n");
      const [x, step] = [canvas.width / 2 / dpr, height / lines.length];
      const y = canvas.height / 2 / dpr + 1 - (step * (lines.length - 1)) / 2;
      lines.forEach((line, i) => ctx.strokeText(line, x, y + i * step));
      lines.forEach((line, i) => ctx.fillText(line, x, y + i * step));
      return canvas;
    }
  }

  /** A line from a word that had to go away to the sign it belongs to. */
  function leader(ctx, word) {
    const { from, to } = onescreen.leaderOf(word, word.at);
    ctx.beginPath();
    ctx.moveTo(from.x, from.y);
    ctx.lineTo(to.x, to.y);
    ctx.strokeStyle = onescreen.token("--text2");
    ctx.lineWidth = 1;
    ctx.stroke();
  }

  onescreen.mapPart?.(function (stage) {
    const canvas = stage.paint("labels", paint);
    stage.words = {}; // of other parts, by part
    stage.labels = canvas;

    function paint(ctx, view) {
      const words = [
        ...Object.values(stage.words).flat(), ...onescreen.captions(ctx, stage, view), ...unitIds(ctx, view), ...areaNames(ctx, view),
        ...onescreen.streetNames(ctx, view, stage.base),
      ];
      const room = onescreen.map.box(stage, view);
      const placed = onescreen.placeLabels(words, obstacles(stage, view), room);
      for (const word of placed) if (word.at.far) leader(ctx, word); // below all words: none is crossed out
      for (const word of placed) write(ctx, word, view.dpr);
    }

    /** Another theme, or the letters have only now come: what was measured and painted is no longer so. */
    function forget() {
      for (const kept of [widths, images, shorts]) kept.clear();
      canvas.redraw();
    }

    stage.on("moving", () => canvas.view && canvas.view.m_per_px <= UNIT_IDS_M_PER_PX && canvas.redraw());
    stage.on("theme", forget);
    document.fonts?.addEventListener("loadingdone", forget);
    stage.offs.push(() => document.fonts?.removeEventListener("loadingdone", forget));
  });
})();
