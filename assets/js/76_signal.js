/* Signal: the form with which a seat reports that something is wrong. */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { dom, say } = onescreen;
  const FIELDS = ["signal_find", "signal_caller", "signal_phone", "signal_address", "signal_lon", "signal_lat", "signal_detail"];
  const USUAL = 3; // the level of what nobody has chosen yet
  const CHECKED = ["signal_category", "signal_address", "signal_lon", "signal_lat", "signal_phone"];
  let given = ""; // what the last place said of itself

  onescreen.part([], ({ page }) => {
    const form = dom.at("signal_form");
    if (!form || form.made) return;
    form.made = true;
    for (const name of FIELDS) field(name);
    categories(page);
    levels();
    onescreen.suggestInto(input("signal_address"), dom.at("signal_found"), {
      near: onescreen.signalPlace.near, picked: shown, typed: onescreen.signalPlace.addressTyped, missed,
    });
    onescreen.signalPlace.listen();
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send(form);
    });
    form.querySelector("[value=close]").addEventListener("click", close);
  });

  function categories(page) {
    const select = dom.make("select");
    onescreen.narrowedBy(select, input("signal_find"), page, () => {
      const usual = dom.at("signal_level").querySelector(`input[value="${page.category_levels[select.value] ?? USUAL}"]`);
      if (usual) usual.checked = true;
    });
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

  /** Opens the form at a place, with what is known of it; without one at the middle of the map, unless an address that
   * was left there says otherwise.
   */
  onescreen.openSignal = function (there) {
    const detail = input("signal_detail");
    if (there || detail.value === given) detail.value = there?.detail || ""; // what a hand has written stays
    given = there?.detail || "";
    if (there) {
      onescreen.signalPlace.put("map", there);
      address("");
    } else if (!input("signal_address").value.trim()) onescreen.signalPlace.assume();
    dom.text(dom.at("signal_answer"), "");
    point({});
    dom.at("signal").showModal();
    onescreen.map?.redraw(); // its pin
  };

  const close = () => dom.at("signal").close();

  /** Another address, of which nothing is known yet. */
  function address(text) {
    input("signal_address").value = text;
    missed(false);
  }

  /** Says below the address whether the city knows none of that name. */
  function missed(is) {
    const place = dom.at("signal_address");
    if (!place.missed) place.after((place.missed = Object.assign(dom.make("div", "missed"), { role: "status" })));
    dom.text(place.missed, is ? say("signal.not_found") : "");
  }

  /** A place that was chosen goes into its fields, and to the middle of the map. */
  function shown({ lon, lat }) {
    onescreen.signalPlace.put("found", { lon, lat });
    for (const { map } of onescreen.map?.stages || []) map.setView([lat, lon], map.getZoom(), { animate: false });
  }

  /** What the form says, the places as numbers. */
  function written(form) {
    const text = (name) => input(name).value.trim();
    return {
      category: text("signal_category"), level: Number(form.elements.level.value), address: text("signal_address"),
      lon: onescreen.degrees(text("signal_lon")), lat: onescreen.degrees(text("signal_lat")), detail: [text("signal_detail"), onescreen.callerSaid(text("signal_caller"), onescreen.telephone(text("signal_phone")) || "")].filter(Boolean).join(" "),
      phone: text("signal_phone"),
    };
  }

  /** Writes what is wrong below its field, and takes the hand to the first of them; gives whether all is well. */
  function checked(said) {
    const faults = onescreen.signalFaults(said);
    point(faults);
    const first = CHECKED.find((name) => name in faults);
    if (first) input(first).focus();
    return !first;
  }

  function point(faults) {
    for (const name of CHECKED) {
      const place = dom.at(name);
      if (!place.fault) place.after((place.fault = dom.make("div", "fault")));
      dom.text(place.fault, name in faults ? say(faults[name]) : "");
      input(name).setAttribute("aria-invalid", name in faults);
    }
  }

  async function send(form) {
    const { phone, ...said } = written(form);
    const button = form.querySelector("[type=submit]");
    const assumed = onescreen.signalPlace.isAssumed() && !input("signal_detail").value.trim();
    if (button.disabled || !checked({ ...said, phone, assumed })) return;
    button.disabled = true;
    dom.text(dom.at("signal_answer"), "");
    try {
      const { incident: { number } } = await onescreen.register(said);
      blank();
      close();
      onescreen.tellDesk(say("signal.done", { number }));
      onescreen.chooseNew(number);
    } catch (error) {
      dom.text(dom.at("signal_answer"), error.message);
    }
    button.disabled = false;
  }

  /** The next incident is another one. */
  function blank() {
    for (const name of ["signal_find", "signal_detail", "signal_caller", "signal_phone"]) input(name).value = "";
    input("signal_find").dispatchEvent(new Event("input")); // all categories again, none of them chosen
    address("");
    dom.at("signal_level").querySelector("[value='3']").checked = true;
  }
})();
