/* Thing card: what a click on a thing of a layer tells of it, and the way to report what is wrong there. */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { dom, say } = onescreen;
  let picked = null; // {layer, id}

  onescreen.on("pick", ({ layer, id }) => {
    picked = { layer, id };
    onescreen.redraw();
  });
  onescreen.on("choose", () => (picked = null));

  onescreen.part(["layers"], ({ page, store, now }) => {
    const place = dom.at("map_layers");
    if (!place) return;
    const held = (place.card = place.card || made(place.parentElement));
    const facts = picked && onescreen.map.isShown(picked.layer) ? onescreen.thingFacts(picked, page, store, now) : null;
    dom.flag(held, "none", !facts);
    if (!facts) return;
    dom.text(held.parts.title, facts.title);
    dom.text(held.parts.state, facts.state);
    dom.drawn(held.parts.list, facts.rows.join("|"), () => facts.rows.map(([key, text]) => row(key, text)));
    held.report.facts = facts;
    dom.flag(held.report, "none", !facts.place || !dom.at("signal"));
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
    held.append((held.report = reporting()));
    return held;
  }

  /** The form of a new report, there: what is wrong the seat has to say. */
  function reporting() {
    const button = dom.make("button", "act report", say("thing.report"));
    button.type = "button";
    button.addEventListener("click", () => {
      const { place, title, state } = button.facts;
      onescreen.openSignal({ ...place, detail: `${title} · ${state}` });
    });
    return button;
  }

  function row(key, text) {
    const line = dom.make("div", "fact");
    line.append(dom.make("span", "", key), dom.make("span", "", text));
    return line;
  }
})();
