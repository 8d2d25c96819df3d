/* Layers box: on a desk, what the map shows and the way home; on every map, which layers are on and what colours mean. */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { dom, say } = onescreen;
  const BY_AREA = "choropleth";
  const STEPS = [["within", "legend.within"], ["elevated", "legend.elevated"], ["urgent", "legend.urgent"], ["unknown", "legend.unknown"]]; // as 35_areas_lines.js fills areas

  onescreen.part(["measures"], ({ page }) => {
    if (!onescreen.map) return;
    box(page);
    indicators(page);
    note(page);
    key(page);
  });

  const named = (page) => Object.entries(page.layers).sort(([, a], [, b]) => a.order - b.order);
  const shown = () => (onescreen.map.isShown(BY_AREA) ? onescreen.map.shownIndicator() : null);

  /** What the map shows, in its title; an indicator by its name. */
  function note(page) {
    const on = named(page).filter(([name]) => onescreen.map.isShown(name));
    const by = page.catalogue[shown()];
    const called = ([name, layer]) => (name === BY_AREA && by ? say("map.by", { title: by.title }) : layer.title);
    dom.text(dom.at("map_note"), on.map(called).join(" · "));
  }

  /** A button back to the whole city, and a box to switch each layer. */
  function box(page) {
    const place = dom.at("map_layers");
    if (!place || place.made) return;
    place.made = true;
    const home = dom.make("button", "act home", say("map.home"));
    home.type = "button";
    home.addEventListener("click", () => onescreen.map.home());
    const details = dom.make("details", "");
    details.append(dom.make("summary", "act", say("map.layers")));
    const list = dom.make("div", "layer-groups");
    for (const [group, layers] of onescreen.layerGroups(page.layers)) {
      const box_of = dom.make("div", "layer-group");
      box_of.append(dom.make("b", "", say(`layer_group.${group}`)));
      for (const name of layers) layerChoice(page, place, box_of, name);
      list.append(box_of);
    }
    details.append(list);
    place.append(details, home);
  }

  /** The layers by group, the group with the topmost layer first, its topmost first: [[group, names]]. Pure. */
  onescreen.layerGroups = function (layers) {
    const groups = new Map();
    const topmost = Object.entries(layers).sort(([, a], [, b]) => b.order - a.order);
    for (const [name, { group }] of topmost) groups.set(group, [...(groups.get(group) || []), name]);
    return [...groups];
  };

  function layerChoice(page, place, parent, name) {
    const layer = page.layers[name];
    const facts = { type: "checkbox", checked: onescreen.map.isShown(name) };
    parent.append(choice(facts, layer.title, (tick) => switched(page, name, tick.checked)));
    if (name === BY_AREA) parent.append((place.indicators = dom.make("div", "indicators none")));
  }

  function choice(facts, title, chosen) {
    const label = dom.make("label");
    const input = Object.assign(dom.make("input"), facts);
    input.addEventListener("change", () => chosen(input));
    label.append(input, dom.make("span", "", title));
    return label;
  }

  function switched(page, name, on) {
    if (name === BY_AREA) onescreen.map.showIndicator(on ? onescreen.map.tellingIndicators()[0] : null);
    onescreen.map.show(name, on);
    onescreen.redraw();
  }

  /** While areas are coloured: by which indicator. One that tells no areas apart cannot be chosen. */
  function indicators(page) {
    const list = dom.at("map_layers")?.indicators;
    if (!list) return;
    dom.flag(list, "none", !onescreen.map.isShown(BY_AREA));
    const telling = onescreen.map.tellingIndicators();
    dom.drawn(list, `${telling} ${shown()}`, () =>
      Object.entries(page.catalogue).map(([name, { title }]) => {
        const facts = { type: "radio", name: BY_AREA, checked: name === shown(), disabled: !telling.includes(name) };
        return choice(facts, title, () => {
          onescreen.map.showIndicator(name);
          onescreen.redraw();
        });
      }),
    );
  }

  /** What the steps of the areas mean, above the legend, while an indicator colours them. */
  function key(page) {
    const foot = dom.at("map_legend")?.parentElement;
    if (!foot) return;
    const by = page.catalogue[shown()];
    const held = (foot.key = foot.key || foot.parentElement.insertBefore(dom.make("div", "map-key"), foot));
    dom.drawn(held, by ? by.title : "", () => by && [dom.make("strong", "", by.title), ...STEPS.map(step)]);
    const before = foot.parentElement.classList.contains("keyed");
    dom.flag(foot.parentElement, "keyed", by);
    if (before !== Boolean(by)) onescreen.fitMap({ all: false });
  }

  function step([name, word]) {
    const item = dom.make("span", "item");
    item.append(dom.make("i", `step ${name}`), dom.make("span", "", say(word)));
    return item;
  }
})();
