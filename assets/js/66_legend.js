/* Legend: what the signs on the map mean, and the scale. Layers and indicators: 66_layers_box.js. */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { dom, say } = onescreen;
  const SIGNS = [["over", "legend.over"], ["used", "legend.used"], ["moving", "legend.moving"], ["free", "legend.free"], ["station", "legend.station"], ["empty", "legend.empty"]];
  const SCALE_PX = 70;

  onescreen.part([], ({ page }) => {
    legend();
    lines(page);
    scale();
  });

  function legend() {
    const place = dom.at("map_legend");
    if (!place || place.made) return;
    place.made = true;
    const items = dom.make("div", "items");
    for (const level of [1, 2, 3, 4]) item(items, onescreen.chip(level), say(`level.${level}`));
    for (const [sign, key] of SIGNS) {
      const box = item(items, onescreen.sign(sign), say(key));
      if (sign === "free") place.free = box;
    }
    free();
    place.lines = items.appendChild(dom.make("div", "lines"));
    place.append(items);
    place.scale = dom.make("div", "scale");
    place.scale.parts = dom.fill(place.scale, { bar: ["i"], text: ["span"] });
    place.append(place.scale);
    new ResizeObserver(() => fold(place)).observe(place);
    document.fonts?.ready.then(() => fold(place));
  }

  /** Units that are free are drawn from near, and on a wall not at all: no sign for what is not drawn. */
  function free() {
    const place = dom.at("map_legend");
    const view = onescreen.map?.view();
    if (!place?.free) return;
    const drawn = onescreen.movesAt("units-available", view?.zoom ?? 0);
    if (place.free.drawn === drawn) return;
    place.free.drawn = drawn;
    dom.flag(place.free, "none", !drawn);
    if (place.lines) fold(place);
  }

  /** The layers of lines that are on by themselves, where they can be seen: what a hand adds stands in 67_layer_key.js. */
  function lines({ layers }) {
    const place = dom.at("map_legend");
    const view = onescreen.map?.view();
    if (!place?.lines || !view) return;
    const on = Object.keys(layers).filter((name) => layers[name].shape === "line" && layers[name].shown !== false && onescreen.map.isShown(name, view));
    const unknown = on.map((name) => onescreen.unknownKey(name, layers[name], onescreen.store.layers[name])).filter(Boolean);
    const key = `${on} ${unknown.map(({ layer }) => layer)} ${document.documentElement.dataset.theme}`;
    if (place.told === key) return;
    place.told = key;
    place.lines.replaceChildren();
    for (const { sign, text } of [...on.map((name) => onescreen.lineKey(name, layers[name])), ...unknown]) item(place.lines, sign, text);
    fold(place);
  }

  /** Two rows of smaller signs where one row has no room for all of them; where two have none, the streets' signs go over
   * to the layers' key.
   */
  function fold(place) {
    for (const flag of ["two", "tight"]) dom.flag(place, flag, false);
    const items = [...place.querySelectorAll(".item")];
    const last = items[items.length - 1];
    dom.flag(place, "two", last.offsetTop > items[0].offsetTop);
    onescreen.legendTight = last.offsetTop + last.offsetHeight > items[0].offsetTop + place.clientHeight + 1;
    dom.flag(place, "tight", onescreen.legendTight);
  }

  function item(place, sign, text) {
    const box = dom.make("div", "item");
    box.append(sign, dom.make("span", "", text));
    place.append(box);
    return box;
  }

  function scale() {
    const place = dom.at("map_legend");
    const view = onescreen.map && onescreen.map.view();
    dom.flag(place?.scale, "none", !view);
    if (!view || !onescreen.scaleBar) return;
    const { metres, px } = onescreen.scaleBar(view.m_per_px, onescreen.px(SCALE_PX));
    if (!(px > 0)) return;
    place.scale.parts.bar.style.width = `${Math.round(px)}px`;
    dom.text(place.scale.parts.text, metres >= 1000 ? `${onescreen.number(metres / 1000)} km` : `${onescreen.number(metres)} m`);
  }

  onescreen.on("view", scale);
  onescreen.on("view", free);
})();
