/* Report form: what an action on a signal still asks for. What was typed stays, whatever others do with the signal
 * meanwhile; but then it says so, and is not sent.
 */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const { dom, say } = onescreen;
  const MINUTE = 60e3;
  const HOUR = 3600e3;
  const MARGIN = 60e3; // an hour is still one when it arrives, and eight are no more
  // What each guard of the desk that is not met asks of a hand.
  const ASKS = {
    reason_listed: ["reason"], said_why: ["note"], reason_given: ["note"], shelved_briefly: ["hours"], placed: ["nowhere"],
    evidence: ["proof"], verified: ["photo", "photo_min", "photo_there"], target_alive: ["incident"],
  };
  const TYPES = { hours: { type: "number", min: 1, max: 8, value: 1 }, photo_min: { type: "number", min: 0, max: 30 }, photo_there: { type: "checkbox" } };
  const form = (onescreen.reportForm = { asking: "", typed: {}, open, shut, made });

  /** The fields for these unmet guards, each once. Pure. */
  onescreen.signalFields = (codes = []) => [...new Set(codes.flatMap((code) => ASKS[code] || []))];

  function open(signal, action) {
    Object.assign(form, { asking: action, fields: onescreen.signalFields(signal.asks[action]), typed: {}, focus: "" });
    onescreen.redraw();
  }

  function shut() {
    Object.assign(form, { asking: "", typed: {}, focus: "" });
  }

  /** The form as it was typed so far; `send` is told what is wished. */
  function made(signal, send) {
    const action = form.asking;
    const node = dom.make("form", "report-form");
    const decided = !signal.possible.includes(action);
    if (decided) node.append(Object.assign(dom.make("p", "meanwhile", `${onescreen.lastOf(signal)} ${say("inbox.meanwhile")}`), { role: "alert" }));
    node.append(...form.fields.map((name) => field(action, name)));
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
      send(onescreen.signalWish(signal, form.typed, onescreen.clock.city()));
    });
    setTimeout(() => (node.elements[form.focus] || node.querySelector("select, input"))?.focus());
    return node;
  }

  function field(action, name) {
    const label = dom.make("label", "field", say(`inbox.${name}`));
    const input = dom.make(name === "reason" ? "select" : "input");
    Object.assign(input, { name, required: true, maxLength: 200 }, TYPES[name]);
    if (name === "reason") input.append(...Object.entries(onescreen.page.signal_reasons[action]).map(([code, words]) => Object.assign(dom.make("option", "", words), { value: code })));
    const box = input.type === "checkbox";
    if (name in form.typed) Object.assign(input, box ? { checked: form.typed[name] } : { value: form.typed[name] });
    const keep = () => (form.typed[name] = box ? input.checked : input.value);
    keep();
    input.addEventListener("input", keep);
    input.addEventListener("focus", () => (form.focus = name));
    label.append(input);
    return label;
  }

  /** What is sent for what was typed. A photo was taken when and where somebody says, and nowhere else. Pure. */
  onescreen.signalWish = function ({ lon, lat }, typed, now) {
    const { hours, photo, photo_min, photo_there, proof, ...texts } = typed;
    const wish = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, text.trim()]));
    if (hours) wish.until = new Date(now + Number(hours) * HOUR + (hours < 8 ? MARGIN : -MARGIN)).toISOString();
    if (proof) wish.evidence = [proof.trim()];
    if (!photo) return wish;
    return { ...wish, evidence: [photo.trim()], photo_at: new Date(now - Number(photo_min) * MINUTE).toISOString(), ...(photo_there ? { photo_lon: lon, photo_lat: lat } : {}) };
  };
})();
