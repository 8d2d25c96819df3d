/* Boxes of words and lines between words and signs: what covers, touches and crosses what. Pure. */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const STEP = 3; // pixels between two looks along a line

  /** The line between a sign and a word that had to go away from it: {from, to}. */
  onescreen.leaderOf = function ({ x, y, around, width, height }, at) {
    const [dx, dy] = [at.x - x, at.y - y];
    const far = Math.hypot(dx, dy) || 1;
    const near = Math.min(width / 2 / Math.abs(dx / far || 1e-9), height / 2 / Math.abs(dy / far || 1e-9));
    const along = (px) => ({ x: x + (dx / far) * px, y: y + (dy / far) * px });
    return { from: along(around), to: along(Math.max(around, far - near)) };
  };

  /** Whether anything between the ends of a line hits. */
  onescreen.touches = function ({ from, to }, hits) {
    const n = Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / STEP);
    for (let i = 1; i < n; i++) {
      if (hits({ x: from.x + ((to.x - from.x) * i) / n, y: from.y + ((to.y - from.y) * i) / n })) return true;
    }
    return false;
  };

  /** Whether two lines cross. */
  onescreen.cross = function (a, b) {
    const side = (one, p) => Math.sign((one.to.x - one.from.x) * (p.y - one.from.y) - (one.to.y - one.from.y) * (p.x - one.from.x));
    return side(a, b.from) !== side(a, b.to) && side(b, a.from) !== side(b, a.to);
  };

  /** How far a place is from a box; 0 inside it. */
  onescreen.awayFrom = ({ left, top, right, bottom }, x, y) =>
    Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));

  /** The boxes that a word covers in the middle of `at`: one, or a row of squares along a turned one. */
  onescreen.labelBoxes = function ({ width, height, angle = 0 }, at) {
    if (!angle) return [box(at.x, at.y, width, height)];
    const n = Math.max(1, Math.ceil(width / height));
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    return Array.from({ length: n }, (_, i) => {
      const along = ((i + 0.5) / n - 0.5) * width;
      return box(at.x + along * cos, at.y + along * sin, height, height);
    });
  };

  function box(x, y, width, height) {
    return { left: x - width / 2, top: y - height / 2, right: x + width / 2, bottom: y + height / 2 };
  }

  /** Whether a box is wholly inside another. */
  onescreen.isInside = (one, room) =>
    one.left >= room.left && one.top >= room.top && one.right <= room.right && one.bottom <= room.bottom;

  /** How many square pixels of these boxes are taken already. */
  onescreen.hiddenBy = function (boxes, taken) {
    let hidden = 0;
    for (const a of boxes) {
      for (const b of taken) {
        const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (wide > 0 && high > 0) hidden += wide * high;
      }
    }
    return hidden;
  };

  /** The longest straight run of a line of [x, y, x, y …]: {x, y, length, angle}, never upside down; null for a dot. */
  onescreen.straightRun = function (line, bend = 0.12) {
    let best = null;
    let start = 0;
    for (let i = 2; i < line.length; i += 2) {
      const first = Math.atan2(line[start + 3] - line[start + 1], line[start + 2] - line[start]);
      const here = Math.atan2(line[i + 1] - line[i - 1], line[i] - line[i - 2]);
      if (Math.abs(Math.atan2(Math.sin(here - first), Math.cos(here - first))) > bend) start = i - 2;
      const [dx, dy] = [line[i] - line[start], line[i + 1] - line[start + 1]];
      const length = Math.hypot(dx, dy);
      if (length === 0 || (best && length <= best.length)) continue;
      best = { length, ...middle(line, start, i), angle: upright(Math.atan2(dy, dx)) };
    }
    return best;
  };

  const middle = (line, a, b) => ({ x: (line[a] + line[b]) / 2, y: (line[a + 1] + line[b + 1]) / 2 });

  function upright(angle) {
    if (angle > Math.PI / 2) return angle - Math.PI;
    return angle <= -Math.PI / 2 ? angle + Math.PI : angle;
  }
})();
