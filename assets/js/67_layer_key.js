/* Layer key: what the signs of the layers mean that a hand has switched on, on the map's edge; a wall has none. */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { dom } = onescreen;
  const ON_THEIR_OWN = ["choropleth"]; // explained above the legend, by 66_layers_box.js

  onescreen.part([], ({ page }) => {
    const place = dom.at("map_layers");
    if (!place || !onescreen.map) return;
    const on = Object.keys(page.layers).filter(
      (name) => page.layers[name].shown === false && onescreen.map.isShown(name) && !ON_THEIR_OWN.includes(name));
    const held = (place.key = place.key || place.parentElement.appendChild(dom.make("div", "layer-key")));
    const zoom = onescreen.map.view()?.zoom ?? 0;
    const far = (name) => zoom < (page.layers[name].min_zoom || 0);
    dom.drawn(held, on.map((name) => `${name} ${far(name)}`).join(), () => on.map((name) => key(page.layers[name], name, far(name))));
  });

  /** A layer's title and its signs; one that shows itself only nearer says so. */
  function key(layer, name, far) {
    const box = dom.make("div", "layer-of");
    box.append(dom.make("b", "", layer.title));
    if (far) box.append(dom.make("span", "far", onescreen.say("map.nearer")));
    else for (const style of layer.styles) box.append(sign(name, layer, style));
    return box;
  }

  function sign(name, layer, style) {
    const item = dom.make("span", "item");
    const mark = dom.make("i", `mark ${onescreen.markForm(name, layer, style)}`);
    mark.style.setProperty("--ink", `var(--${name}-${style.name}, var(--text2))`);
    item.append(mark, dom.make("span", "", style.title));
    return item;
  }

  /** The form of a style's sign, as 34_marks.js and 32_moving.js draw it. */
  onescreen.markForm = function (name, layer, style) {
    const form = onescreen.token(`--${name}-${style.name}-form`);
    if (layer.shape === "moving") return form === "hollow" ? "ring" : "dot";
    return form || "dot";
  };
})();
