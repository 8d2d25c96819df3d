/* Labels: captions, names of vehicles, streets, areas and places, on the topmost canvas.
 *
 * Where they go: 36_label_place.js; how they are written: 36_words.js. Chips, stations and the vehicles of incidents, while
 * they are few, are obstacles, so that no word hides a sign.
 */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const UNIT_WORTH = 1; // captions: 36_captions.js; streets, areas and places: 38_*.js
  const UNIT_IDS_M_PER_PX = 7; // vehicles carry their names only below this,
  const UNIT_IDS_MOST = 40; // and only when they are few
  const UNIT_PX = 7; // half of what an arrow needs
  const MOVING_M_PER_PX = 11; // nearer than this there are so many words that vehicles drive into them
  const SIGN_PX = 8; // a place that stands on a mark of a layer needs no sign of its own

  /** The vehicles in view that carry names, those that incidents have: [{text, x, y}]; none while there are many. */
  function namedUnits(view) {
    const units = [];
    for (const frame of Object.values(onescreen.store.moving)) {
      if (frame.n > 2000 || !onescreen.map.isShown(frame.layer, view)) continue;
      const styles = onescreen.page.layers[frame.layer].styles.map((style) => style.name);
      const named = styles.map((style) => onescreen.token(`--${frame.layer}-${style}-name`) !== "none");
      for (let i = 0; i < frame.n; i++) {
        if (!named[frame.style[i]]) continue;
        const [x, y] = [view.x(frame.lon[i] / 1e6), view.y(frame.lat[i] / 1e6)];
        if (!view.holds(x, y)) continue;
        units.push({ text: frame.ids[i], x, y });
      }
    }
    return units.length > UNIT_IDS_MOST ? [] : units;
  }

  function unitIds(ctx, view, units) {
    if (view.m_per_px > UNIT_IDS_M_PER_PX) return [];
    const look = { around: onescreen.px(9), worth: UNIT_WORTH, size: onescreen.px(15), weight: 600, token: "--text" };
    return units.map((unit) => onescreen.labelWord(ctx, { ...look, ...unit }));
  }

  const namesOf = (ctx, view, base) =>
    [onescreen.areaNames, onescreen.streetNames, onescreen.placeNames].flatMap((names) => names(ctx, view, base));

  /** What words must not cover: chips, marks of stations, and these vehicles. */
  function obstacles(stage, view, units) {
    const around = (x, y, r) => ({ left: x - r, right: x + r, top: y - r, bottom: y + r });
    const signs = [...stage.chips, ...stage.pointers];
    const boxes = signs.map(({ at, r }) => ({ ...around(at.x, at.y, r), x: at.x, y: at.y, r }));
    for (const name of onescreen.shownLayers("point", view)) {
      const { lon, lat } = onescreen.store.layers[name];
      if (lon.length > 300) continue;
      const soft = onescreen.page.layers[name].shown === false; // added by a hand: there may be any number
      for (let i = 0; i < lon.length; i++) {
        const [x, y] = [view.x(lon[i]), view.y(lat[i])];
        if (view.holds(x, y, SIGN_PX)) boxes.push({ ...around(x, y, onescreen.px(6)), small: true, soft });
      }
    }
    for (const { x, y } of units) boxes.push({ ...around(x, y, onescreen.px(UNIT_PX)), small: true });
    return boxes;
  }

  /** Whether a layer has a mark there already. */
  const isMarked = ({ x, y }, signs) => signs.some((one) => onescreen.awayFrom(one, x, y) < SIGN_PX - onescreen.px(6));

  /** The place that a name stands beside. */
  function dot(ctx, { x, y, sign }) {
    ctx.beginPath();
    onescreen.traceMark(ctx, sign, x, y, onescreen.px(5));
    ctx.lineWidth = 2;
    ctx.strokeStyle = onescreen.token("--map-land");
    ctx.stroke();
    ctx.fillStyle = onescreen.token("--muted");
    ctx.fill();
  }

  /** A line from a word that had to go away to the sign it belongs to. */
  function leader(ctx, word) {
    const { from, to } = onescreen.leaderOf(word, word.at);
    ctx.beginPath();
    ctx.moveTo(from.x, from.y);
    ctx.lineTo(to.x, to.y);
    ctx.strokeStyle = onescreen.token("--text2");
    ctx.lineWidth = 1;
    ctx.stroke();
  }

  onescreen.mapPart?.(function (stage) {
    const canvas = stage.paint("labels", paint);
    stage.words = {}; // of other parts, by part
    stage.labels = canvas;

    function paint(ctx, view) {
      const units = namedUnits(view);
      const words = [
        ...Object.values(stage.words).flat(), ...onescreen.captions(ctx, stage, view), ...unitIds(ctx, view, units),
        ...(stage.outside?.hides ? [] : namesOf(ctx, view, stage.base)),
      ];
      const room = onescreen.map.box(stage, view);
      const signs = obstacles(stage, view, units);
      const placed = onescreen.placeLabels(words, signs, room);
      for (const word of placed) if (word.at.far) leader(ctx, word); // below all words: none is crossed out
      for (const word of placed) if (word.sign && !isMarked(word, signs)) dot(ctx, word);
      for (const word of placed) onescreen.writeWord(ctx, word, view.dpr);
    }

    /** Another theme, or the letters have only now come: what was measured and painted is no longer so. */
    function forget() {
      onescreen.forgetWords();
      canvas.redraw();
    }

    stage.on("moving", () => canvas.view && canvas.view.m_per_px <= MOVING_M_PER_PX && canvas.redraw());
    stage.on("theme", forget);
    document.fonts?.addEventListener("loadingdone", forget);
    stage.offs.push(() => document.fonts?.removeEventListener("loadingdone", forget));
  });
})();
