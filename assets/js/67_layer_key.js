/* Layer key: what the signs of the layers on a desk's map mean, on its edge; a wall has none.
 *
 * It stays small: layers that show themselves only nearer share a line, and many layers are folded until a hand opens
 * them.
 */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { dom, say } = onescreen;
  const MANY = 4; // layers that are explained without being asked

  onescreen.part([], ({ page }) => {
    const place = dom.at("map_layers");
    if (!place || !onescreen.map) return;
    const held = (place.key = place.key || place.parentElement.appendChild(dom.make("div", "layer-key")));
    const { near, far } = onescreen.keyedLayers(page.layers, onescreen.map, onescreen.legendTight);
    const open = held.opened ?? near.length <= MANY;
    const theme = document.documentElement.dataset.theme;
    dom.drawn(held, [near, far, open, theme].join("|"), () => {
      if (near.length + far.length === 0) return [];
      const rows = near.map((name) => row(page.layers[name].title, page.layers[name].styles.map((style) => item(name, page.layers[name], style))));
      if (far.length) rows.push(row(say("map.nearer"), [dom.make("span", "far", far.map((name) => page.layers[name].title).join(" · "))]));
      return [...(near.length > MANY ? [fold(held, near.length, open)] : []), ...(open ? [list(rows)] : [])];
    });
  });

  /** The layers that need words: {near, far}; far are those that show themselves only nearer. Pure.
   *
   * What is on by itself stands in the legend (66_legend.js), but for lines where that is too `tight`; areas stand above
   * it (66_layers_box.js).
   */
  onescreen.keyedLayers = function (layers, map, tight = false) {
    const zoom = map.view()?.zoom ?? 0;
    const on = Object.keys(layers).filter((name) => isKeyed(layers[name], tight) && map.isShown(name));
    const isFar = (name) => zoom < (layers[name].min_zoom || 0);
    return { near: on.filter((name) => !isFar(name)), far: on.filter(isFar) };
  };

  const isKeyed = ({ shape, shown }, tight) => (shape === "line" && tight) || (shape !== "area" && shown === false);

  function fold(held, n, open) {
    const button = dom.make("button", "act fold", say(open ? "map.key_shut" : "map.key_open", { n }));
    button.type = "button";
    button.setAttribute("aria-expanded", open);
    button.addEventListener("click", () => {
      held.opened = !open;
      onescreen.redraw();
    });
    return button;
  }

  function list(rows) {
    const box = dom.make("div", "layer-rows");
    box.append(...rows);
    return box;
  }

  function row(title, items) {
    const box = dom.make("div", "layer-of");
    box.append(dom.make("b", "", title), ...items);
    return box;
  }

  function item(name, layer, style) {
    const box = dom.make("span", "item");
    box.append(onescreen.keySign(name, layer.shape, style.name), dom.make("span", "", style.title));
    return box;
  }
})();
