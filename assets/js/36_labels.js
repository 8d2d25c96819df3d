/* Labels: captions of urgent incidents, names of vehicles, streets and areas, on the topmost canvas.
 *
 * Where they go: 36_label_place.js. Chips, stations and vehicles are obstacles, so that no word hides a sign.
 */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const WORTH = { caption1: 0, unit: 1, caption2: 2, sea: 3, area: 5, street: 4, minor: 6 };
  const UNIT_IDS_M_PER_PX = 7; // vehicles carry their names only below this,
  const UNIT_IDS_MOST = 40; // and only when they are few
  const HALO = 4;
  const KEPT = 600; // painted words
  const widths = new Map(); // font and text → width
  const images = new Map(); // font, colour and text → canvas

  function measured(ctx, font, text) {
    const key = `${font} ${text}`;
    if (!widths.has(key)) {
      ctx.font = font;
      widths.set(key, ctx.measureText(text).width);
    }
    return widths.get(key);
  }

  /** A word ready to be placed: measured, in a font and a colour. */
  onescreen.labelWord = function (ctx, { size, weight = 500, token = "--muted", ...word }) {
    const font = onescreen.font(size, weight);
    const width = measured(ctx, font, word.text) + 4;
    return { around: 0, forced: false, ...word, font, token, width, height: size * 1.25 };
  };

  /** Captions of levels Ⅰ and Ⅱ and of the chosen incident: what it is, and how many of those sent are there. */
  function captions(ctx, stage) {
    const size = onescreen.px(18);
    const { chosen } = onescreen.map;
    const wanted = stage.chips.filter((chip) => chip.incident && (chip.incident.level <= 2 || chip.key === chosen));
    return wanted.map((chip) => {
      const first = chip.incident.level === 1 || chip.key === chosen;
      const text = onescreen.captionOf(chip.incident, { long: chip.key === chosen, counts: first });
      return onescreen.labelWord(ctx, {
        text, x: chip.at.x, y: chip.at.y, around: chip.r, forced: first, worth: first ? WORTH.caption1 : WORTH.caption2,
        size: first ? size : size * 0.9, weight: 600, token: "--text",
      });
    });
  }

  /** "Structure fire 0/11": the category, or the address when `long`, and with `counts` how many are on scene. Pure. */
  onescreen.captionOf = function (incident, { long, counts }) {
    const title = onescreen.title(onescreen.page.categories[incident.category]) || incident.category;
    const text = (long && incident.address) || title;
    const sent = (incident.assignments || []).filter((one) => one.state !== "cleared");
    if (!counts || sent.length === 0) return text;
    const there = sent.filter((one) => !["dispatched", "en_route"].includes(one.state));
    return `${text} ${there.length}/${sent.length}`;
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
    const boxes = [...stage.chips, ...stage.pointers].map((chip) => around(chip.at.x, chip.at.y, chip.r));
    for (const name of onescreen.shownLayers("point", view)) {
      const { lon, lat } = onescreen.store.layers[name];
      if (lon.length > 300) continue;
      lon.forEach((one, i) => boxes.push(around(view.x(one), view.y(lat[i]), onescreen.px(6))));
    }
    return boxes;
  }

  function write(ctx, word, dpr) {
    if (word.at.far) leader(ctx, word);
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
      const [x, y] = [canvas.width / 2 / dpr, canvas.height / 2 / dpr + 1];
      ctx.strokeText(text, x, y);
      ctx.fillStyle = onescreen.token(token);
      ctx.fillText(text, x, y);
      return canvas;
    }
  }

  /** A line from a word that had to go away to the sign it belongs to. */
  function leader(ctx, { x, y, around, at, width, height }) {
    const [dx, dy] = [at.x - x, at.y - y];
    const far = Math.hypot(dx, dy);
    const near = Math.min(width / 2 / Math.abs(dx / far || 1e-9), height / 2 / Math.abs(dy / far || 1e-9));
    ctx.beginPath();
    ctx.moveTo(x + (dx / far) * around, y + (dy / far) * around);
    ctx.lineTo(at.x - (dx / far) * near, at.y - (dy / far) * near);
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
        ...Object.values(stage.words).flat(), ...captions(ctx, stage), ...unitIds(ctx, view), ...areaNames(ctx, view),
        ...onescreen.streetNames(ctx, view, stage.base),
      ];
      const room = onescreen.map.box(stage, view);
      for (const word of onescreen.placeLabels(words, obstacles(stage, view), room)) write(ctx, word, view.dpr);
    }

    stage.on("moving", () => canvas.view && canvas.view.m_per_px <= UNIT_IDS_M_PER_PX && canvas.redraw());
    stage.on("theme", () => {
      widths.clear();
      images.clear();
    });
  });
})();
