/* Where chips go: none hides another, and the urgent keep their place. Pure. Crowds: 34_crowds.js.
 *
 * A chip is {key, rank, x, y, r}: the lower the rank, the more it matters; r is the radius that it needs.
 */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const GAP = 2; // pixels between neighbours
  const FURTHEST = 96; // pixels from the true place
  const TURN = 0.7; // radians between two tries on the spiral
  const EVERYWHERE = { left: -Infinity, top: -Infinity, right: Infinity, bottom: Infinity };
  const YOUNG_MS = 30 * 60e3;
  const MORE = { 1: 12, 2: 4, 3: 0, 4: -4 }; // pixels on top of the middle size

  /** The size of a level's chip in pixels of the drawings; the chosen one is larger. */
  onescreen.chipSize = function (level, { middle = 24, chosen = false } = {}) {
    return (middle + (MORE[level] ?? 0)) * (chosen ? 1.2 : 1);
  };

  /** The share of its clock that an incident has used: 0 to 1, above 1 when overdue, null without a clock. */
  onescreen.clockShare = function (incident, now) {
    const { due_at } = incident;
    if (due_at === null || due_at === undefined) return null;
    if (now >= due_at) return 1.001;
    const from = incident.times?.[incident.state] ?? incident.changed_at ?? incident.received_at;
    return due_at <= from ? 0 : Math.max(0, (now - from) / (due_at - from));
  };

  /** The incidents that a map shows, the most urgent first. A wall leaves out level Ⅳ unless overdue or young. */
  onescreen.chipsToShow = function (incidents, { now, wall = false, chosen = null }) {
    const shown = incidents.filter((one) => one.open !== false && Number.isFinite(one.lon) && Number.isFinite(one.lat));
    const due = (one) => one.due_at ?? Infinity;
    const first = (one) => one.number === chosen;
    const matters = (one) => one.level < 4 || due(one) <= now || now - one.received_at < YOUNG_MS || first(one);
    const later = (a, b) => Math.sign(due(a) - due(b)) || (a.number < b.number ? -1 : 1);
    const by = (a, b) => first(b) - first(a) || a.level - b.level || later(a, b);
    return (wall ? shown.filter(matters) : shown).sort(by);
  };

  /** Each chip with the place it is drawn at: {…chip, at: {x, y}, moved}. By rank; the lower give way in a spiral.
   *
   * None is moved out of the box `room`, {left, top, right, bottom}.
   */
  onescreen.placeChips = function (chips, room = EVERYWHERE) {
    const placed = [];
    for (const chip of [...chips].sort((a, b) => a.rank - b.rank)) {
      const at = freePlace(chip, placed, room);
      placed.push({ ...chip, at, moved: at.x !== chip.x || at.y !== chip.y });
    }
    return placed;
  };

  function freePlace(chip, placed, { left, top, right, bottom }) {
    const within = (at, from, to) => Math.max(Math.min(at, to - chip.r), from + chip.r);
    const start = { x: within(chip.x, left, right), y: within(chip.y, top, bottom), r: chip.r };
    let [best, least] = [start, Infinity];
    for (const at of spiral(start)) {
      if (within(at.x, left, right) !== at.x || within(at.y, top, bottom) !== at.y) continue;
      const overlap = overlapAt(at, chip.r, placed);
      if (overlap === 0) return at;
      if (overlap < least) [best, least] = [at, overlap];
    }
    return best;
  }

  function* spiral({ x, y, r }) {
    yield { x, y };
    const step = Math.max(2, r / 6);
    for (let turn = TURN, far = step; far <= FURTHEST; turn += TURN, far += step * (TURN / 2)) {
      yield { x: x + far * Math.cos(turn), y: y + far * Math.sin(turn) };
    }
  }

  function overlapAt(at, r, placed) {
    let overlap = 0;
    for (const other of placed) {
      const room = r + other.r + GAP - Math.hypot(at.x - other.at.x, at.y - other.at.y);
      if (room > 0.01) overlap += room;
    }
    return overlap;
  }
})();
