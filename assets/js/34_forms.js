/* Forms: the signs of the layers, a silhouette for each, drawn alike on the map and in its legend.
 *
 * Colour means level and nothing else, so layers are told apart by form, and what is strange by size, brightness and a
 * ring around it: `--<layer>-<style>` is the colour, `-form` one of the names below, `-size` pixels of the drawings and
 * `-ring: 1` for an alarm. A form that ends in "-open" is an outline. "ring" and "frame" are the open dot and square.
 */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const ALIAS = { ring: "dot-open", frame: "square-open" };
  const RING = { gap: 2.6, width: 1.5 }; // pixels of the drawings around an alarm
  const TURN = 2 * Math.PI;
  // Rectangles [left, top, width, height] and polygons [[x, y], …] within a square from −0.5 to 0.5.
  const BOXES = {
    square: [[-0.5, -0.5, 1, 1]],
    plus: [[-0.5, -0.17, 1, 0.34], [-0.17, -0.5, 0.34, 1]],
    post: [[-0.16, -0.5, 0.32, 1]],
    board: [[-0.5, -0.3, 1, 0.6]],
    tee: [[-0.5, -0.5, 1, 0.36], [-0.18, -0.2, 0.36, 0.7]],
    bars: [[-0.5, 0, 0.24, 0.5], [-0.12, -0.5, 0.24, 1], [0.26, -0.2, 0.24, 0.7]],
    twin: [[-0.5, -0.45, 1, 0.3], [-0.5, 0.15, 1, 0.3]],
  };
  const POLYGONS = {
    hex: [0, 1, 2, 3, 4, 5].map((i) => [0.55 * Math.sin((i * TURN) / 6), -0.55 * Math.cos((i * TURN) / 6)]),
    house: [[0, -0.58], [0.5, -0.1], [0.5, 0.5], [-0.5, 0.5], [-0.5, -0.1]],
    bin: [[-0.5, -0.5], [0.5, -0.5], [0.28, 0.5], [-0.28, 0.5]],
    cross: [
      [-0.5, -0.32], [-0.32, -0.5], [0, -0.18], [0.32, -0.5], [0.5, -0.32], [0.18, 0], [0.5, 0.32], [0.32, 0.5], [0, 0.18],
      [-0.32, 0.5], [-0.5, 0.32], [-0.18, 0],
    ],
  };
  const ROUND = {
    dot: (ctx, x, y, s) => ctx.arc(x, y, s / 2, 0, TURN),
    drop(ctx, x, y, s) {
      ctx.arc(x, y + s * 0.12, s * 0.4, -0.2 * Math.PI, 1.2 * Math.PI);
      ctx.lineTo(x, y - s * 0.6);
      ctx.closePath();
    },
    lens(ctx, x, y, s) {
      ctx.moveTo(x - s * 0.62, y);
      ctx.quadraticCurveTo(x, y - s * 0.75, x + s * 0.62, y);
      ctx.quadraticCurveTo(x, y + s * 0.75, x - s * 0.62, y);
    },
    bow: (ctx, x, y, s) => half(ctx, x, y + s * 0.3, s, Math.PI, TURN),
    dip: (ctx, x, y, s) => half(ctx, x, y - s * 0.3, s, 0, Math.PI),
    eye(ctx, x, y, s) {
      ctx.arc(x, y, s / 2, 0, TURN);
      ctx.moveTo(x + s * 0.3, y);
      ctx.arc(x, y, s * 0.3, 0, -TURN, true); // the hole
      ctx.moveTo(x + s * 0.14, y);
      ctx.arc(x, y, s * 0.14, 0, TURN);
    },
  };

  /** Half of a wide ring. */
  function half(ctx, x, y, s, from, to) {
    ctx.arc(x, y, s * 0.6, from, to);
    ctx.arc(x, y, s * 0.3, to, from, true);
    ctx.closePath();
  }

  const closed = (form) => (ALIAS[form] || form).replace("-open", "");
  const isOpen = (form) => (ALIAS[form] || form).endsWith("-open");

  /** The names of all forms there are. */
  onescreen.FORMS = [...Object.keys(BOXES), ...Object.keys(POLYGONS), ...Object.keys(ROUND)];

  /** Adds a form, `size` across, around (x, y) to the context's path; one that nobody knows is a dot. */
  onescreen.traceMark = function (ctx, form, x, y, size) {
    const name = closed(form);
    for (const [left, top, width, height] of BOXES[name] || []) ctx.rect(x + left * size, y + top * size, width * size, height * size);
    (POLYGONS[name] || []).forEach(([right, down], i) => ctx[i ? "lineTo" : "moveTo"](x + right * size, y + down * size));
    if (POLYGONS[name]) ctx.closePath();
    if (BOXES[name] || POLYGONS[name]) return;
    ctx.moveTo(x + size / 2, y);
    (ROUND[name] || ROUND.dot)(ctx, x, y, size);
  };

  /** How a style of a layer is drawn: {form, colour, size, ring}. */
  onescreen.markOf = function (layer, style) {
    const token = `--${layer}-${style}`;
    const size = onescreen.px(parseFloat(onescreen.token(`${token}-size`)) || 6);
    return { form: onescreen.token(`${token}-form`) || "dot", colour: onescreen.token(token, "--text2"), size, ring: onescreen.token(`${token}-ring`) === "1" };
  };

  /** Draws marks of one look at all these places, [[x, y], …]: all of them are filled at once. */
  onescreen.drawMarks = function (ctx, mark, places) {
    ctx.beginPath();
    for (const [x, y] of places) onescreen.traceMark(ctx, mark.form, x, y, mark.size);
    ink(ctx, mark);
    if (!mark.ring) return;
    const r = mark.size / 2 + onescreen.px(RING.gap);
    ctx.beginPath();
    for (const [x, y] of places) {
      ctx.moveTo(x + r, y);
      ctx.arc(x, y, r, 0, TURN);
    }
    ctx.strokeStyle = onescreen.token("--text");
    ctx.lineWidth = onescreen.px(RING.width);
    ctx.stroke();
  };

  function ink(ctx, { form, colour }) {
    const open = isOpen(form);
    ctx.lineJoin = "round";
    ctx.strokeStyle = onescreen.token("--map-land");
    ctx.lineWidth = open ? 4 : 2;
    ctx.stroke();
    ctx.fillStyle = open ? onescreen.token("--map-land") : colour;
    ctx.fill();
    if (!open) return;
    ctx.strokeStyle = colour;
    ctx.lineWidth = 1.5;
    ctx.stroke();
  }
})();
