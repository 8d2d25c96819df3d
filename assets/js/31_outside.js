/* Outside: the tiles of a base map of somebody else's, drawn over the pack's own ground where an operator set one.
 *
 * Where they do not come the city's own map is seen, and the screen says so (66_credit.js). Its streets and names give
 * way only to a view that is covered whole.
 */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const KEPT = 400; // tiles
  const AGAIN_MS = 30000; // after one that did not come
  const images = new Map(); // address → {image, state, at}; the one that was asked for last stands last

  /** A tile's picture; it is asked for where it is not here, and `ready` is called once it has come or failed. */
  function pictureAt(address, ready) {
    const now = performance.now();
    let picture = images.get(address);
    if (!picture || (picture.state === "failed" && now - picture.at > AGAIN_MS)) picture = ask(address, ready);
    images.delete(address);
    images.set(address, picture);
    return picture;
  }

  function ask(address, ready) {
    const picture = { image: new Image(), state: "asked", at: performance.now() };
    const end = (state) => () => {
      picture.state = state;
      ready();
    };
    picture.image.onload = end("here");
    picture.image.onerror = end("failed");
    picture.image.decoding = "async";
    picture.image.referrerPolicy = "origin"; // keys of maps are bound to the site that asks
    picture.image.src = address;
    return picture;
  }

  function forget() {
    for (const address of images.keys()) {
      if (images.size <= KEPT) return;
      images.delete(address);
    }
  }

  /** How a view stands by the states of its pictures: "none", "coming", "whole", "partly" or "silent". Pure. */
  onescreen.outsideState = function (states) {
    if (!states.length) return "none";
    if (states.every((state) => state === "here")) return "whole";
    if (states.includes("asked")) return "coming";
    return states.includes("here") ? "partly" : "silent";
  };

  onescreen.mapPart?.(function (stage) {
    const outside = onescreen.page.outside;
    if (!outside) return;
    const layers = outside.layers.length ? outside.layers : [""];
    const canvas = stage.paint("outside", paint);
    let again = 0;
    stage.outside = { state: "none", hides: false };
    const redraw = () => canvas._map && canvas.redraw();

    function paint(ctx, view) {
      const tiles = onescreen.outsideTiles(view, outside);
      const pictures = layers.flatMap((layer) =>
        tiles.map((tile) => ({ tile, ...pictureAt(onescreen.outsideUrl(outside, layer, tile), redraw) })),
      );
      ctx.globalAlpha = outside.opacity;
      for (const { tile, image, state } of pictures) if (state === "here") draw(ctx, tile, image);
      forget();
      tell(onescreen.outsideState(pictures.map(({ state }) => state)));
      return tiles.length > 0;
    }

    function tell(state) {
      clearTimeout(again);
      if (state === "silent" || state === "partly") again = setTimeout(redraw, AGAIN_MS + 1000);
      if (stage.outside.state === state) return;
      stage.outside = { state, hides: state === "whole" && !outside.overlay };
      onescreen.emit("outside", state);
      stage.labels?.redraw();
    }
  });

  /** Edges on whole device pixels: between two tiles nothing shines through. */
  function draw(ctx, { left, top, width, height }, image) {
    const [x0, y0, x1, y1] = [left, top, left + width, top + height].map(Math.round);
    ctx.drawImage(image, x0, y0, x1 - x0, y1 - y0);
  }
})();
