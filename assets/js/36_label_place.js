/* Where words go: greedily, in the order of their worth; each keeps its box, and nothing may overlap. Pure.
 *
 * A word is {text, x, y, width, height, worth, around, forced, angle, roams}: the lower its worth, the sooner it is
 * placed. `around` is the radius of the sign it belongs to (0: it stands on the place itself); one that roams may also
 * stand so many of its heights off. A forced word is never dropped: it goes further away, with a leader (`far`).
 */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const AIR = 4; // pixels between a sign and its word
  const SIDES = [[1, 0], [-1, 0], [0, -1], [0, 1], [1, -1], [-1, -1], [1, 1], [-1, 1]]; // right, left, above, …
  const ROAMS = [[0, 1], [0, -1], [1, 0], [-1, 0], [1, 1], [-1, 1], [1, -1], [-1, -1]];
  const DIAGONAL = 0.75;

  /** The words that found a place in the box `room`: {…word, at: {x, y} of its middle}. */
  onescreen.placeLabels = function (words, obstacles, room) {
    const taken = [...obstacles];
    const placed = [];
    for (const word of [...words].sort((a, b) => a.worth - b.worth)) {
      const found = placeOf(word, taken, room);
      if (!found) continue;
      taken.push(...found.boxes);
      placed.push({ ...word, at: found.at });
    }
    return placed;
  };

  function placeOf(word, taken, room) {
    let [best, least] = [null, Infinity];
    for (const at of triesOf(word)) {
      const boxes = onescreen.labelBoxes(word, at);
      const hidden = boxes.every((box) => inside(box, room)) ? hiddenBy(boxes, taken) : Infinity;
      if (hidden === 0) return { at, boxes };
      if (word.forced && (hidden < least || !best)) [best, least] = [{ at, boxes }, hidden];
    }
    return best;
  }

  function triesOf(word) {
    if (word.around) {
      const rings = word.forced ? [0, 26, 56] : [0];
      return rings.flatMap((far) => SIDES.map((side) => ({ ...beside(word, side, far), far: far > 0 })));
    }
    const tries = [{ x: word.x, y: word.y }];
    for (let far = 1; far <= (word.roams || 0); far++) {
      const step = far * word.height;
      tries.push(...ROAMS.map(([right, down]) => ({ x: word.x + right * step, y: word.y + down * step })));
    }
    return tries;
  }

  function beside({ x, y, width, height, around }, [right, down], further) {
    const far = (around + further) * (right && down ? DIAGONAL : 1) + AIR;
    return { x: x + right * (far + width / 2), y: y + down * (far + height / 2) };
  }

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

  const inside = (one, room) =>
    one.left >= room.left && one.top >= room.top && one.right <= room.right && one.bottom <= room.bottom;

  /** How many square pixels of these boxes are taken already. */
  function hiddenBy(boxes, taken) {
    let hidden = 0;
    for (const a of boxes) {
      for (const b of taken) {
        const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (wide > 0 && high > 0) hidden += wide * high;
      }
    }
    return hidden;
  }

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
