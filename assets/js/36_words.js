/* Words: how the words of the map are measured, shortened and painted, each once. */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
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

  /** A word ready to be placed: measured, in a font and a colour; at most `most` wide, a `tail` never shortened.
   *
   * `spacing` lies between its letters, `air` around it where no other word may stand, both in pixels; `halo` is the token
   * of the ground it stands on.
   */
  onescreen.labelWord = function (ctx, { size, weight = 500, token = "--muted", most = Infinity, tail = "", spacing = 0, air = 0, halo = "--map-land", ...word }) {
    const font = onescreen.font(size, weight);
    const room = most - measured(ctx, font, tail);
    const lines = word.text.split("\n").map((line) => shortened(ctx, font, line, room) + tail);
    const spread = spacing * Math.max(...lines.map((line) => [...line].length - 1));
    const width = Math.max(...lines.map((line) => measured(ctx, font, line))) + 4 + spread + 2 * air;
    const height = size * LINE * lines.length + air;
    return { around: 0, forced: false, ...word, text: lines.join("\n"), font, token, halo, spacing, width, height };
  };

  /** Paints a word where it was placed. */
  onescreen.writeWord = function (ctx, word, dpr) {
    const image = imageOf(word, dpr);
    const [width, height] = [image.width / dpr, image.height / dpr];
    ctx.save();
    // A turned word may lie anywhere; an upright one on whole pixels, or it would blur.
    if (word.angle) ctx.translate(word.at.x, word.at.y);
    else ctx.translate(Math.round(word.at.x - width / 2) + width / 2, Math.round(word.at.y - height / 2) + height / 2);
    ctx.rotate(word.angle || 0);
    ctx.drawImage(image, -width / 2, -height / 2, width, height);
    ctx.restore();
  };

  /** A word with its halo, painted once: outlines of letters are the dearest thing on the map. */
  function imageOf({ text, font, token, halo, spacing, width, height }, dpr) {
    const key = `${font} ${token} ${halo} ${dpr} ${spacing} ${text}`;
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
      ctx.strokeStyle = onescreen.token(halo);
      ctx.fillStyle = onescreen.token(token);
      ctx.letterSpacing = `${spacing}px`;
      const lines = text.split("\n");
      const [x, step] = [(canvas.width / dpr + spacing) / 2, height / lines.length]; // the last letter is spaced, too
      const y = canvas.height / 2 / dpr + 1 - (step * (lines.length - 1)) / 2;
      lines.forEach((line, i) => ctx.strokeText(line, x, y + i * step));
      lines.forEach((line, i) => ctx.fillText(line, x, y + i * step));
      return canvas;
    }
  }

  /** Another theme, or the letters have only now come: what was measured and painted is no longer so. */
  onescreen.forgetWords = function () {
    for (const kept of [widths, images, shorts]) kept.clear();
  };
})();
