/* Report form: what an action on a signal still asks for. The form stays as it was written, whatever others do with the
 * signal meanwhile; but then it says so, and is not sent.
 */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const { dom, say } = onescreen;
  const HOUR = 3600e3;
  const MARGIN = 60e3; // an hour is still one when it arrives, and eight are no more
  const PLACE = ["address", "lon", "lat"];
  // What each guard of the desk that is not met asks of a hand.
  const ASKS = {
    reason_listed: ["reason"], said_why: ["note"], reason_given: ["note"], shelved_briefly: ["hours"], placed: [...PLACE, "nowhere"], place_given: PLACE, looker_named: ["looker"],
    evidence: ["proof"], verified: ["photo", "photo_at", "photo_lon", "photo_lat"], target_alive: ["incident"],
  };
  const TYPES = { hours: { type: "number", min: 1, max: 8, value: 1 }, photo_at: { type: "datetime-local", step: 1, required: false }, photo_lon: { required: false }, photo_lat: { required: false },
    address: { required: false }, lon: { required: false, inputMode: "decimal" }, lat: { required: false, inputMode: "decimal" }, nowhere: { required: false } };
  const SURE = new Set(["unsure"]);
  const form = (onescreen.reportForm = { asking: "", node: null, open, shut, made });

  /** Whether an action is asked about once more, though it wants to know nothing: what it says cannot be taken back. */
  onescreen.signalAsksTwice = (action) => SURE.has(action);

  /** The fields for these unmet guards, each once. Pure. */
  onescreen.signalFields = (codes = []) => [...new Set(codes.flatMap((code) => ASKS[code] || []))];

  function open(signal, action, send) {
    Object.assign(form, { asking: action, node: build(signal, action, send) });
    onescreen.redraw();
    form.node.querySelector("select, input, .acts button").focus();
  }

  function shut() {
    Object.assign(form, { asking: "", node: null });
  }

  /** The form as it stands, closed to sending once somebody else has decided. */
  function made(signal) {
    const { asking, node } = form;
    const decided = !signal.possible.includes(asking);
    dom.text(node.meanwhile, decided ? `${onescreen.lastOf(signal)} ${say("inbox.meanwhile")}` : "");
    node.submit.disabled = decided;
    const held = node.contains(document.activeElement) ? document.activeElement : null;
    setTimeout(() => held?.focus()); // it is put back into the page, which takes the hand off it
    return node;
  }

  function build(signal, action, send) {
    const node = dom.make("form", "report-form");
    node.meanwhile = Object.assign(dom.make("p", "meanwhile"), { role: "alert" });
    node.submit = dom.make("button", "act main", onescreen.page.signal_moves[action]);
    const close = Object.assign(dom.make("button", "act", say("inbox.close")), { type: "button" });
    close.addEventListener("click", () => {
      shut();
      onescreen.redraw();
    });
    const acts = dom.make("div", "acts");
    acts.append(node.submit, close);
    const fields = onescreen.signalFields(signal.asks[action]);
    const means = SURE.has(action) ? [dom.make("p", "muted means", say(`inbox.means_${action}`))] : [];
    node.append(node.meanwhile, ...means, ...fields.map((name) => inputOf(name, action, signal, node)), acts);
    onescreen.findsPlace?.(node, signal);
    node.addEventListener("submit", (event) => {
      event.preventDefault();
      if (fields.includes("photo") && !node.laid) return void onescreen.tellDesk(say("inbox.photo_first"));
      const typed = Object.fromEntries(fields.map((name) => [name, node.elements[name].value.trim()]));
      send(onescreen.signalWish({ ...typed, photo: node.laid }, onescreen.clock.city()));
    });
    return node;
  }

  function inputOf(name, action, signal, node) {
    if (name === "photo") return onescreen.photoField(signal, node);
    return name === "looker" ? people(signal) : field(action, name);
  }

  function people({ number }) {
    const label = dom.make("label", "field", say("inbox.looker"));
    label.append(onescreen.peopleField("looker", `/api/v1/signals/${encodeURIComponent(number)}/lookers`).node);
    return label;
  }

  function field(action, name) {
    const label = dom.make("label", "field", say(`inbox.${name}`));
    const input = dom.make(name === "reason" ? "select" : "input");
    Object.assign(input, { name, required: true, maxLength: 200 }, TYPES[name]);
    if (name === "reason") input.append(...Object.entries(onescreen.page.signal_reasons[action]).map(([code, words]) => Object.assign(dom.make("option", "", words), { value: code })));
    label.append(input);
    return label;
  }

  /** What is sent for what was written. A photo was taken when and where it or a hand says, and nowhere else. Pure. */
  onescreen.signalWish = function (written, now) {
    const { hours, photo, photo_at, photo_lon, photo_lat, proof, lon, lat, address, ...wish } = written;
    if (hours) wish.until = new Date(now + Number(hours) * HOUR + (hours < 8 ? MARGIN : -MARGIN)).toISOString();
    if (lon && lat && Number.isFinite(Number(lon)) && Number.isFinite(Number(lat))) Object.assign(wish, { lon: Number(lon), lat: Number(lat), address });
    if (proof) wish.evidence = [proof];
    if (photo) wish.evidence = [photo];
    if (photo && photo_at) wish.photo_at = onescreen.asMoment(photo_at);
    if (photo && photo_lon && photo_lat) Object.assign(wish, { photo_lon: Number(photo_lon), photo_lat: Number(photo_lat) });
    return wish;
  };
})();
