/* Thing card: what a click on a thing of a layer tells of it: its name, how it is, its newest values. */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { dom, say } = onescreen;
  const NAMES = ["zh", "en", "unit"];
  let picked = null; // {layer, id}

  onescreen.on("pick", ({ layer, id }) => {
    picked = { layer, id };
    onescreen.redraw();
  });
  onescreen.on("choose", () => (picked = null));

  onescreen.part(["layers"], ({ page, store }) => {
    const place = dom.at("map_layers");
    if (!place) return;
    const held = (place.card = place.card || made(place.parentElement));
    const facts = picked && onescreen.map.isShown(picked.layer) ? onescreen.thingFacts(picked, page, store) : null;
    dom.flag(held, "none", !facts);
    if (!facts) return;
    dom.text(held.parts.title, facts.title);
    dom.text(held.parts.state, facts.state);
    dom.drawn(held.parts.list, facts.rows.join("|"), () => facts.rows.map(([key, text]) => row(key, text)));
  });

  function made(parent) {
    const held = parent.appendChild(dom.make("div", "thing-card none"));
    const shut = dom.make("button", "act shut", "×");
    shut.type = "button";
    shut.setAttribute("aria-label", say("thing.shut"));
    shut.addEventListener("click", () => {
      picked = null;
      onescreen.redraw();
    });
    held.append(shut);
    held.parts = dom.fill(held, { title: ["b"], state: ["div"], list: ["div"] });
    return held;
  }

  function row(key, text) {
    const line = dom.make("div", "fact");
    line.append(dom.make("span", "", key), dom.make("span", "", text));
    return line;
  }

  /** {title, state, rows: [[name, value]]} of a thing of a layer; null when it is not there any more. Pure but for words. */
  onescreen.thingFacts = function ({ layer, id }, page, store) {
    const about = page.layers[layer];
    const columns = about.shape === "moving" ? store.moving[layer] : store.layers[layer];
    const i = columns ? columns.ids.indexOf(id) : -1;
    if (i < 0) return null;
    const more = columns.more || {};
    const style = about.styles[columns.style[i]];
    const told = Object.keys(more).filter((key) => !NAMES.includes(key) && more[key][i] !== null && onescreen.sayOr(`thing.${key}`, ""));
    const text = (key) => (key === "value" && more.unit ? `${more[key][i]} ${more.unit[i]}` : valueText(key, more[key][i]));
    return {
      title: more[page.lang]?.[i] || id,
      state: `${about.title} · ${style ? style.title : ""}`,
      rows: told.map((key) => [say(`thing.${key}`), text(key)]),
    };
  };

  function valueText(key, value) {
    if (key === "place_kind") return onescreen.sayOr(`place_kind.${value}`, String(value));
    if (key === "kinds") return String(value).split(" ").map((kind) => onescreen.sayOr(`reading.${kind}`, kind)).join(" · ");
    return String(value);
  }
})();
