/* Signal: the form with which a seat reports that something is wrong. */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { dom, say } = onescreen;
  const FIELDS = ["signal_address", "signal_lon", "signal_lat", "signal_detail"];
  const DIGITS = 6;

  onescreen.part([], ({ page }) => {
    const form = dom.at("signal_form");
    if (!form || form.made) return;
    form.made = true;
    categories(page);
    levels();
    for (const name of FIELDS) field(name);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send(form);
    });
    form.querySelector("[value=close]").addEventListener("click", close);
  });

  function categories(page) {
    const select = dom.make("select");
    const sorted = Object.entries(page.categories).sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [code, title] of sorted) {
      const option = dom.make("option", "", `${code} ${title}`);
      option.value = code;
      select.append(option);
    }
    dom.at("signal_category").append(select);
  }

  function levels() {
    const place = dom.at("signal_level");
    for (const level of [1, 2, 3, 4]) {
      const label = dom.make("label", "level-option");
      const radio = dom.make("input");
      Object.assign(radio, { type: "radio", name: "level", value: level, checked: level === 3 });
      label.append(radio, onescreen.chip(level), dom.make("span", "", say(`level.${level}`)));
      place.append(label);
    }
  }

  function field(name) {
    const input = dom.make("input");
    Object.assign(input, { type: "text", autocomplete: "off", maxLength: 400 });
    if (name === "signal_lon" || name === "signal_lat") input.inputMode = "decimal";
    dom.at(name).append(input);
  }

  const input = (name) => dom.at(name).querySelector("input, select");

  /** Opens the form at the middle of the map. */
  onescreen.openSignal = function () {
    const [stage] = onescreen.map?.stages || [];
    if (stage) {
      const { lng, lat } = stage.map.getCenter();
      picked({ lon: lng, lat });
    }
    dom.text(dom.at("signal_answer"), "");
    dom.at("signal").showModal();
  };

  const close = () => dom.at("signal").close();

  function picked({ lon, lat }) {
    if (!Number.isFinite(lon)) return;
    input("signal_lon").value = lon.toFixed(DIGITS);
    input("signal_lat").value = lat.toFixed(DIGITS);
  }

  async function send(form) {
    const number = (name) => (input(name).value.trim() === "" ? null : Number(input(name).value));
    try {
      const made = await onescreen.post("/api/v1/signals", {
        origin: "desk",
        key: onescreen.wishKey(),
        category: input("signal_category").value,
        level: Number(form.elements.level.value),
        lon: number("signal_lon"),
        lat: number("signal_lat"),
        address: input("signal_address").value.trim(),
        detail: input("signal_detail").value.trim(),
        by: onescreen.seat(),
      });
      close();
      dom.text(dom.at("command_says"), say("signal.done", { number: made.number || "" }));
      if (made.number) onescreen.choose(made.number);
    } catch (error) {
      dom.text(dom.at("signal_answer"), error.message);
    }
  }
})();
