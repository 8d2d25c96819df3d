/* Place: what a form of the card does beside asking: it looks an address up as the form of a new incident does, gives the
 * point of before up as soon as another address is typed, and keeps what was written where the desk refused it.
 */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { dom } = onescreen;
  const DIGITS = 6;
  const WRITTEN = "input:not([type=file], [type=checkbox]), select";
  const kept = new Map(); // number → {action, values}, of what was sent and not done yet

  /** Lets the address of a form find its point; no point is better than that of another address. */
  onescreen.findsPlace = function (form, incident) {
    const { address, lon, lat } = form.elements;
    if (!address || !lon || !lat) return;
    const [below, list] = [dom.make("div", "found-below"), dom.make("div", "found")];
    list.id = "form-found";
    below.append(list);
    address.closest(".field").after(below);
    const put = (at) => [lon.value, lat.value] = at ? [at.lon.toFixed(DIGITS), at.lat.toFixed(DIGITS)] : ["", ""];
    const near = () => (Number.isFinite(incident.lon) ? `${incident.lon},${incident.lat}` : "");
    onescreen.suggestInto(address, list, { near, picked: put, typed: () => put(null), missed: () => {} });
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
