/* Street: the form with which a collector reports what they see. What is written is kept at every key, and told once: however
 * often the button is pressed and the net is lost, the same key leads to the same signal.
 */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { dom, say } = onescreen;
  const LEVELS = [1, 2, 3, 4];
  const CHECKED = ["street_category", "street_address", "street_photos"];
  let kept = null; // where the draft is kept
  let draft = null;
  let sending = false;
  let doubted = false; // whether somebody was asked if all that is written shall go

  const form = { draft: () => draft, put, tell: (text) => dom.text(dom.at("street_answer"), text) };
  const input = (name) => dom.at(name).querySelector("input, select, textarea");

  onescreen.part([], ({ page }) => {
    const opener = dom.at("street_opener");
    if (!opener || opener.made) return;
    opener.made = true;
    if (!page.viewer.roles.includes("collector")) return;
    kept = onescreen.keptDraft(sessionStorage, `onescreen.street.${page.who.name}`, onescreen.wishKey);
    draft = kept.read();
    make(page);
    dom.flag(opener, "none", false);
    if (draft.open) open();
  });

  function put(changes) {
    draft = kept.write({ ...draft, ...changes });
  }

  function make(page) {
    field("street_find", { type: "search" }).addEventListener("input", ({ target }) => put({ find: target.value }));
    dom.at("street_category").append(dom.make("select"));
    onescreen.narrowedBy(input("street_category"), input("street_find"), page, () => {
      put({ category: input("street_category").value });
      levels(page);
    });
    onescreen.streetPlace.listen(field("street_address"), form);
    dom.at("street_detail").append(Object.assign(dom.make("textarea"), { rows: 3, maxLength: 2000 }));
    input("street_detail").addEventListener("input", ({ target }) => put({ detail: target.value }));
    onescreen.streetPhotos.listen(field("street_photos"), form);
    field("street_drill", { type: "checkbox" }).addEventListener("change", ({ target }) => put({ exercise: target.checked }));
    dom.at("street_level").addEventListener("change", ({ target }) => put({ level: Number(target.value) || null }));
    dom.at("street_open").addEventListener("click", open);
    dom.at("street").addEventListener("close", () => put({ open: false }));
    dom.at("street_form").querySelector("[value=close]").addEventListener("click", () => dom.at("street").close());
    dom.at("street_form").querySelector("[value=discard]").addEventListener("click", discard);
    dom.at("street_form").addEventListener("submit", (event) => {
      event.preventDefault();
      send();
    });
  }

  function field(name, facts = {}) {
    const made = Object.assign(dom.make("input"), { type: "text", autocomplete: "off", maxLength: 200, ...facts });
    dom.at(name).append(made);
    return made;
  }

  function levels({ category_levels, categories }) {
    const own = category_levels[draft.category];
    const option = (value, text) => {
      const label = dom.make("label", "level-option");
      const radio = Object.assign(dom.make("input"), { type: "radio", name: "level", value, checked: (draft.level || "") === value });
      label.append(radio, ...(value ? [onescreen.chip(value)] : []), dom.make("span", "", text));
      return label;
    };
    const said = own && draft.category in categories ? say("street.level_own", { level: say(`level.${own}`) }) : say("street.level_any");
    dom.at("street_level").replaceChildren(option("", said), ...LEVELS.map((level) => option(level, say(`level.${level}`))));
  }

  /** Takes away what is written, at the second press. */
  function discard() {
    if (sending) return;
    if (!doubted) form.tell(say(draft.unsure ? "street.discard_unsure" : "street.discard_sure"));
    else clear();
    doubted = !doubted;
  }

  function clear() {
    draft = kept.blank();
    onescreen.streetPhotos.forget();
    dom.at("street").close();
  }

  function open() {
    doubted = false;
    write();
    put({ open: true });
    dom.at("street").showModal();
    dom.at("street_body").scrollTop = 0;
  }

  /** Writes into the fields what is kept. */
  function write() {
    input("street_find").value = draft.find;
    const { category } = draft;
    input("street_find").dispatchEvent(new Event("input")); // the list as it was narrowed
    input("street_category").value = category;
    put({ category: input("street_category").value });
    input("street_address").value = draft.address;
    input("street_detail").value = draft.detail;
    input("street_drill").checked = draft.exercise;
    levels(onescreen.page);
    onescreen.streetPhotos.draw(form);
    onescreen.streetPlace.tell(draft);
    point({});
    form.tell(draft.unsure ? say("street.unsure") : "");
    lock();
  }

  /** What may have arrived is sent again as it was. */
  function lock() {
    dom.at("street_body").disabled = draft.unsure || sending;
    dom.at("street_form").querySelector("[type=submit]").disabled = sending;
  }

  function point(faults) {
    for (const name of CHECKED) {
      const place = dom.at(name);
      if (!place.fault) place.after((place.fault = dom.make("div", "fault")));
      dom.text(place.fault, name in faults ? say(faults[name]) : "");
      input(name).setAttribute("aria-invalid", name in faults);
    }
  }

  /** Says what is wrong below its field; gives whether all is well. */
  function checked() {
    const faults = onescreen.streetFaults(draft, onescreen.streetPhotos.waiting());
    point(faults);
    const first = CHECKED.find((name) => name in faults);
    if (!first) return true;
    form.tell(say("street.fill"));
    dom.at(first).closest(".field").scrollIntoView({ block: "center" });
    return false;
  }

  async function send() {
    if (sending || (!draft.unsure && !checked())) return;
    sending = true;
    lock();
    form.tell(say("street.sending"));
    const written = draft;
    put({ unsure: true }); // until an answer says otherwise: the page may be loaded again meanwhile
    try {
      done(written, await onescreen.post("/api/v1/signals", { body: onescreen.streetWish(written) }));
    } catch (error) {
      put({ unsure: onescreen.isUnsure(error.code) });
      form.tell(draft.unsure ? `${error.message} ${say("street.unsure")}` : error.message);
    }
    sending = false;
    lock();
  }

  function done(written, { signal, known, incident }) {
    clear();
    const then = !signal ? "" : signal.incident ? say("street.filed", { incident: signal.incident }) : say("street.waits");
    dom.text(dom.at("street_said"), `${written.exercise ? `${say("inbox.exercise")} · ` : ""}${say("street.done", { number: (signal ?? known).number })} ${then}`);
    dom.at("street_said").scrollIntoView({ block: "nearest" });
    if (signal) onescreen.streetSent(signal);
    if (incident) onescreen.emit("acted", incident);
  }
})();
