/* Signal place: where the incident of the form lies and whence that is known; a pin on the map shows it.
 *
 * A place that only the form assumed, the middle of the map, or one that was chosen for another text, is given up as soon
 * as somebody types an address: no place is better than a wrong one. A place that a hand gave stays.
 */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const FIELDS = { lon: "signal_lon", lat: "signal_lat" };
  const SAID = {
    middle: "signal.place_middle", found: "signal.place_found", map: "signal.place_map", typed: "signal.place_typed", none: "signal.place_none",
  };
  const DIGITS = 6;
  const PIN = { radius: 8, arm: 14 }; // pixels of the drawings
  let whence = "none";

  const by_hand = (from) => from === "map" || from === "typed";

  /** Whence a place is known once the address was changed by hand: "map", "typed" or "none". Pure. */
  onescreen.whenceAfterTyping = (from) => (by_hand(from) ? from : "none");

  const input = (name) => onescreen.dom.at(FIELDS[name]).querySelector("input");

  /** Where the form is, {lon, lat}; null while that is no place on earth. */
  function there() {
    const [lon, lat] = ["lon", "lat"].map((name) => onescreen.degrees(input(name).value.trim()));
    const known = lon !== null && lat !== null && Math.abs(lon) <= 180 && Math.abs(lat) <= 90;
    return known ? { lon, lat } : null;
  }

  /** Says below the fields whence the place is known, and moves the pin. */
  function tell(from) {
    whence = from;
    onescreen.dom.text(onescreen.dom.at("signal_place"), onescreen.say(SAID[from]));
    onescreen.map?.redraw();
  }

  function put(from, { lon, lat }) {
    if (!Number.isFinite(lon) || !Number.isFinite(lat)) return;
    input("lon").value = lon.toFixed(DIGITS);
    input("lat").value = lat.toFixed(DIGITS);
    tell(from);
  }

  function middle() {
    const [stage] = onescreen.map?.stages || [];
    if (!stage) return null;
    const { lng, lat } = stage.map.getCenter();
    return { lon: lng, lat };
  }

  /** A click beside the form, where the dimmed map lies, puts the incident there. */
  function clicked(event) {
    const stage = (onescreen.map?.stages || []).find((one) => isOver(one.map.getContainer(), event));
    if (!stage || isOver(onescreen.dom.at("signal"), event)) return;
    const { left, top } = stage.map.getContainer().getBoundingClientRect();
    const { lng, lat } = stage.map.containerPointToLatLng([event.clientX - left, event.clientY - top]);
    put("map", { lon: lng, lat });
  }

  function isOver(node, { clientX, clientY }) {
    const { left, top, right, bottom } = node.getBoundingClientRect();
    return clientX >= left && clientX < right && clientY >= top && clientY < bottom;
  }

  onescreen.signalPlace = {
    put, there,
    /** The middle of the map, until somebody says better. */
    assume: () => put("middle", middle() || {}),
    /** Whether nobody has said better yet. */
    isAssumed: () => whence === "middle",
    /** The address is another one now. */
    addressTyped() {
      const from = onescreen.whenceAfterTyping(whence);
      if (from === "none") for (const name of Object.keys(FIELDS)) input(name).value = "";
      tell(from);
    },
    /** Where a search begins: at the place of the form, else at the middle of the map. */
    near() {
      const from = there() || middle();
      return from ? `${from.lon},${from.lat}` : "";
    },
    /** Listens to the fields and the map once the form is made. */
    listen() {
      const typed = () => tell(Object.keys(FIELDS).some((name) => input(name).value.trim()) ? "typed" : "none");
      for (const name of Object.keys(FIELDS)) input(name).addEventListener("input", typed);
      onescreen.dom.at("signal").addEventListener("click", clicked);
      onescreen.dom.at("signal").addEventListener("close", () => onescreen.map?.redraw());
      onescreen.dom.at("signal_place").setAttribute("role", "status");
    },
  };

  /** A ring with four arms: exactly here. */
  function drawPin(ctx, x, y) {
    const [r, arm] = [onescreen.px(PIN.radius), onescreen.px(PIN.arm)];
    ctx.beginPath();
    ctx.arc(x, y, r, 0, 2 * Math.PI);
    for (const [right, down] of [[1, 0], [0, 1], [-1, 0], [0, -1]]) {
      ctx.moveTo(x + (right * r) / 2, y + (down * r) / 2);
      ctx.lineTo(x + right * arm, y + down * arm);
    }
    for (const [token, width] of [["--map-land", 6], ["--text", 2.5]]) {
      ctx.strokeStyle = onescreen.token(token);
      ctx.lineWidth = onescreen.px(width);
      ctx.stroke();
    }
  }

  onescreen.mapPart?.(function (stage) {
    stage.paint("pin", (ctx, view) => {
      const form = onescreen.dom.at("signal");
      const { lon, lat } = (form?.open ? there() : onescreen.placeInForm?.() || onescreen.shownSignal?.()) || {};
      const known = Number.isFinite(lon) && Number.isFinite(lat);
      if (known) drawPin(ctx, view.x(lon), view.y(lat));
      return known;
    });
  });
})();
