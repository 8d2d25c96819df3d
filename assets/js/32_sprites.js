/* Sprites: small arrows and discs as lists of pixels, made once and stamped many times. Pure.
 *
 * A sprite's pixels are found by their distance from its outline, which gives soft edges and a casing in the colour of
 * the land without asking a canvas.
 */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const DIRECTIONS = 32;
  const ARROW = (onescreen.ARROW = [[0, -1], [0.74, 0.82], [0, 0.42], [-0.74, 0.82]]); // tip, right, notch, left; north is up

  /** Which of the 32 directions a heading in tenths of a degree is nearest to. */
  onescreen.directionOf = (tenths) => Math.round((tenths * DIRECTIONS) / 3600) % DIRECTIONS;

  /** An arrow `length` pixels long in one of the 32 directions; hollow for what stands still. */
  onescreen.arrowSprite = function ({ length, direction, hollow, ink, ground }) {
    const turn = (direction / DIRECTIONS) * 2 * Math.PI;
    const [sin, cos, half] = [Math.sin(turn), Math.cos(turn), length / 2];
    const outline = ARROW.map(([x, y]) => [(x * cos - y * sin) * half, (x * sin + y * cos) * half]);
    const line = Math.max(0.75, length / 22); // half the width of a hollow arrow's line
    const look = { hollow, line, casing: Math.max(1, length / 14), ink, ground };
    return sprite(half + 2, (x, y) => distance(outline, x, y), look);
  };

  /** A disc, `width` pixels across; hollow for what stands still. */
  onescreen.discSprite = function ({ width, hollow = false, casing = 0, ink, ground }) {
    const radius = width / 2 - 0.3;
    const far = (x, y) => Math.hypot(x, y) - radius;
    return sprite(Math.ceil(width / 2 + casing), far, { hollow, line: Math.max(0.7, width / 10), casing, ink, ground });
  };

  /** {reach, dx, dy, colour}: the pixels that are not empty, from the middle; `far` is negative inside. */
  function sprite(size, far, look) {
    const reach = Math.ceil(size);
    const [dx, dy, colour] = [[], [], []];
    for (let y = -reach; y <= reach; y++) {
      for (let x = -reach; x <= reach; x++) {
        const pixel = pixelAt(far(x, y), look);
        if (pixel >>> 24 < 8) continue;
        dx.push(x);
        dy.push(y);
        colour.push(pixel);
      }
    }
    return { reach, dx, dy, colour: Uint32Array.from(colour) };
  }

  function pixelAt(d, { hollow, line, casing, ink, ground }) {
    const inked = hollow ? cover(Math.abs(d + line) - line) : cover(d);
    const under = Math.max(casing > 0 ? cover(d - casing) : 0, hollow ? cover(d) : 0);
    return over(ink, inked, ground, under);
  }

  const cover = (d) => Math.min(1, Math.max(0, 0.5 - d));

  /** One colour (share `a`) over another (share `b`), as a pixel of ImageData, whose colours are not multiplied. */
  function over(top, a, bottom, b) {
    const rest = b * (1 - a);
    const alpha = a + rest;
    if (alpha === 0) return 0;
    let pixel = Math.round(alpha * 255) << 24;
    for (const shift of [0, 8, 16]) {
      const mixed = (((top >>> shift) & 255) * a + ((bottom >>> shift) & 255) * rest) / alpha;
      pixel |= Math.round(mixed) << shift;
    }
    return pixel >>> 0;
  }

  /** The distance of a point from a polygon's outline, negative inside. */
  function distance(outline, x, y) {
    let [nearest, inside] = [Infinity, false];
    outline.forEach(([ax, ay], i) => {
      const [bx, by] = outline[(i + 1) % outline.length];
      nearest = Math.min(nearest, toSegment(x, y, ax, ay, bx, by));
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
    });
    return inside ? -nearest : nearest;
  }

  function toSegment(x, y, ax, ay, bx, by) {
    const [ux, uy] = [bx - ax, by - ay];
    const t = Math.min(1, Math.max(0, ((x - ax) * ux + (y - ay) * uy) / (ux * ux + uy * uy)));
    return Math.hypot(x - ax - t * ux, y - ay - t * uy);
  }

  /** Stamps a sprite into the pixels of an image; soft edges never eat into what is there already. */
  onescreen.stamp = function (pixels, width, height, sprite, x, y) {
    const { reach, offsets, colour, solid } = sprite;
    if (x < reach || y < reach || x >= width - reach || y >= height - reach) {
      stampAtEdge(pixels, width, height, sprite, x, y);
      return;
    }
    const at = y * width + x;
    for (let k = 0; k < solid; k++) pixels[at + offsets[k]] = colour[k];
    for (let k = solid; k < colour.length; k++) {
      const i = at + offsets[k];
      if (pixels[i] === 0) pixels[i] = colour[k];
    }
  };

  function stampAtEdge(pixels, width, height, { dx, dy, colour }, x, y) {
    for (let k = 0; k < colour.length; k++) {
      const [column, row] = [x + dx[k], y + dy[k]];
      if (column >= 0 && row >= 0 && column < width && row < height) pixels[row * width + column] = colour[k];
    }
  }

  /** The same sprite, ready for images `width` pixels wide; its first `solid` pixels cover whatever is there. */
  onescreen.spriteFor = function ({ reach, dx, dy, colour }, width) {
    const covers = (k) => colour[k] >= 0xff000000;
    const order = [...colour.keys()].sort((a, b) => covers(b) - covers(a));
    return {
      reach,
      solid: order.filter(covers).length,
      colour: Uint32Array.from(order, (k) => colour[k]),
      offsets: Int32Array.from(order, (k) => dy[k] * width + dx[k]),
      dx: order.map((k) => dx[k]),
      dy: order.map((k) => dy[k]),
    };
  };
})();
