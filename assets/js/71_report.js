/* Report: the card of a chosen signal: who says what, why it is that urgent, what it may be about, and what to do. */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { dom, say } = onescreen;
  const FORMS = { reject: ["reason", "note"], not_found: ["reason", "note"], shelve: ["reason", "hours"], confirm: ["photo", "photo_at", "photo_lon", "photo_lat"], accept: [] };
  const ACTIONS = ["accept", "confirm", "not_found", "reject", "shelve", "unshelve", "unsure"];
  const HOUR = 3600e3;
  const MARGIN = 60e3; // an hour is still one when it arrives, and eight are no more
  let shown = null; // the signal as it was read, with its likely duplicates
  let asking = ""; // whose form is open
  let said = { text: "", refused: false };

  onescreen.part(["incidents"], ({ now }) => {
    const card = dom.at("report");
    if (!card) return;
    const { chosen, all } = onescreen.inbox;
    dom.flag(card, "none", !chosen);
    dom.flag(card.parentElement, "of-a-signal", Boolean(chosen));
    if (!chosen || !shown || shown.number !== chosen) return;
    const fresh = all.find((one) => one.number === chosen);
    if (fresh && fresh.version > shown.version && !asking) read(chosen);
    draw(shown, now);
  });

  /** Chooses a signal for the card; null for none. */
  onescreen.chooseSignal = function (number) {
    if (number) onescreen.choose(null);
    onescreen.inbox.chosen = number;
    [shown, asking, said] = [null, "", { text: "", refused: false }];
    if (number) read(number);
    onescreen.redraw();
  };

  onescreen.on("chosen", (number) => number && onescreen.inbox.chosen && onescreen.chooseSignal(null));

  async function read(number) {
    const answer = await fetch(`/api/v1/signals/${encodeURIComponent(number)}`).catch(() => null);
    const told = answer?.ok ? await answer.json() : null;
    if (onescreen.inbox.chosen !== number) return;
    if (told) shown = told;
    else said = { text: say("inbox.unknown"), refused: true };
    onescreen.redraw();
  }

  function draw(signal, now) {
    const place = dom.at("report_body");
    const waited = Math.floor((now - Date.parse(signal.received_at)) / 60e3);
    // A form that was refused keeps what was written: only the answer below it is another.
    dom.drawn(place, JSON.stringify([signal.number, signal.version, asking, asking ? 0 : waited]), () => [
      head(signal, now), facts(signal), level(signal), likely(signal), asking ? form(signal) : buttons(signal),
      dom.make("div", "answer"),
    ]);
    dom.text(place.lastChild, said.text);
    dom.flag(place.lastChild, "refused", said.refused);
  }

  function head(signal, now) {
    const node = dom.make("div", "report-head");
    const parts = dom.fill(node, { chip: ["div", "chip-box"], title: ["h2"], left: ["div"], sub: ["div"] });
    onescreen.setChip(parts.chip, signal.level);
    dom.text(parts.title, [onescreen.categoryTitle(signal), signal.address && onescreen.placeOf(signal)].filter(Boolean).join(" · "));
    dom.text(parts.left, say("inbox.waits", { age: onescreen.age(now - Date.parse(signal.received_at)) }));
    const state = onescreen.page.signal_states[signal.state];
    const until = signal.until ? say("inbox.shelved", { time: onescreen.moment(Date.parse(signal.until), now) }) : "";
    dom.text(parts.sub, [signal.number, ...onescreen.signalMarks(signal), onescreen.title(signal.source_title), state, until].filter(Boolean).join(" · "));
    return node;
  }

  function section(title, ...lines) {
    const node = dom.make("div", "report-part");
    node.append(dom.make("b", "", title), ...lines);
    return node;
  }

  const line = (text, look = "") => dom.make("p", look, text);

  function facts(signal) {
    const node = dom.make("div", "report-part whole");
    node.append(...[onescreen.detailOf(signal), onescreen.addressOf(signal)].filter(Boolean).map((text) => line(text)));
    node.append(line(onescreen.title(signal.source_note), "muted"));
    if (signal.evidence.length) node.append(line(`${say("inbox.evidence")}: ${signal.evidence.join(", ")}`, "muted"));
    return node;
  }

  function level(signal) {
    const why = signal.why_level.map((words) => line(onescreen.title(words)));
    return section(say("inbox.why_level"), ...(why.length ? why : [line("—", "muted")]), ...(signal.raised ? [line(say("inbox.raised"), "muted")] : []));
  }

  function likely(signal) {
    const rows = signal.likely.map((one) => {
      const row = dom.make("div", "likely");
      row.append(dom.make("span", "score", one.score.toFixed(2)), dom.make("span", "", `${one.number} · ${one.why.map(onescreen.title).join(say("sentence.comma"))}`));
      if (signal.possible.includes("link")) row.append(button("link", () => act(signal, "link", { incident: one.number })));
      return row;
    });
    return section(say("inbox.likely"), ...(rows.length ? rows : [line(say("inbox.no_likely"), "muted")]));
  }

  function button(action, then, look = "act") {
    const made = Object.assign(dom.make("button", look, onescreen.page.signal_moves[action]), { type: "button" });
    made.addEventListener("click", then);
    return made;
  }

  function buttons(signal) {
    const node = dom.make("div", "acts");
    const possible = ACTIONS.filter((action) => signal.possible.includes(action));
    node.append(...possible.map((action, i) => button(action, () => start(signal, action), i ? "act" : "act main")));
    return node;
  }

  /** What an action asks for; one that asks for nothing is done at once. */
  function start(signal, action) {
    const wants = (FORMS[action] || []).filter((name) => !(name.startsWith("photo") && signal.camera));
    if (action === "accept" && !Number.isFinite(signal.lon)) wants.push("nowhere");
    if (!wants.length) return void act(signal, action, {});
    asking = `${action} ${wants.join(" ")}`;
    onescreen.redraw();
  }

  function form(signal) {
    const [action, ...wants] = asking.split(" ");
    const node = dom.make("form", "report-form");
    for (const name of wants) node.append(name === "photo" ? onescreen.photoField(signal, node) : field(action, name));
    const acts = dom.make("div", "acts");
    acts.append(dom.make("button", "act main", onescreen.page.signal_moves[action]), button("receive", stop));
    dom.text(acts.lastChild, say("inbox.close"));
    node.append(acts);
    node.addEventListener("submit", (event) => {
      event.preventDefault();
      if (wants.includes("photo") && !node.laid) return void onescreen.tellDesk(say("inbox.photo_first"));
      act(signal, action, wish(node, Object.fromEntries(wants.map((name) => [name, node.elements[name].value.trim()]))));
    });
    setTimeout(() => node.querySelector("select, input")?.focus());
    return node;
  }

  function field(action, name) {
    const label = dom.make("label", "field", say(`inbox.${name}`));
    const input = dom.make(name === "reason" ? "select" : "input");
    if (name === "reason") input.append(...Object.entries(onescreen.page.signal_reasons[action]).map(([code, words]) => Object.assign(dom.make("option", "", words), { value: code })));
    if (name === "photo_at") Object.assign(input, { type: "datetime-local", step: 1 });
    if (name === "hours") Object.assign(input, { type: "number", min: 1, max: 8, value: 1 });
    label.append(Object.assign(input, { name, required: !name.startsWith("photo_") }));
    return label;
  }

  /** What was written; of a photo only what it says itself, or a hand wrote. */
  function wish({ laid }, { hours, photo: _, photo_at, photo_lon, photo_lat, ...said_so }) {
    const now = onescreen.clock.city();
    const until = hours ? { until: new Date(now + Number(hours) * HOUR + (hours < 8 ? MARGIN : -MARGIN)).toISOString() } : {};
    const taken = photo_at ? { photo_at: onescreen.asMoment(photo_at) } : {};
    const there = photo_lon && photo_lat ? { photo_lon: Number(photo_lon), photo_lat: Number(photo_lat) } : {};
    return { ...said_so, ...until, ...(laid ? { evidence: [laid], ...taken, ...there } : {}) };
  }

  function stop() {
    asking = "";
    onescreen.redraw();
  }

  /** Asks the desk; what it answers is said, and the list is asked for again. */
  async function act(signal, action, more) {
    const title = onescreen.page.signal_moves[action];
    const body = { version: signal.version, seen: signal.likely.map((one) => one.number), ...more };
    try {
      const told = await onescreen.post(`/api/v1/signals/${encodeURIComponent(signal.number)}/actions/${action}`, { body, version: signal.version });
      onescreen.tellDesk(`${signal.number} · ${say("inbox.done", { action: title })}`);
      onescreen.chooseSignal(null);
      if (told.incident && action !== "link") onescreen.chooseNew(told.incident.number);
    } catch (error) {
      said = { text: error.message, refused: true };
      if (error.code === "signal_outdated") read(signal.number);
    }
    onescreen.askInbox();
    onescreen.redraw();
  }
})();
