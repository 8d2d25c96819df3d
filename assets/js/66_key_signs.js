/* Key signs: a style's sign for the legend, drawn by the very code that draws it on the map. */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { dom } = onescreen;
  const SIZE = { wide: 22, high: 18 }; // pixels of the drawings
  const ARROW = 12;

  /** A canvas with the sign of a style. */
  onescreen.keySign = function (layer, shape, style) {
    const [wide, high] = [onescreen.px(SIZE.wide), onescreen.px(SIZE.high)];
    const canvas = document.createElement("canvas");
    const dpr = globalThis.devicePixelRatio || 1;
    Object.assign(canvas, { className: "mark", width: Math.ceil(wide * dpr), height: Math.ceil(high * dpr) });
    canvas.style.cssText = `width:${wide}px;height:${high}px`;
    canvas.setAttribute("aria-hidden", "true");
    const ctx = canvas.getContext("2d");
    ctx.scale(dpr, dpr);
    if (shape === "moving") moving(ctx, `--${layer}-${style}`, wide / 2, high / 2);
    else if (shape === "line") onescreen.drawLineSign(ctx, `--${layer}-${style}`, [[2, high / 2], [wide - 2, high / 2]]);
    else onescreen.drawMarks(ctx, onescreen.markOf(layer, style), [[wide / 2, high / 2]]);
    return canvas;
  };

  /** A layer of lines in one sign, {sign, text}: its styles side by side, "slow – blocked", or its title where all are alike. */
  onescreen.lineKey = function (name, { title, styles }) {
    const seen = styles.filter((style) => style.name !== "unknown" && onescreen.token(`--${name}-${style.name}`) !== "transparent");
    const widths = new Set(seen.map((style) => onescreen.token(`--${name}-${style.name}-width`)));
    const shown = widths.size > 1 ? seen : seen.slice(0, 1);
    const sign = dom.make("span", "line-sign");
    sign.append(...shown.map((style) => onescreen.keySign(name, "line", style.name)));
    return { sign, text: widths.size > 1 ? `${seen[0].title}–${seen[seen.length - 1].title}` : title };
  };

  /** The sign of what is not known of a layer of lines, {layer, sign, text}; null where it is drawn nowhere. */
  onescreen.unknownKey = function (layer, { styles }, drawn) {
    const unknown = styles.findIndex((style) => style.name === "unknown");
    if (unknown < 0 || !drawn?.style.includes(unknown) || onescreen.token(`--${layer}-unknown`) === "transparent") return null;
    return { layer, sign: onescreen.keySign(layer, "line", "unknown"), text: styles[unknown].title };
  };

  /** As 32_moving.js stamps it: an arrow, to the right here. */
  function moving(ctx, token, x, y) {
    const size = onescreen.px(Math.max(8, Math.min(parseFloat(onescreen.token(`${token}-size`)) || ARROW, ARROW)));
    const hollow = onescreen.token(`${token}-form`) === "hollow";
    ctx.beginPath();
    onescreen.ARROW.forEach(([across, along], i) => ctx[i ? "lineTo" : "moveTo"](x - (along * size) / 2, y + (across * size) / 2));
    ctx.closePath();
    ctx.fillStyle = ctx.strokeStyle = onescreen.token(token, "--text");
    ctx.lineWidth = 1.2;
    if (hollow) ctx.stroke();
    else ctx.fill();
  }
})();
