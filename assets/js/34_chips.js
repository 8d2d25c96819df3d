/* Chips: the open incidents on the map, by level, with the ring of their clock. Where they go: 34_chip_place.js. */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const RING = 0.86; // radius of the ring in chip sizes
  const RING_LEVEL_1 = 0.94; // a square has corners
  const BARE = 0.58; // a chip without a ring
  const TICK_MS = 2000; // what changed is laid anew, and rings go on
  const STILL_MS = 20000; // where nothing changed: incidents grow old and overdue

  const ringOf = (level) => (level === 1 ? RING_LEVEL_1 : RING);

  /** The chips and crowds of a view, placed: what 34_chip_place.js needs, from the incidents. */
  onescreen.layChips = function (incidents, view, { now, wall, chosen, middle, inside, room }) {
    const shown = onescreen.chipsToShow(incidents, { now, wall, chosen });
    const chips = shown.map((incident, rank) => chipOf(incident, rank, view, { now, chosen, middle }));
    const told = chips.map((chip) => ({ ...chip, inside: inside(chip.incident) }));
    const here = told.filter((chip) => view.holds(chip.x, chip.y, chip.r) && (!chip.inside || chip.incident.level === 1));
    const keep = (chip) => chip.incident.level === 1 || chip.incident.exercise || chip.key === chosen;
    const area = (room.right - room.left) * (room.bottom - room.top);
    return onescreen.placeChips(onescreen.thinned(here, { keep, area, middle }), room);
  };

  function chipOf(incident, rank, view, { now, chosen, middle }) {
    const share = onescreen.clockShare(incident, now);
    const size = onescreen.chipSize(incident.level, { middle, chosen: incident.number === chosen });
    const r = size * (share === null ? BARE : ringOf(incident.level)) + 1;
    return { key: incident.number, rank, x: view.x(incident.lon), y: view.y(incident.lat), r, size, share, incident };
  }

  onescreen.mapPart?.(function (stage) {
    const canvas = stage.paint("chips", paint);
    let drawn_at = -Infinity;
    let told = "";
    let laid = { at: -Infinity, view: null, chosen: null };
    let changed = true;
    stage.chips = [];

    function paint(ctx, view) {
      if (!onescreen.map.isShown("incidents", view)) return void (stage.chips = []);
      if (mayLay(view)) lay(view);
      else stage.chips.forEach(turnRing);
      const moved = stage.chips.filter((chip) => chip.moved && chip.incident);
      for (const chip of moved) onescreen.drawHairline(ctx, chip.at, chip, chip.r);
      for (const chip of [...stage.chips].reverse()) drawOne(ctx, chip);
      drawn_at = performance.now();
      tellLabels();
    }

    /** Chips are laid anew where the map or the choice changed, else at the tick: order is held in between. */
    function mayLay(view) {
      const { chosen } = onescreen.map;
      if (laid.view !== view || laid.chosen !== chosen) return true;
      return performance.now() - laid.at >= (changed ? TICK_MS : STILL_MS) - 100;
    }

    function lay(view) {
      const { chosen } = onescreen.map;
      stage.chips = onescreen.layChips(Object.values(onescreen.store.incidents), view, {
        now: onescreen.cityNow() ?? 0,
        wall: !stage.interactive,
        chosen,
        middle: onescreen.px(stage.inset ? 30 : 24),
        room: onescreen.map.box(stage, view),
        inside: onescreen.insideInset(stage),
      });
      laid = { at: performance.now(), view, chosen };
      changed = false;
    }

    function turnRing(chip) {
      if (chip.incident && chip.share !== null) chip.share = onescreen.clockShare(chip.incident, onescreen.cityNow() ?? 0);
    }

    /** Words are placed anew only when a chip has another place or says something else, not as the rings advance. */
    function tellLabels() {
      const speaks = ({ key, incident }) => incident && (incident.level <= 2 || key === onescreen.map.chosen);
      const says = (chip) => (speaks(chip) ? chip.incident.version : "");
      const said = stage.chips.map((chip) => `${chip.key} ${chip.at.x | 0} ${chip.at.y | 0} ${says(chip)}`).join();
      if (said !== told) stage.labels?.redraw();
      told = said;
    }

    function drawOne(ctx, chip) {
      const { x, y } = chip.at;
      if (chip.members) return onescreen.drawCrowd(ctx, x, y, chip.r, chip.members.length, highest(chip.members));
      if (chip.share !== null) onescreen.drawRing(ctx, x, y, chip.r - 2, chip.share);
      onescreen.drawChip(ctx, chip.incident.level, x, y, chip.size);
      if (chip.incident.exercise) onescreen.drawDrill(ctx, onescreen.say("strip.drill"), x, y, chip.size);
    }

    const highest = (members) => Math.min(...members.map((chip) => chip.incident.level));

    /** The incident, or the crowd, at a place. */
    function hit({ lon, lat }) {
      const { view } = canvas;
      if (!view) return null;
      const [x, y] = [view.x(lon), view.y(lat)];
      const chip = stage.chips.find((one) => Math.hypot(one.at.x - x, one.at.y - y) <= one.r + 2);
      if (!chip) return null;
      if (!chip.members) return { kind: "incident", number: chip.key };
      return { kind: "crowd", places: chip.members.map(({ incident }) => [incident.lat, incident.lon]) };
    }

    stage.on("incidents", () => {
      changed = true;
      if (performance.now() - laid.at >= TICK_MS - 100) canvas.redraw();
    });
    stage.on("clock", () => performance.now() - drawn_at >= TICK_MS - 100 && canvas.redraw());
    return { hit };
  });
})();
