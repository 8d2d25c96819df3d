/* Inset: a second map on the wall that shows the densest part of the city larger; the main map frames it.
 *
 * Chips inside the frame are drawn only in the inset, but for level Ⅰ, which no map leaves out (its words stand in the
 * inset); and the frame says how many there are.
 */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const SCALE_PX = 110; // at most

  const isSeen = (stage) => stage.inset && stage.map.getSize().x > 0; // a narrow screen hides it
  const insetOf = (stage) => (stage.inset ? null : onescreen.map.stages.find(isSeen));

  /** A function that says whether an incident is drawn in the inset instead of on this map. */
  onescreen.insideInset = function (stage) {
    const inset = insetOf(stage);
    if (!inset || !inset.parts.length) return () => false;
    const { west, east, south, north } = onescreen.map.viewOf(inset);
    return ({ lon, lat }) => lon > west && lon < east && lat > south && lat < north;
  };

  /** Where a word of this size stands within a frame, {x, y} of its middle: the first corner that no chip {at, r} covers,
   * from the lower left on; that one where all are covered. Pure.
   */
  onescreen.freeCorner = function ({ left, top, right, bottom }, { width, height }, chips) {
    const [aside, off] = [8 + width / 2, 6 + height / 2];
    const corners = [[left + aside, bottom - off], [right - aside, bottom - off], [left + aside, top + off], [right - aside, top + off]];
    const covers = (x, y, { at, r }) => Math.abs(at.x - x) < width / 2 + r && Math.abs(at.y - y) < height / 2 + r;
    const [x, y] = corners.find(([one, other]) => !chips.some((chip) => covers(one, other, chip))) || corners[0];
    return { x, y };
  };

  onescreen.mapPart?.(function (stage) {
    const canvas = stage.paint("frame", paint);
    let told = null;

    function paint(ctx, view) {
      if (stage.inset) return scale(ctx, view);
      const inset = insetOf(stage);
      stage.words.inset = [];
      if (!inset || !inset.parts.length) return;
      const { west, east, south, north } = onescreen.map.viewOf(inset);
      const [left, top, right, bottom] = [view.x(west), view.y(north), view.x(east), view.y(south)];
      ctx.strokeStyle = onescreen.token("--text2");
      ctx.lineWidth = 1.2;
      ctx.strokeRect(left, top, right - left, bottom - top);
      const drawn = { now: onescreen.cityNow() ?? 0, wall: !stage.interactive };
      const n = onescreen.chipsToShow(Object.values(onescreen.store.incidents), drawn).filter(onescreen.insideInset(stage)).length;
      stage.words.inset = [frameWord(ctx, onescreen.word("map.in_inset", { n }), { left, top, right, bottom })];
      if (n !== told) stage.labels?.redraw();
      told = n;
    }

    /** The inset has a scale of its own, in its lower right corner. */
    function scale(ctx, view) {
      const { metres, px } = onescreen.scaleBar(view.m_per_px, onescreen.px(SCALE_PX));
      const [right, bottom, tick] = [view.width - onescreen.px(16), view.height - onescreen.px(14), onescreen.px(7)];
      const text = metres >= 1000 ? `${onescreen.number(metres / 1000)} km` : `${onescreen.number(metres)} m`;
      const word = onescreen.labelWord(ctx, { worth: 0, forced: true, size: onescreen.px(17), token: "--text2", text });
      ctx.beginPath();
      [[right - px, -tick], [right - px, 0], [right, 0], [right, -tick]].forEach(([x, up], i) => ctx[i ? "lineTo" : "moveTo"](x, bottom + up));
      for (const [token, width] of [["--map-land", 4], ["--text2", 1.5]]) {
        ctx.strokeStyle = onescreen.token(token);
        ctx.lineWidth = width;
        ctx.stroke();
      }
      const before = stage.words.inset?.length;
      stage.words.inset = [{ ...word, x: right - px - onescreen.px(8) - word.width / 2, y: bottom - word.height / 3 }];
      if (!before) stage.labels?.redraw();
    }

    /** How many incidents the frame holds, in a corner of it where no chip stands. */
    function frameWord(ctx, text, frame) {
      const look = { worth: 0, forced: true, size: onescreen.px(15), weight: 600, token: "--text" };
      const word = onescreen.labelWord(ctx, { ...look, text });
      return { ...word, ...onescreen.freeCorner(frame, word, stage.chips) };
    }

    if (stage.inset) stage.on("incidents", (_, names) => names === null && !stage.middle && onescreen.fitMap());
    else stage.on("incidents", () => insetOf(stage) && canvas.redraw());
    stage.on("view", () => canvas.redraw());
  });
})();
