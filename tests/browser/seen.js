/* What a visitor sees of a page: every line of text with the box in which its letters stand, and what is cut of it. */
(function () {
  "use strict";

  const INK = { top: 0.22, bottom: 0.24 }; // of the letters' size: what is above capitals and below the line
  const CLIPS = new Set(["hidden", "clip"]);
  const SCROLLS = new Set(["auto", "scroll"]); // what can be scrolled to is not seen, and not lost

  /** Every line of text: {text, of, zone, where, size, box, lost}; lines of one text have the same `of`, and `lost` is
   * how many pixels are cut on the worst side.
   */
  globalThis.textsSeen = function () {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const seen = [];
    for (let of = 0; walker.nextNode(); of += 1) seen.push(...linesOf(walker.currentNode).map((line) => ({ ...line, of })));
    return seen;
  };

  function linesOf(node) {
    const parent = node.parentElement;
    if (!node.textContent.trim() || parent.closest("script, style, dialog:not([open])")) return [];
    if (!parent.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return [];
    const range = document.createRange();
    range.selectNodeContents(node);
    const size = sizeOf(parent);
    return [...range.getClientRects()].filter((rect) => rect.width > 0.5).flatMap((rect) => line(node, parent, size, ink(rect, size)));
  }

  /** One line, as far as it can be seen; nothing of one that cannot. */
  function line(node, parent, size, whole) {
    const { box, lost } = clipped(parent, whole);
    if (box.right - box.left < 1 || box.bottom - box.top < 1) return [];
    const zone = parent.closest(".zone")?.classList[1] || "";
    return [{ text: node.textContent.trim().slice(0, 60), zone, where: nameOf(parent), size, box, lost }];
  }

  function ink({ left, right, top, bottom }, size) {
    const air = Math.max(0, bottom - top - 1.21 * size) / 2; // a line may be taller than its letters
    return { left, right, top: top + air + INK.top * size, bottom: bottom - air - INK.bottom * size };
  }

  /** What of a box is inside all that clips it; dots at the end are no loss, and neither are lines left out. */
  function clipped(parent, whole) {
    let box = { ...whole };
    let lost = 0;
    for (let element = parent; element && element !== document.documentElement; element = element.parentElement) {
      const style = getComputedStyle(element);
      const inside = within(box, element.getBoundingClientRect(), CLIPS.has(style.overflowX), CLIPS.has(style.overflowY));
      if (style.textOverflow !== "ellipsis") lost = Math.max(lost, inside.left - box.left, box.right - inside.right);
      if (style.webkitLineClamp === "none") lost = Math.max(lost, inside.top - box.top, box.bottom - inside.bottom);
      box = within(inside, element.getBoundingClientRect(), SCROLLS.has(style.overflowX), SCROLLS.has(style.overflowY));
    }
    return { box, lost };
  }

  const within = (box, frame, wide, high) => ({
    left: wide ? Math.max(box.left, frame.left) : box.left, right: wide ? Math.min(box.right, frame.right) : box.right,
    top: high ? Math.max(box.top, frame.top) : box.top, bottom: high ? Math.min(box.bottom, frame.bottom) : box.bottom,
  });

  /** The size of an element's letters in pixels of the screen: drawings may be scaled. */
  function sizeOf(element) {
    const size = parseFloat(getComputedStyle(element).fontSize);
    const matrix = element instanceof SVGElement ? element.getScreenCTM() : null;
    return matrix ? size * Math.hypot(matrix.a, matrix.b) : size;
  }

  /** "#queue-rows .what": enough to find it again. */
  function nameOf(element) {
    const id = element.closest("[id]")?.id || "";
    const look = element.closest("[class]:not(.row)");
    return `#${id} .${String(look?.getAttribute("class") || "").split(" ")[0]}`;
  }

  /** The share of an image's pixels with a saturated colour. */
  globalThis.saturatedShare = async function (address) {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const ctx = canvas.getContext("2d");
    ctx.drawImage(image, 0, 0);
    const { data } = ctx.getImageData(0, 0, image.width, image.height);
    let saturated = 0;
    for (let i = 0; i < data.length; i += 4) {
      const most = Math.max(data[i], data[i + 1], data[i + 2]);
      const least = Math.min(data[i], data[i + 1], data[i + 2]);
      if (most > 0.4 * 255 && most - least > 0.5 * most) saturated += 1;
    }
    return saturated / (image.width * image.height);
  };
})();
