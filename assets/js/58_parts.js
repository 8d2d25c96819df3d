/* Parts: when each zone of a page is drawn. Values at once, order and ages at the tick; nothing moves in between. */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const WATCHED = ["measures", "incidents", "units", "sources", "layers", "flow"];
  const TICK_S = 2; // the order of lists changes at every second second only

  const parts = [];
  let dirty = new Set(WATCHED);
  let seconds = 0;
  let standing = false; // whether Dash has put up the page

  /** Adds a zone: it is drawn when one of `needs` changed and once a second; `draw({now, tick, store, page})`. */
  onescreen.part = function (needs, draw) {
    parts.push({ needs: new Set(needs), draw });
  };

  /** Draws all zones, with a new order if `tick`. */
  onescreen.redraw = function (tick = false) {
    if (!standing) return void onescreen.stand();
    const { store, page } = onescreen;
    const now = onescreen.cityNow() ?? page.at;
    if (tick) onescreen.dom.words();
    for (const part of parts) shown(part, { now, tick, store, page });
    dirty.clear();
  };

  function shown(part, facts) {
    try {
      part.draw(facts);
    } catch (error) {
      console.error("A zone could not be drawn; the others go on.", error);
    }
  }

  /** Draws the zones that need what has just changed. */
  const drawChanged = onescreen.oncePerFrame?.(() => {
    if (!standing || !dirty.size) return;
    const { store, page } = onescreen;
    const now = onescreen.cityNow() ?? page.at;
    const changed = dirty;
    dirty = new Set();
    for (const part of parts) {
      if ([...part.needs].some((need) => changed.has(need))) shown(part, { now, tick: false, store, page });
    }
  });

  /** Dash has put up the page: write its fixed words, then everything that is known. */
  onescreen.stand = function () {
    standing = document.querySelector("[data-word]") !== null;
    if (standing) onescreen.redraw(true);
    else onescreen.nextFrame(onescreen.stand);
  };

  if (typeof document !== "undefined") {
    for (const need of WATCHED) {
      onescreen.on(need, () => {
        dirty.add(need);
        drawChanged();
      });
    }
    onescreen.on("clock", () => {
      seconds += 1;
      onescreen.redraw(seconds % TICK_S === 0);
    });
    const { draw } = onescreen;
    let first = true;
    // What Dash's one callback calls; it comes first when the page stands, and again with every picture.
    const called = (version) => {
      if (first) onescreen.stand();
      first = false;
      draw(version);
    };
    globalThis.dash_clientside = Object.assign({}, globalThis.dash_clientside, { onescreen: { draw: called } });
  }
})();
