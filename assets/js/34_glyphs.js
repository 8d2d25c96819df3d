/* Glyphs: the few signs of the map, drawn on a canvas: level chips, rings, count discs. Layers: 34_forms.js.
 *
 * Square Ⅰ, triangle Ⅱ, diamond Ⅲ, circle Ⅳ, always with the numeral, of equal optical area.
 */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const NUMERALS = { 1: "Ⅰ", 2: "Ⅱ", 3: "Ⅲ", 4: "Ⅳ" };
  const NUMERAL_FACE = '"Noto Sans SC", "Noto Sans CJK SC", sans-serif'; // its serifs keep Ⅱ and Ⅲ apart from bars

  /** The outline of a level's shape of size `s` around (x, y): corners, or {r} for the circle. Pure. */
  onescreen.chipOutline = function (level, s) {
    if (level === 1) return { corners: [[-0.47, -0.47], [0.47, -0.47], [0.47, 0.47], [-0.47, 0.47]].map(scaled(s)) };
    if (level === 2) return { corners: [[0, -0.55], [0.58, 0.46], [-0.58, 0.46]].map(scaled(s)) };
    if (level === 3) return { corners: [[0, -0.58], [0.58, 0], [0, 0.58], [-0.58, 0]].map(scaled(s)) };
    return { r: 0.49 * s };
  };

  const scaled = (s) => ([x, y]) => [x * s, y * s];

  /** One level chip of size `s` in the middle of (x, y). */
  onescreen.drawChip = function (ctx, level, x, y, s) {
    ctx.save();
    ctx.translate(x, y);
    ctx.lineJoin = "round";
    trace(ctx, onescreen.chipOutline(level, s), s);
    ctx.strokeStyle = onescreen.token("--map-land"); // lifts it from streets and neighbours
    ctx.lineWidth = 4;
    ctx.stroke();
    ctx.fillStyle = onescreen.token(`--p${level}`);
    ctx.fill();
    const edge = onescreen.token("--chip-edge");
    if (edge && edge !== "transparent" && (level === 2 || level === 3)) {
      ctx.strokeStyle = edge;
      ctx.lineWidth = 1.5;
      ctx.stroke();
    }
    numeral(ctx, level, s);
    ctx.restore();
  };

  /** The word that says that a chip is of a drill, upon its lower edge: a shape of its own, not a hue. */
  onescreen.drawDrill = function (ctx, word, x, y, s) {
    ctx.save();
    ctx.font = `700 ${Math.max(11, s * 0.4)}px ${NUMERAL_FACE}`;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    const [width, height, below] = [ctx.measureText(word).width + s * 0.3, Math.max(14, s * 0.52), y + s * 0.62];
    ctx.fillStyle = onescreen.token("--map-land");
    ctx.strokeStyle = onescreen.token("--text");
    ctx.lineWidth = 1.5;
    ctx.setLineDash([4, 3]);
    ctx.fillRect(x - width / 2, below - height / 2, width, height);
    ctx.strokeRect(x - width / 2, below - height / 2, width, height);
    ctx.fillStyle = onescreen.token("--text");
    ctx.fillText(word, x, below);
    ctx.restore();
  };

  function trace(ctx, { corners, r }, s) {
    ctx.beginPath();
    if (r) return ctx.arc(0, 0, r, 0, 2 * Math.PI);
    const round = s * 0.05;
    const [first, last] = [corners[0], corners[corners.length - 1]];
    ctx.moveTo((first[0] + last[0]) / 2, (first[1] + last[1]) / 2);
    corners.forEach((corner, i) => ctx.arcTo(...corner, ...corners[(i + 1) % corners.length], round));
    return ctx.closePath();
  }

  function numeral(ctx, level, s) {
    const size = s * (level === 2 ? 0.52 : 0.66);
    ctx.font = `900 ${size}px ${NUMERAL_FACE}`;
    ctx.fillStyle = onescreen.token(`--p${level}-text`);
    ctx.textAlign = "center";
    ctx.textBaseline = "alphabetic";
    const box = ctx.measureText(NUMERALS[level]);
    const middle = (box.actualBoundingBoxAscent - box.actualBoundingBoxDescent) / 2;
    ctx.fillText(NUMERALS[level], 0, middle + (level === 2 ? s * 0.17 : 0));
  }

  /** The ring of a clock: the used share in the text's colour, full and thick when overdue; neutral, never a hue. */
  onescreen.drawRing = function (ctx, x, y, r, share) {
    ctx.save();
    ctx.globalAlpha = 0.62;
    ctx.fillStyle = onescreen.token("--map-land");
    disc(ctx, x, y, r);
    ctx.fill();
    ctx.globalAlpha = 1;
    ctx.strokeStyle = onescreen.token("--line");
    ctx.lineWidth = 1.5;
    ctx.stroke();
    ctx.strokeStyle = onescreen.token("--text");
    ctx.lineWidth = share > 1 ? 3.6 : 2.4;
    ctx.beginPath();
    ctx.arc(x, y, r, -Math.PI / 2, -Math.PI / 2 + 2 * Math.PI * Math.min(share, 1));
    ctx.stroke();
    ctx.restore();
  };

  function disc(ctx, x, y, r) {
    ctx.beginPath();
    ctx.arc(x, y, r, 0, 2 * Math.PI);
  }

  /** A neutral disc that stands for many incidents, with the highest level among them at its shoulder. */
  onescreen.drawCrowd = function (ctx, x, y, r, count, level) {
    ctx.save();
    disc(ctx, x, y, r - 1);
    ctx.fillStyle = onescreen.token("--raised");
    ctx.fill();
    ctx.strokeStyle = onescreen.token("--text2");
    ctx.lineWidth = 1.5;
    ctx.stroke();
    ctx.fillStyle = onescreen.token("--text");
    ctx.font = onescreen.font(r * 0.82, 600);
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.fillText(String(count), x, y + r * 0.06);
    ctx.restore();
    onescreen.drawChip(ctx, level, x + r * 0.78, y - r * 0.78, r * 0.86);
  };

  /** A hairline from a chip to a dot at the true place. */
  onescreen.drawHairline = function (ctx, from, to, r) {
    const far = Math.hypot(to.x - from.x, to.y - from.y);
    ctx.save();
    ctx.strokeStyle = ctx.fillStyle = onescreen.token("--text2");
    ctx.lineWidth = 1;
    disc(ctx, to.x, to.y, 2.2);
    ctx.fill();
    if (far > r) {
      ctx.beginPath();
      ctx.moveTo(from.x + ((to.x - from.x) * r) / far, from.y + ((to.y - from.y) * r) / far);
      ctx.lineTo(to.x, to.y);
      ctx.stroke();
    }
    ctx.restore();
  };
})();
