/* Report form: what an action on a signal still asks for. What was typed stays, whatever others do with the signal
 * meanwhile; but then it says so, and is not sent.
 */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const { dom, say } = onescreen;
  const HOUR = 3600e3;
  const MARGIN = 60e3; // an hour is still one when it arrives, and eight are no more
  // What each guard of the desk that is not met asks of a hand.
  const ASKS = {
    reason_listed: ["reason"], said_why: ["note"], reason_given: ["note"], shelved_briefly: ["hours"], placed: ["nowhere"],
    evidence: ["proof"], verified: ["photo", "photo_at", "photo_lon", "photo_lat"], target_alive: ["incident"],
  };
  const TYPES = { hours: { type: "number", min: 1, max: 8, value: 1 }, photo_at: { type: "datetime-local", step: 1, required: false }, photo_lon: { required: false }, photo_lat: { required: false } };
  const form = (onescreen.reportForm = { asking: "", typed: {}, open, shut, made });

  /** The fields for these unmet guards, each once. Pure. */
  onescreen.signalFields = (codes = []) => [...new Set(codes.flatMap((code) => ASKS[code] || []))];

  function open(signal, action) {
    Object.assign(form, { asking: action, fields: onescreen.signalFields(signal.asks[action]), typed: {}, focus: "", photo: null });
    if (form.fields.includes("photo")) form.photo = onescreen.photoField(signal, write);
    onescreen.redraw();
  }

  /** What the photo says, or a button, stands in the form as if it was typed. */
  function write(said) {
    for (const [name, value] of Object.entries(said)) {
      form.typed[name] = String(value ?? "");
      if (form.node.elements[name] && name !== "photo") form.node.elements[name].value = form.typed[name];
    }
  }

  function shut() {
    Object.assign(form, { asking: "", typed: {}, focus: "", photo: null });
  }

  /** The form as it was typed so far; `send` is told what is wished. */
  function made(signal, send) {
    const action = form.asking;
    const node = (form.node = dom.make("form", "report-form"));
    const decided = !signal.possible.includes(action);
    if (decided) node.append(Object.assign(dom.make("p", "meanwhile", `${onescreen.lastOf(signal)} ${say("inbox.meanwhile")}`), { role: "alert" }));
    node.append(...form.fields.map((name) => (name === "photo" ? form.photo : field(action, name))));
    const acts = dom.make("div", "acts");
    const submit = Object.assign(dom.make("button", "act main", onescreen.page.signal_moves[action]), { disabled: decided });
    const close = Object.assign(dom.make("button", "act", say("inbox.close")), { type: "button" });
    close.addEventListener("click", () => {
      shut();
      onescreen.redraw();
    });
    acts.append(submit, close);
    node.append(acts);
    node.addEventListener("submit", (event) => {
      event.preventDefault();
      if (form.photo && !form.typed.photo) return void onescreen.tellDesk(say("inbox.photo_first"));
      send(onescreen.signalWish(form.typed, onescreen.clock.city()));
    });
    setTimeout(() => (node.elements[form.focus] || node.querySelector("select, input"))?.focus());
    return node;
  }

  function field(action, name) {
    const label = dom.make("label", "field", say(`inbox.${name}`));
    const input = dom.make(name === "reason" ? "select" : "input");
    Object.assign(input, { name, required: true, maxLength: 200 }, TYPES[name]);
    if (name === "reason") input.append(...Object.entries(onescreen.page.signal_reasons[action]).map(([code, words]) => Object.assign(dom.make("option", "", words), { value: code })));
    if (name in form.typed) input.value = form.typed[name];
    const keep = () => (form.typed[name] = input.value);
    keep();
    input.addEventListener("input", keep);
    input.addEventListener("focus", () => (form.focus = name));
    label.append(input);
    return label;
  }

  /** What is sent for what was typed. A photo was taken when and where it or a hand says, and nowhere else. Pure. */
  onescreen.signalWish = function (typed, now) {
    const { hours, photo, photo_at, photo_lon, photo_lat, proof, ...texts } = typed;
    const wish = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, text.trim()]));
    if (hours) wish.until = new Date(now + Number(hours) * HOUR + (hours < 8 ? MARGIN : -MARGIN)).toISOString();
    if (proof) wish.evidence = [proof.trim()];
    if (photo) wish.evidence = [photo];
    if (photo && photo_at) wish.photo_at = onescreen.asMoment(photo_at);
    if (photo && photo_lon && photo_lat) Object.assign(wish, { photo_lon: Number(photo_lon), photo_lat: Number(photo_lat) });
    return wish;
  };
})();
