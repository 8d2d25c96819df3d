/* Place: what a form of the card does beside asking: it looks an address up as the form of a new incident does, gives the
 * point of before up as soon as another address is typed, takes a press on the map, and keeps
 * what was written where the desk refused it.
 */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { dom } = onescreen;
  const DIGITS = 6;
  const WRITTEN = "input:not([type=file], [type=checkbox]), select";
  let taking = null; // the form that takes a press on the map, and how: {form, put}
  let lists = 0; // of findings, each with an id of its own
  const kept = new Map(); // number → {action, values}, of what was sent and not done yet

  /** Lets the address of a form find its point; no point is better than that of another address. */
  onescreen.findsPlace = function (form, incident) {
    const { address, lon, lat } = form.elements;
    if (!address || !lon || !lat) return;
    const [below, list] = [dom.make("div", "found-below"), dom.make("div", "found")];
    list.id = `form-found-${(lists += 1)}`;
    below.append(list);
    address.closest(".field").after(below);
    const missed = Object.assign(dom.make("div", "missed"), { role: "status" });
    below.after(missed);
    const put = (at) => {
      [lon.value, lat.value] = at ? [at.lon.toFixed(DIGITS), at.lat.toFixed(DIGITS)] : ["", ""];
      onescreen.map?.redraw(); // its pin
    };
    taking = { form, put };
    const near = () => (Number.isFinite(incident.lon) ? `${incident.lon},${incident.lat}` : "");
    onescreen.suggestInto(address, list, { near, picked: put, typed: () => put(null), missed: (is) => dom.text(missed, is ? onescreen.say("signal.not_found") : "") });
  };

  /** Whether a form that asks for a place can be seen; one that was left stays behind, hidden. */
  const isThere = () => Boolean(taking?.form.isConnected && taking.form.offsetParent);

  /** Gives a press on the map to the form that waits for a place; tells whether there is one. */
  onescreen.takesPress = function (place) {
    if (!isThere()) return false;
    taking.put(place);
    return true;
  };

  /** Where the form says that it is, {lon, lat}; null where no form asks for a place, or it says none. */
  onescreen.placeInForm = function () {
    if (!isThere()) return null;
    const [lon, lat] = ["lon", "lat"].map((name) => onescreen.degrees(taking.form.elements[name].value.trim()));
    return Number.isFinite(lon) && Number.isFinite(lat) ? { lon, lat } : null;
  };

  /** Keeps what is written in a form that is sent now. */
  onescreen.keepForm = function (form, number, action) {
    kept.set(number, { action, values: Object.fromEntries([...form.querySelectorAll(WRITTEN)].map((one) => [one.name, one.value])) });
  };

  /** Writes into a form what was written there before it was refused. */
  onescreen.rewriteForm = function (form, number, action) {
    const before = kept.get(number);
    if (before?.action !== action) return;
    for (const one of form.querySelectorAll(WRITTEN)) if (one.name in before.values) one.value = before.values[one.name];
  };

  /** Forgets it once it is done. */
  onescreen.forgetForm = (number) => kept.delete(number);
})();
