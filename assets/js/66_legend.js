/* Legend: what the signs on the map mean, the scale, and which layers are on. */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { dom, say } = onescreen;
  const SIGNS = [["over", "legend.over"], ["used", "legend.used"], ["moving", "legend.moving"], ["free", "legend.free"], ["station", "legend.station"], ["empty", "legend.empty"]];
  const SCALE_PX = 120;

  onescreen.part([], ({ page }) => {
    legend();
    scale();
    note(page);
    layers(page);
  });

  function legend() {
    const place = dom.at("map_legend");
    if (!place || place.made) return;
    place.made = true;
    for (const level of [1, 2, 3, 4]) item(place, onescreen.chip(level), say(`level.${level}`));
    const free = onescreen.token("--units-available-form") !== "none"; // a wall draws no unit that is free
    for (const [sign, key] of SIGNS) if (sign !== "free" || free) item(place, onescreen.sign(sign), say(key));
    place.scale = dom.make("div", "scale");
    place.scale.parts = dom.fill(place.scale, { bar: ["i"], text: ["span"] });
    place.append(place.scale);
    new ResizeObserver(() => fold(place)).observe(place);
    document.fonts?.ready.then(() => fold(place));
  }

  /** Two rows of smaller signs where one row has no room for all of them. */
  function fold(place) {
    dom.flag(place, "two", false);
    const items = place.querySelectorAll(".item");
    dom.flag(place, "two", items[items.length - 1].offsetTop > items[0].offsetTop);
  }

  function item(place, sign, text) {
    const box = dom.make("div", "item");
    box.append(sign, dom.make("span", "", text));
    place.append(box);
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

  const named = (page) => Object.entries(page.layers).sort(([, a], [, b]) => a.order - b.order);

  function note(page) {
    const on = named(page).filter(([name]) => onescreen.map && onescreen.map.isShown(name)).map(([, layer]) => layer.title);
    dom.text(dom.at("map_note"), on.join(" · "));
  }

  /** On a desk: a box to switch each layer. */
  function layers(page) {
    const place = dom.at("map_layers");
    if (!place || place.made || !onescreen.map) return;
    place.made = true;
    const box = dom.make("details", "");
    box.append(dom.make("summary", "act", say("map.layers")));
    for (const [name, layer] of named(page)) {
      const label = dom.make("label");
      const tick = dom.make("input");
      tick.type = "checkbox";
      tick.checked = onescreen.map.isShown(name);
      tick.addEventListener("change", () => onescreen.map.show(name, tick.checked));
      label.append(tick, dom.make("span", "", layer.title));
      box.append(label);
    }
    place.append(box);
  }

  onescreen.on("view", scale);
})();
