/* Where words go: greedily, in the order of their worth; each keeps its box, and nothing may overlap. Pure.
 *
 * A word is {text, x, y, width, height, worth, around, forced, angle, roams}: the lower its worth, the sooner it is
 * placed. `around` is the radius of the sign it belongs to (0: it stands on the place itself); one that roams may also
 * stand so many of its heights off. A forced word is never dropped: it goes further away, with a leader (`far`). An
 * obstacle with `x`, `y`, `r` is a sign: a word stands off the signs of others, so that nobody takes it for theirs. One
 * that is `small` is covered rather than that a forced word goes far, one that is `soft` rather than that a name has no
 * place at all.
 */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const { awayFrom, touches, cross, isInside, hiddenBy } = onescreen; // 36_label_boxes.js
  const AIR = 4; // pixels between a sign and its word
  const SIDES = [[1, 0], [-1, 0], [0, -1], [0, 1], [1, -1], [-1, -1], [1, 1], [-1, 1]]; // right, left, above, …
  const ROAMS = [[0, 1], [0, -1], [1, 0], [-1, 0], [1, 1], [-1, 1], [1, -1], [-1, -1]];
  const DIAGONAL = 0.75;
  const AROUND = [0, 16, 24, 8, 28, 20, 4, 12, 1, 31, 15, 17, 0.5, 31.5, 15.5, 16.5, 30, 18, 2, 14, 26, 22, 6, 10] // right, left,
    .map((n) => (n * Math.PI) / 16); // above, below, …
  const [FAR_STEP, FURTHEST] = [12, 216]; // how far a forced word may go from its sign
  const HALVINGS = 12;
  const SIGN_R = 4; // of the little sign that a place's name brings with it (`sign`)
  const CLEAR = 10; // pixels between a word and another's sign
  const DEAR = { hidden: 1000, mark: 70, crossed: 200, taken_for: 60, side: 0.5 }; // against one pixel further away

  /** The words that found a place in the box `room`: {…word, at: {x, y} of its middle}. */
  onescreen.placeLabels = function (words, obstacles, room) {
    const taken = [...obstacles];
    const written = [];
    const placed = [];
    const leaders = [];
    for (const word of [...words].sort((a, b) => a.worth - b.worth)) {
      if (word.sign && hiddenBy([signBox(word)], written)) continue;
      const found = word.around ? placeBeside(word, taken, leaders, room) : placeOn(word, taken, room);
      if (!found) continue;
      const boxes = word.sign ? [...found.boxes, signBox(word)] : found.boxes;
      taken.push(...boxes);
      written.push(...boxes);
      if (found.at.far) leaders.push(onescreen.leaderOf(word, found.at));
      placed.push({ ...word, at: found.at });
    }
    return placed;
  };

  /** What the sign takes that a word brings with it. */
  const signBox = ({ x, y }) => ({ left: x - SIGN_R, right: x + SIGN_R, top: y - SIGN_R, bottom: y + SIGN_R });

  /** The first free place of a word that stands on its place itself; where marks leave none, the one that hides least of
   * them, for without its names a map is none.
   */
  function placeOn(word, taken, room) {
    let [best, least] = [null, Infinity];
    for (const at of triesOf(word)) {
      const boxes = onescreen.labelBoxes(word, at);
      const hidden = boxes.every((box) => isInside(box, room)) ? hiddenBy(boxes, taken) : Infinity;
      if (hidden === 0) return { at, boxes };
      const allowed = word.forced || (hidden < least && onlyMarks(boxes, taken));
      if (allowed && (hidden < least || !best)) [best, least] = [{ at, boxes }, hidden];
    }
    return best;
  }

  const onlyMarks = (boxes, taken) => taken.every((one) => one.soft || hiddenBy(boxes, [one]) === 0);

  function triesOf(word) {
    const tries = [{ x: word.x, y: word.y }];
    for (let far = 1; far <= (word.roams || 0); far++) {
      const step = far * word.height;
      tries.push(...ROAMS.map(([right, down]) => ({ x: word.x + right * step, y: word.y + down * step })));
    }
    return tries;
  }

  /** The best place beside a sign: free, near, and plainly its own; a forced word always finds one, inside the room. */
  function placeBeside(word, taken, leaders, room) {
    const isOwn = ({ r, x, y }) => r && Math.hypot(x - word.x, y - word.y) <= 1;
    const others = taken.filter((one) => !isOwn(one));
    const signs = others.filter((one) => one.r);
    if (!word.forced) return cheapest(word, SIDES.map((side) => beside(word, side)), free);
    const words = others.filter((one) => !one.r && !one.small);
    const facts = { signs, words, marks: others.filter((one) => one.small), leaders };
    let best = null;
    for (let far = 0; far <= FURTHEST && far < (best?.cost ?? Infinity); far += FAR_STEP) {
      const tries = AROUND.map((angle) => within(word, away(word, angle, far), room));
      const cost = (at, i, least) => costOf(word, Object.assign(at, { far: far > 0 }), facts, far + i * DEAR.side, least);
      best = cheapest(word, tries, cost, best);
    }
    return best;

    function free(at, i) {
      const [box] = onescreen.labelBoxes(word, at);
      if (!isInside(box, room) || hiddenBy([box], taken)) return Infinity;
      return i * DEAR.side + (isNear(box, signs) ? DEAR.taken_for : 0);
    }
  }

  /** The best of these places and of the best so far, the first of equals: {at, boxes, cost}; null for none. */
  function cheapest(word, tries, cost, so_far = null) {
    let best = so_far;
    tries.forEach((at, i) => {
      const price = cost(at, i, best?.cost ?? Infinity);
      if (price < (best?.cost ?? Infinity)) best = { at, cost: price, boxes: onescreen.labelBoxes(word, at) };
    });
    return best;
  }

  /** What a place of a forced word costs: what it hides, and how easily it, or its leader, is taken for another's.
   *
   * It is added to `cost`, the cheap looks first; beyond `least` nobody needs to know.
   */
  function costOf(word, at, { signs, words, marks, leaders }, cost, least) {
    const boxes = onescreen.labelBoxes(word, at);
    const [box] = boxes;
    const large = hiddenBy(boxes, signs) + hiddenBy(boxes, words);
    let sum = cost + (large && DEAR.hidden + large) + (awayFrom(box, word.x, word.y) < word.around ? DEAR.hidden : 0);
    if (sum >= least) return sum;
    sum += marks.filter((one) => hiddenBy(boxes, [one])).length * DEAR.mark;
    if (isNear(box, signs, CLEAR + (at.far ? CLEAR : 0))) sum += DEAR.taken_for;
    if (sum >= least) return sum;
    if (leaders.some((line) => touches(line, ({ x, y }) => awayFrom(box, x, y) < 1))) sum += DEAR.crossed;
    return at.far && sum < least ? sum + leaderCost(onescreen.leaderOf(word, at), { signs, words, leaders }) : sum;
  }

  function leaderCost(line, { signs, words, leaders }) {
    const signed = signs.some((sign) => touches(line, ({ x, y }) => Math.hypot(sign.x - x, sign.y - y) < sign.r + 1));
    const worded = words.some((one) => touches(line, ({ x, y }) => awayFrom(one, x, y) === 0));
    return signed || worded || leaders.some((other) => cross(line, other)) ? DEAR.crossed : 0;
  }

  const isNear = (box, signs, clear = CLEAR) => signs.some(({ x, y, r }) => awayFrom(box, x, y) < r + clear);

  function beside({ x, y, width, height, around }, [right, down]) {
    const far = around * (right && down ? DIAGONAL : 1) + AIR;
    return { x: x + right * (far + width / 2), y: y + down * (far + height / 2) };
  }

  /** Where a word stands in this direction, its nearest edge or corner so many pixels from its sign. */
  function away({ x, y, width, height, around }, angle, far) {
    const [right, down] = [Math.cos(angle), Math.sin(angle)];
    let [near, off] = [0, around + far + AIR + width];
    for (let i = 0; i < HALVINGS; i++) {
      const t = (near + off) / 2;
      const gap = Math.hypot(Math.max(Math.abs(right * t) - width / 2, 0), Math.max(Math.abs(down * t) - height / 2, 0));
      if (gap < around + far + AIR) near = t;
      else off = t;
    }
    return { x: x + right * off, y: y + down * off };
  }

  /** A place drawn back into the room. */
  function within({ width, height }, { x, y }, { left, top, right, bottom }) {
    const drawn = (at, half, from, to) => Math.max(Math.min(at, to - half), from + half);
    return { x: drawn(x, width / 2, left, right), y: drawn(y, height / 2, top, bottom) };
  }

})();
