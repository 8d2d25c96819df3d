/* Tokens: the colours and sizes of the style sheet, for what is drawn on a canvas; JavaScript names no colour. */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  let known = new Map(); // token → text, of the present theme
  let pixels = new Map(); // colour → Uint32 as in ImageData
  let unit = null;

  /** What the style sheet says under the first of these names that it knows; "" when it knows none. */
  onescreen.token = function (...names) {
    for (const name of names) {
      if (!known.has(name)) known.set(name, style().getPropertyValue(name).trim());
      if (known.get(name)) return known.get(name);
    }
    return "";
  };

  function style() {
    return getComputedStyle(document.documentElement);
  }

  /** One pixel of the drawings, in CSS pixels: `--px`, which follows the body size of the wall. */
  onescreen.px = function (n = 1) {
    if (unit === null) {
      const probe = document.createElement("div");
      probe.style.cssText = "position:absolute;visibility:hidden;width:calc(100 * var(--px, 1px))";
      document.documentElement.append(probe);
      unit = probe.getBoundingClientRect().width / 100 || 1;
      probe.remove();
    }
    return n * unit;
  };

  /** The face of all words, for `ctx.font`. */
  onescreen.font = (size, weight = 500) => `${weight} ${size}px ${onescreen.token("--face") || "sans-serif"}`;

  /** A colour as the Uint32 that ImageData holds (little endian: alpha, blue, green, red). */
  onescreen.pixel = function (colour) {
    if (!pixels.has(colour)) {
      const canvas = document.createElement("canvas");
      canvas.width = canvas.height = 1;
      const ctx = canvas.getContext("2d");
      ctx.fillStyle = colour;
      ctx.fillRect(0, 0, 1, 1);
      pixels.set(colour, new Uint32Array(ctx.getImageData(0, 0, 1, 1).data.buffer)[0]);
    }
    return pixels.get(colour);
  };

  /** Another theme or another size: forget, and tell everybody who draws. */
  onescreen.themeChanged = function () {
    known = new Map();
    pixels = new Map();
    unit = null;
    onescreen.emit("theme", document.documentElement.dataset.theme);
  };

  if (typeof document !== "undefined") {
    const watched = { attributes: true, attributeFilter: ["data-theme", "style", "data-screen"] };
    new MutationObserver(onescreen.themeChanged).observe(document.documentElement, watched);
    const tell = () => onescreen.emit("theme", document.documentElement.dataset.theme);
    document.fonts?.addEventListener("loadingdone", tell);
  }
})();
