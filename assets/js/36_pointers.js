/* Pointers: at the edge of a map, every level Ⅰ that lies outside, how far, and which way; on a wall a far island's. */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const ARROWS = ["→", "↘", "↓", "↙", "←", "↖", "↑", "↗"];
  const SIZE = 20;
  const EDGE_PX = 22;
  const WORD = { px: 230, share: 0.4 }; // the longest word: so wide, and so much of the map
  const AROUND = { top: EDGE_PX, right: EDGE_PX, bottom: EDGE_PX, left: EDGE_PX };

  /** Where a line from the middle of a view to (x, y) leaves it, `edge` pixels inside: {x, y, arrow}. Pure. */
  onescreen.edgePlace = function ({ width, height }, x, y, edge = AROUND) {
    const { top, right, bottom, left } = edge;
    const [cx, cy] = [(left + width - right) / 2, (top + height - bottom) / 2];
    const [dx, dy] = [x - cx, y - cy];
    const wide = (dx > 0 ? width - right - cx : cx - left) / Math.abs(dx || 1e-9);
    const high = (dy > 0 ? height - bottom - cy : cy - top) / Math.abs(dy || 1e-9);
    const share = Math.min(wide, high);
    const eighth = Math.round((Math.atan2(dy, dx) / (2 * Math.PI)) * 8 + 8) % 8;
    return { x: cx + dx * share, y: cy + dy * share, arrow: ARROWS[eighth] };
  };

  /** "1.9 km", or "620 m" when near. Pure. */
  onescreen.distanceText = (metres) =>
    metres < 995 ? `${Math.round(metres / 10) * 10} m` : `${(metres / 1000).toFixed(1)} km`;

  /** The chips at the edge of a view, none upon another. */
  function pointersOf(view, room) {
    const urgent = Object.values(onescreen.store.incidents).filter((one) => one.open && one.level === 1);
    const placed = urgent.filter((one) => Number.isFinite(one.lon) && Number.isFinite(one.lat));
    const outside = placed.filter(({ lon, lat }) => !view.holds(view.x(lon), view.y(lat)));
    const chips = outside.map((incident) => {
      const [x, y] = [view.x(incident.lon), view.y(incident.lat)];
      const far = Math.hypot(x - view.width / 2, y - view.height / 2) * view.m_per_px;
      const place = onescreen.edgePlace(view, x, y, room);
      return { key: incident.number, rank: far, r: onescreen.px(SIZE) * 0.7, incident, far, ...place };
    });
    return onescreen.placeChips(chips);
  }

  /** "Market St 1200 1.9 km →": what has no room is left out of the place, never of how far and where. */
  function words(ctx, chips, view) {
    const most = Math.min(onescreen.px(WORD.px), view.width * WORD.share);
    return chips.map(({ at, r, incident, far, arrow }) => {
      const drill = incident.exercise ? `${onescreen.say("strip.drill")} · ` : "";
      const text = drill + (onescreen.placeOf(incident) || onescreen.title(onescreen.page.categories[incident.category]) || "");
      const tail = ` ${onescreen.distanceText(far)} ${arrow}`;
      const look = { most, tail, size: onescreen.px(15), weight: 600, token: "--text" };
      return onescreen.labelWord(ctx, { ...look, text, x: at.x, y: at.y, around: r, worth: 0.5, forced: true });
    });
  }

  onescreen.mapPart?.(function (stage) {
    const canvas = stage.paint("pointers", paint);
    let told = "";
    stage.pointers = [];

    function paint(ctx, view) {
      if (stage.inset || !stage.room) return;
      const room = Object.fromEntries(Object.entries(stage.room).map(([side, px]) => [side, EDGE_PX + px]));
      stage.pointers = pointersOf(view, room);
      for (const { at } of stage.pointers) onescreen.drawChip(ctx, 1, at.x, at.y, onescreen.px(SIZE));
      stage.words.pointers = words(ctx, stage.pointers, view);
      const said = stage.pointers.map(({ key, at, arrow }) => `${key} ${at.x | 0} ${at.y | 0} ${arrow}`).join();
      if (said !== told) stage.labels?.redraw();
      told = said;
    }

    function hit({ lon, lat }) {
      const { view } = canvas;
      if (!view) return null;
      const found = stage.pointers.find(({ at, r }) => Math.hypot(at.x - view.x(lon), at.y - view.y(lat)) <= r + 2);
      return found ? { kind: "incident", number: found.key } : null;
    }

    if (!stage.inset) stage.on("incidents", () => canvas.redraw());
    return { hit };
  });
})();
