/* Crowds: chips too many to stand side by side become one disc with their number. Pure.
 *
 * More than 8 within 60 pixels are a crowd. Where that leaves more chips than a map can carry, fewer make a crowd and
 * from further away; and on a day on which half the city calls, whatever lies in one square of a grid is one.
 */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const RULES = [[8, 60], [5, 60], [3, 60], [2, 80], [1, 110]]; // more than so many, within so many pixels
  const MANY = 300; // beyond this the grid is used at once
  const FULL = 0.16; // the share of a map that chips may cover
  const DISC = 22; // radius of a disc
  const MIDDLE = 24; // the size of a chip for which these pixels are meant

  /** What a map shows of these chips, by rank: some alone, some as crowds {key, rank, x, y, r, members}.
   *
   * `keep` says what never goes into a crowd: level Ⅰ, the chosen. `area` is what the map has for chips, in pixels².
   */
  onescreen.thinned = function (chips, { keep, area, middle = MIDDLE }) {
    const scale = middle / MIDDLE;
    const r = DISC * scale;
    const room = area * FULL;
    for (const [most, within] of chips.length > MANY ? [] : RULES) {
      const shown = onescreen.crowds(chips, { keep, most, within: within * scale, r });
      if (shown.reduce((sum, one) => sum + Math.PI * one.r * one.r, 0) <= room) return byRank(shown);
    }
    const squares = Math.max(1, room / (Math.PI * r * r));
    return byRank(onescreen.crowdsOnGrid(chips, { keep, size: Math.sqrt(area / squares), r }));
  };

  const byRank = (shown) => shown.sort((a, b) => a.rank - b.rank);

  /** The chips that stand alone, and crowds of more than `most` within so many pixels of one of them. */
  onescreen.crowds = function (chips, { keep = () => false, most = 8, within = 60, r = DISC } = {}) {
    let left = chips.filter((chip) => !keep(chip));
    const shown = chips.filter(keep);
    for (;;) {
      const members = largest(left, within);
      if (members.length <= most) return [...shown, ...left];
      const gone = new Set(members);
      left = left.filter((chip) => !gone.has(chip));
      shown.push(crowdOf(members, r));
    }
  };

  function largest(chips, within) {
    let [best, count] = [null, 0];
    for (const chip of chips) {
      let near = 0;
      for (const other of chips) if (isNear(chip, other, within)) near += 1;
      if (near > count) [best, count] = [chip, near];
    }
    return best ? chips.filter((other) => isNear(best, other, within)) : [];
  }

  const isNear = (a, b, within) => (a.x - b.x) ** 2 + (a.y - b.y) ** 2 <= within ** 2;

  /** The chips that are alone in their square of `size` pixels, and a crowd for every other square. */
  onescreen.crowdsOnGrid = function (chips, { keep = () => false, size, r = DISC }) {
    const squares = new Map();
    for (const chip of chips) {
      if (keep(chip)) continue;
      const key = `${Math.floor(chip.x / size)} ${Math.floor(chip.y / size)}`;
      squares.set(key, [...(squares.get(key) || []), chip]);
    }
    const gathered = [...squares.values()].map((members) => (members.length > 1 ? crowdOf(members, r) : members[0]));
    return [...chips.filter(keep), ...gathered];
  };

  function crowdOf(members, r) {
    const middle = (axis) => members.reduce((sum, chip) => sum + chip[axis], 0) / members.length;
    const first = members.reduce((best, chip) => (chip.rank < best.rank ? chip : best));
    return { key: `crowd ${first.key}`, rank: first.rank, x: middle("x"), y: middle("y"), r, members };
  }
})();
